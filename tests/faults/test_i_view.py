"""What is not published is shown with a badge, and can be hidden without a new start."""

from __future__ import annotations

import re

import pytest

from tests.desk import Desk
from tests.serve.hands import Running, Start, status


@pytest.fixture
def site(site: Desk) -> Desk:
    site.article("Набросок", slug="sketch", draft=True)
    site.article("Завтра", slug="tomorrow", date="2999-01-01")
    site.article("Вчера", "Текст до февраля.", slug="over", expires="2020-02-01")
    return site


def view(server: Running, wish: str) -> int:
    """Ask for a view as the bar of a page does."""
    nonce = re.search(r'nonce="([^"]+)" data-site', server.get("").text)
    assert nonce
    return server.get(f"/_live/view?show={wish}", "POST", x_digest_preview=nonce[1], **own(server)).status


def own(server: Running) -> dict[str, str]:
    """What a browser says of a request that a page of the site makes."""
    return {"host": f"localhost:{server.port}", "origin": f"http://localhost:{server.port}"}


def test_i20_all_is_shown_with_its_badge_or_only_what_is_published(site: Desk, start: Start) -> None:
    server = start()
    page = server.listen()
    assert '<p class="badge">draft</p>' in server.get("2020/01/sketch/").text
    assert '<p class="badge">scheduled</p>' in server.get("2999/01/tomorrow/").text
    over = server.get("2020/01/over/").text
    assert '<p class="badge">over</p>' in over
    assert "Текст до февраля." in over

    assert view(server, "published") == 204
    page.until("reload")
    assert server.get("2020/01/sketch/").status == server.get("2999/01/tomorrow/").status == 404
    assert "Текст до февраля." not in server.get("2020/01/over/").text
    assert "As published now" in server.get("").text

    assert view(server, "all") == 204
    page.until("reload")
    assert server.get("2020/01/sketch/").status == 200


def test_i20_i21_the_published_view_is_what_a_build_makes(site: Desk, start: Start) -> None:
    server = start()
    page = server.listen()
    view(server, "published")
    page.until("reload")
    site.build("--base-url", server.address)
    shown = {url: server.get(url[1:]).body for url in site.urls() if not url.endswith((".html", "/"))}
    assert shown == {url: (site.root / "public" / url[1:]).read_bytes() for url in shown}
    assert "/feed.xml" in shown


def test_i20_what_is_not_public_never_reaches_the_published_site(site: Desk, start: Start) -> None:
    server = start()
    server.listen()
    site.build()
    assert not site.has("/2020/01/sketch/")
    assert not site.has("/2999/01/tomorrow/")
    assert "Текст до февраля." not in site.page("/2020/01/over/")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_digest_preview": "guess"},
        {"x_digest_preview": "{nonce}", "origin": "http://evil.example"},
        {"x_digest_preview": "{nonce}", "origin": "null"},
        {"x_digest_preview": "{nonce}", "origin": ""},
        {"x_digest_preview": "{nonce}", "sec_fetch_site": "cross-site"},
    ],
)
def test_i6_nobody_else_may_choose_the_view(running: Running, headers: dict[str, str]) -> None:
    nonce = re.search(r'nonce="([^"]+)" data-site', running.get("").text)
    assert nonce
    sent = {name: value.format(nonce=nonce[1]) for name, value in headers.items()}
    assert running.get("/_live/view?show=published", "POST", **{**own(running), **sent}).status == 403


def test_i6_i12_a_view_that_there_is_not_is_refused(running: Running) -> None:
    assert view(running, "nothing") == 400
    assert running.get("/_live/view?show=all").status == 404
    assert status(running.ask(b"/_live/view?show=all", method=b"POST")) == 403
