"""A reprint says nothing new; a newer version says more; two notices on like events are two notices."""

import time

import pytest

from digest.seeds.reprints import is_reprint, is_version
from digest.shingles import Index, likeness, prints, words
from tests.seeds.test_folder import articles, converted, reasons


def paragraphs(told: str) -> list[str]:
    return [" ".join(each.split()) for each in told.split("\n\n")]


STORY = paragraphs("""
Ракета-носитель «Союз-2.1а» с грузовым кораблём «Прогресс МС-04» стартовала с космодрома Байконур первого
декабря 2016 года в 17 часов 51 минуту по московскому времени. Спустя 382 секунды полёта связь с кораблём
прервалась, и на расчётную орбиту он не вышел.

Корабль вёз на Международную космическую станцию почти две с половиной тонны груза: топливо для дозаправки,
воду, сжатые газы, продукты, научную аппаратуру и новый скафандр «Орлан-МКС» для выходов в открытый космос.

Обломки сгорели в плотных слоях атмосферы над безлюдной гористой местностью Республики Тыва. Отдельные
несгоревшие элементы нашли местные жители, их вывезли специалисты. Потеря груза не сказалась на жизни экипажа
станции: запасов там хватало на несколько месяцев вперёд.

Комиссия пришла к выводу, что наиболее вероятной причиной стало вскрытие бака окислителя двигателя третьей
ступени из-за воздействия элементов разрушения двигателя. Следующий грузовой корабль этого типа отправился к
станции только в феврале 2017 года и благополучно причалил к модулю «Пирс».
""")
(LEAD,) = paragraphs("""
Как сообщает наш корреспондент, попытка отправить припасы экипажу орбитальной лаборатории окончилась неудачей
вскоре после старта, подробности мы приводим ниже.
""")
OTHER = paragraphs("""
Первый пуск с космодрома Восточный состоялся двадцать восьмого апреля 2016 года в 5 часов 1 минуту по
московскому времени. Ракета «Союз-2.1а» вывела на орбиту три спутника: «Михайло Ломоносов», «Аист-2Д» и
наноспутник SamSat-218.

Накануне старт отложили на сутки: автоматика остановила подготовку за полторы минуты до пуска из-за замечания к
системе управления. Причиной назвали неисправность кабеля, который до утра успели заменить.

За пуском с наблюдательной площадки следил президент. Космодром строили с 2012 года в Амурской области,
неподалёку от города Циолковский, который прежде назывался Углегорском. Площадь космодрома — около семисот
квадратных километров.

Следующий пуск с Восточного провели лишь в ноябре 2017 года: тогда из-за ошибки в расчётах разгонного блока
спутник «Метеор-М» № 2-1 и восемнадцать попутных аппаратов не вышли на орбиту и упали в Атлантический океан.
""")
(NOTICE,) = paragraphs("""
Ракета «Союз-2.1б» стартовала с космодрома Плесецк и вывела на орбиту навигационный спутник «Глонасс-М» №
{number}. Пуск состоялся {day} в {time} по московскому времени. Контакт со спутником установлен, бортовые
системы работают нормально. После проверок аппарат войдёт в состав группировки, которая рассчитана на двадцать
четыре спутника.
""")
NOTICES = [
    NOTICE.format(number=53, day="двадцать девятого мая 2016 года", time="11:44"),
    NOTICE.format(number=51, day="седьмого февраля 2016 года", time="3:21"),
]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def seed(title: str, *paragraphs: str) -> str:
    return f"{title}\n\n{text(*paragraphs)}\n"


FIRST = "Корабль «Прогресс МС-04» потерян после старта"
ARTICLE = "content/articles/korabl-progress-ms-04-poteryan-posle-starta.md"


@pytest.mark.parametrize(
    "other",
    [
        text(*STORY),
        text(*STORY).replace("ё", "е").replace("«", '"').replace("»", '"').replace("-", "–"),
        text(LEAD, *STORY),
        text(*STORY[:3]),
        text(*STORY).replace("Спустя", "Через").replace("причалил", "пристыковался"),
        "[" + text(*STORY).replace("«Орлан-МКС»", "[«Орлан-МКС»](https://example.org/a/b/c)"),
    ],
    ids=["the same", "typography", "another lead", "the end cut off", "a word here and there", "with a link"],
)
def test_a_reprint_is_one_whatever_was_done_to_it(other: str):
    like = likeness(other, text(*STORY))
    assert (is_reprint(like), is_version(like)) == (True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text(*STORY), text(*OTHER)),
        (NOTICES[0], NOTICES[1]),
        (NOTICES[1], NOTICES[0]),
        (text(*OTHER[:3], STORY[0]), text(*STORY)),
        ("Пуск.", "Пуск."),
        ("", ""),
    ],
    ids=["other stories", "like notices", "the other way round", "a paragraph of another", "a word", "nothing"],
)
def test_what_says_something_else_is_neither_a_reprint_nor_a_newer_version(one: str, other: str):
    like = likeness(one, other)
    assert (is_reprint(like), is_version(like)) == (False, False)


def test_a_story_that_was_told_at_greater_length_is_a_newer_version():
    like = likeness(text(*STORY), text(*STORY[:2]))
    assert (is_reprint(like), is_version(like)) == (False, True)
    assert round(like.covers, 2) >= 0.9


def test_words_are_the_same_whatever_their_marks():
    assert words("**Ещё**: «[Союз](https://a.example/x_y)-5» по\u00adлетел") == ["еще", "союз", "5", "полетел"]
    assert words('_Союз_ [взлетел](https://a.ru/x). ![Старт](https://a.ru/y_z.jpg "Фото (ТАСС)")') == [
        *("союз", "взлетел", "старт")
    ]


def test_texts_that_share_twenty_words_in_a_row_are_always_found():
    row = " ".join(f"слово{number}" for number in range(20))
    for before in range(40):
        one = " ".join(f"а{number}" for number in range(before)) + f" {row} " + " ".join(f"б{n}" for n in range(30))
        other = " ".join(f"в{number}" for number in range(25)) + f" {row} " + " ".join(f"г{n}" for n in range(before))
        assert set(prints(one)) & set(prints(other))


def test_the_likeliest_are_named_first_and_those_added_later_as_well():
    index = Index([("a", prints(text(*OTHER))), ("b", prints(text(*STORY[:2])))])
    index.add("c", prints(text(*STORY)))
    assert index.near(prints(text(*STORY))) == ("c", "b")
    assert index.near(prints(NOTICES[0])) == ()


# among the seeds, and against the archive


def test_a_reprint_is_named_and_not_converted_twice(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY))
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    outcome = converted(desk)
    assert articles(outcome) == [("seeds/a.txt", ARTICLE)]
    assert reasons(outcome) == [f"seeds/b.txt: reprint of {ARTICLE} (89 % of its words)"]
    outcome = converted(desk)
    assert (outcome.unchanged, outcome.converted, outcome.skipped) == (2, (), ())


def test_a_reprint_is_known_against_the_archive_too(desk):
    desk.article("Авария", text(*STORY).replace("скафандр", "костюм"), slug="mine")
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    assert [reason.partition(" (")[0] for reason in reasons(converted(desk))] == [
        "seeds/b.txt: reprint of content/articles/mine.md"
    ]


def test_a_reprint_of_a_deleted_article_does_not_take_its_place(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY))
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    converted(desk)
    desk.delete(ARTICLE)
    assert converted(desk).converted == ()


def test_force_converts_a_reprint_all_the_same(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY))
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    converted(desk)
    told = f"seeds/b.txt: a reprint of {ARTICLE}; with --force it is converted all the same"
    assert reasons(converted(desk, "b.txt")) == [told]
    outcome = converted(desk, "b.txt", force=True)
    assert articles(outcome) == [("seeds/b.txt", "content/articles/gruz-do-stantsii-ne-doletel.md")]
    assert converted(desk).unchanged == 2


def test_a_reprint_whose_seed_says_something_else_now_is_new(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY))
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    converted(desk)
    desk.write("seeds/b.txt", seed("Первый пуск с Восточного", *OTHER))
    assert [each.seed for each in converted(desk).converted] == ["seeds/b.txt"]
    assert converted(desk).unchanged == 2


def test_a_longer_story_is_converted_and_told(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY[:2]))
    desk.write("seeds/b.txt", seed("Комиссия назвала причину аварии «Прогресса»", *STORY))
    outcome = converted(desk)
    assert len(outcome.converted) == 2
    (problem,) = outcome.problems
    assert str(problem) == (
        f"seeds/b.txt: warning[reprint]: it may be a newer version of {ARTICLE}: 100 % of that stands in it"
    )


def test_two_notices_on_like_events_are_two_articles(desk):
    desk.write("seeds/a.txt", seed("На орбиту выведен «Глонасс-М» № 53", NOTICES[0]))
    desk.write("seeds/b.txt", seed("На орбиту выведен «Глонасс-М» № 51", NOTICES[1]))
    outcome = converted(desk)
    assert (len(outcome.converted), outcome.skipped, outcome.problems) == (2, (), ())


def test_a_dry_run_names_reprints_as_well(desk):
    desk.write("seeds/a.txt", seed(FIRST, *STORY))
    desk.write("seeds/b.txt", seed("Груз до станции не долетел", LEAD, *STORY))
    outcome = converted(desk, dry_run=True)
    assert reasons(outcome) == [f"seeds/b.txt: reprint of {ARTICLE} (89 % of its words)"]
    assert not (desk.root / "content").exists()


def test_ten_thousand_articles_are_no_trouble():
    base = [" ".join(f"{word}{number}" for word in text(*STORY, *OTHER).split()) for number in range(20)]
    known = [(f"{number}", prints(each)) for number, each in enumerate(base)]
    many = [
        (f"{copy}-{name}", [each * (copy + 1) % 2**32 for each in found])
        for copy in range(500)
        for name, found in known
    ]
    began = time.process_time()
    index = Index(many)
    assert [index.near(prints(each))[0] for each in base] == [f"0-{number}" for number in range(20)]
    assert time.process_time() - began < 3
