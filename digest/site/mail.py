"""The e-mail edition of an issue -> a mail as it goes out (RFC 5322, MIME), with its styles in its elements.

What is imported here in functions takes a while to load, and few builds make a mail.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from digest.errors import DigestError
from digest.fingerprint import of_bytes
from digest.site.issue_views import MailView

LIMIT = 102_400  # bytes of HTML: mail programs show no more of a mail, and hide the rest behind a link
COLUMNS = 76  # of a line with coded words (RFC 2047)

Render = Callable[[MailView], str]


class TooLong(DigestError):
    """An e-mail edition that mail programs would clip: it is not made, the rest of the site is."""


def message(view: MailView, render: Render) -> bytes:
    """The mail. Raises `TooLong`, or what `render` raises."""
    html = _inlined(render(view))
    size = _bytes(html)
    if size > LIMIT:
        raise _too_long(view, render, size)
    return _mail(view, html)


@lru_cache(maxsize=1)
def release() -> str:
    """The release of the package that puts styles into elements, without loading it."""
    spec = importlib.util.find_spec("css_inline")
    folder = Path(str(spec.origin)).parents[1] if spec else Path()
    return ",".join(sorted(path.name for path in folder.glob("css_inline-*.dist-info")))


def _inlined(page: str) -> str:
    """The page with its style sheets in its elements; a sheet marked `data-css-inline="keep"` stays besides."""
    made: str = _inliner().inline(page)
    return made


@lru_cache(maxsize=1)
def _inliner() -> Any:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


def _bytes(html: str) -> int:
    return len(html.encode("utf-8"))


def _too_long(view: MailView, render: Render, size: int) -> TooLong:
    """The problem, with what each section takes: what the mail would be shorter by without it."""
    rows = [("frame and introduction", _bytes(_inlined(render(replace(view, sections=())))))]
    for number, section in enumerate(view.sections):
        others = (*view.sections[:number], *view.sections[number + 1 :])
        without = _bytes(_inlined(render(replace(view, sections=others))))
        rows.append((section.title or "without a title", size - without))
    table = "\n".join(f"{each:>9,}  {name}" for name, each in rows)
    return TooLong(
        f"the e-mail edition of issue {view.number} has {size:,} bytes of HTML, and mail programs clip what is over "
        f"{LIMIT:,}; it was not written",
        code="mail",
        path=view.origin,
        hint=f"bytes by section:\n{table}\nshorten the summaries or the introduction, or divide the issue",
    )


def _mail(view: MailView, html: str) -> bytes:
    from email import policy
    from email.message import EmailMessage
    from email.utils import format_datetime

    envelope = view.envelope
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = envelope.subject
    mail["Date"] = format_datetime(envelope.date.astimezone(UTC))
    mail["Message-ID"] = f"<{envelope.id}>"
    mail.set_content(view.plain, cte="base64")
    mail.add_alternative(html, subtype="html", cte="base64")
    mail["Content-Language"] = view.head.lang
    mail.set_boundary(f"=_{of_bytes((view.plain + html).encode('utf-8'))}")
    parties = _mailbox("From", envelope.sender) + (_mailbox("To", envelope.to) if envelope.to else b"")
    return _unsubscribing(envelope.unsubscribe) + parties + mail.as_bytes()


def _mailbox(header: str, mailbox: str) -> bytes:
    """A header with a name and an address. Python's own writer loses spaces of long names, and exceeds its lines."""
    from email.header import Header
    from email.utils import formataddr

    before, _, behind = mailbox.rpartition("<")
    name, address = before.strip().strip('"').strip(), behind.removesuffix(">")
    plain = f"{header}: {formataddr((name, address))}"
    if name.isascii() and len(plain) <= COLUMNS:
        return f"{plain}\r\n".encode("ascii")
    coded = Header(name, "utf-8", maxlinelen=COLUMNS, header_name=header).encode(linesep="\r\n")
    joint = " " if len(f"{header}: {coded}".rpartition("\n")[2]) + len(address) + 3 <= COLUMNS else "\r\n "
    return f"{header}: {coded}{joint}<{address}>\r\n".encode("ascii")


def _unsubscribing(address: str) -> bytes:
    """RFC 2369's header. Python's writer would fold a long address, or code it, and no program would read it then."""
    return f"List-Unsubscribe: <{address}>\r\n".encode("ascii") if address else b""
