"""The first run: Pythons that are too old or lack something, no network, kills, a full disk, false packages."""

from __future__ import annotations

import ast
import errno
import os
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkout import BASE, ROOT, Checkout, Ended, bare_python, ended, until
from tests.faults.mounts import needs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills, symlinks and permissions are tried on POSIX")


def old_pythons() -> dict[str, str]:
    """Version -> path of those that pyenv keeps."""
    kept = sorted(Path.home().glob(".pyenv/versions/*/bin/python"))
    versions = {".".join(path.parts[-3].split(".")[:2]): str(path) for path in kept}
    return {
        version: path for version, path in versions.items() if version in {"2.7", "3.6", "3.7", "3.8", "3.9", "3.10"}
    }


@pytest.mark.parametrize(("version", "python"), old_pythons().items())
def test_j1_an_old_python_is_told_so(hollow: Checkout, version: str, python: str) -> None:
    assert hollow.run(python=[python]) == Ended(
        2, "", f"Digest needs Python 3.11 or newer, and this is {version}: try `python3.11 build.py`.\n"
    )


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 20), (3, 10, 14)], ids=str)
def test_j1_the_gate_is_the_first_thing_that_is_passed(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is looked for, made or imported before: an old Python could not do it."""
    gate = runpy.run_path(str(ROOT / "build.py"))
    gate["main"].__globals__.update(ready_python=None, set_up=None, run=None)
    monkeypatch.setattr(sys, "version_info", version)
    assert gate["main"]([]) == 2
    told = f"Digest needs Python 3.11 or newer, and this is {version[0]}.{version[1]}: try `python3.11 build.py`.\n"
    assert capsys.readouterr() == ("", told)


def test_j1_the_oldest_pythons_can_read_it() -> None:
    ast.parse((ROOT / "build.py").read_text(), feature_version=(3, 7))


@pytest.mark.slow
def test_j2_j13_no_network_is_named(checkout: Checkout) -> None:
    away = {"PIP_NO_INDEX": 0, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_FIND_LINKS": "", "PIP_RETRIES": 1}
    assert checkout.run(**away) == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: the packages could not be fetched.\n  Go online, then run the same command again.\n",
    )
    assert checkout.run().out == "tiny 1.0\n"


CRASH = """
import os, runpy, sys
moment = sys.argv.pop(1)
sys.argv.pop(0)
sys.addaudithook(lambda *event: moment in str(event) and os._exit(9))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


MOMENTS = ("'open', ('{}.lock'", "'-m', 'venv'", "'pip', 'install'", "digest-stamp', 'w", "'os.exec'")


@pytest.mark.parametrize("moment", MOMENTS)
def test_j3_a_set_up_killed_at_this_step_is_made_good(hollow: Checkout, moment: str) -> None:
    assert hollow.run(python=[BASE, "-c", CRASH, moment.format(hollow.venv)]).status == 9
    assert hollow.run().status == 0
    assert hollow.run() == Ended(0, "tiny missing\n", "")


@pytest.mark.parametrize("seconds", [0.2, 0.6])
def test_j3_a_set_up_killed_at_any_time_is_made_good(checkout: Checkout, seconds: float) -> None:
    """pip and all: the whole process group gets a kill -9."""
    process = checkout.start()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    assert checkout.run().out == "tiny 1.0\n"


def test_j3_a_stamp_cut_short_is_no_stamp(hollow: Checkout) -> None:
    hollow.run()
    stamp = hollow.venv / "digest-stamp"
    stamp.write_bytes(stamp.read_bytes()[:-1])
    hollow.run()
    assert hollow.visits == ["came", "left"] * 2


WAITING = "Another set-up is at work here; waiting for it ...\n"


def test_j4_two_first_runs_wait_for_each_other(hollow: Checkout) -> None:
    both = [hollow.start(FILL_SECONDS=0.5) for _ in range(2)]
    results = [ended(process) for process in both]
    assert [result.out for result in results] == ["tiny missing\n"] * 2
    assert {result.err for result in results} == {hollow.saying(), WAITING}
    assert hollow.visits == ["came", "left"]


def test_j3_j4_an_installer_that_outlives_its_set_up_is_waited_for(hollow: Checkout) -> None:
    """Or it would write into the environment that the next set-up makes."""
    process = hollow.start(FILL_SECONDS=1)
    until(lambda: hollow.visits)
    process.kill()
    assert hollow.run().err == WAITING + hollow.saying()
    ended(process)
    assert hollow.visits == ["came", "left"] * 2


def test_j3_ctrl_c_ends_it_quietly(hollow: Checkout) -> None:
    process = hollow.start(FILL_SECONDS=30)
    until(lambda: hollow.visits)
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == Ended(130, "", hollow.saying() + "Interrupted.\n")
    assert hollow.run().status == 0


@pytest.mark.slow
def test_j5_a_python_with_pip_and_without_ensurepip_is_enough(checkout: Checkout, tmp_path: Path) -> None:
    """As Debian's is, where python3-pip is there and python3-venv is not."""
    python = bare_python(tmp_path / "bare", "ensurepip")
    asked = subprocess.run(
        [BASE, "-c", "import pip; print(pip.__path__[0])"], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        pytest.skip("this Python has no pip to lend")
    (next((tmp_path / "bare" / "lib").glob("python3*")) / "pip").symlink_to(asked.stdout.strip())
    assert checkout.run(python=[python]) == Ended(0, "tiny 1.0\n", checkout.saying())


@pytest.mark.slow
def test_j5_a_python_without_pip_brings_its_own(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.run(python=[bare_python(tmp_path / "bare")]).out == "tiny 1.0\n"


@pytest.mark.parametrize("lacking", ["ensurepip", "venv"])
def test_j6_a_python_without_tools_is_told_where_to_get_them(checkout: Checkout, tmp_path: Path, lacking: str) -> None:
    """As Debian's is, where pip and venv are packages of their own."""
    assert checkout.run(python=[bare_python(tmp_path / "bare", lacking)]) == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: this Python has no pip or no venv.\n"
        + "  On Debian: sudo apt install python3-pip python3-venv, then run the same command again.\n",
    )


def test_j12_a_package_with_other_bytes_is_refused(checkout: Checkout) -> None:
    checkout.lock("tiny==1.0 --hash=sha256:" + "0" * 64)
    assert checkout.run() == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: a package is not the one in requirements.txt.\n"
        + "  Run `git checkout requirements.txt`, then run the same command again.\n",
    )


FULL = """
import runpy, sys
def full(event, args):
    if event == "open" and "digest-stamp" in str(args[0]) and "w" in str(args[1]):
        raise OSError(28, "No space left on device", args[0])
sys.argv.pop(0)
sys.addaudithook(full)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_j16_a_full_disk_is_named(hollow: Checkout) -> None:
    assert hollow.run(python=[BASE, "-c", FULL]) == Ended(
        3,
        "",
        hollow.saying()
        + f"Set-up stopped: {hollow.venv}/digest-stamp: No space left on device.\n"
        + "  Mend that, then run the same command again.\n",
    )
    assert hollow.run().status == 0


@needs("mount", root=True)
def test_j16_a_disk_that_is_full_for_real(hollow: Checkout, mounted: Callable[..., Path]) -> None:
    place = mounted("disk", "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    hollow.folder = Path(shutil.copytree(hollow.folder, place / "checkout"))
    (place / "ballast").write_bytes(b"x" * (shutil.disk_usage(place).free - 8192))
    assert hollow.run() == Ended(
        3,
        "",
        hollow.saying() + "Set-up stopped: the disk is full.\n  Free 300 MB, then run the same command again.\n",
    )
    (place / "ballast").unlink()
    assert hollow.run() == Ended(0, "tiny missing\n", hollow.saying())


FAKED = """
import sys
base, path = sys.argv[1:3]
del sys.argv[:2]
sys._base_executable = base
import runpy
runpy.run_path(path, run_name="__main__")
"""


def test_j16_an_installer_that_finds_the_disk_full_is_believed(hollow: Checkout) -> None:
    """What pip says of it, whatever the language of the machine is: the words are its own, or those of the system."""
    words = f"ERROR: Could not install packages due to an OSError: [Errno 28] {os.strerror(errno.ENOSPC)}"
    uv = Path(hollow.env["PATH"], "uv")
    works = uv.read_text()
    uv.write_text("#!/bin/sh\nexit 1\n")
    hollow.env["PYTHONPATH"] = ""
    pip = hollow.folder.parent / "pip.sh"
    pip.write_text(f'#!/bin/sh\ncase "$*" in *\'-m pip\'*) echo "{words}"; exit 1;; esac\nexec {BASE} "$@"\n')
    pip.chmod(0o755)
    fake = [BASE, "-c", FAKED, str(pip)]
    assert hollow.run(python=fake) == Ended(
        3,
        "",
        hollow.saying() + "Set-up stopped: the disk is full.\n  Free 300 MB, then run the same command again.\n",
    )
    uv.write_text(works)
    assert hollow.run().out == "tiny missing\n"
