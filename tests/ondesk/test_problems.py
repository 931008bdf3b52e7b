"""Problems: all that the check knows, file by file; slips mended from the page, seen before, and taken back."""

from __future__ import annotations

import threading

from lxml import html
from msgspec.structs import replace

from digest.desk.lookout import Lookout
from digest.desk.problems import _visible
from digest.errors import Problem
from tests.ondesk.hands import Browser


def told(page: html.HtmlElement) -> list[str]:
    return [each.text_content().strip() for each in page.find_class("what")]


def looked(browser: Browser, address: str = "/_desk/problems") -> html.HtmlElement:
    """The page when there is nothing left to look for."""
    page = browser.look(address)
    while page.xpath("//*[@data-looking]"):
        page = browser.look(address)
    return page


def test_a_site_without_problems_says_so(browser: Browser) -> None:
    browser.desk.article(source="Роскосмос")
    assert "No problems." in looked(browser).text_content()


def test_each_file_has_its_problems_with_line_excerpt_hint_and_a_way_to_the_line(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета  взлетела.\n\n[Пуск](nowhere.md)", source="Роскосмос", draft=True)
    page = looked(browser)
    assert [each.text_content().split()[0] for each in page.xpath("//section//h2")] == [path]
    first, second = page.xpath("//li[@data-row]")
    assert "the link leads to content/articles/nowhere.md, which does not exist" in second.text_content()
    assert "[Пуск](nowhere.md)" in second.find_class("picture")[0].text
    assert second.xpath(".//a/@href") == ["/_desk/article?file=content%2Farticles%2Farticle-0.md&line=10"]
    assert "check --fix removes them" in first.text_content()
    assert first.xpath(".//button/@data-mend") == ['["content/articles/article-0.md"]']
    assert not second.xpath(".//button")


def test_levels_and_codes_are_filters(browser: Browser) -> None:
    browser.desk.article("Протон", "Ракета  взлетела.\n\n[Пуск](nowhere.md)")
    assert len(told(looked(browser))) == 3
    assert len(told(looked(browser, "/_desk/problems?level=error"))) == 1
    assert len(told(looked(browser, "/_desk/problems?code=spaces"))) == 1
    assert told(looked(browser, "/_desk/problems?level=error&code=spaces")) == []


def test_the_number_of_errors_stands_in_the_way_to_them(browser: Browser) -> None:
    browser.desk.article("Протон", "[Пуск](nowhere.md)")
    page = browser.look("/_desk/")
    assert [each.text for each in page.find_class("count")] == ["1"]
    browser.desk.settings(checks={"no-source": "error"})
    looked(browser)
    assert [each.text for each in browser.look("/_desk/").find_class("count")] == ["2"]


def test_many_problems_come_in_pages(browser: Browser) -> None:
    for number in range(110):
        browser.desk.article(f"Заметка {number}", "Слово  два.", slug=f"n{number:03}")
    assert len(told(looked(browser))) == 200
    assert len(told(looked(browser, "/_desk/problems?page=2"))) == 20
    assert len(told(looked(browser, "/_desk/problems?page=x"))) == 200


def test_what_would_be_mended_is_shown_and_nothing_written(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета  взлетела. \n\nИ села.")
    before = browser.desk.read(path)
    answer = browser.call("mend-look", files=[path]).json()
    assert answer["left"] == []
    (file,) = answer["files"]
    assert (file["file"], file["places"]) == (path, 2)
    assert "-Ракета··взлетела.·" in file["difference"]
    assert "+Ракета взлетела." in file["difference"]
    assert browser.desk.read(path) == before
    assert browser.desk.tree(".digest/backup") == {}


def test_a_file_is_mended_with_a_copy_and_taken_back(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета  взлетела.")
    other = browser.desk.article("Союз", "Экипаж  вернулся.")
    before = browser.desk.read(path)
    answer = browser.call("mend", files=[path]).json()
    assert answer["said"] == "Mended 1 place in 1 file."
    assert browser.desk.read(path) == before.replace("  взлетела", " взлетела")
    assert "  вернулся" in browser.desk.read(other)
    assert list(browser.desk.tree(".digest/backup").values()) == [before.encode()]
    assert browser.call(answer["undo"]["call"], **answer["undo"]["given"]).status_code == 200
    assert browser.desk.read(path) == before


def test_what_was_changed_since_is_not_taken_back(browser: Browser) -> None:
    path, other = (browser.desk.article(name, "Ракета  взлетела.") for name in ("Протон", "Союз"))
    gone = browser.desk.article("Буран", "Ракета  взлетела.")
    undo = browser.call("mend", files=[path, other, gone]).json()["undo"]
    browser.desk.edit(path, "взлетела", "вернулась")
    browser.desk.delete(gone)
    answer = browser.call(undo["call"], **undo["given"])
    assert answer.status_code == 400
    assert f"changed since, and left alone: {path}, {gone} —" in answer.json()["said"]
    assert "Ракета вернулась." in browser.desk.read(path)
    assert "Ракета  взлетела." in browser.desk.read(other)


def test_a_file_that_another_program_has_open_is_left_alone(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета  взлетела.")
    browser.desk.write("content/articles/.article-0.md.swp", "")
    answer = browser.call("mend", files=[path])
    assert answer.status_code == 400
    assert "an editor has it open" in answer.json()["said"]
    assert "Ракета  взлетела." in browser.desk.read(path)
    assert browser.desk.tree(".digest/backup") == {}


def test_only_the_editors_texts_are_mended_or_restored(browser: Browser) -> None:
    browser.desk.article("Протон", "Ракета  взлетела.")
    for name in ("mend-look", "mend"):
        assert browser.call(name, files=["../site.yaml"]).status_code == 400
    assert browser.call("restore", files=["site.yaml"], copies=["x"], left=["y"]).status_code == 400
    assert browser.call("restore", files=["a"], copies=[], left=[]).status_code == 400


def test_spaces_can_be_seen_in_a_difference() -> None:
    assert _visible("-a  b ") == "-a··b·"
    assert _visible(" a  b ") == " a  b "


def test_a_page_does_not_wait_for_a_long_look(browser: Browser) -> None:
    go, times = threading.Event(), []

    def slow(settings: object) -> tuple[Problem, ...]:
        go.wait(5)
        times.append(settings)
        return (Problem("date", f"look {len(times)}"),)

    lookout, settings = Lookout(slow), browser.room.everything()
    assert lookout.found(settings, 0.01).looking
    assert lookout.found(settings, 0.01).looking
    go.set()
    found = lookout.found(settings, 5)
    assert not found.looking
    assert [each.message for each in found.problems] == ["look 1"]
    assert lookout.found(settings, 5) == found
    browser.desk.article("Новая")
    assert lookout.found(settings, 5).problems[0].message == "look 2"
    assert lookout.found(replace(settings, now=settings.now.replace(year=2031)), 5).problems[0].message == "look 3"


def test_while_looking_the_last_is_told(browser: Browser) -> None:
    go = threading.Event()
    go.set()

    def slow(settings: object) -> tuple[Problem, ...]:
        go.wait(5)
        return (Problem("date", "x"),)

    lookout, settings = Lookout(slow), browser.room.everything()
    first = lookout.found(settings, 5)
    go.clear()
    browser.desk.article("Новая")
    again = lookout.found(settings, 0.01)
    go.set()
    assert again.looking
    assert again.problems == first.problems


def test_broken_settings_are_a_problem_and_no_fault(browser: Browser) -> None:
    settings = browser.room.everything()
    browser.desk.write("themes/own/theme.yaml", "nonsense: [")
    broken = replace(settings, site=replace(settings.site, theme="own"))
    assert Lookout().found(broken, 20).problems[0].level == "error"
