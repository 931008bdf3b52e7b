"""The e-mail edition of an issue as the preview has built it: its page, and what it takes of the bytes it may have."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import unquote

from lxml import html
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from digest.desk.room import Room
from digest.errors import DigestError, Problem
from digest.fingerprint import of_bytes
from digest.model import Issue
from digest.site.mail import LIMIT

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; "
    "sandbox allow-same-origin"  # it runs nothing; of another origin it would get no pictures
)


class Edition(Struct, frozen=True):
    """An e-mail edition: the bytes of its page, of the words in it, of pictures within it, and of linked ones.

    `name` is that of its state. `over` is the problem of one that is too large: what is shown is then the last that was
    not; `missing` says why there is none at all.
    """

    name: str = ""
    size: int = 0
    words: int = 0
    inner: int = 0
    pictures: int = 0
    linked: int = 0
    over: Problem | None = None
    missing: str = ""

    @property
    def share(self) -> int:
        """How much of what mail programs show is taken, in hundredths."""
        return -(-self.size * 100 // LIMIT)

    @property
    def near(self) -> bool:
        """Whether there is little room left."""
        return self.share > 85


def edition(room: Room, issue: Issue | None) -> Edition:
    """The e-mail edition of an issue, measured."""
    over = next((each for each in room.problems() if issue and each.path == issue.path and each.code == "mail"), None)
    page = _page(room, issue)
    if page is None:
        return Edition(over=over, missing="" if over else _why_none(room, issue))
    data = page.encode("utf-8")
    root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    words = " ".join(str(root.xpath("string(body)")).split())
    sources = [each.get("src", "") for each in root.iter("img")]
    inner = sum(len(each) for each in sources if each.startswith("data:"))
    linked = {each for each in sources if not each.startswith("data:")}
    return Edition(
        name=of_bytes(data),
        size=len(data),
        words=len(words.encode("utf-8")),
        inner=inner,
        pictures=len(sources),
        linked=sum(_weight(room, each) for each in linked),
        over=over,
    )


def page(room: Room, request: Request) -> Response:
    """The page of the mail, as a mail program would get it: it can run nothing, and load nothing from elsewhere."""
    try:
        issue = room.entry(room.file(request.query_params.get("file", ""))).issue
    except DigestError as error:
        return PlainTextResponse(error.problem.message + "\n", 404)
    text = _page(room, issue)
    if text is None:
        return PlainTextResponse(_why_none(room, issue) + "\n", 404)
    here = text.replace(f'src="{room.site}/', 'src="/')  # the desk's own origin has the pictures as well
    return HTMLResponse(here, headers={"content-security-policy": POLICY})


def _page(room: Room, issue: Issue | None) -> str | None:
    """The HTML of the mail; None where none was built."""
    data = room.files().get(f"{issue.url}issue-{issue.number}.eml".removeprefix("/")) if issue else None
    if data is None:
        return None
    mail = message_from_bytes(data, EmailMessage, policy=policy.default)
    body = mail.get_body(("html",))
    return str(body.get_content()) if body else None


def _why_none(room: Room, issue: Issue | None) -> str:
    if room.settings().site.mail is None:
        return "There is no e-mail edition: the settings have no `mail`."
    if issue and issue.date is None:
        return "There is no e-mail edition of an issue without a date."
    return "The e-mail edition has not been built yet."


def _weight(room: Room, address: str) -> int:
    """The bytes of a picture of the site, by its whole address; 0 where it is from elsewhere."""
    path = unquote(address.partition("://")[2].partition("/")[2] if "://" in address else address.lstrip("/"))
    base = unquote(room.settings().site.base_path).removeprefix("/")
    return len(room.files().get(path.removeprefix(base), b""))
