"""What VS Code is told of front matter and settings is what the program holds them to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from digest.content.frontmatter import parse
from digest.forms.jsonschema import of_lists, of_settings, of_sort
from digest.forms.sorts import Sort, sorts
from digest.settings import Settings
from digest.shapes import shape_of
from digest.site_yaml import FIELDS
from digest.yamltext import load
from tests.desk import REPOSITORY, Desk
from tests.forms.conftest import core

FREE = {"seed", "suggested", "extra"}  # keys behind which anything may stand
ROOTS = (REPOSITORY, REPOSITORY / "docs")
CONTENT = [path for root in ROOTS for path in sorted((root / "content").glob("*/*.md"))]


def of(name: str, settings: Settings) -> Sort:
    return next(each for each in sorts(settings.site) if each.name == name)


def errors(schema: dict[str, Any], value: Any) -> list[str]:
    return [f"{'/'.join(map(str, each.path))}: {each.message}" for each in Draft7Validator(schema).iter_errors(value)]


def front(text: str, settings: Settings, name: str = "articles") -> list[str]:
    """What is wrong with front matter, by its schema."""
    return errors(of_sort(of(name, settings)), core(load(text, "x.md")))


def test_every_schema_is_one(of_site: Settings) -> None:
    for schema in (of_settings(), *of_lists().values(), *map(of_sort, sorts(of_site.site))):
        Draft7Validator.check_schema(schema)


def test_every_key_has_its_place_and_its_sentence(of_site: Settings) -> None:
    for sort in sorts(of_site.site):
        told = of_sort(sort)["properties"]
        assert list(told) == [each.name for each in sort.keys]
        assert all(told[each.name]["description"] == each.says.replace("`", "") for each in sort.keys)
        assert {each.name for each in sort.keys if each.shape.name == "anything"} <= FREE
    assert list(of_settings()["properties"]) == [each.name for each in FIELDS]
    assert all(shape_of(each.kind).name != "anything" for each in FIELDS)


@pytest.mark.parametrize("name", ["tags.yaml", "sources.yaml", "stories.yaml"])
def test_every_list_of_the_example_is_taken(name: str) -> None:
    assert errors(of_lists()[name], core(load((REPOSITORY / "content" / name).read_text("utf-8"), name))) == []


@pytest.mark.parametrize(
    ("name", "text", "taken"),
    [
        ("tags.yaml", "closed: true\nЛуна:\nМарс: {aliases: Марс-1, hidden: [Mars]}", True),
        ("tags.yaml", "closed: {description: Дверь}", True),
        ("tags.yaml", "Луна: {alias: Селена}", False),
        ("tags.yaml", "[Луна]", False),
        ("sources.yaml", "ТАСС: {domains: tass.ru, kind: agency, drop: [{line: Реклама}]}", True),
        ("sources.yaml", "ТАСС: {domain: tass.ru}", False),
        ("stories.yaml", "- same: [a.md, b.md]\n  title: Пуск", True),
        ("stories.yaml", "- sames: [a.md, b.md]", False),
    ],
)
def test_a_list_is_held_to_its_keys(name: str, text: str, taken: bool, desk: Desk) -> None:
    assert (errors(of_lists()[name], core(load(text, name))) == []) == taken
    desk.write(f"content/{name}", text + "\n")
    for slug in ("a", "b"):
        desk.article(slug=slug)
    wrong = [each for each in desk.run("check", "--json").json["problems"] if each["level"] == "error"]
    assert (wrong == []) == taken


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_every_file_of_the_example_and_the_manual_is_taken(path: Path, of_site: Settings) -> None:
    name = path.parent.name
    meta = core(parse(path.read_bytes(), path.name).meta)
    assert errors(of_sort(of(name, of_site)), meta) == []


@pytest.mark.parametrize("root", ROOTS, ids=["example", "manual"])
def test_the_settings_of_the_example_and_the_manual_are_taken(root: Path) -> None:
    text = (root / "site.yaml").read_text(encoding="utf-8")
    assert errors(of_settings(), core(load(text, "site.yaml"))) == []


GOOD = "title: Протон\ndate: 2016-12-01\n"


@pytest.mark.parametrize(
    "more",
    [
        "tags: Байконур, Протон",
        "tags: [Байконур, 2016]",
        "image: /a.png",
        "image: {src: https://example.org/a.png, alt: Пуск}",
        "rights: © ТАСС",
        "rights: {notice: © ТАСС, full: by agreement}",
        "draft: yes",
        "summary:",
        "updated: 2016-12-01T10:00+03:00",
        "corrections: {date: 2016-12-02, typo: true}",
        "aliases: /old/",
        "extra: {anything: [1, {a: b}]}",
        "unsure: {author: «по строке 3»}",
        "seed: {file: a.txt}",
        "people: [Гагарин]",
        "source_url: HTTPS://example.org/",
    ],
)
def test_what_the_program_takes_the_schema_takes(more: str, desk: Desk, of_site: Settings) -> None:
    assert front(GOOD + more, of_site) == []
    desk.settings(taxonomies={"people": "Люди"})
    desk.write("static/a.png", b"x")
    desk.write("content/articles/a.md", f"---\n{GOOD}{more}\n---\n\nТекст.\n")
    key = more.partition(":")[0]
    wrong = [each for each in desk.run("check", "--json").json["problems"] if each["code"] in (key, "key")]
    assert [each for each in wrong if each["level"] == "error" and key not in ("image", "unsure")] == []


@pytest.mark.parametrize(
    "more",
    [
        "date: вчера",
        "updated: 01.12.2016",
        "slug: Большая Буква",
        "source_url: example.org",
        "aliases: [old]",
        "draft: maybe",
        'draft: "true"',
        "lang: русский",
        "cites: {a: b}",
        "image: a.png",
        "image: {source: /a.png}",
        "corrections: [{when: 2016-12-01}]",
        "known: {a: b}",
        "titel: Протон",
        "author: [a, b]",
        "unsure: author",
    ],
)
def test_what_the_program_refuses_the_schema_refuses(more: str, desk: Desk, of_site: Settings) -> None:
    text = (GOOD.replace("date: 2016-12-01\n", "") if more.startswith("date:") else GOOD) + more
    assert len(front(text, of_site)) >= 1
    desk.write("content/articles/a.md", f"---\n{text}\n---\n\nТекст.\n")
    assert desk.run("check", "--json").json["problems"] != []


@pytest.mark.parametrize(
    ("text", "name", "taken"),
    [
        ("title: Протон", "articles", False),
        ("draft: true", "articles", True),
        ("date: 2016-12-01", "articles", False),
        ("number: 1", "issues", False),
        ("number: 1\ndraft: true", "issues", True),
        ("draft: true", "issues", False),
        ("number: 0\ndate: 2016-12-01", "issues", False),
        ("draft: true", "pages", False),
        ("title: О нас", "pages", True),
        ("title: Байтерек\npinned: [a.md]", "topics", True),
        ("title: О нас\npinned: [a.md]", "pages", False),
    ],
)
def test_what_a_file_must_have_depends_on_its_folder(text: str, name: str, taken: bool, of_site: Settings) -> None:
    assert (front(text, of_site, name) == []) is taken


@pytest.mark.parametrize(
    "line",
    [
        "base_url: example.org",
        "paginate: 0",
        "theme: ../x",
        "menu: [{name: Темы}]",
        "checks: {tracking: loud}",
        "checks: {nothing: off}",
        "publish: {headers: apache}",
        "publish: {admin: {program: wordpress}}",
        "permalinks: {articles: /x/}",
        "colour: red",
    ],
)
def test_slips_in_the_settings_are_refused_by_both(line: str, desk: Desk) -> None:
    base = "" if line.startswith("base_url") else "base_url: https://example.org/\n"
    assert errors(of_settings(), core(load(base + line, "site.yaml"))) != []
    desk.write("site.yaml", base + line + "\n")
    assert desk.build().status == 2
