"""An issue names its articles, and is told of every one that it cannot have or has had before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.content import repeats as repeating
from digest.content.article import Entry
from digest.content.cache import Cache
from digest.content.issue import read_issue
from digest.content.issues import file_named
from digest.content.reading import cache_key, read
from digest.model import Link
from digest.shingles import likeness
from tests.content.reader import PLAIN, shelved, site, situation, told
from tests.desk import Desk

PATH = "content/issues/12.md"
WHOLE = """\
---
number: 12
title: Весна пусков
date: 2024-03-31 10:00
since: 2024-03-24
until: 2024-03-31
summary: Коротко.
image: {src: /a.jpg, alt: Пуск}
articles: first.md
sections:
  - title: Пуски
    text: Два за неделю.
    articles: [second, third.md]
  - articles: []
aliases: [/old/12/]
lang: kk
draft: true
---

Вступление.
"""
STORY = (
    "Ракета стартовала утром с северного космодрома и через девять минут вывела на орбиту спутник связи. "
    "Это третий пуск за год, сообщили в центре управления; следующий назначен на середину декабря. "
    "Спутник проработает пятнадцать лет и заменит аппарат, который потерял управление прошлой весной."
)


def test_an_issue_is_what_its_file_says(tmp_path: Path) -> None:
    made = entry_of(WHOLE, tmp_path).issue
    assert made
    assert (made.number, made.title, made.url, made.draft, made.lang) == (12, "Весна пусков", "/issues/12/", True, "kk")
    assert (made.date, made.since) == (datetime(2024, 3, 31, 7, tzinfo=UTC), datetime(2024, 3, 23, 21, tzinfo=UTC))
    assert [(each.title, each.text, [link.target for link in each.articles]) for each in made.sections] == [
        ("", "", ["first.md"]),
        ("Пуски", "Два за неделю.", ["second", "third.md"]),
        ("", "", []),
    ]
    second = made.sections[1].articles[0]
    assert (second.line, second.column, second.excerpt) == (13, 16, "    articles: [second, third.md]")


def entry_of(text: str, folder: Path) -> Entry:
    return read_issue(text.encode("utf-8"), PATH, site(folder), PLAIN)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "title: Весна",
            (
                "content/issues/12.md:1: error[number]: `number` is missing\n  1 | ---\n"
                "  write a line `number: 12`\n"
                "content/issues/12.md:1: error[date]: `date` is missing\n  1 | ---\n"
                "  write a line `date: 2024-03-31`, or `draft: true` while it is unknown"
            ),
        ),
        ("number: 12\ndraft: true", ""),
        (
            "number: двенадцать\ndraft: true",
            (
                "content/issues/12.md:2:9: error[number]: `number` must be a whole number from 1 to 99999\n"
                "  2 | number: двенадцать\n    |         ^"
            ),
        ),
        (
            "number: 12\ndate: 2024-03-31\nsections: [{titel: А}]",
            (
                "content/issues/12.md:4:13: error[sections]: `sections` has an unknown key `titel`\n"
                "  4 | sections: [{titel: А}]\n    |             ^\n  did you mean `title`?"
            ),
        ),
        (
            "number: 12\ndate: 2024-03-31\nsince: 2024-03-31\nuntil: 2024-03-24",
            (
                "content/issues/12.md:5:1: warning[until]: `until` is earlier than `since`\n"
                "  5 | until: 2024-03-24\n    | ^"
            ),
        ),
    ],
    ids=["lacks all", "a draft without a date", "number", "key of a section", "window"],
)
def test_what_is_wrong_with_an_issue_is_told_with_its_place(lines: str, said: str, tmp_path: Path) -> None:
    assert told(entry_of(f"---\n{lines}\n---\n", tmp_path).problems) == said


@pytest.mark.parametrize("name", ["soyuz.md", "soyuz", "content/articles/soyuz.md"])
def test_an_article_is_named_by_its_file(name: str) -> None:
    assert file_named(Link(name, 1, 1, "")) == "content/articles/soyuz.md"


def test_an_issue_is_kept_by_the_cache_as_it_was_read(desk: Desk) -> None:
    desk.write(PATH, WHOLE)
    at = situation(desk)
    cache = Cache(desk.root / ".digest/content.sqlite", cache_key(at.site), at.site.zone)
    first = read(at, cache)
    cache.save()
    again = Cache(desk.root / ".digest/content.sqlite", cache_key(at.site), at.site.zone)
    assert read(at, again) == first
    assert first.entries[0].issue


def test_issues_stand_newest_first_with_their_articles_in_the_editors_order(desk: Desk) -> None:
    for slug in "abc":
        desk.article(slug=slug)
    desk.issue(1, "c.md", "a.md")
    desk.issue(2, "b", date="2020-03-01")
    desk.issue(3, date="2030-01-01")
    desk.issue(4, draft=True)
    found = shelved(desk)
    named = [(each.issue.number, [Path(article.path).stem for article in each.articles]) for each in found.issues]
    assert named == [(2, ["b"]), (1, ["c", "a"])]
    assert [each.path for each in found.scheduled] == ["content/issues/3.md"]


def test_what_an_issue_cannot_have_is_told_and_left_out(desk: Desk) -> None:
    desk.article(slug="good")
    desk.article(slug="draft", draft=True)
    desk.article(slug="later", date="2025-05-01")
    desk.article(slug="wrong", date="вчера")
    desk.issue(1, "good.md", "goood.md", "draft.md", "later.md", "wrong.md")
    found = shelved(desk)
    said = [problem for problem in found.problems if problem.path == "content/issues/1.md"]
    assert told(said) == (
        "content/issues/1.md:6:3: error[articles]: `articles` names content/articles/goood.md, which does not exist\n"
        "  6 | - goood.md\n    |   ^\n  did you mean `good.md`?\n"
        "content/issues/1.md:7:3: error[articles]: `articles` names content/articles/draft.md, which is a draft\n"
        "  7 | - draft.md\n    |   ^\n  take `draft: true` out of it, or remove it here\n"
        "content/issues/1.md:8:3: error[articles]: `articles` names content/articles/later.md, which is not yet due: "
        "2025-05-01 00:00\n  8 | - later.md\n    |   ^\n  give the issue a later `date`, or remove it here\n"
        "content/issues/1.md:9:3: error[articles]: `articles` names content/articles/wrong.md, which has errors\n"
        "  9 | - wrong.md\n    |   ^"
    )
    assert [article.path for article in found.issues[0].articles] == ["content/articles/good.md"]


def test_an_issue_that_waits_may_have_articles_that_wait_no_longer(desk: Desk) -> None:
    desk.article(slug="later", date="2025-05-01")
    desk.issue(1, "later.md", date="2025-05-02")
    assert shelved(desk).problems == ()
    desk.issue(1, "later.md", date="2025-04-30")
    assert len(shelved(desk).problems) == 1


def test_a_draft_is_told_the_same_as_a_warning(desk: Desk) -> None:
    desk.issue(1, "none.md", draft=True)
    assert [(each.code, each.level) for each in shelved(desk).problems] == [("articles", "warning")]


def test_two_issues_do_not_share_a_number(desk: Desk) -> None:
    desk.issue(1)
    desk.write("content/issues/one.md", "---\nnumber: 1\ndate: 2020-03-01\n---\n")
    assert told(shelved(desk).problems) == (
        "content/issues/one.md:1: error[number]: content/issues/1.md has the number 1 already\n"
        "  give one of them another `number:`"
    )


def test_a_draft_takes_nothing_from_an_issue_that_went_out(desk: Desk) -> None:
    desk.article(slug="a")
    desk.issue(1, "a.md", date="2020-03-01")
    desk.write("content/issues/early.md", "---\nnumber: 1\ndate: 2020-02-01\ndraft: true\narticles: [a.md]\n---\n")
    assert sorted((each.path, each.code, each.level) for each in shelved(desk).problems) == [
        ("content/issues/early.md", "number", "warning"),
        ("content/issues/early.md", "repeat", "warning"),
    ]


def test_links_lead_into_issues_and_out_of_them(desk: Desk) -> None:
    desk.article(slug="a", body="[выпуск](../issues/1.md)")
    desk.issue(1, "a.md", body="[статья](../articles/a.md) [нет](../articles/b.md)")
    found = shelved(desk)
    assert [problem.message for problem in found.problems] == [
        "the link leads to content/articles/b.md, which does not exist"
    ]
    assert "/issues/1/" in found.articles[0].text.html
    assert "/2020/01/a/" in found.issues[0].issue.text.html


# In an earlier issue already


def repeats(desk: Desk) -> str:
    return told(each for each in shelved(desk).problems if each.code == "repeat")


def test_an_article_stands_in_one_issue_and_there_once(desk: Desk) -> None:
    desk.article(slug="a")
    desk.article(slug="b")
    desk.issue(11, "a.md")
    desk.issue(12, "a", "b.md", "b.md", date="2020-03-01", draft=True)
    assert repeats(desk) == (
        "content/issues/12.md:5:3: warning[repeat]: content/articles/a.md is already in issue 11 "
        "(content/issues/11.md)\n  5 | - a\n    |   ^\n  remove it here or there\n"
        "content/issues/12.md:7:3: warning[repeat]: content/articles/b.md is already in this issue\n"
        "  7 | - b.md\n    |   ^\n  remove it here or there"
    )
    desk.edit("content/issues/12.md", "draft: true\n", "")
    assert repeats(desk).count("error[repeat]") == 2


def test_many_articles_of_one_earlier_issue_are_told_at_once(desk: Desk) -> None:
    names = [f"a{number:02}.md" for number in range(25)]
    for name in names:
        desk.article(slug=name[:-3])
    desk.issue(11, *names)
    desk.issue(12, *names, date="2020-03-01")
    assert repeats(desk) == (
        "content/issues/12.md:5:3: error[repeat]: 25 articles are already in issue 11 (content/issues/11.md): "
        "content/articles/a00.md, content/articles/a01.md, content/articles/a02.md and 22 more\n"
        "  5 | - a00.md\n    |   ^\n  remove them here or there"
    )


@pytest.mark.parametrize(
    ("url", "is_same"),
    [
        ("https://ria.ru/20240331/pusk.html", True),
        ("http://www.ria.ru/20240331/pusk.html/?utm_source=tg&yclid=5#text", True),
        ("https://ria.ru/20240331/pusk.html?id=2", False),
        ("https://ria.ru/", False),
    ],
)
def test_two_articles_of_one_original_are_told(url: str, is_same: bool, desk: Desk) -> None:
    desk.article(slug="a", source="РИА", source_url="https://ria.ru/20240331/pusk.html")
    desk.article(slug="b", source="РИА", source_url=url)
    desk.issue(11, "a.md")
    desk.issue(12, "b.md", date="2020-03-01")
    said = (
        "content/issues/12.md:5:3: warning[repeat]: content/articles/b.md has the original of content/articles/a.md, "
        "which is already in issue 11 (content/issues/11.md)\n  5 | - b.md\n    |   ^\n"
        "  remove it here, or leave it if it is news"
    )
    assert repeats(desk) == (said if is_same else "")


def test_two_articles_of_one_original_in_one_issue_are_told(desk: Desk) -> None:
    for slug in "ab":
        desk.article(slug=slug, source="РИА", source_url="https://ria.ru/20240331/pusk.html")
    desk.issue(11, "a.md", "b.md")
    assert "b.md has the original of content/articles/a.md, which is already in this issue\n" in repeats(desk)


def test_two_articles_with_the_home_page_of_one_outlet_are_no_repeat(desk: Desk) -> None:
    for slug in "ab":
        desk.article(slug=slug, source="Роскосмос", source_url="https://www.roscosmos.ru/")
    desk.issue(1, "a.md")
    desk.issue(2, "b.md", date="2020-03-01")
    assert repeats(desk) == ""


def test_a_text_that_stands_in_an_earlier_issue_under_another_name_is_told(desk: Desk) -> None:
    first, second, _ = STORY.split(". ", 2)
    desk.article(slug="a", body=STORY)
    desk.article(slug="same", body=f"**{first}**. {second}. Подробности — позже.")
    desk.article(slug="longer", body=f"{STORY}\n\n{' '.join(f'Иное-{number}.' for number in range(60))}")
    desk.article(slug="other", body=f"{first}. {'Дальше рассказано о том, чего в первой заметке не было вовсе. ' * 3}")
    desk.issue(11, "a.md")
    desk.issue(12, "same.md", "longer.md", "other.md", date="2020-03-01")
    lines = [line for line in repeats(desk).split("\n") if "warning" in line]
    where = "content/articles/a.md, which is already in issue 11 (content/issues/11.md)"
    assert lines == [
        f"content/issues/12.md:5:3: warning[repeat]: 93% of content/articles/same.md stands word for word in {where}",
        f"content/issues/12.md:6:3: warning[repeat]: content/articles/longer.md holds word for word 100% of {where}",
    ]


def test_likeness_is_found_once_and_remembered_until_a_text_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.article(slug="a", body=STORY)
    desk.article(slug="b", body=STORY + " И ещё слово.")
    desk.issue(11, "a.md")
    desk.issue(12, "b.md", date="2020-03-01")
    desk.build()
    asked: list[object] = []
    monkeypatch.setattr(repeating, "likeness", lambda one, other: asked.append(one) or likeness(one, other))
    said = desk.build().err
    assert "word for word" in said
    assert asked == []
    desk.edit("content/articles/a.md", "третий", "четвёртый")
    assert "word for word" in desk.build().err
    assert len(asked) == 1


def test_what_went_out_long_ago_is_not_compared_again(desk: Desk) -> None:
    for slug in "abc":
        desk.article(slug=slug, body=STORY if slug != "c" else "Новая заметка о другом.")
    desk.issue(1, "a.md")
    desk.issue(2, "b.md", date="2020-03-01")
    assert "word for word" in repeats(desk)
    desk.issue(3, "c.md", date="2020-04-01")
    assert repeats(desk) == ""


def test_an_article_whose_text_has_expired_leaves_its_headline_to_the_issue(desk: Desk) -> None:
    desk.article(slug="a", expires="2020-06-01")
    desk.article(slug="b", expires="2030-06-01")
    desk.issue(1, "a.md", "b.md")
    found = shelved(desk)
    assert told(each for each in found.problems if each.code == "articles") == (
        "content/issues/1.md:5:3: warning[articles]: `articles` names content/articles/a.md, whose text has expired: "
        "its headline and its link remain\n  5 | - a.md\n    |   ^"
    )
    assert [article.text.html != "" for article in found.issues[0].articles] == [False, True]
