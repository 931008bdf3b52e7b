"""The commands `publish` and `diff`: what would change for readers, and the way of a site to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from digest.cli.flags import TELL, options
from digest.cli.homes import publish_home, to_option
from digest.cli.run import Run
from digest.cli.words import counted
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.publish.comparing import Compared, Standing
    from digest.publish.difference import Difference
    from digest.publish.publish import Published

SHOWN = 20  # addresses of a kind, unless more are asked for

_branch = click.option("--branch", metavar="BRANCH", help="The branch for the site. [gh-pages]")
_remote = click.option("--remote", metavar="REMOTE", help="The remote of git that it is pushed to. [origin]")
_timeout = click.option(
    "--timeout", type=click.IntRange(1, 86_400), default=600, help="How many seconds the remote is waited for. [600]"
)


@click.command()
@options(*TELL, "output", "base-url", "jobs", "dry-run")
@_branch
@_remote
@_timeout
@to_option
@click.option("--adopt", is_flag=True, help="Take over a branch that this program did not make; its history stays.")
@click.option("--lose", is_flag=True, help="Let pages go for which there is no redirect.")
@click.option("--squash-history", type=click.IntRange(1), metavar="N", help="Begin anew after so many publications.")
def publish(to: str | None, **_: Any) -> int:
    """Build the site and push it to its branch; nothing you work on is touched."""
    from digest.publish.publish import Wish, publish

    run = Run()
    if to is not None:
        return publish_home(run, to)
    settings = run.settings()
    wish = Wish(
        **_where(run),
        adopt=run.flag("adopt"),
        lose=run.flag("lose"),
        squash=run.given("squash_history") or 0,
        dry_run=run.flag("dry_run"),
        strict=run.flag("strict"),
    )
    with run.lock():
        done = publish(settings, wish, datetime.now(UTC), lambda found: run.tell(_told(run, found)))
    run.tell(_end(done))
    return run.end(done.problems, _json(done))


@click.command()
@options(*TELL, "output", "base-url", "jobs")
@_branch
@_remote
@_timeout
@click.option("--against", metavar="DIR", help="Compare with the finished site in a folder.")
@click.option("--fix", is_flag=True, help="Write the former addresses of what was renamed into `aliases:`.")
def diff(**_: Any) -> int:
    """Build the site and say which pages are new, changed or lost against what readers see now."""
    from digest.publish.comparing import compared
    from digest.publish.difference import losses

    run = Run()
    settings = run.settings()
    with run.lock():
        found = compared(settings, _against(run), fix=run.flag("fix"))
    run.tell("\n".join(_compared(run, found)))
    told = {"against": found.name, "difference": asdict(found.difference), "written": found.written}
    renamed = {each.old: each.path for each in found.renamed}
    return run.end((*found.problems, *losses(found.difference)), {**told, "renamed": renamed})


def _against(run: Run) -> Standing:
    from digest.publish.comparing import branch, folder

    named = run.given("against")
    if named:
        if run.given("branch") or run.given("remote"):
            raise UsageError("--against a folder and --branch or --remote exclude each other", code="usage")
        return folder(Path(named).absolute())
    where = _where(run)
    return branch(run.settings(), where["remote"], where["branch"], where["patience"])


def _where(run: Run) -> dict[str, Any]:
    from digest.branch_yaml import checked_name

    own = run.settings().site.publish
    given = {name: run.given(name) for name in ("branch", "remote")}
    named = {name: checked_name(name, word) if word else getattr(own, name) for name, word in given.items()}
    return {**named, "patience": float(run.given("timeout"))}


def _told(run: Run, found: Difference) -> str:
    return "\n".join(summary(found, everything=run.flag("verbose")))


def summary(found: Difference, *, everything: bool) -> Iterator[str]:
    """What would change: each page by its address, other files by their number."""
    if found.empty:
        yield "Nothing is different."
        return
    for word, pages in (("new", found.added), ("changed", found.changed), ("lost", found.lost)):
        if pages:
            yield f"{counted(len(pages), 'page')} {word}:"
            yield from (f"  {page}" for page in (pages if everything else pages[:SHOWN]))
            more = 0 if everything else len(pages) - SHOWN
            yield from [f"  … and {more:,} more (--verbose shows all)"] if more > 0 else []
    others = {"new": found.others_added, "changed": found.others_changed, "lost": found.others_lost}
    said = ", ".join(f"{number:,} {word}" for word, number in others.items() if number)
    if said:
        yield f"Other files: {said}."


def _compared(run: Run, found: Compared) -> Iterator[str]:
    yield f"Against {found.name}:"
    yield _told(run, found.difference)
    if found.renamed:
        yield "Wrote the former addresses:" if found.written else "Renamed, it seems (--fix writes it into `aliases:`):"
        yield from (f"  {each.old} is {each.url} now ({each.path})" for each in found.renamed)


def _end(done: Published) -> str:
    if done.commit:
        return f"Published {counted(done.files, 'file')} to {done.place}, as {done.commit[:12]}."
    return f"{done.place} is unchanged." if done.difference.empty else "Nothing was pushed."


def _json(done: Published) -> dict[str, object]:
    return {"place": done.place, "commit": done.commit, "files": done.files, "difference": asdict(done.difference)}
