"""labelled Blocks -> title, date, source, author, picture, rights: each with its evidence, or marked as a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.model import Found
from digest.seeds import outlets
from digest.seeds.blocks import Facts, Label, Labelled, Seed
from digest.seeds.dateline import Dateline
from digest.seeds.label import BEFORE, HEADLINE
from digest.seeds.language import COMMON, language, words
from digest.seeds.shape import CREDIT_INSIDE
from digest.seeds.source import source
from digest.seeds.titles import without_site
from digest.seeds.when import published
from digest.text import same_name

LONGEST = 600  # letters of a field: more of a caption or notice is another text
PROPOSED = 110  # letters of a title made from a sentence
SHOWN = 120  # letters of another title, as evidence

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
_NOBODY = re.compile(
    r"staff|team|desk|editor|reporter|redaktion|admin|редакци|корреспондент|отдел|пресс", re.IGNORECASE
)
# Where the name of an owner was a picture or a link, it is lost: "Права на этот текст принадлежат".
_BROKEN_OFF = re.compile(
    r"(?:\b(?:принадлеж[аи]т|является|являются|belongs? to|(?:owned|copyright|courtesy|permission) (?:by|of))"
    r"|^(?:copyright)?\s*(?:©|\(c\))?|[:,])\s*$", re.I
)  # fmt: skip


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
    mentions = outlets.mentions(paragraphs)
    author = _author(seed, blocks)
    publisher = source(seed, blocks, line, mentions, author.value)
    caption, credit = _picture(blocks)
    return Fields(
        title=_title(seed, blocks, paragraphs),
        date=published(seed, blocks, line, " ".join(paragraphs)),
        source=publisher,
        author=author,
        url=seed.facts.url,
        dateline=line.place if line else "",
        cites=tuple(each.name for each in mentions if same_name(each.name) != same_name(publisher.value)),
        summary=_summary(blocks),
        tags=(*seed.facts.tags, *_tags(blocks)),
        caption=caption,
        credit=credit,
        image=seed.facts.image,
        rights=_rights(blocks),
        language=language(" ".join(paragraphs)) or seed.facts.language.lower()[:2],
    )


# title


def _title(seed: Seed, blocks: Sequence[Labelled], paragraphs: Sequence[str]) -> Found[str]:
    if seed.known.headline:
        return Found(seed.known.headline, f"stated by {seed.origin}", sure=True)
    line = next((each for each in blocks if each.label is Label.HEADLINE), None)
    if seed.facts.headline or seed.facts.title:
        return _named(seed.facts, line)
    if line:
        return Found(line.block.text, line.why, sure=line.rule == HEADLINE)
    why = "proposed from the first sentence: no headline stands above the text"
    return Found(_proposed(paragraphs[0]), why, sure=False)


def _named(facts: Facts, line: Labelled | None) -> Found[str]:
    """The title of a page that says how it is called: sure where its headline, or its other name, agrees."""
    named = facts.headline or facts.title
    value = without_site(named, facts.site)
    if line and _begins_alike(line.block.text, named):
        return Found(line.block.text, "the page's own title, as its headline spells it", sure=True)
    if line and line.block.kind == "h1" and not facts.headline:
        return Found(line.block.text, f"the headline on the page; the page calls itself «{named[:SHOWN]}»", sure=False)
    if line:
        states = "is" if line.rule == HEADLINE else "may be"
        why = f"what the page calls itself; its headline {states} «{line.block.text[:SHOWN]}»"
        return Found(value, why, sure=False)
    if facts.title and not (_begins_alike(named, facts.title) or _begins_alike(facts.title, named)):
        why = f"what the page calls itself; elsewhere it says «{facts.title[:SHOWN]}»"
        return Found(value, why, sure=False)
    return Found(value, "what the page calls itself", sure=True)


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


# author


def _author(seed: Seed, blocks: Sequence[Labelled]) -> Found[str]:
    if seed.facts.author:
        return Found(seed.facts.author, "the page names its author", sure=True)
    for each in blocks:
        if each.rule == "byline":
            match = _NAME.match(_BYLINE_WORDS.sub("", each.block.text, count=1))
            if match and not _NOBODY.search(match.group()):
                return Found(match.group(), f"the line «{each.block.text[:80]}»", sure=True)
    return Found("", "", sure=True)


# summary and tags


def _summary(blocks: Sequence[Labelled]) -> str:
    """The line below the headline that says more, where the text does not begin with it."""
    title = next((i for i, each in enumerate(blocks) if each.label is Label.HEADLINE), len(blocks))
    for each in blocks[title + 1 :]:
        if each.kept:
            return ""
        if each.rule == BEFORE and 40 <= len(each.block.text) <= 300:
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
    match = re.search(rf"{CREDIT_INSIDE}\s*", caption, re.IGNORECASE)
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
