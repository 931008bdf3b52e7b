"""Themes that are not whole, are linked from elsewhere, or hold two files of one name; pages that cannot be made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.serve.hands import Start
from tests.site.samples import VIEWS, full
from tests.site.workshop import THEMES, Workshop


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {},
            "site.yaml:3: error[theme]: there is no theme `mine`\n"
            "  known here: " + ", ".join(sorted({*THEMES, "gazete", "other"})),
        ),
        (
            {"gazette/page.html": "x"},
            "site.yaml:3: error[theme]: there is no theme `mine`\n"
            "  known here: " + ", ".join(sorted({*THEMES, "gazete", "other"})),
        ),
        (
            {"mine/theme.yaml": "title: Моя\nextends: gazett\n"},
            "themes/mine/theme.yaml:2: error[theme]: there is no theme `gazett`\n  did you mean `gazette`?",
        ),
        (
            {"mine/theme.yaml": "extends: other\n", "other/theme.yaml": "extends: mine\n"},
            "themes/other/theme.yaml:1: error[theme]: themes go round in a circle: mine -> other -> mine",
        ),
        (
            {"mine/theme.yaml": "extend: gazette\n"},
            (
                "themes/mine/theme.yaml:1:1: error[key]: unknown key `extend`\n  1 | extend: gazette\n    | ^\n"
                "  did you mean `extends`?"
            ),
        ),
        (
            {"mine/theme.yaml": "extends: ../../secret\n"},
            (
                "themes/mine/theme.yaml:1:10: error[extends]: `extends` must be the name of a theme\n"
                "  1 | extends: ../../secret\n    |          ^"
            ),
        ),
        (
            {"mine/theme.yaml": "gazette\n"},
            (
                "themes/mine/theme.yaml:1:1: error[yaml]: lines like `key: value` must stand here\n"
                "  1 | gazette\n    | ^"
            ),
        ),
        (
            {"mine/static/A.css": "", "mine/static/a.css": ""},
            (
                "themes/mine/static/a.css: error[file]: `A.css` differs from this only by case: "
                "on some machines they are one file\n  rename one of them"
            ),
        ),
    ],
    ids=[
        "no such theme",
        "no such theme, one by two",
        "extends no theme",
        "circle",
        "unknown key",
        "not a name",
        "no mapping",
        "twins",
    ],
)
def test_g7_g10_a_theme_that_cannot_be_used_is_named(files: Mapping[str, str], said: str, workshop: Workshop) -> None:
    for path, text in {"other/page.html": "", "gazete/page.html": "", **files}.items():
        workshop.write(path, text)
    assert workshop.complaint() == said


@pytest.mark.parametrize("linked", ["mine/partials/x.html", "mine/partials", "mine", "."])
def test_g6_a_symbolic_link_in_a_theme_is_refused(linked: str, workshop: Workshop, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "mine").mkdir(parents=True)
    (outside / "mine/page.html").write_text("тайна", "utf-8")
    place = workshop.root / "themes" / linked
    place.parent.mkdir(parents=True, exist_ok=True)
    if linked == ".":
        place = workshop.root / "themes"
        place.rmdir() if place.exists() else None
    place.symlink_to(outside / "mine" if linked == "mine" else outside)
    shown = "themes" if linked == "." else f"themes/{linked}"
    assert workshop.complaint() == f"{shown}: error[file]: a symbolic link is not followed"


def test_g7_a_theme_that_lacks_a_page_is_told_how_to_get_it(workshop: Workshop) -> None:
    workshop.write("mine/theme.yaml", "title: Пустая\n")
    assert workshop.complaint() == (
        "error[template]: the theme `mine` has no template `page.html`\n"
        "  write it, or build on a theme that has it: `extends: gazette` in themes/mine/theme.yaml"
    )


def test_g7_a_template_in_an_old_encoding_is_named_with_its_line(workshop: Workshop) -> None:
    workshop.write("mine/page.html", "<p>\nПривет".encode("cp1251"))
    workshop.theme().fingerprint("page.html")
    assert workshop.complaint() == (
        "themes/mine/page.html:2: error[encoding]: this is not UTF-8: byte 4\n  save it as UTF-8"
    )


def test_g7_byte_order_marks_and_windows_line_ends_do_no_harm(workshop: Workshop) -> None:
    workshop.write("mine/page.html", "\ufeffa\r\nb\r\n")
    assert workshop.page() == "a\nb\n"


def test_g14_the_same_view_is_the_same_text_whatever_was_rendered_before(workshop: Workshop) -> None:
    workshop.settings(theme="gazette")
    theme = workshop.theme()
    first = {template: theme.render(template, full(template)) for template in VIEWS}
    again = {template: theme.render(template, full(template)) for template in reversed(VIEWS)}
    alone = {template: workshop.theme().render(template, full(template)) for template in VIEWS}
    assert first == again == alone


@pytest.mark.parametrize("word", ["lipsum()", "cycler(1)", "joiner()", "[1, 2]|random"])
def test_g14_templates_have_no_word_that_depends_on_chance_or_on_other_pages(word: str, workshop: Workshop) -> None:
    name = re.sub(r"[^a-z]", "", word.rpartition("|")[2])
    assert f"`{name}`" in workshop.complaint(f"{{{{ {word} }}}}").splitlines()[0]


def test_g14_a_theme_that_goes_through_what_has_no_order_gives_the_same_bytes(desk: Desk) -> None:
    desk.settings(theme="mine", cards=0, extra={name: {"a": name, "b": [name]} for name in "zыaяbж"})
    desk.write("themes/mine/theme.yaml", "extends: gazette\n")
    page = "{% for k in site.extra %}{{ k }}{% endfor %}{{ site.extra }}{{ dict(b=1, a=2) }}{{ 'яaы'|unique|list }}"
    desk.write("themes/mine/page.html", page)
    desk.write("content/pages/a.md", "---\ntitle: А\n---\n")
    for number in range(12):
        tags = [f"Метка {each}" for each in range(number)]
        desk.article(f"Статья {number}", tags=tags, cites=["РБК > Reuters", "AP"])
    trees = []
    for seed in ("0", "1", "2"):
        process = desk.spawn("build", "-o", f"out{seed}", PYTHONHASHSEED=seed)
        assert process.communicate()[1] == ""
        trees.append(desk.tree(f"out{seed}"))
    assert trees[0] == trees[1] == trees[2]
    assert b"z\xd1\x8ba" in trees[0]["a/index.html"]


def test_g13_of_a_hundred_pages_one_that_cannot_be_made_is_listed_and_the_old_site_stands(desk: Desk) -> None:
    desk.settings(theme="mine", cards=0)
    desk.write("themes/mine/theme.yaml", "extends: gazette\n")
    for number in range(100):
        desk.article(f"Статья {number}", slug=f"a{number}")
    assert desk.build().status == 0
    before = desk.tree()
    desk.write("themes/mine/article.html", "{% if head.title == 'Статья 7' %}{{ 1/0 }}{% endif %}{{ head.title }}\n")
    outcome = desk.build()
    assert outcome.status == 1
    assert outcome.out.startswith("1 page could not be rendered")
    assert outcome.err.startswith("themes/mine/article.html:1: error[template]: ZeroDivisionError: division by zero")
    assert "it was needed for 2020/01/a7/index.html" in outcome.err
    assert desk.tree() == before


def test_g2_g13_a_preview_keeps_the_last_page_of_a_broken_template_and_says_so(site: Desk, start: Start) -> None:
    server = start()
    page = server.listen()
    site.edit("themes/bare/article.html", "{{ html|html }}", "{{ html|htlm }}")
    strip = json.loads(page.until("problems"))["strip"]
    assert "<b>themes/bare/article.html:2</b>" in strip
    assert "did you mean `html`?" in strip
    shown = server.get("2020/01/proton/").text
    assert "Ракета взлетела." in shown
    assert strip in shown
    assert server.get("").status == 200
    site.edit("themes/bare/article.html", "{{ html|htlm }}", "{{ html|html }}")
    assert json.loads(page.until("problems"))["strip"] == ""
