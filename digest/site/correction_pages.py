"""What was put right in published articles: its list, and the feed of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from digest.model import Article, Teaser, Text
from digest.site.language import language
from digest.site.listing import paged
from digest.site.page import Page, Planner, first_address
from digest.site.views import Corrected, CorrectionsView, FeedEntry, FeedLink, FeedView

URL = "/corrections/"
ORIGIN = "the corrections"


def correction_pages(plan: Planner) -> Iterator[Page]:
    """The list of all corrections, the newest first."""
    feed = _feed_link(plan)
    for url, some, steps in paged(URL, corrections_of(plan.library.articles), plan.site.paginate):
        view = CorrectionsView(plan.site, plan.head("corrections", "", url, feed=feed), some, steps)
        yield Page(url, "corrections.html", view, ORIGIN)


def correction_feed(plan: Planner) -> Iterator[Page]:
    """The newest corrections, in the two forms of feeds."""
    link = _feed_link(plan)
    firsts = {each.url: first_address(each, plan.site) for each in plan.library.articles if each.corrections}
    newest = corrections_of(plan.library.articles)[: plan.site.feed_items]
    entries = tuple(_entry(each, firsts[each.url]) for each in newest)
    for url in (link.atom, link.json):
        view = FeedView(plan.site, link.title, URL, url, plan.feed_style, entries)
        yield Page(url, url.removeprefix(URL), view, ORIGIN)


def corrections_of(articles: Iterable[Article]) -> tuple[Corrected, ...]:
    """The corrections of some articles, the newest first."""
    found = [each for article in articles if article.corrections for each in corrections_in(article)]
    return tuple(sorted(found, key=lambda each: (-each.date.timestamp(), each.url, each.anchor)))


def corrections_in(article: Article) -> tuple[Corrected, ...]:
    """The corrections of one article, the oldest first. An anchor is a day: it stays when others join."""
    days: Counter[str] = Counter()
    found = []
    for each in article.corrected:
        day = each.date.date().isoformat()
        days[day] += 1
        anchor = f"correction-{day}" + (f"-{days[day]}" if days[day] > 1 else "")
        found.append(Corrected(each.date, each.text, article.title, article.url, article.lang, anchor))
    return tuple(found)


def _feed_link(plan: Planner) -> FeedLink:
    title = f"{language(plan.site.language).label('corrections')} — {plan.site.title}"
    return FeedLink(title, f"{URL}feed.xml", f"{URL}feed.json")


def _entry(each: Corrected, first: str) -> FeedEntry:
    url = f"{each.url}#{each.anchor}"
    teaser = Teaser(each.title, url, each.date, each.text, None, None, None, {}, each.lang, "")
    return FeedEntry(f"{first}#{each.anchor}", teaser, each.date, "", Text.of_html(f"<p>{escape(each.text)}</p>"))
