"""What an editor has taught about a site -> labels and fields of its seeds: a taught rule wins over everything learned.

What is dropped is not seen by whatever else judges a seed, as if it had never stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from digest.content.sources import FILE
from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.finders import Finder, Finders, located, value_of
from digest.seeds.lines import PROSE, Lines, host, line_name, masked
from digest.seeds.shape import full_stop
from digest.text import same_name

T = TypeVar("T")

_LABELS = {"li": Label.LIST, "cell": Label.LIST, "quote": Label.QUOTE}


class Taught(Struct, frozen=True):
    """What is taught about one site, and how its seeds are known: by `domains`, `names`, or a line in `known_by`.

    `noted` are the facts of its entry that teach nothing (`content/sources.py`): they must not be lost with a rule.
    """

    name: str
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    drop: tuple[Finder, ...] = ()
    keep: tuple[Finder, ...] = ()
    begins_after: tuple[Finder, ...] = ()
    ends_before: tuple[Finder, ...] = ()
    title: tuple[Finder, ...] = ()
    date: tuple[Finder, ...] = ()
    author: tuple[Finder, ...] = ()
    source: str = ""
    rights: str = ""
    noted: tuple[tuple[str, str], ...] = ()

    @property
    def rule(self) -> str:
        """What a label is told to come from."""
        return f"taught: {self.name}"

    @property
    def teaches(self) -> bool:
        """Whether there is anything to do for its seeds, rather than only to know them by."""
        lists = (self.drop, self.keep, self.begins_after, self.ends_before, self.title, self.date, self.author)
        return any(lists) or bool(self.source or self.rights)


def lessons_for(seed: Seed, sites: Sequence[Taught]) -> Taught | None:
    """What is taught about the site of a seed: told by its address, else by the site's name, else by its furniture."""
    if not sites:
        return None
    named = _named(host(seed.facts.url), seed.facts.site, sites)
    return named or _by_furniture({masked(block.text) for block in seed.blocks}, sites, masked)


def lessons_by_lines(lines: Lines, sites: Sequence[Taught]) -> Taught | None:
    """The same for a seed of which only the names of its lines are known."""
    return _named(lines.site, lines.called, sites) or _by_furniture(set(lines), sites, line_name)


def _named(here: str, called: str, sites: Sequence[Taught]) -> Taught | None:
    for site in sites:
        if any(here == domain or here.endswith("." + domain) for domain in site.domains):
            return site
    name = same_name(called)
    return next((site for site in sites if name and name in map(same_name, (site.name, *site.names))), None)


def _by_furniture(held: Set[T], sites: Sequence[Taught], form: Callable[[str], T]) -> Taught | None:
    """The site most of whose telling lines stand in a seed; of equals the first."""
    shares = [len(held & _forms(site.known_by, form)) for site in sites]
    best = max(shares, default=0)
    return sites[shares.index(best)] if best else None


@lru_cache(maxsize=4_096)
def _forms(lines: tuple[str, ...], form: Callable[[str], T]) -> frozenset[T]:
    return frozenset(map(form, lines))


def labelled_as_taught(
    seed: Seed, site: Taught | None, label: Callable[[Seed], tuple[Labelled, ...]]
) -> tuple[Labelled, ...]:
    """The labels of a seed, some of them taught. `label` judges the rest as if what is dropped were not there."""
    if site is None:
        return label(seed)
    taught = dict(_verdicts(seed.blocks, site))
    outside = {index: each for index, each in _outside(seed.blocks, site) if index not in taught}
    dropped = outside | {index: each for index, each in taught.items() if each.label is Label.JUNK}
    heading = located(seed.blocks, site.title)
    title = value_of(seed.blocks[heading[0]].text, heading[1]) if heading else ""
    facts = replace(seed.facts, headline=title) if title else seed.facts
    rest = tuple(block for index, block in enumerate(seed.blocks) if index not in dropped)
    others = iter(label(replace(seed, blocks=rest, facts=facts)))
    found = [dropped[index] if index in dropped else next(others) for index in range(len(seed.blocks))]
    for index, each in enumerate(label(seed) if outside else ()):
        if index in outside and not each.kept and each.label is not Label.HEADLINE:
            found[index] = each  # a notice of rights or a byline is one wherever it stands
    return tuple(_agreed(index, each, taught, site, title) for index, each in enumerate(found))


def _agreed(index: int, each: Labelled, taught: dict[int, Labelled], site: Taught, title: str) -> Labelled:
    own = taught.get(index)
    if own is not None:
        kept = own.label is not Label.HEADLINE and each.kept
        return replace(own, label=each.label) if kept else own
    if title and each.label is Label.HEADLINE:
        return Labelled(each.block, Label.JUNK, site.rule, "the title is another line")
    return each


def _verdicts(blocks: Sequence[Block], site: Taught) -> Iterator[tuple[int, Labelled]]:
    """What is taught of each block, by its index. What is to be kept is kept whatever else is said of it."""
    fields = dict(_field_lines(blocks, site))
    keep, drop = Finders(site.keep), Finders(site.drop)
    for index, block in enumerate(blocks):
        if finder := keep.of(block.text):
            yield index, _labelled(block, label_if_kept(block), site, finder, "kept")
        elif index in fields and fields[index][0] == "title":
            yield index, _labelled(block, Label.HEADLINE, site, fields[index][1], "the title")
        elif index in fields:
            yield index, _labelled(block, Label.JUNK, site, fields[index][1], f"the {fields[index][0]}")
        elif finder := drop.of(block.text):
            yield index, _labelled(block, Label.JUNK, site, finder, "dropped")


def _outside(blocks: Sequence[Block], site: Taught) -> Iterator[tuple[int, Labelled]]:
    """What stands above the beginning of the article, and below its end."""
    begin, first = _begin(blocks, site.begins_after)
    end, last = _end(blocks, site.ends_before)
    for index, block in enumerate(blocks):
        if first and index < begin:
            yield index, _labelled(block, Label.JUNK, site, first, "the article begins behind it")
        elif last and index >= end:
            yield index, _labelled(block, Label.JUNK, site, last, "the article ends before it")


def _begin(blocks: Sequence[Block], finders: Sequence[Finder]) -> tuple[int, Finder | None]:
    """The index behind the first line after which the article begins; a line below all of the text is none."""
    last = max((index for index, block in enumerate(blocks) if _paragraph(block)), default=0)
    found = _first(islice(enumerate(blocks), last), finders)
    return (found[0] + 1, found[1]) if found else (0, None)


def _end(blocks: Sequence[Block], finders: Sequence[Finder]) -> tuple[int, Finder | None]:
    """The index of the first line before which the article ends; a line above all of the text is none."""
    first = next((index for index, block in enumerate(blocks) if _paragraph(block)), 0)
    return _first(islice(enumerate(blocks), first, None), finders) or (len(blocks), None)


def _first(blocks: Iterable[tuple[int, Block]], finders: Sequence[Finder]) -> tuple[int, Finder] | None:
    wanted = Finders(finders)
    found = ((index, wanted.of(block.text)) for index, block in blocks) if finders else iter(())
    return next(((index, finder) for index, finder in found if finder), None)


def _paragraph(block: Block) -> bool:
    return len(block.text) >= PROSE and full_stop(block.text)


def _field_lines(blocks: Sequence[Block], site: Taught) -> Iterator[tuple[int, tuple[str, Finder]]]:
    for field in ("author", "date", "title"):
        found = located(blocks, getattr(site, field))
        if found:
            yield found[0], (field, found[1])


def label_if_kept(block: Block) -> Label:
    """What a block is to the text where somebody wants it there, whatever it was taken for."""
    return Label.HEADING if block.kind.startswith("h") else _LABELS.get(block.kind, Label.BODY)


def _labelled(block: Block, label: Label, site: Taught, finder: Finder, what: str) -> Labelled:
    example = f", as “{finder.example}”" if finder.example and finder.example != finder.line else ""
    return Labelled(block, label, site.rule, f"{what}: {finder}{example} ({FILE}:{finder.row})")
