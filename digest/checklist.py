"""What `check` looks at besides what a build must know: every check with its code, its level, and what it says."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from digest.errors import Level

LEVELS: tuple[str, ...] = ("off", "note", "warning", "error")
SILENCE = 180  # days
SHARE = 40  # per cent of an article's words
RUN = 60  # words in a row


class Check(Struct, frozen=True):
    """One check: `level` is its own as long as nobody says otherwise; what `mends` is put right by `check --fix`."""

    code: str
    level: Level
    says: str
    mends: bool = False


CHECKS = (
    Check("draft-unsure", "note", "A field of a draft is still a guess."),
    Check("draft-date", "note", "A draft has no date."),
    Check("no-source", "warning", "An article names no source."),
    Check("scheduled", "note", "An article waits for its date."),
    Check("future", "warning", "`updated`, or the date of a correction, is still to come."),
    Check("junk", "warning", "A line is furniture of the page that the seed was: a menu, a counter, an appeal."),
    Check("cut", "warning", "A headline, or the end of the text, is cut off: it ends in `…`."),
    Check("contact", "warning", "A mail address or telephone number of somebody came with the seed."),
    Check("seed-gone", "warning", "The seed of an article is not there any more, or cannot be read."),
    Check("seed-changed", "warning", "The seed of an article has changed since the article was made of it."),
    Check("seed-quote", "warning", "A quote does not stand in the seed so."),
    Check("seed-number", "warning", "A number does not stand in the seed."),
    Check("seed-date", "warning", "A day does not stand in the seed."),
    Check("seed-name", "note", "A name does not stand in the seed."),
    Check("likeness", "warning", "More of the text stands word for word in the seed than the limits allow."),
    Check("alt", "warning", 'A picture has no alternative text; in HTML, `alt=""` says that it is an ornament.'),
    Check("tracking", "warning", "A link carries parameters that track readers.", mends=True),
    Check("spaces", "note", "Spaces or empty lines stand twice, or at the end of a line.", mends=True),
    Check("tag-twins", "warning", "Two tags are spelt nearly alike."),
    Check("silent", "note", "A topic has had no article for long."),
    Check("changed", "error", "The text of a published article has changed, and nothing says so. Only with `--since`."),
    Check("withdrawn", "warning", "A published article was deleted, or readers lack it again. Only with `--since`."),
)
BY_CODE = {each.code: each for each in CHECKS}


class Limits(Struct, frozen=True):
    """How much of an article may stand word for word in its seed: per cent of its words, and words in a row."""

    share: int = SHARE
    run: int = RUN


class Checking(Struct, frozen=True):
    """How strict `check` is: levels by code, where they are not the checks' own; limits, also by the key of a source.

    `silence` is in days.
    """

    levels: Mapping[str, str]
    limits: Limits
    by_source: Mapping[str, Limits]
    silence: int
