"""A template's tree -> Python, by Jinja, but in fewer words where all is there that the template asks for.

Jinja asks for each `x.y` by a function of its own, which looks for a key `y` where there is no such field.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from digest.site.closed import Opening
from digest.site.drawing_in import ASKED
from digest.site.once import is_told


class Refusing(CodeGenerator):
    """Refuses what Jinja compiles to nonsense: a macro that includes `without context` gives no text.

    It gives a generator, whose address in memory would be printed, another one in every build.
    """

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """The code of an include. Raises `TemplateAssertionError`."""
        if frame.buffer is not None and not node.with_context:
            places = "a macro, a call, a filter, a `set` block or a recursive loop"
            self.fail(f"nothing can be included `without context` in {places}", node.lineno)
        super().visit_Include(node, frame)


class Whole(Opening, Refusing):
    """Writes a template with all that it includes."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """What an output is known to be beforehand: nothing where a word is asked, as if it was called.

        For Jinja would put constants together (`a ~ b`) without escaping them.
        """
        if any(each.name in ASKED for each in nodes.Output([node]).find_all(nodes.Filter)):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class Straight(Whole):
    """Writes what is there as it is. Where it is not, a page ends in an `AttributeError` or a `KeyError`."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """The code of `x.y`, but for the blocks of a page (`self.y`), and where Python would read it otherwise."""
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name == "self" or isinstance(node.node, nodes.Const) or not _same_in_python(node.attr):
            super().visit_Getattr(node, frame)
            return
        if name:
            self.write(frame.symbols.ref(name))
        else:
            self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        """The code of a part that is made once: whoever keeps it is handed what would make it, not a macro of it."""
        if not is_told(node):
            super().visit_CallBlock(node, frame)
            return
        self.macro_body(node, frame)
        self.start_write(frame, node)
        self.visit(node.call.node, frame)
        self.write("(")
        for each in node.call.args:
            self.visit(each, frame)
            self.write(", ")
        self.write("macro)")
        self.end_write(frame)


def _same_in_python(name: str) -> bool:
    """Python has words of its own and folds letters of other scripts; and even what is missing has a `__class__`."""
    return name.isascii() and not name.startswith("_") and not iskeyword(name)
