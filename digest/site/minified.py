"""Style sheets and scripts of a theme, made small: as they stand within a page, or as a file beside it."""

from __future__ import annotations


def minified(name: str, text: str) -> str:
    """A style sheet (`.css`) without what a browser does not read; anything else is taken for a script."""
    # Imported late, as Jinja is: a build that renders nothing does without them.
    if name.endswith(".css"):
        from rcssmin import cssmin

        return str(cssmin(text)).strip()
    from rjsmin import jsmin

    return str(jsmin(text)).strip()


def asset(name: str, data: bytes) -> bytes:
    """A file of a theme's `static/` as it is published: a script is made small, unless it is called `.min.js`."""
    if not name.endswith(".js") or name.endswith(".min.js"):
        return data
    try:
        return minified(name, data.decode("utf-8")).encode() + b"\n"
    except UnicodeDecodeError:
        return data
