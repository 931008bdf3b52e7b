"""The example site and a hostile one, built, and served below a path as GitHub Pages does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.desk import REPOSITORY, Desk
from tests.web import extremes, hostile
from tests.web.shelf import served
from tests.web.tools import missing

BASE_PATH = "/repo/"
NOW = "2026-11-01T00:00:00+00:00"
_KIND = re.compile(r'<body class="kind-([\w-]+)"')


@dataclass(frozen=True)
class Shown:
    """A built site and where it can be read."""

    folder: Path
    address: str
    pages: dict[str, str]
    """One address of each kind of page, from the site's root: the heaviest."""


@pytest.fixture(scope="session")
def tools() -> None:
    """Fails where something is missing that judges the pages: who asks for these tests wants them made."""
    if missing():
        pytest.fail("the pages cannot be judged without " + "; ".join(missing()))


@pytest.fixture(scope="session")
def example(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The example site of this repository."""
    yield from _shown(built_example(tmp_path_factory.mktemp("example") / "site"))


@pytest.fixture(scope="session")
def attacked(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site each of whose texts tries to break out of its place."""
    desk = Desk(tmp_path_factory.mktemp("attacked") / "site")
    hostile.fill(desk, BASE_PATH)
    _build(desk)
    yield from _shown(desk)


@pytest.fixture(scope="session")
def extreme(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site of what news seldom are."""
    yield from _extreme(tmp_path_factory.mktemp("extreme") / "site", "gazette")


@pytest.fixture(scope="session")
def plain(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The same in the theme without pictures."""
    yield from _extreme(tmp_path_factory.mktemp("plain") / "site", "plain")


def _extreme(folder: Path, theme: str) -> Iterator[Shown]:
    desk = Desk(folder)
    extremes.fill(desk, BASE_PATH)
    desk.settings(theme=theme)
    _build(desk)
    yield from _shown(desk)


def built_example(folder: Path, **settings: int) -> Desk:
    """The example site below a path, some of its settings changed."""
    desk = copied_example(folder)
    own = yaml.safe_load((REPOSITORY / "site.yaml").read_text("utf-8")) | settings
    own["base_url"] = own["base_url"].rstrip("/") + BASE_PATH
    desk.write("site.yaml", yaml.safe_dump(own, allow_unicode=True, sort_keys=False))
    _build(desk)
    return desk


def copied_example(folder: Path) -> Desk:
    """The files of the example site, with its settings."""
    desk = Desk(folder)
    for name in ("content", "static"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, desk.root / name)
    desk.write("site.yaml", (REPOSITORY / "site.yaml").read_bytes())
    return desk


def _build(desk: Desk) -> None:
    outcome = desk.build("--now", NOW)
    assert outcome.status == 0, outcome.err


def _shown(desk: Desk) -> Iterator[Shown]:
    folder = desk.root / "public"
    with served(folder, BASE_PATH) as address:
        yield Shown(folder, address, one_of_each_kind(folder))


def one_of_each_kind(folder: Path) -> dict[str, str]:
    """One address of each kind of page, the heaviest of its kind, from the site's root."""
    found: dict[str, Path] = {}
    for file in sorted(folder.rglob("*.html"), key=lambda each: -each.stat().st_size):
        kind = _KIND.search(file.read_text("utf-8"))
        if kind:
            found.setdefault(kind[1], file)
    return {kind: _address(file.relative_to(folder).as_posix()) for kind, file in sorted(found.items())}


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")
