"""Articles in order and in groups: what is published, what waits, and under which name its terms are found."""

from __future__ import annotations

import random

from digest.content.library import Library
from tests.content.reader import shelved, told
from tests.desk import Desk


def titles(found: Library) -> list[str]:
    return [each.title for each in found.articles]


def terms(found: Library, taxonomy: str = "tags") -> list[tuple[str, str, list[str]]]:
    """Name, address and articles of every term."""
    return [(each.term.name, each.term.url, [a.title for a in each.articles]) for each in found.taxonomies[taxonomy]]


# order


def test_the_newest_article_stands_first(desk: Desk) -> None:
    for title, date in (("старая", "1957-10-04"), ("новая", "2023-12-31"), ("средняя", "2020-01-02")):
        desk.article(title, date=date)
    assert titles(shelved(desk)) == ["новая", "средняя", "старая"]


def test_a_site_without_articles_is_a_site(desk: Desk) -> None:
    found = shelved(desk)
    assert (found.articles, found.pages, found.scheduled, found.drafts, found.problems) == ((), (), (), 0, ())
    assert dict(found.taxonomies) == {"tags": (), "topics": (), "sources": ()}


# what waits


def test_the_waiting_are_listed_newest_first_and_shown_on_demand(desk: Desk) -> None:
    desk.article("Раньше", date="2030-01-02")
    desk.article("Позже", date="2031-01-02")
    desk.article("Черновик", date="2032-01-02", draft=True)
    assert [each.title for each in shelved(desk).scheduled] == ["Позже", "Раньше"]
    found = shelved(desk, future=True)
    assert (titles(found), found.scheduled) == (["Позже", "Раньше"], ())
    assert [found.teasers[each.path].badge for each in found.articles] == ["scheduled", "scheduled"]


def test_drafts_are_counted_and_shown_on_demand(desk: Desk) -> None:
    desk.article("Черновик", draft=True)
    desk.write("content/articles/undated.md", "---\ndraft: true\n---\n")
    desk.article("Готовая")
    assert (titles(shelved(desk)), shelved(desk).drafts) == (["Готовая"], 2)
    found = shelved(desk, drafts=True)
    assert titles(found) == ["undated", "Черновик", "Готовая"]
    assert [found.teasers[each.path].badge for each in found.articles] == ["draft", "draft", ""]
    assert found.articles[0].url == "/drafts/undated/"


def test_neither_drafts_nor_the_waiting_give_a_term_its_page(desk: Desk) -> None:
    desk.article("Черновик", draft=True, tags=["Тайна"], topics=["Тайна"], source="Тайна")
    desk.article("Позже", date="2030-01-02", tags=["Тайна"])
    assert [terms(shelved(desk), name) for name in ("tags", "topics", "sources")] == [[], [], []]


# terms


def test_a_name_is_spelt_as_most_articles_spell_it_and_its_page_stays_where_it_was(desk: Desk) -> None:
    for number, tag in enumerate(["полёты", "Полеты", "Полеты"], 1):
        desk.article(f"Статья {number}", tags=[tag], date=f"2020-01-0{number}")
        name = "Полеты" if number == 3 else min("полёты", tag)
        assert [(name, url) for name, url, _ in terms(shelved(desk))] == [(name, "/tags/polyoty/")]


def test_of_equally_common_spellings_the_first_of_the_alphabet_is_taken(desk: Desk) -> None:
    for number, tag in enumerate(["полёты", "Полёты"]):
        desk.article(f"Статья {number}", tags=[tag])
    assert [name for name, _, _ in terms(shelved(desk))] == ["Полёты"]


def test_a_text_gives_a_term_its_spelling_its_address_and_its_words(desk: Desk) -> None:
    for number in range(2):
        desk.article(f"Статья {number}", topics=["космодром байконур"])
    desk.write("content/topics/baikonur.md", "---\ntitle: Космодром «Байконур»\n---\n")
    desk.write("content/topics/kosmodrom.md", "---\ntitle: Космодром Байконур\nslug: bk\n---\n\nСтарт.\n")
    found = shelved(desk)
    assert terms(found, "topics") == [
        ("Космодром «Байконур»", "/topics/baikonur/", []),
        ("Космодром Байконур", "/topics/bk/", ["Статья 0", "Статья 1"]),
    ]
    assert [each.leaf.text.html for each in found.taxonomies["topics"] if each.leaf] == ["", "<p>Старт.</p>"]
    assert [term.url for term in found.teasers["content/articles/article-0.md"].terms["topics"]] == ["/topics/bk/"]


def test_the_text_of_a_term_that_is_a_draft_is_not_shown(desk: Desk) -> None:
    desk.article("Статья", topics=["Байконур"])
    desk.write("content/topics/b.md", "---\ntitle: Байконур\ndraft: true\n---\nСтарт.\n")
    assert [each.leaf for each in shelved(desk).taxonomies["topics"]] == [None]
    assert [bool(each.leaf) for each in shelved(desk, drafts=True).taxonomies["topics"]] == [True]


def test_two_texts_for_one_term_are_told(desk: Desk) -> None:
    desk.write("content/topics/a.md", "---\ntitle: Полёты\n---\nПервый.\n")
    desk.write("content/topics/b.md", "---\ntitle: полеты\n---\nВторой.\n")
    desk.write("content/tags/a.md", "---\ntitle: Полёты\n---\n")
    found = shelved(desk)
    assert told(found.problems) == (
        "content/topics/b.md: error[title]: `Полёты` has its text in content/topics/a.md already, "
        "so this one is not shown\n"
        "  join the two, or give this one another `title:`"
    )
    assert [each.leaf.path for each in found.taxonomies["topics"] if each.leaf] == ["content/topics/a.md"]


def test_a_source_is_a_term_with_the_articles_it_published(desk: Desk) -> None:
    desk.article("Статья 0", source="РИА Новости", source_url="https://ria.ru/1")
    desk.article("Статья 1", source="РИА новости")
    desk.write("content/sources/ria.md", "---\ntitle: РИА Новости\n---\nАгентство.\n")
    found = shelved(desk)
    assert terms(found, "sources") == [("РИА Новости", "/sources/ria/", ["Статья 0", "Статья 1"])]
    teaser = found.teasers["content/articles/article-1.md"]
    assert teaser.source_term
    assert teaser.source_term.name == "РИА Новости"


def test_a_taxonomy_of_ones_own_groups_articles_too(desk: Desk) -> None:
    desk.settings(taxonomies={"people": "Люди"}, permalinks={"people": "/who/{slug}/"})
    desk.article("Статья", people=["Юрий Гагарин"])
    assert terms(shelved(desk), "people") == [("Юрий Гагарин", "/who/yuriy-gagarin/", ["Статья"])]


def test_terms_stand_in_the_order_of_their_names(desk: Desk) -> None:
    desk.article("Статья", tags=["Яуза", "ёлка", "Елань", "Zenit", "арка"])
    assert [name for name, _, _ in terms(shelved(desk))] == ["Zenit", "арка", "Елань", "ёлка", "Яуза"]


def test_suggestions_of_a_machine_are_never_shown(desk: Desk) -> None:
    desk.article("Статья", suggested={"tags": ["Тайна"], "topics": ["Тайна"]}, draft=True)
    found = shelved(desk, drafts=True)
    assert (terms(found), terms(found, "topics")) == ([], [])
    assert "Тайна" not in repr(found)


# teasers


def test_an_edit_of_the_body_alone_leaves_the_teaser_equal(desk: Desk) -> None:
    path = desk.article("Статья", "Первый абзац.\n\nВторой.", tags=["Ракеты"], source="РИА")
    before = shelved(desk).teasers[path]
    desk.edit(path, "Второй.", "Совсем другой.")
    assert shelved(desk).teasers[path] == before
    desk.edit(path, "Первый", "Новый")
    assert shelved(desk).teasers[path] != before


def test_free_pages_are_no_articles(desk: Desk) -> None:
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n")
    desk.write("content/pages/draft.md", "---\ntitle: Черновик\ndraft: true\n---\n")
    found = shelved(desk)
    assert ([each.title for each in found.pages], titles(found)) == (["О нас"], [])
    assert [each.title for each in shelved(desk, drafts=True).pages] == ["О нас", "Черновик"]


def test_the_library_is_the_same_whatever_the_order_of_the_files_on_the_disk(desk: Desk) -> None:
    names = [f"a{number}" for number in range(20)]
    random.Random(2).shuffle(names)
    for number, name in enumerate(sorted(names)):
        desk.article(name, tags=["Полёты", "полеты", "Полеты"][number % 3 :], topics=[f"т{number % 4}"], slug=name)
    first = repr(shelved(desk))
    texts = {name: desk.read(f"content/articles/{name}.md") for name in names}
    for name in names:
        desk.delete(f"content/articles/{name}.md")
    for name in names:
        desk.write(f"content/articles/{name}.md", texts[name])
    assert repr(shelved(desk)) == first
