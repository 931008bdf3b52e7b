"""A saved page -> Blocks and Facts, in one pass that takes time in proportion to its size, whatever it holds.

The standard library's `html.parser` needs the square of the length for unclosed tags (37 s for 60 KB of `<a `, Python
3.11) and stops with an AssertionError at `<![`, so the tags are found here; what they mean is kept as simple as an
article needs. Open elements are a list, not a recursion: a hundred thousand nested ones are as good as ten.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.seeds.blocks import Block, Facts
from digest.seeds.pagefacts import Evidence, facts

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])  # no tags inside
UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "canvas",
        "object",
        "audio",
        "video",
        "iframe",
        "head",
        "select",
        "textarea",
        "button",
    ]
)
KINDS = {"blockquote": "quote", "figcaption": "caption", "li": "li", "dd": "li", "dt": "li", "p": "p", "pre": "p",
         "td": "cell", "th": "cell"} | {f"h{level}": f"h{level}" for level in range(1, 7)}  # fmt: skip
PLACES = {"nav": "nav", "aside": "aside", "footer": "footer", "article": "article", "main": "main",
          "figure": "figure", "dialog": "popup"}  # fmt: skip
CLOSED_BY_NEXT = frozenset(["p", "li", "option", "td", "th", "tr", "dt", "dd"])
OUTSIDE = frozenset(("related", "comments", "footer", "nav"))  # hints that an `<article>` inside does not outweigh
SEARCHED = 64  # how many open inline elements a closing tag looks through for its partner

# Words in `class`, `id` and `role` that tell what an element is for.
HINTS = {
    "nav": r"nav|navbar|navigation|menu|submenu|breadcrumbs?|crumbs|pagination|pager|toolbar|topbar",
    "comments": r"comments?|disqus|respond|replies|reply|commentlist|discussion",
    "related": r"related|recommend\w*|readmore|more-news|also|similar|popular|trending|most-?read|latest|teasers?",
    "share": r"share|sharing|social|socials|likes|rating|votes?",
    "aside": r"sidebar|side-bar|aside|widget|complementary|rail",
    "footer": r"footer|colophon|copyright|contentinfo",
    "advert": r"ads?|advert\w*|adv|banner|promo\w*|sponsor\w*|reklama|outbrain|taboola",
    "subscribe": r"subscri\w*|newsletter|signup|sign-up|paywall|donat\w*|cookies?|consent|gdpr|popup|modal|overlay",
    "tags": r"tags?|taglist|keywords|categories",
    "caption": r"caption|figcaption|photo-?credit|image-?credit|wp-caption-text",
    "byline": r"byline|author|authors|meta|entry-meta|post-meta|dateline|timestamp|published|pubdate|byline-date",
}
_HINT = {
    name: re.compile(rf"(?:^|[\s_]|(?<=\w)-|-(?=\w))(?:{words})(?:$|[\s_-])", re.I) for name, words in HINTS.items()
}
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
# Possessive, so that an unclosed quote costs one look to the end of the page and no backtracking.
_REST = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]+)))?""")
_CLOSINGS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in RAW}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: what it and those around it say about the words inside."""

    name: str
    kind: str
    place: frozenset[str]
    hidden: bool
    link: bool


_ROOT = _Open("", "", frozenset(), hidden=False, link=False)


@dataclass(slots=True)
class _Page:
    """What has been seen of a page up to now."""

    source: str
    starts: list[int]
    open: list[_Open] = field(default_factory=lambda: [_ROOT])
    counts: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    first: int = 0
    last: int = 0
    found: list[Block] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML: told by what it holds, not by its file's name."""
    head = text[:4096].lower()
    if re.search(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", head):
        return True
    return len(re.findall(r"</(?:p|div|span|a|li|td|article|section|h[1-6])>", text[:65_536], re.IGNORECASE)) >= 5


def blocks_and_facts(source: str) -> tuple[tuple[Block, ...], Facts]:
    """The blocks of a page's visible text in their order, and what the page says about itself."""
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    page = _Page(source, starts)
    for position, end, is_tag in _tokens(source):
        if is_tag:
            _tag(page, source[position:end])
        else:
            _text(page, source[position:end], position)
    _flush(page)
    return tuple(page.found), facts(page.evidence)


def _tokens(source: str) -> Iterator[tuple[int, int, bool]]:
    """Tags and the text between them as (start, end, whether it is a tag); comments are passed over.

    Every letter is looked at a bounded number of times: what is closed nowhere is asked for once, then known to be open.
    """
    position, length = 0, len(source)
    quotes_close = True
    while position < length:
        start = source.find("<", position)
        if start != position:
            yield position, start if start >= 0 else length, False
        if start < 0:
            return
        name = _NAME.match(source, start)
        if name is None:
            position = _past_markup(source, start)
            if position == start + 1:
                yield start, position, False
            continue
        whole = _REST.match(source, name.end()) if quotes_close else None
        quotes_close = whole is not None
        position = whole.end() if whole else source.find(">", start) + 1 or length
        yield start, position, True
        if name.group(1).lower() in RAW and source[start + 1] != "/":
            close = _CLOSINGS[name.group(1).lower()].search(source, position)
            start, position = position, close.start() if close else length
            yield start, position, False


def _past_markup(source: str, start: int) -> int:
    """Where a comment, declaration or instruction ends; one letter on where a `<` is only a sign."""
    if source.startswith("<!--", start):
        return (source.find("-->", start + 2) + 3) if source.find("-->", start + 2) >= 0 else len(source)
    if source.startswith(("<!", "<?", "</"), start):
        return source.find(">", start) + 1 or len(source)
    return start + 1


def _tag(page: _Page, token: str) -> None:
    match = _NAME.match(token)
    name = match.group(1).lower() if match else ""
    if name in BLOCKS:
        _flush(page)
        if page.counts["head"]:
            _close(page, "head")
    if token.startswith("</"):
        _close(page, name)
        return
    attributes = {
        key.lower(): _unescaped(double or single or bare)
        for key, double, single, bare in _ATTRIBUTE.findall(token[match.end() : -1] if match else "")
    }
    page.evidence.see(name, attributes)
    if name in VOID:
        return
    if name in CLOSED_BY_NEXT and page.open[-1].name in (name, "p"):
        _close(page, page.open[-1].name)
    page.open.append(_opened(name, attributes, page.open[-1]))
    page.counts[name] += 1


def _opened(name: str, attributes: dict[str, str], around: _Open) -> _Open:
    words = " ".join(attributes.get(each, "") for each in ("class", "id", "role"))[:300]
    own = {hint for hint, pattern in _HINT.items() if words.strip() and pattern.search(words)}
    if name in PLACES:
        own.add(PLACES[name])
    if name in ("body", "html", "article", "main"):
        own &= {"article", "main"}  # themes write anything into the classes of these
    hidden = (
        around.hidden or name in UNSEEN or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
    )
    outer = around.place & OUTSIDE if name in ("article", "main") else around.place
    place = outer | own if own else outer
    kind = around.kind if name == "p" and around.kind in ("quote", "li", "caption") else KINDS.get(name, around.kind)
    return _Open(name, kind, place, hidden, around.link or name == "a")


def _close(page: _Page, name: str) -> None:
    """Close an element and what was left open inside it. A closing tag without a partner means nothing."""
    if not page.counts[name]:
        return
    block = name in BLOCKS
    for depth in range(1, len(page.open) if block else min(len(page.open), SEARCHED)):
        if page.open[-depth].name == name:
            for each in page.open[-depth:]:
                page.counts[each.name] -= 1
            del page.open[-depth:]
            return
        if not block and page.open[-depth].name in BLOCKS:
            return


def _text(page: _Page, token: str, position: int) -> None:
    inside = page.open[-1]
    if inside.name == "script" or (inside.name == "title" and not page.counts["svg"]):
        page.evidence.raw(inside.name, token)
    if inside.hidden:
        return
    words = _unescaped(token)
    if not words or (words.isspace() and not page.words):
        return
    if not page.words:
        page.first = position + len(token) - len(token.lstrip())
    page.words.append(words)
    page.last = position + len(token.rstrip())
    page.linked += len(words) if inside.link else 0


def _flush(page: _Page) -> None:
    """End a block: its words become one line."""
    text = " ".join("".join(page.words).split()) if page.words else ""
    if text:
        inside = page.open[-1]
        line, end = (bisect_right(page.starts, place) for place in (page.first, max(page.first, page.last - 1)))
        links = min(1.0, page.linked / len(text))
        page.found.append(Block(text, line, end, inside.kind, links, inside.place, alone=True))
    page.words, page.linked = [], 0


def _unescaped(text: str) -> str:
    """Character references as characters. Absurdly long numbers, which Python refuses to read, are no character."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text
