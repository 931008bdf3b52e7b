"""Articles that no editor means to write and every site meets: each by its row, with what has to be told of it.

A case is a file name below `content/articles/`, its text, and the sentence, the line and the hint by which it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

BODY = "\n---\n\nРакета взлетела.\n"
QUOTES = "put the value in quotes: "


@dataclass(frozen=True)
class Case:
    """A hostile text. Where `code` is empty nothing is wrong with it: it is shown, and says `shown`."""

    text: str | bytes
    code: str = ""
    line: int = 0
    hint: str = ""
    shown: str = ""


def front(*lines: str, body: str = "Ракета взлетела.") -> str:
    """An article with some lines of front matter in place of its usual ones."""
    usual = [
        each for each in ("title: Пуск", "date: 2020-01-02") if not any(line.startswith(each[:5]) for line in lines)
    ]
    return "\n".join(("---", *usual, *lines, "---", "", body, ""))


def titled(title: str) -> str:
    return (
        front(f"title: {title}").replace("date: 2020-01-02\n", "", 1).replace("---\n\n", "date: 2020-01-02\n---\n\n", 1)
    )


BOMB = 'a: &a ["да"]\n' + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghij"))
