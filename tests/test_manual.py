"""The manual tells of everything that exists, in the program's own words, and of nothing else."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest
import yaml
from msgspec import Struct
from msgspec.structs import fields

from digest import model
from digest.checklist import CHECKS
from digest.cli.commands import cli
from digest.cli.flags import OPTIONS
from digest.cli.teach import POINTING
from digest.content import authority, decisions
from digest.content.fields import article_fields, leaf_fields, topic_fields
from digest.content.issue import issue_fields
from digest.seeds import feeds_yaml, sources_yaml
from digest.seeds.blocks import Label
from digest.seeds.overview import SHOWN as SHOWN_STATES
from digest.settings import Settings, Site, settings
from digest.site import issue_views, layers, views
from digest.site.language import language
from digest.site.rendering import KEPT_GLOBALS, UNWANTED_FILTERS
from digest.site.vocabulary import Vocabulary
from digest.site_yaml import DEFAULTS, FIELDS, MenuItem
from tests.crawl import dead_links
from tests.desk import REPOSITORY, Desk
from tests.test_floors import FLOORS, GROUND

PAGES = REPOSITORY / "docs" / "content" / "pages"
TABLE_HEAD = re.compile(r"\|(?:[ :-]+\|)+")


def manual(page: str) -> str:
    return (PAGES / f"{page}.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands below a heading, up to the next heading of its rank or above."""
    match = re.search(rf"^(#+) {re.escape(title)}\n", text, re.MULTILINE)
    assert match, f"there is no heading `{title}`"
    return re.split(rf"^#{{1,{len(match.group(1))}}} ", text[match.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> Iterator[list[str]]:
    """The rows of the tables in a text, without their heads; a `|` in a code span divides nothing."""
    body = False
    for line in text.split("\n"):
        if TABLE_HEAD.fullmatch(line):
            body = True
        elif not line.startswith("|"):
            body = False
        elif body:
            hidden = re.sub(r"`[^`]*`", lambda match: match.group().replace("|", "\0"), line)
            yield [cell.strip().replace("\0", "|") for cell in hidden.strip().strip("|").split("|")]


def spans(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def table(text: str) -> dict[str, list[str]]:
    """Rows by the code span in their first cell."""
    return {spans(cells[0])[0]: cells[1:] for cells in rows(text) if spans(cells[0])}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    from datetime import UTC, datetime

    root = tmp_path_factory.mktemp("site")
    (root / "site.yaml").write_text("base_url: https://example.org/\n", encoding="utf-8")
    return settings(root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))


# settings and front matter


def test_every_setting_is_told_with_its_default_and_its_sentence() -> None:
    told = table(section(manual("settings"), "All keys"))
    shown = {"": "empty", "()": "none", "{}": "none", "None": "none", "True": "`true`"}
    expected = {
        each.name: [
            shown.get(str(DEFAULTS[each.name]), f"`{DEFAULTS[each.name]}`")
            if each.name in DEFAULTS
            else "must be given",
            each.says,
        ]
        for each in FIELDS
    }
    expected["permalinks"][0] = expected["likeness"][0] = "see below"
    assert told == expected


def test_the_patterns_of_addresses_are_told_as_they_are(site: Settings) -> None:
    block = section(manual("settings"), "permalinks").partition("The defaults are:")[2].partition("\n\nA pattern")[0]
    assert yaml.safe_load(block.replace(": /", ": ''/").replace("''/", "/"))["permalinks"] == site.site.permalinks


def test_every_key_of_an_article_is_told_with_its_sentence(site: Settings) -> None:
    told = table(section(manual("front-matter"), "Keys of an article"))
    assert told == {each.name: [each.says] for each in article_fields(site.site)}


def test_every_key_of_a_page_or_term_is_told_with_its_sentence() -> None:
    told = table(section(manual("front-matter"), "Keys of a page or term"))
    assert told == {each.name: [each.says] for each in leaf_fields()}


def test_every_key_of_an_issue_is_told_with_its_sentence(site: Settings) -> None:
    told = table(section(manual("front-matter"), "Keys of an issue"))
    assert told == {each.name: [each.says] for each in issue_fields(site.site)}


def test_every_key_of_a_topic_is_told_with_its_sentence() -> None:
    told = table(section(manual("front-matter"), "Keys of a topic"))
    assert told == {each.name: [each.says] for each in topic_fields()}


def test_every_key_of_a_settled_tag_is_told_with_its_sentence() -> None:
    text = section(manual("tagging"), "The file").lstrip("\n")
    assert table(text) == {each.name: [each.says] for each in authority.FIELDS}
    example = textwrap.dedent(text.partition("\n\nEvery name")[0])
    assert [each.name for each in authority.authority(example).terms] == ["Байконур", "Космодромы", "Союз-5"]
    assert authority.authority(example).problems == ()


def test_every_key_of_a_theme_is_told_with_its_sentence() -> None:
    assert table(section(manual("themes"), "theme.yaml")) == {each.name: [each.says] for each in layers.FIELDS}


def test_every_key_and_rule_of_what_is_taught_is_told() -> None:
    keys = table(section(manual("teaching"), "The file"))
    assert keys == {each.name: [each.says] for each in sources_yaml.FIELDS}
    assert {name.split()[0] for name in table(section(manual("teaching"), "By pointing"))} == {
        f"--{name}" for name in POINTING
    }
    told = set(table(section(manual("teaching"), "Rules")))
    assert told == {"line", *sources_yaml.PARTS, *sources_yaml.BESIDE}
    example = section(manual("teaching"), "The file").partition(":\n\n")[2].partition("\n\n|")[0]
    assert sources_yaml.sources(textwrap.dedent(example)).problems == ()


def test_every_key_of_a_feed_that_is_followed_is_told() -> None:
    text = section(manual("getting-seeds"), "Following feeds")
    assert table(text) == {each.name: [each.says] for each in feeds_yaml.FIELDS}
    example = text.partition("or with more:\n\n")[2].partition("\n\n|")[0]
    found = feeds_yaml.feeds(textwrap.dedent(example))
    assert ([feed.limit for feed in found.feeds], found.problems) == ([1_000, 50], ())


def test_every_key_of_a_decision_is_told_with_its_sentence() -> None:
    text = section(manual("curating-stories"), "Decisions")
    assert table(text) == {each.name: [each.says] for each in decisions.FIELDS}
    example = text.partition("by hand:\n\n")[2].partition("\n\nEach")[0]
    found = decisions.decisions(textwrap.dedent(example))
    assert ([each.kind for each in found.all], found.problems) == (["same", "follow-up", "unrelated"], ())


# commands


def flags(command: click.Command) -> set[str]:
    return {each.opts[-1] for each in command.params if isinstance(each, click.Option)}


@pytest.mark.parametrize("name", ["Without a command", *cli.commands])
def test_every_flag_of_a_command_is_told_and_no_other(name: str) -> None:
    command = cli.commands.get(name, cli)
    (line,) = re.findall(r"^Flags: (.*)$", section(manual("commands"), name), re.MULTILINE)
    assert set(spans(line)) == flags(command)
    assert len(spans(line)) == len(flags(command))


def test_every_command_is_told_and_no_other() -> None:
    told = re.findall(r"^## ([a-z]+)$", manual("commands"), re.MULTILINE)
    assert told == sorted([*cli.commands, "test"])


def test_every_flag_is_told_with_its_sentence() -> None:
    told = {
        (tuple(span.split()[0] for span in spans(cells[0])), cells[1])
        for cells in rows(section(manual("commands"), "Flags"))
    }
    options = [
        each for command in (cli, *cli.commands.values()) for each in command.params if isinstance(each, click.Option)
    ]
    expected = {(tuple(each.opts), re.sub(r" \[[^\]]*\]$", "", each.help or "")) for each in options}
    assert told == expected | {(("-h", "--help"), "Show this message and exit.")}
    assert {f"--{name}" for name in OPTIONS} <= {each for names, _ in told for each in names}


# problems

# Codes that no reader ever sees: what they tell is told by another.
INNER = {"asset": "template", "label": "template", "content": ""}
WITH_CODE = {"Problem", "complain", "complaint", "_at_key"}  # their first argument is a code


@cache
def codes() -> set[str]:
    """Every code that stands in the sources, but for those that are the name of a key."""
    found: set[str] = set()
    for path in sorted((REPOSITORY / "digest").rglob("*.py")):
        tree = ast.parse(path.read_bytes(), str(path))
        found.update(code for node in ast.walk(tree) for code in _codes(node))
    return (found | {each.code for each in CHECKS}) - INNER.keys()


def _codes(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]) if name in WITH_CODE:
            yield code
        case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
            yield code
        case ast.FunctionDef(args=ast.arguments(kwonlyargs=names, kw_defaults=values)):
            for each, value in zip(names, values, strict=True):
                if each.arg == "code" and isinstance(value, ast.Constant):
                    yield str(value.value)
        case ast.Constant(value=str(text)):
            yield from re.findall(r"error\[([a-z-]+)\]", text)


def test_every_code_of_a_problem_is_told_with_what_to_do() -> None:
    told = list(rows(manual("problems")))
    names = [spans(cells[0])[0] for cells in told] + list(table(section(manual("checks"), "The checks")))
    assert len(names) == len(set(names))
    keys = {each.name for each in (*FIELDS, *leaf_fields(), *topic_fields())}
    keys |= {"date", "image", "source_url", "translation_of"}
    assert codes() - keys <= set(names)
    assert set(names) - codes() <= keys
    assert all(all(cells) and len(cells) == 3 for cells in told)


@pytest.mark.parametrize(
    "story", sorted((REPOSITORY / "tests/data/sites/broken").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_code_that_a_broken_site_shows_is_told(story: Path, site: Settings) -> None:
    shown = set(re.findall(r"(?:error|warning)\[([a-z_-]+)\]", story.read_text(encoding="utf-8")))
    keys = {each.name for each in (*FIELDS, *article_fields(site.site), *authority.FIELDS)}
    assert shown <= set(table(manual("problems"))) | keys


def test_eight_errors_concern_one_place_and_leave_the_rest_in(desk: Desk) -> None:
    told = ["link", "image", "picture", "url", "articles", "menu", "translation_of", "logo"]
    assert re.findall(r"^- `(\w+)`", manual("problems"), re.MULTILINE) == told
    desk.write("static/broken.png", "x")
    desk.settings(menu=[{"title": "Никуда", "url": "/nowhere/"}], logo="/no.svg")
    desk.article(
        slug="a", body="[b](no.md) ![c](no.png) [d](/no/) ![e](/broken.png)", image={"src": "/no.png", "alt": "Пуск"}
    )
    desk.article(slug="b", aliases=["/2020/01/a/", "/old/"], translation_of="nowhere")
    desk.issue(1, "a.md", "nowhere.md")
    outcome = desk.build()
    codes = re.findall(r"error\[(\w+)\]", outcome.err)
    assert (outcome.status, sorted(codes)) == (1, sorted([*told, "link", "link"]))
    page = desk.page("/2020/01/a/")
    assert '<p><a>b</a> <span>c</span> <a href="/no/">d</a> </p>' in page
    assert 'href="/nowhere/"' in page
    assert 'alt="Пуск"' in page
    assert desk.urls("/2020/") == ["/2020/01/a/", "/2020/01/b/"]
    assert desk.has("/old/")
    assert "/2020/01/a/" in desk.page("/issues/1/")


# themes

TEMPLATES = {
    "home.html": "HomeView", "list.html": "ListView", "article.html": "ArticleView", "page.html": "PageView",
    "terms.html": "TermsView", "term.html": "TermView", "topic.html": "TopicView", "archive.html": "ArchiveView",
    "issue.html": "IssueView", "issues.html": "IssuesView", "email.html": "MailView",
    "period.html": "PeriodView", "404.html": "NotFoundView", "redirect.html": "RedirectView",
    "source.html": "SourceView", "corrections.html": "CorrectionsView",
    "stories.html": "StoriesView", "story.html": "StoryView", "search.html": "SearchView",
}  # fmt: skip
NO_TEMPLATE = {
    "FeedEntry",
    "FeedView",
    "PlainView",
    "SitemapView",
    "RobotsView",
    "FileView",
    "ManifestView",
    "ShardView",
    "RecordsView",
    "FilterView",
    "SearchingView",
    "HumansView",
}
NO_TEMPLATE |= {"PrintView", "CardView", "IconView"}
SHOWN = [
    each
    for each in [*vars(views).values(), *vars(issue_views).values(), model.Source, model.Sized, Site, MenuItem]
    if isinstance(each, type) and issubclass(each, Struct) and each is not Struct and each.__name__ not in NO_TEMPLATE
]


@pytest.mark.parametrize("value", dict.fromkeys(SHOWN), ids=lambda value: value.__name__)
def test_every_field_that_a_template_can_see_is_told(value: type) -> None:
    assert list(table(section(manual("themes"), value.__name__))) == [each.name for each in fields(value)]


def test_no_value_is_told_of_that_no_template_can_see() -> None:
    told = re.findall(r"^### (\w+)$", manual("themes"), re.MULTILINE)
    assert sorted(told) == sorted({each.__name__ for each in SHOWN})


def test_every_template_is_told_with_its_view() -> None:
    told = table(section(manual("themes"), "The templates"))
    assert {name: cells[1].strip("[").partition("]")[0] for name, cells in told.items()} == TEMPLATES
    gazette = {path.name for path in (REPOSITORY / "themes/gazette").glob("*.html")} - {"base.html"}
    assert set(TEMPLATES) == gazette


def test_every_word_of_the_templates_is_told(site: Settings) -> None:
    vocabulary = Vocabulary(site.site, language("en"), layers.layers(site))
    functions = {name.partition("(")[0] for name in table(section(manual("themes"), "Functions"))}
    assert functions == {*vocabulary.functions(), *KEPT_GLOBALS}
    assert set(table(section(manual("themes"), "Filters"))) == set(vocabulary.filters())
    assert spans(section(manual("themes"), "Filters").rpartition("but for")[2]) == sorted(
        UNWANTED_FILTERS, reverse=True
    )


def test_the_parts_of_a_language_file_are_told() -> None:
    parts = yaml.safe_load((REPOSITORY / "digest/site/languages/en.yaml").read_text(encoding="utf-8"))
    assert list(table(section(manual("themes"), "Languages"))) == list(parts)


# seeds, architecture, glossary


def test_every_label_of_the_converter_is_told() -> None:
    assert list(table(section(manual("seeds"), "What becomes of it"))) == [label.value for label in Label]


def test_every_state_of_a_seed_is_told_in_its_order() -> None:
    told = [spans(cells[0]) for cells in rows(section(manual("seeds"), "What is never touched"))]
    assert [name for names in told for name in names] == [state.value for state in SHOWN_STATES]


def test_every_floor_of_the_house_is_told_from_top_to_bottom() -> None:
    told = list(table(section(manual("architecture"), "Floors")))
    floors = {part: number for number, parts in enumerate(FLOORS) for part in parts}
    package = REPOSITORY / "digest"
    built = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/*.py")}
    built -= {"__init__", "__main__"}
    assert set(told) == built
    levels = [floors["ground" if part in GROUND else part] for part in told]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    "name", table((PAGES / "architecture.md").read_text(encoding="utf-8").partition("## Values")[2].partition("##")[0])
)
def test_every_value_that_the_architecture_names_exists(name: str) -> None:
    places = ["digest.model", "digest.errors", "digest.content.library", "digest.site.pages", "digest.site.build"]
    assert any(hasattr(importlib.import_module(place), name) for place in [*places, "digest.seeds.blocks"])


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    lines = manual("glossary").split("\n")
    words = [word for word, text in pairwise(lines) if text.startswith(":   ")]
    assert words == sorted(words, key=str.lower)
    assert len(words) == len(set(words)) > 30


# the manual as a site


def test_the_manual_is_a_site_without_problems(desk: Desk) -> None:
    shutil.copytree(
        REPOSITORY / "docs", desk.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("public", ".digest")
    )
    checked = desk.run("check")
    assert (checked.status, checked.out, checked.err) == (0, "No problems.\n", "")
    assert desk.build().status == 0
    assert dead_links(desk.tree(), "https://example.org/digest/") == []
    chapters = yaml.safe_load(desk.read("site.yaml"))["extra"]["chapters"]
    assert sorted(each["url"] for each in chapters) == sorted(f"/{path.stem}/" for path in PAGES.glob("*.md"))
    for chapter in chapters:
        assert f"<h1>{chapter['title'].replace(chr(39), '’')}</h1>" in desk.page(chapter["url"])


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_of_the_first_pages_leads_to_a_file(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if not target.startswith("http")]
    assert [target for target in targets if not (REPOSITORY / target).is_file()] == []


def test_the_first_commands_of_the_readme_are_those_that_exist() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    first = re.findall(r"^    (.*?)\s+#", text, re.MULTILINE)
    assert first == ["python3 build.py", "python3 build.py test", "tests/web/install.sh", "python3 build.py test --web"]
    assert 'argv[:1] == ["test"]' in (REPOSITORY / "build.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted(PAGES.glob("*.md"))],
    ids=lambda path: path.stem,
)
def test_every_command_that_is_typed_in_a_text_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for words in re.findall(r"(?:python3 build\.py|(?<=`)digest) ([a-z][\w-]*(?: --?[\w-]+)*)", text):
        command, *given = words.split()
        assert command in (*cli.commands, "test"), words
        if command != "test":
            known = {name for each in cli.commands[command].params for name in each.opts}
            assert set(given) <= known, words


def test_pictures_are_small() -> None:
    pictures = [path for path in PAGES.glob("pictures/**/*") if path.is_file()]
    assert {path.suffix for path in pictures} == {".png"}
    assert max(path.stat().st_size for path in pictures) <= 150_000
