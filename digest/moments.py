"""A date as an editor types it -> an instant, or a sentence saying how it should have been typed; and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FORMS = "2016-12-01, 2016-12-01 10:00 or 2016-12-01T10:00+03:00"

_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{1,2}(?::?\d\d)?|[A-Za-z][A-Za-z_/+-]*)?"
)


def moment(text: str, zone: tzinfo) -> datetime:
    """The instant that `text` names, in `zone`. A moment without an offset is local time in `zone`.

    A time that a clock change repeats is the first of the two; one that it skips is moved on by the length of the gap.
    Raises `ValueError` with a message for people.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"must be a date like {FORMS}, not '{text[:40]}'")
    *numbers, place = match.groups()
    year, month, day, hour, minute, second = [int(number or 0) for number in numbers]
    where = _zone(place) or zone
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=where)
        return in_zone(local.astimezone(UTC), zone)
    except (ValueError, OverflowError):
        raise ValueError(f"'{text[:40]}' is not in the calendar") from None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment as a clock in the zone tells it.

    Of an hour that a clock change repeats the second is told by its offset: Python takes two moments of one zone for
    the same where its clocks tell the same (PEP 495).
    """
    local = moment.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0) if local.fold else local


def iso(moment: datetime, zone: tzinfo) -> str:
    """The moment for machines: `2016-12-01`, or `2016-12-01T14:54:00+03:00` where it has a time in `zone`."""
    local = moment.astimezone(zone)
    if not (local.hour or local.minute or local.second):
        return local.date().isoformat()
    offset = local.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):  # a local time of the 19th century: HTML knows whole minutes only
        return (local - offset).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return local.isoformat(timespec="seconds")


def zone_named(name: str) -> tzinfo:
    """The time zone with an IANA name like `Europe/Moscow`. Raises `ValueError` for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"'{name}' is not a time zone; they are named like Europe/Moscow or UTC") from None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    try:
        return _offset(text) if text[0] in "+-" else zone_named(text)
    except ValueError:
        raise ValueError(f"names a time zone that does not exist: '{text[:40]}'") from None


def _offset(text: str) -> tzinfo:
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
