"""The command line: where flags may stand, what is said, and what is refused."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import subprocess
import sys

import pytest
from click import Option

from digest.cli import commands
from digest.cli.commands import cli
from digest.cli.teach import POINTING
from tests.desk import REPOSITORY, Desk

SEED = """\
Экипаж «Союза» вернулся на Землю

МОСКВА, 1 дек 2016 – РИА Новости. Спускаемый аппарат корабля «Союз» с тремя космонавтами на борту совершил посадку \
в казахстанской степи, передаёт корреспондент РИА Новости из Центра управления полётами.

Космонавты провели на орбите сто пятнадцать суток и выполнили всю программу исследований, сообщили в ЦУП. \
Спасатели уже помогли экипажу покинуть аппарат.
"""

# flags

# These never end, or need a repository, a folder of their own, or others: see tests/serve and tests/publish.
APART = ("serve", "publish", "diff", "init", "schedule", "announce", "links")
FLAGS = [
    (name, option.opts[-1])
    for name, command in cli.commands.items()
    if name not in APART
    for option in command.params
    if isinstance(option, Option)
    and option.opts[-1] not in ("--undo", "--since", "--new-since", "--executor")  # need something there
]
VALUES = {
    "--site": ".", "--output": "out", "--base-url": "https://example.net/", "--now": "2020-01-01", "--jobs": "1",
    "--encoding": "utf-8", "--source": "Орбита", "--name": "b.txt", "--allow": "localhost", "--limit": "5",
    **{f"--{name}": "5" for name in POINTING}, "--known-by": "1", "--keep": "3", "--format": "github",
    "--slug": "pusk", "--lead": "article-0",
    "--number": "5", "--since": "2020-01-01", "--until": "2021-01-01",
}  # fmt: skip
NAMED = {
    "convert": ["seeds/a.txt"],
    "spike": ["seeds/a.txt", "--undo"],
    "teach": ["seeds/a.txt", "--drop=5", "--known-by=1", "--source=Орбита"],
    "explain": ["seeds/a.txt"],
    "stories": ["same", "article-0", "article-1"],
    "issue": ["new", "--since=2020-01-01", "--dry-run"],
    "accept": ["article-0"],
    "add": [str(REPOSITORY / "README.md"), "--name=b.txt"],
}  # fmt: skip


@pytest.mark.parametrize(("command", "flag"), FLAGS)
def test_a_flag_means_the_same_before_and_after_its_command(desk: Desk, command: str, flag: str) -> None:
    desk.article(source="Орбита")
    desk.article("Черновик", draft=True, date=None, source="Орбита")
    desk.write("seeds/a.txt", SEED)
    typed = [flag, VALUES[flag]] if flag in VALUES else [flag]
    rest = NAMED.get(command, []) if flag != "--list" else []
    assert desk.run("convert").status == desk.run(command, *rest, *typed).status == 0
    after = desk.run(command, *rest, *typed)
    before = desk.run(*typed, command, *rest)
    assert (before.status, before.out.partition(" unchanged in ")[0]) == (0, after.out.partition(" unchanged in ")[0])
    assert before.err == after.err


@pytest.mark.parametrize("flag", ["--host=localhost", "--open", "-p1", "--port=1"])
def test_the_flags_of_the_preview_may_stand_before_it(desk: Desk, flag: str) -> None:
    desk.delete("site.yaml")
    assert desk.run(flag, "serve").err.startswith("error[settings]: there is no site.yaml in ")


def test_the_value_of_a_flag_is_never_taken_for_the_command(desk: Desk) -> None:
    desk.article()
    assert desk.run("-qo", "check", "build").status == 0
    assert (desk.root / "check/index.html").is_file()


def test_of_a_flag_given_twice_the_last_counts(desk: Desk) -> None:
    assert desk.run("-o", "one", "build", "-o", "two").status == 0
    assert [name for name in ("one", "two") if (desk.root / name).exists()] == ["two"]


@pytest.mark.parametrize("typed", [("--version",), ("--version", "build"), ("-q", "--version", "build")])
def test_the_version_is_told_whatever_else_is_asked(desk: Desk, typed: tuple[str, ...]) -> None:
    outcome = desk.run(*typed)
    assert (outcome.status, outcome.out.split()[0]) == (0, "Digest")


@pytest.mark.parametrize("flag", ["--force", "--explain", "--lossy", "--encoding=cp1251"])
def test_what_is_done_to_one_seed_needs_its_name(desk: Desk, flag: str) -> None:
    desk.write("seeds/a.txt", SEED)
    name = flag.partition("=")[0]
    for typed in (["convert", flag], [flag, "convert"]):
        outcome = desk.run(*typed)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err == (f"error[usage]: {name} needs the name of a seed\n  digest convert {name} … seeds/FILE\n")
    assert not (desk.root / "content").exists()


# what is said


def test_drafts_are_what_comes_next(desk: Desk) -> None:
    desk.write("seeds/a.txt", SEED)
    assert desk.run().out.splitlines()[2:] == [
        "Next: `digest serve` shows the site with its drafts; they wait for you in content/articles/."
    ]


def test_where_all_is_published_nothing_comes_next(desk: Desk) -> None:
    desk.article()
    assert len(desk.run().out.splitlines()) == 2


def test_nobody_is_sent_to_drafts_that_could_not_be_made(desk: Desk) -> None:
    desk.write("seeds/a.txt", "")
    outcome = desk.run()
    assert (outcome.status, len(outcome.out.splitlines())) == (1, 2)


def test_of_seeds_that_cannot_be_converted_nobody_says_that_there_are_none(desk: Desk) -> None:
    desk.write("seeds/a.txt", "")
    desk.write("seeds/b.txt", "")
    assert desk.run("convert").out == "No seeds converted; 2 seeds could not be converted.\n"
    desk.write("seeds/c.txt", SEED)
    assert desk.run("convert").out.splitlines()[0].endswith("; 2 seeds could not be converted.")


def test_asked_to_say_more_each_command_does(desk: Desk) -> None:
    desk.article(slug="a", source="Орбита")
    desk.write("seeds/a.txt", SEED)
    assert desk.run("convert").status == 0
    said = {command: desk.run(command, "-v").out.splitlines() for command in ("convert", "build", "check")}
    assert said["convert"] == ["No new seeds.", "  1 seed converted before"]
    assert "/2020/01/a/: it is new" in said["build"]
    assert said["check"] == ["1 article to show, 1 draft, 0 scheduled: 30 files to make.", "No problems."]


def test_asked_to_say_more_without_a_command_it_tells_of_seeds_and_pages(desk: Desk) -> None:
    desk.write("seeds/a.txt", SEED)
    said = desk.run("-v").out.splitlines()
    assert said[1].startswith("  seeds/a.txt -> content/articles/")
    assert "/: it is new" in said
    assert "  1 seed converted before" in desk.run("-v").out.splitlines()


def test_the_name_of_a_file_cannot_play_with_the_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "a\x1b[31m\u202eb")

    monkeypatch.setattr(cli.commands["check"], "callback", refuse)
    outcome = desk.run("check")
    assert (outcome.status, outcome.err) == (3, "error[machine]: Permission denied: a\\x1b[31m\\u202eb\n")


def test_no_advice_names_a_program_that_may_not_be_installed() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (REPOSITORY / "digest").rglob("*.py")}
    below = {path: text for path, text in sources.items() if path.parent.name != "cli"}
    commands = "|".join(cli.commands)
    assert [path.name for path, text in below.items() if re.search(rf"digest ({commands})\b", text)] == []


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_at_a_terminal_the_settings_are_a_table(desk: Desk) -> None:
    import pty

    own, other = pty.openpty()
    command = [sys.executable, "-m", "digest", "config", "--site", str(desk.root)]
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}
    with subprocess.Popen(command, stdout=other, stderr=subprocess.PIPE, env=variables, cwd=desk.root) as process:
        os.close(other)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that nobody writes there any more
            while chunk := os.read(own, 65536):
                shown += chunk
        assert process.wait() == 0, process.stderr
    os.close(own)
    lines = shown.decode().splitlines()
    assert lines[0].split() == ["setting", "value", "from"]
    assert lines[1].split() == ["title", "Орбита", "site.yaml:1"]


# the end

TAKEN_APART = """
import atexit, sys
from digest.cli import main
from digest.site import build

class Weight:
    def __del__(self):
        print("taken apart", flush=True)

def heavy(*arguments):
    found = planned(*arguments)
    found.gallery.weight = Weight()
    return found

planned, build.plan = build.plan, heavy
atexit.register(print, "the end")
main()
"""


def test_what_a_build_has_made_is_not_taken_apart_at_the_end(desk: Desk) -> None:
    desk.article()
    command = [sys.executable, "-c", TAKEN_APART, "build", "--site", str(desk.root)]
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, cwd=desk.root)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1] == "the end"
    assert "taken apart" not in ended.stdout


def test_a_build_lets_go_of_what_the_one_before_has_made(desk: Desk) -> None:
    for each in ("a", "b"):
        desk.article(slug=each)
        desk.build()
    assert len(commands._made) == 1
    desk.build("--verify")
    assert commands._made == []


BROKEN_OFF = """
import os, signal, time, weakref
import digest.cli as door

class Thing:
    def __init__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        self.file = None

    def __del__(self):
        self.file

class Empty: pass

def within_what_cannot_raise(*_, **__):
    thing = Empty()
    held = weakref.ref(thing, lambda _: Thing())
    del thing
    time.sleep(20)

door.cli.main = WORK
door.main([])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent on POSIX")
@pytest.mark.parametrize("work", ["lambda *_, **__: Thing()", "within_what_cannot_raise"])
def test_an_interruption_is_all_that_is_told_wherever_it_comes(work: str) -> None:
    program = [sys.executable, "-c", BROKEN_OFF.replace("WORK", work)]
    done = subprocess.run(program, cwd=REPOSITORY, capture_output=True, timeout=15, text=True)
    assert (done.returncode, done.stderr) == (130, "Interrupted; nothing was left half done.\n")
