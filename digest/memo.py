"""What a pure function gave for these very objects: a preview asks it the same after every edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from itertools import compress
from operator import is_, is_not
from typing import Any, TypeVar, TypeVarTuple

from msgspec import Struct

from digest.fingerprint import Names

T = TypeVar("T")
Values = TypeVarTuple("Values")

FEW = 64  # rows that are looked at one by one; of more, it is first asked whether they have only moved


def kept_within(
    most: int, size_of: Callable[[Any], int] = len
) -> Callable[[Callable[[*Values], T]], Callable[[*Values], T]]:
    """Makes a function keep what it gave for these very arguments; where that is more than `most`, it begins anew."""

    def keeping(make: Callable[[*Values], T]) -> Callable[[*Values], T]:
        kept: dict[tuple[int, ...], tuple[object, T]] = {}
        size = 0

        @wraps(make)
        def made(*values: *Values) -> T:
            nonlocal size
            names = tuple(map(id, values))
            known = kept.get(names)
            if known is None:
                known = (values, make(*values))  # the values stay, so that no other object can take their place
                size += size_of(known[1])
                if size > most:
                    kept.clear()
                    size = size_of(known[1])
                kept[names] = known
            return known[1]

        return made

    return keeping


class Memo:
    """Results by the identity of the arguments, which are kept with them, so that no other object can take their place.

    What a call, `kept` or `renewed` gave is forgotten where it is not asked for between two calls of `turn`; `same` and
    `mapped` hold what was last under each name. A build that happens once has nothing to remember, and loses a
    millisecond in a thousand articles by it.
    """

    def __init__(self) -> None:
        self._last: dict[object, tuple[tuple[object, ...], Any]] = {}
        self._now: dict[object, tuple[tuple[object, ...], Any]] = {}
        self._values: dict[str, Any] = {}
        self._kept: dict[Hashable, tuple[Sequence[object], Any]] = {}
        self._keeping: dict[Hashable, tuple[Sequence[object], Any]] = {}
        self._rows: dict[Hashable, _Rows] = {}
        self.names: Names = {}  # of values that it is known how to name sooner than by spelling them

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

    def renewed(self, name: Hashable, inputs: Sequence[object], make: Callable[[T | None], T]) -> T:
        """What was made under this name, as `kept` has it; what is made anew is given what stood there before."""
        last = self._kept.get(name)
        return self.kept(name, inputs, lambda: make(last[1] if last else None))

    def mapped(
        self, name: Hashable, function: Callable[..., T], *columns: Sequence[object], given: Sequence[object] = ()
    ) -> tuple[T, ...]:
        """What a function makes of each row of some columns, asked only for rows that are not as they were.

        `given` is what decides besides. A result that is equal to the last is the same object; and so is the whole.
        """
        known = self._rows.get(name)
        if known is None:
            made = tuple(map(function, *columns))
        elif len(known.given) != len(given) or not all(map(is_, known.given, given)):
            made = known.kept(tuple(map(function, *columns)))
        else:
            made = known.renewed(function, columns)
        self._rows[name] = _Rows(given, columns, made)
        return made

    def turn(self) -> None:
        """Forget what was not asked for since the last turn."""
        self._last, self._now = self._now, {}
        self._kept, self._keeping = self._keeping, {}
        self.names = {}


class _Rows(Struct, frozen=True):
    """What was made of the rows of some columns."""

    given: Sequence[object]
    columns: tuple[Sequence[object], ...]
    made: tuple[Any, ...]

    def renewed(self, function: Callable[..., Any], columns: tuple[Sequence[object], ...]) -> tuple[Any, ...]:
        """What is made of these rows."""
        places = self._changed(columns)
        if places is None or len(places) > FEW:
            return self._found(function, columns)
        fresh = {place: function(*(column[place] for column in columns)) for place in places}
        other = {place: value for place, value in fresh.items() if value != self.made[place]}
        if not other:
            return self.made
        made = list(self.made)
        for place, value in other.items():
            made[place] = value
        return tuple(made)

    def kept(self, made: tuple[Any, ...]) -> tuple[Any, ...]:
        """What was made, with the same objects as last time where they are equal."""
        if made == self.made:
            return self.made
        if len(made) != len(self.made):
            return made
        return tuple(old if old == new else new for old, new in zip(self.made, made, strict=True))

    def _changed(self, columns: tuple[Sequence[object], ...]) -> set[int] | None:
        """The places of rows that are not as they were; None where there are more or fewer rows."""
        places: set[int] = set()
        for old, new in zip(self.columns, columns, strict=True):
            if len(old) != len(new):
                return None
            if old is not new:
                places.update(compress(range(len(new)), map(is_not, old, new)))
        return places

    def _found(self, function: Callable[..., Any], columns: tuple[Sequence[object], ...]) -> tuple[Any, ...]:
        """The same where rows have moved: each is looked for by what it holds."""
        known = {
            tuple(map(id, row)): value for row, value in zip(zip(*self.columns, strict=True), self.made, strict=True)
        }
        missing = object()
        found = ((row, known.get(tuple(map(id, row)), missing)) for row in zip(*columns, strict=True))
        return tuple(function(*row) if value is missing else value for row, value in found)
