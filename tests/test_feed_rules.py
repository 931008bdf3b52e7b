"""The judge of feeds is judged itself: it passes a good feed, and names the rule that one change breaks."""

from __future__ import annotations

import pytest

from tests.feed_rules import atom_faults

ADDRESS = "https://example.org/feed.xml"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">
<generator uri="https://example.org/digest">Digest</generator>
<title>Орбита</title>
<subtitle type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>О космосе</p></div></subtitle>
<id>https://example.org/</id>
<link rel="alternate" type="text/html" href="https://example.org/"/>
<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml"/>
<updated>2020-01-02T10:00:00.5+03:00</updated>
<author><name>Редакция</name></author>
<entry>
<title type="html">Пуск &amp;amp; посадка</title>
<id>https://example.org/a/</id>
<link rel="alternate" type="text/html" href="https://example.org/a/"/>
<published>2020-01-02T10:00:00+03:00</published>
<updated>2020-01-02T10:00:00.5+03:00</updated>
<category term="Ракеты"/>
<summary>Кратко</summary>
<content type="html">&lt;p class="a"&gt;Раз &lt;a href="https://example.org/b/"&gt;два&lt;/a&gt;&lt;br&gt;&amp;amp;&lt;/p&gt;</content>
</entry>
</feed>"""
ENTRY = FEED[FEED.index("<entry>") : FEED.index("</feed>")]

PREFIXED = FEED.replace("<feed", '<a:feed xmlns:a="http://www.w3.org/2005/Atom"').replace("</feed", "</a:feed")

# The rule, what is changed, and into what.
BROKEN = (
    ("SAXError", "</feed>", ""),
    ("AvoidNamespacePrefix", FEED, PREFIXED),
    ("UndefinedElement", "<summary>Кратко</summary>", "<description>Кратко</description>"),
    ("UndefinedElement", "<name>Редакция</name>", "<name><b>Редакция</b></name>"),
    ("UnexpectedAttribute", '<category term="Ракеты"/>', '<category term="Ракеты" name="a"/>'),
    ("MissingElement", "<title>Орбита</title>", ""),
    ("MissingElement", "<author><name>Редакция</name></author>", ""),
    ("MissingElement", "<name>Редакция</name>", "<email>a@example.org</email>"),
    ("DuplicateElement", "<summary>Кратко</summary>", "<summary>Кратко</summary><summary>Ещё</summary>"),
    ("MisplacedMetadata", "</feed>", "<rights>Можно</rights></feed>"),
    ("MissingContentOrAlternate", ENTRY, ENTRY[: ENTRY.index("<content")].replace('rel="alt', 'rel="rel') + "</entry>"),
    ("MissingSelf", 'rel="self"', 'rel="related"'),
    ("SelfDoesntMatchLocation", "https://example.org/feed.xml", "https://example.org/other.xml"),
    ("DuplicateAtomLink", 'rel="self" type="application/atom+xml"', 'rel="alternate" type="text/html"'),
    ("DuplicateEntries", "</feed>", ENTRY + "</feed>"),
    ("DuplicateUpdated", "</feed>", ENTRY.replace("/a/<", "/b/<") + "</feed>"),
    ("BadCharacters", "Кратко", "Крат\ufffdко"),
    ("AttrNotBlank", 'term="Ракеты"', 'term=""'),
    ("NotBlank", "Кратко", ""),
    ("ContainsHTML", "Редакция", "&lt;b&gt;Редакция&lt;/b&gt;"),
    ("ContainsUndeclaredHTML", "Кратко", "&lt;b&gt;Кратко&lt;/b&gt;"),
    ("ContainsUndeclaredHTML", "Кратко", "раз &amp;amp; два"),
    ("ContainsUndeclaredHTML", "Кратко", "раз &amp;#38; два"),
    ("InvalidTextType", 'type="xhtml"', 'type="text/html"'),
    ("MissingXhtmlDiv", "<p>О космосе</p></div>", "</div><p>О космосе</p>"),
    ("NotHtml", "&lt;/p&gt;", "&lt;/b&gt;"),
    ("NotHtml", "&amp;amp;&lt;/p&gt;", "&amp;amp;"),
    ("SecurityRisk", "&lt;br&gt;", "&lt;script&gt;&lt;/script&gt;"),
    ("SecurityRiskAttr", 'class="a"', 'onclick="a"'),
    ("DangerousStyleAttr", 'class="a"', 'style="color:red"'),
    ("ContainsRelRef", 'href="https://example.org/b/"', 'href="/b/"'),
    ("UnexpectedWhitespace", "<id>https://example.org/</id>", "<id> https://example.org/</id>"),
    ("InvalidFullLink", "<id>https://example.org/</id>", "<id>/</id>"),
    ("NonCanonicalURI", "<id>https://example.org/</id>", "<id>https://Example.org</id>"),
    ("InvalidLink", 'href="https://example.org/a/"', 'href="https://example.org/ракета/"'),
    ("MissingHref", ' href="https://example.org/a/"', ""),
    ("UnregisteredAtomLinkRel", 'rel="self"', 'rel="me"'),
    ("InvalidMIMEType", 'type="application/atom+xml"', 'type="atom"'),
    ("AtomLinkNotEmpty", 'href="https://example.org/a/"/>', 'href="https://example.org/a/">а</link>'),
    ("MissingAttribute", ' term="Ракеты"', ""),
    ("InvalidURIAttribute", 'uri="https://example.org/digest"', 'uri="digest"'),
    ("InvalidLanguage", 'xml:lang="ru"', 'xml:lang="русский"'),
    ("InvalidRFC3339Date", "2020-01-02T10:00:00+03:00", "2020-01-02"),
    ("InvalidRFC3339Date", "2020-01-02T10:00:00+03:00", "2020-02-30T10:00:00+03:00"),
    ("ImplausibleDate", "2020-01-02T10:00:00+03:00", "1970-01-01T00:00:00+00:00"),
    ("ImplausibleDate", "2020-01-02T10:00:00+03:00", "2021-01-01T10:00:00+03:00"),
)  # fmt: skip


def rules(feed: str) -> list[str]:
    return [
        fault.partition(":")[0].partition(" ")[0]
        for fault in atom_faults(feed.encode(), ADDRESS, "2020-06-01T00:00:00Z")
    ]


def test_a_good_feed_passes() -> None:
    assert rules(FEED) == []


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN)
def test_a_feed_that_breaks_a_rule_is_told(rule: str, old: str, new: str) -> None:
    assert old in FEED
    assert rule in rules(FEED.replace(old, new))
