"""Seed -> Document, the steps in order; and the folder of seeds -> drafts that an editor finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.content.limits import SIZE
from digest.disk import read_bytes
from digest.errors import DigestError, UsageError, did_you_mean, printable
from digest.seeds import sources_yaml
from digest.seeds.batch import Batch, seed_names
from digest.seeds.blocks import Label, Labelled, Part, Seed
from digest.seeds.dateline import split_off
from digest.seeds.draft import draft
from digest.seeds.fields import fields
from digest.seeds.known import NOTHING, Known
from digest.seeds.label import labelled
from digest.seeds.lesson_fields import fields_as_taught
from digest.seeds.lessons import labelled_as_taught, lessons_for
from digest.seeds.outcome import Conversion, Converted, Outcome, Skipped
from digest.seeds.read import LIMIT, read
from digest.seeds.vocabulary import Vocabulary
from digest.settings import Settings

__all__ = ["Conversion", "Converted", "Outcome", "Skipped", "convert", "document", "explain", "explanation"]

SHOWN = 90  # letters of a line in an explanation


def convert(
    settings: Settings,
    *,
    only: Sequence[str] = (),
    force: bool = False,
    dry_run: bool = False,
    encoding: str = "",
    lossy: bool = False,
) -> Outcome:
    """Convert every new seed of a site, or those named in `only`. The caller holds the site's lock.

    `force` brings back the article of a named seed that an editor has deleted; it never overwrites one that was edited.
    `dry_run` tells what would be done. Raises `DigestError` where nothing can be done at all (a broken record).
    """

    def make(data: bytes, name: str, vocabulary: Vocabulary) -> Conversion:
        known = Known(settings.site.language, vocabulary, tuple(sources.sites))
        return document(data, name, known, encoding=encoding, lossy=lossy)

    sources = sources_yaml.read(settings.root)
    batch = Batch(settings.root, make, named=bool(only), force=force, dry_run=dry_run, taught=sources.mark)
    outcome = batch.over(_chosen(settings, only))
    return replace(outcome, problems=(*sources.problems, *outcome.problems))


def document(
    raw: bytes | Part, name: str = "", known: Known = NOTHING, *, encoding: str = "", lossy: bool = False
) -> Conversion:
    """Convert one seed, a part of a file or the bytes of one that lies at `name`, touching nothing.

    `DigestError` for what is no text and for what holds no article.
    """
    seed = read(raw, name, encoding=encoding, lossy=lossy)
    name = seed.path
    blocks = judged(seed, known)
    if not any(each.kept and each.label is not Label.HEADING for each in blocks):
        hint = f"to see what its lines were taken for: convert --explain {printable(name)}"
        raise DigestError(f"no article found in {printable(name)}", code="no-article", path=printable(name), hint=hint)
    _refuse_endless("\n".join(each.block.text for each in blocks if each.kept), name)
    line, blocks = split_off(blocks)
    found = fields_as_taught(fields(seed, blocks, line), seed, lessons_for(seed, known.sites))
    made = draft(seed, blocks, found, known.vocabulary, known.language)
    _refuse_endless(made.body, name)  # once more, for some signs are written as two
    return Conversion(seed, blocks, made)


def judged(seed: Seed, known: Known = NOTHING) -> tuple[Labelled, ...]:
    """Every block of a seed with its label, a dateline still within its paragraph."""
    return labelled_as_taught(seed, lessons_for(seed, known.sites), labelled)


def _refuse_endless(text: str, name: str) -> None:
    """What is longer than `content` reads is not written."""
    if len(text) > SIZE:
        message = f"the article in {printable(name)} has {len(text):,} letters; at most {SIZE:,} fit into one"
        hint = "cut the seed into parts, each with a headline of its own"
        raise DigestError(message, code="size", path=printable(name), hint=hint)


def explain(settings: Settings, name: str, *, encoding: str = "", lossy: bool = False) -> tuple[str, ...]:
    """Lines for every block of a seed of the site: its number, label and words; the rule that says so, and why."""
    (path,) = _chosen(settings, [name])
    known = Known(settings.site.language, sites=tuple(sources_yaml.read(settings.root).sites))
    data = read_bytes(settings.root, path, limit=LIMIT)
    return tuple(map(_told, explanation(data, path, known, encoding=encoding, lossy=lossy)))


def explanation(
    raw: bytes | Part, name: str = "", known: Known = NOTHING, *, encoding: str = "", lossy: bool = False
) -> tuple[Labelled, ...]:
    """Every block of a seed with its label, the rule that says so, and why."""
    seed = read(raw, name, encoding=encoding, lossy=lossy)
    return split_off(judged(seed, known))[1]


def _told(each: Labelled) -> str:
    words = each.block.text if len(each.block.text) <= SHOWN else each.block.text[:SHOWN] + "…"
    return f"{each.block.line:>5}  {each.label:<8}  {printable(words)}\n{'':17}{each.rule}: {printable(each.why)}"


def _chosen(settings: Settings, only: Sequence[str]) -> Sequence[str]:
    """The seeds to look at, as paths from the site's root."""
    names = seed_names(settings.root)
    if not only:
        return names
    chosen = [name if name.startswith("seeds/") else f"seeds/{name}" for name in only]
    for name in chosen:
        if name not in names:
            hint = did_you_mean(printable(name), map(printable, names)) if names else "the folder seeds/ holds no seed"
            raise UsageError(f"there is no seed {printable(name)}", code="seed", hint=hint)
    return sorted(set(chosen))
