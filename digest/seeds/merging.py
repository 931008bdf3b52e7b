"""An edited article and a newer draft -> both in one where they fit; else the draft beside the article, as NAME.md.new.

No conflict marks are ever put into an article: the editor's text stays byte for byte. The draft beside it is read by
nothing. When its editor has removed it, the two have been dealt with: neither that draft nor the one before it is ever
offered again, whatever rules come and go.
"""

from __future__ import annotations

import os

from msgspec import Struct
from msgspec.structs import replace

from digest.disk import write_whole
from digest.errors import DigestError, Problem
from digest.seeds import bases, beside
from digest.seeds.beside import BESIDE
from digest.seeds.folder import Entry
from digest.seeds.frontmerge import reconciled
from digest.seeds.making import Made
from digest.seeds.outcome import Converted, Skipped
from digest.seeds.record import Row
from digest.seeds.writing import Result, Writer, hash_of_bytes


class Merger(Struct, frozen=True):
    """Brings what is new in drafts into articles that were edited. `asked`: an editor wants to hear of it by name."""

    writer: Writer
    asked: bool

    def merge(self, row: Row, entry: Entry, made: Made) -> Result:
        """An edited article takes over what is new in its draft."""
        if row.offered and self._beside(row.article) is None:
            row = self._dealt_with(row)
        new = _row(row, entry, made)
        ours, base = self.writer.read(row.article), bases.find(self.writer.root, row.draft)
        if ours == made.draft or (row.offered and base == made.draft):
            self.writer.keep(made.draft)
            return self.settled(row, new)
        if base == made.draft:
            return Skipped(entry.key, f"{row.article} was edited: it is not overwritten") if self.asked else None
        if base is None:
            known = "the draft it began as is not known: nothing new is merged into it"
            return Skipped(entry.key, f"{row.article} was edited, and {known}")
        return self._merged(row, entry, made, base, ours or b"")

    def _merged(self, row: Row, entry: Entry, made: Made, base: bytes, ours: bytes) -> Result:
        new = _row(row, entry, made)
        try:
            merged = made.draft if ours == base else _reconciled(base, ours, made.draft, row)
        except DigestError:
            self.writer.unfinished.add(entry.key)
            return Skipped(entry.key, f"{row.article} cannot be read: what is new is merged when it is mended")
        if merged is None:
            return self._offered(row, new, made.draft)
        self.writer.keep(made.draft)
        if merged != ours and (found := self.writer.busy(entry, row.article)):
            return found
        if merged != ours and not self.writer.replaced(row.article, merged, ours, sync=True):
            return self.writer.edited_just_now(entry, row.article)
        done = self.settled(row, new)
        return done if merged == ours else Converted(entry.key, row.article, made.unsure, merged=True)

    def settle(self, row: Row, entry: Entry) -> Result:
        """Look again at an article beside which a draft was put: whether its editor has dealt with the two."""
        if self._beside(row.article) is None:
            self._dealt_with(row)
            return None
        draft = bases.find(self.writer.root, row.offered)
        if draft is None or bases.find(self.writer.root, row.draft) is None:
            return _clash(row.article)
        return self.merge(row, replace(entry, sha256=row.sha256), Made(draft=draft))

    def _dealt_with(self, row: Row) -> Row:
        """The editor has removed the draft beside an article: from now on the article is held against that one."""
        new = row.with_drafts(row.offered, settled=(row.draft, row.offered))
        self.writer.note(new, instead=row)
        return new

    def clear(self) -> None:
        """Take away the drafts beside articles that are gone, were emptied, or are nobody's but the converter's."""
        for row in [each for each in self.writer.record.rows if each.offered]:
            there = os.path.lexists(self.writer.root / row.article)
            article = self.writer.read(row.article) if there else b""
            if article is None:
                continue
            held = hash_of_bytes(article)
            if not article.strip() or held in (row.draft, row.offered):
                self.settled(row, row.with_drafts(row.offered if held == row.offered else row.draft))

    def settled(self, row: Row, new: Row) -> Result:
        """From now on an article is held against another draft. The one beside it goes, if nobody wrote in it."""
        self.writer.note(new, instead=row)
        if not self.writer.dry_run:
            beside.drop(self.writer.root, row)
        return None

    def _offered(self, row: Row, new: Row, draft: bytes) -> Problem:
        """Put a draft beside an article. What the article is held against stays, until the two are dealt with."""
        path = row.article + BESIDE
        there = os.path.lexists(self.writer.root / path)
        standing = self._beside(row.article)
        if there and (standing is None or hash_of_bytes(standing) not in (row.offered, new.draft)):
            hint = f"the newest draft clashes with {row.article}, and would be put there: remove the file or rename it"
            return Problem("clash", "this file was not written by the converter", path, hint=hint)
        if standing != draft and not self.writer.dry_run:
            write_whole(self.writer.root / path, draft)
        self.writer.keep(draft)
        offered = new.with_drafts(row.draft, offered=new.draft)
        if offered != row:
            self.writer.note(offered, instead=row)
        return _clash(row.article)

    def _beside(self, article: str) -> bytes | None:
        return self.writer.read(article + BESIDE)


def _row(row: Row, entry: Entry, made: Made) -> Row:
    """The line of the record when an article is held against another draft."""
    return replace(row.with_drafts(hash_of_bytes(made.draft)), seed=entry.key, sha256=entry.sha256)


def _reconciled(base: bytes, ours: bytes, theirs: bytes, row: Row) -> bytes | None:
    """The two in one. Where they clash there is none, unless the editor has decided about this very draft before."""
    found = reconciled(base, ours, theirs, row.article)
    if found is None and hash_of_bytes(theirs) in row.settled:
        return reconciled(base, ours, theirs, row.article, ours_wins=True) or ours
    return found


def _clash(article: str) -> Problem:
    hint = f"take what you want from {article}{BESIDE}, then delete that file: the same draft is not offered again"
    message = "you and the converter have changed the same place: your text stays as it is"
    return Problem("clash", message, article, hint=hint)
