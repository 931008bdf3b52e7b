"""Jinja, with each template compiled together with what it includes: a page is one function instead of twenty.

What is included by name stands in the template as if it had been typed there, in a scope of its own, so that nothing it
sets is seen outside; what would mean something else there than by itself stays apart. Jinja would look the name up,
copy the context and pass each piece of text on, for every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateNotFound, nodes

from digest.site.bounds import Bounded, BoundedEnvironment
from digest.site.closed import closed
from digest.site.once import told
from digest.site.template_faults import FAULTS

# Words of the vocabulary that always say the same of the same: what they say of a constant is written down. Of all else
# they are asked as filters are, which Jinja does not look into, and by names that no template can write.
_CONSTANT = ("label", "url", "permalink")
_ASKED = "!"
ASKED = frozenset(_ASKED + name for name in _CONSTANT)


def asked(words: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """The filters that stand in a template for calls of words."""
    return {_ASKED + name: words[name] for name in _CONSTANT}


class OwnWord(RuntimeError):
    """A template gives a word of the vocabulary a meaning of its own, which it then has in all that goes with it."""


class DrawingIn(BoundedEnvironment):
    """The environment. The lines that its faults tell of are those of the templates drawn in, without their names."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # What is included, with what it includes itself, for all that include it; none where it has to stay apart. It
        # is changed in place by Jinja, but always to the same: it depends on nothing that a template decides.
        self.included: dict[str, Drawn | None] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        drawn = Drawn(self, (name or "",), self.as_written(source, name, filename))
        if own := drawn.named.intersection(self.globals):
            raise OwnWord(f"{name} has a meaning of its own for {', '.join(sorted(own))}")
        return drawn.tree

    def drawn(self, name: str, way: tuple[str, ...]) -> Drawn | None:
        """A template with what it includes, for those that include it; none where it has to stay apart."""
        if name not in self.included:
            try:
                source, label, _ = self.loader.get_source(self, name)  # type: ignore[union-attr]
            except TemplateNotFound:
                self.included[name] = None
            else:
                found = Drawn(self, (*way, name), self.as_written(source, name, label))
                self.included[name] = None if found.bound or found.asks_for_loop else found
        return self.included[name]


class Drawn(Bounded):
    """A template after the one walk over it: its tree, and what decides where it can stand.

    `named` are the names to which it gives a meaning, with what it includes; `bound` is whether it has what means
    something else in another template than in its own, and `asks_for_loop` whether it asks for the loop of whoever
    draws it in: by parts, there is none. `includes` is whether there is a template left that it includes.
    """

    def __init__(self, environment: DrawingIn, way: tuple[str, ...], tree: nodes.Template) -> None:
        self.environment, self.way = environment, way
        self.words: Mapping[str, Any] = {word: environment.globals[word] for word in _CONSTANT}
        self.named: set[str] = set()
        self.bound = self.asks_for_loop = self.includes = self.left = False
        self.parts = 0
        self.tree: nodes.Template = self.visit(tree)

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """What `{% autoescape %}` holds is left as it is.

        Its escaping ends at an include, and whether an answer is escaped there is known when a page is made.
        """
        outer, self.left = self.left, True
        self.generic_visit(node)
        self.left = outer
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """What stands in the place of an include: all that the template has, if it means the same there."""
        self.generic_visit(node)
        drawn = None if self.left else self._drawn(node)
        if drawn is None:
            self.includes = True
            return node
        self.named |= drawn.named
        self.includes = self.includes or drawn.includes
        return closed(drawn.tree.body, node.lineno)

    def _drawn(self, node: nodes.Include) -> Drawn | None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not node.with_context or name in self.way:
            return None
        return self.environment.drawn(name, self.way)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        """A part that is made once is told what it depends on."""
        call, outer, self.includes = node.call, self.includes, False
        self.generic_visit(node)
        node.call = call  # whatever it would say: it is handed what stands between
        if not self.left and not self.includes:
            self.parts += 1
            told(node, f"{self.way[-1]} {self.parts}", self.environment)
        self.includes = self.includes or outer
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """A call, or what it gives. One that fails is made again: its page will tell."""
        self.generic_visit(node)
        called = node.node.name if isinstance(node.node, nodes.Name) else ""
        word = self.words.get(called)
        if self.left or word is None or not node.args or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            named = {each.key: each.value.as_const() for each in node.kwargs}
            said = word(*(each.as_const() for each in node.args), **named)
        except (nodes.Impossible, *FAULTS):
            first, *others = node.args
            return nodes.Filter(first, _ASKED + called, others, node.kwargs, None, None, lineno=node.lineno)
        return nodes.Const(said, lineno=node.lineno, environment=node.environment)

    # What decides where a template can stand

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        """A name, which may be given a meaning here."""
        if node.ctx != "load":
            self.named.add(node.name)
        self.asks_for_loop = self.asks_for_loop or node.name == "loop"
        self.bound = self.bound or node.name == "self"
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """A loop: within, `loop` is its own."""
        outer = self.asks_for_loop
        self.generic_visit(node)
        self.asks_for_loop = outer
        return node

    def _binding(self, node: nodes.Node) -> nodes.Node:
        self.bound = True
        self.named.update(_named_by(node))
        return self.generic_visit(node)

    visit_Block = visit_Extends = visit_Import = visit_FromImport = visit_Macro = _binding  # noqa: N815


def _named_by(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Macro):
        yield node.name
    elif isinstance(node, nodes.Import):
        yield node.target
    elif isinstance(node, nodes.FromImport):
        yield from (each if isinstance(each, str) else each[1] for each in node.names)
