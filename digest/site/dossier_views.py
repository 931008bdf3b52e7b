"""The views of dossiers: topics, sources, corrections. See `views.py`."""

from __future__ import annotations

from msgspec import Struct

from digest.model import Teaser, Term
from digest.settings import Site
from digest.site.story_views import StoryEntry
from digest.site.view_parts import Corrected, Counted, Group, Head, Neighbour, OutletFacts, Quoted, Related, Steps, Year


class TopicView(Struct, frozen=True):
    """`topic.html`: a topic as a dossier. Its later pages have nothing but their articles, by month.

    In `timeline` the addresses are those of the months in the topic's own list. `stories` are the newest in which one
    of its articles stands; they come without their summaries.
    """

    site: Site
    head: Head
    term: Term
    index: str
    index_title: str
    html: str
    count: int
    pinned: tuple[Teaser, ...]
    corrections: tuple[Corrected, ...]
    timeline: tuple[Year, ...]
    tags: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    stories: tuple[StoryEntry, ...]
    related: tuple[Related, ...]
    groups: tuple[Group, ...]
    steps: Steps


class SourceView(Struct, frozen=True):
    """`source.html`: a source: what is known of it, what was taken from it, whom it quotes and who quotes it.

    `quoted_in` are the newest articles of others that quote it. Later pages have nothing but their articles, by month.
    """

    site: Site
    head: Head
    term: Term
    index: str
    index_title: str
    html: str
    count: int
    facts: OutletFacts | None
    timeline: tuple[Year, ...]
    topics: tuple[Counted, ...]
    cites: tuple[Quoted, ...]
    cited_by: tuple[Quoted, ...]
    quoted_in: tuple[Neighbour, ...]
    groups: tuple[Group, ...]
    steps: Steps


class CorrectionsView(Struct, frozen=True):
    """`corrections.html`: what was put right in published articles, the newest first."""

    site: Site
    head: Head
    corrections: tuple[Corrected, ...]
    steps: Steps
