"""A wire, several short reports in one text, becomes one draft for each; what tells of one event stays whole."""

import datetime
import json

import pytest

from digest.content.frontmatter import spelt
from digest.seeds import bases, record
from digest.seeds.convert import document
from digest.seeds.overview import overview
from digest.seeds.parts import parts, whole
from digest.seeds.plaintext import blocks
from digest.seeds.wire import wire
from digest.seeds.wireparts import may_be_wire
from digest.settings import settings
from tests.seeds.test_folder import articles, converted, sha256

MOON = "Станция «Луна-9» совершила мягкую посадку в Океане Бурь и передала на Землю панораму лунной поверхности."
MARS = "Аппарат «Маринер-4» прошёл мимо Марса на высоте десяти тысяч километров и прислал двадцать один снимок."
VENUS = "Зонд «Венера-7» двадцать три минуты вёл передачу с поверхности планеты, где стоит жара в 475 градусов."
COMET = "«Джотто» пролетел в шестистах километрах от ядра кометы Галлея; камеру разбила пылинка."
AFTER = "Инженеры приняли сигнал не сразу: голос его был очень слаб."
HEADLINES = ("«Луна-9» села в Океане Бурь", "Снимки Марса переданы на Землю", "С Венеры пришёл первый сигнал")

ONE_LINE = f"""Войти
Лента новостей
3 февраля 2016
18:45 {HEADLINES[0]}
{MOON}
{AFTER}
Подробнее
12:04 {HEADLINES[1]}
{MARS}
Подробнее
9:30 {HEADLINES[2]}
{VENUS}
Подробнее
Популярное
11:10 Почему Плутон больше не планета
10:05 Как выбрать первый бинокль
© Орбитальный листок, 2016
"""
OWN_LINES = f"""Лента новостей
03.02.2016 18:45
{HEADLINES[0]}

{MOON}

{AFTER}

03.02.2016 12:04
{HEADLINES[1]}

{MARS}

02.02.2016 9:30
{HEADLINES[2]}

{VENUS}
"""
BELOW = f"""{HEADLINES[0]}
18:45, 3 февраля 2016
{MOON}
{AFTER}

{HEADLINES[1]}
12:04, 3 февраля 2016
{MARS}

{HEADLINES[2]}
9:30, 3 февраля 2016
{VENUS}
"""
DATELINES = f"""{HEADLINES[0]}

МОСКВА, 3 фев 2016 – Степные вести. {MOON}

{AFTER}

{HEADLINES[1]}

ПАСАДИНА, 3 фев 2016 – Степные вести. {MARS}

{HEADLINES[2]}

БАЙКОНУР, 3 фев 2016 – Степные вести. {VENUS}
"""
PAGE = f"""<!doctype html><html><head><title>Лента новостей — Орбитальный листок</title></head><body>
<nav><a href="/">Главная</a> <a href="/space">Космос</a></nav><h1>Лента новостей</h1><p>3 февраля 2016</p>
<div class="item"><span class="time">18:45</span><h3><a href="/1">{HEADLINES[0]}</a></h3><p>{MOON}</p>
<p>{AFTER}</p></div>
<div class="item"><span class="time">12:04</span><h3><a href="/2">{HEADLINES[1]}</a></h3><p>{MARS}</p></div>
<div class="item"><span class="time">9:30</span><h3><a href="/3">{HEADLINES[2]}</a></h3><p>{VENUS}</p></div>
<footer>© Орбитальный листок, 2016</footer></body></html>"""
PAGE_OF_DATELINES = f"""<!doctype html><html><body><h2>{HEADLINES[0]}</h2>
<p><b>МОСКВА, 3 фев 2016 – Степные вести.</b> {MOON}</p>
<p>{AFTER}</p><h2>{HEADLINES[1]}</h2><p>ПАСАДИНА, 3 фев 2016 – Степные вести. {MARS}</p><h2>{HEADLINES[2]}</h2>
<p>БАЙКОНУР, 3 фев 2016 – Степные вести. {VENUS}</p></body></html>"""

HTML = "<!doctype html><html><body>{}</body></html>"

WIRES = {
    "one line.txt": ONE_LINE,
    "own lines.txt": OWN_LINES,
    "below.txt": BELOW,
    "datelines.txt": DATELINES,
    "page.html": PAGE,
    "datelines.html": PAGE_OF_DATELINES,
}
each_wire = pytest.mark.parametrize("name", WIRES)


def items(text, name="seeds/a.txt"):
    return parts(text.encode(), name)


def drafts(name):
    return [document(part).document for part in items(WIRES[name], f"seeds/{name}")]


@each_wire
def test_every_item_of_a_wire_is_a_draft_with_its_own_headline_and_text(name):
    made = drafts(name)
    assert [each.meta["title"] for each in made] == list(HEADLINES)
    assert [each.body for each in made] == [f"{MOON}\n\n{AFTER}", MARS, VENUS]


@each_wire
def test_every_item_has_its_own_day(name):
    days = ["2016-02-03", "2016-02-03", "2016-02-02" if name == "own lines.txt" else "2016-02-03"]
    assert [str(each.meta["date"])[:10] for each in drafts(name)] == days


@pytest.mark.parametrize("name", ["one line.txt", "own lines.txt", "below.txt"])
def test_every_item_of_a_text_has_its_own_time(name):
    assert [f"{each.meta['date']:%H:%M}" for each in drafts(name)] == ["18:45", "12:04", "09:30"]


@each_wire
def test_no_day_of_an_item_is_a_guess(name):
    assert all("date" not in each.meta.get("unsure", {}) for each in drafts(name))


def test_an_item_of_a_wire_without_a_day_asks_for_one():
    made = [document(part).document for part in items(ONE_LINE.replace("3 февраля 2016\n", ""))]
    assert [each.meta.get("date") for each in made] == [None] * 3
    assert made[0].meta["unsure"]["date"].startswith("not found: no day of publication stands in the seed")


def test_the_origin_of_an_item_tells_where_it_stood():
    assert [each.origin for each in items(ONE_LINE)] == [
        f"item {number} of 3 in a wire, the day from «3 февраля 2016»" for number in (1, 2, 3)
    ]


def test_the_lines_of_an_item_are_those_of_the_file():
    assert [each.meta["seed"]["lines"] for each in drafts("one line.txt")] == ["5-6", "9", "12"]


def test_an_item_keeps_its_name_and_hash_when_newer_ones_come_above_it():
    newer = ONE_LINE.replace("18:45", f"19:20 Комета Галлея снята вблизи\n{COMET}\nПодробнее\n18:45", 1)
    before, after = ({part.name: part.sha256 for part in items(text)} for text in (ONE_LINE, newer))
    assert len(after) == 4
    assert before.items() <= after.items()


@pytest.mark.parametrize("headline", ["", "Новости короткой строкой к этому часу"], ids=["none", "the same"])
def test_items_without_a_headline_of_their_own_keep_their_names_as_well(headline):
    rows = [f"{headline}\n\nМОСКВА, 3 фев 2016 – Степные вести. {text}\n\n" for text in (COMET, MOON, MARS, VENUS)]
    before, after = ({part.name: part.sha256 for part in items("".join(some))} for some in (rows[1:], rows))
    assert (len(before), len(after)) == (3, 4)
    assert before.items() <= after.items()


def test_what_comes_into_a_wire_above_items_without_a_headline_is_an_article(desk):
    rows = [f"МОСКВА, 3 фев 2016 – Степные вести. {text}\n\n" for text in (COMET, MOON, MARS, VENUS)]
    desk.write("seeds/lenta.txt", "".join(rows[1:]))
    assert len(converted(desk).converted) == 3
    desk.write("seeds/lenta.txt", "".join(rows))
    outcome = converted(desk)
    assert (len(outcome.converted), outcome.unchanged, outcome.skipped) == (1, 3, ())


def test_the_items_of_a_file_that_has_a_hash_in_its_name_can_be_named(desk):
    desk.write("seeds/лента #3.txt", ONE_LINE)
    name = converted(desk).converted[1].seed
    assert converted(desk, name, force=True).unchanged == 1


def test_an_item_that_stands_in_a_wire_twice_is_one():
    twice = OWN_LINES + f"\n03.02.2016 12:04\n{HEADLINES[1]}\n\n{MARS}\n"
    assert len(items(twice)) == 3


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_a_wire_is_told_in_whatever_letters_it_is_written(encoding):
    assert len(parts(OWN_LINES.replace("«", '"').replace("»", '"').encode(encoding), "seeds/a.txt")) == 3


def test_a_page_that_a_browser_saved_is_taken_apart_as_well():
    head = "Snapshot-Content-Location: https://example.org/lenta\nContent-Type: text/html; charset=utf-8\n\n"
    found = parts((head + PAGE).encode(), "seeds/a.mhtml")
    assert [document(part).document.meta["title"] for part in found] == list(HEADLINES)
    assert {document(part).document.meta["source_url"] for part in found} == {"https://example.org/lenta"}


def titles(text, name="seeds/a.txt"):
    return [document(part).document.meta["title"] for part in items(text, name)]


def bodies(text, name="seeds/a.txt"):
    return [document(part).document.body for part in items(text, name)]


def days(text, name="seeds/a.txt"):
    return [str(document(part).document.meta.get("date")) for part in items(text, name)]


def test_no_report_of_a_wire_of_times_is_lost_because_others_have_a_dateline():
    some = ONE_LINE.replace(MOON, f"МОСКВА, 3 фев – ТАСС. {MOON}").replace("Подробнее\n", "")
    some = some.replace("9:30", f"9:45 Комета Галлея снята вблизи\nПАРИЖ, 3 фев – ТАСС. {COMET}\n9:30")
    some = some.replace(VENUS, f"МОСКВА, 3 фев – ТАСС. {VENUS}")
    assert titles(some) == [*HEADLINES[:2], "Комета Галлея снята вблизи", HEADLINES[2]]


@pytest.mark.parametrize("form", ["times", "datelines"])
def test_a_report_of_one_short_sentence_is_an_item_as_well(form):
    sentence = "Снимков ждали целый год."
    text = ONE_LINE if form == "times" else DATELINES
    newer = (
        text.replace(MARS, f"{MARS}\n\n17:04 Новые снимки Марса готовы\n{sentence}\n")
        if form == "times"
        else (f"Новые снимки Марса готовы\n\nМОСКВА, 3 фев 2016 – ТАСС. {sentence}\n\n{text}")
    )
    newer = newer.replace("12:04", "17:14")
    made = dict(zip(titles(newer), bodies(newer), strict=True))
    assert made["Новые снимки Марса готовы"] == sentence
    assert len(made) == 4


@pytest.mark.parametrize("headline", ["Кто первым увидел кольца Сатурна?", "Первая станция села на Луну!"])
def test_a_headline_behind_a_time_may_ask_or_exclaim(headline):
    for place, each in enumerate(HEADLINES):
        assert titles(ONE_LINE.replace(each, headline))[place] == headline


def test_a_line_that_says_when_a_report_was_updated_is_no_headline():
    text = ONE_LINE.replace(MARS, f"Обновлено 4 февраля 2016\n{MARS}")
    assert (titles(text), bodies(text)[1]) == (list(HEADLINES), MARS)
    assert [day[:10] for day in days(text)] == ["2016-02-03"] * 3


def test_of_three_reports_one_may_be_short():
    text = ONE_LINE.replace(MARS, "Снимков ждали целый год.")
    assert (titles(text), bodies(text)[1]) == (list(HEADLINES), "Снимков ждали целый год.")


@pytest.mark.parametrize("form", ["own lines.txt", "datelines.txt"])
def test_where_one_report_may_lack_its_mark_all_stay_in_one_draft_with_every_word(form):
    text = f"{WIRES[form]}\n\n".replace(AFTER, f"Комета Галлея снята вблизи\n\n{COMET}")
    (part,) = items(text)
    made = document(part)
    assert all(words in made.document.body for words in ("Комета Галлея снята вблизи", MOON, MARS, VENUS, COMET))
    why = "a headline without a time or dateline of its own stands within one"
    assert made.seed.notes == (
        f"this seed may hold 3 articles, which are kept in one draft: {why}; if it does, divide it",
    )


@pytest.mark.parametrize(
    "words", ["Следующий пуск назначен на 5 марта 2016 года.", "Пуск перенесён на 5 марта 2016 года"]
)
def test_a_day_in_the_words_of_an_item_is_not_that_of_the_next(words):
    text = ONE_LINE.replace(AFTER, words)
    assert [day[:10] for day in days(text)] == ["2016-02-03"] * 3


def test_lines_between_the_items_may_name_their_days():
    text = ONE_LINE.replace("3 февраля 2016\n", "Среда, 3 февраля 2016\n", 1)
    text = text.replace("12:04", "Вторник, 2 февраля 2016\n22:04").replace("9:30", "Вчера\n23:30")
    assert titles(text) == list(HEADLINES)
    assert days(text) == ["2016-02-03 18:45:00", "2016-02-02 22:04:00", "None"]
    assert bodies(text)[0] == f"{MOON}\n\n{AFTER}"


def test_a_year_of_two_figures_beside_a_time_is_a_year():
    assert days(OWN_LINES.replace(".2016", ".16")) == days(OWN_LINES)


def test_a_day_with_which_a_headline_begins_is_part_of_it():
    assert titles(ONE_LINE.replace(HEADLINES[0], "9 мая в Туле покажут луноход"))[0] == "9 мая в Туле покажут луноход"


def test_a_line_that_says_more_below_the_time_is_no_headline():
    text = BELOW.replace(f"2016\n{MOON}", f"2016\nПанорама Луны передана на Землю\n{MOON}")
    text = text.replace(f"2016\n{MARS}", f"2016\nТакого ещё никто не видел\n{MARS}")
    assert titles(text) == list(HEADLINES)


EN_HEADLINES = ("Uranus and Neptune seen for the first time", "Halley's comet photographed at close range")
EN_HEADLINES = (*EN_HEADLINES, "First signal from the surface of Venus")
EN_TEXTS = (
    "Voyager 2 remains the only spacecraft to have visited Uranus and Neptune, and its pictures are the best we have.",
    "Giotto passed six hundred kilometres from the nucleus of the comet, and a grain of dust broke its camera.",
    "Venera 7 sent signals for twenty-three minutes from the surface of the planet, where it is 475 degrees hot.",
)


def test_english_times_are_those_of_twelve_hours():
    times = ("6:45 PM", "12:04 p.m.", "9:30 AM")
    rows = [f"{time} {head}\n{text}\n" for time, head, text in zip(times, EN_HEADLINES, EN_TEXTS, strict=True)]
    text = "News in brief\nWednesday, February 3, 2016\n" + "".join(rows)
    assert titles(text) == list(EN_HEADLINES)
    assert days(text) == [f"2016-02-03 {clock}:00" for clock in ("18:45", "12:04", "09:30")]


@pytest.mark.parametrize(
    "line", ["LONDON, Feb 3 (Reuters) - ", "DARMSTADT, Germany (AP) — ", "Москва. 3 февраля. INTERFAX.RU - "]
)
def test_datelines_of_every_form_tell_a_wire(line):
    rows = [f"{head}\n\n{line}{text}\n\n" for head, text in zip(EN_HEADLINES, EN_TEXTS, strict=True)]
    assert titles("".join(rows)) == list(EN_HEADLINES)
    assert bodies("".join(rows)) == list(EN_TEXTS)


def test_times_on_lines_of_their_own_above_datelines_are_no_headlines():
    text = DATELINES
    for time, headline in zip(("18:45", "12:04", "9:30"), HEADLINES, strict=True):
        text = text.replace(headline, f"{time}\n{headline}")
    assert titles(text) == list(HEADLINES)


def test_a_wire_whose_lines_end_as_those_of_old_machines_is_one():
    assert len(items(ONE_LINE.replace("\n", "\r"))) == 3


def test_a_page_with_a_time_element_for_each_item_is_a_wire_of_paragraphs():
    rows = zip(("18:45", "12:04", "09:30"), HEADLINES, (MOON, MARS, VENUS), strict=True)
    row = '<li><time datetime="2016-02-03T{0}">{0}</time> <a href="/{0}">{1}</a><p>{2}</p></li>'
    page = HTML.format(f"<ul>{''.join(row.format(*each) for each in rows)}</ul>")
    assert titles(page, "seeds/a.html") == list(HEADLINES)
    assert bodies(page, "seeds/a.html") == [MOON, MARS, VENUS]


# what is no wire

CHRONICLE = f"""Сто восемь минут: хроника полёта «Востока»
12 апреля 2011
9:07 Корабль стартовал с Байконура
{MOON}
9:18 Корабль вышел на орбиту
{MARS}
10:25 Включён тормозной двигатель
{VENUS}
"""
LIVE = """Лента
18:45 «Восток» приземлился у Смеловки
Юрий Гагарин сел на парашюте отдельно от корабля, первыми его увидели жители деревни.
12:04 «Восток» вышел на орбиту
Гагарин доложил, что чувствует себя хорошо, и описал, как видна Земля из иллюминатора.
9:30 «Восток» готов к старту
Гагарина и Титова разбудил врач, после завтрака космонавтов повезли на площадку.
"""
LED = f"""Три аппарата за один день

{COMET}

18:45 {HEADLINES[0]}
{MOON}
12:04 {HEADLINES[1]}
{MARS}
9:30 {HEADLINES[2]}
{VENUS}
"""
PROGRAMME = f"""Программа лекций планетария
10:00 Как садились на Луну
{MOON}
12:00 Первые снимки Марса
{MARS}
14:00 Что внутри у Венеры
{VENUS}
"""
INTERVIEW = f"""Инженер о первых станциях
— Как садилась «Луна-9»?
— {MOON}
— А что было с Марсом?
— {MARS}
— Долго ли жила «Венера-7»?
— {VENUS}
"""
LISTED = f"""Три первых станции, о которых стоит помнить

1. {HEADLINES[0]}
{MOON}

2. {HEADLINES[1]}
{MARS}

3. {HEADLINES[2]}
{VENUS}
"""
COLUMN = f"""{HEADLINES[0]}
3 февраля 2016, 18:45
{MOON}
{AFTER}
Последние новости
18:20 Музей открыл бесплатный вход
17:05 Школьники запустили шар в стратосферу
16:50 В планетарии прочли лекцию о кометах
"""
TEASERS = f"""{HEADLINES[0]}
3 февраля 2016
{MOON}
{AFTER}
Читайте также
17:05 {HEADLINES[1]}
{MARS}
16:50 {HEADLINES[2]}
{VENUS}
15:20 Комета Галлея снята вблизи
{COMET}
"""
YEARS = f"""Как летали к планетам

3 февраля 1966 года
{HEADLINES[0]}
{MOON}

14 июля 1965 года
{HEADLINES[1]}
{MARS}

15 декабря 1970 года
{HEADLINES[2]}
{VENUS}
"""
REPORT = f"""{HEADLINES[0]}

МОСКВА, 3 фев 2016 – Степные вести. {MOON}

{AFTER}

{VENUS}
"""
WHOLE = {
    "a chronicle": CHRONICLE,
    "a report by the minute": LIVE,
    "an article with times in it": LED,
    "a programme": PROGRAMME,
    "an interview": INTERVIEW,
    "a list": LISTED,
    "a column of headlines": COLUMN,
    "teasers below an article": TEASERS,
    "a timeline of years": YEARS,
    "an agency's report": REPORT,
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_one_article_stays_one(name):
    assert [part.name for part in items(WHOLE[name])] == ["seeds/a.txt"]
    lines = "".join(f"<p>{line}</p>" for line in WHOLE[name].split("\n") if line)
    assert [part.name for part in items(HTML.format(lines), "seeds/a.html")] == ["seeds/a.html"]


def test_a_page_that_says_it_is_one_article_stays_one():
    said = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2016-02-03">')
    assert [part.name for part in items(said, "seeds/a.html")] == ["seeds/a.html"]


def test_an_item_of_a_feed_stays_one_whatever_it_holds():
    (part,) = parts(json.dumps([{"title": "Сводка", "text": OWN_LINES}]).encode(), "seeds/a.json")
    assert part.facts.headline == "Сводка"


def test_teasers_without_a_text_are_no_items():
    teasers = "".join(f"{headline}\nАнна Лугова, «Орбитальный листок»\nЧитать далее\n" for headline in HEADLINES)
    assert wire(list(blocks(f"{MOON}\n{teasers}"))) is None


# what may be one


def test_what_may_be_a_wire_keeps_all_its_items_in_one_draft_and_says_so():
    made = document(LIVE.encode(), "seeds/a.txt")
    why = "most of them speak of the same: «восто…»"
    note = f"this seed may hold 3 articles, which are kept in one draft: {why}; if it does, divide it"
    assert made.seed.notes == (note,)
    words = [line.split(maxsplit=1)[1] for line in LIVE.split("\n") if line[:1].isdigit()]
    said = f"{made.document.meta['title']}\n{made.document.body}"
    assert all(each in said for each in words)
    assert "Гагарина и Титова разбудил врач" in made.document.body


@pytest.mark.parametrize("name", ["a column of headlines", "teasers below an article", "an agency's report"])
def test_of_what_stands_below_an_article_nothing_is_kept_or_said(name):
    made = document(WHOLE[name].encode(), "seeds/a.txt")
    assert made.seed.notes == ()
    assert HEADLINES[1] not in made.document.body


def test_what_has_no_times_and_datelines_is_not_looked_at():
    assert not may_be_wire("\n".join([MOON, MARS, VENUS, COMET] * 9).encode())


# in the folder


def test_the_items_of_a_wire_are_drafts_of_their_own_and_stay_as_they_are(desk):
    desk.write("seeds/lenta.txt", ONE_LINE)
    assert len(articles(converted(desk))) == 3
    before = desk.tree("content")
    again = converted(desk)
    assert (again.converted, again.unchanged, again.problems) == ((), 3, ())
    assert desk.tree("content") == before


def test_an_article_of_a_wire_can_be_explained(desk):
    desk.write("seeds/lenta.txt", ONE_LINE)
    article = converted(desk).converted[1].article
    told = desk.run("explain", article)
    assert told.status == 0
    assert MARS[:40] in told.out
    assert VENUS[:40] not in told.out


# a file that became one article before it was known to be a wire

WHOLE_ARTICLE = "content/articles/luna-9-sela-v-okeane-bur.md"


@pytest.fixture
def earlier(desk):
    """A site whose wire was converted as one article by a converter that knew of none."""
    desk.write("seeds/lenta.txt", DATELINES)
    part = whole(DATELINES.encode(), "seeds/lenta.txt")
    desk.write(WHOLE_ARTICLE, spelt(document(part).document))
    bases.keep(desk.root, desk.read(WHOLE_ARTICLE).encode())
    record.write(desk.root, [record.Row(part.name, part.sha256, WHOLE_ARTICLE, sha256(desk.read(WHOLE_ARTICLE)))])
    desk.write(".digest/converter", "older\n")
    return desk


def told_of_parts(outcome):
    assert (outcome.converted, outcome.problems) == ((), ())
    return [(each.seed.partition("#")[0], each.reason) for each in outcome.skipped]


PARTS = [
    (
        "seeds/lenta.txt",
        f"its file became {WHOLE_ARTICLE} as a whole; with --force it is converted by itself",
    )
] * 3


@pytest.mark.parametrize("change", ["none", "edited", "moved", "deleted"])
def test_the_items_of_a_wire_that_became_one_article_are_named_once_and_not_converted_again(earlier, change):
    moved = "content/articles/3-fevralya.md"
    if change == "edited":
        earlier.write(WHOLE_ARTICLE, earlier.read(WHOLE_ARTICLE).replace("панораму", "первую панораму"))
    if change in ("moved", "deleted"):
        earlier.write(moved, earlier.read(WHOLE_ARTICLE)) if change == "moved" else None
        earlier.delete(WHOLE_ARTICLE)
    before = earlier.tree("content")
    expected = [(seed, why.replace(WHOLE_ARTICLE, moved)) for seed, why in PARTS] if change == "moved" else PARTS
    assert told_of_parts(converted(earlier)) == expected
    assert told_of_parts(converted(earlier)) == []
    assert earlier.tree("content") == before


def test_the_items_of_such_a_wire_are_listed_as_reprints_of_its_article(earlier):
    site = settings(earlier.root, {}, {}, datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    before, _ = overview(site)
    assert [(str(each.state), each.article) for each in before] == [("reprint", WHOLE_ARTICLE)] * 3
    converted(earlier)
    assert overview(site)[0] == before


def test_the_article_of_such_a_wire_is_still_explained_and_checked(earlier):
    converted(earlier)
    told = earlier.run("explain", WHOLE_ARTICLE)
    assert told.status == 0
    assert all(text[:40] in told.out for text in (MOON, MARS, VENUS))
    assert "[seed-gone]" not in earlier.run("check").out


def test_with_force_the_items_of_such_a_wire_become_articles_beside_the_old_one(earlier):
    converted(earlier)
    old = earlier.read(WHOLE_ARTICLE)
    assert len(converted(earlier, "lenta.txt", force=True).converted) == 3
    assert earlier.read(WHOLE_ARTICLE) == old


def test_an_item_that_such_a_wire_did_not_have_is_an_article(earlier):
    earlier.write(
        "seeds/lenta.txt", f"Комета Галлея снята вблизи\n\nПАРИЖ, 4 фев 2016 – Степные вести. {COMET}\n\n{DATELINES}"
    )
    outcome = converted(earlier)
    assert [each.article for each in outcome.converted] == ["content/articles/kometa-galleya-snyata-vblizi.md"]
    assert len([each for each in outcome.skipped if f"reprint of {WHOLE_ARTICLE}" in each.reason]) == 3
    assert "this was made of seeds/lenta.txt: it has changed since" in earlier.run("explain", WHOLE_ARTICLE).err


def test_a_wire_that_was_spiked_as_a_whole_stays_so_and_can_be_taken_back(earlier):
    (row,) = record.read(earlier.root)
    earlier.delete(WHOLE_ARTICLE)
    record.write(earlier.root, [record.Row(row.seed, row.sha256, "", "", record.SPIKED)])
    assert told_of_parts(converted(earlier)) == []
    assert earlier.run("spike", "--undo", "seeds/lenta.txt").status == 0
    assert len(converted(earlier).converted) == 3


def test_where_the_record_is_lost_the_article_of_such_a_wire_still_tells_what_it_holds(earlier):
    earlier.delete("seeds/converted.csv")
    assert converted(earlier).converted == ()
    assert told_of_parts(converted(earlier, "lenta.txt")) == [
        (seed, f"a reprint of {WHOLE_ARTICLE}; with --force it is converted all the same") for seed, _ in PARTS
    ]
