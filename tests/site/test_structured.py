"""What machines are told of pages: things that schema.org would recognise."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from tests.desk import REPOSITORY, Desk
from tests.site.photos import moving

# The properties that schema.org gives a NewsArticle and the things within it, as far as we use them.
KNOWN = {
    "NewsArticle": {
        "mainEntityOfPage", "url", "headline", "description", "datePublished", "dateModified", "author", "publisher",
        "isBasedOn", "citation", "correction", "image", "inLanguage", "keywords", "about", "copyrightNotice",
    },
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": {"url", "name", "inLanguage", "mainEntity"},
    "EntryPoint": {"urlTemplate"},
    "ImageObject": {"url"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name", "item", "url"},
    "Periodical": {"name", "url"},
    "PublicationIssue": {
        "url", "name", "description", "issueNumber", "datePublished", "inLanguage", "image", "isPartOf", "publisher",
        "hasPart",
    },
    "SearchAction": {"target", "query-input"},
    "WebSite": {"url", "name", "description", "inLanguage", "publisher", "potentialAction"},
    "CorrectionComment": {"text", "datePublished", "url"},
    "CreativeWork": {"publisher", "url", "archivedAt"},
    "Organization": {"name", "url", "logo"},
    "Person": {"name"},
    "Thing": {"name", "url"},
}  # fmt: skip


def told(desk: Desk, url: str) -> dict[str, dict[str, Any]]:
    """The things of a page by their kind."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', desk.page(url), re.DOTALL)
    facts: dict[str, Any] = json.loads(text)
    assert facts.pop("@context") == "https://schema.org"
    things = {each["@type"]: each for each in facts.get("@graph", [facts])}
    for thing in things.values():
        check(thing)
    return things


def check(thing: dict[str, Any]) -> None:
    """Every property belongs to its type, none is empty, addresses are whole, dates are ISO 8601."""
    kind = thing["@type"]
    assert thing.keys() - {"@type"} <= KNOWN[kind], kind
    for name, value in thing.items():
        assert value not in ("", [], {}, None), name
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                check(each)
            if name in ("url", "image", "item", "archivedAt", "mainEntityOfPage"):
                assert re.match("https?://", each)
            if name.startswith("date"):
                datetime.fromisoformat(each)


def publisher(url: str, name: str = "Орбита") -> dict[str, Any]:
    """An organisation that has given no logo: its largest icon stands for it."""
    logo = {"@type": "ImageObject", "url": f"{url}apple-touch-icon.png"}
    return {"@type": "Organization", "name": name, "url": url, "logo": logo}


def test_everything_that_is_known_of_an_article_is_told(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/", author="Редакция", logo="/logo.png")
    desk.write("static/logo.png", b"")
    desk.write("content/sources.yaml", "Reuters: {names: [Рейтер]}\n")
    desk.article(
        "Пуск", slug="pusk", date="2020-01-02 10:00", updated="2020-02-01", summary="О пуске.", source="ТАСС",
        source_url="https://tass.ru/1", archived="https://archive.org/1",
        author="Иван Петров", cites=["РБК > Рейтер", "РБК"], tags=["Байконур"],
        topics=["Полёты"], image="/a.gif", rights="© ТАСС",
        corrections=[{"date": "2021-03-04", "text": "Не тот день."}],
    )  # fmt: skip
    desk.write("static/a.gif", moving())
    assert desk.build().status == 0
    page = "https://example.org/repo/2020/01/pusk/"
    work = {"@type": "CreativeWork"}
    logo = {"@type": "ImageObject", "url": "https://example.org/repo/logo.png"}
    publisher = {"@type": "Organization", "name": "Орбита", "url": "https://example.org/repo/", "logo": logo}
    original = {**work, "publisher": {"@type": "Organization", "name": "ТАСС"}, "url": "https://tass.ru/1"}
    assert told(desk, "/2020/01/pusk/")["NewsArticle"] == {
        "@type": "NewsArticle",
        "mainEntityOfPage": page,
        "url": page,
        "headline": "Пуск",
        "description": "О пуске.",
        "datePublished": "2020-01-02T10:00:00+03:00",
        "dateModified": "2021-03-04",
        "author": {"@type": "Person", "name": "Иван Петров"},
        "publisher": publisher,
        "isBasedOn": {**original, "archivedAt": "https://archive.org/1"},
        "citation": [
            {**work, "publisher": {"@type": "Organization", "name": "РБК"}},
            {**work, "publisher": {"@type": "Organization", "name": "Reuters"}},
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "Не тот день.",
                "datePublished": "2021-03-04",
                "url": f"{page}#correction-2021-03-04",
            }
        ],
        "image": "https://example.org/repo/a.gif",
        "inLanguage": "ru",
        "keywords": ["Байконур"],
        "about": [{"@type": "Thing", "name": "Полёты", "url": "https://example.org/repo/topics/polyoty/"}],
        "copyrightNotice": "© ТАСС",
    }


def test_what_is_not_known_is_not_told(desk: Desk) -> None:
    desk.settings(cards=0)
    desk.article("Пуск", "Ракета взлетела.", slug="pusk", cites=["РБК"])
    desk.build()
    assert told(desk, "/2020/01/pusk/")["NewsArticle"] == {
        "@type": "NewsArticle",
        "mainEntityOfPage": "https://example.org/2020/01/pusk/",
        "url": "https://example.org/2020/01/pusk/",
        "headline": "Пуск",
        "description": "Ракета взлетела.",
        "datePublished": "2020-01-02",
        "dateModified": "2020-01-02",
        "author": {"@type": "Organization", "name": "Орбита", "url": "https://example.org/"},
        "publisher": publisher("https://example.org/"),
        "citation": [{"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": "РБК"}}],
        "inLanguage": "ru",
    }


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028", '"\\', "&lt;"]
)
def test_no_words_break_out_of_it(desk: Desk, words: str) -> None:
    meta = {"source": f"И{words}", "cites": [f"Ц{words}"], "tags": [f"М{words}"], "rights": f"П{words}"}
    corrections = [{"date": "2021-03-04", "text": f"К{words}"}]
    desk.article(f"Т{words}", slug="a", summary=f"С{words}", corrections=corrections, **meta)
    assert desk.build().status == 0
    facts = told(desk, "/2020/01/a/")["NewsArticle"]
    assert facts["keywords"] == [f"М{words}"] or "\u2028" in words
    assert desk.page("/2020/01/a/").count("<script") == 2  # this, and the script of the theme


def test_each_kind_of_page_tells_what_it_is_and_the_way_to_it(desk: Desk) -> None:
    """The page itself ends its trail, by its name alone."""
    desk.article("Пуск", slug="pusk", tags=["Байконур"], topics=["Полёты"], source="ТАСС")
    desk.article("Посадка", slug="posadka", date="2020-01-05")
    desk.issue(1, "pusk")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\nМы.\n")
    assert desk.build().status == 0
    found = {url: told(desk, url) for url in TOLD}
    assert {url: next(iter(things)) for url, things in found.items()} == {url: kind for url, (kind, _) in TOLD.items()}
    trails = {url: [each["name"] for each in way(things)] for url, things in found.items()}
    assert trails == {url: list(trail) for url, (_, trail) in TOLD.items()}
    assert [each.get("item") for each in way(found["/archive/2020/01/"])] == [
        "https://example.org/", "https://example.org/archive/", "https://example.org/archive/2020/", None,
    ]  # fmt: skip
    assert "ld+json" not in desk.page("/404.html")


TOLD = {
    "/": ("WebSite", ()),
    "/2020/01/pusk/": ("NewsArticle", ("Главная", "Темы", "Полёты", "Пуск")),
    "/2020/01/posadka/": ("NewsArticle", ("Главная", "Архив", "Посадка")),
    "/tags/": ("CollectionPage", ("Главная", "Метки")),
    "/tags/baykonur/": ("CollectionPage", ("Главная", "Метки", "Байконур")),
    "/topics/polyoty/": ("CollectionPage", ("Главная", "Темы", "Полёты")),
    "/sources/tass/": ("CollectionPage", ("Главная", "Источники", "ТАСС")),
    "/archive/": ("CollectionPage", ("Главная", "Архив")),
    "/archive/2020/": ("CollectionPage", ("Главная", "Архив", "2020")),
    "/archive/2020/01/": ("CollectionPage", ("Главная", "Архив", "2020", "Январь 2020")),
    "/issues/": ("CollectionPage", ("Главная", "Выпуски")),
    "/issues/1/": ("PublicationIssue", ("Главная", "Выпуски", "Выпуск 1")),
    "/corrections/": ("CollectionPage", ("Главная", "Исправления")),
    "/about/": ("BreadcrumbList", ("Главная", "О нас")),
}


def way(things: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = things.get("BreadcrumbList", {}).get("itemListElement", [])
    assert [each["position"] for each in found] == list(range(1, len(found) + 1))
    return found


def test_the_way_to_a_page_stands_on_it_too(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/")
    desk.article("Пуск", slug="pusk", topics=["Полёты"])
    desk.build()
    (shown,) = re.findall(
        r'<nav class="trail" aria-label="Вы здесь">(.*?)</nav>', desk.page("/2020/01/pusk/"), re.DOTALL
    )
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', shown) == [
        ("/repo/", "Главная"), ("/repo/topics/", "Темы"), ("/repo/topics/polyoty/", "Полёты"),
    ]  # fmt: skip
    assert 'class="trail"' not in desk.page("/")


def test_a_list_tells_which_articles_it_has_and_an_issue_too(desk: Desk) -> None:
    desk.settings(cards=0)
    desk.article("Пуск", slug="pusk", tags=["Байконур"])
    desk.article("Посадка", slug="posadka", date="2020-01-05", tags=["Байконур"])
    desk.issue(7, "pusk", "posadka", title="Первый", summary="Коротко.")
    desk.build()
    pages = ["https://example.org/2020/01/posadka/", "https://example.org/2020/01/pusk/"]
    listed = told(desk, "/tags/baykonur/")["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [each["url"] for each in listed] == pages
    assert told(desk, "/issues/7/")["PublicationIssue"] == {
        "@type": "PublicationIssue",
        "url": "https://example.org/issues/7/",
        "name": "Выпуск 7. Первый",
        "description": "Коротко.",
        "issueNumber": 7,
        "datePublished": "2020-02-01",
        "inLanguage": "ru",
        "isPartOf": {"@type": "Periodical", "name": "Орбита", "url": "https://example.org/"},
        "publisher": publisher("https://example.org/"),
        "hasPart": [{"@type": "NewsArticle", "url": url} for url in reversed(pages)],
    }


def test_the_front_page_tells_how_the_site_is_searched(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/", description="О космосе.", author="Редакция")
    desk.build()
    site = told(desk, "/")["WebSite"]
    assert site["publisher"] == publisher("https://example.org/repo/", "Редакция")
    assert site["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": "https://example.org/repo/search/?q={search_term_string}"},
        "query-input": "required name=search_term_string",
    }


def test_a_logo_that_is_not_there_is_told(desk: Desk) -> None:
    desk.settings(logo="/logo.png")
    assert desk.build().err.startswith(
        "site.yaml:6: error[logo]: there is no picture at /logo.png\n  put it at static/logo.png\n"
    )


def test_a_page_that_is_not_published_tells_machines_nothing(desk: Desk) -> None:
    desk.article("Черновик", slug="draft", draft=True)
    desk.build("--drafts")
    assert "ld+json" not in desk.page("/2020/01/draft/")


def test_the_policy_of_the_pages_lets_one_script_run_and_needs_none_for_data() -> None:
    """JSON-LD is a data block, which is never executed; the policy names it because checkers ask for that."""
    policy = (REPOSITORY / "themes/gazette/partials/policy.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in policy
    assert "script-src {{ behaviour.source }}{% if said %} {{ said|hashed }}{% endif %}" in policy
