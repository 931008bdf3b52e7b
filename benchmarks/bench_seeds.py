"""How long one seed may take, however odd it is; and how long a thousand take, one of them broken.

    python -m benchmarks.bench_seeds [KIND …] [--sizes 1 2 5 10] [--seeds 1000]

Every seed is converted in a process of its own: CPU seconds without the start, and the most memory that it took. To
reach: any seed of 10 MB or a million lines in 2 s, ten times the size in about ten times the time. A file of many
articles may take as long for each.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
MEGABYTE = 1024 * 1024
SECONDS, STEEP = 2.0, 1.6  # the longest a seed may take; how much more than its size the time may grow

PROSE = "Ракета стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
SYLLABLES = ("ра", "ке", "та", "ор", "би", "спу", "ник", "ста", "рто", "ла", "ви", "ем", "но", "го")
WORDS = ["".join(each) for length in (2, 3) for each in itertools.product(SYLLABLES, repeat=length)]
PAGE = "<!doctype html><html lang=ru><head><title>Спутник на орбите</title></head><body><h1>Спутник на орбите</h1>"

# What a seed of a kind is made of: its beginning, a piece said again and again, and its end. № is a number that grows,
# for what has been said before is looked at less.
TEXTS: dict[str, tuple[str, str, str]] = {
    "paragraphs": ("Спутник на орбите\n\n", f"№. {PROSE} {PROSE}\n\n", ""),
    "one line": ("", f"№. {PROSE} ", ""),
    "one word": ("", "я", ""),
    "short lines": ("", "да\nнет\n", ""),
    "a million lines": ("", "7\n", ""),
    "blank lines": (f"{PROSE}\n", "\n", f"{PROSE}\n"),
    "spaces": (f"{PROSE}\n", " ", f"\n{PROSE}\n"),
    "the same headline": ("", "Спутник вышел на орбиту\n", f"{PROSE}\n"),
    "headlines": ("", "Спутник № вышел на орбиту и передал...\n", f"{PROSE}\n"),
    "wrapped lines": ("", "ракета стартовала с космодрома и вывела на орбиту спутник связи\n", ""),
    "bullets": ("", "  • слово дня №\n", ""),
    "stamps": ("", "28.07 14:54\n1295\nСпутник № вышел на связь\n", ""),
    "dates": ("", "1 дек 2016 года, 28.07.2016, вчера, 2016-12-01T10:00 ", ""),
    "quotation marks": ("", '"«„“ ', ""),
    "signs of Markdown": ("", "[*_`#>![](", ""),
    "dots": ("", ". ", ""),
    "addresses": ("", "http://a.example/b?c ", ""),
    "escapes": ("", "\x1b[31m", ""),
    "wide gaps": ("", "Новости    Погода    Афиша\n", ""),
}
PAGES: dict[str, tuple[str, str, str]] = {
    "page of paragraphs": (PAGE, f"<p>№. {PROSE} {PROSE}</p>\n", ""),
    "page without line ends": (PAGE, f"<p>№. {PROSE}</p>", ""),
    "one paragraph": (f"{PAGE}<p>", f"{PROSE} ", "</p>"),
    "deep": (PAGE, "<div>", PROSE),
    "deep spans": (PAGE, "<span>", PROSE),
    "unclosed paragraphs": (PAGE, "<p>да №", ""),
    "unclosed emphasis": (PAGE, "<b><i>да ", ""),
    "unclosed tag": (PAGE, "<p ", ""),
    "unclosed comment": (PAGE + PROSE, "<!-- ", ""),
    "unclosed script": (PAGE + PROSE, "<script>", ""),
    "closing tags": (PAGE + PROSE, "</p></div>", ""),
    "signs less than": (PAGE + PROSE, "<", ""),
    "tables": (PAGE, "<table><tr><td>семь</td><td>№</td></tr></table>", ""),
    "one table": (f"{PAGE}<table>", "<tr><td>семь</td><td>восемь</td></tr>", "</table>"),
    "nested tables": (PAGE, "<table><tr><td>да", ""),
    "nested lists": (PAGE, "<ul><li>да №", ""),
    "links": (PAGE, "<a href='/a'>слово дня</a> ", ""),
    "line breaks": (f"{PAGE}<p>", "да<br>", ""),
    "entities": (f"{PAGE}<p>", "&amp;&#1103;&nbsp;", ""),
    "attributes": (f"{PAGE}<p ", "class=a ", f">{PROSE}</p>"),
    "one class": (f"{PAGE}<p class='", "слово ", f"'>{PROSE}</p>"),
    "pictures": (PAGE, "<img src=a.jpg alt='вид'>", f"<p>{PROSE}</p>"),
    "captions": (PAGE, "<figure><img src=a.jpg><figcaption>Вид</figcaption></figure>", f"<p>{PROSE}</p>"),
    "scripts": (PAGE, '<script type=\'application/ld+json\'>{"@type":"NewsArticle"}</script>', f"<p>{PROSE}</p>"),
    "deep JSON": (f"{PAGE}<script type='application/ld+json'>", "[", f"</script><p>{PROSE}</p>"),
    "headings": (PAGE, "<h2>Спутник</h2>", f"<p>{PROSE}</p>"),
}
ITEM = f"{PROSE} №. {PROSE} {PROSE}"
ADDRESS = "https://example.org/№"
LISTS: dict[str, tuple[str, str, str]] = {
    "items.jsonl": ("", f'{{"title": "Спутник №", "url": "{ADDRESS}", "text": "{ITEM}"}}\n', ""),
    "items.json": ("[", f'{{"title": "Спутник №", "url": "{ADDRESS}", "text": "{ITEM}"}},', f'{{"text": "{ITEM}"}}]'),
    "deep.json": ("", "[", ""),
    "items.rss": (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Лента</title><link>https://example.org/</link>",
        f"<item><title>Спутник №</title><link>{ADDRESS}</link><description>{ITEM}</description></item>",
        "</channel></rss>",
    ),
    "letter.eml": (
        "From: a@example.org\nSubject: =?utf-8?b?0J/RgNC+0LHQsA==?=\nContent-Type: text/plain; charset=utf-8\n\n",
        f"№. {PROSE} {PROSE}\n\n",
        "",
    ),
    "parts.eml": (
        "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n",
        "--b\nContent-Type: text/plain; charset=utf-8\n\nСпутник № вышел на связь\n",
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{PROSE}\n--b--\n",
    ),
    "page.mhtml": (
        "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n",
        f"<p>№. {PROSE} {PROSE}</p>\n",
        "\n--b--\n",
    ),
}
KINDS = TEXTS | PAGES | LISTS
ONE = """
import json, resource, sys, time
from pathlib import Path
from digest.errors import DigestError
from digest.seeds.convert import document
from digest.seeds.parts import parts
path = Path(sys.argv[1])
data = path.read_bytes()
document("Спутник вышел на орбиту и начал работать, сообщили нам. Это первый такой спутник за год.".encode(), "a.txt")
began = time.process_time()
made, refused = [], []
try:
    for part in parts(data, f"seeds/{path.name}"):
        try:
            made.append(len(document(part).document.body))
        except DigestError as error:
            refused.append(error.problem.code)
except DigestError as error:
    refused.append(error.problem.code)
spent = time.process_time() - began
told = [f"{len(made):,} articles" if len(made) > 1 else f"{made[0]:,} letters"] if made else []
told += [f"refused: {', '.join(sorted(set(refused)))}"] if refused else []
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([spent, memory, "; ".join(told) or "nothing", len(made)]))
"""


def seed(kind: str, size: int) -> str:
    """A seed of a kind, of at most `size` bytes."""
    beginning, piece, end = KINDS[kind]
    count = (size - len((beginning + end).encode())) // len(piece.replace("№", "0000000").encode())
    if "№" not in piece:
        return beginning + piece * count + end
    return beginning + "".join(piece.replace("№", f"{number:07}") for number in range(count)) + end


def rows(kinds: Iterable[str], sizes: Iterable[int]) -> Iterator[str]:
    """The table of single seeds: seconds for each size, and what is wrong with them."""
    sizes = tuple(sizes)
    titles = [f"{size} MB" for size in sizes]
    yield f"| seed | {' | '.join(titles)} | most memory | at {titles[-1]} | |\n|:---|{'---:|' * (len(sizes) + 2)}:---|"
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            runs = [_one(Path(folder), kind, size) for size in sizes]
            spent = [run[0] for run in runs]
            slowest = max(run[0] / max(1, run[3]) for run in runs)
            complaints = ["too slow"] if slowest > SECONDS else []
            complaints += ["not linear"] if _steep(spent, sizes) else []
            cells = [f"{seconds:.2f}" for seconds in spent] + [
                f"{runs[-1][1]:.0f} MB",
                runs[-1][2],
                ", ".join(complaints),
            ]
            yield f"| {kind} | {' | '.join(cells)} |"


def _steep(spent: list[float], sizes: tuple[int, ...]) -> bool:
    """Whether the time grows faster than the size; what takes no time at all is not asked."""
    return spent[-1] > 0.5 and spent[-1] / max(spent[0], 0.02) > STEEP * sizes[-1] / sizes[0]


def _one(folder: Path, kind: str, size: int) -> tuple[float, float, str, int]:
    """CPU seconds, MB, what came of it in words, and how many articles."""
    path = folder / (kind if kind in LISTS else "a.html" if kind in PAGES else "a.txt")
    path.write_text(seed(kind, size * MEGABYTE), "utf-8")
    command = [sys.executable, "-c", ONE, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return 0.0, 0.0, f"ended with {done.returncode}: {last[:80]}", 0
    spent, memory, told, articles = json.loads(done.stdout)
    return spent, memory, told, articles


def folder_rows(count: int) -> Iterator[str]:
    """The table of a folder of seeds, one of them broken: over one core and over all."""
    yield "| seeds | cores | wall s | CPU s | exit | |\n|:---|---:|---:|---:|---:|:---|"
    with tempfile.TemporaryDirectory() as scratch:
        for cores in sorted({1, os.cpu_count() or 1}):
            site = Path(scratch) / str(cores)
            _write_folder(site, count)
            yield _folder_row(site, count, cores)


def _write_folder(site: Path, count: int) -> None:
    """A site with so many seeds of 4 KB, no two alike; one holds bytes that are no text."""
    (site / "seeds").mkdir(parents=True)
    (site / "site.yaml").write_text("title: Проба\nbase_url: https://example.org/\nlanguage: ru\n", "utf-8")
    for number in range(count):
        (site / f"seeds/{number:06}.txt").write_text(_told(number), "utf-8")
    (site / "seeds/000500.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)


def _told(number: int) -> str:
    """A seed of ten paragraphs, in words of an order that no other has."""
    chance = random.Random(number)
    paragraphs = (" ".join(chance.choices(WORDS, k=30)).capitalize() + "." for _ in range(10))
    return "\n\n".join([f"Спутник номер {number} вышел на орбиту", "28.07.2016 14:54", *paragraphs])


def _folder_row(site: Path, count: int, cores: int) -> str:
    command = [sys.executable, "-P", "-m", "digest", "convert", "--site", str(site)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, preexec_fn=_on_cores(cores)
    )
    after, wall = os.times(), time.perf_counter() - began
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    made = len(list((site / "content/articles").glob("*.md")))
    named = "the broken one is named" if "000500.txt" in done.stdout + done.stderr else "nobody names the broken one"
    return f"| {count:,}, {made:,} converted | {cores} | {wall:.2f} | {cpu:.2f} | {done.returncode} | {named} |"


def _on_cores(count: int) -> Callable[[], None] | None:
    """Keeps a process to so many cores, where the system can (Linux)."""
    keep = getattr(os, "sched_setaffinity", None)
    return (lambda: keep(0, range(count))) if keep else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench_seeds")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"some of: {', '.join(KINDS)}")
    parser.add_argument("--sizes", type=int, nargs="+", default=(1, 2, 5, 10), metavar="MB")
    parser.add_argument("--seeds", type=int, default=1000, help="how many in the folder; 0 leaves it out")
    asked = parser.parse_args()
    unknown = set(asked.kinds) - set(KINDS)
    if unknown:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    for line in rows(asked.kinds or KINDS, asked.sizes):
        print(line, flush=True)
    print()
    for line in folder_rows(asked.seeds) if asked.seeds else ():
        print(line, flush=True)


if __name__ == "__main__":
    main()
