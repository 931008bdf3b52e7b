"""The built example on a server with the rules of GitHub Pages, at the root and below a path."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.publish.limits import beyond, sizes
from tests.desk import Desk
from tests.publish.visitor import Visitor
from tests.web.conftest import NOW, copied_example
from tests.web.shelf import served


@dataclass(frozen=True)
class Live:
    """A site on its server."""

    folder: Path
    base_path: str
    visitor: Visitor

    @property
    def paths(self) -> list[str]:
        """The path of every file, as a reader asks for it."""
        files = (each.relative_to(self.folder).as_posix() for each in self.folder.rglob("*") if each.is_file())
        return [self.base_path + path.removesuffix("index.html") for path in sorted(files)]


@pytest.fixture(scope="module", params=["/", "/repo/", "/a/b/"])
def live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    base_url = "https://example.org" + request.param
    desk = copied_example(tmp_path_factory.mktemp("example") / "site")
    desk.settings(base_url=base_url)
    renamed(desk)
    assert desk.build("--now", NOW).status == 0
    with served(desk.root / "public", request.param) as address:
        yield Live(desk.root / "public", request.param, Visitor(address, base_url))


def renamed(desk: Desk) -> None:
    """An article has an old address, so that there is a redirect to follow."""
    desk.edit("content/articles/kazsat-3.md", "---\ntitle:", "---\naliases: [/старый-адрес/, /2014/kazsat/]\ntitle:")


def test_h25_whatever_any_file_names_is_there_and_within_the_site(live: Live) -> None:
    assert [lost for path in live.paths for lost in live.visitor.lost(path)] == []


def test_h25_a_theme_that_forgets_the_base_path_is_found_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "site")
    desk.settings(base_url="https://example.org/repo/")
    desk.article()
    assert desk.build().status == 0
    page = desk.page("/").replace("</body>", '<a href="/tags/">Tags</a></body>')
    desk.write("public/index.html", page)
    with served(desk.root / "public", "/repo/") as address:
        assert Visitor(address, "https://example.org/repo/").lost("/repo/") == ["/repo/: /tags/"]


def test_h25_old_addresses_lead_to_the_article(live: Live) -> None:
    target = f"{live.base_path}2014/04/kazsat-3/"
    for old in ("старый-адрес/", "2014/kazsat/"):
        answer = live.visitor.fetched(live.base_path + old)
        assert answer.status == 200
        assert f'url={target}"' in answer.body.decode("utf-8")


def test_h25_every_part_of_the_search_index_is_where_the_search_looks_for_it(live: Live) -> None:
    folder = f"{live.base_path}search/index/"
    told = json.loads(live.visitor.fetched(folder + "manifest.json").body)
    assert f'"{folder}"' in live.visitor.fetched(f"{live.base_path}search/").body.decode("utf-8").replace("&#34;", '"')
    shards = ["s" + "-".join(format(ord(letter), "x") for letter in start) for start in told["starts"].split(" ")]
    assert shards
    assert [each for each in shards if live.visitor.fetched(f"{folder}{each}.json").status != 200] == []
    rows = [row for path in live.paths if path.startswith(folder) for row in articles(live, path)]
    assert len(rows) >= 20
    assert [url for url in rows if live.visitor.fetched(live.base_path + url.removeprefix("/")).status != 200] == []


def articles(live: Live, path: str) -> list[str]:
    """The articles that a file of the index tells of, by their address from the site's root."""
    value = json.loads(live.visitor.fetched(path).body)
    return [row[1] for row in value] if isinstance(value, list) and value and isinstance(value[0], list) else []


@pytest.mark.parametrize(
    "lost", ["x", "news/a/b/c/", "2014/04/nowhere", "tags/x.html", "search/index/zzz.json", "%D1%84/"]
)
def test_h26_the_page_for_what_is_not_there_works_at_any_depth(live: Live, lost: str) -> None:
    answer = live.visitor.fetched(live.base_path + lost)
    assert (answer.status, answer.kind) == (404, "text/html")
    assert answer.body == (live.folder / "404.html").read_bytes()
    assert live.visitor.lost(live.base_path + lost) == []


def test_the_server_keeps_to_the_rules_of_github_pages(live: Live) -> None:
    ask = live.visitor.asked
    moved = ask("GET", live.base_path + "tags")
    assert (moved.status, moved.headers["Location"]) == (301, live.base_path + "tags/")
    page = ask("GET", live.base_path, Accept_Encoding="gzip")
    assert (page.headers["Content-Encoding"], page.headers["Cache-Control"]) == ("gzip", "max-age=600")
    assert gzip.decompress(page.body) == (live.folder / "index.html").read_bytes()
    assert ask("GET", live.base_path, If_None_Match=page.headers["ETag"]).status == 304
    head = ask("HEAD", live.base_path + "feed.xml")
    assert (head.status, head.body) == (200, b"")
    assert ask("GET", live.base_path + "404").body == (live.folder / "404.html").read_bytes()
    if live.base_path != "/":
        assert ask("GET", "/elsewhere/").body == b"There isn't a GitHub Pages site here."
        assert ask("GET", live.base_path.rstrip("/")).headers["Location"] == live.base_path


def test_h19_the_example_is_within_all_limits(live: Live) -> None:
    assert list(beyond(sizes(live.folder))) == []


def test_h19_a_build_says_where_the_site_is_more_than_github_takes(desk: Desk) -> None:
    desk.article()
    desk.write("static/film.mp4", b"")
    os.truncate(desk.root / "static/film.mp4", 51 << 20)  # sparse: it takes no room
    assert desk.build("--strict").status == 0
    outcome = desk.build("--limits")
    assert outcome.status == 0
    assert outcome.err == (
        "film.mp4: warning[limits]: the file has 51.0 MiB; GitHub warns from 50 MiB on\n"
        "  make it smaller, or put it where large files are kept and link to it\n\n"
        "0 errors, 1 warning\n"
    )
