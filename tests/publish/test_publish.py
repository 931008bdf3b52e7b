"""A site on its way to readers: what may go wrong on it is in `tests/faults`, group H."""

from __future__ import annotations

import pytest

from tests.publish.conftest import Home, git
from tests.publish.sent import refused, snapshot

TRAILER = "Digest-Publish: "


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


def test_problems_that_are_left_are_refused(home: Home) -> None:
    home.article(slug="bad", body="[туда](nowhere.md)")
    assert "error[link]" in refused(home)
    home.delete("content/articles/bad.md")
    home.settings(checks={"no-source": "error"})
    assert "error[no-source]" in refused(home)
    home.settings(checks={"no-source": "warning"})
    assert "warning[no-source]" in refused(home, "--strict")
    assert home.publish().status == 0


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


@pytest.mark.parametrize("command", ["publish", "diff"])
@pytest.mark.parametrize("flag", ["--branch=pages", "--remote=origin", "--timeout=20", "--verbose", "--output=out"])
def test_a_flag_means_the_same_before_and_after_its_command(home: Home, command: str, flag: str) -> None:
    home.publish(flag)
    assert home.run(flag, command).out == home.run(command, flag).out != ""
