"""A built site -> what stands against publishing it: what nobody could serve, or nobody should see."""

from __future__ import annotations

import ipaddress
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from digest.errors import Problem, printable
from digest.settings import Settings

NEEDED = ("index.html", "404.html")
_SECRET = re.compile(
    r"\.(?:git|svn|hg|ssh|aws|gnupg|digest)|\.env(?:\..*)?|\.netrc|\.npmrc|\.pypirc|\.htpasswd|\.git-credentials"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)(?:\..*)?|.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc\.key)|credentials\.json"
    r"|site\.yaml",
    re.IGNORECASE,
)
_OUT = "take it out of static/ or content/; what has been public once must be changed as well"
_STATIC = "files of your own belong into static/"
_HERE = ("localhost", "localhost.localdomain")


def unfit(settings: Settings, clock: datetime) -> Iterator[Problem]:
    """What of the settings says that a site is not for readers."""
    host = urlsplit(settings.site.base_url).hostname or ""
    where = settings.origins.get("base_url", "")
    path, _, line = where.rpartition(":")
    if is_local(host):
        message = f"`base_url` is {settings.site.base_url}, which leads nobody but you anywhere ({where})"
        at = int(line) if line.isdigit() else 0
        yield Problem("base_url", message, path if at else "", at, hint="write the address readers will use")
    if settings.origins.get("now") != "the clock" and settings.now > clock:
        message = f"{settings.origins['now']} says that it is {settings.now:%Y-%m-%d %H:%M}, which is still to come"
        yield Problem("now", message, hint="publish by the clock: what is dated later would be public before its time")
    if settings.drafts or settings.future or settings.expired:
        hint = "publish without --drafts and --future"
        yield Problem("hidden", "the site holds what is not for readers yet", hint=hint)


def is_local(host: str) -> bool:
    """Whether a host is this machine, or one of this network."""
    if host in _HERE or host.endswith((".localhost", ".local", ".test")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def odd_files(folder: Path) -> Iterator[Problem]:
    """Files that must not go out: links, names nobody could use, secrets."""
    for path, is_link, is_ordinary in walk(folder):
        name = path.rpartition("/")[2]
        if is_link:
            yield _odd(path, "a symbolic link would publish what it leads to", _STATIC)
        elif not _is_sound(path):
            yield _odd(path, "its name holds a sign that addresses cannot hold", "give it another name")
        elif any(_SECRET.fullmatch(each) for each in path.split("/")):
            yield _odd(path, f"`{printable(name)}` is the name of something secret", _OUT)
        elif not is_ordinary:
            yield _odd(path, "this is not an ordinary file", _STATIC)


def missing(paths: Iterable[str], articles: int) -> Iterator[Problem]:
    """What a site cannot be without."""
    there = set(paths)
    if not articles:
        hint = "publish an article first: take `draft: true` out of one, or write one into content/articles/"
        yield Problem("empty", "the site has no articles", hint=hint)
    for name in NEEDED:
        if name not in there:
            hint = f"the theme, or a file of yours in its place, must make {name}"
            yield Problem("incomplete", f"the site has no {name}", hint=hint)


def walk(folder: Path) -> Iterator[tuple[str, bool, bool]]:
    """Everything below a folder but folders: its path from there, whether it is a link, and an ordinary file."""
    rooms = [("", str(folder))] if folder.is_dir() else []
    while rooms:
        prefix, here = rooms.pop()
        with os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    rooms.append((f"{path}/", entry.path))
                else:
                    yield path, entry.is_symlink(), entry.is_file(follow_symlinks=False)


def _is_sound(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\\" not in path and not any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in path)


def _odd(path: str, why: str, hint: str) -> Problem:
    return Problem("unsafe", why, printable(path.encode("utf-8", "replace").decode()), hint=hint)
