"""A line -> the rule it falls under. The rules themselves, each with an example, are in `rules.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from digest.seeds.blocks import Label

FILE = Path(__file__).with_name("rules.yaml")
LONGEST = 90  # letters of a line, where a rule does not say how long it can be

_PART = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what a line is that matches `pattern` from its beginning and has at most `longest` letters."""

    name: str
    label: Label
    example: str
    pattern: str
    longest: int
    tail: bool
    inset: bool


def rule_for(text: str) -> Rule | None:
    """The first rule that a line falls under, if any."""
    pattern, longest = _all()
    match = pattern.match(text) if len(text) <= longest else None
    if match is None or match.lastgroup is None:
        return None
    number = int(match.lastgroup[1:])
    return rules()[number] if len(text) <= rules()[number].longest else _next_rule(text, number + 1)


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
    )


def _one_of(words: list[str], parts: dict[str, str]) -> str:
    return "(?:" + "|".join(_filled(str(word), parts) for word in words) + ")"


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda match: parts[match.group(1)], pattern)


@cache
def _all() -> tuple[re.Pattern[str], int]:
    """All rules as one expression, which is ten times faster than one after the other, and the longest line of any."""
    whole = "|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(rules()))
    return re.compile(whole, re.IGNORECASE), max(rule.longest for rule in rules())


def _next_rule(text: str, first: int) -> Rule | None:
    """Where a line is too long for the rule that fits, another may still fit."""
    for rule in rules()[first:]:
        if len(text) <= rule.longest and re.match(rule.pattern, text, re.IGNORECASE):
            return rule
    return None
