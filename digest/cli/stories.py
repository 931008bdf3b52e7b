"""The command `stories`: which articles may be one story, and what the editor decides of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from digest.cli.flags import TELL, options
from digest.cli.run import Run, program
from digest.errors import UsageError, printable

if TYPE_CHECKING:
    from digest.curate.stories import Proposal

TOPICS = 20  # proposals of the last band that are shown; with --verbose all
HEADS = {
    "reprint": "Nearly the same words:",
    "same": "One story?",
    "topic": "On one topic; perhaps a follow-up:",
}
DECISIONS = ("same", "follow-up", "unrelated")


@click.command()
@click.argument("articles", nargs=-1)
@click.option("--title", metavar="WORDS", help="What the story is called.")
@click.option("--slug", metavar="WORD", help="The last part of the story's address.")
@click.option("--lead", metavar="ARTICLE", help="The article that tells the story best.")
@options(*TELL, "now", "dry-run")
def stories(articles: tuple[str, ...], **_: Any) -> int:
    """Propose articles that may be one story: of the whole archive, or only for the ARTICLES named.

    To decide: `stories same A B`, `stories follow-up A B`, `stories unrelated A B`.
    """
    run = Run()
    given = {name: run.given(name) or "" for name in ("title", "slug", "lead")}
    if articles[:1] and articles[0] in DECISIONS:
        return _decide(run, articles[0], articles[1:], given)
    if any(given.values()):
        hint = f"{program()} stories same A B --title …"
        raise UsageError("--title, --slug and --lead belong to `stories same`", code="usage", hint=hint)
    return _propose(run, articles)


# proposals


def _propose(run: Run, articles: Sequence[str]) -> int:
    from digest.content import decisions
    from digest.content.units import Units
    from digest.curate import decide
    from digest.curate.profiles import Profiles
    from digest.curate.stories import proposals

    settings = run.settings()
    with run.lock():
        profiles = Profiles(settings)
    names = set(decide.articles(settings.root))
    only = {decide.named(each, names) for each in articles} & set(profiles.names) if articles else None
    known = decisions.read(settings.root)
    units = Units(known, names)
    found = proposals(profiles, units, only)
    run.tell("\n".join(_shown(found, everything=run.flag("verbose"))))
    return run.end(
        [*profiles.problems, *known.problems, *units.problems], {"proposals": [_json(each) for each in found]}
    )


def _shown(found: Sequence[Proposal], *, everything: bool) -> Iterator[str]:
    for band, head in HEADS.items():
        mine = [each for each in found if each.band == band]
        some = mine if everything or band != "topic" else mine[:TOPICS]
        yield from [head] if some else []
        for each in some:
            yield from _proposal(each)
        if len(some) < len(mine):
            yield f"And {len(mine) - len(some)} more, which --verbose shows.\n"
    yield _ending(found)


def _ending(found: Sequence[Proposal]) -> str:
    if not found:
        return "No two articles seem to belong together on which nothing is decided."
    pair = " ".join(printable(profile.name) for profile in (found[0].one, found[0].other))
    return f"To decide, with `follow-up` or `unrelated` in place of `same`:\n  {program()} stories same {pair}"


def _proposal(each: Proposal) -> Iterator[str]:
    """Two lines for two articles, and one for the reasons."""
    for profile in (each.one, each.other):
        yield f"  {printable(profile.name)}"
        yield f"    {printable(', '.join(filter(None, (profile.title, profile.source, profile.date))))}"
    yield f"  {printable('; '.join(each.reasons))}\n"


def _json(each: Proposal) -> dict[str, object]:
    articles = [
        {"file": profile.name, "title": profile.title, "source": profile.source, "date": profile.date}
        for profile in (each.one, each.other)
    ]
    reasons = {"words": list(each.words), "names": list(each.names), "days": round(each.days, 2)}
    return {"band": each.band, "score": round(each.score, 3), "articles": articles, **reasons}


# decisions


def _decide(run: Run, kind: str, articles: Sequence[str], given: dict[str, str]) -> int:
    from digest.curate import decide

    if kind != "same" and any(given.values()):
        raise UsageError("--title, --slug and --lead belong to `stories same`", code="usage")
    root = run.settings().root
    with run.lock():
        found = decide.decided(root, decide.articles(root), kind, articles, **given)  # type: ignore[arg-type]
        wanted = bool(found.added) and not run.flag("dry_run")
        if wanted:
            decide.write(root, found)
    run.tell(found.added.rstrip())
    if not found.added:
        run.tell("Nothing to write: that is decided already.")
    else:
        run.tell("content/stories.yaml was written." if wanted else "Nothing was written.")
    return run.end([], {"added": found.added, "written": wanted})
