"""Golden sites: what one rich site becomes, and what an editor is told of every broken one, word for word.

`pytest --renew` writes what stands in `tests/data/sites` anew. Read the difference before you commit it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from digest.errors import Problem
from tests.desk import Desk

SITES = Path(__file__).parents[1] / "data" / "sites"
RICH = SITES / "rich"
BROKEN = sorted((SITES / "broken").glob("*.txt"))
SHOWN = (
    "404.html",
    "1961/gagarin/index.html",
    "archive/index.html",
    "archive/1961/index.html",
    "archive/1961/04/index.html",
    "feed.json",
    "feed.xml",
    "index.html",
    "news/1961/04/12/pervyy-polyot/index.html",
    "news/1963/06/16/tereshkova/index.html",
    "news/1965/03/18/leonov/index.html",
    "news/1975/07/17/apollo-soyuz/index.html",
    "p/about/index.html",
    "page/1/index.html",
    "robots.txt",
    "sitemap.xml",
    "tags/index.html",
    "tags/vostok/index.html",
    "topics/first/feed.xml",
    "topics/first/index.html",
    "who/korolyov/index.html",
)
HEADING = re.compile(r"^=== (.+)\n", re.MULTILINE)
TOLD = "what is told"


# a rich site


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("rich") / "site")
    shutil.copytree(RICH, desk.root, ignore=shutil.ignore_patterns("expected"), dirs_exist_ok=True)
    outcome = desk.build()
    assert (outcome.status, outcome.err) == (0, "")
    return desk


def test_the_rich_site_has_these_pages(rich: Desk, renew: bool) -> None:
    compare("".join(f"{url}\n" for url in rich.urls()), RICH / "expected" / "urls.txt", renew)


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_of_the_rich_site_is_this(rich: Desk, path: str, renew: bool) -> None:
    compare(rich.read(f"public/{path}"), RICH / "expected" / path, renew)


def test_no_forgotten_page_is_expected_of_the_rich_site() -> None:
    expected = RICH / "expected"
    found = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}
    assert found == {"urls.txt", *SHOWN}


# broken sites


@pytest.mark.parametrize("story", BROKEN, ids=lambda path: path.stem)
def test_an_editor_is_told_of_everything_that_is_wrong(desk: Desk, story: Path, renew: bool) -> None:
    """A story is one text file: the files of a site, then all that the build says of them, and how it ends."""
    text = story.read_text(encoding="utf-8")
    parts = HEADING.split(text)[1:]
    files = {path: content for path, content in zip(parts[::2], parts[1::2], strict=True) if path != TOLD}
    for path, content in files.items():
        desk.write(path, content)
    outcome = desk.build()
    told = outcome.err.replace(str(desk.root), "SITE") + f"status {outcome.status}\n"
    sources = "".join(f"=== {path}\n{content}" for path, content in files.items())
    compare(f"{sources}=== {TOLD}\n{told}", story, renew)


@pytest.mark.parametrize("story", BROKEN, ids=lambda path: path.stem)
def test_json_tells_the_same_list(desk: Desk, story: Path) -> None:
    parts = HEADING.split(story.read_text(encoding="utf-8"))[1:]
    for path, content in zip(parts[::2], parts[1::2], strict=True):
        if path != TOLD:
            desk.write(path, content)
    told, listed = desk.build(), desk.build("--json")
    assert listed.status == told.status
    problems = [str(Problem(**problem)) for problem in listed.json["problems"]]
    assert lines("\n".join(problems)) == lines(told.err)


def compare(text: str, golden: Path, renew: bool) -> None:
    if renew:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8"), f"{golden.name} differs; read why, then renew it with --renew"


def lines(text: str) -> list[str]:
    """What is told, without the empty lines between problems and without the count of them."""
    return [line for line in text.split("\n") if line and not re.fullmatch(r"\d+ errors?, \d+ warnings?", line)]
