"""A list, a feed, a mail or a saved page is a seed as well: each article in it is read as if it lay there alone."""

import json
import re
import sys
import time
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.errors import DigestError
from digest.seeds.convert import document
from digest.seeds.parts import ENDINGS, parts
from digest.seeds.read import read

FIRST = "Станция «Венера-7» опустилась на поверхность планеты и ещё двадцать три минуты передавала, как там жарко."
SECOND = "Инженеры приняли сигнал не сразу: сперва им показалось, что аппарат молчит, а голос его был очень слаб."
BODY = f"{FIRST}\n\n{SECOND}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"


def names(found):
    return [part.name for part in found]


def body(part):
    return document(part).document.body


def meta(part):
    return document(part).document.meta


def refusal(data, path):
    with pytest.raises(DigestError) as error:
        parts(data, path)
    return str(error.value)


def spelt(value):
    return json.dumps(value, ensure_ascii=False).encode()


def test_a_text_or_page_is_its_own_only_part():
    (part,) = parts(BODY.encode(), "seeds/a.txt")
    assert (part.name, part.data, part.kind) == ("seeds/a.txt", BODY.encode(), "")
    assert read(part) == read(BODY.encode(), "seeds/a.txt")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_is_too_large_is_refused_whatever_its_kind(ending):
    message = f"seeds/a{ending}: error[size]: it has 10,485,761 bytes; at most 10,485,760 are read"
    assert refusal(b" " * 10_485_761, f"seeds/a{ending}") == message


# lists in JSON


def test_what_a_list_says_of_the_day_is_told_where_it_is_no_date():
    (part,) = parts(spelt([{"title": "Сигнал", "text": BODY, "date": "вчера"}]), "seeds/a.json")
    assert meta(part)["unsure"]["date"] == (
        "not found: no day of publication stands in the seed («вчера» is no whole date); look it up and write it"
    )


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Венера ответила", "text": BODY, "url": "https://example.org/a", "date": "2015-12-15"},
        {"headline": "Венера ответила", "articleBody": BODY, "link": "https://example.org/a", "pubDate": "2015-12-15"},
        {"Title": "Венера ответила", "content_html": HTML, "URL": "https://example.org/a",
         "date_published": "2015-12-15"},
        {"title": {"rendered": "Венера ответила"}, "content": {"rendered": HTML}, "link": "https://example.org/a",
         "date": "2015-12-15"},
        {"name": "Венера ответила", "paragraphs": [FIRST, SECOND], "permalink": "https://example.org/a",
         "publishedAt": "2015-12-15"},
        {"title": "Венера ответила", "body": BODY, "url": "https://example.org/a", "created": 1450137600},
        {"title": "Венера ответила", "body": BODY, "url": "https://example.org/a", "timestamp": 1450137600000},
    ],
)  # fmt: skip
def test_an_item_is_understood_under_the_keys_that_such_lists_have(item):
    (part,) = parts(spelt([item]), "seeds/a.json")
    assert body(part) == BODY
    made = meta(part)
    assert (made["title"], made["source_url"], str(made["date"])) == (
        "Венера ответила",
        "https://example.org/a",
        "2015-12-15",
    )
    assert made.get("unsure", {}).keys() <= {"source"}


def test_all_that_an_item_states_is_known():
    item = {
        "id": "7", "title": "Венера &amp; Земля", "text": BODY, "author": [{"name": "Нина"}, "Пётр"],
        "source": "Орбита", "image": {"url": "https://example.org/a.jpg"}, "tags": "Венера, Космос", "lang": "ru",
    }  # fmt: skip
    (part,) = parts(spelt([item]), "seeds/a.json")
    facts = part.facts
    assert (facts.headline, facts.author, facts.site) == ("Венера & Земля", "Нина, Пётр", "Орбита")
    assert (facts.image, facts.tags, facts.language) == ("https://example.org/a.jpg", ("Венера", "Космос"), "ru")
    assert part.origin == (
        "item 1 of a JSON list: id from `id`, title from `title`, text from `text`, author from `author`, "
        "site from `source`, image from `image`, tags from `tags`, language from `lang`"
    )


@pytest.mark.parametrize("around", [lambda items: items, lambda items: {"items": items},
    lambda items: {"status": "ok", "totalResults": 2, "articles": items}, lambda items: {"data": {"news": items}},
])  # fmt: skip
def test_the_list_is_found_where_it_stands(around):
    items = [{"id": 1, "text": BODY}, {"id": 2, "text": BODY + " Да."}]
    assert names(parts(spelt(around(items)), "seeds/a.json")) == ["seeds/a.json#1", "seeds/a.json#2"]


def test_a_json_feed_gives_its_name_to_its_items():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Орбита",
        "items": [{"id": "1", "content_html": HTML}],
    }
    assert parts(spelt(feed), "seeds/a.json")[0].facts.site == "Орбита"


def test_one_article_alone_may_be_an_object():
    assert body(parts(spelt({"title": "Венера ответила", "text": BODY}), "seeds/a.json")[0]) == BODY


def test_every_line_of_json_lines_is_an_item():
    lines = b"\n".join(spelt({"id": n, "text": f"{BODY} {n}"}) for n in range(2))
    assert names(parts(b"\xef\xbb\xbf" + lines + b"\n\n", "seeds/a.jsonl")) == ["seeds/a.jsonl#0", "seeds/a.jsonl#1"]


def test_an_item_has_the_same_name_and_hash_wherever_it_stands():
    items = [
        {"id": "https://example.org/2015/venera.html", "text": BODY},
        {"url": "https://example.org/?p=12", "text": BODY + " Да."},
        {"title": "Луна: посадка", "text": BODY + " Нет."},
    ]
    one, two = parts(spelt(items), "seeds/a.json"), parts(spelt(items[::-1]), "seeds/a.json")
    assert {(part.name, part.sha256) for part in one} == {(part.name, part.sha256) for part in two}
    assert names(one) == [
        "seeds/a.json#venera-7c8966",
        "seeds/a.json#example-org-p-12-b85f64",
        "seeds/a.json#luna-posadka-4dcc08",
    ]


def test_an_item_without_any_name_is_known_by_its_beginning_wherever_it_stands():
    items = [{"text": text} for text in (BODY, f"<p>{BODY[::-1]}</p>", f"{BODY} Да.")]
    one, two = (names(parts(spelt(some), "seeds/a.json")) for some in (items[:2], items[1::-1]))
    assert one == two[::-1]
    assert one[0].startswith("seeds/a.json#stantsiya-venera-7")


def test_no_name_of_an_item_leaves_its_file():
    items = [
        {"id": key, "text": BODY} for key in ("../../a", "..", "/etc/passwd", "a/b", "x\ny", "CON", "-", "a" * 900)
    ]
    for name in names(parts(spelt(items), "seeds/a.json")):
        rest = name.removeprefix("seeds/a.json#")
        assert 0 < len(rest) <= 80
        assert not set(rest) & set("/\\\n, ")
        assert rest.strip(".")


def test_two_items_of_one_name_are_two_and_two_equal_ones_are_one():
    items = [{"id": 1, "text": BODY}, {"id": 1, "text": BODY + " Да."}, {"id": 1, "text": BODY}]
    one, two = names(parts(spelt(items), "seeds/a.json"))
    assert one != two
    assert all(re.fullmatch("seeds/a.json#1-[0-9a-f]{6}", name) for name in (one, two))


def test_the_names_of_two_items_of_one_name_do_not_change_with_their_order():
    items = [{"id": 1, "text": BODY}, {"id": 1, "text": BODY + " Да."}]
    one, two = (names(parts(spelt(some), "seeds/a.json")) for some in (items, items[::-1]))
    assert one == two[::-1]


def test_a_change_of_a_counter_is_no_change_of_the_article():
    one, two = (parts(spelt([{"id": 1, "text": BODY, "views": views}]), "seeds/a.json")[0] for views in (3, 4000))
    assert one.sha256 == two.sha256
    (three,) = parts(spelt([{"id": 1, "text": BODY, "title": "Иначе"}]), "seeds/a.json")
    assert three.sha256 != one.sha256


def test_an_item_that_is_no_article_leaves_its_neighbours_in():
    good, bare, odd = parts(spelt([{"id": 1, "text": BODY}, {"id": 2, "views": 3}, "words"]), "seeds/a.json")
    assert body(good) == BODY
    assert str(bare.fault) == (
        "seeds/a.json: error[seed-shape]: item 2 has no text; its keys are `id`, `views`\n"
        "  an article needs words under a key like `text`, `body`, `content` or `html`"
    )
    with pytest.raises(DigestError) as error:
        read(odd)
    assert str(error.value).startswith("seeds/a.json: error[seed-shape]: item 3 is no object with keys\n")


def test_a_line_that_is_no_json_is_named_with_its_place():
    good, bad = parts(spelt({"id": 1, "text": BODY}) + b'\n{"id": 2, "text": "a\n', "seeds/a.jsonl")
    assert body(good) == BODY
    assert str(bad.fault) == (
        "seeds/a.jsonl:2:19: error[seed-shape]: this is no JSON: unterminated string starting at\n"
        "  mend it there, or save the list anew"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"status": "ok", "count": 3}', "no article is found in this JSON: its keys are `status`, `count`"),
        ("[1, 2]", "no article is found in this JSON: it is a list of values without keys"),
        ("3", "no article is found in this JSON: it is a single value"),
        ('[{"a": 1}, {"b": 2}]', "no article is found in this JSON: its keys are `a`"),
        ('{"a": 1,}', "this is no JSON: expecting property name enclosed in double quotes"),
        ("[" * 100_000, "its lists are nested too deeply"),
        ("[" + "9" * 10_000 + "]", "this JSON cannot be read: Exceeds the limit"),
    ],
)  # fmt: skip
def test_other_json_is_refused_with_what_was_found(text, said):
    assert f"error[seed-shape]: {said}" in refusal(text.encode(), "seeds/a.json")


def test_a_list_without_end_is_refused():
    items = spelt([{"id": n, "text": "a"} for n in range(10_001)])
    assert refusal(items, "seeds/a.json") == (
        "seeds/a.json: error[size]: it holds 10,001 items; at most 10,000 are read\n  divide it into several files"
    )


def test_a_feed_without_end_is_refused_before_its_entries_are_read(monkeypatch):
    monkeypatch.setitem(sys.modules, "feedparser", None)  # to import it now is an error
    entries = "<item><title>a</title></item><!-- <item> --><x:item/>" * 10_001
    assert refusal(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode(), "seeds/a.rss") == (
        "seeds/a.rss: error[size]: it holds 10,001 items; at most 10,000 are read\n  divide it into several files"
    )


def test_a_teaser_is_taken_and_told():
    (part,) = parts(spelt([{"title": "Венера", "description": BODY}]), "seeds/a.json")
    assert part.notes == ("only a teaser: `description` stands in the list, and no text",)
    assert read(part).notes == part.notes


def test_half_letters_from_json_are_left_out():
    (part,) = parts(b'[{"text": "\\ud800' + FIRST.encode() + b'"}]', "seeds/a.json")
    assert part.data.decode() == FIRST


json_values = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.sampled_from(
        ["title", "text", "items", "data", "url", "date", "author", "tags", "image", "id", "x"]), inner, max_size=5),
)  # fmt: skip


@given(json_values)
def test_any_json_is_read_or_refused(value):
    try:
        found = parts(json.dumps(value).encode(), "seeds/a.json")
    except DigestError:
        return
    assert len(set(names(found))) == len(found)


@pytest.mark.parametrize("words", ["Связь потеряна", "«Союз» стартовал", "Курс: 90,50", "Станция села. Всё цело."])
@pytest.mark.parametrize("key", ["text", "content", "content_html", "description", "summary"])
def test_an_item_is_an_article_however_few_its_words(words, key):
    (part,) = parts(spelt([{"title": "Новости из космоса", key: words}]), "seeds/a.json")
    assert body(part) == words
    assert meta(part)["title"] == "Новости из космоса"
    feed = (
        f"<rss version='2.0'><channel><item><title>Новости</title><description>{words}</description></item></channel>"
    )
    assert body(parts(f"{feed}</rss>".encode(), "seeds/a.rss")[0]) == words


def test_an_item_of_nothing_but_furniture_is_no_article():
    (part,) = parts(spelt([{"title": "Новости из космоса", "text": "Читайте также: Луна"}]), "seeds/a.json")
    with pytest.raises(DigestError, match="no article found"):
        document(part)


# feeds

RSS = f"""<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Орбита</title><link>https://example.org/</link><language>ru</language>
<item><title>Венера ответила &amp;amp; молчит</title><link>https://example.org/venera/</link>
<guid isPermaLink="false">tag-7</guid><pubDate>Tue, 15 Dec 2015 01:00:00 +0300</pubDate><dc:creator>Нина</dc:creator>
<category>Венера</category><enclosure url="https://example.org/a.jpg" type="image/jpeg" length="3"/>
<description>Кратко…</description><content:encoded><![CDATA[{HTML}<script>bad()</script>]]></content:encoded></item>
<item><title>Луна</title><link>https://example.org/luna/</link>
<description>{FIRST} &lt;a href="#"&gt;Читать далее&lt;/a&gt;
</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Орбита</title><entry><id>urn:a</id><title>Венера</title>
<link href="https://example.org/a"/><published>2015-12-15T01:00:00+03:00</published><author><name>Нина</name></author>
<content type="html">{HTML.replace("<", "&lt;")}</content></entry></feed>"""


def test_an_entry_of_a_feed_is_an_article_with_all_that_the_feed_says():
    part, _ = parts(RSS.encode("windows-1251"), "seeds/a.rss")
    assert part.name == "seeds/a.rss#tag-7"
    assert body(part) == BODY
    made = meta(part)
    assert (made["title"], made["author"], made["source"]) == ("Венера ответила & молчит", "Нина", "Орбита")
    assert (str(made["date"]), made["source_url"]) == ("2015-12-15", "https://example.org/venera/")
    assert made["image"] == {"src": "https://example.org/a.jpg"}
    assert "unsure" not in made
    assert part.facts.tags == ("Венера",)


def test_an_entry_that_only_leads_to_its_article_is_told():
    part = parts(RSS.encode("windows-1251"), "seeds/a.rss")[1]
    assert part.notes == ("only a teaser of 118 letters stands in the feed; the article: https://example.org/luna/",)


@pytest.mark.parametrize("name", ["seeds/a.atom", "seeds/a.xml", "seeds/a.ATOM"])
def test_atom_is_read_too(name):
    (part,) = parts(ATOM.encode("utf-16"), name)
    assert (body(part), part.facts.published) == (BODY, "2015-12-15T01:00:00+03:00")


def test_a_feed_that_is_sorted_anew_has_the_same_parts():
    first, second = (f"<item><guid>{n}</guid><description>{FIRST} {n}</description></item>" for n in "ab")
    one, two = (f"<rss version='2.0'><channel><title>О</title>{items}</channel></rss>".encode()
                for items in (first + second, second + first))  # fmt: skip
    one, two = ({(part.name, part.sha256) for part in parts(feed, "seeds/a.xml")} for feed in (one, two))
    assert one == two


def test_an_entry_without_text_is_named_and_leaves_its_neighbours_in():
    feed = RSS.replace("<description>Кратко…</description>", "").replace("content:encoded>", "x>")
    empty, other = parts(feed.encode("windows-1251"), "seeds/a.rss")
    assert str(empty.fault) == (
        "seeds/a.rss: error[seed-shape]: entry 1 has no text: «Венера ответила & молчит»\n"
        "  fetch its page: add https://example.org/venera/"
    )
    assert other.fault is None


@pytest.mark.parametrize("rest", ["<item><title>Вто", "<item><description><![CDATA[Летит. </item>"])
def test_an_entry_at_which_the_feed_breaks_off_is_no_article(rest):
    whole = "<item><title>Первая</title><description>Ракета летит.</description></item>"
    first, other = parts(f'<rss version="2.0"><channel>{whole}{rest}'.encode(), "seeds/a.rss")
    assert first.fault is None
    assert str(other.fault) == (
        "seeds/a.rss: error[seed-shape]: the feed breaks off within entry 2\n  fetch it once more: the rest is missing"
    )


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<urlset><url/></urlset>", "this is no feed: its outermost element is <urlset>"),
        ("только слова", "this is no feed: there are no elements in it"),
    ],
)
def test_other_xml_is_refused_by_its_name(xml, said):
    assert f"error[seed-shape]: {said}" in refusal(xml.encode(), "seeds/a.xml")


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        ("<rss>" + "<a>" * 100_000, "elements are nested 100,001 deep"),
        ("<rss>" + "<a/>" * 400_000, "it has 400,001 elements"),
    ],
    ids=["deep", "many"],
)
def test_a_feed_beyond_all_measure_is_refused_at_once(feed, said):
    began = time.process_time()
    assert (
        refusal(feed.encode(), "seeds/a.xml")
        == f"seeds/a.xml: error[size]: this feed is too large: {said}\n  divide it"
    )
    assert time.process_time() - began < 3


@given(
    some.lists(
        some.sampled_from(["<rss>", "<item>", "</item>", "<title>", "<![CDATA[", "]]>", "&amp;", "&x;", "a", "<!--"])
    )
)
def test_any_soup_of_feeds_is_read_or_refused(pieces):
    with suppress(DigestError):
        parts("".join(pieces).encode(), "seeds/a.xml")


# mails and saved pages


def mail(text=BODY, **headers):
    message = EmailMessage()
    for name, value in {"Subject": "Венера ответила", "From": "Нина <nina@example.org>", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_mail_is_an_article_with_what_its_head_says():
    (part,) = parts(mail(Date="Tue, 15 Dec 2015 01:00:00 +0300").as_bytes(), "seeds/a.eml")
    made = meta(part)
    assert body(part) == BODY
    assert (made["title"], made["author"], str(made["date"])) == ("Венера ответила", "Нина", "2015-12-15")
    assert part.origin == "a mail from Нина <nina@example.org>, Tue, 15 Dec 2015 01:00:00 +0300"


def test_the_sender_of_a_newsletter_is_its_outlet():
    (part,) = parts(
        mail(From="Орбита <a@example.org>", List_Unsubscribe="<https://example.org/>").as_bytes(), "seeds/a.eml"
    )
    assert (part.facts.site, part.facts.author) == ("Орбита", "")


@pytest.mark.parametrize("subject", ["Fwd: Венера ответила", "FW: Re[2]: Венера ответила", "Пересл: Венера ответила"])
def test_whoever_passes_an_article_on_did_not_write_it(subject):
    sent = mail(Subject=subject, Date="Tue, 15 Dec 2015 01:00:00 +0300")
    (part,) = parts(sent.as_bytes(), "seeds/a.eml")
    assert (part.facts.headline, part.facts.author, part.facts.published) == ("Венера ответила", "", "")


QUOTED = f"> {FIRST}\n>\n> {SECOND}"
FORWARDED = """Добрый день, коллеги!

Посмотрите.

-------- Пересылаемое сообщение --------
От: Пресс-служба «Орбиты» <press@example.org>
Кому: nina@example.org
Дата: 14 декабря 2015 г., 18:20
Тема: Венера ответила снова

{words}
"""
SIGNATURE = "\n-- \nС уважением,\nНина Петрова, редактор\n"


@pytest.mark.parametrize("words", [BODY, QUOTED, QUOTED + "\n" + SIGNATURE, "Добрый день!\n\n" + BODY + SIGNATURE])
def test_of_a_mail_that_was_passed_on_the_mail_within_it_is_the_article(words):
    sent = mail(FORWARDED.format(words=words), Subject="Fwd: смотрите", Date="Tue, 15 Dec 2015 01:00:00 +0300")
    made = meta(parts(sent.as_bytes(), "seeds/a.eml")[0])
    assert body(parts(sent.as_bytes(), "seeds/a.eml")[0]) == BODY
    assert (made["title"], str(made["date"]), made["source"]) == (
        "Венера ответила снова",
        "2015-12-14",
        "Пресс-служба «Орбиты»",
    )
    assert made["unsure"] == {"source": "the head of the mail passed on says so"}


def test_a_head_within_a_mail_needs_no_line_that_announces_it():
    text = f"FYI\n\nFrom: Нина Петрова <nina@example.org>\nSent: Monday, December 14, 2015 6:20 PM\nTo: a\n\n{BODY}"
    (part,) = parts(mail(text, Subject="FW: Венера ответила").as_bytes(), "seeds/a.eml")
    made = meta(part)
    assert body(part) == BODY
    assert (made["author"], str(made["date"])) == ("Нина Петрова", "2015-12-14")


def test_of_an_answer_the_longer_part_is_the_article():
    intro = "14.12.2015 18:20, Пресс-служба «Орбиты» пишет:"
    (part,) = parts(mail(f"Берём.\n\n{intro}\n{QUOTED}", Subject="Re: Венера ответила").as_bytes(), "seeds/a.eml")
    made = meta(part)
    assert body(part) == BODY
    assert (str(made["date"]), made["source"]) == ("2015-12-14", "Пресс-служба «Орбиты»")
    (part,) = parts(mail(f"{BODY}\n\n{intro}\n> Что с Венерой?", Subject="Re: Венера").as_bytes(), "seeds/a.eml")
    assert body(part) == BODY


def test_a_mail_passed_on_twice_is_opened_twice_and_its_marks_go_level_by_level():
    inner = FORWARDED.format(words=QUOTED).partition("\n\n--")[2]
    text = "Fwd\n\n" + FORWARDED.format(words="\n".join(f"> {line}" for line in f"--{inner}".split("\n")))
    assert body(parts(mail(text, Subject="Fwd: a").as_bytes(), "seeds/a.eml")[0]) == BODY


def test_greeting_and_signature_are_no_part_of_the_article():
    sent = mail(f"Добрый день, коллеги!\n\n{BODY}\n\nС уважением,\nпресс-служба\nтел. +7 900 000-00-00")
    assert body(parts(sent.as_bytes(), "seeds/a.eml")[0]) == BODY


def test_of_two_forms_of_a_mail_passed_on_the_one_in_lines_is_read():
    sent = mail(FORWARDED.format(words=BODY))
    sent.add_alternative(f"<html><body>{HTML}</body></html>", subtype="html")
    (part,) = parts(sent.as_bytes(), "seeds/a.eml")
    assert (part.kind, body(part)) == ("text", BODY)


def test_what_is_attached_to_a_mail_is_left_out_and_told():
    sent = mail()
    sent.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="отчёт.pdf")
    sent.add_attachment("слова", filename="a.txt")
    (part,) = parts(sent.as_bytes(), "seeds/a.eml")
    assert part.notes == ("not read: 2 attached (отчёт.pdf, a.txt)",)
    assert body(part) == BODY


def test_of_two_forms_of_a_mail_the_page_is_read_unless_it_says_nothing():
    sent = mail()
    sent.add_alternative(f"<html><body>{HTML}</body></html>", subtype="html")
    assert parts(sent.as_bytes(), "seeds/a.eml")[0].kind == "page"
    sent = mail()
    sent.add_alternative(
        "<html><head><style>p{color:red}</style></head><body><img src=x></body></html>", subtype="html"
    )
    assert parts(sent.as_bytes(), "seeds/a.eml")[0].kind == "text"


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "iso-8859-5", "utf-8"])
@pytest.mark.parametrize("claim", ["koi8-r", "us-ascii", "klingon"])
def test_a_mail_is_read_in_the_letters_it_is_written_in(charset, claim):
    text = BODY.replace("«", '"').replace("»", '"')
    head = f'Subject: Венера\nContent-Type: text/plain; charset="{claim}"\n\n'
    (part,) = parts((head + text).encode(charset), "seeds/a.eml")
    assert body(part) == text
    assert part.facts.headline == "Венера"


def test_flowed_lines_are_joined_as_their_writer_had_them():
    words = BODY.replace("планеты и", "планеты \nи")
    data = f"Subject: a\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n{words}".encode()
    assert body(parts(data, "seeds/a.eml")[0]) == BODY


def test_a_file_that_is_no_mail_is_refused():
    assert refusal(FIRST.encode(), "seeds/a.eml") == (
        "seeds/a.eml: error[seed-shape]: this is no mail: it has no head\n  a mail begins with lines like `Subject: …`"
    )


def test_a_mail_without_words_is_refused_with_what_is_in_it():
    sent = EmailMessage()
    sent["Subject"] = "a"
    sent.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    assert refusal(sent.as_bytes(), "seeds/a.eml") == (
        "seeds/a.eml: error[seed-shape]: there is no text in this mail\n  1 attached (a.pdf)"
    )


MHTML = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://example.org/venera
Subject: =?utf-8?Q?=D0=92?=
Date: Tue, 15 Dec 2015 01:00:00 +0300
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="x"

--x
Content-Type: text/html
Content-Location: https://example.org/frame

<p>чужая рамка</p>
--x
Content-Type: text/html; charset=windows-1251
Content-Location: https://example.org/venera
Content-Transfer-Encoding: 8bit

<html><head><title>Венера ответила</title></head><body>{HTML}</body></html>
--x
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
--x--
"""


@pytest.mark.parametrize("ending", ["mhtml", "mht", "MHT"])
def test_a_page_saved_by_a_browser_is_read_with_its_address_and_time(ending):
    (part,) = parts(MHTML.encode("windows-1251"), f"seeds/a.{ending}")
    seed = read(part)
    assert body(part) == BODY
    assert meta(part)["source_url"] == "https://example.org/venera"
    assert (seed.kind, seed.fetched.isoformat()) == ("page", "2015-12-15T01:00:00+03:00")


def test_a_saved_page_without_a_page_is_refused():
    assert refusal(b"From: a\nContent-Type: image/png\n\nAAAA", "seeds/a.mht") == (
        "seeds/a.mht: error[seed-shape]: there is no page in this file\n  save the page once more"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: " + b"=?utf-8?Q?=D0?=" * 100_000 + b"\n\nwords",
        b"Subject: a\n" + b"X: y\n" * 150_000 + b"\nwords",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\nwords\n" * 900,
        b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(3_000)) + b"\nwords",
        b"Subject: a\nContent-Type: text/plain; " + b"a=b; " * 200_000 + b"\n\nwords",
        b"From: " + b"(" * 100_000 + b"\n\nwords",
    ],
    ids=["words", "headers", "parts", "nested", "parameters", "comments"],
)
def test_hostile_mails_are_read_or_refused_in_time(data):
    began = time.process_time()
    with suppress(DigestError):
        parts(data, "seeds/a.eml")
    assert time.process_time() - began < 5


@given(some.binary(max_size=300))
def test_any_bytes_are_read_or_refused_under_every_name(data):
    for ending in ENDINGS:
        with suppress(DigestError):
            parts(data, f"seeds/a{ending}")
