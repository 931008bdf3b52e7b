"""An article from its file: what its front matter must hold, what follows from it, and all that is wrong in one run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.content.frontmatter import spelt
from digest.model import Correction, Document, Image, Source
from digest.settings import Site
from digest.text import short_hash
from tests.content.reader import PATH, article, entry, leaf, site, told
from tests.examples import examples


@pytest.fixture
def orbit(tmp_path: Path) -> Site:
    return site(tmp_path)


def front(*lines: str, body: str = "Ракета взлетела.") -> str:
    return "\n".join(["---", *lines, "---", "", body, ""])


def published(*lines: str, body: str = "Ракета взлетела.") -> str:
    return front("title: Пуск", "date: 2020-01-02", *lines, body=body)


# what follows from the front matter


def test_two_lines_make_an_article(orbit: Site) -> None:
    made = article(published(), orbit)
    assert (made.path, made.url, made.title) == (PATH, "/2020/01/a/", "Пуск")
    assert made.date == made.updated == datetime(2020, 1, 1, 21, tzinfo=UTC)
    assert (made.summary, made.author, made.dateline, made.rights) == ("Ракета взлетела.", "", "", "")
    assert (made.source, made.image, made.aliases, made.cites, made.corrections) == (None, None, (), (), ())
    assert (made.lang, made.draft, made.terms) == ("ru", False, {"tags": (), "topics": ()})
    assert made.text.html == "<p>Ракета взлетела.</p>"


def test_every_key_has_its_place(orbit: Site) -> None:
    text = front(
        "title: '«Протон»: старт'",
        "date: 2020-01-02 10:00",
        "updated: 2020-01-03",
        "summary: Коротко о пуске.",
        "source: РИА Новости",
        "source_url: https://ria.ru/20200102/1.html",
        "author: Иван Петров",
        "dateline: БАЙКОНУР",
        "cites: [Коммерсант, ТАСС]",
        "tags: [Ракеты, C++]",
        "topics: Байконур",
        "image: {src: /images/a.jpg, alt: Пуск, caption: На старте, credit: AP}",
        "slug: proton-start",
        "aliases: [/old/, /2019/пуск/]",
        "lang: en",
        "rights: © РИА",
        "corrections:",
        "  - {date: 2020-01-04, text: Исправлена дата.}",
        "seed: {file: seeds/1.txt}",
        "suggested: {tags: [Космос]}",
        "extra: {a: [1]}",
    )
    made = article(text, orbit)
    assert (made.title, made.url, made.summary) == ("«Протон»: старт", "/2020/01/proton-start/", "Коротко о пуске.")
    assert made.source == Source("РИА Новости", "https://ria.ru/20200102/1.html")
    assert (made.author, made.dateline, made.rights, made.lang) == ("Иван Петров", "БАЙКОНУР", "© РИА", "en")
    assert made.cites == ("Коммерсант", "ТАСС")
    assert made.terms == {"tags": ("Ракеты", "C++"), "topics": ("Байконур",)}
    assert made.image == Image("/images/a.jpg", "Пуск", "На старте", "AP")
    assert made.aliases == ("/old/", "/2019/пуск/")
    assert made.corrections == (Correction(datetime(2020, 1, 3, 21, tzinfo=UTC), "Исправлена дата."),)
    assert made.updated == datetime(2020, 1, 2, 21, tzinfo=UTC)


def test_an_article_stands_where_the_settings_say(tmp_path: Path) -> None:
    daily = site(tmp_path, "permalinks: {articles: '/n/{year}-{month}-{day}/{slug}/'}\n")
    assert article(published(), daily).url == "/n/2020-01-02/a/"


def test_a_taxonomy_of_ones_own_is_a_key(tmp_path: Path) -> None:
    people = site(tmp_path, "taxonomies: {people: Люди}\n")
    assert article(published("people: Гагарин, Королёв"), people).terms["people"] == ("Гагарин", "Королёв")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/articles/proton.md", "/2020/01/proton/"),
        ("content/articles/2020/proton.md", "/2020/01/proton/"),
        ("content/articles/Пуск Протона.md", "/2020/01/pusk-protona/"),
        ("content/articles/index.md", f"/2020/01/index-{short_hash('index')}/"),
        ("content/articles/con.md", f"/2020/01/con-{short_hash('con')}/"),
        ("content/articles/🚀.md", f"/2020/01/n-{short_hash('🚀')}/"),
        ("content/articles/-rf.md", "/2020/01/rf/"),
        ("content/articles/a. .md", "/2020/01/a/"),
        ("content/articles/a\nb.md", "/2020/01/a-b/"),
    ],
)
def test_the_address_comes_from_the_name_of_the_file(orbit: Site, path: str, address: str) -> None:
    assert article(published(), orbit, path).url == address


def test_a_draft_may_lack_everything(orbit: Site) -> None:
    made = article(front("draft: true", body=""), orbit)
    assert (made.draft, made.title, made.date, made.url, made.summary) == (True, "a", None, "/drafts/a/", "")


def test_a_draft_may_hold_guesses(orbit: Site) -> None:
    assert article(published("draft: true", "unsure: {date: из текста}"), orbit).draft


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("tags: Байконур", ("Байконур",)),
        ("tags: Байконур, Казахстан", ("Байконур", "Казахстан")),
        ("tags: 'Байконур, Казахстан'", ("Байконур, Казахстан",)),
        ("tags: [Байконур, байконур, БАЙКОНУР]", ("Байконур",)),
        ("tags: [Полёты, полеты]", ("Полёты",)),
        ("tags: [МС-10, мс 10]", ("МС-10",)),
        ("tags: [C, C++, 'C#']", ("C", "C++", "C#")),
        ("tags: [2016, 2016-12-01, no, 1.10]", ("2016", "2016-12-01", "no", "1.10")),
        ("tags: [a/b, .., ../../x]", ("a/b", "..", "../../x")),
        ("tags: ['', ~, Байконур]", ("Байконур",)),
        ("tags: []", ()),
        ("tags:", ()),
        ("tags: ','", (",",)),
        ("tags:\n  - Байконур\n  - 🚀", ("Байконур", "🚀")),
        ("tags: ['  много   пробелов ']", ("много пробелов",)),
    ],
)
def test_tags_are_understood_however_they_are_typed(orbit: Site, line: str, terms: tuple[str, ...]) -> None:
    assert article(published(line), orbit).terms["tags"] == terms


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("Байконур", "Казахстан", "Россия"), (0, 1, 2)),
        (("Байконур", "''", "Казахстан"), (0, 2)),
        (("Байконур", "байконур", "Казахстан"), (0, 2)),
    ],
)
def test_each_tag_knows_its_line(orbit: Site, names: tuple[str, ...], places: tuple[int, ...]) -> None:
    first, *others = article(published("tags:", *(f"  - {name}" for name in names)), orbit).lines["tags"]
    assert (0, *(line - first for line in others)) == places


@pytest.mark.parametrize(
    ("line", "image"),
    [
        ("image: /images/a.jpg", Image("/images/a.jpg")),
        ("image: https://example.org/a.jpg", Image("https://example.org/a.jpg")),
        ("image: {credit: AP Photo/Dmitri Lovetsky}", Image("", "", "", "AP Photo/Dmitri Lovetsky")),
        ("image: {src: /a.jpg, alt: }", Image("/a.jpg")),
        ("image:", None),
    ],
)
def test_a_picture_is_a_path_or_a_few_words(orbit: Site, line: str, image: Image | None) -> None:
    assert article(published(line), orbit).image == image


@pytest.mark.parametrize(
    ("word", "draft"), [("true", True), ("yes", True), ("True", True), ("false", False), ("NO", False)]
)
def test_a_flag_is_true_or_false(orbit: Site, word: str, draft: bool) -> None:
    assert article(published(f"draft: {word}"), orbit).draft is draft


# what is wrong


def complaints(text: str | bytes, orbit: Site, path: str = PATH) -> str:
    made = entry(text, orbit, path)
    assert made.article is None
    assert made.leaf is None
    return told(made.problems)


def test_what_a_published_article_must_have_is_asked_for(orbit: Site) -> None:
    assert complaints(front(), orbit) == (
        "content/articles/a.md:1: error[title]: `title` is missing\n"
        "  1 | ---\n"
        "  write a line `title: …`\n"
        "content/articles/a.md:1: error[date]: `date` is missing\n"
        "  1 | ---\n"
        "  write a line `date: 2016-12-01`, or `draft: true` while it is unknown"
    )


def test_an_empty_title_is_a_missing_one(orbit: Site) -> None:
    assert complaints(front("title:", "date: 2020-01-02"), orbit).startswith(
        "content/articles/a.md:1: error[title]: `title` is missing\n"
    )


def test_no_guess_is_published(orbit: Site) -> None:
    guesses = published("unsure:", "  date: год из текста", "  source:")
    assert complaints(guesses, orbit) == (
        "content/articles/a.md:5:3: error[unsure]: `date` is still a guess: год из текста\n"
        "  5 |   date: год из текста\n"
        "    |   ^\n"
        "  check it, then remove the line `date:` from `unsure:`; or write `draft: true`\n"
        "content/articles/a.md:6:3: error[unsure]: `source` is still a guess\n"
        "  6 |   source:\n"
        "    |   ^\n"
        "  check it, then remove the line `source:` from `unsure:`; or write `draft: true`"
    )


def test_all_that_is_wrong_is_told_in_one_run(orbit: Site) -> None:
    text = front("date: вчера", "tags: {a: b}", 'draft: "false"', "tittle: Пуск", body="- " * 50)
    assert [line for line in complaints(text, orbit).splitlines() if line.startswith("content/")] == [
        f"content/articles/a.md:2:7: error[date]: `date` {NO_DATE}",
        "content/articles/a.md:3:7: error[tags]: `tags` must be a list of names",
        'content/articles/a.md:4:8: error[draft]: `draft` must be true or false without quotes, not "false"',
        "content/articles/a.md:5:1: warning[key]: unknown key `tittle`",
        "content/articles/a.md:1: error[title]: `title` is missing",
        "content/articles/a.md:8: error[markdown]: more than 40 levels of lists or quotes",
    ]


NO_ADDRESS = "must be a web address that begins with http:// or https://"
NO_DATE = "must be a date like 2016-12-01, 2016-12-01 10:00 or 2016-12-01T10:00+03:00, not 'вчера'"
NO_SLUG = "may hold only a-z, 0-9 and single hyphens between them"
NO_PATH = "must be an address within the site"
SLUGS = [
    "../x", "/etc/x", "a/../../b", "..\\x", "'%2e%2e'", "C:x", "'~'", "Proton", "протон", "a--b", "-a", "a-", "a.b",
    "a_b", "x" * 121, "'..'",
]  # fmt: skip
PATHS = [
    "old/", "../x", "/../x/", "/a/../b/", "/./", "//evil.example/", "/a//b/", "/", "'/a b/'", "/a%2e/", "'/a?b'",
    "'/a#b'", "/.git/hooks/", "/C:/x/", "https://example.org/", "'/a\\b/'", "/" + "я" * 101 + "/",
]  # fmt: skip
MISFITS = [
    ("title: [Пуск]", "2:8", "`title` must be a text, not a list or a mapping"),
    ("title: ''", "2:8", "`title` is empty"),
    ('title: "\\u200b \\x07"', "2:8", "`title` is empty"),
    (f"title: {'я' * 10_000}", "2:8", "`title` has 10,000 letters; at most 2,000 fit here"),
    ("date: [2020-01-02]", "2:7", "`date` must be one date"),
    ("date: 2021-02-30", "2:7", "`date` '2021-02-30' is not in the calendar"),
    ("date: 2020-01-02 10:00 MSK", "2:7", "`date` names a time zone that does not exist: 'MSK'"),
    ("updated: 0000-00-00", "2:10", "`updated` '0000-00-00' is not in the calendar"),
    ("summary: {a: b}", "2:10", "`summary` must be a text, not a list or a mapping"),
    ("source: [РИА]", "2:9", "`source` must be a text, not a list or a mapping"),
    ("source_url: javascript:alert(1)", "2:13", f"`source_url` {NO_ADDRESS}"),
    ("source_url: data:text/html,x", "2:13", f"`source_url` {NO_ADDRESS}"),
    ("source_url: file:///etc/passwd", "2:13", f"`source_url` {NO_ADDRESS}"),
    ("source_url: //evil.example/", "2:13", f"`source_url` {NO_ADDRESS}"),
    ("source_url: https://a:b@example.org/", "2:13", "`source_url` must not hold a user name or password"),
    ("source_url: https://example.org/a b", "2:13", "`source_url` must not hold a space"),
    (f"source_url: https://a.org/{'x' * 9986}", "2:13", "`source_url` has 10,000 letters; at most 2,000 fit here"),
    ("tags: {Байконур: да}", "2:7", "`tags` must be a list of names"),
    ("tags: [[Байконур]]", "2:8", "`tags` must be a text, not a list or a mapping"),
    ("tags: [{a: b}]", "2:8", "`tags` must be a text, not a list or a mapping"),
    (f"tags: [{', '.join(f'т{n}' for n in range(1000))}]", "2:7", "`tags` holds 1,000 names; at most 100 fit"),
    (f"tags: [{'я' * 5000}]", "2:8", "`tags` has 5,000 letters; at most 2,000 fit here"),
    (f"tags: [{'я' * 121}]", "2:8", "`tags` holds a name of 121 letters; at most 120 fit"),
    ("image: images/a.jpg", "2:8", "`image` must begin with / (a file in static/) or with https://"),
    ("image: //evil.example/a.jpg", "2:8", "`image` must be an address within the site"),
    ("image: /../a.jpg", "2:8", "`image` must be an address within the site"),
    ("image: data:image/png;base64,x", "2:8", "`image` must begin with / (a file in static/) or with https://"),
    ("image: {src: a.jpg}", "2:14", "`image` `src` must begin with / (a file in static/) or with https://"),
    ("image: {url: /a.jpg}", "2:9", "`image` has an unknown key `url`"),
    ("image: [/a.jpg]", "2:8", "`image` must hold the keys src, alt, caption, credit"),
    ("draft: on", "2:8", "`draft` must be true or false without quotes, not on"),
    ("draft: 'false'", "2:8", '`draft` must be true or false without quotes, not "false"'),
    ("draft: 0", "2:8", "`draft` must be true or false without quotes, not 0"),
    ("draft: [true]", "2:8", "`draft` must be true or false"),
    ("lang: русский", "2:7", "`lang` must be a language code like ru or en, not 'русский'"),
    ("corrections: [Исправлено]", "2:15", "`corrections` must hold the keys date, text, typo"),
    ("corrections: [{date: 2020-01-02}]", "2:15", "`corrections` needs both `date` and `text`"),
    ("corrections: [{date: вчера, text: a}]", "2:22", f"`corrections` `date` {NO_DATE}"),
    ("unsure: дата", "2:9", "`unsure` must hold lines like `name: text`"),
    ("unsure: {date: [из текста]}", "2:16", "`unsure` `date` must be a text, not a list or a mapping"),
    *((f"slug: {slug}", "2:7", f"`slug` {NO_SLUG}") for slug in SLUGS),
    *((f"aliases: [{alias}]", "2:11", f"`aliases` {NO_PATH}") for alias in PATHS),
    ("aliases: [[/a/]]", "2:11", "`aliases` must be a text, not a list or a mapping"),
    ("aliases: [~]", "2:11", "`aliases` is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "place", "said"), MISFITS, ids=lambda text: text[:50])
def test_a_value_that_does_not_fit_is_told_with_its_place(orbit: Site, line: str, place: str, said: str) -> None:
    key = line.partition(":")[0]
    rest = [each for each in ("title: Пуск", "date: 2020-01-02") if not each.startswith(f"{key}:")]
    first = complaints(front(line, *rest), orbit).splitlines()[0]
    assert first == f"content/articles/a.md:{place}: error[{key}]: {said}"


@pytest.mark.parametrize("slug", ["proton", "proton-m", "1", "404", "2020-01-02", "index", "x" * 120])
def test_a_slug_is_an_address(orbit: Site, slug: str) -> None:
    assert article(published(f"slug: {slug}"), orbit).url == f"/2020/01/{slug}/"


def test_a_misspelt_key_does_no_harm_and_is_guessed(orbit: Site) -> None:
    made = entry(published("dtae: 2020-01-02", "layout: ../../etc/passwd"), orbit)
    assert made.article
    assert told(made.problems).replace(", ".join(sorted(KEYS)), "…") == (
        "content/articles/a.md:4:1: warning[key]: unknown key `dtae`\n"
        "  4 | dtae: 2020-01-02\n"
        "    | ^\n"
        "  did you mean `date`?\n"
        "content/articles/a.md:5:1: warning[key]: unknown key `layout`\n"
        "  5 | layout: ../../etc/passwd\n"
        "    | ^\n"
        "  known here: …"
    )


KEYS = """title date updated summary source source_url archived author dateline cites known tags topics image slug
aliases draft lang translation_of rights expires corrections seed suggested unsure extra""".split()


def test_a_key_with_control_characters_is_shown_harmlessly(orbit: Site) -> None:
    made = entry(published('"\\e[31mred": 1'), orbit)
    assert "unknown key `\\x1b[31mred`" in told(made.problems)
    assert "\x1b" not in told(made.problems)


def test_what_is_odd_but_harmless_is_a_warning(orbit: Site) -> None:
    made = entry(published("updated: 2019-01-01", "source_url: https://example.org/"), orbit)
    assert made.article
    assert told(made.problems) == (
        "content/articles/a.md:4:1: warning[updated]: `updated` is earlier than `date`\n"
        "  4 | updated: 2019-01-01\n"
        "    | ^\n"
        "content/articles/a.md:5:1: warning[source_url]: `source_url` is not shown without a `source`\n"
        "  5 | source_url: https://example.org/\n"
        "    | ^\n"
        "  write a line `source: …`"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_are_counted_the_same_however_they_end(orbit: Site, end: str) -> None:
    text = front("title: Пуск", "date: вчера", body="[a](нет.md)").replace("\n", end)
    assert complaints("\ufeff" + text, orbit).startswith("content/articles/a.md:3:7: error[date]: ")


def test_a_file_without_its_last_line_end_is_read(orbit: Site) -> None:
    assert article(published().rstrip("\n"), orbit).text.html == "<p>Ракета взлетела.</p>"
    assert article("---\ntitle: Пуск\ndate: 2020-01-02\n---", orbit).text.html == ""


# pages and the texts of terms


def test_a_topic_has_a_title_and_a_text(orbit: Site) -> None:
    made = leaf("---\ntitle: Байконур\naliases: /old/\n---\nКосмодром.\n", orbit)
    assert (made.title, made.url, made.summary, made.aliases) == ("Байконур", "/topics/a/", "Космодром.", ("/old/",))
    assert (made.lang, made.draft) == ("ru", False)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/pages/about.md", "/about/"),
        ("content/tags/Протон-М.md", "/tags/proton-m/"),
        ("content/sources/ria.md", "/sources/ria/"),
    ],
)
def test_a_page_stands_where_its_folder_says(orbit: Site, path: str, address: str) -> None:
    assert leaf("---\ntitle: О нас\n---\n", orbit, path).url == address


def test_a_page_needs_a_title_whatever_else_is_wrong(orbit: Site) -> None:
    assert complaints("---\ndate: 2020-01-02\n---\n", orbit, "content/pages/a.md") == (
        "content/pages/a.md:2:1: warning[key]: unknown key `date`\n"
        "  2 | date: 2020-01-02\n"
        "    | ^\n"
        "  did you mean `draft`?\n"
        "content/pages/a.md:1: error[title]: `title` is missing\n"
        "  1 | ---\n"
        "  write a line `title: …`"
    )


@pytest.mark.parametrize("lines", ["", "title:\n", "title: []\n", "draft: true\n", "slug: ../x\n"])
def test_a_broken_page_never_comes_to_be(orbit: Site, lines: str) -> None:
    assert "error[" in complaints(f"---\n{lines}---\n", orbit, "content/pages/a.md")


# whatever is typed

SCRAPS = st.text(max_size=20) | st.sampled_from(
    [
        "",
        "~",
        "no",
        "true",
        "2020-01-02",
        "вчера",
        "/a/",
        "//a/",
        "https://example.org/",
        "a.jpg",
        "🚀",
        "\x1b[31m",
        "-1",
    ]
)
VALUES = st.recursive(
    SCRAPS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["src", "alt", "date", "text", "title", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(
    derandomize=True, deadline=None, database=None, max_examples=examples(300), suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), VALUES, max_size=6), st.booleans())
def test_whatever_stands_in_front_matter_is_read_or_told(orbit: Site, meta: dict[str, object], quoted: bool) -> None:
    text = spelt(Document(meta, "Текст."))
    if not quoted:
        text = text.replace("'", "")
    for path in (PATH, "content/topics/a.md"):
        entry_made = entry(text, orbit, path)
        assert (entry_made.article or entry_made.leaf) is not None or any(
            problem.level == "error" and problem.path == path for problem in entry_made.problems
        )
        assert "\x1b" not in told(entry_made.problems)


def test_an_empty_draft_key_publishes_nothing(orbit: Site) -> None:
    assert entry(published("draft:"), orbit).article is None
    assert "`draft` must be true or false" in told(entry(published("draft:"), orbit).problems)
