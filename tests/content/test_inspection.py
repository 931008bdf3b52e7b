"""Whatever stands in a file that is named like a picture, it is looked at without harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.inspection import KINDS, Facts, inspected, kind_of
from tests.site.photos import drawing, moving, photo

FORMS = {"JPEG": photo(40, 20, turned=6), "PNG": drawing(), "WEBP": photo(40, 20, "WEBP"), "GIF": moving()}
FORMS["AVIF"] = photo(40, 20, "AVIF")


@given(st.sampled_from(sorted(FORMS)), st.integers(0, 3000), st.binary(max_size=60), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_damaged_picture_is_shown_or_refused_and_nothing_else(kind: str, at: int, junk: bytes, cut: bool) -> None:
    data = FORMS[kind]
    at %= len(data)
    found = inspected(data[:at] + junk + (b"" if cut else data[at + len(junk) :]), kind)
    assert found.why or (found.width and found.height)


@given(st.binary(max_size=300), st.sampled_from(sorted({*KINDS.values()})))
@settings(deadline=None)
def test_what_is_no_picture_is_refused(data: bytes, kind: str) -> None:
    assert inspected(data, kind).why


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("JPEG", Facts("JPEG", 20, 40, "photo")),
        ("PNG", Facts("PNG", 300, 300, "kept")),
        ("WEBP", Facts("WEBP", 40, 20, "photo")),
        ("GIF", Facts("GIF", 90, 60, "kept")),
        ("AVIF", Facts("AVIF", 40, 20, "photo")),
    ],
)
def test_what_becomes_of_a_picture_follows_from_its_format(kind: str, facts: Facts) -> None:
    assert inspected(FORMS[kind], kind) == facts


@pytest.mark.parametrize(
    ("path", "kind"),
    [("static/a.JPG", "JPEG"), ("a.b.jpeg", "JPEG"), ("a.pdf", ""), ("png", "PNG"), ("a.svg", "SVG"), ("", "")],
)
def test_a_name_promises_a_format(path: str, kind: str) -> None:
    assert kind_of(path) == kind
