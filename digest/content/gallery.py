"""Addresses of pictures -> what pages show of them: which files, how large; and which must not be shown.

What is known of a file is kept by the name of its bytes. So an unchanged picture is never decoded again, and all that
pages must know of a picture is known before any of its smaller files is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import astuple

from digest.content.inspection import Facts, inspected, kind_of
from digest.content.linking import MEDIA
from digest.content.reading import FOLDER
from digest.cores import apart
from digest.disk import read_bytes, stamp, write_whole
from digest.errors import DigestError, Problem, printable
from digest.fingerprint import fingerprint, of_bytes
from digest.model import Sized
from digest.program import pillow

VERSION = 1  # of all that is made of a picture; another one makes all of them anew
FILE_SIZE = 100 << 20  # bytes: GitHub refuses larger files
PICTURES = "/pictures/"  # where the smaller files stand
WIDTHS = (640, 1280)  # pixels: of a column of text on most screens, and on the sharpest
KEPT = ".digest/pictures.json"


class Picture(Struct, frozen=True):
    """A picture as pages show it: the file that every browser knows, its size, and smaller files for most of them."""

    src: str
    width: int
    height: int
    avif: tuple[Sized, ...] = ()


class Print(Struct, frozen=True):
    """A file that is made of a picture: `source` is its path, `name` that of its bytes, `kind` the format."""

    url: str
    source: str
    name: str
    kind: str
    width: int
    height: int


class Gallery:
    """The pictures of one site, as far as they have been asked for."""

    def __init__(self, root: Path, jobs: int) -> None:
        self._root, self._jobs = root, jobs
        self._key = fingerprint((VERSION, pillow()))
        self._facts: dict[str, Facts] | None = None
        self._fresh = False
        self._hung: dict[str, tuple[str, Facts]] = {}  # by path: the name of its bytes, and what is known of it

    def hang(self, addresses: Iterable[str], assets: Iterable[str] = ()) -> None:
        """Look at the pictures at some addresses, and at those among the `assets`; at unknown ones on all cores."""
        wanted = {path: "" for each in addresses if (path := self._path(each))}
        wanted |= {path: "" for path in assets if kind_of(path)}
        paths = sorted(path for path in wanted if path not in self._hung)
        named = {path: name for path in paths if (name := self._name(path))}
        if named:
            facts = self._known()
            new = {key: path for path, name in named.items() if (key := _key(name, path)) not in facts}
            tasks = [(self._root, path) for path in new.values()]
            looked_at = apart(_look, tasks, jobs=self._jobs, lost=_lost)
            facts.update(zip(new, looked_at, strict=True))
            self._fresh = self._fresh or bool(new)
            self._hung |= {path: (name, facts[_key(name, path)]) for path, name in named.items()}

    def picture(self, address: str) -> Picture | None:
        """What pages show of a picture; nothing of one that they know only by its address, or must not show."""
        name, facts = self._hung.get(self._path(address), ("", None))
        if facts is None or facts.why:
            return None
        if facts.way == "kept":
            return Picture(address, facts.width, facts.height)
        *avif, plain = _prints("", name, facts)
        return Picture(plain.url, plain.width, plain.height, tuple(Sized(each.url, each.width) for each in avif))

    def refuses(self, address: str) -> bool:
        """Whether a picture of this site must not be shown."""
        return self.refuses_file(self._path(address))

    def refuses_file(self, path: str) -> bool:
        """The same, of a file."""
        return path in self._hung and bool(self._hung[path][1].why)

    @property
    def shown(self) -> frozenset[str]:
        """The files of the pictures that are shown."""
        return frozenset(path for path, (_, facts) in self._hung.items() if not facts.why)

    @property
    def prints(self) -> Iterator[Print]:
        """All the files that are made of them; two pictures of the same bytes share theirs."""
        made: dict[str, Print] = {}
        for path, (name, facts) in sorted(self._hung.items()):
            if not facts.why and facts.way != "kept":
                made.update({each.url: each for each in _prints(path, name, facts) if each.url not in made})
        yield from made.values()

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong with the pictures that must not be shown."""
        for path, (_, facts) in sorted(self._hung.items()):
            if facts.why:
                message = f"this picture is not shown: {facts.why}"
                yield Problem("picture", printable(message), printable(path), facts.line, hint=facts.hint)

    def save(self) -> None:
        """Keep what has been found out."""
        if self._fresh and self._facts is not None:
            text = json.dumps({name: astuple(each) for name, each in sorted(self._facts.items())}, ensure_ascii=False)
            data = text.encode("utf-8", "surrogatepass")
            write_whole(self._root / KEPT, _head(self._key, data) + data, sync=False)
            self._fresh = False

    def _path(self, address: str) -> str:
        """The file of a picture at an address within the site; empty for any other."""
        path = unquote(urlsplit(address).path) if address.startswith("/") else ""
        if not kind_of(path) or ".." in path.split("/"):
            return ""
        return f"{FOLDER}/{path.removeprefix(MEDIA)}" if path.startswith(MEDIA) else f"static{path}"

    def _name(self, path: str) -> str:
        """The name of a file's bytes; none where it cannot be read, which is told elsewhere."""
        try:
            return file_name(self._root, path)
        except DigestError:
            return ""

    def _known(self) -> dict[str, Facts]:
        if self._facts is None:
            self._facts = _load(self._root / KEPT, self._key)
        return self._facts


def file_name(root: Path, path: str) -> str:
    """The name of a file's bytes. Raises `DigestError` where it cannot be read."""
    seen = stamp(root, path)
    return _remembered_name(root, path, seen) if seen else of_bytes(read_bytes(root, path, limit=FILE_SIZE))


@lru_cache(maxsize=1 << 16)
def _remembered_name(root: Path, path: str, seen: tuple[int, ...]) -> str:
    """The same, while the file is as it was `seen`: a preview asks after every edit, and pictures are large."""
    return of_bytes(read_bytes(root, path, limit=FILE_SIZE))


def _key(name: str, path: str) -> str:
    """What a file's facts follow from: its bytes, and what its name promises of them."""
    return f"{name}.{kind_of(path)}"


def _look(task: tuple[Path, str]) -> Facts:
    root, path = task
    return inspected(read_bytes(root, path, limit=FILE_SIZE), kind_of(path))


def _lost(task: tuple[Path, str]) -> Facts:
    """What is known of a picture that its decoder did not survive."""
    why = "the program that decodes pictures broke down over it"
    return Facts(kind_of(task[1]), why=why, hint="open it in a picture editor and save it again")


def _prints(path: str, name: str, facts: Facts) -> Iterator[Print]:
    """The files that are made of a picture, the one for every browser last."""
    widths = sorted({min(width, facts.width) for width in WIDTHS})
    stem = PICTURES + fingerprint((VERSION, pillow(), name))[:16]
    last = ("png" if facts.way == "clear" else "jpg", widths[-1])
    for kind, width in (*(("avif", each) for each in widths), last):
        height = max(1, round(facts.height * width / facts.width))
        yield Print(f"{stem}-{width}.{kind}", path, name, kind, width, height)


def _load(path: Path, key: str) -> dict[str, Facts]:
    """What is kept; nothing where it is missing, torn, or of another time."""
    try:
        head, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    return {name: Facts(*row) for name, row in json.loads(text).items()} if head + b"\n" == _head(key, text) else {}


def _head(key: str, text: bytes) -> bytes:
    return f"{key} {of_bytes(text)}\n".encode()
