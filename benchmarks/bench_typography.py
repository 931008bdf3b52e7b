"""How Russian texts are set here, by typograf (npm) and by typus (PyPI): where both agree, do we?

    python -m benchmarks.bench_typography [FOLDER]

Both are no dependencies: `npm install typograf` in the current folder, `pip install typus`. Without a folder, the
sentences of `typography/sentences.txt` are set, which are our own; with one, the bodies of its `*/truth.json`.

What is compared is what each does at one place of the text: a space, a dash, a quote, dots. A place at which typograf
and typus do the same counts as agreed. Kinds of spaces that do not break count as one; spaces around dashes do not
count, since each has a width of its own for them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from digest.typography import typeset

HERE = Path(__file__).parent / "typography"
ENOUGH = 200  # Russian letters that make a text Russian
EXAMPLES = 16

_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0"})
_WORD = re.compile(r"\w+")
_RUSSIAN = re.compile("[а-яё]")


def texts(folder: Path | None) -> list[str]:
    """The paragraphs that are set."""
    if folder is None:
        return (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
    bodies = [json.loads(path.read_bytes()).get("body") or "" for path in sorted(folder.glob("*/truth.json"))]
    lines = (line.strip() for body in bodies if len(_RUSSIAN.findall(body)) > ENOUGH for line in body.split("\n"))
    return [line for line in lines if len(_RUSSIAN.findall(line)) > len(line) / 2]


def by_typograf(given: list[str]) -> list[str]:
    """The texts as typograf sets them."""
    script = (HERE / "typograf.mjs").as_posix()
    done = subprocess.run(["node", script], input=json.dumps(given), capture_output=True, text=True, check=True)
    made: list[str] = json.loads(done.stdout)
    return made


def by_typus(given: list[str]) -> list[str]:
    """The texts as typus sets them."""
    from typus import ru_typus

    return [ru_typus(text) for text in given]


def between(text: str) -> list[str]:
    """What stands between the words of a text, one after another, and before the first and behind the last."""
    return [gap.translate(_SPACES) for gap in _WORD.split(text)]


def kind(gap: str) -> str:
    """What a difference is about."""
    if re.search("[—–−-]", gap):
        return "dash"
    if re.search("[\"«»„“”‘’']", gap):
        return "quote"
    return "dots" if re.search("…|\\.\\.", gap) else "space"


def levelled(gap: str) -> str:
    """A gap in which spaces around a dash are as wide as everywhere."""
    return re.sub(r"[\s\u00a0]*([—–])[\s\u00a0]*", r" \1 ", gap) if re.search(r"[\s\u00a0][—–]|^,—", gap) else gap


def differences(given: list[str], one: list[str], other: list[str], ours: list[str]) -> Iterator[tuple[str, str, str]]:
    """Every place that both changed the same way, with its kind and `""`, or what we do instead."""
    for rows in zip(given, one, other, ours, strict=True):
        if len({tuple(_WORD.findall(row)) for row in rows}) > 1:
            continue  # one of them changed words: dates, fractions, signs of currency
        words = _WORD.findall(rows[0])
        for number, gaps in enumerate(zip(*map(between, rows), strict=True)):
            typed, first, second, own = map(levelled, gaps)
            if first == second and first != typed:
                around = f"{''.join(words[max(0, number - 1) : number])}{own}{''.join(words[number : number + 1])}"
                yield kind(first), "" if own == first else around, first


def main(folder: Path | None = None) -> None:
    """Compare and print."""
    given = texts(folder)
    start = time.perf_counter()
    ours = [typeset(text, "ru") for text in given]
    took = time.perf_counter() - start
    one, other = by_typograf(given), by_typus(given)
    agreed, missed, shown = Counter[str](), Counter[str](), dict[str, list[str]]()
    for name, instead, wanted in differences(given, one, other, ours):
        agreed[name] += 1
        missed[name] += bool(instead)
        if instead:
            shown.setdefault(name, []).append(f"{instead!r} for {wanted!r}")
    print(f"{len(given)} texts of {sum(map(len, given)):,} letters, set in {took * 1000:.1f} ms\n")
    print("| kind | both change alike | we do the same |\n|---|---|---|")
    for name, count in sorted(agreed.items()):
        print(f"| {name} | {count:,} | {count - missed[name]:,} ({1 - missed[name] / count:.1%}) |")
    for name, examples in sorted(shown.items()):
        print(f"\n{name}: " + "; ".join(examples[:EXAMPLES]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
