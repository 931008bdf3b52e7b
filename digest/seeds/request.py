"""One request to one address -> Reply: with limits of time and size, and only to machines of the public net.

The name of a host is resolved once, the addresses found are checked, and the connection goes to one of those: so a name
that means another machine a moment later (DNS rebinding) gains nothing. Proxies and passwords of the environment are
not used (`trust_env`): a proxy would resolve the name itself, behind our back. Cookies are not kept.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Mapping
from email.message import Message
from functools import cache

import httpx
from msgspec import Struct

from digest.seeds.addresses import not_public
from digest.seeds.feeds_yaml import FILE as FEEDS
from digest.seeds.refusals import unfetched
from digest.seeds.unpack import PACKINGS, TooLarge, Unpacking

HEADER = 500  # letters of one that are believed
OPENED = (200, 203)  # statuses whose bytes are read


class Limits(Struct, frozen=True):
    """Seconds and bytes. `total` is for one request with everything that belongs to it; `size` counts unpacked.

    Of size 0, no byte is read: the status is all that is wanted.
    """

    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    size: int = 10_000_000
    kinds: re.Pattern[str] | None = None
    """The content types that are taken; an answer that names none is."""


class Reply(Struct, frozen=True):
    """What one machine answers. Only an answer of success has bytes."""

    status: int
    headers: Mapping[str, str]
    data: bytes = b""


def once(
    url: httpx.URL, headers: Mapping[str, str], allow: tuple[str, ...], limits: Limits, body: bytes | None = None
) -> Reply:
    """Ask for an address, once, or send it a `body`. `allow` names hosts that may be of a private network.

    Raises `Unfetched` where there is no host, no connection, no answer in time, or none that is taken.
    """
    place = str(url)
    try:
        return asyncio.run(_within_time(url, headers, allow, limits, body))
    except TimeoutError:
        raise unfetched(place, f"it takes longer than {limits.total:g} seconds") from None
    except httpx.TimeoutException as error:
        late = "connect" if isinstance(error, httpx.ConnectTimeout) else "answer"
        raise unfetched(place, f"the server does not {late} in time") from None
    except httpx.ConnectError as error:
        raise unfetched(place, f"no connection to the server ({_reason(error)})") from None
    except httpx.InvalidURL:  # httpx looks at where an answer leads, though it is not to follow
        raise unfetched(place, "it leads on, but to no web address", lasting=True) from None
    except (httpx.HTTPError, ssl.SSLError, OSError) as error:
        raise unfetched(place, f"the connection broke, or what came is no HTTP ({_reason(error)})") from None


async def _within_time(
    url: httpx.URL, headers: Mapping[str, str], allow: tuple[str, ...], limits: Limits, body: bytes | None
) -> Reply:
    times = httpx.Timeout(limits.read, connect=limits.connect)
    async with asyncio.timeout(limits.total):
        first, *others = await _addresses(url, allow)
        async with httpx.AsyncClient(verify=_trust(), trust_env=False, timeout=times) as client:
            for other in others:
                try:
                    return await _reply(client, url, first, headers, limits, body)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    first = other  # the next address of the same host may answer
            return await _reply(client, url, first, headers, limits, body)


@cache
def _trust() -> ssl.SSLContext:
    """Whom we believe that he is the host: read once, for it takes a while."""
    return httpx.create_ssl_context(trust_env=False)


async def _reply(
    client: httpx.AsyncClient,
    url: httpx.URL,
    address: str,
    headers: Mapping[str, str],
    limits: Limits,
    body: bytes | None,
) -> Reply:
    """Ask the machine at `address`, under the name of the host: in the head, and in the certificate."""
    named = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip", **headers}
    extensions = {"sni_hostname": _host(url)}
    method, there = "GET" if body is None else "POST", url.copy_with(host=address)
    request = client.build_request(method, there, headers=named, content=body, extensions=extensions)
    response = await client.send(request, stream=True)
    try:
        data = await _body(response, str(url), limits) if response.status_code in OPENED and limits.size else b""
        return Reply(response.status_code, response.headers, data)
    finally:
        await response.aclose()


async def _body(response: httpx.Response, place: str, limits: Limits) -> bytes:
    kind, _ = content_type(response.headers)
    if kind and limits.kinds and not limits.kinds.fullmatch(kind):
        raise unfetched(place, f"it is {kind}; pages, texts, feeds and JSON are fetched", lasting=True)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise unfetched(place, f"it is packed as {packing[:40]}, which nobody asked for", lasting=True)
    unpacking = Unpacking(packing, limits.size)
    try:
        async for chunk in response.aiter_raw():
            unpacking.add(chunk)
        return unpacking.whole()
    except TooLarge:
        raise unfetched(place, f"it has more than {limits.size:,} bytes", lasting=True) from None
    except ValueError as error:
        raise unfetched(place, str(error)) from None


async def _addresses(url: httpx.URL, allow: tuple[str, ...]) -> list[str]:
    """The addresses of a host, all of them of the public net, unless the host is allowed by name."""
    host, port = _host(url), url.port or (443 if url.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "none can be called so"
        raise unfetched(str(url), f"there is no host {host} ({reason})") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses if host.rstrip(".").lower() not in allow else ():
        what = not_public(address)
        if what:
            hint = f"if that is meant: add --allow {host}, or `allow:` in {FEEDS}"
            which = "" if host == address else f"{address}, which is "
            raise unfetched(str(url), f"{host} is {which}{what}", hint=hint, lasting=True)
    return addresses


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").strip("[]")


def content_type(headers: Mapping[str, str]) -> tuple[str, str]:
    """The content type and the charset that a head names, in small letters; empty where it names none."""
    stated = header(headers, "content-type")
    if not stated:
        return "", ""
    message = Message()
    message["Content-Type"] = stated
    charset = message.get_param("charset")
    known = isinstance(charset, str) and re.fullmatch(r"[\w.:-]{1,40}", charset)
    return message.get_content_type(), str(charset).lower() if known else ""


def header(headers: Mapping[str, str], name: str) -> str:
    """The value of a header, or nothing where it could not stand in one."""
    value = headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() and len(value) <= HEADER else ""


def _reason(error: BaseException) -> str:
    """What the network says, in short."""
    return re.sub(r"\[[^\]]*\] ?", "", str(error))[:160].strip() or type(error).__name__
