"""Words -> minutes of reading."""

from __future__ import annotations

# Words a minute of texts read aloud with understanding, by language, and that of a language without a figure:
# Trauzettel-Klosinski, Dietz, "Standardized Assessment of Reading Performance" (IOVS 2012; 53:5452), rounded to tens.
PACE = {"en": 230, "es": 220, "fi": 160, "fr": 200, "it": 190, "pl": 170, "ru": 180, "tr": 170}
USUAL = 180


def minutes(words: int, lang: str) -> int:
    """How long a text takes to read, in whole minutes; 0 for less than one."""
    pace = PACE.get(lang.partition("-")[0], USUAL)
    return round(words / pace) if words >= pace else 0
