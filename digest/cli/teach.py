"""The command `teach`: rules for the seeds of a site, shown with what they change before they are kept."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, print_json, program
from digest.errors import UsageError, printable
from digest.seeds.lesson_told import POINTING, said, shown

if TYPE_CHECKING:
    from digest.seeds.effects import Change
    from digest.seeds.lesson_text import Rule
    from digest.seeds.teach import Lesson


class Lines(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Lines by their numbers: `12-18,20`."""

    name = "lines"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The ranges that are meant."""
        ranges = []
        for piece in str(value).split(","):
            match = re.fullmatch(r"\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?", piece)
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
            if not 0 < first <= last:
                self.fail(f"'{value}' must be lines like 12 or 12-18,20", param, ctx)
            ranges.append(range(first, last + 1))
        return ranges


LINES = Lines()


def _pointing(command: Any) -> Any:
    for name, says in reversed(POINTING.items()):
        command = click.option(f"--{name}", type=LINES, multiple=True, metavar="LINES", help=says)(command)
    return command


@click.command()
@click.argument("seed", required=False)
@_pointing
@click.option("--source", metavar="NAME", help="What the site is called, where it is not known yet.")
@click.option("--list", is_flag=True, help="Say what is taught, rule by rule.")
@click.option("--undo", metavar="NAME/NUMBER", help="Take back a rule, by the number that --list gives it, or a spike.")
@click.option("--yes", is_flag=True, help="Keep the rules without asking.")
@options(*TELL, "dry-run", "encoding", "lossy")
def teach(seed: str | None, **_: Any) -> int:
    """Point to lines of a SEED that came out wrong: rules for its whole site are made of them."""
    from digest.seeds import teach as teaching

    run = Run()
    pointed = {name.replace("-", "_"): _ranges(run, name) for name in POINTING if _ranges(run, name)}
    asked = [bool(seed), run.flag("list"), bool(run.given("undo"))]
    if sum(asked) != 1 or bool(seed) != bool(pointed):
        hint = f"{program()} teach seeds/001.txt --drop 12-18, or {program()} teach --list"
        raise UsageError("name a seed and lines of it, or one of --list and --undo", code="usage", hint=hint)
    root = run.settings().root
    if run.flag("list"):
        return _listed(run, teaching.taught(root))
    if run.given("undo"):
        return _kept(run, teaching.unlearnt(root, run.given("undo")), asking=False)
    reading: dict[str, Any] = {"encoding": run.given("encoding") or "", "lossy": run.flag("lossy")}
    found = teaching.lesson(root, str(seed), pointed, source=run.given("source") or "", **reading)
    return _kept(run, found, asking=not run.flag("yes"))


def _ranges(run: Run, name: str) -> list[range]:
    return [each for given in run.given(name.replace("-", "_")) or () for each in given]


def _listed(run: Run, rules: tuple[Rule, ...]) -> int:
    """Every rule with its number, below the name of its site."""
    if run.flag("json"):
        print_json({"rules": [_rule_json(each) for each in rules]})
        return 0
    site = ""
    for each in rules:
        if each.site != site:
            run.tell(printable(each.site))
            site = each.site
        run.tell(f"{each.number:>4}  {said(each.key, each.finder)}")
    run.tell("" if rules else "Nothing is taught.")
    return 0


def _kept(run: Run, found: Lesson, *, asking: bool) -> int:
    """Show a lesson, and write it where the editor wants it."""
    from digest.seeds import teach as teaching

    new = found.after != found.before
    run.tell("\n".join(shown(found, everything=run.flag("verbose"))))
    wanted = new and not run.flag("dry_run") and (not asking or _agreed(run))
    if wanted:
        with run.lock():
            teaching.write(run.settings().root, found)
    run.tell(_ending(found, wanted=wanted, new=new, asked=asking and not run.flag("dry_run")))
    return run.end(found.problems, {**_lesson_json(found), "written": wanted})


def _agreed(run: Run) -> bool:
    """Whether a person at a terminal says yes. Nobody else is asked, and so nothing is written."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return terminal and not run.flag("json") and not run.flag("quiet") and click.confirm("Keep this?")


def _ending(found: Lesson, *, wanted: bool, new: bool, asked: bool) -> str:
    if not new:
        return "Nothing to teach: all these lines come out so already."
    if wanted:
        return f"content/sources.yaml was written; the next `{program()} convert` follows it."
    return "Nothing was written." + (" With --yes the rules are kept." if asked else "")


def _rule_json(rule: Rule) -> dict[str, object]:
    return {
        "site": rule.site,
        "number": rule.number,
        "key": rule.key,
        "rule": str(rule.finder),
        "line": rule.finder.row,
    }


def _lesson_json(found: Lesson) -> dict[str, object]:
    added = [{"key": each.key, "rule": str(each.item)} for each in found.additions]
    return {
        "site": found.site,
        "added": added,
        "removed": [_rule_json(found.taken_out)] if found.taken_out else [],
        "notes": list(found.notes),
        "seeds": found.seeds,
        "changes": [_change_json(each) for each in found.changes],
    }


def _change_json(change: Change) -> dict[str, object]:
    lines = [{"line": each.number, "kept": each.kept, "text": each.words} for each in change.lines]
    return {"seed": change.seed, "lines": lines, "fields": [list(each) for each in change.fields]}
