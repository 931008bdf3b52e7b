"""The tags of a site at a glance; and other names for them, in every article at once."""

from __future__ import annotations

import os

import pytest

from tests.desk import Desk

FIRST = """\
---
title: "Пуск"   # как есть
date: 2020-01-02
tags: [ 'Протон М', Байконур ]  # две
suggested:
  tags: [Протон м]
---

Протон М взлетел.
"""


@pytest.fixture
def news(desk: Desk) -> Desk:
    desk.write("content/articles/first.md", FIRST.replace("\n", "\r\n"))
    desk.article(slug="second", tags=["протон-м", "Ракеты"])
    desk.article(slug="third", tags=["Ракеты"])
    return desk


def test_the_most_used_come_first_and_suspects_below(news: Desk) -> None:
    news.article(slug="fourth", tags=["Ракета", "Ракетты"])
    assert news.run("tags").out == (
        "     2  Протон М  (also протон-м 1)\n"
        "     2  Ракеты\n"
        "     1  Байконур\n"
        "     1  Ракета\n"
        "     1  Ракетты\n"
        "suspect: Байконур stands in one article only\n"
        "suspect: Ракета stands in one article only\n"
        "suspect: Ракета is much like Ракеты\n"
        "suspect: Ракетты stands in one article only\n"
        "suspect: Ракетты is much like Ракеты\n"
    )


def test_settled_tags_are_told_from_unknown_ones(news: Desk) -> None:
    news.write("content/tags.yaml", "Протон-М:\n  parent: Техника\nБайконур:\nЛуна:\nТехника:\n")
    told = news.run("tags", "--json").json
    assert told["tags"][2] == {
        "name": "Протон-М",
        "articles": 2,
        "spellings": {"Протон М": 1, "протон-м": 1},
        "settled": True,
    }
    assert told["suspects"] == [
        {"kind": "unused", "name": "Луна", "others": []},
        {"kind": "unknown", "name": "Ракеты", "others": []},
    ]


def test_a_site_without_tags_says_so(desk: Desk) -> None:
    assert desk.run("tags").out == "There are no tags.\n"


def test_a_tag_is_renamed_everywhere_and_nothing_else_is_touched(news: Desk) -> None:
    outcome = news.run("tags", "rename", "Протон М", "Ракета-носитель «Протон»")
    assert outcome.out.startswith("3 files changed.\n")
    expected = FIRST.replace("'Протон М'", "'Ракета-носитель «Протон»'").replace(
        "[Протон м]", "[Ракета-носитель «Протон»]"
    )
    assert news.tree("content/articles")["first.md"].decode() == expected.replace("\n", "\r\n")
    assert "- Ракета-носитель «Протон»\n- Ракеты" in news.read("content/articles/second.md")


def test_its_old_page_leads_to_the_new_one_and_its_old_name_means_it(news: Desk) -> None:
    outcome = news.run("tags", "rename", "протон-м", "Протон")
    assert outcome.out.endswith("/tags/proton-m/ leads to the page of Протон.\n")
    assert news.read("content/tags.yaml") == "Протон:\n  hidden:\n  - Протон М\n  redirects:\n  - /tags/proton-m/\n"
    news.article(slug="late", tags=["Протон-М"])
    assert news.build().status == 0
    assert "/tags/proton/" in news.page("/tags/proton-m/")
    assert "3 заметки" in news.page("/tags/proton/")


def test_nothing_is_renamed_in_a_trial(news: Desk) -> None:
    before = news.tree("content")
    outcome = news.run("tags", "rename", "Ракеты", "Носители", "--dry-run")
    assert outcome.out == (
        "3 files would be changed.\n  content/articles/second.md\n  content/articles/third.md\n  content/tags.yaml\n"
        "/tags/rakety/ leads to the page of Носители.\n"
    )
    assert news.tree("content") == before


def test_a_settled_tag_keeps_its_entry(news: Desk) -> None:
    news.write(
        "content/tags.yaml",
        "\ufeff# все\nЧасти:\n  parent: Ракеты\n\nРакеты: # носители\n  aliases: [Носители, РН]  # ещё\n"
        "  description: Что летает.\n",
    )
    news.run("tags", "rename", "Ракеты", "Носители")
    assert news.read("content/tags.yaml") == (
        "\ufeff# все\nЧасти:\n  parent: Носители\n\nНосители: # носители\n  aliases: [РН]  # ещё\n"
        "  hidden:\n  - Ракеты\n  description: Что летает.\n  redirects:\n  - /tags/rakety/\n"
    )
    assert news.build().status == 0


def test_a_tag_with_a_text_keeps_its_address(news: Desk) -> None:
    news.write("content/tags/rakety.md", "---\ntitle: Ракеты # имя\n---\n\nТекст.\n")
    news.run("tags", "rename", "Ракеты", "Носители")
    assert news.read("content/tags/rakety.md") == "---\ntitle: Носители # имя\n---\n\nТекст.\n"
    assert "redirects" not in news.read("content/tags.yaml")
    news.build()
    assert "<h1>Носители</h1>" in news.page("/tags/rakety/")


def test_another_way_to_write_a_name_is_no_other_name(news: Desk) -> None:
    news.run("tags", "rename", "Протон М", "Протон-М")
    assert "'Протон-М'" in news.read("content/articles/first.md")
    assert news.read("content/tags.yaml") == "Протон-М:\n"


def test_two_tags_become_one(news: Desk) -> None:
    news.edit("content/articles/third.md", "- Ракеты", "- Ракеты\n- Байконур  # место")
    outcome = news.run("tags", "merge", "Ракеты", "Протон М")
    assert outcome.status == 0
    assert "tags:\n- протон-м\n" in news.read("content/articles/second.md")
    assert "- Протон М\n- Байконур  # место" in news.read("content/articles/third.md")
    assert news.read("content/tags.yaml") == ("Протон М:\n  aliases:\n  - Ракеты\n  redirects:\n  - /tags/rakety/\n")
    news.build()
    assert "3 заметки" in news.page("/tags/proton-m/")
    assert "Ракеты" in news.page("/tags/proton-m/")


def test_what_is_settled_of_both_is_joined(news: Desk) -> None:
    news.write(
        "content/tags.yaml",
        "Ракеты:\n  aliases: [РН]\n  hidden: [ракеты-носители]\n  description: Что летает.  # так\n"
        "  redirects: [/tags/rn/]\nПротон М:\n  aliases: [УР-500]\nЧасти:\n  parent: ракеты\n",
    )
    assert news.run("tags", "merge", "Ракеты", "УР-500").status == 0
    assert news.read("content/tags.yaml") == (
        "# так\nПротон М:\n  aliases: [УР-500, Ракеты, РН]\n  hidden:\n  - ракеты-носители\n"
        "  description: Что летает.\n  redirects:\n  - /tags/rakety/\n  - /tags/rn/\nЧасти:\n  parent: Протон М\n"
    )


def test_two_descriptions_are_not_joined_by_a_program(news: Desk) -> None:
    news.write("content/tags.yaml", "Ракеты:\n  description: Одно.\nПротон М:\n  description: Другое.\n")
    before = news.tree("content")
    outcome = news.run("tags", "merge", "Ракеты", "Протон М")
    assert outcome.status == 2
    assert (
        "both tags have a `description` in content/tags.yaml\n  take `description` out of one of them first"
        in outcome.err
    )
    assert news.tree("content") == before


def test_a_page_that_is_merged_into_does_not_move(news: Desk) -> None:
    news.article(slug="fourth", tags=["Ёлка"], date="2019-01-01")
    news.article(slug="fifth", tags=["Елка"], date="2020-01-01")
    news.article(slug="sixth", tags=["Елка"], date="2021-01-01")
    news.build()
    assert news.has("/tags/yolka/")
    news.run("tags", "merge", "Байконур", "Елка")
    news.build()
    assert news.has("/tags/yolka/")
    assert not news.has("/tags/elka/")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rename", "Раккеты", "Нечто"), "there is no tag `Раккеты`\n  did you mean `Ракеты`?"),
        (("rename", "Ракеты", "Байконур"), "there is a tag `Байконур` already\n  `tags merge` makes one of two"),
        (("merge", "Ракеты", "Нечто"), "there is no tag `Нечто` to merge into"),
        (("merge", "Ракеты", "ракеты"), "two different names are needed"),
        (("rename", "УР-500", "Нечто"), "`УР-500` is another spelling of `Протон М`"),
        (("rename", "Ракеты"), "two names are needed behind `rename` or `merge`"),
        (("remove", "а", "б"), "two names are needed behind `rename` or `merge`"),
    ],
)
def test_what_cannot_be_meant_is_told(news: Desk, words: tuple[str, ...], told: str) -> None:
    news.write("content/tags.yaml", "Протон М:\n  aliases: [УР-500]\n")
    news.article(slug="fourth", tags=["УР-500"])
    before = news.tree("content")
    outcome = news.run("tags", *words)
    assert outcome.status == 2
    assert told in outcome.err
    assert news.tree("content") == before


def test_an_alias_in_articles_is_merged_into_its_own_tag(news: Desk) -> None:
    settled = "Протон М:\n  aliases: [УР-500]\n"
    news.write("content/tags.yaml", settled)
    news.article(slug="fourth", tags=["УР-500"])
    assert news.run("tags", "merge", "УР-500", "Протон М").out == "1 file changed.\n"
    assert "- Протон М\n" in news.read("content/articles/fourth.md")
    assert news.read("content/tags.yaml") == settled


def test_an_article_that_cannot_be_read_is_told_and_the_others_go_on(news: Desk) -> None:
    news.write("content/articles/broken.md", "---\ntags: [Ракеты\n---\n")
    outcome = news.run("tags", "rename", "Ракеты", "Носители")
    assert outcome.status == 1
    assert "content/articles/broken.md:2:7: error[yaml]" in outcome.err
    assert "- Носители" in news.read("content/articles/third.md")


def test_a_text_that_bears_an_alias_is_the_text_of_its_tag(news: Desk) -> None:
    news.write("content/tags.yaml", "Ракеты:\n  aliases: [Носители]\nБайконур:\n")
    text = "---\ntitle: Носители\n---\n\nТекст.\n"
    news.write("content/tags/lv.md", text)
    assert news.run("tags", "rename", "Ракеты", "Ракетная техника").status == 0
    assert news.read("content/tags/lv.md") == text
    assert "redirects" not in news.read("content/tags.yaml")
    assert news.build().status == 0
    news.write("content/tags/baikonur.md", "---\ntitle: Байконур\n---\n\nТекст.\n")
    assert "both tags have a text" in news.run("tags", "merge", "Байконур", "Ракетная техника").err


LOST = "---\ntitle: Пуск\ndate: 2020-01-02\ntags: [Ракеты]\n---\n\nТекст.\n".encode("cp1251")


@pytest.mark.parametrize("words", [(), ("rename", "Ракеты", "Носители"), ("merge", "Ракеты", "Байконур")])
def test_an_article_whose_letters_nobody_knows_is_never_passed_over(news: Desk, words: tuple[str, ...]) -> None:
    news.write("content/articles/lost.md", LOST)
    outcome = news.run("tags", *words)
    assert outcome.status == 1
    assert (
        "content/articles/lost.md:2: error[encoding]: this is not UTF-8: byte 11 is 0xcf\n  save the file as UTF-8"
    ) in outcome.err


def test_a_renaming_that_left_an_article_says_what_to_do_then(news: Desk) -> None:
    news.write("content/articles/lost.md", LOST)
    assert news.run("tags", "rename", "Ракеты", "Носители").out == (
        "3 files changed.\n"
        "1 file could not be edited, and may still have the old name: mend what is told below, then "
        'digest tags merge "Ракеты" "Носители"\n'
        "/tags/rakety/ leads to the page of Носители.\n"
    )
    news.write("content/articles/lost.md", LOST.decode("cp1251"))
    assert news.run("tags", "merge", "Ракеты", "Носители").status == 0
    assert "tags: [Носители]" in news.read("content/articles/lost.md")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
@pytest.mark.parametrize("words", [(), ("rename", "Ракеты", "Носители")])
def test_an_article_that_is_a_link_is_named_and_a_picture_is_not(news: Desk, words: tuple[str, ...]) -> None:
    for name in ("link.md", "link.jpg"):
        (news.root / "content/articles" / name).symlink_to(news.root / "site.yaml")
    outcome = news.run("tags", *words)
    assert outcome.status == 1
    assert "content/articles/link.md: error[file]: a symbolic link is not followed, so it was not read" in outcome.err
    assert "link.jpg" not in outcome.err


CLASH = "Марс:\n  aliases: [Четвёртая]\nВенера:\n  aliases: [Четвёртая]\n  parent: Планеты\n\nРакеты:\n"


def test_a_clash_of_two_other_tags_stops_nothing(news: Desk) -> None:
    news.write("content/tags.yaml", CLASH)
    assert news.run("tags", "rename", "Ракеты", "Носители").status == 0
    assert news.read("content/tags.yaml") == (
        CLASH.replace("Ракеты", "Носители") + "  hidden:\n  - Ракеты\n  redirects:\n  - /tags/rakety/\n"
    )
    assert news.run("tags", "merge", "Байконур", "Носители").status == 0


@pytest.mark.parametrize(
    "words", [("rename", "Марс", "Луна"), ("merge", "Ракеты", "Венера"), ("rename", "Ракеты", "Четвёртая")]
)
def test_a_clash_stops_the_tags_that_it_is_about(news: Desk, words: tuple[str, ...]) -> None:
    news.write("content/tags.yaml", CLASH)
    before = news.tree("content")
    outcome = news.run("tags", *words)
    assert outcome.status == 1
    assert "`Четвёртая` means `Марс` already, in line 1\n" in outcome.err
    assert news.tree("content") == before


def test_a_file_that_is_no_yaml_stops_everything(news: Desk) -> None:
    news.write("content/tags.yaml", "Ракеты: [\n")
    outcome = news.run("tags", "rename", "Байконур", "Луна")
    assert outcome.status == 1
    assert "content/tags.yaml:1:10: error[yaml]" in outcome.err


def test_a_tag_that_is_left_out_of_the_settled_ones_is_not_settled_twice(news: Desk) -> None:
    news.write("content/tags.yaml", "Ракеты:\n  colour: red\n")
    outcome = news.run("tags", "merge", "Байконур", "Ракеты")
    assert outcome.status == 1
    assert "content/tags.yaml:2" in outcome.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rename", "УР-500", "Нечто"), "`УР-500` is another spelling of `Протон М`"),
        (("merge", "Бротон", "Ракеты"), "`Бротон` is another spelling of `Протон М`"),
    ],
)
def test_a_spelling_that_no_article_uses_is_known(news: Desk, words: tuple[str, ...], told: str) -> None:
    news.write("content/tags.yaml", "Протон М:\n  aliases: [УР-500]\n  hidden: [Бротон]\n")
    outcome = news.run("tags", *words)
    assert outcome.status == 2
    assert f"{told}\n  name `Протон М`, or change its entry in content/tags.yaml" in outcome.err
    assert news.run("tags", "merge", "УР-500", "Протон М").out == "0 files changed.\n"


@pytest.mark.parametrize("slip", ["Ракетты", "Ракете"])
def test_a_slip_that_is_merged_is_understood_and_never_shown(news: Desk, slip: str) -> None:
    news.article(slug="fourth", tags=[slip])
    assert news.run("tags", "merge", slip, "Ракеты").status == 0
    assert f"Ракеты:\n  hidden:\n  - {slip}\n" in news.read("content/tags.yaml")
    assert "aliases" not in news.read("content/tags.yaml")
