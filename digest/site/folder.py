"""The output folder: staged beside itself, then exchanged at once, so that it is always a whole site, old or new."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from digest.aside import aside
from digest.disk import exchanged, sync, write_afresh
from digest.errors import MachineError, UsageError, printable
from digest.site.spare import Stamp as Stamp
from digest.site.spare import Survey, below, folders_above, make_room, pays, rid, stamp_of, survey

GENERATOR = "<generator>Digest</generator>"  # in the Atom feed of every site: RFC 4287, 4.2.4


class Folder:
    """The folder a site is published from.

    It is replaced whole, so it is taken only where it is new, empty, or holds a site built here: a file of the last
    build (`known`), or a feed that says so. Single files found there that no build made are put into `backup`.
    `spares`: whether the site before may be kept beside it, for nobody must come upon it there.
    """

    def __init__(self, path: Path, *, backup: Path, known: Collection[str] = (), spares: bool = False) -> None:
        self.path, self.backup, self.known, self.spares = path, backup, known, spares
        self._new: list[str] = []
        self._seen = Survey({}, [], [], [])
        self._links = True
        self._rooms: set[str] = set()
        self.stage = path.with_name(f".{path.name}.digest-stage")
        self.old = path.with_name(f".{path.name}.digest-old")
        self.spare = path.with_name(f".{path.name}.digest-spare")
        self._survey: Callable[[], Survey] = partial(survey, str(path), str(self.spare))

    def look_ahead(self, jobs: int) -> None:
        """Begin to look at what stands there, beside this process, where it is much: a large site has a spare one."""
        if self.spare.is_dir():
            self._survey = aside(survey, str(self.path), str(self.spare), jobs=jobs).result

    def stamps(self) -> dict[str, Stamp]:
        """Every file below the folder with its stamp. Raises `UsageError` where the folder must not be replaced."""
        if self.path.is_symlink() or (self.path.exists() and not self.path.is_dir()):
            raise UsageError(f"{self.path} is not an ordinary folder", code="output")
        self._seen = self._survey()
        stamps = {path: (size, changed) for path, (_, _, size, changed) in self._seen.files.items()}
        if stamps and not any(path in stamps for path in self.known) and not self._signed():
            some = ", ".join(printable(path) for path in list(stamps)[:3]) + (", …" if len(stamps) > 3 else "")
            hint = "name a new or an empty folder, or empty this one yourself"
            message = f"{self.path} holds files that are not of a site built here: {some}"
            raise UsageError(message, code="output", hint=hint)
        return stamps

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file that stands there has these bytes."""
        here = self.path / path
        try:
            return not here.is_symlink() and here.read_bytes() == data
        except OSError:
            return False

    def _signed(self) -> bool:
        """Whether the site that stands there says that this program made it."""
        try:
            with (self.path / "feed.xml").open("rb") as feed:
                return GENERATOR.encode() in feed.read(4096)
        except OSError:
            return False

    def put(self, path: str, data: bytes) -> None:
        """Stage a file of the next site and take it. Raises `MachineError`, the old site untouched."""
        try:
            self.take(path, self.put_by(path, data))
        except MachineError:
            self.discard()
            raise

    def put_by(self, path: str, data: bytes) -> bytes:
        """Stage a file of the next site; any process may. Nothing of it is to be handed on.

        Raises `MachineError` when the disk refuses. What is staged stays, for others may still be at it: whoever
        began it all discards it.
        """
        try:
            write_afresh(self._room(path), data)
        except OSError as error:
            raise self._refusal(error) from error
        return b""

    def take(self, path: str, handed: bytes) -> None:
        """Take a file that was staged."""
        self._new.append(path)

    def exchange(self, kept: Iterable[str], foreign: Iterable[str]) -> dict[str, Stamp]:
        """Replace the site by the files that were put and those that are kept. Returns the stamps of the former.

        Raises `MachineError`, the old site untouched, when the disk refuses.
        """
        kept = list(kept)
        with self._disk():
            self._save(foreign)
            alone = self._alone(kept)
            ready = self.stage if alone else self._ready(kept)
            sync([f"{ready}/{path}" for path in self._new])  # a power cut must not leave empty pages
            stamps = {path: stamp_of(os.stat(f"{ready}/{path}")) for path in self._new}
            if alone:
                os.replace(ready / alone, self.path / alone)
            else:
                self._swap(ready)
                self._spare(ready, spared=self._links and self._pays(kept))
        self._sweep()
        return stamps

    def _alone(self, kept: Sequence[str]) -> str:
        """The one file in which the next site differs: renaming it does in one step what else takes a folder anew."""
        if len(self._new) != 1 or self._seen.files.keys() - set(kept) != set(self._new):
            return ""
        (path,) = self._new
        return path

    def discard(self) -> None:
        """Leave the site as it stands."""
        shutil.rmtree(self.stage, ignore_errors=True)

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.discard()
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> MachineError:
        shutil.rmtree(self.spare, ignore_errors=True)  # the disk may be full
        hint = "the site stands as it was before"
        if self.old.exists() and not self.path.exists():
            hint = f"the site lies in {self.old}; the next run puts it back"
        where = error.filename or self.path
        return MachineError(f"cannot write {where}: {error.strerror or error}", code="disk", hint=hint)

    def _room(self, path: str) -> str:
        """Where a file is staged; the folders above it are made."""
        self._begin()
        make_room(str(self.stage), path, self._rooms)
        return f"{self.stage}/{path}"

    def _begin(self) -> None:
        if not self._rooms:
            self.stage.mkdir(parents=True, exist_ok=True)
            self._rooms.add("")

    def _save(self, foreign: Iterable[str]) -> None:
        """Nothing that somebody else put here is lost; what was put aside before stays as well."""
        for path in foreign:
            here = self.path / path
            if here.is_symlink() or here.is_file():  # a pipe or a socket holds nothing
                target = _unused(self.backup, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(here, target, follow_symlinks=False)

    def _ready(self, kept: Sequence[str]) -> Path:
        """Where the next site stands whole: a spare one brought up to date, or all the stage."""
        if self._pays(kept) and self._fill(kept):
            for path in self._new:
                os.replace(self.stage / path, self.spare / path)
            return self.spare
        self._begin()
        self._keep(self.stage, kept, self._rooms)
        return self.stage

    def _pays(self, kept: Sequence[str]) -> bool:
        return self.spares and pays(kept, self._new)

    def _fill(self, kept: Sequence[str]) -> bool:
        """Bring the spare site up to date but for the new files. False where there is none that can be."""
        if not self._seen.rooms:
            return False
        with contextlib.suppress(OSError):
            files, rooms = rid(self.spare, self._seen, kept, folders_above((*kept, *self._new)))
            self._keep(self.spare, [path for path in kept if path not in files], rooms)
            for path in self._new:
                make_room(str(self.spare), path, rooms)
            return True
        shutil.rmtree(self.spare, ignore_errors=True)
        return False

    def _keep(self, whole: Path, kept: Iterable[str], rooms: set[str]) -> None:
        """Kept files are hard links, and cost no bytes."""
        for path in kept:
            make_room(str(whole), path, rooms)
            try:
                os.link(f"{self.path}/{path}", f"{whole}/{path}")
            except OSError:  # a file system without hard links
                self._links = False
                shutil.copy2(f"{self.path}/{path}", f"{whole}/{path}")

    def _swap(self, ready: Path) -> None:
        """Put the next site where this one stands, at one instant where the system can."""
        ready.chmod(0o755)  # whatever the umask, as for every file and folder here: a server must read them
        if not self.path.exists():
            ready.rename(self.path)
        elif not exchanged(ready, self.path):
            self._swap_in_two_steps(ready)

    def _swap_in_two_steps(self, ready: Path) -> None:
        """The same elsewhere. A crash between the two leaves no site, until `recover` puts it back."""
        self.path.rename(self.old)
        try:
            ready.rename(self.path)
        except OSError:
            self.old.rename(self.path)
            raise

    def _spare(self, former: Path, *, spared: bool) -> None:
        """Keep the site that stood before as a spare one where that pays."""
        if not spared:
            shutil.rmtree(self.spare, ignore_errors=True)
        elif (before := self.old if self.old.exists() else former) != self.spare:
            with contextlib.suppress(OSError):
                before.rename(self.spare)

    def _sweep(self) -> None:
        """Remove the site that stood before; what cannot be removed is left to the next run."""
        for leaving in (self.stage, self.old):
            shutil.rmtree(leaving, ignore_errors=True)

    def recover(self) -> None:
        """Put back a site that a killed build had moved aside, and sweep what it left. Raises `MachineError`."""
        if self.old.exists() and not self.path.exists():
            self.old.rename(self.path)
        for leaving in (self.stage, self.old):
            try:
                if leaving.exists():
                    shutil.rmtree(leaving)
            except OSError as error:
                hint = f"it is left of an earlier build: remove {leaving} yourself"
                message = f"cannot remove {error.filename or leaving}: {error.strerror or error}"
                raise MachineError(message, code="disk", hint=hint) from error


def _unused(room: Path, path: str) -> Path:
    """A place for a file where nothing stands, each part of it with a number where its name is taken.

    A folder may be shared; a file or a link that was put aside under its name may not.
    """
    *rooms, name = path.split("/")
    for each in rooms:
        room = next(filter(_is_room, _numbered(room / each)))
    return next(filter(_free, _numbered(room / name)))


def _numbered(path: Path) -> Iterator[Path]:
    """The path, then `path.1`, `path.2`, …."""
    yield path
    yield from (path.with_name(f"{path.name}.{number}") for number in count(1))


def _is_room(path: Path) -> bool:
    return _free(path) or (path.is_dir() and not path.is_symlink())


def _free(path: Path) -> bool:
    return not path.is_symlink() and not path.exists()


def stamps_below(folder: Path) -> list[tuple[str, Stamp]]:
    """Every file below a folder with its stamp, by the order of paths. Raises `UsageError` for a git repository."""
    files, _ = below(str(folder))
    return sorted((path, stamp_of(state)) for path, state in files.items())
