"""The values of this wing: a seed, the blocks it falls into, and what each of them was taken for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from digest.errors import Problem


class Label(StrEnum):
    """What a block is to the article."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    CREDIT = "credit"
    RIGHTS = "rights"
    JUNK = "junk"


KEPT = frozenset({Label.BODY, Label.HEADING, Label.QUOTE, Label.LIST})
"""The labels whose blocks make the article's text."""


class Element(Struct, frozen=True):
    """An element of a page that stands around a block. Every block inside it shares this one value.

    `number` tells it from all other elements of its page; `words` are those of its class, id and role, in small
    letters; `hints` what they and its name say it is for (`nav`, `aside`, `comments`, …). `count` is what a list counts
    from, or the number that an item is given; `down` if the list counts down.
    """

    number: int
    name: str
    words: str = ""
    hints: frozenset[str] = frozenset()
    count: int | None = None
    down: bool = False


class Style(Struct, frozen=True):
    """What the elements around some words make of them. `link` is the number of the link that they stand in, 0 for
    none, and `target` where that leads, as it is written on the page.

    `raised` and `lowered` are the numbers of the elements that set them above or below the line, `quotes` those of the
    quotes around them, the outermost first; `struck` is what was crossed out.
    """

    strong: bool = False
    em: bool = False
    code: bool = False
    link: int = 0
    target: str = ""
    raised: int = 0
    lowered: int = 0
    quotes: tuple[int, ...] = ()
    struck: bool = False


class Picture(Struct, frozen=True):
    """A picture of a page that may belong to the text. `src` is written as on the page; `place` is as in `Block`.

    `figure` is the number of the element that holds it together with its caption, 0 where there is none.
    """

    src: str
    alt: str = ""
    figure: int = 0
    place: frozenset[str] = frozenset()


class Cell(Struct, frozen=True):
    """Where in its table a block stands: row and column, from 0."""

    row: int
    column: int


class Block(Struct, frozen=True):
    """A run of words that belong together: a line or paragraph of plain text, or a block element of a page.

    `line` and `end` are its first and last line in the seed, from 1; on a page, which may well be one line, both are
    the number of the block. `kind` is what the seed itself says it is: `p`, `h1` to `h6`, `li`, `quote`, `caption`,
    `cell`, `row`, or `""` where it says nothing. `links` is the share of its letters that stand in links. `place` holds
    what is known of its surroundings (`nav`, `aside`, `comments`, …).
    """

    text: str
    line: int
    end: int
    kind: str = ""
    links: float = 0.0
    place: frozenset[str] = frozenset()
    alone: bool = False
    """An empty line, or the edge of its element, stands before and after it."""
    around: tuple[Element, ...] = ()
    """The elements of a page around it, from the outermost to the innermost that holds all of its words (which may be
    an `a` or a `span`); none in plain text."""
    group: int = 0
    """The list, quote or table that it is a part of: blocks of one have the same number, and a list in a list has the
    number of the outer one. 0 is none."""
    runs: tuple[tuple[str, Style], ...] = ()
    """Its words in pieces, as they came and each in its style, where any of them is a link, emphasis or code."""
    pictures: tuple[Picture, ...] = ()
    """Those between the beginning of the block before it and its own."""
    trailing: tuple[Picture, ...] = ()
    """Those behind the last block of a page."""
    cell: Cell | None = None
    program: str = ""
    """The same words as the lines of a program that the page shows, where it shows one."""
    broken: bool = False
    """A single line break, and nothing else, stands between it and the block before."""
    ruled: bool = False
    """A line drawn across the page, an `<hr>`, stands between it and the block before."""


class Labelled(Struct, frozen=True):
    """A block, what it was taken for, the rule that says so, and why in words.

    `sure` is how sure the learned model is of that, from 0 to 1; None where a rule has decided without it.
    """

    block: Block
    label: Label
    rule: str
    why: str
    sure: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the block is part of the article's text."""
        return self.label in KEPT


class Said(Struct, frozen=True):
    """What a page says about itself in one place: `of` is the fact, `where` the place as an editor would call it,
    `words` what stands there.

    Facts are `title`, `author`, `site`, and of days `date` (of publication), `updated`, `time` and `dated` (some day).
    """

    of: str
    where: str
    words: str


class Facts(Struct, frozen=True):
    """What a saved page, or the list an article stood in, says of it outside its text. Empty where it says nothing.

    `said` holds everything a page says of title, day and author, the places that are right most often first; of these
    `headline`, `published` and `author` are the first ones.
    `text` is the article as the page states it for machines, often cut or without its marks; `summary` its description.
    """

    title: str = ""
    headline: str = ""
    site: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    image: str = ""
    language: str = ""
    text: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


class Span(Struct, frozen=True):
    """Blocks of a seed, from the index `first` up to `end`. Of the one at `headed` so many letters are no headline."""

    first: int
    end: int
    headed: int = 0
    letters: int = 0


class Part(Struct, frozen=True):
    """One article of a seed file, not yet read: the file itself, or an item of the list, feed or mail that it holds.

    `name` is the file's, for an item with `#` and what the item is called; it stays the same when items are moved.
    `sha256` is that of the file, or of the item's own words. `kind` is `page` or `text` where the file says which, else
    empty; `charset` what it claims of its letters. `facts` are stated outside the text, and win over what a page says.
    `origin` tells in words what it was taken from; `fault` why it cannot be read, where it cannot.
    """

    name: str
    data: bytes
    sha256: str
    kind: str = ""
    charset: str = ""
    facts: Facts = Facts()
    origin: str = ""
    notes: tuple[str, ...] = ()
    fetched: datetime | None = None
    fault: Problem | None = None
    span: Span | None = None
    """Which of the blocks of `data` are its own; None for all."""
    listed: bool = False
    """Whether it is an item of a list or feed: its words are known to be an article's, however few."""


class Seed(Struct, frozen=True):
    """A raw document as it came, read: `kind` is `text` or `page`; `notes` say what had to be mended to read it.

    `known` are those of its `facts` that were stated by the list, feed or mail it stood in, as `origin` tells.
    `fetched` is when it was taken from the web or saved, where that is known.
    """

    path: str
    sha256: str
    kind: str
    encoding: str
    blocks: tuple[Block, ...]
    facts: Facts = Facts()
    notes: tuple[str, ...] = ()
    known: Facts = Facts()
    origin: str = ""
    fetched: datetime | None = None
    listed: bool = False
    """As of its `Part`."""
