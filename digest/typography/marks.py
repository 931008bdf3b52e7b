"""The signs that the rules speak of, and those that stand for what no rule may look into."""

from __future__ import annotations

NBSP = "\u00a0"
JOINER = "\u2060"  # it has no width, and no line ends on either side of it
MINUS, EN_DASH, EM_DASH, ELLIPSIS, APOSTROPHE = "\u2212", "\u2013", "\u2014", "\u2026", "\u2019"

# Noncharacters, which `text.clean` takes out of every input. A rule leaves each where it stands.
INLINE = "\ufdd1"  # a tag within a line: quotes and words go on across it
BLOCK = "\ufdd2"  # where a line of text begins or ends
OPAQUE = "\ufdd3"  # code, or an address: as good as a word
