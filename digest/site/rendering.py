"""A template and its variables -> text: Jinja, set so that nothing is missing silently, escaped never, or by chance."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from types import MethodType
from typing import Any, ClassVar

from jinja2 import BaseLoader, BytecodeCache, Environment, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

from digest.fingerprint import fingerprint
from digest.settings import Site
from digest.site.bounds import BoundedEnvironment
from digest.site.drawing_in import DrawingIn, OwnWord, asked
from digest.site.escaped import EscapingTemplate
from digest.site.language import Language
from digest.site.layers import Layers
from digest.site.once import Once
from digest.site.straight import Refusing, Straight, Whole
from digest.site.structured import json_text
from digest.site.template_faults import FAULTS, Faults, Missing
from digest.site.vocabulary import Vocabulary

# Jinja's own names that would let a page depend on chance, or on the pages that were rendered before it; and `safe`,
# because `|html` is the one way past the escaping.
UNWANTED_FILTERS = ("random", "safe")
KEPT_GLOBALS = ("dict", "namespace")

Codes = dict[tuple[str, str, str], bytes]
"""What templates were compiled to, by the scope each was compiled in, its name, and a name for its source."""


class Renderer:
    """The templates of one theme, compiled as they are asked for."""

    def __init__(self, site: Site, layers: Layers, language: Language) -> None:
        self._layers, self._vocabulary = layers, Vocabulary(site, language, layers)
        self._scope = (site, language.fingerprint)
        self._quick = self._environment(DrawingIn, layers.fingerprint, "straight", generator=Straight)
        self._ways: dict[str, int] = {}  # how many of the ways below do not lead to the pages of a template

    def render(self, template: str, values: Mapping[str, object]) -> str:
        """The text of a page. Raises `DigestError`."""
        for way in range(self._ways.get(template, 0), 2):
            try:
                return self._rendered(self._asking if way else self._quick, template, values)
            except (OwnWord, SyntaxError, AttributeError, KeyError):  # the second: too much was drawn in for Python
                self._ways[template] = way + 1
            except FAULTS:  # by parts it is told
                break
        return self._rendered_by_parts(template, values)

    def compiled(self, templates: Iterable[str]) -> Codes:
        """The code of templates, those that have none left out: whoever renders one of these will tell why."""
        for each in templates:
            with suppress(*FAULTS, SyntaxError):
                self._quick.get_template(each)
        return dict(_Compiled.codes)

    def _rendered_by_parts(self, template: str, values: Mapping[str, object]) -> str:
        """The same, each template by itself, so that a fault is told with its place."""
        try:
            return self._rendered(self._by_parts, template, values)
        except FAULTS as fault:
            filters = [name for name in self._by_parts.filters if not name.startswith("!")]
            faults = Faults(self._layers, self._by_parts.globals, filters, self._by_parts.tests)
            raise faults.explained(fault, template, values) from None

    def _rendered(self, environment: Environment, template: str, values: Mapping[str, object]) -> str:
        page = environment.get_template(template)
        # What `Template.render` does, but for its rewriting of tracebacks: `Faults` reads them as they are.
        context = _Context(environment, {**environment.globals, **values}, page.name, page.blocks)
        pieces = page.root_render_func(context)
        return self._vocabulary.bounds.whole(pieces)  # type: ignore[arg-type]

    @cached_property
    def _asking(self) -> Environment:
        """For templates that ask for what a value may lack (`x.y is defined`), or keeps by a key."""
        return self._environment(DrawingIn, self._layers.fingerprint, generator=Whole)

    @cached_property
    def _by_parts(self) -> Environment:
        return self._environment(BoundedEnvironment)

    def _environment(
        self, kind: type[Environment], *scope: str, generator: type[CodeGenerator] = Refusing
    ) -> Environment:
        compiled = _Compiled(fingerprint((*self._scope, *scope)))
        made = _environment(kind, self._layers, self._vocabulary, compiled)
        made.code_generator_class = generator
        return made


def take_up(codes: Codes) -> None:
    """Take up what another process has compiled: what is of other templates than those here is never asked for."""
    _Compiled.codes.update(codes)


class _Loader(BaseLoader):
    """Hands Jinja the templates of the layers, and no other file."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        file = self.layers.templates.get(template)
        if file is None:
            raise TemplateNotFound(template)
        return self.layers.text(template), file.label, lambda: True


class _Compiled(BytecodeCache):
    """The templates that were compiled, so that each build of a preview does not begin with it again.

    Jinja puts what a filter makes of a constant (`"tags"|taxonomy`) into the code: so that of one `scope`, the settings
    and the language, does for no other.

    They are not kept on disk: a build would run whatever code lies in a folder.
    """

    codes: ClassVar[Codes] = {}

    def __init__(self, scope: str) -> None:
        self._scope = scope

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up the code of a template, if its source is still the same."""
        if known := self.codes.get((self._scope, bucket.key, bucket.checksum)):
            bucket.code = marshal.loads(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        self.codes[self._scope, bucket.key, bucket.checksum] = marshal.dumps(bucket.code)


class _Context(Context):
    """Calls the methods of the vocabulary at once: none asks for the context."""

    def call(self, called: Any, *values: Any, **named: Any) -> Any:
        """What a template's `f(x)` gives."""
        if type(called) is MethodType:
            named.pop("_loop_vars", None)  # which Jinja hands on for those who ask for the context
            named.pop("_block_vars", None)
            return called(*values, **named)
        return super().call(called, *values, **named)


def _environment(kind: type[Environment], layers: Layers, vocabulary: Vocabulary, compiled: _Compiled) -> Environment:
    environment = kind(
        loader=_Loader(layers),
        autoescape=True,  # whatever the template's extension
        optimized=False,  # constants are few, and to look for them is a tenth of the compiling
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
        extensions=[Once],
    )
    environment.context_class, environment.template_class = _Context, EscapingTemplate
    for name in UNWANTED_FILTERS:
        del environment.filters[name]
    kept = {name: environment.globals[name] for name in KEPT_GLOBALS}
    environment.globals.clear()
    keeping = kind is DrawingIn  # by parts all is told as it is
    environment.globals.update({**kept, **vocabulary.functions(keeping=keeping)})
    environment.filters.update({**vocabulary.filters(keeping=keeping), **vocabulary.bounds.filters()})
    environment.filters.update(asked(environment.globals))
    environment.policies["json.dumps_function"] = json_text
    return environment
