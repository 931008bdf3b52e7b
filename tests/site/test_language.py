"""The interface is complete in every language that it is offered in."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from babel.core import Locale

from digest.content.sources import KINDS
from digest.site.language import FOLDER, Language, language
from digest.site.layers import Layers, builtin
from digest.site.vocabulary import Vocabulary
from tests.desk import Desk
from tests.site.samples import SITE

CODES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LANGUAGES = [pytest.param(language(code), id=code) for code in CODES]
AFTERNOON = datetime(2016, 12, 1, 14, 54, tzinfo=UTC)
MIDNIGHT = datetime(2016, 5, 2, tzinfo=UTC)

# Asked for by a name that is not written in a template.
ASKED_BY_BADGE = {"draft", "scheduled", "over"}
ASKED_BY_TAXONOMY = {"tags", "topics", "sources"}
ASKED_BY_PROGRAM = {"footnote_back", "issue_titled", "issue_rest", "read_in", "feed_text", "feed_home"}
ASKED_BY_PROGRAM |= {*(f"kind_{kind}" for kind in KINDS)}


def used(pattern: str) -> set[str]:
    texts = [path.read_text("utf-8") for path in sorted((builtin() / "themes").rglob("*.html"))]
    return {key for text in texts for key in re.findall(pattern, text)}


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_word_that_a_template_asks_for_exists_and_no_other(words: Language) -> None:
    asked = used(r'\blabel\("(\w+)"[,)]')
    assert set(words.labels) == asked | ASKED_BY_BADGE | ASKED_BY_TAXONOMY | ASKED_BY_PROGRAM
    assert set(words.counts) == used(r'\|counted\("(\w+)"\)')
    assert set(words.patterns) == {"long", "short", "month", "monthname", "time", "moment"}


NOTATION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<(style|script)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r"""(?:title|alt|aria-label|placeholder|label|abbr|data-[a-z]+|value)=["']([^"']*)""")


@pytest.mark.parametrize(
    "path", sorted((builtin() / "themes").rglob("*.html")), ids=lambda path: "-".join(path.parts[-2:])
)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    """Whatever a reader sees or hears comes from a language file, or from an editor."""
    source = NOTATION.sub(" ", path.read_text("utf-8"))
    said = [*re.sub("<[^>]*>", " ", source.replace("&nbsp;", " ")).split(), *" ".join(SPOKEN.findall(source)).split()]
    assert [word for word in said if any(letter.isalpha() for letter in word)] == []


def test_a_language_is_added_as_one_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every label is replaced by its own key: then nothing else may be left of another language."""
    for file in FOLDER.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    values = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
    labels = {key: f"⟦{key}⟧{''.join(re.findall('{.*?}', text))}" for key, text in values["labels"].items()}
    counts = {key: dict.fromkeys(("one", "other"), "{number} ⟦" + key + "⟧") for key in values["counts"]}
    own = yaml.safe_dump({**values, "labels": labels, "counts": counts}, allow_unicode=True)
    (tmp_path / "de.yaml").write_text(own, "utf-8")
    monkeypatch.setattr("digest.site.language.FOLDER", tmp_path)
    language.cache_clear()
    try:
        desk.settings(language="de", title="1", description="2", author="3")
        desk.article("4", "5 " * 400, slug="a", source="6", source_url="https://6.example/", tags=["7"], topics=["8"])
        desk.article("9", "5", slug="b", tags=["7"])
        desk.issue(1, "a")
        assert desk.build().err == ""
        pages = {url: desk.page(url) for url in desk.urls() if url.endswith(("/", ".html"))}
        month = {"Januar", "Februar"}
        for url, page in pages.items():
            body = re.sub(r"<(script|style)\b.*?</\1>|⟦\w+⟧", " ", page.partition("<title>")[2], flags=re.DOTALL)
            said = {*re.sub("<[^>]*>", " ", body).split(), *" ".join(SPOKEN.findall(body)).split()}
            words = {word.strip(".,:") for word in said if word.strip(".,:").isalpha()}
            assert words <= month | DAYS, url
    finally:
        language.cache_clear()


DAYS = {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"} | {
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
}  # fmt: skip


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_word_says_something_and_takes_the_values_that_the_english_one_takes(words: Language) -> None:
    english = language("en")
    for key, text in words.labels.items():
        assert text.strip() == text != ""
        assert re.findall(r"\{.*?\}", text) == re.findall(r"\{.*?\}", english.labels[key]), key
    assert sorted(re.findall(r"\{.*?\}", words.patterns["moment"])) == ["{date}", "{time}"]


@pytest.mark.parametrize("words", LANGUAGES)
def test_a_phrase_has_every_plural_form_of_its_language(words: Language) -> None:
    rule = Locale.parse(words.code).plural_form
    for forms in words.counts.values():
        assert set(forms) == {*rule.tags, "other"}
        assert all("{number}" in text for text in forms.values())


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (0, "0 заметок", "0 articles"),
        (1, "1 заметка", "1 article"),
        (2, "2 заметки", "2 articles"),
        (5, "5 заметок", "5 articles"),
        (11, "11 заметок", "11 articles"),
        (21, "21 заметка", "21 articles"),
        (112, "112 заметок", "112 articles"),
        (1003, "1\u00a0003 заметки", "1,003 articles"),
    ],
)
def test_a_number_is_told_with_the_right_form_of_its_noun(number: int, russian: str, english: str) -> None:
    assert (language("ru").count("articles", number), language("en").count("articles", number)) == (russian, english)


@pytest.mark.parametrize(
    ("code", "long", "short", "month", "name", "midnight"),
    [
        ("ru", "1 декабря 2016, 14:54", "01.12.2016, 14:54", "декабрь 2016", "декабрь", "2 мая 2016"),
        ("en", "1 December 2016, 14:54", "1 Dec 2016, 14:54", "December 2016", "December", "2 May 2016"),
        ("de", "1. Dezember 2016, 14:54", "01.12.16, 14:54", "Dezember 2016", "Dezember", "2. Mai 2016"),
        ("kk", "2016\u202fж. 1 желтоқсан, 14:54", None, "2016\u202fж. желтоқсан", None, None),
        ("pt-BR", None, "01/12/2016, 14:54", "dezembro de 2016", "dezembro", "2 de maio de 2016"),
        ("tlh", "December 1, 2016, 2:54\u202fPM", None, "December 2016", "December", "May 2, 2016"),
    ],
)
def test_dates(
    code: str, long: str | None, short: str | None, month: str | None, name: str | None, midnight: str | None
) -> None:
    words = language(code)
    told = [words.date(AFTERNOON, style) for style in ("long", "short", "month", "monthname")]
    wanted = [long, short, month, name]
    assert [one for one, other in zip(told, wanted, strict=True) if other] == [other for other in wanted if other]
    assert midnight is None or words.date(MIDNIGHT) == midnight


def test_a_language_without_a_file_has_english_words() -> None:
    assert (language("de").words, language("de").label("home"), language("de").count("articles", 2)) == (
        "en",
        "Home",
        "2 articles",
    )


def test_a_regional_language_has_the_words_of_the_main_one() -> None:
    assert language("ru-KZ").label("home") == "Главная"


def test_no_two_languages_share_a_fingerprint() -> None:
    codes = [*CODES, "de", "pt-BR", "ru-KZ"]
    assert len({language(code).fingerprint for code in codes}) == len(codes)


def test_a_taxonomy_of_the_sites_own_goes_by_its_title_in_the_settings() -> None:
    words = Vocabulary(SITE, language("ru"), Layers("mine", ()))
    assert [words.taxonomy(name) for name in ("sources", "people")] == ["Источники", "People"]


# in a site


def test_another_language_or_title_is_on_the_pages_at_once(desk: Desk) -> None:
    """A preview renders all its builds in one process, with templates that are compiled once."""
    desk.article("Пуск", slug="a", topics=["Полёты"])
    told = []
    for changes in ({}, {"language": "en"}, {"permalinks": {"topics": "/subjects/{slug}/"}}):
        desk.settings(**changes)
        desk.build()
        told += re.findall(r'<li><a href="(.*?)">(.*?)</a></li>', desk.page("/2020/01/a/").partition("<ol")[2])[1:2]
    assert told == [("/topics/", "Темы"), ("/topics/", "Topics"), ("/subjects/", "Topics")]


@pytest.mark.parametrize(
    ("code", "hint"), [("rus", "did you mean `ru`?"), ("zz", "known here: en, ru"), ("pt-BR", "known here: en, ru")]
)
def test_a_language_without_labels_is_a_warning(desk: Desk, code: str, hint: str) -> None:
    desk.settings(language=code)
    outcome = desk.build()
    assert outcome.status == 0
    assert outcome.err == (
        f"site.yaml:3: warning[language]: there are no labels in `{code}`, so English ones are used\n"
        f"  {hint}\n\n0 errors, 1 warning\n"
    )
    assert f'<html lang="{code}">' in desk.page("/")


@pytest.mark.parametrize("code", [*CODES, "ru-BY", "en-GB"])
def test_nothing_is_said_of_a_language_with_labels(desk: Desk, code: str) -> None:
    desk.settings(language=code)
    assert desk.build().err == ""
