"""The bytes of an issue's file, and how its articles are to stand -> its bytes then: every other byte as it was.

Names, comments and sections are moved as they are typed, and the result is read again: if it says anything but what was
meant, or a comment were lost, nothing is changed, and the editor is asked to do it by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from digest.content.edits import edited
from digest.content.frontmatter import parse
from digest.curate.namelists import KEY, NEW, Entry, entries, matched, refusal, splices
from digest.curate.sectionlists import SECTIONS, ordered, places, put_behind, sections, titled
from digest.errors import DigestError
from digest.kinds import anything
from digest.yamledit import Yaml
from digest.yamlplace import Placed, comments
from digest.yamlsplice import Splice
from digest.yamltext import Node


class Group(Struct, frozen=True):
    """A section: its title, the names of its articles as they are typed, and its number in the file (`NEW`: none)."""

    title: str
    articles: tuple[str, ...]
    was: int = NEW


class Arrangement(Struct, frozen=True):
    """How the articles of an issue stand: those without a section, then the sections."""

    loose: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """All names, in their order."""
        return (*self.loose, *(name for group in self.groups for name in group.articles))


def arrangement(data: bytes, path: str) -> Arrangement:
    """How the articles of an issue stand in its file. Raises `DigestError` where that cannot be read."""
    root = parse(data, path).meta
    keys = root.value if isinstance(root.value, dict) else {}
    parts = keys[SECTIONS].value if SECTIONS in keys else ()
    found = parts if isinstance(parts, tuple) else () if parts is None else (keys[SECTIONS],)
    groups = (
        Group(_words(part, "title"), _names(part, KEY), number)
        for number, part in enumerate(found)
        if isinstance(part.value, dict)
    )
    return Arrangement(_names(root, KEY), tuple(groups))


def arranged(data: bytes, path: str, wanted: Arrangement, headlines: Mapping[str, str]) -> bytes:
    """The file with its articles so. `headlines` are written beside new names, where these have lines of their own.

    A section that is no more must hold nothing that is wanted elsewhere. Raises `DigestError`: nothing can be done.
    """
    return edited(data, path, lambda front: _arrange(front, wanted, headlines))


def _names(node: Node, key: str) -> tuple[str, ...]:
    held = node.value.get(key) if isinstance(node.value, dict) else None
    value = held.value if held else None
    each = value if isinstance(value, tuple) else (held,) if held else ()
    return tuple(one.value for one in each if isinstance(one.value, str))


def _words(node: Node, key: str) -> str:
    held = node.value.get(key) if isinstance(node.value, dict) else None
    return held.value if held and isinstance(held.value, str) else ""


def _arrange(front: Yaml, wanted: Arrangement, headlines: Mapping[str, str]) -> None:
    """First new sections, then titles and lists, then the order of the sections: each step upon the one before."""
    before = front.at
    try:
        groups, at = _with_new(before, wanted)
        at, freed, added = _with_lists(at, wanted.loose, groups, headlines)
        order = [group.was for group in groups]
        if order != list(range(len(sections(at)))):
            at = _spliced(at, ordered(at, order))
    except DigestError as error:
        if error.problem.code == "edit":
            raise
        raise refusal(before, before.node((SECTIONS,))) from None
    if not _means(at, before, wanted) or _comments(at) != _comments(before) - freed + added:
        raise refusal(before, before.node((SECTIONS,)) or before.node((KEY,)))
    front.at = at


def _with_new(at: Placed, wanted: Arrangement) -> tuple[list[Group], Placed]:
    """The text with the new sections at its end, and the wanted ones with their numbers in it."""
    count = len(sections(at))
    groups: list[Group] = []
    new: list[str] = []
    for group in wanted.groups:
        number = group.was if group.was != NEW else count + len(new)
        new += [group.title] if group.was == NEW else []
        groups.append(Group(group.title, group.articles, number))
    return groups, _spliced(at, put_behind(at, new)) if new else at


def _with_lists(
    at: Placed, loose: Sequence[str], groups: Sequence[Group], headlines: Mapping[str, str]
) -> tuple[Placed, Counter[str], Counter[str]]:
    """The text with titles and lists as they are wanted; the comments that went with their names, and the new ones."""
    where, parts = places(at), sections(at)
    by_number = {group.was: group for group in groups}
    names = [tuple(loose), *(by_number[n].articles if n in by_number else () for n in range(len(parts)))]
    present = [entries(at, place) for place in where]
    now = matched(present, names, headlines)
    kept = {id(entry) for each in now for entry in each}
    lost = [entry for each in present for entry in each if id(entry) not in kept]
    gone = {id(entry) for entry in lost}
    made: list[Splice] = []
    for place, old, new in zip(where, present, now, strict=True):
        made += splices(at, place, old, new, gone)
    for number, group in by_number.items():
        if _words(parts[number], "title") != group.title:
            made += titled(at, parts[number], group.title)
    after = _spliced(at, made)
    return after, _beside(lost), _added(after, [entry for each in now for entry in each if entry.home == NEW])


def _beside(lost: Sequence[Entry]) -> Counter[str]:
    return Counter(entry.beside.strip() for entry in lost if entry.beside.strip())


def _added(after: Placed, new: Sequence[Entry]) -> Counter[str]:
    """The headlines of new names that were written: between brackets there is no room for one."""
    return Counter(
        entry.beside.strip() for entry in new if entry.beside and f"{entry.typed}{entry.beside}" in after.text
    )


def _spliced(at: Placed, made_of: Sequence[Splice]) -> Placed:
    made = at.text
    for each in sorted(made_of, key=lambda each: (each.start, each.end), reverse=True):
        made = made[: each.start] + each.text + made[each.end :]
    return Placed(made, at.path, first_line=at.first_line)


def _means(after: Placed, before: Placed, wanted: Arrangement) -> bool:
    """Whether a text says what was wanted, and of all else what it said before."""
    old, new = anything(before.root), anything(after.root)
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    parts, was = _parts(new), _parts(old)
    says = [(part.get("title") or "", _listed(part.get(KEY))) for part in parts]
    rest = [{name: value for name, value in part.items() if name not in ("title", KEY)} for part in parts]
    before_rest = [
        {name: value for name, value in was[group.was].items() if name not in ("title", KEY)} if group.was >= 0 else {}
        for group in wanted.groups
    ]
    same = [{name: value for name, value in each.items() if name not in (SECTIONS, KEY)} for each in (old, new)]
    says_all = says == [(group.title, group.articles) for group in wanted.groups]
    return says_all and _listed(new.get(KEY)) == wanted.loose and rest == before_rest and same[0] == same[1]


def _parts(root: dict[str, object]) -> list[dict[str, object]]:
    value = root.get(SECTIONS)
    found = value if isinstance(value, tuple) else () if value is None else (value,)
    return [each for each in found if isinstance(each, dict)]


def _listed(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _comments(at: Placed) -> Counter[str]:
    """How often each comment stands in a text."""
    return Counter(words for _, words in comments(at))
