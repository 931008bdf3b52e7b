"""Which drawings pages may show."""

from __future__ import annotations

import pytest

from digest.content.svg import drawing

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30px">\n'


def why(inner: bytes) -> str:
    found = drawing(HEAD + inner + b"\n</svg>")
    return f"{found.line}: {found.why}" if found.why else ""


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        (b"<script>1</script>", "2: it carries `script`"),
        (b"<foreignObject><p/></foreignObject>", "2: it carries `foreignObject`"),
        (b'<g\nonclick="x()"/>', "3: it carries the event handler `onclick`"),
        (b'<g ONLOAD="x()"/>', "2: it carries the event handler `ONLOAD`"),
        (b'<a xlink:href="javascript:x()"/>', "2: `href` of `a` leads out of it, to `javascript:x()`"),
        (b'<image href="https://x.org/a.png"/>', "2: `href` of `image` leads out of it, to `https://x.org/a.png`"),
        (b'<image href="data:image/svg+xml,x"/>', "2: `href` of `image` leads out of it, to `data:image/svg+xml,x`"),
        (b'<use href="b.svg#a"/>', "2: `href` of `use` leads out of it, to `b.svg#a`"),
        (b'<rect fill="url(https://x.org/a#b)"/>', "2: `fill` of `rect` draws in something from outside"),
        (b"<rect style=\"fill: URL( '//x.org')\"/>", "2: `style` of `rect` draws in something from outside"),
        (b"<style>@import 'a.css';</style>", "2: its style sheet draws in something from outside"),
        (b'<set attributeName="xlink:href" to="javascript:1"/>', "2: `set` changes where something leads"),
        (b"<p", "3: it is not well-formed XML: "),
    ],
)
def test_a_drawing_that_carries_more_is_refused_by_the_line(inner: bytes, says: str) -> None:
    assert why(inner).startswith(says)


@pytest.mark.parametrize(
    "inner",
    [
        b'<linearGradient id="a"/><rect fill="url(#a)"/><use xlink:href="#b"/>',
        b'<image href="data:image/png;base64,AAAA"/>',
        b"<style>rect{fill:red}</style><!-- script --><title>on fire</title>",
    ],
)
def test_a_drawing_that_only_draws_is_shown(inner: bytes) -> None:
    assert why(inner) == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "it declares entities",
        ),
        (b"<html/>", "it is not an SVG drawing: its outermost element is not `svg`"),
        (b'<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "it draws in a style sheet"),
    ],
)
def test_what_stands_around_a_drawing_is_looked_at(text: bytes, says: str) -> None:
    assert drawing(text).why == says


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30.4px"', (40, 30)),
        ('viewBox="0 0 960 540"', (960, 540)),
        ('width="100%" viewBox="0,0,96.4,54"', (96, 54)),
        ('width="2em"', (0, 0)),
        ('viewBox="0 0 nan 5"', (0, 0)),
    ],
)
def test_the_size_of_a_drawing_is_its_own_or_that_of_its_view_box(attributes: str, size: tuple[int, int]) -> None:
    found = drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert (found.width, found.height) == size
