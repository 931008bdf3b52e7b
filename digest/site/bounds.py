"""What one page may take of the machine: a template that goes on without end is stopped where it is, and named."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from itertools import islice
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from digest.errors import DigestError

RANGE = 100_000  # steps of one `range()`, and letters or items of one product
STEPS = 20 * RANGE  # steps of all `range()` of one page
SIZE = 100_000_000  # letters of a page
SECONDS = 60.0  # of computing
BITS = 100_000  # of a number
SUM = 10_000_000  # letters or items of what is put together by `+` and `~`

_AT_ONCE = 256  # pieces of a page between two looks at the clock
_END = "a loop needs an end"
_TIMES, _POWER, _SUM = "!times", "!power", "!sum"  # names that no template can write


class Bounds:
    """What the page that is being rendered has taken so far."""

    def __init__(self) -> None:
        self._steps, self._end = 0, 0.0

    def whole(self, pieces: Generator[str, None, None]) -> str:
        """All of a page. What is too much is raised within its template, so that its line is known."""
        self._steps, self._end, size = 0, time.thread_time() + SECONDS, 0
        made: list[str] = []
        while some := list(islice(pieces, _AT_ONCE)):
            made.append("".join(some))
            size += len(made[-1])
            if size > SIZE:
                pieces.throw(_too_much(f"the page has more than {SIZE:,} letters", _END))
            if time.thread_time() > self._end:
                pieces.throw(_too_much(f"the page takes more than {SECONDS:g} seconds", _END))
        return "".join(made)

    def range(self, *limits: Any) -> Any:
        """Python's `range`, but of at most `RANGE` steps, and `STEPS` on a page."""
        steps = range(*limits)
        if len(steps) > RANGE:
            raise _too_much(f"range() of {len(steps):,} steps; at most {RANGE:,} are made")
        self._steps += len(steps)
        if self._steps > STEPS:
            raise _too_much(f"range() within range(): more than {STEPS:,} steps on one page")
        return steps

    def filters(self) -> dict[str, Callable[..., Any]]:
        """What stands in a template for `*` and `**`, and around `+` and `~`."""
        return {_TIMES: _product, _POWER: _power, _SUM: _sum}


def _too_much(message: str, hint: str = "") -> DigestError:
    return DigestError(message, code="template", hint=hint)


class BoundedEnvironment(Environment):
    """Jinja's environment, with products and sums that know their bounds."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = Bounded().visit(self.as_written(source, name, filename))
        return tree

    def as_written(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template as Jinja reads it."""
        return super()._parse(source, name, filename)


class Bounded(NodeTransformer):
    """Puts what knows its bounds in the place of `*` and `**`, and around `+` and `~`."""

    def visit_Mul(self, node: nodes.Mul) -> nodes.Node:  # noqa: N802 - so Jinja wants it
        return self._asked(node, _TIMES)

    def visit_Pow(self, node: nodes.Pow) -> nodes.Node:  # noqa: N802
        return self._asked(node, _POWER)

    def visit_Add(self, node: nodes.Add) -> nodes.Node:  # noqa: N802
        return self._measured(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        return self._measured(node)

    def _measured(self, node: nodes.Expr) -> nodes.Node:
        self.generic_visit(node)
        return nodes.Filter(node, _SUM, [], [], None, None, lineno=node.lineno)

    def _asked(self, node: nodes.BinExpr, name: str) -> nodes.Node:
        self.generic_visit(node)
        return nodes.Filter(node.left, name, [node.right], [], None, None, lineno=node.lineno)


def _product(left: Any, right: Any) -> Any:
    for many, times in ((left, right), (right, left)):
        made = len(many) * times if isinstance(times, int) and hasattr(many, "__len__") else 0
        if made > RANGE:
            raise _too_much(f"a product of {made:,} letters or items; at most {RANGE:,} are made")
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > BITS:
        raise _too_much("a number without end")
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > BITS:
        raise _too_much("a number without end")
    return left**right


def _sum(made: Any) -> Any:
    """What was put together, as it is: looked at each time, for a loop that doubles it soon takes all memory."""
    if hasattr(made, "__len__") and len(made) > SUM:
        raise _too_much(f"a sum of {len(made):,} letters or items; at most {SUM:,} are made", _END)
    return made
