"""Sorts of content files -> the settings of Pages CMS, Front Matter for VS Code, and Obsidian.

Sources: pagescms.org/docs/configuration; frontmatter.codes/docs/content-creation/fields; help.obsidian.md/properties.
"""

from __future__ import annotations

from typing import Any

from digest.forms.jsonschema import DATE
from digest.forms.sorts import Sort
from digest.shapes import Part, Shape

Form = dict[str, Any]


# Pages CMS: .pages.yml


def pages_cms(sorts: tuple[Sort, ...]) -> Form:
    """Keys that only the converter writes have no field; `merge` keeps them as they stand."""
    return {
        "media": {"input": "static/images", "output": "/images"},
        "settings": {"content": {"merge": True}},
        "content": [_collection(each) for each in sorts],
    }


def _collection(sort: Sort) -> Form:
    primary = "title" if "title" in {each.name for each in sort.keys} else sort.must[0]
    return {
        "name": sort.name,
        "label": sort.label,
        "type": "collection",
        "path": sort.folder,
        "format": "yaml-frontmatter",
        "filename": "{primary}.md",
        "view": {"primary": primary},
        "fields": [
            *(field for each in sort.keys for field in _pages_field(each, sort.must, sort.waiting)),
            {"name": "body", "label": "Markdown", "type": "code", "options": {"format": "markdown"}},
        ],
    }


def _pages_field(part: Part, must: tuple[str, ...], waiting: tuple[str, ...]) -> list[Form]:
    kind = _pages_kind(part.shape)
    if not kind:
        return []
    needed = {"required": True} if part.name in must and part.name not in waiting else {}
    says = {"description": part.says.replace("`", "")} if part.says else {}
    return [{"name": part.name, "label": part.name, **says, **needed, **kind}]


def _pages_kind(shape: Shape) -> Form:
    """The kind of a field. A date is a text there: a picker would rewrite every day into a day with an hour."""
    match shape.name:
        case "text" if shape.choices:
            return {"type": "select", "options": {"values": list(shape.choices)}}
        case "text":
            return {"type": "string", **({"pattern": {"regex": shape.pattern}} if shape.pattern else {})}
        case "date":
            return {"type": "string", "pattern": {"regex": DATE, "message": "2016-12-01 10:00"}}
        case "flag":
            return {"type": "boolean"}
        case "number":
            return {"type": "number", "options": {"min": shape.least, "max": shape.most}}
        case "names":
            return {"type": "string", "list": True}
        case "list":
            return {**_pages_kind(shape.items or Shape("text")), "list": True}
        case "either":
            return _pages_kind(shape.parts[0].shape)
        case "mapping":
            return {"type": "object", "fields": [each for part in shape.parts for each in _pages_field(part, (), ())]}
        case _:
            return {}


# Front Matter for VS Code: frontmatter.json


def front_matter(sorts: tuple[Sort, ...]) -> Form:
    """A content type for each folder. Lists of mappings are made of groups of fields, which stand apart."""
    groups: dict[str, list[Form]] = {}
    types = [
        {
            "name": sort.name,
            "pageBundle": False,
            "fields": [_vscode_field(part, sort, groups) for part in sort.keys],
        }
        for sort in sorts
    ]
    folders = [
        {"title": each.label, "path": f"[[workspace]]/{each.folder}", "contentTypes": [each.name]} for each in sorts
    ]
    return {
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.content.publicFolder": "static",
        "frontMatter.content.pageFolders": folders,
        "frontMatter.content.autoUpdateDate": False,
        "frontMatter.taxonomy.dateFormat": "yyyy-MM-dd HH:mm",
        "frontMatter.taxonomy.indentArrays": False,
        "frontMatter.taxonomy.noPropertyValueQuotes": ["date", "updated", "expires", "since", "until"],
        "frontMatter.taxonomy.fieldGroups": [{"id": name, "fields": fields} for name, fields in groups.items()],
        "frontMatter.taxonomy.contentTypes": types,
    }


def _vscode_field(part: Part, sort: Sort, groups: dict[str, list[Form]]) -> Form:
    field = {"title": part.name, "name": part.name, **_vscode_kind(part, groups)}
    says = {"description": part.says.replace("`", "")} if part.says else {}
    needed = {"required": True} if part.name in sort.must and part.name not in sort.waiting else {}
    return {**field, **says, **needed, **({"isPublishDate": True} if part.name == "date" else {})}


def _vscode_kind(part: Part, groups: dict[str, list[Form]]) -> Form:
    shape = part.shape
    match shape.name:
        case "text" if shape.choices:
            return {"type": "choice", "choices": list(shape.choices)}
        case "text":
            return {"type": "string", "single": part.name != "summary"}
        case "date":
            return {"type": "datetime"}
        case "flag":
            return {"type": "draft" if part.name == "draft" else "boolean"}
        case "number":
            return {"type": "number"}
        case "names":
            return {"type": "tags" if part.name == "tags" else "list"}
        case "list" if shape.items and shape.items.name == "mapping":
            groups[part.name] = _vscode_inner(shape.items, groups)
            return {"type": "block", "fieldGroup": [part.name]}
        case "list":
            return {"type": "list"}
        case "either":
            return _vscode_kind(Part(part.name, shape.parts[0].shape), groups)
        case "mapping":
            return {"type": "fields", "fields": _vscode_inner(shape, groups)}
        case _:
            return {"type": "string", "hidden": True}  # what the converter writes


def _vscode_inner(shape: Shape, groups: dict[str, list[Form]]) -> list[Form]:
    return [{"title": each.name, "name": each.name, **_vscode_kind(each, groups)} for each in shape.parts]


# Obsidian: .obsidian/types.json

OBSIDIAN = {"text": "text", "flag": "checkbox", "number": "number", "date": "datetime", "names": "multitext"}
ITS_OWN = {"aliases": "aliases", "tags": "tags"}  # names that Obsidian gives no other type


def obsidian(sorts: tuple[Sort, ...]) -> Form:
    """The types of properties. Obsidian knows no mappings: it shows them as they stand, and leaves them so."""
    found: dict[str, str] = {}
    for part in (part for sort in sorts for part in sort.keys):
        kind = _obsidian_kind(part.shape)
        if kind:
            found.setdefault(part.name, ITS_OWN.get(part.name, kind))
    return {"types": dict(sorted(found.items()))}


def _obsidian_kind(shape: Shape) -> str:
    if shape.name == "either":
        return _obsidian_kind(shape.parts[0].shape)
    if shape.name == "list":
        return "multitext" if shape.items and shape.items.name == "text" else ""
    return OBSIDIAN.get(shape.name, "")
