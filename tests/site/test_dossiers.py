"""Topics and sources as dossiers: what stands on their pages beside their articles, and when it changes."""

from __future__ import annotations

import re

from msgspec.structs import fields

from digest.content.cache import Cache
from digest.settings import settings
from digest.site.plan import Plan, plan
from digest.site.search_index import Index
from digest.site.views import SourceView, TopicView
from tests.crawl import dead_links
from tests.desk import Desk


def planned(desk: Desk) -> Plan:
    from datetime import UTC, datetime

    found = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))
    return plan(found, Cache(None, "", found.site.zone), Index())


def topic(desk: Desk, slug: str) -> TopicView:
    view = planned(desk).pages[f"topics/{slug}/index.html"].view
    assert isinstance(view, TopicView)
    return view


def source(desk: Desk, slug: str) -> SourceView:
    view = planned(desk).pages[f"sources/{slug}/index.html"].view
    assert isinstance(view, SourceView)
    return view


# topics


def test_the_timeline_of_a_topic_leads_to_where_each_month_begins_in_its_list(desk: Desk) -> None:
    desk.settings(paginate=2)
    for number, day in enumerate(["2019-12-30", "2020-01-01", "2020-01-02", "2020-01-03", "2020-03-01"]):
        desk.article(f"Заметка {number}", date=day, slug=f"n{number}", topics=["Аренда"], source="ТАСС")
    view = topic(desk, "arenda")
    months = [(year.year, month.month, month.url, month.count) for year in view.timeline for month in year.months]
    assert months == [
        (2020, 3, "/topics/arenda/#2020-03", 1),
        (2020, 1, "/topics/arenda/#2020-01", 3),
        (2019, 12, "/topics/arenda/page/1/#2019-12", 1),
    ]
    assert [(year.year, year.url, year.count) for year in view.timeline] == [
        (2020, "/topics/arenda/#2020-03", 4),
        (2019, "/topics/arenda/page/1/#2019-12", 1),
    ]
    assert desk.build().status == 0
    assert dead_links(desk.tree(), "https://example.org/") == []


def test_a_later_page_of_a_dossier_does_not_change_with_a_new_article(desk: Desk) -> None:
    desk.settings(paginate=2)
    desk.write("content/topics/arenda.md", "---\ntitle: Аренда\npinned: [n1]\n---\n\nО теме.\n")
    for number in range(1, 8):
        corrections = [{"date": "2020-02-01", "text": "Опечатка."}]
        meta = {"topics": ["Аренда"], "source": "ТАСС", "cites": ["РБК"], "corrections": corrections}
        desk.article(f"Заметка {number}", date=f"2020-01-0{number}", slug=f"n{number}", tags=["Метка"], **meta)
    desk.build()
    later = {url: desk.page(url) for url in desk.urls() if re.match("/(topics|sources)/.+/page/1/", url)}
    assert len(later) == 2
    assert not any("О теме." in page or "По месяцам" in page for page in later.values())
    desk.article("Заметка 8", date="2020-01-08", slug="n8", topics=["Аренда"], source="ТАСС", tags=["Другая"])
    explained = desk.build("--explain").out
    assert {url: desk.page(url) for url in later} == later
    assert not any(f"{url}: " in explained for url in later)


def test_an_edit_elsewhere_renders_no_dossier_again(desk: Desk) -> None:
    desk.article(slug="a", topics=["Аренда"], source="ТАСС", tags=["Метка"])
    desk.article(slug="b", topics=["Байтерек"], source="РБК", tags=["Другая"])
    desk.build()
    desk.edit("content/articles/b.md", "взлетела", "вернулась\n\nНовый конец")
    explained = desk.build("--explain").out
    assert "/topics/baiterek/: " not in explained
    assert "/topics/arenda/: " not in explained
    assert "/sources/tass/: " not in explained


def test_key_tags_are_those_that_are_more_frequent_in_the_topic_than_elsewhere(desk: Desk) -> None:
    for number in range(6):
        desk.article(slug=f"a{number}", topics=["Аренда"], tags=["Байконур", "Договор"], source="РБК")
    for number in range(6):
        desk.article(slug=f"b{number}", topics=["Полёты"], tags=["Байконур", "МКС"], source="ТАСС")
    desk.article(slug="c", topics=["Аренда"], tags=["Деньги"], source="ТАСС")
    view = topic(desk, "arenda")
    assert [(each.term.name, each.count) for each in view.tags] == [("Договор", 6)]
    assert [(each.term.name, each.count) for each in view.sources] == [("РБК", 6)]


def test_where_nothing_is_peculiar_the_most_frequent_stands(desk: Desk) -> None:
    desk.article(slug="a", topics=["Аренда"], tags=["Байконур", "Договор"])
    desk.article(slug="b", topics=["Аренда"], tags=["Байконур", "Договор"])
    assert [each.term.name for each in topic(desk, "arenda").tags] == ["Байконур", "Договор"]


def test_topics_that_share_articles_come_before_those_that_share_tags(desk: Desk) -> None:
    desk.article(slug="a", topics=["Аренда", "Байтерек"], tags=["Договор"])
    desk.article(slug="b", topics=["Аренда", "Байтерек"])
    desk.article(slug="c", topics=["Казна", "Аренда"], tags=["Деньги"])
    desk.article(slug="d", topics=["Право"], tags=["Договор"])
    for number in range(4):
        desk.article(slug=f"e{number}", topics=["Погода"], tags=["Ветер"])
    found = [(each.term.name, each.shared, [tag.name for tag in each.tags]) for each in topic(desk, "arenda").related]
    assert found == [("Байтерек", 2, ["Договор"]), ("Казна", 1, ["Деньги"]), ("Право", 0, ["Договор"])]


def test_a_topic_shows_the_stories_in_which_its_articles_stand(desk: Desk) -> None:
    desk.article("Первая", date="2020-01-02", slug="a", topics=["Аренда"])
    desk.article("Вторая", date="2020-01-03", slug="b")
    desk.article("Третья", date="2020-01-04", slug="c", topics=["Полёты"])
    desk.write("content/stories.yaml", "- same: [a.md, b.md]\n")
    found = topic(desk, "arenda").stories
    assert [(each.url, each.count, each.summary) for each in found] == [("/stories/a/", 2, "")]
    assert topic(desk, "polyoty").stories == ()
    desk.build()
    assert 'href="/stories/a/"' in desk.page("/topics/arenda/")


def test_pinned_articles_stand_in_the_order_of_the_editor_and_in_the_list_as_well(desk: Desk) -> None:
    desk.article("Старая", date="2010-01-02", slug="old", topics=["Аренда"])
    desk.article("Чужая", slug="alien")
    desk.article("Новая", slug="new", topics=["Аренда"])
    front = "title: Аренда\npinned:\n  - alien.md\n  - old\n  - content/articles/old.md\n"
    desk.write("content/topics/arenda.md", f"---\n{front}---\n")
    view = topic(desk, "arenda")
    assert [each.title for each in view.pinned] == ["Чужая", "Старая"]
    assert [each.title for group in view.groups for each in group.teasers] == ["Новая", "Старая"]


def test_what_is_pinned_and_cannot_be_shown_is_told_with_its_place(desk: Desk) -> None:
    desk.article(slug="pusk", topics=["Аренда"])
    desk.article(slug="later", draft=True)
    desk.write("content/topics/arenda.md", "---\ntitle: Аренда\npinned: [puks, later, зима]\n---\n")
    outcome = desk.build()
    assert outcome.status == 1
    assert outcome.err == (
        "content/topics/arenda.md:3:10: error[pinned]: there is no article `puks` to pin\n"
        "  did you mean `pusk.md`?\n\n"
        "content/topics/arenda.md:3:16: warning[pinned]: `later` is pinned, but it is a draft, not yet due, or has "
        "errors\n\n"
        "content/topics/arenda.md:3:23: error[pinned]: there is no article `зима` to pin\n"
        "  write the name of a file in content/articles/\n\n"
        "2 errors, 1 warning\n"
    )
    desk.write("content/tags/x.md", "---\ntitle: Метка\npinned: [pusk]\n---\n")
    assert "content/tags/x.md:3:1: warning[key]: unknown key `pinned`" in desk.build().err


# sources


def test_articles_under_any_name_of_a_source_stand_on_its_one_page(desk: Desk) -> None:
    desk.write("content/sources.yaml", "РИА Новости:\n  names: [РИА, RIA Novosti]\n  rights: © РИА Новости\n")
    desk.write("content/sources/ria.md", "---\ntitle: риа\n---\n\nСтарейшее агентство.\n")
    desk.article("Одна", slug="a", source="РИА", source_url="https://ria.ru/1")
    desk.article("Другая", slug="b", source="RIA novosti", rights="Все права у автора")
    assert desk.build().status == 0
    assert [url for url in desk.urls("/sources/") if desk.has(url)] == [
        "/sources/", "/sources/ria-novosti/", "/sources/ria/",
    ]  # fmt: skip
    page = desk.page("/sources/ria/")
    assert "<h1>РИА Новости</h1>" in page
    assert "Старейшее агентство." in page
    assert "Одна" in page
    assert "Другая" in page
    assert "url=/sources/ria/" in desk.page("/sources/ria-novosti/")
    article = desk.page("/2020/01/a/")
    assert '<a href="https://ria.ru/1" rel="noopener">РИА Новости: оригинал</a>' in article
    assert "© РИА Новости" in article
    other = desk.page("/2020/01/b/")
    assert "Все права у автора" in other
    assert "© РИА Новости" not in other


def test_the_old_address_of_a_source_leads_to_the_new_one(desk: Desk) -> None:
    desk.article(source="РИА")
    desk.build()
    assert desk.has("/sources/ria/")
    desk.write("content/sources.yaml", "РИА Новости: {names: [РИА]}\n")
    desk.build()
    assert "url=/sources/ria-novosti/" in desk.page("/sources/ria/")


def test_a_source_tells_its_facts_in_the_language_of_the_site(desk: Desk) -> None:
    facts = "country: KZ, kind: newspaper, language: kk, url: 'https://egemen.kz/', notes: ТАЙНА"
    desk.write("content/sources.yaml", f"Егемен Қазақстан: {{{facts}, names: [Егемен]}}\n")
    desk.article(source="Егемен")
    for lang, words in {
        "ru": ["газета", "Казахстан", "казахский", "Другие названия"],
        "en": ["newspaper", "Kazakhstan", "Kazakh", "Also known as"],
    }.items():
        desk.settings(language=lang)
        desk.build()
        page = desk.page(next(url for url in desk.urls("/sources/") if url.startswith("/sources/egemen-")))
        assert [word for word in words if f">{word}</" not in page] == []
        assert '<a href="https://egemen.kz/" rel="noopener">' in page
    assert not any("ТАЙНА".encode() in data for data in desk.tree().values())


def test_who_quotes_whom_is_counted_over_every_link_of_every_chain(desk: Desk) -> None:
    desk.write("content/sources.yaml", "Reuters: {names: [Рейтер], country: GB}\nAP: {country: US}\n")
    desk.article("Первая", slug="a", source="ТАСС", cites=["РБК > Рейтер", "ТАСС"])
    desk.article("Вторая", slug="b", source="РБК", cites=["Reuters"])
    desk.article("Третья", slug="c", cites=["РБК", "Блог"])
    view = source(desk, "rbk")
    assert [(each.outlet.name, each.outlet.url, each.count) for each in view.cites] == [
        ("Reuters", "/sources/reuters/", 2)
    ]
    assert [(each.outlet.name, each.count) for each in view.cited_by] == [("ТАСС", 1)]
    assert [each.title for each in view.quoted_in] == ["Первая", "Третья"]
    quoted = source(desk, "reuters")
    assert (quoted.count, quoted.groups) == (0, ())
    assert [(each.outlet.name, each.count) for each in quoted.cited_by] == [("РБК", 2)]
    assert not planned(desk).pages.keys() & {"sources/blog/index.html", "sources/ap/index.html"}


def test_a_chain_of_citation_is_shown_from_the_source_on_and_linked_where_the_outlet_is_known(desk: Desk) -> None:
    desk.write("content/sources.yaml", "Reuters: {names: [Рейтер]}\n")
    desk.article("Первая", slug="a", source="ТАСС", cites=["РБК > Рейтер"])
    desk.build()
    chain = re.search(r'<p>\s*(<a href="/sources/tass/">.*?)</p>', desk.page("/2020/01/a/"), re.DOTALL)
    assert chain
    assert re.sub(r"\s+", " ", chain[1]).strip() == (
        '<a href="/sources/tass/">ТАСС</a> <span title="ссылается на">→</span> <span>РБК</span> '
        '<span title="ссылается на">→</span> <a href="/sources/reuters/">Reuters</a>'
    )
    assert dead_links(desk.tree(), "https://example.org/") == []


def test_a_note_or_a_line_more_in_the_file_of_sources_renders_nothing_again(desk: Desk) -> None:
    desk.write("content/sources.yaml", "ТАСС: {country: RU}\n")
    desk.article(source="ТАСС")
    desk.build()
    desk.write("content/sources.yaml", "# строка\n\nТАСС: {country: RU, notes: звонить после обеда}\n")
    assert "0 written, 0 removed" in desk.build().out


def test_no_view_holds_what_is_for_editors_alone() -> None:
    assert "notes" not in {each.name for each in fields(SourceView)}
