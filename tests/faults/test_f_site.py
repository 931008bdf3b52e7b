"""A site whose every field is hostile, built, taken apart, and opened in a real browser: nothing of it runs."""

from __future__ import annotations

import email
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.faults.active import Reading, pages
from tests.faults.attacked import BASE_PATH, PAYLOADS, SIGN, fill
from tests.serve.browser import PROGRAM, Browser
from tests.web.shelf import served

THEMES = ("gazette", "plain")


@dataclass(frozen=True)
class Pair:
    """The hostile site, and one that holds plain words in the same places."""

    folder: Path
    hostile: dict[str, bytes]
    read: list[tuple[str, Reading]]  # every piece of HTML, with the file that it is of
    plain: list[tuple[str, Reading]]
    heads: tuple[list[str], list[str]]  # of the mails of both


@pytest.fixture(scope="module")
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    desks = [Desk(tmp_path_factory.mktemp("attacked") / "site") for _ in range(2)]
    fill(desks[0], lambda name, number: f"{name} {PAYLOADS[number]}")
    fill(desks[1], lambda name, number: f"{name} {number}")
    for desk in desks:
        desk.settings(theme=request.param)
        outcome = desk.build()
        assert "error[" not in outcome.err
    sites = [desk.tree() for desk in desks]
    heads = [
        email.message_from_bytes(data).keys() for site in sites for path, data in site.items() if path[-4:] == ".eml"
    ]
    return Pair(desks[0].root / "public", sites[0], *(read(site) for site in sites), (heads[0], heads[1]))


both = pytest.mark.parametrize("pair", THEMES, indirect=True)
one = pytest.mark.parametrize("pair", THEMES[:1], indirect=True)


def read(site: dict[str, bytes]) -> list[tuple[str, Reading]]:
    return [(path, Reading(text)) for path, data in site.items() for text in pages(path, data)]


@both
def test_f1_f2_f3_f5_no_file_holds_anything_that_runs(pair: Pair) -> None:
    """Beside what the theme itself has, whose scripts and kinds of elements the plain site shows."""
    plain = [page for _, page in pair.plain]
    kinds = set().union(*(page.kinds for page in plain))
    code = {each for page in plain for each in page.code if "json" not in each[0]}
    found = {path: page.active for path, page in pair.read if not path.endswith(".eml")}
    assert {path: active for path, active in found.items() if active} == {}
    for path, page in pair.read:
        assert page.kinds <= kinds, path
        assert {each for each in page.code if "json" not in each[0]} <= code, path
    assert len(found) > 60


@both
def test_f5_readers_see_the_very_words_that_were_typed(pair: Pair) -> None:
    for number in (0, 1, 2, 5, 9, 11):
        (page,) = (page for path, page in pair.read if path == f"2020/01/a-{number:02}/index.html")
        seen = " ".join(page.words.split())
        for field in ("Заметка", "Тело")[: 1 if "&lt;" in PAYLOADS[number] else 2]:  # Markdown reads `&lt;` as `<`
            assert f"{field} {PAYLOADS[number]}".replace("\u2028", " ") in seen


@one
def test_f5_a_mail_and_its_headers_hold_words_alone(pair: Pair) -> None:
    (path,) = (path for path in pair.hostile if path.endswith(".eml"))
    (plain,) = (page for name, page in pair.plain if name == path)
    (page,) = (page for name, page in pair.read if name == path)
    assert [each for each in page.active if not re.match(r"\w+ style=", each)] == []
    assert page.kinds <= plain.kinds
    assert pair.heads[0] == pair.heads[1]


@both
def test_f6_structured_data_and_the_search_index_read_back_as_they_were(pair: Pair) -> None:
    told = [text for _, page in pair.read for kind, text in page.code if kind == "application/ld+json"]
    assert len(told) > 30 * (pair.hostile.keys() >= {"feed.json"})
    for text in told:
        assert not re.search("[<>\u2028\u2029]", text)
    headlines = {each["headline"] for text in told for each in json.loads(text).get("@graph", ()) if "headline" in each}
    assert {f"0 Заметка {PAYLOADS[0]}", f"2 Заметка {PAYLOADS[2]}"} <= headlines
    shards = [data for path, data in pair.hostile.items() if path.startswith("search/") and path.endswith(".json")]
    assert shards
    assert any(SIGN in json.dumps(json.loads(data)) for data in shards)


@both
def test_f7_feeds_and_the_sitemap_are_well_formed_whatever_they_hold(pair: Pair) -> None:
    machine = [path for path in pair.hostile if path.endswith((".xml", ".json", ".webmanifest", ".svg"))]
    assert {"feed.xml", "feed.json", "sitemap.xml", "opensearch.xml"} <= set(machine)
    for path in machine:
        list(pages(path, pair.hostile[path]))
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", pair.hostile[path]), path


def test_f7_half_a_pair_of_surrogates_is_named_and_the_others_are_built(desk: Desk) -> None:
    desk.write("content/articles/half.md", '---\ntitle: "Пуск \\ud800"\ndate: 2020-01-02\n---\n')
    desk.article("Протон", slug="proton")
    outcome = desk.build()
    assert outcome.err.startswith("content/articles/half.md:2:")
    assert desk.urls("/2020/01/") == ["/2020/01/proton/"]


@one
def test_f10_a_template_in_a_text_is_text(pair: Pair) -> None:
    page = pair.hostile["2020/01/a-11/index.html"].decode()
    assert page.count("{{ 7*7 }}") > 5
    assert "49" not in re.sub(r"\d{3,}|#\w+|[0-9a-f]{8,}", "", Reading(page).words)


# in a browser

LISTEN = """
window.hits = [];
window.hit = (what) => hits.push("hit");
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => hits.push(name);
addEventListener("error", (event) => event.message && hits.push(event.message));
"""
PROVOKE = """
for (const each of document.querySelectorAll("*")) {
  for (const name of ["mouseover", "focus", "error", "load", "toggle", "click"])
    if (name != "click" || each.tagName != "A") each.dispatchEvent(new Event(name));
  for (const { name, value } of each.attributes) {
    if (name.startsWith("on")) hits.push(name);
    if (!/^(href|src|action)$/.test(name)) continue;
    if (!/^(https?|mailto|tel):$/.test(new URL(value, location).protocol)) hits.push(value);
  }
}
document.querySelectorAll("iframe, object, embed, base").forEach((each) => hits.push(each.tagName));
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that runs whatever a page holds: the policy that would stop it does not count here."""
    if PROGRAM is None:
        pytest.skip("there is no Chromium on this machine")
    page = Browser(tmp_path_factory.mktemp("profile"))
    page.call("Page.setBypassCSP", enabled=True)
    page.call("Page.addScriptToEvaluateOnNewDocument", source=LISTEN)
    yield page
    page.close()


def ran(reader: Browser, address: str) -> list[str]:
    """What ran on a page, after everything on it was touched."""
    reader.open(address)
    reader.value(PROVOKE)
    return reader.until("window.hits && {hits}")["hits"]


def test_what_runs_is_heard_of(reader: Browser, tmp_path: Path) -> None:
    texts = (f"<script>{SIGN}</script>", f"<p onfocus={SIGN}>", "<a href=javascript:1>", "<iframe>")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.html").write_text(f"<!DOCTYPE html>{text}", encoding="utf-8")
        with served(tmp_path, BASE_PATH) as address:
            assert ran(reader, f"{address}/{number}.html"), text


@one
def test_f1_f5_f9_nothing_runs_on_one_page_of_every_kind(pair: Pair, reader: Browser) -> None:
    with served(pair.folder, BASE_PATH) as address:
        for url in _kinds(pair.hostile).values():
            assert ran(reader, f"{address}/{url}") == [], url
        assert ran(reader, f"{address}/feed.xml") == []
        reader.open(f"{address}/search/?q=Заметка")
        assert reader.until("document.querySelectorAll('.results a').length") > 5
        found = reader.value("[...document.querySelectorAll('.results a')].map((each) => each.textContent)")
        assert f"12 Заметка {PAYLOADS[12]}" in found
        reader.value(PROVOKE)
        assert reader.value("hits") == []


@pytest.mark.slow
@both
def test_f1_f5_nothing_runs_on_any_page(pair: Pair, reader: Browser) -> None:
    mails = {path: text for path, data in pair.hostile.items() if path.endswith(".eml") for text in pages(path, data)}
    for path, text in mails.items():
        (pair.folder / path.replace(".eml", "-mail.html")).write_text(text, encoding="utf-8")
    urls = [path for path in pair.hostile if path.endswith((".html", ".xml", ".svg", ".txt", ".json"))]
    with served(pair.folder, BASE_PATH) as address:
        found = {url: ran(reader, f"{address}/{url}") for url in [*urls, *(f"{each[:-4]}-mail.html" for each in mails)]}
    assert {url: what for url, what in found.items() if what} == {}
    assert len(found) > 80


def _kinds(site: dict[str, bytes]) -> dict[str, str]:
    """A page of every kind, by the name that the theme gives to kinds."""
    found: dict[str, str] = {}
    for path, data in sorted(site.items()):
        kind = re.search(rb'class="(kind-[\w-]+)', data) if path.endswith(".html") else None
        if kind:
            found.setdefault(kind[1].decode(), path.removesuffix("index.html"))
    assert len(found) > 10
    return found


@both
def test_f14_the_policy_of_every_page_lets_in_its_own_scripts_and_no_others(pair: Pair) -> None:
    for path, page in pair.read:
        if not path.endswith(".html") or 'http-equiv="refresh"' in pair.hostile[path].decode():
            continue
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', pair.hostile[path].decode())
        rules = dict(rule.strip().partition(" ")[::2] for rule in unescape(policy).split(";"))
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in policy
        hashes = {b64encode(sha256(text.encode()).digest()).decode() for kind, text in page.code if kind == "script"}
        assert all(f"'sha256-{each}'" in rules["script-src"] for each in hashes), path
