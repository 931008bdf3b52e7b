"""Three states of a content file -> one, its front matter key by key: what an editor changed or confirmed stays.

The file is edited, not written anew: comments, quotes, order and line ends of all that does not change are kept.
"""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from digest.content.frontmatter import parse, plain
from digest.errors import DigestError
from digest.seeds.merge import line_end, merged, raw_lines
from digest.yamltext import Node

INNER = ("seed", "suggested", "unsure")  # keys whose own keys are taken one by one
MARGIN = "  "  # of a key's own keys, in a draft

Path = tuple[str, ...]


class _File(Struct, frozen=True):
    """A content file: its lines to the first `---`, those of the front matter, and all from the second `---` on.

    `spans` are the lines of each key that stands on lines of its own, without comments and empty lines behind it.
    """

    head: str
    front: tuple[str, ...]
    fence: str
    body: str
    values: dict[str, Any]
    spans: dict[Path, range]

    def value(self, path: Path) -> Any:
        """The value of a key, None where there is none."""
        found: Any = self.values
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def text(self, path: Path) -> list[str]:
        """The lines of a key without their margin and their ends."""
        lines = [self.front[number].rstrip("\r\n") for number in self.spans.get(path, ())]
        return [line.removeprefix(_margin(lines[0])) for line in lines]


def reconciled(base: bytes, ours: bytes, theirs: bytes, path: str, *, ours_wins: bool = False) -> bytes | None:
    """The editor's file with what changed between two drafts; None where the two clash, or keys cannot be told apart.

    With `ours_wins` there is no clash of the texts: the editor's stays.

    Raises `DigestError` where the editor's file cannot be read.
    """
    mine, old, new = _taken_apart(ours, path), _taken_apart(base, path), _taken_apart(theirs, path)
    body = merged(old.body, mine.body, new.body, ours_wins=ours_wins)
    wanted = _Wanted(old, mine, new).paths()
    if body is None or not all(_in_lines(mine, path) for path in wanted):
        return None
    front = "".join(_edited(mine, new, wanted))
    mark = codecs.BOM_UTF8 if ours.startswith(codecs.BOM_UTF8) else b""
    found = mark + (mine.head + front + mine.fence + body).encode("utf-8")
    return found if _says(found, _expected(mine, new, wanted), path) else None


def _taken_apart(data: bytes, path: str) -> _File:
    parsed = parse(data, path)
    lines = raw_lines(data.decode("utf-8-sig"))
    end = parsed.body_line - 2
    front, root = tuple(lines[1:end]), parsed.meta
    spans = dict(_spans(root, front, (), len(front)))
    return _File(lines[0], front, lines[end], "".join(lines[end + 1 :]), plain(root) or {}, spans)


def _spans(node: Node, front: tuple[str, ...], path: Path, end: int) -> Iterator[tuple[Path, range]]:
    """The lines of the keys of a mapping, where each of them begins one; `end` is the first line behind it."""
    children = node.value if isinstance(node.value, dict) else {}
    starts = [child.key_line - 2 for child in children.values()]
    columns = [child.key_column for child in children.values()]
    if not children or any(front[line][: column - 1].strip() for line, column in zip(starts, columns, strict=True)):
        return
    for (name, child), start, behind in zip(children.items(), starts, [*starts[1:], end], strict=True):
        stop = behind
        while stop > start + 1 and _stands_apart(front[stop - 1], _margin(front[start])):
            stop -= 1
        yield (*path, name), range(start, stop)
        if not path and name in INNER:
            yield from _spans(child, front, (name,), stop)


def _stands_apart(line: str, margin: str) -> bool:
    """Whether a line below a key is empty, or a comment that does not stand within it."""
    return not line.strip() or (line.lstrip().startswith("#") and len(_margin(line)) <= len(margin))


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


class _Wanted:
    """Which keys are to become what they are in the new draft."""

    def __init__(self, base: _File, ours: _File, theirs: _File) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.published = ours.value(("draft",)) != base.value(("draft",))

    def paths(self) -> list[Path]:
        """The keys, in the order of the new draft, then those that it has no more."""
        names = dict.fromkeys([*self.theirs.values, *self.base.values])
        paths = [path for name in names for path in self._within(name)]
        return [path for path in paths if self.ours.value(path) != self.theirs.value(path) and self._free(path)]

    def _within(self, name: str) -> Iterator[Path]:
        """The key itself, or the keys within it, where these can be told apart in all three states."""
        sides = [side.value((name,)) for side in (self.theirs, self.base, self.ours)]
        if name in INNER and all(isinstance(side, dict | None) for side in sides) and self._in_block(name):
            yield from ((name, inner) for inner in dict.fromkeys(key for side in sides for key in side or ()))
        else:
            yield (name,)

    def _in_block(self, name: str) -> bool:
        return all((name, inner) in self.ours.spans for inner in self.ours.value((name,)) or ())

    def _free(self, path: Path) -> bool:
        """Whether the editor leaves a key to the converter. New guesses are none of a published article's."""
        if self._owned(path) or (path[0] == "unsure" and self._owned(path[1:])):
            return False
        guess = self.theirs.value(path if path[0] == "unsure" else ("unsure", *path))
        return not (self.published and guess)

    def _owned(self, path: Path) -> bool:
        if not path:
            return False
        confirmed = self.base.value(("unsure", *path)) and not self.ours.value(("unsure", *path))
        return bool(confirmed) or self.ours.value(path) != self.base.value(path) or self._commented(path)

    def _commented(self, path: Path) -> bool:
        """Whether the editor has put a comment to a key."""
        text = self.ours.text(path)
        return text != self.base.text(path) and any("#" in line for line in text)


def _in_lines(ours: _File, path: Path) -> bool:
    """Whether a key of the editor's file can be changed without touching another."""
    return path in ours.spans or ours.value(path) is None


def _edited(ours: _File, theirs: _File, wanted: list[Path]) -> Iterator[str]:
    """The lines of the front matter, with those keys as they are in the new draft."""
    end = line_end(ours.head)
    gone = _emptied(ours, theirs, wanted)
    put: defaultdict[int, list[str]] = defaultdict(list)
    for path in wanted:
        span = ours.spans.get(path, range(0))
        gone.update(span)
        lines = [_usual_margin(ours, path) + line + end for line in theirs.text(path)]
        place = span.start if span else _place(ours, theirs, path)
        if lines and path[:-1] not in ours.spans and len(path) > 1 and f"{path[0]}:{end}" not in put[place]:
            put[place].append(f"{path[0]}:{end}")
        put[place] += lines
    for number, line in enumerate([*ours.front, ""]):
        yield from put[number]
        yield "" if number in gone else line


def _emptied(ours: _File, theirs: _File, wanted: list[Path]) -> set[int]:
    """The lines of keys that lose all they hold."""
    found = set()
    for name in INNER:
        held = set(ours.value((name,)) or ()) if isinstance(ours.value((name,)), dict) else set()
        ends = {path[1] for path in wanted if path[0] == name and theirs.value(path) is None and len(path) == 2}
        begins = any(path[0] == name and theirs.value(path) is not None for path in wanted)
        if held and held <= ends and not begins and "#" not in ours.front[ours.spans[name,].start]:
            found.add(ours.spans[name,].start)
    return found


def _usual_margin(ours: _File, path: Path) -> str:
    """How far the editor sets off the keys beside this one."""
    beside = (span.start for other, span in ours.spans.items() if len(other) == len(path) and other[:-1] == path[:-1])
    first = next(beside, None)
    return MARGIN * (len(path) - 1) if first is None else _margin(ours.front[first])


def _place(ours: _File, theirs: _File, path: Path) -> int:
    """Where a new key stands: behind the nearest of those that stand before it in the new draft."""
    *around, name = path
    parent = tuple(around)
    if parent and parent not in ours.spans:
        return _place(ours, theirs, parent)
    beside = list(theirs.value(parent) or ()) if parent else list(theirs.values)
    before = beside[: beside.index(name)] if name in beside else []
    known = (ours.spans[*parent, each].stop for each in reversed(before) if (*parent, each) in ours.spans)
    first = ours.spans[parent].start + 1 if parent else min((span.start for span in ours.spans.values()), default=0)
    return next(known, first)


def _expected(ours: _File, theirs: _File, wanted: list[Path]) -> dict[str, Any]:
    """What the front matter is to say."""
    found = {name: dict(value) if isinstance(value, dict) else value for name, value in ours.values.items()}
    for path in wanted:
        if len(path) > 1:
            found[path[0]] = found.get(path[0]) or {}
        within = found[path[0]] if len(path) > 1 else found
        within[path[-1]] = theirs.value(path)
        if within[path[-1]] is None:
            del within[path[-1]]
    return _filled(found)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, {})}


def _says(data: bytes, expected: dict[str, Any], path: str) -> bool:
    """Whether a file can be read and says so: whatever was odd about its lines, nothing was lost in them."""
    try:
        return _filled(plain(parse(data, path).meta) or {}) == expected
    except DigestError:
        return False
