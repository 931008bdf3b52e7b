"""labelled Blocks of a plain text -> the address from which it came, where a line above or below it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.kinds import web_address
from digest.model import Found
from digest.same_address import same_address
from digest.schema import Misfit
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.lines import host
from digest.seeds.sorting import Sorting
from digest.yamlnode import Node

EDGE = 3  # blocks at the top, and at the bottom, in which addresses by themselves compete
TOP = 2  # blocks at the top of which one may be the text's own address; at the bottom it is the last one only
LONGEST = 2_000  # letters of an address
SHOWN = 120  # letters of its line, as evidence

_ADDRESS = r"<?(?P<url>https?://[^\s<>\"«»]+?)[>.,;)]*"
_ALONE = re.compile(_ADDRESS)
_NAMED = re.compile(
    r"\W*(?:источник|первоисточник|оригинал|адрес|ссылка|постоянная ссылка|url|link|source|original|permalink)"
    r"(?: (?:на|статьи|материала|новости|источник|оригинал|статью|публикацию|article|to|the)){0,3}"
    rf"\s?[:—–-]\s*{_ADDRESS}",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp[34]|pdf|zip)(?:$|\?)", re.IGNORECASE)  # no article
# What leads to a channel or passes the text on, and not to where it stands.
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:t\.me|telegram\.me|vk\.com|ok\.ru|facebook\.com|twitter\.com|x\.com|instagram\.com|youtube\.com|"
    r"youtu\.be|dzen\.ru|whatsapp\.com|wa\.me)$"
)


def drop_addresses(sorting: Sorting) -> None:
    """Drop the lines that say where the text came from and nothing else."""
    for index, block in enumerate(sorting.blocks):
        if sorting.kept[index] and len(block.text) <= LONGEST and _NAMED.fullmatch(block.text):
            sorting.drop(index, "address line", "it names the address of the text")


def own_address(seed: Seed, blocks: Sequence[Labelled]) -> Found[str]:
    """The address that is stated of the text, or that a line outside it names, as a guess. Two of them are none."""
    found = _own_address(seed, blocks)
    if found.value and not _is_of_the_web(found.value):
        return Found("", f"«{found.value[:SHOWN]}» is no address of the web", sure=True)
    return found


def _is_of_the_web(url: str) -> bool:
    """Whether an article may name it as its source."""
    try:
        web_address(Node(url, 1, 1))
    except Misfit:
        return False
    return True


def _own_address(seed: Seed, blocks: Sequence[Labelled]) -> Found[str]:
    if seed.facts.url or seed.kind != "text":
        return Found(seed.facts.url, "stated by the seed", sure=True)
    kept = [index for index, each in enumerate(blocks) if each.kept]
    linked = [index for index, each in enumerate(blocks) if "://" in each.block.text and not each.kept]
    outside = [index for index in linked if not kept[0] < index < kept[-1]]
    edge = [index for index in outside if index < EDGE or index >= len(blocks) - EDGE]
    named, alone = _addresses(_NAMED, blocks, outside), _addresses(_ALONE, blocks, edge)
    if not named:
        named = [(url, index) for url, index in alone if index < TOP or index == len(blocks) - 1 or len(alone) > 1]
    if len(named) != 1:
        return Found("", "no line names it, or several do", sure=True)
    ((url, index),) = named
    where = "above" if index < kept[0] else "below"
    return Found(url, f"a line {where} the text names it: «{blocks[index].block.text[:SHOWN]}»", sure=False)


def _addresses(pattern: re.Pattern[str], blocks: Sequence[Labelled], among: Sequence[int]) -> Sequence[tuple[str, int]]:
    """The addresses in some lines, each once, with the index of its line."""
    found = {same_address(url): (url, index) for index in among if (url := _address(pattern, blocks[index]))}
    return list(found.values())


def _address(pattern: re.Pattern[str], labelled: Labelled) -> str:
    """The address of an article in a line; empty where it leads to a front page, or elsewhere."""
    found = pattern.fullmatch(labelled.block.text) if len(labelled.block.text) <= LONGEST else None
    if not found:
        return ""
    url = found["url"]
    elsewhere = _FILE.search(url) or _ELSEWHERE.search(host(url))
    return url if same_address(url) and not elsewhere else ""
