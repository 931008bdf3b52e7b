"""The house stands: imports point down only, nothing goes round in a circle, and only the door speaks."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "digest"

# Top to bottom. Parts on one line are neighbours, and neighbours do not know each other. The ground is one part: its
# modules may build on one another, as the modules of a package may, so long as they form no circle.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("serve", "publish"),
    ("desk",),
    ("check",),
    ("curate",),
    ("seeds", "site"),
    ("forms",),
    ("content",),
    ("settings",),
    ("site_yaml",),
    ("ground",),
)
GROUND = {
    *("program", "aside", "cores", "executor", "cluster", "watching", "yamlnode", "yamlplain", "yamllines"),
    *("__init__", "errors", "model", "memo", "fingerprint", "text", "yamltext", "schema", "moments", "disk", "keeping"),
    *("shingles", "same_address", "stems", "sentences", "telling", "claims", "checklist", "mail_yaml", "checks_yaml"),
    *("paradigms", "inflection", "nearness", "mentions", "yamlplace", "yamlsplice", "yamledit", "typography"),
    *("roots", "endings", "stock", "publish_yaml", "branch_yaml", "shapes", "kinds", "lock"),
}
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}


@dataclass(frozen=True, slots=True)
class Module:
    path: Path
    name: str  # "digest.site.pages"
    tree: ast.Module

    @property
    def part(self) -> str:
        return part(self.name)

    @property
    def imports(self) -> dict[str, int]:
        """Every module of ours that this one names, in a function or not, with the line."""
        return {name: line for name, line in imported(self.tree) if name.split(".")[0] == "digest"}


def part(name: str) -> str:
    """The part of the house that a module belongs to: "digest.site.pages" -> "site"."""
    first = [*name.split("."), "__init__"][1]
    return "ground" if first in GROUND else first


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: name the module in full"
            yield from ((resolved(str(node.module), alias.name), node.lineno) for alias in node.names)


def resolved(module: str, name: str) -> str:
    """`from digest import schema` names a module; `from digest.schema import Field` names something in one."""
    inner = HOUSE.parent.joinpath(*module.split("."), name)
    return f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module


def module(path: Path) -> Module:
    steps = path.relative_to(HOUSE.parent).with_suffix("").parts
    name = ".".join(steps[:-1] if steps[-1] == "__init__" else steps)
    return Module(path, name, ast.parse(path.read_bytes(), str(path)))


MODULES = [module(path) for path in sorted(HOUSE.rglob("*.py"))]
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


@each_module
def test_every_module_lives_on_a_floor(module: Module) -> None:
    assert module.part in FLOOR, f"{module.path}: say in FLOORS where this belongs"
    assert module.path.stem not in {"utils", "util", "helpers", "common", "misc"}, "name it for what it knows"


@each_module
def test_imports_point_down(module: Module) -> None:
    """A module may import its own part, and the floors below its own."""
    wrong = [
        f"{module.path}:{line}: {module.part} may not import {name}"
        for name, line in module.imports.items()
        if part(name) != module.part and FLOOR[part(name)] <= FLOOR[module.part]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_imports_go_round_in_a_circle() -> None:
    try:
        TopologicalSorter({module.name: set(module.imports) - {module.name} for module in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


@each_module
def test_only_the_door_prints_and_exits(module: Module) -> None:
    if module.part == "cli":
        return
    said = [f"{module.path}:{node.lineno}: {ast.unparse(node)}" for node in ast.walk(module.tree) if speaks(node)]
    assert not said, "\n".join(said)


def speaks(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print" | "exit" | "quit" | "SystemExit")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="sys" | "os"), attr="exit" | "_exit")):
            return True
        case ast.Raise(exc=ast.Name(id="SystemExit")):
            return True
    return False


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import digest.site.pages", {"digest.site.pages"}),
        ("from digest import errors", {"digest.errors"}),
        ("from digest import __version__", {"digest"}),
        ("def f():\n    from digest.errors import Problem", {"digest.errors"}),
    ],
)
def test_an_import_is_seen_however_it_is_written(source: str, names: set[str]) -> None:
    assert {name for name, _ in imported(ast.parse(source))} == names


@pytest.mark.parametrize("code", ["print(1)", "sys.exit(2)", "raise SystemExit", "raise SystemExit(1)", "os._exit(1)"])
def test_a_word_out_of_turn_is_heard(code: str) -> None:
    assert any(speaks(node) for node in ast.walk(ast.parse(code)))
