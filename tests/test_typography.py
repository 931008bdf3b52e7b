"""A text is set as its language wants it; its words stay as they were typed, and so does what is uncertain."""

from __future__ import annotations

import re
import time
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.typography import numbers, typeset, typeset_html
from digest.typography.marks import BLOCK, INLINE
from digest.typography.words import glued
from tests.examples import examples

SHOWN = str.maketrans({"~": "\u00a0"})  # in these examples a tilde is a space that does not break


def ru(text: str) -> str:
    return typeset(text, "ru").replace("\u00a0", "~")


def en(text: str) -> str:
    return typeset(text, "en").replace("\u00a0", "~")


def html(text: str, language: str = "ru") -> str:
    return typeset_html(text, language).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ('ракета "Союз"', "ракета «Союз»"),
        ('"Корабль "Союз" летит", — сказал он.', "«Корабль „Союз“ летит»,~— сказал он."),
        ('корабль ("Союз-5") и "Протон".', "корабль («Союз-5») и~«Протон»."),
        ("“Союз” и „Протон“", "«Союз» и~«Протон»"),
        ("«Фирма «Ромашка»»", "«Фирма „Ромашка“»"),
        ('"...и тогда взлетел"', "«…и тогда взлетел»"),
        ('Иж-"Юпитер"-5', "Иж-«Юпитер»-5"),
        ('пушка 5" и ракета "Союз"', 'пушка 5" и~ракета «Союз»'),
        ("высота 6'2\"", "высота 6'2\""),
        ("О'Нил", "О’Нил"),
    ],
)
def test_russian_quotes(typed: str, made: str) -> None:
    assert ru(typed) == made


@pytest.mark.parametrize(
    "typed", ['ООО "Фирма "Ромашка" открылась', 'ракета "Союз', 'Союз" летит', ' " ', 'слово"слово', "«Союз"]
)
def test_a_quote_without_its_partner_stays_and_so_does_what_follows(typed: str) -> None:
    assert ru(typed) == typed


def test_a_quote_without_its_partner_takes_no_other_down() -> None:
    assert ru('"Союз" и "Протон летят') == '«Союз» и~"Протон летят'


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Байконур - космодром", "Байконур~— космодром"),
        ("Байконур -- космодром", "Байконур~— космодром"),
        ("Байконур – космодром", "Байконур~— космодром"),
        ("- Да, - сказал он", "—~Да,~— сказал он"),
        ("Союз МС-10", "Союз МС-10"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("в 1990-1995 годах", "в~1990–1995~годах"),
        ("10-15 км и 5-7 человек", "10–15~км и~5–7~человек"),
        ("10-12 мая", "10–12~мая"),
        ("XIX-XX вв.", "XIX–XX~вв."),
        ("договор 2004-го и 2-я ступень", "договор 2004-\u2060го и~2-\u2060я ступень"),
        ("Ту-154М и 3-ракетный залп", "Ту-154М и~3-ракетный залп"),
        ("при -5 °C", "при -5~°C".replace("-5", "\u22125")),
        ("от -5 до -10 градусов", "от~\u22125 до~\u221210~градусов"),
    ],
)
def test_russian_dashes(typed: str, made: str) -> None:
    assert ru(typed) == made


@pytest.mark.parametrize(
    "typed",
    "2016-12-01|123-45-67|+7-495-123-45-67|счёт 2:1|счёт 3-1|ГОСТ 1550-2013|Ту-154|2-1|1990-1985|/1990-1995/|где-то"
    "|a-1990-1995|1990-1995-2000|10.12-15.12|слово--слово".split("|"),
)
def test_a_hyphen_that_is_no_dash_stays(typed: str) -> None:
    assert ru(typed) == typed


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("в дом и на крышу, а не под", "в~дом и~на~крышу, а~не~под"),
        ("В доме (в саду)", "В~доме (в~саду)"),
        ("он же знал бы, так ли это", "он~же знал~бы, так~ли это"),
        ("А. С. Пушкин и А.С. Пушкин", "А.~С.~Пушкин и~А.~С.~Пушкин"),
        ("5 км, 10 млн, № 5, § 3", "5~км, 10~млн, №~5, §~3"),
        ("2016 г., XX в.", "2016~г., XX~в."),
        ("28 апреля 2016 года", "28~апреля 2016~года"),
        ("т. е. и т.д.", "т.~е. и~т.~д."),
        ("г. Москва, ул. Ленина, им. Гагарина", "г.~Москва, ул.~Ленина, им.~Гагарина"),
        ("рис. 3, гл. 5", "рис.~3, гл.~5"),
        ("10 000 рублей, 10000 рублей", "10~000~рублей, 10000~рублей"),
        ("в 2016 г. Запуск", "в~2016~г. Запуск"),
        ("в\nдоме\nвсё", "в~доме\nвсё"),
        ("и~в доме", "и~в~доме"),
        ("ёлка и елка", "ёлка и~елка"),
        ("5 и 7", "5 и~7"),
        ("США. В Москве", "США. В~Москве"),
    ],
)
def test_russian_spaces(typed: str, made: str) -> None:
    assert ru(typed.translate(SHOWN)) == made


def test_three_dots_are_one_sign() -> None:
    assert ru("Ждите... Что?.. ....") == "Ждите… Что?.. ...."


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("\"I like 'Soyuz',\" he said.", "“I like ‘Soyuz’,” he said."),
        ("It's the dogs' day in the '90s", "It’s the dogs’ day in the ’90s"),
        ("'Soyuz' flew", "‘Soyuz’ flew"),
        ('"He said "no" to it"', "“He said ‘no’ to it”"),
        ("6'2\" tall", "6'2\" tall"),
        ("one - two -- three--four", "one~— two~— three—four"),
        ("1990-1995, 10-15 km, 3-1", "1990–1995, 10–15~km, 3-1"),
        ("J. K. Rowling and Mr. Smith", "J.~K.~Rowling and Mr.~Smith"),
        ("28 April 2016, April 28", "28~April 2016, April~28"),
        ("a 5 km run", "a 5~km run"),
    ],
)
def test_english(typed: str, made: str) -> None:
    assert en(typed) == made


def test_other_languages_are_left_alone() -> None:
    assert typeset('"Wort" - und 5 km', "de") == '"Wort" - und 5 km'


def test_a_region_does_not_matter() -> None:
    assert typeset('"a"', "en-GB") == "“a”"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ('<p>"<em>Союз</em>" в <em>космос</em></p>', "<p>«<em>Союз</em>» в~<em>космос</em></p>"),
        (
            '<p>он <em>"Союз</em> МС" и <a href="x-y">в дом</a></p>',
            '<p>он~<em>«Союз</em> МС» и~<a href="x-y">в~дом</a></p>',
        ),
        (
            '<p>"Первый.</p>\n<p>Второй "Союз".</p>\n<p>Третий".</p>',
            "<p>«Первый.</p>\n<p>Второй „Союз“.</p>\n<p>Третий».</p>",
        ),
        ('<p>"Один</p>\n<p>"Союз"</p>', '<p>"Один</p>\n<p>«Союз»</p>'),
        ('<p><code>a "b" - c</code> - "<kbd>в x</kbd>"</p>', '<p><code>a "b" - c</code>~— «<kbd>в x</kbd>»</p>'),
        ("<pre><code>в дом\n- Да</code></pre>", "<pre><code>в дом\n- Да</code></pre>"),
        ('<p title="в дом - &quot;x&quot;">в дом</p>', '<p title="в дом - &quot;x&quot;">в~дом</p>'),
        ("<p>&quot;Союз&quot; &amp; &lt;b&gt;</p>", "<p>«Союз» &amp; &lt;b&gt;</p>"),
        ("<p>https://example.org/1990-1995?a=b--c, a-b@example.org</p>",) * 2,
        ("<script>var a = 'в дом - x';</script>",) * 2,
        ("<p>5 <b>км</b></p>",) * 2,
        ("<td>-</td>",) * 2,
    ],
)
def test_html(typed: str, made: str) -> None:
    assert html(typed) == made


# what holds for every text

SIGNS = '"""\'\'“”„«»‘’---–—...  \n(),!?:/%'
WORDS = (
    "-- ... в и же Союз А. В. г. т. е. рис. 5 10 1990 1995 000 км мая XX dogs it '90s No. km -5 °C № & <"
    " https://a.b/1-2 a@b.ru"
)
PIECES = st.sampled_from([*SIGNS, *WORDS.split(), " - ", "\u00a0"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>\n",
        "<em>",
        "</em>",
        "<code>",
        "</code>",
        "<br>\n",
        '<a href="в x - y">',
        "</a>",
        "<pre>",
        "</pre>",
        "<",
    ]
)
PAGES = st.lists(st.one_of(TEXTS.map(lambda text: escape(text, quote=False)), TAGS), max_size=12).map("".join)
LANGUAGES = st.sampled_from(["ru", "en"])
SET = re.compile("[\\s\"'“”„‟«»‘’–—\u2212….\u2060-]+")


@given(TEXTS, LANGUAGES)
@settings(max_examples=examples(1600), deadline=None)
def test_what_is_set_stays_as_it_is(text: str, language: str) -> None:
    made = typeset(text, language)
    assert typeset(made, language) == made


@given(TEXTS, LANGUAGES)
@settings(max_examples=examples(800), deadline=None)
def test_no_letter_and_no_figure_ever_changes(text: str, language: str) -> None:
    assert SET.sub("", typeset(text, language)) == SET.sub("", text)


@given(PAGES, LANGUAGES)
@settings(max_examples=examples(1200), deadline=None)
def test_html_that_is_set_stays_as_it_is_and_keeps_its_tags(page: str, language: str) -> None:
    made = typeset_html(page, language)
    assert typeset_html(made, language) == made
    assert SET.sub("", unescape(made)) == SET.sub("", unescape(page))
    assert re.findall("<[^<>]*>", made) == re.findall("<[^<>]*>", page)


@given(st.lists(st.sampled_from(["в", "На", "ну", "слово", *'(«"\ufdd1\ufdd2\ufdd3 \n\t\u00a0\u2009-']), max_size=16))
@settings(max_examples=examples(1600), deadline=None)
def test_a_line_ends_with_none_of_the_words_that_a_look_at_each_finds(drawn: list[str]) -> None:
    pieces = re.split("([ \n\u00a0\u2009])", BLOCK + "".join(drawn))
    for place in range(0, len(pieces) - 1, 2):
        if pieces[place].lstrip('(«"\ufdd1\ufdd2').removesuffix(INLINE) in ("в", "На"):
            pieces[place + 1] = "\u00a0"

    assert glued(BLOCK + "".join(drawn), frozenset(["в", "На"])) == "".join(pieces)


@given(st.text("0159-–.,:/a км"))
@settings(max_examples=examples(500), deadline=None)
def test_no_range_is_passed_over_for_want_of_a_dash_between_figures(text: str) -> None:
    assert numbers._BETWEEN.search(text) or not numbers._RANGE.search(text)


@given(st.text() | st.text('\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4 а-"\n'), LANGUAGES)
@settings(max_examples=examples(800), deadline=None)
def test_any_text_at_all(text: str, language: str) -> None:
    made = typeset(text, language)
    assert typeset(made, language) == made
    assert SET.sub("", made) == SET.sub("", text)


ORDINARY = (
    '<p>Ракета "Союз-2.1а" стартовала с космодрома 28 апреля 2016 года - это был первый пуск.</p>\n'
    "<p>В нём участвовали А. С. Иванов и ещё 10-15 человек, а за пуском следили из г. Благовещенска.</p>\n"
)
HOSTILE = [
    '"',
    "'",
    "«",
    "<a ",
    '<a "',
    "<code>",
    "- ",
    " -",
    "1",
    "1-",
    "А.",
    "…",
    " ",
    "\n",
    "a@",
    "https://",
    ". А",
    "&",
    '«"',
    "' ",
]


@pytest.mark.parametrize("piece", [ORDINARY, *HOSTILE])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_twice_the_text_takes_twice_the_time(piece: str, language: str) -> None:
    """Over lengths that would take minutes if the time grew with their square."""
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    typeset_html(text, language)
    assert time.process_time() - start < 2
