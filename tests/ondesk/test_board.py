"""The board of an issue: what is put in, moved and taken out stands in the file at once, and nothing else changes."""

from __future__ import annotations

import httpx
import pytest
from lxml import html

from digest.desk.papers import opened
from digest.site.mail import LIMIT
from tests.desk import Desk
from tests.ondesk.hands import SITE, Browser

FILE = "content/issues/12.md"
TEXT = """---
number: 12
date: 2020-02-01  # суббота
sections:
  - title: Пуски
    articles:
      - a.md  # Протон
      - b.md  # Союз
  - title: Аренда
    articles: [c.md]
draft: true
---

Слово редактора.
"""


@pytest.fixture
def board(browser: Browser) -> Browser:
    """A window with an issue of three articles, and two more that stand in none."""
    for name, title in (("a", "Протон"), ("b", "Союз"), ("c", "Договор"), ("d", "Ангара"), ("e", "Старая")):
        date = "2019-01-01" if name == "e" else "2020-01-20"
        browser.desk.article(title, slug=name, date=date, source="Вестник", topics=["Пуски"])
    browser.desk.write(FILE, TEXT.replace("2020-02-01  #", "2020-02-01 10:00  #"))
    return browser


def text(board: Browser) -> str:
    return board.desk.read(FILE)


def ask(board: Browser, name: str, **given: object) -> httpx.Response:
    state = opened(board.desk.root, FILE).name
    board.preview.refresh()
    return board.call(name, file=FILE, opened=state, **given)


def done(board: Browser, name: str, **given: object) -> dict:
    answer = ask(board, name, **given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows(page: html.HtmlElement) -> list[str]:
    return [each.get("data-row") for each in page.xpath("//*[@data-row]")]


def board_page(board: Browser, more: str = "") -> html.HtmlElement:
    return board.look(f"/_desk/issue?file={FILE}{more}")


def test_the_board_shows_the_issue_and_what_could_stand_in_it(board: Browser) -> None:
    page = board_page(board)
    path = "content/articles/"
    inside = [f"in:{path}a.md", f"in:{path}b.md", "section:2", f"in:{path}c.md"]
    assert rows(page) == [f"free:{path}d.md", f"free:{path}e.md", "section:0", "section:1", *inside]
    assert "Вестник · 2020-01-20 · Пуски" in page.text_content()
    assert page.xpath("//iframe/@src")[0] == SITE + "/issues/12/"


def test_the_page_is_shown_when_it_is_built(board: Browser) -> None:
    answer = board.ask("GET", f"/_desk/issue?file={FILE}")
    assert "The page is shown when the preview has built it." in answer.text
    assert "Протон" not in answer.text  # what the preview has not read yet goes by its file
    assert "a.md" in answer.text


def test_only_what_came_out_since_the_last_issue_is_offered(board: Browser) -> None:
    board.desk.issue(11, "c.md", date="2020-01-15")
    page = board_page(board)
    assert [each for each in rows(page) if each.startswith("free:")] == ["free:content/articles/d.md"]
    assert "In no issue yet, since 2020-01-15:" in page.text_content()
    assert "already in issue 11" in page.xpath("//*[@data-row='in:content/articles/c.md']")[0].text_content()


def test_drafts_and_later_articles_are_not_offered(board: Browser) -> None:
    board.desk.article("Ангара-черновик", slug="f", draft=True)
    board.desk.article("Ангара-завтра", slug="g", date="2030-01-01")
    page = board_page(board, "&q=ангара")
    assert [each for each in rows(page) if each.startswith("free:")] == ["free:content/articles/d.md"]
    assert ask(board, "issue-add", article="content/articles/f.md", number=0, position=-1).status_code == 400


def test_an_article_is_put_in_with_its_headline_and_that_can_be_undone(board: Browser) -> None:
    before = text(board)
    told = done(board, "issue-add", article="content/articles/d.md", number=1, position=1)
    assert text(board) == before.replace("      - b.md", "      - d.md  # Ангара\n      - b.md")
    back = board.call(told["undo"]["call"], **told["undo"]["given"]).json()
    assert text(board) == before
    board.call(back["undo"]["call"], **back["undo"]["given"])
    assert "# Ангара" in text(board)
    assert before.encode() in board.desk.tree(".digest/backup").values()


def test_an_article_of_another_issue_is_told_where_it_is_put_in(board: Browser) -> None:
    board.desk.issue(11, "d.md", date="2020-01-15")
    told = done(board, "issue-add", article="content/articles/d.md", number=2, position=-1)
    assert told["said"] == "Added: Ангара. It is already in issue 11."
    assert "articles: [c.md, d.md]" in text(board)


def test_an_article_stands_in_an_issue_only_once(board: Browser) -> None:
    before = text(board)
    answer = ask(board, "issue-add", article="content/articles/a.md", number=2, position=-1)
    assert answer.status_code == 400
    assert "“Протон” stands in this issue already" in answer.json()["said"]
    assert text(board) == before


def test_articles_are_moved_over_the_borders_of_sections(board: Browser) -> None:
    before = text(board)
    done(board, "issue-step", number=1, position=0, up=False)
    assert "      - b.md  # Союз\n      - a.md  # Протон\n" in text(board)
    done(board, "issue-step", number=1, position=1, up=False)
    assert "    articles:\n      - a.md  # Протон\n      - c.md\n" in text(board)
    done(board, "issue-step", number=2, position=0, up=True)
    done(board, "issue-step", number=1, position=1, up=True)
    assert text(board) == before.replace("articles: [c.md]", "articles:\n      - c.md")
    assert done(board, "issue-step", number=2, position=0, up=False)["said"] == "Nothing changed."


def test_an_article_is_dragged_and_taken_out(board: Browser) -> None:
    done(board, "issue-move", number=1, position=0, to=1, before=2)
    assert "      - b.md  # Союз\n      - a.md  # Протон\n" in text(board)
    done(board, "issue-move", number=2, position=0, to=1, before=0)
    assert "      - c.md\n      - b.md" in text(board)
    done(board, "issue-out", number=1, position=1)
    assert "b.md" not in text(board)


def test_sections_are_made_named_moved_and_joined(board: Browser) -> None:
    done(board, "section-new", number=1, title="  Наука  ")
    done(board, "section-name", number=3, title="Земля")
    done(board, "section-step", number=3, up=True)
    page = board_page(board)
    assert page.xpath("//@data-title") == ["", "Пуски", "Земля", "Наука"]
    done(board, "section-out", number=2)
    assert "      - b.md  # Союз\n      - c.md\n" in text(board)
    done(board, "section-out", number=1)
    assert board_page(board).xpath("//@data-title") == ["", "Наука"]
    assert text(board).endswith("---\n\nСлово редактора.\n")
    assert ask(board, "section-new", number=0, title=" ").status_code == 400


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("issue-step", {"number": 9, "position": 0}),
        ("issue-out", {"number": 1, "position": 7}),
        ("issue-move", {"number": 1, "position": 0, "to": 5, "before": 0}),
        ("issue-add", {"article": "content/articles/d.md", "number": -1, "position": 0}),
        ("section-out", {"number": 0}),
        ("section-name", {"number": 3, "title": "x"}),
        ("section-new", {"number": 8, "title": "x"}),
        ("issue-say", {"key": "draft", "value": "x"}),
    ],
)
def test_what_is_not_there_cannot_be_moved(board: Browser, name: str, given: dict) -> None:
    before = text(board)
    assert ask(board, name, **given).status_code == 400
    assert text(board) == before


def test_two_windows_do_not_undo_each_other(board: Browser) -> None:
    state = opened(board.desk.root, FILE).name
    done(board, "issue-out", number=1, position=0)
    after = text(board)
    answer = board.call("issue-out", file=FILE, opened=state, number=1, position=0)
    assert answer.status_code == 409
    assert "changed by somebody else" in answer.json()["said"]
    assert text(board) == after


def test_a_file_that_cannot_be_edited_stays_and_says_so(board: Browser) -> None:
    board.desk.write(FILE, "---\nnumber: 12\ndate: 2020-02-01\nsections: [{title: Пуски}]\n---\n")
    before = text(board)
    answer = ask(board, "issue-add", article="content/articles/d.md", number=1, position=-1)
    assert "no program can arrange the articles that stand here" in answer.json()["said"]
    assert text(board) == before
    board.desk.write(FILE, "---\nnumber: [\n---\n")
    assert board_page(board).find_class("problem")


def test_only_issues_have_a_board(board: Browser) -> None:
    assert board.ask("GET", "/_desk/issue?file=content/articles/a.md").status_code == 400
    assert board.call("issue-out", file="content/articles/a.md", opened="", number=0, position=0).status_code == 400


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("title", "Весна: «да»", 'title: "Весна: «да»"'),
        ("number", "13", "number: 13"),
        ("date", "2020-03-01", "date: 2020-03-01  # суббота"),
        ("since", "2020-01-24", "since: 2020-01-24"),
        ("summary", "Два пуска.", "summary: Два пуска."),
    ],
)
def test_a_fact_is_written_as_an_editor_would(board: Browser, name: str, value: str, line: str) -> None:
    done(board, "issue-say", key=name, value=value)
    assert line in text(board).splitlines()
    assert board_page(board).xpath(f"//data[@data-name='{name}']/@value") == [value]


def test_an_empty_fact_goes_and_a_wrong_one_is_refused(board: Browser) -> None:
    done(board, "issue-say", key="title", value="Весна")
    done(board, "issue-say", key="title", value=" ")
    assert "title: Весна" not in text(board)
    board.desk.issue(11, date="2020-01-15")
    for name, value in (("number", "11"), ("number", ""), ("number", "x"), ("date", "вчера"), ("until", "2020-13-01")):
        assert ask(board, "issue-say", key=name, value=value).status_code == 400, (name, value)


def test_an_issue_is_published_and_withdrawn(board: Browser) -> None:
    before = text(board)
    done(board, "issue-publish")
    assert text(board) == before.replace("draft: true\n", "")
    done(board, "issue-withdraw")
    assert text(board) == before


def test_an_issue_that_is_not_ready_is_not_published(board: Browser) -> None:
    board.desk.edit("content/articles/a.md", "title:", "draft: true\ntitle:")
    answer = ask(board, "issue-publish")
    assert "content/articles/a.md, which is a draft" in answer.json()["said"]
    board.desk.edit(FILE, "date: 2020-02-01 10:00", "#")
    assert "`date` is missing" in ask(board, "issue-publish").json()["said"]
    assert "draft: true" in text(board)


def mailed(desk: Desk) -> None:
    desk.settings(mail={"from": "digest@example.org"})


def test_the_edition_is_measured_and_shown(board: Browser) -> None:
    assert "the settings have no `mail`" in board_page(board).text_content()
    mailed(board.desk)
    page = board_page(board)
    assert "% of what mail programs show" in page.text_content()
    (address,) = page.xpath("//iframe[@title='The e-mail edition']/@src")
    answer = board.ask("GET", address)
    assert "Договор" in answer.text
    (policy,) = [each for each in answer.headers.get_list("content-security-policy") if "default-src" in each]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert board.ask("GET", "/_desk/mail?file=site.yaml").status_code == 404
    assert board.ask("GET", "/_desk/mail?file=content/articles/a.md").status_code == 404


def test_an_edition_that_is_too_large_is_told_by_its_sections(board: Browser) -> None:
    mailed(board.desk)
    board_page(board)
    board.desk.edit(FILE, "Слово редактора.", "Слово редактора. " * (LIMIT // 20))
    page = board_page(board)
    (problem,) = page.xpath("//*[@data-part='budget']//pre")
    assert "mail programs clip what is over" in problem.text_content()
    assert "Пуски" in problem.text_content()


def test_all_issues_stand_in_a_list_and_a_new_one_is_begun(board: Browser) -> None:
    board.desk.write("content/issues/9.md", "---\nnumber: [\n---\n")
    page = board.look("/_desk/issues")
    assert rows(page) == ["content/issues/9.md", FILE]
    assert "3 articles" in page.text_content()
    assert board.call("issue-new", number="", since="", until="").status_code == 400
    board.desk.delete("content/issues/9.md")
    told = board.call("issue-new", number="", since="2019-01-01", until="").json()
    assert told["address"] == "/_desk/issue?file=content%2Fissues%2F13.md"
    assert "- d.md  # Ангара\n" in board.desk.read("content/issues/13.md")
    board.look(told["address"])
    none = board.call("issue-new", number="", since="2020-01-01", until="2020-01-02").json()
    assert none["said"].startswith("Nothing that is in no issue yet was published from 2020-01-01 to 2020-01-02")


@pytest.mark.parametrize(
    "given",
    [
        {"number": "x", "since": "2019-01-01", "until": ""},
        {"number": "12", "since": "2019-01-01", "until": ""},
        {"number": "", "since": "вчера", "until": ""},
        {"number": "", "since": "2020-02-01", "until": "2020-01-01"},
    ],
)
def test_a_new_issue_that_cannot_be_is_refused(board: Browser, given: dict) -> None:
    before = board.desk.tree("content")
    assert board.call("issue-new", **given).status_code == 400
    assert board.desk.tree("content") == before


def test_the_first_issue_needs_its_first_day(browser: Browser) -> None:
    browser.desk.article("Протон")
    page = browser.look("/_desk/issues")
    assert "There is no issue yet." in page.text_content()
    assert page.xpath("//input[@name='since' and @required]")
    answer = browser.call("issue-new", number="", since="", until="")
    assert "there is no issue yet that tells where this one begins" in answer.json()["said"]
