"""The content security policy of a published page -> the same, with just enough room for the preview's own script."""

from __future__ import annotations

import re
from html import escape, unescape

_META = re.compile(r"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def opened(html: str, nonce: str) -> str:
    """A page whose policies let in the script and style that carry `nonce`, and let them listen for changes.

    Nothing else is let in: a script that a browser would refuse on the published page is refused in the preview too.
    """
    return _META.sub(lambda meta: _CONTENT.sub(lambda match: _content(match, nonce), meta[0]), html)


def _content(match: re.Match[str], nonce: str) -> str:
    policy = relaxed(unescape(match[1] if match[1] is not None else match[2]), nonce)
    return 'content="' + escape(policy, quote=False).replace('"', "&quot;") + '"'


def relaxed(policy: str, nonce: str) -> str:
    """A policy with the sources that the preview needs, where they are not allowed already."""
    rules = _rules(policy)
    ours = f"'nonce-{nonce}'"
    for name, source in (("script-src", ours), ("style-src", ours), ("connect-src", "'self'")):
        present = rules.get(name, rules.get("default-src"))
        if present is not None:
            rules[name] = _with(present, source)
        if f"{name}-elem" in rules:
            rules[f"{name}-elem"] = _with(rules[f"{name}-elem"], source)
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _rules(policy: str) -> dict[str, list[str]]:
    rules: dict[str, list[str]] = {}
    for words in map(str.split, policy.split(";")):
        if words:
            rules.setdefault(words[0].lower(), words[1:])  # of two rules with one name, browsers keep the first
    return rules


def _with(sources: list[str], source: str) -> list[str]:
    strict = any(each.startswith(("'nonce-", "'sha")) for each in sources)
    if "'unsafe-inline'" in sources and not strict:
        source = "'self'"  # beside a nonce, 'unsafe-inline' would no longer count
    return [*(each for each in sources if each != "'none'"), *([] if source in sources else [source])]
