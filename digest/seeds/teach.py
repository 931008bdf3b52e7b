"""Lines of a seed that an editor points to -> rules for its site: what they would change, and then the file itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest.content.sources import FILE, text_of
from digest.errors import DigestError, Problem, Problems, UsageError, did_you_mean, printable
from digest.keeping import overwrite, put_away
from digest.seeds import record, sources_yaml
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.convert import judged
from digest.seeds.effects import Change, change, objections
from digest.seeds.files import refuse_links
from digest.seeds.folder import Listing, listing, part_named, seeds
from digest.seeds.knowing import entry_for, knowing
from digest.seeds.known import Known
from digest.seeds.lesson_text import Addition, Rule, added, removed, rules
from digest.seeds.lessons import Taught, lessons_by_lines
from digest.seeds.lines import Lines, has_words
from digest.seeds.read import read
from digest.seeds.record import Record
from digest.seeds.repeats import Repeats
from digest.seeds.teaching import Pointed, proposal

KNOWN_BY = "known_by"  # the key of lines that tell the site, not what to do in its seeds
COMPARED = 200  # other seeds of a site that are asked for lines of the same form


class Lesson(Struct, frozen=True):
    """What the file of rules is and would become; what that changes in the `seeds` seeds of the site.

    `additions` are new, `taken_out` is a rule that would go. `notes` tell the editor what came of the lines.
    """

    site: str
    before: str
    after: str
    additions: tuple[Addition, ...] = ()
    taken_out: Rule | None = None
    notes: tuple[str, ...] = ()
    seeds: int = 0
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def lesson(
    root: Path,
    name: str,
    lines: Mapping[str, Sequence[range]],
    *,
    source: str = "",
    encoding: str = "",
    lossy: bool = False,
) -> Lesson:
    """What an editor teaches by pointing to lines of a seed, by the key that each is for. Nothing is written.

    `source` names the site. `UsageError` for lines that are not there, and where nothing tells the site; `Problems`
    where there are mistakes in the rules already.
    """
    spread = _spread(root)
    seed = read(part_named(spread.listing, name), encoding=encoding, lossy=lossy)
    pointed = {key: _indexes(seed, ranges) for key, ranges in lines.items()}
    _refuse_contradictions(seed, pointed)
    blocks = judged(seed, Known(sites=spread.sites, recurring=spread.repeats.about(seed.sha256)))
    entry = entry_for(seed, spread.sites, source)
    telling = [seed.blocks[index].text for index in pointed.pop(KNOWN_BY, ())]
    known = knowing(seed, _furniture(blocks, pointed), entry, spread.but(seed.path), telling)
    members = [each for each in spread.members(_with(spread.sites, entry, known), entry.name) if each != seed.path]
    compared = [[block.text for block in each.blocks] for _, each in seeds(spread.listing, set(members[:COMPARED]))]
    found = proposal(Pointed(seed.path, blocks, pointed, compared), entry)
    if not found.additions and not (telling and known):
        return Lesson(entry.name, spread.text, spread.text, notes=found.notes)
    additions = (*known, *found.additions)
    after = added(spread.text, entry.name, additions, printable(seed.path))
    return spread.with_changes(
        Lesson(entry.name, spread.text, after, additions, notes=found.notes), [seed.path, *members]
    )


def unlearnt(root: Path, name: str) -> Lesson:
    """What the file would be without a rule, which is named by its site and its number: `NAME/3`."""
    spread = _spread(root)
    site, _, number = name.rpartition("/")
    names = {f"{each.site}/{each.number}": each for each in rules(spread.sites)}
    rule = names.get(f"{site.strip()}/{number.strip()}")
    if rule is None:
        hint = did_you_mean(name, names) if names else "nothing is taught"
        raise UsageError(f"there is no rule {printable(name)}", code="sources", hint=hint)
    found = Lesson(rule.site, spread.text, removed(spread.text, rule), taken_out=rule)
    return spread.with_changes(found, spread.members(spread.sites, rule.site))


def taught(root: Path) -> tuple[Rule, ...]:
    """Every rule that stands in the file."""
    return tuple(rules(_known(root)[1]))


def write(root: Path, found: Lesson) -> None:
    """Put the rules into the file, or remove it where nothing is left of it. The caller holds the site's lock."""
    refuse_links(root, FILE.rpartition("/")[0])
    if _text(root) != found.before:
        raise DigestError(
            "it was changed meanwhile, so nothing was written", code="sources", path=FILE, hint="teach again"
        )
    old = found.before.encode("utf-8") if (root / FILE).exists() else None
    if found.after:
        overwrite(root, FILE, found.after.encode("utf-8"), old)
    elif old is not None:
        put_away(root, FILE, old)


class _Spread(Struct, frozen=True):
    """What a lesson begins with: the rules as they are, and the lines of every seed by its name."""

    root: Path
    listing: Listing
    text: str
    sites: tuple[Taught, ...]
    lines: dict[str, Lines]
    repeats: Repeats

    def but(self, name: str) -> list[Lines]:
        """The lines of all other seeds."""
        return [lines for each, lines in self.lines.items() if each != name]

    def members(self, sites: Sequence[Taught], name: str) -> list[str]:
        """The seeds of a site, as `sites` know them."""
        known = ((seed, lessons_by_lines(lines, sites)) for seed, lines in self.lines.items())
        return [seed for seed, site in known if site and site.name == name]

    def with_changes(self, found: Lesson, members: Sequence[str]) -> Lesson:
        """A lesson with what it changes in the seeds of its site, in their order."""
        before, after = (sources_yaml.sources(text).sites for text in (found.before, found.after))
        rows = Record(record.read(self.root))
        changes: dict[str, Change] = {}
        problems: list[Problem] = []
        for part, _ in seeds(self.listing, set(members)):
            known = Known(recurring=self.repeats.about(part.sha256))
            with suppress(DigestError):
                changes[part.name] = change(part, replace(known, sites=before), replace(known, sites=after))
                problems += objections(self.root, rows, part, changes[part.name])
        shown = tuple(changes[name] for name in members if changes.get(name))
        return replace(found, seeds=len(members), changes=shown, problems=tuple(problems))


def _spread(root: Path) -> _Spread:
    text, sites = _known(root)
    jobs = os.cpu_count() or 1
    found = listing(root, jobs=jobs)
    lines = found.lines(jobs=jobs)
    return _Spread(root, found, text, sites, lines, Repeats(lines.values()))


def _known(root: Path) -> tuple[str, tuple[Taught, ...]]:
    text = _text(root)
    known = sources_yaml.sources(text)
    if known.problems:
        raise Problems(known.problems)
    return text, known.sites


def _text(root: Path) -> str:
    return text_of(root) if (root / FILE).exists() else ""


def _indexes(seed: Seed, ranges: Iterable[range]) -> tuple[int, ...]:
    """The blocks in some lines of a seed. Empty lines between them are passed over."""
    found: dict[int, None] = {}
    for lines in ranges:
        inside = [
            index for index, block in enumerate(seed.blocks) if block.line < lines.stop and block.end >= lines.start
        ]
        if not inside:
            hint = f"to see its lines with their numbers: convert --explain {printable(seed.path)}"
            raise UsageError(f"there is no line {lines.start} in {printable(seed.path)}", code="usage", hint=hint)
        found.update(dict.fromkeys(inside))
    return tuple(found)


def _refuse_contradictions(seed: Seed, pointed: Mapping[str, Sequence[int]]) -> None:
    """`UsageError` for a line that is to be two things at once, and for one that tells no site from another."""
    both = sorted(set(pointed.get("drop", ())) & set(pointed.get("keep", ())))
    if both:
        where = f"line {seed.blocks[both[0]].line} of {printable(seed.path)}"
        hint = "name it once: --drop or --keep"
        raise UsageError(f"{where} is to be dropped and kept", code="usage", hint=hint)
    for index in pointed.get(KNOWN_BY, ()):
        if not has_words(seed.blocks[index].text):
            where = f"line {seed.blocks[index].line} of {printable(seed.path)}"
            message = f"{where} holds figures only: they recur by chance, and tell no site from another"
            raise UsageError(message, code="usage", hint="point to a line with words in it")


def _furniture(blocks: Sequence[Labelled], pointed: Mapping[str, Iterable[int]]) -> list[Labelled]:
    """The lines by which a site may be known: none that an editor points to as part of the article."""
    own = {index for key in ("keep", "title", "date", "author") for index in pointed.get(key, ())}
    return [each for index, each in enumerate(blocks) if index not in own]


def _with(sites: Sequence[Taught], entry: Taught, known: Sequence[Addition]) -> list[Taught]:
    """The sites with one that is known by more."""
    grown = entry
    for each in known:
        more: dict[str, Any] = {each.key: (*getattr(grown, each.key), each.item)}
        grown = replace(grown, **more)
    return [grown if each == entry else each for each in sites] + ([] if entry in sites else [grown])
