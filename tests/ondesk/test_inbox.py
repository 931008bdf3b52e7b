"""The inbox: what waits, what it needs, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.ondesk.hands import Browser

FIRST = (
    "Строители закончили ремонт пешеходного моста через Обь и сняли ограждения в ночь на воскресенье. По мосту снова "
    "можно пройти с одного берега на другой, движение автомобилей не меняется."
)
SECOND = (
    "Работы шли два года: рабочие укрепили опоры, заменили настил и поставили новые фонари. Мост построили в 1955, "
    "с тех пор его ремонтировали трижды."
)
TEXT = f"Мост через Обь открыли для пешеходов\n\n12 марта 2023\n\n{FIRST}\n\n{SECOND}\n"


def rows(page: html.HtmlElement) -> list[str]:
    return [each.get("data-row") for each in page.xpath("//li[@data-row]")]


def test_nothing_waits_in_a_new_site(browser: Browser) -> None:
    assert "Nothing waits here." in browser.look("/_desk/").text_content()


def test_a_seed_is_accepted_and_becomes_a_draft_with_its_needs(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", TEXT)
    assert rows(browser.look("/_desk/")) == ["seeds/a.txt"]
    told = browser.call("accept", seeds=["seeds/a.txt"]).json()
    (file,) = told["files"]
    page = browser.look("/_desk/")
    assert rows(page) == [file]
    needs = page.xpath("//ul[@class='needs']/li/@class")
    assert "need-source" in needs
    assert rows(browser.look("/_desk/?need=source")) == [file]
    assert rows(browser.look("/_desk/?kind=new")) == []
    assert page.xpath("//a[@href='/_desk/?kind=draft&need=&page=1']")


def test_a_spiked_seed_is_not_offered_again_and_can_be_taken_back(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", TEXT)
    told = browser.call("spike", seed="seeds/a.txt", file="").json()
    assert rows(browser.look("/_desk/")) == []
    assert rows(browser.look("/_desk/?kind=spiked")) == ["seeds/a.txt"]
    assert browser.call(told["undo"]["call"], **told["undo"]["given"]).status_code == 200
    assert rows(browser.look("/_desk/")) == ["seeds/a.txt"]


def test_a_spiked_draft_is_put_by_and_comes_back_as_it_was(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", TEXT)
    (file,) = browser.call("accept", seeds=["seeds/a.txt"]).json()["files"]
    browser.desk.edit(file, "Строители", "Рабочие")
    text = browser.desk.read(file)
    browser.look("/_desk/")
    told = browser.call("spike", seed="seeds/a.txt", file=file).json()
    assert not (browser.desk.root / file).exists()
    assert browser.desk.run("convert").status == 0
    assert rows(browser.look("/_desk/")) == []
    browser.call(told["undo"]["call"], **told["undo"]["given"])
    assert browser.desk.read(file) == text
    assert rows(browser.look("/_desk/")) == [file]


def test_a_draft_stays_where_its_seed_cannot_be_spiked(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", TEXT)
    (file,) = browser.call("accept", seeds=["seeds/a.txt"]).json()["files"]
    text = browser.desk.read(file)
    browser.look("/_desk/")
    Path(browser.desk.root / "seeds/converted.csv").write_text("nonsense\n")
    assert browser.call("spike", seed="seeds/a.txt", file=file).status_code == 400
    assert browser.desk.read(file) == text


def test_what_is_published_is_not_spiked(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    browser.look("/_desk/")
    assert browser.call("spike", seed="", file=path).status_code == 400
    assert (browser.desk.root / path).exists()


def test_a_draft_in_an_issue_says_so(browser: Browser) -> None:
    browser.desk.article("Протон", draft=True, slug="proton")
    browser.desk.issue(11, "proton.md", draft=True)
    assert "already in issue 11" in browser.look("/_desk/").text_content()


def test_many_drafts_come_in_pages(browser: Browser) -> None:
    for number in range(130):
        browser.desk.article(f"Заметка {number}", draft=True, slug=f"n{number:03}")
    assert len(rows(browser.look("/_desk/"))) == 100
    assert len(rows(browser.look("/_desk/?page=2"))) == 30
    assert len(rows(browser.look("/_desk/?page=99"))) == 30
    assert len(rows(browser.look("/_desk/?page=x"))) == 100


def test_what_a_seed_says_is_text_and_nothing_else(browser: Browser) -> None:
    browser.desk.article("<script>alert(1)</script>", draft=True, source='"><img src=x onerror=alert(1)>')
    page = browser.look("/_desk/")
    assert not page.xpath("//img | //main//script")
    assert "<script>alert(1)</script>" in page.text_content()
