"""A clone becomes a working program by itself, whatever goes wrong on the way. No test here needs a network."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
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

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills, symlinks and permissions are tried on POSIX")


# --- a checkout in miniature, an installer that only writes a diary, and a wheel of a hundred bytes -------------------


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

    def run(self, *args: str, python: Sequence[str] = (BASE,), **env: object) -> "Ended":
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
def quick(checkout: Checkout) -> Checkout:
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


# --- the first run, and every other ----------------------------------------------------------------------------------


def test_the_first_run_installs_and_every_run_runs(checkout: Checkout) -> None:
    first = checkout.run("build", "--drafts", "два слова")
    again = checkout.run("build", "--drafts", "два слова")
    assert first == Ended(
        0,
        "tiny 1.0 build --drafts два слова\n",
        checkout.saying(),
    )
    assert again == Ended(0, "tiny 1.0 build --drafts два слова\n", "")


def test_the_program_is_told_where_it_stands(quick: Checkout) -> None:
    (quick.folder / "digest" / "cli.py").write_text("import os\ndef main(): print(os.environ['DIGEST_CHECKOUT'])\n")
    assert quick.run().out == f"{quick.folder}\n"


def test_uv_is_used_where_there_is_one(quick: Checkout) -> None:
    assert quick.run().status == 0
    assert quick.visits == ["came", "left"]


def test_a_uv_that_fails_leaves_it_to_pip(quick: Checkout) -> None:
    Path(quick.env["PATH"], "uv").write_text("#!/bin/sh\nexit 1\n")
    assert quick.run().out == "tiny 1.0\n"


def test_help_needs_no_set_up(quick: Checkout) -> None:
    told = quick.run("serve", "--help")
    assert told.status == 0
    assert "python3 build.py [COMMAND] [OPTIONS]" in told.out
    assert not quick.venv.exists()


def test_help_is_the_programs_once_it_is_set_up(quick: Checkout) -> None:
    quick.run()
    assert quick.run("serve", "--help").out == "tiny missing serve --help\n"


def test_it_runs_in_an_environment_that_has_the_packages(quick: Checkout) -> None:
    """Such as one that an editor program or a container made; a `.venv` is not made beside it."""
    own = Checkout(quick.folder.parent / "own", quick.env)
    own.run()
    own.venv.joinpath("digest-stamp").unlink()
    site_packages = next(own.venv.glob("lib/*/site-packages"))
    site_packages.joinpath("Tiny-1.0.dist-info").mkdir()
    assert quick.run(python=[str(own.venv / "bin" / "python")]) == Ended(0, "tiny missing\n", "")
    assert not quick.venv.exists()


def test_an_environment_with_other_versions_is_left_alone(quick: Checkout) -> None:
    own = Checkout(quick.folder.parent / "own", quick.env)
    own.run()
    site_packages = next(own.venv.glob("lib/*/site-packages"))
    site_packages.joinpath("tiny-0.9.dist-info").mkdir()
    assert quick.run(python=[str(own.venv / "bin" / "python")]).status == 0
    assert quick.venv.exists()


# --- what an old Python is told --------------------------------------------------------------------------------------


def old_pythons() -> dict[str, str]:
    """Version -> path of those that pyenv keeps."""
    kept = sorted(Path.home().glob(".pyenv/versions/*/bin/python"))
    versions = {".".join(path.parts[-3].split(".")[:2]): str(path) for path in kept}
    return {
        version: path for version, path in versions.items() if version in {"2.7", "3.6", "3.7", "3.8", "3.9", "3.10"}
    }


@pytest.mark.parametrize(("version", "python"), old_pythons().items())
def test_an_old_python_is_told_so(quick: Checkout, version: str, python: str) -> None:
    assert quick.run(python=[python]) == Ended(
        2, "", f"Digest needs Python 3.11 or newer, and this is {version}: try `python3.11 build.py`.\n"
    )


def test_the_oldest_pythons_can_read_it() -> None:
    ast.parse((ROOT / "build.py").read_text(), feature_version=(3, 7))


# --- kills, and two at once ------------------------------------------------------------------------------------------

CRASH = """
import os, runpy, sys
moment = sys.argv.pop(1)
sys.argv.pop(0)
sys.addaudithook(lambda *event: moment in str(event) and os._exit(9))
runpy.run_path(sys.argv[0], run_name="__main__")
"""
MOMENTS = ("'open', ('{}.lock'", "'-m', 'venv'", "'pip', 'install'", "digest-stamp', 'w", "'os.exec'")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_set_up_killed_at_this_step_is_made_good(quick: Checkout, moment: str) -> None:
    assert quick.run(python=[BASE, "-c", CRASH, moment.format(quick.venv)]).status == 9
    assert quick.run().status == 0
    assert quick.run() == Ended(0, "tiny missing\n", "")


@pytest.mark.parametrize("seconds", [0.2, 0.6])
def test_a_set_up_killed_at_any_time_is_made_good(checkout: Checkout, seconds: float) -> None:
    """pip and all: the whole process group gets a kill -9."""
    process = checkout.start()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    assert checkout.run().out == "tiny 1.0\n"


def test_a_stamp_cut_short_is_no_stamp(quick: Checkout) -> None:
    quick.run()
    stamp = quick.venv / "digest-stamp"
    stamp.write_bytes(stamp.read_bytes()[:-1])
    quick.run()
    assert quick.visits == ["came", "left"] * 2


WAITING = "Another set-up is at work here; waiting for it ...\n"


def test_two_first_runs_wait_for_each_other(quick: Checkout) -> None:
    both = [quick.start(FILL_SECONDS=0.5) for _ in range(2)]
    results = [ended(process) for process in both]
    assert [result.out for result in results] == ["tiny missing\n"] * 2
    assert {result.err for result in results} == {quick.saying(), WAITING}
    assert quick.visits == ["came", "left"]


def test_an_installer_that_outlives_its_set_up_is_waited_for(quick: Checkout) -> None:
    """Or it would write into the environment that the next set-up makes."""
    process = quick.start(FILL_SECONDS=1)
    until(lambda: quick.visits)
    process.kill()
    assert quick.run().err == WAITING + quick.saying()
    ended(process)
    assert quick.visits == ["came", "left"] * 2


def test_ctrl_c_ends_it_quietly(quick: Checkout) -> None:
    process = quick.start(FILL_SECONDS=30)
    until(lambda: quick.visits)
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == Ended(130, "", quick.saying() + "Interrupted.\n")
    assert quick.run().status == 0


# --- what changes later ----------------------------------------------------------------------------------------------


def test_a_changed_lock_file_is_followed(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.run().out == "tiny 1.0\n"
    checkout.lock(wheel(tmp_path / "wheels", "2.0"))
    assert checkout.run().out == "tiny 2.0\n"


def test_a_folder_that_was_moved_or_linked_goes_on_as_it_was(quick: Checkout, tmp_path: Path) -> None:
    quick.run()
    quick.folder = quick.folder.rename(tmp_path / "somewhere else")
    assert quick.run() == Ended(0, "tiny missing\n", "")
    link = tmp_path / "link"
    link.symlink_to(quick.folder)
    quick.folder = link
    assert quick.run() == Ended(0, "tiny missing\n", "")
    assert quick.visits == ["came", "left"]


def test_a_python_that_was_removed_is_replaced(quick: Checkout, tmp_path: Path) -> None:
    old = bare_python(tmp_path / "old")
    quick.run(python=[old])
    shutil.rmtree(tmp_path / "old")
    assert quick.run() == Ended(0, "tiny missing\n", quick.saying())


# --- a machine that is set up in its own way -------------------------------------------------------------------------


def test_pips_own_settings_do_not_lead_it_astray(checkout: Checkout, tmp_path: Path) -> None:
    away = tmp_path / "away"
    settings = {"PIP_USER": 1, "PIP_REQUIRE_VIRTUALENV": 1, "PIP_TARGET": away, "PIP_PREFIX": away, "PIP_DRY_RUN": 1}
    assert checkout.run(**settings).out == "tiny 1.0\n"
    assert not away.exists()


def test_nothing_passes_itself_off_as_a_package(checkout: Checkout, tmp_path: Path) -> None:
    for folder in (tmp_path, checkout.folder):
        (folder / "tiny.py").write_text("VERSION = 'false'\n")
        (folder / "pip.py").write_text("1 / 0\n")
    assert checkout.run(PYTHONPATH=tmp_path, PYTHONHOME=sys.base_prefix).out == "tiny 1.0\n"


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1251"}])
def test_letters_that_the_terminal_lacks_stop_nothing(quick: Checkout, env: dict[str, str]) -> None:
    assert quick.run("пуск", **env).status == 0


def test_a_checkout_that_cannot_hold_the_packages_keeps_them_in_the_cache(quick: Checkout, tmp_path: Path) -> None:
    """Here for a colon in its name, which a virtual environment cannot bear; a read-only one is treated so too."""
    quick.folder = quick.folder.rename(tmp_path / "a:b")
    first = quick.run()
    cache = next((tmp_path / "home" / ".cache" / "digest").glob("venv-????????"))
    told = f"This folder cannot hold the packages, so they are kept in {cache}.\n"
    assert first == Ended(0, "tiny missing\n", told + quick.saying(cache))
    assert quick.run() == Ended(0, "tiny missing\n", "")


def test_a_read_only_checkout_works(quick: Checkout) -> None:
    with tempfile.TemporaryDirectory() as place:  # the tests' own folder is closed to the others
        for folder in (place, f"{place}/home"):
            Path(folder).mkdir(exist_ok=True)
            Path(folder).chmod(0o777)
        quick.folder = Path(shutil.copytree(quick.folder, f"{place}/checkout"))
        quick.folder.chmod(0o555)
        Path(place, "uv").write_text("#!/bin/sh\n")
        Path(place, "uv").chmod(0o755)
        result = quick.run(python=python_without_rights(), PATH=place, HOME=f"{place}/home")
        cache = next(Path(place, "home", ".cache", "digest").glob("venv-????????"))
    told = f"This folder cannot hold the packages, so they are kept in {cache}.\n"
    assert result == Ended(0, "tiny missing\n", told + quick.saying(cache))


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


# --- what cannot be mended here is named -----------------------------------------------------------------------------


def test_no_network_is_named(checkout: Checkout) -> None:
    away = {"PIP_NO_INDEX": 0, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_FIND_LINKS": "", "PIP_RETRIES": 1}
    assert checkout.run(**away) == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: the packages could not be fetched.\n  Go online, then run the same command again.\n",
    )
    assert checkout.run().out == "tiny 1.0\n"


def test_a_package_with_other_bytes_is_refused(checkout: Checkout) -> None:
    checkout.lock("tiny==1.0 --hash=sha256:" + "0" * 64)
    assert checkout.run() == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: a package is not the one in requirements.txt.\n"
        + "  Run `git checkout requirements.txt`, then run the same command again.\n",
    )


def test_a_package_that_is_not_made_for_this_system_is_named(checkout: Checkout) -> None:
    checkout.lock("huge==1.0 --hash=sha256:" + "0" * 64)
    assert checkout.run() == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: not offered for this Python and system: "
        + "ERROR: No matching distribution found for huge==1.0.\n"
        + "  Use a newer Python, then run the same command again.\n",
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


def test_a_full_disk_is_named(quick: Checkout) -> None:
    assert quick.run(python=[BASE, "-c", FULL]) == Ended(
        3,
        "",
        quick.saying()
        + f"Set-up stopped: {quick.venv}/digest-stamp: No space left on device.\n"
        + "  Mend that, then run the same command again.\n",
    )
    assert quick.run().status == 0


def test_a_python_without_pip_brings_its_own(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.run(python=[bare_python(tmp_path / "bare")]).out == "tiny 1.0\n"


@pytest.mark.parametrize("lacking", ["ensurepip", "venv"])
def test_a_python_without_tools_is_told_where_to_get_them(checkout: Checkout, tmp_path: Path, lacking: str) -> None:
    """As Debian's is, where pip and venv are packages of their own."""
    assert checkout.run(python=[bare_python(tmp_path / "bare", lacking)]) == Ended(
        3,
        "",
        checkout.saying()
        + "Set-up stopped: this Python has no pip or no venv.\n"
        + "  On Debian: sudo apt install python3-pip python3-venv, then run the same command again.\n",
    )


# --- the test command ------------------------------------------------------------------------------------------------


@pytest.fixture
def tested(quick: Checkout) -> Checkout:
    """With tools that say what they are asked, and fail if a variable of their name says so."""
    quick.run()
    tool = "import os, sys\nprint(*sys.argv[1:])\nsys.exit(os.environ.get(__spec__.name.upper()))\n"
    for name in ("ruff", "mypy", "pytest"):
        (next(quick.venv.glob("lib/*/site-packages")) / f"{name}.py").write_text(tool)
    return quick


def test_the_test_command_runs_every_check_and_pytest_last(tested: Checkout) -> None:
    assert tested.run("test", "-k", "пуск") == Ended(
        0,
        """\
--- ruff check .
check .
--- ruff format --check .
format --check .
--- mypy --strict digest
--strict digest
--- pytest -n auto --dist worksteal -k пуск
-n auto --dist worksteal -k пуск
""",
        "",
    )


def test_a_check_that_fails_stops_no_other(tested: Checkout) -> None:
    result = tested.run("test", RUFF="untidy")
    assert result.status == 1
    ran = "-n auto --dist worksteal"
    assert result.out.endswith(f"--- mypy --strict digest\n--strict digest\n--- pytest {ran}\n{ran}\n")
    assert result.err == "untidy\nuntidy\nFailed: ruff check ., ruff format --check .\n"


def test_pytest_has_the_last_word_when_only_it_fails(tested: Checkout) -> None:
    assert tested.run("test", PYTEST="1 failed").err == "1 failed\n"


# --- what is committed -----------------------------------------------------------------------------------------------


def test_ci_runs_what_the_readme_tells() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    tests = ["python3 build.py test", "tests/web/install.sh", "python3 build.py test --web"]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', tests[0]]
    told = (ROOT / "README.md").read_text("utf-8")
    assert [each for each in tests if not re.search(rf"^    {each} +#", told, re.MULTILINE)] == []


def test_the_lock_file_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = map(Requirement, project["project"]["dependencies"] + project["dependency-groups"]["test"])
    pins = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    assert not [str(need) for need in asked if not need.specifier.contains(pins[need.name.lower()])]


def test_every_locked_package_has_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.txt").read_text()
    packages = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", lock) == []


@pytest.mark.skipif(not (ROOT / "README.md").exists() or not any((ROOT / "themes").glob("*")), reason="not written yet")
def test_an_installed_digest_brings_its_themes_and_data(tmp_path: Path) -> None:
    """`pip install .` unpacks this wheel; themes/ lies inside the package there."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        commands = next(archive.read(name) for name in archive.namelist() if name.endswith("entry_points.txt"))
    package = {path.relative_to(ROOT).as_posix() for path in files(ROOT / "digest")}
    themes = {"digest/" + path.relative_to(ROOT).as_posix() for path in files(ROOT / "themes")}
    assert packed == package | themes
    assert commands.decode().split() == ["[console_scripts]", "digest", "=", "digest.cli:main"]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
