"""What comes into seeds/ -> the name of its file: readable, safe everywhere, and the same in every run."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from digest.seeds.parts import ENDINGS
from digest.text import short_hash, slug

LENGTH = 90  # letters before the hash
TELLING = 10  # letters from which on the last step of an address says what the page is about


def path_of_page(url: str, title: str, key: str, attempt: int = 0) -> str:
    """Where a page or an entry is stored: after its host, and the last step of its address or its title.

    `key` is what it is known by, of which the hash at the end is made; a later `attempt` gives another one.
    """
    parts = urlsplit(url)
    host = slug((parts.hostname or "").removeprefix("www."))
    steps = [step for step in unquote(parts.path).split("/") if step]
    last = slug(re.sub(r"\.\w{2,5}$", "", steps[-1])) if steps else ""
    words = last if len(re.sub(r"[\d-]", "", last)) >= TELLING else slug(title) or last
    name = f"{host}-{words}".strip("-")[:LENGTH].strip("-") or "page"
    return f"seeds/{name}-{short_hash(key + '#' * attempt)}.mhtml"


def path_of_file(name: str, ending: str, key: str = "") -> str:
    """Where a file of a person's own is stored: under its own name; `key` tells it from a namesake by a hash."""
    word = slug(name)[:LENGTH].strip("-") or f"seed-{short_hash(name)}"
    if word.startswith(("readme", "license")):  # which are passed over in seeds/
        word = f"seed-{word}"
    return f"seeds/{word}" + (f"-{short_hash(key)}" if key else "") + ending


def divided(name: str) -> tuple[str, str]:
    """The name of a file without its ending, and the ending in small letters, empty where it is none of a seed's."""
    name = re.split(r"[/\\]", name)[-1]
    ending = next((each for each in ENDINGS if name.lower().endswith(each)), "")
    return name[: len(name) - len(ending)], ending
