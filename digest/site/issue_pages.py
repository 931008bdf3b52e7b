"""The pages of issues: each number of the digest, their archive, their feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from digest.content.issues import Collection
from digest.model import Issue, Teaser, Text
from digest.settings import Site
from digest.site.correction_pages import corrections_of
from digest.site.issue_text import whole_text
from digest.site.issue_views import IssueLink, IssueSection, IssuesView, IssueTeaser, IssueView, IssueYear
from digest.site.language import language
from digest.site.page import Page, Planner
from digest.site.term_pages import index_url
from digest.site.views import FeedEntry, FeedLink, FeedView, Head

FEED_ISSUES = 10  # at most: each of them holds the whole text of all its articles


def issue_pages(plan: Planner) -> Iterator[Page]:
    """A page for every issue, newest first, then their archive; nothing where there are none."""
    found = plan.library.issues
    index, feed = index_url(plan.site, "issues"), issues_feed(plan)
    for number, each in enumerate(found):
        newer = _link(found[number - 1].issue, plan.site) if number else None
        older = _link(found[number + 1].issue, plan.site) if number + 1 < len(found) else None
        yield _issue(plan, each, index, feed, newer, older)
    if found:
        head = plan.head("issues", language(plan.site.language).label("issues"), index, feed=feed)
        teasers = [issue_teaser(each, plan.site) for each in found]
        years = tuple(IssueYear(year, tuple(some)) for year, some in groupby(teasers, _year))
        yield Page(index, "issues.html", IssuesView(plan.site, head, years), "the archive of issues")


def _issue(
    plan: Planner, found: Collection, index: str, feed: FeedLink, newer: IssueLink | None, older: IssueLink | None
) -> Page:
    issue, title = found.issue, title_of(found.issue, plan.site)
    image = issue.image.src if issue.image else ""
    card, feeds = plan.cards.of_issue(title, issue.date, issue.path), (feed, plan.feed)
    words = (title, issue.summary, issue.url, issue.lang)
    head = Head("issue", *words, feeds, found.badge, image, card, plan.about)
    view = IssueView(
        site=plan.site,
        head=head,
        number=issue.number,
        title=issue.title or title,
        named=bool(issue.title),
        date=issue.date,
        since=issue.since,
        until=issue.until,
        standfirst="" if issue.summary == issue.text.excerpt else issue.summary,
        html=issue.text.html,
        image=issue.image,
        sections=sections_of(found, plan.library.teasers),
        corrections=corrections_of(found.articles),
        index=index,
        newer=newer,
        older=older,
    )
    return Page(issue.url, "issue.html", view, issue.path)


def title_of(issue: Issue, site: Site) -> str:
    """What an issue is called where it stands alone: by its number, and by its title where it has one."""
    words = language(site.language)
    if issue.title:
        return words.label("issue_titled", number=issue.number, title=issue.title)
    return words.label("issue", number=issue.number)


def sections_of(found: Collection, teasers: Mapping[str, Teaser]) -> tuple[IssueSection, ...]:
    """The sections of an issue that have something to show."""
    return tuple(
        IssueSection(part.title, part.text, tuple(teasers[article.path] for article in part.articles))
        for part in found.parts
        if part.articles or part.text
    )


def issue_teaser(found: Collection, site: Site) -> IssueTeaser:
    """An issue as lists show it."""
    issue = found.issue
    shown = (title_of(issue, site), issue.url, issue.date, issue.summary, len(found.articles), found.badge)
    return IssueTeaser(issue.number, *shown)


def issues_by_article(plan: Planner) -> Mapping[str, tuple[IssueLink, ...]]:
    """The issues in which each article stands, the newest first."""
    holders: dict[str, list[IssueLink]] = {}
    for found in plan.library.issues:
        link = _link(found.issue, plan.site)
        for article in found.articles:
            holders.setdefault(article.path, []).append(link)
    return plan.memo.same("issues by article", {path: tuple(links) for path, links in holders.items()})


def issues_feed(plan: Planner) -> FeedLink:
    """The feed of all issues."""
    title = f"{language(plan.site.language).label('issues')} — {plan.site.title}"
    index = index_url(plan.site, "issues")
    return FeedLink(title, f"{index}feed.xml", f"{index}feed.json")


def issue_feeds(plan: Planner) -> Iterator[Page]:
    """The feed of issues in its two forms: each issue whole, with all its articles."""
    dated = [each for each in plan.library.issues if each.issue.date]
    entries = tuple(_entry(plan, each) for each in dated[: min(FEED_ISSUES, plan.site.feed_items)])
    feed, index = issues_feed(plan), index_url(plan.site, "issues")
    for url, template in ((feed.atom, "feed.xml"), (feed.json, "feed.json")) if plan.library.issues else ():
        yield Page(
            url,
            template,
            FeedView(plan.site, feed.title, index, url, plan.feed_style, entries),
            "the archive of issues",
        )


def _entry(plan: Planner, found: Collection) -> FeedEntry:
    """An issue in a feed; what identifies it is the first address it ever had."""
    issue = found.issue
    assert issue.date
    first = issue.aliases[0] if issue.aliases else issue.url
    corrected = (each.date for article in found.articles for each in article.corrected)
    title, badge = title_of(issue, plan.site), found.badge
    teaser = Teaser(title, issue.url, issue.date, issue.summary, None, None, issue.image, {}, issue.lang, badge)
    when = max([issue.date, *corrected])
    return FeedEntry(plan.site.permalink(first), teaser, when, "", Text.of_html(whole_text(found)))


def _link(issue: Issue, site: Site) -> IssueLink:
    return IssueLink(issue.number, title_of(issue, site), issue.url)


def _year(teaser: IssueTeaser) -> int:
    return teaser.date.year if teaser.date else 0
