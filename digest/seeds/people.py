"""Words in which a page names its authors -> their names: "By Anna Petrov and Ivan Ray, Orbit Wire | Dec 1, 2016"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from digest.seeds import dates
from digest.text import same_name

FILE = Path(__file__).with_name("people.yaml")
READ = 300  # letters of such words that are read
LONGEST = 60  # letters of one name
WORDS = 5  # of a name at most
LETTERS = range(2, 6)  # of a degree behind a name: MD, RDN

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, list[str]] = yaml.load(FILE.read_text("utf-8"), _LOADER)


def _one_of(kind: str) -> str:
    return "(?:" + "|".join(_WORDS[kind]) + ")"


_LEAD = re.compile(rf"\s*{_one_of('lead')}(?=[\s:：]|$)\s*[:：]?\s*", re.IGNORECASE)
_LEAD_GLUED = re.compile(r"\s*(?:By|Von|Par|Por|Автор)(?=[A-ZА-ЯЁ][a-zа-яё])")
_APART = re.compile(
    rf"\s*(\n|;|[|•·●∙⋅・‧—/]|\s[-–—](?=\s|$)|,?\s\b{_one_of('behind')}(?=\s|$))\s*", re.IGNORECASE
)  # fmt: skip
_AND = "&|[+]|" + "|".join(rf"\b{word}\b" for word in "and und et y e и та och og i a en ve dan".split())
_TOGETHER = re.compile(rf"\s*(?:,\s*(?:{_AND})?|{_AND})\s*")
_JOINT = re.compile(rf"(?:,|{_AND}|\s)+")
_NO_NAME = re.compile(r"https?:|www\.|[@#_=<>{}\[\]\d:!?%]|\.(?:com|org|net|ru|de)\b|…")
_NO_BODY = re.compile(r"https?:|www\.|[@#_=<>{}\[\]!?]|\w:\s|…|^\d+$")
_PARTICLES = frozenset(
    "de da do dos das del della di du des van von der den ten ter zu zur la le el bin ibn al y e af".split()
)
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
_SHAPE = re.compile(r"[^\W\d_]['’ʼ]?[^\W\d_]+(?:[-'’ʼ.][^\W\d_]+)*\.?")
_DEGREES = re.compile(
    r"(?:,?\s+(?:Ph\.?D\.?|M\.?D\.?|Esq\.?|MSc|BSc|PsyD|CFP®?|(?:[A-Z]\.){2,4}[A-Z]?|к\.\s?\S{1,8}\s?н\.))+$"
)
_EASTERN = re.compile(  # Korean and Chinese names are one word, Japanese ones may be two
    "[\uac00-\ud7af]{2,4}|[\u4e00-\u9fff]{2,4}|[\u3040-\u30ff\u4e00-\u9fff]{2,5} [\u3040-\u30ff\u4e00-\u9fff]{1,5}"
)
_REPORTER = re.compile(r"\s*(?:기자|특파원|記者)$")
_GLUED = re.compile(r"[^\W\d_A-ZА-ЯЁ]{3,}(?<!mac)(?<!Mac)[A-ZА-ЯЁ]")  # "PetrovEditor": two elements without a space
_ROLE = re.compile(rf"\b{_one_of('role')}\b", re.IGNORECASE)
_BODY = re.compile(rf"\b{_one_of('body')}\b|\.\w{{2,3}}$", re.IGNORECASE)
_NOBODY = re.compile(rf"^(?:\W*|{_one_of('nobody')})$|(?:^|\s){_one_of('crew')}$", re.IGNORECASE)


def people(words: str, site: str = "") -> tuple[str, ...]:
    """The people that some words name, each once and in their order; bodies, roles and the `site` itself are left out.

    Lines and `;` part the pieces. Behind a piece with names another counts only behind `;` or a joint like "and".
    """
    found: list[str] = []
    joined = True
    for mark, piece in _pieces(words):
        rest = led(piece)
        names = [name for name in _together(rest) if same_name(name) != same_name(site)]
        if not rest:
            found, joined = [], True
        elif _JOINT.fullmatch(piece):
            joined = True
        elif found and not (names and (joined or mark == ";" or rest != piece)):
            break
        else:
            found.extend(names)
            joined = bool(_JOINT.fullmatch(rest[-1:]))
    return tuple(dict.fromkeys(found))


def led(words: str) -> str:
    """Words without what leads to a name: "By", "Автор:"."""
    match = _LEAD.match(words) or _LEAD_GLUED.match(words)
    return words[match.end() :].strip() if match else words.strip()


def whoever(words: str) -> str:
    """The one whom words name though it is no person: a body, a team, one word. Empty where it is nobody."""
    text = led(words[:READ].strip()).partition("\n")[0].split(" | ")[0].strip(" ,;:-–—|•·")
    bad = _NO_BODY.search(text) or _NOBODY.search(text) or len(text) > LONGEST
    return "" if bad or len(text.split()) > WORDS + 2 else cased(text)


def is_person(name: str) -> bool:
    """Whether words are shaped like the name of a person, two words at least, and name neither role nor body."""
    parts = name.split()
    if _EASTERN.fullmatch(name):
        return True
    if not 2 <= len(parts) <= WORDS or len(name) > LONGEST or _NO_NAME.search(name):
        return False
    if _ROLE.search(name) or _BODY.search(name) or _GLUED.search(name) or _LEAD.match(name):
        return False
    full = [each for each in parts if each not in _PARTICLES]
    shaped = all((_SHAPE.fullmatch(each) or _INITIAL.fullmatch(each)) and not each[0].islower() for each in full)
    return shaped and len(full) >= 2 and any(len(each) > 2 for each in full)


def cased(name: str) -> str:
    """ANNA PETROV is Anna Petrov; BBC and O. J. stay."""
    if not name.isupper() or len(name) <= 5 or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """The pieces of a byline up to its date, each with the mark before it."""
    text = words[:READ]
    day = next((day for day in dates.days(text) if text[: day.at].strip()), None)
    parts = _APART.split(text[: day.at] if day else text)
    for mark, piece in zip(("\n", *parts[1::2]), parts[::2], strict=True):
        if piece := piece.strip(" :-–—"):
            yield mark, piece


def _together(part: str) -> Iterator[str]:
    """The people in one piece; behind the first of them it ends with what is no person: a role, a place, a body."""
    some = False
    for each in _TOGETHER.split(part):
        name = _bare(each)
        if is_person(name):
            some = True
            yield cased(name)
        elif some and not (name.isupper() and len(name) in LETTERS):
            return


def _bare(words: str) -> str:
    """A name without marks around it, and without degrees behind it."""
    name = _DEGREES.sub("", words.strip(" ,.;:()'\"«»“”")).strip(" ,")
    parts = _REPORTER.sub("", name).split()
    while len(parts) > 2 and parts[-1].isupper() and len(parts[-1]) in LETTERS and not parts[-2].isupper():
        parts.pop()
    return " ".join(parts)
