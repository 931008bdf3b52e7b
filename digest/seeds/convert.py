"""Seed -> Document, the steps in order; and the folder of seeds -> drafts that an editor finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from digest.content.limits import SIZE
from digest.errors import DigestError, printable
from digest.executor import working
from digest.seeds import sources_yaml
from digest.seeds.batch import Batch, Wish
from digest.seeds.blocks import Label, Labelled, Part, Seed
from digest.seeds.crowd import JUDGED
from digest.seeds.dateline import split_off
from digest.seeds.draft import draft
from digest.seeds.fields import fields
from digest.seeds.known import NOTHING, Known
from digest.seeds.label import labelled
from digest.seeds.lesson_fields import fields_as_taught
from digest.seeds.lessons import labelled_as_taught, lessons_for
from digest.seeds.listed import as_listed
from digest.seeds.making import Maker
from digest.seeds.outcome import Conversion, Converted, Outcome, Skipped
from digest.seeds.read import read
from digest.seeds.reports import several
from digest.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["Conversion", "Converted", "Outcome", "Skipped", "convert", "document", "explanation"]


def convert(
    settings: Settings,
    *,
    only: Sequence[str] = (),
    force: bool = False,
    dry_run: bool = False,
    encoding: str = "",
    lossy: bool = False,
    executor: Executor | None = None,
) -> Outcome:
    """Convert every new seed of a site, or those named in `only`. The caller holds the site's lock.

    `force` brings back the article of a named seed that an editor has deleted, and converts a reprint; it never
    overwrites what was edited. `dry_run` tells what would be done. The workers of an `executor` have this program, and
    see the site's folder under the same name. Raises `DigestError` where nothing can be done at all (a broken record),
    `UsageError` where there is no seed of a name.
    """
    sources = sources_yaml.read(settings.root)
    known = Known(settings.site.language, sites=tuple(sources.sites))
    maker = Maker(settings.root, document, known, encoding=encoding, lossy=lossy)
    wish = Wish(only, force, dry_run, settings.jobs)
    with working(executor, settings.root):
        outcome = Batch(maker, wish, taught=sources.mark).over()
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
    seed = replace(seed, notes=(*seed.notes, *filter(None, [_crowd(seed), several(blocks)])))
    if not any(each.kept and each.label is not Label.HEADING for each in blocks):
        raise _no_article(seed)
    _refuse_endless("\n".join(each.block.text for each in blocks if each.kept), name)
    line, blocks = split_off(blocks)
    found = fields_as_taught(fields(seed, blocks, line), seed, lessons_for(seed, known.sites))
    made = draft(seed, blocks, found, known.vocabulary, known.language)
    _refuse_endless(made.body, name)  # once more, for some signs are written as two
    return Conversion(seed, blocks, made)


def judged(seed: Seed, known: Known = NOTHING) -> tuple[Labelled, ...]:
    """Every block of a seed with its label, a dateline still within its paragraph."""
    label = partial(labelled, recurring=known.recurring)
    found = labelled_as_taught(seed, lessons_for(seed, known.sites), label)
    return found if any(each.kept for each in found) or not seed.listed else as_listed(seed, found)


def _crowd(seed: Seed) -> str:
    """What is told of a seed of which not every line was judged."""
    count = len(seed.blocks)
    return f"of {count:,} lines only the {JUDGED:,} with the most text were judged" if count > JUDGED else ""


def _no_article(seed: Seed) -> DigestError:
    name = printable(seed.path)
    message, hint = f"{name} is empty", "remove it, or save the article in it once more"
    if seed.blocks:
        message, hint = f"no article found in {name}", f"to see what its lines were taken for: convert --explain {name}"
    return DigestError(message, code="no-article", path=name, hint=hint)


def _refuse_endless(text: str, name: str) -> None:
    """What is longer than `content` reads is not written."""
    if len(text) > SIZE:
        message = f"the article in {printable(name)} has {len(text):,} letters; at most {SIZE:,} fit into one"
        hint = "cut the seed into parts, each with a headline of its own"
        raise DigestError(message, code="size", path=printable(name), hint=hint)


def explanation(
    raw: bytes | Part, name: str = "", known: Known = NOTHING, *, encoding: str = "", lossy: bool = False
) -> tuple[Labelled, ...]:
    """Every block of a seed with its label, the rule that says so, and why."""
    seed = read(raw, name, encoding=encoding, lossy=lossy)
    return split_off(judged(seed, known))[1]
