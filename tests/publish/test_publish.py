"""A site on its way to readers: group H of the table of faults, row by row."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from digest.disk import lock
from tests.publish.conftest import Home, git, repository

TRAILER = "Digest-Publish: "


def snapshot(home: Home) -> dict[str, bytes]:
    """All that a publication must leave as it is: not objects, the marks of the remote, and what the build makes."""
    moving = (".git/objects", ".git/refs/remotes", ".git/logs/refs/remotes", "public", ".digest")
    return {path: data for path, data in home.tree(".").items() if not path.startswith(moving)}


def hook(home: Home, name: str, *lines: str) -> None:
    path = home.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n", encoding="utf-8")
    path.chmod(0o755)


def refused(home: Home, *flags: str, status: int = 1) -> str:
    """What is said by a publication that does not come about; nothing has changed then."""
    tip, before = home.tip(), snapshot(home)
    done = home.publish(*flags)
    assert (done.status, home.tip()) == (status, tip), done.err
    assert snapshot(home) == before
    return done.err


def settle(home: Home) -> None:
    """Wait until what git had begun has come to its end."""
    name = os.fsencode(home.remote)
    quiet = time.monotonic() + 1.0
    while time.monotonic() < quiet:
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if name in line.read_bytes():
                    quiet = time.monotonic() + 0.5
        time.sleep(0.05)


def test_what_is_published_is_what_was_built(home: Home) -> None:
    done = home.publish()
    assert done.status == 0
    assert "Published" in done.out
    assert home.branch() == {**home.tree(), ".nojekyll": b""}
    assert TRAILER in git(home.remote, "log", "-1", "--format=%B", "gh-pages")


def test_what_will_change_is_told_first(home: Home) -> None:
    home.publish()
    home.article(slug="soyuz", title="Союз вывел спутник")
    out = home.publish().out
    assert "1 page new:\n  /2020/01/soyuz/\n" in out
    assert out.index("1 page new") < out.index("Published")


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


@pytest.mark.parametrize("words", ["GH006: Protected branch update failed", "this account is over its quota"])
def test_h6_the_remote_says_no_in_its_own_words(home: Home, words: str) -> None:
    home.publish()
    home.article(slug="soyuz", title="Союз вывел спутник")
    mark = home.git("rev-parse", "origin/gh-pages")
    hook(home, "pre-receive", f"echo 'error: {words}'", "exit 1")
    said = refused(home, status=3)
    assert "error[rejected]: the remote did not take the site: `origin/gh-pages` is as it was" in said
    assert f"remote: error: {words}" in said
    assert home.git("rev-parse", "origin/gh-pages") == mark


@pytest.mark.slow
def test_h7_a_kill_at_any_moment_leaves_the_old_or_the_new_site(home: Home) -> None:
    home.publish()
    begun = home.remote / "begun"
    hook(home, "pre-receive", "touch begun", "sleep 0.6")
    came = set()
    for number, moment in enumerate((-1, 0.0, 0.2, 0.4, 0.55, 0.7)):
        before = home.branch()
        home.article(slug="proton", title=f"Протон, день {number}")
        process = home.spawn("publish")
        while moment >= 0 and not begun.exists():
            time.sleep(0.01)
        time.sleep(max(moment, 0.4 if moment < 0 else 0))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        settle(home)
        begun.unlink(missing_ok=True)
        after = home.branch()
        assert after in (before, {**home.tree(), ".nojekyll": b""})
        came.add(after == before)
        git(home.remote, "fsck", "--full", "--strict")
    assert came == {True, False}
    home.write(".digest/publish.index", "left")
    home.write(".digest/publish.index.lock", "left")
    home.article(slug="proton", title="Протон улетел")
    assert home.publish().status == 0
    assert home.branch() == {**home.tree(), ".nojekyll": b""}
    assert not list((home.root / ".digest").glob("publish.index*"))


def test_h8_a_remote_that_never_answers_is_given_up(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        home.git("remote", "set-url", "origin", f"git://127.0.0.1:{port}/x")
        start = time.monotonic()
        said = refused(home, "--timeout", "1", status=3)
    assert time.monotonic() - start < 30
    assert said.startswith("error[remote]: git ls-remote had no end after 1 seconds\n")


def test_h8_a_remote_that_is_not_there(home: Home) -> None:
    home.git("remote", "set-url", "origin", "http://user:secret@127.0.0.1:1/x.git")
    said = refused(home, status=3)
    assert said.startswith("error[remote]: the remote `origin` cannot be reached\n")
    assert "secret" not in said


def test_h8_git_that_would_ask_ends_at_once(home: Home, alone: Path) -> None:
    """A remote whose helper asks at the terminal finds none."""
    script = alone / "ask"
    script.write_text("#!/bin/sh\nread word < /dev/tty || { echo 'no terminal' >&2; exit 1; }\n", encoding="utf-8")
    script.chmod(0o755)
    home.git("config", "core.sshCommand", str(script))
    home.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/x.git")
    assert "no terminal" in refused(home, status=3)


# H9: what kind of repository it is


def test_h9_no_git(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home.root))
    assert home.publish().err.startswith("error[git]: git is not installed\n  install it")
    assert home.publish().status == 3


def test_h9_no_repository(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path)
    done = home.publish()
    assert done.status == 2
    assert done.err.startswith("error[git]: the site does not lie in a git repository\n  git init;")


def test_h9_a_bare_repository(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path)
    git(home.root, "init", "-q", "--bare", ".")
    done = home.publish()
    assert (done.status, done.err.split("\n")[0]) == (
        2,
        "error[git]: the site lies in a bare repository, which has no files of its own",
    )


def test_h9_no_remote(home: Home) -> None:
    home.git("remote", "remove", "origin")
    assert home.publish().err == (
        "error[git]: git knows no remote `origin` here\n  git remote add origin ADDRESS\n"
    )  # fmt: skip
    home.git("remote", "add", "upstream", str(home.remote))
    assert "upstream" in refused(home, status=2)
    assert home.publish("--remote", "upstream").status == 0


def test_h9_no_commits(home: Home, tmp_path: Path) -> None:
    (home.root / ".git").rename(tmp_path / "old")
    home.git("init", "-q", "-b", "main")
    home.git("remote", "add", "origin", str(home.remote))
    assert home.publish().status == 0


def test_h9_a_detached_head(home: Home) -> None:
    home.git("switch", "-q", "--detach")
    assert home.publish().status == 0


def test_h9_a_shallow_clone(home: Home, tmp_path: Path) -> None:
    home.publish()
    home.git("commit", "-q", "--allow-empty", "-m", "2")
    home.git("push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "--depth", "1", home.remote.as_uri(), "shallow")
    shallow = Home(tmp_path / "shallow", home.remote)
    shallow.article(slug="soyuz", title="Союз вывел спутник")
    before = snapshot(shallow)
    assert shallow.publish().status == 0
    assert snapshot(shallow) == before
    assert len(home.log()) == 2


def test_h9_a_worktree(home: Home, tmp_path: Path) -> None:
    home.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "tree"))
    assert Home(tmp_path / "tree", home.remote).publish().status == 0


def test_h9_a_submodule_and_a_folder_within_a_repository(home: Home, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "outer")
    outer = tmp_path / "outer"
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(home.remote), "inner")
    assert Home(outer / "inner", home.remote).publish().status == 0
    deep = repository(tmp_path / "deep", tmp_path / "deep.git")
    inner = Home(deep.root / "docs", deep.remote)
    inner.article(slug="a")
    assert inner.publish().status == 0
    assert inner.branch() == {**inner.tree(), ".nojekyll": b""}


def test_h9_names_by_sha256(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path / "remote.git")
    git(tmp_path, "init", "-q", "--bare", "--object-format=sha256", str(home.remote))
    home.article(slug="a")
    home.git("init", "-q", "-b", "main", "--object-format=sha256")
    home.git("-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "x")
    home.git("push", "-q", str(home.remote), "main")
    home.git("remote", "add", "origin", str(home.remote))
    assert home.publish().status == 0
    assert "unchanged" in home.publish().out


def test_h10_a_folder_of_somebody_else(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = home.publish()
    assert done.status == 2
    assert done.err.startswith("error[git]: git does not trust this folder: it belongs to another user\n")
    assert "git config --global --add safe.directory" in done.err


def test_h11_git_that_knows_no_name(home: Home) -> None:
    home.git("config", "grep.patternType", "fixed")
    home.git("config", "--unset", "user.name")
    home.git("config", "--unset", "user.email")
    home.git("config", "user.useConfigOnly", "true")
    assert home.publish().status == 0
    assert git(home.remote, "log", "-1", "--format=%an", "gh-pages") == "Digest"
    assert "unchanged" in home.publish().out


def test_h11_the_name_of_the_user_is_used(home: Home) -> None:
    home.publish()
    assert git(home.remote, "log", "-1", "--format=%an <%ae>", "gh-pages") == "Редактор <a@example.org>"


def test_h12_bytes_go_out_as_they_were_built(home: Home, alone: Path) -> None:
    bad = alone / "bad"
    bad.write_text(f"#!/bin/sh\ntouch {alone}/called\nexit 1\n", encoding="utf-8")
    bad.chmod(0o755)
    for name in ("pre-push", "pre-commit", "commit-msg", "reference-transaction", "post-index-change"):
        (alone / name).symlink_to(bad)
    (alone / "ignored").write_text("*.xml\n*.html\n", encoding="utf-8")
    for name, value in {
        "commit.gpgsign": "true", "push.gpgSign": "if-asked", "gpg.program": str(bad), "core.hooksPath": str(alone),
        "core.autocrlf": "true", "core.excludesFile": str(alone / "ignored"), "core.quotePath": "true",
        "filter.lfs.clean": str(bad), "filter.lfs.required": "true", "push.followTags": "true",
        "tag.gpgSign": "true", "push.default": "matching", "core.safecrlf": "true",
    }.items():  # fmt: skip
        home.git("config", name, value)
    home.write(".git/info/attributes", "* text eol=crlf\n*.html filter=lfs working-tree-encoding=UTF-16\n")
    home.write("static/lines.txt", "a\r\nb\n")
    home.write("static/кириллица и пробел.txt", "x")
    assert home.publish().status == 0
    assert home.branch() == {**home.tree(), ".nojekyll": b""}
    assert not (alone / "called").exists()


# H13-H15, H20: what must not go out


def test_h13_a_link_is_refused(home: Home, alone: Path) -> None:
    home.build()
    (alone / "secret").write_text("тайна", encoding="utf-8")
    (home.root / "public/page.html").symlink_to(alone / "secret")
    assert refused(home).startswith("page.html: error[unsafe]: a symbolic link would publish what it leads to\n")
    (home.root / "public/page.html").unlink()
    (home.root / "public/folder").symlink_to(alone)
    assert refused(home).startswith("folder: error[unsafe]: a symbolic link")


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\x1bb.txt", "a\u202eb.txt", os.fsdecode(b"\xff.txt"), "a\\b.txt"], ids=ascii
)
def test_h14_names_that_no_address_can_hold_are_refused(home: Home, name: str) -> None:
    home.build()
    (home.root / "public" / name).write_text("x", encoding="utf-8")
    assert "error[unsafe]: its name holds a sign that addresses cannot hold" in refused(home)


@pytest.mark.parametrize(
    "name", [".env", ".git/config", "key.pem", "id_rsa", "a/.ssh/known", "server.key", ".env.local", "site.yaml"]
)
def test_h20_secrets_are_refused(home: Home, name: str) -> None:
    home.build()
    home.write(f"public/{name}", "x")
    assert "is the name of something secret" in refused(home)


@pytest.mark.parametrize("name", ["id_rsa", "keys/server.pem"])
def test_h20_secrets_among_the_static_files_are_refused(home: Home, name: str) -> None:
    home.write(f"static/{name}", "x")
    assert f"{name}: error[unsafe]: `{name.rpartition('/')[2]}` is the name of something secret" in refused(home)
    assert home.tip() == ""


def test_h15_an_empty_site_is_refused(home: Home) -> None:
    home.delete("content/articles/proton.md")
    assert refused(home).startswith("error[empty]: the site has no articles\n")


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000/", "http://127.0.0.1/", "http://[::1]/", "http://192.168.0.7/", "http://a.local/"],
)
def test_h15_an_address_of_this_machine_is_refused(home: Home, address: str) -> None:
    assert "error[base_url]: `base_url` is" in refused(home, "--base-url", address)


def test_h15_what_was_built_for_a_look_is_built_anew(home: Home) -> None:
    """Drafts, what is still to come and a local address of an earlier build do not reach readers; nor does old text."""
    home.article(slug="draft", title="Черновик о Луне", draft=True)
    home.article(slug="late", title="Пуск через год", date="2030-01-01")
    home.build("--drafts", "--future", "--now", "2031-01-01", "--base-url", "http://localhost/")
    assert home.has("/2030/01/late/")
    home.edit("content/articles/proton.md", "взлетела", "поднялась")
    assert home.publish().status == 0
    published = home.branch()
    assert "поднялась" in published["2020/01/proton/index.html"].decode()
    assert not any(b"localhost" in data for data in published.values())
    assert not any("late" in path or "draft" in path for path in published)


@pytest.mark.parametrize("flag", ["--drafts", "--future", "--now=2030-01-01"])
def test_h15_no_flag_publishes_what_is_not_public(home: Home, flag: str) -> None:
    assert "No such option" in refused(home, flag, status=2)


def test_h15_a_clock_set_forward_is_refused(home: Home, tmp_path: Path) -> None:
    done = home.spawn("publish", SOURCE_DATE_EPOCH="4102444800")
    assert "error[now]: SOURCE_DATE_EPOCH says that it is 2100-01-01" in done.communicate()[1]
    assert (done.returncode, home.tip()) == (1, "")


def test_problems_that_are_left_are_refused(home: Home) -> None:
    home.article(slug="bad", body="[туда](nowhere.md)")
    assert "error[link]" in refused(home)
    home.delete("content/articles/bad.md")
    home.settings(checks={"no-source": "error"})
    assert "error[no-source]" in refused(home)
    home.settings(checks={"no-source": "warning"})
    assert "warning[no-source]" in refused(home, "--strict")
    assert home.publish().status == 0


# H16-H23


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


def test_h19_a_file_that_github_would_not_take_is_refused(home: Home) -> None:
    path = home.root / "static/talk.bin"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(101 << 20)
    assert "talk.bin: error[" in refused(home)


def test_h21_a_history_is_begun_anew(home: Home) -> None:
    counts = []
    for number in range(7):
        home.article(slug="proton", title=f"Протон, день {number}")
        assert home.publish("--squash-history", "3").status == 0
        counts.append(len(home.log()))
    assert counts == [1, 2, 3, 1, 2, 3, 1]
    home.article(slug="proton", title="Протон стоит")
    assert home.publish().status == 0


def test_h22_a_publication_waits_for_a_build(home: Home) -> None:
    home.build()
    held = threading.Event()

    def build() -> None:
        with lock(home.root / ".digest/lock", purpose="Digest"):
            held.set()
            time.sleep(1.0)

    other = threading.Thread(target=build)
    other.start()
    held.wait()
    start = time.monotonic()
    assert home.publish().status == 0
    assert time.monotonic() - start > 0.8
    other.join()


@pytest.mark.parametrize("ref", ["refs/heads/gh-pages", "refs/remotes/origin/gh-pages"])
def test_h23_a_broken_ref_is_told(home: Home, ref: str) -> None:
    home.publish()
    home.sown({"robots.txt": "x"})
    home.write(f".git/{ref}", "rubbish\n")
    assert refused(home, status=3) == (
        f"error[git]: the repository here is broken: nothing is what {ref} names\n"
        f"  move the file .git/{ref} away, which holds only that name; then publish again\n"
    )
    home.delete(f".git/{ref}")
    assert home.publish().status == 0


def test_h23_a_lock_that_was_left_is_told(home: Home) -> None:
    home.publish()
    home.sown({"robots.txt": "x"})
    home.write(".git/refs/remotes/origin/gh-pages.lock", "")
    said = refused(home, status=3)
    assert said.startswith("error[git]: another git is at work in this repository, or was cut off\n")
    assert "gh-pages.lock" in said


def test_h23_packed_refs_another_remote_and_another_way_to_it(home: Home) -> None:
    home.publish()
    home.git("pack-refs", "--all")
    git(home.remote, "pack-refs", "--all")
    home.git("remote", "rename", "origin", "home")
    home.git("config", f"url.{home.remote}.insteadOf", "short:")
    home.git("remote", "set-url", "home", "short:")
    home.settings(publish={"remote": "home", "branch": "gh-pages"})
    home.edit("content/articles/proton.md", "взлетела", "поднялась")
    assert home.publish().status == 0
    assert "поднялась" in home.bytes("2020/01/proton/index.html").decode()


@pytest.mark.parametrize("name", ["--force", "a..b", "-x", "a b", "HEAD:main", "a.lock", "+gh-pages"])
def test_no_name_is_a_flag_or_a_range(home: Home, name: str) -> None:
    done = home.publish(f"--branch={name}")
    assert done.status == 2
    assert "must be a plain name" in done.err
    home.settings(publish={"branch": name})
    assert "`publish` `branch` must be a plain name" in refused(home, status=2)


def test_a_dry_run_says_all_and_does_nothing(home: Home) -> None:
    before = snapshot(home)
    done = home.publish("--dry-run")
    assert (done.status, home.tip()) == (0, "")
    assert "/2020/01/proton/" in done.out
    assert "Nothing was pushed." in done.out
    assert snapshot(home) == before


def test_the_outcome_is_told_as_json(home: Home) -> None:
    told = home.publish("--json").json
    assert (told["place"], told["commit"]) == ("origin/gh-pages", home.tip())
    assert "/2020/01/proton/" in told["difference"]["added"]


def test_h24_the_tests_see_nothing_of_the_developer(alone: Path) -> None:
    subprocess.run(["git", "config", "--global", "user.name", "x"], check=True)
    assert (alone / ".gitconfig").exists()


@pytest.mark.parametrize("command", ["publish", "diff"])
@pytest.mark.parametrize("flag", ["--branch=pages", "--remote=origin", "--timeout=20", "--verbose", "--output=out"])
def test_a_flag_means_the_same_before_and_after_its_command(home: Home, command: str, flag: str) -> None:
    home.publish(flag)
    assert home.run(flag, command).out == home.run(command, flag).out != ""
