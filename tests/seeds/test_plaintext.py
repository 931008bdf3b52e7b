"""Plain text as it was typed or wrapped: verse keeps its lines, and words divided at the end of a line are whole."""

import time

import pytest

from digest.seeds.convert import document
from digest.seeds.plaintext import blocks

FIRST = "Над степью тихо утро встало,\nРакета в небо поднялась,\nИ пламя белое сияло,\nИ пыль под ветром улеглась."
SECOND = "Молчит бетон, молчит дорога,\nОстыл железный чёрный стол,\nИ только ветер у порога\nТраву сухую в степь увёл."
COUPLETS = (
    "Летит звезда над тёмной крышей,\nЕё никто внизу не слышит.\n\nА утром в поле у реки\nО ней расскажут старики."
)
ABOVE = (
    "В клубе космодрома прочли стихи, написанные в день первого пуска; их автор работал тогда связистом на "
    "измерительном пункте."
)
BELOW = (
    "После вечера гости осмотрели музей, в котором хранятся первые приборы измерительного пункта и письма его "
    "строителей."
)


def body(text):
    return document(text.encode(), "seeds/a.txt").document.body


def verse(text):
    """Lines as Markdown keeps them."""
    return "\n\n".join(stanza.replace("\n", "  \n") for stanza in text.split("\n\n"))


@pytest.mark.parametrize("poem", [f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND}\n\n{COUPLETS}"])
def test_a_poem_keeps_its_stanzas_and_their_lines(poem):
    found = document(f"Полёт над степью\n\n{poem}\n".encode(), "seeds/a.txt").document
    assert found.meta["title"] == "Полёт над степью"
    assert found.body == verse(poem)


def test_a_poem_with_the_name_of_its_author_keeps_its_first_stanza():
    poem = """Летит над миром тихая звезда,
Её зажгли не боги и не маги,
А те, кто верил в нас и кто тогда
Чертил её на шёлковой бумаге.

Она вернётся, но пока молчит,
И только пульс идёт по проводам,
И эхо в чёрной пустоте стучит,
И отвечает нам, и снова нам."""
    assert body(f"Тихая звезда\n\n{poem}\n\nАнна Лугова\n") == verse(poem)


@pytest.mark.parametrize("poem", [FIRST, f"{FIRST}\n\n{SECOND}", COUPLETS])
def test_verse_within_an_article_keeps_its_lines(poem):
    text = f"Стихи о космодроме\n\n{ABOVE}\n\n{poem}\n\n{BELOW}\n"
    assert body(text) == f"{ABOVE}\n\n{verse(poem)}\n\n{BELOW}"


@pytest.mark.parametrize(
    "lines",
    [
        "Главная страница\nНаши новости\nО проекте\nНаши контакты",
        "Название: Протон\nМасса на старте: семьсот тонн,\nГод первого пуска: 1965.",
        "Пуск прошёл по плану.\nСпутник вышел на орбиту.\nСвязь с ним есть.",
        f"{ABOVE}\n{BELOW}",
        "Музей открыт до шести,\nвход бесплатный.",
    ],
)
def test_what_is_no_verse_has_no_lines_that_belong_together(lines):
    assert not any(block.broken for block in blocks(lines))


# words divided at the end of a line


def wrapped(*lines):
    """A paragraph of lines of one width, below another that has its words whole."""
    whole = "Заповедник у озера основан сто лет назад, ракета-носитель здесь ни при чём, а музей открыли недавно."
    (text,) = (block.text for block in blocks(f"{whole}\n\n" + "\n".join(lines)) if block.kind == "p")
    return text


def paragraph(above, below):
    return wrapped(
        "Сотрудники рассказали нам об этом на прошлой неделе, и",
        f"мы записали их рассказ почти дословно про {above}",
        f"{below} так, как он был произнесён в тот день вечером",
        "на берегу, где собрались почти все, кто там работает.",
    )


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("запо-", "ведник", "заповедник"),
        ("запо-", "ведника", "заповедника"),
        ("раке-", "та-носитель", "ракета-носитель"),
        ("ракета-", "носитель", "ракета-носитель"),
        ("экспеди-", "ции", "экспедиции"),
        ("раз-", "ъезд", "разъезд"),
        ("почти 10-", "летний", "почти 10-летний"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_whole_again_where_it_surely_is_one(above, below, word):
    assert f"про {word} так" in paragraph(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [("почему-", "то"), ("северо-", "запад"), ("тиле-", "тие"), ("по-", "новому"), ("до -", "после"), ("Юг-", "Север")],
)
def test_what_may_be_a_compound_is_left_as_it_is(above, below):
    assert f"про {above} {below} так" in paragraph(above, below)


@pytest.mark.parametrize("sign", ["\u2010", "\u2011"])
def test_other_hyphens_are_hyphens(sign):
    assert "про заповедник так" in paragraph(f"запо{sign}", "ведник")
    assert f"про северо{sign} запад так" in paragraph(f"северо{sign}", "запад")


@pytest.mark.parametrize("sign", ["\u00ad", "¬", "\u00ad "])
def test_a_sign_that_only_divides_is_no_part_of_a_word(sign):
    lines = [
        "Сотрудники рассказали нам об этом на прошлой неделе, и про север",
        "ный ветер, который здесь дует весь год и не",
    ]
    lines += ["даёт уснуть, и про то, что мы записали их рассказ дословно."]
    assert "про северный ветер" in body(f"{ABOVE}\n\n{lines[0]}{sign}\n{lines[1]}\n{lines[2]}\n\n{BELOW}")
    assert body(f"{ABOVE}{sign}\n\n{BELOW}") == f"{ABOVE}\n\n{BELOW}"


def test_a_line_of_such_a_sign_alone_is_what_it_was():
    assert [block.text for block in blocks("¬\n")] == ["¬"]
    assert body(f"{ABOVE}\n\n\u00ad\n\n{BELOW}") == f"{ABOVE}\n\n{BELOW}"


def test_many_divided_words_take_no_long_time():
    text = "\n".join(
        "слово разделено в конце каждой строки этого тек-\nста и ещё раз так же до самого конца страни-"
        for _ in range(50_000)
    )
    began = time.process_time()
    list(blocks(text))
    assert time.process_time() - began < 5.0
