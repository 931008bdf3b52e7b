"""labelled Blocks -> title, date, source, author, picture, rights: each with its evidence, or marked as a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from digest.model import Found
from digest.seeds import outlets
from digest.seeds.authors import author
from digest.seeds.blocks import Label, Labelled, Seed
from digest.seeds.clock import with_time
from digest.seeds.dateline import Dateline
from digest.seeds.label import BEFORE
from digest.seeds.language import COMMON, language, language_code
from digest.seeds.ownaddress import own_address
from digest.seeds.pagetitle import line_title, page_title, site_line
from digest.seeds.shape import CREDIT_INSIDE
from digest.seeds.source import source
from digest.seeds.when import published
from digest.text import same_name

LONGEST = 600  # letters of a field: more of a caption or notice is another text
PROPOSED = 110  # letters of a title made from a sentence
SHOWN = 120  # letters of another title, as evidence

_ADDRESS = re.compile(r"https?://|\bwww\.|@\w")  # such a line says where something is, and not what
_SENTENCE_END = re.compile(r"(?<=[^\s.][^\s.]{2}[.!?…])[\"»”]?\s+(?=[\"«“„]?[A-ZА-ЯЁ])")
_CREDIT_WORDS = re.compile(
    r"^(?:источник\s*(?:изображения|фото)?|фото(?:графия)?|изображение|иллюстрация|снимок|photo(?:graph)?s?|image|picture|"
    r"credits?|foto|bild|crédit)?\s*(?:by|credit|courtesy(?: of)?|via|предоставлено)?\s*[:©]?\s*(?:©|\(c\))?\s*", re.I
)  # fmt: skip
_INSIDE = re.compile(rf"{CREDIT_INSIDE}\s*", re.IGNORECASE)
# Where the name of an owner was a picture or a link, it is lost: "Права на этот текст принадлежат".
_BROKEN_OFF = re.compile(
    r"(?:\b(?:принадлеж[аи]т|является|являются|belongs? to|(?:owned|copyright|courtesy|permission) (?:by|of))"
    r"|^(?:copyright)?\s*(?:©|\(c\))?|[:,])\s*$", re.I
)  # fmt: skip


class Fields(Struct, frozen=True):
    """What a seed says around its text. Empty texts are unknown; `why` then says what was looked for."""

    title: Found[str]
    date: Found[date | None]
    source: Found[str]
    author: Found[str]
    url: Found[str]
    dateline: str = ""
    cites: tuple[str, ...] = ()
    summary: str = ""
    tags: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    image: str = ""
    rights: str = ""
    language: str = ""


def fields(seed: Seed, blocks: Sequence[Labelled], line: Dateline | None) -> Fields:
    """The fields of an article whose blocks are labelled and whose dateline stands by itself."""
    paragraphs = [each.block.text for each in blocks if each.kept]
    text = " ".join(paragraphs)
    tongue = language(text) or language_code(seed.facts.language)
    mentions = outlets.mentions(paragraphs)
    title = _title(seed, blocks, paragraphs)
    place = _place(blocks, title.value)
    by = author(seed, blocks, place)
    publisher = source(seed, blocks, line, mentions, by.value)
    caption, credit = _picture(blocks)
    return Fields(
        title=title,
        date=with_time(published(seed, blocks, line, text, title=place, language=tongue), seed, blocks, place),
        source=publisher,
        author=by,
        url=own_address(seed, blocks),
        dateline=line.place if line else "",
        cites=tuple(each.name for each in mentions if same_name(each.name) != same_name(publisher.value)),
        summary=_summary(blocks),
        tags=(*seed.facts.tags, *_tags(blocks)),
        caption=caption,
        credit=credit,
        image=seed.facts.image,
        rights=_rights(blocks),
        language=tongue,
    )


# title


def _title(seed: Seed, blocks: Sequence[Labelled], paragraphs: Sequence[str]) -> Found[str]:
    if seed.known.headline:
        return Found(seed.known.headline, f"stated by {seed.origin}", sure=True)
    if seed.kind == "page" and (found := page_title(seed.facts, blocks)):
        return found
    line = next((each for each in blocks if each.label is Label.HEADLINE), None)
    if line and not site_line(line, seed.facts, blocks):
        return line_title(line)
    why = "proposed from the first sentence: no headline stands above the text"
    return Found(_proposed(paragraphs[0]), why, sure=False)


def _place(blocks: Sequence[Labelled], title: str) -> int | None:
    """The index of the block in which the title stands."""
    label = next((i for i, each in enumerate(blocks) if each.label is Label.HEADLINE), None)
    if label is not None and title in blocks[label].block.text:
        return label
    heads = [i for i, each in enumerate(blocks) if each.block.kind in ("h1", "h2") and title in each.block.text]
    return next(iter(heads), label)


def _proposed(paragraph: str) -> str:
    """A title from the first sentence: whole where it is short, else up to a comma, else up to a whole word."""
    sentence = _SENTENCE_END.split(paragraph[: 10 * PROPOSED])[0].strip().rstrip(".,;:")
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


# summary and tags


def _summary(blocks: Sequence[Labelled]) -> str:
    """The line below the headline that says more, where the text does not begin with it."""
    title = next((i for i, each in enumerate(blocks) if each.label is Label.HEADLINE), len(blocks))
    for each in blocks[title + 1 :]:
        if each.kept:
            return ""
        if each.rule == BEFORE and 40 <= len(each.block.text) <= 300 and not _ADDRESS.search(each.block.text):
            return each.block.text
    return ""


def _tags(blocks: Sequence[Labelled]) -> tuple[str, ...]:
    """The tags that the page itself gives: "Теги: Байконур, Роскосмос"."""
    lines = [each.block.text for each in blocks if each.rule == "tags line"]
    names = [name.strip(' #.«»"') for line in lines for name in _after_tags(line) if len(name) <= 40]
    return tuple(dict.fromkeys(filter(None, names)))


def _after_tags(line: str) -> list[str]:
    match = re.match(r"(?:теги|тэги|метки|ключевые слова|tags?|keywords)\s*:\s*", line, re.IGNORECASE)
    return re.split(r"[,;|]\s*|\s+(?=#)", line[match.end() :]) if match else []


# picture and rights


def _picture(blocks: Sequence[Labelled]) -> tuple[str, str]:
    """The caption and the credit of the picture nearest to the headline."""
    credit = next((i for i, each in enumerate(blocks) if each.label is Label.CREDIT), None)
    captions = [i for i, each in enumerate(blocks) if each.label is Label.CAPTION]
    if credit is not None:
        near = [i for i in captions if 0 < credit - i <= 2]
        return _fullest(blocks, near), _CREDIT_WORDS.sub("", blocks[credit].block.text, count=1)[:LONGEST]
    return _apart(_fullest(blocks, captions[:1]))


def _apart(caption: str) -> tuple[str, str]:
    """A caption that names its own credit, as the two: "Спуск аппарата. Фото: Роскосмос"."""
    match = _INSIDE.search(caption) if caption else None
    if match is None:
        return caption, ""
    return caption[: match.start()].strip(), _CREDIT_WORDS.sub("", caption[match.end() :]).strip(" )(").strip('«»"')


def _fullest(blocks: Sequence[Labelled], indexes: Sequence[int]) -> str:
    texts = [blocks[index].block.text for index in indexes]
    return max(texts, key=len, default="")[:LONGEST]


def _rights(blocks: Sequence[Labelled]) -> str:
    """The notices of rights in their order, joined as sentences. One that breaks off has lost its owner's name."""
    notices = [each.block.text for each in blocks if each.label is Label.RIGHTS]
    whole = list(dict.fromkeys(notice for notice in notices if not _BROKEN_OFF.search(notice)))[:3]
    ended = [notice if notice.endswith((".", "!", "…")) else f"{notice}." for notice in whole]
    return " ".join(ended).removesuffix(".")[:LONGEST] if len(ended) > 1 else " ".join(whole)[:LONGEST]
