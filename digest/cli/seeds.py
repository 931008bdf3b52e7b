"""The commands `seeds` and `spike`: what has become of the raw articles, and those that are not wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run

if TYPE_CHECKING:
    from digest.seeds.overview import Seen

ASKING = ("new", "conflicting", "waiting")  # states in which a seed waits for its editor


@click.command()
@options(*TELL, "jobs")
def seeds(**_: Any) -> int:
    """List the seeds by what has become of them."""
    from digest.seeds.overview import overview

    run = Run()
    seen, problems = overview(run.settings())
    run.tell("\n".join(_by_state(seen, everything=run.flag("verbose"))))
    return run.end(problems, {"seeds": [_json(each) for each in seen]})


@click.command()
@click.argument("seeds", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Take back a rule, by the number that --list gives it, or a spike.")
@options(*TELL, "dry-run")
def spike(seeds: tuple[str, ...], **_: Any) -> int:
    """Say of SEEDS that you do not want them: they are kept, and not offered again."""
    from digest.seeds.overview import spike

    run = Run()
    undo = run.flag("undo")
    with run.lock():
        done = spike(run.settings(), seeds, undo=undo, dry_run=run.flag("dry_run"))
    said = "Taken back" if undo else "Not offered again (`spike --undo` takes that back)"
    told = [f"{said}:", *(f"  {each}" for each in done.seeds)] if done.seeds else ["Nothing to do."]
    run.tell("" if done.problems and not done.seeds else "\n".join(told))
    return run.end(done.problems, {"undone" if undo else "spiked": list(done.seeds)})


def _by_state(seen: Sequence[Seen], *, everything: bool) -> Iterator[str]:
    """How many seeds are in each state; the names of those that ask for something, or of all."""
    from digest.seeds.overview import SHOWN

    if not seen:
        yield "There are no seeds."
    for state in SHOWN:
        found = [each for each in seen if each.state is state]
        if found:
            yield f"{len(found):>6,}  {state}"
        for each in found:
            if everything or state in ASKING or each.changed:
                yield f"        {each.seed}{_more(each)}"


def _more(each: Seen) -> str:
    arrow = f" -> {each.article}" if each.article else ""
    return arrow + (" (a copy)" if each.copy else " (changed since)" if each.changed else "")


def _json(each: Seen) -> dict[str, object]:
    return {
        "seed": each.seed, "state": each.state.value, "article": each.article,
        "changed": each.changed, "copy": each.copy,
    }  # fmt: skip
