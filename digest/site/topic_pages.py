"""The pages of topics: each a dossier, with the list of its articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import permutations

from msgspec import Struct

from digest.content.pins import pinned
from digest.content.terms import Holding
from digest.model import Teaser, Term
from digest.site.correction_pages import corrections_of
from digest.site.coverage import by_month, key_terms, timeline
from digest.site.listing import paged
from digest.site.page import Page, Planner
from digest.site.story_views import StoryEntry
from digest.site.view_parts import Card, Corrected, Counted, Related
from digest.site.views import TopicView

NEAR = 5  # topics that are shown beside another
STORIES = 10  # of the newest, on the page of a topic
CORRECTIONS = 5  # of the newest, on the page of a topic


def topic_pages(plan: Planner, index: str, index_title: str) -> Iterator[Page]:
    """The pages of every topic."""
    topics = plan.library.taxonomies["topics"]
    tags = {held.term.url: key_terms(plan, held, "tags") for held in topics}
    decisive = (*tags.values(), *plan.teasers)
    near, told = plan.memo.kept("topics", decisive, partial(_related, plan, tags)), _told(plan)
    for held in topics:
        url = held.term.url
        around = _Around(tags[url], key_terms(plan, held, "sources"), near[url], tuple(told[url]))
        yield from _topic(plan, held, index, index_title, plan.memo.same(f"around {url}", around))


class _Around(Struct, frozen=True):
    """What a topic has in common with others."""

    tags: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    related: tuple[Related, ...]
    stories: tuple[StoryEntry, ...]


def _topic(plan: Planner, held: Holding, index: str, title: str, around: _Around) -> Iterator[Page]:
    """The pages of a topic; the same as long as they show the same."""
    term, leaf, teasers = held.term, held.leaf, plan.teasers_of(held)
    card = plan.cards.of_topic(term.name, title, plan.origin(held))
    shown = _Shown(
        plan.teased(pinned(leaf, plan.library.articles)) if leaf and leaf.pinned else (),
        corrections_of(held.articles)[:CORRECTIONS],
        around,
        card,
    )
    first = held.articles[0].path if held.articles else ""
    known = plan.memo.same(f"shown with {term.url}", shown)
    decisive = (*plan.common, term, leaf, first, known, teasers)
    made = partial(_made, plan, held, teasers, index, title, known)
    yield from plan.memo.kept(("topic", term.url, title), decisive, lambda: tuple(made()))


class _Shown(Struct, frozen=True):
    """What the pages of a topic show beside its articles."""

    pinned: tuple[Teaser, ...]
    corrections: tuple[Corrected, ...]
    around: _Around
    card: Card | None


def _made(
    plan: Planner, held: Holding, teasers: tuple[Teaser, ...], index: str, title: str, shown: _Shown
) -> Iterator[Page]:
    term, leaf, around = held.term, held.leaf, shown.around
    listed = [(url, by_month(some), steps) for url, some, steps in paged(term.url, teasers, plan.site.paginate)]
    for url, groups, steps in listed:
        first = url == term.url  # a later page must not change with every new article
        summary = leaf.summary if leaf and first else ""
        view = TopicView(
            site=plan.site,
            head=plan.head("topic", term.name, url, summary, plan.feed_of(term), shown.card),
            term=term,
            index=index,
            index_title=title,
            html=leaf.text.html if leaf and first else "",
            count=len(teasers) if first else 0,
            pinned=shown.pinned if first else (),
            corrections=shown.corrections if first else (),
            timeline=timeline(each[:2] for each in listed) if first else (),
            tags=around.tags if first else (),
            sources=around.sources if first else (),
            stories=around.stories[:STORIES] if first else (),
            related=around.related if first else (),
            groups=groups,
            steps=steps,
        )
        yield Page(url, "topic.html", view, plan.origin(held))


def _told(plan: Planner) -> Mapping[str, list[StoryEntry]]:
    """The stories of each topic, by its address: those in which one of its articles stands."""
    teasers, found = plan.library.teasers, defaultdict(list)
    for story in plan.library.stories.all:
        latest, lead = teasers[story.articles[-1]], teasers[story.lead]
        entry = StoryEntry(story.title, story.url, latest.date, "", lead.lang, len(story.articles))
        topics = (topic for path in story.articles for topic in teasers[path].terms.get("topics", ()))
        for url in dict.fromkeys(topic.url for topic in topics):
            found[url].append(entry)
    return found


def _related(plan: Planner, tags: Mapping[str, tuple[Counted, ...]]) -> Mapping[str, tuple[Related, ...]]:
    """The topics near each topic, by its address: those that share articles, then those that share key tags."""
    shared: defaultdict[str, Counter[Term]] = defaultdict(Counter)
    for teaser in plan.teasers:
        for one, other in permutations(teaser.terms.get("topics", ()), 2):
            shared[one.url][other] += 1
    bearers: defaultdict[Term, list[Term]] = defaultdict(list)
    for held in plan.library.taxonomies["topics"]:
        for each in tags[held.term.url]:
            bearers[each.term].append(held.term)
    return {url: _nearest(url, own, shared[url], bearers) for url, own in tags.items()}


def _nearest(
    url: str, own: tuple[Counted, ...], shared: Counter[Term], bearers: Mapping[Term, list[Term]]
) -> tuple[Related, ...]:
    common: defaultdict[Term, list[Term]] = defaultdict(list)
    for each in own:
        for topic in bearers[each.term]:
            common[topic].append(each.term)
    found = [Related(each, shared[each], tuple(common[each])) for each in {**shared, **common} if each.url != url]
    return tuple(sorted(found, key=lambda each: (-each.shared, -len(each.tags), each.term.name))[:NEAR])
