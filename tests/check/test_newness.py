"""Only what a change made worse: problems that a revision of git did not have."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from digest.check.newness import new_problems
from digest.errors import Problem
from tests.desk import Desk


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git that knows nothing of who runs the tests."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


def git(desk: Desk, *arguments: str) -> None:
    own = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", *own, *arguments], cwd=desk.root, check=True, capture_output=True)


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk in git, with one article that has a problem."""
    desk.article(slug="old", source="ТАСС", date="вчера")
    desk.article(slug="good", source="ТАСС")
    git(desk, "init", "-q")
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "Base")
    return desk


def told(desk: Desk, *flags: str) -> list[tuple[str, str]]:
    outcome = desk.run("check", "--json", *flags)
    problems = outcome.json["problems"]
    assert outcome.status == (1 if any(each["level"] == "error" for each in problems) else 0)
    return [(each["path"], each["code"]) for each in problems]


def test_what_was_wrong_before_is_not_told_again(kept: Desk) -> None:
    assert ("content/articles/old.md", "date") in told(kept)
    assert told(kept, "--new-since", "HEAD") == []
    said = kept.run("check", "--new-since", "HEAD")
    assert (said.status, said.out) == (0, "1 problem that HEAD had too, not told again.\nNo problems.\n")


def test_what_has_come_is_told_also_beside_an_old_problem(kept: Desk) -> None:
    kept.edit("content/articles/old.md", "Ракета взлетела.", "[Ракета](nowhere.md) взлетела.")
    kept.article(slug="new", source="ТАСС", date="завтра")
    assert told(kept, "--new-since", "HEAD") == [("content/articles/new.md", "date")]
    kept.edit("content/articles/old.md", "date: вчера", "date: 2020-01-02")
    assert told(kept, "--new-since", "HEAD") == [
        ("content/articles/new.md", "date"),
        ("content/articles/old.md", "link"),
    ]


def test_a_problem_whose_line_has_moved_or_whose_file_was_renamed_is_an_old_one(kept: Desk) -> None:
    kept.edit("content/articles/old.md", "title:", "summary: О ракете.\ntitle:")
    git(kept, "mv", "content/articles/old.md", "content/articles/renamed.md")
    assert told(kept, "--new-since", "HEAD") == []


def test_the_base_of_a_pull_request_is_the_first_parent_of_its_merge(kept: Desk) -> None:
    git(kept, "checkout", "-qb", "proposal")
    kept.article(slug="new", source="ТАСС", date="завтра")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "Proposal")
    git(kept, "checkout", "-q", "-")
    kept.article(slug="meanwhile", source="ТАСС", date="вчера")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "Meanwhile")
    git(kept, "merge", "-q", "--no-ff", "-m", "Merge", "proposal")
    assert told(kept, "--new-since", "HEAD^") == [("content/articles/new.md", "date")]


def test_github_is_told_of_new_problems_alone(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(kept.root))
    kept.article(slug="new", source="ТАСС", date="завтра")
    outcome = kept.run("check", "--format", "github", "--new-since", "HEAD")
    annotations = [line for line in outcome.out.split("\n") if line.startswith("::")]
    assert outcome.status == 1
    assert [line.partition(",")[0] for line in annotations] == ["::error file=content/articles/new.md"]


def test_a_site_in_a_folder_of_the_repository_is_found_as_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "repository" / "сайт")
    desk.article(slug="old", source="ТАСС", date="вчера")
    outer = Desk(tmp_path / "repository")
    git(outer, "init", "-q")
    git(outer, "add", "-A")
    git(outer, "commit", "-qm", "Base")
    desk.article(slug="new", source="ТАСС", date="завтра")
    assert told(desk, "--new-since", "HEAD") == [("content/articles/new.md", "date")]


def test_where_no_site_stood_all_is_new(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "site")
    desk.article(slug="new", source="ТАСС", date="завтра")
    git(desk, "init", "-q")
    git(desk, "commit", "-qm", "Empty", "--allow-empty")
    assert told(desk, "--new-since", "HEAD") == [("content/articles/new.md", "date")]


def test_where_the_settings_were_wrong_all_is_new(kept: Desk) -> None:
    right = kept.read("site.yaml")
    kept.write("site.yaml", "base_url: nowhere\n")
    git(kept, "commit", "-qam", "Wrong")
    kept.write("site.yaml", right)
    assert told(kept, "--new-since", "HEAD") == [("content/articles/old.md", "date")]


def test_an_old_warning_is_not_told_as_a_new_one(kept: Desk) -> None:
    kept.article(slug="no-source")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "Without a source")
    assert told(kept, "--new-since", "HEAD") == []
    assert kept.run("check", "--new-since", "HEAD").status == 0


def test_an_unknown_revision_is_named(kept: Desk) -> None:
    outcome = kept.run("check", "--new-since", "v12")
    assert outcome.status == 2
    assert outcome.err.startswith("error[git]: git knows no revision `v12` here\n")


def test_links_in_the_repository_lead_nowhere(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (kept.root / "content/pages").mkdir()
    (kept.root / "content/pages/link.md").symlink_to(tmp_path / "outside" / "written.md")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "A link")
    told(kept, "--new-since", "HEAD")
    assert list((tmp_path / "outside").iterdir()) == []


def test_two_equal_problems_are_two(tmp_path: Path) -> None:
    one = Problem("link", "`x.md` leads to nothing", "content/a.md", 3, excerpt="[x](x.md)")
    assert list(new_problems([one], [one, one], tmp_path)) == [one]


def test_nothing_is_left_in_the_folder_for_temporary_files(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    told(kept, "--new-since", "HEAD")
    assert list((tmp_path / "temporary").iterdir()) == []
