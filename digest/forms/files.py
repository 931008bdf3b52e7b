"""Settings -> the files that other programs read, and their writing: never over one that somebody has edited."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from msgspec import Struct

from digest.disk import write_whole
from digest.errors import DigestError
from digest.fingerprint import of_bytes
from digest.forms import jsonschema, programs
from digest.forms.sorts import Sort, sorts
from digest.keeping import overwrite
from digest.settings import Settings, Site

RECORD = ".digest/forms.json"  # what was written last, by the hash of its bytes
VSCODE = ".vscode"
State = Literal["new", "old", "current", "edited"]


class FormFile(Struct, frozen=True):
    """A file of a program. `edited` means that it is not as we left it, so that the new one would stand beside it."""

    program: str
    path: str
    data: bytes
    state: State

    @property
    def target(self) -> str:
        """Where the bytes would be written."""
        return f"{self.path}.new" if self.state == "edited" else self.path


def form_files(settings: Settings, names: tuple[str, ...]) -> tuple[FormFile, ...]:
    """The files of some programs, or of all, with what stands there now."""
    record = _record(settings.root)
    return tuple(
        FormFile(name, path, data, _state(settings.root / path, data, record.get(path, "")))
        for name in names or tuple(PROGRAMS)
        for path, data in PROGRAMS[name](settings.site)
    )


def write(settings: Settings, files: tuple[FormFile, ...]) -> None:
    """Write what is not as it should be. The caller holds the lock. Raises `DigestError` for a link in the way."""
    record = dict(_record(settings.root))
    for each in files:
        if each.state != "current":
            _refuse_links(settings.root, each.target)
            overwrite(settings.root, each.target, each.data, _held(settings.root / each.target))
        if each.state != "edited":
            record[each.path] = of_bytes(each.data)
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(settings.root / RECORD, text.encode("utf-8"))


def _refuse_links(root: Path, path: str) -> None:
    place = root
    for step in path.split("/"):
        place = place / step
        if place.is_symlink():
            raise DigestError("a symbolic link is not followed", code="file", path=path, hint="remove the link")


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _state(path: Path, data: bytes, written: str) -> State:
    try:
        there = path.read_bytes()
    except OSError:
        return "new"
    if there == data:
        return "current"
    return "old" if of_bytes(there) == written else "edited"


def _record(root: Path) -> Mapping[str, str]:
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


Files = Iterator[tuple[str, bytes]]


def _pages(site: Site) -> Files:
    text = yaml.safe_dump(programs.pages_cms(sorts(site)), allow_unicode=True, sort_keys=False, width=100)
    yield ".pages.yml", text.encode("utf-8")


def _frontmatter(site: Site) -> Files:
    yield "frontmatter.json", _json(programs.front_matter(sorts(site)))


def _obsidian(site: Site) -> Files:
    yield ".obsidian/types.json", _json(programs.obsidian(sorts(site)))


def _vscode(site: Site) -> Files:
    """A schema for `site.yaml`, for each list in `content/`, for the front matter of each folder; and what is whose."""
    known = sorts(site)
    yield f"{VSCODE}/site.schema.json", _json(jsonschema.of_settings())
    for name, schema in jsonschema.of_lists().items():
        yield f"{VSCODE}/{name}.schema.json", _json(schema)
    for sort in known:
        yield f"{VSCODE}/{sort.name}.schema.json", _json(jsonschema.of_sort(sort))
    yield f"{VSCODE}/settings.json", _json(_vscode_settings(known))


def _vscode_settings(known: tuple[Sort, ...]) -> dict[str, Any]:
    """Where the schemas belong. The YAML extension sees files of YAML; front matter only where a version of it can."""
    lists = {f"./{VSCODE}/{name}.schema.json": f"content/{name}" for name in jsonschema.of_lists()}
    own = {f"./{VSCODE}/{sort.name}.schema.json": f"{sort.folder}/**/*.md" for sort in known}
    return {"yaml.schemas": {f"./{VSCODE}/site.schema.json": "site.yaml", **lists, **own}}


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


PROGRAMS: dict[str, Callable[[Site], Files]] = {
    "frontmatter": _frontmatter,
    "obsidian": _obsidian,
    "pages": _pages,
    "vscode": _vscode,
}
