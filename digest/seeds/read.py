"""bytes -> Seed: text of whatever encoding, plain or a saved page, as blocks with what is known of their place."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace

from digest.errors import DigestError
from digest.seeds import plaintext, webpage
from digest.seeds.blocks import Facts, Part, Seed
from digest.seeds.crowd import CROWD
from digest.seeds.encoding import decoded
from digest.seeds.normal import normal
from digest.seeds.parts import SIZE, whole

LIMIT = SIZE  # bytes of one seed

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def read(raw: bytes | Part, path: str = "", *, encoding: str = "", lossy: bool = False) -> Seed:
    """Read a seed: a part of a file, or the bytes of one that lies at `path`.

    `DigestError` for bytes that are no text, or whose encoding cannot be told, and for a part that has a fault.
    """
    part = raw if isinstance(raw, Part) else whole(raw, path)
    if part.fault:
        raise DigestError.about(part.fault)
    found = _read(part, encoding=encoding, lossy=lossy)
    facts = stated_over(part.facts, found.facts)
    stated = replace(found, facts=facts, known=part.facts, origin=part.origin)
    return replace(stated, fetched=part.fetched, listed=part.listed)


def stated_over(stated: Facts, found: Facts) -> Facts:
    """Facts that are stated around a text win over what is found in it."""
    known = {each.name: value for each in fields(Facts) if (value := getattr(stated, each.name))}
    return replace(found, **known)


def _read(part: Part, *, encoding: str, lossy: bool) -> Seed:
    path = part.name
    decoding = decoded(part.data, path, encoding=encoding, claim=part.charset, lossy=lossy)
    notes = (*part.notes, *decoding.notes, *_hidden_directions(decoding.text))
    text = normal(decoding.text)
    if part.kind == "page" or (not part.kind and webpage.looks_like_page(text, path)):
        blocks, facts = webpage.blocks_and_facts(text, path)
        return Seed(path, part.sha256, "page", decoding.encoding, blocks, facts, notes)
    if text.count("\n") > CROWD:
        notes = (*notes, f"of {text.count(chr(10)) + 1:,} lines only the {CROWD:,} with the most text were looked at")
    return Seed(path, part.sha256, "text", decoding.encoding, tuple(plaintext.blocks(text)), Facts(), notes)


def _hidden_directions(text: str) -> tuple[str, ...]:
    """Marks that make words run the other way can show an editor something else than what is there."""
    found = [mark for mark in _DIRECTIONS if mark in text]
    names = ", ".join(unicodedata.name(mark).lower() for mark in found)
    return (f"direction marks were removed: {names}",) if found else ()
