"""Rules into and out of a line that holds several: `Orbit Wire: {domains: [orbit.example], drop: ["Log in"]}`.

What is made of a line is read again by the caller: where it says anything else than was meant, it is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.yamltext import Node


def with_item(line: str, site: Node, key: str, words: str) -> str | None:
    """The line with one item more under a key; None where it is not laid out so that this can be done."""
    children = site.value if isinstance(site.value, dict) else {}
    child = children.get(key)
    if child is not None:
        return _into_list(line, child, words) if in_brackets(child) else None
    if not _in_braces(site, children):
        return None
    place = len(line[: line.rfind("}")].rstrip())
    return f"{line[:place]}, {key}: [{words}]{line[place:]}"


def without_item(line: str, site: Node, key: str, number: int) -> str | None:
    """The line without the item of this number under a key, from 0; None where this cannot be done in it alone."""
    children = site.value if isinstance(site.value, dict) else {}
    child = children[key]
    if isinstance(child.value, tuple) and len(child.value) > 1:
        places = [item.column for item in child.value]
        return _without(line, places, number, child.end_column - 2) if in_brackets(child) else None
    if not _in_braces(site, children) or len(children) == 1:
        return None
    return _without(line, [each.key_column for each in children.values()], list(children).index(key), line.rfind("}"))


def in_brackets(node: Node) -> bool:
    """Whether a list stands in brackets, all on the line of its key."""
    return isinstance(node.value, tuple) and bool(node.value) and node.end_line == node.line == node.key_line


def _in_braces(site: Node, children: dict[str, Node]) -> bool:
    """Whether an entry stands in braces, all on the line of its name."""
    return bool(children) and all(
        each.key_line == site.key_line and each.end_line in (0, site.key_line) for each in children.values()
    )


def _into_list(line: str, child: Node, words: str) -> str:
    place = len(line[: child.end_column - 2].rstrip())
    return f"{line[:place]}, {words}{line[place:]}"


def _without(line: str, columns: Sequence[int], number: int, close: int) -> str:
    """The line without one of the things that begin at these columns, and without its comma; `close` ends them."""
    if number == 0:
        return line[: columns[0] - 1] + line[columns[1] - 1 :]
    start = len(line[: columns[number] - 1].rstrip().removesuffix(","))
    last = number + 1 == len(columns)
    end = len(line[:close].rstrip()) if last else len(line[: columns[number + 1] - 1].rstrip().removesuffix(","))
    return line[:start] + line[end:]
