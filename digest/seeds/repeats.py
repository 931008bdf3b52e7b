"""Lines of all seeds -> Repeats: in how many other seeds of its site a line stands as well.

A menu, a notice of rights or a box of news stands on every page of a site, a paragraph of an article on one. A reprint
is no sibling: seeds that share their paragraphs count as one, or else the text itself would look like furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby

from msgspec import Struct, field

from digest.seeds.lines import Lines, line_name
from digest.seeds.siblings import sites


class Recurring(Struct, frozen=True):
    """What is known of one seed's lines: `others` are the seeds of its site besides it and its reprints."""

    others: int = 0
    _counts: Mapping[bytes, int] = field(default_factory=dict)

    def count(self, text: str) -> int:
        """In how many of the others a line of this seed stands."""
        return self._counts.get(line_name(text), 0) if self.others else 0


class Repeats:
    """The lines of all seeds. Made once a run, then asked about each seed by the hash of its bytes."""

    def __init__(self, seeds: Iterable[Lines]) -> None:
        known = {each.seed: each for each in seeds}
        self._sites: dict[str, _Site] = {}
        for voices in sites([known[seed] for seed in sorted(known)]):
            site = _Site(voices)
            self._sites.update((each.seed, site) for each in chain.from_iterable(voices))

    def about(self, seed: str) -> Recurring:
        """How often the lines of a seed recur. Nothing is known of a seed that was not among those given."""
        site = self._sites.get(seed)
        return Recurring(site.voices - 1, site.counts) if site else Recurring()

    def siblings(self, seed: str) -> tuple[str, ...]:
        """The seeds of one site, by the hashes of their bytes, this one and its reprints among them."""
        return self._sites[seed].seeds if seed in self._sites else ()


class _Site:
    """In how many voices besides one's own a line stands; a voice is a seed with its reprints."""

    __slots__ = ("counts", "seeds", "voices")

    def __init__(self, voices: Sequence[Sequence[Lines]]) -> None:
        self.seeds = tuple(sorted(each.seed for each in chain.from_iterable(voices)))
        self.voices = len(voices)
        said = sorted(chain.from_iterable(set(chain.from_iterable(voice)) for voice in voices))
        numbers = ((line, sum(1 for _ in same)) for line, same in groupby(said))
        self.counts = {line: number - 1 for line, number in numbers if number > 1}
