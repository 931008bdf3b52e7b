"""A seed -> the entry of its site, and what the seeds of that site are to be known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.errors import UsageError, printable
from digest.seeds import dates, yearless
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.lesson_text import Addition
from digest.seeds.lessons import Taught, lessons_for
from digest.seeds.lines import TELLING, Lines, host, line_name, lines_of, masked
from digest.seeds.repeats import Repeats
from digest.text import same_name

NAME = 120  # letters of a site's name
FURNITURE = (Label.JUNK, Label.RIGHTS)
ENOUGH = 3  # lines of furniture to know a site by


def entry_for(seed: Seed, sites: Sequence[Taught], source: str) -> Taught:
    """The entry of a seed's site: that which knows it already, that which `source` names, or a new one."""
    known = lessons_for(seed, sites)
    if known and source and same_name(source) != same_name(known.name):
        hint = "leave --source out, or correct by what that site is known"
        raise UsageError(f"{printable(seed.path)} is a seed of {known.name} already", code="sources", hint=hint)
    name = " ".join((source or seed.facts.site or host(seed.facts.url)).split())[:NAME]
    if not known and not name:
        hint = "say what its site is called: --source NAME"
        raise UsageError(f"nothing in {printable(seed.path)} says where it comes from", code="sources", hint=hint)
    return known or next((site for site in sites if same_name(site.name) == same_name(name)), Taught(name))


def knowing(
    seed: Seed, blocks: Sequence[Labelled], entry: Taught, others: Sequence[Lines], lines: Sequence[str]
) -> tuple[Addition, ...]:
    """What the entry needs so that it knows the seed: nothing, or its host, or its name, or lines of its furniture.

    `blocks` are those that may be furniture, `others` the lines of all other seeds. `lines` are those that an editor
    points to, who knows best.
    """
    if lines:
        return tuple(Addition("known_by", line) for line in lines if line not in entry.known_by)
    if lessons_for(seed, [entry]):
        return ()
    if here := host(seed.facts.url):
        return (Addition("domains", here),)
    if seed.facts.site:
        return (Addition("names", seed.facts.site),)
    found = _telling(seed, blocks, entry.name, others)
    if not found:
        hint = "point to a line that stands on every page of its site and nowhere else: --known-by 7"
        raise UsageError(f"nothing in {printable(seed.path)} tells its site from others", code="sources", hint=hint)
    return tuple(Addition("known_by", line) for line in found)


def _telling(seed: Seed, blocks: Sequence[Labelled], name: str, others: Sequence[Lines]) -> list[str]:
    """Lines of furniture that name the site, above all such as recur; else those that only seeds like this one have."""
    likely = sorted(blocks, key=lambda each: each.label is not Label.RIGHTS)
    furniture = {
        line_name(each.block.text): each.block.text
        for each in likely
        if each.label in FURNITURE and _tells(each.block.text)
    }
    named = {each for each, line in furniture.items() if same_name(name) in same_name(line)}
    repeats = Repeats([lines_of(seed), *others])
    here = repeats.siblings(seed.sha256)
    at_home: Counter[bytes] = Counter()
    abroad: Counter[bytes] = Counter()
    for lines in others:
        (at_home if lines.seed in here else abroad).update(furniture.keys() & set(lines))
    often = sorted(
        furniture.keys() & at_home.keys() - abroad.keys(), key=lambda each: (-at_home[each], furniture[each])
    )
    recurring = [each for each in furniture if each in named and (at_home[each] or abroad[each])]
    return [furniture[each] for each in (recurring or often or [each for each in furniture if each in named])[:ENOUGH]]


def _tells(line: str) -> bool:
    dated = dates.days(line) or yearless.day_of_year(line)
    return TELLING <= len(masked(line)) <= NAME and " " in line and not dated
