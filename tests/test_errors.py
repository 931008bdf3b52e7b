"""How a problem is told: its place, the line with a caret, the remedy; and nothing that would upset a terminal."""

from __future__ import annotations

import pytest

from digest.errors import DigestError, MachineError, Problem, Problems, UsageError, did_you_mean, printable


def test_a_problem_shows_its_line_and_points_at_the_spot() -> None:
    problem = Problem(
        "date", "`date` is odd", "content/a.md", 3, 7, "write 2016-12-01\nor 2016-12-01 10:00", "date: вчера"
    )
    assert str(problem) == (
        "content/a.md:3:7: error[date]: `date` is odd\n"
        "  3 | date: вчера\n"
        "    |       ^\n"
        "  write 2016-12-01\n"
        "  or 2016-12-01 10:00"
    )


def test_a_problem_without_a_place_is_one_sentence() -> None:
    assert str(Problem("now", "it is late", level="warning")) == "warning[now]: it is late"


def test_the_caret_keeps_its_place_below_tabs_and_characters_that_are_not_shown() -> None:
    picture = str(Problem("x", "odd", "a.md", 12, 5, excerpt="\ta\x07b\u202ec")).splitlines()[1:]
    assert picture == ["  12 |  a\\x07b\\u202ec", "     |        ^"]


@pytest.mark.parametrize(
    ("column", "line", "caret"),
    [
        (1, "0123456789" * 16 + "…", "^"),
        (101, "…" + ("0123456789" * 30)[21:181] + "…", " " * 80 + "^"),
        (300, "…" + ("0123456789" * 30)[220:], " " * 80 + "^"),
    ],
)
def test_of_a_paragraph_only_the_part_around_the_spot_is_shown(column: int, line: str, caret: str) -> None:
    picture = str(Problem("x", "odd", "a.md", 1, column, excerpt="0123456789" * 30)).splitlines()[1:]
    assert picture == [f"  1 | {line}", f"    | {caret}"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Байконур\u00a0— 100\u2009%", "Байконур\u00a0— 100\u2009%"),
        ("🚀 «»", "🚀 «»"),
        ("\x1b[31mкрасный\x1b[0m", "\\x1b[31mкрасный\\x1b[0m"),
        ("a\nb\r\u2028", "a\\nb\\r\\u2028"),
        ("нев\u202eидимый\u200b\ufeff", "нев\\u202eидимый\\u200b\\ufeff"),
        ("bad\udcff.md", "bad\\udcff.md"),
    ],
)
def test_what_comes_from_outside_is_made_safe_to_print(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_no_part_of_a_problem_reaches_the_terminal_raw() -> None:
    problem = Problem("x", "\x1b[2J", "\x1b]0;a.md", 1, 1, "\x1b[2J", "\x1b[2J")
    assert "\x1b" not in str(problem)


def test_every_kind_of_fault_has_its_exit_status() -> None:
    assert [kind("x").status for kind in (DigestError, UsageError, MachineError)] == [1, 2, 3]
    assert Problems([Problem("a", "b")], status=2).status == 2


def test_many_problems_are_told_in_one_run() -> None:
    assert str(Problems([Problem("a", "one"), Problem("b", "two")])) == "error[a]: one\nerror[b]: two"


def test_of_very_many_names_only_the_first_are_told() -> None:
    names = [f"seeds/{number:04}.txt" for number in range(1000)]
    assert did_you_mean("заголовок", names) == "known here: " + ", ".join(names[:40]) + " and 960 more"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("tittle", "did you mean `title`?"),
        ("dtae", "did you mean `date`?"),
        ("заголовок", "known here: date, tags, title"),
    ],
)
def test_a_slip_of_the_pen_is_guessed(word: str, hint: str) -> None:
    assert did_you_mean(word, ["title", "date", "tags"]) == hint
