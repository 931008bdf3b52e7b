"""The commands `add` and `pull`: they fetch from the web what an editor names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.cli.words import counted
from digest.errors import CONTENT, DigestError, Problem, UsageError, did_you_mean, printable

if TYPE_CHECKING:
    from digest.seeds.add import Added
    from digest.seeds.feeds_yaml import Feed
    from digest.seeds.fetch import Client
    from digest.seeds.pull import Pulled

SHOWN = 90  # letters of a title


@click.command()
@click.argument("things", nargs=-1, required=True, metavar="FILE|URL|-...")
@click.option("--name", metavar="NAME", help="What the new seed is called, where it is not to be called as it is.")
@click.option("--allow", metavar="HOST", multiple=True, help="A host that may be of a private network.")
@options(*TELL, "dry-run")
def add(things: tuple[str, ...], **_: Any) -> int:
    """Put files, pages of the web, or what is typed in (-) into seeds/."""
    run = Run()
    if run.given("name") and len(things) > 1:
        hint = f"{program()} add --name proton page.html"
        raise UsageError("--name needs one thing that is called so", code="usage", hint=hint)
    added: list[Added] = []
    problems: list[Problem] = []
    for found in _added(run, things):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            added.append(found)
            run.tell(_said(found, dry_run=run.flag("dry_run")))
    run.tell(_next(run, sum(each.new for each in added)))
    return run.end(problems, {"added": [{"asked": each.asked, "seed": each.seed, "new": each.new} for each in added]})


def _added(run: Run, things: Sequence[str]) -> Iterator[Added | Problem]:
    """What becomes of each thing; one that fails does not stop the others."""
    from digest.seeds.storing import getting

    with getting(run.settings().root):
        one = _Adding(run)
        for thing in things:
            try:
                yield one.added(thing)
            except DigestError as error:
                if error.status != CONTENT:
                    raise
                yield error.problem


class _Adding:
    """Adds one thing after the other; what only the web needs is made when it is first needed."""

    def __init__(self, run: Run) -> None:
        self.run, self.root = run, run.settings().root
        self.web: tuple[Any, Any] | None = None
        self.how: dict[str, Any] = {"called": run.given("name") or "", "dry_run": run.flag("dry_run")}

    def added(self, thing: str) -> Added:
        """One thing, by what it looks like: an address, `-`, or a file."""
        if "://" in thing:
            return self._page(thing)
        from digest.seeds.add import add_file, add_text
        from digest.seeds.parts import SIZE

        if thing == "-":
            return add_text(self.root, sys.stdin.buffer.read(SIZE + 1), **self.how)
        return add_file(self.root, thing, **self.how)

    def _page(self, url: str) -> Added:
        from digest.seeds.add import add_page
        from digest.seeds.holdings import holdings

        self.web = self.web or (_client(self.run), holdings(self.root))
        allow = tuple(host.lower().strip("[]") for host in self.run.given("allow"))
        return add_page(self.root, url, *self.web, allow=allow, **self.how)


@click.command()
@click.argument("feeds", nargs=-1)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), help="How many entries of each feed to look at. [its own limit]"
)
@options(*TELL, "dry-run")
def pull(feeds: tuple[str, ...], **_: Any) -> int:
    """Fetch what is new in the feeds of content/feeds.yaml, all of them or those named, into seeds/."""
    from digest.seeds import feeds_yaml
    from digest.seeds.pull import pull
    from digest.seeds.storing import getting

    run = Run()
    root = run.settings().root
    known = feeds_yaml.read(root)
    chosen = _chosen(known.feeds, feeds)
    done: list[Pulled] = []
    with getting(root), run.progress():
        how: dict[str, Any] = {"most": run.given("limit") or 0, "dry_run": run.flag("dry_run")}
        for each in pull(root, chosen, _client(run), datetime.now(UTC), **how):
            done.append(each)
            run.tell("\n".join(_shown(each)))
    if not known.feeds and not known.problems:
        run.tell("There are no feeds yet: write `NAME: https://…` into content/feeds.yaml.")
    run.tell(_next(run, sum(len(each.new) for each in done)))
    problems = [*(known.problems if not feeds else ()), *(problem for each in done for problem in each.problems)]
    return run.end(problems, {"feeds": [_pulled_json(each) for each in done]})


def _client(run: Run) -> Client:
    from digest.seeds.fetch import Client

    return Client(lambda: datetime.now(UTC).replace(microsecond=0), contact=run.settings().site.base_url)


def _chosen(feeds: Sequence[Feed], names: Sequence[str]) -> Sequence[Feed]:
    by_name = {feed.name: feed for feed in feeds}
    for name in names:
        if name not in by_name:
            hint = did_you_mean(name, by_name) if by_name else "content/feeds.yaml names none"
            raise UsageError(f"there is no feed {printable(name)}", code="feeds", hint=hint)
    return [feed for feed in feeds if not names or feed.name in names]


def _said(found: Added, *, dry_run: bool) -> str:
    if not found.new:
        return f"{printable(found.asked)} is there already: {printable(found.seed)}"
    return f"{printable(found.asked)} {'would become' if dry_run else '->'} {found.seed}"


def _shown(pulled: Pulled) -> Iterator[str]:
    """What came of a feed, and a line for each new seed."""
    name = printable(pulled.feed.name)
    if pulled.unchanged:
        yield f"{name}: nothing has changed"
    elif pulled.new or pulled.known or pulled.waiting or not pulled.problems:
        waiting = f", {pulled.waiting:,} left for the next time" if pulled.waiting else ""
        yield f"{name}: {len(pulled.new):,} new, {pulled.known:,} there already{waiting}"
    for each in pulled.new:
        title = each.title if len(each.title) <= SHOWN else each.title[:SHOWN] + "…"
        yield f"  {each.seed}  {printable(title)}".rstrip()
    yield from (f"  note: {note}" for note in pulled.notes)


def _next(run: Run, new: int) -> str:
    if run.flag("dry_run"):
        return "Nothing was written."
    return f"{counted(new, 'new seed')}; `{program()} convert` makes drafts." if new else ""


def _pulled_json(pulled: Pulled) -> dict[str, object]:
    return {
        "name": pulled.feed.name,
        "url": pulled.feed.url,
        "new": [{"seed": each.seed, "url": each.url, "title": each.title} for each in pulled.new],
        "known": pulled.known,
        "waiting": pulled.waiting,
        "unchanged": pulled.unchanged,
        "notes": list(pulled.notes),
    }
