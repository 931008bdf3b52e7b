"""What was written, and from which inputs: the memory by which a build knows what need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode

from digest.fingerprint import Names, brief, fields_of, names_of, of_bytes
from digest.site.page import Page, Promise
from digest.site.views import View
from digest.stock import Stock

VERSION = "3"
MANY = 200_000  # names that are remembered


class Row(Struct, frozen=True):
    """One file of the last build, and the name of all that it was made from.

    `stamp` is what the disk said of the file when it had been written; another stamp means other bytes. `inputs` tells
    the name of each input: it is asked only where the one `name` of all is another.
    """

    stamp: tuple[int, int]
    name: str
    inputs: Callable[[], Mapping[str, str]]


class KeptInputs(Struct, frozen=True):
    """The names of inputs as they are kept, read when they are asked for."""

    data: bytes

    def __call__(self) -> Mapping[str, str]:
        return decode(self.data, type=dict[str, str])


_NOTHING: Names = {id(value): (value, brief(value, {})) for value in (None, (), "")}  # there is one of each

Ledger = Mapping[str, Row]
"""Rows by the path of their file below the output folder."""


class Wanted:
    """What a page is to be made from: one name for all of it, and the name of each input, which takes longer."""

    __slots__ = ("_engine", "_names", "name", "page", "template")

    def __init__(self, page: Page, template: str, engine: str, names: Names) -> None:
        self.page, self.template, self._engine, self._names = page, template, engine, names
        seen = page.seen
        parts = _briefs(seen.made_of if isinstance(seen, Promise) else (seen,), names)
        text = "\0".join((page.kind.__name__, template, engine, *parts))
        self.name = of_bytes(text.encode("utf-8", "surrogatepass"))

    def inputs(self, made: View | None = None) -> dict[str, str]:
        """The names of all inputs: the fields of the view, if it is `made` already; what the template draws in."""
        view, kind = made or self.page.view, self.page.kind
        seen = zip(names_of(kind), _briefs(fields_of(kind)(view), self._names), strict=True)
        return {**dict(seen), "the template": self.template, "the program": self._engine}


_Kind = tuple[str, type]
"""Pages of one template and one sort of view."""


class Inputs:
    """Names all that decides a page's bytes: the fields of its view, its template's closure, the program.

    A preview keeps one through many builds of one site: what was named in the last of them is not spelt out again.
    """

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._last: dict[str, Wanted] = {}
        self._kinds: dict[_Kind, tuple[Page, str]] = {}  # one page of each, and what its template draws in
        self._names = dict(_NOTHING)

    def named(
        self, pages: Mapping[str, Page], closure: Callable[[Page], str], names: Names | None = None
    ) -> dict[str, Wanted]:
        """What every page is to be made from, by its path. `closure` names what its template draws in.

        `names` are those that are known already of values that pages are made from.
        """
        self._names.update(names or {})
        drawn_in = {kind: closure(page) for kind, (page, _) in self._kinds.items()}
        steady = all(drawn_in[kind] == template for kind, (_, template) in self._kinds.items())
        lasts, now = (self._last if steady else {}), dict[str, Wanted]()
        self._kinds = self._kinds if steady else {}
        for path, page in pages.items():
            last = lasts.get(path)
            if last is not None and last.page is page:
                now[path] = last
                continue
            kind = page.template, page.kind
            if kind not in drawn_in:
                drawn_in[kind] = closure(page)
            self._kinds[kind] = page, drawn_in[kind]
            now[path] = self._of(path, page, drawn_in[kind])
        self._last = now
        if len(self._names) > MANY:  # names of what stands on no page any more are among them
            self._names = dict(_NOTHING)
        return now

    def _of(self, path: str, page: Page, template: str) -> Wanted:
        last = self._last.get(path)
        if last and last.template == template and last.page.seen == page.seen:
            return last
        return Wanted(page, template, self._engine, self._names)


def _briefs(values: Iterable[object], names: Names) -> list[str]:
    """A name for each value; most have one already, or are nothing."""
    return [known[1] if (known := names.get(id(value))) else brief(value, names) for value in values]


def reason(row: Row | None, stamp: tuple[int, int] | None, wanted: Wanted) -> str:
    """Why a page must be rendered, or nothing where what was written last time still holds."""
    if row is None:
        return "it is new"
    if row.name != wanted.name:
        before, now = row.inputs(), wanted.inputs()
        names = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
        if names:
            return f"{', '.join(names)} changed"
    if stamp is None:
        return "its file was missing"
    return "its file was changed" if stamp != row.stamp else ""


def load(path: Path) -> dict[str, Row]:
    """The ledger of the last build; an empty one where it is missing, torn, or of another version."""
    stock = _stock(path)
    return {name: _row(stock, name, data) for name, data in stock.rows("files").items()}


def save(path: Path, before: Ledger, after: Ledger) -> None:
    """Write what has changed since the ledger was read."""
    come = {name: row for name, row in after.items() if before.get(name) != row}
    gone: dict[str, bytes | None] = dict.fromkeys(before.keys() - after.keys())
    files = {name: f"{row.stamp[0]} {row.stamp[1]} {row.name}".encode() for name, row in come.items()}
    inputs = {name: partial(_inputs_row, row) for name, row in come.items()}
    _stock(path).write({"files": {**files, **gone}, "inputs": {**inputs, **gone}}, anew=not before)


def _stock(path: Path) -> Stock:
    return Stock(path, VERSION, "files", "inputs")


def _row(stock: Stock, path: str, data: bytes) -> Row:
    size, changed, name = data.split(b" ")
    return Row((int(size), int(changed)), name.decode(), partial(_inputs_in, stock, path))


def _inputs_in(stock: Stock, path: str) -> dict[str, str]:
    return decode(stock.row("inputs", path) or b"{}", type=dict[str, str])


def written(inputs: Mapping[str, str]) -> bytes:
    """Names of inputs as they are kept."""
    return encode(inputs)


def _inputs_row(row: Row) -> bytes:
    return row.inputs.data if isinstance(row.inputs, KeptInputs) else written(row.inputs())
