"""A theme shows every view, escapes every word, and says which line of which template is wrong."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jinja2 import Environment, meta
from markupsafe import Markup
from msgspec.structs import fields, replace

from digest.site.layers import INLINE, builtin
from digest.site.once import Once
from digest.site.references import references
from digest.site.vocabulary import sheets
from tests.site.samples import VIEWS, full, minimal
from tests.site.workshop import SOURCES, THEMES, Workshop

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></script></style><svg/onload=alert(1)>",
    "]]></script><script>alert(1)</script>",
    "--><iframe src=javascript:alert(1)>",
    "&quot;&gt;&lt;script&gt;",
    "javascript:alert(1)",
    "//evil.example/x",
    "/\\evil.example",
    "{{ 7*7 }}{% include 'x' %}",
    "строка\nи\u2028ещё\u2029одна",
    "\u202eправый налево",
    "a" * 5_000,
]


# The themes that come with the program


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("template", VIEWS)
def test_every_template_shows_the_fullest_and_the_emptiest_view(name: str, template: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    theme = workshop.theme()
    for view in (full(template), minimal(template), replace(full(template), head=minimal(template).head)):
        assert outline(theme.render(template, view))


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_no_page_that_nobody_asks_for(name: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    found = workshop.layers()
    drawn_in = {each for template in found.templates for each in references(found.text(template)) or ()}
    assert {each for each in found.templates if not each.startswith(("!", INLINE))} == {
        *VIEWS,
        *(each for each in drawn_in if not each.startswith("!")),
    }


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_nothing_to_stand_within_a_page_that_nobody_asks_for(name: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    found = workshop.layers()
    sources = "".join(found.text(each) for each in found.templates if each.endswith(".html"))
    files = {each.removeprefix(INLINE) for each in found.templates if each.startswith(INLINE)}
    asked_for = {*sheets("<h2><table><img>"), *re.findall(r'"([\w.]+)"', sources)}
    assert files - asked_for == set()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("template", VIEWS)
def test_no_word_of_an_editor_becomes_markup(name: str, template: str, workshop: Workshop) -> None:
    """A hostile text changes nothing about the elements and attributes of a page."""
    workshop.settings(theme=name)
    theme = workshop.theme()
    harmless = outline(theme.render(template, full(template)))
    for words in HOSTILE:
        page = theme.render(template, full(template, words))
        assert outline(page) == harmless, words
        assert "7*7" in page or "{{" not in words


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("template", VIEWS)
def test_every_link_is_safe_and_stands_below_the_base_path(name: str, template: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    theme = workshop.theme()
    for words in ("/tags/", "/путь с пробелом/", *HOSTILE):
        for link in links(theme.render(template, full(template, words))):
            assert re.match(r"(/repo/|https://example\.org/repo/|#)", link), (words, link)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_machines_are_told_of_an_article_is_what_the_editor_wrote(words: str, workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    view = full("article.html", words)
    page = workshop.page("article.html", replace(view, head=replace(view.head, badge="")))
    told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(told) == 1
    facts = json.loads(told[0])["@graph"][0]
    assert facts["headline"] == words
    assert facts["datePublished"] == "2016-12-01T17:54:00+03:00"
    assert not re.search("[<>\u2028\u2029]", told[0])


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("template", VIEWS)
def test_a_page_has_one_main_heading_and_well_nested_elements(name: str, template: str, workshop: Workshop) -> None:
    workshop.settings(theme=name)
    for view in (full(template), minimal(template)):
        tags = [tag for tag, _ in outline(workshop.page(template, view))]
        assert tags.count("h1") == 1
        assert tags.count("main") == 1


def test_no_field_of_a_view_hides_a_word_of_the_templates(workshop: Workshop) -> None:
    said = workshop.complaint("{{ nothing }}")
    known = set(said.partition("known here: ")[2].split(", "))
    words = known - {each.name for each in fields(VIEWS["page.html"])}
    assert words == {
        "asset",
        "collection",
        "dict",
        "inline",
        "label",
        "language",
        "namespace",
        "news_article",
        "permalink",
        "publication_issue",
        "range",
        "structured",
        "url",
        "web_site",
    }
    hidden = {each.name for view in VIEWS.values() for each in fields(view)} & words
    assert not hidden


# What templates are told


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ url('/tags/пуск/') }}", "/repo/tags/%D0%BF%D1%83%D1%81%D0%BA/"),
        ("{{ url('https://ria.ru/?a=1&b=2') }}", "https://ria.ru/?a=1&amp;b=2"),
        ("{{ url('mailto:a@example.org') }} {{ url('#top') }}", "mailto:a@example.org #top"),
        ("{{ url('javascript:alert(1)') }} {{ url('tags/') }} {{ url('//evil') }} {{ url('') }}", "# # # #"),
        ("{{ url('data:text/html,x') }} {{ url(' /x') }}", "# #"),
        ("{{ permalink('/x/') }} {{ permalink('https://ria.ru/') }}", "https://example.org/repo/x/ https://ria.ru/"),
        ("{{ label('home') }} {{ label('page', number='<3>') }}", "Главная страница &lt;3&gt;"),
        ("{{ 21|counted('articles') }}, {{ 12345|number }}", "21 заметка, 12\u00a0345"),
        ("{{ 'tags'|taxonomy }} {{ 'people'|taxonomy }} {{ 'tags'|index }}", "Метки People /tags/"),
        ("{{ 5|month }} {{ 5|month(2016) }}", "май май 2016"),
        ("{{ '<b>'|html }} {{ '<b>' }}", "<b> &lt;b&gt;"),
        ('{{ ["<", "ё"]|tojson }}', '["\\u003c", "ё"]'),
        ("{{ range(3)|join }}{{ dict(a=1).a }}", "0121"),
    ],
)
def test_a_template_may_say(template: str, shown: str, workshop: Workshop) -> None:
    assert workshop.shown(template) == shown


KEPT = ["url", "permalink", "taxonomy", "marked", "typeset", "month", "counted"]
TEXTS = ["/a b/", "https://a.b/?c&d", "#", "tags", "people", "ru", "de", "ar", "<i>", ""]


@pytest.mark.parametrize("word", KEPT)
def test_a_word_that_keeps_what_it_said_says_what_it_would_say_anew(word: str, workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    vocabulary = workshop.theme()._renderer._vocabulary
    kept: Any = {**vocabulary.functions(), **vocabulary.filters()}[word]
    plain = getattr(vocabulary, word)
    texts = [(kind(text),) for text in TEXTS for kind in (str, Markup)]
    values = {"month": [(1,), (True,), (12, 2016)], "counted": [(1, "articles"), (1.0, "articles")]}.get(word, texts)
    for each in Random(1).choices(values, k=100):
        assert [type(kept(*each)), kept(*each)] == [type(plain(*each)), plain(*each)]


def test_links_in_made_html_get_the_base_path(workshop: Workshop) -> None:
    html = '<a href="\ufdd0/tags/?a=1&amp;b=2#c">x</a> <a href="\ufdd0#fn:1">1</a> <a href="https://ria.ru/">y</a>'
    workshop.write("mine/page.html", "{{ html|html }}")
    page = workshop.page(view=replace(full("page.html"), html=html))
    assert page == '<a href="/repo/tags/?a=1&amp;b=2#c">x</a> <a href="#fn:1">1</a> <a href="https://ria.ru/">y</a>'


def test_the_way_back_from_a_footnote_is_told_in_the_language_of_the_site(workshop: Workshop) -> None:
    html = '<a class="footnote-backref" href="\ufdd0#fnref:2" title="Jump back to footnote 2 in the text">&#8617;</a>'
    workshop.write("mine/page.html", "{{ html|html }}")
    assert workshop.page(view=replace(full("page.html"), html=html)) == (
        '<a class="footnote-backref" href="#fnref:2" title="Вернуться к сноске 2" aria-label="Вернуться к сноске 2">'
        "&#8617;</a>"
    )


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2016, 12, 1, 11, 54, 30, tzinfo=UTC), "1 декабря 2016, 14:54|2016-12-01T14:54:30+03:00"),
        (datetime(2016, 11, 30, 21, 0, tzinfo=UTC), "1 декабря 2016|2016-12-01"),
        (datetime(1861, 4, 12, 6, 7, tzinfo=UTC), "12 апреля 1861, 08:37|1861-04-12T06:07:00Z"),
    ],
    ids=["with a time", "midnight here", "before time zones"],
)
def test_a_moment_is_told_in_the_time_of_the_site(moment: datetime, shown: str, workshop: Workshop) -> None:
    workshop.write("mine/article.html", "{{ updated|date }}|{{ updated|iso }}")
    assert workshop.page("article.html", replace(full("article.html"), updated=moment)) == shown


def test_an_asset_has_an_address_that_changes_with_it(workshop: Workshop) -> None:
    workshop.write("mine/static/style.css", "a {}")
    workshop.write("mine/static/img/sign.svg", "<svg/>")
    before = workshop.theme().assets
    assert sorted(url.split("/", 3)[3] for url in before) == ["img/sign.svg", "style.css"]
    assert all(re.fullmatch(r"/assets/[0-9a-f]{10}/.*", url) for url in before)
    assert workshop.shown("{{ asset('style.css') }}") == "/repo" + next(url for url in before if url.endswith("css"))
    workshop.write("mine/static/style.css", "b {}")
    assert not before.keys() & workshop.theme().assets.keys()


# Themes that build on each other


def test_a_site_without_themes_has_those_of_the_program(workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    assert 'class="kind-404"' in workshop.page("404.html")


def test_a_site_puts_one_template_in_the_place_of_another(workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    workshop.write("gazette/partials/footer.html", "<footer>Своё</footer>\n")
    page = workshop.page("404.html")
    assert "<footer>Своё</footer>" in page
    assert 'class="kind-404"' in page


def test_a_theme_extends_another(workshop: Workshop) -> None:
    workshop.write("mine/theme.yaml", "title: Моя\nextends: gazette\n")
    workshop.write("mine/404.html", "нет такой страницы")
    assert workshop.page("404.html") == "нет такой страницы"
    assert 'class="kind-page"' in workshop.page("page.html")
    assert "inline/base.css" in workshop.layers().templates


def test_a_template_builds_on_the_one_it_replaces(workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    workshop.write(
        "gazette/404.html", '{% extends "!gazette/404.html" %}{% block title %}Увы: {{ super() }}{% endblock %}'
    )
    page = workshop.page("404.html")
    assert "<title>Увы: Страница не найдена" in page
    assert 'class="kind-404"' in page


def test_three_themes_in_a_row(workshop: Workshop) -> None:
    workshop.write("mine/theme.yaml", "extends: middle\n")
    workshop.write("middle/theme.yaml", "extends: last\n")
    workshop.write("last/page.html", "{% include 'a' %}{% include 'b' %}{% include 'c' %}{% include '!last/a' %}")
    for theme, names in (("mine", "a"), ("middle", "ab"), ("last", "abc")):
        for name in names:
            workshop.write(f"{theme}/{name}", f"{theme} ")
    assert workshop.page() == "mine middle last last "


# Faults in templates


# Fingerprints


def test_a_fingerprint_changes_with_what_a_template_draws_in_and_with_nothing_else(workshop: Workshop) -> None:
    workshop.write("mine/page.html", "{% extends 'base.html' %}")
    workshop.write("mine/base.html", "{% block x %}{% include ['nothing.html', 'drawn.html'] %}{% endblock %}")
    workshop.write("mine/drawn.html", "1")
    workshop.write("mine/stranger.html", "1")
    first = workshop.theme().fingerprint("page.html")
    workshop.write("mine/stranger.html", "2")
    assert workshop.theme().fingerprint("page.html") == first
    workshop.write("mine/drawn.html", "2")
    second = workshop.theme().fingerprint("page.html")
    workshop.write("mine/nothing.html", "now it exists")
    third = workshop.theme().fingerprint("page.html")
    workshop.write("mine/static/style.css", "")
    fourth = workshop.theme().fingerprint("page.html")
    workshop.settings(language="en")
    fifth = workshop.theme().fingerprint("page.html")
    assert len({first, second, third, fourth, fifth}) == 5


def test_a_template_that_computes_a_name_depends_on_all(workshop: Workshop) -> None:
    workshop.write("mine/page.html", "{% include head.kind ~ '.html' %}")
    workshop.write("mine/stranger.html", "1")
    first = workshop.theme().fingerprint("page.html")
    workshop.write("mine/stranger.html", "2")
    assert workshop.theme().fingerprint("page.html") != first


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("{% extends 'a' %}", {"a"}),
        ('{%- include "a" ignore missing with context -%}', {"a"}),
        ("{%include'a'%}", {"a"}),
        ("{% include ['a', \"b\",] without context %}", {"a", "b"}),
        ("{% import 'a' as b %}{% from 'c' import d as e, f with context %}", {"a", "c"}),
        ("{% include\n'a'\n%}", {"a"}),
        ("{{ 'a' }}{% set x = 'b' %}", set()),
        ("{% include x %}", None),
        ("{% include 'a' ~ x %}", None),
        ("{% include 'a' 'b' %}", None),
        ("{% extends 'a' if x else 'b' %}", None),
        ("{% include 'a\\u0062' %}", None),
        ("{% include ['a', x] %}", None),
        ("{% include ('a') %}", {"a"}),
        ("{% include 'a %}' %}", None),
    ],
)
def test_the_names_in_a_source_are_read_without_jinja(source: str, named: set[str] | None) -> None:
    assert references(source) == named
    if named is not None:
        assert named == set(meta.find_referenced_templates(Environment().parse(source)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parts[-2]}/{path.name}")
def test_the_names_in_our_templates_are_those_that_jinja_sees(path: Path) -> None:
    source = path.read_text("utf-8")
    environment = Environment(extensions=[Once])
    for name in re.findall(r"\|(\w+)", source):
        environment.filters.setdefault(name, str)
    assert references(source) == set(meta.find_referenced_templates(environment.parse(source)))


def test_a_theme_that_renders_nothing_does_not_wait_for_jinja(workshop: Workshop) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from digest.settings import settings; from digest.site.theme import Theme\n"
        f"site = settings(Path({str(workshop.root)!r}), {{'theme': 'gazette'}}, {{}}, datetime.now(UTC))\n"
        "Theme.load(site).fingerprint('home.html'); print('jinja2' in sys.modules, 'babel' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=builtin())
    assert run.stdout == "False False\n"


# Reading pages


class _Outline(HTMLParser):
    """The elements of a page with the names of their attributes, and the addresses it leads to."""

    VOID = frozenset(("meta", "link", "img", "source", "br", "hr", "input"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.links += [
            (value or "").partition("url=")[2] for name, value in attrs if name == "content" and "url=" in str(value)
        ]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(page: str) -> _Outline:
    parser = _Outline()
    parser.feed(page)
    parser.close()
    assert not parser.open
    return parser


def outline(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return _read(page).elements


def links(page: str) -> list[str]:
    return _read(page).links
