"""YAML of plain lines, written without a writer: the same as PyYAML's own."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.yamllines import plain_lines

TEXTS = [
    "Протон-М", "Россия: новые", "Итог:", "C# и #1", "a #b", "#a", " a", "a ", "[Видео] Пуск", "@x", "- Привет", "-5",
    "-x", "?x", ": x", ":x", "---", "--- x", "...", "...x", ".5", "'Ланцет'", 'a"b', "no", "null", "~", "=", "<<",
    "012", "12:30", "7-11 20", "1e5", "1.0e+5", "1_000", "0x1F", "2020-01-02", "«1 дек»", "© ТАСС", "№ 5",
    "a\\b", "🚀", "a\u00a0b", "x: 'y'",
]  # fmt: skip


def written(values: dict[str, object]) -> str:
    class Writer(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    return yaml.dump(values, Dumper=Writer, allow_unicode=True, sort_keys=False, width=2**31 - 1)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stands_in_quotes_where_it_would_mean_something_else(text: str) -> None:
    values: dict[str, object] = {
        "title": text,
        "cites": [text, text],
        "seed": {"file": text, "more": {"lines": [text]}},
    }
    assert plain_lines(values) == written(values)


def test_days_and_marks_are_written_as_they_are_read() -> None:
    values: dict[str, object] = {"date": date(2016, 12, 1), "updated": datetime(2016, 12, 1, 10, 5), "draft": True}
    assert plain_lines(values) == "date: 2016-12-01\nupdated: 2016-12-01 10:05:00\ndraft: true\n" == written(values)


@pytest.mark.parametrize("value", ["", "a\nb", "a\tb", "мяг\x85кий", "\ufeff", "\ud83d", None, 5, [], {}, [["a"]]])
def test_what_a_writer_may_spell_in_its_own_way_is_left_to_it(value: object) -> None:
    assert plain_lines({"title": value}) is None


@pytest.mark.parametrize("key", ["on", "null", "два", "a b", "x" * 65, ""])
def test_a_key_that_is_no_plain_word_is_left_to_a_writer(key: str) -> None:
    assert plain_lines({key: "text"}) is None


SOME = st.sampled_from(TEXTS) | st.text("abя \n:#-'\"[]{}&*!|>%@`,?=.~\\\x85\ufeff🚀0", max_size=20)
VALUES = st.recursive(
    SOME, lambda inner: st.lists(SOME, max_size=3) | st.dictionaries(st.sampled_from("abn"), inner, max_size=3)
)


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(st.dictionaries(st.sampled_from(["title", "on", "a_1"]), VALUES, min_size=1, max_size=3))
def test_other_lines_are_those_of_the_writer(values: dict[str, object]) -> None:
    assert plain_lines(values) in (None, written(values))


def test_nothing_at_all_and_keys_that_are_no_texts_are_left_to_a_writer() -> None:
    assert plain_lines({}) is None
    assert plain_lines({1: "a"}) is None  # type: ignore[dict-item]
