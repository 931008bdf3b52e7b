"""A mail -> Part: the body that people read, and what the head says of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec.structs import replace

from digest.errors import DigestError
from digest.seeds.blocks import Facts, Part, Said
from digest.seeds.encoding import decoded
from digest.seeds.items import cleaned, headed
from digest.seeds.passedon import PassedOn, passed_on
from digest.seeds.people import people

PARTS = 1_000  # of one mail, attachments and all
NESTED = 50  # parts within one another
HEADER = 4_000  # letters of one header
LEAST = 200  # letters of an HTML body below which the plain one beside it is the text

_ANSWERED = re.compile(
    r"^\s*(?:(?:re|fwd?|fw|aw|wg|tr|rv|нa|на|отв|ответ|пер|пересл|переслано)\s*(?:\[\d+\])?\s*:\s*)+", re.I
)
_FORWARDED = re.compile(
    r"^[-\s>*]*(?:forwarded message|begin forwarded message|original message|пересылаемое сообщение|"
    r"пересланное сообщение|перенаправленное сообщение|исходное сообщение|weitergeleitete nachricht)", re.I | re.M
)  # fmt: skip


class _Capped(Compat32):
    """Reads headers as they are, up to a length: what they say is taken apart in time that grows with its square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value


def letter(data: bytes, path: str) -> Part:
    """The article in a mail: a newsletter, or one that somebody passed on. What is attached is left out, and told.

    `DigestError` (code `seed-shape`) for a mail without text.
    """
    message = message_in(data, path)
    leaves = list(leaves_of(message, path))
    attached = [leaf for leaf in leaves if _attached(leaf)]
    body = _body([leaf for leaf in leaves if not _attached(leaf)])
    if body is None:
        raise DigestError("there is no text in this mail", code="seed-shape", path=path, hint=_shown(attached))
    read = decoded(payload(body), path, claim=charset_of(body))
    text = _unflowed(body, read.text)
    facts = _letter_facts(message, text, read.encoding)
    kind = "page" if body.get_content_type() == "text/html" else "text"
    if kind == "text":
        inner = passed_on(text.replace("\r\n", "\n"))
        text, facts = inner.text, _facts_within(inner, facts)
    facts = cleaned(facts)
    notes = (f"not read: {_shown(attached)}",) if attached else ()
    return Part(
        name=path,
        data=headed(text, facts.headline, kind).encode("utf-8", "ignore"),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        charset="utf-8",
        facts=facts,
        origin=f"a mail from {header(message, 'From', read.encoding)}, {header(message, 'Date') or 'undated'}",
        notes=(*read.notes, *notes),
    )


def message_in(data: bytes, path: str) -> Message:
    """A file in the form of a mail, taken apart. `DigestError` (code `seed-shape`) for what is none."""
    try:
        message = message_from_bytes(data, policy=_Capped())
    except (RecursionError, ValueError, LookupError, TypeError):
        raise DigestError("this mail cannot be taken apart", code="seed-shape", path=path) from None
    if not message.keys():
        hint = "a mail begins with lines like `Subject: …`"
        raise DigestError("this is no mail: it has no head", code="seed-shape", path=path, hint=hint)
    return message


def leaves_of(message: Message, path: str) -> Iterator[Message]:
    """Every part that holds no other, in order."""
    waiting = [(message, 0)]
    for _ in range(PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None  # what is no list is not to be decoded yet
        if not isinstance(inner, list):
            yield part
        elif depth < NESTED:
            waiting += [(each, depth + 1) for each in reversed(inner) if isinstance(each, Message)]
    hint = "save only the text of it"
    raise DigestError(f"this mail has more than {PARTS:,} parts", code="size", path=path, hint=hint)


def _attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or part.get_content_maintype() != "text"


def _body(leaves: list[Message]) -> Message | None:
    """What people are meant to read: the longest HTML, or the plain text where that says more."""
    pages = [leaf for leaf in leaves if leaf.get_content_type() == "text/html"]
    texts = [leaf for leaf in leaves if leaf.get_content_type() == "text/plain"]
    page = max(pages, key=lambda leaf: len(payload(leaf)), default=None)
    text = max(texts, key=lambda leaf: len(payload(leaf)), default=None)
    if text is not None and _FORWARDED.search(_decoded(payload(text), charset_of(text), "utf-8")[:5_000]):
        return text  # there the mail within the mail has its head in lines
    if page is not None and text is not None and _letters(payload(page)) < min(LEAST, len(payload(text).strip())):
        return text
    return page if page is not None else text


def _letters(page: bytes) -> int:
    seen = re.sub(rb"<(style|script|head)\b.*?</\1>|<[^<>]*>", b" ", page, flags=re.IGNORECASE | re.DOTALL)
    return len(b" ".join(seen.split()))


def _unflowed(part: Message, text: str) -> str:
    if part.get_param("format") == "flowed":  # RFC 3676: a space at a line's end joins it to the next
        text = re.sub(r"(?<!^--) \r?\n(?!>)", "" if part.get_param("delsp") == "yes" else " ", text, flags=re.MULTILINE)
    return text


def payload(part: Message) -> bytes:
    """The bytes of a part as they were before they were packed into it."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset_of(part: Message) -> str:
    """What a part claims of its letters, empty where it claims nothing."""
    try:
        return part.get_content_charset("") or ""
    except (LookupError, ValueError, TypeError):
        return ""


def _letter_facts(message: Message, text: str, encoding: str) -> Facts:
    """What the head says. A list's sender is its outlet; a person's mail names its writer, unless it was passed on."""
    subject, sender = (header(message, name, encoding) for name in ("Subject", "From"))
    address = "".join(re.findall(r"[^\s<>\"]+@[^\s<>\"]+", sender)[-1:])
    name = re.sub(r"<[^<>]*>", "", sender).replace(address, "").strip(' "()')
    listed = any(message.get(header) for header in ("List-Id", "List-Unsubscribe", "List-Post"))
    own = address and address.lower() in header(message, "To").lower()
    passed_on = bool(_ANSWERED.match(subject)) or own or bool(_FORWARDED.search(text[:5_000]))
    moment = moment_of(message) if not passed_on else None
    return Facts(
        headline=_ANSWERED.sub("", subject),
        site=name if listed and not passed_on else "",
        author=name if not listed and not passed_on else "",
        published=moment.isoformat() if moment else "",
        url=header(message, "Archived-At").strip("<>"),
    )


def _facts_within(inner: PassedOn, outer: Facts) -> Facts:
    """What the head of a mail within the mail says: its sender and day are evidence of the outlet or author and day."""
    if not inner.sender and not inner.date:
        return outer
    name = re.sub(r"<[^<>]*>|\S+@\S+|\[mailto:[^\]]*\]", "", inner.sender).strip(' "()*,')
    said = [Said("date", "the head of the mail passed on", inner.date)] if inner.date else []
    if name:
        said.append(Said("author" if people(name) else "site", "the head of the mail passed on", name))
    subject = _ANSWERED.sub("", inner.subject) or outer.headline
    return replace(outer, headline=subject, site="", author="", published="", said=tuple(said))


def moment_of(message: Message) -> datetime | None:
    """The moment in the head; one without a zone is taken for UTC, as RFC 5322 has it for `-0000`."""
    try:
        moment = parsedate_to_datetime(header(message, "Date")[:100])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(moment.tzinfo or UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header(message: Message, name: str, encoding: str = "") -> str:
    """A header as words, whatever encodings they are in. Bytes that do not say theirs are in that of the text below."""
    return header_words(str(message.get(name, "")), encoding)


def header_words(header: str, encoding: str = "") -> str:
    """The words of a header as it stands in the file; `encoding` is that of bytes that do not say theirs."""
    plain = _decoded(header.encode("utf-8", "surrogateescape"), "utf-8", encoding)
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError):
        return ""
    words = (each if isinstance(each, str) else _decoded(each, charset or "ascii") for each, charset in pieces)
    return " ".join("".join(words).split())


def _decoded(words: bytes, *charsets: str) -> str:
    for charset in filter(None, charsets):
        with suppress(LookupError, ValueError):
            return words.decode(charset)
    return words.decode("utf-8", "replace")


def _shown(attached: list[Message]) -> str:
    """What is attached, by name or kind."""
    names = [header_words(part.get_filename() or "") or part.get_content_type() for part in attached]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{len(names)} attached ({', '.join(name[:60] for name in names[:5])}{more})" if names else "it is empty"
