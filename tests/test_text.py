"""Written language: addresses as Russian readers expect them, names that meet, texts cut where a reader would cut."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify

from digest.text import RESERVED, SLUG_LENGTH, clean, excerpt, same_name, short_hash, slug, sure_slug
from tests.examples import examples

fixed = settings(derandomize=True, deadline=None, database=None, max_examples=examples(1200))
NAMES = st.text(max_size=200) | st.text("конКОНpagePAGE com1 ёйщъьЁЙЩЪЬ-—#+&.,!", max_size=60)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Ёлка", "yolka"),
        ("\u0415\u0308лка", "yolka"),  # typed in two parts, as macOS writes file names
        ("Полёты", "polyoty"),
        ("Йод", "yod"),
        ("Байконур", "baykonur"),
        ("Щука", "shchuka"),
        ("Объект", "obyekt"),
        ("Съёмка", "syomka"),
        ("Васильев", "vasilyev"),
        ("Подъезд", "podyezd"),
        ("Тюль и моль", "tyul-i-mol"),
        ("Россия и Казахстан: новые", "rossiya-i-kazakhstan-novye"),
        ("«Протон-М» — 1-й пуск", "proton-m-1-y-pusk"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("R&D", "r-and-d"),
        ("100 %", "100-percent"),
        ("№ 1", "no-1"),
        ("@roscosmos", "at-roscosmos"),
        ("1.10", "1-10"),
        ("a_b/c\\d", "a-b-c-d"),
        ("Straße", "strasse"),
        ("Қазақстан", "kazakstan"),
        ("  много   пробелов ", "mnogo-probelov"),
        ("мяг\u00adкий перенос", "myagkiy-perenos"),
        ("../../etc/passwd", "etc-passwd"),
        ("%2e%2e%2f", "percent-2e-percent-2e-percent-2f"),
        ("a\x00b\n", "ab"),
    ],
)
def test_an_address_is_spelt_the_way_readers_expect(name: str, address: str) -> None:
    assert slug(clean(name)) == address


def test_a_long_title_is_cut_between_words() -> None:
    title = "Космонавты вернулись на Землю после долгого полёта на орбитальной станции над планетой Земля"
    assert slug(title) == "kosmonavty-vernulis-na-zemlyu-posle-dolgogo-polyota-na-orbitalnoy-stantsii-nad"


def test_no_word_is_left_out_of_the_middle_of_a_cut_title() -> None:
    assert slug(f"{'a' * 50} {'b' * 50} c") == "a" * 50


def test_a_word_longer_than_an_address_is_cut() -> None:
    assert slug("я" * 100) == ("ya" * 100)[:SLUG_LENGTH]


@pytest.mark.parametrize("name", ["con", "CON", "nul", "aux", "com1", "lpt9", "index", "tags", "page", "feed"])
def test_a_name_that_means_something_to_a_machine_gets_an_ending(name: str) -> None:
    assert slug(name) == f"{name.lower()}-{short_hash(name.lower())}"


@pytest.mark.parametrize("name", ["🚀", "!!!", "…", "-", "..", "", "   ", "\u200b"])
def test_a_name_without_letters_still_has_an_address(name: str) -> None:
    assert slug(name) == ""
    assert sure_slug(name) == f"n-{short_hash(name)}"


def test_names_without_letters_are_told_apart() -> None:
    assert len({sure_slug(name) for name in ("🚀", "🛰", "!!!", "???", "..")}) == 5


@fixed
@given(NAMES)
def test_an_address_is_safe_for_every_disk_and_server(name: str) -> None:
    word = sure_slug(name)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", word)
    assert len(word) <= SLUG_LENGTH
    assert word not in RESERVED


@fixed
@given(st.text('az09 .:;!?()"/«»—–-жщ', max_size=120))
def test_a_plain_name_becomes_what_its_letters_are_made_by_the_library(name: str) -> None:
    letters = name.replace("ж", "zh").replace("щ", "shch")

    assert slug(name) == slugify(letters, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)


@fixed
@given(NAMES)
def test_the_address_of_an_address_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert sure_slug(sure_slug(name)) == sure_slug(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Полёты", "полеты"),
        ("ПРОТОН", "протон"),
        ("Союз МС-10", "союз мс 10"),
        ("Казахстан — Россия", "Казахстан-Россия"),
        ("РИА Новости", "РИА\u00a0Новости"),
        ("РИА  Новости ", "риа новости"),
        ("\u0438\u0306", "й"),
        ("Straße", "STRASSE"),
        ("ﬁlm", "film"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C", "C#"), ("МКС", "МКС-1"), ("Союз", "Союзы")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert same_name(one) != same_name(other)


@fixed
@given(NAMES)
def test_a_name_meets_its_own_key(name: str) -> None:
    assert same_name(same_name(name)) == same_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x85b\u2028c\u2029d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("\ufeffa\ufeffb", "ab"),
        ("a\x00\x07\x1b[31mb\x9f", "a[31mb"),
        ("а\u202eб\u2066в\u200e", "абв"),
        ("нуле\u200bвой", "нулевой"),
        ("\u0438\u0306", "й"),
        ("a\ud800b\udfff", "ab"),
        ("a\ufdd0b\uffff", "ab"),
        ("таб\tи\u00a0пробел", "таб\tи\u00a0пробел"),
        ("мяг\u00adкий", "мяг\u00adкий"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_what_nobody_typed_on_purpose_is_taken_away(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@fixed
@given(st.text(st.characters(), max_size=100))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "limit", "beginning"),
    [
        ("Коротко.", 100, "Коротко."),
        ("  Много\n пробелов ", 100, "Много пробелов"),
        ("Первое предложение. Второе предложение.", 25, "Первое предложение."),
        ("Первое? Да! Второе предложение длинное.", 20, "Первое? Да!"),
        ("Да. Первое предложение не помещается", 20, "Да. Первое…"),
        ("слово слово, слово — слово", 20, "слово слово, слово…"),
        ("слово " * 10, 17, "слово слово слово…"),
        ("одноочень" * 10, 20, ("одноочень" * 10)[:20] + "…"),
        ("火箭发射成功" * 10, 20, ("火箭发射成功" * 10)[:20] + "…"),
        ("", 20, ""),
    ],
)
def test_a_beginning_is_cut_where_a_reader_would_cut(text: str, limit: int, beginning: str) -> None:
    assert excerpt(text, limit) == beginning


@fixed
@given(st.text(string.ascii_letters + " .!?,\n", max_size=300), st.integers(1, 100))
def test_a_beginning_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(excerpt(text, limit)) <= limit + 1
