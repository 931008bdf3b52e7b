"""A content file with some of its front matter changed, every other byte as it was."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from digest.content.frontmatter import FENCE, decoded
from digest.errors import DigestError
from digest.yamledit import Yaml
from digest.yamlplace import line_ends


def edited(data: bytes, path: str, change: Callable[[Yaml], None]) -> bytes:
    """The bytes of a content file after a change of its front matter. Raises `DigestError` where none can be read."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    lines = line_ends(decoded(data, path))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), 0)
    if not end or lines[0].rstrip() != FENCE:
        raise DigestError("there is no front matter", code="front-matter", path=path, line=1)
    front = Yaml("".join(lines[1:end]), path, first_line=2)
    change(front)
    return mark + "".join([lines[0], front.text, *lines[end:]]).encode("utf-8")
