"""seeds/ -> Holdings: what of the web lies there already, told by the heads of the files themselves.

So nothing is fetched twice, whatever an editor has renamed, and even where `.digest/` was deleted.
"""

from __future__ import annotations

import hashlib
from email.parser import BytesHeaderParser
from pathlib import Path

from msgspec import Struct, field

from digest.disk import read_bytes, regular_files
from digest.errors import DigestError
from digest.same_address import same_address
from digest.seeds import record
from digest.seeds.mail import header, header_words
from digest.seeds.parts import SAVED, SIZE
from digest.seeds.saved import ADDRESS, ASKED, ENTRY, FEED, WORDS

HEAD = 16_000  # bytes in which the head of a file ends


class Held(Struct, frozen=True):
    """A seed that holds something of the web. `words` names what its entry said, empty where that is not known."""

    seed: str
    words: str = ""


class Holdings(Struct):
    """Seeds by the names and addresses of what is in them; `given` are the paths that were ever given away."""

    by_name: dict[str, Held] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def add(self, held: Held, names: tuple[str, ...]) -> None:
        """Take note of a seed."""
        for name in names:
            self.by_name.setdefault(name, held)
        self.given.add(held.seed)


def holdings(root: Path) -> Holdings:
    """What lies in `seeds/`, and which seeds lay there when they were converted."""
    found = Holdings(given={row.seed.partition("#")[0] for row in record.read(root)})
    for path, objection in regular_files(root, "seeds"):
        found.given.add(path)
        if not objection and path.lower().endswith(SAVED):
            held, names = _head(root, path)
            found.add(held, names)
    return found


def _head(root: Path, path: str) -> tuple[Held, tuple[str, ...]]:
    try:
        with open(root / path, "rb") as file:
            message = BytesHeaderParser().parsebytes(file.read(HEAD))
    except (OSError, ValueError):
        return Held(path), ()
    feed = header(message, FEED)  # whose address is not that of one of its entries
    addresses = [header(message, name) for name in (ADDRESS, ASKED)]
    names = [header_words(str(each)) for each in message.get_all(ENTRY, [])]
    names += [same_address(each) for each in addresses if each != feed]
    return Held(path, header(message, WORDS)), tuple(filter(None, names))


def same_bytes(root: Path, data: bytes) -> str:
    """The seed that has just these bytes, empty where none has."""
    wanted = hashlib.sha256(data).digest()
    for path, objection in regular_files(root, "seeds"):
        if not objection and (root / path).stat().st_size == len(data):
            try:
                if hashlib.sha256(read_bytes(root, path, limit=SIZE)).digest() == wanted:
                    return path
            except DigestError:
                continue
    return ""
