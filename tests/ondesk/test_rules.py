"""Rules for the seeds of a site: made of a line, shown before they are kept, applied, and taken out again."""

from __future__ import annotations

import pytest

from tests.ondesk.hands import Browser
from tests.seeds.test_lessons import SUPPORT
from tests.seeds.test_teach import NAME, article, lines_of

FILE = "content/sources.yaml"


@pytest.fixture
def site(browser: Browser) -> Browser:
    """Three seeds of one site, converted."""
    for number in range(3):
        browser.desk.write(f"seeds/{number}.txt", "\n".join(lines_of(number)) + "\n")
    browser.desk.run("convert")
    return browser


def lesson(browser: Browser, **more: object) -> dict:
    given = {"seed": "seeds/0.txt", "lines": ["7"], "key": "drop", "source": NAME, **more}
    return browser.call("lesson", **given).json()


def test_a_rule_is_shown_kept_applied_and_undone(site: Browser) -> None:
    told = lesson(site)
    assert "That changes 3 of 3 seeds of this site." in told["lines"]
    assert any(SUPPORT[:40] in line and "dropped" in line for line in told["lines"])
    assert not (site.desk.root / FILE).exists()
    done = site.call("teach", after=told["after"]).json()
    assert done["said"] == f"Taught about {NAME}. The next conversion follows it."
    site.desk.run("convert")
    assert SUPPORT not in article(site.desk, "1.txt")
    assert site.call(done["undo"]["call"], **done["undo"]["given"]).status_code == 200
    assert not (site.desk.root / FILE).exists()
    site.desk.run("convert")
    assert SUPPORT in article(site.desk, "1.txt")


def test_undone_to_the_byte_where_other_rules_stand(site: Browser) -> None:
    site.desk.write(FILE, "# мои правила\r\nВестник:\r\n  domains: [vestnik.example]\r\n")
    before = (site.desk.root / FILE).read_bytes()
    done = site.call("teach", after=lesson(site)["after"]).json()
    assert (site.desk.root / FILE).read_bytes() != before
    site.call(done["undo"]["call"], **done["undo"]["given"])
    assert (site.desk.root / FILE).read_bytes() == before


def test_no_undo_over_what_was_changed_since(site: Browser) -> None:
    done = site.call("teach", after=lesson(site)["after"]).json()
    site.desk.write(FILE, site.desk.read(FILE) + "\n# ещё\n")
    text = site.desk.read(FILE)
    answer = site.call(done["undo"]["call"], **done["undo"]["given"])
    assert answer.status_code == 400
    assert "the rules have been changed since" in answer.json()["said"]
    assert site.desk.read(FILE) == text


def test_only_what_was_shown_is_kept(site: Browser) -> None:
    told = lesson(site)
    site.desk.write(FILE, "Другой:\n  domains: [other.example]\n")
    assert site.call("teach", after=told["after"]).status_code == 400
    assert site.call("teach", after="").status_code == 400
    assert site.call("teach", after="another").status_code == 400
    assert NAME not in site.desk.read(FILE)


def test_a_site_that_nothing_names_is_asked_for(site: Browser) -> None:
    answer = site.call("lesson", seed="seeds/0.txt", lines=["7"], key="drop", source="")
    assert answer.status_code == 400
    assert "--" not in answer.json()["said"]
    assert "fill in the name of the site" in answer.json()["said"]


def test_nothing_new_is_said(site: Browser) -> None:
    site.call("teach", after=lesson(site)["after"])
    told = lesson(site)
    assert told["after"] == ""
    assert told["lines"]


@pytest.mark.parametrize("given", [{"key": "erase"}, {"lines": []}, {"lines": ["999"]}, {"seed": "../site.yaml"}])
def test_no_other_lesson_can_be_asked_for(site: Browser, given: dict[str, object]) -> None:
    asked = {"seed": "seeds/0.txt", "lines": ["7"], "key": "drop", "source": NAME, **given}
    assert site.call("lesson", **asked).status_code == 400


def test_the_page_lists_rules_and_one_is_taken_out_after_a_look(site: Browser) -> None:
    assert "Nothing is taught." in site.look("/_desk/rules").text_content()
    site.call("teach", after=lesson(site)["after"])
    page = site.look("/_desk/rules")
    (name,) = page.xpath("//li/@data-row")
    assert NAME in page.xpath("//h2/text()")
    told = site.call("unlearn", rule=name).json()
    assert f"To be taken out of what is taught about {NAME}:" in told["lines"]
    assert "That changes 3 of 3 seeds of this site." in told["lines"]
    done = site.call("teach", after=told["after"]).json()
    assert "Nothing is taught." in site.look("/_desk/rules").text_content()
    site.call(done["undo"]["call"], **done["undo"]["given"])
    assert site.look("/_desk/rules").xpath("//li/@data-row") == [name]
