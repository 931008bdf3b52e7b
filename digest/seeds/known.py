"""What is known besides a seed's own bytes when it is converted: one value, so that whoever asks gets all of it."""

from __future__ import annotations

from msgspec import Struct, field

from digest.content.vocabulary import Vocabulary
from digest.seeds.lessons import Taught
from digest.seeds.repeats import Recurring


class Known(Struct, frozen=True):
    """What the site, its editor and the other seeds tell. `language` is the site's; `sites` is what has been taught.

    `recurring` tells of this one seed which of its lines stand in others of its site too.
    """

    language: str = "ru"
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    sites: tuple[Taught, ...] = ()
    recurring: Recurring = field(default_factory=Recurring)


NOTHING = Known()
