"""What a seed gave -> Document: the front matter an editor finds, in the order of the manual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from digest.content.vocabulary import MOST, Vocabulary, proposals
from digest.model import Document, Found, Meta
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.fields import Fields
from digest.seeds.markdown import article

LONGEST = 500  # letters of one value of the front matter


def draft(seed: Seed, blocks: Sequence[Labelled], found: Fields, known: Vocabulary, language: str) -> Document:
    """The draft of an article. `language` is the site's: only another one is written down."""
    text = [each.block.text for each in blocks if each.kept]
    proposed = proposals(known, found.title.value, text, own=found.tags)
    meta: Meta = {
        "title": found.title.value[:LONGEST],
        "date": found.date.value,
        "summary": found.summary,
        "source": found.source.value,
        "source_url": found.url.value,
        "author": found.author.value,
        "dateline": found.dateline,
        "cites": list(found.cites),
        "image": _filled({"src": found.image, "caption": found.caption, "credit": found.credit}),
        "rights": found.rights,
        "draft": True,
        "lang": found.language if found.language != language else "",
        "suggested": _filled(
            {
                "tags": list(dict.fromkeys(each.name for each in proposed.tags))[:MOST],
                "topics": [each.name for each in proposed.topics],
            }
        ),
        "unsure": _unsure(found),
        "seed": {"file": seed.path, "sha256": seed.sha256, "lines": kept_lines(blocks)},
    }
    body = article(blocks, page=seed.facts.url, image=found.image, language=found.language)
    return Document(_filled(meta), body)


def kept_lines(blocks: Iterable[Labelled]) -> str:
    """The lines of the seed that make the text, as ranges: `12-16 20`."""
    numbers = sorted({number for each in blocks if each.kept for number in range(each.block.line, each.block.end + 1)})
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)


def _unsure(found: Fields) -> dict[str, str]:
    """The guesses among the fields, and what is missing, each with its evidence."""
    guesses: list[tuple[str, Found[str] | Found[date | None]]] = [
        ("title", found.title),
        ("date", found.date),
        ("source", found.source),
        ("source_url", found.url),
        ("author", found.author),
    ]
    return {name: guess.why[:LONGEST] for name, guess in guesses if not guess.sure}


def _filled(values: Meta) -> Meta:
    """What is known only: an empty key would ask the editor a question that nobody has."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
