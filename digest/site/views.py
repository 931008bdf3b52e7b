"""One struct a page kind: the contract with the templates, and all that decides whether a page is rendered again.

A template sees the fields of its view as variables, and the helpers of `theme.py`; nothing else. URLs in views are from
the site's root (`/tags/`); templates pass them through `url()`. HTML in views is marked (`content/links.py`); templates
pass it through `html()`.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.content.families import Family
from digest.model import Heading, Image, Teaser, Term
from digest.settings import Site
from digest.site.dossier_views import CorrectionsView as CorrectionsView
from digest.site.dossier_views import SourceView as SourceView
from digest.site.dossier_views import TopicView as TopicView
from digest.site.drawn_views import CardView as CardView
from digest.site.drawn_views import IconView as IconView
from digest.site.drawn_views import PrintView as PrintView
from digest.site.hosting_views import HostingView
from digest.site.issue_views import (
    IssueLink,
    IssuesView,
    IssueTeaser,
    IssueView,
    MailView,
    PlainView,
)
from digest.site.machine_views import FeedView as FeedView
from digest.site.machine_views import FileView as FileView
from digest.site.machine_views import HumansView as HumansView
from digest.site.machine_views import RobotsView as RobotsView
from digest.site.machine_views import SearchingView as SearchingView
from digest.site.machine_views import SitemapView as SitemapView
from digest.site.search_views import FilterView, ManifestView, RecordsView, SearchView, ShardView
from digest.site.story_views import Account as Account
from digest.site.story_views import Added as Added
from digest.site.story_views import Disagreement as Disagreement
from digest.site.story_views import Quote as Quote
from digest.site.story_views import StoriesView, StoryView
from digest.site.story_views import StoryBox as StoryBox
from digest.site.story_views import StoryEntry as StoryEntry
from digest.site.view_parts import Calendar as Calendar
from digest.site.view_parts import Card as Card
from digest.site.view_parts import Cited as Cited
from digest.site.view_parts import Corrected as Corrected
from digest.site.view_parts import Counted as Counted
from digest.site.view_parts import Day as Day
from digest.site.view_parts import FeedEntry as FeedEntry
from digest.site.view_parts import FeedLink as FeedLink
from digest.site.view_parts import Group as Group
from digest.site.view_parts import Head as Head
from digest.site.view_parts import Letter as Letter
from digest.site.view_parts import Month as Month
from digest.site.view_parts import Neighbour as Neighbour
from digest.site.view_parts import OutletFacts as OutletFacts
from digest.site.view_parts import Quoted as Quoted
from digest.site.view_parts import Related as Related
from digest.site.view_parts import Steps as Steps
from digest.site.view_parts import Weekday as Weekday
from digest.site.view_parts import Year as Year


class HomeView(Struct, frozen=True):
    """`home.html`: the newest articles, the topics they belong to, and the newest issue."""

    site: Site
    head: Head
    teasers: tuple[Teaser, ...]
    topics: tuple[Counted, ...]
    steps: Steps
    issue: IssueTeaser | None


class ListView(Struct, frozen=True):
    """`list.html`: an older page of the list of all articles."""

    site: Site
    head: Head
    teasers: tuple[Teaser, ...]
    steps: Steps


class TermView(Struct, frozen=True):
    """`term.html`: a tag, or a term of a taxonomy of the editor's own, and its articles.

    The first page alone has the term's own text, the `count` of all its articles, and what is settled of a tag.
    """

    site: Site
    head: Head
    term: Term
    index: str
    index_title: str
    html: str
    count: int
    family: Family | None
    teasers: tuple[Teaser, ...]
    steps: Steps


class TermsView(Struct, frozen=True):
    """`terms.html`: all the terms of a taxonomy, by their first letter.

    `head.title` is empty where the language has a name of its own for the taxonomy (tags, topics, sources).
    """

    site: Site
    head: Head
    taxonomy: str
    letters: tuple[Letter, ...]


class ArticleView(Struct, frozen=True):
    """`article.html`: one article, whole. `standfirst` is its summary, unless that only repeats how the text begins.

    `citations` are chains: each begins with the source, where that is known, and every outlet in it quotes the next.
    `expired` is when the text was taken from the page; nothing while it stands there. `minutes` is how long the text
    takes to read, 0 where that is not worth telling.
    """

    site: Site
    head: Head
    teaser: Teaser
    standfirst: str
    known: tuple[str, ...]
    html: str
    headings: tuple[Heading, ...]
    minutes: int
    updated: datetime | None
    modified: datetime | None
    expired: datetime | None
    author: str
    archived: str
    dateline: str
    citations: tuple[tuple[Cited, ...], ...]
    rights: str
    image: Image | None
    corrections: tuple[Corrected, ...]
    issues: tuple[IssueLink, ...]
    translations: tuple[Neighbour, ...]
    newer: Neighbour | None
    older: Neighbour | None
    story: StoryBox | None
    related: tuple[Account, ...]


class PageView(Struct, frozen=True):
    """`page.html`: a free page."""

    site: Site
    head: Head
    html: str
    headings: tuple[Heading, ...]


class ArchiveView(Struct, frozen=True):
    """`archive.html`: the years and months that have articles, the latest first."""

    site: Site
    head: Head
    years: tuple[Year, ...]


class PeriodView(Struct, frozen=True):
    """`period.html`: the articles of one year (`month` is 0) by months, or of one month by days.

    Neighbours are those that have articles.
    """

    site: Site
    head: Head
    year: int
    month: int
    months: tuple[Month, ...]
    calendar: Calendar | None
    groups: tuple[Group, ...]
    steps: Steps


class NotFoundView(Struct, frozen=True):
    """`404.html`: shown for every address that has no page."""

    site: Site
    head: Head


class RedirectView(Struct, frozen=True):
    """`redirect.html`: an old address; `target` is where its page stands now."""

    site: Site
    head: Head
    target: str


View = (
    HomeView
    | IssueView
    | IssuesView
    | MailView
    | PlainView
    | ListView
    | TermView
    | TermsView
    | TopicView
    | SourceView
    | CorrectionsView
    | ArticleView
    | PageView
    | ArchiveView
    | PeriodView
    | NotFoundView
    | RedirectView
    | StoriesView
    | StoryView
    | SearchView
    | ManifestView
    | ShardView
    | RecordsView
    | FilterView
    | FeedView
    | SitemapView
    | RobotsView
    | SearchingView
    | HumansView
    | FileView
    | PrintView
    | CardView
    | IconView
    | HostingView
)
