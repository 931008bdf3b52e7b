"""Outgoing links -> which of them are dead or have moved: with patience, for others' machines pay for it.

Hosts are asked side by side, of one host one address after the other, and only what its robots.txt allows. What was
found is kept in `.digest/links.json` with its day: a living link is asked for again after `days`, a dead one after one.
Who answers that he lets no programs in, or does not answer today, says nothing about his page: that is no problem until
it has been so on three days.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from msgspec import Struct
from msgspec.structs import asdict, replace

from digest.content.edits import edited
from digest.disk import read_bytes, write_whole
from digest.errors import Problem
from digest.keeping import overwrite
from digest.publish.outgoing import SIZE, Outgoing
from digest.publish_yaml import Links
from digest.seeds.fetch import Client, Manners
from digest.seeds.refusals import Unfetched
from digest.yamledit import Yaml

RECORD = ".digest/links.json"
HOSTS = 8  # that are asked at a time
DEAD = (404, 410)
SHUT = (401, 402, 403, 406, 429, 451)  # it lets no programs in, or no more of them: readers may well see the page
ORDER = ("source", "source_url", "archived")
PATIENCE = 3  # days on which a link has to fail in another way before anybody is told


class Looked(Struct, frozen=True):
    """What an address answered on a `day`: `why` it could not be reached, or where it has `moved` for good.

    `dead` where there is nothing; `fails` counts the days on which it did not answer; `copy` is one in an archive.
    """

    day: str
    why: str = ""
    moved: str = ""
    dead: bool = False
    fails: int = 0
    copy: str = ""


Known = dict[str, Looked]


def look(
    root: Path, links: Iterable[Outgoing], wish: Links, client: Client, today: date, watch: Callable[[str], None]
) -> Known:
    """What is known of every link, after those whose time has come were looked at. `watch` hears each address."""
    known = _known(root)
    wanted = list(dict.fromkeys(each.url for each in links))
    due = [url for url in wanted if _due(known.get(url), wish, today)]
    manners = Manners(allow=wish.allow, robots=True, pause=0 if wish.allow else 1.0)

    def seen(url: str) -> None:
        watch(url)
        known[url] = _looked(url, client, manners, today, known.get(url))

    try:
        _host_by_host(due, seen)
        known |= {url: _with_copy(url, known[url], wish, client) for url in due if known[url].dead}
    finally:  # what was seen before an interruption need not be asked for again
        kept = {url: known[url] for url in wanted if url in known}
        _save(root, kept)
    return kept


def _host_by_host(urls: Iterable[str], seen: Callable[[str], None]) -> None:
    """Look at all, at several hosts at once, and at each at one page after the other."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_host(url), []).append(url)
    stopped = threading.Event()

    def of_host(urls: list[str]) -> None:
        for url in urls:
            if not stopped.is_set():
                seen(url)

    with ThreadPoolExecutor(HOSTS) as crew:
        try:
            for _ in crew.map(of_host, by_host.values()):
                pass
        except BaseException:
            stopped.set()
            raise


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:  # `https://[::1/`: no address, though it looks like one
        return ""


def _due(seen: Looked | None, wish: Links, today: date) -> bool:
    if seen is None:
        return True
    age = (today - date.fromisoformat(seen.day)).days
    return age < 0 or age >= (1 if seen.why else wish.days)


def _looked(url: str, client: Client, manners: Manners, today: date, before: Looked | None) -> Looked:
    if not _host(url):
        return Looked(today.isoformat(), "this is no address of the web", fails=PATIENCE)
    try:
        answer = client.look(url, manners)
    except Unfetched as error:
        if error.answer in SHUT or error.forbidden:
            return Looked(today.isoformat())
        fails = (before.fails if before else 0) + 1
        return Looked(today.isoformat(), error.problem.message, dead=error.answer in DEAD, fails=fails)
    return Looked(today.isoformat(), moved=answer.moved if _elsewhere(url, answer.moved) else "")


def _elsewhere(url: str, moved: str) -> bool:
    """Whether a page has moved further than from http to https, or by a slash."""

    def plain(address: str) -> str:
        return address.partition("://")[2].removeprefix("www.").rstrip("/")

    return bool(moved) and plain(moved) != plain(url)


def _with_copy(url: str, seen: Looked, wish: Links, client: Client) -> Looked:
    """The same, with a copy of the page where the archive has one."""
    question = f"{wish.archive}?{urlencode({'url': url})}"
    try:
        told = json.loads(client.get(question, Manners(allow=wish.allow, pause=0 if wish.allow else 1.0)).data)
        copy = told["archived_snapshots"]["closest"]
        address = str(copy["url"]) if copy.get("available") else ""
    except (Unfetched, ValueError, KeyError, TypeError):
        return seen
    if not address.startswith(("http://", "https://")):
        return seen
    return replace(seen, copy=address.replace("http://web.archive.org/", "https://web.archive.org/", 1))


def problems(links: Iterable[Outgoing], known: Mapping[str, Looked]) -> tuple[Problem, ...]:
    """What an editor should know of: dead links, and those that have moved for good."""
    found = ((each, known[each.url]) for each in links)
    return tuple(problem for each, seen in found if (problem := _problem(each, seen)))


def _problem(link: Outgoing, seen: Looked) -> Problem | None:
    if seen.dead or seen.fails >= PATIENCE:
        if link.key and link.archived:
            return None  # readers are led to the copy
        return Problem("dead", f"{link.url}: {seen.why}", link.path, link.line, hint=_hint(link, seen), level="warning")
    if seen.moved:
        hint = "put the new address in its place"
        return Problem("moved", f"{link.url} has moved to {seen.moved}", link.path, link.line, hint=hint, level="note")
    return None


def _hint(link: Outgoing, seen: Looked) -> str:
    if not seen.copy:
        return "look for the page elsewhere, or take the link out"
    if link.key:
        return f"there is a copy; --fix writes it down: `archived: {seen.copy}`"
    return f"there is a copy: {seen.copy}"


def fix(root: Path, links: Iterable[Outgoing], known: Mapping[str, Looked]) -> tuple[str, ...]:
    """Write the copies of dead originals into `archived:` of their articles. Returns their paths."""
    lost = (each for each in links if each.key and not each.archived and _gone(known, each))
    wanted = {each.path: known[each.url].copy for each in lost}
    for path, copy in wanted.items():
        before = read_bytes(root, path, limit=SIZE)
        overwrite(root, path, edited(before, path, partial(_note, copy)), before)
    return tuple(wanted)


def _note(copy: str, front: Yaml) -> None:
    front.put(("archived",), copy, ORDER)


def _gone(known: Mapping[str, Looked], link: Outgoing) -> bool:
    return known[link.url].dead and bool(known[link.url].copy)


def _known(root: Path) -> Known:
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
        return {url: Looked(**row) for url, row in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _save(root: Path, known: Known) -> None:
    rows = {url: asdict(seen) for url, seen in sorted(known.items())}
    write_whole(root / RECORD, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
