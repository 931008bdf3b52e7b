"""What the elements of a page, and the words in their classes, say about the text inside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
UNSEEN = frozenset(
    (
        *("script", "style", "template", "noscript", "svg", "math", "canvas", "object", "audio", "video", "iframe"),
        *("head", "title", "select", "textarea", "button"),
    )
)
INLINE = frozenset(
    (
        *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "title", "tt", "u"),
    )
)
TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | VOID | UNSEEN | INLINE))})(?:\s[^<>]*+)?/?>", re.IGNORECASE)
KINDS = {f"h{level}": f"h{level}" for level in range(1, 7)} | {
    "p": "p",
    "pre": "p",
    "blockquote": "quote",
    "figcaption": "caption",
    **dict.fromkeys(("li", "dd", "dt"), "li"),
    **dict.fromkeys(("td", "th"), "cell"),
}
GROUPS = {"ul": "list", "ol": "list", "dl": "list", "blockquote": "quote", "table": "table"}
"""What makes its blocks one group. A list inside a list belongs to it; a table is always one of its own."""
HOLDS_PARAGRAPHS = frozenset(("quote", "li", "caption"))  # a `<p>` inside stays what these are
PLACES = {name: name for name in ("nav", "aside", "footer", "article", "main", "figure")} | {"dialog": "popup"}
OUTSIDE = frozenset(("related", "comments", "footer", "nav"))  # places that an `<article>` inside does not outweigh

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
}
_HINTS = {
    name: re.compile(rf"(?:^|[\s_]|(?<=\w)-|-(?=\w))(?:{words})(?:$|[\s_-])")  # asked of small letters only
    for name, words in HINTS.items()
}
FIGURE = "wp-caption"  # in the class of what other themes write as `<figure>`
PROGRAM = re.compile(r"(?:^|[\s_-])(?:code|highlight|brush|lang|language|prettyprint|syntax\w*|listing)(?:$|[\s:_-])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,9})\s*")
_READ = 300  # letters of an element's classes that are read


@lru_cache(maxsize=1 << 14)
def told(name: str, *attributes: str | None) -> tuple[str, frozenset[str]]:
    """The words of an element's class, id and role, and what it is for.

    That is told by its name and by these words, unless it is one in whose class themes write anything.
    """
    words = " ".join(filter(None, attributes))[:_READ].lower()
    own = {PLACES[name]} if name in PLACES else set()
    if words and name not in ("body", "html", "article", "main"):
        own.update(hint for hint, pattern in _HINTS.items() if pattern.search(words))
    return " ".join(words.split()), frozenset(own)


def hidden(mark: str | None, style: str | None) -> bool:
    """Whether the attributes `hidden` and `style` of an element hide what is inside from the reader."""
    return mark is not None or (style is not None and bool(_HIDDEN.search(style)))


def counted(name: str, attribute: Callable[[str], str | None]) -> tuple[int | None, bool]:
    """What a list counts from, or the number that an item is given, and whether the list counts down."""
    if name not in ("ol", "li"):
        return None, False
    number = _NUMBER.fullmatch(attribute("start" if name == "ol" else "value") or "")
    return int(number[1]) if number else None, name == "ol" and attribute("reversed") is not None
