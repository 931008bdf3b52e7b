"""Feeds are followed: every new entry becomes a seed, stored as it came, and nothing is fetched or stored twice."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.seeds.blocks import Facts, Part
from digest.seeds.parts import parts
from digest.seeds.read import read
from tests.desk import Desk, Outcome
from tests.seeds.web import HOME, Visit, Web

TEXT = (
    "Ракета-носитель «Протон-М» вывела на орбиту спутник связи, сообщили в пресс-службе центра имени Хруничева. "
    "Отделение аппарата прошло в расчётное время, связь с ним установлена, солнечные батареи раскрыты."
)
MORE = (
    "Это был четвёртый пуск ракеты с начала года, напомнили в центре. Следующий назначен на конец лета, и к нему на "
    "космодроме уже готовят вторую площадку, где закончен ремонт башни обслуживания."
)
LAST = (
    "Спутник рассчитан на пятнадцать лет работы и заменит аппарат, который вышел из строя прошлой зимой. Связь через "
    "него получат посёлки на берегу Северного Ледовитого океана, куда не проложен кабель, и суда на всём пути."
)
RSS = "application/rss+xml; charset=utf-8"
ROOT = '<?xml version="1.0" encoding="{charset}"?>\n<rss version="2.0"><channel>\n<title>Орбита - все новости</title>\n'


def item(number: int, text: str = f"<p>{TEXT}</p><p>{MORE}</p><p>{LAST}</p>", link: str = "", **more: str) -> str:
    fields = {
        "title": f"Пуск номер {number}",
        "guid": f"news-{number}",
        "link": link or f"https://orbita.example/2020/pusk-protona-{number}",
        "pubDate": "Fri, 31 Jul 2020 00:25:19 +0300",
        **more,
    }
    stated = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if value)
    return f"<item>{stated}<description><![CDATA[{text}]]></description></item>\n"


def rss(*items: str, charset: str = "utf-8") -> str:
    return ROOT.format(charset=charset) + "".join(items) + "</channel></rss>\n"


@pytest.fixture
def follower(desk: Desk, web: Web) -> Desk:
    """A desk at which one feed is followed."""
    follow(desk, web)
    return desk


def follow(desk: Desk, web: Web, **options: object) -> None:
    feeds = {"Орбита": {"url": web.url("/rss"), "pause": 0, "allow": HOME, **options}}
    desk.write("content/feeds.yaml", json.dumps(feeds, ensure_ascii=False, indent=1))


def seeds(desk: Desk) -> list[str]:
    return [f"seeds/{name}" for name in sorted(desk.tree("seeds"))]


def part(desk: Desk, name: str) -> Part:
    (found,) = parts((desk.root / name).read_bytes(), name)
    return found


def news(outcome: Outcome) -> list[str]:
    return [each["title"] for feed in outcome.json["feeds"] for each in feed["new"]]


# what is stored


def test_each_new_entry_becomes_a_seed_of_its_own(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1), item(2)), RSS)
    outcome = follower.run("pull")
    one, two = seeds(follower)
    assert one.startswith("seeds/orbita-example-pusk-protona-1-")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.split("\n") == [
        "Орбита: 2 new, 0 there already",
        f"  {one}  Пуск номер 1",
        f"  {two}  Пуск номер 2",
        "2 new seeds; `digest convert` makes drafts.",
        "",
    ]


def test_an_entry_is_kept_to_the_byte_with_its_address_its_time_and_its_hash(follower: Desk, web: Web) -> None:
    charset = "windows-1251"
    feed = rss(item(1), item(2), charset=charset).encode(charset)
    web.page("/rss", feed, f"text/xml; charset={charset}")
    before = datetime.now(UTC).replace(microsecond=0)
    follower.run("pull")
    data = (follower.root / seeds(follower)[1]).read_bytes()
    head, _, body = data.partition(b"\n\n")
    alone = rss(item(2), charset=charset).encode(charset)
    assert body == alone
    lines = dict(line.split(": ", 1) for line in head.decode().split("\n"))
    moment = parts(data, "seeds/a.mhtml")[0].fetched
    assert moment is not None
    assert before <= moment <= datetime.now(UTC)
    words = lines.pop("X-Digest-Words")
    assert (len(words), lines.pop("Date")[-5:]) == (16, "+0000")
    assert lines == {
        "From": "<Saved by Digest>",
        "Snapshot-Content-Location": web.url("/rss"),
        "MIME-Version": "1.0",
        "X-Digest-Feed": web.url("/rss"),
        "X-Digest-Entry": "orbita.example/2020/pusk-protona-2",
        "Content-Type": 'application/xml; charset="windows-1251"',
        "Content-Location": web.url("/rss"),
        "X-Digest-SHA256": hashlib.sha256(alone).hexdigest(),
        "Content-Transfer-Encoding": "8bit",
    }


def test_what_the_feed_says_of_an_entry_is_stated(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1, author="Мария Ким", category="Космос")), RSS)
    follower.run("pull")
    (name,) = seeds(follower)
    found = part(follower, name)
    assert found.name == name
    assert found.facts == Facts(
        headline="Пуск номер 1",
        site="Орбита - все новости",
        author="Мария Ким",
        published="2020-07-31T00:25:19+03:00",
        url="https://orbita.example/2020/pusk-protona-1",
        tags=("Космос",),
    )
    assert found.origin == f"entry 1 of the feed «Орбита - все новости» from {web.url('/rss')}"
    assert TEXT in "\n".join(block.text for block in read(found).blocks)


def test_an_editor_says_what_the_source_is_called(follower: Desk, web: Web) -> None:
    follow(follower, web, source="Орбита, «Вестник»")
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    assert part(follower, seeds(follower)[0]).facts.site == "Орбита, «Вестник»"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("claim", ["", "; charset=utf-8", "; charset=windows-1251"])
def test_a_feed_is_read_in_the_letters_it_is_written_in(follower: Desk, web: Web, charset: str, claim: str) -> None:
    feed = rss(item(1), charset=charset).replace("«", '"').replace("»", '"')  # which KOI8-R lacks
    web.page("/rss", feed.encode(charset), f"text/xml{claim}")
    assert follower.run("pull").status == 0
    assert part(follower, seeds(follower)[0]).facts.headline == "Пуск номер 1"


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Орбита</title><!-- <entry> -->
<entry><id>tag:orbita.example,2020:1</id><title>Первый</title><link href="https://orbita.example/a/1"/>
<content type="html"><![CDATA[<p>{TEXT} <entry> {MORE}</p>]]></content></entry>
<entry><id>tag:orbita.example,2020:2</id><title>Второй</title><link href="https://orbita.example/a/2"/>
<content type="html">&lt;p&gt;{MORE}&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://orbita.example/"><title>Орбита</title><items><rdf:Seq/></items></channel>
<item rdf:about="https://orbita.example/a/1"><title>Первый</title><link>https://orbita.example/a/1</link>
<description>{TEXT} {MORE}</description></item>
<item rdf:about="https://orbita.example/a/2"><title>Второй</title><link>https://orbita.example/a/2</link>
<description>{MORE}</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Орбита",
        "items": [
            {"id": "1", "url": "https://orbita.example/a/1", "title": "Первый", "content_text": TEXT},
            {"id": "2", "url": "https://orbita.example/a/2", "title": "Второй", "content_html": f"<p>{MORE}</p>"},
        ],
        "_more": {"items": []},
    },
    ensure_ascii=False,
    indent=1,
)


@pytest.mark.parametrize("feed", [ATOM, RDF, JSON], ids=["atom", "rdf", "json"])
def test_feeds_of_all_kinds_are_followed(follower: Desk, web: Web, feed: str) -> None:
    web.page("/rss", feed, "application/feed+json" if feed is JSON else "application/xml")
    outcome = follower.run("pull", "--json")
    assert (outcome.status, news(outcome)) == (0, ["Первый", "Второй"])
    titles = {part(follower, name).facts.headline for name in seeds(follower)}
    assert titles == {"Первый", "Второй"}
    assert {part(follower, name).facts.url[-3:] for name in seeds(follower)} == {"a/1", "a/2"}
    assert news(follower.run("pull", "--json")) == []


def test_an_entry_of_json_is_kept_letter_by_letter(follower: Desk, web: Web) -> None:
    web.page("/rss", JSON, "application/json")
    follower.run("pull")
    bodies = {(follower.root / name).read_bytes().partition(b"\n\n")[2].decode() for name in seeds(follower)}
    first, second = (JSON.index(f'  {{\n   "id": "{number}"') + 2 for number in (1, 2))
    end = JSON.index("\n ],")
    assert bodies == {
        JSON[:first] + JSON[first : second - 4] + JSON[end:],
        JSON[:first] + JSON[second:],
    }


def test_drafts_are_made_of_what_was_pulled(follower: Desk, web: Web) -> None:
    follow(follower, web, source="Орбита")
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    (name,) = seeds(follower)
    assert follower.run("convert").status == 0
    (draft,) = follower.tree("content/articles").values()
    text = draft.decode()
    url = "source_url: https://orbita.example/2020/pusk-protona-1"
    for line in ("title: Пуск номер 1", "date: 2020-07-31", "source: Орбита", url, TEXT, MORE):
        assert f"\n{line}\n" in text
    assert follower.run("explain", "pusk-nomer-1").out.startswith(
        f"# content/articles/pusk-nomer-1.md was made of {name}: entry 1 of the feed "
    )


# pages instead of entries


def test_the_pages_themselves_are_fetched_where_that_is_asked(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    page = f"<title>Пуск</title><h1>Пуск на сайте</h1><p>{TEXT}</p><p>{MORE}</p>".encode("windows-1251")
    url = web.page("/1", page, "text/html; charset=windows-1251")
    web.leads("/go/1", "/1")
    entry = item(1, "Коротко.", web.url("/go/1"), author="Мария Ким")
    web.page("/rss", rss(entry), RSS)
    outcome = follower.run("pull")
    assert (outcome.status, outcome.err) == (0, "")
    (name,) = seeds(follower)
    found = part(follower, name)
    assert (found.data, found.kind, found.charset) == (page, "page", "windows-1251")
    assert found.facts == Facts(
        headline="Пуск номер 1",
        site="Орбита - все новости",
        author="Мария Ким",
        published="2020-07-31T00:25:19+03:00",
        url=url,
    )
    whole = (follower.root / name).read_bytes()
    assert rss(entry).encode() in whole
    assert f"\nX-Digest-Asked: {web.url('/go/1')}\n".encode() in whole


def test_robots_are_told_by_a_host_what_they_may_read(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    web.page("/robots.txt", "User-agent: *\nDisallow: /1\n", "text/plain")
    web.page("/1", f"<p>{TEXT}</p>")
    web.page("/2", f"<p>{MORE}</p>")
    web.page("/rss", rss(item(1, link=web.url("/1")), item(2, link=web.url("/2"))), RSS)
    outcome = follower.run("pull")
    assert outcome.status == 1
    assert outcome.err.split("\n")[0] == (
        f"{web.url('/1')}: error[fetch]: the robots.txt of its host forbids it to programs"
    )
    assert len(seeds(follower)) == 1
    assert "/1" not in web.paths
    assert follower.run("pull").status == 0  # it is told once


def test_a_page_that_fails_for_now_is_tried_again_and_one_that_is_gone_is_not(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    web.page("/1", b"", status=500)
    web.page("/3", f"<p>{TEXT}</p>")
    feed = rss(*(item(number, link=web.url(f"/{number}")) for number in (1, 2, 3)))
    web.page("/rss", feed, RSS, ETag='"1"')
    outcome = follower.run("pull")
    assert outcome.err.split("\n\n")[:2] == [
        f"{web.url('/1')}: error[fetch]: the server has a fault (500)",
        f"{web.url('/2')}: error[fetch]: the server has no such page (404)",
    ]
    assert (outcome.status, len(seeds(follower))) == (1, 1)
    web.page("/1", f"<p>{MORE}</p>")
    web.page("/2", f"<p>{MORE}</p>")
    outcome = follower.run("pull", "--json")
    assert (outcome.status, news(outcome), web.paths.count("/2")) == (0, ["Пуск номер 1"], 1)
    assert web.paths.count("/3") == 1


def test_as_long_as_a_page_is_missing_the_feed_is_asked_for_all_of_it(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    web.page("/1", b"", status=500)
    web.page("/2", f"<p>{TEXT}</p>")
    web.page("/rss", rss(*(item(number, link=web.url(f"/{number}")) for number in (1, 2))), RSS, ETag='"1"')
    for _ in range(2):
        assert follower.run("pull").status == 1
    web.page("/1", f"<p>{MORE}</p>")
    for _ in range(2):
        assert follower.run("pull").status == 0
    assert [headers.get("If-None-Match") for headers in web.headers("/rss")] == [None, None, None, '"1"']


def test_what_was_not_to_be_had_is_tried_again_where_the_options_are_others(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1, "", link=web.url("/1", "house.example"))), RSS)
    web.names["house.example"] = [HOME]
    web.page("/1", f"<p>{TEXT}</p>")
    assert (follower.run("pull").status, seeds(follower)) == (0, [])
    follow(follower, web, full=True)
    assert follower.run("pull").status == 1
    assert (follower.run("pull").status, seeds(follower)) == (0, [])
    follow(follower, web, full=True, allow=[HOME, "house.example"])
    assert (follower.run("pull").status, len(seeds(follower))) == (0, 1)


def test_a_run_that_is_interrupted_leaves_nothing_half_done(follower: Desk, web: Web) -> None:
    import signal
    import time

    follow(follower, web, full=True)
    web.page("/1", lambda _: time.sleep(3))
    web.page(
        "/rss", rss(item(2), item(1, link=web.url("/1"))).replace("https://orbita.example/2020/pusk-protona-2", ""), RSS
    )
    process = follower.spawn("pull")
    end = time.monotonic() + 10
    while "/1" not in web.paths and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err.strip()) == (130, "", "Interrupted; nothing was left half done.")
    assert len(seeds(follower)) == 1
    web.page("/1", f"<p>{TEXT}</p>")
    assert follower.run("pull").out.startswith("Орбита: 1 new, 1 there already\n")


def test_a_host_that_fails_again_and_again_is_left_alone(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    for number in range(9):
        web.page(f"/{number}", b"", status=500)
    web.page("/rss", rss(*(item(number, link=web.url(f"/{number}")) for number in range(9))), RSS)
    outcome = follower.run("pull", "--json")
    assert (outcome.status, outcome.json["feeds"][0]["waiting"]) == (1, 6)
    assert len([path for path in web.paths if path[1:].isdigit()]) == 3


def test_two_entries_that_lead_to_one_page_make_one_seed(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    web.page("/page", f"<p>{TEXT}</p>")
    web.leads("/go/1", "/page")
    web.leads("/go/2", "/page")
    web.page("/rss", rss(item(1, link=web.url("/go/1")), item(2, link=web.url("/go/2"))), RSS)
    assert follower.run("pull").status == 0
    assert len(seeds(follower)) == 1


# what is new


def test_a_feed_that_has_not_changed_is_not_sent_again(follower: Desk, web: Web) -> None:
    def page(visit: Visit) -> None:
        same = visit.headers["If-None-Match"] == '"7"'
        visit.reply(b"" if same else rss(item(1)).encode(), RSS, 304 if same else 200, ETag='"7"')

    web.page("/rss", page)
    follower.run("pull")
    assert follower.run("pull").out == "Орбита: nothing has changed\n"
    assert [headers.get("If-None-Match") for headers in web.headers("/rss")] == [None, '"7"']


def test_where_options_change_the_feed_is_looked_through_anew(follower: Desk, web: Web) -> None:
    follow(follower, web, limit=1)
    web.page("/rss", rss(item(1), item(2)), RSS, ETag='"7"')
    follower.run("pull")
    follow(follower, web, limit=2)
    assert news(follower.run("pull", "--json")) == ["Пуск номер 2"]
    assert "If-None-Match" not in web.headers("/rss")[1]


@pytest.mark.parametrize("state", ["deleted", "torn", "old"])
def test_without_its_memory_it_fetches_once_more_and_stores_nothing_twice(follower: Desk, web: Web, state: str) -> None:
    web.page("/rss", rss(item(1), item(2, guid="", link="")), RSS)
    follower.run("pull")
    before = follower.tree("seeds")
    if state == "deleted":
        shutil.rmtree(follower.root / ".digest")
    else:
        follower.write(".digest/pulled.json", '{"feeds": {"' if state == "torn" else '{"feeds": [1]}')
    assert follower.run("pull").out == "Орбита: 0 new, 2 there already\n"
    assert follower.tree("seeds") == before


@pytest.mark.parametrize(
    "guid", ["a  b", "пуск: 1", "\u0441\u0438\u0306", "=?utf-8?q?a?=", "a" * 480, "tag:a,2020:1 &lt;b&gt;"]
)
def test_whatever_an_entry_is_called_it_is_known_again(follower: Desk, web: Web, guid: str) -> None:
    web.page("/rss", rss(item(1, guid=guid, link="https://orbita.example/")), RSS)
    follower.run("pull")
    shutil.rmtree(follower.root / ".digest")
    assert follower.run("pull").out == "Орбита: 0 new, 1 there already\n"


def test_a_seed_that_was_renamed_is_known(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    (name,) = seeds(follower)
    (follower.root / name).rename(follower.root / "seeds/pusk.mhtml")
    shutil.rmtree(follower.root / ".digest")
    assert follower.run("pull").out == "Орбита: 0 new, 1 there already\n"


def test_a_seed_that_was_thrown_away_does_not_come_back(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    follower.delete(seeds(follower)[0])
    web.page("/rss", rss(item(2), item(1)), RSS)
    assert news(follower.run("pull", "--json")) == ["Пуск номер 2"]


def test_a_seed_that_was_converted_and_then_thrown_away_never_comes_back(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    (name,) = seeds(follower)
    sha = hashlib.sha256((follower.root / name).read_bytes()).hexdigest()
    follower.write("seeds/converted.csv", f"seed,sha256,article,draft_sha256\n{name},{sha},content/articles/pusk.md,\n")
    follower.delete(name)
    shutil.rmtree(follower.root / ".digest")
    assert follower.run("pull").out == "Орбита: 0 new, 1 there already\n"


def test_an_entry_that_stands_in_two_feeds_is_stored_once(desk: Desk, web: Web) -> None:
    feeds = {name: {"url": web.url(f"/{name}"), "pause": 0, "allow": [HOME]} for name in ("one", "two")}
    desk.write("content/feeds.yaml", json.dumps(feeds))
    web.page("/one", rss(item(1)), RSS)
    link = "https://www.orbita.example/2020/pusk-protona-1?utm_source=two"
    web.page("/two", rss(item(1, guid="another name", link=link), item(2)), RSS)
    assert desk.run("pull", "-q").status == 0
    assert len(seeds(desk)) == 2


def test_a_bare_number_names_an_entry_in_its_own_feed_only(desk: Desk, web: Web) -> None:
    web.names["two.example"] = [HOME]
    feeds = {
        "one": {"url": web.url("/one"), "pause": 0, "allow": HOME},
        "two": {"url": web.url("/two", "two.example"), "pause": 0, "allow": "two.example"},
    }
    desk.write("content/feeds.yaml", json.dumps(feeds))
    web.page("/one", rss(item(1, guid="1")), RSS)
    web.page("/two", rss(item(2, guid="1")), RSS)
    desk.run("pull")
    assert len(seeds(desk)) == 2


def test_entries_without_a_name_are_told_apart_by_their_addresses_or_words(follower: Desk, web: Web) -> None:
    bare = [f"<item><title>Пуск</title><description>{text}</description></item>" for text in (TEXT, MORE)]
    web.page("/rss", rss(*bare, item(1, guid=""), item(2, guid="")), RSS)
    assert follower.run("pull").out.startswith("Орбита: 4 new, 0 there already\n")
    assert follower.run("pull").out == "Орбита: 0 new, 4 there already\n"


def test_entries_that_all_lead_to_the_front_page_or_one_page_are_not_taken_for_one(follower: Desk, web: Web) -> None:
    same = "https://orbita.example/all"
    web.page("/rss", rss(item(1, link=same), item(2, link=same), item(3, link="https://orbita.example/")), RSS)
    assert follower.run("pull").out.startswith("Орбита: 3 new, 0 there already\n")


def test_an_entry_that_has_changed_is_told_once_and_left_as_it_is(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    before, (name,) = follower.tree("seeds"), seeds(follower)
    web.page("/rss", rss(item(1, f"<p>{MORE}</p>", **{"slash:comments": "12"})), RSS)
    outcome = follower.run("pull")
    assert outcome.status == 0
    assert outcome.err.split("\n\n")[0] == (
        f"{name}: warning[feeds]: its entry in «Орбита» has changed since\n"
        "  to have it as it is now: remove the file, then add https://orbita.example/2020/pusk-protona-1"
    )
    assert follower.tree("seeds") == before
    assert follower.run("pull").err == ""


def test_a_new_count_of_comments_is_no_change(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull")
    web.page("/rss", rss(item(1, comments="https://orbita.example/1#12")), RSS)
    assert follower.run("pull").err == ""


def test_a_thousand_entries_are_a_thousand_seeds(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(*map(item, range(1_000))), RSS)
    assert follower.run("pull", "--json", "--limit", "3").json["feeds"][0]["waiting"] == 997
    outcome = follower.run("pull", "-q")
    assert (outcome.status, outcome.err, len(seeds(follower))) == (0, "", 1_000)


def test_only_the_first_entries_are_looked_at_where_that_is_said(follower: Desk, web: Web) -> None:
    follow(follower, web, limit=2)
    web.page("/rss", rss(*map(item, range(5))), RSS)
    assert follower.run("pull").out.startswith("Орбита: 2 new, 0 there already\n")


# what is not written


def test_a_dry_run_writes_nothing(follower: Desk, web: Web) -> None:
    follow(follower, web, full=True)
    web.page("/1", f"<p>{TEXT}</p>")
    web.page("/rss", rss(item(1, link=web.url("/1"))), RSS)
    outcome = follower.run("pull", "--dry-run")
    assert outcome.out.split("\n")[0::2] == ["Орбита: 1 new, 0 there already", "Nothing was written."]
    assert seeds(follower) == []
    assert "/1" not in web.paths
    assert not (follower.root / ".digest/pulled.json").exists()


def test_an_entry_with_nothing_but_a_title_is_told_once(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1, "")), RSS)
    outcome = follower.run("pull")
    assert (outcome.status, seeds(follower)) == (0, [])
    assert outcome.err.split("\n\n")[0] == (
        "content/feeds.yaml:2: warning[feeds]: an entry of «Орбита» has no text: «Пуск номер 1»\n"
        "  with `full: true` the pages are fetched; or this one alone: add https://orbita.example/2020/pusk-protona-1"
    )
    assert follower.run("pull").err == ""


def test_a_feed_of_teasers_is_told_how_to_get_the_articles(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1, "Протон улетел…")), RSS)
    assert follower.run("pull").out.split("\n")[2] == (
        "  note: the feed holds teasers only: with `full: true` the pages themselves are fetched"
    )


def test_nothing_is_ever_written_over(follower: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    follower.run("pull", "--dry-run", "--json")
    name = follower.run("pull", "--dry-run", "--json").json["feeds"][0]["new"][0]["seed"]
    follower.write(name, "другое")
    follower.run("pull")
    assert follower.read(name) == "другое"
    assert len(seeds(follower)) == 2


# what goes wrong


def problems(outcome: Outcome) -> str:
    return outcome.err.split("\n\n")[0].removeprefix("content/feeds.yaml:2: error[fetch]: «Орбита», ")


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("<html><body>Нет</body></html>", "text/html", "this is no feed: its outermost element is <html>"),
        ("Нет", "text/plain", "this is no feed: there are no elements in it"),
        ('{"a": 1}', "application/json", "this is no feed: it has no list `items`"),
        ('{"items": [', "application/json", "this is no feed: it is no sound JSON"),
    ],
)
def test_what_is_no_feed_is_told(follower: Desk, web: Web, body: str, kind: str, said: str) -> None:
    web.page("/rss", body, kind)
    outcome = follower.run("pull")
    place = f"content/feeds.yaml:2: error[seed-shape]: «Орбита», {web.url('/rss')}: {said}"
    assert (outcome.status, outcome.err.split("\n")[0]) == (1, place)


def test_a_page_that_names_its_feed_is_told_with_it(follower: Desk, web: Web) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    web.page("/rss", f"<html><head>{link}</head></html>")
    assert follower.run("pull").err.split("\n")[1] == "  the page names this one as its feed: /feed.xml"


def test_a_feed_that_is_gone_for_good_is_told_what_to_do(follower: Desk, web: Web) -> None:
    web.page("/rss", b"", status=410)
    outcome = follower.run("pull")
    assert outcome.status == 1
    assert problems(outcome) == (
        f"{web.url('/rss')}: the server has taken the page away for good (410)\n"
        "  take the feed out of the file, or correct its address"
    )


def test_a_server_that_asks_for_patience_is_not_asked_before(follower: Desk, web: Web) -> None:
    web.page("/rss", b"", status=429, Retry_After="3600")
    outcome = follower.run("pull")
    assert outcome.status == 1
    assert problems(outcome).startswith(f"{web.url('/rss')}: the server asks for fewer requests (429)\n  it asks to be")
    outcome = follower.run("pull")
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()[:10]
    assert (outcome.status, len(web.headers("/rss"))) == (0, 1)
    assert outcome.err.startswith(
        "content/feeds.yaml:2: warning[feeds]: «Орбита» was not asked: its server wants to be left alone until "
    )
    assert until[:4] in outcome.err


def test_a_feed_that_fails_does_not_stop_the_others(desk: Desk, web: Web) -> None:
    feeds = {name: {"url": web.url(f"/{name}"), "pause": 0, "allow": HOME} for name in ("one", "two", "three")}
    desk.write("content/feeds.yaml", json.dumps(feeds))
    web.page("/one", b"\x00\x01" * 500, "text/xml")
    web.page("/three", rss(item(3)), RSS)
    outcome = desk.run("pull")
    assert (outcome.status, len(seeds(desk))) == (1, 1)
    assert outcome.out.startswith("three: 1 new, 0 there already\n")


def test_a_private_host_is_refused_unless_it_is_allowed_by_name(desk: Desk, web: Web) -> None:
    desk.write("content/feeds.yaml", f"Дом: {web.url('/rss')}\n")
    outcome = desk.run("pull")
    assert (outcome.status, web.paths) == (1, [])
    assert outcome.err.split("\n\n")[0].split(": ", 3)[3] == (
        f"the robots.txt of its host cannot be read, so nothing else is: {HOME} is this machine itself"
    )


def test_a_feed_that_leads_into_the_house_is_not_followed(follower: Desk, web: Web) -> None:
    web.leads("/rss", "http://192.168.0.1/rss")
    said = problems(follower.run("pull"))
    assert said.startswith(f"{web.url('/rss')}: it leads to http://192.168.0.1/rss: ")
    assert "192.168.0.1 is of a private network" in said


def test_a_feed_that_has_moved_for_good_is_told(follower: Desk, web: Web) -> None:
    web.leads("/rss", "/feed", 301)
    web.page("/feed", rss(item(1)), RSS)
    outcome = follower.run("pull")
    assert outcome.status == 0
    assert outcome.err.split("\n\n")[0] == (
        "content/feeds.yaml:2: warning[feeds]: «Орбита» has moved for good\n"
        f"  write its new address: {web.url('/feed')}"
    )


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (rss(item(1)).replace("<channel>", "<channel><!--" + "a" * 40_000 + "-->"), "bytes stand around its entries"),
        (rss(*["<item/>"] * 20 + ["<item><guid>1</guid>"] * 300 + [MORE]), ""),
        ("<rss><channel>" + "<item " * 20_000, ""),
        ("<rss><channel>" + "<item>" * 100_000, ""),
        ('{"items": [' + "[" * 100_000, "it is no sound JSON"),
    ],
)
def test_a_feed_that_means_harm_takes_no_time(follower: Desk, web: Web, feed: str, said: str) -> None:
    import time

    web.page("/rss", feed, "application/xml")
    began = time.monotonic()
    assert said in follower.run("pull").err
    assert time.monotonic() - began < 10


# the file


def test_without_feeds_it_is_told_how_to_follow_one(desk: Desk) -> None:
    outcome = desk.run("pull")
    assert (outcome.status, outcome.out) == (
        0, "There are no feeds yet: write `NAME: https://…` into content/feeds.yaml.\n",
    )  # fmt: skip


def test_only_the_feeds_that_are_named_are_pulled(desk: Desk, web: Web) -> None:
    feeds = {name: {"url": web.url(f"/{name}"), "pause": 0, "allow": HOME} for name in ("one", "two")}
    desk.write("content/feeds.yaml", json.dumps(feeds))
    web.page("/two", rss(item(1)), RSS)
    assert desk.run("pull", "two").out.startswith("two: 1 new")
    outcome = desk.run("pull", "tow")
    assert (outcome.status, outcome.err) == (2, "error[feeds]: there is no feed tow\n  did you mean `two`?\n")


def test_every_mistake_in_the_file_is_told_with_its_place_and_the_other_feeds_are_pulled(desk: Desk, web: Web) -> None:
    web.page("/rss", rss(item(1)), RSS)
    desk.write(
        "content/feeds.yaml",
        f"Орбита: {{url: '{web.url('/rss')}', pause: 0, allow: {HOME}}}\n"
        "Первая: ftp://orbita.example/\n"
        "Вторая: {url: 'https://a:b@orbita.example/'}\n"
        "Третья: {source: Орбита}\n"
        "Четвёртая: {url: 'https://orbita.example/4', limit: 0, fool: true}\n"
        f"Пятая: {{url: '{web.url('/rss')}'}}\n"
        "Шестая: {url: 'https://orbita.example/6', allow: 'http://a/'}\n"
        "Седьмая:\n"
        "Восьмая: [1]\n",
    )
    outcome = desk.run("pull")
    assert (outcome.status, len(seeds(desk))) == (1, 1)
    told = [line for line in outcome.err.split("\n") if "error[" in line]
    place = "content/feeds.yaml:"
    assert told == [
        f"{place}2:9: error[url]: `url` must be a web address that begins with http:// or https://",
        f"{place}3:15: error[url]: `url` must not hold a user name or password",
        f"{place}4:1: error[feeds]: «Третья» has no address",
        f"{place}5:53: error[limit]: `limit` must be a whole number from 1 to 10000",
        f"{place}5:56: error[key]: unknown key `fool`",
        f"{place}6:1: error[feeds]: this is the feed of line 1 again",
        f"{place}7:50: error[allow]: `allow` must be the name of a host, without address and port, not 'http://a/'",
        f"{place}8:1: error[feeds]: «Седьмая» has no address",
        f"{place}9:10: error[yaml]: lines like `key: value` must stand here",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "content/feeds.yaml: error[encoding]: this is not UTF-8: byte 0"),
        (b"- https://orbita.example/", "content/feeds.yaml:1:1: error[feeds]: the feeds must stand here by name"),
        (b"a: [", "content/feeds.yaml:1:5: error[yaml]: YAML breaks off here"),
    ],
)
def test_a_file_that_is_none_is_told(desk: Desk, text: bytes, said: str) -> None:
    desk.write("content/feeds.yaml", text)
    outcome = desk.run("pull")
    assert (outcome.status, outcome.err.split("\n")[0], outcome.out) == (1, said, "")


def test_the_file_of_feeds_is_no_page_and_no_problem(desk: Desk) -> None:
    desk.article(source="Орбита")
    desk.write("content/feeds.yaml", "Орбита: https://orbita.example/rss\n")
    assert desk.run("check").out == "No problems.\n"


def test_no_other_command_opens_a_connection(desk: Desk, web: Web) -> None:
    desk.write("content/feeds.yaml", f"Орбита: {web.url('/rss')}\n")
    desk.write("seeds/a.txt", f"{TEXT}\n\n{MORE}\n")
    for command in ([], ["convert"], ["build"], ["check"], ["explain", "seeds/a.txt"]):
        assert desk.run(*command).status == 0
    assert (web.paths, web.looked_up) == ([], [])


def test_what_is_only_needed_for_the_web_is_not_read_before(tmp_path: Path) -> None:
    import subprocess
    import sys

    heavy = "import sys, digest.cli; print(sorted({'httpx', 'protego', 'feedparser', 'asyncio'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "[]\n"
