"""What has changed since readers' programs were last told -> a word to the WebSub hub, and one to search engines.

Nothing is said before it is true: the feed at the site's address has to be the one that was built. Then the hub is told
of the feeds (w3.org/TR/websub, and the PubSubHubbub it grew out of), and IndexNow of the pages (indexnow.org), both
only where `publish:` in site.yaml asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from digest.disk import write_whole
from digest.errors import DigestError, UsageError
from digest.fingerprint import of_bytes
from digest.publish_yaml import Publish
from digest.seeds.fetch import Client, Manners
from digest.seeds.refusals import Unfetched
from digest.settings import Settings, Site
from digest.site.folder import stamps_below

RECORD = ".digest/announced.json"  # what was told last, by the hashes of files
INDEXNOW = "https://api.indexnow.org/indexnow"
MOST = 10_000  # addresses that IndexNow takes at once
FEED = "feed.xml"


class News(Struct, frozen=True):
    """Addresses of feeds and of pages that are new, changed or gone."""

    feeds: tuple[str, ...]
    pages: tuple[str, ...]


def news(settings: Settings) -> News:
    """What nobody was told of yet. Raises `UsageError` where nobody is to be told, or nothing was built."""
    wanted = settings.site.publish
    if not (wanted.hub or wanted.indexnow):
        hint = "write into site.yaml:\npublish:\n  hub: https://…\n  indexnow: …"
        raise UsageError("there is nobody to be told", code="announce", hint=hint)
    now, before = _site(settings.output), _told(settings.root)
    if FEED not in now:
        raise UsageError("there is no site to tell of yet", code="announce", hint="run `build` first")
    changed = sorted(path for path in {*now, *before} if now.get(path) != before.get(path))
    return News(
        tuple(_address(settings.site, path) for path in changed if _is_feed(path) and path in now),
        tuple(_address(settings.site, path) for path in changed if path.endswith(".html") and path != "404.html"),
    )


def announce(settings: Settings, found: News, client: Client, *, indexnow: str = INDEXNOW) -> tuple[str, ...]:
    """Tell those who are to be told, and remember it. Returns who was. Raises `DigestError` where that fails."""
    manners = _manners(settings.site, indexnow)
    _live(settings, client, manners)
    try:
        told = _tell(settings, found, client, manners, indexnow)
    except Unfetched as error:
        hint = "what was not told is told by the next `announce`; try again in a while"
        where = error.problem.path
        raise DigestError(f"{where} was not told: {error.problem.message}", code="announce", hint=hint) from None
    record = json.dumps(_site(settings.output), ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(settings.root / RECORD, record.encode("utf-8"))
    return told


def _tell(settings: Settings, found: News, client: Client, manners: Manners, indexnow: str) -> tuple[str, ...]:
    wanted, told = settings.site.publish, []
    if wanted.hub and found.feeds:
        client.send(wanted.hub, _for_hub(found.feeds), "application/x-www-form-urlencoded", manners)
        told.append(urlsplit(wanted.hub).netloc)
    if wanted.indexnow and found.pages:
        for start in range(0, len(found.pages), MOST):
            body = _for_indexnow(settings.site, wanted, found.pages[start : start + MOST])
            client.send(indexnow, body, "application/json; charset=utf-8", manners)
        told.append(urlsplit(indexnow).netloc)
    return tuple(told)


def _manners(site: Site, indexnow: str) -> Manners:
    """Those whom site.yaml names may be of a private network: it is trusted."""
    hosts = (urlsplit(each).hostname for each in (site.base_url, site.publish.hub, indexnow))
    return Manners(allow=tuple(host for host in hosts if host), pause=0)


def _live(settings: Settings, client: Client, manners: Manners) -> None:
    """Whether readers see what was built."""
    address = settings.site.permalink(f"/{FEED}")
    hint = "publish first; a host may take a few minutes"
    try:
        there = client.get(address, manners).data
    except Unfetched as error:
        raise DigestError(f"{address} cannot be read: {error.problem.message}", code="announce", hint=hint) from None
    if there != (settings.output / FEED).read_bytes():
        raise DigestError(f"{address} is not the feed that was built", code="announce", hint=hint)


def _for_hub(feeds: Iterable[str]) -> bytes:
    return urlencode([("hub.mode", "publish"), *(("hub.url", each) for each in feeds)]).encode()


def _for_indexnow(site: Site, wanted: Publish, pages: tuple[str, ...]) -> bytes:
    told = {
        "host": urlsplit(site.base_url).netloc,
        "key": wanted.indexnow,
        "keyLocation": site.permalink(f"/{wanted.indexnow}.txt"),
        "urlList": list(pages),
    }
    return json.dumps(told).encode()


def _site(output: Path) -> dict[str, str]:
    """The hashes of feeds and pages."""
    files = (path for path, (size, _) in stamps_below(output) if size >= 0)
    paths = [path for path in files if path.endswith(".html") or _is_feed(path)]
    return {path: of_bytes((output / path).read_bytes()) for path in paths}


def _told(root: Path) -> Mapping[str, str]:
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_feed(path: str) -> bool:
    return path.rpartition("/")[2] in (FEED, "feed.json")


def _address(site: Site, path: str) -> str:
    """The address of a file, as a browser asks for it."""
    folder, _, name = path.rpartition("/")
    shown = f"{folder}/" if folder else ""
    return site.base_url + quote(shown if name == "index.html" else path)
