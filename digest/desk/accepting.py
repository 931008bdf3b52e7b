"""What an editor wants of a seed -> a draft of it; and an article with which a newer draft clashes, dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from msgspec.structs import replace

from digest.content.reading import SIZE
from digest.desk.calls import Call, Given, Told
from digest.desk.papers import Paper, opened, saved
from digest.desk.room import PLACE, Room
from digest.disk import read_bytes
from digest.errors import DigestError, UsageError, printable
from digest.keeping import put_away
from digest.seeds import bases, record
from digest.seeds.beside import BESIDE
from digest.seeds.convert import Outcome, convert
from digest.seeds.files import refuse_links
from digest.seeds.frontmerge import reconciled
from digest.seeds.record import Row
from digest.settings import Settings


def _accept(room: Room, given: Given) -> Told:
    """Make drafts of seeds."""
    with room.held() as settings:
        return _told(_converted(settings, given.texts("seeds")))


def _again(room: Room, given: Given) -> Told:
    """Convert a seed all the same: a reprint, one whose article was deleted, or one that has changed since."""
    with room.held() as settings:
        return _told(_converted(settings, [given.text("seed")], force=True))


def _converted(settings: Settings, seeds: Sequence[str], *, force: bool = False) -> Outcome:
    return convert(replace(settings, jobs=1), only=seeds, force=force)


def _told(outcome: Outcome) -> Told:
    """What came of a conversion. `address` is where the editor goes on, where one draft came of it."""
    files = [each.article for each in outcome.converted]
    left = [f"{each.seed}: {each.reason}" for each in outcome.skipped] + [each.message for each in outcome.problems]
    if not files:
        raise UsageError("; ".join(left) or "nothing was converted", code="seed")
    told: Told = {"said": "; ".join([f"Converted into {', '.join(files)}", *left]) + ".", "files": files}
    return {**told, "address": article_page(files[0])} if len(files) == 1 else told


def article_page(file: str) -> str:
    """Where an article lies on the desk."""
    return f"{PLACE}/article?{urlencode({'file': file})}"


# a draft beside an article


def _both(room: Room, given: Given) -> Told:
    """Take what is new in the draft beside an article; where both have changed one place, the editor's text stays."""

    def change(row: Row, ours: bytes, theirs: bytes, base: bytes | None) -> bytes:
        if base is None:
            hint = "take over by hand what you want of it; then “Dealt with”"
            raise UsageError("the draft that the article began as is gone", code="clash", path=row.article, hint=hint)
        found = reconciled(base, ours, theirs, row.article, ours_wins=True)
        if found is None:
            hint = "take over by hand what you want of it; then “Dealt with”"
            raise UsageError("the two cannot be brought together", code="clash", path=row.article, hint=hint)
        return found

    told = _settled(room, given.text("seed"), change)
    return {**told, "said": "Brought together: where both had changed one place, your text stays."}


def _dealt(room: Room, given: Given) -> Told:
    """The editor has taken what he wanted of the draft beside an article."""
    return _settled(room, given.text("seed"), lambda _, ours, __, ___: ours)


def _settled(room: Room, seed: str, change: Callable[[Row, bytes, bytes, bytes | None], bytes]) -> Told:
    """Change an article beside which a newer draft lies, and take that away, after a copy of both."""
    with room.held() as settings:
        row = _clashing(settings, seed)
        root, path = settings.root, row.article + BESIDE
        refuse_links(root, row.article.rpartition("/")[0])
        mine, beside = opened(root, row.article), Paper(path, read_bytes(root, path, limit=SIZE))
        saved(root, mine, change(row, mine.data, beside.data, bases.find(root, row.draft)), room.clock())
        copy = put_away(root, path, beside.data, room.clock())
        _converted(settings, [seed])  # which looks again, and writes down that this is done
    said = f"Dealt with: the newer draft is kept in {copy}, and not offered again."
    return {"said": said, "address": article_page(row.article)}


def _clashing(settings: Settings, seed: str) -> Row:
    for row in record.read(settings.root):
        if row.seed == seed and row.offered:
            return row
    raise DigestError(f"no newer draft of {printable(seed)} lies beside its article", code="clash")


CALLS: dict[str, Call] = {"accept": _accept, "again": _again, "both": _both, "dealt": _dealt}
