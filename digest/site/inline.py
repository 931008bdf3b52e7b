"""Style sheets and scripts that stand within a page: asked for by no request, and let in by the hash of their bytes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable

from markupsafe import Markup
from msgspec import Struct

from digest.errors import DigestError, did_you_mean
from digest.site.layers import INLINE
from digest.site.minified import minified


class Inline(Struct, frozen=True):
    """What a `style` or `script` element holds, and how a content security policy names it."""

    text: Markup
    source: Markup


def hashed(text: str) -> Markup:
    """How a content security policy names what an element holds."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")


class Inliner:
    """The files of a theme's `inline/`, put together as templates ask for them and made small.

    `names` are those of all templates, of which only some lie in that folder; `read` gives the text of one.
    """

    def __init__(self, names: Iterable[str], read: Callable[[str], str]) -> None:
        self._names = {name.removeprefix(INLINE) for name in names if name.startswith(INLINE)}
        self._read = read
        self._made: dict[tuple[str, ...], Inline] = {}

    def inline(self, *names: str | list[str]) -> Inline:
        """Some files as one, in this order, named one by one or in lists.

        Raises `DigestError` for one that is not there, or would end its element.
        """
        wanted = tuple(name for each in names for name in ([each] if isinstance(each, str) else each))
        made = self._made.get(wanted)
        if made is None:
            joint = "\n" if wanted[-1].endswith(".js") else ""
            text = joint.join(map(self._small, wanted))
            made = self._made[wanted] = Inline(Markup(text), hashed(text))
        return made

    def _small(self, name: str) -> str:
        if name not in self._names:
            message = f"the theme has no file `{INLINE}{name}`"
            raise DigestError(message, code="asset", hint=did_you_mean(name, self._names) if self._names else "")
        text = minified(name, self._read(INLINE + name))
        if "</" in text:
            raise DigestError(f"`{INLINE}{name}` holds `</`, which would end the element it stands in", code="asset")
        return text
