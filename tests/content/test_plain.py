"""Plain words of a made text."""

import random
import re
import time
from html import unescape

import pytest

from digest.content.markup import Markup
from digest.content.plain import paragraphs
from digest.model import Text

EACH = [
    ("Первый *абзац*\nв две строки.\n\nВторой.", ("Первый абзац в две строки.", "Второй.")),
    ("## Заголовок\n\n- один\n- два", ("Заголовок", "один", "два")),
    ("Строка  \nи другая", ("Строка", "и другая")),
    ("| а | б |\n|---|---|\n| 1 | 2 |", ("а", "б", "1", "2")),
    ("Пуск[^1] удался.\n\n[^1]: В 1957 году.", ("Пуск удался.", "В 1957 году.")),
    ("a < b & c > d", ("a < b & c > d",)),
    ("", ()),
]


@pytest.mark.parametrize(("body", "words"), EACH)
def test_paragraphs_are_plain_words_in_their_order(body: str, words: tuple[str, ...]) -> None:
    assert paragraphs(Markup(raw_html=False).text(body, "content/articles/a.md")) == words


def test_scripts_of_raw_html_are_not_read() -> None:
    made = Markup(raw_html=True).text("<div><script>var a = 1;</script><p>Слова</p></div>", "content/articles/a.md")
    assert paragraphs(made) == ("Слова",)


@pytest.mark.parametrize("seed", range(50))
def test_whatever_spaces_and_tags_stand_in_a_paragraph_its_words_have_one_space_between_them(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [*" \n\u00a0\u202f\u3000\u00ad", "&nbsp;", "&#8195;", "<em>", "</em>", "слово", "a &lt; b"]
    some = ["".join(chance.choices(pieces, k=chance.randint(0, 9))) for _ in range(9)]
    made = "\n".join(f"<p>{each}</p>" for each in some)
    read = (" ".join(unescape(each.replace("<em>", "").replace("</em>", "")).split()) for each in some)
    assert paragraphs(Text.of_html(made)) == tuple(words for words in read if words)


@pytest.mark.parametrize("seed", range(50))
def test_what_nobody_reads_ends_where_its_first_end_is(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [
        "<sup>",
        "<SUP id='1'>",
        "</sup>",
        "</Sup>",
        "<script",
        "</script>",
        "<style>",
        "</style>",
        "</a>",
        "а",
        "<",
        ">",
    ]
    some = ["".join(chance.choices([*pieces, '<a class="footnote-backref">', "<supper>"], k=12)) for _ in range(40)]
    unread = re.compile(
        r'<(script|style|sup)\b.*?</\1>|<a class="footnote-backref".*?</a>', re.DOTALL | re.IGNORECASE | re.ASCII
    )
    for html in some:
        left = "".join(unescape(re.sub("<[^>]*>", "", unread.sub("", html))).split())
        assert "".join(paragraphs(Text.of_html(html))) == left, html


@pytest.mark.parametrize(
    "unit", ["<sup>", "<script ", "<sup x", "<", '<a class="footnote-backref"', "<p ", "<br ", "<p <sup>", "</sup"]
)
def test_what_never_ends_is_looked_through_once(unit: str) -> None:
    began = time.process_time()
    paragraphs(Text.of_html(f"<p>{unit * 40_000}</p>"))
    paragraphs(Text.of_html(unit * 40_000))
    assert time.process_time() - began < 1
