"""What a page says about itself outside its text: its address, its site, its language."""

import json

import pytest

from digest.seeds import jsonld
from digest.seeds.convert import document
from digest.seeds.language import language, language_code
from digest.seeds.webpage import blocks_and_facts

TEXT = (
    "<h1>Пуск прошёл штатно</h1><p>" + "Ракета стартовала с космодрома и вывела на орбиту спутник связи. " * 4 + "</p>"
)


def facts(head):
    return blocks_and_facts(f"<html><head>{head}</head><body>{TEXT}</body></html>", "seeds/a.html")[1]


def meta(head):
    return document(f"<html><head>{head}</head><body>{TEXT}</body></html>".encode(), "seeds/a.html").document.meta


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel=canonical href="/a"><meta property="og:url" content="https://example.org/b">', "https://example.org/a"),
        ('<base href="https://example.org/x/"><link rel=canonical href="/a">', "https://example.org/a"),
        ('<link rel=canonical href="/a">', ""),
        ('<base href="https://[bad"><link rel=canonical href="/a">', ""),
        ('<meta property="og:url" content="https://example.org/b">', "https://example.org/b"),
    ],
)  # fmt: skip
def test_an_address_from_the_root_of_the_site_is_completed(head, url):
    assert facts(head).url == url


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<meta property="og:site_name" content="Орбита">', "Орбита"),
        ('<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Орбита"}}</script>', "Орбита"),
        ('<script type="application/ld+json">{"@type": "WebSite", "name": "Орбита"}</script>', "Орбита"),
        ('<meta name="application-name" content="Орбита">', "Орбита"),
        ('<meta property="og:site_name" content="https://example.org">', ""),
        ('<meta name="twitter:site" content="@orbita">', ""),
    ],
)
def test_a_page_may_name_its_site_in_many_places(head, site):
    assert facts(head).site == site


@pytest.mark.parametrize(
    ("head", "source", "why"),
    [
        ('<meta name="twitter:site" content="@orbita">', "orbita", "the page's account is called so (twitter:site)"),
        ('<link rel=canonical href="https://www.example.org/a">', "example.org",
         "the page names no site; its address is https://www.example.org/a"),
    ],
)  # fmt: skip
def test_an_account_or_an_address_is_a_guess_at_the_source(head, source, why):
    made = meta(head)
    assert (made["source"], made["unsure"]["source"]) == (source, why)


@pytest.mark.parametrize(
    "script",
    ["", "null", "[]", "{", '{"@type": 1}', "9" * 10_000, '{"@type": "Article", "author": [[[[]]]]}', "[" * 100_000,
     '{"@id": ["a"]}',     '{"@type": "Article", "headline": {"a": 1}, "datePublished": 5}'],
)  # fmt: skip
def test_odd_scripts_do_no_harm(script):
    graph = jsonld.graph([script])
    item = graph.article(["a"])
    assert graph.site() == jsonld.text(item.get("headline")) == ""
    assert graph.names(item.get("author")) == ()


def test_very_many_objects_are_read_in_part():
    many = json.dumps([{"@type": "Article", "headline": str(number)} for number in range(jsonld.OBJECTS + 5)])
    assert len(jsonld.graph([many]).objects) == jsonld.OBJECTS


def test_many_marked_elements_deep_inside_each_other_are_read_in_time():
    page = "<div class=author>" * 1_500 + "Анна" + "</div>" * 1_500 + TEXT
    assert len(blocks_and_facts(page, "seeds/a.html")[1].said) < 1_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Raketten er sendt opp, og den skal ikke tilbake etter noen dager, men hva som skjer nå, vet vi ikke.", "no"),
        ("Raketten er sendt op, og den skal ikke tilbage efter nogle dage, men hvad der sker nu, ved vi ikke.", "da"),
        ("Raketa pakilo į orbitą ir palydovas yra geros būklės, bet dar nėra aišku, kaip jis veiks po metų.", "lt"),
        ("Eldflaugin fór á loft í morgun og gervitunglið er komið á braut en ekki er vitað um það meira.", "is"),
        ("Ракета стартовала с космодрома и вывела на орбиту спутник.", "ru"),
        ("12 345 — 678", ""),
    ],
)  # fmt: skip
def test_close_languages_are_told_apart(text, code):
    assert language(text) == code


LATIN = (
    "Raketa startovala s kosmodroma i vyvela na orbitu sputnik svyazi, soobshchili v agentstve. Eto byl tretiy pusk za "
    "god, a sleduyushchiy namechen na osen, kogda zakonchitsya remont startovogo stola."
)
CYRILLIC = (
    "Ракета стартовала с космодрома и вывела на орбиту спутник связи, сообщили в агентстве. Это был третий пуск "
    "за год, а следующий намечен на осень, когда закончится ремонт стартового стола."
)
GARBLED = [
    CYRILLIC.encode(own).decode(other, "replace")
    for own, other in (("utf-8", "cp1251"), ("utf-8", "mac-cyrillic"), ("cp866", "cp1251"), ("koi8-r", "cp866"))
]


@pytest.mark.parametrize("text", [LATIN, *GARBLED])
def test_russian_in_other_letters_is_not_taken_for_another_language(text):
    assert language(text) in ("", "ru")


CZECH = (
    "Raketa odstartovala z kosmodromu a vynesla na oběžnou dráhu družici, která bude sloužit pro spojení. Je to už "
    "třetí start za rok a další se má konat na podzim, kdy skončí oprava rampy."
)
UKRAINIAN = (
    "Ракета стартувала з космодрому і вивела на орбіту супутник зв'язку, повідомили в агентстві. Це був третій "
    "пуск за рік, а наступний заплановано на осінь, коли закінчиться ремонт, який почали до зими."
)


@pytest.mark.parametrize(("text", "code"), [(CZECH, "cs"), (UKRAINIAN, "uk")])
def test_what_is_in_these_languages_is_known_still(text, code):
    assert language(text) == code


@pytest.mark.parametrize(
    ("tag", "code"), [("en-US", "en"), ("nb", "no"), ("RU", "ru"), ("zh_CN", "zh"), ("", ""), ("<b>", "")]
)
def test_a_tag_of_a_language_has_a_code(tag, code):
    assert language_code(tag) == code
