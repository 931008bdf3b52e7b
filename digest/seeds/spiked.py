"""Seeds that an editor does not want -> their texts, so that a reprint of one is not offered as something new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from digest.content.vocabulary import Vocabulary
from digest.seeds import cachefile, record
from digest.seeds.alike import alike
from digest.seeds.folder import Entry
from digest.seeds.making import Made
from digest.seeds.record import Record
from digest.seeds.shelf import Shelf, text_key
from digest.seeds.version import version
from digest.shingles import Index, prints

KEPT = ".digest/spiked"  # the texts of spiked seeds, by the hashes of the seeds

Drafts = Callable[[Sequence[Entry]], Iterable[tuple[Entry, Made]]]


class Spiked:
    """The texts of spiked seeds, by their names."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = {name: text for name, text in texts.items() if text}
        by_text = {text_key(text): name for name, text in reversed(self._texts.items())}
        near = Index((name, prints(text)) for name, text in self._texts.items())
        self._shelf = Shelf({}, {}, by_text, near, Vocabulary())

    def told(self, made: Made) -> str:
        """What an editor is told of a draft that says nothing new beside one of them, empty of any other."""
        found = alike(made, self._shelf, self._texts.__getitem__)
        return f"{found.told}, which was spiked" if found.reprint else ""


def spiked(root: Path, known: Record, entries: Iterable[Entry], drafts: Drafts, taught: str | None) -> Spiked:
    """The spiked among some seeds. Their drafts are made once for each converter, and for what it is taught."""
    wanted = [entry for entry in entries if _is_spiked(entry, known)]
    key = f"{version()}{taught or ''}"
    texts = cachefile.load(root, KEPT, key) if wanted else {}
    missing = [entry for entry in wanted if entry.sha256 not in texts]
    texts |= {entry.sha256: made.body for entry, made in drafts(missing)}
    if missing:
        cachefile.save(root, KEPT, key, texts)
    return Spiked({entry.key: texts[entry.sha256] for entry in wanted})


def _is_spiked(entry: Entry, known: Record) -> bool:
    """Whether it was, or all of its file, before that was known to hold several."""
    row = known.about(entry.key, entry.sha256)
    if row is None and (file := entry.whole):
        row = known.about(file.key, file.sha256)
    return row is not None and row.state == record.SPIKED
