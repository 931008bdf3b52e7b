"""The text of a mail -> what was passed on or answered in it: no heads, quotation marks, greeting or signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from digest.seeds import dates

DEEP = 5  # mails within one another that are opened
HEADS = 12  # lines of a head
ABOVE = 400  # lines above a mail that was passed on
GREETING = 80  # letters
SIGNED = 12  # lines of a signature

_MARK = re.compile(
    r"^[-\s>*_]*(?:forwarded message|begin forwarded message|original message|пересылаемое сообщение|"
    r"пересланное сообщение|перенаправленное сообщение|исходное сообщение|weitergeleitete nachricht)", re.I
)  # fmt: skip
_END = re.compile(r"^[-\s>*_]*(?:end of forwarded message|конец \w+ сообщения)", re.I)
_HEAD = re.compile(
    r"^[\s*]*(?:(?P<from>от(?: кого)?|from|von)|(?P<date>дата|date|sent|отправлено|gesendet|datum)|"
    r"(?P<subject>тема|subject|betreff)|(?P<other>кому|копия|to|b?cc|an|reply-to))\s?\*?:\s*\*?(?P<value>.*)$", re.I
)  # fmt: skip
_INTRO = re.compile(
    r"^(?P<who>\S.{3,160}?)[\s,]*\b(?:пишет|писала?|написала?|wrote|schrieb|a écrit)(?:\(а\))?\s*:\s*$", re.I
)
_QUOTED = re.compile(r"^\s?>\s?")
_GREETING = re.compile(
    r"^(?:добр(?:ый|ое|ого|ой) (?:день|утро|вечер|дня|времени)|здравствуйте|приветствую|привет|уважаем\w+|"
    r"дорог\w+|коллеги|dear|hello|hi|greetings|good (?:morning|afternoon|day|evening))\b[^.?:]*[!,.]?$", re.I
)  # fmt: skip
_CLOSING = re.compile(
    r"^(?:--\s?$|с (?:уважением|наилучшими|благодарностью)|всего (?:доброго|хорошего)|(?:best|kind|warm) regards|"
    r"regards\b|sincerely|yours\b|best wishes|mit freundlichen)", re.I
)  # fmt: skip


class PassedOn(Struct, frozen=True):
    """The words, and what the head of the mail within the mail says of them; empty where there is none."""

    text: str
    sender: str = ""
    date: str = ""
    subject: str = ""


def passed_on(text: str) -> PassedOn:
    """What a mail brings: the mail within it where it was passed on, or answered and most of the words are quoted."""
    found = PassedOn(text)
    for _ in range(DEEP):
        lines = found.text.split("\n")
        inner = _forwarded(lines) or (_answered(lines) if ">" in found.text else None)
        if inner is None:
            break
        found = inner if inner.sender or inner.date else replace(found, text=inner.text)
    return replace(found, text="\n".join(_bare(found.text.split("\n"))).strip("\n"))


def _forwarded(lines: Sequence[str]) -> PassedOn | None:
    for index, line in enumerate(lines[:ABOVE]):
        marked = bool(_MARK.match(line))
        if marked or _begins_head(lines[index : index + 3]):
            return _opened(lines[index + marked :])
    return None


def _begins_head(lines: Sequence[str]) -> bool:
    """Whether lines are those of a head: the first names the sender, and another one more."""
    heads = [_head(line) for line in lines]
    return bool(heads and heads[0] and heads[0]["from"]) and any(heads[1:])


def _head(line: str) -> re.Match[str] | None:
    return _HEAD.match(_QUOTED.sub("", line))


def _opened(lines: Sequence[str]) -> PassedOn:
    said = {"from": "", "date": "", "subject": ""}
    at = 0
    while at < min(len(lines), HEADS):
        match = _head(lines[at])
        if match is None and _QUOTED.sub("", lines[at]).strip():
            break
        for name in said:
            if match and match[name]:
                said[name] = match["value"].strip()
        at += 1
    rest = [line for line in lines[at:] if not _END.match(line)]
    filled = [line for line in rest if line.strip()]
    quoted = [line for line in filled if _QUOTED.match(line)]
    text = _unquoted(rest) if 2 * len(quoted) > len(filled) else "\n".join(rest)
    return PassedOn(text, said["from"], said["date"], said["subject"])


def _answered(lines: Sequence[str]) -> PassedOn | None:
    """The quoted mail where it is longer than the answer, else the answer alone."""
    begins = [mark.end() if (mark := _QUOTED.match(line)) else 0 for line in lines]
    if not any(begins):
        return None
    own = [line for line, begin in zip(lines, begins, strict=True) if not begin]
    intro = next((match for line in own if (match := _INTRO.match(line.strip()))), None)
    if sum(map(len, lines)) <= 2 * sum(map(len, own)):
        return PassedOn("\n".join(line for line in own if not _INTRO.match(line.strip()))) if intro else None
    quoted = "\n".join(line[begin:] for line, begin in zip(lines, begins, strict=True) if begin)
    return PassedOn(quoted, *(_who(intro["who"]) if intro else ("", "")))


def _who(words: str) -> tuple[str, str]:
    """The sender and the day in the words before "wrote:"."""
    found = dates.days(words)
    day = str(found[0].value) if found else ""
    rest = words.rpartition(found[-1].words)[2] if found else words
    name = re.sub(r"^\W*(?:(?:at|в)\s)?[\d:.]*\s?(?:[ap]m\b)?\W*", "", rest, flags=re.IGNORECASE)
    return name.strip(" ,"), day


def _unquoted(lines: Sequence[str]) -> str:
    return "\n".join(_QUOTED.sub("", line) for line in lines if _QUOTED.match(line))


def _bare(lines: Sequence[str]) -> Sequence[str]:
    """Lines without the greeting above and the signature below them."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is not None and len(lines[first]) <= GREETING and _GREETING.match(lines[first].strip()):
        lines = lines[first + 1 :]
    start = max(1, len(lines) - 2 * SIGNED)
    ends = [at for at in range(start, len(lines)) if _CLOSING.match(lines[at].strip()) and len(lines[at]) <= GREETING]
    return lines[: ends[0]] if ends and _is_signature(lines[ends[0] :]) else lines


def _is_signature(lines: Sequence[str]) -> bool:
    return sum(bool(line.strip()) for line in lines) <= SIGNED
