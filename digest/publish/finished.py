"""The output folder -> a finished site: its files by the names that git gives them, and those that a branch needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from digest.errors import MachineError, Problem, printable
from digest.publish.fitness import walk
from digest.publish.sending import Files, object_name

CNAME, NOJEKYLL = "CNAME", ".nojekyll"


class Site(Struct, frozen=True):
    """A finished site: the names of its files' bytes, and their sizes, by path. `form` is the kind of names."""

    folder: Path
    form: str
    names: dict[str, str]
    sizes: dict[str, int]


def finished(folder: Path, form: str) -> Site:
    """What stands in a folder."""
    names, sizes = {}, {}
    try:
        for path in sorted(path for path, is_link, is_ordinary in walk(folder) if is_ordinary and not is_link):
            data = (folder / path).read_bytes()
            names[path], sizes[path] = object_name(data, form), len(data)
    except OSError as error:
        raise MachineError(f"cannot read {error.filename}: {error.strerror}", code="disk") from None
    return Site(folder, form, names, sizes)


class Naming(Struct, frozen=True):
    """What is known of a host's name: what the settings ask for, the bytes on the branch, that of the site's address.

    `foreign` tells that others put it on the branch, as the page of settings at GitHub does.
    """

    wanted: str
    there: bytes
    foreign: bool
    host: str


def with_branch_files(site: Site, naming: Naming) -> tuple[Files, tuple[Problem, ...]]:
    """The site as a branch holds it: not for Jekyll, and with the name of its host.

    A name that others have put there is kept, and every name that the site itself does not give.
    """
    made = {} if NOJEKYLL in site.names else {NOJEKYLL: b""}
    own = naming.wanted or _name(site)
    said = naming.there.decode("utf-8", "replace").strip()
    if said and (naming.foreign or own in ("", said)):
        made[CNAME] = naming.there
    elif naming.wanted:
        made[CNAME] = f"{naming.wanted}\n".encode()
    names = {**site.names, **{path: object_name(data, site.form) for path, data in made.items()}}
    shown = made.get(CNAME, own.encode()).decode("utf-8", "replace").strip()
    return Files(names, site.folder, made), tuple(_at_odds(own, shown, naming.host))


def _name(site: Site) -> str:
    """The name in a file of the editor's own."""
    return (site.folder / CNAME).read_text(encoding="utf-8", errors="replace").strip() if CNAME in site.names else ""


def _at_odds(own: str, shown: str, host: str) -> Iterator[Problem]:
    if own and shown != own:
        message = f"the host is {printable(shown)} on the branch, and {own} here; that of the branch was kept"
        hint = "set it on the page of settings of your host, or write it into `publish: {cname: …}` of site.yaml"
        yield Problem("cname", message, hint=hint, level="warning")
    elif shown and shown != host:
        message = f"the site goes out under {printable(shown)}, and its `base_url` is at {host or 'no host'}"
        yield Problem("cname", message, hint="make them the same, or links lead away", level="warning")
