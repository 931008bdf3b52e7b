"""Guesses, dates and sources; moments that are still to come; pictures without words; furniture; terms."""

from __future__ import annotations

import pytest

from tests.desk import Desk


def said(desk: Desk, *flags: str) -> list[str]:
    """What is said of a site: place, level, code and message a line."""
    problems = desk.run("check", "--json", *flags).json["problems"]
    return [f"{p['path']}:{p['line']} {p['level']}[{p['code']}] {p['message']}" for p in problems]


# front matter


def test_an_article_names_its_source(desk: Desk) -> None:
    desk.article(slug="a")
    desk.article(slug="b", source="Орбита")
    desk.write("content/articles/c.md", "---\ntitle: А\ndate: 2020-01-02\nsource:\n---\n")
    assert said(desk) == [
        "content/articles/a.md:1 warning[no-source] the article names no source",
        "content/articles/c.md:4 warning[no-source] the article names no source",
    ]


def test_what_a_draft_waits_for_is_noted_where_drafts_are_asked_for(desk: Desk) -> None:
    desk.article(slug="a", date=None, draft=True, source="Орбита", unsure={"title": "из имени файла", "date": None})
    assert said(desk) == []
    assert said(desk, "--drafts") == [
        "content/articles/a.md:3 note[draft-date] the draft has no date",
        "content/articles/a.md:7 note[draft-unsure] `title` is still a guess: из имени файла",
        "content/articles/a.md:8 note[draft-unsure] `date` is still a guess",
    ]


def test_a_guess_in_a_published_article_stays_the_error_that_it_is(desk: Desk) -> None:
    desk.settings(checks={"draft-unsure": "off"})
    desk.article(slug="a", source="Орбита", unsure={"date": "из подписи"})
    assert said(desk) == ["content/articles/a.md:6 error[unsure] `date` is still a guess: из подписи"]


def test_moments_that_are_still_to_come(desk: Desk) -> None:
    desk.article(slug="a", date="2024-02-01", source="Орбита")  # now is 2024-01-01 12:00
    late = [{"date": "2024-01-02", "text": "Имя."}, {"date": "2023-01-02", "text": "Год."}]
    desk.article(slug="b", updated="2024-01-01 13:00", source="Орбита", corrections=late)
    desk.article(slug="c", updated="2024-01-01 11:00", source="Орбита")
    assert said(desk) == [
        "content/articles/a.md:3 note[scheduled] the article waits for 2024-02-01 00:00",
        "content/articles/b.md:4 warning[future] `updated` names 2024-01-01 13:00, which is still to come",
        "content/articles/b.md:6 warning[future] `corrections` names 2024-01-02 00:00, which is still to come",
    ]


# pictures


@pytest.mark.parametrize(
    ("image", "body", "line"),
    [
        ("https://a.example/b.jpg", "Да.", 5),
        ({"src": "https://a.example/b.jpg"}, "Да.", 5),
        ({"caption": "Пуск"}, "Вот ![ ](https://a.example/b.jpg)", 9),
        ({"src": "https://a.example/b.jpg", "alt": "Пуск"}, "Вот ![][a]\n\n[a]: https://a.example/b.jpg", 10),
    ],
)
def test_a_picture_without_words_is_told(desk: Desk, image: object, body: str, line: int) -> None:
    desk.article(slug="a", source="Орбита", image=image, body=body)
    assert said(desk) == [f"content/articles/a.md:{line} warning[alt] the picture has no alternative text"]


def test_a_picture_with_words_and_one_in_code_are_none(desk: Desk) -> None:
    image = {"src": "https://a.example/b.jpg", "alt": "Пуск"}
    desk.article(source="Орбита", image=image, body="![Пуск](https://a.example/b.jpg)\n\n    ![](x)")
    assert said(desk) == []


def test_pages_and_texts_of_terms_are_looked_at_too(desk: Desk) -> None:
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\n![](https://a.example/b.jpg)\n")
    desk.write("content/tags/mks.md", "---\ntitle: МКС\n---\n\n[a](https://a.example/?utm_source=b)\n")
    assert said(desk) == [
        "content/pages/about.md:5 warning[alt] the picture has no alternative text",
        "content/tags/mks.md:5 warning[tracking] the link tracks readers: utm_source",
    ]


# furniture


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Ракета взлетела.\n\nХотите оставить комментарий?", 9),
        ("Ракета взлетела.\n\n**Читайте также**", 9),
        ("Ракета взлетела.\n\n## Читайте также:\n\nДа.", 9),
        ("Ракета взлетела.\n\n1295", 9),
        ("- Подпишитесь на наш канал\n- Да.", 7),
        ("Источник: РИА Новости\n\nРакета взлетела.", 7),
    ],
)
def test_furniture_of_a_page_is_told_with_its_rule(desk: Desk, body: str, line: int) -> None:
    desk.article(slug="a", source="Орбита", body=body)
    (problem,) = said(desk)
    assert problem.startswith(f"content/articles/a.md:{line} warning[junk] `")
    assert " looks like furniture of a page, by the rule `" in problem


@pytest.mark.parametrize(
    "body",
    [
        "> Хотите оставить комментарий?",
        "```\nЧитайте также\n```",
        "## 1961\n\nПолёт.",
        "## 12:30\n\nПуск.",
        "| 12 | 15 |\n|---|---|\n| 1295 | 18+ |",
        "1\\. Старт",
        "На сайте агентства появилась строка «Читайте также», и под ней три заметки о пуске.",
        "***",
    ],
)
def test_what_an_editor_may_well_have_written_is_not(desk: Desk, body: str) -> None:
    desk.article(source="Орбита", body=body)
    assert said(desk) == []


@pytest.mark.parametrize(
    ("title", "body", "told"),
    [
        ("Ракета взлетела и…", "Да.", "3 warning[cut] the title is cut off: it ends in `…`"),
        ("«Ракета взлетела и...»", "Да.", "3 warning[cut] the title is cut off: it ends in `…`"),
        ("Пуск", "Ракета взлетела. Через час…", "7 warning[cut] the text is cut off: it ends in `…`"),
        ("Пуск", "Ракета взлетела… Читать далее", "7 warning[cut] the text is cut off: it ends in `…`"),
        ("Пуск", "Да.\n\n- [Космонавты увидят новый год…](https://a.example/)\n\nНет.",
         "9 warning[cut] the headline is cut off: it ends in `…`"),
    ],
)  # fmt: skip
def test_what_is_cut_off_is_told(desk: Desk, title: str, body: str, told: str) -> None:
    desk.write("content/articles/a.md", f"---\ndate: 2020-01-02\ntitle: {title}\nsource: Б\n---\n\n{body}\n")
    assert said(desk) == [f"content/articles/a.md:{told}"]


def test_an_ellipsis_within_a_text_cuts_nothing(desk: Desk) -> None:
    desk.article("Ракета… взлетела", source="Орбита", body="Ждали долго…\n\n## И вот…\n\n«Да…» — сказал он.")
    assert said(desk) == []


# terms


def test_tags_that_are_spelt_nearly_alike_are_told_where_the_rarer_one_stands(desk: Desk) -> None:
    desk.article(slug="a", source="Орбита", tags=["Байконур"])
    desk.article(slug="b", source="Орбита", tags=["Байконур", "Союз МС-10"])
    desk.article(slug="c", source="Орбита", tags=["Баиконур", "Союз МС-11"])
    told = "the tag `Баиконур` is spelt nearly like `Байконур`, which stands in 2 articles"
    assert said(desk) == [f"content/articles/c.md:5 warning[tag-twins] {told}"]


def test_a_topic_of_which_nobody_heard_for_long_is_told(desk: Desk) -> None:
    desk.article(slug="a", date="2023-07-01", source="Орбита", topics=["Луна", "Марс"])
    desk.article(slug="b", date="2023-12-31", source="Орбита", topics=["Марс"])
    desk.write("content/topics/moon.md", "---\ntitle: Луна\n---\n")
    assert said(desk) == [
        "content/topics/moon.md:1 note[silent] the topic `Луна` has had no article for 184 days, since 2023-07-01"
    ]
    desk.settings(silence=184)
    assert said(desk) == []
