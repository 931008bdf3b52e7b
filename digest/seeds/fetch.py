"""An address of the web -> Answer: what redirects lead to, each of them checked, with manners towards the hosts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any

import httpx
from msgspec import Struct
from msgspec.structs import replace

from digest import __version__
from digest.seeds.refusals import Unfetched, refusal, unfetched
from digest.seeds.request import Limits, Reply, content_type, header, once

REDIRECTS = 5
ROBOTS = 512_000  # bytes of a robots.txt: RFC 9309 asks for at least 500 KiB
PATIENCE = 30.0  # seconds between two requests at most, whatever a robots.txt asks for
PERMANENT = (301, 308)
ONWARDS = (*PERMANENT, 302, 303, 307)
ACCEPT = "text/html, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
KINDS = re.compile(r"text/(?:html|plain|markdown|xml)|application/(?:[\w.-]+\+)?(?:xml|json)")
NAME = "Digest"  # by which a robots.txt may call us


class Manners(Struct, frozen=True):
    """How hosts are dealt with: `allow` names those that may be private, `pause` is in seconds between two requests.

    `robots` says whether their robots.txt is asked: by whoever finds his way himself, as `pull` does.
    """

    allow: tuple[str, ...] = ()
    pause: float = 1.0
    robots: bool = False


class Answer(Struct, frozen=True):
    """What came: the bytes, unpacked, with the address that was asked and the one that answered after redirects.

    `kind` is the content type, `charset` what it claims of the letters; both are empty where the server says nothing.
    `unchanged` where it has not changed since (then there are no bytes). `moved` is the address where it is from now
    on, if the server says that it has moved for good.
    """

    asked: str
    url: str
    fetched: datetime
    kind: str = ""
    charset: str = ""
    data: bytes = b""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    moved: str = ""


LIMITS = Limits(kinds=KINDS)
BY_HAND = Manners()


class Client:
    """Fetches addresses; remembers of each host when it was asked last, and its robots.txt.

    Several threads may fetch at once: of one host one address is fetched after the other all the same.

    `clock` gives the moment, in UTC. `contact` is an address at which others can find out who we are.
    """

    def __init__(self, clock: Callable[[], datetime], *, contact: str = "", limits: Limits = LIMITS) -> None:
        agent = f"{NAME}/{__version__}" + (f" (+{contact})" if contact else "")
        self._own = {"User-Agent": agent, "Accept": ACCEPT}
        self._clock, self._limits = clock, limits
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Any] = {}
        self._turns: dict[str, Lock] = {}
        self._readers: dict[str, Lock] = {}

    def get(self, url: str, manners: Manners = BY_HAND, *, etag: str = "", modified: str = "") -> Answer:
        """Fetch an address. `etag` and `modified` are what the last answer said of itself.

        Raises `Unfetched` (code `fetch`) for whatever is in the way.
        """
        since = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {**self._own, **{name: value for name, value in since.items() if value}}
        found, reply, moved = self._followed(checked(url), manners, headers, self._limits)
        answer = Answer(url, str(found), self._clock(), moved=moved)
        if reply.status == 304:
            return replace(answer, unchanged=True)
        if not reply.data.strip():
            raise unfetched(url, "the answer is empty")
        kind, charset = content_type(reply.headers)
        etag, modified = header(reply.headers, "etag"), header(reply.headers, "last-modified")
        return replace(answer, kind=kind, charset=charset, data=reply.data, etag=etag, modified=modified)

    def look(self, url: str, manners: Manners = BY_HAND) -> Answer:
        """Whether something stands at an address: where it leads, and no byte of it. Raises `Unfetched` as `get`."""
        limits = replace(self._limits, size=0, kinds=None)
        found, _, moved = self._followed(checked(url), manners, self._own, limits)
        return Answer(url, str(found), self._clock(), moved=moved)

    def send(self, url: str, body: bytes, kind: str, manners: Manners = BY_HAND) -> None:
        """Send something to an address. Raises `Unfetched` where it is not taken; redirects are not followed."""
        place = checked(url)
        headers = {**self._own, "Content-Type": kind}
        reply = self._in_turn(place, manners.pause, headers, manners, replace(self._limits, size=0, kinds=None), body)
        if not 200 <= reply.status < 300:
            raise refusal(url, reply.status, reply.headers, self._clock())

    def _followed(
        self, url: httpx.URL, manners: Manners, headers: Mapping[str, str], limits: Limits
    ) -> tuple[httpx.URL, Reply, str]:
        """Where a chain of redirects ends, what is answered there, and where the address has moved for good."""
        seen, moved, for_good = [url], "", True
        while True:
            try:
                reply = self._asked_politely(seen[-1], manners, headers, limits)
            except Unfetched as error:
                raise _told_of(str(url), str(seen[-1]), error) from None
            if reply.status not in ONWARDS:
                break
            seen.append(_onwards(seen, reply))
            for_good = for_good and reply.status in PERMANENT
            moved = str(seen[-1]) if for_good else moved
        unchanged = reply.status == 304 and len(headers) > len(self._own)
        if reply.status not in (200, 203) and not unchanged:
            refused = refusal(str(seen[-1]), reply.status, reply.headers, self._clock())
            raise _told_of(str(url), str(seen[-1]), refused)
        return seen[-1], reply, moved

    def _asked_politely(self, url: httpx.URL, manners: Manners, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Ask for an address once it is this host's turn again, and where its robots.txt allows it."""
        pause = manners.pause
        rules = self._rules(url, manners) if manners.robots else None
        if rules is not None:
            if not rules.can_fetch(str(url), NAME):
                hint = "read it in your browser, and save it"
                error = unfetched(
                    str(url), "the robots.txt of its host forbids it to programs", hint=hint, lasting=True
                )
                error.forbidden = True
                raise error
            pause = max(pause, min(float(rules.crawl_delay(NAME) or 0), PATIENCE))
        return self._in_turn(url, pause, headers, manners, limits)

    def _in_turn(
        self,
        url: httpx.URL,
        pause: float,
        headers: Mapping[str, str],
        manners: Manners,
        limits: Limits,
        body: bytes | None = None,
    ) -> Reply:
        """One request of a host after the other, with a pause between them."""
        with self._turns.setdefault(url.host, Lock()):
            if url.host in self._asked:
                time.sleep(max(0.0, self._asked[url.host] + pause - time.monotonic()))
            try:
                return once(url, headers, manners.allow, limits, body)
            finally:
                self._asked[url.host] = time.monotonic()

    def _rules(self, url: httpx.URL, manners: Manners) -> Any:
        """The robots.txt of a host, or None where it has none. It is read once a run."""
        place = url.copy_with(path="/robots.txt", query=None)
        with self._readers.setdefault(str(place), Lock()):
            if str(place) not in self._robots:
                self._robots[str(place)] = self._read_rules(place, manners)
        found = self._robots[str(place)]
        if isinstance(found, Unfetched):  # RFC 9309, 2.3.1.4: then nothing is allowed
            reason = found.problem.message
            raise unfetched(str(url), f"the robots.txt of its host cannot be read, so nothing else is: {reason}")
        return found

    def _read_rules(self, place: httpx.URL, manners: Manners) -> Any:
        from protego import Protego  # type: ignore[import-untyped,unused-ignore]

        limits = replace(self._limits, size=ROBOTS, kinds=None)
        try:
            _, reply, _ = self._followed(place, replace(manners, robots=False), self._own, limits)
        except Unfetched as error:
            return None if error.lasting and 400 <= error.answer < 500 else error
        return Protego.parse(reply.data.decode("utf-8", "replace"))


def _told_of(begun: str, url: str, error: Unfetched) -> Unfetched:
    """The error under the address that was asked for, with the one that redirects led to."""
    if url == begun:
        return error
    told = unfetched(begun, f"it leads to {url[:300]}: {error.problem.message}", hint=error.problem.hint)
    told.answer, told.lasting, told.until = error.answer, error.lasting, error.until
    told.forbidden = error.forbidden
    return told


def _onwards(seen: list[httpx.URL], reply: Reply) -> httpx.URL:
    """The address that a redirect leads to."""
    begun, location = str(seen[0]), reply.headers.get("location", "").strip()
    if not location:
        raise unfetched(begun, "it leads on, but to no address")
    try:
        target = str(seen[-1].join(location))
    except (httpx.InvalidURL, ValueError):
        target = location
    try:
        url = checked(target)
    except Unfetched as error:
        raise _told_of(begun, target, error) from None
    if url in seen:
        raise unfetched(begun, "it leads round in a circle", lasting=True)
    if len(seen) > REDIRECTS:
        raise unfetched(begun, f"it leads on more than {REDIRECTS} times", lasting=True)
    return url


def checked(url: str) -> httpx.URL:
    """An address that may be asked for, without its fragment. `Unfetched` for all others."""
    try:
        found = httpx.URL(url.strip())
        sound = (
            bool(found.host)
            and found.port != 0
            and 0 < (found.port or 80) < 65_536
            and bool(found.raw_host.decode("ascii"))
        )
    except (httpx.InvalidURL, ValueError, TypeError):
        raise unfetched(url, "this is no web address", lasting=True) from None
    if found.scheme not in ("http", "https") or not sound:
        message = "only addresses that begin with http:// or https:// and a host are fetched"
        raise unfetched(url, message, lasting=True)
    if found.userinfo:
        raise unfetched(url, "an address must not hold a user name or password", lasting=True)
    return found.copy_with(fragment=None)
