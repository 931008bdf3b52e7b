"""What the program stands on and what of it is given on: locks, licences, the wheel and the source distribution."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from digest.publish.beginning import WORKFLOW
from tests.checkout import ROOT
from tests.licences import LOCK, PAGE, PROJECT, licence, locked, needed_by, page
from tests.publish.workflows import read

# locks


def test_the_lock_file_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = map(Requirement, project["project"]["dependencies"] + project["dependency-groups"]["test"])
    pins = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    assert not [str(need) for need in asked if not need.specifier.contains(pins[need.name.lower()])]


@pytest.mark.parametrize("name", ["requirements.txt", "benchmarks/requirements.txt"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", lock) == []


def test_the_tools_of_the_web_are_locked_by_their_hashes_too() -> None:
    packages = json.loads((ROOT / "tests/web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1
    assert [name for name, each in packages.items() if name and not each["integrity"].startswith("sha512-")] == []


# licences

# What may be installed beside a program under the MIT licence, and given on with it.
TAKEN = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "MPL-2.0", "Artistic-1.0"}


def test_every_package_has_a_licence_under_which_it_may_be_used() -> None:
    said = {name: set(re.split(" OR | AND ", licence(name))) for name in locked()}
    assert {name: kinds for name, kinds in said.items() if not kinds & TAKEN} == {}


def test_the_manual_names_every_package_and_its_licence() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.licences writes it anew"


def test_known_flaws_of_the_packages_are_asked_for_where_they_are_known() -> None:
    """On GitHub, and not here: it takes a network, and a flaw that is found today is no fault of a change."""
    jobs = read((ROOT / WORKFLOW).read_text(encoding="utf-8"))["jobs"]
    (step,) = [each for each in jobs["audit"]["steps"] if "run" in each]
    assert re.search(r"pip-audit==[\d.]+ ", step["run"])
    assert [
        name for name in ("requirements.txt", "benchmarks/requirements.txt") if f"-r {name}" not in step["run"]
    ] == []
    assert "audit" not in jobs["deploy"]["needs"]


# what is given on


@dataclass(frozen=True)
class Made:
    """The wheel of the checkout, the source distribution, and the wheel that is made of that."""

    wheel: Path
    source: Path
    rebuilt: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    build(ROOT, folder, "wheel", "sdist")
    source = next(folder.glob("*.tar.gz"))
    with tarfile.open(source) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    build(next((folder / "unpacked").iterdir()), folder / "rebuilt", "wheel")
    return Made(next(folder.glob("*.whl")), source, next((folder / "rebuilt").glob("*.whl")))


def build(project: Path, into: Path, *targets: str) -> None:
    wanted = [word for target in targets for word in ("-t", target)]
    subprocess.run([sys.executable, "-m", "hatchling", "build", *wanted, "-d", into], cwd=project, check=True)


def test_an_installed_digest_brings_its_themes_and_data(made: Made) -> None:
    """`pip install .` unpacks this wheel; themes/ lies inside the package there."""
    with zipfile.ZipFile(made.wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        commands = next(archive.read(name) for name in archive.namelist() if name.endswith("entry_points.txt"))
        licences = {name.rpartition("/")[2] for name in archive.namelist() if "/licenses/" in name}
    package = {path.relative_to(ROOT).as_posix() for path in files(ROOT / "digest")}
    themes = {"digest/" + path.relative_to(ROOT).as_posix() for path in files(ROOT / "themes")}
    assert packed == package | themes
    assert commands.decode().split() == ["[console_scripts]", "digest", "=", "digest.cli:main"]
    assert licences == {"LICENSE", "OFL.txt"}


def test_the_source_distribution_makes_the_same_wheel(made: Made) -> None:
    with zipfile.ZipFile(made.wheel) as one, zipfile.ZipFile(made.rebuilt) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def pythons() -> dict[str, str]:
    """Version -> path of those that are here, on the PATH or kept by pyenv."""
    found = {}
    for version in ("3.11", "3.12", "3.13", "3.14"):
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        path = str(kept[-1]) if kept else shutil.which(f"python{version}")
        asked = [path or "", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        if path and subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version:
            found[version] = path
    return found


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
@pytest.mark.parametrize("kind", ["wheel", "source"])
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_it_can_be_installed_and_makes_a_site(made: Made, version: str, kind: str, tmp_path: Path) -> None:
    if version not in pythons():
        pytest.skip(f"there is no Python {version} here")
    python = str(tmp_path / "venv/bin/python")
    subprocess.run([pythons()[version], "-m", "venv", tmp_path / "venv"], check=True)
    (tmp_path / "lock.txt").write_text(lock_of(needed_by(locked(), PROJECT, "hatchling") | {"hatchling"}))
    pip = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*pip, "--only-binary", ":all:", "--require-hashes", "-r", tmp_path / "lock.txt"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode and re.search("connection|timed out|name resolution", done.stderr, re.IGNORECASE):
        pytest.skip("the packages cannot be fetched here")
    assert done.returncode == 0, done.stderr
    subprocess.run([*pip, "--no-build-isolation", getattr(made, kind)], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for command in (["init", "site"], ["build", "--site", "site"]):
        ran = subprocess.run(
            [tmp_path / "venv/bin/digest", *command], cwd=tmp_path, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, "")
    assert "<title>" in (tmp_path / "site/public/index.html").read_text(encoding="utf-8")


def lock_of(names: set[str]) -> str:
    """The lines of the lock that are about some packages."""
    parts = re.split(r"^(?=[a-z])", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return "".join(part for part in parts if part.partition("==")[0] in names)
