"""`{% once %}`: a part of a template that is made once for the values it shows, wherever it is shown.

The teaser of an article stands in the lists of its tags, its topic, its source, its month. The values that a part
depends on are not declared but found: all names in it that are neither its own nor everybody's. A part that shows what
could change while a page is made is made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.meta import TrackingCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Undefined
from msgspec import Struct

from digest.site.closed import Opening

MOST = 1 << 15  # parts that are kept: one a teaser, of a thousand letters
PLAIN = (str, int, float, bool, type(None), datetime)


class Once(Extension):
    """The tag. Where nobody has told it what a part depends on, it makes the part."""

    tags = {"once"}  # noqa: RUF012 (as Jinja has it)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._made: dict[tuple[object, ...], tuple[tuple[object, ...], str]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag and all until its end, as a call with what stands between."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        call = self.call_method("made", [nodes.Const(""), nodes.Tuple([], "load")])
        return nodes.CallBlock(call, [], [], body, lineno=line)

    def made(self, part: str, values: tuple[object, ...], caller: Callable[[], str]) -> str:
        """The part of this name, for these values."""
        names = (part, *[_naming(type(value))(value) for value in values])  # type: ignore[arg-type]
        if not part or None in names:
            return caller()
        known = self._made.get(names)
        if known is None:
            if len(self._made) >= MOST:
                self._made.clear()
            known = self._made[names] = (values, caller())  # the values stay, so that no other has their names
        return known[1]


def told(call: nodes.CallBlock, part: str, environment: Environment) -> None:
    """Tell a part of a template its name and what it depends on, once all that it includes has been drawn into it."""
    if _is_once(call):
        body = nodes.Template(call.body, lineno=1)
        body.set_environment(environment)
        tracking = _Names(environment)
        tracking.visit(body)
        names = sorted(tracking.undeclared_identifiers - set(environment.globals))
        if "loop" not in names:
            values = nodes.Tuple([nodes.Name(each, "load") for each in names], "load")
            call.call.args = [nodes.Const(part), values]


class _Names(Opening, TrackingCodeGenerator):
    """Finds names, in what was drawn in as well."""


def is_told(call: nodes.CallBlock) -> bool:
    """Whether a part of a template has been told its name."""
    return _is_once(call) and bool(call.call.args[0].as_const())


def _is_once(call: nodes.CallBlock) -> bool:
    method = call.call.node
    return isinstance(method, nodes.ExtensionAttribute) and method.identifier == Once.identifier


@lru_cache(maxsize=100)
def _naming(kind: type) -> Callable[[Any], object]:
    """What tells values of a kind from others; it gives None for what may change."""
    if issubclass(kind, PLAIN):
        return lambda value: (kind, value)  # True is 1 to Python, and an escaped text the text that is not
    if issubclass(kind, Undefined):
        return type
    if issubclass(kind, Struct) and kind.__struct_config__.frozen:
        return id
    return lambda _: None
