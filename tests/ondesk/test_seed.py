"""The page of a seed that has no article yet, or clashes with one: its lines, and what can be done with it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from lxml import html

from tests.ondesk.hands import Browser
from tests.seeds.test_explain import ITEM, ONE, SEED, TITLE, TWO, article_of


def page_of(browser: Browser, name: str) -> html.HtmlElement:
    return browser.look(f"/_desk/seed?name={quote(name)}")


def calls(page: html.HtmlElement) -> list[str]:
    return page.xpath("//main//button[@data-call]/@data-call")


def test_a_new_seed_shows_its_lines_and_the_draft_that_it_would_be(browser: Browser) -> None:
    browser.desk.write("seeds/moon.txt", SEED)
    page = page_of(browser, "seeds/moon.txt")
    assert page.xpath("string(//h1)") == TITLE
    assert len(page.xpath("//ol[@data-part='lines']/li")) == 6
    assert calls(page) == ["accept", "spike"]
    assert "to confirm: not found" in page.xpath("string(//dl[@class='would'])")
    assert not browser.desk.tree("content")


def test_accepting_leads_on_to_the_article(browser: Browser) -> None:
    browser.desk.write("seeds/moon.txt", SEED)
    page = page_of(browser, "seeds/moon.txt")
    assert page.xpath("//button[@data-call='accept']/@data-then") == ["open"]
    told = browser.call("accept", seeds=["seeds/moon.txt"]).json()
    assert browser.look(told["address"]).xpath("//textarea/@data-file") == [article_of(browser.desk)]
    page = page_of(browser, "seeds/moon.txt")
    assert calls(page) == []
    assert page.xpath("//main//a/@href") == [told["address"]]


def test_two_drafts_lead_nowhere(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{TWO}\n")
    bridge = "Мост через Обь открыли вчера утром: по нему снова пошли автомобили и пешеходы, и ремонт закончен."
    browser.desk.write("seeds/b.txt", f"Мост открыт\n\n{bridge}\n\nЕго чинили два года, и {bridge.lower()}\n")
    told = browser.call("accept", seeds=["seeds/a.txt", "seeds/b.txt"]).json()
    assert len(told["files"]) == 2
    assert "address" not in told


def test_a_spiked_seed_can_be_taken_back_here(browser: Browser) -> None:
    browser.desk.write("seeds/moon.txt", SEED)
    browser.call("spike", seed="seeds/moon.txt", file="")
    page = page_of(browser, "seeds/moon.txt")
    assert calls(page) == ["unspike"]
    assert "not offered again" in page.text_content()


def test_a_reprint_names_its_article_and_can_be_converted_all_the_same(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", SEED)
    browser.call("accept", seeds=["seeds/a.txt"])
    first = article_of(browser.desk)
    browser.desk.write("seeds/b.txt", SEED.replace("Войти", "Выйти"))
    browser.desk.run("convert")
    page = page_of(browser, "seeds/b.txt")
    assert calls(page) == ["again", "spike"]
    assert page.xpath("//main//a[@data-key='o']/@href") == [f"/_desk/article?file={quote(first, safe='')}"]
    told = browser.call("again", seed="seeds/b.txt").json()
    assert told["files"] != [first]


def clash(browser: Browser) -> str:
    """An article whose editor and whose seed changed the same place."""
    browser.desk.write("seeds/moon.txt", SEED)
    browser.call("accept", seeds=["seeds/moon.txt"])
    path = article_of(browser.desk)
    browser.desk.edit(path, "За время первого лунного дня", "За первый лунный день")
    browser.desk.edit("seeds/moon.txt", "За время первого лунного дня", "В течение первого лунного дня")
    browser.desk.edit("seeds/moon.txt", "первый километр, сообщили", "первый километр пути, сообщили")
    browser.desk.run("convert", "seeds/moon.txt", "--force")
    assert (browser.desk.root / f"{path}.new").exists()
    return path


def test_a_clash_is_shown_and_brought_together(browser: Browser) -> None:
    path = clash(browser)
    page = page_of(browser, "seeds/moon.txt")
    assert calls(page) == ["both", "dealt"]
    assert "+В течение первого лунного дня" in page.xpath("string(//pre[@class='difference'])")
    told = browser.call("both", seed="seeds/moon.txt").json()
    assert told["address"] == f"/_desk/article?file={quote(path, safe='')}"
    text = browser.desk.read(path)
    assert "первый километр пути, сообщили" in text
    assert "За первый лунный день" in text
    settled(browser, path)


def test_a_clash_that_was_dealt_with_is_not_offered_again(browser: Browser) -> None:
    path = clash(browser)
    text = browser.desk.read(path)
    assert browser.call("dealt", seed="seeds/moon.txt").status_code == 200
    assert browser.desk.read(path) == text
    settled(browser, path)


def settled(browser: Browser, path: str) -> None:
    """No draft lies beside the article, its copy is kept, and no conversion puts it there again."""
    assert not (browser.desk.root / f"{path}.new").exists()
    assert any(Path(name).suffix == ".new" for name in browser.desk.tree(".digest/backup"))
    assert not browser.look("/_desk/?kind=clash").xpath("//li[@data-row]")
    assert browser.desk.run("convert").status == 0
    assert not (browser.desk.root / f"{path}.new").exists()
    assert browser.call("dealt", seed="seeds/moon.txt").status_code == 400


def test_a_file_of_several_lists_them(browser: Browser) -> None:
    other = {"id": "2", "title": "Мост открыт", "text": TWO}
    browser.desk.write("seeds/wire.jsonl", json.dumps(ITEM) + "\n" + json.dumps(other) + "\n")
    page = page_of(browser, "seeds/wire.jsonl")
    names = page.xpath("//li/@data-row")
    assert len(names) == 2
    assert page_of(browser, names[0]).xpath("string(//h1)") == TITLE


def test_a_seed_that_holds_no_article_says_so(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", "Войти\n\nВыйти\n")
    page = page_of(browser, "seeds/a.txt")
    assert "no article found in seeds/a.txt" in page.text_content()
    assert len(page.xpath("//ol[@data-part='lines']/li")) == 2


def test_what_is_no_seed_is_not_shown(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", SEED)
    for name in ("", "seeds/none.txt", "../site.yaml", "site.yaml", "/etc/passwd", "seeds/converted.csv"):
        answer = browser.ask("GET", "/_desk/seed", params={"name": name})
        assert answer.status_code == 400, name


def test_what_a_seed_says_is_text_and_nothing_else(browser: Browser) -> None:
    browser.desk.write("seeds/a.txt", f"<script>alert(1)</script>\n\n{ONE}\n\n{TWO}\n")
    page = page_of(browser, "seeds/a.txt")
    assert not page.xpath("//main//script")
    assert "<script>alert(1)</script>" in page.text_content()
