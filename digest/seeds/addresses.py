"""Addresses -> whether their machines are of the public net."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: a public IPv4 address as a translator writes it
COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291, 2.5.5.1
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
