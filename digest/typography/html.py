"""HTML or plain text -> one string for the rules, in which signs stand for tags, code and addresses; and back.

All rules run once over the whole text, so that a quotation may open within one element and close in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape

from digest.typography.marks import BLOCK, INLINE, LINE, OPAQUE

Rules = Callable[[str], str]

# Within the quotes of an attribute a `<` ends the search, so that quotes which never close cost no second look.
_TAG = re.compile(r"""(<(?:"[^"<]*+"|'[^'<]*+'|[^"'<>])*+>|<[^<>]*+>?)""")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_SIGN = re.compile(f"[{INLINE}{BLOCK}{OPAQUE}]")
# A sign that stands in the text itself, which nearly no text has, is kept like a tag.
_SIGNS = (INLINE, BLOCK, OPAQUE, LINE)
_OWN = re.compile(f"([{''.join(_SIGNS)}])")
_TAG_OR_OWN = re.compile(f"{_TAG.pattern[:-1]}|[{''.join(_SIGNS)}])")
_ADDRESS = re.compile(r"""(?:https?://|ftp://|www\.)[^\s<>"“”„‟«»\ufdd1-\ufdd3]+|@[\w-]+\.[\w.-]+""")
_ENTITY = re.compile(r"&(?:quot|nbsp|laquo|raquo|bdquo|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|#3[49]|#160);")

CLOSED = frozenset("code pre kbd samp var script style textarea svg math template".split())
FLOWING = frozenset(
    "a abbr b bdi bdo big cite data del dfn em font i ins label mark q rp rt ruby s small span strike strong sub sup"
    " time tt u wbr".split()
)


def in_text(text: str, rules: Rules) -> str:
    """A plain text after the rules."""
    pieces = _OWN.split(text) if _has_own(text) else [text]
    return _applied(pieces[::2], [(BLOCK, sign) for sign in pieces[1::2]], rules)


def in_html(html: str, rules: Rules) -> str:
    """HTML after the rules."""
    pieces = (_TAG_OR_OWN if _has_own(html) else _TAG).split(html)
    texts, kept = [pieces[0]], list[tuple[str, str]]()
    within, depth = "", 0
    for number in range(1, len(pieces), 2):
        tag, text = pieces[number], pieces[number + 1]
        name, closes = _name(tag)
        if within:
            depth += (-1 if closes else 1) if name == within else 0
            kept[-1] = (OPAQUE, kept[-1][1] + tag + ("" if not depth else text))
            if depth:
                continue
            within = ""
            texts.append(text)
        elif name in CLOSED and not closes and not tag.endswith("/>"):
            within, depth = name, 1
            kept.append((OPAQUE, tag + text))
        else:
            kept.append((INLINE if name in FLOWING else BLOCK, tag))
            texts.append(text)
    return _applied([*texts, ""] if within else texts, kept, rules)


def _has_own(text: str) -> bool:
    """To look for each is a tenth of the work of an expression that knows them all."""
    return any(sign in text for sign in _SIGNS)


@lru_cache(maxsize=1024)
def _name(tag: str) -> tuple[str, bool]:
    found = _NAME.match(tag)
    return (found.group(1).lower() if found else "", tag.startswith("</"))


def _applied(texts: list[str], kept: list[tuple[str, str]], rules: Rules) -> str:
    """The texts after the rules, with what was kept from them between."""
    whole = "".join(_woven(texts, [sign for sign, _ in kept]))
    if "&" in whole:
        whole = _ENTITY.sub(lambda match: unescape(match.group()), whole)
    between = [each for _, each in kept]
    if "@" in whole or "://" in whole or "www." in whole:
        whole, between = _without_addresses(whole, between)
    made = rules(BLOCK + whole)[1:]
    return "".join(_woven(_SIGN.split(made), between))


def _woven(texts: list[str], between: list[str]) -> Iterator[str]:
    yield texts[0]
    for each, text in zip(between, texts[1:], strict=True):
        yield each
        yield text


def _without_addresses(whole: str, between: list[str]) -> tuple[str, list[str]]:
    """The text with a sign for each address in it, and what all its signs stand for."""
    left, pieces, order, done = iter(between), [], [], 0
    for match in _ADDRESS.finditer(whole):
        before = whole[done : match.start()]
        order += [next(left) for _ in _SIGN.findall(before)]
        order.append(match.group())
        pieces += [before, OPAQUE]
        done = match.end()
    return "".join((*pieces, whole[done:])), [*order, *left]
