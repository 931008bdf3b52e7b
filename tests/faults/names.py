"""A test's name -> the rows of the catalogue that it proves."""

from __future__ import annotations

import re

FUNCTION = re.compile(r"test_((?:[a-j]\d+_)+)")
PARAMETER = re.compile(r"(?:^|-)([A-J]\d+)(?=[-_ ]|$)")
# A row in an expression of `-k`, in capitals: small letters are left to mean what they always mean.
WORD = re.compile(r"(?<![\w-])([A-J]\d+)(?![\w-])")


def rows(name: str) -> tuple[str, ...]:
    """The numbers of the rows, as they stand in a name like `test_c5_c6_it_works[E7-big]`."""
    function, _, parameters = name.removesuffix("]").partition("[")
    named = FUNCTION.match(function)
    return (*(named[1].strip("_").upper().split("_") if named else ()), *PARAMETER.findall(parameters))


def keyword(row: str) -> str:
    """A word that no other row's contains, as C10 contains C1."""
    return f"row_{row}_".lower()


def exact(expression: str) -> str:
    """An expression of `-k` in which rows mean these rows, and no others that begin so."""
    return WORD.sub(lambda match: keyword(match[1]), expression)
