"""Around the text stand its fields: each is found where it stands, and what is a guess says why."""

import datetime

import pytest

from digest.content.vocabulary import Vocabulary
from digest.seeds.convert import document
from digest.seeds.dateline import dateline
from digest.seeds.known import Known
from digest.seeds.outlets import mentions

TEXT = (
    "Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, который будут принимать "
    "на всей территории страны.\n\n"
    "Это был третий пуск за год. Следующий намечен на осень, когда закончится ремонт стартового стола."
)


def front(text, **known):
    return document(text.encode(), "seeds/a.txt", Known(**known)).document.meta


@pytest.mark.parametrize(
    ("text", "place", "day", "agency"),
    [
        ("МОСКВА, 1 дек - РИА Новости. ", "Москва", "1 дек", "РИА Новости"),
        ("МОСКВА, 1 декабря. /ТАСС/. ", "Москва", "1 декабря", "ТАСС"),
        ("Москва. 1 декабря. INTERFAX.RU - ", "Москва", "1 декабря", "INTERFAX.RU"),
        ("МОСКВА, 1 дек 2016 - РИА Новости, Иван. "[:32] + ". ", "Москва", "1 дек 2016", "РИА Новости"),
        ("АСТАНА. КАЗИНФОРМ - ", "Астана", "", "КАЗИНФОРМ"),
        ("САНКТ-ПЕТЕРБУРГ, 1 декабря — ", "Санкт-Петербург", "1 декабря", ""),
        ("РОСТОВ-НА-ДОНУ, 5 июн — Регион Ньюс. ", "Ростов-на-Дону", "5 июн", "Регион Ньюс"),
        ("MOSCOW, Dec 1 (Reuters) - ", "Moscow", "Dec 1", "Reuters"),
        ("KANSAS CITY, Mo. (AP) — ", "Kansas City", "", "AP"),
        ("LONDON — ", "London", "", ""),
        ("ИТАР, Байконур – ", "Байконур", "", "ИТАР"),
        ("ИТАР-ТАСС, Байконур, 12 апр – ", "Байконур", "12 апр", "ИТАР-ТАСС"),
        ("Байконур, ТАСС – ", "Байконур", "", "ТАСС"),
        ("МОСКВА, 12 апр – Степные вести. ", "Москва", "12 апр", "Степные вести"),
        ("МОСКВА, 12 апр – «Степные вести». ", "Москва", "12 апр", "Степные вести"),
        ("BAIKONUR, April 12 (Orbit Wire) — ", "Baikonur", "April 12", "Orbit Wire"),
    ],
)
def test_a_dateline_tells_place_day_and_agency(text, place, day, agency):
    found = dateline(text + "Россия и Казахстан обсуждают будущее космодрома.")
    assert (found.place, found.day, found.agency, found.words) == (place, day, agency, text)


@pytest.mark.parametrize(
    "text",
    [
        "Инженеры и космонавты обсуждают возможности космодрома Байконур.",
        "США — страна, которая первой отправила людей на Луну, и случилось это давно.",
        "В 2016 году, 1 декабря, ракета стартовала — и всё прошло штатно.",
        "Москва готовится к параду, сообщили в мэрии города вчера вечером.",
        "SpaceX — американская компания, которая строит ракеты и корабли.",
    ],
)
def test_a_sentence_is_no_dateline(text):
    found = dateline(text)
    assert found is None or found.place == "США"  # which a place of three capitals may be


def test_a_short_sentence_behind_a_dateline_is_no_outlet():
    found = dateline("МОСКВА, 12 апр – Ракета взлетела. Спутник связи выведен на орбиту через девять часов.")
    assert (found.words, found.agency) == ("МОСКВА, 12 апр – ", "")


def test_the_dateline_leaves_the_text():
    made = document(f"МОСКВА, 1 дек - РИА Новости. {TEXT}".encode(), "seeds/a.txt").document
    assert made.body.startswith("Ракета «Протон-М»")
    assert (made.meta["dateline"], made.meta["source"]) == ("Москва", "РИА Новости")


@pytest.mark.parametrize(
    ("text", "name", "own"),
    [
        ('Об этом сообщает "Пример".', "Пример", True),
        ("Пуск перенесён, передаёт ТАСС.", "ТАСС", True),
        ("«Пример» ранее сообщал о пуске.", "Пример", True),
        ("Ранее «Пример» рассказывал о пуске.", "Пример", True),
        ('сказал он в интервью газете "Коммерсант".', "Коммерсант", False),
        ("сказал он со ссылкой на «Пример».", "Пример", False),
        ("he told Reuters on Monday.", "Reuters", False),
        ("according to The New York Times.", "The New York Times", False),
    ],
)
def test_texts_name_outlets(text, name, own):
    assert [(each.name, each.own) for each in mentions([text])] == [(name, own)]


@pytest.mark.parametrize(
    "text", ['Он заявил: "Мы победим".', 'Ракета "Союз" стартовала.', "Он сообщает, что пуск прошёл."]
)
def test_what_is_said_is_no_outlet(text):
    assert mentions([text]) == ()


def test_the_outlets_that_a_report_quotes_are_not_its_source():
    meta = front(f"МОСКВА, 1 дек - РИА Новости. {TEXT} Так он сказал в интервью газете «Вечер».")
    assert (meta["source"], meta["cites"]) == ("РИА Новости", ["Вечер"])


def test_a_line_with_an_address_is_no_summary():
    meta = front(f"Пуск ракеты «Протон-М» прошёл штатно\nСсылка: https://vestnik.example/2018/04/pusk-protona\n{TEXT}")
    assert "summary" not in meta


def test_a_line_with_little_but_a_day_is_not_taken_for_the_title_where_there_is_another():
    assert front(f"Второй пуск сезона\nПуск: 5 апреля 2018 года\n\n{TEXT}")["title"] == "Второй пуск сезона"


def test_a_line_may_name_the_source():
    meta = front(f"Пуск ракеты «Протон-М» прошёл штатно\n\n{TEXT}\n\nИсточник: «Лётное поле»")
    assert meta["source"] == "Лётное поле"
    assert "source" not in meta["unsure"]


def test_the_name_above_the_menu_is_a_guess_at_the_source():
    meta = front(f"Лётное поле\nСамолёты  Вертолёты  Космос\n\nПуск ракеты «Протон-М» прошёл штатно\n\n{TEXT}")
    assert meta["source"] == "Лётное поле"
    assert meta["unsure"]["source"] == "«Лётное поле» stands at the top of the page, above its menu"


def test_a_figure_that_is_told_of_each_writer_of_a_forum_is_no_name_of_a_site():
    writer = "Лунатик\nМодератор\nСообщений: 1502\nРегистрация: 12.03.2008\nОтправлено: 5 августа 2018, 14:20"
    call = (
        "Друзья! В ночь с 12 на 13 августа собираемся у обсерватории, чтобы вместе смотреть Персеиды. Максимум потока "
        "ожидается после полуночи, Луна не помешает: новолуние было 11 августа.\n"
        "С собой иметь: тёплую одежду, коврик, термос. Телескопы будут.\n"
        "Сбор в 22:00 у проходной. Проезд автобусом 12 до конечной."
    )
    another = "Звездочёт\nНовичок\nСообщений: 3\nОтправлено: 5 августа 2018, 15:01\nБуду обязательно."
    title = "Тема: Наблюдение Персеид в ночь на 13 августа"
    meta = front(f"Форум » Объявления » Встречи\nСтраница 1 из 3\n{writer}\n{title}\n{call}\n{another}\n")
    assert meta.get("source") != "Сообщений: 1502"


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Пуск прошёл штатно | Степной телеграф", "Степной телеграф"),
        ("Пуск прошёл — Первый", None),
        ("Орбита | Юг", None),
    ],
)
def test_what_stands_behind_the_headline_in_the_title_of_a_page_is_a_guess_at_the_source(title, source):
    body = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    headline = title.partition(" | ")[0] if source else "Пуск прошёл — Первый"
    page = f"<html><head><title>{title}</title></head><body><h1>{headline}</h1>{body}</body></html>"
    meta = document(page.encode(), "seeds/a.html", Known()).document.meta
    assert meta.get("source") == source
    assert source is None or meta["unsure"]["source"] == f"<title> is «{title}»"


def test_a_caption_and_its_credit_go_to_the_picture():
    meta = front(
        "Пуск ракеты «Протон-М» прошёл штатно\n\nРакета на старте.\nРакета «Протон-М» на старте.\nФото: Роскосмос\n\n"
        + TEXT
    )
    assert meta["image"] == {"caption": "Ракета «Протон-М» на старте.", "credit": "Роскосмос"}


def test_a_caption_may_end_in_its_credit():
    meta = front(f"Пуск ракеты «Протон-М» прошёл штатно\n\nРакета на старте. Фото: Роскосмос\n\n{TEXT}")
    assert meta["image"] == {"caption": "Ракета на старте.", "credit": "Роскосмос"}


def test_a_paragraph_above_a_credit_stays_in_the_text():
    first, second = TEXT.split("\n\n")
    made = document(
        f"Пуск сезона\n5 апреля 2018 г.\n{second}\nФото: пресс-служба\n{first}".encode(), "seeds/a.txt", Known()
    )
    assert made.document.meta["image"] == {"credit": "пресс-служба"}
    assert made.document.body == f"{second}\n\n{first}"


def test_a_line_that_says_on_whose_reports_a_text_rests_is_a_guess_at_the_source_and_no_caption():
    meta = front(f"Пуск ракеты прошёл штатно\n\n{TEXT}\nПо материалам: Лётное поле\nФото: Иван Ершов\nНаверх\n")
    assert meta["image"] == {"credit": "Иван Ершов"}
    assert meta["source"] == "Лётное поле"
    assert meta["unsure"]["source"] == "the line «По материалам: Лётное поле»"


def test_date_author_tags_and_rights_are_taken_from_their_lines():
    meta = front(
        "Пуск ракеты «Протон-М» прошёл штатно\n1 декабря 2016, 10:23\nАвтор: Иван Петров\n\n"
        f"{TEXT}\n\nТеги: Байконур, «Протон»\n\n© Пример, 2016. Все права защищены."
    )
    assert meta["date"] == datetime.datetime(2016, 12, 1, 10, 23)
    assert meta["author"] == "Иван Петров"
    assert meta["suggested"] == {"tags": ["Байконур", "Протон"]}
    assert meta["rights"] == "© Пример, 2016. Все права защищены."
    assert set(meta["unsure"]) == {"source"}


@pytest.mark.parametrize(
    ("lines", "day", "sure"),
    [
        ("1 декабря 2016\n{title}\n\n{text}", datetime.date(2016, 12, 1), True),
        ("{title}\n\n{text}\n\nОпубликовано: 1 декабря 2016", datetime.date(2016, 12, 1), True),
        ("{title}\n\n{text}\n\n01.12.2016", datetime.date(2016, 12, 1), False),
        ("{title}\nОбновлено: 1 декабря 2016\n\n{text}", datetime.date(2016, 12, 1), False),
        ("{title}\n28.07 14:54\n\n{text}", None, False),
        ("{title}\n1295\n2016\n\n{text}", None, False),
        ("{title}\n12 апреля 1961\n\n{text}", None, False),
    ],
)
def test_a_date_line_counts_where_it_stands(lines, day, sure):
    meta = front(lines.format(title="Пуск ракеты «Протон-М» прошёл штатно", text=TEXT))
    assert meta.get("date") == day
    assert ("date" not in meta["unsure"]) == sure


def test_a_day_that_is_not_known_is_asked_of_the_editor():
    meta = front(f"{TEXT} Полёты начнутся в 2022 году.")
    assert "date" not in meta
    assert meta["unsure"]["date"] == (
        "not found: no day of publication stands in the seed («2022 году» is a year alone); look it up and write it"
    )


def test_without_a_headline_the_first_sentence_proposes_a_title():
    meta = front(TEXT.replace("\n\n", " "))
    assert meta["title"] == "Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи"
    assert meta["unsure"]["title"] == "proposed from the first sentence: no headline stands above the text"


PAGE = "<h1>{line}</h1>" + "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
LINE = "Ракета «Протон-М» вывела спутник на орбиту"


@pytest.mark.parametrize(
    ("head", "title", "why"),
    [
        ("<title>Ракета «Протон-М» вывела спутник на орбиту — Пример</title>", LINE, ""),
        ("", LINE, ""),
        ("<title>Главное к утру вторника</title>", LINE,
         "the headline on the page; in <title> the page calls itself «Главное к утру вторника»"),
        ("<title><script>alert(1)</script></title>", LINE,
         "the headline on the page; in <title> the page calls itself «<script>alert(1)</script>»"),
        ('<meta property="og:title" content="Спутник над страной">', LINE,
         "the headline on the page; in og:title the page calls itself «Спутник над страной»"),
        ('<meta property="og:title" content="Ракета «Протон-М» вывела спутник на орбиту"><title>Пример</title>', LINE,
         ""),
    ],
)  # fmt: skip
def test_a_title_is_sure_where_the_page_and_its_headline_agree(head, title, why):
    meta = front(f"<html><head>{head}</head><body>{PAGE.format(line=LINE)}</body></html>")
    assert (meta["title"], meta["unsure"].get("title", "")) == (title, why)


def test_a_page_of_two_names_and_no_headline_has_an_unsure_title():
    head = '<title>Главное к утру вторника</title><meta property="og:title" content="Спутник над страной">'
    meta = front(f"<html><head>{head}</head><body><p>{TEXT}</p></body></html>")
    assert meta["title"] == "Спутник над страной"
    assert (
        meta["unsure"]["title"]
        == "what the page calls itself in og:title; in <title> it says «Главное к утру вторника»"
    )


@pytest.mark.parametrize(
    ("lines", "rights"),
    [
        ("Права на этот текст принадлежат\nОпубликовано в открытом доступе с согласия правообладателя",
         "Опубликовано в открытом доступе с согласия правообладателя"),
        ("Права на этот текст принадлежат ТАСС\nОпубликовано в открытом доступе с согласия правообладателя",
         "Права на этот текст принадлежат ТАСС. Опубликовано в открытом доступе с согласия правообладателя"),
        ("Все права принадлежат:", None),
        ("©", None),
        ("Copyright", None),
        ("Copyright ©", None),
        ("This material is copyright of\nAll rights reserved", "All rights reserved"),
        ("© Пример", "© Пример"),
    ],
)  # fmt: skip
def test_a_notice_that_breaks_off_is_no_notice_of_rights(lines, rights):
    meta = front(f"{LINE}\n\n{TEXT}\n\n{lines}")
    assert meta.get("rights") == rights


def test_the_language_is_written_only_where_it_is_not_the_sites():
    assert "lang" not in front(TEXT)
    assert front(TEXT, language="en")["lang"] == "ru"


def test_the_keys_stand_in_the_order_of_the_manual():
    text = (
        "Пуск ракеты «Протон-М» прошёл штатно\n1 декабря 2016\nАвтор: Иван Петров\nФото: Роскосмос\n\nМОСКВА /ТАСС/. "
        f"{TEXT} Так пишет газета «Вечер».\n\nТеги: Байконур\n\nВсе права защищены"
    )
    assert list(front(text, language="en")) == [
        *("title", "date", "source", "author", "dateline", "cites", "image", "rights", "draft", "lang"),
        *("suggested", "unsure", "seed"),
    ]


# suggestions


def test_drafts_suggest_the_terms_of_the_site():
    known = Vocabulary(
        tags=(("Байконур", ()), ("Луна", ()), ("Протон-М", ())),
        topics=(("Аренда Байконура", ()), ("Пуски ракет", ("спутники связи",))),
    )
    assert front(TEXT, vocabulary=known)["suggested"] == {"tags": ["Байконур", "Протон-М"], "topics": ["Пуски ракет"]}
