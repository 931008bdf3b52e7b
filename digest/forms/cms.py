"""Sorts of content files -> the page `/admin/` of Sveltia CMS or Decap CMS, which both read one form of settings.

Sources: decapcms.org/docs/configuration-options and /docs/widgets; sveltiacms.app/en/docs; both as of 2026.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlsplit

import yaml

from digest.forms.sorts import Sort, sorts
from digest.publish_yaml import Admin
from digest.settings import Site
from digest.shapes import Part, Shape

LONG = ("summary", "text")  # keys whose texts are sentences
HIDDEN = {"widget": "hidden"}  # kept as it stands
# What its makers say each program needs, beside its script: a policy of this page alone.
POLICIES = {
    "sveltia": {
        "style-src": "'self' 'unsafe-inline' https://fonts.googleapis.com",
        "font-src": "'self' https://fonts.gstatic.com https://cdn.jsdelivr.net",
        "img-src": "'self' blob: data: https:",
        "media-src": "'self' blob:",
        "frame-src": "blob:",
        "script-src": "",
        "connect-src": "'self' blob: data: https://unpkg.com https://cdn.jsdelivr.net",
    },
    "decap": {
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self' data:",
        "img-src": "'self' blob: data: https:",
        "media-src": "'self' blob:",
        "script-src": "'unsafe-eval'",
        "connect-src": "'self' blob: data:",
    },
}
GITHUB = "https://api.github.com https://www.githubstatus.com"


def page(site: Site) -> str:
    """The page itself: nothing but the program's script, and the policy that lets it do its work."""
    admin = _admin(site)
    script = site.base_path + admin.script[1:] if admin.script.startswith("/") else admin.script
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(site.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(admin), quote=False)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(site.title)}</title>",
        f'<link href="{escape(site.base_path)}admin/config.yml" type="text/yaml" rel="cms-config-url">',
        "</head>",
        "<body>",
        f'<script src="{escape(script)}"></script>',
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def policy(admin: Admin) -> str:
    """What the page may load and ask: the program, GitHub, and the server that signs editors in."""
    rules = dict(POLICIES[admin.program])
    from_there = "'self'" if admin.script.startswith("/") else _origin(admin.script)
    rules["script-src"] = f"{from_there} {rules['script-src']}".strip()
    rules["connect-src"] += " " + " ".join([GITHUB, *([_origin(admin.sign_in)] if admin.sign_in else [])])
    return "; ".join(["default-src 'none'", *(f"{name} {value}" for name, value in rules.items()), "base-uri 'none'"])


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def config(site: Site) -> str:
    """The settings of the program, `/admin/config.yml`."""
    return yaml.safe_dump(_config(site), allow_unicode=True, sort_keys=False, width=100)


def _config(site: Site) -> dict[str, Any]:
    admin = _admin(site)
    backend = {"name": "github", "repo": admin.repository, "branch": admin.branch}
    return {
        "backend": backend | ({"base_url": admin.sign_in} if admin.sign_in else {}),
        # Decap makes a pull request of each change; an empty field is no field.
        **({"publish_mode": "editorial_workflow"} if admin.program == "decap" else {}),
        **({"output": {"omit_empty_optional_fields": True}} if admin.program == "sveltia" else {}),
        "locale": site.language,
        "site_url": site.base_url,
        "display_url": site.base_url,
        "media_folder": "static/images",
        "public_folder": "/images",
        "slug": {"encoding": "unicode", "clean_accents": False},  # Digest makes the address of the file's name
        "collections": [_collection(each, admin.program) for each in sorts(site)],
    }


def _collection(sort: Sort, program: str) -> dict[str, Any]:
    body = {"name": "body", "label": "Markdown", "widget": "markdown", "required": False, "modes": ["raw", "rich_text"]}
    return {
        "name": sort.name,
        "label": sort.label,
        "folder": sort.folder,
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": sort.must[0],
        "slug": "{{slug}}",
        "fields": [*(_field(each, sort, program) for each in sort.keys), body],
    }


def _field(part: Part, sort: Sort, program: str) -> dict[str, Any]:
    needed = part.name in sort.must and (part.name == "title" or part.name not in sort.waiting)
    field = {"name": part.name, "label": part.name, **_widget(part, program)}
    if field["widget"] == "hidden":
        return field
    draft = {"default": True} if part.name == "draft" and sort.name == "articles" else {}
    return {**field, "required": needed, "hint": part.says.replace("`", ""), **draft}


def _widget(part: Part, program: str) -> dict[str, Any]:
    shape = part.shape
    match shape.name:
        case "text":
            return _text(part)
        case "flag":
            return {"widget": "boolean"}
        case "number":
            return {"widget": "number", "value_type": "int", "min": shape.least, "max": shape.most}
        case "date":
            return {"widget": "datetime", "format": "YYYY-MM-DD HH:mm"}
        case "names":
            return {"widget": "list"}
        case "list":
            return {"widget": "list", **_items(shape.items or Shape("text"), program)}
        case "mapping":
            return {"widget": "object", "fields": _inner(shape, program)}
        case "either":
            return _widget(Part(part.name, shape.parts[0].shape), program)
        case "map":
            return {"widget": "keyvalue"} if program == "sveltia" else HIDDEN
        case "anything":
            return HIDDEN


def _text(part: Part) -> dict[str, Any]:
    if part.shape.choices:
        return {"widget": "select", "options": list(part.shape.choices)}
    widget = {"widget": "text" if part.name in LONG else "string"}
    return widget | ({"pattern": [part.shape.pattern, part.says or part.name]} if part.shape.pattern else {})


def _items(shape: Shape, program: str) -> dict[str, Any]:
    if shape.name == "mapping":
        return {"fields": _inner(shape, program)}
    return {"field": {"name": "item", "label": "…", **_widget(Part("item", shape), program)}}


def _inner(shape: Shape, program: str) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "label": each.name, "required": False, **_widget(each, program)} for each in shape.parts
    ]


def _admin(site: Site) -> Admin:
    assert site.publish.admin
    return site.publish.admin
