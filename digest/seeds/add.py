"""A file, a page of the web, or what is typed in -> one more seed, stored as it came."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from digest.disk import read_bytes
from digest.errors import DigestError, printable
from digest.same_address import same_address
from digest.seeds.encoding import decoded
from digest.seeds.fetch import Client, Manners
from digest.seeds.holdings import Held, Holdings, same_bytes
from digest.seeds.kinds import guessed
from digest.seeds.naming import divided, path_of_file, path_of_page
from digest.seeds.pages import any_body
from digest.seeds.parts import ENDINGS, PLAIN, SIZE, parts
from digest.seeds.saved import Snapshot, spelt
from digest.seeds.storing import store
from digest.text import short_hash


class Added(Struct, frozen=True):
    """What became of one thing that was named: the seed that holds it, and whether that is new."""

    asked: str
    seed: str
    new: bool


def add_file(root: Path, name: str, *, called: str = "", dry_run: bool = False) -> Added:
    """Copy a file. `called` gives the copy another name.

    `DigestError` for what is no ordinary file, or cannot be a seed. The caller holds the lock `getting`.
    """
    file = Path(name)
    if file.is_symlink():  # not every system refuses it when the file is opened
        raise DigestError(
            "a symbolic link is not followed", code="file", path=printable(name), hint="name the file itself"
        )
    data = read_bytes(Path.cwd(), name, limit=SIZE)
    stem, ending = divided(called or file.name)
    ending = ending or (divided(file.name)[1] if called else "")
    if not ending:
        hint = f"seeds end in {', '.join(ENDINGS)}; with --name you call it so"
        raise DigestError("this kind of file is not converted", code="seed-kind", path=printable(name), hint=hint)
    return _added(root, name, data, (stem, ending), dry_run=dry_run)


def add_text(root: Path, data: bytes, *, called: str = "", dry_run: bool = False) -> Added:
    """Store what came from standard input. What kind it is, its bytes tell, unless `called` has an ending."""
    if len(data) > SIZE:
        raise DigestError(f"it has more than {SIZE:,} bytes", code="size", path="-")
    stem, ending = divided(called)
    try:
        ending = ending or guessed(data)
    except DigestError as error:
        raise DigestError(error.problem.message, code="binary", path="-") from None
    return _added(root, "-", data, (stem or f"pasted-{short_hash(_name(data))}", ending), dry_run=dry_run)


def _added(root: Path, asked: str, data: bytes, name: tuple[str, str], *, dry_run: bool) -> Added:
    stem, ending = name
    _refuse_unreadable(data, printable(asked), ending)
    there = same_bytes(root, data)
    if there:
        return Added(asked, there, new=False)

    def path_at(attempt: int) -> str:
        return path_of_file(stem, ending, _name(data) + "#" * attempt if attempt else "")

    return Added(asked, store(root, path_at, data, dry_run=dry_run), new=True)


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _refuse_unreadable(data: bytes, place: str, ending: str) -> None:
    """What is no seed is told now, and not only when it is converted. An encoding that cannot be told is no fault."""
    if not data.strip():
        raise DigestError("it is empty", code="no-article", path=place)
    try:
        decoded(data, place) if ending in PLAIN else parts(data, place + ending)
    except DigestError as error:
        problem = error.problem
        if problem.code != "encoding":
            hint = "" if problem.code == "binary" else problem.hint
            raise DigestError(problem.message, code=problem.code, path=place, line=problem.line, hint=hint) from None


def add_page(
    root: Path,
    url: str,
    client: Client,
    held: Holdings,
    *,
    called: str = "",
    allow: tuple[str, ...] = (),
    dry_run: bool,
) -> Added:
    """Fetch a page, a text, a feed or a list, and store it with its address and time.

    `Unfetched` for what cannot be fetched. One that was fetched before is left as it is. A `dry_run` fetches nothing.
    """
    name = same_address(url)
    there = held.by_name.get(name) if name else None
    if there:
        return Added(url, there.seed, new=False)

    def path_at(attempt: int) -> str:
        path = path_of_page(url, "", name or url, attempt)
        return path if not called else path_of_file(divided(called)[0], ".mhtml", path if attempt else "")

    if dry_run:
        return Added(url, store(root, path_at, b"", dry_run=True), new=True)
    answer = client.get(url, Manners(allow))
    body = any_body(answer)
    data = spelt(Snapshot(body, answer.fetched, asked=url))
    _refuse_unreadable(data, printable(url), ".mhtml")
    seed = store(root, path_at, data)
    held.add(Held(seed), tuple(filter(None, (name, same_address(answer.url)))))
    return Added(url, seed, new=True)
