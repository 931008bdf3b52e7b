"""When it was published: what the page's marks say, else its date lines, else its dateline, else nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from digest.model import Found
from digest.seeds import dates
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.dateline import Dateline

CLOSE = 3  # blocks above the headline within which a date belongs to it
NEAR = 6  # blocks further above, or below the article, in which it may stand
DAYS = 3  # by which a date line and a dateline of one article may differ

_DATED = ("stamp", "date line", "published", "byline", "counted")
_PUBLISHED = re.compile(
    r"(?:опубликован|дата публикации|published|posted|publié|veröffentlicht|publicado)", re.IGNORECASE
)
_UPDATED = re.compile(r"(?:обновл|изменен|updated|modified|aktualisiert|mis à jour|actualizado)", re.IGNORECASE)


def published(seed: Seed, blocks: Sequence[Labelled], line: Dateline | None, text: str) -> Found[date | None]:
    """The day of publication with its evidence; where the seed does not tell, `None`, and why."""
    if seed.facts.published and (day := dates.stated(seed.facts.published)):
        return Found(day, f"the page's marks say «{seed.facts.published[:40]}»", sure=True)
    if day := dates.in_address(seed.facts.url):
        return Found(day, f"from the address {seed.facts.url[:120]}", sure=True)
    partial = _from_dateline(line, blocks, text)
    around = list(_dates_around(blocks))
    if partial is None or partial.value is None:
        return next(iter(around), None) or partial or _no_date(blocks, text)
    near = [each for each in around if each.value and abs((each.value - partial.value).days) <= DAYS]
    return near[0] if near and not partial.sure else partial


def _from_dateline(line: Dateline | None, blocks: Sequence[Labelled], text: str) -> Found[date | None] | None:
    if line is None or not line.day:
        return None
    whole = dates.days(line.day)
    if whole:
        return Found(whole[0].value, f"from the dateline «{line.day}»", sure=True)
    partial = dates.day_of_year(line.day)
    if partial is None:
        return None
    headline = next((each.block.text for each in blocks if each.label is Label.HEADLINE), "")
    guess = dates.with_year(partial, f"{headline}\n{text}")
    if guess is None:
        why = f"the dateline says «{line.day}», but no year stands in the text; look it up and write it"
        return Found(None, why, sure=False)
    why = f"day from the dateline «{line.day}», year from {guess.why} in the text"
    return Found(guess.value, why, sure=False)


def _dates_around(blocks: Sequence[Labelled]) -> Iterator[Found[date | None]]:
    """Full dates in lines near the article: between headline and text first, then above, then below."""
    kept = [index for index, each in enumerate(blocks) if each.kept]
    title = next((i for i, each in enumerate(blocks) if each.label is Label.HEADLINE), kept[0])
    between = range(title, kept[0])
    above = range(title - 1, max(-1, title - 1 - NEAR), -1)
    below = range(kept[-1] + 1, min(len(blocks), kept[-1] + 1 + NEAR))
    for place, indexes in (("below the headline", between), ("above the headline", above), ("below the text", below)):
        for index in indexes:
            each = blocks[index]
            found = dates.days(each.block.text[:200]) if each.rule in _DATED else ()
            if found and found[0].value.year in dates.PRESS:
                close = place == "below the headline" or (place == "above the headline" and title - index <= CLOSE)
                said = bool(_PUBLISHED.search(each.block.text))
                updated = _UPDATED.search(blocks[max(0, index - 1)].block.text + each.block.text)
                yield Found(found[0].value, f"«{found[0].words}» stands {place}", sure=(close or said) and not updated)


def _no_date(blocks: Sequence[Labelled], text: str) -> Found[date | None]:
    """Why there is no date, and what looks like one and is none."""
    years = list(dict.fromkeys(dates.years_alone(text)))[:1]
    stamps = [each.block.text for each in blocks if each.rule == "stamp"][:1]
    hints = [f"«{year}» is a year alone" for year in years] + [f"«{stamp}» has no year" for stamp in stamps]
    why = "not found: no day of publication stands in the seed" + (f" ({', '.join(hints)})" if hints else "")
    return Found(None, why + "; look it up and write it", sure=False)
