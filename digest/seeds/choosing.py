"""Lines of a seed that an editor wants in its article, or does not -> the article: whatever he wrote stays.

Two texts are made of the seed as the converter makes one, without the choice and with it, and what differs between them
is brought into the editor's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digest.content.edits import edited
from digest.content.frontmatter import parse, plain
from digest.errors import DigestError, UsageError, printable
from digest.seeds.blocks import Label, Labelled
from digest.seeds.draft import kept_lines
from digest.seeds.explain import Explained, Line
from digest.seeds.frontmerge import reconciled
from digest.seeds.lessons import label_if_kept
from digest.seeds.markdown import article
from digest.yamledit import Yaml

LINES = ("seed", "lines")
ORDER = ("file", "sha256", "lines")  # of the keys in a draft


class Chosen(Struct, frozen=True):
    """The bytes of an article after a choice, and the lines that it has now, or has no more."""

    data: bytes
    restored: tuple[int, ...]
    dropped: tuple[int, ...]


def chosen(data: bytes, seed: Explained, numbers: Collection[int], *, language: str) -> Chosen:
    """An article with some lines of its seed the other way: what was left out is restored, what was kept is dropped.

    `seed` is as the article with these bytes has it, `language` the site's. `UsageError` for a line that there is not,
    `DigestError` (code `clash`) where the editor has written on in the same place: then a person has to do it.
    """
    lines = _wanted(seed, numbers)
    before = [_as_kept(line) for line in seed.lines]
    after = [_as_kept(replace(line, kept=not line.kept)) if line in lines else _as_kept(line) for line in seed.lines]
    front = edited(data, seed.article, lambda yaml: _say(yaml, kept_lines(after)))
    base, new = _made(data, seed, before, language), _made(front, seed, after, language)
    found = reconciled(base, data, new, seed.article)
    if found is None:
        message = f"you have changed the text where {_named(lines)} stands, or would stand"
        raise DigestError(
            message, code="clash", path=seed.article, hint="do it by hand, in the text; nothing was written"
        )
    numbers_of = [[line.labelled.block.line for line in lines if line.kept is kept] for kept in (False, True)]
    return Chosen(found, *map(tuple, numbers_of))


def _wanted(seed: Explained, numbers: Collection[int]) -> list[Line]:
    lines = [line for line in seed.lines if _chooses(line) and line.labelled.block.line in numbers]
    missing = set(numbers) - {line.labelled.block.line for line in lines}
    if missing or not lines:
        where = f"line {min(missing)}" if missing else "such line"
        raise UsageError(f"there is no {where} to choose in {printable(seed.seed)}", code="usage")
    return lines


def _chooses(line: Line) -> bool:
    """Whether there is anything to choose: a dateline is in the front matter, its line is that of its paragraph."""
    return line.labelled.label is not Label.DATELINE


def _as_kept(line: Line) -> Labelled:
    """The label under which a line stands in the article, or does not, whatever the converter would do today."""
    each = line.labelled
    if line.kept == each.kept:
        return each
    return replace(each, label=label_if_kept(each.block) if line.kept else Label.JUNK)


def _made(front: bytes, seed: Explained, blocks: Sequence[Labelled], language: str) -> bytes:
    """A front matter above the text that these lines make."""
    parsed = parse(front, seed.article)
    meta: dict[str, Any] = plain(parsed.meta) or {}
    image = meta.get("image")
    picture = str(image.get("src") or "") if isinstance(image, dict) else str(image or "")
    body = article(blocks, page=seed.page, image=picture, language=str(meta.get("lang") or language))
    head = "\n".join(parsed.lines[: parsed.body_line - 1])
    return f"{head}\n\n{body}\n".encode()


def _say(front: Yaml, words: str) -> None:
    there = front.at.node(LINES) is not None
    if words and there:
        front.say(LINES, words)
    elif words:
        front.put(LINES, words, ORDER)
    elif there:
        front.remove(LINES)


def _named(lines: Sequence[Line]) -> str:
    few = list(_numbers(lines))
    return ("line " if len(few) == 1 else "lines ") + ", ".join(few)


def _numbers(lines: Sequence[Line]) -> Iterator[str]:
    yield from (str(line.labelled.block.line) for line in lines)
