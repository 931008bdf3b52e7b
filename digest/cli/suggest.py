"""The commands `suggest` and `accept`: tags and topics that a text tells of, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.cli.words import counted
from digest.errors import printable

if TYPE_CHECKING:
    from digest.curate.suggest import Outcome, Suggestion
    from digest.mentions import Mention


@click.command()
@click.argument("files", nargs=-1)
@options(*TELL, "dry-run", "jobs")
def suggest(files: tuple[str, ...], **_: Any) -> int:
    """Suggest tags and topics for articles, with the reasons: for all, or for the FILES named."""
    from digest.curate.suggest import suggest

    run = Run()
    settings = run.settings()
    with run.lock():
        outcome = suggest(settings, files, dry_run=run.flag("dry_run"))
    run.tell("\n".join(_table(outcome)))
    run.tell(_summary(outcome, dry_run=run.flag("dry_run")))
    return run.end(outcome.problems, _json(outcome))


@click.command()
@click.argument("file")
@click.argument("terms", nargs=-1)
@click.option("--refuse", is_flag=True, help="Never suggest these for the article again.")
@options(*TELL, "dry-run")
def accept(file: str, terms: tuple[str, ...], **_: Any) -> int:
    """Move what is suggested in FILE to its tags and topics: all, or the TERMS named."""
    from digest.curate.accept import accept

    run = Run()
    refuse, dry_run = run.flag("refuse"), run.flag("dry_run")
    with run.lock():
        done = accept(run.settings(), file, terms, refuse=refuse, dry_run=dry_run)
    for kind, names in done.moved.items():
        where = "refused" if refuse else kind
        run.tell(f"{where}: {printable(', '.join(names))}")
    run.tell("" if done.moved else f"Nothing is suggested in {done.path}.")
    run.tell("Nothing was written." if dry_run and done.moved else "")
    return run.end((), {"path": done.path, "refused" if refuse else "accepted": done.moved})


def _table(outcome: Outcome) -> Iterator[str]:
    """A block of lines for each article: kind, name, reasons."""
    for found in outcome.suggestions:
        rows = list(_rows(found))
        width = max(len(name) for _, name, _ in rows)
        yield found.path
        yield from (f"  {kind:<7} {printable(name):<{width}}  {why}".rstrip() for kind, name, why in rows)


def _rows(found: Suggestion) -> Iterator[tuple[str, str, str]]:
    for kind, mentions in (("tags", found.tags), ("topics", found.topics)):
        yield from ((kind, each.name, printable(each.why)) for each in mentions)
    yield from (("new?", name, f"{times} times") for name, times in found.new)


def _summary(outcome: Outcome, *, dry_run: bool) -> str:
    if not outcome.suggestions:
        return f"Nothing new to suggest in {counted(outcome.looked_at, 'article')}."
    if not outcome.written or dry_run:
        return "Nothing was written."
    into = counted(len(outcome.written), "article")
    return f"Written to `suggested:` of {into}; `{program()} accept FILE` moves them to `tags:` and `topics:`."


def _json(outcome: Outcome) -> dict[str, object]:
    return {
        "articles": outcome.looked_at,
        "suggestions": [
            {
                "path": found.path,
                "tags": [_mention_json(each) for each in found.tags],
                "topics": [_mention_json(each) for each in found.topics],
                "new": [{"name": name, "times": times} for name, times in found.new],
            }
            for found in outcome.suggestions
        ],
        "written": outcome.written,
    }


def _mention_json(mention: Mention) -> dict[str, object]:
    return {**asdict(mention), "why": mention.why}
