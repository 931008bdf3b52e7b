"""Who may ask, and how: what a preview refuses before it looks at the address."""

from __future__ import annotations

import pytest

from digest.serve.gate import LOOPBACK, Names, Refusal, is_foreign, refusal

OWN = Names(LOOPBACK)
ANY_NUMBER = Names(LOOPBACK | {"desk.local"}, any_number=True)
HOST = (b"host", b"localhost:8000")


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000", "LocalHost:1", "localhost."],
)
def test_a_preview_goes_by_the_names_of_its_own_machine(host: str) -> None:
    assert OWN.own(host)


STRANGERS = (
    "evil.example", "evil.example:8000", "localhost.evil.example", "evil.example#localhost", "127.0.0.1.evil.example",
    "192.168.0.5", "127.0.0.2", "0.0.0.0", "[::2]", "::1", "", ":8000", "localhost:", "localhost:x", "user@localhost",
    "localhost..", "localhost/", " localhost", "localhost\x00",
)  # fmt: skip


@pytest.mark.parametrize("host", STRANGERS)
def test_a_preview_goes_by_no_other_name(host: str) -> None:
    assert not OWN.own(host)


def test_a_preview_for_the_network_goes_by_any_number_and_its_name_but_no_other() -> None:
    assert [ANY_NUMBER.own(host) for host in ("192.168.0.5:8000", "[fe80::1]", "desk.local")] == [True] * 3
    assert not ANY_NUMBER.own("evil.example")
    assert not ANY_NUMBER.own("999.1.1.1")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get"])
def test_only_reading_is_allowed(method: str) -> None:
    assert refusal(OWN, method, b"/", [HOST]) == Refusal(405, "Only GET and HEAD are answered here.")


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        (b"/", [], 400),
        (b"/", [HOST, HOST], 400),
        (b"/", [(b"host", b"evil.example")], 421),
        (b"/" + b"a" * 70_000, [HOST], 414),
        (b"/", [HOST, *[(b"x", b"y")] * 1000], 431),
        (b"/", [HOST, (b"content-length", b"5")], 413),
        (b"/", [HOST, (b"transfer-encoding", b"chunked")], 413),
    ],
)
def test_what_is_malformed_or_too_large_is_refused(
    target: bytes, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    refused = refusal(OWN, "GET", target, headers)
    assert refused
    assert refused.status == status


def test_an_ordinary_request_passes() -> None:
    assert refusal(OWN, "GET", b"/repo/", [HOST, (b"content-length", b"0")]) is None


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ([HOST], False),
        ([HOST, (b"origin", b"http://localhost:8000"), (b"sec-fetch-site", b"same-origin")], False),
        ([HOST, (b"origin", b"http://LOCALHOST:8000")], False),
        ([HOST, (b"origin", b"http://localhost:3000")], True),
        ([HOST, (b"origin", b"http://evil.example")], True),
        ([HOST, (b"origin", b"null")], True),
        ([HOST, (b"origin", b"")], True),
        ([HOST, (b"sec-fetch-site", b"cross-site")], True),
        ([HOST, (b"sec-fetch-site", b"same-site")], True),
        ([HOST, (b"sec-fetch-site", b"none")], False),
    ],
)
def test_a_page_of_another_origin_is_told_by_its_headers(headers: list[tuple[bytes, bytes]], foreign: bool) -> None:
    assert is_foreign(headers) is foreign
