"""Outgoing links are looked at with patience: what is dead is told, with a copy where an archive has one."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from digest.content.reading import cache_of, read
from digest.errors import Problem
from digest.publish.linkcheck import fix, look, problems
from digest.publish.outgoing import Outgoing, outgoing
from digest.seeds.fetch import Client
from digest.seeds.request import Limits
from digest.settings import Settings, settings
from tests.desk import Desk
from tests.seeds.web import HOME, Web, served

TODAY = date(2024, 1, 1)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with served() as found:
        monkeypatch.setattr(socket, "getaddrinfo", found.resolve)
        yield found


class Checker:
    """A site whose outgoing links are looked at, day by day."""

    def __init__(self, desk: Desk, web: Web) -> None:
        self.desk, self.web = desk, web
        desk.settings(publish={"links": {"days": 7, "archive": web.url("/archive"), "allow": [HOME]}})

    @property
    def settings(self) -> Settings:
        return settings(self.desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))

    @property
    def links(self) -> tuple[Outgoing, ...]:
        return outgoing(self.desk.root, read(self.settings, cache_of(self.settings)))

    def on(self, day: date = TODAY, watch: Callable[[str], None] = lambda _: None) -> tuple[Problem, ...]:
        """What is told on a day."""
        wish = self.settings.site.publish.links
        assert wish
        client = Client(lambda: datetime(2024, 1, 1, tzinfo=UTC), limits=Limits(connect=1, read=1, total=2))
        self.known = look(self.desk.root, self.links, wish, client, day, watch)
        return problems(self.links, self.known)

    def has_copy(self, url: str, copy: str) -> None:
        found = {"archived_snapshots": {"closest": {"available": True, "url": copy, "status": "200"}}}
        self.web.page(f"/archive?url={quote(url, safe='')}", json.dumps(found), "application/json")


@pytest.fixture
def checker(desk: Desk, web: Web) -> Checker:
    return Checker(desk, web)


def test_links_are_found_in_texts_and_as_originals(desk: Desk, checker: Checker) -> None:
    desk.article(
        slug="a", source="ТАСС", source_url="https://tass.example/1", body="И [там](https://b.example/?x=1&y=2)."
    )
    desk.article(slug="draft", draft=True, body="[нет](https://no.example/)")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\n[мы](https://us.example/) [и](/tags/)\n")
    assert [(each.url, each.path.rpartition("/")[2], each.line, each.key) for each in checker.links] == [
        ("https://tass.example/1", "a.md", 5, "source_url"),
        ("https://b.example/?x=1&y=2", "a.md", 8, ""),
        ("https://us.example/", "about.md", 5, ""),
    ]


def test_what_lives_is_not_told_and_not_read(desk: Desk, checker: Checker, web: Web) -> None:
    url = web.page("/page", b"x" * 100_000)
    desk.article(body=f"[там]({url}) [картинка]({web.page('/a.pdf', b'%PDF', 'application/pdf')})")
    assert checker.on() == ()


def test_a_dead_link_is_told_with_its_place_and_its_copy(desk: Desk, checker: Checker, web: Web) -> None:
    url = web.url("/gone")
    checker.has_copy(url, "http://web.archive.org/web/2015/http://x/")
    path = desk.article(slug="a", body=f"[там]({url})")
    (problem,) = checker.on()
    assert problem == Problem(
        "dead",
        f"{url}: the server has no such page (404)",
        path,
        6,
        hint="there is a copy: https://web.archive.org/web/2015/http://x/",
        level="warning",
    )


def test_a_dead_original_gets_its_copy_only_when_that_is_asked_for(desk: Desk, checker: Checker, web: Web) -> None:
    url = web.url("/gone")
    checker.has_copy(url, "https://web.archive.org/web/2015/http://x/")
    path = desk.article(slug="a", source="ТАСС", source_url=url)
    before = desk.read(path)
    (problem,) = checker.on()
    assert "--fix writes it down: `archived: https://web.archive.org/web/2015/http://x/`" in problem.hint
    assert desk.read(path) == before
    assert fix(desk.root, checker.links, checker.known) == (path,)
    line = "archived: https://web.archive.org/web/2015/http://x/\n"
    assert (
        desk.read(path).replace(line, "").replace('archived: "https://web.archive.org/web/2015/http://x/"\n', "")
        == before
    )
    assert checker.on() == ()
    assert desk.run("check").status == 0


def test_what_has_moved_for_good_is_told(desk: Desk, checker: Checker, web: Web) -> None:
    new = web.page("/new", "x")
    old = web.leads("/old", new, status=301)
    slash = web.leads("/slash", web.page("/slash/", "x"), status=301)
    passing = web.leads("/passing", new, status=302)
    desk.article(body=f"[a]({old}) [b]({slash}) [c]({passing})")
    assert [(each.code, each.message, each.level) for each in checker.on()] == [
        ("moved", f"{old} has moved to {new}", "note")
    ]


def test_what_only_looks_like_an_address_is_told(desk: Desk, checker: Checker) -> None:
    desk.article(body="[a](https://[::1/bad)")
    (problem,) = checker.on()
    assert problem.message == "https://[::1/bad: this is no address of the web"


def test_what_was_seen_before_an_interruption_is_not_asked_for_again(
    desk: Desk, checker: Checker, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.article(body=f"[a]({web.page('/a', 'x')}) [b]({web.page('/b', 'x')})")
    watched: list[str] = []

    def impatient(url: str) -> None:
        watched.append(url)
        if len(watched) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checker.on(TODAY, impatient)
    assert list(json.loads(desk.read(".digest/links.json"))) == [web.url("/a")]
    checker.on()
    assert web.paths.count("/a") == 1


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_host_that_lets_no_programs_in_says_nothing_about_its_page(
    desk: Desk, checker: Checker, web: Web, status: int
) -> None:
    desk.article(body=f"[a]({web.page('/a', b'', '', status=status)})")
    assert checker.on() == ()


def test_what_robots_may_not_see_is_not_asked_for(desk: Desk, checker: Checker, web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    desk.article(body=f"[a]({web.url('/private/a')})")
    assert checker.on() == ()
    assert web.paths == ["/robots.txt"]


def test_a_fault_of_the_server_is_told_only_on_the_third_day(desk: Desk, checker: Checker, web: Web) -> None:
    desk.article(body=f"[a]({web.page('/a', b'', '', status=500)})")
    told = [len(checker.on(date(2024, 1, day))) for day in (1, 1, 2, 3, 4)]
    assert told == [0, 0, 0, 1, 1]


def test_a_living_link_is_asked_for_once_in_so_many_days_and_a_dead_one_each_day(
    desk: Desk, checker: Checker, web: Web
) -> None:
    desk.article(body=f"[a]({web.page('/a', 'x')}) [b]({web.url('/gone')})")
    for day in (1, 1, 2, 7, 8):
        checker.on(date(2024, 1, day))
    assert [web.paths.count(path) for path in ("/a", "/gone")] == [2, 4]


def test_links_that_are_taken_out_are_forgotten(desk: Desk, checker: Checker, web: Web) -> None:
    path = desk.article(body=f"[a]({web.page('/a', 'x')})")
    checker.on()
    desk.edit(path, web.url("/a"), web.page("/b", "x"))
    checker.on()
    assert list(json.loads(desk.read(".digest/links.json"))) == [web.url("/b")]


def test_an_archive_that_talks_nonsense_is_not_believed(desk: Desk, checker: Checker, web: Web) -> None:
    url = web.url("/gone")
    checker.has_copy(url, "javascript:alert(1)")
    desk.article(body=f"[a]({url})")
    (problem,) = checker.on()
    assert problem.hint == "look for the page elsewhere, or take the link out"


def test_the_command_tells_and_mends(desk: Desk, checker: Checker, web: Web) -> None:
    url = web.url("/gone")
    checker.has_copy(url, "https://web.archive.org/web/2015/http://x/")
    path = desk.article(slug="a", source="ТАСС", source_url=url)
    outcome = desk.run("links")
    assert (outcome.status, outcome.out) == (0, "1 link to 1 page of the web.\n")
    assert f"{path}:5: warning[dead]: {url}: the server has no such page (404)" in outcome.err
    assert desk.run("links", "--fix").out.startswith(f"Wrote `archived:` into {path}\n")
    assert desk.run("links").err == ""


def test_without_the_setting_nothing_is_asked(desk: Desk, web: Web) -> None:
    desk.article(body=f"[a]({web.url('/a')})")
    outcome = desk.run("links")
    assert (outcome.status, "not switched on" in outcome.err) == (2, True)
    assert web.paths == []
