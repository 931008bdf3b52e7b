"""Sorts of content files -> JSON Schemas (draft 7, which VS Code's YAML knows), for completion and errors while typing.

They are as strict as the program where a schema can be: what it takes they never refuse. What needs more than one value
to be judged (an alias that is a page, a date before another) only `check` can tell.
"""

from __future__ import annotations

from typing import Any

from digest.content import authority, decisions
from digest.content.sources import FACTS, RULES
from digest.forms.sorts import Sort, parts
from digest.shapes import Part, Shape
from digest.site_yaml import FIELDS

DRAFT = "http://json-schema.org/draft-07/schema#"
DATE = r"^\d{4}-\d{1,2}-\d{1,2}(?!\d)"

FLAGS = [True, False, "yes", "no"]
SOURCE = (*FACTS, *RULES)  # what the rules of the converter hold is its own matter

Schema = dict[str, Any]


def of_sort(sort: Sort) -> Schema:
    """The schema of the front matter of a sort of files."""
    always = [name for name in sort.must if name not in sort.waiting]
    schema = {"$schema": DRAFT, "title": sort.label, **_mapping(sort.keys), "required": always}
    if sort.waiting:
        draft = {"properties": {"draft": {"enum": [True, "yes"]}}, "required": ["draft"]}
        schema |= {"if": draft, "else": {"required": list(sort.must)}}
    return schema


def of_settings() -> Schema:
    """The schema of `site.yaml`."""
    return {"$schema": DRAFT, "title": "site.yaml", **_mapping(parts(FIELDS)), "required": ["base_url"]}


def of_lists() -> dict[str, Schema]:
    """The schemas of the lists in `content/`, by the names of their files."""
    tag, source, decision = (_mapping(parts(each)) for each in (authority.FIELDS, SOURCE, decisions.FIELDS))
    closed = {authority.CLOSED: {"anyOf": [{"enum": FLAGS}, tag, {"type": "null"}]}}
    made = {
        "tags.yaml": {**_by_name(tag), "properties": closed},
        "sources.yaml": _by_name(source),
        "stories.yaml": {"type": ["array", "null"], "items": decision},
    }
    return {name: {"$schema": DRAFT, "title": name, **schema} for name, schema in made.items()}


def _by_name(entry: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": {"anyOf": [entry, {"type": "null"}]}}


def _mapping(keys: tuple[Part, ...]) -> Schema:
    known = {each.name: _told(each) for each in keys}
    return {"type": "object", "properties": known, "additionalProperties": False}


def _told(part: Part) -> Schema:
    schema = _value(part.shape)
    return {"description": part.says.replace("`", ""), **schema} if part.says else schema


def _value(shape: Shape) -> Schema:
    """A value, or nothing: a key behind which nothing stands is as good as none."""
    inner = _plain(shape)
    return {"anyOf": [inner, {"type": "null"}]} if inner else {}


def _plain(shape: Shape) -> Schema:
    match shape.name:
        case "text":
            return _text(shape)
        case "flag":
            return {"enum": FLAGS}
        case "number":
            return {"type": "integer", "minimum": shape.least, "maximum": shape.most}
        case "date":
            return {"type": "string", "pattern": DATE}
        case "names" | "list":
            item = _value(shape.items) if shape.items else {}
            many: Schema = {"type": "array", "items": item, **({"maxItems": shape.most} if shape.most else {})}
            return {"anyOf": [many, {"type": "string"} if shape.name == "names" else item]}
        case "mapping":
            return _mapping(shape.parts)
        case "map":
            return {"type": "object", "additionalProperties": _value(shape.items) if shape.items else True}
        case "either":
            return {"anyOf": [_plain(each.shape) for each in shape.parts]}
        case "anything":
            return {}


def _text(shape: Shape) -> Schema:
    """A text. YAML takes `2016` for a number and `true` for a flag; to us both are what was typed."""
    if shape.choices:
        return {"enum": list(shape.choices)}
    if shape.pattern:
        return {"type": "string", "pattern": shape.pattern}
    words: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
    return words | ({"maxLength": shape.most} if shape.most else {})
