"""Seeds against the record and `content/`: what is new is converted, what a person touched is left alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from digest.content.frontmatter import spelt
from digest.disk import read_bytes, regular_files, write_whole
from digest.errors import CONTENT, DigestError, Problem, printable
from digest.model import Document
from digest.seeds import lost, record, version
from digest.seeds.files import create_whole, opened_by, refuse_links, sweep
from digest.seeds.outcome import Conversion, Converted, Outcome, Skipped
from digest.seeds.read import LIMIT
from digest.seeds.record import Record, Row
from digest.seeds.shelf import Shelf, shelf, text_key
from digest.seeds.vocabulary import Vocabulary
from digest.text import short_hash, sure_slug

ARTICLES = "content/articles"
ENDINGS = (".txt", ".text", ".html", ".htm")

Make = Callable[[bytes, str, Vocabulary], Conversion]


def seed_names(root: Path) -> tuple[str, ...]:
    """Every file in `seeds/` that asks to be converted, as a path from the root, sorted. Its own notes are none."""
    return tuple(path for path, _ in regular_files(root, "seeds") if _asks(path))


def _asks(path: str) -> bool:
    return path != record.FILE and not path.rpartition("/")[2].upper().startswith(("README", "LICENSE"))


class Batch:
    """One conversion of the whole folder, as it goes. `named` where the editor has named the seeds."""

    def __init__(
        self, root: Path, make: Make, *, named: bool, force: bool, dry_run: bool, taught: str | None = ""
    ) -> None:
        self.root, self.make, self.named, self.force, self.dry_run = root, make, named, force and named, dry_run
        self.record = Record(record.read(root))
        self.taught = taught
        self.newer = version.changed(root, taught)
        self.written: dict[str, str] = {}
        self.converted: list[Converted] = []
        self.skipped: list[Skipped] = []
        self.waiting: list[str] = []
        self.problems: list[Problem] = []
        self.unchanged = 0

    def over(self, names: Sequence[str]) -> Outcome:
        """Go over the seeds. One that cannot be converted is named, and the rest are."""
        refuse_links(self.root, ARTICLES)
        if not self.dry_run:
            sweep(self.root, ARTICLES)
        objections = dict(regular_files(self.root, "seeds"))
        for folder in _folders_named_like_seeds(self.root):
            self.problems.append(Problem("file", "this is a folder, not a seed", printable(folder), level="warning"))
        if self.record.rows and not self.dry_run:
            lost.end(self.root)
        elif names and lost.is_lost(self.root, self.record, self.shelf):
            self._renew(objections)
        for name in names:
            try:
                self._one(name, objections.get(name, ""))
            except DigestError as error:
                if error.status != CONTENT:
                    raise
                self.problems.append(_about(error.problem, name))
        if self.waiting:
            self.problems.append(lost.warning(self.waiting))
        if self.record.rows and not self.dry_run:
            version.remember(self.root, self.taught)
        return Outcome(tuple(self.converted), self.unchanged, tuple(self.skipped), tuple(self.problems))

    @cached_property
    def shelf(self) -> Shelf:
        """What stands in `content/`; looked at only when there is something to convert."""
        return shelf(self.root)

    def _one(self, name: str, objection: str) -> None:
        data = self._read(name, objection)
        sha256 = hashlib.sha256(data).hexdigest()
        key = printable(name)
        row = self.record.about(key, sha256)
        if row is None:
            self._unknown(key, sha256, data)
        elif row.article:
            self._known(row, key, sha256, data)
        else:
            self._doubtful(row, key, sha256, data)

    def _read(self, name: str, objection: str) -> bytes:
        if objection:
            raise DigestError(objection, code="file")
        if not name.lower().endswith(ENDINGS):
            hint = f"seeds end in {', '.join(ENDINGS)}"
            raise DigestError("this kind of file is not converted", code="seed-kind", hint=hint)
        return read_bytes(self.root, name, limit=LIMIT)

    # seeds that were converted before

    def _known(self, row: Row, key: str, sha256: str, data: bytes) -> None:
        copy = row.seed != key and os.path.lexists(self.root / row.seed)
        changed = row.sha256 != sha256
        standing = self._state(row)
        if copy:
            self._skip(key, f"the same bytes as {row.seed}, which became {row.article}")
        elif self.force and standing == "gone":
            self._back(row, key, sha256, data)
        elif changed and not (self.force and standing == "untouched"):
            self._skip(key, f"it has changed since it became {row.article}, which stays as it is")
        elif self.force and standing == "edited":
            self._skip(key, f"{row.article} was edited: it is not overwritten")
        elif standing == "untouched" and (self.newer or self.force):
            self._again(row, key, sha256, data)
        elif standing == "gone" and self.named:
            self._skip(key, f"its article {row.article} was deleted; with --force it comes back")
        else:
            self.unchanged += 1

    def _state(self, row: Row) -> str:
        """`gone`, `untouched` (as the converter wrote it), or `edited`."""
        if not os.path.lexists(self.root / row.article):
            return "gone"
        return "untouched" if row.draft and self._hash(row.article) == row.draft else "edited"

    def _hash(self, article: str) -> str:
        try:
            return hashlib.sha256(read_bytes(self.root, article, limit=LIMIT * 2)).hexdigest()
        except DigestError:
            return ""

    def _back(self, row: Row, key: str, sha256: str, data: bytes) -> None:
        """Bring a deleted article back, unless it only goes by another name now."""
        elsewhere = self.shelf.by_hash.get(row.sha256) or self.shelf.by_seed.get(key)
        if elsewhere:
            self._skip(key, f"its article is {elsewhere} now: it is not overwritten")
            return
        self._create(key, sha256, self._made(data, key), row.article, instead=row)

    def _again(self, row: Row, key: str, sha256: str, data: bytes) -> None:
        """A draft that nobody touched follows the converter (or, where forced, its seed)."""
        made = self._made(data, key)
        text = spelt(made).encode("utf-8")
        draft = hashlib.sha256(text).hexdigest()
        if draft == row.draft:
            self.unchanged += 1
        elif self._busy(key, row.article):
            return
        elif self._hash(row.article) != row.draft:
            self._skip(key, f"{row.article} was edited just now: it is not overwritten")
        else:
            self._rewrite(row, Row(key, sha256, row.article, draft), text)
            self.converted.append(Converted(key, row.article, _unsure(made), updated=True))

    def _rewrite(self, row: Row, new: Row, text: bytes) -> None:
        if self.dry_run:
            return
        old = read_bytes(self.root, row.article, limit=LIMIT * 2)
        write_whole(self.root / ".digest/backup" / row.article, old)
        write_whole(self.root / row.article, text)
        self._record(new, instead=row)

    # seeds that the record does not know

    def _unknown(self, key: str, sha256: str, data: bytes, *, instead: Row | None = None) -> None:
        claimed = self.shelf.by_hash.get(sha256)
        named = self.shelf.by_seed.get(key)
        if claimed in self.written:
            self._skip(key, f"the same bytes as {self.written[claimed]}, which became {claimed}")
        elif claimed:
            self.unchanged += 1
            self._record(self._adopted(key, sha256, claimed, data), instead=instead)
        elif named:
            self._skip(key, f"it has changed since it became {named}, which stays as it is")
        else:
            self._new(key, sha256, data, instead=instead)

    def _adopted(self, key: str, sha256: str, article: str, data: bytes) -> Row:
        """An article that the record has lost: an editor's, unless it is to the byte what would be written now."""
        draft = self._hash(article)
        try:
            made = self.make(data, key, self.shelf.vocabulary).document
        except DigestError:
            return Row(key, sha256, article, "")
        return Row(key, sha256, article, draft if draft == hashlib.sha256(spelt(made).encode()).hexdigest() else "")

    def _new(self, key: str, sha256: str, data: bytes, *, instead: Row | None = None) -> None:
        made = self._made(data, key)
        text = text_key(made.body)
        twin = self.shelf.by_text.get(text)
        if twin:
            self._skip(key, f"the same text as {twin}")
            return
        article = self._free(sure_slug(str(made.meta["title"])), sha256)
        if self._create(key, sha256, made, article, instead=instead):
            self.shelf.by_text[text] = self.shelf.by_hash[sha256] = article

    def _free(self, slug: str, sha256: str) -> str:
        """A path that no file has and the record never gave away; a namesake is told apart by its seed's hash."""
        for name in (slug, f"{slug}-{short_hash(sha256)}"):
            path = f"{ARTICLES}/{name}.md"
            if not self.record.gave_away(path) and not os.path.lexists(self.root / path):
                return path
        raise DigestError(
            f"{ARTICLES}/{slug}.md and its namesake exist already", code="taken", hint="rename one of them"
        )

    def _create(self, key: str, sha256: str, made: Document, article: str, *, instead: Row | None = None) -> bool:
        text = spelt(made).encode("utf-8")
        if self._busy(key, article):
            return False
        if not self.dry_run and not self.record.rows:
            lost.begin(self.root)
        if not self.dry_run and not create_whole(self.root / article, text):
            self._skip(key, f"{article} was made by someone else just now: it is not overwritten")
            return False
        self.written[article] = key
        self.converted.append(Converted(key, article, _unsure(made)))
        self._record(Row(key, sha256, article, hashlib.sha256(text).hexdigest()), instead=instead)
        return True

    # seeds that were there when the record was lost

    def _renew(self, objections: Mapping[str, str]) -> None:
        """Write a record anew, of all seeds at once: half of one would be taken for the whole."""
        for name in filter(_asks, objections):
            with suppress(DigestError):  # which is told when its turn comes
                self.record.add(self._again_known(printable(name), self._read(name, objections[name])))
        if self.record.rows and not self.dry_run:
            record.write(self.root, self.record.rows)

    def _again_known(self, key: str, data: bytes) -> Row:
        sha256 = hashlib.sha256(data).hexdigest()
        claimed, named = self.shelf.by_hash.get(sha256), self.shelf.by_seed.get(key)
        if claimed:
            return self._adopted(key, sha256, claimed, data)
        if named:  # by the hash of the seed as it was, so that its change is told
            return Row(key, next((old for old, each in self.shelf.by_hash.items() if each == named), sha256), named, "")
        return Row(key, sha256, "", "")

    def _doubtful(self, row: Row, key: str, sha256: str, data: bytes) -> None:
        if self.named or sha256 in self.shelf.by_hash or key in self.shelf.by_seed:
            self._unknown(key, sha256, data, instead=row)
        else:
            self.waiting.append(key)
            self._skip(key, lost.WAITS)

    # what all of them need

    def _made(self, data: bytes, key: str) -> Document:
        made = self.make(data, key, self.shelf.vocabulary)
        self.problems += [Problem("seed", note, key, level="warning") for note in made.seed.notes]
        return made.document

    def _busy(self, key: str, article: str) -> bool:
        mark = opened_by(self.root / article)
        if mark:
            self._skip(key, f"{article} is open in an editor ({printable(mark)})")
        return bool(mark)

    def _skip(self, key: str, reason: str) -> None:
        self.skipped.append(Skipped(key, reason))

    def _record(self, row: Row, *, instead: Row | None = None) -> None:
        self.record.add(row, instead=instead)
        if not self.dry_run:
            record.write(self.root, self.record.rows)
            lost.end(self.root)


def _unsure(made: Document) -> tuple[str, ...]:
    guesses = made.meta.get("unsure")
    return tuple(guesses) if isinstance(guesses, dict) else ()


def _about(problem: Problem, name: str) -> Problem:
    return problem if problem.path else replace(problem, path=printable(name))


def _folders_named_like_seeds(root: Path) -> Iterator[str]:
    """Folders whose names end like a seed's: a mistake, most likely."""
    for path in sorted((root / "seeds").rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_dir() and not path.is_symlink():
            yield path.relative_to(root).as_posix()
