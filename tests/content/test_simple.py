"""Texts that need no parser: made at once, they are what Python-Markdown makes, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from digest.content.frontmatter import parse
from digest.content.parser import Parser
from digest.content.simple import simple
from digest.text import clean

REPOSITORY = Path(__file__).resolve().parents[2]
PARSER = Parser(raw_html=False)
WORDS = (
    *(
        "слово",
        " слово",
        "Слово, ",
        "\n",
        "\n\n",
        "\n\n\n",
        "—",
        "«а»",
        ".",
        "2016",
        "12",
        "\u00a0",
        "\u2028",
        "é",
        "🚀",
    ),
    *("\n\n## Заголовок\n\n", "\n\n### Заголовок\n\n", "\n\n## Заголовок_1\n\n", "\n\n# Ёлка № 5\n\n"),
    *("\n\n- один\n- два\n\n", "\n\n> цитата\n> ещё\n\n", "**жирно**", "*курсив*", "**[а](/b/)**", "[б](/x/)"),
    *(
        "[а](https://example.org/?a=1&amp;b=2&c=3)",
        "[в](javascript:x)",
        "[г](../pages/a.md#d)",
        "[д](http://a.org/b_c)",
    ),
)
SIGNS = (
    *("#", "## ", "- ", "-", "* ", "*", "**", "***", "_", "1. ", "12) ", "> ", ">", "[", "]", "(", ")", "![", "!", "&"),
    *("&amp;", '"', "'", ": ", "=", "---", "+ ", "|", "~", "`", "\\", "\t", "  \n", " \n", "<", "<b>", "[^1]"),
    *("[x]: y", "*[A]: b", "[а]()", "[](x)", "[а](b c)", "[**а**](/b/)", "[a_b](/c/)"),
)


def generated(seed: int, count: int, rare: float) -> list[str]:
    """Texts of words and, now and then, signs that mean something in some places."""
    chance = random.Random(seed)

    def piece() -> str:
        return chance.choice(SIGNS if chance.random() < rare else WORDS)

    return [clean("".join(piece() for _ in range(chance.randint(1, 16)))) for _ in range(count)]


def written() -> list[str]:
    """The bodies of all articles, pages and manuals of this repository."""
    files = (path for folder in ("content", "docs", "tests/data") for path in (REPOSITORY / folder).rglob("*.md"))
    texts = (path.read_bytes() for path in files)
    return [clean(parse(text, "a.md").body) for text in texts if text.startswith(b"---\n")]


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        pytest.param(generated(1, 1500, 0.01), 0.4, id="news"),
        pytest.param(generated(2, 3000, 0.2), 0.05, id="signs"),
        pytest.param(written(), 0.1, id="repository"),
    ],
)
def test_a_simple_text_is_what_the_parser_makes(texts: list[str], share: float) -> None:
    made = {text: simple(text) for text in texts}
    at_once = {text: page for text, page in made.items() if page}
    assert len(at_once) > share * len(made), "so few that nothing is shown"
    for text, page in at_once.items():
        assert page == PARSER.made(text), text


def test_a_text_with_anything_else_in_it_is_left_to_the_parser() -> None:
    for text in ("a\n\n1. b", "`a`", "a <b>", "![a](/b.jpg)", "[a][b]", "*[A]: b", "a *b", "- a\n    - b", "a\nb\n---"):
        assert simple(text) is None, text
