"""Pictures that must not be shown, or not as they are: named, and the page built without them."""

from __future__ import annotations

import os
import struct
import zlib

import pytest

from tests.desk import Desk
from tests.site.photos import photo, shown
from tests.site.test_pictures import place, tags


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 64 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8000, 8000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 8001)) + chunk(b"IEND", b"")


SAVE = "open it in a picture editor and save it again"


@pytest.mark.parametrize(
    ("name", "data", "why", "hint"),
    [
        (
            "a.png",
            bomb(),
            "it has 8,000 × 8,000 pixels; at most 40 megapixels are shown",
            "make it smaller: pages show at most 1,280 pixels of its width",
        ),
        (
            "a.jpg",
            photo(form="PNG"),
            "its name says JPEG, but it is PNG",
            "rename it to .png, or save it as what its name says",
        ),
        ("a.jpg", photo()[:4000], "it is broken, or no picture at all (image file is truncated", SAVE),
        ("a.webp", b"GIF", "it is broken, or no picture at all (cannot identify image file)", SAVE),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg">\n<script>alert(1)</script></svg>',
            "it carries `script`",
            "remove the element `script`, or save it as plain SVG, or as a PNG",
        ),
    ],
    ids=["bomb", "wrong name", "cut off", "no picture", "script"],
)
def test_e25_a_picture_that_must_not_be_shown_is_named_and_its_page_built_without(
    desk: Desk, name: str, data: bytes, why: str, hint: str
) -> None:
    place(desk, f"static/{name}", data)
    desk.article(slug="a", body=f"До.\n\n![Схема](/{name})\n\nПосле.", image={"src": f"/{name}", "alt": "Схема"})
    outcome = desk.build()
    line = ":2" if name == "a.svg" else ""
    assert outcome.status == 1
    assert f"static/{name}{line}: error[picture]: this picture is not shown: {why}" in outcome.err
    assert f"\n  {hint}\n" in outcome.err
    assert tags(desk.page("/2020/01/a/")) == []
    assert "После." in desk.page("/2020/01/a/")


def test_e25_a_drawing_with_a_script_beside_an_article_is_not_published_even_where_it_is_only_linked(
    desk: Desk,
) -> None:
    place(desk, "content/articles/a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    desk.article(slug="a", body="[Схема](a.svg)")
    outcome = desk.build()
    assert "error[picture]: this picture is not shown: it carries the event handler `onload`" in outcome.err
    assert not desk.has("/media/articles/a.svg")


def test_e25_nothing_that_is_published_tells_where_a_picture_was_taken(desk: Desk) -> None:
    for form in ("JPEG", "PNG", "WEBP", "AVIF"):
        place(desk, f"static/{form.lower()}.{form.lower()}", photo(300, 200, form))
    body = "\n\n".join(f"![Старт](/{form}.{form})" for form in ("jpeg", "png", "webp", "avif"))
    desk.article(slug="a", body=body)
    assert desk.build().status == 0
    places = ("pictures/", "jpeg.", "png.", "webp.", "avif.")
    made = {path: data for path, data in desk.tree().items() if path.startswith(places)}
    assert len(made) == 12
    for path, data in made.items():
        assert b"photographer" not in data, path
        assert dict(shown(data).getexif()) == {}, path


@pytest.mark.parametrize(
    ("line", "body", "code", "line_of_it"),
    [
        ("image: ../../../etc/passwd.png", "", "image", 4),
        ("image: /../secret.png", "", "image", 4),
        ("image: /etc/passwd", "", "image", 1),
        ("summary: x", "![a](../../../secret.png)", "link", 7),
        ("summary: x", "![a](../../static/secret.png)", "link", 7),
        ("summary: x", "![a](linked.png)", "link", 7),
        ("image: /linked.png", "", "image", 1),
    ],
)
def test_e25_a_picture_from_elsewhere_is_refused_by_its_line(
    desk: Desk, line: str, body: str, code: str, line_of_it: int
) -> None:
    secret = photo(120, 80)
    desk.write("../secret.png", secret)
    for folder in ("static", "content/articles"):
        desk.write(f"{folder}/.keep", "")
        os.symlink("../../secret.png", desk.root / folder / "linked.png")
    desk.write("content/articles/a.md", f"---\ntitle: А\ndate: 2020-01-02\n{line}\n---\n\n{body}\n")
    outcome = desk.build("--json")
    told = {(each["code"], each["line"]) for each in outcome.json["problems"] if each["path"].endswith("a.md")}
    assert outcome.status == 1
    assert (code, line_of_it) in told
    assert all(each["hint"] for each in outcome.json["problems"] if each["path"].endswith("a.md"))
    assert secret not in desk.tree().values()
    assert not any("linked" in path or "secret" in path for path in desk.tree())


@pytest.mark.slow
def test_e25_a_picture_of_fifty_megabytes_is_made_small(desk: Desk) -> None:
    place(desk, "static/big.jpg", photo(6000, 6000) + b"\0" * (50 << 20))
    desk.article(slug="a", body="![Старт](/big.jpg)")
    assert desk.build().status == 0
    shown_files = [path for path in desk.tree() if path.startswith("pictures/")]
    assert shown_files
    assert all(len(desk.tree()[path]) < 2 << 20 for path in shown_files)


def test_e25_a_picture_of_more_than_a_hundred_megabytes_is_refused_by_name(desk: Desk) -> None:
    path = desk.write("static/big.jpg", photo(120, 80))
    with (desk.root / path).open("r+b") as file:
        file.truncate((100 << 20) + 1)  # most of which no disk has to hold
    desk.article(slug="a", body="До.\n\n![Старт](/big.jpg)")
    outcome = desk.build()
    assert outcome.status == 1
    assert "static/big.jpg" in outcome.err
    assert "104,857,601 bytes; at most 104,857,600 are read" in outcome.err
    assert "До." in desk.page("/2020/01/a/")
