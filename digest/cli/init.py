"""The command `init`: a new digest in an empty folder."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import options
from digest.cli.run import CHECKOUT, Run, print_json, program
from digest.cli.words import counted
from digest.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from digest.publish.beginning import Wish


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options("quiet", "json", "base-url", "now", "dry-run")
@click.option("--title", metavar="TEXT", help="The name of the digest.")
@click.option("--language", type=click.Choice(("en", "ru")), default="en", help="The language of the new digest. [en]")
@click.option("--theme", metavar="NAME", default="gazette", help="How its pages look. [gazette]")
@click.option("--github", is_flag=True, help="Also what GitHub needs to check and publish it.")
def init(folder: Path, **_: Any) -> int:
    """Begin a new digest in DIR, a new or empty folder."""
    from digest.publish.beginning import add, new_digest, write
    from digest.site_yaml import FILE

    run = Run()
    root = folder.absolute()
    wish = _wish(run, root)
    put = add if wish.github and (root / FILE).is_file() else write
    paths = put(root, new_digest(wish), dry_run=run.flag("dry_run"))
    if run.flag("json"):
        print_json({"folder": str(root), "files": paths, "written": not run.flag("dry_run")})
    run.tell(_told(run, folder, wish, paths))
    run.tell(_above(root) if wish.github else "")
    return 0


def _above(root: Path) -> str:
    """A warning where GitHub would not find the workflow."""
    from digest.publish.origin import repository_above

    top = repository_above(root)
    if not top:
        return ""
    told = f"GitHub looks for workflows at the top of a repository only, and this folder lies in that of {top}:"
    return f"{told}\n`git init` in it makes it one of its own."


def _wish(run: Run, root: Path) -> Wish:
    from digest.publish.beginning import TITLES, Wish
    from digest.publish.origin import ELSEWHERE, branch, pages_address, requirement
    from digest.site_yaml import checked_flag

    language = run.given("language")
    base_url = run.given("base_url") or pages_address(root) or ELSEWHERE
    checkout = os.environ.get(CHECKOUT)
    return Wish(
        language=language,
        title=str(checked_flag("title", run.given("title") or TITLES[language])),
        base_url=str(checked_flag("base_url", base_url)),
        theme=_theme(run.given("theme")),
        day=_today(run),
        requirement=requirement(Path(checkout) if checkout else None),
        branch=branch(root),
        github=run.flag("github"),
    )


def _theme(name: str) -> str:
    from digest.site.layers import THEMES, builtin

    known = [each.name for each in (builtin() / THEMES).iterdir() if each.is_dir()]
    if name not in known:
        raise UsageError(f"there is no theme `{name}`", code="theme", hint=did_you_mean(name, known))
    return name


def _today(run: Run) -> str:
    """The day of the first article, so that it is out at once."""
    from digest.moments import zone_named
    from digest.publish.beginning import ZONES
    from digest.settings import this_moment

    zone = zone_named(ZONES[run.given("language")])
    flags = {"now": run.given("now")} if run.given("now") else {}
    return this_moment(flags, os.environ, datetime.now(UTC), zone).date().isoformat()


def _told(run: Run, folder: Path, wish: Wish, paths: list[str]) -> str:
    did = "Would write" if run.flag("dry_run") else "Wrote"
    lines = [f"{did} {counted(len(paths), 'file')} into {folder}{os.sep}:", *(f"  {path}" for path in paths)]
    where = f" --site {shlex.quote(str(folder))}"
    lines.append(
        f"Next: `{program()} serve{where}` shows it in the browser; content/articles/first.md is yours to edit."
    )
    if wish.base_url.startswith("https://example.org/"):
        lines.append("Its address is not known yet: write it into site.yaml as `base_url:` before you publish.")
    if wish.github:
        lines.append(
            "On GitHub, once: Settings -> Pages -> Source -> GitHub Actions; "
            f"then every push to `{wish.branch}` is published."
        )
    return "\n".join(lines)
