"""A page as it is planned, and what every kind of page is planned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from digest.content.library import Library
from digest.content.sources import FILE as SOURCES
from digest.content.terms import Holding
from digest.memo import Memo
from digest.model import Article, Teaser, Term
from digest.settings import Site
from digest.site.sharing import Cards
from digest.site.views import Card, Cited, FeedLink, FileView, Head, View
from digest.text import same_name

ABOUT = "content/pages/about.md"


class Promise(Struct, frozen=True):
    """A view of some kind that is made when it is asked for: `make` has nothing to go by but what it is `made_of`."""

    kind: type[View]
    made_of: tuple[object, ...]
    make: Callable[..., View]

    def __eq__(self, other: object) -> bool:
        """Whether it promises the same: a function that is made anew may be the same."""
        return isinstance(other, Promise) and (self.kind, self.made_of) == (other.kind, other.made_of)


class Page(Struct, frozen=True):
    """One file of the site: its address from the root, the template that makes it, what that sees, who asked for it."""

    url: str
    template: str
    seen: View | Promise
    origin: str

    @property
    def path(self) -> str:
        """The file below the output folder that a server shows for the address."""
        return self.url[1:] + "index.html" if self.url.endswith("/") else self.url[1:]

    @property
    def view(self) -> View:
        """What the template sees; a promised view is made anew each time."""
        return self.seen.make(*self.seen.made_of) if isinstance(self.seen, Promise) else self.seen

    def made(self) -> Page:
        """The same page with its view made."""
        return replace(self, seen=self.view)

    @property
    def kind(self) -> type[View]:
        """The kind of view, known without making it."""
        return self.seen.kind if isinstance(self.seen, Promise) else type(self.seen)


class Front(Struct, frozen=True):
    """What many pages say of themselves alike."""

    site: Site
    feeds: tuple[FeedLink, ...]
    card: Card | None
    about: str

    def head(self, kind: str, title: str, url: str, summary: str) -> Head:
        """The head of one of them, in the site's language."""
        said, lang = summary or self.site.description, self.site.language
        return Head(kind, title, said, url, lang, self.feeds, card=self.card, about=self.about)


class Planner:
    """The library and the settings, as every kind of page needs them."""

    def __init__(self, library: Library, site: Site, memo: Memo, feed_style: str = "") -> None:
        self.library, self.site, self.memo, self.feed_style = library, site, memo, feed_style
        about = (page.url for page in library.pages if page.path == ABOUT)
        self.about = memo.same("about", next(about, ""))
        self.teasers = memo.kept("teasers in order", (library.teasers,), lambda: tuple(library.teasers.values()))
        self.feed = memo.same("feed", FeedLink(site.title, "/feed.xml", "/feed.json"))
        holdings = [held for each in library.taxonomies.values() for held in each]
        self.cards = Cards(site, memo)
        self._uses: Counter[str] = Counter()
        for held in holdings:
            self._uses[held.term.url] += len(held.articles)  # two terms may claim one address; that is told elsewhere
        self.common = (site, self.feed, self.about, self.cards.of_site)  # what every head is made of
        self.counts = memo.same("counts", (len(library.articles), self._uses))
        make = partial(_teased, library, self.teasers)
        self._teased: _Teased = memo.renewed("teased", (library.taxonomies, self.teasers), make)
        self._sources = {same_name(held.term.name): held.term for held in library.taxonomies["sources"]}

    def teased(self, articles: Iterable[Article]) -> tuple[Teaser, ...]:
        """The teasers of some articles, in their order."""
        return tuple(self.library.teasers[article.path] for article in articles)

    def teasers_of(self, held: Holding) -> tuple[Teaser, ...]:
        """The teasers of the articles of a term; the same as long as they are."""
        return self._teased.by_term[held.term.taxonomy, held.term.name]

    def front(self, term: Term | None = None) -> Front:
        """What the heads of pages are made of: those of a term tell of its feed, too."""
        feed = self.feed_of(term) if term else None
        return Front(self.site, (feed, self.feed) if feed else (self.feed,), self.cards.of_site, self.about)

    def head(
        self, kind: str, title: str, url: str, summary: str = "", feed: FeedLink | None = None, card: Card | None = None
    ) -> Head:
        """What a page says of itself: in the site's language, with the feed of the site behind one of its own."""
        feeds = (feed, self.feed) if feed else (self.feed,)
        return Front(self.site, feeds, card or self.cards.of_site, self.about).head(kind, title, url, summary)

    def feed_of(self, term: Term) -> FeedLink | None:
        """The feed of a term; sources have none."""
        if term.taxonomy == "sources":
            return None
        return FeedLink(f"{term.name} — {self.site.title}", f"{term.url}feed.xml", f"{term.url}feed.json")

    def uses(self, term: Term) -> int:
        """How many articles have a term."""
        return self._uses[term.url]

    def cited(self, name: str) -> Cited:
        """An outlet that is named, with its page if it has one."""
        term = self._sources.get(same_name(name))
        return Cited(term.name, term.url) if term else Cited(name, "")

    def origin(self, held: Holding) -> str:
        """Who asked for the page of a term: its own text, its newest article, or the description of a source."""
        if held.leaf:
            return held.leaf.path
        path = held.articles[0].path if held.articles else SOURCES
        return f"{path} ({held.term.taxonomy}: {held.term.name})"


class _Teased(Struct, frozen=True):
    """The teasers of each term, and what they were made from."""

    teasers: tuple[Teaser, ...]
    held: Mapping[tuple[str, str], Holding]
    by_term: Mapping[tuple[str, str], tuple[Teaser, ...]]


def _teased(library: Library, teasers: tuple[Teaser, ...], before: _Teased | None) -> _Teased:
    """The teasers of each term: looked up again where its articles have changed, or what is shown of one of them."""
    held = {(each.term.taxonomy, each.term.name): each for some in library.taxonomies.values() for each in some}
    if before is None or len(before.teasers) != len(teasers):
        before = _Teased((), {}, {})
    changed = [each for pair in zip(before.teasers, teasers, strict=False) if pair[0] is not pair[1] for each in pair]
    touched = {(term.taxonomy, term.name) for teaser in changed for term in _terms(teaser)}
    found = {
        key: before.by_term[key]
        if before.held.get(key) is each and key not in touched
        else tuple(library.teasers[article.path] for article in each.articles)
        for key, each in held.items()
    }
    return _Teased(teasers, held, found)


def _terms(teaser: Teaser) -> Iterator[Term]:
    if teaser.source_term:
        yield teaser.source_term
    for some in teaser.terms.values():
        yield from some


def first_address(article: Article, site: Site) -> str:
    """What identifies an article to programs: the first address it ever had."""
    return site.permalink(article.aliases[0] if article.aliases else article.url)


def file_page(url: str, path: str, name: str, *, bare: bool = False) -> Page:
    """A file that is published as it is, or as a `bare` picture; `name` is the fingerprint of its bytes."""
    return Page(url, "file", FileView(path, name, bare), path)
