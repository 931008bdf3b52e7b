"""Stories of pages: what is kept, what is dropped, and under which rule, whatever the page is about."""

import pytest

from digest.errors import DigestError
from digest.seeds.convert import document, explanation
from digest.seeds.crowd import CROWD, densest

TITLE = "Ракета вывела на орбиту спутник связи"
ONE = (
    "Ракета стартовала с космодрома и вывела на орбиту спутник связи, который будут принимать на всей территории "
    "страны, сообщили в агентстве."
)
TWO = "Это был третий пуск за год. Следующий намечен на осень, когда закончится ремонт стартового стола и дорог к нему."
THREE = "Спутник проработает на орбите пятнадцать лет, и всё это время за ним будут следить с двух наземных станций."


def labels(*lines):
    """What each line was taken for, with the rule."""
    return [(each.label.value, each.rule) for each in explanation("\n".join(lines).encode(), "seeds/a.txt")]


def kept(*lines):
    made = document("\n".join(lines).encode(), "seeds/a.txt")
    return [each.block.text for each in made.blocks if each.kept]


def test_cut_headlines_behind_the_text_are_dropped():
    teasers = [f"Учёные объяснили, почему закат на Марсе номер {n} голуб..." for n in "абвгд"]
    assert kept(ONE, TWO, "", "", *teasers) == [ONE, TWO]
    assert labels(ONE, TWO, "", "", *teasers)[-1] == ("junk", "cut headline")


BROKEN = (
    "Учёные объяснили, почему закат на Марсе бывает голуб...",
    "Почему у жирафа такой длинный язык и зачем он ему н...",
    "Как устроен самый старый маяк на Балтийском море и ...",
    "На станции починили насос, который шумел три недели, и ...",
)


@pytest.mark.parametrize("gap", [(), ("",), ("", "", "")])
@pytest.mark.parametrize("text", [(ONE,), (TWO,), (ONE, TWO)])
def test_cut_headlines_are_dropped_however_short_the_text_is(text, gap):
    assert kept(*text, *gap, *BROKEN) == [*text]
    assert labels(*text, *gap, *BROKEN)[-1] == ("junk", "cut headline")


def test_a_dialogue_of_sentences_that_break_off_is_part_of_the_text():
    said = [
        "— Вы слышите нас сейчас, «Заря», ответьте…",
        "— Слышим вас хорошо, но сигнал очень слабый…",
        "— Повторите, пожалуйста, координаты посадки…",
        "— Не можем разобрать, повторяем сначала…",
    ]
    assert kept(ONE, "", *said, "", TWO) == [ONE, *said, TWO]


def test_lines_that_break_off_and_are_announced_are_part_of_the_text():
    lines = [
        "Не хватает скамеек в зале спускаемых аппаратов…",
        "Хотелось бы увидеть настоящий луноход вблизи…",
        "Почему закрыт зал ракетных двигателей, непонятно…",
        "Спасибо экскурсоводу, было очень интересно…",
    ]
    said = "Посетители музея оставили в книге отзывов вот такие строки:"
    assert kept(TITLE, "", ONE, "", said, "", *lines, "", TWO) == [ONE, said, *lines, TWO]


def test_a_text_of_sentences_that_break_off_is_a_text():
    assert kept(TITLE, "", *BROKEN) == [*BROKEN]


def test_headlines_that_take_turns_with_stamps_are_dropped_even_if_they_end_like_sentences():
    tail = [
        line
        for n in range(4)
        for line in (f"  • 28.07 1{n}:54", f"  • {n * 17}", f"Станция номер {n} вышла на связь с Землёй.")
    ]
    assert kept(TITLE, "", ONE, "", TWO, "", *tail) == [ONE, TWO]


def test_a_comment_box_ends_the_article_however_long_the_comments_are():
    comments = [
        line for name in ("Ким", "Рая", "Лев") for line in (name, "28.07 14:54", f"{name}: {ONE} {TWO}", "Ответить")
    ]
    text = [ONE, TWO, THREE, f"{THREE} Да."]
    assert kept(TITLE, "", *text, "", "Комментарии (3)", *comments, *comments) == text


def test_an_inset_is_dropped_and_the_article_goes_on():
    inset = ["Читайте также: Как рождаются облака", "РЕКЛАМА", "Подписывайтесь на наш канал", "Фото: Роскосмос"]
    assert kept(TITLE, "", ONE, "", *inset, "", TWO) == [ONE, TWO]


def test_short_lines_above_text_are_headings():
    made = document(f"{TITLE}\n\n{ONE}\n\nЧто было дальше\n\n{TWO}\n\n{THREE}".encode(), "seeds/a.txt").document
    assert made.body == f"{ONE}\n\n## Что было дальше\n\n{TWO}\n\n{THREE}"


def test_a_list_between_paragraphs_is_kept_whole():
    made = document(
        f"{TITLE}\n\n{ONE}\n\n  • мыши;\n  • растения;\n  • семена.\n\n{TWO}".encode(), "seeds/a.txt"
    ).document
    assert made.body == f"{ONE}\n\n- мыши;\n- растения;\n- семена.\n\n{TWO}"


def test_the_headline_said_twice_is_no_part_of_the_text():
    assert kept(TITLE, "", TITLE, "", ONE, "", TWO) == [ONE, TWO]


def test_a_menu_above_and_below_is_dropped():
    menu = ["Главная", "О сайте", "Космос", "Авиация", "Афиша", "Контакты"]
    assert kept(*menu, TITLE, "", ONE, "", TWO, "", *menu) == [ONE, TWO]


def test_a_quotation_in_one_short_paragraph_stays():
    quote = '"Мы готовы", - заявил командир.'
    assert kept(TITLE, "", ONE, quote, TWO) == [ONE, quote, TWO]


def test_an_ellipsis_ends_a_paragraph_too():
    musing = "Он помолчал и посмотрел туда, где только что была ракета…"
    assert kept(TITLE, "", ONE, musing, TWO) == [ONE, musing, TWO]


def test_english_pages_are_judged_alike():
    one = "The rocket lifted off from the spaceport and put into orbit a satellite that will serve the whole country."
    two = "It was the third launch of the year. The next one is planned for the autumn, after the repair of the pad."
    page = [
        "Home", "Log in", "", "Rocket puts a satellite into orbit", "By Jane Doe", "5 min read", "Share", "", one, "",
        "Related articles", "A day on the pad", "", two, "", "Leave a comment", "Sign up for our newsletter",
        "Most read", "Seven songs that flew", "What astronauts eat", "© 2021 Orbit Wire. All rights reserved.",
    ]  # fmt: skip
    assert kept(*page)[0] == one
    assert kept(*page)[-1] == two


@pytest.mark.parametrize("kind", ["aside", "nav", "footer"])
def test_paragraphs_outside_the_article_of_a_page_are_dropped(kind):
    page = f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><{kind}><p>{TWO[::-1]} Да.</p></{kind}>"
    made = document(page.encode(), "seeds/a.html")
    assert [each.block.text for each in made.blocks if each.kept] == [ONE, TWO, THREE]


def test_a_theme_that_calls_the_whole_page_a_sidebar_is_not_believed():
    page = f'<div class="content-sidebar-wrap"><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></div>'
    made = document(page.encode(), "seeds/a.html")
    assert [each.block.text for each in made.blocks if each.kept] == [ONE, TWO]


def test_every_line_has_a_rule_and_a_reason():
    lines = [TITLE, "", "1295", ONE, "Фото: ТАСС", TWO, "Войти", "© Пример"]
    assert all(each.rule and each.why for each in explanation("\n".join(lines).encode(), "seeds/a.txt"))


def test_in_a_crowd_of_lines_the_densest_stretch_is_looked_at():
    lengths = [5] * (2 * CROWD) + [200] * 10 + [5] * CROWD
    first, last = densest(lengths)
    assert last - first == CROWD
    assert first <= 2 * CROWD < 2 * CROWD + 10 <= last


@pytest.mark.parametrize(
    "lines",
    [
        ("Кошка нашлась", "", "*В Твери нашли кошку.", "", "*Она жива."),
        ("Курс вырос", "", "*Банк установил курс на 7 декабря.", "", "*Евро подорожал.", "", "*Юань подешевел."),
        ("Мост открыт", "", "*Мост открыли утром.", "", "Фото: пресс-служба", "", "*Движение уже идёт."),
        ("Правила новые", "", "*Введут правила:", "", "*- для поездов;", "*- для автобусов.", "", "*Это решено."),
        (
            "Вход",
            "Новости",
            "",
            "Школа открыта",
            "",
            "*Школу открыли в Туле.",
            "",
            "*Она на окраине.",
            "",
            "Комментарии 0",
        ),
    ],
)
def test_of_a_few_short_sentences_none_is_lost(lines):
    seed = "\n".join(line.removeprefix("*") for line in lines)
    body = document(seed.encode(), "seeds/a.txt").document.body
    wanted = [line.removeprefix("*").removeprefix("- ") for line in lines if line.startswith("*")]
    assert [line.lstrip("#- ") for line in body.split("\n") if line] == wanted


def test_a_menu_alone_is_no_article():
    with pytest.raises(DigestError) as error:
        document("Главная\nО сайте\nКосмос\nАвиация\nКонтакты\n".encode(), "seeds/a.txt")
    assert error.value.problem.code == "no-article"


def test_a_table_of_figures_between_two_paragraphs_is_kept_whole():
    rows = "".join(f"<tr><td>{year}</td><td>{340 + year % 10}</td></tr>" for year in range(2019, 2023))
    table = f"<table><tr><th>Год</th><th>Пусков</th></tr>{rows}</table>"
    made = document(f"<h1>{TITLE}</h1><p>{ONE}</p>{table}<p>{TWO}</p><p>{THREE}</p>".encode(), "seeds/a.html").document
    assert "| Год | Пусков |\n|---|---|\n| 2019 | 349 |" in made.body
    assert "| 2022 | 342 |" in made.body


def test_a_table_with_a_head_at_the_end_of_an_article_is_kept():
    cells = "".join(f"<tr><td>Венера-{number}</td><td>{year}</td></tr>" for number, year in ((4, 1967), (7, 1970)))
    table = f"<table><tr><th>Станция</th><th>Год</th></tr>{cells}</table>"
    page = f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>{{}}</article>{{}}<aside><p>Читайте также</p></aside>"
    assert document(page.format(table, "").encode(), "seeds/a.html").document.body.endswith("| Венера-7 | 1970 |")
    assert document(page.format("", table).encode(), "seeds/a.html").document.body == f"{ONE}\n\n{TWO}"


LINKS = (
    "<a href=/1>Рыжиков</a>, <a href=/2>Кудь-Сверчков</a> и <a href=/3>Рубинс</a> прилетели на <a href=/4>Байконур</a>."
)


@pytest.mark.parametrize("page", ["{links}<p>{one}</p>", "<p>{one}</p>{links}", "<p>{one}</p>{links}<p>{two}</p>"])
def test_a_sentence_most_of_which_are_links_stays_in_a_short_text(page):
    made = document(f"<h1>{TITLE}</h1>{page}".format(links=f"<p>{LINKS}</p>", one=ONE, two=TWO).encode(), "a.html")
    assert "Рыжиков, Кудь-Сверчков и Рубинс прилетели на Байконур." in made.document.body


@pytest.mark.parametrize(
    "line", ["<a href=/1>Космос</a> <a href=/2>Наука</a> <a href=/3>Архив</a>", "<a href=/1>Протон снова летает.</a>"]
)
def test_links_without_a_sentence_around_them_do_not(line):
    made = document(f"<h1>{TITLE}</h1><p>{ONE}</p><p>{line}</p>".encode(), "a.html")
    assert made.document.body == ONE


ROWS = ["Испания — Россия — 4:1", "Греция — Россия — 0:1", "Россия — Швеция — 2:0"]


def test_rows_that_a_colon_announces_belong_to_the_article():
    assert kept(TITLE, "", ONE, TWO, f"{THREE[:-1]}:", *ROWS)[-3:] == ROWS
    assert labels(TITLE, "", ONE, TWO, f"{THREE[:-1]}:", *ROWS)[-1] == ("body", "rows")


def test_a_table_in_plain_text_is_kept_with_its_head():
    table = ["Ракета\tПусков\tОтказов", "Союз\t15\t1", "Протон\t2\t0"]
    assert kept(TITLE, "", ONE, "", TWO, "", *table, "", THREE)[2:5] == [row.replace("\t", " ") for row in table]


def test_rows_below_the_article_that_nothing_announces_are_dropped():
    assert kept(TITLE, "", ONE, TWO, THREE, *ROWS, "Ставки", "Букмекеры") == [ONE, TWO, THREE]


def test_headlines_with_times_right_below_the_article_are_no_chronicle_of_it():
    wire = ["14:20 Музей открыл бесплатный вход", "14:05 Школьники запустили шар", "13:50 В планетарии прочли лекцию"]
    assert kept(TITLE, "", ONE, TWO, THREE, *wire) == [ONE, TWO, THREE]
