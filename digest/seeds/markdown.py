"""labelled Blocks -> the body of an article: paragraphs, headings, lists, quotes, tables and pictures in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from digest.content.limits import refuse_hostile
from digest.errors import DigestError
from digest.seeds.blocks import Block, Label, Labelled
from digest.seeds.elements import BLOCKS
from digest.seeds.emphasis import marked
from digest.seeds.escaping import end_escaped, escaped
from digest.seeds.inline import Mark, marks
from digest.seeds.lists import Item, listed
from digest.seeds.pictures import pictures
from digest.seeds.shape import separates
from digest.seeds.signs import spelt
from digest.seeds.tables import data_tables, table

VERSE = 90  # letters: a longer line is a paragraph, though only a line break stands before it
DEEPEST = 6  # the lowest level of headings
BREAK = "  \n"  # of a line within a paragraph
SEPARATOR = "* * *"  # between two parts of a text
PARAGRAPHS = frozenset(("p", "li", "dt", "dd", *(f"h{level}" for level in range(1, 7))))

_WORD = re.compile(r"[^\W_]")


def article(blocks: Iterable[Labelled], *, page: str = "", image: str = "", language: str = "") -> str:
    """The Markdown of the kept blocks, paragraphs set apart by empty lines.

    `page` is the address of the seed, from which its links start; `image` the picture that stands above the text;
    `language` the code of the text's, if it is known. Where the body would be too large or too tangled to be read by
    `content`, links, emphasis and the like are left out.
    """
    blocks = tuple(_spelt(each, language) if each.kept and each.block.runs else each for each in blocks)
    made = _article(blocks, page, image)
    try:
        refuse_hostile(made, "", 1, str)
    except DigestError:
        return _article([replace(each, block=_bare(each.block)) for each in blocks], page, image)
    return made


def _spelt(each: Labelled, language: str) -> Labelled:
    block = spelt(each.block, language)
    return each if block is each.block else replace(each, block=block)


def _bare(block: Block) -> Block:
    return replace(block, runs=(), pictures=(), trailing=(), cell=None, program="", broken=False)


class _Page(Struct, frozen=True):
    """What the blocks of one article have in common. Their numbers are the keys."""

    address: str
    marks: Mapping[int, tuple[Mark, ...]]
    levels: Mapping[int, int]
    pictures: Mapping[int, tuple[str, ...]]
    tables: frozenset[int]
    ruled: frozenset[int]
    quotes: frozenset[int]

    def words(self, block: Block) -> str:
        """A block's words as one line. In a table, a bar in code would divide cells."""
        own = self.marks.get(block.line, ())
        if block.cell is not None and "|" in block.text:
            own = tuple(mark for mark in own if mark.kind != "code")
        return marked(block.text, own, self.address) if own else escaped(block.text)


def _article(blocks: Sequence[Labelled], address: str, image: str) -> str:
    kept = [each for each in blocks if each.kept]
    page = _Page(
        address=address,
        marks=_marks(kept),
        levels=_levels(kept),
        pictures=pictures(blocks, address, image) if any(map(_has_pictures, blocks)) else {},
        tables=data_tables(blocks),
        ruled=_ruled(kept),
        quotes=frozenset(_quote(each.block) for each in kept if each.label is Label.QUOTE),
    )
    return "\n\n".join((*_parts(kept, page, quoted=False), *page.pictures.get(0, ())))


def _has_pictures(each: Labelled) -> bool:
    return bool(each.block.pictures or each.block.trailing)


def _ruled(kept: Sequence[Labelled]) -> frozenset[int]:
    """The paragraphs that a line across the page sets apart from the paragraph above."""
    pairs = (pair for pair in pairwise(kept) if pair[1].block.ruled and pair[1].block.line == pair[0].block.line + 1)
    return frozenset(
        below.block.line for above, below in pairs if above.label is Label.BODY and below.label is Label.BODY
    )


def _marks(kept: Sequence[Labelled]) -> dict[int, tuple[Mark, ...]]:
    """The marks of each block. Where most letters of a text are strong, or emphasised, that says nothing."""
    found = {each.block.line: marks(each.block) for each in kept if each.block.runs}
    total = sum(len(each.block.text) for each in kept)
    for kind in ("strong", "em"):
        letters = sum(mark.end - mark.start for own in found.values() for mark in own if mark.kind == kind)
        if 2 * letters > total:
            found = {line: tuple(mark for mark in own if mark.kind != kind) for line, own in found.items()}
    return found


def _levels(kept: Sequence[Labelled]) -> dict[int, int]:
    """The level of each heading: the highest kind is 2, and none is more than one below the heading above it.

    A line that heads a part though the page does not say so stands below the headings of which the page does.
    """
    heads = [each.block for each in kept if each.label is Label.HEADING]
    kinds = sorted({block.kind for block in heads if re.fullmatch("h[1-6]", block.kind)})
    levels: dict[int, int] = {}
    above, stated = 1, 1
    for block in heads:
        if block.kind in kinds:
            above = stated = min(kinds.index(block.kind) + 2, above + 1, DEEPEST)
        else:
            above = min(stated + 1, DEEPEST)
        levels[block.line] = above
    return levels


def _parts(kept: Iterable[Labelled], page: _Page, *, quoted: bool) -> Iterator[str]:
    """The parts of a text that empty lines set apart; `quoted` within a quote."""
    for (part, _), group in groupby(kept, key=lambda each: _part(each, page, quoted=quoted)):
        same = list(group)
        if part not in ("list", "text", "quote"):  # in those, pictures keep their place
            yield from (picture for each in same for picture in page.pictures.get(each.block.line, ()))
        yield from _WRITERS[part](same, page)


def _part(each: Labelled, page: _Page, *, quoted: bool) -> tuple[str, int]:
    """What a block is a part of: the name of its writer, and a number that tells it from its like."""
    block = each.block
    quote = _quote(block)
    if not quoted and (each.label is Label.QUOTE or (each.label is Label.LIST and quote and quote in page.quotes)):
        return "quote", quote
    if block.cell is not None and block.group in page.tables:
        return "table", block.group
    if block.program and not quoted:
        return "code", next((one.number for one in reversed(block.around) if one.name == "pre"), 0)
    if each.label is Label.LIST and block.kind != "cell":
        return "list", block.group
    return ("heading" if each.label is Label.HEADING else "text"), 0


def _quote(block: Block) -> int:
    return next((one.number for one in block.around if one.name == "blockquote"), 0)


def _text(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    for lines in _lines([each.block for each in same], page):
        yield from [SEPARATOR] if lines[0].line in page.ruled else ()
        yield from page.pictures.get(lines[0].line, ())
        yield SEPARATOR if lines[0].cell is None and separates(lines[0].text) else BREAK.join(map(page.words, lines))


def _lines(blocks: Sequence[Block], page: _Page) -> Iterator[list[Block]]:
    """The blocks in paragraphs, each with its lines."""
    for run in _runs(blocks, page):
        verse = all(len(block.text) <= VERSE and _WORD.search(block.text) for block in run)
        yield from [run] if verse else _runs(run, page, within=True)


def _runs(blocks: Sequence[Block], page: _Page, *, within: bool = False) -> Iterator[list[Block]]:
    """The blocks in runs that only line breaks divide; `within` one paragraph of the page, and all of words."""
    run: list[Block] = []
    for block in blocks:
        broken = block.broken and bool(run) and block.line == run[-1].line + 1 and block.line not in page.pictures
        if run and not (broken and (not within or _is_one_paragraph(run[-1], block))):
            yield run
            run = []
        run.append(block)
    yield run


def _is_one_paragraph(above: Block, below: Block) -> bool:
    """Whether two lines of a page stand in one of its paragraphs. A line of signs might be read as a mark."""
    own = _paragraph(above)
    return bool(own and own == _paragraph(below) and _WORD.search(above.text) and _WORD.search(below.text))


def _paragraph(block: Block) -> int:
    """The number of the paragraph, item or heading that holds the block, 0 where the page has none around it."""
    inner = next((one for one in reversed(block.around) if one.name in BLOCKS), None)
    return inner.number if inner is not None and inner.name in PARAGRAPHS else 0


def _heading(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    head, above = "", Block("", 0, 0)
    for each in same:
        words = end_escaped(marked(each.block.text, _inner_marks(each.block, page), page.address))
        if head and _is_one_heading(above, each.block):
            head += " " + words
        else:
            yield from filter(None, [head])
            head = "#" * page.levels[each.block.line] + " " + words
        above = each.block
    yield head


def _is_one_heading(above: Block, below: Block) -> bool:
    own = _paragraph(above)
    return bool(own) and own == _paragraph(below) and (below.broken or below.kind.startswith("h"))


def _inner_marks(block: Block, page: _Page) -> list[Mark]:
    """The marks within a heading: that all of it is strong says nothing."""
    whole = (0, len(block.text))
    own = page.marks.get(block.line, ())
    return [mark for mark in own if (mark.start, mark.end) != whole or mark.kind not in ("strong", "em")]


def _list(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    paragraphs = _runs([each.block for each in same], page, within=True)
    yield listed(
        [
            Item(lines[0], BREAK.join(map(page.words, lines)), page.pictures.get(lines[0].line, ()))
            for lines in paragraphs
        ]
    )


def _quotation(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    inner = "\n\n".join(_parts(same, page, quoted=True))
    yield re.sub(r"(?m)^", "> ", inner).replace("> \n", ">\n")


def _table(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    yield table([each.block for each in same], page.words)


def _code(same: Sequence[Labelled], page: _Page) -> Iterator[str]:
    lines = "\n".join(each.block.program for each in same)
    fence = "`" * (max((len(run) for run in re.findall("`+", lines)), default=0) + 1)
    fence = fence if len(fence) > 3 else "```"
    yield f"{fence}\n{lines}\n{fence}"


_Writer = Callable[[Sequence[Labelled], _Page], Iterator[str]]
_WRITERS: dict[str, _Writer] = {
    "text": _text,
    "heading": _heading,
    "list": _list,
    "quote": _quotation,
    "table": _table,
    "code": _code,
}
