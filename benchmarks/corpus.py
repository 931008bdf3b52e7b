"""A digest of any size, the same every time: articles of 300 Russian words, five of a few hundred tags each.

python -m benchmarks.corpus 1000 FOLDER [--seeds]

With `--seeds` they are raw texts of half the length, 2.7 KB, in `seeds/`, each with a title, a date and a source.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

BEGINNINGS = tuple("ра ко ми со пу ле за го на пе во ста про кос ор спу ди ве мо ту".split())
MIDDLES = "ке но та ли ро ду ви ме са ря ко ци ни ла".split()
ENDINGS = "та ция ние ный ла ли т ет ом ах ого ая ский ство".split()
COMMON = "и в на с по из не что как для это его от до при был".split()  # without such words no text is Russian
SETTINGS = "title: Проба\nbase_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\n"


def write(folder: Path, count: int, *, words: int = 300, tags: Sequence[int] = (5,)) -> None:
    """Write a site with `count` articles into `folder`; each has as many `tags` as one of these numbers says."""
    chance = random.Random(2016)
    vocabulary = sorted({_word(chance) for _ in range(4000)})
    names = [f"{word.capitalize()} {number}" for number, word in enumerate(vocabulary[:300])]
    (folder / "content/articles").mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    for number in range(count):
        path = folder / f"content/articles/news-{number:06}.md"
        path.write_text(_article(number, chance, vocabulary, names, words, tags), encoding="utf-8")


def _word(chance: random.Random) -> str:
    return chance.choice(BEGINNINGS) + "".join(chance.choices(MIDDLES, k=chance.randint(0, 2))) + chance.choice(ENDINGS)


def _article(
    number: int, chance: random.Random, vocabulary: list[str], names: list[str], words: int, tags: Sequence[int]
) -> str:
    day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02} {number % 24:02}:{number % 60:02}"
    title = " ".join(chance.choices(vocabulary, k=7)).capitalize()
    many = tags[0] if len(tags) == 1 else chance.choice(tags)
    head = [f"title: {title} {number}", f"date: {day}", f"tags: [{', '.join(chance.sample(names, many))}]"]
    head += [f"topics: [Тема {number % 10}]", f"source: Агентство {number % 20}"]
    paragraphs = [_paragraph(chance, vocabulary, words // 6) for _ in range(6)]
    paragraphs.insert(3, f"## {' '.join(chance.choices(vocabulary, k=3)).capitalize()}")
    return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(paragraphs) + "\n"


def _paragraph(chance: random.Random, vocabulary: list[str], count: int) -> str:
    chosen = chance.choices(vocabulary, k=count)
    chosen[count // 3] = f"**{chosen[count // 3]}**"
    chosen[count // 2] = f"[{chosen[count // 2]}](https://example.org/{number_of(chosen[0])})"
    return " ".join(chosen).capitalize() + "."


def write_seeds(folder: Path, count: int) -> None:
    """Write a site with `count` seeds, of some 2.7 KB each, into `folder`; nothing of it is an article yet."""
    chance = random.Random(2016)
    vocabulary = sorted({_word(chance) for _ in range(4000)})
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    for number in range(count):
        path = folder / f"seeds/news-{number:06}.txt"
        path.write_text(_seed(number, chance, vocabulary), encoding="utf-8")


def _seed(number: int, chance: random.Random, vocabulary: list[str]) -> str:
    title = " ".join(chance.choices(vocabulary, k=7)).capitalize()
    day = f"{1 + number % 28:02}.{1 + number % 12:02}.{2010 + number % 15} {number % 24:02}:{number % 60:02}"
    said = (" ".join(_sentence(chance, vocabulary) for _ in range(chance.randint(2, 3))) for _ in range(6))
    return "\n\n".join([f"{title} {number}", day, *said, f"Источник: Агентство {number % 20}"]) + "\n"


def _sentence(chance: random.Random, vocabulary: list[str]) -> str:
    chosen = (chance.choice(COMMON if chance.random() < 0.3 else vocabulary) for _ in range(chance.randint(8, 17)))
    return " ".join(chosen).capitalize() + "."


def number_of(word: str) -> int:
    """A number for a link's address, the same in every run."""
    return sum(map(ord, word)) % 997


if __name__ == "__main__":
    (write_seeds if "--seeds" in sys.argv else write)(Path(sys.argv[2]), int(sys.argv[1]))
