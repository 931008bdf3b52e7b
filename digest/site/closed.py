"""What is drawn into a template, closed until it is compiled.

Jinja walks over a whole template a dozen times, in search of blocks, imports and a few names of its own. None of them
is in what can be drawn in, which is most of a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


def closed(body: list[nodes.Node], line: int) -> nodes.Scope:
    """A scope of its own for some nodes. Jinja finds no nodes in what is no list."""
    return nodes.Scope(cast("list[nodes.Node]", tuple(body)), lineno=line)


class Opening(CodeGenerator):
    """Compiles what is in a closed scope as if it had been open.

    Filters and tests get their names where they are first asked for; Jinja would look for those of each block, and
    every page look them up. Where there is none of a name, a template has no code, but a `KeyError`.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.filters, self.tests = defaultdict(self.temporary_identifier), defaultdict(self.temporary_identifier)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        """The code of a template, and behind it what its filters and tests are called there, which is known by then."""
        super().visit_Template(node, frame)
        for kind, called in (("filters", self.filters), ("tests", self.tests)):
            for name, word in called.items():
                self.writeline(f"{word} = environment.{kind}[{name!r}]")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Nothing: see above."""

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802
        """The code of a scope."""
        super().visit_Scope(nodes.Scope(list(node.body), lineno=node.lineno), frame)
