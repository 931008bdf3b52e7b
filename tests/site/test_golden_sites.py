"""Golden sites: what one rich site becomes, and what an editor is told of every broken one, word for word.

`pytest --renew` writes what stands in `tests/data/sites` anew. Read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from digest.errors import Problem
from digest.model import Heading, Image, Teaser, Term
from digest.site import views
from tests.desk import Desk

SITES = Path(__file__).parents[1] / "data" / "sites"
RICH = SITES / "rich"
BROKEN = sorted((SITES / "broken").glob("*.txt"))
SHOWN = (
    "404.html",
    "1961/gagarin/index.html",
    "archive/index.html",
    "corrections/feed.json",
    "corrections/feed.xml",
    "corrections/index.html",
    "archive/1961/index.html",
    "archive/1961/04/index.html",
    "feed.json",
    "feed.xml",
    "index.html",
    "issues/1/index.html",
    "issues/2/index.html",
    "issues/2/issue-2.txt",
    "issues/feed.json",
    "issues/index.html",
    "news/1961/04/12/pervyy-polyot/index.html",
    "news/1963/06/16/tereshkova/index.html",
    "news/1965/03/18/leonov/index.html",
    "news/1975/07/17/apollo-soyuz/index.html",
    "p/about/index.html",
    "news/1975/07/17/soyuz-apollon/index.html",
    "news/1986/02/20/mir/index.html",
    "page/1/index.html",
    "sources/itar-tass/index.html",
    "sources/tass/index.html",
    "sources/trud/index.html",
    "robots.txt",
    "humans.txt",
    "opensearch.xml",
    "sitemap.xml",
    "stories/index.html",
    "stories/vostoki/index.html",
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
    named = [url for url in rich.urls() if not url.startswith("/cards/")]  # their names tell the release of Pillow
    compare("".join(f"{url}\n" for url in named), RICH / "expected" / "urls.txt", renew)


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_of_the_rich_site_is_this(rich: Desk, path: str, renew: bool) -> None:
    compare(rich.read(f"public/{path}"), RICH / "expected" / path, renew)


def test_no_forgotten_page_is_expected_of_the_rich_site() -> None:
    expected = RICH / "expected"
    found = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}
    assert found == {"urls.txt", *SHOWN}


VALUES = [each for each in vars(views).values() if isinstance(each, type) and issubclass(each, Struct)]
VIEWS = [each for each in VALUES if each.__name__.endswith("View")]
PARTS = (views.Group, views.Cited, views.Quoted, views.Related, views.Corrected, views.OutletFacts)
PARTS += (views.Calendar, views.Day, views.Weekday, views.Neighbour)
FILES = {"FeedView", "SitemapView", "RobotsView", "SearchingView", "HumansView", "FileView", "PlainView"}
FILES |= {"ManifestView", "ShardView", "RecordsView", "FilterView", "PrintView", "CardView", "IconView"}
PAGES = [each for each in VIEWS if each.__name__ not in FILES]


@pytest.mark.parametrize("view", [*PAGES, *(views.Head, Teaser, Term, Image, Heading), *PARTS])
def test_the_theme_of_the_rich_site_shows_every_field(view: type) -> None:
    """So that no value can change without a golden page changing."""
    source = "".join(path.read_text(encoding="utf-8") for path in (RICH / "themes/bare").glob("*.html"))
    assert [each.name for each in fields(view) if not re.search(rf"\b{each.name}\b", source)] == []


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


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_what_is_no_ordinary_file_is_named_and_harms_nothing(desk: Desk) -> None:
    """What no text file can hold."""
    desk.write("content/articles/good.md", "\ufeff---\r\ntitle: Цела\r\ndate: 2020-01-02\r\n---\r\n\r\nТекст.")
    desk.write("content/articles/cp1251.md", "---\ntitle: Кодировка\n---\n".encode("cp1251"))
    desk.write("content/articles/huge.md", b"x" * (4 * 2**20 + 1))
    desk.write("content/articles/folder.md/inside.txt", "")
    desk.write(os.fsdecode(b"content/articles/\xff.md"), "---\ntitle: Имя\ndate: 2020-01-02\n---\n")
    os.mkfifo(desk.root / "content/articles/pipe.md")
    (desk.root / "content/articles/passwd.md").symlink_to("/etc/passwd")
    (desk.root / "content/pages").symlink_to("..")
    desk.write("static/a.txt", "")
    (desk.root / "static/passwd").symlink_to("/etc/passwd")
    for left in (".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.orig", ".DS_Store", "Thumbs.db", "~$a.md"):
        desk.write(f"content/articles/{left}", "---\n")
        desk.write(f"static/{left}", "---\n")
    outcome = desk.build()
    assert (outcome.status, outcome.err) == (1, PLACES)
    assert desk.has("/2020/01/good/")
    assert [url for url in desk.urls() if "passwd" in url or "swp" in url or "4913" in url] == []


PLACES = r"""content/articles/\udcff.md: error[file]: its name is not UTF-8, so it was not read
  put an ordinary file there, with a name in UTF-8, or take it away

content/articles/cp1251.md:2: error[encoding]: this is not UTF-8: byte 11 is 0xca
  save the file as UTF-8

content/articles/folder.md: error[file]: this is a folder with the name of a file, so it was not read
  put an ordinary file there, with a name in UTF-8, or take it away

content/articles/huge.md: error[size]: cannot read content/articles/huge.md: it has 4,194,305 bytes; at most 4,194,304 are read
  divide it

content/articles/passwd.md: error[file]: a symbolic link is not followed, so it was not read
  put an ordinary file there, with a name in UTF-8, or take it away

content/articles/pipe.md: error[file]: this is not an ordinary file, so it was not read
  put an ordinary file there, with a name in UTF-8, or take it away

content/pages: error[file]: a symbolic link is not followed, so it was not read
  put an ordinary file there, with a name in UTF-8, or take it away

static/passwd: error[file]: a symbolic link is not followed, so it was not published

8 errors, 0 warnings
"""  # noqa: E501


def compare(text: str, golden: Path, renew: bool) -> None:
    if renew:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8"), f"{golden.name} differs; read why, then renew it with --renew"


def lines(text: str) -> list[str]:
    """What is told, without the empty lines between problems and without the count of them."""
    return [line for line in text.split("\n") if line and not re.fullmatch(r"\d+ errors?, \d+ warnings?", line)]
