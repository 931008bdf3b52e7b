"""The command line in a terminal that lacks letters or is none, with mistyped words, and on an empty site."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli import status
from digest.cli.commands import cli
from tests.desk import REPOSITORY, Desk

# letters, and streams that are closed


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """A site with something to say on both streams, in Cyrillic."""
    desk.article("Протон «вернулся» — 🚀", slug="right")
    desk.write("content/articles/сбой.md", "---\ntitle: Сбой — 🚀\ndate: вчера\n---\n\nТекст.\n")
    return desk


def run(desk: Desk, *arguments: str, streams: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a shell starts it, which may close a stream or lead it elsewhere."""
    command = shlex.join([sys.executable, "-m", "digest", *arguments, "--site", str(desk.root)])
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    variables = {**plain, "SOURCE_DATE_EPOCH": "1704099600", "PYTHONPATH": str(REPOSITORY), **environment}
    return subprocess.run(
        ["sh", "-c", f"{command} {streams}"], env=variables, cwd=desk.root, capture_output=True, check=False, timeout=60
    )


@pytest.mark.skipif(os.name == "nt", reason="locales of POSIX")
@pytest.mark.parametrize(
    ("environment", "encoding", "said"),
    [
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii", "\\u0441\\u0431\\u043e\\u0439.md:3"),
        ({"PYTHONIOENCODING": "cp1251"}, "cp1251", "сбой.md:3"),
        (
            {"PYTHONIOENCODING": "ascii:strict", "NO_COLOR": "1", "TERM": "dumb"},
            "ascii",
            "\\u0441\\u0431\\u043e\\u0439",
        ),
    ],
    ids=["plain C", "cp1251", "strict ascii"],
)
def test_j14_letters_that_the_terminal_lacks_are_written_in_numbers(
    mixed: Desk, environment: dict[str, str], encoding: str, said: str
) -> None:
    done = run(mixed, "build", "-v", **environment)
    assert done.returncode == 1
    assert said in done.stderr.decode(encoding)
    assert "1 article, 29 pages in public/: " in done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert mixed.has("/2020/01/right/")


@pytest.mark.skipif(os.name == "nt", reason="streams of POSIX")
@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 1), ("2>&-", 1), (">&- 2>&- <&-", 1), pytest.param(">/dev/full", 3, marks=pytest.mark.skipif(
        not Path("/dev/full").exists(), reason="there is no /dev/full here"))],
    ids=["no output", "no errors", "nothing at all", "a full disk"],
)  # fmt: skip
def test_j14_where_a_stream_is_closed_the_site_is_built_all_the_same(mixed: Desk, streams: str, code: int) -> None:
    done = run(mixed, "build", streams=streams)
    assert (done.returncode, b"Traceback" in done.stderr, b"Exception" in done.stderr) == (code, False, False), done
    assert mixed.has("/2020/01/right/")
    assert "🚀" in mixed.page("/2020/01/right/")
    assert mixed.read("content/articles/сбой.md").endswith("Текст.\n")


# words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--force", "build"), "No such option '--force'."),
        (("--verify", "check"), "No such option '--verify'."),
        (("-q", "--port", "8000", "build"), "No such option '--port'."),
        (("-p8000", "convert"), "No such option '-p'."),
        (("--explain",), "No such option '--explain'."),
        (("--no-such", "build"), "No such option '--no-such'."),
        (("--force", "bild"), "There is no command `bild`: did you mean `build`?"),
    ],
)
def test_j15_a_flag_that_the_command_does_not_know_is_wrong_usage(
    desk: Desk, typed: tuple[str, ...], said: str
) -> None:
    outcome = desk.run(*typed)
    assert (outcome.status, said in outcome.err) == (2, True), outcome.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bild", "build"), ("biuld", "build"), ("convrt", "convert"), ("server", "serve"), ("chek", "check"),
     ("publsh", "publish"), ("BUILD", "build")],
)  # fmt: skip
def test_j15_a_mistyped_command_is_told_the_nearest(desk: Desk, typed: str, meant: str) -> None:
    outcome = desk.run(typed)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"There is no command `{typed}`: did you mean `{meant}`?" in outcome.err
    assert not (desk.root / "public").exists()


def test_j15_a_command_like_no_other_is_told_which_there_are(desk: Desk) -> None:
    outcome = desk.run("сделай")
    assert (outcome.status, outcome.out) == (2, "")
    assert "There is no command `сделай`: known here: " in outcome.err


@pytest.mark.parametrize("name", ["", *sorted(cli.commands)])
def test_j15_help_needs_no_site(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert status([*name.split(), "--help"]) == 0
    said = capsys.readouterr()
    assert "Usage: " in said.out
    assert said.err == ""
    assert name or [each for each in cli.commands if f"  {each} " not in said.out] == []


def test_j15_without_a_command_seeds_are_converted_and_the_site_is_built(desk: Desk) -> None:
    desk.article(slug="a")
    outcome = desk.run()
    assert outcome.status == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == ["No", "1"]
    assert desk.has("/2020/01/a/")


# a site of nothing


def test_j17_an_empty_site_is_told_how_to_begin(desk: Desk) -> None:
    assert desk.run().out.splitlines()[2:] == [
        "There are no articles yet: put raw ones into seeds/ and type `digest`, or write content/articles/NAME.md."
    ]
