"""What was taken from the web is kept to the byte, in a file that says where from and when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from digest.seeds.blocks import Facts
from digest.seeds.parts import parts
from digest.seeds.read import read
from digest.seeds.saved import Body, Snapshot, spelt

NOW = datetime(1961, 4, 12, 6, 7, tzinfo=UTC)
URL = "https://orbita.example/1"
WORDS = "Корабль «Восток» с человеком на борту выведен на орбиту вокруг Земли, самочувствие космонавта хорошее."
PAGE = Snapshot(Body(f"<h1>Восток</h1>\n<p>{WORDS}</p>\n".encode("koi8-r", "ignore"), URL, "text/html", "koi8-r"), NOW)
ENTRY = Body(
    "<rss version='2.0'><channel><title>Лента</title><item><title>Пуск</title><guid>1</guid>"
    "<pubDate>Wed, 12 Apr 1961 09:07:00 +0300</pubDate><description>Коротко</description>"
    "</item></channel></rss>".encode(),
    "https://orbita.example/rss",
    "application/xml",
    "utf-8",
)


LINES = some.lists(some.sampled_from([b"\r", b"\n", b"--", b"a: b", b" ", b"\xff", b"\0", b"\x85"])).map(b"".join)


@given(data=some.binary(max_size=300) | LINES, beside=some.booleans())
@example(data=b"\r\n a\r\n\rb\n\n", beside=True)
@example(data="<p>Пуск</p>\n".encode("utf-16"), beside=True)
@example(data=b"--\n--digest-\nFrom a\n.\n", beside=False)
@example(data=b"", beside=True)
@example(data=b"\r", beside=True)
@settings(deadline=None)  # what reads feeds is loaded by the first example
def test_the_bytes_come_out_as_they_went_in(data: bytes, beside: bool) -> None:
    snapshot = replace(PAGE, body=replace(PAGE.body, data=data), entry=ENTRY if beside else None, feed=ENTRY.url)
    (part,) = parts(spelt(snapshot), "seeds/a.mhtml")
    assert (part.data, part.notes) == (data, ())


def test_a_page_is_read_with_its_address_its_time_and_its_charset() -> None:
    (part,) = parts(spelt(PAGE), "seeds/a.mhtml")
    assert (part.kind, part.charset, part.fetched, part.facts) == ("page", "koi8-r", NOW, Facts(url=URL))
    seed = read(part)
    assert (seed.fetched, seed.encoding, seed.blocks[0].text) == (NOW, "koi8-r", "Восток")


def test_a_text_is_read_as_one() -> None:
    body = Body(f"# Восток\n\n<b>{WORDS}</b>".encode(), URL, "text/plain", "")
    (part,) = parts(spelt(replace(PAGE, body=body)), "seeds/a.mhtml")
    assert (part.kind, part.origin) == ("text", f"a saved text from {URL}")


def test_what_an_entry_says_is_stated_of_the_page_beside_it() -> None:
    snapshot = replace(PAGE, entry=ENTRY, feed=ENTRY.url, source="Орбита", asked="https://orbita.example/go")
    (part,) = parts(spelt(snapshot), "seeds/a.mhtml")
    assert part.facts == Facts(headline="Пуск", site="Орбита", published="1961-04-12T09:07:00+03:00", url=URL)
    assert part.kind == "page"


def test_a_whole_list_is_as_many_articles_as_it_holds() -> None:
    data = f'[{{"id": "a", "title": "Пуск", "text": "{WORDS}"}}, {{"id": "b", "text": "{WORDS} Да."}}]'.encode()
    found = parts(spelt(replace(PAGE, body=Body(data, URL, "application/json"))), "seeds/a.mhtml")
    assert [part.name for part in found] == ["seeds/a.mhtml#a", "seeds/a.mhtml#b"]
    assert {part.fetched for part in found} == {NOW}


def test_bytes_that_were_changed_since_are_told() -> None:
    data = spelt(PAGE).replace(b"<h1>", b"<h2>")
    (part,) = parts(data, "seeds/a.mhtml")
    assert part.notes == ("its bytes are not those that were fetched: the file was changed since",)


@pytest.mark.parametrize("source", ["Орбита", "=?utf-8?q?a?=", "a\nX-Digest-Feed: b", "a" * 3_000, "\ud800", '"<a@b>"'])
def test_whatever_stands_in_a_head_stands_on_one_line(source: str) -> None:
    data = spelt(replace(PAGE, source=source))
    head = data.partition(b"\n\n")[0].decode("ascii").split("\n")
    assert len([line for line in head if line.startswith("X-Digest-Feed")]) == 0
    (part,) = parts(data, "seeds/a.mhtml")
    assert part.facts.site == " ".join(source.replace("\ud800", "?").split())[:2_000]


def test_the_same_snapshot_is_the_same_file() -> None:
    snapshot = replace(PAGE, entry=ENTRY, feed=ENTRY.url)
    assert spelt(snapshot) == spelt(replace(snapshot))
