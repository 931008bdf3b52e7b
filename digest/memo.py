"""What a pure function gave for these very objects: a preview asks it the same after every edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import is_
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """Results by the identity of the arguments, which are kept with them, so that no other object can take their place.

    What is not asked for between two calls of `turn` is forgotten. A build that happens once has nothing to remember,
    and loses a millisecond in a thousand articles by it.
    """

    def __init__(self) -> None:
        self._last: dict[object, tuple[tuple[object, ...], Any]] = {}
        self._now: dict[object, tuple[tuple[object, ...], Any]] = {}
        self._values: dict[str, Any] = {}
        self._kept: dict[Hashable, tuple[Sequence[object], Any]] = {}
        self._keeping: dict[Hashable, tuple[Sequence[object], Any]] = {}

    def __call__(self, function: Callable[..., T], *arguments: object) -> T:
        """The result of a function that its arguments alone decide."""
        key = (function, *map(id, arguments))
        known = self._last.get(key) or self._now.get(key)
        if known is None:
            known = (arguments, function(*arguments))
        self._now[key] = known
        result: T = known[1]
        return result

    def same(self, name: str, value: T) -> T:
        """The value that had this name last, if it was equal: so that what is made of it is recognised too."""
        if name not in self._values or self._values[name] != value:
            self._values[name] = value
        known: T = self._values[name]
        return known

    def kept(self, name: Hashable, inputs: Sequence[object], make: Callable[[], T]) -> T:
        """What was made under this name, if these very objects decided it then; many of them are told at a glance."""
        known = self._kept.get(name)
        if known is None or len(known[0]) != len(inputs) or not all(map(is_, known[0], inputs)):
            known = (inputs, make())
        self._keeping[name] = known
        result: T = known[1]
        return result

    def turn(self) -> None:
        """Forget what was not asked for since the last turn."""
        self._last, self._now = self._now, {}
        self._kept, self._keeping = self._keeping, {}
