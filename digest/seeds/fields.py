"""labelled Blocks -> title, date, source, author, picture, rights: each with its evidence, or marked as a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.model import Found
from digest.seeds import dates, outlets
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.dateline import Dateline
from digest.seeds.label import HEADLINE
from digest.seeds.language import COMMON, language, words
from digest.seeds.titles import without_site
from digest.text import same_name

LONGEST = 600  # letters of a field: more of a caption or notice is another text
PROPOSED = 110  # letters of a title made from a sentence
NEAR = 6  # blocks above the headline or below the article in which its date and author may stand

_DATED = ("stamp", "date line", "published", "byline", "counted")
_SAYS_PUBLISHED = re.compile(r"(?:опубликован|дата публикации|published|posted|publié|veröffentlicht|publicado)", re.I)
_SAYS_UPDATED = re.compile(r"(?:обновл|изменен|updated|modified|aktualisiert|mis à jour|actualizado)", re.I)
_SENTENCE_END = re.compile(r"(?<=[^\s.][^\s.]{2}[.!?…])[\"»”]?\s+(?=[\"«“„]?[A-ZА-ЯЁ])")
_CREDIT_WORDS = re.compile(
    r"^(?:источник\s*(?:изображения|фото)?|фото(?:графия)?|изображение|иллюстрация|снимок|photo(?:graph)?s?|image|picture|"
    r"credits?|foto|bild|crédit)?\s*(?:by|credit|courtesy(?: of)?|via|предоставлено)?\s*[:©]?\s*(?:©|\(c\))?\s*", re.I
)  # fmt: skip
_BYLINE_WORDS = re.compile(
    r"^(?:автор(?:ы|ский текст)?|текст|подготовил[аи]?|корреспондент|written by|posted by|author|by|von|par|por|di|"
    r"text|reporting by)\s*:?\s+", re.I
)  # fmt: skip
_NAME = re.compile(
    r"[^\W\d_a-zа-яё][\w'’.-]*(?:\s+(?:de|van|von|der|da|di|la|el|bin)\b)?(?:\s+[^\W\d_a-zа-яё][\w'’.-]*){1,3}"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a seed says around its text. Empty texts are unknown; `why` then says what was looked for."""

    title: Found[str]
    date: Found[date | None]
    source: Found[str]
    author: Found[str]
    url: str = ""
    dateline: str = ""
    cites: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    image: str = ""
    rights: str = ""
    language: str = ""


def fields(seed: Seed, blocks: Sequence[Labelled], line: Dateline | None) -> Fields:
    """The fields of an article whose blocks are labelled and whose dateline stands by itself."""
    paragraphs = [each.block.text for each in blocks if each.kept]
    mentions = outlets.mentions(paragraphs)
    source = _source(seed, blocks, line, mentions)
    caption, credit = _picture(blocks)
    return Fields(
        title=_title(seed, blocks, paragraphs),
        date=_date(seed, blocks, line, " ".join(paragraphs)),
        source=source,
        author=_author(seed, blocks),
        url=seed.facts.url,
        dateline=line.place if line else "",
        cites=tuple(each.name for each in mentions if same_name(each.name) != same_name(source.value)),
        caption=caption,
        credit=credit,
        image=seed.facts.image,
        rights=_rights(blocks),
        language=language(" ".join(paragraphs)) or seed.facts.language.lower()[:2],
    )


# title


def _title(seed: Seed, blocks: Sequence[Labelled], paragraphs: Sequence[str]) -> Found[str]:
    line = next((each for each in blocks if each.label is Label.HEADLINE), None)
    named = seed.facts.headline or seed.facts.title
    if named and line and _begins_alike(line.block.text, named):
        return Found(line.block.text, "the page's own title, as its headline spells it", sure=True)
    if named:
        return Found(without_site(named, seed.facts.site), "what the page calls itself", sure=True)
    if line:
        return Found(line.block.text, line.why, sure=line.rule == HEADLINE)
    why = "proposed from the first sentence: no headline stands above the text"
    return Found(_proposed(paragraphs[0]), why, sure=False)


def _begins_alike(line: str, named: str) -> bool:
    own, other = words(line), words(named)
    return bool(own) and len(set(own) & set(other)) >= 0.6 * len(set(own))


def _proposed(paragraph: str) -> str:
    """A title from the first sentence: whole where it is short, else up to a comma, else up to a whole word."""
    sentence = _SENTENCE_END.split(paragraph[: 10 * PROPOSED])[0].strip().rstrip(".")
    if len(sentence) <= PROPOSED:
        return sentence
    head = sentence[: PROPOSED + 1]
    comma = max(head.rfind(mark) for mark in (", ", "; ", " — ", " - ", ": "))
    if comma >= PROPOSED // 2:
        return head[:comma].rstrip(" ,;:—-")
    kept = head.rpartition(" ")[0] or head
    while kept.rpartition(" ")[2].lower() in COMMON:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" ,;:—-") + "…"


# date


def _date(seed: Seed, blocks: Sequence[Labelled], line: Dateline | None, text: str) -> Found[date | None]:
    """What the page's own marks say, else its date lines, else its dateline, else nothing."""
    if seed.facts.published and (day := dates.stated(seed.facts.published)):
        return Found(day, f"the page's marks say «{seed.facts.published[:40]}»", sure=True)
    if day := dates.in_address(seed.facts.url):
        return Found(day, f"from the address {seed.facts.url[:120]}", sure=True)
    partial = _from_dateline(line, text)
    around = list(_dates_around(blocks))
    if partial is None or partial.value is None:
        return next(iter(around), None) or partial or _no_date(blocks, text)
    near = [each for each in around if each.value and abs((each.value - partial.value).days) <= 3]
    return near[0] if near and not partial.sure else partial


def _from_dateline(line: Dateline | None, text: str) -> Found[date | None] | None:
    if line is None or not line.day:
        return None
    whole = dates.days(line.day)
    if whole:
        return Found(whole[0].value, f"from the dateline «{line.day}»", sure=True)
    partial = dates.day_of_year(line.day)
    if partial is None:
        return None
    guess = dates.with_year(partial, text)
    if guess is None:
        return Found(
            None, f"the dateline says «{line.day}», the year stands nowhere in the text: write the date", sure=False
        )
    why = f"day from the dateline «{line.day}», year from «{guess.words}» in the text"
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
                sure = place == "below the headline" or bool(_SAYS_PUBLISHED.search(each.block.text))
                sure = sure and not _SAYS_UPDATED.search(blocks[max(0, index - 1)].block.text + each.block.text)
                yield Found(found[0].value, f"«{found[0].words}» stands {place}", sure=sure)


def _no_date(blocks: Sequence[Labelled], text: str) -> Found[date | None]:
    """Why there is no date, and what looks like one and is none."""
    years = list(dict.fromkeys(dates.years_alone(text)))[:1]
    stamps = [each.block.text for each in blocks if each.rule == "stamp"][:1]
    hints = [f"«{year}» is a year alone" for year in years] + [f"«{stamp}» has no year" for stamp in stamps]
    why = "not found: no day of publication stands in the seed" + (f" ({', '.join(hints)})" if hints else "")
    return Found(None, why + "; look it up and write it", sure=False)


# source and author


def _source(
    seed: Seed, blocks: Sequence[Labelled], line: Dateline | None, mentions: Sequence[outlets.Mention]
) -> Found[str]:
    stated = next((each.block.text for each in blocks if each.rule == "source line"), "")
    if line and line.agency:
        return Found(line.agency, "the agency in the dateline", sure=True)
    if stated:
        return Found(stated.partition(":")[2].strip()[:120], f"the line «{stated[:80]}»", sure=True)
    if seed.facts.site:
        return Found(seed.facts.site, "the page names its site", sure=True)
    own = next((each for each in mentions if each.own), None)
    if own:
        return Found(own.name, f"the text says «{own.words}»", sure=False)
    return Found("", "not found: no outlet speaks of itself in the seed; who published it first?", sure=False)


def _author(seed: Seed, blocks: Sequence[Labelled]) -> Found[str]:
    if seed.facts.author:
        return Found(seed.facts.author, "the page names its author", sure=True)
    for each in blocks:
        if each.rule == "byline":
            match = _NAME.match(_BYLINE_WORDS.sub("", each.block.text, count=1))
            if match:
                return Found(match.group(), f"the line «{each.block.text[:80]}»", sure=True)
    return Found("", "", sure=True)


# picture and rights


def _picture(blocks: Sequence[Labelled]) -> tuple[str, str]:
    """The caption and the credit of the picture nearest to the headline."""
    credit = next((i for i, each in enumerate(blocks) if each.label is Label.CREDIT), None)
    captions = [i for i, each in enumerate(blocks) if each.label is Label.CAPTION]
    if credit is not None:
        near = [i for i in captions if 0 < credit - i <= 2]
        return _fullest(blocks, near), _CREDIT_WORDS.sub("", blocks[credit].block.text, count=1)[:LONGEST]
    return _fullest(blocks, captions[:1]), ""


def _fullest(blocks: Sequence[Labelled], indexes: Sequence[int]) -> str:
    texts = [blocks[index].block.text for index in indexes]
    return max(texts, key=len, default="")[:LONGEST]


def _rights(blocks: Sequence[Labelled]) -> str:
    """The notices of rights in their order, joined as sentences."""
    notices = list(dict.fromkeys(each.block.text for each in blocks if each.label is Label.RIGHTS))[:3]
    ended = [notice if notice.endswith((".", "!", "…")) else f"{notice}." for notice in notices]
    return " ".join(ended).removesuffix(".")[:LONGEST] if len(ended) > 1 else " ".join(notices)[:LONGEST]
