"""bytes -> Seed: text of whatever encoding, plain or a saved page, as blocks with what is known of their place."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from digest.seeds import plaintext, webpage
from digest.seeds.blocks import Facts, Seed
from digest.seeds.crowd import CROWD
from digest.seeds.encoding import decoded
from digest.text import clean

LIMIT = 10 * 1024 * 1024  # bytes of one seed

_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What terminals take for colours, titles, links and alphabets (ECMA-48, 5.4 and 5.6): a whole one, or the beginning of
# one that does not end.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b(?=[0-?]))[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[]PX^_][^\x07\x1b\x9c\n]*+(?:\x07|\x1b\\|\x9c)|\x1b[]PX^_]"
    r"|\x1b[ -/]++[0-~]"
)


def read(data: bytes, path: str, *, encoding: str = "", lossy: bool = False) -> Seed:
    """Read a seed. `DigestError` for bytes that are no text, or whose encoding cannot be told."""
    whole = decoded(data, path, encoding=encoding, lossy=lossy)
    notes = (*whole.notes, *_hidden_directions(whole.text))
    text = normal(whole.text)
    sha256 = hashlib.sha256(data).hexdigest()
    if webpage.looks_like_page(text, path):
        blocks, facts = webpage.blocks_and_facts(text, path)
        return Seed(path, sha256, "page", whole.encoding, blocks, facts, notes)
    if text.count("\n") > CROWD:
        notes = (*notes, f"of {text.count(chr(10)) + 1:,} lines only the {CROWD:,} with the most text were looked at")
    return Seed(path, sha256, "text", whole.encoding, tuple(plaintext.blocks(text)), Facts(), notes)


def normal(text: str) -> str:
    """Clean text in which every space is a plain one, no word hides a soft hyphen and nothing speaks to a terminal."""
    text = clean(_ESCAPES.sub("", text).replace("\u00ad", ""))
    return _SPACES.sub(lambda match: " " * len(match.group()), text)


def _hidden_directions(text: str) -> tuple[str, ...]:
    """Marks that make words run the other way can show an editor something else than what is there."""
    found = sorted(set(re.findall("[\u202a-\u202e\u2066-\u2069]", text)))
    names = ", ".join(unicodedata.name(mark).lower() for mark in found)
    return (f"direction marks were removed: {names}",) if found else ()
