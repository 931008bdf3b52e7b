"""The way of a site to its readers: build, look at what was built, compare, commit, push; whoever pushed first, first.

Everything that could be wrong is looked for before anything goes out, and told together.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct

from digest.errors import MachineError, Problem, Problems
from digest.publish.difference import Difference, difference, losses
from digest.publish.finished import CNAME, Naming, Site, with_branch_files
from digest.publish.fit import fit, stop
from digest.publish.git import Git
from digest.publish.place import Live, Place, contents, is_ours, ours, place
from digest.publish.sending import INDEX, Raced, commit, history, push, sweep
from digest.settings import Settings

TRIES = 10  # pushes of others that are let by before we give up
PAUSE = 0.4  # seconds at most before the second try, and so much more before each that follows

Watch = Callable[[Difference], None]


class Wish(Struct, frozen=True):
    """How a site is to be published. `squash` is how many commits a branch may have, 0 for any number."""

    branch: str
    remote: str
    patience: float
    adopt: bool = False
    lose: bool = False
    squash: int = 0
    dry_run: bool = False
    strict: bool = False


class Published(Struct, frozen=True):
    """What came of it: `commit` is empty where nothing was pushed."""

    place: str
    difference: Difference
    commit: str
    files: int
    problems: tuple[Problem, ...]


def publish(settings: Settings, wish: Wish, clock: datetime, watch: Watch) -> Published:
    """Publish a site. The caller holds the lock; `watch` is told what will change before anything goes out.

    Raises `UsageError`, `Problems` or `DigestError` where the site or the branch forbids it, `MachineError` where git
    or the remote does; then the branch is as it was.
    """
    sweep(settings.root / ".digest" / INDEX)
    here = place(Git(settings.root, wish.patience), wish.remote, wish.branch)
    live = ours(here, adopt=wish.adopt)
    site, told = fit(settings, here.form, clock, strict=wish.strict)
    for number in range(TRIES):
        done = _once(settings, wish, here, live, site, watch)
        if done:
            return Published(str(here), done[0], done[1], len(site.names), (*told, *done[2]))
        time.sleep(random.uniform(PAUSE / 4, PAUSE) * (number + 1))
        live = ours(here, adopt=wish.adopt)
    message = f"somebody else pushed to `{here}` each time we tried, {TRIES} times"
    raise MachineError(message, code="rejected", hint="nothing of theirs was touched; publish again in a while")


def _once(
    settings: Settings, wish: Wish, here: Place, live: Live, site: Site, watch: Watch
) -> tuple[Difference, str, tuple[Problem, ...]] | None:
    """Publish on what is live now, if nobody is quicker."""
    files, told = with_branch_files(site, _naming(settings, here, live))
    found = difference(live.files, files.names)
    watch(found)
    stop(list(told), strict=wish.strict)
    if not wish.lose and found.dead:
        raise Problems(losses(found))
    if found.empty or wish.dry_run:
        return found, "", told
    cut = wish.squash and history(here, live.commit) >= wish.squash
    made = commit(here, files, live.files, "" if cut else live.commit, _message(found))
    try:
        push(here, made, live.commit)
    except Raced:
        return None
    return found, made, told


def _naming(settings: Settings, here: Place, live: Live) -> Naming:
    name = live.files.get(CNAME, "")
    there = contents(here.git, [name])[name] if name else b""
    foreign = bool(name) and not is_ours(here, live.commit, CNAME)
    return Naming(settings.site.publish.cname, there, foreign, urlsplit(settings.site.base_url).hostname or "")


def _message(found: Difference) -> str:
    counts = {"added": found.added, "changed": found.changed, "lost": found.lost}
    said = ", ".join(f"{len(pages)} {word}" for word, pages in counts.items() if pages)
    return f"Publish the site: pages {said}" if said else "Publish the site: no page changed"
