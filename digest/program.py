"""A name for this program, and for what it stands on: another name means that a page may come out otherwise."""

from __future__ import annotations

import importlib.util
import os
import sys
import zoneinfo
from functools import lru_cache
from pathlib import Path

from digest.errors import MachineError
from digest.fingerprint import fingerprint, of_bytes, of_folder

# A file of each package that makes pages, which need not be imported for it; it holds the release's number.
_RELEASES = (
    *(("markdown", "__meta__.py"), ("jinja2", "__init__.py"), ("babel", "__init__.py")),
    *(("PIL", "_version.py"), ("msgspec", "_version.py")),
)


@lru_cache(maxsize=1)
def engine() -> str:
    """A name for this program: its sources, and the releases of the packages that make pages with it."""
    releases = [of_bytes(_file_of(package, name).read_bytes()) for package, name in _RELEASES]
    return fingerprint((of_folder(Path(__file__).parent, "*.py"), releases))


@lru_cache(maxsize=1)
def pillow() -> str:
    """A name for the release of Pillow, without importing it: another release may write other bytes of a picture."""
    return of_bytes(_file_of("PIL", "_version.py").read_bytes())


def ground(timezone: str) -> tuple[object, ...]:
    """What is below the program: Python, every package installed beside those that make pages, and the rules of a zone.

    Of packages it tells any that comes, goes or changes its release, for that changes the folder that holds them.
    """
    rooms = sorted({_file_of(package, name).parents[1] for package, name in _RELEASES})
    zones = [Path(room) / timezone for room in zoneinfo.TZPATH]
    return (sys.version, *(_changed(path) for path in (*rooms, *zones)))


def _changed(path: Path) -> int:
    """When a file or folder last changed, in nanoseconds; 0 for none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _file_of(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise MachineError(f"the package {package} is not installed", code="set-up")
    return Path(spec.origin).with_name(name)
