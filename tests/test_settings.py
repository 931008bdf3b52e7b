"""What site.yaml may say, what it is taken for, and what is said of the rest."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from digest.content.fields import article_fields
from digest.content.frontmatter import spelt
from digest.errors import UsageError
from digest.mail_yaml import Mail
from digest.model import Document
from digest.settings import settings
from digest.site_yaml import FIELDS, TAKEN, TAXONOMIES, MenuItem
from tests.desk import Desk
from tests.examples import examples
from tests.stated import CLOCK, read, told

# what needs not be said


def test_every_setting_can_be_said(desk: Desk) -> None:
    made = read(
        desk,
        """\
title: Орбита
base_url: https://example.org/repo
description: Пуски и люди
author: Редакция
language: pt-BR
timezone: Asia/Almaty
theme: my_theme-2
permalinks:
  articles: /news/{year}-{month}-{day}/{slug}/
  people: /who/{slug}/
taxonomies:
  people: Люди
  tags: Метки
menu:
  - {title: О нас, url: /about/}
  - title: Источник
    url: https://пример.рф/
paginate: 5
feed_items: 7
issues: {topics: [Пуски, Аренда]}
mail:
  from: Орбита <digest@example.org>
  to: list@example.org
  subject: "{site}: {title}"
  unsubscribe: https://example.org/stop?list=1
markdown: {html: true}
extra:
  phone: '012'
  list: [да, {a: b}]
""",
    ).site
    assert (made.title, made.description, made.author) == ("Орбита", "Пуски и люди", "Редакция")
    assert (made.base_url, made.base_path, made.host) == ("https://example.org/repo/", "/repo/", "https://example.org")
    assert made.permalink("/2020/01/a/") == "https://example.org/repo/2020/01/a/"
    assert (made.language, made.timezone, made.theme) == ("pt-BR", "Asia/Almaty", "my_theme-2")
    assert made.zone.utcoffset(datetime(2020, 1, 1)).total_seconds() == 6 * 3600  # type: ignore[union-attr]
    assert made.permalinks["articles"] == "/news/{year}-{month}-{day}/{slug}/"
    assert (made.permalinks["people"], made.permalinks["tags"]) == ("/who/{slug}/", "/tags/{slug}/")
    assert made.taxonomies == {"tags": "Метки", "topics": "", "sources": "", "people": "Люди"}
    assert made.menu == (MenuItem("О нас", "/about/"), MenuItem("Источник", "https://xn--e1afmkfd.xn--p1ai/"))
    assert (made.paginate, made.feed_items, made.markdown_html) == (5, 7, True)
    assert made.issue_topics == ("Пуски", "Аренда")
    sender, to = "Орбита <digest@example.org>", "list@example.org"
    assert made.mail == Mail(sender, to, "{site}: {title}", "https://example.org/stop?list=1")
    assert made.extra == {"phone": "012", "list": ("да", {"a": "b"})}


@pytest.mark.parametrize(
    "text",
    [
        "\ufefftitle: Орбита\nbase_url: https://example.org/\n",
        "title: Орбита\r\nbase_url: https://example.org/\r\n",
        "title: Орбита\rbase_url: https://example.org/",
        "# примечание\n\n\ntitle:   Орбита   # и здесь\nbase_url: 'https://example.org'\n",
        "{title: Орбита, base_url: https://example.org}",
    ],
)
def test_it_does_not_matter_which_editor_saved_the_file(desk: Desk, text: str) -> None:
    site = read(desk, text).site
    assert (site.title, site.base_url) == ("Орбита", "https://example.org/")


# where values come from


def test_config_prints_every_value_and_where_it_came_from(desk: Desk) -> None:
    desk.write("site.yaml", "title: Орбита\n\nbase_url: https://example.org/\n")
    outcome = desk.run("config", "--base-url", "http://localhost:8000", "--drafts", "--jobs", "2")
    assert (outcome.status, outcome.err) == (0, "")
    patterns = (
        '"articles": "/{year}/{month}/{slug}/", "pages": "/{slug}/", "issues": "/issues/{slug}/", '
        '"tags": "/tags/{slug}/", "topics": "/topics/{slug}/", "sources": "/sources/{slug}/"'
    )
    assert outcome.out.splitlines() == [
        "title        Орбита  (site.yaml:1)",
        "base_url     http://localhost:8000/  (--base-url)",
        "description    (default)",
        "author         (default)",
        "logo           (default)",
        "language     en  (default)",
        "timezone     UTC  (default)",
        "theme        gazette  (default)",
        f"permalinks   {{{patterns}}}  (default)",
        'taxonomies   {"tags": "", "topics": "", "sources": ""}  (default)',
        "menu         []  (default)",
        "paginate     20  (default)",
        "feed_items   20  (default)",
        "cards        100  (default)",
        "mail         null  (default)",
        "typography   true  (default)",
        'publish      {"branch": "gh-pages", "remote": "origin"}  (default)',
        "extra        {}  (default)",
        'markdown     {"html": false}  (default)',
        'issues       {"topics": []}  (default)',
        "checks       {}  (default)",
        "silence      180  (default)",
        'likeness     {"share": 40, "run": 60, "sources": {}}  (default)',
        f"output       {desk.root}/public  (default)",
        "now          2024-01-01T09:00:00+00:00  (SOURCE_DATE_EPOCH)",
        "drafts       true  (--drafts)",
        "future       false  (default)",
        "jobs         2  (--jobs)",
    ]


def test_config_tells_the_same_to_programs(desk: Desk) -> None:
    outcome = desk.run("config", "--json")
    assert outcome.json["title"] == {"value": "Орбита", "from": "site.yaml:1"}
    assert outcome.json["markdown"] == {"value": {"html": False}, "from": "default"}


def test_config_tells_what_belongs_to_publishing_whole(desk: Desk) -> None:
    desk.settings(publish={"links": {"days": 5}, "admin": {"program": "sveltia", "repository": "orbita/digest"}})
    told = desk.run("config", "--json").json["publish"]["value"]
    assert (told["links"]["days"], told["admin"]["program"]) == (5, "sveltia")
    assert '"days": 5' in desk.run("config").out


def test_a_flag_wins_over_the_file(desk: Desk) -> None:
    made = read(desk, base_url="http://localhost/", output="out", drafts=True, future=True, jobs=3)
    assert made.site.base_url == "http://localhost/"
    assert (made.output, made.drafts, made.future, made.jobs) == (desk.root / "out", True, True, 3)
    assert made.origins["base_url"] == "--base-url"


def test_the_address_may_be_given_by_a_flag_alone(desk: Desk) -> None:
    assert read(desk, "title: Орбита\n", base_url="http://localhost/").site.base_url == "http://localhost/"


def test_a_preview_shows_drafts_at_an_address_of_its_own(desk: Desk) -> None:
    shown = read(desk).preview("http://127.0.0.1:8000/")
    assert (shown.site.base_url, shown.drafts, shown.future) == ("http://127.0.0.1:8000/", True, True)


# what is wrong


def test_the_names_that_taxonomies_may_not_have_are_the_other_keys_of_articles(desk: Desk) -> None:
    keys = {field.name for field in article_fields(read(desk).site)}
    assert (keys - set(TAXONOMIES)) | {"articles", "pages", "issues"} == TAKEN


# the address


# now


def test_a_garbled_now_is_wrong_usage(desk: Desk) -> None:
    assert told(desk, now="вчера") == (
        "error[now]: --now must be a date like 2016-12-01, 2016-12-01 10:00 or 2016-12-01T10:00+03:00, not 'вчера'"
    )


# the output folder


@pytest.mark.parametrize("name", ["public", "out/site", "../elsewhere", "сайт", "content2", "docs"])
def test_the_site_may_be_written_into_a_folder_of_its_own(desk: Desk, name: str) -> None:
    assert read(desk, output=name).output == Path(os.path.abspath(desk.root / name))


@pytest.mark.parametrize(
    "name",
    [
        ".", "..", "../..", "/", "./", "public/..", "content", "content/", "content/articles", "./content/../content",
        "themes", "seeds", "static", ".digest", ".git", ".git/x", "link", "linked/articles",
        os.path.expanduser("~"),
    ],
)  # fmt: skip
def test_a_folder_that_holds_something_else_is_refused(desk: Desk, name: str) -> None:
    desk.write("content/articles/canary.md", "жив")
    (desk.root / "link").symlink_to("content")
    (desk.root / "linked").symlink_to("content")
    assert told(desk, output=name) == (
        f"error[output]: --output {name} would overwrite files that are not the site's\n"
        "  choose a folder that holds nothing else, like public"
    )
    assert desk.read("content/articles/canary.md") == "жив"


def test_a_linked_way_to_the_site_makes_no_difference(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(desk.root)
    for name in ("content", "."):
        with pytest.raises(UsageError):
            settings(tmp_path / "way", {"output": name}, {}, CLOCK)
    assert settings(tmp_path / "way", {}, {}, CLOCK).output == tmp_path / "way" / "public"


@pytest.mark.skipif(os.name == "nt", reason="links are tried on POSIX")
def test_an_output_that_is_no_folder_is_refused(desk: Desk) -> None:
    (desk.root / "elsewhere").mkdir()
    (desk.root / "link").symlink_to("elsewhere")
    assert told(desk, output="link") == "error[output]: --output link is not an ordinary folder"
    assert told(desk, output="site.yaml") == "error[output]: --output site.yaml is not an ordinary folder"


# whatever is typed

SCRAPS = ["", "~", "true", "no", "-1", "10", "/{slug}/", "/a/", "https://example.org/", "ru", "UTC", "\x1b"]
NAMES = ["title", "url", "html", "articles", "tags", "people", "x"]
VALUES = st.recursive(
    st.sampled_from(SCRAPS) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from([each.name for each in FIELDS])
fixed = given_settings(
    derandomize=True, deadline=None, database=None, max_examples=examples(300), suppress_health_check=list(HealthCheck)
)


@fixed
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_whatever_stands_in_the_settings_is_read_or_told(desk: Desk, values: dict[str, object]) -> None:
    text = spelt(Document({"base_url": "https://example.org/", **values}, "")).split("---\n")[1]
    desk.write("site.yaml", text)
    outcome = desk.run("config")
    assert outcome.status in (0, 2)
    assert "\x1b" not in outcome.err
    assert outcome.err.startswith("site.yaml") or outcome.status == 0
