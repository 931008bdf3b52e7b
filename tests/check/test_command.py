"""The command `check`: levels, files with their counts, JSON, annotations for GitHub."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

import pytest

from digest.check.mending import mend, only_looked_at
from digest.checklist import CHECKS, LEVELS
from digest.settings import settings
from tests.desk import REPOSITORY, Desk
from tests.test_manual import manual, section, table


@pytest.mark.parametrize(
    ("level", "flags", "status"),
    [
        ("off", (), 0), ("note", (), 0), ("note", ("--strict",), 0), ("warning", (), 0), ("warning", ("--strict",), 1),
        ("error", (), 1),
    ],
)  # fmt: skip
def test_the_level_of_a_check_is_the_editors(desk: Desk, level: str, flags: tuple[str, ...], status: int) -> None:
    desk.settings(checks={"no-source": level})
    desk.article(slug="a")
    outcome = desk.run("check", *flags)
    assert outcome.status == status
    assert re.findall(r"(\w+)\[no-source\]", outcome.err) == ([] if level == "off" else [level])


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ("{no-sorce: off}", "`checks` names `no-sorce`, which is no check\n"),
        ("{no-source: loud}", "`checks` `no-source` must be one of off, note, warning, error\n"),
        ("[a]", "`checks` must hold lines like `tracking: error`\n"),
    ],
)
def test_levels_that_are_none_are_refused(desk: Desk, checks: str, said: str) -> None:
    desk.write("site.yaml", f"base_url: https://example.org/\nchecks: {checks}\n")
    outcome = desk.run("check")
    assert (outcome.status, said in outcome.err) == (2, True), outcome.err


@pytest.mark.parametrize(
    ("likeness", "said"),
    [
        ("{share: 101}", "`likeness` `share` must be a whole number from 0 to 100"),
        ("{sources: {ТАСС: 5}}", "`likeness` `sources` must hold the keys share, run"),
        ("{sources: 5}", "`likeness` `sources` must hold lines like `Роскосмос: {share: 100}`"),
    ],
)
def test_limits_that_are_none_are_refused(desk: Desk, likeness: str, said: str) -> None:
    desk.write("site.yaml", f"base_url: https://example.org/\nlikeness: {likeness}\n")
    outcome = desk.run("check")
    assert (outcome.status, said in outcome.err) == (2, True), outcome.err


def test_problems_are_told_by_file_with_counts(desk: Desk) -> None:
    desk.article(slug="a", body="[b](b.md)")
    desk.article(slug="c", source="Орбита", body="Ракета  взлетела.")
    assert desk.run("check").err == (
        "content/articles/a.md: 1 error, 1 warning\n\n"
        "content/articles/a.md:1: warning[no-source]: the article names no source\n"
        "  1 | ---\n"
        "  write a line `source: …`\n\n"
        "content/articles/a.md:6:5: error[link]: the link leads to content/articles/b.md, which does not exist\n"
        "  6 | [b](b.md)\n"
        "    |     ^\n"
        "  mend the address, or take the link out\n\n"
        "content/articles/c.md: 0 errors, 0 warnings, 1 note\n\n"
        "content/articles/c.md:7:7: note[spaces]: spaces stand twice\n"
        "  7 | Ракета  взлетела.\n"
        "    |       ^\n"
        "  check --fix removes them\n\n"
        "2 files: 1 error, 1 warning, 1 note\n"
    )


def test_programs_are_told_the_counts_too(desk: Desk) -> None:
    desk.article(slug="a")
    told = desk.run("check", "--json").json
    assert (told["counts"], told["mended"], told["likeness"]) == ({"warning": 1}, {}, [])
    assert [each["code"] for each in told["problems"]] == ["no-source"]


def test_what_a_build_tells_is_not_touched_by_levels(desk: Desk) -> None:
    desk.settings(checks={each.code: "off" for each in CHECKS})
    desk.article(body="[b](b.md)")
    assert desk.run("check").err.splitlines()[-1] == "1 file: 1 error, 0 warnings"


# annotations


def test_github_shows_each_problem_at_its_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(desk.root.parent))
    desk.article(slug="a,b", source="Орбита", body="[100%: да](no.md), [b](https://a.example/?utm_source=b)  \n\n1295")
    outcome = desk.run("check", "--format", "github")
    assert (outcome.status, outcome.err) == (1, "")
    file = f"{desk.root.name}/content/articles/a%2Cb.md"
    assert outcome.out == (
        f"::error file={file},line=7,col=12,title=digest link::the link leads to content/articles/no.md, "
        "which does not exist%0Amend the address, or take the link out\n"
        f"::warning file={file},line=7,col=42,title=digest tracking::the link tracks readers: utm_source"
        "%0Acheck --fix removes them\n"
        f"::notice file={file},line=7,col=56,title=digest spaces::spaces stand at the end of the line"
        "%0Acheck --fix removes them\n"
        f"::warning file={file},line=9,col=1,title=digest junk::`1295` looks like furniture of a page, by the rule "
        "`counter`%0Aremove the line, unless you mean it\n"
        "1 error, 2 warnings, 1 note\n"
    )


def test_for_github_a_percent_sign_is_a_code_too(desk: Desk) -> None:
    desk.article(slug="a", source="Орбита", body="[a](100%25.md)")
    out = desk.run("check", "--format", "github").out
    assert "content/articles/100%25.md, which" in out
    assert os.path.relpath(desk.root / "content/articles/a.md").replace(os.sep, "/") in out


def test_for_github_strict_makes_errors_of_warnings(desk: Desk) -> None:
    desk.article(slug="a")
    outcome = desk.run("check", "--format", "github", "--strict")
    assert (outcome.status, outcome.out.startswith("::error file=")) == (1, True)


# the manual


def test_the_manual_tells_of_every_check_with_its_level() -> None:
    told = table(section(manual("checks"), "The checks"))
    assert told == {each.code: [f"`{each.level}`", "yes" if each.mends else "", each.says] for each in CHECKS}
    assert all(each.level in LEVELS for each in CHECKS)


def test_every_check_is_one_that_the_program_makes() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "digest/check").glob("*.py"))
    assert [each.code for each in CHECKS if f'"{each.code}"' not in sources] == []


def test_some_files_can_be_mended_alone(desk: Desk) -> None:
    one, other = (desk.article(name, "Ракета  взлетела.") for name in ("Протон", "Союз"))
    before = desk.read(other)
    site = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))
    assert mend(site, only=[one], write=only_looked_at).files == {one: 1}
    assert "Ракета  взлетела." in desk.read(one)
    assert mend(site, only=[one]).files == {one: 1}
    assert "Ракета взлетела." in desk.read(one)
    assert desk.read(other) == before
