"""The script of the search page, in a real browser: the same roots as the program has, and what readers do with it."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from digest.endings import KIN, TABLE
from digest.roots import LATIN, folded, kin, named, root, table
from tests.desk import REPOSITORY, Desk
from tests.serve.browser import PROGRAM, Browser

pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine: nobody has seen the search work"),
    pytest.mark.skipif(sys.platform == "win32", reason="the browser is spoken to through pipes of POSIX"),
]
SCRIPT = REPOSITORY / "themes/gazette/static/search.js"
STEMS = (
    "ракет космонавт запуск стрел спутник Байконур Терешков Гагарин вед лун зве говор бел ель уч щит кор ябл юж".split()
)
STRANGE = (
    "ёлка ЁЖ зо\u0301лото пере\u00adнос rockets stories running C3PO 2016 щи я Ａ ß İstanbul naïve straße й й".split()
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server that lets as many wait as a browser sends at once."""

    request_queue_size = 64


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture
def site(desk: Desk) -> Iterator[str]:
    """The address of a site with a dozen articles and some."""
    for number in range(12):
        desk.article(f"Ракета {number}", "Она стоит на старте.", slug=f"r{number}", date=f"2020-02-{number + 1:02}")
    desk.article(
        "Протон <b>вернулся</b>", "Первое.\n\nЖители Ельца видели зарево.", slug="p", source="Труд", tags=["Елец"]
    )
    desk.article("Ещё один протон", "Он улетел.", slug="q", date="2019-01-01", source="ТАСС")
    desk.build()
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(desk.root / "public")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def shown(browser: Browser) -> list[str]:
    return json.loads(
        browser.value("JSON.stringify([...document.querySelectorAll('.results a')].map(a => a.textContent))")
    )


def told(browser: Browser) -> str:
    return str(browser.until("document.querySelector('[role=status]').textContent"))


def looked(browser: Browser, address: str, query: str) -> list[str]:
    """The titles that a query finds."""
    browser.open(f"{address}/search/?{query}")
    told(browser)
    if "Ничего" not in told(browser):
        browser.until("document.querySelectorAll('.results a').length")
    return shown(browser)


def typed(browser: Browser, text: str) -> None:
    for letter in text:
        browser.call("Input.dispatchKeyEvent", type="char", text=letter)


def pressed(browser: Browser, key: str) -> None:
    text = {"Enter": "\r", "/": "/"}.get(key, "")
    browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
    browser.call("Input.dispatchKeyEvent", type="keyUp", key=key)


def test_browser_and_program_agree_on_the_roots_of_ten_thousand_forms(browser: Browser) -> None:
    endings = sorted({each.lstrip("^") for each in (*table(TABLE), *table(LATIN))})
    suffixes = ["", *endings, *(f"{each}ся" for each in endings)]
    forms = [folded(each) for each in [*STRANGE, *(stem + suffix for stem in STEMS for suffix in suffixes)]]
    assert len(set(forms)) > 10_000
    browser.open("about:blank")
    browser.call("Runtime.evaluate", expression=rules_of_the_browser())
    assert answers(browser, "root", forms) == [root(each) for each in forms]
    assert answers(browser, "word => kin(root(word))", forms) == [kin(root(each)) for each in forms]
    assert answers(browser, "named", forms) == [named(each) for each in forms]
    assert answers(browser, "folded", STRANGE) == [folded(each) for each in STRANGE]


def rules_of_the_browser() -> str:
    """The part of the script that knows of words, with its tables."""
    script = SCRIPT.read_text(encoding="utf-8")
    part = script[script.index("  const WORD") : script.index("  // The index")]
    told = [json.dumps(" ".join(text.split())) for text in (f"{TABLE} {LATIN}", KIN)]
    related = f"for (const [end, others] of {told[1]}.split(' ').map(row => row.split(':')))"
    filled = f"learn({told[0]}); {related} kindred.set(end, others.split(','))"
    return f"(() => {{ {part}; {filled}; Object.assign(window, {{ root, kin, named, folded }}) }})()"


def answers(browser: Browser, function: str, words: list[str]) -> list[object]:
    script = f"JSON.stringify({json.dumps(words)}.map(each => ({function})(each)))"
    answered: list[object] = json.loads(browser.value(script))
    return answered


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=протоны", ["Протон <b>вернулся</b>", "Ещё один протон"]),
        ("q=елец", ["Протон <b>вернулся</b>"]),
        ("q=протон&year=2019", ["Ещё один протон"]),
        ("q=протон&source=trud", ["Протон <b>вернулся</b>"]),
        ("tag=elets", ["Протон <b>вернулся</b>"]),
        ("q=на+протоне", ["Протон <b>вернулся</b>", "Ещё один протон"]),
        ("q=зар", ["Протон <b>вернулся</b>"]),
        ("q=ЕЩЕ", ["Ещё один протон"]),
        ("q=неведомость", []),
    ],
)
def test_a_query_in_the_address_finds(query: str, found: list[str], browser: Browser, site: str) -> None:
    assert looked(browser, site, query) == found


def test_words_that_nobody_has_together_are_told_apart(browser: Browser, site: str) -> None:
    assert "Ещё один протон" in looked(browser, site, "q=улетел+зарево")
    assert told(browser) == "Всех слов вместе нет ни в одной заметке. Заметок с частью слов: 2"


def test_a_keyboard_in_the_wrong_layout_is_understood(browser: Browser, site: str) -> None:
    assert looked(browser, site, "q=ghjnjy") == []
    browser.until("!document.querySelector('.meant').parentNode.hidden")
    browser.value("document.querySelector('.meant').click()")
    browser.until("document.querySelectorAll('.results a').length == 2")
    assert browser.value("decodeURI(location.search)") == "?q=протон"


def test_what_only_the_text_has_is_shown_from_there(browser: Browser, site: str) -> None:
    looked(browser, site, "q=зарева")
    assert browser.until("document.querySelector('.results mark')?.textContent") == "зарево"
    assert "Жители Ельца видели зарево." in browser.value("document.querySelector('.results li').textContent")


def test_nothing_that_is_found_becomes_an_element(browser: Browser, site: str) -> None:
    looked(browser, site, "q=протон")
    assert browser.value("document.querySelectorAll('.results b').length") == 0


def test_more_results_are_shown_when_they_are_asked_for(browser: Browser, site: str) -> None:
    assert len(looked(browser, site, "q=ракета")) == 10
    browser.value("document.querySelector('.further').click()")
    browser.until("document.querySelectorAll('.results a').length == 12")
    assert browser.value("document.querySelector('.further').parentNode.hidden") is True


def test_every_tag_can_be_chosen_and_one_in_the_address_has_its_name(browser: Browser, site: str, desk: Desk) -> None:
    tags = [f"Метка {number:02}" for number in range(60)]
    desk.article("О многом", tags=tags, slug="m")
    desk.article("Ещё о многом", tags=tags[20:], slug="m2")
    desk.build()
    count = "document.querySelector('[name=tag]').options.length"
    browser.open(f"{site}/search/")
    assert browser.value(count) == 51
    browser.value("document.querySelector('[name=tag]').dispatchEvent(new Event('focus'))")
    browser.until(f"{count} == 62")
    order = "JSON.stringify([...document.querySelector('[name=tag]').options].map(o => o.text))"
    assert json.loads(browser.value(order)) == ["все", "Елец", *tags]
    assert looked(browser, site, "tag=metka-03") == ["О многом"]
    assert browser.value("document.querySelector('[name=tag]').selectedOptions[0].text") == "Метка 03"


def test_a_verb_in_sya_is_found_by_the_other_where_there_is_no_better(browser: Browser, site: str, desk: Desk) -> None:
    desk.article("Щётка", "Пол моется щёткой.", slug="w")
    desk.build()
    assert looked(browser, site, "q=моет") == ["Щётка"]


def test_a_reader_needs_no_mouse(browser: Browser, site: str) -> None:
    browser.open(f"{site}/")
    pressed(browser, "/")
    browser.until("document.activeElement.id == 'query'")
    typed(browser, "прото")
    browser.until("document.querySelectorAll('.results a').length == 2")
    browser.until("decodeURI(location.search) == '?q=прото'")
    pressed(browser, "ArrowDown")
    pressed(browser, "ArrowDown")
    assert browser.value("document.activeElement.textContent") == "Ещё один протон"
    pressed(browser, "ArrowUp")
    pressed(browser, "ArrowUp")
    assert browser.value("document.activeElement.id") == "query"
    pressed(browser, "Escape")
    assert browser.value("document.querySelector('#query').value + location.search") == ""


def test_the_way_back_leads_to_the_query_before(browser: Browser, site: str) -> None:
    looked(browser, site, "q=зарево")
    browser.value("(q => { q.value = 'протон'; q.form.requestSubmit() })(document.querySelector('#query'))")
    browser.until("document.querySelectorAll('.results a').length == 2")
    browser.value("history.back()")
    browser.until(
        "document.querySelectorAll('.results a').length == 1 && document.querySelector('#query').value == 'зарево'"
    )


def test_the_page_breaks_no_policy_and_asks_no_stranger(browser: Browser, site: str) -> None:
    browser.complaints.clear()
    looked(browser, site, "q=зарева")
    browser.until("document.querySelectorAll('.results mark').length")
    late = ("404", "ERR_CONNECTION")  # the icon of a page before, whose server has gone
    assert [each for each in browser.complaints if not any(sign in each for sign in late)] == []
    names = json.loads(browser.value("JSON.stringify(performance.getEntriesByType('resource').map(e => e.name))"))
    assert [name for name in names if not name.startswith(site)] == []


def test_without_its_index_the_page_says_so(browser: Browser, site: str, desk: Desk) -> None:
    os.remove(desk.root / "public/search/index/manifest.json")
    browser.open(f"{site}/search/?q=протон")
    assert told(browser).startswith("Не удалось открыть указатель.")


def test_without_javascript_the_page_offers_other_ways(desk: Desk) -> None:
    desk.build()
    page = desk.page("/search/").partition("<noscript>")[2]
    assert all(f'href="{url}"' in page for url in ("/archive/", "/tags/", "/topics/", "/sources/"))
