"""labelled Blocks of a plain text -> the address from which it came, where a line above or below it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.model import Found
from digest.same_address import same_address
from digest.seeds.blocks import Labelled, Seed
from digest.seeds.lines import host

EDGE = 3  # blocks at the top, and at the bottom, among which an address by itself is the text's own
LONGEST = 2_000  # letters of an address

_ADDRESS = r"<?(?P<url>https?://[^\s<>\"«»]+?)[>.,;)]*"
_ALONE = re.compile(_ADDRESS)
_NAMED = re.compile(
    r"\W*(?:источник|первоисточник|оригинал|адрес|ссылка|постоянная ссылка|url|link|source|original|permalink)"
    r"(?: (?:на|статьи|материала|новости|источник|оригинал|статью|публикацию|article|to|the)){0,3}"
    rf"\s?[:—–-]\s*{_ADDRESS}",
    re.IGNORECASE,
)
# What leads to a channel or passes the text on, and not to where it stands.
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:t\.me|telegram\.me|vk\.com|ok\.ru|facebook\.com|twitter\.com|x\.com|instagram\.com|youtube\.com|"
    r"youtu\.be|dzen\.ru|whatsapp\.com|wa\.me)$"
)


def own_address(seed: Seed, blocks: Sequence[Labelled]) -> Found[str]:
    """The address that is stated of the text, or that a line outside it names, as a guess. Two of them are none."""
    if seed.facts.url or seed.kind != "text":
        return Found(seed.facts.url, "stated by the seed", sure=True)
    kept = [index for index, each in enumerate(blocks) if each.kept]
    outside = [index for index in range(len(blocks)) if not kept[0] < index < kept[-1] and not blocks[index].kept]
    edge = [index for index in outside if index < EDGE or index >= len(blocks) - EDGE]
    for pattern, among in ((_NAMED, outside), (_ALONE, edge)):
        urls = {same_address(url): (url, index) for index in among if (url := _address(pattern, blocks[index]))}
        if len(urls) == 1:
            ((url, index),) = urls.values()
            where = "above" if index < kept[0] else "below"
            return Found(url, f"a line {where} the text names it: «{blocks[index].block.text[:120]}»", sure=False)
        if urls:
            break
    return Found("", "no line names it", sure=True)


def _address(pattern: re.Pattern[str], labelled: Labelled) -> str:
    """The address of an article in a line; empty where it leads to a front page, or elsewhere."""
    found = pattern.fullmatch(labelled.block.text) if len(labelled.block.text) <= LONGEST else None
    url = found["url"] if found else ""
    return url if same_address(url) and not _ELSEWHERE.search(host(url)) else ""
