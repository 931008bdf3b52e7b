"""A content file taken apart and put together: the same words, whatever they are, and a sentence where that fails."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content import frontmatter
from digest.content.frontmatter import parse, plain, spelt
from digest.errors import DigestError
from digest.model import Document
from digest.text import clean
from tests.examples import examples

TITLE = {"title": "Пуск"}


def told(data: str | bytes) -> str:
    with pytest.raises(DigestError) as caught:
        parse(data if isinstance(data, bytes) else data.encode("utf-8"), "a.md")
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Пуск\n---\nТело\n",
        "---\ntitle: Пуск\n...\nТело\n",
        "---  \ntitle: Пуск\n--- \nТело\n",
        "---\r\ntitle: Пуск\r\n---\r\nТело\r\n",
        "---\rtitle: Пуск\r---\rТело",
        "\ufeff---\ntitle: Пуск\n---\nТело",
        "\ufeff---\r\ntitle: Пуск\r\n---\r\nТело",
        "---\u2028title: Пуск\u2028---\u2028Тело",
        "---\ntitle: Пуск\n---\n\n\nТело\n\n",
        "---\ntitle: 'Пу\\\nск'\n---\nТело".replace("\\\n", ""),
    ],
)
def test_a_file_is_read_whichever_editor_saved_it(text: str) -> None:
    parsed = parse(text.encode("utf-8"), "a.md")
    assert plain(parsed.meta) == TITLE
    assert parsed.body.strip() == "Тело"


def test_letters_typed_in_two_parts_become_one() -> None:
    assert plain(parse("---\ntitle: и\u0306од\n---\n".encode(), "a.md").meta) == {"title": "йод"}


def test_the_body_knows_its_first_line() -> None:
    parsed = parse("---\ntitle: Пуск\n---\nТело\n".encode(), "a.md")
    assert (parsed.body_line, parsed.lines[parsed.body_line - 1]) == (4, "Тело")


@pytest.mark.parametrize("text", ["---\n---\nТело", "---\n\n# примечание\n---\nТело", "---\n...\nТело"])
def test_front_matter_may_be_empty(text: str) -> None:
    parsed = parse(text.encode("utf-8"), "a.md")
    assert (parsed.meta.value, parsed.body) == (None, "Тело")


def test_lines_below_the_front_matter_belong_to_the_text() -> None:
    parsed = parse("---\ntitle: Пуск\n---\nТело\n---\ntitle: второй\n---\n".encode(), "a.md")
    assert (plain(parsed.meta), parsed.body) == (TITLE, "Тело\n---\ntitle: второй\n---\n")


FAULTS = {
    "": """\
a.md:1: error[front-matter]: there is no front matter
  begin the file with three lines: `---`, `title: …`, `---`""",
    "Просто текст\n\nи ещё": """\
a.md:1: error[front-matter]: there is no front matter
  1 | Просто текст
  begin the file with three lines: `---`, `title: …`, `---`""",
    "\n---\ntitle: Пуск\n---\n": """\
a.md:1: error[front-matter]: there is no front matter
  begin the file with three lines: `---`, `title: …`, `---`""",
    "+++\ntitle = 'Пуск'\n+++\n": """\
a.md:1: error[front-matter]: there is no front matter
  1 | +++
  begin the file with three lines: `---`, `title: …`, `---`""",
    "---": """\
a.md:1: error[front-matter]: the front matter is not closed
  1 | ---
  put a line `---` below its last key""",
    "---\ntitle: Пуск\n\nТело": """\
a.md:1: error[front-matter]: the front matter is not closed
  1 | ---
  put a line `---` below its last key""",
    "---\ntitle: Пуск\n ---\nТело": """\
a.md:1: error[front-matter]: the front matter is not closed
  1 | ---
  put a line `---` below its last key""",
    "---\n- Пуск\n---\n": """\
a.md:2: error[front-matter]: the front matter must hold lines like `key: value`
  2 | - Пуск
  begin with a line `title: …`""",
    "---\nПуск\n---\n": """\
a.md:2: error[front-matter]: the front matter must hold lines like `key: value`
  2 | Пуск
  begin with a line `title: …`""",
    "---\ntitle: Пуск\n--- # второй\ntitle: Старт\n---\n": """\
a.md:3:1: error[yaml]: a second document begins here (`---`)
  3 | --- # второй
    | ^
  remove this line""",
    "---\ntitle: Пуск\n---\n\n<<<<<<< HEAD\nмоё\n=======\nчужое\n>>>>>>> ветка\n": """\
a.md:5: error[conflict]: a merge conflict was left here
  5 | <<<<<<< HEAD
  choose one of the two versions""",
    "---\n<<<<<<< ours\ntitle: Пуск\n=======\ntitle: Старт\n>>>>>>> theirs\n---\n": """\
a.md:2: error[conflict]: a merge conflict was left here
  2 | <<<<<<< ours
  choose one of the two versions""",
    "---\ntitle: Пуск\n---\n\nЗаголовок\n=======\n\n>>>>>>> \n": """\
a.md:8: error[conflict]: a merge conflict was left here
  8 | >>>>>>> \n  choose one of the two versions""",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_file_that_is_no_article_is_told_why(text: str) -> None:
    assert told(text) == FAULTS[text]


@pytest.mark.parametrize("mark", ["<<<<<<<", "<<<<<<< HEAD", "||||||| основа", ">>>>>>> ветка"])
def test_one_mark_of_a_conflict_is_enough(mark: str) -> None:
    with pytest.raises(DigestError, match="a merge conflict was left here"):
        parse(f"---\ntitle: Пуск\n---\n{mark}\n".encode(), "a.md")


@pytest.mark.parametrize(
    "body", ["Заголовок\n=======\n", "a <<<<<<< b", "    <<<<<<< HEAD", "<<<<<<<<< стрелки", "> > > > > > >"]
)
def test_what_only_looks_like_a_conflict_is_none(body: str) -> None:
    assert parse(f"---\ntitle: Пуск\n---\n{body}".encode(), "a.md").body == body


@pytest.mark.parametrize(
    ("data", "byte", "value", "line"),
    [
        ("---\ntitle: Пуск\n".encode("cp1251"), 11, "cf", 2),
        ("---\ntitle: Пуск\n---\nТело".encode()[:-1], 30, "d0", 4),
        (b"\xef\xbb\xbf---\ntitle: \xff", 14, "ff", 2),
        ("---\ntitle: Пуск\n".encode("utf-16"), 0, "ff", 1),
        (b"---\n\xed\xa0\x80", 4, "ed", 2),
        (b"---\n\xc0\xaf", 4, "c0", 2),
    ],
)
def test_a_file_in_another_encoding_is_told_where(data: bytes, byte: int, value: str, line: int) -> None:
    assert told(data) == (
        f"a.md:{line}: error[encoding]: this is not UTF-8: byte {byte} is 0x{value}\n  save the file as UTF-8"
    )


# writing


def test_a_file_is_written_as_an_editor_would_write_it() -> None:
    document = Document(
        {"title": "🚀 Пуск: «Протон-М»", "date": "2016-12-01", "draft": True, "tags": ["Ракеты", "C#"], "extra": {}},
        "\n\nПервый абзац.\n\nВторой.\n\n",
    )
    assert spelt(document) == (
        "---\n"
        "title: '🚀 Пуск: «Протон-М»'\n"
        "date: '2016-12-01'\n"
        "draft: true\n"
        "tags:\n"
        "- Ракеты\n"
        "- C#\n"
        "extra: {}\n"
        "---\n"
        "\n"
        "Первый абзац.\n"
        "\n"
        "Второй.\n"
    )


def test_a_document_without_front_matter_can_be_written() -> None:
    assert spelt(Document({}, "Тело")) == "---\n---\n\nТело\n"


def test_a_long_title_stays_on_one_line() -> None:
    title = "слово " * 300 + "конец"
    assert f"title: {title}\n" in spelt(Document({"title": title}, ""))


def test_a_list_that_stands_twice_is_written_twice() -> None:
    tags = ["Ракеты"]
    text = spelt(Document({"tags": tags, "suggested": {"tags": tags}}, ""))
    assert plain(parse(text.encode(), "a.md").meta) == {"tags": ["Ракеты"], "suggested": {"tags": ["Ракеты"]}}


def test_a_text_that_begins_with_code_keeps_its_indentation() -> None:
    body = parse(spelt(Document(TITLE, "\n    код\n\nтекст\n")).encode(), "a.md").body
    assert body.strip("\n") == "    код\n\nтекст"


HARD = [
    "", " ", "Россия: новые", "[Видео] Пуск", "@x", "%d", "- Привет", "'Ланцет", '"', "C# и #1", "---", "...", "-", "?",
    "!", "|", ">", "&a", "*a", "{}", "a: b: c", "\ta\tb", "a\nb", "a\n\n b\n", "\n", "no", "null", "~", "012", "12:30",
    "2020-01-02", "1.10", "\x85", "a\u2028b", "\ufeff", "\u00a0", "🚀", "👩\u200d🚀", "мяг\u00adкий", "\x00\x07\x1b",
    "\\", "=", "<<", "true", "\n---\ntitle: x\n---\n",
]  # fmt: skip
TEXTS = st.sampled_from(HARD) | st.text(max_size=60).map(clean)
VALUES = TEXTS | st.lists(TEXTS, max_size=4) | st.dictionaries(TEXTS, TEXTS, max_size=3)


@pytest.mark.parametrize("title", HARD)
def test_a_hard_title_comes_back_as_it_was(title: str) -> None:
    text = spelt(Document({"title": title, "tags": [title], "unsure": {title: title}}, "Тело"))
    parsed = parse(text.encode("utf-8"), "a.md")
    assert plain(parsed.meta) == {"title": title, "tags": [title], "unsure": {title: title}}
    assert parsed.body == "\nТело\n"


@settings(derandomize=True, deadline=None, database=None, max_examples=examples(1200))
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_words_are_written_the_same_with_libyaml_and_without(meta: dict[str, object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        text = spelt(Document(meta, ""))
        patch.setattr(frontmatter, "_Quick", frontmatter._Dumper)
        assert text == spelt(Document(meta, ""))


@pytest.mark.parametrize("key", ["", "ключ " * 20, "a" * 200, "a\r"])
def test_an_odd_key_is_written_the_same_with_libyaml_and_without(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = spelt(Document({"title": "Пуск", "unsure": {key: "why"}}, ""))
    monkeypatch.setattr(frontmatter, "_Quick", frontmatter._Dumper)
    assert text == spelt(Document({"title": "Пуск", "unsure": {key: "why"}}, ""))


def test_half_an_emoji_is_written_as_a_code() -> None:
    assert 'title: "\\uD83D"\n' in spelt(Document({"title": "\ud83d"}, ""))


@settings(derandomize=True, deadline=None, database=None, max_examples=examples(1200))
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_words_come_back_as_they_were(meta: dict[str, object]) -> None:
    assert plain(parse(spelt(Document(meta, "Тело")).encode("utf-8"), "a.md").meta) == (meta or None)


@settings(derandomize=True, deadline=None, database=None, max_examples=examples(800))
@given(st.text("abя \t\n-:#>'\"[]🚀", max_size=80))
def test_any_text_comes_back_as_it_was(body: str) -> None:
    parsed = parse(spelt(Document(TITLE, body)).encode("utf-8"), "a.md")
    assert parsed.body.strip("\n").rstrip() == body.strip("\n").rstrip()


@settings(derandomize=True, deadline=None, database=None, max_examples=examples(800))
@given(st.binary(max_size=80) | st.text("---\n title:<>=|[]{}'\"\x00\ufeff\r\x85", max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(data: bytes) -> None:
    with contextlib.suppress(DigestError):
        assert parse(data, "a.md").lines
