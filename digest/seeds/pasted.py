"""The head of a text that somebody pasted -> what it states: YAML front matter, `# Title` or `Title: …` above all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from digest.seeds.blocks import Block, Facts
from digest.seeds.items import cleaned

HEAD = "head"  # the place of a line of front matter
LINES = 12  # of a head with one key a line
LEAST = 2  # words of a title
SURELY = 3  # words of one behind a key that may as well name a subject

_FRONT = re.compile(r"\s*---\n(?P<yaml>.{1,8000}?)\n(?:---|\.\.\.)[ ]*(?:\n|$)", re.DOTALL)
_TITLE = re.compile(
    r"(?:(?P<surely>title|headline|заголовок|название)|(?:subject|тема(?: письма)?))\s?: ?(?P<words>\S.*)", re.I
)
_KEY = re.compile(
    r"(?:date|дата|published|опубликовано|author|автор|by|from|от|to|кому|source|источник|url|link|ссылка|адрес|"
    r"tags|теги|метки|lang|язык|copyright|©)\s?:", re.IGNORECASE
)  # fmt: skip
_MARKDOWN = re.compile(r"# +(?P<words>[^#\s].*?)(?: +#+)?")
_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<words>[^#\s].*?)(?: +#+)?")
_KEYS = {
    "headline": ("title", "headline", "заголовок", "название"),
    "published": ("date", "published", "дата"),
    "author": ("author", "authors", "автор", "авторы"),
    "url": ("source_url", "url", "link", "source", "original", "источник", "ссылка"),
    "language": ("lang", "language", "язык"),
}
_TITLES = re.compile("(?:title|headline|заголовок|название)\\s*:", re.IGNORECASE)
_PAIR = re.compile(r"(?P<key>\w+)\s*:[ \t]+(?P<value>\S.*)")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Head(Struct, frozen=True):
    """What the head of a text states. `titled` is the line that holds the title, and `end` the last of front matter.

    `marked` if it is written with the marks of Markdown, so that other headings are so as well.
    """

    facts: Facts = field(default_factory=Facts)
    titled: int = 0
    end: int = 0
    marked: bool = False

    def over(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of the text: that of the title holds the words of the title alone."""
        if not (self.titled or self.end or self.marked):
            yield from blocks
            return
        for block in blocks:
            if block.line == block.end == self.titled:
                yield replace(block, text=self.facts.headline, kind="")
            elif block.line <= self.end:
                yield replace(block, place=frozenset([HEAD]))
            elif self.marked and (found := _HEADING.fullmatch(block.text)):
                yield replace(block, text=found["words"], kind=f"h{len(found['marks'])}")
            else:
                yield block


def head(text: str) -> Head:
    """The head of a text whose lines end in LF. Empty where there is none that surely is one."""
    front = _FRONT.match(text[:10_000])
    return _front(text, front) if front else _keys(text[:10_000])


def _front(text: str, front: re.Match[str]) -> Head:
    try:
        values = yaml.load(front["yaml"], _LOADER)
    except (yaml.YAMLError, RecursionError):  # such as a title in which a colon stands
        values = {
            found["key"]: found["value"] for line in front["yaml"].split("\n") if (found := _PAIR.fullmatch(line))
        }
    if not isinstance(values, Mapping) or not all(isinstance(key, str) for key in values):
        return Head()
    values = {key.casefold(): value for key, value in values.items()}
    stated: dict[str, Any] = {
        name: next(filter(None, (_line(values.get(key)) for key in keys)), "") for name, keys in _KEYS.items()
    }
    first = text.count("\n", 0, front.start("yaml"))
    lines = enumerate(front["yaml"].split("\n"), first + 1)
    titled = next((number for number, line in lines if _TITLES.match(line)), 0)
    return Head(cleaned(Facts(**stated)), titled if stated["headline"] else 0, text.count("\n", 0, front.end()))


def _line(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else ""


def _keys(text: str) -> Head:
    """A line of Markdown at the very top, or one of the lines with a key there."""
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip(" -"))
    for place, (number, line) in enumerate(islice(lines, LINES)):
        found = _TITLE.fullmatch(line) or (_MARKDOWN.fullmatch(line) if place == 0 else None)
        if found:
            least = LEAST if found.groupdict().get("surely") or line[0] == "#" else SURELY
            words = found["words"].strip(" *_")
            sentence = least == SURELY and words.endswith(".")
            stated = len(words.split()) >= least and not sentence
            return Head(cleaned(Facts(headline=words)), number, marked=line[0] == "#") if stated else Head()
        if not _KEY.match(line):
            break
    return Head()
