"""Lines behind the article -> what readers say there and no heading announces: comments, and the answers of a poll.

What a reader writes is a sentence like any other; that it is a comment shows only in what stands around it, again and
again.
"""

from __future__ import annotations

import re

from digest.seeds.sorting import Sorting

GROUPS = 2  # comments: one could be anything
REACH = 4  # lines from a comment's head to the word to answer with
OPTIONS = 8  # answers of a poll
NAME = 40  # letters of a name

_ANSWER = re.compile(r"(?:ответить|цитировать|пожаловаться|reply|quote)(?: ?\(?\d+\)?)?[.]?", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:[^\W\d_]|[a-z0-9_-]{3,}+)[\w.’-]*+(?: [\w.’-]++){0,2},? "
    r"(?:(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|сегодня|вчера|today|yesterday),?(?: в| at)? )?\d{1,2}:\d\d",
    re.IGNORECASE,
)
_STAMPS = ("stamp", "time ago", "date line")


def drop_replies(sorting: Sorting) -> None:
    """Drop the comments behind the article, from the first one to the last."""
    heads = _heads(sorting)
    first = next((head for head in heads if any(_is_prose(sorting, each) for each in range(head))), None)
    if first is None or len([head for head in heads if head >= first]) < GROUPS:
        return
    for index in range(first, _end(sorting, heads[-1])):
        if sorting.kept[index]:
            sorting.drop(index, "replies", "it stands among comments, each with who and when")


def _heads(sorting: Sorting) -> list[int]:
    """Where comments begin: a name with a time, or a name above one, if a word to answer stands near."""
    answers = {index for index, block in enumerate(sorting.blocks) if _ANSWER.fullmatch(block.text)}
    if not answers:
        return []
    found = []
    for index in range(len(sorting.blocks)):
        below = index + 1 < len(sorting.blocks) and _is_stamp(sorting, index + 1) and _is_name(sorting, index)
        head = _HEAD.fullmatch(sorting.blocks[index].text) is not None or below
        if head and any(index < answer <= index + REACH for answer in answers):
            found.append(index)
    return found


def _is_stamp(sorting: Sorting, index: int) -> bool:
    rule = sorting.looks[index].rule
    return rule is not None and rule.name in _STAMPS


def _is_name(sorting: Sorting, index: int) -> bool:
    text = sorting.blocks[index].text
    return len(text) <= NAME and len(text.split()) <= 3 and not sorting.kept[index] and text[-1:] not in ".!?:"


def _is_prose(sorting: Sorting, index: int) -> bool:
    return sorting.kept[index] and sorting.looks[index].prose


def _end(sorting: Sorting, last: int) -> int:
    """Behind the last comment, which may have its word to answer above its text: there the next short line begins."""
    end = last + 1
    while end < len(sorting.blocks) and end <= last + REACH:
        rule = sorting.looks[end].rule
        if rule is not None and rule.tail:
            break
        end += 1
    return end


def drop_polls(sorting: Sorting) -> None:
    """Drop the question of a poll, which stands above its answers and the word to vote with."""
    for index, look in enumerate(sorting.looks):
        if look.rule is None or look.rule.name != "poll":
            continue
        question = index - 1
        while question > max(0, index - OPTIONS) and not sorting.kept[question]:
            question -= 1
        if (
            question < index - 1
            and sorting.blocks[max(0, question)].text.endswith("?")
            and not _is_prose(sorting, question)
        ):
            sorting.drop(question, "question of a poll", "answers and a word to vote with stand below it")
