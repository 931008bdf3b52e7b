"""Likeness -> whether a text says nothing new beside another, or is the same told later: reprints, newer versions."""

from __future__ import annotations

from digest.shingles import Likeness

SHORT = 100  # words: in a notice as short as that one name or figure makes it another event
REPRINT, SHORT_REPRINT = 0.8, 0.95  # of a text's runs that stand in another
LONGER = 1.2  # times the words of the other: too much is new for a reprint
VERSION, SHORT_VERSION = 0.5, 0.8  # of the other text's runs that stand in this one


def is_reprint(like: Likeness) -> bool:
    """Whether the one says nothing that the other does not."""
    enough = SHORT_REPRINT if min(like.words, like.others) < SHORT else REPRINT
    return like.within >= enough and like.words < LONGER * like.others


def is_version(like: Likeness) -> bool:
    """Whether the one may be the other's story, told later or at greater length."""
    return not is_reprint(like) and like.covers >= (SHORT_VERSION if like.others < SHORT else VERSION)
