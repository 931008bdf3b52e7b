"""`tests/web/install.sh` on machines that lack this or that. Nothing is installed here: every program only says so."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "web"
ALL = ("chromium", "java", "node", "npm", "apt-get", "sudo")
CI = "npm ci --ignore-scripts --no-audit --no-fund"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a script for Debian and Ubuntu")


@dataclass
class Machine:
    """What `install.sh` finds, and what it did there."""

    folder: Path
    root: bool = True

    def has(self, *programs: str, failing: str = "") -> None:
        """Programs that write down how they are called, of which one fails when its call has some words."""
        for name in programs:
            body = f'echo "{name} $*" >> {self.folder}/diary\ncase "{name} $*" in {failing or "none"}) exit 1;; esac\n'
            self._write(name, body + ('"$@"\n' if name == "sudo" else ""))

    def run(self) -> tuple[int, list[str], str]:
        """The status, the calls, and what was said."""
        self._write("id", f"echo {0 if self.root else 1000}\n")
        for name in ("dirname", "env"):
            (self.folder / "bin" / name).symlink_to(shutil.which(name) or name)
        for name in ("install.sh", "new.mjs"):
            shutil.copy(HERE / name, self.folder)
        env = {"PATH": str(self.folder / "bin")}
        done = subprocess.run(
            ["/bin/sh", "install.sh"], cwd=self.folder, env=env, capture_output=True, encoding="utf-8", check=False
        )
        diary = self.folder / "diary"
        return done.returncode, diary.read_text("utf-8").splitlines() if diary.exists() else [], done.stderr

    def _write(self, name: str, body: str) -> None:
        program = self.folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{body}", "utf-8")
        program.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_that_has_all_gets_only_the_packages_of_npm(machine: Machine) -> None:
    machine.has(*ALL)
    assert machine.run() == (0, [CI, "node new.mjs"], "")


def test_a_fresh_machine_gets_what_it_lacks(machine: Machine) -> None:
    machine.has("apt-get", "npm", "node")
    machine.root = False
    machine.has("sudo")
    install = "env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"
    status, calls, _ = machine.run()
    assert status == 0
    assert calls[0] == "sudo apt-get update -q"
    assert f"sudo {install} chromium default-jre-headless" in calls
    assert calls[-2:] == [CI, "node new.mjs"]


def test_lists_of_packages_that_do_not_come_stop_nothing(machine: Machine) -> None:
    machine.has("apt-get", failing='"apt-get update"*')
    machine.has("chromium", "npm", "node")
    assert machine.run()[0] == 0


def test_another_browser_will_do(machine: Machine) -> None:
    machine.has("google-chrome", "java", "node", "npm", "apt-get")
    assert machine.run()[1] == [CI, "node new.mjs"]


def test_an_old_node_gets_a_newer_one_beside_it(machine: Machine) -> None:
    machine.has(*ALL)
    machine.has("node", failing="*new.mjs*")
    status, calls, _ = machine.run()
    assert (status, calls[-1]) == (0, "npm install --no-save --no-audit --no-fund node@22")


STOPPED = "The pages cannot be judged: {}, then run the same command again.\n"


@pytest.mark.parametrize(
    ("lacking", "failing", "said"),
    [
        ("chromium", '*"apt-get install"*', "apt-get could not install chromium.\n  Go online, or install them by other means"),  # noqa: E501
        ("", '"npm ci"*', "npm could not fetch its packages.\n  Go online"),
        ("apt-get java", "", "this machine lacks default-jre-headless.\n  Install them by its own means"),
        ("", "*new.mjs*|*node@22*", "Node.js is too old.\n  Install Node.js 20.19 or later"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_named(machine: Machine, lacking: str, failing: str, said: str) -> None:
    machine.has(*(name for name in ALL if name not in lacking.split()), failing=failing)
    status, _, told = machine.run()
    assert (status, told) == (3, STOPPED.format(said))


def test_who_may_not_install_is_told(machine: Machine) -> None:
    machine.has("chromium", "node", "npm", "apt-get")
    machine.root = False
    assert machine.run()[::2] == (3, STOPPED.format("only root may install default-jre-headless.\n  Run this as root"))


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
@pytest.mark.parametrize(
    ("version", "new"), [("18.20.4", False), ("20.18.9", False), ("20.19.0", True), ("22.1.0", True), ("24.0.0", True)]
)
def test_a_node_is_new_enough_from_20_19_on(version: str, new: bool) -> None:
    asked = "Object.defineProperty(process.versions, 'node', { value: process.argv[1] }); import(process.argv[2])"
    done = subprocess.run(["node", "-e", asked, version, str(HERE / "new.mjs")], check=False)
    assert (done.returncode == 0) is new
