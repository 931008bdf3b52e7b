"""Words come out of Markdown as they went in, whatever they are; ordinary prose is not touched at all."""

import html
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from digest.content.markup import Markup
from digest.seeds.blocks import Block, Cell, Element, Label, Labelled, Style
from digest.seeds.emphasis import marked
from digest.seeds.escaping import escaped
from digest.seeds.inline import marks
from digest.seeds.markdown import article
from digest.seeds.shape import separates
from digest.seeds.signs import spelt
from digest.text import clean
from tests.examples import examples

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
@settings(max_examples=examples(400), deadline=None)
def test_words_come_out_as_they_went_in(text):
    text = words(text)
    for raw_html in (False, True):
        made = Markup(raw_html=raw_html).text(escaped(text), "content/articles/a.md").html
        assert "".join(shown(made).split()) == "".join(text.split())
    assert "".join(shown(markdown.markdown(escaped(text), extensions=EXTENSIONS)).split()) == "".join(text.split())


@given(
    some.lists(some.tuples(some.sampled_from([Label.BODY, Label.HEADING, Label.LIST, Label.QUOTE]), lines), max_size=6)
)
@example([(Label.HEADING, "\\#")])
@example([(Label.HEADING, "C\\\\##")])
@settings(max_examples=examples(300), deadline=None)
def test_blocks_do_not_change_each_other(parts):
    parts = [(label, words(text)) for label, text in parts if words(text)]
    made = Markup(raw_html=False).text(article(labelled(parts)), "content/articles/a.md").html
    words_only = [text for label, text in parts if label in (Label.HEADING, Label.LIST) or not separates(text)]
    assert "".join(shown(made).split()) == "".join("".join(words_only).split())


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


TARGETS = ["http://a.b/c_d_(e)?x=1&copy;=2*", "https://e.x/ 'a\"<b>|`", "javascript:alert(1)", "/rel[1]", "data:x"]
styles = some.builds(
    Style,
    some.booleans(),
    some.booleans(),
    some.booleans(),
    some.sampled_from([0, 0, 1, 2]),
    some.sampled_from(TARGETS),
    some.sampled_from([0, 0, 1, 2]),
    some.sampled_from([0, 0, 0, 3]),
    some.sampled_from([(), (), (4,), (4, 5), (6,)]),
    some.sampled_from([False, False, True]),
)
runs = some.lists(some.tuples(hostile.filter(bool), styles), min_size=1, max_size=6)


def styled_block(runs, **more):
    return Block(words("".join(piece for piece, _ in runs)), 1, 1, runs=tuple(runs), **more)


@example([("a]:", Style(link=1, target="http://a.b/c"))])
@given(runs)
@settings(max_examples=examples(800), deadline=None)
def test_words_with_marks_come_out_as_they_went_in(runs):
    block = spelt(styled_block(runs), "")
    line = marked(block.text, marks(block), "https://pa.ge/x/")
    made = Markup(raw_html=False).text(line, "content/articles/a.md").html
    assert "".join(shown(made).split()) == "".join(block.text.split())
    assert "javascript:" not in re.sub(r">[^<]*<", "", made)
    assert set(re.findall(r"<(\w+)", made)) <= {"p", "a", "strong", "em", "code"}


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        ([("Это ", ""), ("важно ", "b"), ("знать.", "")], "Это **важно** знать."),
        ([("сло", ""), ("во", "b"), ("м", ""), ("ж", "i"), ("у", "")], "сло**во**м*ж*у"),
        ([("раз", "b"), (" ", "b"), ("два", "bi")], "**раз _два_**"),
        ([("раз", "i"), ("два", "bi"), (" три", "i")], "_раз**два** три_"),
        ([("раз", "b"), ("два", "i")], "**раз**два"),
        ([("раз", "b"), (", ", ""), ("два", "i")], "**раз**, *два*"),
        ([("Союз", "a"), ("!", ""), ("Пуск", "a2")], r"[Союз](https://a.ru/x)\![Пуск](https://b.ru)"),
        ([("раз ", "ab"), ("два", "a")], "[**раз** два](https://a.ru/x)"),
        ([("раз ", "b"), ("два", "ab"), (" три", "b")], "**раз [два](https://a.ru/x) три**"),
        ([("print", "c"), (" — «", ""), ("a*b", "c"), ("»", "")], "`print` — «`a*b`»"),
        ([("a ` ", ""), ("b", "c")], "a \\` `b`"),
        ([("[a|", ""), ("`b", "c"), ("]", "")], "\\[a|`` `b ``\\]"),
        ([("*", "b"), (" сноска", "")], "\\* сноска"),
        ([("→", "a"), (" дальше", "")], "→ дальше"),
        ([("2 * 3, ", ""), ("_x_", "i")], "2 \\* 3, *\\_x\\_*"),
        ([("https://a.ru/x", "a")], "[https://a.ru/x](https://a.ru/x)"),
        ([("1", ""), (". раз", "b")], "1**. раз**"),
        ([("- ", ""), ("раз", "b")], "\\- **раз**"),
    ],
)
def test_marks_are_written_in_forms_that_every_reader_knows(pieces, line):
    targets = {"a": (1, "/x"), "a2": (2, "https://b.ru")}
    block = styled_block(
        [
            (text, Style("b" in how, "i" in how, "c" in how, *targets.get("a2" if "2" in how else how[:1], (0, ""))))
            for text, how in pieces
        ]
    )
    assert marked(block.text, marks(block), "https://a.ru/") == line


@given(
    some.lists(some.tuples(some.integers(0, 2), some.sampled_from(["ul", "ol", "dl"]), lines), min_size=1, max_size=8)
)
@settings(max_examples=examples(400), deadline=None)
def test_lists_in_lists_keep_their_words(items):
    found, open_items = [], []
    for number, (depth, kind, text) in enumerate(items, 1):
        if not words(text):
            continue
        inner = Element(20 + number, kind), Element(40 + number, "dd" if kind == "dl" else "li")
        open_items = [*open_items[: 2 * depth], *inner] if number > 1 else [*inner]
        block = Block(words(text), number, number, "li", around=(Element(9, "ul"), *open_items), group=9)
        found.append(Labelled(block, Label.LIST, "", ""))
    made = Markup(raw_html=False).text(article(found), "content/articles/a.md").html
    got = re.sub(r"<ol[^>]*>", "", made)
    assert "".join(shown(got).split()) == "".join("".join(each.block.text for each in found).split())


@given(
    some.lists(some.tuples(some.booleans(), lines), min_size=1, max_size=6),
    some.sampled_from([(Label.BODY, "p"), (Label.QUOTE, "p"), (Label.LIST, "li"), (Label.HEADING, "h2")]),
)
@settings(max_examples=examples(400), deadline=None)
def test_lines_of_one_paragraph_keep_their_words(parts, as_what):
    label, name = as_what
    around = (Element(3, "ol", count=7), Element(4, "li")) if name == "li" else (Element(4, name),)
    found = [
        Labelled(Block(words(text), number, number, name, around=around, group=3, broken=broken), label, "", "")
        for number, (broken, text) in enumerate(parts, 1)
        if words(text) and not separates(words(text))
    ]
    made = Markup(raw_html=False).text(article(found), "content/articles/a.md").html
    assert "".join(shown(made).split()) == "".join("".join(each.block.text for each in found).split())
    assert made.count("<li>") <= 1


@example([["", ""], ["", "---"]])
@given(some.lists(some.lists(lines, min_size=2, max_size=3), min_size=2, max_size=4))
@settings(max_examples=examples(400), deadline=None)
def test_tables_keep_their_words(rows):
    around = (Element(5, "table"), Element(6, "tr"), Element(7, "th"))
    cells = [
        Labelled(Block(words(text), number, number, "cell", around=around, group=5, cell=Cell(row, column)),
                 Label.LIST, "", "")
        for row, columns in enumerate(rows)
        for column, text in enumerate(columns)
        if words(text) and (number := 10 * row + column + 1)
    ]  # fmt: skip
    made = Markup(raw_html=False).text(article(cells), "content/articles/a.md").html
    assert "".join(shown(made).split()) == "".join("".join(each.block.text for each in cells).split())


def labelled(parts):
    return [Labelled(Block(text, 1, 1), label, "", "") for label, text in parts]
