"""Figures -> tables in Markdown, as they stand in RESULTS.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.extraction.contenders import OURS
from benchmarks.extraction.figures import Field, Figure, field
from benchmarks.extraction.pages import Page
from benchmarks.extraction.predicted import Row
from benchmarks.extraction.worst import Failure

Rows = Mapping[str, Mapping[str, Row]]

TITLES = {
    "html": "HTML (`page.html`)",
    "rp": "seed-like text (`page.rp.txt`)",
    "txt": "all visible text (`page.txt`)",
}
MAIN = ("F1", "P", "R", "word F1", "line F1", "exact", "perfect")
FEW = 10  # pages: of fewer a share says nothing


def main_table(all_of: Field, names: Sequence[str], spent: Mapping[str, float]) -> Iterator[str]:
    """The issue's table: one row a contender, the 95 % intervals under the F1s."""
    yield from head("", *MAIN, "title right / wrong", "date", "author", "ms a page")
    for name in names:
        cells = [spelt(all_of.figure(name, of), ranged=of.endswith("F1")) for of in MAIN]
        fields = [shares(all_of, name, each) for each in ("title", "date", "author")]
        yield row(name, *cells, *fields, f"{spent[name]:.1f}" if name in spent else "–")


def differences(all_of: Field, names: Sequence[str]) -> Iterator[str]:
    """By how much this program is better than each other on the same pages."""
    yield from head("Digest less …", "F1", "word F1", "line F1")
    for name in names:
        if name != OURS:
            yield row(name, *(signed(all_of.difference(OURS, name, of)) for of in ("F1", "word F1", "line F1")))


def parts(found: Sequence[Page], rows: Rows, kind: str, of: Callable[[Page], str]) -> Iterator[str]:
    """F1 of each contender on each part of the pages."""
    yield from head(kind, "pages", *rows)
    groups = Counter(map(of, found))
    for name in sorted(groups, key=lambda each: (-groups[each], each)):
        part = [page for page in found if of(page) == name]
        inside = field(part, rows)
        yield row(name, str(len(part)), *(spelt(inside.figure(each, "F1"), ranged=each == OURS) for each in rows))


def without(found: Sequence[Page], rows: Rows, suspect: frozenset[str]) -> Iterator[str]:
    """F1 with and without the pages whose truth looks cut."""
    yield from head("", "pages", *rows)
    clean = [page for page in found if page.name not in suspect]
    for name, part in (("all pages", list(found)), ("without `suspect.list`", clean)):
        inside = field(part, rows)
        yield row(name, str(len(part)), *(spelt(inside.figure(each, "F1"), ranged=each == OURS) for each in rows))


def guesses(found: Sequence[Page], rows: Mapping[str, Row]) -> Iterator[str]:
    """How often a field is right where we say that it is, and where we say that we guess."""
    yield from head("field", "sure, right", "sure, wrong", "guessed, right", "guessed, wrong", "left empty")
    for name in ("title", "date", "author"):
        counted: Counter[str] = Counter()
        for page in found:
            said = rows[page.name]["score"].get(name)
            guessed = "guessed" if name in rows[page.name]["prediction"]["guessed"] else "sure"
            counted["none" if said == "none" else f"{guessed} {'ok' if said == 'ok' else 'wrong'}"] += said is not None
        places = ("sure ok", "sure wrong", "guessed ok", "guessed wrong", "none")
        yield row(name, *(str(counted[place]) for place in places))


def worst_table(failures: Sequence[Failure]) -> Iterator[str]:
    """The worst pages, for a person to look at."""
    yield from head("page", "language", "F1", "words", "words lost", "words of furniture", "what happened")
    for each in failures:
        counts = (each.body, sum(each.lost.values()), sum(each.junk.values()))
        yield row(each.page.name, each.page.language, f"{each.f1:.3f}", *map(str, counts), "; ".join(each.kinds))


def failed(rows: Rows) -> Iterator[str]:
    """Contenders that raised something, and on how many pages."""
    for name, its in rows.items():
        reasons = Counter(each["prediction"]["failed"].partition(":")[0] for each in its.values())
        del reasons[""]
        if reasons:
            told = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common(4))
            yield f"{name} failed on {reasons.total()} pages: {told}"


def head(*titles: str) -> Iterator[str]:
    """The first two lines of a table: words to the left, figures to the right."""
    yield row(*titles)
    yield "|:---|" + "---:|" * (len(titles) - 1)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def spelt(figure: Figure, *, ranged: bool = False) -> str:
    """`.941`, or with its interval `.941 [.932, .949]`."""
    return f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]" if ranged else number(figure.value)


def shares(all_of: Field, name: str, of: str) -> str:
    """`.87 / .11`: right, and wrong; the rest of the pages were left without."""
    right, wrong = (all_of.figure(name, f"{of} {said}").value for said in ("right", "wrong"))
    return f"{number(right, 2)} / {number(wrong, 2)}" if right + wrong > 0 else "–"


def signed(figure: Figure) -> str:
    return f"{figure.value:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}]"


def number(value: float, digits: int = 3) -> str:
    return "–" if value != value else f"{value:.{digits}f}".removeprefix("0")


def spoken(language: str) -> str:
    """Languages with few pages are counted together."""
    return {"en": "English", "de": "German", "ru": "Russian"}.get(language, "17 others")
