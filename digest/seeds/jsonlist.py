"""JSON or JSON Lines -> Items: a list of articles, under whatever keys, told by the names that such keys have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from digest.errors import DigestError, Problem
from digest.seeds.blocks import Facts
from digest.seeds.encoding import decoded
from digest.seeds.items import Item, words_of

DEPTH = 3  # objects within one another in which a list of articles is looked for
NAMES = 12  # unknown keys that are shown

# What a fact may be called, the best name first. Case, `_` and `-` do not count.
KEYS = {
    "id": "id guid uid uuid articleid newsid documentid",
    "title": "title headline heading name subject",
    "text": "html contenthtml bodyhtml text fulltext content contenttext articlebody body maintext article story "
            "paragraphs encoded contentencoded",
    "teaser": "summary description excerpt abstract lead teaser snippet",
    "published": "published datepublished publishedat publisheddate publishdate publicationdate pubdate pubdatetime "
                 "date datetime created createdat timestamp time issued",
    "author": "author authors byline creator writer",
    "url": "url link permalink href canonicalurl canonical address sourceurl originalurl externalurl",
    "site": "site sitename source publisher outlet sourcename provider domain",
    "image": "image imageurl topimage mainimage leadimage picture photo img thumbnail urltoimage bannerimage",
    "tags": "tags keywords categories topics category section",
    "language": "language lang locale",
}  # fmt: skip
LISTS = "items articles entries posts news results documents data records stories feed value response channel rss item"

_NAMES = {fact: names.replace("_", "").split() for fact, names in KEYS.items()}


def json_items(data: bytes, path: str) -> tuple[Item, ...]:
    """The articles of a JSON file: a list of objects, an object that holds such a list, or one that is an article.

    `DigestError` (code `seed-shape`) for anything else, with the keys that it has.
    """
    value = _loaded(decoded(data, path).text, path)
    objects = _objects(value)
    if objects is None:
        raise _unknown(value, path)
    site = words_of(_words(value.get("title"))) if isinstance(value, dict) and objects != [value] else ""
    items = tuple(_item(each, number, path, site) for number, each in enumerate(objects, 1))
    if items and all(item.fault for item in items):
        raise _unknown(objects[0], path)
    return items


def jsonfeed_items(data: bytes, path: str) -> tuple[Item, ...]:
    """The entries of a JSON Feed (jsonfeed.org); as in other feeds, one that is no article is an item with a fault."""
    value = _loaded(decoded(data, path).text, path)
    objects = value.get("items") if isinstance(value, dict) else None
    if not isinstance(objects, list):
        raise DigestError("this is no feed: it has no list `items`", code="seed-shape", path=path)
    site = words_of(_words(value.get("title")))
    return tuple(_item(each, number, path, site) for number, each in enumerate(objects, 1))


def jsonl_items(data: bytes, path: str) -> tuple[Item, ...]:
    """The articles of a JSON Lines file, one object a line. A line that is none is an item with a fault."""
    lines = decoded(data, path).text.split("\n")
    items = tuple(_lines(lines, path))
    if items and all(item.fault for item in items):
        first = items[0].fault
        assert first is not None
        raise DigestError(first.message, code=first.code, path=path, line=first.line, hint=first.hint)
    return items


def _lines(lines: list[str], path: str) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _item(_loaded(line, path, line=number), number, path, "", line=number)
        except DigestError as error:
            yield Item(number, fault=error.problem)


def _loaded(text: str, path: str, *, line: int = 0) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        hint = "mend it there, or save the list anew"
        raise DigestError(
            f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}",
            code="seed-shape",
            path=path,
            line=line or error.lineno,
            column=error.colno,
            hint=hint,
        ) from None
    except RecursionError:
        raise DigestError("its lists are nested too deeply", code="seed-shape", path=path, line=line) from None
    except ValueError as error:  # a number of too many figures
        raise DigestError(f"this JSON cannot be read: {error}", code="seed-shape", path=path, line=line) from None


def _objects(value: Any, depth: int = 0) -> list[Any] | None:
    """Where the articles stand: a list itself, a list under a usual name, or the object alone."""
    if isinstance(value, list):
        return value if any(isinstance(each, dict) for each in value) or not value else None
    if not isinstance(value, dict) or depth > DEPTH:
        return None
    folded = {_folded(name): child for name, child in value.items()}
    for name in LISTS.split():
        found = _objects(folded[name], depth + 1) if isinstance(folded.get(name), (list, dict)) else None
        if found is not None and (found or isinstance(folded[name], list)):
            return found
    stated = _stated(value)
    return [value] if _text(stated.get("text", (None, None))[1]) else None


def _item(value: Any, number: int, path: str, site: str, *, line: int = 0) -> Item:
    if not isinstance(value, dict):
        fault = Problem("seed-shape", f"item {number} is no object with keys", path, line, hint=_HINT)
        return Item(number, fault=fault)
    stated = _stated(value)
    text, teaser = (_text(stated[fact][1]) if fact in stated else "" for fact in ("text", "teaser"))
    key, facts = _words(stated["id"][1])[:500] if "id" in stated else "", _facts(stated, site)
    if not text and not teaser:
        message = f"item {number} has no text; its keys are {_shown(value)}"
        return Item(number, key, facts=facts, fault=Problem("seed-shape", message, path, line, hint=_HINT))
    used = ", ".join(f"{fact} from `{name}`" for fact, (name, _) in stated.items())
    notes = () if text else (f"only a teaser: `{stated['teaser'][0]}` stands in the list, and no text",)
    origin = f"item {number} of a JSON list: {used}"
    return Item(number, key, text or teaser, "", facts, origin, notes)


_HINT = "an article needs words under a key like `text`, `body`, `content` or `html`"


def _stated(value: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """What an object states, by fact: the name of the key and its value. Empty values state nothing."""
    folded: dict[str, tuple[str, Any]] = {}
    for name, child in value.items():
        if child not in (None, "", [], {}):
            folded.setdefault(_folded(name), (name, child))
    found = {}
    for fact, names in _NAMES.items():
        first = next((folded[name] for name in names if name in folded and _usable(fact, folded[name][1])), None)
        if first:
            found[fact] = first
    return found


def _usable(fact: str, value: Any) -> bool:
    return fact != "text" or bool(_text(value))


def _folded(name: str) -> str:
    return re.sub(r"[\s_:.-]", "", name).lower()


def _facts(stated: dict[str, tuple[str, Any]], site: str) -> Facts:
    words = {fact: _words(value) for fact, (_, value) in stated.items() if fact not in ("text", "teaser", "tags", "id")}
    title = words_of(words.get("title", ""))
    return Facts(
        headline=title,
        site=_site(words.get("site", "")) or site,
        author=words_of(words.get("author", "")),
        published=_moment(stated["published"][1]) if "published" in stated else "",
        url=_address(stated.get("url")) or _address(stated.get("id")),
        image=_address(stated.get("image")),
        language=words.get("language", "")[:12],
        tags=tuple(_names(stated["tags"][1])) if "tags" in stated else (),
    )


def _site(words: str) -> str:
    """The name of an outlet; its address says as little as its host does."""
    return re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", words_of(words))


def _text(value: Any, depth: int = 0) -> str:
    """The words of an article: a text, the rendered form of one, or its paragraphs."""
    if depth > DEPTH:
        return ""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, dict):
        inner = {_folded(name): child for name, child in value.items()}
        names = ("rendered", "html", "value", "text", "content", "plain", "paragraphs")
        return next((found for name in names if name in inner and (found := _text(inner[name], depth + 1))), "")
    if isinstance(value, list):
        return "\n\n".join(filter(None, (_text(each, depth + 1) for each in value[:10_000])))
    return ""


def _words(value: Any) -> str:
    """A value as words: an object is known by its name, of several the names are joined."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    if isinstance(value, dict):
        names = ("name", "rendered", "title", "displayname", "value", "text", "label", "term", "url", "src", "href")
        inner = {_folded(name): child for name, child in value.items()}
        return next(
            (found for name in names if isinstance(inner.get(name), (str, int)) and (found := _words(inner[name]))), ""
        )
    return ", ".join(filter(None, (_words(each) for each in value[:20] if not isinstance(each, list))))


def _address(stated: tuple[str, Any] | None) -> str:
    """The first web address in a value."""
    waiting = [stated[1]] if stated else []
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str) and re.match(r"https?://", value.strip()):
            return value.strip()
        if isinstance(value, dict):
            waiting += [child for name, child in value.items() if _folded(name) in ("url", "src", "href", "contenturl")]
        if isinstance(value, list):
            waiting += value[:5]
    return ""


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part.strip(" #") for part in re.split(r"[,;|]", value))
    elif isinstance(value, list):
        yield from (
            words for each in value[:100] if not isinstance(each, (list, int)) and (words := _words(each).strip(" #"))
        )
    elif isinstance(value, dict):
        yield _words(value)


def _moment(value: Any) -> str:
    """A moment as it is written; seconds or milliseconds since 1970 as a date."""
    words = _words(value)
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", words):
        return words
    seconds = float(words) / (1000 if float(words) > 1e11 else 1)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _shown(value: dict[str, Any]) -> str:
    names = [f"`{name[:40]}`" for name in value]
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more if names else "none"


def _unknown(value: Any, path: str) -> DigestError:
    if isinstance(value, dict):
        found = f"its keys are {_shown(value)}"
    else:
        found = "it is a list of values without keys" if isinstance(value, list) else "it is a single value"
    return DigestError(f"no article is found in this JSON: {found}", code="seed-shape", path=path, hint=_HINT)
