"""The day of publication: what the page states, weighed against what its readers see; a guess is told as one."""

import datetime
import json

import pytest
from msgspec.structs import replace

from digest.seeds import ago
from digest.seeds.convert import document, judged
from digest.seeds.dateline import split_off
from digest.seeds.dates import days, short_days
from digest.seeds.fields import fields
from digest.seeds.read import read

TEXT = """\
Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, который увидят по всей стране.
Это был третий пуск за год, следующий намечен на осень, когда закончится ремонт стартового стола на этой площадке.
""".splitlines()
TITLE = "Пуск ракеты «Протон-М» прошёл штатно"
READ = datetime.datetime(2016, 7, 30, 9, 0)


def page(head="", below="", above="", language="ru"):
    body = "".join(f"<p>{part}</p>" for part in TEXT)
    source = f"<html lang={language}><head>{head}</head><body>{above}<h1>{TITLE}</h1>{below}{body}</body></html>"
    meta = document(source.encode(), "seeds/a.html").document.meta
    return str(meta.get("date", "")), meta["unsure"].get("date", "")


def ld(**facts):
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", "headline": TITLE, **facts})}</script>'


def post(day):
    return f'<meta property="article:published_time" content="{day}">'


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 grudnia 2016", "2016-12-01"),
        ("1. prosince 2016", "2016-12-01"),
        ("1 снежня 2016", "2016-12-01"),
        ("1 dicembre 2016", "2016-12-01"),
        ("1. desember 2016", "2016-12-01"),
        ("1 Aralık 2016", "2016-12-01"),
        ("1 Δεκεμβρίου 2016", "2016-12-01"),
        ("2016年12月1日 10時23分", "2016-12-01"),
        ("2016년 12월 1일", "2016-12-01"),
        ("2016. 12. 1.", "2016-12-01"),
        ("2016. december 1.", "2016-12-01"),
        ("2016 m. gruodžio 1 d.", "2016-12-01"),
        ("2016 жылғы 1 желтоқсан", "2016-12-01"),
        ("1-Dec-2016", "2016-12-01"),
        ("2016-Dec-01", "2016-12-01"),
        ("1er décembre 2016", "2016-12-01"),
        ("Анна ПетроваDec 1, 2016", "2016-12-01"),
        ("Thursday, 1st December 2016 at 10 a.m.", "2016-12-01"),
    ],
)
def test_days_are_read_in_the_languages_of_the_press(words, day):
    assert [str(each.value) for each in days(words)] == [day]


def test_two_days_that_touch_are_told_apart():
    assert [each.words for each in days("August 25, 2025August 29, 2025")] == ["August 25, 2025", "August 29, 2025"]


@pytest.mark.parametrize(
    "words", ["until September 2019. April 12 is marked", "v2016.12.01.5", "ago 2016", "с 5 по 2016"]
)
def test_a_year_and_a_day_that_only_stand_together_are_no_date(words):
    assert days(words) == ()


@pytest.mark.parametrize(("order", "day"), [("mdy", "2021-03-04"), ("dmy", "2021-04-03"), ("", "")])
def test_figures_are_read_in_the_order_of_the_language(order, day):
    assert "".join(str(each.value) for each in days("03/04/2021", order)) == day


def test_a_year_of_two_figures_counts_where_a_day_must_stand():
    assert [str(each.value) for each in short_days("01/25/26 and 01.12.16, not 10:11.12.13")] == [
        "2026-01-25",
        "2016-12-01",
    ]
    assert page(below="<p>Опубликовано 01.12.16</p>")[0] == "2016-12-01"
    assert page(below="<p>Версия 01.12.16</p>")[0] == ""


@pytest.mark.parametrize(
    ("language", "day"), [("en-US", "2021-03-04"), ("en-GB", "2021-04-03"), ("de", "2021-04-03"), ("en", "")]
)
def test_the_language_of_a_page_tells_the_order_of_its_figures(language, day):
    assert page(below="<p>03/04/2021</p>", language=language)[0] == day


@pytest.mark.parametrize(
    "head",
    [
        ld(datePublished="2016-12-01T10:00:00+03:00"),
        post("2016-12-01"),
        '<meta name="publish-date" content="1 Dec 2016">',
        '<meta itemprop="datePublished" content="2016-12-01">',
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2016-12-01", "author": }</script>',
        '<script type="application/ld+json">//<![CDATA[ {"@type":"Report","datePublished":"2016-12-01",}//]]></script>',
    ],
)  # fmt: skip
def test_a_page_may_state_its_day_in_many_places(head):
    assert page(head) == ("2016-12-01", "")


def test_the_day_of_the_pages_own_article_counts_and_not_that_of_a_related_one():
    other = ld(datePublished="2012-01-01").replace(json.dumps(TITLE), '"Другое"')
    assert page(other + ld(datePublished="2016-12-01"))[0] == "2016-12-01"


@pytest.mark.parametrize(
    "below",
    ["<time datetime=2016-12-01>сегодня</time>", "<span itemprop=datePublished content=2016-12-01>1</span>",
     "<p>1 декабря 2016</p>", "<p>Автор: Анна Петрова, 1 декабря 2016</p>"],
)  # fmt: skip
def test_a_day_below_the_headline_is_found(below):
    assert page(below=below)[0] == "2016-12-01"


def test_days_in_boxes_for_other_articles_are_not_the_pages():
    box = "<aside class=related><time datetime=2012-01-01>1</time></aside>"
    assert page(below=f"{box}<time datetime=2016-12-01>2</time>")[0] == "2016-12-01"


def test_a_line_that_agrees_is_told_with_the_marks():
    source = (
        f"<html><head>{post('2016-12-01')}</head><body><h1>{TITLE}</h1><p>1 декабря 2016</p><p>{TEXT[0]}</p></body>"
    )
    seed = read(source.encode(), "seeds/a.html")
    line, blocks = split_off(judged(seed))
    found = fields(seed, blocks, line).date
    assert found.why == "article:published_time says «2016-12-01», and «1 декабря 2016» stands below the headline"
    assert found.sure


def test_the_time_of_greenwich_is_not_the_pages_own_day():
    assert page(ld(datePublished="2016-12-02T01:00:00Z"), "<p>December 1, 2016</p>") == ("2016-12-01", "")
    assert page(ld(datePublished="2016-12-02T01:00:00+03:00"), "<p>December 1, 2016</p>")[0] == "2016-12-02"


def test_the_last_update_is_no_day_of_publication_where_the_page_states_one():
    assert page(post("2016-12-01"), "<p>Обновлено: 5 мая 2019</p>") == (
        "2016-12-01",
        "article:published_time says «2016-12-01»; «5 мая 2019» below the headline is its last update",
    )


def test_an_update_that_the_page_shows_is_a_guess_where_only_json_ld_states_another_day():
    day, why = page(ld(datePublished="2016-12-01"), "<p>Обновлено: 5 мая 2019</p>")
    shown = "«5 мая 2019» stands below the headline: its last update, and the only day it shows"
    assert (day, why) == ("2019-05-05", f"{shown}; JSON-LD datePublished says «2016-12-01»")


def test_another_day_that_the_page_shows_is_a_guess():
    assert page(ld(datePublished="2016-12-01"), "<p>5 мая 2012</p>") == (
        "2012-05-05",
        "«5 мая 2012» stands below the headline, though JSON-LD datePublished says «2016-12-01»",
    )


@pytest.mark.parametrize(
    "below",
    ["<p>© Орбита, 5 мая 2012</p>", "<figure><figcaption>Старт 5 мая 2012</figcaption></figure>",
     "<p>Тогда, 5 мая 2012 года, никто ещё не знал, чем всё это кончится и сколько лет пройдёт до пуска.</p>",
     "<p>1295</p><p>2012</p>"],
)  # fmt: skip
def test_days_in_captions_notices_and_sentences_are_not_that_of_publication(below):
    assert page(below=below)[0] == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2 hours ago", "2016-07-30"),
        ("10 hours ago", "2016-07-29"),
        ("вчера, 14:54", "2016-07-29"),
        ("Сегодня в 10:20", "2016-07-30"),
        ("3 дня назад", "2016-07-27"),
        ("час назад", "2016-07-30"),
        ("vor 12 Stunden", "2016-07-29"),
        ("il y a 3 jours", "2016-07-27"),
        ("hace 2 días", "2016-07-28"),
        ("a week ago", "2016-07-23"),
        ("i går", "2016-07-29"),
        ("5 min read", ""),
        ("12 часов", ""),
        ("mehr hier lesen", ""),
    ],
)
def test_a_day_may_be_told_by_the_one_on_which_it_is_read(words, day):
    assert str(ago.day_before(words, READ) or "") == day


@pytest.mark.parametrize(
    ("words", "day"), [("28.07 14:54", "2016-07-28"), ("1 дек", "2015-12-01"), ("29 фев", "2016-02-29")]
)
def test_a_day_without_a_year_is_the_last_such_day(words, day):
    assert str(ago.last_such_day(ago.stamp(words), READ)) == day


@pytest.mark.parametrize("words", ["14:54", "12.30", "Союз-2.1", "45.13 10:00"])
def test_what_is_no_stamp(words):
    assert ago.stamp(words) is None


@pytest.mark.parametrize(
    ("line", "day", "why"),
    [
        (
            "вчера, 14:54",
            "2016-07-29",
            "«вчера, 14:54» stands below the headline, and the seed was taken on 2016-07-30",
        ),
        ("28.07 14:54", "2016-07-28", "«28.07» stands below the headline, and the seed was taken on 2016-07-30"),
    ],
)
def test_the_seeds_own_time_makes_a_half_told_day_a_guess(line, day, why):
    seed = read(f"{TITLE}\n{line}\n\n{TEXT[0]}\n\n{TEXT[1]}".encode(), "seeds/a.txt")
    blocks = judged(seed)
    found = fields(replace(seed, fetched=READ), blocks, None).date
    assert (str(found.value), found.why, found.sure) == (day, why, False)
    assert fields(seed, blocks, None).date.value is None


def test_a_line_anywhere_may_say_when_the_article_was_published():
    lines = ["Опубликовано: 1 декабря 2016", *(f"Раздел {number}" for number in range(12)), TITLE, *TEXT]
    meta = document("\n\n".join(lines).encode(), "seeds/a.txt").document.meta
    assert str(meta["date"]) == "2016-12-01"
    assert "date" not in meta["unsure"]


def test_of_several_days_below_the_text_none_is_the_articles():
    lines = [TITLE, *TEXT, "12.12.2020 Другая новость", "09.12.2020 Ещё одна"]
    assert "date" not in document("\n\n".join(lines).encode(), "seeds/a.txt").document.meta


@pytest.mark.parametrize(
    "line",
    [
        "Действует до 31.12.2029",
        "Следующее заседание: 15 декабря 2030 года",
        "Версия 2.10.2020 сборка 15",
        "Сегодня 27 ноября 2026, пятница",
        "3 мая 2021 - 5 мая 2021",
    ],
)
def test_a_day_of_something_else_is_not_that_of_publication(line):
    text = (
        "Бюджет Рязани одобрен\n\n{line}\n\nСовет одобрил бюджет города на следующий год, сообщила пресс-служба мэрии."
    )
    made = document(text.format(line=line).encode(), "seeds/a.txt").document
    assert "date" not in made.meta


def told(text):
    """The day and the doubt about it of a plain text."""
    made = document(text.encode(), "seeds/a.txt").document.meta
    return str(made.get("date", "")), made.get("unsure", {}).get("date", "")


@pytest.mark.parametrize(
    "headline",
    [
        "27 ноября 2026 года в Москве пройдёт фестиваль науки",
        "20 ноября 1998 года стартовал модуль «Заря»",
        "12 апреля 1961 года Юрий Гагарин полетел в космос",
    ],
)
def test_the_day_of_what_is_to_come_or_was_long_ago_is_none_of_publication(headline):
    assert told(f"{headline}\n\n{TEXT[0]}\n\n{TEXT[1]}")[0] == ""
    body = f"<p>{headline}.</p><p>{TEXT[0]}</p>"
    source = f"<html lang=ru><body><h1>{TITLE}</h1>{body}</body></html>"
    assert "date" not in document(source.encode(), "seeds/a.html").document.meta


def test_the_day_of_an_event_in_the_headline_is_at_best_a_guess():
    day, why = told(f"1 декабря 2016 года «Протон-М» вышел на старт\n\n{TEXT[0]}\n\n{TEXT[1]}")
    event = "the day of what «1 декабря 2016 года» below the headline tells of"
    assert (day, why) == ("2016-12-01", f"{event}; when it was published, the seed does not say")


@pytest.mark.parametrize("later", ["Двадцать лет назад такого не было.", "К 2020 году площадку перестроили."])
def test_an_event_that_the_text_looks_back_at_gives_no_day(later):
    assert told(f"1 декабря 2016 года «Протон-М» вышел на старт\n\n{TEXT[0]}\n\n{TEXT[1]} {later}")[0] == ""


def test_the_day_of_a_dateline_stays_sure():
    assert told(f"{TITLE}\n\nМОСКВА, 1 декабря 2016 года. /ТАСС/. {TEXT[0]}\n\n{TEXT[1]}") == ("2016-12-01", "")


@pytest.mark.parametrize(
    ("head", "below", "why"),
    [
        ("", "<time datetime=2012-05-05>давно</time>", "<time> below the headline says «2012-05-05»"),
        (post("2012-05-05"), "", "article:published_time says «2012-05-05»"),
        (post("2012-05-05"), "<p>1 декабря 2016</p>", "article:published_time says «2012-05-05»"),
        ('<link rel=canonical href="https://orbit.example/2012/05/05/a">', "", "the address says 2012-05-05"),
    ],
)
def test_where_trusted_evidence_names_two_days_the_field_is_unsure_and_both_are_told(head, below, why):
    day, doubt = page(ld(datePublished="2016-12-01") + head, below)
    assert (day, "«2016-12-01»" in doubt, doubt.endswith(f"; but {why}")) == ("2016-12-01", True, True)


def test_a_date_line_that_is_far_from_the_dateline_makes_it_unsure():
    text = f"{TITLE}\n\n1 декабря 2016\n\nМОСКВА, 5 мая 2012. /ТАСС/. {TEXT[0]}\n\n{TEXT[1]}"
    assert told(text) == (
        "2012-05-05",
        "from the dateline «5 мая 2012»; but «1 декабря 2016» stands below the headline",
    )


def test_an_update_is_no_disagreement():
    facts = ld(datePublished="2016-12-01T10:00:00+03:00", dateModified="2019-05-05")
    assert page(facts, "<p>1 декабря 2016</p><p>Обновлено: 5 мая 2019</p>") == ("2016-12-01", "")
    assert page(facts, "<time datetime=2019-05-05>x</time>") == ("2016-12-01", "")


def test_a_day_that_is_said_to_be_of_publication_wins_over_a_mark_that_repeats_the_update():
    below = "<p>Опубликовано: 26 апреля 2013</p><p>Обновлено: 1 декабря 2016</p>"
    assert page(ld(datePublished="2016-12-01"), below) == (
        "2013-04-26",
        "«26 апреля 2013» stands below the headline, though JSON-LD datePublished says «2016-12-01»",
    )


def test_nothing_is_published_after_its_last_update():
    head = (
        '<meta name="published-time" content="2026-03-09"><meta name="modified-date" content="2024-07-30">'
        '<meta name="published-date" content="2021-02-16">'
    )
    assert page(head) == ("2021-02-16", "published-date says «2021-02-16»; but published-time says «2026-03-09»")


def test_an_address_a_day_off_gives_way_to_the_day_that_readers_see():
    head = '<link rel=canonical href="https://orbit.example/2016/12/02/a">'
    assert page(head, "<p>1 декабря 2016</p>") == ("2016-12-01", "")


def test_figures_that_may_mean_two_days_are_told_as_such():
    both = "may be 2021-04-03 or 2021-03-04: nothing tells the order of its figures; look it up and write it"
    assert page(below="<p>03/04/2021</p>", language="en") == ("", f"«03/04/2021» below the headline {both}")
    head = '<meta name="publish-date" content="03/04/2021">'
    assert page(head, language="en") == ("", f"«03/04/2021» in publish-date {both}")


@pytest.mark.parametrize(
    ("head", "below", "day"),
    [
        ('<link rel=canonical href="https://www.orbit.co.uk/a">', "<p>03/04/2021</p>", "2021-04-03"),
        ("", "<p>03/04/2021</p><div class=comments><p>Anna, 25/12/2021</p></div>", "2021-04-03"),
        ("", "<p>03/04/2021</p><div class=comments><p>Anna, 12/25/2021</p></div>", "2021-03-04"),
    ],
)
def test_the_country_or_another_date_of_the_page_tells_the_order_of_figures(head, below, day):
    assert page(head, below, language="en")[0] == day


def test_of_two_days_the_one_that_was_still_to_come_is_not_meant():
    english = "The rocket rose from the pad at Baikonur and put into orbit a satellite that the whole country will see."
    seed = read(f"The rocket rose again\n\n10/07/2016\n\n{english}\n\n{english}".encode(), "seeds/a.txt")
    found = fields(replace(seed, fetched=READ), judged(seed), None).date
    assert (str(found.value), found.sure) == ("2016-07-10", False)


@pytest.mark.parametrize(
    "line", ["Пуск: 5 апреля 2018 года", "Дата и время старта: 05.04.2018", "Launch date: 5 April 2018"]
)
def test_the_day_of_an_event_in_a_sheet_of_facts_is_not_that_of_publication(line):
    assert page(below=f"<p>{line}</p>")[0] == ""


def test_a_day_of_before_the_web_is_a_guess_unless_it_is_said_to_be_that_of_publication():
    assert page(below="<p>20 ноября 1998 года, Байконур</p>") == (
        "1998-11-20", "«20 ноября 1998 года» stands below the headline"
    )  # fmt: skip
    assert page(below="<p>Опубликовано 20 ноября 1998 года</p>") == ("1998-11-20", "")
