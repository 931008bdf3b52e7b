"""Words come out of Markdown as they went in, whatever they are; ordinary prose is not touched at all."""

import html
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from digest.content.markup import Markup
from digest.seeds.blocks import Block, Label, Labelled
from digest.seeds.markdown import article, escaped
from digest.text import clean

EXTENSIONS = ["tables", "footnotes", "fenced_code", "def_list", "abbr", "toc", "sane_lists"]
MARKS = [
    *"#*_`[](){}<>|~:-+=.!\\&\"'^ ",
    *(
        "1.",
        "2)",
        "---",
        "***",
        "```",
        "~~~",
        "    ",
        "[^1]",
        "[^1]:",
        "*[a]:",
        "a:",
        ": ",
        "{{",
        "{%",
        "{:",
        "![",
        "](",
    ),
    *("http://a.b", "&amp;", "&#58;", "<b>", "[TOC]", "слово", "word", "\u2028"),
]

hostile = some.lists(some.sampled_from(MARKS), max_size=12).map("".join)
lines = some.one_of(hostile, some.text(max_size=40))


def shown(made):
    """The words that a reader sees in HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", made)).split())


def words(text):
    return " ".join(clean(text).split())


@given(lines)
@example("1.")
@example("# C#")
@example("a\\")
@example("\\[x](y)")
@example("*a_b*_c_")
@example("<script>")
@example("&lt; &amp;lt;")
@example("||||||| conflict")
@example(": definition")
@settings(max_examples=400, deadline=None)
def test_words_come_out_as_they_went_in(text):
    text = words(text)
    for raw_html in (False, True):
        made = Markup(raw_html=raw_html).text(escaped(text), "content/articles/a.md").html
        assert "".join(shown(made).split()) == "".join(text.split())
    assert "".join(shown(markdown.markdown(escaped(text), extensions=EXTENSIONS)).split()) == "".join(text.split())


@given(
    some.lists(some.tuples(some.sampled_from([Label.BODY, Label.HEADING, Label.LIST, Label.QUOTE]), lines), max_size=6)
)
@settings(max_examples=300, deadline=None)
def test_blocks_do_not_change_each_other(parts):
    parts = [(label, words(text)) for label, text in parts if words(text)]
    made = Markup(raw_html=False).text(article(labelled(parts)), "content/articles/a.md").html
    assert "".join(shown(made).split()) == "".join("".join(text for _, text in parts).split())


@pytest.mark.parametrize(
    "text",
    [
        "МОСКВА, 1 дек. — «Союз-ФГ» (с кораблём «Союз МС») стартовал в 10:00: всё прошло штатно!",
        "- Кто там? - спросил он."[2:],
        "Цена выросла на 5%, до $100; подробности на example.org.",
        "Файл snake_case_name, 2 < 3"[:20],
        'Он сказал: "Пуск!" — и ушёл. 2 + 2 = 4; a - b; 3 * 4; C# и F#.',
    ],
)
def test_ordinary_prose_is_not_touched(text):
    assert escaped(text) == text


def test_blocks_become_paragraphs_headings_lists_and_quotes():
    parts = [
        (Label.BODY, "Первый."), (Label.HEADING, "Дальше"), (Label.LIST, "раз"), (Label.LIST, "два"),
        (Label.QUOTE, "Сказано."), (Label.JUNK, "Войти"), (Label.BODY, "# конец"),
    ]  # fmt: skip
    assert article(labelled(parts)) == "Первый.\n\n## Дальше\n\n- раз\n- два\n\n> Сказано.\n\n\\# конец"


def labelled(parts):
    return [Labelled(Block(text, 1, 1), label, "", "") for label, text in parts]
