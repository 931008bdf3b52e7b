"""The pages of stories, their list, and what stands beside an article: its story, and what to read next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from digest.content.stories import INDEX, Story
from digest.model import Article, Teaser
from digest.settings import Site
from digest.site.listing import paged
from digest.site.page import Page, Planner
from digest.site.related import related
from digest.site.story_views import (
    Account,
    Added,
    Beside,
    Disagreement,
    Quote,
    StoriesView,
    StoryBox,
    StoryEntry,
    StoryView,
)
from digest.site.views import Head, RedirectView

if TYPE_CHECKING:
    from digest.content.comparing import Comparison, Saying


Related = tuple[Teaser, ...]
"""The articles that are related to one."""


class Tellers:
    """The accounts of articles and stories, and what stands beside each article."""

    def __init__(self, plan: Planner) -> None:
        self.plan, self.stories = plan, plan.library.stories
        self.articles = {article.path: article for article in plan.library.articles}
        self._stories = {story.url: story for story in self.stories.all}
        self._told = bool(self.stories.all or self.stories.earlier or self.stories.later)
        self._related = related(plan.library, plan.memo)

    def account(self, unit: str, kind: str = "report") -> Account:
        """An article by its path, or a story by its address."""
        story = self._stories.get(unit)
        article = self.articles[story.articles[-1] if story else unit]
        if story:
            return Account(story.title, story.url, "", article.date, self.articles[story.lead].lang, kind)
        return _account(article, kind)

    def around(self, unit: str) -> tuple[Account, ...]:
        """What came before and after an article or a story, by the editor's word."""
        earlier = (self.account(each, "earlier") for each in self.stories.earlier.get(unit, ()))
        later = (self.account(each, "later") for each in self.stories.later.get(unit, ()))
        return (*earlier, *later)

    def beside_all(self, articles: tuple[Article, ...]) -> tuple[Beside | Related, ...]:
        """What stands beside each article, or what it is made of where there are no stories."""
        if self._told:
            return tuple(map(self.beside, articles))
        memo, told = self.plan.memo, self.plan.teasers
        known = self._related
        names = memo.mapped("related to each", lambda each: known.get(each.path, ()), articles, given=(known,))
        made: _AllBeside = memo.renewed("beside", (names, told), partial(_all_beside, articles, names, told))
        return made.all

    def beside(self, article: Article) -> Beside:
        """What stands beside an article: follow-ups first, then what shares its terms."""
        story = self.stories.of.get(article.path)
        likely = (self.account(each, "related") for each in self._related.get(article.path, ()))
        found = Beside(self._box(story, article) if story else None, (*self.around(self._unit(article)), *likely))
        return self.plan.memo.same(f"beside {article.path}", found)

    def _unit(self, article: Article) -> str:
        return self.stories.unit(article.path)

    def _box(self, story: Story, article: Article) -> StoryBox:
        others = tuple(self.account(path) for path in story.articles if path != article.path)
        return StoryBox(story.title, story.url, others)


class _AllBeside(Struct, frozen=True):
    """What stands beside each article, and what it was made from."""

    names: tuple[tuple[str, ...], ...]
    told: tuple[Teaser, ...]
    all: tuple[Related, ...]


def _all_beside(
    articles: tuple[Article, ...],
    names: tuple[tuple[str, ...], ...],
    told: tuple[Teaser, ...],
    before: _AllBeside | None,
) -> _AllBeside:
    """What stands beside each article, where there are no stories: what is related to it. `names` are their paths."""
    teasers = {article.path: teaser for article, teaser in zip(articles, told, strict=True)}
    if before is None or len(before.told) != len(told):
        before = _AllBeside((), (), ())
    changed = {each.path for each, one, other in zip(articles, told, before.told, strict=False) if one is not other}
    found = (
        known if known is not None and row is old and changed.isdisjoint(row) else tuple(map(teasers.__getitem__, row))
        for row, old, known in zip_longest(names, before.names, before.all)
    )
    return _AllBeside(names, told, tuple(found))


def beside_of(told: Beside | Related) -> Beside:
    """What stands beside an article."""
    return told if isinstance(told, Beside) else Beside(None, tuple(_account(each, "related") for each in told))


def _account(article: Article | Teaser, kind: str) -> Account:
    source = article.source.name if article.source else ""
    return Account(article.title, article.url, source, article.date, article.lang, kind)


def story_pages(plan: Planner, tellers: Tellers) -> Iterator[Page]:
    """The list of stories, where there are some, and a page for each."""
    stories = plan.library.stories.all
    if not stories:
        return
    entries = [_entry(plan, story, tellers) for story in stories]
    for url, some, steps in paged(INDEX, entries, plan.site.paginate):
        view = StoriesView(plan.site, plan.head("stories", "", url), some, steps)
        yield Page(url, "stories.html", view, "the list of stories")
    for story in stories:
        yield Page(story.url, "story.html", _story(plan, story, tellers), story.origin)


def story_redirects(plan: Planner) -> Iterator[Page]:
    """The addresses that stories had before they were found to be one with others."""
    for story in plan.library.stories.all:
        for alias in story.aliases:
            head = Head("redirect", story.title, "", story.url, plan.site.language, ())
            yield Page(alias, "redirect.html", RedirectView(plan.site, head, story.url), story.origin)


def _entry(plan: Planner, story: Story, tellers: Tellers) -> StoryEntry:
    latest = tellers.articles[story.articles[-1]]
    lead = plan.library.teasers[story.lead]
    return StoryEntry(story.title, story.url, latest.date, lead.summary, lead.lang, len(story.articles))


def _story(plan: Planner, story: Story, tellers: Tellers) -> StoryView:
    lead = plan.library.teasers[story.lead]
    accounts = {path: tellers.account(path) for path in story.articles}
    found = plan.memo(_compared, *(tellers.articles[path] for path in story.articles))
    return StoryView(
        site=plan.site,
        head=plan.head("story", story.title, story.url, lead.summary),
        lead=lead,
        others=tuple(account for path, account in accounts.items() if path != story.lead),
        timeline=_in_time((*accounts.values(), *tellers.around(story.url))),
        added=tuple(
            _added(accounts[path], found.added[path], plan.site) for path in story.articles if path in found.added
        ),
        disagreements=tuple(
            Disagreement(tuple(_quote(each, accounts[each.path], plan.site) for each in sayings))
            for sayings in found.disagreements
        ),
    )


def _compared(*articles: Article) -> Comparison:
    from digest.content.comparing import compared  # a site without stories does without it

    return compared(articles)


def _in_time(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts, key=lambda each: each.date.timestamp() if each.date else float("inf")))


def _added(account: Account, sentences: Iterable[str], site: Site) -> Added:
    return Added(account, tuple(_whole(sentence, account.lang, site) for sentence in sentences))


def _quote(saying: Saying, account: Account, site: Site) -> Quote:
    start = saying.sentence.find(saying.words)
    end, sentence = start + len(saying.words), _whole(saying.sentence, account.lang, site)
    return Quote(account, sentence[:start], sentence[start:end], sentence[end:])


def _whole(sentence: str, language: str, site: Site) -> str:
    """A sentence as it stands in its article: what compares articles reads texts with ordinary spaces."""
    if not site.typography:
        return sentence
    from digest.typography import typeset  # a site without stories does without it

    made = typeset(sentence, language)
    return made if len(made) == len(sentence) else sentence  # so that `words` stay where they are
