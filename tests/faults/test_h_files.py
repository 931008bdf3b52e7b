"""The bytes that go out are those that were built; what must not go out does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.publish.conftest import *  # noqa: F403 - fixtures, one of which every test here has
from tests.publish.conftest import Home
from tests.publish.sent import refused


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


def test_h19_a_file_that_github_would_not_take_is_refused(home: Home) -> None:
    path = home.root / "static/talk.bin"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(101 << 20)
    assert "talk.bin: error[" in refused(home)
