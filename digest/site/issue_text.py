"""A collection -> its whole text: the editor's introduction, then every article, as feeds carry it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from digest.content import links
from digest.content.issues import Collection
from digest.content.links import MARK
from digest.model import Article

_ANCHOR = re.compile(r'(<(?:h[2-6]|sup|li)\b[^>]*?) id="[^"]*"')
_HEADING = re.compile(r"(</?h)([2-6])\b")


def whole_text(found: Collection) -> str:
    """Marked HTML: sections are headed by `h2`, articles by `h3`, what stands in them by what is below."""
    return "\n".join([found.issue.text.html, *_sections(found)])


def _sections(found: Collection) -> Iterator[str]:
    for part in found.parts:
        if part.title:
            yield f"<h2>{escape(part.title)}</h2>"
        if part.text:
            yield f"<p>{escape(part.text)}</p>"
        for article in part.articles:
            yield f'<h3><a href="{MARK}{escape(links.encoded(article.url))}">{escape(article.title)}</a></h3>'
            yield from _source(article)
            yield _text_within(article)


def _source(article: Article) -> Iterator[str]:
    source = article.source
    if source:
        name = escape(source.name)
        yield f'<p><a href="{escape(source.url)}">{name}</a></p>' if source.url else f"<p>{name}</p>"


def _text_within(article: Article) -> str:
    """The text of an article within another: headings go two steps down, footnotes lead to the article's own page.

    Its anchors go, since those of two articles may be the same.
    """
    page = escape(links.encoded(article.url))
    html = links.rewritten(article.text.html, lambda target: MARK + (page if target[:1] == "#" else "") + target)
    html = _HEADING.sub(lambda match: match.group(1) + str(min(6, int(match.group(2)) + 2)), html)
    return _ANCHOR.sub(r"\1", html)
