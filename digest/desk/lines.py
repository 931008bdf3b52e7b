"""The lines of a seed on the desk: what was kept, what was left out and why; and the other way, at one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from digest.content.reading import SIZE
from digest.content.sources import FILE as SOURCES
from digest.desk.calls import Call, Given, Told
from digest.desk.papers import Paper, changed
from digest.desk.room import Room
from digest.disk import read_bytes, regular_files, stamp
from digest.errors import DigestError, Problem, UsageError
from digest.keeping import BACKUP
from digest.seeds import record
from digest.seeds.blocks import Label
from digest.seeds.choosing import Chosen, chosen
from digest.seeds.explain import Explained, Explainer, Line, explainer, stated_seed
from digest.settings import Settings

ARTICLES = "content/articles/"
COPIES = 3  # of the last states of an article that a choice may lead back to
STATES = ("kept", "used", "dropped")


class Row(Struct, frozen=True):
    """A line as the page shows it. `rule` is what is most likely to be taught of it; `free` whether there is a choice.

    `state` is one of `STATES`: `used` are lines whose words went into the front matter.
    """

    number: int
    text: str
    state: str
    label: str
    reason: str
    rule: str
    free: bool


class Pane(Struct, frozen=True):
    """The lines of one seed. `trouble` says why there are none; `there` that a seed of this name can be looked at."""

    seed: str
    article: str = ""
    origin: str = ""
    rows: tuple[Row, ...] = ()
    differing: int = 0
    trouble: Problem | None = None
    there: bool = False

    @property
    def counts(self) -> Counter[str]:
        """How many lines there are of each state."""
        return Counter(row.state for row in self.rows)


def of_article(room: Room, path: str, data: bytes) -> Pane | None:
    """The lines of an article's seed; None where it has none, or where its front matter cannot be read."""
    seed = _seed(path, data) if path.startswith(ARTICLES) else ""
    if not seed:
        return None
    looked = looked_through(room.settings())
    try:
        return pane(looked.article(path, data))
    except DigestError as error:
        there = any(each.key == seed for each in looked.found.entries)
        return Pane(seed, path, trouble=error.problem, there=there)


def _seed(path: str, data: bytes) -> str:
    try:
        return stated_seed(data, path).get("file", "")
    except DigestError:
        return ""


def pane(found: Explained) -> Pane:
    """The lines of a seed for the page."""
    return Pane(found.seed, found.article, found.origin, tuple(map(_row, found.lines)), found.differing)


def _row(line: Line) -> Row:
    each = line.labelled
    sure = "" if each.sure is None else f"; {min(99, max(1, round(100 * each.sure)))} % sure"
    state = "kept" if line.kept else "used" if line.used else "dropped"
    today = f"; today it would be {'kept' if each.kept else 'left out'}" if line.differs else ""
    wanted = line.kept if line.differs else not line.kept
    return Row(
        number=each.block.line,
        text=each.block.text,
        state=state,
        label=each.label.value,
        reason=f"{each.rule}: {each.why}{sure}{today}",
        rule="keep" if wanted else "drop",
        free=each.label is not Label.DATELINE,
    )


class _Looks:
    """The folder of seeds as it was looked through last, for as long as nothing in it, nor its rules, changes."""

    def __init__(self) -> None:
        self._last: tuple[object, Explainer] | None = None

    def through(self, settings: Settings) -> Explainer:
        mark = _mark(settings)
        if mark and self._last and self._last[0] == mark:
            return self._last[1]
        found = explainer(settings)
        self._last = (mark, found)
        return found


def _mark(settings: Settings) -> object | None:
    """What tells one state of the folder from another; None where it was changed this very moment."""
    root, language = settings.root, settings.site.language
    paths = [path for path, _ in regular_files(root, "seeds") if path != record.FILE]
    seen = [(path, stamp(root, path)) for path in paths]
    rules = (stamp(root, SOURCES),) if (root / SOURCES).exists() else ()
    return None if None in rules or any(state is None for _, state in seen) else (root, language, seen, rules)


_looks = _Looks()


def looked_through(settings: Settings) -> Explainer:
    """The seeds of the site, and what the converter makes of their lines."""
    return _looks.through(settings)


def _line(room: Room, given: Given) -> Told:
    """Restore lines to an article, or drop them from it."""
    path, meant = room.file(given.text("file")), numbers(given)
    done: list[Chosen] = []

    with room.held() as settings:
        looked = looked_through(settings)

        def choose(data: bytes) -> Chosen:
            return chosen(data, looked.article(path, data), meant, language=settings.site.language)

        def change(data: bytes) -> bytes:
            done.append(choose(data))
            return _as_it_was(settings.root, Paper(path, data), done[0].data, choose) or done[0].data

        after = changed(settings.root, path, given.text("opened"), given.text("text"), change, room.clock())
    return {"said": _said(done[0]), **after.told()}


def _as_it_was(root: Path, now: Paper, new: bytes, choose: Callable[[bytes], Chosen]) -> bytes | None:
    """The state of an article before the same choice, to the byte: that of its copies which the choice made into this.

    `new` is what the choice makes of the article now. None where there is none: then something else was done between.
    """
    folder = f"{BACKUP}/{now.path.removesuffix('.md')}"
    copies = sorted(copy for copy, objection in regular_files(root, folder) if not objection)
    for copy in reversed(copies[-COPIES:]):
        try:
            before = read_bytes(root, copy, limit=SIZE)
            same = stated_seed(before, now.path) == stated_seed(new, now.path) and _body(before) != _body(now.data)
            if same and choose(before).data == now.data:
                return before
        except DigestError:
            continue  # the state before was broken, or had another seed
    return None


def _body(data: bytes) -> bytes:
    return data.split(b"\n---", 1)[-1]


def numbers(given: Given) -> list[int]:
    """The lines that are meant."""
    names = given.texts("lines")
    if not names or not all(name.isascii() and name.isdecimal() and len(name) < 10 for name in names):
        raise UsageError("choose a line first: j and k go from one to the next", code="usage")
    return [int(name) for name in names]


def _said(done: Chosen) -> str:
    told = [
        f"{word} line{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
        for word, numbers in (("restored", done.restored), ("dropped", done.dropped))
        if numbers
    ]
    words = "; ".join(told)
    return f"{words[:1].upper()}{words[1:]}. The same key takes it back."


CALLS: dict[str, Call] = {"line": _line}
