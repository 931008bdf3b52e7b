"""Several threads read texts at once: the preview, the problems, and what is typed. None gets into another's way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from digest.content.reading import made
from tests.ondesk.hands import Browser


def test_texts_that_are_read_at_once_do_not_mix(browser: Browser) -> None:
    site = browser.room.settings().site

    def read(number: int) -> str:
        text = f"---\ntitle: N{number}\ndate: 2020-01-01\n---\n\n" + f"Слово{number} [a](b{number}.md)\n\n" * 40
        article = made(f"content/articles/n{number}.md", text.encode(), site).article
        assert article
        return article.text.html

    alone = [read(number) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            assert list(pool.map(read, range(40))) == alone
