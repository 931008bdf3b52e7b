"""Addresses are looked up in a table, by the rules of GitHub Pages."""

from __future__ import annotations

import pytest

from digest.serve.table import BadAddress, Elsewhere, File, content_type, find

FILES = {
    "index.html",
    "404.html",
    "about/index.html",
    "about.html",
    "feed.xml",
    "старт/index.html",
    "a b.txt",
    "x.html",
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (b"/repo/", File("index.html")),
        (b"/repo/index.html", File("index.html")),
        (b"/repo/about/", File("about/index.html")),
        (b"/repo/about", File("about.html")),
        (b"/repo/x", File("x.html")),
        (b"/repo/feed.xml", File("feed.xml")),
        (b"/repo/a%20b.txt", File("a b.txt")),
        (b"/repo/%D1%81%D1%82%D0%B0%D1%80%D1%82/", File("старт/index.html")),
        (b"/repo/%d1%81%d1%82%d0%b0%d1%80%d1%82", Elsewhere("/repo/%D1%81%D1%82%D0%B0%D1%80%D1%82/")),
        (b"/", Elsewhere("/repo/")),
        (b"/repo", Elsewhere("/repo/")),
        (b"/repo//", None),
        (b"//repo/", None),
        (b"//example.org/repo/about", None),
        (b"/repo/About/", None),
        (b"/repo/feed.xml/", None),
        (b"/repo/about/../", None),
        (b"/other/", None),
        (b"/reports/", None),
    ],
)
def test_i24_an_address_leads_where_github_would_lead_it(asked: bytes, found: object) -> None:
    assert find(FILES, "/repo/", asked) == found


def test_i24_a_site_at_the_root_has_no_redirect_there() -> None:
    assert find(FILES, "/", b"/") == File("index.html")
    assert find(FILES, "/", b"/about/") == File("about/index.html")


AMBIGUOUS = (
    b"", b"*", b"http://127.0.0.1/", b"/%zz", b"/%", b"/%d1", b"/%c0%ae/", b"/%00", b"/a%0d%0ab", b"/..%2fx",
    b"/..%5cx", b"/a\\b", b"/%7f",
)  # fmt: skip


@pytest.mark.parametrize("asked", AMBIGUOUS)
def test_i3_an_address_that_can_be_read_in_two_ways_is_refused(asked: bytes) -> None:
    with pytest.raises(BadAddress):
        find(FILES, "/", asked)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("feed.json", "application/json"),
        ("a.svg", "image/svg+xml"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.woff2", "font/woff2"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_i24_a_file_has_the_type_its_name_tells(path: str, kind: str) -> None:
    assert content_type(path) == kind
