"""Jinja, with each template compiled together with what it includes: a page is one function instead of twenty.

What is included by name stands in the template as if it had been typed there, in a scope of its own, so that nothing it
sets is seen outside. Jinja would look the name up, copy the context and pass each piece of text on, for every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateNotFound, nodes
from jinja2.visitor import NodeTransformer

from digest.site.bounds import BoundedEnvironment
from digest.site.once import told
from digest.site.template_faults import FAULTS

# Words of the vocabulary that always say the same of the same: what they say of a constant is written down.
_CONSTANT = ("label", "url", "permalink")
_ESCAPING = "{% autoescape %}"
# What means something else in another template than in its own.
_BOUND: Any = (nodes.Block, nodes.Extends, nodes.Import, nodes.FromImport, nodes.Macro)


class DrawingIn(BoundedEnvironment):
    """The environment. The lines that its faults tell of are those of the templates drawn in, without their names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._shared: dict[str, nodes.Template] = {}  # what is included, with what it includes itself

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = self._drawn(source, name or "", filename, self._shared)
        bent = _bent(tree)
        if _ESCAPING in bent:  # within a page only: what it includes has to stay apart
            tree = super()._parse(source, name, filename)
        elif bent:  # within what the page includes, too: so that is not what others include
            tree = self._drawn(source, name or "", filename, None)
        words = {word: self.globals[word] for word in _CONSTANT if word in self.globals and word not in bent}
        spelt: nodes.Template = _Answers(words).visit(tree)
        return spelt

    def _drawn(
        self, source: str, name: str, filename: str | None, shared: dict[str, nodes.Template] | None
    ) -> nodes.Template:
        drawn: nodes.Template = _Includes(self, (name,), shared).visit(super()._parse(source, name, filename))
        return drawn

    def parsed(self, name: str) -> nodes.Template:
        """A template as it stands. Raises `TemplateNotFound`."""
        if self.loader is None:
            raise TemplateNotFound(name)
        source, label, _ = self.loader.get_source(self, name)
        return super()._parse(source, name, label)


class _Includes(NodeTransformer):
    """Draws in what a template includes; what is `shared` was drawn into others before."""

    def __init__(self, environment: DrawingIn, way: tuple[str, ...], shared: dict[str, nodes.Template] | None) -> None:
        self.environment, self.way, self.shared = environment, way, shared
        self.parts = 0

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """What stands in the place of an include: all that the template has, if it means the same there."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not node.with_context or name in self.way:
            return node
        drawn = self._included(name)
        return nodes.Scope(drawn.body, lineno=node.lineno, environment=self.environment) if drawn else node

    def _included(self, name: str) -> nodes.Template | None:
        """A template with what it includes; none where it has to stay apart."""
        if self.shared is not None and name in self.shared:
            return self.shared[name]
        try:
            tree = self.environment.parsed(name)
        except TemplateNotFound:
            return None
        if tree.find(_BOUND) or _asks_for_loop(tree):
            return None
        drawn: nodes.Template = _Includes(self.environment, (*self.way, name), self.shared).visit(tree)
        if self.shared is not None:
            self.shared[name] = drawn
        return drawn

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        """A part that is made once is told what it depends on."""
        self.generic_visit(node)
        self.parts += 1
        told(node, f"{self.way[-1]} {self.parts}", self.environment)
        return node


def _asks_for_loop(node: nodes.Node) -> bool:
    """Whether `loop` is asked of whoever draws the template in: by parts, there is none."""
    inner = (child for child in node.iter_child_nodes() if not isinstance(child, nodes.For))
    return any((isinstance(each, nodes.Name) and each.name == "loop") or _asks_for_loop(each) for each in inner)


def _bent(tree: nodes.Template) -> set[str]:
    """What means something else in a template: the words of constants that it sets, and escaping that it turns off."""
    found = tree.find_all((nodes.Name, nodes.ScopedEvalContextModifier))
    own = {getattr(each, "name", _ESCAPING) for each in found if getattr(each, "ctx", "") != "load"}
    return own.intersection((*_CONSTANT, _ESCAPING))


class _Answers(NodeTransformer):
    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """A call, or what it gives. One that fails stays: its page will tell."""
        self.generic_visit(node)
        word = self.words.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if word is None or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            named = {each.key: each.value.as_const() for each in node.kwargs}
            said = word(*(each.as_const() for each in node.args), **named)
        except (nodes.Impossible, *FAULTS):
            return node
        return nodes.Const(said, lineno=node.lineno, environment=node.environment)
