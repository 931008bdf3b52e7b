"""Builds that are ended at any moment, two at once, and an editor who goes on working while one runs."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.lock import lock
from tests.desk import REPOSITORY, Desk
from tests.faults.dying import NOW, command, end_of, forks
from tests.faults.test_a_kills import built_anew, edited, two
from tests.serve.hands import Running, furnish
from tests.serve.test_watch import Watching

pytestmark = [pytest.mark.skipif(os.name == "nt", reason="signals are another thing there"), forks]


def started(desk: Desk, *arguments: str) -> int:
    """Start a command in a process and a group of its own; its number."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.setpgid(0, 0)
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, signal.default_int_handler)
            code = command(desk, *arguments)()
        finally:
            os._exit(code)
    with contextlib.suppress(OSError):
        os.setpgid(child, child)
    return child


def ended(child: int) -> int:
    """The status with which a process ends."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def taken(desk: Desk, number: int) -> float:
    """The seconds that a build after an edit takes."""
    desk.edit("content/articles/proton.md", "Ракета", f"Ракета {number}")
    begun = time.monotonic()
    assert end_of(command(desk, "build")).status == 0
    return time.monotonic() - begun


@pytest.mark.parametrize("rounds", [pytest.param(50, marks=pytest.mark.slow), 4])
def test_a2_a17_a_kill_at_any_time_leaves_a_whole_site_and_no_lock(quick: Desk, rounds: int) -> None:
    chance, killed = random.Random(2), 0
    edited(quick)
    lasting = min(taken(quick, number) for number in range(3))  # the first of them may wait for much that is cold
    for number in range(rounds):
        quick.edit("content/articles/proton.md", "Ракета", f"Ракета {number}")
        old, new = quick.tree(), built_anew(quick)
        child = started(quick, "build")
        time.sleep(chance.uniform(0.01, lasting))
        with contextlib.suppress(OSError):
            os.killpg(child, signal.SIGKILL)
        killed += ended(child) == -signal.SIGKILL
        assert quick.tree() in (old, new), number
        begun = time.monotonic()
        assert end_of(command(quick, "build")).status == 0
        assert time.monotonic() - begun < 30, "it waited for the lock of the dead"
        assert quick.tree() == new
    assert killed > rounds / 5 or rounds < 50


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("rounds", [pytest.param(20, marks=pytest.mark.slow), 2])
def test_a26_an_interrupted_build_leaves_the_site_and_no_process(quick: Desk, sign: int, rounds: int) -> None:
    chance, interrupted = random.Random(26), 0
    edited(quick)
    old, new = quick.tree(), built_anew(quick)
    for number in range(rounds):
        process = quick.spawn("build")
        time.sleep(chance.uniform(0.05, 0.6))
        process.send_signal(sign)
        _, err = process.communicate(timeout=60)
        assert quick.tree() in (old, new), number
        # Before our first line a signal ends Python; and that gives 130 by a signal where its own `exec` was met.
        assert process.returncode in (130, 0, -sign, -signal.SIGINT), err
        assert "Traceback" not in err or process.returncode < 0, err
        interrupted += process.returncode == 130
        assert "Interrupted" in err or process.returncode != 130
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
        if quick.tree() == new:
            quick.edit("content/articles/proton.md", "Ракета", f"Ракета {number}")
            old, new = quick.tree(), built_anew(quick)
    assert end_of(command(quick, "build")).status == 0
    assert interrupted or rounds < 5


def test_a26_a_build_that_is_interrupted_while_it_waits_changes_nothing(desk: Desk) -> None:
    desk.article()
    with lock(desk.root / ".digest" / "lock", purpose="test"):
        process = desk.spawn("build")
        until(lambda: waits_for_a_lock(process.pid))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "\nInterrupted; nothing was left half done.\n")
    assert not (desk.root / "public").exists()


def waits_for_a_lock(pid: int) -> bool:
    """Whether a process has the lock file open; where nobody can tell, after two seconds."""
    descriptors = Path(f"/proc/{pid}/fd")
    if not descriptors.exists():
        time.sleep(2)
        return True
    return any(os.path.basename(os.readlink(each)) == "lock" for each in descriptors.iterdir() if each.is_symlink())


def until(condition: object, patience: float = 20) -> None:
    assert callable(condition)
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.02)


def test_a16_two_builds_at_once_wait_for_each_other(quick: Desk) -> None:
    edited(quick)
    new = built_anew(quick)
    children = [started(quick, "build") for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert quick.tree() == new


def test_a16_the_second_says_so_where_the_first_does_not_end(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    two(quick)
    monkeypatch.setattr("digest.lock.lock.__wrapped__.__kwdefaults__", {"patience": 0.1})
    with lock(quick.root / ".digest" / "lock", purpose="Digest"):
        end = end_of(command(quick, "build"))
    assert (end.status, end.said) == (
        3, f"error[lock]: another Digest is running (lock {quick.root}/.digest/lock)\n  wait for it to end\n"
    )  # fmt: skip


@pytest.mark.parametrize("rounds", [pytest.param(20, marks=pytest.mark.slow), 2])
def test_a18_builds_beside_a_preview_that_builds_as_well(quick: Desk, rounds: int) -> None:
    furnish(quick)
    server = Running(quick)
    try:
        for number in range(rounds):
            quick.edit("content/articles/proton.md", "Ракета", f"Ракета {number}")
            assert ended(started(quick, "build")) == 0
            assert f"Ракета {number}" in quick.page("/2020/01/proton/")
            until(lambda number=number: f"Ракета {number}" in server.get("2020/01/proton/").text, patience=60)
    finally:
        server.process.terminate()
        server.process.wait(60)
    assert quick.tree() == built_anew(quick)


OLD, NEW = "Старый текст, слово за словом. " * 40, "Новый текст, строка за строкой. " * 40


def restless(desk: Desk, stop: threading.Event) -> Iterator[str]:
    """What an editor does to the articles while a build runs, one thing after the other."""
    folder, chance = desk.root / "content/articles", random.Random(19)
    while not stop.is_set():
        name = f"n{chance.randrange(12)}"
        act = chance.choice(["write", "delete", "rename"])
        if act == "write":
            beside = folder / f".{name}.tmp"
            text = chance.choice([OLD, NEW])
            beside.write_text(f"---\ntitle: {name}\ndate: 2020-01-02\n---\n\n{text}\n", encoding="utf-8")
            os.replace(beside, folder / f"{name}.md")
        elif act == "delete":
            (folder / f"{name}.md").unlink(missing_ok=True)
        else:
            with contextlib.suppress(OSError):
                (folder / f"{name}.md").rename(folder / f"n{chance.randrange(12)}.md")
        yield act


def test_a19_an_editor_who_works_while_a_build_runs_gets_each_text_old_or_new(quick: Desk) -> None:
    two(quick)
    quick.settings(cards=0)
    stop = threading.Event()
    editor = threading.Thread(target=lambda: [time.sleep(0.001) for _ in restless(quick, stop)])
    editor.start()
    try:
        for _ in range(6):
            outcome = quick.build()
            assert outcome.status in (0, 1), outcome.err
            assert "Traceback" not in outcome.err
            for url in quick.urls("/2020/01/n"):
                assert (OLD.strip() in quick.page(url)) != (NEW.strip() in quick.page(url)), url
    finally:
        stop.set()
        editor.join()
    outcome = quick.build()
    assert outcome.status == 0, outcome.err
    assert quick.tree() == built_anew(quick)


def save_in_halves(file: Path, data: bytes) -> None:
    """As a slow editor does: the file is emptied, one half comes, and 150 ms later the other."""
    with file.open("wb", buffering=0) as out:
        for half in (data[: len(data) // 2], data[len(data) // 2 :]):
            time.sleep(0.15)
            out.write(half)


def test_a20_a_file_that_is_being_saved_is_waited_for(desk: Desk) -> None:
    furnish(desk)
    watch = Watching(desk.root)
    try:
        path, sizes = desk.root / "content/articles/proton.md", []
        watch.look = lambda: sizes.append(path.stat().st_size)
        data = path.read_bytes() + "Ещё строка, и ещё.\n".encode() * 10
        save_in_halves(path, data)
        assert "content/articles/proton.md" in watch.until(2)[1]
        assert sizes[0] == len(data)
    finally:
        watch.end()


def test_a27_who_does_not_want_to_hear_the_end_is_left_alone(quick: Desk) -> None:
    """`build --explain | head -1`."""
    two(quick)
    for number in range(300):  # more than a pipe holds unread
        quick.write(f"static/{number}/a-file-of-a-long-name-{'x' * 200}.txt", "")
    arguments = [sys.executable, "-m", "digest", "build", "--explain", "--site", str(quick.root)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    process = subprocess.Popen(arguments, env=variables, stdout=pipe, stderr=pipe, cwd=quick.root, text=True)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert (process.wait(60), process.stderr.read()) == (0, "")
    process.stderr.close()
    assert quick.tree() == built_anew(quick)
