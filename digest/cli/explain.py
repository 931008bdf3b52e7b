"""The command `explain`, and what `convert --explain` shows: what became of each line of a seed, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, print_json
from digest.cli.words import counted
from digest.errors import printable

if TYPE_CHECKING:
    from digest.seeds.explain import Explained, Line

SHOWN = 90  # letters of a line
STYLES = {"+": "bold green", "=": "cyan", " ": "dim", "!": "yellow", "#": "bold"}  # of lines that begin so


@click.command()
@click.argument("article")
@click.option("--dropped", is_flag=True, help="Show only what was left out.")
@options(*TELL, "encoding", "lossy")
def explain(article: str, **_: Any) -> int:
    """Show what was kept of the seed of an ARTICLE, what was left out, and why; or of a seed, seeds/FILE."""
    from digest.seeds.explain import explained_named

    run = Run()
    reading: dict[str, Any] = {"encoding": run.given("encoding") or "", "lossy": run.flag("lossy")}
    return show(run, explained_named(run.settings(), article, **reading))


def show(run: Run, seeds: Sequence[Explained]) -> int:
    """Print what became of the lines of some seeds."""
    dropped = run.flag("dropped")
    if run.flag("json"):
        print_json({"seeds": [_seed_json(each, dropped=dropped) for each in seeds], "problems": []})
    elif not run.flag("quiet"):
        _print(_shown(seeds, dropped=dropped))
    return 0


def _print(lines: Iterable[str]) -> None:
    """In colours for a person at a terminal who has not refused them (NO_COLOR), as plain lines for all else."""
    if not sys.stdout.isatty():
        print("\n".join(lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text(line, style=STYLES.get(line[:1], "")), soft_wrap=True)


def _shown(seeds: Sequence[Explained], *, dropped: bool) -> Iterator[str]:
    for each in seeds:
        yield from _head(each, alone=len(seeds) == 1)
        for line in _wanted(each, dropped=dropped):
            yield from _line(line)
        if each.differing:
            yield f"! {counted(each.differing, 'line')} would be decided otherwise today."


def _head(seed: Explained, *, alone: bool) -> Iterator[str]:
    """What the lines are of, where that is more than the file that was named."""
    fetched = f", fetched {seed.fetched:%Y-%m-%d %H:%M %Z}" if seed.fetched else ""
    origin = f": {seed.origin}{fetched}" if seed.origin else ""
    letters = "" if seed.encoding == "utf-8" else f", read as {seed.encoding}"
    if seed.article or origin or letters or not alone:
        made = f"{seed.article} was made of " if seed.article else ""
        yield printable(f"# {made}{seed.seed}{origin}{letters}")


def _wanted(seed: Explained, *, dropped: bool) -> tuple[Line, ...]:
    return tuple(line for line in seed.lines if not (dropped and (line.kept or line.used)))


def _line(line: Line) -> Iterator[str]:
    """A block on two lines: its number, label and words; how sure that is, the rule that says so, and why."""
    block = line.labelled.block
    words = block.text if len(block.text) <= SHOWN else block.text[:SHOWN] + "…"
    mark = _mark(line)
    yield f"{mark}{block.line:>4}  {line.labelled.label:<8}  {printable(words)}"
    yield f"{_percent(line.labelled.sure):>15}  {line.labelled.rule}: {printable(line.labelled.why)}"
    if line.differs:
        yield f"!{'':16}{'left out' if line.labelled.kept else 'kept'} then, {_today(line)} today"


def _percent(share: float | None) -> str:
    """Nothing is wholly sure, and nothing out of the question."""
    return "" if share is None else f"{min(99, max(1, round(100 * share)))} %"


def _mark(line: Line) -> str:
    return "+" if line.kept else "=" if line.used else " "


def _today(line: Line) -> str:
    return "kept" if line.labelled.kept else "left out"


def _seed_json(seed: Explained, *, dropped: bool) -> dict[str, object]:
    return {
        "seed": seed.seed,
        "sha256": seed.sha256,
        "article": seed.article,
        "origin": seed.origin,
        "fetched": seed.fetched.isoformat() if seed.fetched else "",
        "encoding": seed.encoding,
        "lines": [_line_json(line) for line in _wanted(seed, dropped=dropped)],
    }


def _line_json(line: Line) -> dict[str, object]:
    block = line.labelled.block
    return {
        "line": block.line,
        "end": block.end,
        "text": block.text,
        "kept": line.kept,
        "label": line.labelled.label.value,
        "rule": line.labelled.rule,
        "why": line.labelled.why,
        "sure": None if line.labelled.sure is None else round(line.labelled.sure, 3),
        "kept_today": line.labelled.kept,
    }
