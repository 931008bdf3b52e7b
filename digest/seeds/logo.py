"""Which headlines of a page are the name of its site: those that lead home, and those that end its `<title>`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from digest.seeds.blocks import Block, Facts, Labelled
from digest.seeds.language import words
from digest.seeds.lines import host
from digest.seeds.titles import SITE, parted

SHORT = 3  # words: a headline with fewer may be the name of a section or of the site
UNSPACED = "\u2e80"  # the first letter of the scripts that set no spaces between words


def logos(blocks: Sequence[Labelled], facts: Facts) -> Iterator[str]:
    """The headlines that are the site's name rather than the article's."""
    for each in blocks:
        text = each.block.text
        if each.block.kind == "h1" and (_leads_home(each.block, facts) or _ends(text, facts.title)):
            yield text


def may_be_a_name(text: str) -> bool:
    """Whether a headline is so short that it may as well be the name of a site."""
    return len(words(text)) < SHORT and not any(letter >= UNSPACED for letter in text)


def _leads_home(block: Block, facts: Facts) -> bool:
    """Whether all of a headline is a link to the first page of the site."""
    targets = {style.target for text, style in block.runs if text.strip()}
    return bool(targets) and all(_is_home(target, host(facts.url)) for target in targets)


def _is_home(target: str, own: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    page = parts.path.strip("/").removesuffix("index.html") or parts.query
    return bool(target) and not page and not parts.fragment and (not parts.netloc or host(target) == own or not own)


def _ends(text: str, title: str) -> bool:
    """Whether the title of a page has this behind its headline, which is longer: "The rocket rose | Orbit Wire"."""
    parts = parted(title)
    own, rest = words(text), words(" ".join(parts[:-1]))
    return len(parts) > 1 and own == words(parts[-1]) and 0 < len(own) <= SITE and len(own) < len(rest)
