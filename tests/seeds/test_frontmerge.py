"""A draft that an editor has worked on takes what a better converter found, and loses nothing of the editor's."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.frontmatter import parse, plain, spelt
from digest.errors import DigestError
from digest.model import Document
from digest.seeds.frontmerge import reconciled

DAY = datetime.date(2016, 12, 1)
META: dict[str, Any] = {
    "title": "Протон вывел спутник связи",
    "date": DAY,
    "source": "Орбита-Информ",
    "author": "Иван Петров",
    "image": {"src": "https://example.org/a.jpg", "caption": "Старт"},
    "draft": True,
    "suggested": {"tags": ["Байконур"], "topics": ["Пуски"]},
    "unsure": {"date": "год не назван", "source": "из подписи"},
    "seed": {"file": "seeds/a.txt", "sha256": "0" * 64, "lines": "7 9"},
}
ORDER = "title date source author image rights draft lang suggested unsure seed".split()
BODY = "Первый.\n\nВторой.\n\nТретий.\n"


def draft(body: str = BODY, **changes: object) -> str:
    """A draft as the converter writes it; a value of None leaves the key out."""
    values = {**META, **changes}
    return spelt(Document({name: values[name] for name in ORDER if values.get(name) is not None}, body))


def after(ours: str, theirs: str, base: str | None = None) -> str | None:
    found = reconciled((base or draft()).encode(), ours.encode(), theirs.encode(), "content/articles/a.md")
    return None if found is None else found.decode()


def edited(*pairs: tuple[str, str]) -> str:
    text = draft()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_an_edited_text_takes_what_the_new_draft_says_of_other_lines():
    ours = edited(("Второй.", "Второй, мой."))
    assert after(ours, draft(BODY.replace("\n\nТретий.", ""), author="Анна Белова")) == (
        ours.replace("\n\nТретий.", "").replace("Иван Петров", "Анна Белова")
    )


def test_a_text_that_clashes_gives_no_answer():
    assert after(edited(("Второй.", "Второй, мой.")), draft(BODY.replace("Второй.", "Второй, его."))) is None


@pytest.mark.parametrize(
    ("mine", "key", "value"),
    [
        (("title: Протон вывел спутник связи", "title: Моё"), "title", "Его"),
        (("author: Иван Петров\n", ""), "author", "Анна Белова"),
        (("  caption: Старт\n", "  caption: Пуск\n"), "image", {"src": "https://example.org/b.jpg"}),
        (("author: Иван Петров", "author: Иван Петров # спросить"), "author", "Анна Белова"),
        (("  date: год не назван\n", ""), "date", datetime.date(2015, 12, 1)),
    ],
    ids=["changed", "removed", "changed within", "commented", "confirmed"],
)
def test_a_key_that_the_editor_touched_stays_the_editors(mine, key, value):
    ours = edited(mine)
    assert after(ours, draft(**{key: value})) == ours


def test_a_key_that_nobody_touched_follows_the_draft():
    ours = edited(("source: Орбита-Информ", "source: Моё"))
    assert after(ours, draft(title="Его", author=None, rights="© Орбита")) == ours.replace(
        "title: Протон вывел спутник связи", "title: Его"
    ).replace("author: Иван Петров\n", "").replace("draft: true", "rights: © Орбита\ndraft: true")


def test_a_guess_that_was_confirmed_is_not_asked_again():
    ours = edited(("  date: год не назван\n", ""))
    theirs = draft(unsure={"date": "год взят из текста", "source": "из подписи", "title": "первое предложение"})
    assert after(ours, theirs) == ours.replace(
        "unsure:\n  source: из подписи\n", "unsure:\n  source: из подписи\n  title: первое предложение\n"
    )


def test_what_the_converter_has_become_sure_of_is_asked_no_more():
    ours = edited(("Второй.", "Второй, мой."))
    assert after(ours, draft(unsure=None)) == ours.replace("unsure:\n  date: год не назван\n  source: из подписи\n", "")
    assert after(ours, draft(unsure={"source": "из подписи"})) == ours.replace("  date: год не назван\n", "")


def test_a_value_of_the_editors_that_is_still_called_unsure_stays_so():
    ours = edited(("date: 2016-12-01", "date: 2016-12-02"))
    assert after(ours, draft(unsure={"source": "из подписи"})) == ours


def test_the_reason_for_a_guess_follows_the_draft():
    ours = edited(("Второй.", "Второй, мой."))
    theirs = draft(unsure={"date": "день из подписи", "source": "из подписи"})
    assert after(ours, theirs) == ours.replace("год не назван", "день из подписи")


def test_a_published_article_gets_no_new_guesses():
    ours = edited(("draft: true\n", ""), ("unsure:\n  date: год не назван\n  source: из подписи\n", ""))
    theirs = draft(
        BODY.replace("Третий.", "Третий, чище."), title="Его", rights="© Орбита", unsure={"title": "догадка"}
    )
    assert after(ours, theirs) == ours.replace("Третий.", "Третий, чище.").replace(
        "suggested:", "rights: © Орбита\nsuggested:"
    )


def test_guesses_come_back_below_a_key_of_their_own():
    ours = edited(("unsure:\n  date: год не назван\n  source: из подписи\n", ""))
    theirs = draft(unsure={"title": "первое предложение", "author": "из подписи"}, title="Другой", author="Пётр")
    assert after(ours, theirs) == ours.replace("Протон вывел спутник связи", "Другой").replace(
        "Иван Петров", "Пётр"
    ).replace("seed:\n", "unsure:\n  title: первое предложение\n  author: из подписи\nseed:\n")


def test_comments_quotes_order_and_keys_of_the_editors_own_survive():
    ours = (
        "---\r\n"
        "# моя статья\r\n"
        "author:   'Иван Петров'\r\n"
        "extra: {mine: yes}   # моё\r\n"
        '"title": "Протон вывел спутник связи"\r\n'
        "\r\n"
        "# проверить!\r\n"
        "date: 2016-12-01\r\n"
        "unsure:\r\n"
        "    # спросить\r\n"
        "    date: год не назван\r\n"
        "    source: из подписи\r\n"
        "draft: true\r\n"
        "seed: {file: seeds/a.txt}\r\n"
        "...\r\n"
        "Первый.\r\n"
        "\r\n"
        "Второй, мой.\r\n"
    )
    theirs = draft(
        BODY.replace("Первый.", "Первый, чище."), title="Его", date=None, rights="© Орбита", lang="en",
        unsure={"date": "не найдена", "title": "догадка", "source": "из подписи"},
    )  # fmt: skip
    marked = "﻿" + ours
    assert after(marked, theirs) == (
        marked.replace('"title": "Протон вывел спутник связи"', "title: Его")
        .replace("date: 2016-12-01\r\n", "")
        .replace("    date: год не назван", "    date: не найдена")
        .replace("    source: из подписи", "    title: догадка\r\n    source: из подписи")
        .replace("extra:", "rights: © Орбита\r\nextra:")
        .replace("draft: true\r\n", "draft: true\r\nlang: en\r\n")
        .replace("Первый.", "Первый, чище.")
    )


GUESSES = "unsure:\n  date: год не назван\n  source: из подписи\n"
NOTED = {"note": "моё", "file": "seeds/a.txt", "sha256": "1" * 64}


@pytest.mark.parametrize(
    ("mine", "key", "theirs", "got"),
    [
        (
            ("  tags:\n  - Байконур\n  topics:\n", "  {tags: [Байконур], topics: \n"),
            "suggested",
            {"tags": ["Протон"]},
            None,
        ),
        (("seed:\n", "seed:\n  note: моё\n"), "seed", {"file": "seeds/a.txt", "sha256": "1" * 64}, NOTED),
        ((GUESSES, "unsure:\n"), "unsure", {"author": "из подписи"}, {"author": "из подписи"}),
        ((GUESSES, "unsure: # всё\n"), "unsure", {"author": "из подписи"}, {"author": "из подписи"}),
    ],
    ids=["in brackets", "a key of the editor's", "empty", "commented"],
)
def test_keys_within_a_key_are_taken_one_by_one(mine, key, theirs, got):
    ours = edited(mine).replace("topics: \n  - Пуски\n", "topics: [Пуски]}\n")
    assert values(after(ours, draft(**{key: theirs}))) == {**values(ours), key: got or theirs}


def test_empty_brackets_take_nothing_in():
    assert after(edited((GUESSES, "unsure: {}\n")), draft(unsure={"author": "из подписи"})) is None


def test_keys_that_stand_in_one_line_are_left_to_the_editor():
    ours = f"---\n{{title: Моё, draft: true}}\n---\n\n{BODY}"
    assert after(ours, draft(rights="© Орбита", title="Его")) is None
    assert after(ours, draft(BODY.replace("Первый", "1-й"))) == ours.replace("Первый", "1-й")


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(DigestError) as error:
        after(draft().replace("title: ", "title: ["), draft(title="Его"))
    assert error.value.problem.path == "content/articles/a.md"


def values(text: str) -> dict[str, Any]:
    return plain(parse(text.encode(), "a.md").meta)


# whatever people and converters do

WORDS = st.sampled_from(
    ["Пуск", "Орбита", "да", "'", '"', "C# и #1", "a: b", "- x", "[", "{}", "2016", "é", "# не текст"]
)
VALUES = {
    "title": WORDS,
    "date": st.dates(),
    "source": WORDS,
    "author": WORDS,
    "image": st.fixed_dictionaries({"src": st.just("https://e.org/a.jpg")}, optional={"caption": WORDS}),
    "suggested": st.dictionaries(st.sampled_from(["tags", "topics"]), st.lists(WORDS, min_size=1), min_size=1),
    "unsure": st.dictionaries(st.sampled_from(["title", "date", "source", "author"]), WORDS, min_size=1),
}
DRAFTS = st.fixed_dictionaries({"seed": st.just(META["seed"])}, optional=VALUES)
BODIES = st.lists(st.sampled_from(["Раз.", "Два.", "Три.", "Четыре.", "- пункт", "# Глава"]), unique=True).map(
    "\n\n".join
)
EDITS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["remove", "reword", "comment", "above", "CRLF"])), max_size=4
)


def worked_on(text: str, edits: list[tuple[int, str]]) -> str:
    """The file after an editor's edits of single lines, each marked with a word of the editor's."""
    lines = text.split("\n")
    for number, (place, what) in enumerate(edits):
        at = 1 + place % (len(lines) - 1)
        mark = f"моё{number}"
        if lines[at] == "---" or what == "CRLF":
            continue
        if what == "remove":
            del lines[at]
        elif what == "reword":
            lines[at] += f" {mark}"
        elif what == "comment":
            lines[at] += f" # {mark}"
        else:
            lines.insert(at, f"# {mark}")
    return ("\r\n" if "CRLF" in {what for _, what in edits} else "\n").join(lines)


@settings(max_examples=400)
@given(DRAFTS, DRAFTS, BODIES, BODIES, EDITS)
def test_whatever_the_editor_typed_is_in_the_result_and_it_can_be_read(base, new, body, new_body, edits):
    old, theirs = (spelt(Document({**meta, "draft": True}, text)) for meta, text in ((base, body), (new, new_body)))
    ours = worked_on(old, edits)
    try:
        was = values(ours)
        found = after(ours, theirs, old)
    except DigestError:
        return  # such a file stays as it is
    if found is None:
        return
    typed = [line for line in ours.splitlines() if "моё" in line]
    assert [line for line in typed if line not in found.splitlines()] == []
    got = values(found)
    for name, value in was.items():
        if name not in ("unsure", "suggested", "seed") and value != values(old).get(name):
            assert got[name] == value
    for name in values(old):
        if name not in was:
            assert name not in got or name in ("unsure", "suggested")
    if not edits:
        assert got == values(theirs)


@settings(max_examples=200)
@given(DRAFTS, BODIES, EDITS)
def test_a_draft_that_did_not_change_changes_nothing(meta, body, edits):
    old = spelt(Document(meta, body))
    ours = worked_on(old, edits)
    try:
        assert after(ours, old, old) == ours
    except DigestError:
        return
