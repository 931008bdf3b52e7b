"""A page is fetched with limits of time and size, from machines of the public net only, and with good manners."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime

import pytest

from digest import __version__
from digest.same_address import same_address
from digest.seeds.addresses import not_public
from digest.seeds.fetch import KINDS, Answer, Client, Manners
from digest.seeds.refusals import Unfetched
from digest.seeds.request import Limits
from tests.seeds.web import HOME, Visit, Web

NOW = datetime(2021, 4, 12, 9, 7, tzinfo=UTC)
PAGE = "<h1>Гагарин</h1><p>Он сказал: поехали.</p>"
QUICK = Limits(connect=1.0, read=0.5, total=1.0, size=100_000, kinds=KINDS)
HERE = Manners(allow=(HOME,), pause=0)
ROBOT = Manners(allow=(HOME,), pause=0, robots=True)


def client(limits: Limits = QUICK) -> Client:
    return Client(lambda: NOW, contact="https://orbita.example/", limits=limits)


def get(url: str, manners: Manners = HERE, **told: str) -> Answer:
    return client().get(url, manners, **told)


def refusal(url: str, manners: Manners = HERE) -> str:
    with pytest.raises(Unfetched) as error:
        get(url, manners)
    return str(error.value).replace(f"{url}: error[fetch]: ", "", 1)


# what comes


def test_a_page_comes_as_it_is_with_its_address_its_time_and_what_it_says_of_itself(web: Web) -> None:
    data = PAGE.encode("windows-1251")
    url = web.page("/a", data, "Text/HTML; Charset=windows-1251", ETag='"1"', Last_Modified="Mon, 12 Apr 2021")
    assert get(url) == Answer(url, url, NOW, "text/html", "windows-1251", data, etag='"1"', modified="Mon, 12 Apr 2021")


def test_the_program_says_who_it_is(web: Web) -> None:
    get(web.page("/a", PAGE))
    (headers,) = web.headers("/a")
    assert headers["User-Agent"] == f"Digest/{__version__} (+https://orbita.example/)"
    assert "Cookie" not in headers
    assert "Authorization" not in headers


@pytest.mark.parametrize("packed", [gzip.compress(PAGE.encode(), mtime=0), zlib.compress(PAGE.encode())])
def test_what_is_packed_is_unpacked(web: Web, packed: bytes) -> None:
    assert get(web.page("/a", packed, Content_Encoding="gzip")).data == PAGE.encode()


def test_several_packed_pieces_are_one_page(web: Web) -> None:
    packed = gzip.compress(PAGE.encode()) + gzip.compress(b"<p>!</p>")
    assert get(web.page("/a", packed, Content_Encoding="gzip")).data == PAGE.encode() + b"<p>!</p>"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/rss+xml", "application/feed+json", "text/xml"])
def test_pages_texts_feeds_and_lists_are_taken(web: Web, kind: str) -> None:
    assert get(web.page("/a", PAGE, kind)).kind == kind


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", "text/css"])
def test_other_kinds_are_refused_by_name(web: Web, kind: str) -> None:
    url = web.page("/a", b"%PDF", kind)
    assert refusal(url) == f"it is {kind}; pages, texts, feeds and JSON are fetched"


def test_an_address_of_letters_of_any_language_is_asked_for_in_its_own_way(web: Web) -> None:
    web.names["xn--80abnpfsgr0a.example"] = [HOME]
    web.page("/%D0%BF%D1%83%D1%81%D0%BA", PAGE)
    allowed = Manners(allow=("xn--80abnpfsgr0a.example",), pause=0)
    answer = get(f"http://Байконуре.example:{web.port}/пуск#вверх", allowed)
    assert answer.url == f"http://xn--80abnpfsgr0a.example:{web.port}/%D0%BF%D1%83%D1%81%D0%BA"


# what does not come


@pytest.mark.parametrize(
    ("status", "said", "lasting"),
    [
        (401, "the server wants a password (401)", True),
        (403, "the server refuses it (403)", True),
        (404, "the server has no such page (404)", True),
        (410, "the server has taken the page away for good (410)", True),
        (418, "the server answers with nothing that can be used (418)", True),
        (429, "the server asks for fewer requests (429)", False),
        (500, "the server has a fault (500)", False),
        (503, "the server is not ready (503)", False),
        (204, "the server answers with nothing that can be used (204)", False),
        (304, "the server answers with nothing that can be used (304)", False),
    ],
)
def test_a_refusal_is_told_in_a_sentence(web: Web, status: int, said: str, lasting: bool) -> None:
    url = web.page("/a", b"", status=status)
    with pytest.raises(Unfetched) as error:
        get(url)
    assert str(error.value) == f"{url}: error[fetch]: {said}"
    assert (error.value.lasting, error.value.answer) == (lasting, status)


@pytest.mark.parametrize(
    ("header", "until"),
    [
        ("120", "2021-04-12 09:09"),
        ("Mon, 12 Apr 2021 10:00:00 GMT", "2021-04-12 10:00"),
        ("99999999999999", "2021-05-12 09:07"),
        ("Mon, 12 Apr 2100 10:00:00 GMT", "2021-05-12 09:07"),
    ],
)
def test_a_server_that_asks_for_patience_says_for_how_long(web: Web, header: str, until: str) -> None:
    url = web.page("/a", b"", status=429, Retry_After=header)
    hint = f"\n  it asks to be left alone until {until} UTC"
    assert refusal(url) == f"the server asks for fewer requests (429){hint}"


@pytest.mark.parametrize("header", ["soon", "-5", "Mon, 12 Apr 2011 10:00:00 GMT", ""])
def test_patience_of_no_length_is_none(web: Web, header: str) -> None:
    assert refusal(web.page("/a", b"", status=503, Retry_After=header)) == "the server is not ready (503)"


def test_an_answer_without_words_is_none(web: Web) -> None:
    assert refusal(web.page("/a", b" \n")) == "the answer is empty"


def test_a_server_that_is_not_there_is_told(web: Web) -> None:
    url = "http://127.0.0.1:9/"  # which nobody listens to
    assert refusal(url) == "no connection to the server (All connection attempts failed)"


def test_a_host_that_is_not_there_is_told(web: Web) -> None:
    url = "http://nowhere.example/"
    assert refusal(url) == "there is no host nowhere.example (Name or service not known)"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://orbita.example/a", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("file:///etc/passwd", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("javascript:alert(1)", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("http:///a", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("http://orbita.example:0/", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("http://a:b@orbita.example/", "an address must not hold a user name or password"),
        ("http://orbita.example\\@127.0.0.1/", "an address must not hold a user name or password"),
        ("http://orbita.example:99999/", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("http://[::1", "this is no web address"),
        ("http://0177.0.0.1/", "this is no web address"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked_for(web: Web, url: str, said: str) -> None:
    assert refusal(url) == said
    assert web.looked_up == []


# limits


def endless(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "text/html")
    visit.end_headers()
    while True:
        visit.wfile.write(b"<p>" + b"a" * 9_000)


def dripping(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "text/html")
    visit.end_headers()
    for _ in range(100):
        visit.wfile.write(b"a")
        time.sleep(0.1)


def dripping_head(visit: Visit) -> None:
    for _ in range(100):
        visit.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: " if _ == 0 else b"a")
        time.sleep(0.1)


def silent(_: Visit) -> None:
    time.sleep(1.5)


def broken_off(visit: Visit) -> None:
    visit.reply(b"<p>", Content_Length="5000", kind="text/html")


def huge_head(visit: Visit) -> None:
    visit.send_response(200)
    for number in range(200):
        visit.send_header(f"X-{number}", "a" * 2_000)
    visit.end_headers()


def no_http(visit: Visit) -> None:
    visit.wfile.write(b"SSH-2.0-OpenSSH\r\n")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (endless, "it has more than 100,000 bytes"),
        (dripping, "it takes longer than 1 seconds"),
        (dripping_head, "it takes longer than 1 seconds"),
        (silent, "the server does not answer in time"),
        (broken_off, "the connection broke, or what came is no HTTP "),
        (huge_head, "the connection broke, or what came is no HTTP "),
        (no_http, "the connection broke, or what came is no HTTP "),
    ],
)
def test_a_server_that_means_harm_is_left(web: Web, page: object, said: str) -> None:
    url = web.page("/a", page)  # type: ignore[arg-type]
    began = time.monotonic()
    assert refusal(url).partition("(")[0] == said
    assert time.monotonic() - began < 3


def test_a_bomb_of_packed_bytes_is_stopped_before_it_goes_off(web: Web) -> None:
    import tracemalloc

    url = web.page("/a", gzip.compress(b"a" * 300_000_000, 1), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        assert refusal(url) == "it has more than 100,000 bytes"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("packing", "data", "said"),
    [
        ("gzip", b"<p>not packed at all</p>", "its packing is damaged"),
        ("gzip", gzip.compress(PAGE.encode() * 50, mtime=0)[:60], "it breaks off"),
        ("br", b"abc", "it is packed as br, which nobody asked for"),
    ],
)
def test_what_cannot_be_unpacked_is_told(web: Web, packing: str, data: bytes, said: str) -> None:
    assert refusal(web.page("/a", data, Content_Encoding=packing)) == said


# where it leads


def test_a_page_that_has_moved_is_followed_and_both_addresses_are_known(web: Web) -> None:
    page = web.page("/b", PAGE)
    answer = get(web.leads("/a", "/b"))
    assert (answer.asked, answer.url, answer.moved) == (web.url("/a"), page, "")


@pytest.mark.parametrize(("first", "second", "moved"), [(301, 308, "/c"), (301, 302, "/b"), (302, 301, "")])
def test_what_has_moved_for_good_is_told(web: Web, first: int, second: int, moved: str) -> None:
    web.leads("/a", "/b", first)
    web.leads("/b", "/c", second)
    web.page("/c", PAGE)
    assert get(web.url("/a")).moved == (web.url(moved) if moved else "")


def test_a_circle_is_left(web: Web) -> None:
    web.leads("/b", "/a")
    assert refusal(web.leads("/a", "/b")) == "it leads round in a circle"


def test_a_chain_without_end_is_left(web: Web) -> None:
    for number in range(20):
        web.leads(f"/{number}", f"/{number + 1}")
    assert refusal(web.url("/0")) == "it leads on more than 5 times"
    assert web.paths == [f"/{number}" for number in range(6)]


def test_a_redirect_to_nowhere_is_told(web: Web) -> None:
    assert refusal(web.page("/a", b"", status=302)) == "it leads on, but to no address"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("ftp://a.example/b", "only addresses that begin with http:// or https:// and a host are fetched"),
        ("http://me:secret@127.0.0.1/", "an address must not hold a user name or password"),
        ("http://10.0.0.1/", "10.0.0.1 is of a private network"),
        ("http://inner.example/", "inner.example is 192.168.1.1, which is of a private network"),
    ],
)
def test_each_redirect_is_checked_anew(web: Web, target: str, said: str) -> None:
    web.names["inner.example"] = ["192.168.1.1"]
    assert refusal(web.leads("/a", target)).partition("\n")[0] == f"it leads to {target}: {said}"


# whose machines


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "[::]", "10.1.2.3", "192.168.0.1", "172.16.0.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "[fe80::1]", "[fc00::1]",
        "[ff02::1]", "[fec0::1]", "[2001:db8::1]", "inner.example", "127.0.0.1.",
    ],
)  # fmt: skip
def test_no_machine_of_a_private_net_is_asked_in_whatever_form_it_is_named(web: Web, host: str) -> None:
    web.names["inner.example"] = ["127.0.0.1"]
    web.names["127.0.0.1."] = ["127.0.0.1"]
    web.page("/a", PAGE)
    said = refusal(web.url("/a", host), Manners(pause=0))
    assert said.endswith(f"if that is meant: add --allow {host.strip('[]')}, or `allow:` in content/feeds.yaml")
    assert web.paths == []


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:5db8:d822"])
def test_the_public_net_is_open(address: str) -> None:
    assert not_public(address) == ""


def test_one_private_address_among_several_is_enough_to_refuse_a_host(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    said = refusal("http://both.example/", Manners(pause=0))
    assert said.startswith("both.example is 127.0.0.1, which is this machine itself")


def test_a_name_that_means_another_machine_a_moment_later_gains_nothing(web: Web) -> None:
    web.names["two.example"] = [HOME, "10.0.0.1"]
    web.page("/a", PAGE)
    answer = get(web.url("/a", "two.example"), Manners(allow=("two.example",), pause=0))
    assert (answer.data.decode(), web.looked_up) == (PAGE, ["two.example"])
    assert web.headers("/a")[0]["Host"] == f"two.example:{web.port}"


def test_of_several_addresses_of_a_host_one_that_answers_is_enough(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    addresses = [(2, 1, 6, "", ("127.0.0.2", web.port)), (2, 1, 6, "", (HOME, web.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
    web.page("/a", PAGE)
    assert get(web.url("/a", "two.example"), Manners(allow=("two.example",), pause=0)).data.decode() == PAGE


def test_no_proxy_is_asked_whatever_the_environment_says(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(web.page("/a", PAGE)).data.decode() == PAGE


# manners


def test_an_answer_that_was_had_before_is_not_sent_again(web: Web) -> None:
    def page(visit: Visit) -> None:
        same = visit.headers["If-None-Match"] == '"1"' and visit.headers["If-Modified-Since"] == "Mon"
        visit.reply(b"" if same else PAGE.encode(), "text/html", 304 if same else 200, ETag='"1"', Last_Modified="Mon")

    url = web.page("/a", page)
    first = get(url)
    second = get(url, etag=first.etag, modified=first.modified)
    assert (first.unchanged, second.unchanged, second.data) == (False, True, b"")


def test_a_mark_that_could_not_stand_in_a_head_is_not_kept(web: Web) -> None:
    assert get(web.page("/a", PAGE, ETag='"' + "a" * 1_000 + '"')).etag == ""


def test_a_host_is_asked_slowly(web: Web) -> None:
    pages = [web.page(f"/{number}", PAGE) for number in range(3)]
    asking, began = client(), time.monotonic()
    for url in pages:
        asking.get(url, Manners(allow=(HOME,), pause=0.2))
    assert 0.4 <= time.monotonic() - began < 2


def test_a_program_asks_a_robots_txt_once_and_keeps_to_it(web: Web) -> None:
    web.page(
        "/robots.txt",
        "User-agent: *\nDisallow: /\n\nUser-agent: digest\nDisallow: /*/private\nAllow: /\n",
        "text/plain",
    )
    pages = [web.page("/a", PAGE), web.page("/b", PAGE)]
    asking = client()
    for url in pages:
        assert asking.get(url, ROBOT).data.decode() == PAGE
    url = web.page("/b/private", PAGE)
    with pytest.raises(Unfetched) as error:
        asking.get(url, ROBOT)
    assert str(error.value) == (
        f"{url}: error[fetch]: the robots.txt of its host forbids it to programs\n"
        "  read it in your browser, and save it"
    )
    assert web.paths == ["/robots.txt", "/a", "/b"]


def test_the_pause_that_a_robots_txt_asks_for_is_made(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", "text/plain")
    url, asking = web.page("/a", PAGE), client()
    began = time.monotonic()
    asking.get(url, ROBOT)
    asking.get(url, ROBOT)
    assert time.monotonic() - began >= 0.6


def test_a_host_to_which_a_page_leads_has_a_robots_txt_of_its_own(web: Web) -> None:
    web.names["two.example"] = [HOME]
    web.leads("/a", web.url("/b", "two.example"))
    web.page("/b", PAGE)

    def rules(visit: Visit) -> None:
        visit.reply(b"User-agent: *\nDisallow: /b" if "two.example" in visit.headers["Host"] else b"", "text/plain")

    web.page("/robots.txt", rules)
    said = refusal(web.url("/a"), Manners(allow=(HOME, "two.example"), pause=0, robots=True))
    assert said.startswith(
        f"it leads to {web.url('/b', 'two.example')}: the robots.txt of its host forbids it to programs"
    )


@pytest.mark.parametrize(
    ("status", "kind", "body", "reads"),
    [
        (404, "", b"", True),
        (403, "", b"", True),
        (200, "text/html", b"<h1>?</h1>", True),
        (200, "application/octet-stream", b"User-agent: *\nDisallow:\n", True),
        (200, "text/plain", b"", True),
        (500, "", b"", False),
        (429, "", b"", False),
        (200, "text/plain", b"#" * 600_000, False),
    ],
)
def test_where_a_robots_txt_cannot_be_read_nothing_is(
    web: Web, status: int, kind: str, body: bytes, reads: bool
) -> None:
    web.page("/robots.txt", body, kind, status=status)
    url = web.page("/a", PAGE)
    if reads:
        assert get(url, ROBOT).data.decode() == PAGE
    else:
        assert refusal(url, ROBOT).startswith("the robots.txt of its host cannot be read, so nothing else is: ")
        assert web.paths == ["/robots.txt"]


def test_a_page_that_a_person_names_is_fetched_without_asking(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    assert get(web.page("/a", PAGE)).data.decode() == PAGE


# one page under several addresses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.orbita.example/a/", "http://orbita.example/a"),
        ("https://orbita.example/a?utm_source=rss&utm_medium=x#top", "https://orbita.example/a"),
        ("https://orbita.example/a?id=1&yclid=2", "https://orbita.example/a?id=1"),
        (
            "https://Орбита.example/пуск?что=Протон",
            "https://xn--80abvwko.example/%D0%BF%D1%83%D1%81%D0%BA?что=%D0%9F%D1%80%D0%BE%D1%82%D0%BE%D0%BD",
        ),
    ],
)
def test_ways_to_write_one_address_meet(one: str, other: str) -> None:
    assert same_address(one) == same_address(other) != ""


@pytest.mark.parametrize(
    "url",
    [
        "https://orbita.example/",
        "https://orbita.example",
        "tag:a",
        "https://a.example/\ud800",
        "https://" + "a" * 99 + ".example/a",
        "",
        "http://[::1",
        "a b",
    ],
)
def test_a_front_page_is_no_articles_own_address(url: str) -> None:
    assert same_address(url) == ""
