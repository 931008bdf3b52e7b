"""A made archive of any size whose words are spread as those of a language are (Zipf), with stories in it."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

SYLLABLES = "ра ко ми со пу ле за го на пе во ста про кос ор ди ве мо ту ке но та ли ро ду са ря ци ни ла".split()
WORDS, NAMES = 40_000, 8_000
SETTINGS = "title: Проба\nbase_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\n"
EACH = 4  # articles of which the last tells the story of the one before


def write(folder: Path, count: int, *, words: int = 250) -> None:
    """Write a site of `count` articles, six a day; every fourth retells the one before it in half of its words."""
    chance = random.Random(2016)
    vocabulary = list(dict.fromkeys(_word(chance) for _ in range(2 * WORDS)))[:WORDS]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    names = [word.capitalize() for word in vocabulary[-NAMES:]]
    (folder / "content/articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    text: list[str] = []
    for number in range(count):
        fresh = [*chance.choices(vocabulary, cum_weights=weights, k=words - 15), *chance.choices(names, k=15)]
        text = [*chance.sample(text, words // 2), *fresh[: words // 2]] if number % EACH == EACH - 1 else fresh
        chance.shuffle(text)
        (folder / f"content/articles/n{number}.md").write_text(_article(number, text), encoding="utf-8")


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))


def _article(number: int, text: list[str]) -> str:
    day = f"{2010 + number // 2016}-{1 + number // 168 % 12:02}-{1 + number // 6 % 28:02}"
    body = ". ".join(" ".join(text[at : at + 12]) for at in range(0, len(text), 12))
    return f"---\ntitle: {' '.join(text[:7])}\ndate: {day}\nsource: Агентство {number % 20}\n---\n\n{body}.\n"
