"""What site.yaml may say, what it is taken for, and what is said of the rest."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from digest.content.fields import article_fields
from digest.content.frontmatter import spelt
from digest.errors import DigestError, UsageError
from digest.mail_yaml import Mail
from digest.model import Document
from digest.settings import Settings, settings
from digest.site_yaml import DEFAULTS, FIELDS, TAKEN, TAXONOMIES, MenuItem, checked_flag
from tests.desk import Desk
from tests.examples import examples

CLOCK = datetime(2024, 1, 1, 9, tzinfo=UTC)


def read(desk: Desk, text: str | bytes | None = None, **flags: object) -> Settings:
    if text is not None:
        desk.write("site.yaml", text)
    return settings(desk.root, flags, {}, CLOCK)


def told(desk: Desk, text: str | bytes | None = None, **flags: object) -> str:
    with pytest.raises(DigestError) as caught:
        read(desk, text, **flags)
    assert caught.value.status == 2
    return str(caught.value)


def with_setting(line: str) -> str:
    return f"base_url: https://example.org/\n{line}\n"


# what needs not be said


def test_everything_but_the_address_has_a_default(desk: Desk) -> None:
    site = read(desk, "base_url: https://example.org/\n").site
    assert (site.title, site.language, site.timezone, site.theme) == ("Digest", "en", "UTC", "gazette")
    assert (site.description, site.author, site.menu, site.extra) == ("", "", (), {})
    assert (site.mail, site.issue_topics) == (None, ())
    assert (site.paginate, site.feed_items, site.markdown_html) == (20, 20, False)
    assert site.taxonomies == {"tags": "", "topics": "", "sources": ""}
    assert site.permalinks == {
        "articles": "/{year}/{month}/{slug}/",
        "pages": "/{slug}/",
        "issues": "/issues/{slug}/",
        "tags": "/tags/{slug}/",
        "topics": "/topics/{slug}/",
        "sources": "/sources/{slug}/",
    }
    assert {each.name for each in FIELDS} == DEFAULTS.keys() | {"base_url"}


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


def test_a_folder_without_settings_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        settings(tmp_path, {}, {}, CLOCK)
    assert str(caught.value) == (
        f"error[settings]: there is no site.yaml in {tmp_path}\n  go to the folder of your site, or name it: --site DIR"
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "title: Орбита\n", "base_url:\n", "\ufeff"])
def test_a_missing_address_is_asked_for(desk: Desk, text: str) -> None:
    assert told(desk, text) == (
        "site.yaml: error[base_url]: `base_url` is missing: the address at which the site will stand\n"
        "  write it into site.yaml: `base_url: https://example.org/`, or give it once: --base-url https://example.org/"
    )


@pytest.mark.parametrize("text", ["- a\n", "Орбита\n", "'base_url: x'\n"])
def test_settings_that_are_no_lines_of_key_and_value(desk: Desk, text: str) -> None:
    assert told(desk, text) == (
        f"site.yaml:1:1: error[yaml]: lines like `key: value` must stand here\n  1 | {text.strip()}\n    | ^"
    )


def test_a_fault_of_yaml_has_the_status_of_wrong_usage(desk: Desk) -> None:
    assert told(desk, "title: Орбита: новости\n") == (
        "site.yaml:1:14: error[yaml]: a second colon with a space behind it stands in this line\n"
        "  1 | title: Орбита: новости\n"
        "    |              ^\n"
        '  put the value in quotes: title: "Орбита: новости"'
    )


def test_settings_in_another_encoding_are_refused(desk: Desk) -> None:
    assert told(desk, "title: Орбита".encode("cp1251")) == (
        "site.yaml: error[encoding]: this is not UTF-8: byte 7\n  save the file as UTF-8"
    )


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are tried on POSIX")
def test_settings_that_are_no_file_are_refused(desk: Desk) -> None:
    file = desk.root / "site.yaml"
    file.rename(desk.root / "other.yaml")
    file.symlink_to("other.yaml")
    assert told(desk) == "site.yaml: error[settings]: cannot read site.yaml: a symbolic link is not followed"
    file.unlink()
    os.mkfifo(file)
    assert told(desk) == "site.yaml: error[settings]: cannot read site.yaml: this is not an ordinary file"
    file.unlink()
    file.mkdir()
    assert told(desk) == "site.yaml: error[settings]: cannot read site.yaml: this is not an ordinary file"


def test_everything_that_is_wrong_is_told_in_one_run(desk: Desk) -> None:
    assert told(desk, "tittle: Орбита\nbase_url: https://example.org/\npaginate: 0\n") == (
        "site.yaml:1:1: error[key]: unknown key `tittle`\n"
        "  1 | tittle: Орбита\n"
        "    | ^\n"
        "  did you mean `title`?\n"
        "site.yaml:3:11: error[paginate]: `paginate` must be a whole number from 1 to 1000\n"
        "  3 | paginate: 0\n"
        "    |           ^"
    )


def test_every_item_of_a_list_or_mapping_that_is_wrong_is_told(desk: Desk) -> None:
    said = told(
        desk,
        """\
base_url: https://example.org/
permalinks:
  articles: /{title}/{slug}/
  pags: /{slug}/
  tags: /../{slug}/
taxonomies:
  People: Люди
  pages: Страницы
  ships: [a]
menu:
  - {title: Темы, url: topics}
  - {title: Метки}
  - {titel: О нас, url: about}
""",
    )
    assert [line.removeprefix("site.yaml:") for line in said.splitlines() if line.startswith("site.yaml:")] == [
        f"3:13: error[permalinks]: {NO_PATTERN} {{year}}, {{month}}, {{day}}, {{slug}}",
        "4:3: error[permalinks]: `permalinks` names `pags`, which does not exist",
        f"5:9: error[permalinks]: {NO_PATTERN} {{slug}}",
        "7:3: error[taxonomies]: `taxonomies` holds `People`; a name may hold only a-z, 0-9 and _",
        "8:3: error[taxonomies]: `taxonomies` holds `pages`, which means something else in articles",
        "9:10: error[taxonomies]: `taxonomies` `ships` must be a text, not a list or a mapping",
        f"11:24: error[menu]: `menu` `url` {NO_LINK}",
        "12:5: error[menu]: `menu` must be a list of items, each with `title` and `url`",
        "13:6: error[menu]: `menu` has an unknown key `titel`",
        f"13:25: error[menu]: `menu` `url` {NO_LINK}",
    ]
    assert "did you mean `pages`?" in said


NO_LINK = "must be an address within the site, like /about/, or one that begins with http:// or https://"
NO_ADDRESS = "must be a web address that begins with http:// or https://"
NO_ZONE = "'Mars' is not a time zone; they are named like Europe/Moscow or UTC"
NO_PATTERN = "`permalinks` must be a path that ends in /{slug}/ and uses only"
PATTERNS = [
    "/{title}/{slug}/", "/{slug}", "{slug}/", "/{year}/", "//{slug}/", "/../{slug}/", "/{year!r}/{slug}/",
    "/a b/{slug}/", "/{{slug}/", "/{year:>99999}/{slug}/", "/.git/{slug}/", "/а/{slug}/", "/{slug}/?x",
    "javascript:/{slug}/",
]  # fmt: skip
MISFITS = [
    ("title: [Орбита]", "`title` must be a text, not a list or a mapping"),
    ("title: ''", "`title` is empty"),
    (f"title: {'я' * 2001}", "`title` has 2,001 letters; at most 2,000 fit here"),
    ("language: русский", "`language` must be a language code like ru or en, not 'русский'"),
    ("language: RU", "`language` must be a language code like ru or en, not 'RU'"),
    ("timezone: Mars", f"`timezone` has an unknown value: {NO_ZONE}"),
    ("theme: ../x", "`theme` must be the name of a folder in themes/"),
    ("theme: Gazette", "`theme` must be the name of a folder in themes/"),
    ("paginate: 1001", "`paginate` must be a whole number from 1 to 1000"),
    ("paginate: -1", "`paginate` must be a whole number from 1 to 1000"),
    ("paginate: 1.5", "`paginate` must be a whole number from 1 to 1000"),
    ("paginate: 1_000", "`paginate` must be a whole number from 1 to 1000"),
    ("feed_items: много", "`feed_items` must be a whole number from 1 to 1000"),
    ("feed_items: [1]", "`feed_items` must be a whole number from 1 to 1000"),
    ("markdown: true", "`markdown` must hold the keys html"),
    ("markdown: {htlm: true}", "`markdown` has an unknown key `htlm`"),
    ('markdown: {html: "true"}', '`markdown` `html` must be true or false without quotes, not "true"'),
    ("markdown: {html: 1}", "`markdown` `html` must be true or false without quotes, not 1"),
    ("markdown: {html: [1]}", "`markdown` `html` must be true or false"),
    ("extra: [1]", "`extra` must hold lines like `key: value`"),
    ("extra: да", "`extra` must hold lines like `key: value`"),
    ("menu: О нас", "`menu` must hold the keys title, url"),
    ("menu: [{title: О нас}]", "`menu` must be a list of items, each with `title` and `url`"),
    ("menu: [{title: О нас, url: }]", "`menu` must be a list of items, each with `title` and `url`"),
    ("menu: [{title: О нас, link: /a/}]", "`menu` has an unknown key `link`"),
    ("menu: [{title: О нас, url: 'javascript:alert(1)'}]", f"`menu` `url` {NO_LINK}"),
    ("menu: [{title: О нас, url: about}]", f"`menu` `url` {NO_LINK}"),
    ("menu: [{title: О нас, url: 'https://a b/'}]", "`menu` `url` must not hold a space"),
    ("menu: [{title: О нас, url: //evil.example/}]", "`menu` `url` must be an address within the site"),
    ("menu: [{title: О нас, url: /../x/}]", "`menu` `url` must be an address within the site"),
    ("taxonomies: [people]", "`taxonomies` must hold lines like `name: text`"),
    ("taxonomies: {People: Люди}", "`taxonomies` holds `People`; a name may hold only a-z, 0-9 and _"),
    ("taxonomies: {title: Заголовки}", "`taxonomies` holds `title`, which means something else in articles"),
    ("taxonomies: {pages: Страницы}", "`taxonomies` holds `pages`, which means something else in articles"),
    ("permalinks: /{slug}/", "`permalinks` must hold lines like `articles: /{year}/{month}/{slug}/`"),
    ("permalinks: {tagz: '/t/{slug}/'}", "`permalinks` names `tagz`, which does not exist"),
    ("permalinks: {pages: '/{year}/{slug}/'}", f"{NO_PATTERN} {{slug}}"),
    *((f"permalinks: {{articles: '{each}'}}", NO_PATTERN + " {year}, {month}, {day}, {slug}") for each in PATTERNS),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), MISFITS, ids=lambda text: text[:40])
def test_a_value_that_does_not_fit_is_told_with_its_line(desk: Desk, line: str, said: str) -> None:
    first, excerpt, *_ = told(desk, with_setting(line)).splitlines()
    place, _, message = first.partition(": error[")
    assert message.partition("]: ")[2] == said
    assert place.startswith("site.yaml:2")
    assert excerpt.startswith("  2 | ")


def test_the_names_that_taxonomies_may_not_have_are_the_other_keys_of_articles(desk: Desk) -> None:
    keys = {field.name for field in article_fields(read(desk).site)}
    assert (keys - set(TAXONOMIES)) | {"articles", "pages", "issues"} == TAKEN


# the address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("HTTPS://Example.ORG/", "https://example.org/"),
        ("https://example.org/repo", "https://example.org/repo/"),
        ("https://example.org/a/b/", "https://example.org/a/b/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://example.org:443/", "https://example.org:443/"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://пример.рф:8080/repo", "https://xn--e1afmkfd.xn--p1ai:8080/repo/"),
    ],
)
def test_an_address_is_brought_into_one_form(desk: Desk, typed: str, meant: str) -> None:
    assert read(desk, f"base_url: '{typed}'\n").site.base_url == meant
    assert checked_flag("base_url", typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("javascript:alert(1)", NO_ADDRESS),
        ("JaVaScRiPt://example.org/%0aalert(1)", NO_ADDRESS),
        ("data:text/html,x", NO_ADDRESS),
        ("ftp://example.org/", NO_ADDRESS),
        ("example.org", NO_ADDRESS),
        ("//example.org/", NO_ADDRESS),
        ("/", NO_ADDRESS),
        ("https://", NO_ADDRESS),
        ("https:///repo/", NO_ADDRESS),
        ('"><script>', NO_ADDRESS),
        ('https://example.org/"><script>', 'must not hold `"`'),
        ("https://example.org/<b>", "must not hold `<`"),
        ("https://exa mple.org/", "must not hold a space"),
        ("https://example.org\\evil.example/", "must not hold `\\`"),
        ("https://user:secret@example.org/", "must not hold a user name or password"),
        ("https://example.org/?q=1", "must not hold `?` or `#`"),
        ("https://example.org/#top", "must not hold `?` or `#`"),
        ("https://example.org/a'b/", "must have a plain path"),
        ("https://example.org/../x/", "must have a plain path"),
        ("https://example.org/%2e%2E/", "must have a plain path"),
        ("https://example.org/a//b/", "must have a plain path"),
        ("https://example.org:99999/", "is not a web address: 'https://example.org:99999/'"),
        ("https://example..org/", "is not a web address: 'https://example..org/'"),
        ("https://[::1", "is not a web address: 'https://[::1'"),
        ("https://ex;ample.org/", "must have a host of letters, digits, dots and hyphens, not 'ex;ample.org'"),
    ],
)
def test_what_is_no_address_is_refused(desk: Desk, typed: str, said: str) -> None:
    quoted = typed.replace("'", "''")
    first = told(desk, f"base_url: '{quoted}'\n").splitlines()[0]
    assert first == f"site.yaml:1:11: error[base_url]: `base_url` {said}"
    with pytest.raises(UsageError) as caught:
        checked_flag("base_url", typed)
    assert str(caught.value).splitlines()[0] == f"error[base_url]: --base-url {said}"


# now


@pytest.mark.parametrize(
    ("flags", "environment", "now", "origin"),
    [
        ({}, {}, "2024-01-01T12:00:00+03:00", "the clock"),
        ({}, {"SOURCE_DATE_EPOCH": ""}, "2024-01-01T12:00:00+03:00", "the clock"),
        ({}, {"SOURCE_DATE_EPOCH": "0"}, "1970-01-01T03:00:00+03:00", "SOURCE_DATE_EPOCH"),
        ({}, {"SOURCE_DATE_EPOCH": "4102444800"}, "2100-01-01T03:00:00+03:00", "SOURCE_DATE_EPOCH"),
        ({"now": "2016-12-01 10:00"}, {"SOURCE_DATE_EPOCH": "вчера"}, "2016-12-01T10:00:00+03:00", "--now"),
        ({"now": "2016-12-01T10:00Z"}, {}, "2016-12-01T13:00:00+03:00", "--now"),
    ],
)
def test_now_is_the_flag_then_the_environment_then_the_clock(
    desk: Desk, flags: dict[str, str], environment: dict[str, str], now: str, origin: str
) -> None:
    made = settings(desk.root, flags, environment, CLOCK)
    assert (made.now.isoformat(), made.origins["now"]) == (now, origin)


@pytest.mark.parametrize("epoch", ["вчера", "1e9", "12.5", "0x10", "9" * 30, "-" + "9" * 30, "2024-01-01"])
def test_a_garbled_epoch_is_wrong_usage(desk: Desk, epoch: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings(desk.root, {}, {"SOURCE_DATE_EPOCH": epoch}, CLOCK)
    assert str(caught.value) == f"error[now]: SOURCE_DATE_EPOCH must be a number of seconds, not '{epoch}'"
    assert caught.value.status == 2


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
