"""Saved pages and feeds that were made to do harm: their words are read, and nothing else comes of them."""

import time
from contextlib import suppress

import pytest

from digest.errors import DigestError
from digest.seeds.parts import parts
from digest.seeds.webpage import blocks_and_facts
from tests.seeds.test_parts import FIRST
from tests.seeds.test_read import words


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var a = '<p>bad</p>';</script>",
        "<style>p { color: red } bad</style>",
        "<template><p>bad</p></template>",
        "<noscript>bad</noscript>",
        "<!-- bad <p>bad</p> -->",
        "<p hidden>bad</p>",
        '<p style="display: none">bad</p>',
        "<textarea>bad</textarea>",
        "<select><option>bad</select>",
        "<svg><title>bad</title></svg>",
        '<input value="bad">',
        "<![CDATA[ bad ]]>",
    ],
)
def test_c21_what_no_reader_sees_never_counts(unseen):
    assert words(f"<p>one</p>{unseen}<p>two</p>") == ["one", "two"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "https://a:b@example.org/",
     "https://exa mple.org/", "https://example.org/" + "a" * 3000, "https://[bad"],
)  # fmt: skip
def test_c26_only_web_addresses_become_the_address_of_a_source(address):
    _, facts = blocks_and_facts(f'<link rel="canonical" href="{address}"><p>text', "seeds/a.html")
    assert facts.url == ""


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "words" + "</div>" * 50_000,
        "words<p" + " a='" * 50_000,
        "words" + "<a " * 100_000,
        "words" + "</b>" * 100_000,
        "<i><div>words" + "<b>" * 49_000 + "</i>" * 49_000,
        "words" + "<!--" * 100_000,
        "words" + "<![" * 100_000,
        "<p title='" + "x" * 1_000_000 + "'>words</p>",
        "words&#" + "9" * 100_000 + ";",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>words",
    ],
    ids=["nested", "quotes", "tags", "ends", "misnested", "comments", "declarations", "attribute", "number", "json"],
)
def test_c19_hostile_pages_are_read_in_the_time_of_their_length(page):
    assert "".join(words(page)).startswith("words")


def test_c19_a_page_of_too_many_tags_is_refused_by_name():
    with pytest.raises(DigestError) as error:
        words("<p>x" * 100_001)
    assert str(error.value) == (
        "seeds/a.html: error[size]: this page has 100,001 tags; at most 100,000 are read\n  save only the article"
    )


LEVELS = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(8))


BOMB = f"<!DOCTYPE rss [<!ENTITY a '{'ха' * 50}'>{LEVELS}]>"


@pytest.mark.parametrize(
    "entity",
    [BOMB, "<!DOCTYPE rss [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>", "<!DOCTYPE rss SYSTEM 'http://example.org/'>"],
)
def test_c20_a_feed_brings_no_entities_of_its_own(entity):
    item = f"<item><description>{FIRST} &i;</description></item>"
    feed = f"<?xml version='1.0'?>{entity}<rss version='2.0'><channel>{item}</channel></rss>"
    began = time.process_time()
    (part,) = parts(feed.encode(), "seeds/a.xml")
    assert time.process_time() - began < 2
    assert "root" not in part.data.decode()
    assert len(part.data) < 1000


@pytest.mark.parametrize(
    "page",
    [
        "words" + "&laquo;" * 1_000_000,
        "words" + "&amp" * 1_000_000,
        "words" + "<svg><title>" * 50_000,
        "words<table>" + "<tr><td>" * 20_000,
        "words<a href='" + "javascript:" * 100_000 + "'>",
        "words" + "<i>" * 1_000 + "<p>x" * 1_000,
        "words<ul>" + "<li><ul>" * 50_000,
    ],
    ids=["entities", "open entities", "svg", "cells", "address", "misnested", "lists"],
)
def test_c19_c20_hostile_markup_takes_seconds_at_most(page):
    began = time.process_time()
    with suppress(DigestError):
        assert "words" in "".join(words(page))
    assert time.process_time() - began < 5


def test_c20_an_entity_of_a_document_type_stays_what_it_is_called():
    page = "<!DOCTYPE html [<!ENTITY a 'xxx'><!ENTITY b '&a;&a;&a;'>]><p>words &b;</p>"
    assert words(page)[-1] == "words &b;"
