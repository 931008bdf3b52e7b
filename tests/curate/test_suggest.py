"""Suggestions: what a text tells of, with the reasons, in `suggested:` and nowhere else until an editor accepts it."""

from __future__ import annotations

import pytest

from tests.desk import Desk

TAGS = """\
Байконур:
  hidden: [Тюратам]
  topic: Аренда Байконура
Казахстан:
Роскосмос:
  aliases: [Федеральное космическое агентство]
"""
BODY = """\
Казахстан продлил аренду. Об этом сказал Айдын Аимбетов.

На Байконуре строят стартовый стол для «Союза». С Айдыном Аимбетовым говорил глава Роскосмоса."""


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.write("content/tags.yaml", TAGS)
    desk.write("content/topics/bayterek.md", "---\ntitle: Байтерек\nmatch: [стартовый стол]\n---\n\nТекст.\n")
    desk.article("Пуск с Байконура", BODY, slug="pusk")
    return desk


def test_a_table_gives_the_reasons(news: Desk) -> None:
    outcome = news.run("suggest", "pusk")
    assert outcome.status == 0
    assert outcome.out == (
        "content/articles/pusk.md\n"
        "  tags    Байконур          title, once (Байконуре)\n"
        "  tags    Казахстан         lead, once\n"
        "  topics  Аренда Байконура  by the tag Байконур\n"
        "  new?    Айдын Аимбетов    2 times\n"
        "Written to `suggested:` of 1 article; `digest accept FILE` moves them to `tags:` and `topics:`.\n"
    )


def test_they_are_written_into_suggested_and_nowhere_else(news: Desk) -> None:
    before = news.read("content/articles/pusk.md")
    news.run("suggest", "content/articles/pusk.md")
    added = "suggested:\n  tags:\n  - Байконур\n  - Казахстан\n  topics:\n  - Аренда Байконура\n"
    head, fence, body = before.partition("---\n\n")
    assert news.read("content/articles/pusk.md") == head + added + fence + body


def test_what_is_suggested_is_on_no_page(news: Desk) -> None:
    news.run("suggest")
    news.build()
    assert not news.has("/tags/baykonur/")
    assert "Казахстан</a>" not in news.page("/2020/01/pusk/")


def test_a_second_time_there_is_nothing_new(news: Desk) -> None:
    news.run("suggest")
    before = news.tree("content")
    assert "new?" in news.run("suggest").out
    assert news.tree("content") == before


def test_nothing_is_written_in_a_trial(news: Desk) -> None:
    before = news.tree("content")
    assert news.run("suggest", "--dry-run").out.endswith("Nothing was written.\n")
    assert news.tree("content") == before


def test_what_an_article_has_in_any_spelling_is_not_suggested(news: Desk) -> None:
    news.article("О Байконуре", "На Байконуре пуск.", slug="other", tags=["Тюратама"], topics=["Аренда Байконура"])
    assert news.run("suggest", "other").out == "Nothing new to suggest in 1 article.\n"


def test_a_term_of_the_topic_itself_suggests_the_topic(news: Desk) -> None:
    news.article("Стройка", "Стартового стола ещё нет.", slug="other")
    assert "topics  Байтерек  lead, once (Стартового стола)" in news.run("suggest", "other").out


def test_a_mention_in_passing_suggests_nothing(news: Desk) -> None:
    news.article("Погода", "Сухо.\n\nВ Казахстане тоже.", slug="other")
    assert news.run("suggest", "other").out == "Nothing new to suggest in 1 article.\n"


def test_a_site_without_settled_tags_suggests_those_in_use(desk: Desk) -> None:
    desk.article(tags=["Венера"], slug="one")
    desk.article("О Венере", "Облака Венеры.", slug="two")
    assert "tags    Венера  title, lead, once (Венеры)" in desk.run("suggest", "two").out


def test_all_is_told_to_programs_too(news: Desk) -> None:
    told = news.run("suggest", "--json").json
    assert told["written"] == ["content/articles/pusk.md"]
    assert told["suggestions"][0]["tags"][0] == {
        "name": "Байконур",
        "title": True,
        "lead": False,
        "times": 1,
        "forms": ["Байконуре"],
        "by": "",
        "why": "title, once (Байконуре)",
    }
    assert told["suggestions"][0]["new"] == [{"name": "Айдын Аимбетов", "times": 2}]


def test_a_file_that_no_program_can_edit_is_told_and_the_others_go_on(news: Desk) -> None:
    news.edit("content/articles/pusk.md", "date:", "suggested: {refused: [Луна]}\ndate:")
    news.article("О Байконуре", "Пуск.", slug="other")
    outcome = news.run("suggest")
    assert outcome.status == 1
    assert "content/articles/pusk.md:3:1: error[edit]" in outcome.err
    assert "- Байконур" in news.read("content/articles/other.md")


def test_an_article_that_is_not_there_is_told_with_the_nearest(news: Desk) -> None:
    outcome = news.run("suggest", "pysk.md")
    assert outcome.status == 2
    assert "there is no article pysk.md\n  did you mean `pusk.md`?" in outcome.err


def test_everything_suggested_is_accepted_at_once(news: Desk) -> None:
    before = news.read("content/articles/pusk.md")
    news.run("suggest")
    outcome = news.run("accept", "pusk")
    assert outcome.out == "tags: Байконур, Казахстан\ntopics: Аренда Байконура\n"
    head, fence, body = before.partition("---\n\n")
    added = "tags:\n- Байконур\n- Казахстан\ntopics:\n- Аренда Байконура\n"
    assert news.read("content/articles/pusk.md") == head + added + fence + body
    news.build()
    assert news.has("/tags/baykonur/")


def test_one_is_accepted_by_any_form_of_its_name(news: Desk) -> None:
    news.run("suggest")
    assert news.run("accept", "pusk", "казахстана").out == "tags: Казахстан\n"
    assert "suggested:\n  tags:\n  - Байконур\n  topics:" in news.read("content/articles/pusk.md")


def test_what_is_accepted_stands_under_its_settled_name(news: Desk) -> None:
    news.article(slug="other", suggested={"tags": ["Тюратам"]})
    news.run("accept", "other")
    assert "tags:\n- Байконур\n" in news.read("content/articles/other.md")


def test_what_is_refused_is_never_suggested_again(news: Desk) -> None:
    news.run("suggest")
    assert (
        news.run("accept", "pusk", "Казахстан", "Аренда Байконура", "--refuse").out
        == "refused: Казахстан\nrefused: Аренда Байконура\n"
    )
    assert "  refused:\n  - Казахстан\n  - Аренда Байконура\n" in news.read("content/articles/pusk.md")
    before = news.tree("content")
    news.run("suggest")
    assert news.tree("content") == before


def test_a_term_that_is_not_suggested_is_told(news: Desk) -> None:
    news.run("suggest")
    outcome = news.run("accept", "pusk", "Казахстам")
    assert outcome.status == 2
    assert "`Казахстам` is not suggested in content/articles/pusk.md\n  did you mean `Казахстан`?" in outcome.err


def test_nothing_is_accepted_in_a_trial(news: Desk) -> None:
    news.run("suggest")
    before = news.tree("content")
    assert news.run("accept", "pusk", "--dry-run").out.endswith("Nothing was written.\n")
    assert news.tree("content") == before


def test_all_may_be_refused_at_once(news: Desk) -> None:
    news.run("suggest")
    news.run("accept", "pusk", "--refuse")
    head, _, _ = news.read("content/articles/pusk.md").partition("---\n\n")
    assert head.endswith("suggested:\n  refused:\n  - Байконур\n  - Казахстан\n  - Аренда Байконура\n")
    assert news.run("accept", "pusk").out == "Nothing is suggested in content/articles/pusk.md.\n"


def test_an_article_that_cannot_be_read_is_told_where_all_are_meant(news: Desk) -> None:
    news.write("content/articles/odd.md", "---\ntitle: [\n---\n\nТекст.\n")
    outcome = news.run("suggest")
    assert outcome.status == 1
    assert "content/articles/odd.md:2:9: error[yaml]" in outcome.err


@pytest.mark.parametrize(
    ("written", "key", "column"),
    [("Москва", "suggested", 12), ("[Москва]", "suggested", 12), ("{tags: {Москва: 1}}", "suggested.tags", 19)],
)
@pytest.mark.parametrize("words", [(), ("Москва",)])
def test_suggestions_that_do_not_stand_as_they_should_are_told(
    desk: Desk, written: str, key: str, column: int, words: tuple[str, ...]
) -> None:
    path = desk.write("content/articles/a.md", f"---\ntitle: Пуск\nsuggested: {written}\n---\n")
    before = desk.read(path)
    outcome = desk.run("accept", "a", *words)
    assert outcome.status == 1
    holds = "`tags:` and `topics:`, each with names" if key == "suggested" else "names"
    assert outcome.err.startswith(
        f"{path}:3:{column}: error[suggested]: `{key}` must hold {holds}; nothing was moved\n"
    )
    assert outcome.err.endswith("  write it like this: `suggested: {tags: [Байконур], topics: [Космос]}`\n")
    assert desk.read(path) == before
