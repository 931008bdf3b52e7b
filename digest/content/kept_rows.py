"""Entry <-> what is kept of it: plain values, and the text of an article apart, since few builds ask for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, cast

from msgspec import Struct

from digest.content.article import Entry
from digest.errors import Problem
from digest.model import Article, Correction, Heading, Image, Issue, Leaf, Link, Section, Source, Text

Load = Callable[[], Any]
"""Gives the row of a text, when it is asked for."""


class Kept(Struct, frozen=True):
    """What is kept of an entry: its row, and the row of its text where that is kept apart, as JSON."""

    row: bytes
    text: bytes


def kept(entry: Entry) -> Kept:
    """What is kept of an entry that made something."""
    text = _text_row(entry.article.text) if entry.article else None
    return Kept(written(_row(entry)), written(text))


def written(row: object) -> bytes:
    """A row as JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _row(entry: Entry) -> list[Any]:
    problems = [problem.as_dict() for problem in entry.problems]
    if entry.article:
        return ["article", _article_row(entry.article), problems]
    if entry.issue:
        return ["issue", _issue_row(entry.issue), problems]
    assert entry.leaf
    leaf = entry.leaf
    fields = [leaf.path, leaf.url, leaf.title, leaf.summary, leaf.aliases, leaf.lang, leaf.draft, leaf.match]
    return ["leaf", [*fields, _links_row(leaf.pinned), _text_row(leaf.text)], problems]


def entry_of(row: list[Any], zone: tzinfo, load: Load) -> Entry:
    """The entry that a row was made of. The text of an article is loaded when something of it is asked for."""
    kind, fields, problems = row
    told = tuple(Problem(**problem) for problem in problems) if problems else ()
    if kind == "article":
        return Entry(article=_article(fields, zone, load), problems=told)
    if kind == "issue":
        return Entry(issue=_issue(fields, zone), problems=told)
    path, url, title, summary, aliases, lang, draft, match, pinned, text = fields
    leaf = Leaf(path, url, title, summary, tuple(aliases), lang, draft, tuple(match), _links(pinned), _text(text))
    return Entry(leaf=leaf, problems=told)


class _Late:
    """Is to all that ask what its `Text` is, which is loaded when anything but `plain` is asked for."""

    __slots__ = ("_load", "_text", "plain")
    __struct_fields__ = Text.__struct_fields__

    def __init__(self, load: Load, *, plain: bool) -> None:
        self._load, self._text, self.plain = load, cast(Text | None, None), plain

    def _loaded(self) -> Text:
        if self._text is None:
            self._text = _text(self._load())
        return self._text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def __eq__(self, other: object) -> bool:
        return self._loaded() == (other._loaded() if isinstance(other, _Late) else other)

    def __hash__(self) -> int:
        return hash(self._loaded())

    def __repr__(self) -> str:
        return repr(self._loaded())

    def __reduce__(self) -> Any:
        """Another process gets it as a whole."""
        return self._loaded().__reduce__()


_Late.__name__ = _Late.__qualname__ = Text.__name__  # to those who name values by their kinds it is the same


def _article_row(a: Article) -> list[Any]:
    source = [a.source.name, a.source.url] if a.source else None
    updated = _moment_row(a.updated) if a.updated != a.date else 0
    head = [a.path, a.url, a.title, _moment_row(a.date), updated, a.summary, source, a.terms, a.lines, a.lang]
    others = {name: value for name, value in _rare(a).items() if value}
    return [*head, a.text.plain, others]


def _rare(a: Article) -> dict[str, Any]:
    """What most articles do not have."""
    return {
        "archived": a.archived,
        "author": a.author,
        "image": _image_row(a.image),
        "aliases": a.aliases,
        "draft": a.draft,
        "dateline": a.dateline,
        "cites": a.cites,
        "known": a.known,
        "translation_of": _link_row(a.translation_of) if a.translation_of else None,
        "rights": a.rights,
        "corrections": [[_moment_row(each.date), each.text, each.typo] for each in a.corrections],
        "expires": _moment_row(a.expires),
    }


def _issue_row(issue: Issue) -> list[Any]:
    image = _image_row(issue.image)
    dates = [_moment_row(each) for each in (issue.date, issue.since, issue.until)]
    sections = [[each.title, each.text, _links_row(each.articles)] for each in issue.sections]
    head = [issue.path, issue.url, issue.number, issue.title, *dates, issue.summary, image, issue.aliases, issue.lang]
    return [*head, issue.draft, sections, _text_row(issue.text)]


def _image_row(image: Image | None) -> list[str] | None:
    return [image.src, image.alt, image.caption, image.credit] if image else None


def _text_row(text: Text) -> list[Any]:
    headings = [[each.level, each.anchor, each.text] for each in text.headings]
    return [text.html, headings, _links_row(text.links), text.excerpt, text.words]


def _links_row(links: tuple[Link, ...]) -> list[Any]:
    return list(map(_link_row, links))


def _link_row(link: Link) -> list[Any]:
    return [link.target, link.line, link.column, link.excerpt]


def _moment_row(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _article(row: list[Any], zone: tzinfo, load: Load) -> Article:
    """An article. What few have is not even looked for in most."""
    path, url, title, date, updated, summary, source, terms, lines, lang, plain, rare = row
    moment, has = _moment(date, zone), rare.get if rare else _nothing
    return Article(
        path,
        url,
        title,
        moment,
        moment if updated == 0 else _moment(updated, zone),
        summary,
        Source(*source) if source else None,
        has("archived", ""),
        has("author", ""),
        {name: tuple(names) for name, names in terms.items()},
        {name: tuple(numbers) for name, numbers in lines.items()},
        Image(*rare["image"]) if "image" in rare else None,
        tuple(has("aliases", ())),
        lang,
        has("draft", False),
        has("dateline", ""),
        tuple(has("cites", ())),
        tuple(has("known", ())),
        Link(*rare["translation_of"]) if "translation_of" in rare else None,
        has("rights", ""),
        tuple(_correction(*each, zone=zone) for each in rare["corrections"]) if "corrections" in rare else (),
        _moment(rare["expires"], zone) if "expires" in rare else None,
        cast(Text, _Late(load, plain=plain)),
    )


def _nothing(_: str, default: Any) -> Any:
    return default


def _correction(date: str, text: str, typo: bool, *, zone: tzinfo) -> Correction:
    return Correction(datetime.fromisoformat(date).astimezone(zone), text, typo)


def _issue(row: list[Any], zone: tzinfo) -> Issue:
    path, url, number, title, date, since, until, summary, image, aliases, lang, draft, sections, text = row
    return Issue(
        path=path,
        url=url,
        number=number,
        title=title,
        date=_moment(date, zone),
        since=_moment(since, zone),
        until=_moment(until, zone),
        summary=summary,
        image=Image(*image) if image else None,
        aliases=tuple(aliases),
        lang=lang,
        draft=draft,
        sections=tuple(Section(title, words, _links(articles)) for title, words, articles in sections),
        text=_text(text),
    )


def _text(row: list[Any]) -> Text:
    html, headings, links, excerpt, words = row
    return Text(html, tuple(Heading(*each) for each in headings), _links(links), excerpt, words)


def _links(rows: list[Any]) -> tuple[Link, ...]:
    return tuple(Link(*each) for each in rows)


def _moment(text: str | None, zone: tzinfo) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None
