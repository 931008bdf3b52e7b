"""A machine of GitHub's, as far as the steps of our workflows can tell: `run:` lines in a clone, in their order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass, field
from pathlib import Path

from tests.publish.workflows import EXPRESSION, Mapping


@dataclass(frozen=True)
class Ran:
    """One `run:` step: its name, its status, and what it printed."""

    name: str
    status: int
    out: str


@dataclass
class Machine:
    """Where a job runs. `values` are what expressions stand for, by their words."""

    work: Path
    python: Path
    values: dict[str, str]
    env: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        """What the workflow hands over."""
        return self.work.parent / "site"

    def job(self, job: Mapping) -> list[Ran]:
        """Run a job's `run:` steps until one fails, as GitHub's shell does: `bash -e FILE`."""
        done: list[Ran] = []
        for step in job["steps"]:
            if "run" in step:
                done.append(self._step(step))
                if done[-1].status:
                    break
        return done

    def _step(self, step: Mapping) -> Ran:
        script = self.work.parent / "step.sh"
        script.write_text(self._filled(step["run"]), "utf-8")
        own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        path = os.pathsep.join([str(self.python.parent), os.environ["PATH"]])
        github = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.work), "PATH": path}
        github["RUNNER_TEMP"] = str(self.work.parent)
        env = {**os.environ, **github, **self.env, **own}
        command = ["bash", "-e", str(script)]
        done = subprocess.run(command, cwd=self.work, env=env, capture_output=True, text=True, timeout=300, check=False)
        return Ran(step["name"], done.returncode, done.stdout + done.stderr)

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda match: self.values[re.sub(r"^\$\{\{\s*|\s*\}\}$", "", match.group())], text)


def python(folder: Path, *, pip: bool) -> Path:
    """A Python that has the packages of this one and takes others for itself: what setup-python leaves, offline."""
    venv.create(folder, with_pip=pip, symlinks=os.name != "nt")
    room = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (room / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin") / Path(sys.executable).name
