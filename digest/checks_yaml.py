"""The settings `checks` and `likeness`: how strict `check` is."""

from __future__ import annotations

from digest import checklist, kinds, schema
from digest.errors import did_you_mean
from digest.schema import Field, Misfit
from digest.shapes import Part, Shape, shape_of, shaped
from digest.text import same_name
from digest.yamltext import Node

_LEVEL = Shape("text", choices=checklist.LEVELS)


@shaped(Shape("mapping", parts=tuple(Part(each.code, _LEVEL) for each in checklist.CHECKS)))
def levels(node: Node) -> dict[str, str]:
    """The levels of checks, by their codes."""
    if not isinstance(node.value, dict):
        raise Misfit("must hold lines like `tracking: error`", node)
    return schema.every(node.value.items(), _level)


def _level(code: str, node: Node) -> str:
    if code not in checklist.BY_CODE:
        raise Misfit(f"names `{code}`, which is no check", kinds.key(node), did_you_mean(code, checklist.BY_CODE))
    if node.value not in checklist.LEVELS:
        raise Misfit(f"`{code}` must be one of {', '.join(checklist.LEVELS)}", node)
    return str(node.value)


_LIMITS = (
    Field("share", kinds.number(0, 100), "per cent of the words of an article"),
    Field("run", kinds.number(0, 999_999), "words in a row"),
)


@shaped(Shape("map", items=shape_of(kinds.mapping(*_LIMITS))))
def _by_source(node: Node) -> dict[str, dict[str, int]]:
    if not isinstance(node.value, dict):
        raise Misfit("must hold lines like `Роскосмос: {share: 100}`", node)
    limits = kinds.mapping(*_LIMITS)
    found = schema.every(node.value.items(), lambda _, child: dict(limits(child)))
    return {same_name(name): values for name, values in found.items()}


LIKENESS = kinds.mapping(*_LIMITS, Field("sources", _by_source, "limits of their own, by the names of sources"))
