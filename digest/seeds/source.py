"""Who published first: the agency of the dateline, the page itself, a line that says so, or the text's own voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.model import Found
from digest.seeds.blocks import Facts, Label, Labelled, Seed
from digest.seeds.dateline import Dateline
from digest.seeds.label import BEFORE
from digest.seeds.language import words
from digest.seeds.lines import host
from digest.seeds.outlets import Mention
from digest.seeds.titles import parted
from digest.text import same_name

ACCOUNT = "twitter:site"
TOP = 6  # blocks at the top of a seed among which the name of its site may stand
NAME = 5  # words of such a name at most
LONGEST = 120  # letters

_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s\d–—,-]*(?P<owner>[^\d,.|©–—][^\d,.|©]{2,60}?)[\s,.|]*(?:\d|,|\.|$)", re.IGNORECASE
)
_RESTS_ON = re.compile(r"(?:по материалам|based on reports by)\s*:?\s+(?P<name>[^:]{3,60}?)\.?", re.IGNORECASE)
_COUNTED = re.compile(r":\s*[\d.]+$")  # "Posts: 1502"
_NOT_NAMES = re.compile(r"\b(?:все права|all rights|reserved|защищены|при |материал|inc|ltd)\b", re.IGNORECASE)
_QUOTES = "«»\"“”„'"


def source(
    seed: Seed, blocks: Sequence[Labelled], line: Dateline | None, mentions: Sequence[Mention], author: str
) -> Found[str]:
    """The outlet that published first, sure only where the seed says so in as many words."""
    stated = next((each.block.text for each in blocks if each.rule == "source line"), "")
    if line and line.agency:
        return Found(line.agency, "the agency in the dateline", sure=True)
    if stated:
        return Found(_bare(stated.partition(":")[2]), f"the line «{stated[:80]}»", sure=True)
    if seed.facts.site:
        return Found(seed.facts.site, "the page names its site", sure=True)
    guesses = [*_own_voice(mentions), *_owed(blocks), *_at_the_top(blocks, seen_again=True), *_owners(blocks, author)]
    guesses += [
        *_at_the_top(blocks, seen_again=False),
        *_behind_the_title(seed.facts, blocks),
        *_by_its_address(seed.facts),
    ]
    unknown = Found("", "not found: no outlet speaks of itself in the seed; who published it first?", sure=False)
    return next(iter(guesses), unknown)


def _behind_the_title(facts: Facts, blocks: Sequence[Labelled]) -> Iterator[Found[str]]:
    """What `<title>` says behind the headline of the page: its section, or most often its site."""
    *title, name = parted(facts.title)
    heads = (each.block.text for each in blocks if each.label is Label.HEADLINE or each.block.kind == "h1")
    before = facts.title.removesuffix(name)
    if title and _is_name(name) and any(head and before.startswith(head) for head in heads):
        yield Found(_cased(name), f"<title> is «{facts.title[:LONGEST]}»", sure=False)


def _by_its_address(facts: Facts) -> Iterator[Found[str]]:
    for each in facts.said:
        if each.of == "site":
            account = each.where == ACCOUNT
            why = f"the page's account is called so ({each.where})" if account else f"{each.where} says so"
            yield Found(each.words, why, sure=False)
    if name := host(facts.url):
        yield Found(name, f"the page names no site; its address is {facts.url[:LONGEST]}", sure=False)


def _own_voice(mentions: Sequence[Mention]) -> Iterator[Found[str]]:
    for each in mentions:
        if each.own:
            yield Found(each.name, f"the text says «{each.words}»", sure=False)


def _owed(blocks: Sequence[Labelled]) -> Iterator[Found[str]]:
    """A line beside the text that says on whose reports it rests."""
    for each in blocks:
        match = None if each.kept else _RESTS_ON.fullmatch(each.block.text)
        if match and _is_name(match["name"]):
            yield Found(_bare(match["name"]), f"the line «{each.block.text[:80]}»", sure=False)


def _at_the_top(blocks: Sequence[Labelled], *, seen_again: bool) -> Iterator[Found[str]]:
    """A short line above everything is the name of the site; more surely so when the page comes back to it."""
    for number, each in enumerate(blocks[:TOP]):
        name = each.block.text
        if each.label is Label.HEADLINE or each.kept:
            return
        if each.rule not in (BEFORE, "menu run", "short line") or not _is_name(name):
            continue
        again = any(_names(other.block.text, name) for other in blocks[number + 1 :] if not other.kept)
        if again:
            yield Found(_cased(name), f"«{name}» stands at the top of the page and again further down", sure=False)
        elif not seen_again and number == 0 and _menu_below(blocks):
            yield Found(_cased(name), f"«{name}» stands at the top of the page, above its menu", sure=False)


def _is_name(text: str) -> bool:
    plain = text[0].isupper() and text[-1] not in ".!?:;…" and not _COUNTED.search(text)
    return 3 <= len(text) <= 60 and len(text.split()) <= NAME and plain


def _names(text: str, name: str) -> bool:
    own, other = words(name), words(text)
    return len(text) < 200 and any(other[i : i + len(own)] == own for i in range(len(other) - len(own) + 1))


def _menu_below(blocks: Sequence[Labelled]) -> bool:
    return any(each.rule in ("row", "separated menu", "menu", "menu run", "breadcrumbs") for each in blocks[1:TOP])


def _owners(blocks: Sequence[Labelled], author: str) -> Iterator[Found[str]]:
    for each in blocks:
        match = _OWNER.search(each.block.text) if each.label is Label.RIGHTS else None
        owner = _bare(match["owner"]) if match else ""
        if owner and _is_name(owner) and not _NOT_NAMES.search(owner) and same_name(owner) != same_name(author):
            yield Found(owner, f"the notice of rights «{each.block.text[:80]}»", sure=False)


def _cased(name: str) -> str:
    """ORBIT WIRE is Orbit Wire; РБК and NASA stay."""
    return name.title() if name.isupper() and len(name) > 5 else name


def _bare(name: str) -> str:
    """A name without the quotes around it."""
    name = " ".join(name.split()).strip(" .,")
    whole = name[:1] in _QUOTES and name[-1:] in _QUOTES and not any(mark in name[1:-1] for mark in _QUOTES)
    return (name[1:-1] if whole else name)[:LONGEST]
