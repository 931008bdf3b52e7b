"""Seed -> Lines: the names of its lines, small enough to be kept for ten thousand seeds."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import urlsplit

from msgspec import Struct

from digest.seeds.blocks import Block, Seed
from digest.seeds.shape import full_stop

HASH = 8  # bytes: among a million lines of one folder two meet by chance once in ten million folders
PROSE = 100  # letters that end like a sentence: a paragraph
BREAK = 40  # what a line that is no paragraph takes from the run of those that are
TELLING = 12  # letters, in two words: enough for a line that can tell one site from another

_DIGITS = re.compile(r"\d+")
_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


class Lines(Struct, frozen=True):
    """What repetition asks of one seed. `site` is the host of its page, `called` how that calls its site, where known.

    The others are names of lines, `HASH` bytes each: those of the `prose` that is most likely its article, the others
    `telling` one site from another, and the `rest`.
    """

    seed: str
    site: str = ""
    called: str = ""
    prose: bytes = b""
    telling: bytes = b""
    rest: bytes = b""

    def __iter__(self) -> Iterator[bytes]:
        return chain(names(self.prose), names(self.telling), names(self.rest))

    def spelt(self) -> str:
        """All of it as a line of a text file."""
        runs = (b64encode(run).decode("ascii") for run in (self.prose, self.telling, self.rest))
        return "\t".join((self.seed, self.site, self.called, *runs))

    @classmethod
    def read(cls, line: str) -> Lines:
        """The same from a line of a text file. `ValueError` where it is none."""
        seed, site, called, *runs = line.rstrip("\n").split("\t")
        prose, telling, rest = (b64decode(run, validate=True) for run in runs)
        if any(len(run) % HASH for run in (prose, telling, rest)):
            raise ValueError("a name of a line is cut off")
        return cls(seed, site, called, prose, telling, rest)


def lines_of(seed: Seed) -> Lines:
    """The lines of a seed, by name."""
    spelt = {block.text: masked(block.text) for block in seed.blocks}
    prose = {spelt[block.text] for block in _longest_run(seed.blocks) if _paragraph(block)}
    others = {*spelt.values()} - prose
    telling = {line for line in others if len(line) >= TELLING and " " in line}
    facts = seed.facts
    return Lines(
        seed.sha256, host(facts.url), " ".join(facts.site.split()), _run(prose), _run(telling), _run(others - telling)
    )


def masked(text: str) -> str:
    """A line as it recurs: whatever its figures, spaces and capitals."""
    return " ".join(_DIGITS.sub("0", text).casefold().split())


def has_words(text: str) -> bool:
    """Whether a line holds more than figures and marks, which recur by chance."""
    return any(sign.isalpha() for sign in text)


def line_name(text: str) -> bytes:
    """The name of a line."""
    return _name(masked(text))


def _name(line: str) -> bytes:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=HASH).digest()


def names(run: bytes) -> Iterator[bytes]:
    """The names that a run of bytes holds."""
    return (run[at : at + HASH] for at in range(0, len(run), HASH))


def host(url: str) -> str:
    """The host of an address in its ASCII form, without what only tells how its page is shown; empty for none."""
    if not url:
        return ""
    try:
        name = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    return _FRONT.sub("", name)


def _run(lines: Iterable[str]) -> bytes:
    return b"".join(sorted(map(_name, lines)))


def _longest_run(blocks: Sequence[Block]) -> Sequence[Block]:
    """The stretch with the greatest sum of paragraphs: most likely the article, before anything is labelled."""
    best, begin, end, total, start = 0, 0, 0, 0, 0
    for index, block in enumerate(blocks):
        if total <= 0:
            total, start = 0, index
        total += min(len(block.text), 3 * PROSE) if _paragraph(block) else -BREAK
        if total > best:
            best, begin, end = total, start, index + 1
    return blocks[begin:end]


def _paragraph(block: Block) -> bool:
    return len(block.text) >= PROSE and block.links < 0.5 and full_stop(block.text)
