"""A YAML mapping -> checked values: every field has a name, a kind and a sentence; every misfit has a place and a hint.

The settings and the front matter are described in these terms, so that the manual, the error texts and the checks
cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field

from digest.errors import Problem, did_you_mean
from digest.shapes import shape_of
from digest.yamltext import Node

Kind = Callable[[Node], Any]
Key = TypeVar("Key")
Value = TypeVar("Value")


class Field(Struct, frozen=True):
    """One key: `says` is its sentence in the manual."""

    name: str
    kind: Kind
    says: str


class Misfit(ValueError):
    """A value that is not of its kind: the message continues "`key` …". `others` are wrong with the same value."""

    def __init__(self, message: str, node: Node, hint: str = "", others: Sequence[Misfit] = ()) -> None:
        super().__init__(message)
        self.node, self.hint, self.others = node, hint, tuple(others)

    def within(self, name: str) -> Misfit:
        """The same, told of the value that holds it."""
        return Misfit(f"`{name}` {self}", self.node, self.hint, [each.within(name) for each in self.others])


class Checked(Struct):
    """The values that fit, by key in the order of the file, and what is wrong with the rest."""

    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check(root: Node, fields: Iterable[Field], path: str, lines: Sequence[str], *, first_line: int = 1) -> Checked:
    """Hold a mapping against its fields. `lines` are the file's, the first of them numbered `first_line`."""
    checked = Checked()
    known = {each.name: each for each in fields}

    def complain(code: str, message: str, line: int, column: int, hint: str = "") -> None:
        index = line - first_line
        excerpt = lines[index] if 0 <= index < len(lines) else ""
        checked.problems.append(Problem(code, message, path, line, column, hint, excerpt))

    if root.value is None:
        return checked
    if not isinstance(root.value, dict):
        complain("yaml", "lines like `key: value` must stand here", root.line, root.column)
        return checked
    for name, node in root.value.items():
        if name not in known:
            complain("key", f"unknown key `{name}`", node.key_line, node.key_column, did_you_mean(name, known))
        elif node.value is not None or shape_of(known[name].kind).name == "flag":
            try:
                checked.values[name] = known[name].kind(node)
            except Misfit as misfit:
                for each in (misfit, *misfit.others):
                    complain(name, f"`{name}` {each}", each.node.line, each.node.column, each.hint)
    return checked


def every(items: Iterable[tuple[Key, Node]], value: Callable[[Key, Node], Value]) -> dict[Key, Value]:
    """The value of every item by its key; what is wrong with any of them is told together, in one `Misfit`."""
    values: dict[Key, Value] = {}
    misfits: list[Misfit] = []
    for key, node in items:
        try:
            values[key] = value(key, node)
        except Misfit as misfit:
            misfits += [misfit, *misfit.others]
    if misfits:
        raise Misfit(str(misfits[0]), misfits[0].node, misfits[0].hint, misfits[1:])
    return values
