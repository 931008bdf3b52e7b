"""What holds for any input: a moment comes back as it was, a day is never invented, a seed's words reach the reader.

Other properties stand where their part is tested: front matter in content/test_frontmatter.py, addresses in
test_text.py, typography in test_typography.py, Markdown in seeds/test_markdown.py and content/test_markup.py.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from digest.content.markup import Markup
from digest.errors import DigestError
from digest.moments import iso, moment
from digest.seeds.convert import document, judged
from digest.seeds.dates import days, short_days, stated
from digest.seeds.label import Label
from digest.seeds.read import read
from digest.text import clean
from tests.examples import examples

ZONES = ["UTC", "Europe/Moscow", "Asia/Almaty", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"]
zones = some.sampled_from(ZONES).map(ZoneInfo)
FIRST, LAST = datetime(1900, 1, 2), datetime(9999, 12, 30)

# moments


@given(some.datetimes(FIRST, LAST, timezones=zones), zones)
@settings(max_examples=examples(400), deadline=None)
def test_a_moment_that_is_written_is_read_as_the_same(when: datetime, zone: ZoneInfo) -> None:
    when = moment(when.replace(microsecond=0).isoformat()[:19], when.tzinfo or zone)  # an hour that there was
    written = iso(when, zone)
    assert moment(written, zone).timestamp() == when.timestamp()
    assert iso(moment(written, zone), zone) == written


@given(some.text(max_size=30) | some.text("0123456789-:T Z+.", max_size=30), zones)
@example("2021-04-20T10:00+00:00:00", ZoneInfo("UTC"))
@example("٢٠٢١-٠٤-٢٠", ZoneInfo("UTC"))
@settings(max_examples=examples(800), deadline=None)
def test_whatever_is_typed_is_a_moment_or_is_told_why_not(typed: str, zone: ZoneInfo) -> None:
    found, why = tried(typed, zone)
    if found is None:
        assert re.match(r"must be a date like|'.*' is not in the calendar|names a time zone that", why, re.DOTALL)
        return
    assert found.tzinfo is zone
    day = date(*map(int, re.findall(r"\d+", typed)[:3]))
    assert abs(found.date() - day) <= timedelta(2)


def tried(typed: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    try:
        return moment(typed, zone), ""
    except ValueError as error:
        return None, str(error)


# days that a text tells

NAMES = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
ENGLISH = "January February March April May June July August September October November December".split()
FORMS = [
    lambda day: f"{day.day} {NAMES[day.month - 1]} {day.year} года",
    lambda day: f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day: day.isoformat(),
]  # fmt: skip


@given(some.dates(date(1950, 1, 1), date(2049, 12, 31)), some.sampled_from(FORMS))
@settings(max_examples=examples(400), deadline=None)
def test_a_day_is_the_one_that_was_written(day: date, form) -> None:
    assert [found.value for found in days(f"Ракета стартовала {form(day)}, и всё прошло штатно.")] == [day]


@given(some.text("0123456789.-/: ", max_size=20) | some.text(max_size=40))
@settings(max_examples=examples(800), deadline=None)
def test_no_text_makes_a_day_whose_figures_it_has_not(text: str) -> None:
    stated(text)
    for found in (*days(text), *short_days(text)):
        figures = {int(each) for each in re.findall(r"\d+", text)}
        assert found.value.day in figures
        assert {found.value.year, found.value.year % 100} & figures


# seeds

PROSE = "Ракета-носитель стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
MARKS = [
    *"#*_`[](){}<>|~:-+=.!\\&\"'^ ",
    "1.",
    "---",
    "```",
    "[^1]:",
    "{{ 7*7 }}",
    "{%",
    "![",
    "](",
    "&amp;",
    "<b>",
    "слово",
]
tails = some.lists(some.sampled_from(MARKS), max_size=8).map("".join)
lines = some.one_of(tails, some.text(max_size=60), some.just(PROSE), some.sampled_from(["Войти", "Фото: ТАСС", ""]))


@given(some.lists(lines, max_size=10))
@settings(max_examples=examples(200), deadline=None)
def test_every_block_of_a_seed_has_one_label_and_a_reason(parts: list[str]) -> None:
    try:
        seed = read("\n\n".join(parts).encode("utf-8", "ignore"), "seeds/a.txt")
    except DigestError:
        return
    found = judged(seed)
    assert [each.block.text for each in found] == [block.text for block in seed.blocks]
    assert all(each.label in Label and each.rule for each in found)


def shown(body: str) -> list[str]:
    """The paragraphs that a reader sees."""
    made = Markup(raw_html=False).text(body, "content/articles/a.md").html
    return [
        "".join(html.unescape(re.sub(r"<[^>]*>", "", each)).split()) for each in re.split(r"</\w+>\s*\n", made + "\n")
    ]


@pytest.mark.parametrize("kind", ["txt", "html"])
@given(data=some.data())
@settings(max_examples=examples(200), deadline=None)
def test_the_words_of_a_seed_are_those_that_a_reader_sees(kind: str, data: some.DataObject) -> None:
    """text(render(convert(t))) == t: whatever marks stand in them, paragraphs come out as they went in, in order."""
    parts = [f"{number}-я {PROSE} {' '.join(clean(data.draw(tails)).split())} {PROSE}" for number in range(1, 4)]
    text = "\n\n".join(parts)
    if kind == "html":
        text = (
            f"<html><body><article>{''.join(f'<p>{html.escape(each)}</p>' for each in parts)}</article></body></html>"
        )
    made = document(text.encode(), f"seeds/a.{kind}").document
    assert [each for each in shown(made.body) if each] == ["".join(each.split()) for each in parts]
