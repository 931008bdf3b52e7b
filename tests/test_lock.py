"""One at a time: who waits, who is told so, and that nobody waits for the dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from digest.errors import MachineError
from digest.lock import lock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="killed and forked processes are tried on POSIX")


def test_a_lock_is_free_again_after_its_work(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path / ".digest" / "lock", purpose="build", patience=0):
            pass


def test_the_second_is_told_that_the_first_is_at_work(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    second = lock(file, purpose="build", patience=0.1)
    with lock(file, purpose="build"), pytest.raises(MachineError) as caught, second:
        pass
    assert str(caught.value) == f"error[lock]: another build is running (lock {file})\n  wait for it to end"


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def first() -> None:
        with lock(tmp_path / "lock", purpose="build"):
            started.set()
            time.sleep(0.3)
            order.append("first")

    started = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    with lock(tmp_path / "lock", purpose="build", patience=10):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_lock_whose_holder_was_killed_frees_itself(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom digest.lock import lock\n"
        "with lock(Path(sys.argv[1]), purpose='build'):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "lock")]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with lock(tmp_path / "lock", purpose="build", patience=5):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
def test_a_process_that_was_forked_off_does_not_keep_the_lock_of_a_killed_parent(tmp_path: Path) -> None:
    holder = (
        "import os, sys, time; from pathlib import Path; from digest.lock import lock\n"
        "with lock(Path(sys.argv[1]), purpose='build'):\n"
        "    child = os.fork()\n"
        "    if child: print(child, flush=True)\n"
        "    time.sleep(30)\n"
    )
    command = [sys.executable, "-c", holder, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
        try:
            with lock(tmp_path / "lock", purpose="build", patience=2):
                pass
        finally:
            os.kill(child, signal.SIGKILL)
