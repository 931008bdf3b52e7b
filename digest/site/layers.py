"""The settings -> the files of a theme: its own, those it extends, and what the site puts in their place.

A theme `x` is looked for in the site's own `themes/x`, then in the `themes/x` that comes with the program; what it
`extends:` follows in the same way. Each of these folders is a layer; the first that has a file wins. Nothing is read
through a symbolic link, and nothing outside a layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

import digest
from digest import kinds, schema
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, Problem, Problems, UsageError, did_you_mean
from digest.fingerprint import fingerprint, of_bytes
from digest.schema import Field, Misfit
from digest.settings import Settings
from digest.yamltext import Node, load

THEMES = "themes"
SHEET = "theme.yaml"
STATIC = "static/"
INLINE = "inline/"
ASSETS = "/assets/"
TEMPLATE_SIZE = 1 << 20  # bytes: a page layout has a hundredth of that
ASSET_SIZE = 64 << 20  # bytes


class File(Struct, frozen=True):
    """A file of a theme: `path` is from `root`, the site's folder or the program's; `label` is how messages name it."""

    root: Path
    path: str
    label: str

    def read(self, limit: int) -> bytes:
        """Its bytes. Raises `DigestError` where it cannot be read."""
        try:
            return read_bytes(self.root, self.path, limit=limit)
        except DigestError as error:
            message = error.problem.message.replace(f" {self.path}", " this")
            raise DigestError(message, code=error.problem.code, path=self.label) from None


class Layer(Struct, frozen=True):
    """One folder of a theme, and its files by their path from there, in order."""

    theme: str
    files: dict[str, File]


class Layers(Struct, frozen=True, dict=True):
    """The folders of a theme, the first of which has the last word."""

    theme: str
    layers: tuple[Layer, ...]
    _read: dict[File, bytes] = field(default_factory=dict)

    @cached_property
    def templates(self) -> dict[str, File]:
        """Every template by every name it can be called.

        `article.html` is the first layer's that has one; `!gazette/article.html` is the theme's own, whatever the site
        puts in its place.
        """
        found: dict[str, File] = {}
        for layer in reversed(self.layers):
            for name, file in layer.files.items():
                if name != SHEET and not name.startswith(STATIC):
                    found[name] = file
                    found.setdefault(f"!{layer.theme}/{name}", file)
        return found

    def of_pages(self) -> Iterator[str]:
        """The templates of pages and those that these extend, each by one name."""
        for name, file in self.templates.items():
            room, _, own = name.rpartition("/")
            within = room.startswith("!") and "/" not in room
            if not room or (within and self.templates[own] is not file):
                yield name

    def data(self, template: str) -> bytes:
        """The bytes of a template, the same in every call. `KeyError` for none, `DigestError` for an unreadable one."""
        file = self.templates[template]
        if file not in self._read:
            self._read[file] = file.read(TEMPLATE_SIZE)
        return self._read[file]

    @cached_property
    def fingerprint(self) -> str:
        """A name for all templates, those that cannot be read among them."""
        return fingerprint({name: self.name_of_bytes(name) for name in self.templates})

    def name_of_bytes(self, template: str) -> str:
        """A name for what a template is; an empty one where it cannot be read."""
        try:
            return of_bytes(self.data(template))
        except (KeyError, DigestError):
            return ""

    def text(self, template: str) -> str:
        """The source of a template. `KeyError` for none, `DigestError` for one that is not text."""
        return _text(self.data(template), self.templates[template].label)

    @cached_property
    def assets(self) -> dict[str, Path]:
        """The files of `static/` by their address.

        They share a folder named for the bytes of all of them: so no browser keeps an old one, and they can refer to
        each other by their plain names. Raises `Problems` where two differ only by case.
        """
        found = {name: file for layer in reversed(self.layers) for name, file in layer.files.items()}
        static = {name.removeprefix(STATIC): found[name] for name in sorted(found) if name.startswith(STATIC)}
        _refuse_twins(static)
        folder = fingerprint({name: of_bytes(file.read(ASSET_SIZE)) for name, file in static.items()})[:10]
        return {f"{ASSETS}{folder}/{name}": file.root / file.path for name, file in static.items()}


def layers(settings: Settings) -> Layers:
    """The layers of the site's theme. Raises `UsageError` where there is no such theme, `DigestError` for a bad one."""
    chain: list[Layer] = []
    wish = _wish_of_site(settings)
    while wish:
        names = list(dict.fromkeys(layer.theme for layer in chain))
        if wish.theme in names:
            circle = " -> ".join([*names[names.index(wish.theme) :], wish.theme])
            raise UsageError(f"themes go round in a circle: {circle}", code="theme", path=wish.path, line=wish.line)
        own = list(_layers(settings.root, wish.theme))
        if not own:
            hint = did_you_mean(wish.theme, _known(settings.root))
            raise UsageError(
                f"there is no theme `{wish.theme}`", code="theme", path=wish.path, line=wish.line, hint=hint
            )
        chain += own
        wish = _wish_of_theme(own)
    return Layers(settings.site.theme, tuple(chain))


def builtin() -> Path:
    """The folder whose `themes/` come with the program: the package once installed, else the checkout."""
    package = Path(digest.__file__).parent
    return package if (package / THEMES).is_dir() else package.parent


class _Wish(Struct, frozen=True):
    """A theme that is asked for, and where."""

    theme: str
    path: str
    line: int


def _wish_of_site(settings: Settings) -> _Wish | None:
    path, _, line = settings.origins.get("theme", "").rpartition(":")
    return _Wish(settings.site.theme, path, int(line)) if line.isdigit() else _Wish(settings.site.theme, "", 0)


def _wish_of_theme(own: list[Layer]) -> _Wish | None:
    """What the first `theme.yaml` with an `extends:` asks for."""
    for layer in own:
        if SHEET in layer.files:
            file = layer.files[SHEET]
            text = _text(file.read(TEMPLATE_SIZE), file.label)
            node = load(text, file.label)
            checked = schema.check(node, FIELDS, file.label, text.split("\n"))
            if checked.problems:
                raise Problems(checked.problems)
            if "extends" in checked.values and isinstance(node.value, dict):
                return _Wish(str(checked.values["extends"]), file.label, node.value["extends"].line)
    return None


def _layers(root: Path, theme: str) -> Iterator[Layer]:
    """The folders of one theme: the site's, and the program's unless they are the same."""
    places = {root.resolve(): (root, ""), builtin().resolve(): (builtin(), f"{builtin()}/")}
    places[root.resolve()] = (root, "")
    for place, prefix in places.values():
        if (place / THEMES / theme).exists():
            yield Layer(theme, _files(place, f"{THEMES}/{theme}", prefix))


def _files(root: Path, folder: str, prefix: str) -> dict[str, File]:
    """The files of a layer. Raises `Problems` where a link or a device stands among them."""
    found = list(regular_files(root, folder))
    if (root / THEMES).is_symlink():
        found = [(THEMES, "a symbolic link is not followed")]
    objections = [Problem("file", why, prefix + path) for path, why in found if why]
    if objections:
        raise Problems(objections)
    return {path.removeprefix(f"{folder}/"): File(root, path, prefix + path) for path, _ in found}


def _known(root: Path) -> set[str]:
    return {path.name for place in (root, builtin()) for path in (place / THEMES).glob("*/")}


def _text(data: bytes, label: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8"
        message = f"this is not UTF-8: byte {error.start}"
        raise DigestError(message, code="encoding", path=label, line=line, hint=hint) from None


def _refuse_twins(assets: dict[str, File]) -> None:
    """Names that differ only by case are one name on some machines."""
    seen: dict[str, str] = {}
    problems = []
    for name, file in assets.items():
        twin = seen.setdefault(name.lower(), name)
        if twin != name:
            message = f"`{twin}` differs from this only by case: on some machines they are one file"
            problems.append(Problem("file", message, file.label, hint="rename one of them"))
    if problems:
        raise Problems(problems)


def _theme_name(node: Node) -> str:
    name = kinds.text(node)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise Misfit("must be the name of a theme", node)
    return name


FIELDS = (
    Field("title", kinds.text, "The theme's name, for people."),
    Field("description", kinds.text, "What it is for."),
    Field("extends", _theme_name, "The theme whose templates and files stand in for those that this one lacks."),
)
