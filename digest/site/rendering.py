"""A template and its variables -> text: Jinja, set so that nothing is missing silently, escaped never, or by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from jinja2 import BaseLoader, BytecodeCache, Environment, TemplateNotFound, nodes
from jinja2.bccache import Bucket

from digest.fingerprint import fingerprint
from digest.settings import Site
from digest.site.bounds import Bounded
from digest.site.language import Language
from digest.site.layers import Layers
from digest.site.structured import json_text
from digest.site.template_faults import FAULTS, Faults, Missing
from digest.site.vocabulary import Vocabulary

# Jinja's own names that would let a page depend on chance, or on the pages that were rendered before it; and `safe`,
# because `|html` is the one way past the escaping.
UNWANTED_FILTERS = ("random", "safe")
KEPT_GLOBALS = ("dict", "namespace")


class Renderer:
    """The templates of one theme, compiled as they are asked for."""

    def __init__(self, site: Site, layers: Layers, language: Language) -> None:
        compiled = _Compiled(fingerprint((site, language.fingerprint)))
        vocabulary = Vocabulary(site, language, layers)
        self._bounds = vocabulary.bounds
        self._environment = _environment(layers, vocabulary, compiled)
        filters = [name for name in self._environment.filters if not name.startswith("!")]
        self._faults = Faults(layers, self._environment.globals, filters, self._environment.tests)

    def render(self, template: str, values: Mapping[str, object]) -> str:
        """The text of a page. Raises `DigestError`."""
        try:
            page = self._environment.get_template(template)
            # What `Template.render` does, but for its rewriting of tracebacks: `Faults` reads them as they are.
            return self._bounds.whole(page.root_render_func(page.new_context(dict(values))))  # type: ignore[arg-type]
        except FAULTS as fault:
            raise self._faults.explained(fault, template, values) from None


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
    """The templates that this process has compiled, so that each build of a preview does not begin with it again.

    Jinja puts what a filter makes of a constant (`"tags"|taxonomy`) into the code: so that of one `scope`, the settings
    and the language, does for no other.

    They are not kept on disk: that would save a build some 60 ms, and have it run whatever code lies in a folder.
    """

    codes: ClassVar[dict[tuple[str, str, str], Any]] = {}

    def __init__(self, scope: str) -> None:
        self._scope = scope

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up the code of a template, if its source is still the same."""
        bucket.code = self.codes.get((self._scope, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        self.codes[self._scope, bucket.key, bucket.checksum] = bucket.code


class _Bounded(Environment):
    """Jinja's environment, with products that know their bounds."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Bounded().visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


def _environment(layers: Layers, vocabulary: Vocabulary, compiled: _Compiled) -> Environment:
    environment = _Bounded(
        loader=_Loader(layers),
        autoescape=True,  # whatever the template's extension
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    for name in UNWANTED_FILTERS:
        del environment.filters[name]
    kept = {name: environment.globals[name] for name in KEPT_GLOBALS}
    environment.globals.clear()
    environment.globals.update({**kept, **vocabulary.functions()})
    environment.filters.update({**vocabulary.filters(), **vocabulary.bounds.filters()})
    environment.policies["json.dumps_function"] = json_text
    return environment
