"""An editor's day on the desk, with the keyboard alone: a seed becomes a published article, and it an issue.

The seed is a real one where there are real ones beside this repository; else one of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digest.content.frontmatter import parse, plain
from tests.desk import REPOSITORY, Desk
from tests.serve.browser import PROGRAM, SHIFT, Browser
from tests.serve.hands import Running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

REAL = REPOSITORY.parent / "shared/seeds/000_7066d81387392e4c.txt"
OWN = REPOSITORY / "seeds/006_c8921511f3cd01a3.txt"
HEADLINE = "Заголовок, набранный на клавиатуре"
AT = "document.activeElement"
SAID = "document.querySelector('#said p').textContent"


@pytest.fixture
def day(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of the desk of a site with one seed."""
    seed = REAL if REAL.exists() else OWN
    desk.write("seeds/one.txt", seed.read_bytes())
    server = Running(desk)
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser, server.desk
    browser.close()
    server.end()


def test_a_seed_becomes_an_article_and_an_issue(desk: Desk, day: tuple[Browser, str]) -> None:
    browser, address = day
    browser.open(address)
    file = accept(browser)
    confirm(browser)
    write_headline(browser)
    browser.press("P", "KeyP", SHIFT)
    browser.until(f"{SAID}.startsWith('Published')")
    meta = plain(parse((desk.root / file).read_bytes(), file).meta)
    assert meta["title"] == HEADLINE
    assert not {"draft", "unsure"} & meta.keys()

    make_issue(browser, since=str(meta["date"])[:10])
    names = plain(parse((desk.root / "content/issues/1.md").read_bytes(), "1.md").meta)
    assert file.rpartition("/")[2] in str(names)
    browser.press("P", "KeyP", SHIFT)
    browser.until("!document.querySelector('[data-issue=issue-publish]')")
    outcome = desk.build()
    assert outcome.status == 0, outcome.err
    assert HEADLINE in desk.page("/issues/1/")
    assert browser.complaints == []


def accept(browser: Browser) -> str:
    """From the inbox to the page of the article, whose file is given."""
    browser.seen("li[data-row]")
    browser.press("j")
    browser.until(f"{AT}.matches('li[data-row]')")
    browser.press("Enter")
    browser.until("location.pathname === '/_desk/seed' && document.querySelector('[data-call=accept] kbd') !== null")
    browser.press("a")
    browser.until("location.pathname === '/_desk/article'", 30)
    return str(browser.until("document.querySelector('#text')?.dataset.file"))


def confirm(browser: Browser) -> None:
    """Look at every guess and confirm it."""
    browser.seen("#form [data-values]")
    browser.until("document.querySelector('#field-title')?.value.length > 0")
    open_guesses = "document.querySelectorAll('[data-guess]').length"
    while left := browser.value(open_guesses):
        browser.press("c")
        browser.until(f"{AT}.matches('[data-guess]')")
        browser.press("c")
        browser.until(f"{open_guesses} < {left}")


def write_headline(browser: Browser) -> None:
    browser.press("h")
    browser.until(f"{AT}.id === 'field-title'")
    browser.value(f"{AT}.select()")
    browser.type_in(HEADLINE)
    browser.press("Enter")
    browser.until(f"document.querySelector('#text').value.includes('{HEADLINE}')")
    browser.press("Escape")


def make_issue(browser: Browser, since: str) -> None:
    """Begin the first issue on the day of the article, which it then holds."""
    browser.value(f"{AT}.blur()")
    browser.press("g")
    browser.press("b")
    browser.until("location.pathname === '/_desk/issues' && document.querySelector('#new-issue kbd') !== null")
    browser.press("n")
    browser.until("document.querySelector('#issue-dialog[open]') !== null")
    browser.press("Tab")
    browser.until(f"{AT}.name === 'since'")
    browser.type_in(since)
    browser.press("Enter")
    browser.until("location.pathname === '/_desk/issue'", 30)
    browser.seen(".board [data-do=out]")
    browser.seen(".current .here")
