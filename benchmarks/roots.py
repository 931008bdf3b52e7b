"""Learn which letters of a Russian word are its ending, and tell how well the forms of a word meet.

    python -m benchmarks.roots [--write]

`--write` makes `digest/endings.py` anew. One word in five is held out: nothing is learned from it, and the figures are
of these words alone. *Recall* is the share of a word's uses that have the root of its form; *precision* is the share
that the word has in all the uses of that root; both are means over words, each form as often as it is used.
"""

from __future__ import annotations

import math
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations
from pathlib import Path

from benchmarks.lexicon import Lexeme, lexicon
from digest import roots
from digest.roots import LEAST, LONGEST, root

FILE = Path(roots.__file__).with_name("endings.py")
CUT = 7  # letters that an ending has at most
WHOLE = 0.93  # of a word's uses must have a root for it to be the word's
WORTH = 4.0  # words that a rule must put right
SEEN = 2e-7  # a word is learned from that is used so often

RARE, RARE_PAIR = 0.01, 0.5  # what is not looked at: shares of a word's uses, pairs of ends
GAIN, TIMES = 4.0, 3.0  # words that a pair must gain, and how many times what it costs
HEAD = '''"""The endings of Russian words, and what of each is no part of the root: learned, see `roots.py`."""

# `python -m benchmarks.roots --write` makes this file. `3v` cuts three letters of a verb, `^` begins a word.
'''
KIN = "# How a root may end, and how other roots of the same word then do.\n"

Label = tuple[int, str]
Rules = dict[str, Label]


def learned(words: Iterable[Lexeme]) -> Rules:
    """Endings with their labels: what most words with this ending need, where it differs from the shorter ending."""
    known = list(words)
    first = _rules(known, _target)
    return _rules(known, lambda forms: _settled(forms, first))


def _rules(words: Iterable[Lexeme], target: Callable[[Mapping[str, float]], str]) -> Rules:
    votes: defaultdict[str, defaultdict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for word in words:
        forms = _plain(word)
        total, aim, mark = sum(forms.values()), target(forms), "v" if word.kind == "verb" else ""
        weight = min(3, max(0.3, math.log10(total / 1e-7)))
        for form, frequency in forms.items():
            cuts = [cut for cut in _cuts(form) if _left(form, cut) == aim]
            anchored = "^" + form
            for size in range(min(LONGEST, len(anchored)) + 1 if cuts else 0):
                votes[anchored[len(anchored) - size :]][min(cuts), mark] += weight * math.sqrt(frequency / total)
    return _pruned(votes)


def _pruned(votes: Mapping[str, Mapping[Label, float]]) -> Rules:
    rules: Rules = {}
    heirs: dict[str, Label] = {}
    for ending in sorted(votes, key=lambda each: (len(each), each)):
        best = max(votes[ending], key=lambda label: (votes[ending][label], label))
        above = heirs.get(ending[1:]) if ending else None
        if above is None or votes[ending][best] - votes[ending].get(above, 0) > WORTH:
            rules[ending] = above = best
        heirs[ending] = above
    return rules


def _plain(word: Lexeme) -> dict[str, float]:
    forms: defaultdict[str, float] = defaultdict(float)
    for form, frequency in word.forms.items():
        forms[roots.unreflexive(form)] += frequency
    return forms


def _cuts(form: str) -> range:
    return range(min(CUT, len(form) - min(LEAST, len(form))) + 1)


def _left(form: str, cut: int) -> str:
    return roots.without_fleeting(form[: len(form) - cut])


def _target(forms: Mapping[str, float]) -> str:
    """The longest root that nearly all uses can have."""
    reached: defaultdict[str, float] = defaultdict(float)
    for form, frequency in forms.items():
        for each in {_left(form, cut) for cut in _cuts(form)}:
            reached[each] += frequency
    enough = WHOLE * max(reached.values())
    return max((each for each in reached if reached[each] >= enough), key=lambda each: (len(each), reached[each], each))


def _settled(forms: Mapping[str, float], rules: Rules) -> str:
    """The root that most uses have by the rules so far, if it is that of half of them."""
    given: defaultdict[str, float] = defaultdict(float)
    for form, frequency in forms.items():
        given[roots.cut(form, rules, rules[""]).rstrip("v")] += frequency
    best = max(given, key=lambda each: (given[each], each))
    return best if given[best] >= sum(forms.values()) / 2 else _target(forms)


def kinship(words: Iterable[Lexeme], of: Callable[[str], str]) -> dict[str, list[str]]:
    """Ends of roots, each with those that may stand for it: what comes of it, if it is a root, is likely of its word.

    What a pair gains is the share of words' uses that it adds, what it costs the share of other words' among them.
    """
    owners: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    seen: defaultdict[tuple[str, str], float] = defaultdict(float)
    for word in words:
        shares: defaultdict[str, float] = defaultdict(float)
        for form, frequency in word.forms.items():
            shares[of(form)] += frequency / word.frequency
            owners[of(form)][f"{word.kind} {word.name}"] += frequency
        for one, other in permutations([each for each in shares if shares[each] > RARE], 2):
            for pair in _ends(one, other):
                seen[pair] += shares[one] * shares[other]
    found: dict[str, list[str]] = {}
    for (end, other), frequency in sorted(seen.items(), key=lambda each: (-each[1], each[0])):
        if frequency > RARE_PAIR and _worth(end, other, owners):
            found.setdefault(end, []).append(other)
    return found


def _ends(one: str, other: str) -> Iterator[tuple[str, str]]:
    """How two roots end behind what they have in common, and behind one or two letters less."""
    pairs = enumerate(zip(one, other, strict=False))
    same = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    if same >= LEAST:
        yield from ((one[same - less :], other[same - less :]) for less in range(3) if same - less >= 2)


def _worth(end: str, other: str, owners: Mapping[str, Mapping[str, float]]) -> bool:
    gain = loss = 0.0
    for one, uses in owners.items():
        stem = one[: len(one) - len(end)]
        kin = owners.get(stem + other) if len(stem) >= 2 and one.endswith(end) else None
        if kin:
            mine, theirs = sum(uses.values()), sum(kin.values())
            for name, frequency in uses.items():
                shared = kin.get(name, 0)
                gain += frequency / mine * shared / (frequency + shared)
                loss += frequency / mine * (theirs - shared) / (theirs + mine)
    return gain > GAIN and gain > loss * TIMES


def text_of(rules: Rules, kin: Mapping[str, list[str]]) -> str:
    """The source of `digest/endings.py`."""
    by_label: defaultdict[Label, list[str]] = defaultdict(list)
    for ending, label in rules.items():
        if ending:
            by_label[label].append(ending)
    lines = []
    for (cut, mark), endings in sorted(by_label.items(), key=lambda each: (each[0][1], each[0][0])):
        row = f"{cut}{mark}: " + " ".join(sorted(endings))
        lines += textwrap.wrap(row, 116, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    rows = "\n".join(lines)
    kindred = " ".join(f"{end}:{','.join(others)}" for end, others in sorted(kin.items()))
    return (
        HEAD
        + f'TABLE = """\n{rows}\n"""\n\n{KIN}KIN = """\n'
        + "\n".join(textwrap.wrap(kindred, 116, break_long_words=False, break_on_hyphens=False))
        + '\n"""\n'
    )


def report(words: Iterable[Lexeme], of: Callable[[str], str]) -> str:
    """Recall and precision, of all words and by their kind."""
    uses: defaultdict[str, float] = defaultdict(float)
    every = list(words)
    for word in every:
        for form, frequency in word.forms.items():
            uses[of(form)] += frequency
    figures: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for word in every:
        if word.held_out and len(word.forms) > 1 and word.frequency >= 1e-6:
            shares: defaultdict[str, float] = defaultdict(float)
            for form, frequency in word.forms.items():
                shares[of(form)] += frequency / word.frequency
            recall = sum(share * share for share in shares.values())
            exact = sum(share * share * word.frequency / uses[each] for each, share in shares.items())
            figures[word.kind].append((recall, exact))
            figures["all"].append((recall, exact))
    rows = (
        f"{kind} {len(some)}: {_mean(some, 0):.3f} / {_mean(some, 1):.3f}" for kind, some in sorted(figures.items())
    )
    return "\n".join(rows)


def _mean(rows: list[tuple[float, float]], place: int) -> float:
    return sum(row[place] for row in rows) / len(rows)


def main() -> None:
    """Learn, write where it is asked for, and tell how well it does."""
    words = lexicon(SEEN)
    if "--write" in sys.argv:
        seen = [word for word in words if not word.held_out]
        rules = learned(seen)
        kin = kinship(seen, lambda form: roots.cut(roots.unreflexive(form), rules, rules[""]))
        FILE.write_text(text_of(rules, kin), encoding="utf-8")
        print(len(rules), "endings,", sum(map(len, kin.values())), "pairs")
    else:
        print(report(words, root))


if __name__ == "__main__":
    main()
