"""What was taken from the web, with its address and time: a file in the form of MHTML (RFC 2557), written and read.

Browsers save pages so, and open what we write. The bytes lie in it as they came, whatever they are: a page, a text, a
feed. Lines of the head that begin with `X-Digest-` are ours; of what they state nothing else is a copy.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from email.utils import format_datetime

from msgspec import Struct
from msgspec.structs import replace

from digest.errors import DigestError
from digest.seeds.blocks import Facts, Part
from digest.seeds.feedfile import feed_items
from digest.seeds.items import cleaned, item_parts
from digest.seeds.jsonlist import json_items, jsonfeed_items
from digest.seeds.mail import charset_of, header, leaves_of, message_in, moment_of, payload

ADDRESS, ASKED, ENTRY = "Snapshot-Content-Location", "X-Digest-Asked", "X-Digest-Entry"
WORDS, FEED, SOURCE, SHA256 = "X-Digest-Words", "X-Digest-Feed", "X-Digest-Source", "X-Digest-SHA256"

PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain", "text/markdown")


class Body(Struct, frozen=True):
    """Bytes as they came, with the address, content type and charset that came with them."""

    data: bytes
    url: str
    kind: str
    charset: str = ""


class Snapshot(Struct, frozen=True):
    """What is stored of one article: its own bytes and, where it was found in a feed, the entry beside them.

    `asked` is the address before redirects. `names` are those by which it is known again; `words` names what the
    entry said, so that a change of it can be told; `source` is the outlet, as the editor calls it.
    """

    body: Body
    fetched: datetime
    asked: str = ""
    entry: Body | None = None
    feed: str = ""
    names: tuple[str, ...] = ()
    words: str = ""
    source: str = ""


def spelt(snapshot: Snapshot) -> bytes:
    """The bytes of the file."""
    bodies = [each for each in (snapshot.body, snapshot.entry) if each]
    if len(bodies) == 1:  # not `binary`: browsers open that only within several parts
        return _head([*_told(snapshot), *_described(bodies[0]), ("Content-Transfer-Encoding", "8bit")]) + bodies[0].data
    line = "digest-" + hashlib.sha256(b"\n".join(each.data for each in bodies)).hexdigest()[:32]
    whole = ("Content-Type", f'multipart/related; type="{bodies[0].kind}"; boundary="{line}"')
    inner = [_head([*_described(each), ("Content-Transfer-Encoding", "binary")]) + each.data for each in bodies]
    border = b"\r\n--" + line.encode("ascii")  # a mere \n would be one line end with a \r before it
    return _head([*_told(snapshot), whole]) + b"".join(border + b"\n" + each for each in inner) + border + b"--\n"


def _told(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    yield "From", "<Saved by Digest>"
    yield ADDRESS, snapshot.body.url
    yield "Date", format_datetime(snapshot.fetched)
    yield "MIME-Version", "1.0"
    if snapshot.asked not in ("", snapshot.body.url):
        yield ASKED, snapshot.asked
    for name, value in ((FEED, snapshot.feed), (SOURCE, snapshot.source), (WORDS, snapshot.words)):
        if value:
            yield name, value
    yield from ((ENTRY, name) for name in snapshot.names)


def _described(body: Body) -> Iterator[tuple[str, str]]:
    yield "Content-Type", body.kind + (f'; charset="{body.charset}"' if body.charset else "")
    yield "Content-Location", body.url
    yield SHA256, hashlib.sha256(body.data).hexdigest()


def _head(lines: list[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {_word(value)}\n" for name, value in lines).encode("ascii") + b"\n"


def _word(value: str) -> str:
    """A value on one line of ASCII (RFC 2047, though longer than it has words)."""
    if value.isascii() and value.isprintable() and "=?" not in value:
        return value
    return f"=?utf-8?b?{base64.b64encode(value.encode('utf-8', 'replace')).decode('ascii')}?="


def saved_parts(data: bytes, path: str) -> tuple[Part, ...]:
    """The article in a file that a browser or this program saved; of a list or feed that was saved, each of its items.

    `DigestError` (code `seed-shape`) where there is nothing in it that can be read.
    """
    message = message_in(data, path)
    leaves = list(leaves_of(message, path))
    main = _main(message, leaves)
    if main is None:
        raise DigestError("there is no page in this file", code="seed-shape", path=path, hint="save the page once more")
    address = header(message, ADDRESS) or header(main, "Content-Location")
    found = _items(main, path) if _is_list(main) else (_article(message, leaves, main, path),)
    alone = len(found) == 1
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(
        replace(
            part,
            name=path if alone else part.name,
            sha256=sha256 if alone else part.sha256,
            facts=_stated(part.facts, address if not _is_list(main) else "", header(message, SOURCE)),
            origin=f"{part.origin} from {address}" if address else part.origin,
            notes=(*_damage(main), *part.notes),
            fetched=moment_of(message),
        )
        for part in found
    )


def _main(message: Message, leaves: list[Message]) -> Message | None:
    """The page itself among the frames, styles and pictures around it; where there is no page, the text or list."""
    pages = [leaf for leaf in leaves if leaf.get_content_type() in PAGES]
    others = [leaf for leaf in leaves if leaf.get_content_type() in TEXTS or _is_list(leaf)]
    readable = pages or others
    start, address = str(message.get_param("start") or ""), header(message, ADDRESS)
    named = [leaf for leaf in readable if start and header(leaf, "Content-ID") == start]
    named += [leaf for leaf in readable if address and header(leaf, "Content-Location") == address]
    return next(iter([*named, *readable]), None)


def _is_list(leaf: Message) -> bool:
    kind = leaf.get_content_type()
    return kind not in PAGES and kind.endswith(("/xml", "+xml", "/json", "+json"))


def _article(message: Message, leaves: list[Message], main: Message, path: str) -> Part:
    """A page or text, with what the entry of the feed beside it states."""
    entry = next((leaf for leaf in leaves if message[FEED] and leaf is not main and _is_list(leaf)), None)
    facts = [part.facts for part in _items(entry, path)] if entry is not None else []
    kind = "page" if main.get_content_type() in PAGES else "text"
    return Part(path, payload(main), "", kind, charset_of(main), next(iter(facts), Facts()), f"a saved {kind}")


def _items(leaf: Message, path: str) -> tuple[Part, ...]:
    data, charset = payload(leaf), charset_of(leaf)
    kind = leaf.get_content_type()
    if kind == "application/feed+json":
        return item_parts(path, jsonfeed_items(data, path))
    return item_parts(path, json_items(data, path) if kind.endswith("json") else feed_items(data, path, charset))


def _stated(facts: Facts, address: str, source: str) -> Facts:
    """Facts of an entry or none, below what the head of the file says: the address, and the outlet."""
    return cleaned(replace(facts, url=address or facts.url, site=source or facts.site))


def _damage(main: Message) -> tuple[str, ...]:
    """Whether the bytes are not those that came."""
    stated = header(main, SHA256)
    if not stated or stated == hashlib.sha256(payload(main)).hexdigest():
        return ()
    return ("its bytes are not those that were fetched: the file was changed since",)
