"""Suggestions of an article -> its tags and topics, or the names that are never to be suggested for it again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from digest.content import authority
from digest.content.edits import edited
from digest.curate import articles
from digest.curate.suggest import KINDS, REFUSED, SUGGESTED, key_order
from digest.errors import DigestError, UsageError, did_you_mean, printable
from digest.inflection import Names
from digest.settings import Settings
from digest.text import same_name
from digest.yamledit import Yaml


class Accepted(Struct, frozen=True):
    """What became of the suggestions of an article: the names that were moved, by kind."""

    path: str
    moved: dict[str, tuple[str, ...]]


def accept(settings: Settings, file: str, terms: Sequence[str], *, refuse: bool, dry_run: bool) -> Accepted:
    """Move the suggested terms named, or all, to `tags:` and `topics:`; or have them refused."""
    (path,) = articles.named(settings.root, [file])
    data = articles.read(settings.root, path)
    made, done = accepted(data, path, terms, settings, refuse=refuse)
    if made != data and not dry_run:
        articles.write(settings.root, path, made, data)
    return done


def accepted(
    data: bytes, path: str, terms: Sequence[str], settings: Settings, *, refuse: bool
) -> tuple[bytes, Accepted]:
    """The bytes of an article with the suggested terms named, or all, moved; and what was moved."""
    chosen = dict[str, tuple[str, ...]]()

    def move(front: Yaml) -> None:
        _refuse_misfit(front)
        chosen.update(_chosen(front, terms, path))
        _move(front, chosen, settings, refuse=refuse)

    made = edited(data, path, move)
    return made, Accepted(path, {kind: names for kind, names in chosen.items() if names})


def _refuse_misfit(front: Yaml) -> None:
    """Suggestions that do not stand as they should would be passed over in silence."""
    for key in ((SUGGESTED,), *((SUGGESTED, kind) for kind in KINDS)):
        node, inner = front.at.node(key), len(key) > 1
        if node and node.value is not None and isinstance(node.value, dict) == inner:
            holds = "names" if inner else "`tags:` and `topics:`, each with names"
            message = f"`{'.'.join(key)}` must hold {holds}; nothing was moved"
            hint = "write it like this: `suggested: {tags: [Байконур], topics: [Космос]}`"
            row = node.line - front.at.first_line
            place = {"line": node.line, "column": node.column}
            excerpt = front.at.lines[row].rstrip()
            raise DigestError(message, code=SUGGESTED, path=front.at.path, hint=hint, excerpt=excerpt, **place)


def _chosen(front: Yaml, terms: Sequence[str], path: str) -> dict[str, tuple[str, ...]]:
    """The suggestions that are meant, by kind."""
    suggested = {kind: front.names((SUGGESTED, kind)) for kind in KINDS}
    if not terms:
        return suggested
    every = [name for names in suggested.values() for name in names]
    meant = {same_name(each) for term in terms for each in _meant(term, every, path)}
    return {kind: tuple(name for name in names if same_name(name) in meant) for kind, names in suggested.items()}


def _meant(term: str, suggested: Sequence[str], path: str) -> tuple[str, ...]:
    exact = tuple(name for name in suggested if same_name(name) == same_name(term))
    found = exact or Names((name, ()) for name in suggested).meant(term)
    if not found:
        hint = did_you_mean(term, suggested) if suggested else "write it into `tags:` or `topics:` yourself"
        raise UsageError(f"`{printable(term)}` is not suggested in {path}", code="usage", hint=hint)
    return found


def _move(front: Yaml, chosen: dict[str, tuple[str, ...]], settings: Settings, *, refuse: bool) -> None:
    order, settled = key_order(settings.site), authority.read(settings.root)
    for kind, names in chosen.items():
        if names and refuse:
            front.change((SUGGESTED, REFUSED), more=names, order=order)
        elif names:
            meant = [settled.meant(name) if kind == "tags" else () for name in names]
            more = [found[0] if len(found) == 1 else name for name, found in zip(names, meant, strict=True)]
            front.change((kind,), more=more, order=order)
        front.change((SUGGESTED, kind), gone=set(names))
