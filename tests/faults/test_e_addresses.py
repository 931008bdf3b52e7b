"""Every article and term has an address of its own, safe on every disk; of two claimants both files are named."""

from __future__ import annotations

import re

import pytest

from tests.content.reader import shelved
from tests.content.test_library import terms as term_pages
from tests.desk import Desk


@pytest.mark.parametrize(
    ("one", "other"),
    [("content/articles/a.md", "content/articles/later/a.md"), ("static/Foto.jpg", "static/foto.jpg")],
)
def test_e14_e15_of_two_claimants_to_one_address_the_first_has_it_and_the_other_is_named(
    desk: Desk, one: str, other: str
) -> None:
    desk.write(one, "---\ntitle: Раз\ndate: 2020-01-02\n---\n")
    desk.write(other, "---\ntitle: Два\ndate: 2020-01-02\n---\n")
    outcome = desk.build()
    assert outcome.status == 1
    assert f"is claimed by {one} and by {other}; the first has it" in outcome.err
    assert len([url for url in desk.urls() if url.lower() in ("/foto.jpg", "/2020/01/a/")]) == 1


NAMES = {
    "Ёлка и щука": "yolka-i-shchuka",
    "Объект Васильева": "obyekt-vasilyeva",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "№ 5": "no-5",
    "🚀": "n-",
    "!!!": "n-",
    "con": "con-",
    "Index": "index-",
    "tags": "tags-",
    "-rf": "rf",
    "a" * 180: "a" * 80,
}


@pytest.mark.parametrize("name", NAMES)
def test_e17_e19_a_file_name_makes_an_address_that_is_safe_everywhere(desk: Desk, name: str) -> None:
    desk.article("Заметка", slug=name)
    outcome = desk.build()
    assert outcome.status == 0
    (url,) = (url for url in desk.urls("/2020/01/"))
    slug = url.split("/")[3]
    assert slug.startswith(NAMES[name])
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80


@pytest.mark.parametrize(
    "slug",
    ["../x", "/etc/x", "a/../../b", "..\\x", "%2e%2e", "C:", "~", "Пуск", "Pusk", "a b", "x" * 121, "-a", "a--b"],
)
def test_e18_a_slug_that_leads_out_of_its_place_is_refused(desk: Desk, slug: str) -> None:
    desk.write("content/articles/a.md", f"---\ntitle: А\ndate: 2020-01-02\nslug: '{slug}'\n---\n")
    outcome = desk.build()
    assert outcome.status == 1
    assert "a.md:4:7: error[slug]: `slug` may hold only a-z, 0-9 and single hyphens between them" in outcome.err
    assert desk.urls("/2020/") == []
    assert {path.name for path in desk.root.iterdir()} == {"content", "public", "site.yaml", ".digest"}


@pytest.mark.parametrize(
    "spellings",
    [
        ("Полёты", "Полеты"),
        ("Байконур", "БАЙКОНУР"),
        ("МС-10", "МС 10"),
        ("РИА Новости", "РИА\u00a0Новости"),
        ("й", "\u0438\u0306"),
    ],
)
def test_e10_e16_spellings_of_one_name_have_one_page(desk: Desk, spellings: tuple[str, str]) -> None:
    for number, spelling in enumerate(spellings):
        desk.article(f"Статья {number}", tags=[spelling])
    found = shelved(desk)
    assert [articles for _, _, articles in term_pages(found)] == [["Статья 0", "Статья 1"]]
    assert len({teaser.terms["tags"] for teaser in found.teasers.values()}) == 1


def test_e10_e16_different_names_have_pages_of_their_own(desk: Desk) -> None:
    desk.article("Статья", tags=["C", "C++", "C#", "🚀", "!!!"])
    assert len({url for _, url, _ in term_pages(shelved(desk))}) == 5


def article(desk: Desk, name: str, **meta: object) -> str:
    return desk.article("Заметка", slug=name, date="2020-01-02", **meta)


@pytest.mark.parametrize(("one", "other"), [("pusk", "Pusk"), ("й", "\u0438\u0306"), ("a b", "a_b")])
def test_e14_names_that_differ_in_case_or_in_spelling_are_one_address(desk: Desk, one: str, other: str) -> None:
    """Not every disk can hold both files; where it can, the second is named and the first is built."""
    first, second = sorted((article(desk, one), article(desk, other)))
    if len(list((desk.root / "content/articles").iterdir())) < 2:
        pytest.skip("this disk takes the two names for one")
    outcome = desk.build("--json")
    (problem,) = outcome.json["problems"]
    assert (problem["code"], problem["hint"]) == ("url", "give one of them another `slug:`")
    assert f"is claimed by {first} and by {second}; the first has it" in problem["message"]


@pytest.mark.parametrize(
    ("pattern", "slug", "whose"),
    [
        ("/{slug}/", "tags", "/tags/"),
        ("/{slug}/", "topics", "/topics/"),
        ("/{slug}/", "archive", "/archive/"),
        ("/{slug}/", "search", "/search/"),
        ("/tags/{slug}/", "orbita", "/tags/orbita/"),
        ("/{slug}/", "papka", "/papka/"),
    ],
)
def test_e15_an_article_at_the_address_of_something_else_is_named(
    desk: Desk, pattern: str, slug: str, whose: str
) -> None:
    desk.settings(permalinks={"articles": pattern})
    desk.write("static/papka/index.html", "папка")
    article(desk, "other", tags=["Орбита"])
    path = article(desk, slug) if pattern != "/{slug}/" or slug == "papka" else article(desk, "x")
    if path.endswith("/x.md"):
        desk.edit(path, "---\n\n", f"slug: {slug}\n---\n\n")
    outcome = desk.build("--json")
    told = [each for each in outcome.json["problems"] if each["code"] == "url"]
    assert (outcome.status, len(told)) == (1, 1)
    assert whose in told[0]["message"]
    assert path in f"{told[0]['message']} {told[0]['path']}"
    assert told[0]["hint"]


@pytest.mark.parametrize("slug", ["404", "feed", "index", "sitemap", "robots"])
def test_e15_a_word_that_is_also_a_file_of_the_site_takes_nothing_from_it(desk: Desk, slug: str) -> None:
    desk.settings(permalinks={"articles": "/{slug}/"})
    path = article(desk, "x")
    desk.build()
    robots = desk.page("/robots.txt")
    desk.edit(path, "---\n\n", f"slug: '{slug}'\n---\n\n")
    assert desk.build().status == 0
    assert desk.has(f"/{slug}/")
    assert all(desk.has(url) for url in ("/404.html", "/feed.xml", "/sitemap.xml", "/robots.txt"))
    assert desk.page("/robots.txt") == robots


@pytest.mark.parametrize("file", ["robots.txt", "sitemap.xml", "feed.xml", "404.html", "index.html"])
def test_e15_an_old_address_below_a_file_of_the_site_takes_nothing_from_it(desk: Desk, file: str) -> None:
    desk.article("Протон", slug="proton", aliases=[f"/{file}/old/"])
    outcome = desk.build()
    assert (outcome.status, desk.has(f"/{file}")) == (1, True)
    assert f"content/articles/proton.md: error[url]: /{file}/old/ is claimed by" in outcome.err
    assert "remove this alias" in outcome.err
