"""What readers see of stories: only what the editor decided, and all of it."""

from __future__ import annotations

import re

import pytest

from tests.crawl import dead_links
from tests.desk import Desk

LEAD = (
    "Ракета «Союз-У» с кораблём «Прогресс МС-04» стартовала с Байконура. "
    "Двигатель станции проработал при манёвре 127 секунд."
)
MORE = (
    "Двигатель станции проработал при манёвре 120 секунд. "
    "В Туву выехали спасатели, жители сёл слышали сильный хлопок и видели вспышку."
)


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Three articles, of which the first two are one story and the third carries it on."""
    desk.article("Прогресс потерян", LEAD, slug="a", date="2016-12-01", source="ТАСС")
    desk.article("Обломки в Туве", MORE, slug="b", date="2016-12-02", source="Интерфакс")
    desk.article("Комиссия назвала причину", "Вскрылся бак окислителя.", slug="c", date="2017-01-11")
    desk.write("content/stories.yaml", "- same: [a.md, b.md]\n  title: Потеря «Прогресса»\n- follow-up: [a.md, c.md]\n")
    assert desk.build().status == 0
    return desk


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split())


def test_a_story_shows_its_lead_the_others_what_each_adds_and_the_timeline(told: Desk) -> None:
    page = words(told.page("/stories/a/"))
    order = [
        *("Потеря «Прогресса» 2 заметки", "Прогресс потерян", "Об этом же сообщили Обломки в Туве Интерфакс"),
        *("В чём источники расходятся", "127 секунд", "ТАСС", "120 секунд", "Интерфакс"),
        *("Что добавляет каждый источник ТАСС", "Интерфакс В Туву выехали спасатели", "Ход событий"),
        *("Прогресс потерян", "Обломки в Туве", "Комиссия назвала причину Потом"),
    ]
    places = [0]
    for piece in order:
        assert piece in page[places[-1] :], (piece, page)
        places.append(page.index(piece, places[-1]) + len(piece))


def test_the_page_of_an_article_shows_its_story_and_what_followed(told: Desk) -> None:
    page = words(told.page("/2016/12/a/"))
    assert "Сюжет: Потеря «Прогресса» Об этом же сообщили Обломки в Туве Интерфакс" in page
    assert "Читайте также Комиссия назвала причину Потом" in page
    follow_up = words(told.page("/2017/01/c/"))
    assert "Сюжет:" not in follow_up
    assert "Читайте также Потеря «Прогресса» Раньше" in follow_up


def test_stories_have_a_list_and_are_in_the_sitemap(told: Desk) -> None:
    assert "Потеря «Прогресса»" in words(told.page("/stories/"))
    assert re.findall(r"/stories/[^<]*", told.read("public/sitemap.xml")) == ["/stories/", "/stories/a/"]
    assert dead_links(told.tree(), "https://example.org/") == []


def test_a_site_without_stories_has_no_list_of_them(desk: Desk) -> None:
    desk.article(slug="a")
    desk.build()
    assert desk.urls("/stories/") == []


def test_an_old_address_leads_to_the_story_that_took_the_other_in(desk: Desk) -> None:
    for name in "abcd":
        desk.article(slug=name)
    desk.write("content/stories.yaml", "- same: [a.md, b.md]\n- same: [c.md, d.md]\n- same: [a.md, d.md]\n")
    assert desk.build().status == 0
    assert "/stories/a/" in desk.page("/stories/c/")
    assert desk.urls("/stories/") == ["/stories/", "/stories/a/", "/stories/c/"]


def test_a_contradiction_is_told_and_the_rest_is_built(desk: Desk) -> None:
    for name in "abc":
        desk.article(slug=name)
    desk.write("content/stories.yaml", "- same: [a.md, b.md]\n- unrelated: [b.md, a.md]\n")
    outcome = desk.build()
    assert outcome.status == 1
    assert "content/stories.yaml:2: error[stories]: b.md and a.md are unrelated here, but one story" in outcome.err
    assert desk.has("/stories/a/")


def test_two_stories_cannot_have_one_address(desk: Desk) -> None:
    for name in "abcd":
        desk.article(slug=name)
    desk.write("content/stories.yaml", "- {same: [a.md, b.md], slug: pusk}\n- {same: [c.md, d.md], slug: pusk}\n")
    outcome = desk.build()
    assert "content/stories.yaml:2: error[stories]: `slug` is that of the story of a.md in line 1" in outcome.err
    assert desk.has("/stories/pusk/")
    assert desk.has("/stories/c/")


# related


def related(desk: Desk, name: str) -> list[str]:
    page = desk.page(f"/2020/01/{name}/").partition('<nav class="related"')[2].partition("</nav>")[0]
    return re.findall(r'href="/2020/01/(\w+)/"', page)


def test_articles_that_share_rare_terms_are_related_the_nearest_first(desk: Desk) -> None:
    desk.article(slug="a", date="2020-01-01", tags=["Протон", "Авария"])
    desk.article(slug="b", date="2020-01-20", tags=["Протон", "Авария"])
    desk.article(slug="c", date="2020-01-03", tags=["протон", "Авария"])
    desk.article(slug="d", date="2020-01-02", tags=["Погода"])
    desk.build()
    assert (related(desk, "a"), related(desk, "d")) == (["c", "b"], [])


def test_what_the_editor_said_is_unrelated_or_one_story_is_not_shown_as_related(desk: Desk) -> None:
    for name in "abc":
        desk.article(slug=name, tags=["Протон", "Авария"])
    desk.build()
    assert sorted(related(desk, "a")) == ["b", "c"]
    desk.write("content/stories.yaml", "- unrelated: [a.md, c.md]\n- same: [a.md, b.md]\n")
    desk.build()
    assert related(desk, "a") == related(desk, "c") == []


def test_of_another_story_one_article_is_related(desk: Desk) -> None:
    for name in "abc":
        desk.article(slug=name, tags=["Протон", "Авария"])
    desk.write("content/stories.yaml", "- same: [b.md, c.md]\n")
    desk.build()
    assert related(desk, "a") == ["b"]


def test_a_term_that_very_many_articles_have_relates_none(desk: Desk) -> None:
    for number in range(70):
        desk.article(slug=f"n{number}", tags=["Байконур"])
    desk.build()
    assert related(desk, "n1") == []


def test_terms_that_claim_one_address_relate_their_own_articles(desk: Desk) -> None:
    for name, tags in (("a", ["C", "Авария"]), ("b", ["C", "Авария"]), ("c", ["C!", "Пуск"]), ("d", ["C!", "Пуск"])):
        desk.article(slug=name, tags=tags)
    outcome = desk.build()
    assert "is claimed by" in outcome.err
    assert (related(desk, "a"), related(desk, "d")) == (["b"], ["c"])


def test_a_new_article_renders_only_the_pages_near_it(desk: Desk) -> None:
    for number in range(40):
        day = f"2020-01-{1 + number % 28:02}"
        desk.article(f"Новость {number}", slug=f"n{number}", date=day, tags=[f"Тег {number % 4}", "Пуск"])
    desk.build()
    desk.article("Новая", slug="new", date="2020-01-31", tags=["Тег 1", "Пуск"])
    rendered = desk.run("build", "--json").json["rendered"]
    assert len([url for url in rendered if re.match(r"/2020/01/n\d+/$", url)]) <= 5
