"""A line -> the rule it falls under. The rules themselves, each with an example, are in `rules.yaml`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from digest.seeds.blocks import Label

FILE = Path(__file__).with_name("rules.yaml")
LONGEST = 90  # letters of a line, where a rule does not say how long it can be

REACHES = (160, 500)  # letters: for short lines all rules are asked, for longer ones those that can be so long

_CAPITALS = {r"(?-i:[^\W\d_a-zа-яё])": r"[^\W\d_]", '(?-i:[A-ZА-ЯЁ«"])': '[a-zа-яё«"]'}
_SIGN = re.compile(r"\\.|[^\\]+", re.DOTALL)
_PART = re.compile(r"<([a-z]+)>")


class Rule(Struct, frozen=True):
    """A named rule: what a line is that matches `pattern` from its beginning and has at most `longest` letters.

    It is none of the rule's where `unless` is found in it.
    """

    name: str
    label: Label
    example: str
    pattern: str
    longest: int
    tail: bool
    inset: bool
    unless: str = ""


def rule_for(text: str) -> Rule | None:
    """The first rule that a line falls under, if any."""
    return _first(text) if len(text) <= REACHES[-1] else None


@lru_cache(maxsize=1_000)  # lines, of which several ask in turn
def _first(text: str) -> Rule | None:
    length = len(text)
    match = _all(REACHES[bisect_left(REACHES, length)]).match(text.lower())
    if match is None or match.lastgroup is None:
        return None
    number = int(match.lastgroup[1:])
    return next((rule for rule in rules()[number:] if length <= rule.longest and _falls_under(rule, text)), None)


def _falls_under(rule: Rule, text: str) -> bool:
    told = rule.unless and _fits(rule.unless).search(text)
    return not told and _fits(rule.pattern).match(text) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they are tried."""
    data = yaml.load(FILE.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    parts: dict[str, str] = {}
    for name, words in data["parts"].items():
        parts[name] = _one_of(words, parts)
    return tuple(_rule(each, parts) for each in data["rules"])


def _rule(data: dict[str, Any], parts: dict[str, str]) -> Rule:
    return Rule(
        name=data["name"],
        label=Label(data["label"]),
        example=data["example"],
        pattern=_one_of(data["begins"], parts) + _filled(data.get("then", ""), parts),
        longest=data.get("longest", LONGEST),
        tail=data.get("tail", False),
        inset=data.get("inset", False),
        unless=_one_of(data["unless"], parts) if "unless" in data else "",
    )


def _one_of(words: list[str], parts: dict[str, str]) -> str:
    return "(?:" + "|".join(_filled(str(word), parts) for word in words) + ")"


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda match: parts[match.group(1)], pattern)


@cache
def _fits(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _all(reach: int) -> re.Pattern[str]:
    """The rules for lines of at most `reach` letters as one expression, for a line in small letters.

    To ask one expression is ten times as fast as to ask each rule, and to ignore no case is five times as fast again.
    The name of a rule, an empty group, stands behind it: before it, each rule that does not fit would open it in vain.
    """
    chosen = [(number, rule) for number, rule in enumerate(rules()) if rule.longest > _reach_below(reach)]
    return re.compile("|".join(f"(?:{_in_small_letters(rule.pattern)})(?P<r{number}>)" for number, rule in chosen))


def _reach_below(reach: int) -> int:
    return max((each for each in REACHES if each < reach), default=0)


def _in_small_letters(pattern: str) -> str:
    """The same pattern for small letters only; where it asks for a capital, any letter will do for now."""
    for capitals, letters in _CAPITALS.items():
        pattern = pattern.replace(capitals, letters)
    return _SIGN.sub(lambda match: match.group() if match.group()[0] == "\\" else match.group().lower(), pattern)
