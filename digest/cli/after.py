"""The commands `announce` and `links`: what may be done after publishing, where site.yaml asks for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run
from digest.cli.words import counted
from digest.errors import UsageError, printable

if TYPE_CHECKING:
    from digest.seeds.fetch import Client


@click.command()
@options(*TELL, "dry-run")
def announce(**_: Any) -> int:
    """Tell the WebSub hub and search engines what has changed since they were last told, once it can be seen."""
    from digest.publish.announcing import announce, news

    run = Run()
    settings = run.settings()
    with run.lock():
        found = news(settings)
        wanted = bool(found.feeds or found.pages) and not run.flag("dry_run")
        told = announce(settings, found, _client(run)) if wanted else ()
    what = f"{counted(len(found.feeds), 'feed')} and {counted(len(found.pages), 'page')}"
    run.tell(f"{what} new, changed or gone since the last time.")
    run.tell(f"Told: {', '.join(told)}." if told else "Nobody was told.")
    return run.end((), {"feeds": list(found.feeds), "pages": list(found.pages), "told": list(told)})


@click.command()
@options(*TELL)
@click.option("--fix", is_flag=True, help="Write down copies of dead originals, where an archive has one.")
def links(**_: Any) -> int:
    """Look at the pages that published texts lead to: which are dead, which have moved."""
    from digest.content.reading import cache_of, read
    from digest.publish.linkcheck import fix, look, problems
    from digest.publish.outgoing import outgoing

    run = Run()
    settings = run.settings()
    wish = settings.site.publish.links
    if wish is None:
        hint = "write into site.yaml:\npublish:\n  links: {days: 30}"
        raise UsageError("looking at outgoing links is not switched on", code="links", hint=hint)
    with run.lock():
        found = outgoing(settings.root, read(settings, cache_of(settings)))
        watch = run.tell if run.flag("verbose") else _silent
        known = look(settings.root, found, wish, _client(run), datetime.now(UTC).date(), watch)
        written = fix(settings.root, found, known) if run.flag("fix") else ()
    for path in written:
        run.tell(f"Wrote `archived:` into {printable(path)}")
    left = [each for each in problems(found, known) if each.path not in written or "`archived:" not in each.hint]
    run.tell(f"{counted(len(found), 'link')} to {counted(len(known), 'page')} of the web.")
    return run.end(left, {"addresses": len(known), "written": list(written)})


def _silent(_: str) -> None:
    """Nobody watches."""


def _client(run: Run) -> Client:
    from digest.seeds.fetch import Client

    return Client(lambda: datetime.now(UTC).replace(microsecond=0), contact=run.settings().site.base_url)
