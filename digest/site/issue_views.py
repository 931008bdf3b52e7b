"""The views of issues: the contract with their templates, and with the writers of their mails."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from digest.model import Image, Teaser
from digest.settings import Site
from digest.site.view_parts import Corrected, Head


class IssueLink(Struct, frozen=True):
    """An issue that another page leads to. `title` is never empty: it is at least the number in words."""

    number: int
    title: str
    url: str


class IssueTeaser(Struct, frozen=True):
    """All that a list may show of an issue: `count` is of its articles, `badge` as that of an article."""

    number: int
    title: str
    url: str
    date: datetime | None
    summary: str
    count: int
    badge: str


class IssueSection(Struct, frozen=True):
    """A section of an issue: `title` and `text` may be empty."""

    title: str
    text: str
    teasers: tuple[Teaser, ...]


class IssueYear(Struct, frozen=True):
    """The issues of a year, the newest first; `year` is 0 for drafts without a date."""

    year: int
    issues: tuple[IssueTeaser, ...]


class IssueView(Struct, frozen=True):
    """`issue.html`: one number of the digest. `named` tells whether it has a title beside its number."""

    site: Site
    head: Head
    number: int
    title: str
    named: bool
    date: datetime | None
    since: datetime | None
    until: datetime | None
    standfirst: str
    html: str
    image: Image | None
    sections: tuple[IssueSection, ...]
    corrections: tuple[Corrected, ...]
    index: str
    newer: IssueLink | None
    older: IssueLink | None


class IssuesView(Struct, frozen=True):
    """`issues.html`: all issues by their years, the newest first."""

    site: Site
    head: Head
    years: tuple[IssueYear, ...]


class Envelope(Struct, frozen=True):
    """What stands above the text of a mail: `id` and `date` follow from the issue alone."""

    sender: str
    to: str
    subject: str
    date: datetime
    id: str
    unsubscribe: str


class MailView(Struct, frozen=True):
    """`email.html`: the e-mail edition of an issue. Addresses in `html` are whole; `direction` is `ltr` or `rtl`."""

    site: Site
    head: Head
    direction: str
    number: int
    title: str
    named: bool
    date: datetime
    html: str
    image: Image | None
    sections: tuple[IssueSection, ...]
    envelope: Envelope
    plain: str
    origin: str


class PlainView(Struct, frozen=True):
    """A text without markup, for messengers: the whole of it, line by line."""

    lines: tuple[str, ...]
