"""Settings that are missing, misspelt, malformed; addresses of a site that are none, or would run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.settings import settings
from digest.site_yaml import DEFAULTS, FIELDS, checked_flag
from tests.desk import Desk
from tests.stated import CLOCK, read, told, with_setting


def test_g11_a_folder_without_settings_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        settings(tmp_path, {}, {}, CLOCK)
    assert str(caught.value) == (
        f"error[settings]: there is no site.yaml in {tmp_path}\n  go to the folder of your site, or name it: --site DIR"
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "title: Орбита\n", "base_url:\n", "\ufeff"])
def test_g11_a_missing_address_is_asked_for(desk: Desk, text: str) -> None:
    assert told(desk, text) == (
        "site.yaml: error[base_url]: `base_url` is missing: the address at which the site will stand\n"
        "  write it into site.yaml: `base_url: https://example.org/`, or give it once: --base-url https://example.org/"
    )


@pytest.mark.parametrize("text", ["- a\n", "Орбита\n", "'base_url: x'\n"])
def test_g11_settings_that_are_no_lines_of_key_and_value(desk: Desk, text: str) -> None:
    assert told(desk, text) == (
        f"site.yaml:1:1: error[yaml]: lines like `key: value` must stand here\n  1 | {text.strip()}\n    | ^"
    )


def test_g11_a_fault_of_yaml_has_the_status_of_wrong_usage(desk: Desk) -> None:
    assert told(desk, "title: Орбита: новости\n") == (
        "site.yaml:1:14: error[yaml]: a second colon with a space behind it stands in this line\n"
        "  1 | title: Орбита: новости\n"
        "    |              ^\n"
        '  put the value in quotes: title: "Орбита: новости"'
    )


def test_g11_settings_in_another_encoding_are_refused(desk: Desk) -> None:
    assert told(desk, "title: Орбита".encode("cp1251")) == (
        "site.yaml: error[encoding]: this is not UTF-8: byte 7\n  save the file as UTF-8"
    )


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are tried on POSIX")
def test_g11_settings_that_are_no_file_are_refused(desk: Desk) -> None:
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


def test_g11_everything_that_is_wrong_is_told_in_one_run(desk: Desk) -> None:
    assert told(desk, "tittle: Орбита\nbase_url: https://example.org/\npaginate: 0\n") == (
        "site.yaml:1:1: error[key]: unknown key `tittle`\n"
        "  1 | tittle: Орбита\n"
        "    | ^\n"
        "  did you mean `title`?\n"
        "site.yaml:3:11: error[paginate]: `paginate` must be a whole number from 1 to 1000\n"
        "  3 | paginate: 0\n"
        "    |           ^"
    )


def test_g11_everything_but_the_address_has_a_default(desk: Desk) -> None:
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
def test_g11_a_value_that_does_not_fit_is_told_with_its_line(desk: Desk, line: str, said: str) -> None:
    first, excerpt, *_ = told(desk, with_setting(line)).splitlines()
    place, _, message = first.partition(": error[")
    assert message.partition("]: ")[2] == said
    assert place.startswith("site.yaml:2")
    assert excerpt.startswith("  2 | ")


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
def test_g12_an_address_is_brought_into_one_form(desk: Desk, typed: str, meant: str) -> None:
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
def test_f15_g12_what_is_no_address_is_refused(desk: Desk, typed: str, said: str) -> None:
    quoted = typed.replace("'", "''")
    first = told(desk, f"base_url: '{quoted}'\n").splitlines()[0]
    assert first == f"site.yaml:1:11: error[base_url]: `base_url` {said}"
    with pytest.raises(UsageError) as caught:
        checked_flag("base_url", typed)
    assert str(caught.value).splitlines()[0] == f"error[base_url]: --base-url {said}"


def test_g11_every_item_of_a_list_or_mapping_that_is_wrong_is_told(desk: Desk) -> None:
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
