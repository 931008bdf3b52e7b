"""Values -> the desk's own pages, through its own templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from digest.errors import printable

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self' {site}",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
KINDS = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


def page(template: str, token: str, site: str, values: Mapping[str, object], status: int = 200) -> Response:
    """A page of the desk. `token` lets its script call the desk; it may frame pages of `site`, the site's origin."""
    text = drawn(template, {**values, "token": token})
    return HTMLResponse(text, status, {"content-security-policy": POLICY.format(site=site)})


def drawn(template: str, values: Mapping[str, object]) -> str:
    """The text of a template."""
    return _environment().get_template(template).render(values)


def file(name: str) -> Response | None:
    """One of the desk's own scripts or styles; None where there is none of this name."""
    kind = KINDS.get(name.rpartition(".")[2])
    if kind is None or name not in _names():
        return None
    return Response(_text(name), media_type=kind)


@cache
def _names() -> frozenset[str]:
    return frozenset(each.name for each in files("digest.desk").joinpath("files").iterdir())


@cache
def _text(name: str) -> str:
    return files("digest.desk").joinpath("files", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("digest.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["given"] = _given
    made.filters["printable"] = printable
    return made


def _given(values: object) -> str:
    """What a button sends with its call, for its attribute `data-given`."""
    return json.dumps(values, ensure_ascii=False)
