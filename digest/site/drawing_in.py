"""Jinja, with each template compiled together with what it includes: a page is one function instead of twenty.

What is included by name stands in the template as if it had been typed there, in a scope of its own, so that nothing it
sets is seen outside; what would mean something else there than by itself stays apart. Jinja would look the name up,
copy the context and pass each piece of text on, for every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateNotFound, nodes
from jinja2.visitor import NodeTransformer

from digest.site.bounds import BoundedEnvironment
from digest.site.once import told
from digest.site.template_faults import FAULTS

# Words of the vocabulary that always say the same of the same: what they say of a constant is written down.
_CONSTANT = ("label", "url", "permalink")
# What means something else in another template than in its own.
_BOUND: Any = (nodes.Block, nodes.Extends, nodes.Import, nodes.FromImport, nodes.Macro)


class OwnWord(RuntimeError):
    """A template gives a word of the vocabulary a meaning of its own, which it then has in all that goes with it."""


class DrawingIn(BoundedEnvironment):
    """The environment. The lines that its faults tell of are those of the templates drawn in, without their names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # What is included, with what it includes itself, for all that include it. It is changed in place, by us and by
        # Jinja, but always to the same: it depends on nothing that a template decides.
        self.included: dict[str, nodes.Template] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = _Includes(self, (name or "",)).visit(super()._parse(source, name, filename))
        if own := _named_in(tree).intersection(self.globals):
            raise OwnWord(f"{name} has a meaning of its own for {', '.join(sorted(own))}")
        words = {word: self.globals[word] for word in _CONSTANT if word in self.globals}
        spelt: nodes.Template = _Answers(words).visit(tree)
        return spelt

    def parsed(self, name: str) -> nodes.Template:
        """A template as it stands. Raises `TemplateNotFound`."""
        if self.loader is None:
            raise TemplateNotFound(name)
        source, label, _ = self.loader.get_source(self, name)
        return super()._parse(source, name, label)


class _Includes(NodeTransformer):
    def __init__(self, environment: DrawingIn, way: tuple[str, ...]) -> None:
        self.environment, self.way = environment, way
        self.parts = 0

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """What `{% autoescape %}` holds: its escaping ends at an include, so nothing is drawn into it."""
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """What stands in the place of an include: all that the template has, if it means the same there."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not node.with_context or name in self.way:
            return node
        drawn = self._included(name)
        return nodes.Scope(drawn.body, lineno=node.lineno, environment=self.environment) if drawn else node

    def _included(self, name: str) -> nodes.Template | None:
        """A template with what it includes; none where it has to stay apart."""
        known = self.environment.included
        if name not in known:
            try:
                tree = self.environment.parsed(name)
            except TemplateNotFound:
                return None
            if tree.find(_BOUND) or _asks_for_loop(tree):
                return None
            known[name] = _Includes(self.environment, (*self.way, name)).visit(tree)
        return known[name]

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


def _named_in(tree: nodes.Template) -> set[str]:
    """The names to which a template gives a meaning."""
    found = tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport))
    return {name for each in found for name in _named_by(each)}


def _named_by(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
        yield node.name
    elif isinstance(node, nodes.Import):
        yield node.target
    elif isinstance(node, nodes.FromImport):
        yield from (each if isinstance(each, str) else each[1] for each in node.names)


class _Answers(NodeTransformer):
    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802
        """What `{% autoescape %}` holds: whether an answer is escaped there is known when a page is made."""
        return node

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
