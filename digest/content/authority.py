"""content/tags.yaml -> Authority: the tags an editor has settled on, and every spelling that means one of them.

A term in which something is wrong is left out, the others count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from digest import kinds, schema
from digest.disk import read_text
from digest.errors import DigestError, Problem
from digest.nearness import Near
from digest.schema import Field, Misfit
from digest.text import clean, same_name
from digest.yamltext import Node, load

if TYPE_CHECKING:
    from digest.inflection import Names

FILE = "content/tags.yaml"
CLOSED = "closed"  # the one key of the file that is no term
SIZE = 4 << 20  # bytes


class Settled(Struct, frozen=True):
    """A term of the file: its name, what else means it, and what its page says. `line` is that of its name."""

    name: str
    line: int = 0
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    description: str = ""
    parent: str = ""
    topic: str = ""
    slug: str = ""
    redirects: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of the term, its name first."""
        return (self.name, *self.aliases, *self.hidden)


class Authority(Struct, frozen=True, dict=True):
    """The settled terms in the order of the file. Of a `closed` vocabulary articles may use no other tag.

    `concerns` tells of problems whose tags they are about, by the keys of these; a problem without is about all.
    """

    terms: tuple[Settled, ...] = ()
    closed: bool = False
    problems: tuple[Problem, ...] = ()
    concerns: Mapping[Problem, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is settled."""
        return bool(self.terms) or self.closed

    @cached_property
    def by_name(self) -> Mapping[str, Settled]:
        """Each term by the key under which the spellings of its name meet."""
        return {same_name(each.name): each for each in self.terms}

    @cached_property
    def by_spelling(self) -> Mapping[str, Settled]:
        """Each term by the key of every spelling of it."""
        return {same_name(spelling): each for each in self.terms for spelling in each.spellings}

    @cached_property
    def names(self) -> Names:
        """The terms as they are found in texts."""
        from digest.inflection import Names  # a site without settled tags does not wait for it

        return Names((each.name, each.spellings) for each in self.terms)

    def meant(self, typed: str) -> tuple[str, ...]:
        """The terms that a typed tag may mean: by an exact spelling, else by a form of one; several if nobody knows."""
        if typed not in self._known:
            exact = self.by_spelling.get(same_name(typed))
            self._known[typed] = (exact.name,) if exact else self.names.meant(typed)
        return self._known[typed]

    def above(self, keys: Iterable[str]) -> set[str]:
        """The keys of all terms above some others, which are given by theirs."""
        found: set[str] = set()
        for key in keys:
            term = self.by_name.get(key)
            while term and term.parent and same_name(term.parent) not in found:
                found.add(same_name(term.parent))
                term = self.by_name.get(same_name(term.parent))
        return found

    def concerning(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """The problems that are about tags of some names, or about all tags."""
        keys = {same_name(each) for each in names}
        return tuple(each for each in self.problems if each not in self.concerns or keys & self.concerns[each])

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}


NO_AUTHORITY = Authority()

FIELDS = (
    Field("aliases", kinds.names, "Other names of it, which articles may use; its page tells them."),
    Field("hidden", kinds.names, "Spellings that are understood as well and shown nowhere: misspellings, old names."),
    Field("description", kinds.text, "What it is, in a sentence or two, where it has no text of its own."),
    Field("parent", kinds.text, "The wider term that it belongs to: a term of this file."),
    Field("topic", kinds.text, "The topic that articles with this tag may belong to."),
    Field("slug", kinds.slug, "The last part of its address; without it, its name in Latin letters."),
    Field("redirects", kinds.listed(kinds.site_path), "Old addresses that lead to its page."),
)


def read(root: Path) -> Authority:
    """What stands in `content/tags.yaml`; nothing where there is no such file."""
    if not (root / FILE).exists():
        return NO_AUTHORITY
    try:
        return authority(text_of(root))
    except DigestError as error:
        return Authority(problems=(error.problem,))


def text_of(root: Path) -> str:
    """The text of the file, its line ends and marks as they are. `DigestError` where it cannot be read."""
    return read_text(root, FILE, limit=SIZE)


@lru_cache(maxsize=4)
def authority(text: str) -> Authority:
    """The authority that a text is."""
    text = clean(text.removeprefix("\ufeff"))
    try:
        root = load(text, FILE, size=SIZE)
    except DigestError as error:
        return Authority(problems=(error.problem,))
    return _Reading(text.split("\n")).authority(root) if root.value is not None else NO_AUTHORITY


class _Reading:
    """A file, held against its fields and then against itself."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.concerns: dict[Problem, frozenset[str]] = {}

    def authority(self, root: Node) -> Authority:
        """What the file says, and all that is wrong with it."""
        if not isinstance(root.value, dict):
            hint = "the name of each tag stands at the beginning of a line, with a colon behind it"
            self._complain("yaml", "the tags must stand here by name", root, hint)
            return Authority(problems=tuple(self.problems))
        nodes = {" ".join(name.split()): node for name, node in root.value.items()}
        closed = self._closed(nodes)
        terms = [term for name, node in nodes.items() if (term := self._term(name, node))]
        terms = list(self._without_clashes(terms, nodes))
        terms = list(self._in_families(terms, nodes))
        return Authority(tuple(terms), closed, tuple(self.problems), self.concerns)

    def _complain(
        self, code: str, message: str, node: Node, hint: str = "", *, about: Iterable[str] | None = None
    ) -> None:
        excerpt = self.lines[node.line - 1] if node.line <= len(self.lines) else ""
        self._tell(Problem(code, message, FILE, node.line, node.column, hint, excerpt), about)

    def _tell(self, problem: Problem, about: Iterable[str] | None) -> None:
        """Keep a problem, with the names that it is about; None is all."""
        self.problems.append(problem)
        if about is not None:
            self.concerns[problem] = frozenset(map(same_name, about))

    def _closed(self, nodes: dict[str, Node]) -> bool:
        """Whether the vocabulary is closed. A tag may be called so too: it has keys."""
        node = nodes.get(CLOSED)
        if node is None or isinstance(node.value, dict):
            return False
        del nodes[CLOSED]
        try:
            return kinds.flag(node)
        except Misfit as misfit:
            self._complain(CLOSED, f"`{CLOSED}` {misfit}", misfit.node, misfit.hint, about=())
            return False

    def _term(self, name: str, node: Node) -> Settled | None:
        if not name or len(name) > kinds.NAME_LENGTH:
            fit = f"a name of {len(name):,} letters; from 1 to {kinds.NAME_LENGTH} fit"
            self._complain("tags", fit, kinds.key(node), about=[name])
            return None
        checked = schema.check(node, FIELDS, FILE, self.lines)
        for problem in checked.problems:
            self._tell(problem, [name])
        values: Any = checked.values
        return None if checked.problems else Settled(name, node.key_line, **values)

    def _without_clashes(self, terms: Sequence[Settled], nodes: Mapping[str, Node]) -> Iterator[Settled]:
        """The terms, each without the spellings that mean another: one that is called so, else the first."""
        owners: dict[str, Settled] = {}
        for term in terms:
            self._claimed(term.name, kinds.key(nodes[term.name]), term, owners)
        for term in (each for each in terms if owners[same_name(each.name)] is each):
            own: dict[str, Any] = {
                key: tuple(name for name, at in _placed(term, nodes, key) if self._claimed(name, at, term, owners))
                for key in ("aliases", "hidden")
            }
            yield replace(term, **own)

    def _claimed(self, spelling: str, node: Node, term: Settled, owners: dict[str, Settled]) -> bool:
        """Whether a spelling means a term from now on; otherwise it is told what it means."""
        owner = owners.setdefault(same_name(spelling), term)
        if owner is not term:
            message = f"`{spelling}` means `{owner.name}` already, in line {owner.line}"
            hint, about = "a spelling can mean one term only", (spelling, owner.name, term.name)
            self._complain("tags", message, node, hint, about=about)
        return owner is term

    def _in_families(self, terms: Sequence[Settled], nodes: Mapping[str, Node]) -> Iterator[Settled]:
        """The terms with the names of their parents; one whose parent is none of them has none."""
        known = Authority(tuple(terms)).by_spelling
        near = Near(each.name for each in terms)
        parents = {each.name: known.get(same_name(each.parent)) for each in terms if each.parent}
        for term in terms:
            parent = parents.get(term.name)
            wrong = ""
            if term.parent and parent is None:
                wrong = f"`parent` names `{term.parent}`, which is no term of this file"
            elif parent and _circle(term.name, parents):
                wrong = f"`{term.name}` is above its own parent `{parent.name}`"
            if wrong:
                alike = near.to(term.parent)
                hint = f"did you mean `{alike[0]}`?" if alike else ""
                self._complain("parent", wrong, _child(nodes[term.name], "parent"), hint, about=[term.name])
            yield replace(term, parent=parent.name if parent and not wrong else "")


def _placed(term: Settled, nodes: Mapping[str, Node], key: str) -> Iterable[tuple[str, Node]]:
    """The spellings of a term that stand under a key, with their places."""
    return kinds.placed_names(_child(nodes[term.name], key)).items() if getattr(term, key) else ()


def _child(node: Node, key: str) -> Node:
    assert isinstance(node.value, dict)
    return node.value[key]


def _circle(name: str, parents: Mapping[str, Settled | None]) -> bool:
    """Whether a term is found among those above it."""
    seen = set()
    above = parents.get(name)
    while above and above.name not in seen:
        if above.name == name:
            return True
        seen.add(above.name)
        above = parents.get(above.name)
    return False
