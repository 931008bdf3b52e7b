"""What goes wrong in a template -> a problem with its file, its line, and the nearest right word."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.exceptions import TemplateError, TemplateNotFound, UndefinedError
from jinja2.utils import missing
from msgspec import Struct

from digest.errors import DigestError, did_you_mean
from digest.site.layers import Layers

# What a template can raise: all of Python's own errors but those that speak of the machine.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, DigestError, LookupError, MemoryError, RuntimeError, TemplateError,
    TypeError, ValueError,
)  # fmt: skip

_OWN_WORDS = {"safe": "the one way past the escaping is `|html`"}


class NoSuchName(UndefinedError):
    """A template used a name that does not exist. `owner` is the value that was asked for it, or None for the view."""

    def __init__(self, message: str, name: str, known: Iterable[str] | None) -> None:
        super().__init__(message)
        self.name, self.known = name, known


class Missing(StrictUndefined):
    """Jinja's stand-in for a missing name, which raises `NoSuchName` as soon as it is used."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc or UndefinedError)
        self._undefined_exception = self._complaint  # type: ignore[assignment]

    def _complaint(self, message: str) -> UndefinedError:
        name, owner = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return UndefinedError(self._undefined_hint)
        if owner is missing:
            return NoSuchName(f"there is no `{name}` here", name, None)
        if owner is None:
            return UndefinedError(f"`.{name}` is asked of nothing (None)")
        return NoSuchName(f"{_described(owner)} has no `{name}`", name, _names(owner))


def _described(owner: object) -> str:
    kind = type(owner).__name__
    return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind}"


def _names(owner: object) -> list[str]:
    if isinstance(owner, Struct):
        return list(owner.__struct_fields__)
    return [str(key) for key in owner] if isinstance(owner, dict) else []


class _Frame(Struct, frozen=True):
    """A step of the way to the fault: a line of a template, and whether the whole of it was being rendered."""

    template: str
    line: int
    whole: bool


class Faults:
    """Explains the faults of one theme. `words` are the names that every template knows."""

    def __init__(self, layers: Layers, words: Iterable[str], filters: Iterable[str], tests: Iterable[str]) -> None:
        self.layers, self.words = layers, frozenset(words)
        self.filters, self.tests = frozenset(filters), frozenset(tests)

    def explained(self, fault: BaseException, template: str, view: Iterable[str]) -> DigestError:
        """The fault as an editor of the theme can mend it. `template` was asked for, with the fields of `view`."""
        frames = _frames(fault.__traceback__)
        last = frames[-1] if frames else _Frame(template, 0, whole=True)
        if isinstance(fault, TemplateSyntaxError):
            return self._error(_said(fault.message), fault.name or template, fault.lineno, self._advice(fault.message))
        if isinstance(fault, TemplateNotFound):
            return self._not_found(fault, last)
        if isinstance(fault, NoSuchName):
            known = {*view, *self.words} if fault.known is None else fault.known
            return self._error(str(fault), last.template, last.line, did_you_mean(fault.name, known) if known else "")
        if isinstance(fault, RecursionError):
            return self._endless(frames)
        if isinstance(fault, DigestError):
            if fault.problem.path:
                return fault
            return self._error(fault.problem.message, last.template, last.line, fault.problem.hint)
        if isinstance(fault, TemplateError):
            return self._error(_said(fault.message), last.template, last.line, self._advice(fault.message))
        return self._error(f"{type(fault).__name__}: {fault}", last.template, last.line)

    def _not_found(self, fault: TemplateNotFound, last: _Frame) -> DigestError:
        known = [name for name in self.layers.templates if name.startswith("!") == str(fault.name).startswith("!")]
        hint = did_you_mean(str(fault.name), known) if known else ""
        message = f"the theme `{self.layers.theme}` has no template `{fault.name}`"
        if last.line == 0:
            sheet = f"themes/{self.layers.theme}/theme.yaml"
            advice = f"write it, or build on a theme that has it: `extends: gazette` in {sheet}"
            return DigestError(message, code="template", hint=advice)
        return self._error(message, last.template, last.line, hint)

    def _endless(self, frames: list[_Frame]) -> DigestError:
        """Templates that draw each other in, or a macro that calls itself."""
        last = frames[-1]
        whole = [frame for frame in frames if frame.whole]
        before = [number for number, frame in enumerate(whole[:-1]) if frame.template == whole[-1].template]
        if not before:
            hint = "a macro that calls itself needs a condition that ends it"
            return self._error("this goes on without end", last.template, last.line, hint)
        ring = whole[before[-1] :]
        first = ring.index(min(ring[:-1], key=lambda frame: (frame.template, frame.line)))
        names = [frame.template for frame in [*ring[first:-1], *ring[:first]]]
        circle = " -> ".join(f"`{name}`" for name in [*names, names[0]])
        hint = f"to build on a theme's own template, name the theme: `!{self.layers.theme}/{names[0]}`"
        return self._error(f"templates go round in a circle: {circle}", names[0], ring[first].line, hint)

    def _advice(self, message: str | None) -> str:
        """The nearest filter or test to one that does not exist."""
        for kind, known in (("filter", self.filters), ("test", self.tests)):
            start = f"No {kind} named '"
            if message and message.startswith(start):
                name = message[len(start) :].partition("'")[0]
                near = did_you_mean(name, known)
                return _OWN_WORDS.get(name) or (near if near.startswith("did") else "")
        return ""

    def _error(self, message: str, template: str, line: int, hint: str = "") -> DigestError:
        file = self.layers.templates.get(template)
        lines = self.layers.text(template).split("\n") if file else []
        excerpt = lines[line - 1].rstrip() if 0 < line <= len(lines) else ""
        return DigestError(
            message,
            code="template",
            path=file.label if file else template,
            line=line,
            hint=hint,
            excerpt=excerpt,
        )


def _frames(traceback: TracebackType | None) -> list[_Frame]:
    """The lines of templates on the way to a fault, the outermost first."""
    found: list[_Frame] = []
    while traceback:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            found.append(_Frame(template.name, line, traceback.tb_frame.f_code.co_name == "root"))
        traceback = traceback.tb_next
    return found


def _said(message: str | None) -> str:
    """Jinja's sentence in the style of ours."""
    words = (message or "this cannot be read").removesuffix(" found.").rstrip(".").replace("'", "`")
    return words[0].lower() + words[1:]
