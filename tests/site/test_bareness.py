"""A picture without what else it tells is the same picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.bareness import bare
from tests.site.photos import exchanged_colours, moving, photo, shown


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turned", [0, 1, 3, 8])
def test_it_shows_the_same_in_every_bit(form: str, turned: int) -> None:
    data = photo(60, 40, form, turned=turned, icc_profile=exchanged_colours())
    made = bare(data)
    assert b"photographer" in data
    assert b"photographer" not in made
    before, after = shown(data), shown(made)
    assert after.tobytes() == before.tobytes()
    assert after.info["icc_profile"] == exchanged_colours()
    assert dict(after.getexif()) == ({0x0112: turned} if turned > 1 else {})


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_it_says_the_same_again(form: str) -> None:
    made = bare(photo(60, 40, form, turned=6))
    assert bare(made) == made


def test_what_else_stands_in_a_jpeg_goes_as_well() -> None:
    data = photo(60, 40, comment=b"taken at home")
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    data = data[:2] + b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp + data[2:] + b"a second picture"
    made = bare(data)
    assert not any(words in made for words in (b"home", b"xmpmeta", b"second"))
    assert shown(made).tobytes() == shown(data).tobytes()


def test_what_else_stands_in_an_avif_goes_as_well() -> None:
    data = photo(60, 40, "AVIF", xmp=b"<x:xmpmeta>taken at home</x:xmpmeta>")
    made = bare(data)
    assert b"taken at home" in data
    assert b"home" not in made
    assert shown(made).tobytes() == shown(data).tobytes()


def test_an_animation_stays_as_it_is() -> None:
    assert bare(moving()) == moving()
    assert bare(moving("WEBP")) == moving("WEBP")


@given(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]), st.integers(0, 900), st.binary(max_size=40))
def test_whatever_stands_there_something_comes_of_it(form: str, start: int, junk: bytes) -> None:
    data = photo(20, 10, form, turned=6)
    assert isinstance(bare(data[:start] + junk + data[start + len(junk) :]), bytes)
