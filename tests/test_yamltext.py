"""YAML as editors type it: what stays as it was typed, and what is said of the rest."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.yamltext import DEPTH, SIZE, Node, load

FIT = "keys of one level begin in the same column, each with a colon and a space behind it"

# A text, and all that is said of it.
FAULTS = {
    "title: Россия: новые пуски": """\
a.md:2:14: error[yaml]: a second colon with a space behind it stands in this line
  2 | title: Россия: новые пуски
    |              ^
  put the value in quotes: title: "Россия: новые пуски\"""",
    "title: Пуск:\ndate: 2020-01-02": """\
a.md:2:12: error[yaml]: a second colon with a space behind it stands in this line
  2 | title: Пуск:
    |            ^
  put the value in quotes: title: "Пуск:\"""",
    "title: [Видео] Пуск": """\
a.md:2:16: error[yaml]: YAML cannot read on from here
  2 | title: [Видео] Пуск
    |                ^
  put the value in quotes: title: "[Видео] Пуск\"""",
    'title: "Протон" вернулся': """\
a.md:2:17: error[yaml]: YAML cannot read on from here
  2 | title: "Протон" вернулся
    |                 ^
  put the value in quotes: title: "\\"Протон\\" вернулся\"""",
    "title: @roscosmos": """\
a.md:2:8: error[yaml]: a value cannot begin with `@`
  2 | title: @roscosmos
    |        ^
  put the value in quotes: title: "@roscosmos\"""",
    "title: %d пусков": """\
a.md:2:8: error[yaml]: a value cannot begin with `%`
  2 | title: %d пусков
    |        ^
  put the value in quotes: title: "%d пусков\"""",
    "title: - Привет": """\
a.md:2:8: error[yaml]: a value cannot begin with `-`
  2 | title: - Привет
    |        ^
  put the value in quotes: title: "- Привет\"""",
    "title: !Важно": """\
a.md:2:9: error[yaml]: a value cannot begin with `!`
  2 | title: !Важно
    |         ^
  put the value in quotes: title: "!Важно\"""",
    "title: *Важно*": """\
a.md:2:9: error[yaml]: a value cannot begin with `*`
  2 | title: *Важно*
    |         ^
  put the value in quotes: title: "*Важно*\"""",
    "title: > 100 пусков": """\
a.md:2:10: error[yaml]: a value cannot begin with `>`
  2 | title: > 100 пусков
    |          ^
  put the value in quotes: title: "> 100 пусков\"""",
    "title: 'Ланцет взлетел\ndate: 2020-01-02\ntags: [a]": """\
a.md:2:8: error[yaml]: `'` opens here and is not closed
  2 | title: 'Ланцет взлетел
    |        ^
  put the value in quotes: title: "Ланцет взлетел\"""",
    "tags: [Байконур, Казахстан\ndate: 2020-01-02": """\
a.md:2:7: error[yaml]: `[` opens here and is not closed
  2 | tags: [Байконур, Казахстан
    |       ^
  close it with `]`, or put the value in quotes: tags: "[Байконур, Казахстан\"""",
    "title: C# и #1": """\
a.md:2:13: error[yaml]: from `#` on, YAML takes this for a comment
  2 | title: C# и #1
    |             ^
  put the value in quotes: "…", or write a space after # if it is a comment""",
    "tags: #космос #байконур": """\
a.md:2:7: error[yaml]: from `#` on, YAML takes this for a comment
  2 | tags: #космос #байконур
    |       ^
  put the value in quotes: "…", or write a space after # if it is a comment""",
    "title: первая\n  вторая #1": """\
a.md:3:10: error[yaml]: from `#` on, YAML takes this for a comment
  3 |   вторая #1
    |          ^
  put the value in quotes: "…", or write a space after # if it is a comment""",
    "image:\n\tsrc: /a.jpg": """\
a.md:3:1: error[yaml]: a tab stands at the beginning of the line
  3 |  src: /a.jpg
    | ^
  indent with spaces""",
    "title: Пуск\n date: 2020-01-02": f"""\
a.md:3:6: error[yaml]: this line does not fit the one above it
  3 |  date: 2020-01-02
    |      ^
  {FIT}""",
    "title:Пуск\ndate: 2020-01-02": f"""\
a.md:3:5: error[yaml]: this line does not fit the one above it
  3 | date: 2020-01-02
    |     ^
  {FIT}""",
    "date: 2020-01-02\ntitle Пуск\ntags: [a]": f"""\
a.md:3:1: error[yaml]: this line is neither `key: value` nor `- item`
  3 | title Пуск
    | ^
  {FIT}""",
    'title: "C:\\дата"': """\
a.md:2:8: error[yaml]: `\\` within double quotes begins a code, and this is none
  2 | title: "C:\\дата"
    |        ^
  write it twice, or use single quotes""",
    "title: Пуск\ndate: 2020-01-02\ntitle: Старт": """\
a.md:4:1: error[yaml]: `title` stands twice: here and in line 2
  4 | title: Старт
    | ^
  keep one of them""",
    "image: {src: /a.jpg, src: /b.jpg}": """\
a.md:2:22: error[yaml]: `src` stands twice: here and in line 2
  2 | image: {src: /a.jpg, src: /b.jpg}
    |                      ^
  keep one of them""",
    "title: &a Пуск\nsummary: *a": """\
a.md:2:8: error[yaml]: anchors and aliases (`&`, `*`) are not allowed
  2 | title: &a Пуск
    |        ^
  put the value in quotes: title: "&a Пуск\"""",
    "title: *a": """\
a.md:2:8: error[yaml]: anchors and aliases (`&`, `*`) are not allowed
  2 | title: *a
    |        ^
  put the value in quotes: title: "*a\"""",
    "extra: &x [*x]": """\
a.md:2:8: error[yaml]: anchors and aliases (`&`, `*`) are not allowed
  2 | extra: &x [*x]
    |        ^
  put the value in quotes: extra: "&x [*x]\"""",
    "<<: *base": """\
a.md:2:5: error[yaml]: anchors and aliases (`&`, `*`) are not allowed
  2 | <<: *base
    |     ^
  write out what is meant""",
    "title: !!python/object/apply:os.system [id]": """\
a.md:2:8: error[yaml]: the tag `tag:yaml.org,2002:python/object/apply:os.system` is not allowed
  2 | title: !!python/object/apply:os.system [id]
    |        ^
  put the value in quotes: title: "!!python/object/apply:os.system [id]\"""",
    "title: !local Пуск": """\
a.md:2:8: error[yaml]: the tag `!local` is not allowed
  2 | title: !local Пуск
    |        ^
  put the value in quotes: title: "!local Пуск\"""",
    "? [a, b]\n: c": """\
a.md:2:3: error[yaml]: a key must be a word
  2 | ? [a, b]
    |   ^
  keys of one level begin in the same column, each with a colon and a space behind it""",
    "tags:\n  [": """\
a.md:3:4: error[yaml]: YAML breaks off here
  3 |   [
    |    ^
  a bracket or a quote may not be closed""",
    "title: Пуск\n--- second": """\
a.md:3:1: error[yaml]: a second document begins here (`---`)
  3 | --- second
    | ^
  remove this line""",
    "title: Пуск\x07": """\
a.md:2:12: error[yaml]: the character U+0007 is not allowed
  2 | title: Пуск\\x07
    |            ^
  remove it""",
}


def told(text: str) -> str:
    with pytest.raises(DigestError) as caught:
        load(text, "a.md", first_line=2)
    return str(caught.value)


def plain(node: Node) -> object:
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {name: plain(child) for name, child in node.value.items()}
    return node.value


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text.splitlines()[0])
def test_a_fault_is_told_with_its_place_and_its_remedy(text: str) -> None:
    assert told(text) == FAULTS[text]


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text.splitlines()[0])
def test_what_the_remedy_says_can_be_read(text: str) -> None:
    _, found, line = FAULTS[text].partition("put the value in quotes: ")
    if found and "…" not in line:
        assert isinstance(load(line, "a.md").value, dict)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("no", "no"),
        ("on", "on"),
        ("true", "true"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
        ("2021-02-30", "2021-02-30"),
        ("2021-04-20 10:00", "2021-04-20 10:00"),
        ("=", "="),
        ("C#", "C#"),
        ("a#b", "a#b"),
        ("Да # и это примечание", "Да"),
        ("'#1'", "#1"),
        ('"а \\"б\\""', 'а "б"'),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ("''", ""),
        ("|\n  первая\n  вторая", "первая\nвторая"),
        (">\n  одна\n  строка", "одна строка"),
    ],
)
def test_a_value_stays_the_text_that_was_typed(typed: str, kept: str | None) -> None:
    assert plain(load(f"key: {typed}", "a.md")) == {"key": kept}


def test_every_value_knows_its_place() -> None:
    root = load("title: Пуск\ntags:\n  - Байконур\n  - 'МКС'\n", "a.md", first_line=2)
    assert root.value == {
        "title": Node("Пуск", 2, 8, key_line=2, key_column=1, end_line=2, end_column=12),
        "tags": Node(
            (
                Node("Байконур", 4, 5, end_line=4, end_column=13),
                Node("МКС", 5, 5, quoted=True, end_line=5, end_column=10),
            ),
            4,
            3,
            key_line=3,
            key_column=1,
        ),
    }


def test_a_comment_and_an_empty_text_are_nothing() -> None:
    assert load("", "a.md").value is None
    assert load("# только примечание\n", "a.md").value is None


@pytest.mark.parametrize("opening", ["[", "{a: ", "[{b: ", "- ", "? "])
@pytest.mark.parametrize("times", [DEPTH + 1, 600, 12_000])
def test_nesting_is_refused_before_it_can_do_harm(opening: str, times: int) -> None:
    began = time.process_time()
    assert f"more than {DEPTH} levels of nesting" in told("a:\n  " + opening * times)
    assert time.process_time() - began < 2


def test_brackets_in_a_text_hide_no_nesting() -> None:
    assert f"more than {DEPTH} levels of nesting" in told("[[[[[[[[[ ']]]]]]]]]',\n" * 2600)


def test_brackets_in_a_text_are_no_nesting() -> None:
    assert plain(load(f'title: "{"[" * 100}"', "a.md")) == {"title": "[" * 100}


def test_indented_levels_are_counted_like_brackets() -> None:
    levels = "\n".join("  " * level + "a:" for level in range(DEPTH + 1))
    assert told(levels).startswith(
        f"a.md:{DEPTH + 2}:{2 * DEPTH + 1}: error[yaml]: more than {DEPTH} levels of nesting"
    )
    assert load(levels.rpartition("\n")[0], "a.md").value


@pytest.mark.parametrize(
    "text", ["a: " + "я" * SIZE, "a: |\n" + "  x\n" * SIZE, "".join(f"k{n}: 1\n" for n in range(100_000))]
)
def test_front_matter_as_long_as_a_book_is_refused_by_its_size(text: str) -> None:
    assert "error[yaml]: more than 64 KB of YAML" in told(text)
    assert told(text).endswith("move long text below the front matter")


def test_an_alias_bomb_does_not_go_off() -> None:
    bomb = 'a: &a ["lol"]\n' + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
    assert "anchors and aliases" in told(bomb)


def test_both_parsers_say_the_same() -> None:
    """libyaml is not to be had on every machine; then PyYAML's own parser takes its place."""
    cases = [*FAULTS, "a: [b, {c: d}]\ne: |\n  f\n", "'a': \"b\"", "", "- a\n- b\n", "["]
    script = """
import json, sys, yaml
del yaml.CSafeLoader
from digest.errors import DigestError
from digest.yamltext import load
def outcome(text):
    try:
        return repr(load(text, "a.md", first_line=2))
    except DigestError as error:
        return str(error)
print(json.dumps([outcome(text) for text in json.load(sys.stdin)]))
"""
    command = [sys.executable, "-c", script]
    run = subprocess.run(
        command, input=json.dumps(cases), capture_output=True, text=True, cwd=Path(__file__).parents[1], check=True
    )
    assert json.loads(run.stdout) == [outcome(text) for text in cases]


def outcome(text: str) -> str:
    try:
        return repr(load(text, "a.md", first_line=2))
    except DigestError as error:
        return str(error)


TEXTS = st.text(max_size=40)
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3))


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.text("abя \t\n:#-'\"[]{}&*!|>%@`,?\\\x00\x85\u2028\ufeff🚀0", max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    assert outcome(text)


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_yaml_writes_is_read_back(value: dict[str, object]) -> None:
    class Writer(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    assert plain(load(yaml.dump(value, Dumper=Writer, sort_keys=False), "a.md")) == (value or {})
