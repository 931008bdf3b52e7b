"""Settings -> the sorts of content files: where each lies, which keys it may have, which it must."""

from __future__ import annotations

from msgspec import Struct

from digest.content.keys import fields_of
from digest.content.reading import folders
from digest.schema import Field
from digest.settings import Site
from digest.shapes import Part, shape_of

MUST = {"articles": ("title", "date"), "issues": ("number", "date")}  # but for what a draft may wait for
WAITING = {"articles": ("title", "date"), "issues": ("date",)}


class Sort(Struct, frozen=True):
    """Content files of one folder. A draft need not have `waiting` keys yet."""

    name: str
    folder: str
    label: str
    keys: tuple[Part, ...]
    must: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def sorts(site: Site) -> tuple[Sort, ...]:
    """Every sort of content file that a site has, articles first."""
    names = sorted(folders(site), key=lambda name: (name != "articles", name != "issues", name))
    return tuple(_sort(name, site) for name in names)


def _sort(name: str, site: Site) -> Sort:
    keys = parts(fields_of(f"content/{name}/x.md", site))
    label = site.taxonomies.get(name) or name.capitalize()
    return Sort(name, f"content/{name}", label, keys, MUST.get(name, ("title",)), WAITING.get(name, ()))


def parts(fields: tuple[Field, ...]) -> tuple[Part, ...]:
    """Fields as other programs need to know them."""
    return tuple(Part(each.name, shape_of(each.kind), each.says) for each in fields)
