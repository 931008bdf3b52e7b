"""A template compiled with all that it includes shows what it shows by parts; what is made once is made right."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict, replace

from digest.site import rendering
from digest.site.once import Once
from digest.site.template_faults import Missing
from digest.site.theme import Theme
from digest.site.views import Teaser
from tests.site.samples import VIEWS, full, minimal
from tests.site.workshop import THEMES, Workshop, workshop

__all__ = ["workshop"]  # a fixture


def by_parts(theme: Theme, template: str, view: object) -> str:
    """The page as Jinja makes it of templates that stay apart."""
    values = asdict(view)
    return theme._renderer._rendered_by_parts(template, values)


@pytest.mark.parametrize("name", THEMES)
def test_a_page_is_the_same_as_by_parts(name: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    theme = workshop.theme()
    for template in VIEWS:
        for view in (full(template), minimal(template), full(template, "<b>\"'&")):
            quick = theme.render(template, view)
            assert quick == theme.render(template, view) == by_parts(theme, template, view)
    assert not theme._renderer._ways  # all was there that the templates ask for


INCLUDE, EACH = "{% include 'in.html' %}", "{% for a in [1, 2] %}{% include 'in.html' %}{% endfor %}"
ASKED, MARKED = "/repo/a%20b/Главная/repo/%3CГлавная", "http://a&amp;b http://a&amp;b "
MEANT = {
    "what is set within stays within": (f"{{% set a = 1 %}}{INCLUDE}{{{{ a }}}}", "{% set a = 2 %}{{ a }}", "21"),
    "what is set before is seen": (f"{{% set a = 1 %}}{INCLUDE}", "{{ a }}", "1"),
    "the value of a loop is seen": (EACH, "{{ a }}", "12"),
    "the loop itself is not": (EACH, "{{ a }}{{ loop is defined }}", "1False2False"),
    "a loop in a loop": (EACH, "{% for b in [a] %}{{ b }}{{ loop.index }}{% endfor %}", "1121"),
    "without context": ("{% set a = 1 %}{% include 'in.html' without context %}", "{{ a is defined }}", "False"),
    "a name that is computed": ("{% include ['no.html', 'in.html'] %}", "a", "a"),
    "none, and none is missed": ("a{% include 'no.html' ignore missing %}", "", "a"),
    "a block of its own": (INCLUDE, "{% block a %}b{% endblock %}", "b"),
    "a macro of its own": (INCLUDE, "{% macro a() %}b{% endmacro %}{{ a() }}", "b"),
    "a word that is taken": (f"{{% set label = 'a' %}}{{{{ label }}}}{INCLUDE}", "{{ label }}", "aa"),
    "a word of a constant": ("{{ label('home') }}{{ url('/a b/') }}", "", "Главная/repo/a%20b/"),
    "a word of a value": ("{% for a in ['/a b/', '/<'] %}{{ url(a) }}{{ label(key='home') }}{% endfor %}", "", ASKED),
    "a word that is called with all": ("{{ label(*['home']) }}{{ url(**{'path': '/a/'}) }}", "", "Главная/repo/a/"),
    "a word of what is escaped": ("{% for a in ['http://a&b', 'http://a&b'|e] %}{{ url(a) }} {% endfor %}", "", MARKED),
    "a word that is handed a text": ("{% call label('home') %}b{% endcall %}", "", "Главная"),
    "a word of texts together": ("{{ url('/<'|e ~ '<') }}", "", "/repo/&amp;lt;&amp;lt;"),
    "a word of a list": ("{{ []|marked }}", "", ' lang="[]" dir="auto"'),
    "the page itself": (INCLUDE, "{{ self is defined }}", "True"),
    "a key": ("{% set a = {'title': 1, 'class': 2} %}{{ a.title }}{{ a.class }}", "", "12"),
    "a key in a loop": ("{% for a in [head, {'kind': 1}] %}{{ a.kind }}{% endfor %}", "", "page1"),
    "a field that no value has": ("{{ head.no is defined }}{{ head.no|default(head.kind) }}", "", "Falsepage"),
    "a field of what is missing": ("{{ no.__class__ and no is defined }}", "", "False"),
    "a filter that nobody has": ("{% if head.kind == 'a' %}{{ 1|nofilter }}{% endif %}{{ head.kind }}", "", "page"),
    "a part made once": ("{% for a in [1, 1] %}{% once %}{{ '<' }}{{ a }}{% endonce %}{% endfor %}", "", "&lt;1&lt;1"),
    "what it includes": (
        "{% for a in [1, 2] %}{% once %}{% include 'in.html' %}{% endonce %}{% endfor %}",
        "{{ a }}",
        "12",
    ),
    "what it may include": (
        "{% for a in ['no.html', 'x.html'] %}{% once %}a{% include a ignore missing %}{% endonce %}{% endfor %}",
        "",
        "aa",
    ),
    "a filter in what it includes": (
        f"{{% once %}}{INCLUDE}{{% endonce %}}{INCLUDE}",
        "{{ 'a'|upper }}{{ 1 is odd }}",
        "ATrueATrue",
    ),
    "a call with what is included": (
        f"{{% macro m() %}}{{{{ caller() }}}}{{% endmacro %}}{{% call m() %}}{INCLUDE}{{% endcall %}}",
        "b",
        "b",
    ),
    "a loop over what is included": (
        f"{{% for a in [1] %}}{{{{ loop.index }}}}{INCLUDE}{{% endfor %}}",
        "{{ a }}",
        "11",
    ),
    "one in a text": ("{% set a %}{% once %}{{ '<' }}{% endonce %}b{% endset %}{{ a }}", "", "&lt;b"),
    "one in another": ("{% once %}a{% once %}{{ '<' }}{% endonce %}{% endonce %}", "", "a&lt;"),
    "one in a macro": ("{% macro m(a) %}{% once %}{{ a }}{% endonce %}{% endmacro %}{{ m('<') }}", "", "&lt;"),
    "one with a macro's caller": (
        "{% macro m() %}{% once %}{{ caller is defined }}{% endonce %}{% endmacro %}{% call m() %}{% endcall %}",
        "",
        "False",
    ),
    "escaping": (f"{INCLUDE}{{{{ url('/a&b/') }}}}", "{{ '<' }}", "&lt;/repo/a&amp;b/"),
}


@pytest.mark.parametrize("case", MEANT)
def test_an_include_means_what_it_means_by_parts(case: str, workshop: Workshop) -> None:
    template, included, shown = MEANT[case]
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/in.html", included)
    workshop.write("mine/page.html", template)
    theme, view = workshop.theme(), full("page.html")
    assert theme.render("page.html", view) == by_parts(theme, "page.html", view) == shown


WAYS = {"{{ head.kind }}": 0, "{% set a = {'kind': 1} %}{{ a.kind }}": 1, "{% set label = 1 %}{{ label }}": 2}


@pytest.mark.parametrize("template", WAYS)
def test_a_template_is_made_by_the_quickest_way_that_leads_there(template: str, workshop: Workshop) -> None:
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/page.html", template)
    theme, view = workshop.theme(), full("page.html")
    assert theme.render("page.html", view) == theme.render("page.html", view) == by_parts(theme, "page.html", view)
    assert theme._renderer._ways.get("page.html", 0) == WAYS[template]


TOLD = "{% macro told(x) %}own {{ x }}{% endmacro %}"
ONCE = "{% once %}{{ label('tags') }}{{ language == 'own' }}{% endonce %}"
SHARED = f"{{{{ '<' | upper }}}}{{{{ label('home') }}}}{{{{ url('/a&b/') }}}}{ONCE}"
OF_PAGES = {
    "page.html": INCLUDE,
    "home.html": f"{INCLUDE}{INCLUDE}",
    "list.html": f"{TOLD}{{% set label = told %}}{INCLUDE}",
    "terms.html": f"{{% macro label(x) %}}{{{{ x }}}}{{% endmacro %}}{INCLUDE}",
    "archive.html": f"{{% from 'words.html' import told as label %}}{INCLUDE}",
    "period.html": "{% extends 'top.html' %}{% from 'words.html' import told %}{% set label = told %}",
    "topic.html": f"{{% autoescape false %}}{INCLUDE}{{{{ url('/a&b/') }}}}{{% endautoescape %}}{INCLUDE}",
    "term.html": f"{TOLD}{{% set label = told %}}{{% autoescape true %}}{INCLUDE}{{% endautoescape %}}{INCLUDE}",
    "source.html": f"{TOLD}{{% set language = 'own' %}}{INCLUDE}",
    "404.html": "{% set n = 1 %}{% autoescape n > 1 %}{{ url('/a&b/') }}{% endautoescape %}",
}


def test_what_many_pages_include_means_in_each_what_it_means_there(workshop: Workshop) -> None:
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    others = {"in.html": SHARED, "words.html": TOLD, "top.html": f"{{% block a %}}{{% endblock %}}{INCLUDE}"}
    for name, template in {**OF_PAGES, **others}.items():
        workshop.write(f"mine/{name}", template)
    theme = workshop.theme()
    shown = {name: theme.render(name, full(name)) for name in (*OF_PAGES, *OF_PAGES)}
    assert shown == {name: by_parts(theme, name, full(name)) for name in OF_PAGES}
    assert shown["page.html"] == "&lt;Главная/repo/a&amp;b/МеткиFalse"
    for name in ("list.html", "term.html", "archive.html", "period.html"):
        assert "own home" in shown[name]
    assert shown["source.html"].endswith("True")
    assert shown["404.html"] == "/repo/a&b/"


ALONE = "{% include 'in.html' without context %}"


@pytest.mark.parametrize(
    "template",
    [
        f"a\n{{% macro m() %}}{ALONE}{{% endmacro %}}{{{{ m() }}}}",
        f"a\n{{% set b %}}{ALONE}{{% endset %}}{{{{ b }}}}",
        f"a\n{{% filter upper %}}{ALONE}{{% endfilter %}}",
        f"a\n{{% for n in [[1]] recursive %}}{ALONE}{{% endfor %}}",
    ],
)
def test_what_jinja_would_compile_to_nonsense_is_told_with_its_line(template: str, workshop: Workshop) -> None:
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/in.html", "b")
    told = workshop.complaint(template)
    assert told.startswith("themes/mine/page.html:2: error[template]: nothing can be included `without context` in")


TEASERS = "{% for teaser in teasers %}{% once %}{{ teaser.title }}{{ heading }};{% endonce %}{% endfor %}"


def listed(workshop: Workshop, template: str, *titles: str) -> tuple[str, dict[object, object]]:
    """A list as a template shows it, and what was kept of its parts."""
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    workshop.write("mine/list.html", template)
    theme, view = workshop.theme(), full("list.html")
    teaser: Teaser = view.teasers[0]
    known = {title: replace(teaser, title=title) for title in titles}
    shown = theme.render("list.html", replace(view, teasers=tuple(known[title] for title in titles)))
    once = theme._renderer._quick.extensions[Once.identifier]
    return shown, once._made  # type: ignore[attr-defined]


def test_a_part_is_made_once_for_all_it_shows(workshop: Workshop) -> None:
    shown, kept = listed(
        workshop, f"{{% set heading = 1 %}}{TEASERS}{{% set heading = 2 %}}{TEASERS}{TEASERS}", "а", "б", "а"
    )
    assert shown == "а1;б1;а1;" + 2 * "а2;б2;а2;"
    assert len(kept) == 6  # two teasers, in three places


def test_a_part_that_shows_what_may_change_is_made_anew(workshop: Workshop) -> None:
    part = "{% once %}{{ n.a or loop.index }}{{ teaser.title }}{% endonce %}"
    counted = "{% set n = namespace(a=0) %}{% for teaser in teasers %}{% set n.a = n.a + 1 %}" + part + "{% endfor %}"
    assert listed(workshop, counted.replace(" or loop.index", ""), "а", "а") == ("1а2а", {})
    assert listed(workshop, counted.replace("n.a or", ""), "а", "а") == ("1а2а", {})


class Open(Struct):
    """A value that may change."""


class Word(str):
    """A text that is more than a text."""


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [
        ("a", Word("a"), False),
        ("<b>", Markup("<b>"), False),
        (1, True, False),
        (1, 1.0, False),
        ("a", "b", False),
        (None, 0, False),
        (Missing(name="a"), Missing(name="b"), True),
        (SOME := full("list.html"), SOME, True),
        (SOME, full("list.html"), False),
        (open_ := Open(), open_, False),
        (many := [1], many, False),
    ],
)
def test_a_part_is_known_by_values_that_stay_as_they_are(value: object, other: object, same: bool) -> None:
    once, made = Once(Environment()), iter("12")
    first, second = (once.made("part", (each,), lambda: next(made)) for each in (value, other))
    assert (first == second) is same


def test_a_part_with_a_fault_is_told_with_its_place(workshop: Workshop, tmp_path: Path) -> None:
    workshop.settings(theme="mine")
    workshop.write("mine/theme.yaml", "extends: gazette\n")
    assert "mine/page.html:2" in workshop.complaint("a\n{% once %}{{ haed.title }}{% endonce %}")


def test_a_page_with_a_fault_is_made_once_more_for_its_place_alone(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[object] = []
    made = rendering.Renderer._rendered

    def noting(self: rendering.Renderer, way: Environment, template: str, values: dict[str, object]) -> str:
        ways.append(way)
        return made(self, way, template, values)

    monkeypatch.setattr(rendering.Renderer, "_rendered", noting)
    assert "mine/page.html:2" in workshop.complaint("a\n{{ 1 // 0 }}")
    assert len(ways) == len({*map(type, ways)}) == 2
