"""Publishing touches nothing of the editor's, takes over no branch of others, and lands on top of what they pushed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.publish.conftest import *  # noqa: F403 - fixtures, one of which every test here has
from tests.publish.conftest import Home, git
from tests.publish.sent import hook, refused, snapshot


def test_h1_the_desk_stays_as_it_is_to_the_byte(home: Home) -> None:
    home.publish()
    home.article(slug="soyuz", title="Союз вывел спутник")
    home.git("add", "-A")
    home.edit("content/articles/soyuz.md", "взлетела", "поднялась")
    home.write("notes.txt", "не забыть")
    home.sown({"robots.txt": "User-agent: *\n"})  # so that there is something to fetch
    before = snapshot(home)
    assert home.publish().status == 0
    assert snapshot(home) == before
    assert home.git("rev-parse", "origin/gh-pages") == home.tip()


def test_h1_settings_of_the_user_make_no_files(home: Home) -> None:
    for name in ("core.splitIndex", "core.untrackedCache", "fetch.writeCommitGraph", "fetch.prune"):
        home.git("config", name, "true")
    home.publish()
    home.sown({"robots.txt": "x"})
    before = snapshot(home)
    assert home.publish().status == 0
    assert snapshot(home) == before


def test_h2_the_current_branch_is_refused(home: Home) -> None:
    assert "error[branch]: `main` is the branch you work on" in refused(home, "--branch", "main")


def test_h2_a_branch_goes_by_its_own_name(home: Home) -> None:
    said = refused(home, "--branch", "refs/heads/main", status=2)
    assert "error[branch]: --branch must be a plain name, like gh-pages, not 'refs/heads/main'" in said
    assert "write `main`" in said


def test_h2_a_branch_of_another_working_copy_is_refused(home: Home) -> None:
    home.git("worktree", "add", "-q", "-b", "gh-pages", str(home.root.parent / "other"))
    assert "is the branch you work on" in refused(home)


def test_h2_what_the_current_branch_is_pushed_to_is_refused(home: Home) -> None:
    home.publish()
    home.git("config", "branch.main.remote", "origin")
    home.git("config", "branch.main.merge", "refs/heads/gh-pages")
    assert "the branch you work on is pushed to `origin/gh-pages`" in refused(home)


def test_h3_the_main_branch_of_the_remote_is_refused(home: Home) -> None:
    home.git("switch", "-qc", "feature")
    home.git("branch", "-qD", "main")
    tip = home.tip("main")
    for flags in (("--branch", "main"), ("--branch", "main", "--adopt")):
        assert "error[branch]: `main` is the main branch of `origin`" in refused(home, *flags)
    assert home.tip("main") == tip


def test_h3_an_empty_remote_would_make_the_site_its_main_branch(home: Home) -> None:
    git(home.remote, "update-ref", "-d", "refs/heads/main")
    assert "git push -u origin HEAD" in refused(home)


def test_h4_a_branch_of_others_is_taken_over_only_once_that_is_said(home: Home) -> None:
    theirs = home.sown({"index.html": "<p>mine", "old.txt": "mine"})
    assert "error[branch]: `origin/gh-pages` was not made by this program: 2 files" in refused(home)
    assert home.publish("--adopt").status == 0
    assert git(home.remote, "rev-parse", "gh-pages~1") == theirs
    home.article(slug="soyuz", title="Союз вывел спутник")
    assert home.publish().status == 0


def test_h4_the_sources_of_a_digest_are_never_taken_over(home: Home) -> None:
    home.git("push", "-q", "origin", "main:refs/heads/gh-pages")
    assert "holds the sources of a digest" in refused(home, "--adopt")


def test_h5_what_others_pushed_in_between_stays_below_ours(home: Home) -> None:
    home.publish()
    theirs = home.sown({"theirs.txt": "их"})
    git(home.remote, "update-ref", "refs/heads/gh-pages", f"{theirs}~1")
    home.article(slug="soyuz", title="Союз вывел спутник")
    move = f"[ -e raced ] || {{ touch raced; git update-ref refs/heads/gh-pages {theirs}; }}"
    hook(home, "update", "unset GIT_QUARANTINE_PATH", move)
    assert home.publish().status == 0
    assert (home.remote / "raced").exists()
    assert git(home.remote, "rev-parse", "gh-pages~1") == theirs
    assert home.branch() == {**home.tree(), ".nojekyll": b""}


@pytest.mark.slow
def test_h5_two_who_publish_at_once_both_land(home: Home, tmp_path: Path) -> None:
    home.publish()
    git(tmp_path, "clone", "-q", str(home.remote), "other")
    other = Home(tmp_path / "other", home.remote)
    for number in range(5):
        for desk in (home, other):
            title = f"Пуск {number}: {desk.root.name}"
            desk.article(slug="proton", title=title)
        both = [desk.spawn("publish", "--timeout", "30") for desk in (home, other)]
        said = [each.communicate(timeout=60) for each in both]
        assert [each.returncode for each in both] == [0, 0], said
    assert len(home.log()) == 11
    assert git(home.remote, "rev-list", "--count", "--merges", "gh-pages") == "0"
    git(home.remote, "fsck", "--full", "--strict")


def test_h16_the_name_that_the_page_of_settings_wrote_is_kept(home: Home) -> None:
    home.settings(checks={"no-source": "off"})
    home.publish()
    home.sown({"CNAME": "news.example.com"}, "Create CNAME")
    assert "warning[cname]" in refused(home, "--strict")
    for number in range(2):
        home.article(slug="proton", title=f"Протон, день {number}")
        done = home.publish()
        assert (done.status, home.bytes("CNAME")) == (0, b"news.example.com")
        assert (
            "warning[cname]: the site goes out under news.example.com, and its `base_url` is at example.org" in done.err
        )


def test_h16_another_name_in_the_settings_is_warned_of(home: Home) -> None:
    home.settings(publish={"cname": "a.example.org"}, base_url="https://a.example.org/")
    home.publish()
    assert home.bytes("CNAME") == b"a.example.org\n"
    home.settings(publish={"cname": "b.example.org"}, base_url="https://b.example.org/")
    assert (home.publish().status, home.bytes("CNAME")) == (0, b"b.example.org\n")
    home.sown({"CNAME": "theirs.example.org"}, "Create CNAME")
    home.edit("content/articles/proton.md", "взлетела", "поднялась")
    said = home.publish().err
    assert "warning[cname]: the host is theirs.example.org on the branch, and b.example.org here" in said
    assert home.bytes("CNAME") == b"theirs.example.org"


def test_h16_a_name_among_the_static_files_goes_out(home: Home) -> None:
    home.write("static/CNAME", "example.org\n")
    done = home.publish()
    assert "cname" not in done.err
    assert home.bytes("CNAME") == b"example.org\n"


def test_h17_where_nothing_changed_nothing_is_done(home: Home) -> None:
    home.publish()
    tip, objects = home.tip(), home.git("count-objects")
    done = home.publish()
    assert (done.status, done.out) == (0, "Nothing is different.\norigin/gh-pages is unchanged.\n")
    assert (home.tip(), home.git("count-objects")) == (tip, objects)


def test_h18_jekyll_is_always_kept_away(home: Home) -> None:
    home.publish()
    git(home.remote, "update-ref", "-d", "refs/heads/gh-pages")
    home.write("static/.nojekyll", "")
    home.publish()
    assert home.bytes(".nojekyll") == b""


def test_h21_a_history_is_begun_anew(home: Home) -> None:
    counts = []
    for number in range(7):
        home.article(slug="proton", title=f"Протон, день {number}")
        assert home.publish("--squash-history", "3").status == 0
        counts.append(len(home.log()))
    assert counts == [1, 2, 3, 1, 2, 3, 1]
    home.article(slug="proton", title="Протон стоит")
    assert home.publish().status == 0


def test_h24_the_tests_see_nothing_of_the_developer(alone: Path) -> None:
    subprocess.run(["git", "config", "--global", "user.name", "x"], check=True)
    assert (alone / ".gitconfig").exists()
