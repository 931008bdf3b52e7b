"""What YAML text becomes: plain values that know their places."""

from __future__ import annotations

from msgspec import Struct


class Node(Struct, frozen=True):
    """A YAML value and its place. `value` is a text, a tuple of nodes, a dict of nodes, or None where nothing stands.

    `line` and `column` (from 1) are the value's; `key_line` and `key_column` the key's, where it has one.
    `quoted` tells `"false"` from `false`. `end_line` and `end_column` are the place behind a scalar or behind a list
    in brackets; of others they are 0.
    """

    value: str | tuple[Node, ...] | dict[str, Node] | None
    line: int
    column: int
    quoted: bool = False
    key_line: int = 0
    key_column: int = 0
    end_line: int = 0
    end_column: int = 0
