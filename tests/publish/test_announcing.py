"""The hub and search engines are told of what has changed, once it can be seen, and only where that is wanted."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from digest.errors import DigestError
from digest.publish.announcing import announce, news
from digest.seeds.fetch import Client
from digest.settings import Settings, settings
from tests.desk import Desk
from tests.seeds.web import Web, served

KEY = "a1b2c3d4e5f6"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with served() as found:
        monkeypatch.setattr(socket, "getaddrinfo", found.resolve)
        yield found


@pytest.fixture
def told(desk: Desk, web: Web) -> Settings:
    """A site that stands on a server of this machine, with a hub and a key."""
    desk.article(slug="proton")
    web.page("/hub", b"", "", status=204)
    web.page("/indexnow", b"", "", status=202)
    desk.settings(base_url=web.url("/site/"), publish={"hub": web.url("/hub"), "indexnow": KEY})
    live(desk, web)
    return read(desk)


def read(desk: Desk) -> Settings:
    return settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))


def live(desk: Desk, web: Web) -> None:
    """Build, and bring the feed to the server."""
    assert desk.build().status == 0
    web.page("/site/feed.xml", desk.tree()["feed.xml"], "application/atom+xml")


def tell(of: Settings, web: Web) -> tuple[str, ...]:
    client = Client(lambda: datetime(2024, 1, 1, tzinfo=UTC))
    return announce(of, news(of), client, indexnow=web.url("/indexnow"))


def test_both_are_told_of_everything_the_first_time(told: Settings, web: Web) -> None:
    assert tell(told, web) == (f"127.0.0.1:{web.port}",) * 2
    (_, form), (_, body) = web.sent
    sent = parse_qs(form.decode())
    assert sent["hub.mode"] == ["publish"]
    assert web.url("/site/feed.xml") in sent["hub.url"]
    found = json.loads(body)
    assert {name: found[name] for name in ("host", "key", "keyLocation")} == {
        "host": f"127.0.0.1:{web.port}",
        "key": KEY,
        "keyLocation": web.url(f"/site/{KEY}.txt"),
    }
    assert {web.url("/site/"), web.url("/site/2020/01/proton/")} <= set(found["urlList"])
    assert web.url("/site/404.html") not in found["urlList"]
    assert not any(url.endswith("index.html") for url in found["urlList"])


def test_then_only_of_what_is_new_changed_or_gone(told: Settings, desk: Desk, web: Web) -> None:
    desk.article("Второй", slug="b")
    live(desk, web)
    tell(told, web)
    web.sent.clear()
    desk.delete("content/articles/b.md")
    desk.article("Третий", slug="c")
    live(desk, web)
    tell(told, web)
    pages = json.loads(web.sent[1][1])["urlList"]
    assert {web.url("/site/2020/01/b/"), web.url("/site/2020/01/c/")} <= set(pages)
    assert web.url("/site/about/") not in pages
    assert news(told).pages == ()


def test_nobody_is_told_of_what_cannot_be_seen_yet(told: Settings, desk: Desk, web: Web) -> None:
    desk.article("Второй", slug="b")
    desk.build()
    outcome = desk.run("announce")
    assert outcome.status == 1
    assert "is not the feed that was built\n  publish first; a host may take a few minutes" in outcome.err
    assert web.sent == []
    web.remove("/site/feed.xml")
    assert "cannot be read: the server has no such page (404)" in desk.run("announce").err


def test_what_a_hub_does_not_take_is_told_again_the_next_time(told: Settings, web: Web) -> None:
    web.page("/hub", b"", "", status=503)
    with pytest.raises(DigestError, match="is not ready") as refused:
        tell(told, web)
    assert refused.value.problem.hint == "what was not told is told by the next `announce`; try again in a while"
    web.page("/hub", b"", "", status=204)
    assert len(tell(told, web)) == 2


def test_the_command_tells_the_hub_alone_where_there_is_no_key(told: Settings, desk: Desk, web: Web) -> None:
    desk.settings(publish={"hub": web.url("/hub")})
    live(desk, web)
    outcome = desk.run("announce")
    assert outcome.out.endswith(f"Told: 127.0.0.1:{web.port}.\n")
    assert [path for path, _ in web.sent] == ["/hub"]
    assert desk.run("announce").out.endswith("Nobody was told.\n")
    assert len(web.sent) == 1


def test_a_trial_tells_nobody(told: Settings, desk: Desk, web: Web) -> None:
    assert desk.run("announce", "--dry-run").out.endswith("Nobody was told.\n")
    assert (web.sent, web.paths) == ([], [])


def test_without_the_setting_nobody_is_told(desk: Desk, web: Web) -> None:
    desk.article()
    desk.build()
    outcome = desk.run("announce")
    assert (outcome.status, "there is nobody to be told" in outcome.err) == (2, True)
    assert web.paths == []
