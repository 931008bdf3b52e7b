"""Ways to write one web address -> the key under which they meet."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

TRACKING = re.compile(r"utm_\w+|\w*clid|mc_[ce]id|_openstat", re.IGNORECASE)


def same_address(url: str) -> str:
    """The key under which ways to write one address meet: scheme, `www.`, tracking, codes and fragment aside.

    Empty for the front page of a host, which is no article's own address, and for what is no address.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(pair[0])])
        path = quote(unquote(parts.path)).rstrip("/")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or not (path or query):
        return ""
    return f"{host}{port}{path}" + (f"?{query}" if query else "")


def _tracks(name: str) -> bool:
    return bool(TRACKING.fullmatch(name))
