"""One dataclass a page kind: the contract with the templates, and all that decides whether a page is rendered again.

A template sees the fields of its view as variables, and the helpers of `theme.py`; nothing else. URLs in views are from
the site's root (`/tags/`); templates pass them through `url()`. HTML in views is marked (`content/links.py`); templates
pass it through `html()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.content.families import Family
from digest.model import Correction, Heading, Image, Teaser, Term
from digest.settings import Site


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces: what it covers, and its two forms."""

    title: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says of itself. `title` is empty on the home page; `kind` names the page kind for styles.

    `badge` is `draft` or `scheduled` in a preview. `url` is the address search engines should keep.
    """

    kind: str
    title: str
    summary: str
    url: str
    lang: str
    feeds: tuple[FeedLink, ...]
    badge: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A term and how many articles it has."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The neighbours of one page of a list, which runs from the newest to the oldest: empty where there is none."""

    number: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """`home.html`: the newest articles, and the topics they belong to."""

    site: Site
    head: Head
    teasers: tuple[Teaser, ...]
    topics: tuple[Counted, ...]
    steps: Steps


@dataclass(frozen=True, slots=True)
class ListView:
    """`list.html`: an older page of the list of all articles."""

    site: Site
    head: Head
    teasers: tuple[Teaser, ...]
    steps: Steps


@dataclass(frozen=True, slots=True)
class TermView:
    """`term.html`, and `topic.html` for topics: a term and its articles.

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


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with one letter."""

    letter: str
    terms: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class TermsView:
    """`terms.html`: all the terms of a taxonomy, by their first letter.

    `head.title` is empty where the language has a name of its own for the taxonomy (tags, topics, sources).
    """

    site: Site
    head: Head
    taxonomy: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article one step newer or older."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """`article.html`: one article, whole. `standfirst` is its summary, unless that only repeats how the text begins."""

    site: Site
    head: Head
    teaser: Teaser
    standfirst: str
    html: str
    headings: tuple[Heading, ...]
    updated: datetime | None
    author: str
    dateline: str
    cites: tuple[str, ...]
    rights: str
    image: Image | None
    corrections: tuple[Correction, ...]
    newer: Neighbour | None
    older: Neighbour | None


@dataclass(frozen=True, slots=True)
class PageView:
    """`page.html`: a free page."""

    site: Site
    head: Head
    html: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with articles: `month` is 1 to 12."""

    month: int
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year with articles, its months from the last to the first."""

    year: int
    url: str
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """`archive.html`: the years and months that have articles, the latest first."""

    site: Site
    head: Head
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class PeriodView:
    """`period.html`: the articles of one year (`month` is 0) or one month; neighbours are those that have articles."""

    site: Site
    head: Head
    year: int
    month: int
    months: tuple[Month, ...]
    teasers: tuple[Teaser, ...]
    steps: Steps


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """`404.html`: shown for every address that has no page."""

    site: Site
    head: Head


@dataclass(frozen=True, slots=True)
class RedirectView:
    """`redirect.html`: an old address; `target` is where its page stands now."""

    site: Site
    head: Head
    target: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article in a feed. `id` never changes, even when the article moves."""

    id: str
    teaser: Teaser
    updated: datetime
    author: str
    html: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed of the site or of one term: `home` is the page it belongs to, `url` its own address."""

    site: Site
    title: str
    home: str
    url: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """`sitemap.xml`: every page a reader may find, with the time of its last change where that is known."""

    site: Site
    urls: tuple[tuple[str, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """`robots.txt`: where the sitemap stands."""

    site: Site


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is published as it is: `path` from the root of the site or of its theme, `name` of its bytes."""

    path: str
    name: str


View = (
    HomeView
    | ListView
    | TermView
    | TermsView
    | ArticleView
    | PageView
    | ArchiveView
    | PeriodView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
    | RobotsView
    | FileView
)
