"""The commands: one function each, in the order of an editor's day."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from digest import __version__
from digest.cli.after import announce, links
from digest.cli.check import check
from digest.cli.explain import explain, show
from digest.cli.flags import MAKE, TELL, options
from digest.cli.forms import forms
from digest.cli.getting import add, pull
from digest.cli.init import init
from digest.cli.issue import issue
from digest.cli.publish import diff, publish
from digest.cli.run import Run, print_json, print_settings, program
from digest.cli.schedule import schedule
from digest.cli.seeds import seeds, spike
from digest.cli.stories import stories
from digest.cli.suggest import accept, suggest
from digest.cli.tags import tags
from digest.cli.teach import teach
from digest.cli.words import (
    build_details,
    comparison,
    conversion,
    conversion_details,
    converted_before,
    first_steps,
    next_step,
    outcome_json,
    report_json,
    summary,
)
from digest.errors import Problem, UsageError, did_you_mean

if TYPE_CHECKING:
    from digest.site.report import Report


class _Commands(click.Group):
    """Knows the near names of a mistyped command, and the flags that stand before one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move flags from before a command to behind it, where it is known which it has."""
        params = [each for command in (self, *self.commands.values()) for each in command.params]
        flags = {each.name: each for each in params if isinstance(each, click.Option)}
        parser = click.Command(None, params=list(flags.values())).make_parser(ctx)
        given, rest, _ = parser.parse_args(list(args))
        before = args[: len(args) - len(rest)]
        return super().parse_args(ctx, args if "version" in given else [*rest[:1], *before, *rest[1:]])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(
                f"There is no command `{args[0]}`: {did_you_mean(args[0].lower(), self.commands)}", ctx
            )
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@options(*TELL, *MAKE, "executor")
@click.version_option(__version__, prog_name="Digest", message="%(prog)s %(version)s")
def cli(**_: Any) -> int | None:
    """Digest makes a news digest out of raw seed articles.

    Without a command it converts the new seeds and builds the site.
    """
    return None if click.get_current_context().invoked_subcommand else _everything()


@cli.command()
@click.argument("seeds", nargs=-1)
@options(*TELL, "explain", "dry-run", "force", "encoding", "lossy", "jobs", "executor")
def convert(seeds: tuple[str, ...], **_: Any) -> int:
    """Turn new seeds into drafts: all of seeds/, or the SEEDS named."""
    from digest.seeds.convert import convert

    run = Run()
    reading: dict[str, Any] = {"encoding": run.given("encoding") or "", "lossy": run.flag("lossy")}
    for flag in ("explain", "force", "encoding", "lossy"):
        if run.given(flag) and not seeds:
            hint = f"{program()} convert --{flag} … seeds/FILE"
            raise UsageError(f"--{flag} needs the name of a seed", code="usage", hint=hint)
    if run.flag("explain"):
        from digest.seeds.explain import explained

        return show(run, [each for seed in seeds for each in explained(run.settings(), seed, **reading)])
    with run.lock(), run.executor() as executor, run.progress():
        doing: dict[str, Any] = {"force": run.flag("force"), "dry_run": run.flag("dry_run"), "executor": executor}
        outcome = convert(run.settings(), only=seeds, **doing, **reading)
    run.tell(conversion(outcome))
    run.tell("\n".join(conversion_details(outcome)))
    run.tell(converted_before(outcome) if run.flag("verbose") else "")
    return run.end(outcome.problems, outcome_json(outcome))


cli.add_command(init)
cli.add_command(add)
cli.add_command(pull)
cli.add_command(explain)
cli.add_command(teach)
cli.add_command(seeds)
cli.add_command(spike)
cli.add_command(suggest)
cli.add_command(accept)
cli.add_command(tags)
cli.add_command(stories)
cli.add_command(issue)
cli.add_command(publish)
cli.add_command(diff)


@cli.command()
@options(*TELL, *MAKE, "explain", "verify", "dry-run", "executor")
@click.option("--limits", is_flag=True, help="Also say where the site is more than GitHub Pages takes.")
def build(**_: Any) -> int:
    """Build the site into public/."""
    run = Run()
    settings = run.settings()
    with run.lock(), run.progress():
        report = _report(run)
        unlike = _unlike(run)
    if run.flag("explain") or run.flag("verbose") or run.flag("dry_run"):
        run.tell("\n".join(build_details(report)))
    run.tell("Nothing was written." if run.flag("dry_run") else "")
    run.tell(comparison(unlike) if run.flag("verify") else "")
    run.tell(summary(report, _shown(run), drafts=settings.drafts))
    run.tell(first_steps(report, program()))
    return run.end((*report.problems, *_too_much(run)), report_json(report), failed=bool(unlike))


def _too_much(run: Run) -> list[Problem]:
    """Where the built site is more than GitHub Pages takes, if that is asked."""
    from digest.publish.limits import beyond, sizes

    output = run.settings().output
    return list(beyond(sizes(output))) if run.flag("limits") and output.is_dir() else []


def _report(run: Run) -> Report:
    """What was built, or would be."""
    if run.flag("dry_run"):
        from digest.site.build import preview

        return preview(run.settings())
    from digest.site.upkeep import build

    with run.executor() as executor:
        return build(run.settings(), executor, _keep)


_made: list[object] = []


def _keep(made: object) -> None:
    """Hold what the last build has made until the program ends, which then need not take it apart."""
    _made[:] = [made]


def _unlike(run: Run) -> tuple[str, ...]:
    """The files in which a second build differs, if one is asked for."""
    if not run.flag("verify"):
        return ()
    from digest.site.build import differences

    _made.clear()  # that one makes as much again
    return differences(run.settings())


@cli.command()
@options("site", "quiet", "base-url", "drafts", "future", "now", "jobs", "port", "open", "follow")
@click.option("--host", default="127.0.0.1", help="The address to listen on; with any other, strangers may look on.")
def serve(host: str, **_: Any) -> int:
    """Show the site in the browser while you edit it: drafts too, and every change at once."""
    from digest.serve.server import serve

    run = Run()
    wishes = {"open_browser": run.flag("open"), "follow": run.flag("follow")}
    serve(run.settings(), host=host, port=run.given("port"), tell=run.tell, **wishes)
    return 0


cli.add_command(forms)
cli.add_command(publish)
cli.add_command(announce)
cli.add_command(links)
cli.add_command(check)
cli.add_command(schedule)


@cli.command()
@options("site", "json", *MAKE)
def config(**_: Any) -> int:
    """Print the settings, and where each value came from."""
    run = Run()
    settings = run.settings()
    values = settings.values()
    if run.flag("json"):
        print_json({name: {"value": value, "from": settings.origins[name]} for name, value in values.items()})
        return 0
    rows = [(name, _shown_value(value), settings.origins[name]) for name, value in values.items()]
    print_settings(rows)
    return 0


def _everything() -> int:
    """What the program does without a command."""
    from digest.seeds.convert import convert
    from digest.site.upkeep import build

    run = Run()
    settings = run.settings()
    with run.lock(), run.executor() as executor, run.progress():
        outcome = convert(settings, executor=executor)
        report = build(settings, executor, _keep)
    run.tell(conversion(outcome))
    if run.flag("verbose"):
        run.tell("\n".join(conversion_details(outcome)))
        run.tell(converted_before(outcome))
        run.tell("\n".join(build_details(report)))
    run.tell(summary(report, _shown(run), drafts=settings.drafts))
    run.tell(next_step(report, program()) if report.drafts or not outcome.problems else "")
    problems = dict.fromkeys((*outcome.problems, *report.problems))  # both read content/sources.yaml
    return run.end(problems, {**outcome_json(outcome), **report_json(report)})


def _shown_value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shown(run: Run) -> str:
    """The output folder as the user sees it from here."""
    return os.path.relpath(run.settings().output) + os.sep
