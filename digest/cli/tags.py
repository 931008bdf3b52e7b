"""The command `tags`: how tags are used, which are suspicious, and other names for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.cli.words import counted
from digest.errors import UsageError, printable
from digest.text import same_name

if TYPE_CHECKING:
    from digest.curate.retag import Retagged
    from digest.curate.tags import Overview, Suspect, Use

DOING = ("rename", "merge")
SAID = {
    "once": "stands in one article only",
    "unknown": "does not stand in content/tags.yaml",
    "unused": "stands in no article",
    "alike": "is much like",
    "ambiguous": "may mean",
}


@click.command()
@click.argument("words", nargs=-1, metavar="[rename OLD NEW | merge OLD INTO]")
@options(*TELL, "dry-run", "jobs")
def tags(words: tuple[str, ...], **_: Any) -> int:
    """List the tags by use, with what is suspicious; or give one another name in every article, with a redirect."""
    run = Run()
    if not words:
        return _listed(run)
    if len(words) != 3 or words[0] not in DOING:
        hint = f"{program()} tags, {program()} tags rename OLD NEW, or {program()} tags merge OLD INTO"
        raise UsageError("two names are needed behind `rename` or `merge`", code="usage", hint=hint)
    return _retagged(run, *words)


def _listed(run: Run) -> int:
    from digest.curate.tags import overview

    found = overview(run.settings())
    run.tell("\n".join(_table(found)))
    return run.end(
        found.problems, {"tags": [_use_json(each) for each in found.uses], "suspects": _suspects_json(found)}
    )


def _table(found: Overview) -> Iterator[str]:
    """A line a tag, the most used first; then the suspects by what is odd about them."""
    if not found.uses:
        yield "There are no tags."
    for each in sorted(found.uses, key=lambda each: -each.articles):
        also = f"  (also {printable(', '.join(f'{name} {times}' for name, times in each.spellings))})"
        yield f"{each.articles:>6,}  {printable(each.name)}" + (also if each.spellings else "")
    yield from (f"suspect: {_suspect(each)}" for each in found.suspects)


def _suspect(each: Suspect) -> str:
    others = f" {', '.join(each.others)}" if each.others else ""
    return printable(f"{each.name} {SAID[each.kind]}{others}")


def _retagged(run: Run, doing: str, old: str, new: str) -> int:
    from digest.curate.retag import retag

    dry_run = run.flag("dry_run")
    with run.lock():
        done = retag(run.settings(), old, new, merge=doing == "merge", dry_run=dry_run)
    run.tell("\n".join(_change(done, old, dry_run=dry_run, everything=run.flag("verbose"))))
    return run.end(
        done.problems, {"name": done.name, "changed": sorted(done.changed), "redirects": list(done.redirects)}
    )


def _change(done: Retagged, old: str, *, dry_run: bool, everything: bool) -> Iterator[str]:
    """What was changed, in a sentence for each kind of thing."""
    verb = "would be changed" if dry_run else "changed"
    yield f"{counted(len(done.changed), 'file')} {verb}."
    if everything or dry_run:
        yield from (f"  {path}" for path in sorted(done.changed))
    if done.problems:
        yield _left(done, old)
    yield from (f"{address} leads to the page of {printable(done.name)}." for address in done.redirects)


def _left(done: Retagged, old: str) -> str:
    """That not all is done, and what does the rest: by now the old name is a spelling of the new one."""
    doing = "rename" if same_name(old) == same_name(done.name) else "merge"
    again = f'{program()} tags {doing} "{printable(old)}" "{printable(done.name)}"'
    files = counted(len({each.path for each in done.problems}), "file")
    return f"{files} could not be edited, and may still have the old name: mend what is told below, then {again}"


def _use_json(use: Use) -> dict[str, object]:
    return {**asdict(use), "spellings": dict(use.spellings)}


def _suspects_json(found: Overview) -> list[dict[str, object]]:
    return [asdict(each) for each in found.suspects]
