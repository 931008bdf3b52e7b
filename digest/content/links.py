"""Links inside made HTML: marked while the Markdown is read, resolved when it is known where everything stands.

A link within the site cannot be written down when its article is read: other files decide its address, the settings
decide the base path, and a feed needs it whole. So the Markdown step puts `MARK` before every such target; the library
turns paths of content files into URLs; a page or a feed removes the mark. `MARK` is a noncharacter that `text.clean`
takes out of every input, so no text can forge one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote

from digest.model import MARK as MARK

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_WIDTH = re.compile(r" [0-9]+w(?:, )?$")
_HOST = re.compile(r"(https?:[/\\]*)([^/?#\\]+)", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def safe(target: str) -> str | None:
    """A link target that can do no harm, marked if it stays in the site; None for any scheme but the four plain ones.

    What browsers ignore in an address (control characters, outer spaces) is removed first, so that it hides nothing.
    """
    if not target.isprintable():
        target = re.sub(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef]", "", target)
    target = target.strip()
    if target.startswith(("//", "\\\\", "/\\", "\\/")):
        return _by_name("https://" + target[2:].replace("\\", "/"))
    if _SCHEME.match(target):
        return _by_name(target) if _SAFE.match(target) else None
    return MARK + target


def _by_name(address: str) -> str:
    """An address whose host is named as networks know it: then a browser shows a reader where it really leads.

    Letters of other scripts can imitate those of a known host, and so can a user name before `@`, which goes.
    """
    if address.isascii() and "@" not in address:  # so are most, and their hosts
        return address
    match = _HOST.match(address)
    if match is None or (match[2].isascii() and "@" not in match[2]):
        return address
    host, colon, port = match[2].rpartition("@")[2].partition(":")
    try:
        return match[1] + host.encode("idna").decode("ascii") + colon + port + address[match.end() :]
    except UnicodeError:  # no such host can be
        return match[1] + quote(host) + colon + port + address[match.end() :]


def rewritten(html: str, rewrite: Callable[[str], str | None]) -> str:
    """The HTML with every marked target replaced by what `rewrite` makes of it (which may begin with `MARK` again).

    Where that is None, the attribute goes: an empty one would lead to the page itself.
    """
    head, *rest = html.split(MARK)
    made = [head]
    for piece in rest:
        target, quotes, after = _divided(piece)
        address = rewrite(target)
        if address is None:
            made[-1] = made[-1].removesuffix(' href="').removesuffix(' src="')
            made.append(after)
        else:
            made += [address, quotes + after]
    return "".join(made)


def targets(html: str) -> list[str]:
    """The marked targets, as they stand in attributes."""
    return [_divided(piece)[0] for piece in html.split(MARK)[1:]]


def _divided(piece: str) -> tuple[str, str, str]:
    """What follows a mark: the target, its end, the rest. In a `srcset` (`/a.avif 640w, …`) a target ends sooner."""
    target, quotes, after = piece.partition('"')
    width = _WIDTH.search(target)
    if width is None:
        return target, quotes, after
    return target[: width.start()], target[width.start() :] + quotes, after


def file_target(target: str, path: str) -> tuple[str, str] | None:
    """The content file and fragment that a relative link in the file `path` means, or None if it means no file.

    Paths are from the site's root (`content/articles/a.md`); one that climbs out of `content/` keeps its `..`.
    """
    name, _, fragment = target.partition("#")
    name = unquote(name.partition("?")[0])
    if not name or name.startswith("/"):
        return None
    parts = path.split("/")[:-1]
    for part in name.split("/"):
        if part == ".." and len(parts) > 1 and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts), fragment


@lru_cache(maxsize=1 << 14)
def encoded(url: str) -> str:
    """A URL path safe to stand in an attribute: what is already coded stays as it is."""
    return quote(url, safe="/#?&=:;,+%@!$'()*~[]-._")
