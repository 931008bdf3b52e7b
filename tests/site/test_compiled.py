"""What another process has compiled is taken where it is of the same templates, and does the same."""

from __future__ import annotations

import time
from typing import Any

import pytest
from jinja2 import Environment

from digest.aside import Aside, aside
from digest.site import build
from digest.site.rendering import Codes, _Compiled
from digest.site.theme import Theme
from tests.desk import Desk
from tests.site.samples import VIEWS, full
from tests.site.workshop import THEMES, Workshop, workshop

__all__ = ["workshop"]  # a fixture


def compiled(theme: Theme) -> Aside[Codes]:
    """What another process has compiled, ready to be heard."""
    asked = aside(theme.compiled, jobs=2)
    for _ in range(1_000):
        if asked.told and asked.told[0].poll():
            return asked
        time.sleep(0.02)
    raise TimeoutError


@pytest.fixture(autouse=True)
def nothing_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Compiled, "codes", {})


def forbid_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a template is compiled")

    monkeypatch.setattr(Environment, "compile", refuse)


@pytest.mark.parametrize("name", THEMES)
def test_every_page_is_the_same(name: str, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.settings(theme=name)
    theme = workshop.theme()
    theme.expect(compiled(workshop.theme()))
    views = {template: full(template) for template in VIEWS if template.endswith(".html")}
    with monkeypatch.context() as patched:
        forbid_compiling(patched)
        quick = {template: theme.render(template, view) for template, view in views.items()}
    _Compiled.codes = {}
    assert quick == {template: workshop.theme().render(template, view) for template, view in views.items()}


def test_a_template_that_has_changed_is_compiled_anew(workshop: Workshop) -> None:
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/page.html", "before {% include 'in.html' %}")
    workshop.write("mine/in.html", "before")
    asked = compiled(workshop.theme())
    workshop.write("mine/in.html", "after")
    theme = workshop.theme()
    theme.expect(asked)
    assert theme.render("page.html", full("page.html")) == "before after"


def test_who_is_not_ready_is_not_waited_for(workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    theme = workshop.theme()
    theme.expect(Aside(dict))
    assert "<html" in theme.render("page.html", full("page.html"))


def test_a_template_with_a_fault_is_told_where_it_is_used(
    workshop: Workshop, capfd: pytest.CaptureFixture[str]
) -> None:
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/list.html", "{% if %}")
    workshop.write("mine/term.html", b"\xff")
    asked = compiled(workshop.theme())
    assert asked.result().keys()
    assert capfd.readouterr() == ("", "")
    assert "list.html" in workshop.complaint("{% include 'list.html' %}")


def test_a_build_by_them_is_a_clean_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MANY", 0)
    for number in range(4):
        desk.article(f"Новость {number}", slug=f"news-{number}", tags=["Байконур"])
    desk.build()
    desk.edit("content/articles/news-0.md", "Новость 0", "Весть 0")
    desk.build()
    built = desk.tree()
    assert "Весть 0" in desk.page("/")
    desk.build("-o", "../fresh")
    assert built == desk.tree("../fresh")
