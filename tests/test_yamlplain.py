"""YAML of plain lines: read without a parser, it is what the parser makes of it, to the last column."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.yamlplain import plain
from digest.yamltext import SIZE, Node, _Reader

REPOSITORY = Path(__file__).resolve().parents[1]
KEYS = ("title", "date", "tags", "a", "source_url", "A1", "_x", "title", "ключ", "key-a", "1a", "")
VALUES = (
    *(
        "слово",
        "Слово и дело",
        "2016-12-01 10:00",
        "https://a.org/b?c=d&e=f",
        "no",
        "5",
        "12:30",
        "0x1f",
        "1_000",
        "a b",
    ),
    *(
        "[a, b]",
        "[а б, в г]",
        "[a,b]",
        "[ a , b ]",
        "[a-b]",
        "/images/a.jpg",
        "(скобки)",
        "№ 5",
        "«Ёлка»",
        "a:b",
        "a  b",
    ),
)
SIGNS = (
    *(
        "null",
        "~",
        "a: b",
        "a:",
        " b",
        "b ",
        "#x",
        "a #b",
        "a#b",
        '"q"',
        "'q'",
        "[]",
        "[a, ]",
        "[a:b]",
        '["a"]',
        "[a, [b]]",
    ),
    *(
        "{a: b}",
        "- x",
        "-5",
        "+5",
        ".5",
        "...",
        "---",
        "%d",
        "@x",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "`",
        "a]",
        "[a",
        "a\u00a0b",
    ),
    *(
        "a\u2028b",
        "—",
        "— да",
        "a\tb",
        "a\x07b",
        "a\rb",
        "? a",
        "a ? b",
        "[null]",
        "[-a]",
        "=",
        "a = b",
        "<b>",
        "e\u0301",
        "😀",
    ),
)
BETWEEN = (": ", ": ", ": ", ": ", ":", "  : ", ":  ")


def generated(seed: int, count: int, rare: float) -> list[str]:
    """Front matter of plain lines and, now and then, what means something else."""
    chance = random.Random(seed)

    def line() -> str:
        if chance.random() < rare / 3:
            return chance.choice(("  слово", "- слово", "", "# c", "---", " "))
        value = chance.choice(SIGNS if chance.random() < rare else VALUES)
        return chance.choice(KEYS) + chance.choice(BETWEEN) + value

    return ["\n".join(line() for _ in range(chance.randint(1, 4))) + chance.choice(("", "\n")) for _ in range(count)]


def written() -> list[str]:
    """The front matter of everything in this repository."""
    files = (path for folder in ("content", "docs", "tests/data") for path in (REPOSITORY / folder).rglob("*.md"))
    texts = (path.read_text("utf-8", "replace") for path in files)
    return [text.split("---\n")[1] for text in texts if text.startswith("---\n")]


def parsed(text: str) -> Node | str:
    """What the parser makes of it."""
    try:
        return _Reader(text, "a.md", 2, SIZE).document()
    except DigestError as error:
        return str(error)


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        pytest.param(generated(1, 3000, 0.02), 0.05, id="plain"),
        pytest.param(generated(2, 9000, 0.4), 0.01, id="signs"),
        pytest.param(written(), 0.2, id="repository"),
    ],
)
def test_plain_lines_are_what_the_parser_makes_of_them(texts: list[str], share: float) -> None:
    known = {text: made for text in texts if (made := plain(text, 2))}
    assert len(known) > share * len(set(texts)), "so few that nothing is shown"
    for text, made in known.items():
        assert repr(made) == repr(parsed(text)), text  # `==` does not look at the ends


def test_what_may_mean_something_else_is_left_to_the_parser() -> None:
    for text in (
        'a: "b"',
        "a: b #c",
        "a:\n  - b",
        "a: b\na: c",
        "a: null",
        "a: [b, [c]]",
        "a: b: c",
        "a: x\x07",
        "a: b ",
    ):
        assert plain(text, 2) is None, text
