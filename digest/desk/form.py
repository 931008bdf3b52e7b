"""The front matter of a content file as a form: what stands under its keys, and which of them are guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from starlette.requests import Request

from digest.content.frontmatter import parse
from digest.content.keys import fields_of
from digest.content.reading import Shelf
from digest.curate.suggest import KINDS, SUGGESTED
from digest.desk.room import Room
from digest.errors import DigestError
from digest.kinds import placed_names
from digest.schema import Field, Misfit
from digest.settings import Site
from digest.yamltext import Node

TEXTS = ("title", "summary", "source", "author", "dateline", "rights")
BARE = ("date", "updated", "expires", "since", "until", "number")  # what stands without quotes
WORDS = (*TEXTS, *BARE, "source_url", "archived", "slug", "lang", "translation_of")
LISTS = ("cites", "match")  # and the taxonomies
FIRST = ("title", "number", "date", "summary", "source", "source_url", "author")
"""What an editor looks at each time, beside the taxonomies. The rest is folded."""
KNOWN = ("source", "author", "cites")
"""What has been written elsewhere already, and is offered while it is typed."""


class Box(Struct, frozen=True):
    """A field of the form. `kind` is `words`, `text` (of several lines), or `names`.

    `guess` is the evidence of a guess; None where it is none. `by_hand` says that only the text field can change it.
    """

    name: str
    says: str
    kind: str
    value: str = ""
    names: tuple[str, ...] = ()
    guess: str | None = None
    known: bool = False
    first: bool = False
    by_hand: bool = False


class Form(Struct, frozen=True):
    """The fields of a file. `others` are keys that stand there and are changed in the text field alone.

    `guesses` are those of keys that have no field. `trouble` says why nothing can be read.
    """

    boxes: tuple[Box, ...]
    others: tuple[str, ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    suggested: tuple[tuple[str, str], ...] = ()
    article: bool = False
    draft: bool = False
    trouble: str = ""

    @property
    def values(self) -> dict[str, object]:
        """What the page's script puts into the fields, where nobody is typing."""
        return {
            "locked": [each.name for each in self.boxes if each.by_hand or self.trouble],
            "said": {each.name: each.value for each in self.boxes if each.kind != "names"},
        }

    @property
    def open(self) -> int:
        """How many guesses wait to be confirmed."""
        return len(self.guesses) + sum(each.guess is not None for each in self.boxes)


def form(data: bytes, path: str, site: Site) -> Form | None:
    """The form of a file; None where it has no front matter that we know."""
    fields = fields_of(path, site)
    if not fields:
        return None
    try:
        meta, trouble = parse(data, path).meta.value, ""
    except DigestError as error:
        meta, trouble = None, error.problem.message
    stated = meta if isinstance(meta, dict) else {}
    guesses = dict(_guesses(stated.get("unsure")))
    boxes = tuple(_boxes(fields, stated, guesses, site))
    shown = {each.name for each in boxes}
    return Form(
        boxes=boxes,
        others=tuple(name for name in stated if name not in {*shown, "draft", "unsure", SUGGESTED}),
        guesses=tuple(each for each in guesses.items() if each[0] not in shown),
        suggested=tuple(_suggested(stated.get(SUGGESTED))),
        article=path.startswith("content/articles/"),
        draft=_said(stated.get("draft")).lower() in ("true", "yes"),
        trouble=trouble,
    )


def _boxes(fields: Iterable[Field], stated: dict[str, Node], guesses: dict[str, str], site: Site) -> Iterator[Box]:
    for each in fields:
        lists = each.name in (*LISTS, *site.taxonomies)
        if not lists and each.name not in WORDS:
            continue
        node = stated.get(each.name)
        names = _names(node) if lists else ()
        yield Box(
            each.name,
            each.says,
            "names" if lists else "text" if each.name == "summary" else "words",
            value="" if lists else " ".join(_said(node).split()),
            names=names or (),
            guess=guesses.get(each.name),
            known=each.name in (*KNOWN, *site.taxonomies),
            first=each.name in (*FIRST, *site.taxonomies),
            by_hand=names is None or (not lists and node is not None and isinstance(node.value, tuple | dict)),
        )


def _said(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""


def _names(node: Node | None) -> tuple[str, ...] | None:
    """The names of a list; None where it does not stand there as one."""
    try:
        return tuple(placed_names(node)) if node and node.value is not None else ()
    except Misfit:
        return None


def _guesses(node: Node | None) -> Iterator[tuple[str, str]]:
    for name, why in node.value.items() if node and isinstance(node.value, dict) else ():
        yield name, _said(why)


def _suggested(node: Node | None) -> Iterator[tuple[str, str]]:
    """Kinds and names that wait in `suggested:`."""
    held = node.value if node and isinstance(node.value, dict) else {}
    for kind in KINDS:
        yield from ((kind, name) for name in _names(held.get(kind)) or ())


def known_names(room: Room, request: Request) -> dict[str, object]:
    """What is offered in fields with known values: outlets, authors, terms; the commonest first. A piece of a page."""
    shelf = room.shelf()
    found = _counted(shelf) if shelf else {}
    return {"lists": {name: [each for each, _ in _commonest(counts)] for name, counts in found.items()}}


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _counted(shelf: Shelf) -> dict[str, Counter[str]]:
    found = {"source": Counter({each.name: 0 for each in shelf.sources.outlets}), "author": Counter[str]()}
    found["tags"] = Counter({each.name: 0 for each in shelf.tags.terms})
    for article in (entry.article for entry in shelf.entries if entry.article):
        found["source"].update([article.source.name] if article.source else ())
        found["author"].update([article.author] if article.author else ())
        for taxonomy, names in article.terms.items():
            found.setdefault(taxonomy, Counter()).update(names)
    return {**found, "cites": found["source"]}
