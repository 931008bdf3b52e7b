"""Lines of a seed that an editor points to -> rules for its site: what they would change, and then the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from digest.disk import write_whole
from digest.errors import DigestError, Problem, Problems, UsageError, did_you_mean, printable
from digest.seeds import record, sources_yaml
from digest.seeds.blocks import Part, Seed
from digest.seeds.effects import Change, change, objections
from digest.seeds.files import refuse_links
from digest.seeds.folder import part_named, seeds
from digest.seeds.knowing import entry_for, knowing
from digest.seeds.label import labelled
from digest.seeds.lesson_text import Addition, Rule, added, removed, rules
from digest.seeds.lessons import FILE, Taught, labelled_as_taught, lessons_by_lines, lessons_for
from digest.seeds.lines import Lines, lines_of
from digest.seeds.read import read
from digest.seeds.record import Record
from digest.seeds.teaching import Pointed, proposal

KNOWN_BY = "known_by"  # the key of lines that tell the site, not what to do in its seeds
COMPARED = 200  # other seeds of a site that are asked for lines of the same form


@dataclass(frozen=True, slots=True)
class Lesson:
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
    text, sites = _known(root)
    part = part_named(root, name)
    seed = read(part, encoding=encoding, lossy=lossy)
    pointed = {key: _indexes(seed, ranges) for key, ranges in lines.items()}
    blocks = labelled_as_taught(seed, lessons_for(seed, sites), labelled)
    others = {each.name: lines_of(found) for each, found in seeds(root) if each.name != part.name}
    entry = entry_for(seed, sites, source)
    telling = [seed.blocks[index].text for index in pointed.pop(KNOWN_BY, ())]
    own = {index for key in ("keep", "title", "date", "author") for index in pointed.get(key, ())}
    furniture = [each for index, each in enumerate(blocks) if index not in own]
    known = knowing(seed, furniture, entry, others, telling)
    members = _members(others, _with(sites, entry, known), entry.name)
    compared = [[block.text for block in each.blocks] for _, each in seeds(root, set(members[:COMPARED]))]
    found = proposal(Pointed(part.name, blocks, pointed, compared), entry)
    additions = (*known, *found.additions) if found.additions or telling else ()
    after = added(text, entry.name, additions, printable(part.name)) if additions else text
    begun = Lesson(entry.name, text, after, additions, notes=found.notes)
    return _with_changes(root, begun, part, members) if additions else begun


def unlearnt(root: Path, name: str) -> Lesson:
    """What the file would be without a rule, which is named by its site and its number: `NAME/3`."""
    text, sites = _known(root)
    site, _, number = name.rpartition("/")
    names = {f"{each.site}/{each.number}": each for each in rules(sites)}
    rule = names.get(name) or names.get(f"{site.strip()}/{number.strip()}")
    if rule is None:
        hint = did_you_mean(name, names) if names else "nothing is taught"
        raise UsageError(f"there is no rule {printable(name)}", code="sources", hint=hint)
    others = {each.name: lines_of(found) for each, found in seeds(root)}
    members = _members(others, sites, rule.site)
    begun = Lesson(rule.site, text, removed(text, rule), taken_out=rule)
    return _with_changes(root, begun, None, members)


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
    if found.after:
        write_whole(root / FILE, found.after.encode("utf-8"))
    else:
        (root / FILE).unlink()


def _known(root: Path) -> tuple[str, tuple[Taught, ...]]:
    text = _text(root)
    known = sources_yaml.sources(text)
    if known.problems:
        raise Problems(known.problems)
    return text, known.sites


def _text(root: Path) -> str:
    return sources_yaml.text_of(root) if (root / FILE).exists() else ""


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


def _with(sites: Sequence[Taught], entry: Taught, known: Sequence[Addition]) -> list[Taught]:
    """The sites with one that is known by more."""
    grown = entry
    for each in known:
        more: dict[str, Any] = {each.key: (*getattr(grown, each.key), each.item)}
        grown = replace(grown, **more)
    return [grown if each == entry else each for each in sites] + ([] if entry in sites else [grown])


def _members(others: Mapping[str, Lines], sites: Sequence[Taught], name: str) -> list[str]:
    """The seeds of a site."""
    known = ((seed, lessons_by_lines(lines, sites)) for seed, lines in others.items())
    return [seed for seed, site in known if site and site.name == name]


def _with_changes(root: Path, found: Lesson, part: Part | None, members: Sequence[str]) -> Lesson:
    """The lesson with what it changes: in the seed that it was taught from first, then in the others."""
    before, after = (sources_yaml.sources(text).sites for text in (found.before, found.after))
    known = Record(record.read(root))
    changes: list[Change] = []
    problems: list[Problem] = []
    for each in (*filter(None, [part]), *(other for other, _ in seeds(root, set(members)))):
        with suppress(DigestError):
            made = change(each, before, after)
            changes += [made] if made else []
            problems += objections(root, known, each, made)
    return replace(found, seeds=len(members) + (part is not None), changes=tuple(changes), problems=tuple(problems))
