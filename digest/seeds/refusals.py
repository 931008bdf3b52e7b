"""What a server or the network answers instead of a page -> a sentence, and whether asking again is of any use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from digest.errors import DigestError, printable

LONGEST = timedelta(days=30)  # that a server can ask to be left alone for
SHOWN = 300  # letters of an address

SAID = {
    400: "does not understand the address",
    401: "wants a password",
    402: "wants to be paid",
    403: "refuses it",
    404: "has no such page",
    406: "has it in no form that can be read",
    410: "has taken the page away for good",
    429: "asks for fewer requests",
    451: "may not show it, for legal reasons",
    503: "is not ready",
}
PASSING = (408, 425, 429)  # and all from 500 on


class Unfetched(DigestError):
    """An address that could not be fetched: `answer` is the status that the server gave, 0 where it gave none.

    `lasting` where asking again is of no use; `forbidden` where a robots.txt does not allow it; `until` is a moment
    before which nobody should.
    """

    answer = 0
    lasting = False
    forbidden = False
    until: datetime | None = None


def unfetched(url: str, message: str, *, hint: str = "", lasting: bool = False) -> Unfetched:
    """The error that tells why an address was not fetched."""
    shown = printable(url if len(url) <= SHOWN else url[:SHOWN] + "…")
    error = Unfetched(message, code="fetch", path=shown, hint=hint)
    error.lasting = lasting
    return error


def refusal(url: str, status: int, headers: Mapping[str, str], now: datetime) -> Unfetched:
    """The error for an answer whose status is not one of success."""
    fallback = "has a fault" if status >= 500 else "answers with nothing that can be used"
    until = _until(headers.get("retry-after", ""), now) if status in (429, 503) else None
    hint = f"it asks to be left alone until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    lasting = 400 <= status < 500 and status not in PASSING
    error = unfetched(url, f"the server {SAID.get(status, fallback)} ({status})", hint=hint, lasting=lasting)
    error.answer, error.until = status, until
    return error


def _until(words: str, now: datetime) -> datetime | None:
    """The moment in `Retry-After`: so many seconds from now, or a date."""
    try:
        if words.strip().isdigit():
            moment = now + timedelta(seconds=min(int(words[:12]), LONGEST.total_seconds()))
        else:
            moment = parsedate_to_datetime(words[:100])
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(moment, now.astimezone(UTC) + LONGEST) if moment > now else None
