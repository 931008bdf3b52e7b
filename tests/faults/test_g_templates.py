"""Templates with faults, with circles, without end; names and values that would lead out of a theme."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from digest.site import bounds
from tests.site.samples import full
from tests.site.workshop import SOURCES, Workshop

FAULTS = re.findall(
    r"^=== .*?\n(.*?)\n--- says\n(.*?)\n\n",
    (Path(__file__).parent / "template_faults.txt").read_text("utf-8") + "\n",
    re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize(("template", "said"), FAULTS)
def test_g1_g2_g3_g4_g5_a_fault_is_told_with_its_line(template: str, said: str, workshop: Workshop) -> None:
    workshop.write("mine/partials/notice.html", "")
    assert workshop.complaint(template) == said


def test_all_faults_are_read() -> None:
    assert len(FAULTS) == 22


def test_g1_a_fault_in_a_partial_is_told_with_the_line_of_the_partial(workshop: Workshop) -> None:
    workshop.write("mine/base.html", "<main>{% block main %}{% endblock %}</main>")
    workshop.write("mine/partials/top.html", "\n\n{{ oops }}")
    said = workshop.complaint(
        "{% extends 'base.html' %}{% block main %}\n{% include 'partials/top.html' %}{% endblock %}"
    )
    assert said.splitlines()[0] == "themes/mine/partials/top.html:3: error[template]: there is no `oops` here"


@pytest.mark.parametrize("tag", ["include", "extends", "import"])
def test_g3_templates_that_draw_each_other_in_are_named_with_the_line(tag: str, workshop: Workshop) -> None:
    suffix = " as x" if tag == "import" else ""
    for name, other in (("page", "b"), ("b", "c"), ("c", "page")):
        workshop.write(f"mine/{name}.html", f"\n{{% {tag} '{other}.html'{suffix} %}}")
    assert workshop.complaint() == (
        "themes/mine/b.html:2: error[template]: templates go round in a circle: "
        "`b.html` -> `c.html` -> `page.html` -> `b.html`\n"
        f"  2 | {{% {tag} 'c.html'{suffix} %}}\n"
        "  to build on a theme's own template, name the theme: `!mine/b.html`"
    )


@pytest.mark.parametrize("name", ["page.html", "page.j2", "page.atom", "page.txt", "page"])
def test_g8_escaping_does_not_depend_on_the_name_of_a_template(name: str, workshop: Workshop) -> None:
    workshop.write(f"mine/{name}", "{{ head.title }}")
    assert workshop.theme().render(name, full("page.html", "<&>")) == "&lt;&amp;&gt;"


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a link without url()", r"""(?:href|src|action|srcset|content)\s*=\s*["']/"""),
        ("an unquoted attribute", r"\s[\w:-]+\s*=\s*\{\{"),
        ("a way past the escaping", r"\|\s*safe|autoescape"),
        ("an inline style", r"<style(?!>\{\{ look\.text \}\}</style>)|\sstyle\s*="),
        (
            "an inline script",
            (
                r"""<script(?! type="application/ld\+json">| src="\{\{ asset\("search\.js"\) \}\}" defer></script>|"""
                r""">\{\{ behaviour\.text \}\}</script>)|\son[a-z]+\s*="""
            ),
        ),
    ],
)
def test_f8_f14_g9_no_template_has(fault: str, pattern: str) -> None:
    mail = {path for path in SOURCES if path.name == "email.html"}  # whose styles are put into its elements
    sources = [path for path in SOURCES if path not in mail or fault != "an inline style"]
    found = [f"{path}: {match.group()}" for path in sources for match in re.finditer(pattern, path.read_text("utf-8"))]
    assert not found, fault


def test_g9_the_json_for_machines_is_made_by_the_program() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES]
    found = [match for text in texts for match in re.findall(r'ld\+json">(.*?)</script>', text, re.DOTALL)]
    assert found == ["{{ said }}"]
    (said,) = (match for text in texts for match in re.findall(r"\{% set said = (.*?) %\}", text))
    assert re.fullmatch(r'structured\(.*\) if head\.kind != "404" and not head\.badge else ""', said)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "range() within range(): more than 2,000,000 steps on one page",
        ),
        ("{{ 'a' * 10**9 }}", "a product of 1,000,000,000 letters or items; at most 100,000 are made"),
        ("{{ 10**9 * [head.title] }}", "a product of 1,000,000,000 letters or items; at most 100,000 are made"),
        ("{{ 2 ** (10**9) }}", "a number without end"),
        (
            "{% set n = namespace(a='ab') %}{% for _ in range(26) %}{% set n.a = n.a ~ n.a %}{% endfor %}",
            "a sum of 16,777,216 letters or items; at most 10,000,000 are made",
        ),
        (
            "{% set n = namespace(a=[1]) %}{% for _ in range(26) %}{% set n.a = n.a + n.a %}{% endfor %}",
            "a sum of 16,777,216 letters or items; at most 10,000,000 are made",
        ),
        ("{% for a in range(2000) %}{{ 'a' * 100000 }}{% endfor %}", "the page has more than 100,000,000 letters"),
    ],
)
def test_g4_what_grows_without_end_is_stopped_and_named(template: str, said: str, workshop: Workshop) -> None:
    start = time.process_time()
    assert workshop.complaint(f"\n{template}").split("\n")[:2] == [
        f"themes/mine/page.html:2: error[template]: {said}",
        f"  2 | {template}",
    ]
    assert time.process_time() - start < 2


def test_g4_a_page_that_takes_too_long_is_stopped_and_named(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    said = workshop.complaint("{% for a in range(1000) %}\n{% for b in range(1000) %}{{ a }}{% endfor %}{% endfor %}")
    assert said.startswith("themes/mine/page.html:2: error[template]: the page takes more than 0.2 seconds")


def test_g4_a_page_may_be_long_and_count(workshop: Workshop) -> None:
    shown = workshop.shown("{% for a in range(60000) %}{{ 2 * a }},{{ 'ab' * 2 }}{{ 2**3 }}{{ 1.5 * 2 }}{% endfor %}")
    assert shown.startswith("0,abab83.02,abab83.0")
    assert shown.endswith("119998,abab83.0")
    assert workshop.shown("{{ 1 + 2 }}{{ 'a' ~ 1 ~ '<' }}{{ ([1] + [2])|length }}") == "3a1&lt;2"
