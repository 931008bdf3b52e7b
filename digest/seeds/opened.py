"""Part -> Seed: the bytes of one file as blocks, whatever is stated around them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec.structs import replace

from digest.seeds import plaintext, webpage
from digest.seeds.blocks import Block, Facts, Part, Seed
from digest.seeds.crowd import CROWD
from digest.seeds.encoding import decoded
from digest.seeds.hyphens import DIVIDED
from digest.seeds.inline import shortened
from digest.seeds.normal import normal
from digest.seeds.pasted import head

_SOFT = re.compile("(?<=\\w)\u00ad+(?=[ \t]*\r?\n)")  # at the end of a line a soft hyphen tells that a word goes on
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def opened(part: Part, *, encoding: str = "", lossy: bool = False) -> Seed:
    """The seed that some bytes are by themselves. `DigestError` for what is no text, or in an unknown encoding."""
    if part.span is None:
        return _opened(part, encoding, lossy)
    file = part.name.rpartition("#")[0]
    whole = _opened_once(replace(part, name=file, sha256="", facts=Facts(), origin="", span=None), encoding, lossy)
    first, end = part.span.first, part.span.end
    shared = {block.group for block in (*whole.blocks[:first], *whole.blocks[end:])} - {0}
    blocks = [_out_of_list(block) if block.group in shared else block for block in whole.blocks[first:end]]
    at = part.span.headed - first
    blocks[at : at + 1] = [shortened(each, part.span.letters) for each in blocks[at : at + 1]]
    facts = Facts(site=whole.facts.site, language=whole.facts.language)
    return replace(whole, path=part.name, sha256=part.sha256, blocks=tuple(blocks), facts=facts)


def _out_of_list(block: Block) -> Block:
    """A block of an item that is itself an entry of a list, or a row of a table: there is no list in its text."""
    return replace(block, kind="p" if block.kind in ("li", "cell") else block.kind, group=0, cell=None, around=())


@lru_cache(maxsize=1)
def _opened_once(part: Part, encoding: str, lossy: bool) -> Seed:
    """The seed of which several parts are asked for one after the other."""
    return _opened(part, encoding, lossy)


def _opened(part: Part, encoding: str, lossy: bool) -> Seed:
    path = part.name
    decoding = decoded(part.data, path, encoding=encoding, claim=part.charset, lossy=lossy)
    notes = (*part.notes, *decoding.notes, *_hidden_directions(decoding.text))
    text = normal(decoding.text)
    if part.kind == "page" or (not part.kind and webpage.looks_like_page(text, path)):
        blocks, facts = webpage.blocks_and_facts(text, path)
        return Seed(path, part.sha256, "page", decoding.encoding, blocks, facts, notes)
    if text.count("\n") > CROWD:
        notes = (*notes, f"of {text.count(chr(10)) + 1:,} lines only the {CROWD:,} with the most text were looked at")
    if "\u00ad" in decoding.text:
        text = normal(_SOFT.sub(DIVIDED, decoding.text))
    top = head(text)
    blocks = tuple(top.over(plaintext.blocks(text)))
    return Seed(path, part.sha256, "text", decoding.encoding, blocks, top.facts, notes)


def _hidden_directions(text: str) -> tuple[str, ...]:
    """Marks that make words run the other way can show an editor something else than what is there."""
    found = [mark for mark in _DIRECTIONS if mark in text]
    names = ", ".join(unicodedata.name(mark).lower() for mark in found)
    return (f"direction marks were removed: {names}",) if found else ()
