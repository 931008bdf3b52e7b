"""Entry -> the same entry with all that readers see of it set by the rules of its language (`digest/typography`).

This is done once, when a file is read, and kept with what is known of it: no page, feed or mail can forget it. Names
stay as they were typed, for things are found by them: terms with the titles of their texts, sources, authors. Pages set
them where they show them (`|typeset`).
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from digest.content.article import Entry
from digest.content.markup import first_words
from digest.model import Article, Image, Issue, Leaf, Section, Text
from digest.typography import typeset, typeset_html

Setter = Callable[[str], str]


def set_entry(entry: Entry) -> Entry:
    """The entry with its texts set."""
    if entry.article:
        return replace(entry, article=_article(entry.article))
    if entry.issue:
        return replace(entry, issue=_issue(entry.issue))
    return replace(entry, leaf=_leaf(entry.leaf)) if entry.leaf else entry


def _article(article: Article) -> Article:
    words = _setter(article.lang)
    text = _text(article.text, article.lang)
    return replace(
        article,
        title=words(article.title),
        summary=_summary(article.summary, article.text, text, words),
        image=_image(article.image, words),
        dateline=words(article.dateline),
        known=tuple(map(words, article.known)),
        rights=words(article.rights),
        corrections=tuple(replace(each, text=words(each.text)) for each in article.corrections),
        text=text,
    )


def _issue(issue: Issue) -> Issue:
    words = _setter(issue.lang)
    text = _text(issue.text, issue.lang)
    return replace(
        issue,
        title=words(issue.title),
        summary=_summary(issue.summary, issue.text, text, words),
        image=_image(issue.image, words),
        sections=tuple(Section(words(each.title), words(each.text), each.articles) for each in issue.sections),
        text=text,
    )


def _leaf(leaf: Leaf) -> Leaf:
    words = _setter(leaf.lang)
    text = _text(leaf.text, leaf.lang)
    title = words(leaf.title) if leaf.path.startswith("content/pages/") else leaf.title
    return replace(leaf, title=title, summary=_summary(leaf.summary, leaf.text, text, words), text=text)


def _setter(language: str) -> Setter:
    return lambda text: typeset(text, language)


def _text(text: Text, language: str) -> Text:
    html = typeset_html(text.html, language)
    headings = tuple(replace(each, text=typeset(each.text, language)) for each in text.headings)
    return text.having(html=html, headings=headings, excerpt=typeset(first_words(html), language))


def _summary(summary: str, typed: Text, text: Text, words: Setter) -> str:
    """The summary; where it is the beginning of the text, the beginning of what the text became."""
    return text.excerpt if summary == typed.excerpt else words(summary)


def _image(image: Image | None, words: Setter) -> Image | None:
    """A picture with its caption and credit. Alternative texts are read aloud, so they stay."""
    return replace(image, caption=words(image.caption), credit=words(image.credit)) if image else None
