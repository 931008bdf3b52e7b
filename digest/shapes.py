"""What a value looks like to other programs: forms and JSON Schemas are made of it, so that they know what we know.

A kind (`digest/kinds.py`) checks a value when it is read; its shape says beforehand what may be typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar
from weakref import WeakKeyDictionary

from msgspec import Struct

Name = Literal["text", "flag", "number", "date", "names", "list", "mapping", "map", "either", "anything"]
K = TypeVar("K", bound=Callable[..., Any])


class Shape(Struct, frozen=True):
    """`names` is a list of names that may also be cut from one text; `map` has free keys, `mapping` known ones.

    `pattern` is a regular expression that every browser knows too; `parts` are the keys of a mapping, or, nameless,
    the shapes of which one is `either`. `items` is what stands in a list or a map.
    """

    name: Name
    pattern: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    items: Shape | None = None
    parts: tuple[Part, ...] = ()


class Part(Struct, frozen=True):
    """A key of a mapping, its shape, and its sentence."""

    name: str
    shape: Shape
    says: str = ""


ANYTHING = Shape("anything")
_SHAPES: WeakKeyDictionary[Callable[..., Any], Shape] = WeakKeyDictionary()


def shaped(shape: Shape) -> Callable[[K], K]:
    """Note the shape of the values that a kind takes."""

    def decorate(kind: K) -> K:
        _SHAPES[kind] = shape
        return kind

    return decorate


def shape_of(kind: Callable[..., Any]) -> Shape:
    """The shape of a kind; anything, where none was noted."""
    return _SHAPES.get(kind, ANYTHING)
