"""The desk's own port is as narrow as the site's: no address leads out, and nobody calls who is not a page of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.faults.vectors import CANARY, MALFORMED, TRAVERSALS
from tests.serve.hands import Running, furnish, status

ARTICLE = "content/articles/proton.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Running]]:
    """A site with secrets around it, and the desk's port of its preview."""
    site = furnish(Desk(tmp_path_factory.mktemp("safety") / "site"))
    for path in ("../secret.txt", "../secret.md", "../site-secret/s.txt", ".env", ".git/config", "notes.txt"):
        site.write(path, CANARY)
    server = Running(site)
    server.get("")
    yield site, Running.at(server, server.desk_port)
    server.end()


def safe(answer: bytes) -> bool:
    return not any(each in answer for each in (CANARY.encode(), b"root:", b"Traceback"))


@pytest.mark.parametrize("target", TRAVERSALS)
def test_i1_i2_i3_i4_no_address_of_the_desk_leads_out(desk: tuple[Desk, Running], target: bytes) -> None:
    answer = desk[1].ask(target)
    assert status(answer) in (307, 400, 404)
    assert safe(answer)
    assert b"location: http://evil" not in answer


QUERIES = (
    *(f"{page}?file=" for page in ("article", "measures", "nearby", "offers", "issue", "copies", "mail")),
    *(
        "seed?name=",
        f"difference?file={ARTICLE}&copy=",
        "difference?copy=x&file=",
        "find?q=a&file=",
        "files/",
        "?kind=",
    ),
)


@pytest.mark.parametrize("query", QUERIES)
def test_i1_i2_i3_i4_no_question_to_the_desk_leads_out(desk: tuple[Desk, Running], query: str) -> None:
    for target in TRAVERSALS:
        path = target.removeprefix(b"/repo/").replace(b"\\", b"%5c").replace(b"\xd1\x81", b"%d1%81")
        answer = desk[1].ask(b"/_desk/" + query.encode() + path)
        assert status(answer) in (200, 400, 404), answer[:300]
        assert safe(answer)
        assert b"500" not in answer[:20]


@pytest.mark.parametrize("request_", MALFORMED.values(), ids=MALFORMED)
def test_i11_what_is_malformed_is_refused_by_the_desk_too(desk: tuple[Desk, Running], request_: bytes) -> None:
    try:
        answer = desk[1].raw(request_)
    except OSError:  # closed while we still wrote
        answer = b""
    assert status(answer) in (0, 400, 405, 413, 414, 431)
    assert answer.count(b"HTTP/1.1 ") <= 1


@pytest.mark.parametrize("host", ["evil.example", "192.168.0.5", "localhost.evil.example", ""])
def test_i5_a_foreign_host_has_no_desk(desk: tuple[Desk, Running], host: str) -> None:
    answer = desk[1].ask(b"/_desk/", host)
    assert status(answer) == 421
    assert b"data-token" not in answer


def call(server: Running, **headers: str) -> bytes:
    """A call that says all that a page of the desk says, but for what is given here."""
    token = re.search(r'data-token="([^"]+)"', server.get("/_desk/").text)
    assert token
    body = json.dumps({"file": ARTICLE, "opened": "", "text": "x"}).encode()
    own = f"localhost:{server.port}"
    said = {"host": own, "origin": f"http://{own}", "x-digest-token": token[1], "content-type": "application/json"}
    lines = {**said, "content-length": str(len(body)), "connection": "close", **headers}
    head = "".join(f"{name}: {value.format(token=token[1], own=own)}\r\n" for name, value in lines.items() if value)
    return server.raw(b"POST /_desk/call/save HTTP/1.1\r\n" + head.encode() + b"\r\n" + body, more=True)


def test_i22_a_page_of_the_desk_may_call(desk: tuple[Desk, Running]) -> None:
    assert status(call(desk[1])) == 409  # what it says it began with is not what the file holds


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
CALLERS: tuple[tuple[dict[str, str], int], ...] = (
    *(({"content-type": form}, 415) for form in FORMS),
    *(({"content-type": form, "x-digest-token": ""}, 403) for form in FORMS),
    *(({"x-digest-token": guess}, 403) for guess in ("x", "{token}x", "", "undefined", "null", "*")),
    *(({"origin": origin}, 403) for origin in ("http://localhost:8000", "https://{own}", "http://{own}.evil.example")),
    *(({"origin": origin}, 403) for origin in ("null", "", "{own}", "file://", "http://evil.example@{own}")),
    *(({"sec-fetch-site": site}, 403) for site in ("same-site", "cross-site")),
    *(({"host": host}, status) for host, status in (("evil.example", 421), ("localhost:1", 403), ("", 400))),
)


@pytest.mark.parametrize(("headers", "expected"), CALLERS)
def test_i5_i6_i22_nobody_else_may_call(desk: tuple[Desk, Running], headers: dict[str, str], expected: int) -> None:
    """Forms and texts of foreign pages, guessed tokens, foreign and forged origins, DNS rebinding."""
    site, server = desk
    before = site.read(ARTICLE)
    answer = call(server, **headers)
    assert status(answer) == expected
    assert b"access-control-allow" not in answer.lower()
    assert site.read(ARTICLE) == before


def test_i6_i12_a_browser_that_asks_whether_it_may_call_is_refused(desk: tuple[Desk, Running]) -> None:
    """Without leave, no foreign page can send the token's header."""
    asked = {"origin": "http://localhost:8000", "access-control-request-method": "POST"}
    for path in ("/_desk/call/save", "/_desk/"):
        answer = desk[1].get(path, "OPTIONS", access_control_request_headers="x-digest-token", **asked)
        assert answer.status == 405
        assert not any(name.startswith("access-control") for name in answer.headers)


def test_i7_the_desk_is_framed_by_nobody(desk: tuple[Desk, Running]) -> None:
    """A page that lies under another one cannot be clicked through."""
    for path in (b"/_desk/", b"/_desk/article?file=" + ARTICLE.encode(), b"/_desk/problems"):
        policies = re.findall(rb"content-security-policy: ([^\r]+)", desk[1].ask(path))
        assert [policy for policy in policies if b"frame-ancestors 'self'" in policy]
        assert not [policy for policy in policies if b"frame-ancestors 'self' http" in policy]
