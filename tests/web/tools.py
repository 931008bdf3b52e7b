"""What judges the pages: Node's packages of this folder, a browser, and Java for the Nu checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.serve.browser import PROGRAM

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NU = MODULES / "vnu-jar/build/dist/vnu.jar"
SCHEMA = MODULES / "sitemap/schema/sitemap.xsd"
PATIENCE = 900  # seconds


def missing() -> list[str]:
    """What is not on this machine, with the way to get it."""
    return list(_missing())


def _missing() -> Iterator[str]:
    if not PROGRAM:
        yield "a browser (Debian: apt-get install chromium)"
    if not shutil.which("node", path=_path()):
        yield "Node.js 20.19 or later (Debian: apt-get install nodejs npm)"
    if not shutil.which("java"):
        yield "Java 17 or later (Debian: apt-get install default-jre-headless)"
    if lacking := _locked().items() - _installed().items():
        yield f"{len(lacking)} packages of tests/web/package-lock.json (tests/web/install.sh gets all of it)"


def _locked() -> dict[str, str]:
    """The packages that every machine needs, where they lie -> their versions."""
    return {place: each["version"] for place, each in _packages(HERE / "package-lock.json") if not each.get("optional")}


def _installed() -> dict[str, str]:
    """The packages that are there, by npm's own record: those of an older checkout do not judge today's pages."""
    return {place: each["version"] for place, each in _packages(MODULES / ".package-lock.json")}


def _packages(lock: Path) -> list[tuple[str, dict[str, Any]]]:
    every: dict[str, Any] = json.loads(lock.read_text("utf-8"))["packages"] if lock.is_file() else {}
    return [(place, each) for place, each in every.items() if place]


def judged(script: str, **job: Any) -> Any:
    """What a script of this folder finds out: it is given a job in JSON and answers in JSON."""
    job["browser"] = PROGRAM
    return json.loads(_run(["node", script], json.dumps(job)))


def nu_checked(addresses: list[str], *, prose: bool = True) -> list[dict[str, Any]]:
    """The messages of the Nu HTML checker about pages, read from their server.

    It guesses the language of a page from a random sample of its words: only prose bears that.
    """
    own_host = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    guess = [] if prose else ["--no-langdetect"]
    command = ["java", own_host, "-jar", str(NU), "--exit-zero-always", "--stdout", "--format", "json", *guess]
    found: list[dict[str, Any]] = json.loads(_run([*command, *addresses]))["messages"]
    return found


def html_validated(folder: Path) -> list[str]:
    """What html-validate says against the pages below a folder."""
    program = str(MODULES / "html-validate/bin/html-validate.mjs")
    report = folder.parent / "htmlvalidate-report.json"  # its output breaks off where it is long
    _run(["node", program, "--config", "htmlvalidate.json", "--formatter", f"json={report}", f"{folder}/**/*.html"])
    found = json.loads(report.read_text("utf-8"))
    return [f"{Path(file['filePath']).relative_to(folder)}:{each['line']}: {each['ruleId']}: {each['message']}"
            for file in found for each in file["messages"]]  # fmt: skip


def _path() -> str:
    """Where programs are looked for: a newer Node.js may lie among the packages, where the machine's own is too old."""
    return os.pathsep.join((str(MODULES / ".bin"), os.environ.get("PATH", os.defpath)))


def _run(command: list[str], given: str = "") -> str:
    env = {**os.environ, "PATH": _path()}
    command = [shutil.which(command[0], path=_path()) or command[0], *command[1:]]
    done = subprocess.run(
        command, cwd=HERE, env=env, input=given, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise AssertionError(f"{command[0]} failed: {done.stderr[-3000:]}")
    return done.stdout
