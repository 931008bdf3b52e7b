"""What was done -> the sentence, or the JSON, that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.seeds.convert import Outcome
    from digest.site.plan import Plan
    from digest.site.report import Report


def summary(report: Report, output: str, *, drafts: bool) -> str:
    """What a build did, in a sentence. `output` is the folder as the user sees it."""
    head = f"{counted(report.articles, 'article')}, {counted(report.files, 'page')} in {output}"
    done = f"{report.written:,} written, {len(report.pruned):,} removed, {report.kept:,} unchanged"
    if report.failed:
        return f"{counted(len(report.failed), 'page')} could not be rendered, so {output} was left as it stood."
    waiting = [f"{counted(report.drafts, 'draft')} left out"] if report.drafts and not drafts else []
    waiting += [f"scheduled for {each.date:%Y-%m-%d %H:%M}: {each.path}" for each in report.scheduled]
    return f"{head}: {done} in {report.seconds:.1f} s" + "".join(f"; {each}" for each in waiting) + "."


def first_steps(report: Report, program: str) -> str:
    """What to do next on a site that has nothing to show yet."""
    if report.articles or report.scheduled or report.problems:
        return ""
    if report.drafts:
        return f"All articles are drafts: `{program} serve` shows them; take `draft: true` out of one to publish it."
    return (
        f"There are no articles yet: put raw ones into seeds/ and type `{program}`, or write content/articles/NAME.md."
    )


def next_step(report: Report, program: str) -> str:
    """What to do after the seeds were converted and the site was built."""
    if report.drafts:
        return f"Next: `{program} serve` shows the site with its drafts; they wait for you in content/articles/."
    return first_steps(report, program)


def build_details(report: Report) -> Iterator[str]:
    """A line for each page that was made or removed, and why."""
    for url, why in sorted(report.rendered.items()):
        yield f"{url}: {why}"
    for path in report.pruned:
        yield f"/{path}: no page stands there any more"


def inventory(plan: Plan) -> str:
    """What a build would begin with, in a sentence."""
    found = plan.library
    waiting = f"{counted(found.drafts, 'draft')}, {len(found.scheduled)} scheduled"
    return f"{counted(len(found.articles), 'article')} to show, {waiting}: {counted(len(plan.pages), 'file')} to make."


def conversion(outcome: Outcome) -> str:
    """What a conversion did, in a sentence."""
    new = [each for each in outcome.converted if not each.updated and not each.merged]
    guesses = sum(1 for each in new if each.unsure)
    failed = len({each.path for each in outcome.problems if each.level == "error" and each.path.startswith("seeds/")})
    none = "No seeds converted" if failed else "No new seeds"
    said = f"Converted {counted(len(new), 'new seed')} into drafts" if new else none
    said += f"; {guesses} of them with guesses to confirm (`unsure:`)" if guesses else ""
    updated = sum(each.updated for each in outcome.converted)
    merged = sum(each.merged for each in outcome.converted)
    said += f"; {counted(updated, 'draft')} that nobody had edited made anew" if updated else ""
    said += f"; {counted(merged, 'edited article')} merged with what is new in the draft" if merged else ""
    said += f"; {counted(failed, 'seed')} could not be converted" if failed else ""
    return said + "."


def conversion_details(outcome: Outcome) -> Iterator[str]:
    """A line for each seed that was converted or passed over."""
    for each in outcome.converted:
        how = "merged: your own text is in .digest/backup/" if each.merged else "made anew" if each.updated else ""
        told = how or (f"unsure: {', '.join(each.unsure)}" if each.unsure else "")
        yield f"  {each.seed} -> {each.article}" + (f" ({told})" if told else "")
    for skip in outcome.skipped:
        yield f"  {skip.seed}: {skip.reason}"


def converted_before(outcome: Outcome) -> str:
    """How many seeds are as they were when they were converted."""
    return f"  {counted(outcome.unchanged, 'seed')} converted before" if outcome.unchanged else ""


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """What a conversion did, as `--json` prints it."""
    converted = [
        {
            "seed": each.seed, "article": each.article, "unsure": list(each.unsure),
            "updated": each.updated, "merged": each.merged,
        }
        for each in outcome.converted
    ]  # fmt: skip
    skipped = [{"seed": each.seed, "reason": each.reason} for each in outcome.skipped]
    return {"converted": converted, "unchanged": outcome.unchanged, "skipped": skipped}


def report_json(report: Report) -> dict[str, object]:
    """What a build did, as `--json` prints it."""
    return {
        "rendered": report.rendered,
        "written": report.written,
        "kept": report.kept,
        "pruned": list(report.pruned),
        "articles": report.articles,
        "drafts": report.drafts,
        "scheduled": [each.path for each in report.scheduled],
        "failed": list(report.failed),
    }


def comparison(differences: Sequence[str]) -> str:
    """What `--verify` found."""
    if not differences:
        return "A clean build gives the same files."
    return f"A clean build differs in {counted(len(differences), 'file')}: {', '.join(differences[:10])}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 page, 2 pages."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
