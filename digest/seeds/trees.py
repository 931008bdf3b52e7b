"""Boosted decision trees, written so that a person can read them -> a function from features to a share, 0 to 1.

A tree is a number, which is its answer, or a list: the name of a feature, a threshold, the tree to follow where the
feature is not above it, the tree to follow where it is. The answers of all trees are added up, and the logistic
function makes a share of the sum (Friedman 2001, "Greedy Function Approximation: A Gradient Boosting Machine").

The trees are turned into Python's own code once, for walking through lists takes four times as long. Rows that are all
`float` are answered twice as fast as those with whole numbers among them: Python compares two of one kind at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import Any

from msgspec import Struct

Row = Sequence[float]
Tree = Any  # float | list[str | float | Tree]


class Forest(Struct, frozen=True):
    """Trees that are ready to answer, one share for each row of features; a row has them in the order of `names`."""

    names: tuple[str, ...]
    answers: Callable[[Iterable[Row]], list[float]]


def forest(data: Mapping[str, Any]) -> Forest:
    """The forest that `start`, the sum before the first tree, and `trees` describe."""
    names = tuple(sorted({name for tree in data["trees"] for name in _asked(tree)}))
    numbers = {name: number for number, name in enumerate(names)}
    return Forest(names, _compiled(data["start"], data["trees"], numbers))


def _asked(tree: Tree) -> Iterator[str]:
    """The features that a tree asks for."""
    if isinstance(tree, list):
        yield tree[0]
        yield from _asked(tree[2])
        yield from _asked(tree[3])


def _compiled(start: float, trees: Sequence[Tree], numbers: dict[str, int]) -> Callable[[Iterable[Row]], list[float]]:
    """One sum of all trees, in one loop over the rows. Nothing of the file but numbers gets into the code.

    `RecursionError` for more than two thousand trees, which Python cannot add up in one expression.
    """
    values = "".join(f"x{number}, " for number in numbers.values())
    total = " + ".join((repr(float(start)), *(_expression(tree, numbers) for tree in trees)))
    loop = f"    for {values}in rows:\n        found.append(1 / (1 + exp(-({total}))))\n"
    scope: dict[str, Any] = {"exp": exp}
    exec(f"def answers(rows):\n    found = []\n{loop}    return found\n", scope)
    answers: Callable[[Iterable[Row]], list[float]] = scope["answers"]
    return answers


def _expression(tree: Tree, numbers: dict[str, int]) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    name, threshold, low, high = tree
    test = f"x{numbers[name]} <= {float(threshold)!r}"
    return f"({_expression(low, numbers)} if {test} else {_expression(high, numbers)})"
