"""What an editor does not want -> put aside, so that it is not offered again; and taken back, as if it had never been.

The draft of a spiked seed is kept in `.digest/backup/`, whole.
"""

from __future__ import annotations

from digest.content.reading import SIZE
from digest.desk.calls import Told
from digest.desk.papers import Paper, opened
from digest.desk.room import Room, is_text
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, UsageError, printable
from digest.keeping import BACKUP, overwrite, put_away
from digest.seeds.files import refuse_links
from digest.seeds.overview import spike
from digest.settings import Settings


def put_aside(settings: Settings, seed: str, file: str, room: Room) -> Told:
    """Spike a seed, a draft, or both. The caller holds the site. A published article is not touched."""
    if file:
        article = room.entry(room.file(file)).article
        if article is None or not article.draft:
            hint = "withdraw it first: `draft: true`"
            raise UsageError(f"{file} is published, or cannot be read: it is not put aside", code="spike", hint=hint)
        _spiked_without(settings, seed, opened(settings.root, file), room)
    elif seed:
        _spiked(settings, seed)
    undo = {"call": "unspike", "given": {"seed": seed, "file": file}}
    return {"said": f"Spiked: {seed or file}. It is not offered again.", "undo": undo}


def _spiked_without(settings: Settings, seed: str, draft: Paper, room: Room) -> None:
    """Spike a seed whose draft is put by first; if that cannot be, the draft stands where it stood."""
    copy = put_away(settings.root, draft.path, draft.data, room.clock())
    try:
        if seed:
            _spiked(settings, seed)
    except DigestError:
        overwrite(settings.root, draft.path, read_bytes(settings.root, copy, limit=SIZE), None)
        raise


def _spiked(settings: Settings, seed: str) -> None:
    done = spike(settings, [seed])
    if done.problems and not done.seeds:
        raise DigestError.about(done.problems[0])


def take_back(settings: Settings, seed: str, file: str) -> Told:
    """Take a seed for one that may be wanted, and bring its draft back, if there was one."""
    done = spike(settings, [seed], undo=True) if seed else None
    if done and done.problems:
        raise DigestError.about(done.problems[0])
    copy = _last_copy(settings, file) if file else ""
    if copy and not (settings.root / file).exists():
        refuse_links(settings.root, file.rpartition("/")[0])
        overwrite(settings.root, file, read_bytes(settings.root, copy, limit=SIZE), None)
    return {"said": f"Taken back: {file or seed}."}


def _last_copy(settings: Settings, file: str) -> str:
    """The last copy of a file, looked up among all: no path is made of what a browser sends. `UsageError` for none."""
    folder = f"{BACKUP}/{file.removesuffix('.md')}"
    every = (path for path, objection in regular_files(settings.root, f"{BACKUP}/content") if not objection)
    found = max((path for path in every if path.rpartition("/")[0] == folder and is_text(file)), default="")
    if not found:
        raise UsageError(f"there is no copy of {printable(file)}", code="usage")
    return found
