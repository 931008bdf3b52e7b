"""Articles that wait for their date: GitHub builds the site at their hours, and only where there are any."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import yaml

from digest.cli import status
from digest.publish.beginning import WORKFLOW
from digest.publish.schedule import hours
from tests.desk import Desk

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with the workflow of GitHub, and an article that is out."""
    assert status(["init", str(desk.root), "--github", "--quiet"]) == 0
    desk.article(slug="out")
    return desk


def schedule(desk: Desk) -> object:
    return yaml.safe_load(desk.read(WORKFLOW))[True].get("schedule")  # `on` is a truth value to YAML 1.1


def test_where_nothing_waits_there_is_no_schedule(kept: Desk) -> None:
    before = kept.read(WORKFLOW)
    outcome = kept.run("schedule")
    assert (outcome.status, outcome.out) == (
        0,
        "No article waits for its date, so no schedule is needed.\n.github/workflows/digest.yml is as it should be.\n",
    )
    assert (kept.read(WORKFLOW), schedule(kept)) == (before, None)


def test_articles_that_wait_get_a_schedule_in_the_zone_of_the_site(kept: Desk) -> None:
    kept.article(slug="day", date="2024-02-01")
    kept.article(slug="noon", date="2024-02-02 12:30")
    kept.article(slug="draft", date="2024-02-02 15:00", draft=True)
    outcome = kept.run("schedule")
    assert outcome.status == 0
    assert outcome.out == (
        "2 articles wait: the site is built every day at 0:07, 13:07 (Europe/Moscow), at times later.\n"
        "GitHub stops a schedule after 60 days without a change in the repository: push something then.\n"
        "Changed .github/workflows/digest.yml: commit and push it.\n"
    )
    assert schedule(kept) == [{"cron": "7 0,13 * * *", "timezone": "Europe/Moscow"}]
    assert "60 days" in kept.read(WORKFLOW)


def test_a_schedule_follows_the_articles_and_goes_with_the_last(kept: Desk) -> None:
    before = kept.read(WORKFLOW)
    path = kept.article(slug="day", date="2024-02-01")
    kept.run("schedule")
    again = kept.run("schedule")
    assert again.out.endswith(".github/workflows/digest.yml is as it should be.\n")
    kept.edit(path, "2024-02-01", "2024-02-01 09:00")
    assert kept.run("schedule", "--json").json == {"waiting": [path], "hours": [9], "changed": True}
    assert schedule(kept) == [{"cron": "7 9 * * *", "timezone": "Europe/Moscow"}]
    kept.delete(path)
    kept.run("schedule")
    assert kept.read(WORKFLOW) == before


def test_a_dry_run_changes_nothing(kept: Desk) -> None:
    before = kept.read(WORKFLOW)
    kept.article(slug="day", date="2024-02-01")
    outcome = kept.run("schedule", "--dry-run")
    assert outcome.out.endswith(".github/workflows/digest.yml would be changed.\n")
    assert kept.read(WORKFLOW) == before


def test_a_schedule_of_the_editors_own_is_left_alone(kept: Desk) -> None:
    own = '  schedule:\n    - cron: "30 5 * * 1"\n'
    kept.edit(WORKFLOW, "  workflow_dispatch:\n", "  workflow_dispatch:\n" + own)
    kept.article(slug="day", date="2024-02-01")
    before = kept.read(WORKFLOW)
    outcome = kept.run("schedule")
    assert outcome.status == 2
    assert outcome.err == (
        ".github/workflows/digest.yml: error[schedule]: the schedule cannot be changed without touching what you "
        "have written\n"
        "  `init . --github` writes .github/workflows/digest.yml where none stands; "
        "else put these lines below its `on:`\n"
        "    schedule: # for articles that wait for their date; GitHub stops it after 60 days without a change\n"
        '      - cron: "7 0 * * *"\n'
        "        timezone: Europe/Moscow\n"
    )
    assert kept.read(WORKFLOW) == before


def test_without_a_workflow_it_is_told_how_to_get_one(desk: Desk) -> None:
    outcome = desk.run("schedule")
    assert outcome.status == 2
    assert outcome.err.startswith("error[schedule]: there is no .github/workflows/digest.yml here\n  `init . --github`")


@pytest.mark.parametrize(
    ("moment", "hour"),
    [("2024-02-01T00:00", 0), ("2024-02-01T10:07", 10), ("2024-02-01T10:08", 11), ("2024-02-01T23:30", 0)],
)
def test_an_article_is_out_within_the_hour(moment: str, hour: int) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=MOSCOW)
    assert hours([local.astimezone(UTC)], MOSCOW) == (hour,)
    late = (hour * 60 + 7 - local.hour * 60 - local.minute) % (24 * 60)
    assert late < 60


def test_the_moment_of_a_schedule_is_off_the_hour(kept: Desk) -> None:
    kept.article(slug="day", date="2024-02-01")
    kept.run("schedule")
    (entry,) = schedule(kept)  # type: ignore[misc]
    assert entry["cron"].split()[0] not in ("0", "*")
