"""A view -> the text of its page, through the templates of one theme.

Jinja is imported when the first page is rendered: a build that renders nothing does not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from digest.errors import DigestError
from digest.fingerprint import fingerprint
from digest.settings import Settings, Site
from digest.site.language import Language, language
from digest.site.layers import INLINE, Layers, layers
from digest.site.references import closure
from digest.site.views import View

if TYPE_CHECKING:
    from digest.aside import Aside
    from digest.site.rendering import Codes, Renderer


class Theme:
    """The theme of one site, ready to render."""

    def __init__(self, site: Site, layers: Layers, language: Language) -> None:
        self._site, self._layers, self._language = site, layers, language
        self._prints: dict[str, str] = {}
        self._expected: Aside[Codes] | None = None

    @classmethod
    def load(cls, settings: Settings) -> Theme:
        """The theme that the settings name. Raises `UsageError` or `DigestError` where there is none, or a bad one."""
        return cls(settings.site, layers(settings), language(settings.site.language))

    @property
    def assets(self) -> Mapping[str, Path]:
        """The files that are published with the pages, by their address from the site's root."""
        return self._layers.assets

    @property
    def words(self) -> str:
        """A name for the words of the interface."""
        return self._language.fingerprint

    def render(self, template: str, view: View) -> str:
        """The page. Raises `DigestError` with the line of the template that cannot be rendered."""
        return self._renderer.render(template, asdict(view))

    def expect(self, compiled: Aside[Codes]) -> None:
        """Take what another process has `compiled`, if it is done with it when the first page is rendered."""
        self._expected = compiled

    def compiled(self) -> Codes:
        """The code of the templates that pages are made by."""
        return self._renderer.compiled(self._layers.of_pages())

    def fingerprint(self, template: str) -> str:
        """A name for all that a page made by `template` depends on, but for its view and the program."""
        known = self._prints.get(template)
        if known is None:
            drawn_in = closure(template, self._source, self._layers.templates)
            sources = {name: self._layers.name_of_bytes(name) for name in drawn_in}
            known = self._prints[template] = fingerprint((sources, self._of_all))
        return known

    @cached_property
    def _of_all(self) -> str:
        """A name for what every page may show, whatever its template."""
        inlined = {name: self._layers.name_of_bytes(name) for name in self._layers.templates if name.startswith(INLINE)}
        return fingerprint((inlined, tuple(sorted(self.assets)), self._language.fingerprint))

    @cached_property
    def _renderer(self) -> Renderer:
        from digest.site.rendering import Renderer, take_up

        if self._expected and (codes := self._expected.early()):
            take_up(codes)
        return Renderer(self._site, self._layers, self._language)

    def _source(self, template: str) -> str:
        """The text of a template, or nothing for one that cannot be read: `render` will say so."""
        try:
            return self._layers.data(template).decode("utf-8", "replace")
        except (KeyError, DigestError):
            return ""
