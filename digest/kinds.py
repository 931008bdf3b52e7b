"""The kinds of values that a field may have: what is typed is checked, and comes out as the program uses it."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from digest.errors import did_you_mean
from digest.moments import moment
from digest.schema import Field, Kind, Misfit, every
from digest.shapes import ANYTHING, Part, Shape, shape_of, shaped
from digest.text import clean, same_name
from digest.yamltext import Node

TEXT_LENGTH = 2_000  # letters in one value: more is a body that slipped into the front matter
NAME_LENGTH = 120
NAMES = 100
_ADDRESS = "copy it from the address line of the browser"


@shaped(Shape("text", most=TEXT_LENGTH))
def text(node: Node) -> str:
    """One line of words."""
    if node.value is None:
        raise Misfit("is empty", node, "write something, or remove the line")
    if not isinstance(node.value, str):
        raise Misfit("must be a text, not a list or a mapping", node, 'put the value in quotes: "…"')
    words = " ".join(clean(node.value).split())
    if not words:
        raise Misfit("is empty", node, "write something, or remove the line")
    if len(words) > TEXT_LENGTH:
        raise Misfit(f"has {len(words):,} letters; at most {TEXT_LENGTH:,} fit here", node, "shorten it")
    return words


@shaped(Shape("flag"))
def flag(node: Node) -> bool:
    """`true` or `false`, unquoted."""
    if isinstance(node.value, str) and not node.quoted:
        word = node.value.lower()
        if word in ("true", "yes"):
            return True
        if word in ("false", "no"):
            return False
    if isinstance(node.value, str):
        shown = f'"{node.value[:40]}"' if node.quoted else node.value[:40]
        raise Misfit(f"must be true or false without quotes, not {shown}", node, "write `true` or `false`")
    raise Misfit("must be true or false", node, "write `true` or `false`")


def number(least: int, most: int) -> Kind:
    """A whole number within bounds."""

    @shaped(Shape("number", least=least, most=most))
    def kind(node: Node) -> int:
        if isinstance(node.value, str) and re.fullmatch(r"\d{1,9}", node.value):
            value = int(node.value)
            if least <= value <= most:
                return value
        raise Misfit(f"must be a whole number from {least} to {most}", node)

    return kind


def date(zone: tzinfo) -> Kind:
    """A moment; without an offset it is local time in `zone`."""

    @shaped(Shape("date"))
    def kind(node: Node) -> datetime:
        if not isinstance(node.value, str):
            raise Misfit("must be one date", node, "write year, month and day: 2016-12-01")
        try:
            return moment(node.value, zone)
        except ValueError as error:
            raise Misfit(str(error), node, "write year, month and day: 2016-12-01") from None

    return kind


@shaped(Shape("names", most=NAMES, items=Shape("text", most=NAME_LENGTH)))
def names(node: Node) -> tuple[str, ...]:
    """A list of names; one text is cut at its commas. Spellings of one name that differ in case or ё count once."""
    return tuple(placed_names(node))


def placed_names(node: Node) -> dict[str, Node]:
    """The same, with the place of each name."""
    found: dict[str, tuple[str, Node]] = {}
    for part in _parts(node):
        if part.value is None or part.value == "":
            continue
        name = text(part)
        if len(name) > NAME_LENGTH:
            raise Misfit(f"holds a name of {len(name):,} letters; at most {NAME_LENGTH} fit", part, "shorten it")
        found.setdefault(same_name(name), (name, part))
    if len(found) > NAMES:
        raise Misfit(f"holds {len(found):,} names; at most {NAMES} fit", node, "keep those that say most")
    return dict(found.values())


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node.value, str):
        words = node.value.split(",") if not node.quoted else [node.value]
        return tuple(Node(word.strip(), node.line, node.column) for word in words)
    if isinstance(node.value, tuple):
        return node.value
    raise Misfit("must be a list of names", node, "write it like [Байконур, Казахстан]")


@shaped(Shape("text", pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"\\]+$"))
def web_address(node: Node) -> str:
    """An http or https address; an international host is written in its ASCII form."""
    word = text(node)
    try:
        parts = urlsplit(word)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        raise Misfit(f"is not a web address: '{word[:80]}'", node, _ADDRESS) from None
    if parts.scheme not in ("http", "https") or not host:
        raise Misfit("must be a web address that begins with http:// or https://", node, _ADDRESS)
    if parts.username or parts.password:
        raise Misfit("must not hold a user name or password", node, "take it out")
    odd = re.search(r"[\s<>\"\\]", word)
    if odd:
        what = "a space" if odd.group().isspace() else f"`{odd.group()}`"
        raise Misfit(f"must not hold {what}", node, "copy the address anew from the browser")
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        raise Misfit(f"must have a host of letters, digits, dots and hyphens, not '{host[:80]}'", node, _ADDRESS)
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, parts.path, parts.query, parts.fragment))


@shaped(Shape("text", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", most=NAME_LENGTH))
def slug(node: Node) -> str:
    """The last part of an address: small Latin letters, digits and hyphens."""
    word = text(node)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", word) or len(word) > NAME_LENGTH:
        raise Misfit(
            "may hold only a-z, 0-9 and single hyphens between them", node, "for example: baikonur-arenda-2050"
        )
    return word


@shaped(Shape("text", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))
def language(node: Node) -> str:
    """A language by its code: `ru`, `en`, `pt-BR`."""
    word = text(node)
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", word):
        raise Misfit(f"must be a language code like ru or en, not '{word[:20]}'", node, "for example: en")
    return word


@shaped(Shape("text", pattern=r"^/[^\s\\%<>\"'?#:{}|^`]+$"))
def site_path(node: Node) -> str:
    """An address within the site: `/old/name/`."""
    word = text(node)
    parts = word.removeprefix("/").removesuffix("/").split("/")
    odd = re.search(r"[\s\\%<>\"'?#:{}|^`]", word)
    if not word.startswith("/") or odd or not all(map(_step, parts)):
        raise Misfit("must be an address within the site", node, "for example: /2016/12/old-name/")
    return word


def _step(name: str) -> bool:
    """Whether a name may be a folder of the site: none that climbs, is hidden, or is too long for a file system."""
    return bool(name) and (not name.startswith(".") or name == ".well-known") and len(name.encode("utf-8")) <= 200


def listed(kind: Kind) -> Kind:
    """A list whose items are all of one kind; a single item may stand without brackets."""

    @shaped(Shape("list", items=shape_of(kind)))
    def each(node: Node) -> tuple[object, ...]:
        items = node.value if isinstance(node.value, tuple) else (node,)
        return tuple(every(enumerate(items), lambda _, item: kind(item)).values())

    return each


def mapping(*fields: Field) -> Kind:
    """A mapping with known keys."""
    known = {each.name: each.kind for each in fields}

    def value(name: str, node: Node) -> object:
        if name not in known:
            raise Misfit(f"has an unknown key `{name}`", key(node), did_you_mean(name, known))
        return _within(name, known[name], node)

    @shaped(Shape("mapping", parts=tuple(Part(each.name, shape_of(each.kind), each.says) for each in fields)))
    def kind(node: Node) -> dict[str, object]:
        if not isinstance(node.value, dict):
            raise Misfit(f"must hold the keys {', '.join(known)}", node)
        stated = ((name, child) for name, child in node.value.items() if child.value is not None or name not in known)
        return every(stated, value)

    return kind


@shaped(Shape("map", items=Shape("text")))
def texts_by_name(node: Node) -> dict[str, str]:
    """A mapping of free names to texts."""
    if not isinstance(node.value, dict):
        raise Misfit("must hold lines like `name: text`", node)
    return every(node.value.items(), title)


def title(name: str, node: Node) -> str:
    """The text that stands behind a name, or none."""
    return "" if node.value is None else str(_within(name, text, node))


def _within(name: str, kind: Kind, node: Node) -> Any:
    try:
        return kind(node)
    except Misfit as misfit:
        raise misfit.within(name) from None


def key(node: Node) -> Node:
    """The place of a value's key."""
    return Node(None, node.key_line, node.key_column)


@shaped(ANYTHING)
def anything(node: Node) -> object:
    """Free data: texts, lists and mappings as they were typed."""
    if isinstance(node.value, tuple):
        return tuple(anything(item) for item in node.value)
    if isinstance(node.value, dict):
        return {name: anything(child) for name, child in node.value.items()}
    return node.value
