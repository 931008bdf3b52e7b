"""What a preview refuses before it looks at the address: foreign hosts, other methods, whatever is too large.

A page on the web can make a browser talk to this server. It cannot forge the Host that it asks, nor the Origin that it
asks from; so a name that is not ours is refused (DNS rebinding), and so is a foreign page that wants to listen in.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from msgspec import Struct

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
METHODS = ("GET", "HEAD")
TARGET = 8 << 10  # bytes of an address
HEADERS = 100  # header lines
BODY = 16 << 20  # bytes that a call may bring: a text of the largest size, and the one that it began as

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(?::[0-9]{1,5})?", re.IGNORECASE)

Header = tuple[bytes, bytes]


class Refusal(Struct, frozen=True):
    """A status and the sentence that goes with it."""

    status: int
    words: str


class Names(Struct, frozen=True):
    """The hosts that this server answers for. With `any_number`, for every IP address: no foreign page has one."""

    names: frozenset[str]
    any_number: bool = False

    def own(self, host: str) -> bool:
        """Whether a Host header means this server. The port is not looked at: it may have been forwarded."""
        match = _HOST.fullmatch(host)
        if not match:
            return False
        name = match[1].lower()
        return name in self.names or (self.any_number and _is_number(name))


def refusal(
    names: Names, method: str, target: bytes, headers: Iterable[Header], calls: bytes | None = None
) -> Refusal | None:
    """Why a request is not answered, or None where it may go on.

    To addresses that begin with `calls`, and to no others, something may be sent.
    """
    held = list(headers)
    hosts = [value for name, value in held if name == b"host"]
    if len(hosts) != 1:
        return Refusal(400, "A request needs one Host.")
    if not names.own(hosts[0].decode("latin-1")):
        return Refusal(421, "This preview does not go by that name.")
    sends = method == "POST" and calls is not None and target.startswith(calls)
    if method not in METHODS and not sends:
        return Refusal(405, "Only GET and HEAD are answered here.")
    if len(target) > TARGET:
        return Refusal(414, "The address is too long.")
    if len(held) > HEADERS:
        return Refusal(431, "There are too many headers.")
    return _call_refusal(held) if sends else _body_refusal(held)


def _body_refusal(held: Iterable[Header]) -> Refusal | None:
    if any(name == b"transfer-encoding" or (name == b"content-length" and value != b"0") for name, value in held):
        return Refusal(413, "Nothing can be sent here.")
    return None


def _call_refusal(held: Iterable[Header]) -> Refusal | None:
    """What is sent comes from a page of this server, and says how long it is."""
    named = dict(held)
    if is_foreign(named.items()) or b"origin" not in named:
        return Refusal(403, "Only pages of this preview may ask for that.")
    if b"transfer-encoding" in named or b"content-length" not in named:
        return Refusal(411, "A call says how long it is.")
    length = named[b"content-length"]
    if not length.isdigit() or len(length) > 12 or int(length) > BODY:
        return Refusal(413, "That is more than can be sent here.")
    return None


def is_foreign(headers: Iterable[Header]) -> bool:
    """Whether a page of another origin asks. A browser says so itself, in one of two headers."""
    held = dict(headers)
    site = held.get(b"sec-fetch-site", b"none")
    if site not in (b"same-origin", b"none"):
        return True
    origin, host = held.get(b"origin"), held.get(b"host", b"")
    return origin is not None and origin.lower() != b"http://" + host.lower()


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
