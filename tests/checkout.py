"""A checkout in miniature: build.py with a program of five lines, an installer that only writes a diary, a wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASE = str(getattr(sys, "_base_executable", sys.executable))  # not the virtual environment that runs the tests
PROGRAM = """\
import sys

def main():
    try:
        from tiny import VERSION
    except ImportError:
        VERSION = "missing"
    print("tiny", VERSION, *sys.argv[1:])
"""


@dataclass
class Checkout:
    """build.py with a program of five lines, away from the machine's own settings and installers."""

    folder: Path
    env: dict[str, str]
    diary: Path = field(init=False)

    def __post_init__(self) -> None:
        self.diary = self.folder.parent / "diary"
        (self.folder / "digest").mkdir(parents=True)
        (self.folder / "digest" / "__init__.py").touch()
        (self.folder / "digest" / "cli.py").write_text(PROGRAM)
        shutil.copy(ROOT / "build.py", self.folder)
        self.lock("tiny==1.0 --hash=sha256:" + "0" * 64)

    def lock(self, line: str) -> None:
        (self.folder / "requirements.txt").write_text(line + "\n")

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def saying(self, venv: Path | None = None) -> str:
        return f"Setting up in {venv or self.venv}: this once, for half a minute at most ...\n"

    @property
    def visits(self) -> list[str]:
        """What the installer that keeps a diary has written."""
        return self.diary.read_text().split() if self.diary.exists() else []

    def start(self, *args: str, python: Sequence[str] = (BASE,), **env: object) -> subprocess.Popen[str]:
        command = [*python, str(self.folder / "build.py"), *args]
        own = self.env | {name: str(value) for name, value in env.items()}
        shape = {"encoding": "utf-8", "errors": "replace", "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, env=own, cwd="/", start_new_session=True, **shape)

    def run(self, *args: str, python: Sequence[str] = (BASE,), **env: object) -> Ended:
        return ended(self.start(*args, python=python, **env))


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


def ended(process: subprocess.Popen[str]) -> Ended:
    out, err = process.communicate(timeout=60)
    return Ended(process.returncode, out, err)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Installs with pip from a folder of wheels, in which `tiny` is in versions 1.0 and 2.0."""
    home = tmp_path / "home"
    bin = tmp_path / "bin"
    for folder in (home, bin):
        folder.mkdir()
    env = {"HOME": str(home), "PATH": str(bin), "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
    made = Checkout(tmp_path / "Мой дайджест", env)
    made.lock(wheel(tmp_path / "wheels", "1.0"))
    made.env["PIP_FIND_LINKS"] = (tmp_path / "wheels").as_uri()
    return made


@pytest.fixture
def hollow(checkout: Checkout) -> Checkout:
    """The same, with a `uv` on the PATH that installs nothing and takes as long as FILL_SECONDS says."""
    uv = Path(checkout.env["PATH"], "uv")
    uv.write_text(f"""#!{BASE}
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
def note(word):
    with open({str(checkout.diary)!r}, "a") as diary:
        print(word, file=diary)
note("came")
time.sleep(float(os.environ.get("FILL_SECONDS", 0)))
note("left")
""")
    uv.chmod(0o755)
    return checkout


def wheel(folder: Path, version: str) -> str:
    """Make a wheel of `tiny`; its line in a lock file."""
    folder.mkdir(exist_ok=True)
    info = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    sums = {name: urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=") for name, text in files.items()}
    record = "".join(f"{name},sha256={sums[name].decode()},{len(files[name])}\n" for name in files)
    path = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (files | {f"{info}/RECORD": record + f"{info}/RECORD,,\n"}).items():
            archive.writestr(name, text)
    return f"tiny=={version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}"


def until(condition: Callable[[], object]) -> None:
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def bare_python(home: Path, *lacking: str) -> str:
    """A Python of its own in `home`, without pip and `lacking` some modules of the standard library."""
    real = Path(os.path.realpath(BASE))
    library = Path(os.__file__).parent
    own = home / "lib" / library.name
    (home / "bin").mkdir(parents=True)
    own.mkdir(parents=True)
    for path in library.parent.glob("libpython*"):
        (home / "lib" / path.name).symlink_to(path)
    for path in library.iterdir():
        if path.name not in {"site-packages", "dist-packages", *lacking}:
            (own / path.name).symlink_to(path)
    python = shutil.copy(real, home / "bin" / "python3")
    asked = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=False)
    if asked.stdout.strip() != str(home):
        pytest.skip("this Python cannot be copied")
    return str(python)


def python_without_rights() -> list[str]:
    """A new enough Python, run as nobody: for root, no folder is read-only."""
    if os.geteuid():
        return [BASE]
    setpriv = [shutil.which("setpriv") or "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for python in (BASE, "/usr/bin/python3"):
        usable = "import os, sys; assert sys.version_info >= (3, 11) and os.access(sys.executable, os.X_OK)"
        check = [*setpriv, python, "-c", usable]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return [*setpriv, python]
    pytest.skip("needs a Python that nobody may run")
