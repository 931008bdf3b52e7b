"""A new issue takes what was published since the last one and stands in none, by topics in the editor's order."""

from __future__ import annotations

import pytest

from tests.desk import Desk


@pytest.fixture
def week(desk: Desk) -> Desk:
    """A digest with an issue, and a few articles that came after it."""
    desk.settings(issues={"topics": ["Пуски", "аренда"]})
    desk.article("Старая", slug="old", date="2023-11-01")
    desk.article("Была в выпуске", slug="had", date="2023-12-24 09:00")
    desk.article("Пришла в тот же день", slug="same-day", date="2023-12-24 18:00")
    desk.article("Об аренде: «срок»", slug="rent", date="2023-12-26", topics=["Байтерек", "Аренда"])
    desk.article("О пуске", slug="start", date="2023-12-27", topics=["Пуски"])
    desk.article("О пуске позже", slug="start-2", date="2023-12-28", topics=["Пуски"])
    desk.article("О стройке", slug="site", date="2023-12-28", topics=["Байтерек"])
    desk.article("Черновик", slug="draft", date="2023-12-28", draft=True)
    desk.article("Завтрашняя", slug="tomorrow", date="2024-01-02")
    desk.issue(7, "had.md", date="2023-12-25", until="2023-12-24")
    return desk


NEW = """\
---
number: 8
date: 2024-01-01
since: 2023-12-24
until: 2024-01-01
draft: true
sections:
  - title: Пуски
    articles:
      - start-2.md  # О пуске позже
      - start.md  # О пуске
  - title: Аренда
    articles:
      - rent.md  # Об аренде: «срок»
  - title: Байтерек
    articles:
      - site.md  # О стройке
  - title: Остальное
    articles:
      - same-day.md  # Пришла в тот же день
---

"""


def test_a_new_issue_holds_what_is_new_by_topics(week: Desk) -> None:
    outcome = week.run("issue", "new")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "Wrote content/issues/8.md: 5 articles in 4 sections, 2023-12-24 to 2024-01-01. "
        "1 older article stands in no issue; --since takes them in.\n"
    )
    assert week.read("content/issues/8.md") == NEW
    checked = week.run("check", "--drafts")
    assert (checked.status, "content/issues/8.md" in checked.err) == (0, False)


def test_what_stands_in_a_draft_is_not_taken_twice(week: Desk) -> None:
    week.run("issue", "new")
    outcome = week.run("issue", "new")
    assert outcome.status == 0
    assert outcome.out.startswith(
        "Nothing that is in no issue yet was published from 2024-01-01 to 2024-01-01, so nothing was written."
    )
    assert not (week.root / "content/issues/9.md").exists()


def test_a_rehearsal_shows_the_file_and_writes_none(week: Desk) -> None:
    outcome = week.run("issue", "new", "--dry-run")
    assert outcome.out.startswith("Would write content/issues/8.md: 5 articles")
    assert NEW in outcome.out
    assert not (week.root / "content/issues/8.md").exists()


def test_the_editor_may_say_number_and_days(week: Desk) -> None:
    flags = ("--number", "40", "--since", "2023-11-01", "--until", "2023-12-26", "--json")
    told = week.run("issue", "new", *flags).json
    assert told == {
        "path": "content/issues/40.md",
        "number": 40,
        "since": "2023-11-01",
        "until": "2023-12-26",
        "sections": [
            {"title": "Аренда", "articles": ["content/articles/rent.md"]},
            {"title": "Остальное", "articles": ["content/articles/same-day.md", "content/articles/old.md"]},
        ],
        "older": 0,
        "written": True,
    }
    assert week.run("issue", "new").out.startswith("Wrote content/issues/41.md")


def test_without_topics_there_are_no_sections(desk: Desk) -> None:
    desk.article("Имя: с двоеточием", slug="a")
    desk.run("issue", "new", "--since", "2020-01-01")
    text = desk.read("content/issues/1.md")
    assert "articles:\n  - a.md  # Имя: с двоеточием\n---\n" in text
    assert desk.build("--drafts").status == 0


@pytest.mark.parametrize(
    ("flags", "status", "said"),
    [
        (("--number", "7"), 1, "error[number]: issue 7 is there already: content/issues/7.md"),
        (("--since", "вчера"), 2, "error[since]: --since must be a date like"),
        (("--since", "2024-02-01"), 2, "error[since]: the issue would begin on 2024-02-01 and end on 2024-01-01"),
        (("--number", "0"), 2, "0 is not in the range"),
    ],
)
def test_what_cannot_be_begun_is_told(flags: tuple[str, ...], status: int, said: str, week: Desk) -> None:
    before = week.tree("content")
    outcome = week.run("issue", "new", *flags)
    assert outcome.status == status
    assert said in outcome.err
    assert week.tree("content") == before


def test_a_file_is_never_overwritten_whatever_stands_in_it(week: Desk) -> None:
    week.write("content/issues/8.md", "---\nnumber: 9\ndraft: true\n---\nМоё\n")
    outcome = week.run("issue", "new", "--number", "8")
    assert (outcome.status, "issue 8 is there already: content/issues/8.md" in outcome.err) == (1, True)
    week.write("content/issues/8.md", "---\nnumber: восемь\n---\nМоё\n")
    outcome = week.run("issue", "new")
    assert (outcome.status, "`number` must be a whole number" in outcome.err) == (1, True)
    assert week.read("content/issues/8.md").endswith("Моё\n")


def test_the_first_issue_must_be_told_where_it_begins(desk: Desk) -> None:
    desk.article()
    outcome = desk.run("issue", "new")
    assert outcome.status == 2
    assert outcome.err == (
        "error[since]: there is no issue yet that tells where this one begins\n  say it once: --since 2024-03-01\n"
    )
