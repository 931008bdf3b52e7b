"""What stands in a page is escaped by the letter as Jinja would, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from digest.site.escaped import EscapingTemplate, escaped


class Word(str):
    """A text that is more than a text."""


@given(st.one_of(st.text(), st.integers(), st.none(), st.text().map(Markup), st.text().map(Word), st.lists(st.text())))
def test_a_value_is_escaped_as_jinja_would(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize(
    "source",
    [
        "{{ value }}",
        "{% set held %}<b>{{ value }}</b>{% endset %}{{ held }}",
        "{% macro shown(each) %}<i>{{ each }}</i>{% endmacro %}{{ shown(value) }}{{ shown(value) ~ value }}",
        "{% macro frame() %}<p>{{ caller() }}</p>{% endmacro %}{% call frame() %}{{ value }}{% endcall %}",
        "{% for each in [value, value|e] %}{{ each }}{% endfor %}{{ [value, value]|join('<') }}",
    ],
)
def test_nothing_is_escaped_twice_or_not_at_all(source: str) -> None:
    pages = []
    for kind in (Environment.template_class, EscapingTemplate):
        environment = Environment(loader=DictLoader({"page": source}), autoescape=True)
        environment.template_class = kind
        pages.append(environment.get_template("page").render(value="<Tom & 'Jerry'>"))

    assert pages[0] == pages[1]
    assert "&lt;Tom &amp; &#39;Jerry&#39;&gt;" in pages[1]
