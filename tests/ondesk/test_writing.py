"""What helps while a text is written: the text as typed, slips, copies, and the editor's own program."""

from __future__ import annotations

import pytest
from lxml import html

from digest.desk import outside
from digest.desk.outside import VARIABLE
from tests.ondesk.hands import Browser


def text_with(browser: Browser, path: str, old: str, new: str) -> str:
    text = browser.desk.read(path)
    assert old in text
    return text.replace(old, new)


# as typed


def test_what_is_typed_is_set_and_nothing_written(browser: Browser) -> None:
    browser.desk.settings(typography=True)
    other = browser.desk.article("Союз", slug="soyuz")
    path = browser.desk.article("Протон", "Ракета.", slug="proton")
    browser.look("/_desk/")
    text = text_with(browser, path, "Ракета.", '## Пуск\n\nРакета "Протон" - [здесь](soyuz.md).')
    before = browser.desk.tree(".")
    document = browser.act("typeset", path, text).json()["document"]
    page = html.document_fromstring(document)
    assert page.xpath("//h1/text()") == ["Протон"]
    assert "«Протон» —" in page.text_content().replace("\u00a0", " ")
    assert page.xpath("//p/a/@href") == ["/2020/01/soyuz/"]
    assert browser.desk.tree(".") == before
    assert other


def test_no_script_of_a_text_can_run_in_its_page(browser: Browser) -> None:
    browser.desk.settings(markdown={"html": True})
    path = browser.desk.article("<script>alert(1)</script>", "<script>alert(2)</script>")
    page = html.document_fromstring(browser.act("typeset", path).json()["document"])
    policy = page.xpath("//meta[@http-equiv]/@content")
    assert policy == ["default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'"]
    assert page.xpath("//title/following::h1")[0].text == "<script>alert(1)</script>"
    (frame,) = browser.look(f"/_desk/article?file={path}").xpath("//section[@id='typed']/iframe")
    assert frame.get("sandbox") == "allow-same-origin"


def test_what_is_wrong_with_it_is_told_with_its_line(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета.")
    browser.look("/_desk/")
    told = browser.act("typeset", path, text_with(browser, path, "Ракета.", "[x](nowhere.md)")).json()
    assert [each["line"] for each in told["problems"]] == [6]
    assert "nowhere.md, which does not exist" in told["problems"][0]["text"]
    told = browser.act("typeset", path, "---\ntitle: [\n---\n\nТекст.\n").json()
    assert told["document"] == ""
    assert told["problems"][0]["line"]


def test_a_file_that_is_no_page_is_not_set(browser: Browser) -> None:
    path = browser.desk.write("content/stories.yaml", "")
    assert browser.call("typeset", file=path, text="x").status_code == 400
    path = browser.desk.article("Протон")
    assert "at most" in browser.call("typeset", file=path, text="x" * (5 << 20)).json()["said"]


# slips


def test_the_slips_of_what_was_typed_are_mended_and_all_is_saved(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Ракета взлетела.")
    before = browser.desk.read(path)
    answer = browser.act("mend-slips", path, before.replace("Ракета взлетела.", "Ракета  вернулась. "))
    assert answer.json()["said"] == "Saved, and 2 slips mended."
    assert browser.desk.read(path) == before.replace("взлетела", "вернулась")
    assert browser.act("mend-slips", path).json()["said"] == "Saved; there are no slips."
    assert list(browser.desk.tree(".digest/backup").values()) == [before.encode()]


def test_a_text_that_cannot_be_read_is_not_mended_over(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    before = browser.desk.read(path)
    assert browser.act("mend-slips", path, "---\ntitle: [\n---\n\nТекст.  Да\n").status_code == 400
    assert browser.desk.read(path) == before


# copies


def copies(browser: Browser, path: str) -> html.HtmlElement:
    answer = browser.ask("GET", "/_desk/copies", params={"file": path})
    assert answer.status_code == 200
    return html.fragment_fromstring(answer.text, create_parent="div")


def test_a_copy_is_listed_compared_and_brought_back_and_loses_nothing(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Первая.")
    first = browser.desk.read(path)
    assert "no copies" in copies(browser, path).text_content()
    browser.act("save", path, first.replace("Первая", "Вторая"))
    (copy,) = [f".digest/backup/{name}" for name in browser.desk.tree(".digest/backup")]
    (button,) = copies(browser, path).xpath("//button[@data-act='bring-back']/@data-given")
    assert button == f'{{"copy": "{copy}"}}'
    answer = browser.ask("GET", "/_desk/difference", params={"file": path, "copy": copy})
    assert "-Первая.\n+Вторая." in answer.text
    answer = browser.act("bring-back", path, first.replace("Первая", "Третья"), copy=copy)
    assert answer.json()["text"] == first
    assert browser.desk.read(path) == first
    kept = {text.decode().split()[-1] for text in browser.desk.tree(".digest/backup").values()}
    assert kept == {"Первая.", "Вторая.", "Третья."}


def test_no_other_file_can_be_brought_back(browser: Browser) -> None:
    path, other = browser.desk.article("Протон"), browser.desk.article("Союз")
    browser.act("save", other, browser.desk.read(other) + "Ещё.\n")
    (copy,) = [f".digest/backup/{name}" for name in browser.desk.tree(".digest/backup")]
    for name in (copy, "site.yaml", "../site.yaml", "", "/etc/passwd"):
        assert browser.act("bring-back", path, copy=name).status_code == 400
        assert browser.ask("GET", "/_desk/difference", params={"file": path, "copy": name}).status_code == 400


def test_copies_are_never_removed_and_the_newest_are_listed(browser: Browser) -> None:
    path = browser.desk.article("Протон")
    folder = path.removesuffix(".md")
    for number in range(205):
        minutes, seconds = divmod(number, 60)
        name = f"20200101-09{minutes:02}{seconds:02}-0123abcd.md"
        browser.desk.write(f".digest/backup/{folder}/{name}", str(number))
    browser.desk.write(f".digest/backup/{folder}/20209999-090000-0123abcd.md", "not ours")
    page = copies(browser, path)
    assert len(page.xpath("//li")) == 200
    assert "5 older ones lie in" in page.text_content()
    assert page.xpath("//li//button/@data-given")[0].count("20200101-090324")
    browser.act("save", path, browser.desk.read(path) + "Ещё.\n")
    assert len(browser.desk.tree(".digest/backup")) == 207


# the editor's own program


def test_a_program_that_is_not_there_is_told(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    path = browser.desk.article("Протон")
    monkeypatch.setenv(VARIABLE, "no-such-program-anywhere {file}")
    answer = browser.call("open-editor", file=path, line=1)
    assert answer.status_code == 503
    assert answer.json()["said"].startswith("cannot start no-such-program-anywhere:")


def test_without_the_variable_the_system_is_asked(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    path = browser.desk.article("Протон")
    monkeypatch.delenv(VARIABLE, raising=False)
    asked: list[str] = []
    monkeypatch.setattr(outside, "_launch", lambda file: len(asked.append(file) or asked) - 1)
    assert browser.call("open-editor", file=path, line=1).status_code == 200
    assert browser.call("open-editor", file=path, line=1).json()["said"].startswith("the system has no program")
    assert asked == [str(browser.desk.root.resolve() / path)] * 2
