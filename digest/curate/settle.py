"""content/tags.yaml after a tag was renamed or merged: the same text, but for what concerns the two."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from digest.content.authority import FIELDS, FILE, Authority, Settled, authority
from digest.errors import DigestError, UsageError
from digest.inflection import Names
from digest.nearness import Near
from digest.text import same_name
from digest.yamledit import Yaml
from digest.yamlplace import spelt

ORDER = tuple(each.name for each in FIELDS)
WORDS = ("description", "parent", "topic")  # what a term can say once only


class Move(Struct, frozen=True):
    """A tag that gets a new name, or goes into another (`merge`).

    `redirects` are addresses that lead to the page from now on; `slug` is the last part of its address, where its name
    does not tell it.
    """

    old: str
    new: str
    merge: bool
    redirects: tuple[str, ...]
    slug: str


def settled_text(text: str, settled: Authority, move: Move) -> str:
    """The text of the file then. `DigestError` where only a person can do it."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    yaml = Yaml(text.removeprefix(mark), FILE)
    before = settled.by_name.get(same_name(move.old))
    if before and not move.merge:
        yaml.rename((before.name,), move.new)
    else:
        if same_name(move.new) not in settled.by_name:
            yaml.append([f"{spelt(move.new)}:", *([f"  slug: {move.slug}"] if move.slug else [])])
        if before:
            _take_over(yaml, before, settled.by_name.get(same_name(move.new)), move.new)
    _relate(yaml, settled, move)
    _spell(yaml, before, move)
    yaml.change((move.new, "redirects"), more=move.redirects, order=ORDER)
    after = authority(yaml.text)
    new = (*after.concerning([move.old, move.new]), *after.problems[len(settled.problems) :])
    if new:
        raise DigestError.about(new[0])
    return mark + yaml.text


def _take_over(yaml: Yaml, before: Settled, after: Settled | None, new: str) -> None:
    """Put what the file says of one term to another, and take the first out."""
    for key in WORDS:
        words = getattr(before, key)
        if words and after and getattr(after, key) and getattr(after, key) != words:
            hint = f"take `{key}` out of one of them first"
            raise UsageError(
                f"both tags have a `{key}` in {FILE}", code="usage", path=FILE, line=before.line, hint=hint
            )
        if words and not (after and getattr(after, key)) and same_name(words) != same_name(new):
            yaml.put((new, key), words, order=ORDER)
    yaml.remove((before.name,))


def _relate(yaml: Yaml, settled: Authority, move: Move) -> None:
    """Put the terms below the old name below the new one."""
    for term in settled.terms:
        if same_name(term.parent) == same_name(move.old) and same_name(term.name) != same_name(move.old):
            if same_name(term.name) == same_name(move.new):
                yaml.remove((term.name, "parent"))
            else:
                yaml.say((term.name, "parent"), move.new)


def _spell(yaml: Yaml, before: Settled | None, move: Move) -> None:
    """Have the old name, and what else meant it, understood as the new one."""
    for key in ("aliases", "hidden"):
        same = [each for each in yaml.names((move.new, key)) if same_name(each) == same_name(move.new)]
        yaml.change((move.new, key), gone=same)
    known = {same_name(each) for key in ("aliases", "hidden") for each in yaml.names((move.new, key))}
    kept = before if before and move.merge else Settled("")
    wanted: dict[str, Sequence[str]] = {"aliases": kept.aliases, "hidden": kept.hidden}
    own = "aliases" if move.merge and not _is_slip(move.old, move.new) else "hidden"
    wanted[own] = (move.old, *wanted[own])
    for key, names in wanted.items():
        more = [each for each in names if same_name(each) not in {*known, same_name(move.new)}]
        yaml.change((move.new, key), more=more, order=ORDER)


def _is_slip(old: str, new: str) -> bool:
    """Whether a name is the other one misspelt, or a form of it, and readers need not be told of it."""
    return bool(Near([new]).to(old) or Names([(new, ())]).meant(old) or Names([(old, ())]).meant(new))
