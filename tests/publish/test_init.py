"""A new digest: complete in both languages, right at once, and never over anything that stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.cli import status
from tests.crawl import dead_links
from tests.desk import REPOSITORY, Desk
from tests.publish.conftest import git

NEW = [
    ".gitattributes",
    ".gitignore",
    "README.md",
    "content/articles/first.md",
    "content/pages/about.md",
    "content/topics/how-we-work.md",
    "requirements.txt",
    "site.yaml",
]
GITHUB = [".github/dependabot.yml", ".github/workflows/digest.yml"]
TODAY = "1704099600"  # 2024-01-01 12:00 in Moscow


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.delenv("DIGEST_CHECKOUT", raising=False)


def begun(folder: Path, *flags: str) -> Desk:
    """A new digest, made by the command, as its editor finds it."""
    assert status(["init", str(folder), *flags]) == 0
    desk = object.__new__(Desk)  # one that writes no site.yaml of its own
    desk.root = folder
    return desk


def paths(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["gazette", "plain"])
def test_a_new_digest_is_built_and_checked_without_a_problem_at_once(tmp_path: Path, language: str, theme: str) -> None:
    flags = ("--github", "--language", language, "--theme", theme, "--base-url", "https://example.org/repo")
    desk = begun(tmp_path / "new", *flags)
    assert paths(desk.root) == sorted([*NEW, *GITHUB])
    for command in (["check"], ["build"], ["convert"]):
        outcome = desk.run(*command, "--strict")
        assert (outcome.status, outcome.err) == (0, ""), command
    assert dead_links(desk.tree(), "https://example.org/repo/") == []
    assert f'<html lang="{language}">' in desk.page("/")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_digest_is_served_at_once(tmp_path: Path, language: str) -> None:
    desk = begun(tmp_path / "new", "--language", language)
    served = desk.spawn("serve")
    try:
        assert served.stdout is not None
        address = next(word for line in served.stdout for word in line.split() if word.startswith("http"))
        with urllib.request.urlopen(address.rstrip("."), timeout=20) as answer:
            assert f'<html lang="{language}">'.encode() in answer.read()
    finally:
        served.terminate()
        served.communicate(timeout=20)


def test_every_text_of_a_new_digest_comes_in_both_languages(tmp_path: Path) -> None:
    english, russian = (begun(tmp_path / code, "--language", code, "--github") for code in ("en", "ru"))
    texts = [path for path in NEW if path.endswith((".md", ".txt", ".yaml"))]
    letters = {path: sum("а" <= letter.lower() <= "я" for letter in english.read(path)) for path in texts}
    assert letters == dict.fromkeys(texts, 0)
    for path in texts:
        text = russian.read(path)
        assert sum("а" <= letter.lower() <= "я" for letter in text) > 15, path
        assert [line[:2] for line in text.split("\n") if line.startswith("#")] == [
            line[:2] for line in english.read(path).split("\n") if line.startswith("#")
        ], path


def test_what_is_asked_for_stands_in_the_settings(tmp_path: Path) -> None:
    title = 'Орбита: «новости» # и "слухи"'
    desk = begun(tmp_path / "new", "--title", title, "--base-url", "https://example.org/x", "--language", "ru")
    own = yaml.safe_load(desk.read("site.yaml"))
    assert (own["title"], own["base_url"], own["theme"]) == (title, "https://example.org/x/", "gazette")
    assert "date: 2024-01-01\n" in desk.read("content/articles/first.md")
    assert desk.read("README.md").startswith(f"# {title}\n")
    assert "%" not in "".join(desk.read(path) for path in NEW)


def test_a_new_digest_begins_in_a_folder_that_is_there_and_empty(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert paths(begun(tmp_path / "new").root) == NEW


def test_what_a_new_repository_brings_along_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "new"
    root.mkdir()
    git(root, "init", "-q", "-b", "trunk")
    git(root, "remote", "add", "origin", "git@github.com:Orbita/Steppe.news.git")
    (root / "README.md").write_text("# Ours\n", "utf-8")
    (root / "LICENSE").write_text("All rights reserved\n", "utf-8")
    desk = begun(root, "--github")
    assert (desk.read("README.md"), desk.read("LICENSE")) == ("# Ours\n", "All rights reserved\n")
    assert yaml.safe_load(desk.read("site.yaml"))["base_url"] == "https://orbita.github.io/Steppe.news/"
    assert 'branches: ["trunk"]' in desk.read(".github/workflows/digest.yml")
    assert "every push to `trunk` is published" in capsys.readouterr().out


def test_a_folder_that_holds_anything_else_is_refused_with_what_stands_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "new"
    root.mkdir()
    for name in ("README.md", "notes.txt", ".hidden", *(f"z{number:02}" for number in range(10))):
        (root / name).write_text("mine", "utf-8")
    assert status(["init", str(root)]) == 2
    assert capsys.readouterr().err == (
        f"error[init]: {root} is not empty: .hidden, notes.txt, z00, z01, z02, z03, z04, z05, z06, z07 and 2 more\n"
        "  name a new or empty folder; only .git, a README and a license may stand there, and nothing is overwritten\n"
    )
    assert {(root / name).read_text("utf-8") for name in paths(root)} == {"mine"}


@pytest.mark.parametrize("what", ["file", "link", "readme-link"])
def test_nothing_is_written_through_a_link_or_over_a_file(tmp_path: Path, what: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "new"
    if what == "file":
        root.write_text("mine", "utf-8")
    elif what == "link":
        root.symlink_to(tmp_path / "elsewhere")
    else:
        root.mkdir()
        (root / "README.md").symlink_to(tmp_path / "elsewhere" / "README.md")
    assert status(["init", str(root)]) == 2
    assert paths(tmp_path / "elsewhere") == []


def test_a_digest_that_is_there_gets_only_what_github_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "site")
    before = desk.read("site.yaml")
    desk.write("requirements.txt", "digest-news==0.0.1\n")
    assert status(["init", str(desk.root), "--github"]) == 0
    assert paths(desk.root) == [*GITHUB, "requirements.txt", "site.yaml"]
    assert (desk.read("site.yaml"), desk.read("requirements.txt")) == (before, "digest-news==0.0.1\n")
    capsys.readouterr()
    assert status(["init", str(desk.root), "--github"]) == 2
    assert capsys.readouterr().err == (
        "error[init]: .github/workflows/digest.yml, .github/dependabot.yml stands there already\n"
        "  nothing is overwritten: remove it first, if you want it anew\n"
    )
    assert status(["init", str(desk.root)]) == 2


def test_flags_may_stand_before_the_command(tmp_path: Path) -> None:
    assert status(["--language", "ru", "--title", "Орбита", "--quiet", "init", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "README.md").read_text("utf-8").startswith("# Орбита\n\nДайджест")


def test_a_dry_run_names_the_files_and_writes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["init", str(tmp_path / "new"), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["written"]) == (NEW, False)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--base-url", "example.org"], "error[base_url]: --base-url"),
        (["--theme", "gazete"], "error[theme]: there is no theme `gazete`\n  did you mean `gazette`?\n"),
        (["--title", "x" * 3000], "error[title]: --title"),
    ],
)
def test_a_wish_that_cannot_be_met_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], said: str
) -> None:
    assert status(["init", str(tmp_path / "new"), *flags]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ("https://github.com/orbita/digest", "digest-news @ git+https://github.com/orbita/digest.git@"),
        ("git@github.com:orbita/digest.git", "digest-news @ git+https://github.com/orbita/digest.git@"),
        ("https://code.example.org/orbita/digest.git", "digest-news @ git+https://code.example.org/orbita/digest.git@"),
        ("https://editor:secret@code.example.org/digest", "digest-news=="),
        ("/home/editor/digest", "digest-news=="),
    ],
)
def test_the_program_is_installed_from_where_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str, line: str
) -> None:
    checkout = cloned(tmp_path / "checkout", origin)
    monkeypatch.setenv("DIGEST_CHECKOUT", str(checkout))
    wanted = begun(tmp_path / "new").read("requirements.txt").split("\n")[1]
    assert wanted.startswith(line)
    assert wanted.endswith(git(checkout, "rev-parse", "HEAD")) is ("git+" in line)
    assert "secret" not in wanted


def test_a_commit_that_nobody_else_has_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = cloned(tmp_path / "checkout", "https://github.com/orbita/digest")
    pushed = git(checkout, "rev-parse", "HEAD")
    commit(checkout)
    monkeypatch.setenv("DIGEST_CHECKOUT", str(checkout))
    wanted = begun(tmp_path / "new").read("requirements.txt").split("\n")[1]
    assert wanted == f"digest-news @ git+https://github.com/orbita/digest.git@{pushed}"


def cloned(folder: Path, origin: str) -> Path:
    """A repository as a clone of another leaves it."""
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", origin)
    commit(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    return folder


def commit(folder: Path) -> None:
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x", "--allow-empty")


def test_a_new_digest_is_begun_out_of_the_installed_package(tmp_path: Path) -> None:
    """The templates come along in the package, and no repository is needed to begin."""
    command = [sys.executable, "-m", "digest", "init", "new", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, check=False)
    assert done.returncode == 0
    assert paths(tmp_path / "new") == NEW


def test_a_disk_that_is_full_leaves_no_half_of_a_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".DS_Store").write_bytes(b"x")
    write, calls = Path.open, []

    def full(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        calls.extend([path] if mode == "xb" else [])
        if len(calls) > 3:
            raise OSError(28, "No space left on device", str(path))
        return write(path, mode, *rest, **named)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", full)
        assert status(["init", str(tmp_path / "site"), "--github"]) == 3
    assert [each.name for each in (tmp_path / "site").rglob("*")] == [".DS_Store"]
    assert status(["init", str(tmp_path / "site"), "--github", "--quiet"]) == 0


def test_a_title_is_a_title_whatever_it_looks_like(tmp_path: Path) -> None:
    assert status(["init", str(tmp_path / "site"), "--quiet", "--title", "%DAY% of %THEME%"]) == 0
    assert 'title: "%DAY% of %THEME%"' in (tmp_path / "site/site.yaml").read_text("utf-8")


def test_a_workflow_that_github_would_not_find_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_CEILING_DIRECTORIES")
    git(tmp_path, "init", "-q")
    assert status(["init", str(tmp_path / "site"), "--github"]) == 0
    assert "GitHub looks for workflows at the top of a repository only" in capsys.readouterr().out
    git(tmp_path / "site", "init", "-q")
    (tmp_path / "site/.github/workflows/digest.yml").unlink()
    (tmp_path / "site/.github/dependabot.yml").unlink()
    assert status(["init", str(tmp_path / "site"), "--github"]) == 0
    assert "at the top" not in capsys.readouterr().out
