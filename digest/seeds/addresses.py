"""Addresses -> whether their machines are of the public net, and which of them are written differently but the same."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: a public IPv4 address as a translator writes it
COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291, 2.5.5.1
TRACKING = re.compile(r"utm_\w+|\w*clid|mc_[ce]id|_openstat", re.IGNORECASE)
KINDS = {
    "unspecified": "no address at all", "loopback": "this machine itself", "link_local": "of this machine's own link",
    "multicast": "of many machines at once", "private": "of a private network", "reserved": "reserved",
}  # fmt: skip


def not_public(address: str) -> str:
    """What an IP address is if it is none of the public net, as the end of a sentence; empty where it is one.

    An address that holds another one (IPv4 within IPv6) is as public as that.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address at all"
    return next(filter(None, map(_kind, _all(ip))), "")


def _all(ip: Ip) -> Iterator[Ip]:
    """The address itself and those written into it."""
    if isinstance(ip, ipaddress.IPv4Address):
        yield ip
        return
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64 or (ip in COMPATIBLE and int(ip) > 0xFFFF):
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    yield from filter(None, inner)
    if ip.ipv4_mapped is None and ip not in NAT64:
        yield ip


def _kind(ip: Ip) -> str:
    if isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local:
        return KINDS["private"]
    name = next((name for name in KINDS if getattr(ip, f"is_{name}")), "")
    return KINDS[name] if name else "" if ip.is_global else "not of the public net"


def same_address(url: str) -> str:
    """The key under which ways to write one address meet: scheme, `www.`, tracking, codes and fragment aside.

    Empty for the front page of a host, which is no article's own address, and for what is no address.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(pair[0])])
        path = quote(unquote(parts.path)).rstrip("/")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or not (path or query):
        return ""
    return f"{host}{port}{path}" + (f"?{query}" if query else "")


def _tracks(name: str) -> bool:
    return bool(TRACKING.fullmatch(name))
