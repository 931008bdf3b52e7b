"""A target as a page writes it -> the address it means, spelt so that Markdown takes it for nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 2_000  # letters of an address

_IGNORED = re.compile(r"[\t\n\r]")  # by browsers, wherever they stand in an address
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w.-]+\.\w+", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[\d().-]{3,30}", re.IGNORECASE)
# Signs that are marks in Markdown, or that end an address there; `%` only where it begins no code.
_MARKS = re.compile(r"[\s<>\"'\\`()\[\]{}|^*]|%(?![0-9a-fA-F]{2})")
_REFERENCE = re.compile(r"&(?=#?\w{1,40};)")
_HIDES_A_MAIL = "/cdn-cgi/l/email-protection"


def absolute(target: str, page: str) -> str:
    """The whole address that a target on a page means; `page` is that page's own, empty where it is not known.

    Empty where it leads nowhere that is of use to a reader: to a script, to data, to the page itself, or nobody knows
    where. Only http, https, mailto and tel are left.
    """
    target = _IGNORED.sub("", target).strip("\x00\x01 \x1f\xa0")
    if len(target) > LONGEST or not target or target.startswith("#"):
        return ""
    if _MAIL.fullmatch(target) or _PHONE.fullmatch(target):
        return _spelt(target)
    try:
        whole = urljoin(page, target) if page else f"https:{target}" if target.startswith("//") else target
        parts = urlsplit(whole)
        host = parts.hostname or ""
        known = parts.username is None and parts.password is None and "." in host and ":" not in host
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not known or parts.path == _HIDES_A_MAIL or len(whole) > LONGEST:
        return ""
    return "" if whole.partition("#")[0] == page.partition("#")[0] else _spelt(whole)


def _spelt(address: str) -> str:
    coded = _MARKS.sub(lambda match: quote(match.group(), safe=""), address)
    if not coded.isprintable():
        coded = "".join(sign if sign.isprintable() else quote(sign, safe="", errors="replace") for sign in coded)
    return _REFERENCE.sub("&amp;", coded)
