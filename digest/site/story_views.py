"""The views of stories: of their pages, of their list, and of the boxes on the pages of their articles."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.fingerprint import Simple
from digest.model import Teaser
from digest.settings import Site
from digest.site.view_parts import Head, Steps


class Account(Simple, frozen=True):
    """An article as stories tell of it: what it is called, where it stands, who published it first, and when.

    `kind` is `report` for an article of the story itself, `earlier` or `later` for what came before it or after it.
    """

    title: str
    url: str
    source: str
    date: datetime | None
    lang: str
    kind: str


class Added(Struct, frozen=True):
    """What an article tells that the others of its story do not: `quotes` are sentences of it."""

    account: Account
    quotes: tuple[str, ...]


class Quote(Struct, frozen=True):
    """What an article says of something: `words` within the sentence `before` + `words` + `after`."""

    account: Account
    before: str
    words: str
    after: str


class Disagreement(Struct, frozen=True):
    """Sentences about one thing that say something different of it."""

    quotes: tuple[Quote, ...]


class StoryView(Struct, frozen=True):
    """`story.html`: a story, from its lead article to what each source adds.

    `others` are the articles beside the lead, from the earliest to the latest; the timeline has all, and what came
    before and after the story.
    """

    site: Site
    head: Head
    lead: Teaser
    others: tuple[Account, ...]
    timeline: tuple[Account, ...]
    added: tuple[Added, ...]
    disagreements: tuple[Disagreement, ...]


class StoryEntry(Struct, frozen=True):
    """A story in a list of stories: `date` is its latest article's, `count` how many articles it has.

    `lang` is the language of its lead article.
    """

    title: str
    url: str
    date: datetime | None
    summary: str
    lang: str
    count: int


class StoriesView(Struct, frozen=True):
    """`stories.html`: the stories, those first that an article was added to last."""

    site: Site
    head: Head
    entries: tuple[StoryEntry, ...]
    steps: Steps


class StoryBox(Struct, frozen=True):
    """On the page of an article: the story it belongs to, and the other articles of that."""

    title: str
    url: str
    others: tuple[Account, ...]


class Beside(Struct, frozen=True):
    """What stands beside an article: the box of its story, and what to read next.

    The `kind` of what to read next is `earlier` or `later` for a follow-up, and `related` for what shares its terms.
    """

    story: StoryBox | None
    related: tuple[Account, ...]
