"""What the elements of a page, and the words in their classes, say about the text inside them."""

from __future__ import annotations

import re

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
        *("head", "select", "textarea", "button"),
    )
)
INLINE = frozenset(
    (
        *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "title", "tt", "u"),
    )
)
TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | VOID | UNSEEN | INLINE))})(?:\s[^<>]*+)?/?>", re.IGNORECASE)
CLOSED_BY_NEXT = frozenset(("p", "li", "option", "td", "th", "tr", "dt", "dd"))
KINDS = {f"h{level}": f"h{level}" for level in range(1, 7)} | {
    "p": "p",
    "pre": "p",
    "blockquote": "quote",
    "figcaption": "caption",
    **dict.fromkeys(("li", "dd", "dt"), "li"),
    **dict.fromkeys(("td", "th"), "cell"),
}
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
    name: re.compile(rf"(?:^|[\s_]|(?<=\w)-|-(?=\w))(?:{words})(?:$|[\s_-])", re.IGNORECASE)
    for name, words in HINTS.items()
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_READ = 300  # letters of an element's classes that are read


def places(name: str, attributes: dict[str, str]) -> frozenset[str]:
    """What an element is for: told by its name, and by its classes unless themes write anything into them."""
    own = {PLACES[name]} if name in PLACES else set()
    words = " ".join(filter(None, (attributes.get(each) for each in ("class", "id", "role"))))[:_READ]
    if words and name not in ("body", "html", "article", "main"):
        own.update(hint for hint, pattern in _HINTS.items() if pattern.search(words))
    return frozenset(own)


def hidden(name: str, attributes: dict[str, str]) -> bool:
    """Whether a reader never sees what is inside an element."""
    return name in UNSEEN or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
