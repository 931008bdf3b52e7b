"""texts.txt -> Texts: what several outlets of ours wrote on the same events, and on others that are easily mistaken.

Every text begins with `## GROUP / EVENT / OUTLET / DATE`, its title stands in the next line. Two texts of one event are
one story; two of one group are on one topic, or one follows up the other: the hard cases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("texts.txt")
TUNED = frozenset("gruz luna chelyabinsk suez final webb dragon".split())
"""The groups on which the thresholds were chosen; the others are kept back for the report."""


@dataclass(frozen=True)
class Text:
    """A short piece of news of our own."""

    group: str
    event: str
    outlet: str
    date: str
    title: str
    body: str

    @property
    def name(self) -> str:
        """The file as which it is put into a site."""
        return f"{self.group}-{self.event}-{self.outlet}.md"

    @property
    def kept_back(self) -> bool:
        """Whether nothing was tuned on it."""
        return self.group not in TUNED


def texts() -> tuple[Text, ...]:
    """All of them."""
    blocks = re.split(r"^## ", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_text(*block.split("\n", 2)) for block in blocks)


def _text(head: str, title: str, body: str) -> Text:
    group, event, outlet, date = (part.strip() for part in head.split(" / "))
    return Text(group, event, outlet, date, title.strip(), body.strip())


def write(folder: Path) -> None:
    """A site of all texts."""
    (folder / "content/articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(
        "title: Проба\nbase_url: https://example.org/\nlanguage: ru\ntimezone: Europe/Moscow\n", encoding="utf-8"
    )
    for text in texts():
        front = f"title: '{text.title}'\ndate: {text.date}\nsource: Издание {text.outlet}\n"
        path = folder / "content/articles" / text.name
        path.write_text(f"---\n{front}---\n\n{text.body}\n", encoding="utf-8")
