"""Whatever lies in the folder: it is converted or named, in time, and what is written can be read back."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from digest.content.article import read_article
from digest.content.frontmatter import parse, plain, spelt
from digest.content.markup import Markup
from digest.errors import DigestError
from digest.publish_yaml import Publish
from digest.seeds.convert import document
from digest.settings import Site

SITE = Site(
    title="Орбита", base_url="https://example.org/", description="", author="", logo="", language="ru",
    timezone="Europe/Moscow", theme="gazette", permalinks={"articles": "/{year}/{month}/{slug}/"},
    taxonomies={"tags": "", "topics": ""}, menu=(), paginate=20, feed_items=20, cards=0, issue_topics=(), mail=None,
    markdown_html=False, typography=True, publish=Publish(), extra={},
)  # fmt: skip
PROSE = "Ракета стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
MEGABYTE = 1024 * 1024

lines = some.one_of(
    some.text(max_size=60),
    some.sampled_from([PROSE, PROSE + " Да.", "", "Войти", "28.07 14:54", "МОСКВА, 1 дек - ТАСС. " + PROSE]),
    some.sampled_from(["Фото: ТАСС", "Теги: a: b, [c], 'd", "© x: #y", "Автор: Иван Петров", "Источник: «: #»"]),
    some.sampled_from(["---", "title: [", "{{ 7*7 }}", "{% x %}", "# C#"]),
)


@given(some.lists(lines, max_size=12))
@settings(max_examples=300, deadline=None)
def test_c22_c23_c24_c25_every_draft_can_be_read_back_and_built(parts):
    try:
        made = document("\n".join(parts).encode("utf-8", "ignore"), "seeds/a.txt").document
    except DigestError:
        return
    text = spelt(made).encode("utf-8")
    assert plain(parse(text, "content/articles/a.md").meta)["title"] == made.meta["title"]
    entry = read_article(text, "content/articles/a.md", SITE, Markup(raw_html=False))
    assert [str(problem) for problem in entry.problems if problem.level == "error"] == []


@pytest.mark.parametrize(
    "title",
    [": # [ ] ' @ % - ? ! rocket", "Россия: новые пуски", "- Привет, орбита", "'Ланцет над полем", "C# и #1 на орбите",
     "2016-12-01 на орбите было тихо", "🚀 ракета взлетела в небо", "а" * 240],
)  # fmt: skip
def test_c25_odd_titles_are_written_so_that_they_read_back(title):
    made = document(f"<title>{title}</title><h1>{title}</h1><p>{PROSE} {PROSE}</p>".encode(), "seeds/a.html").document
    assert plain(parse(spelt(made).encode(), "a.md").meta)["title"] == title


def test_c25_a_title_of_ten_thousand_letters_is_cut():
    made = document(f"<title>{'слово ' * 2000}</title><p>{PROSE} {PROSE}</p>".encode(), "seeds/a.html").document
    assert len(made.meta["title"]) <= 500


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("C2-paragraphs", lambda: "\n\n".join(f"{n}. {PROSE}" for n in range(52_000))),
        ("C3-a million numbers", lambda: "\n".join(map(str, range(1_000_000)))),
        ("C4-one line", lambda: (PROSE + " ") * 57_000),
        ("C4-one word", lambda: "я" * 5 * MEGABYTE),
        ("C4-signs", lambda: "a.b " * (MEGABYTE * 5 // 2)),
        ("C4-addresses", lambda: "http://a.b/c " * (MEGABYTE * 3 // 4)),
        ("C19-one tag after another", lambda: "<html>" + "<p>x" * 120_000),
        ("C2-items", lambda: "<html><ul>" + "<li>слово дня</li>" * 60_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_ten_megabytes_take_seconds(name, text):
    data = text().encode()[: 10 * MEGABYTE]
    data = data[: data.rfind(b" ") if b" " in data[-200:] else len(data) // 2 * 2]
    began = time.process_time()
    with suppress(DigestError):
        document(data, "seeds/a.txt")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n\n".join([f"{n}. {PROSE} {PROSE}" for n in range(1_100)]), "225,489"),
        ("\n\n".join([f"{n}. {PROSE} {PROSE} " + "[*я*] " * 6 + "." for n in range(810)]), "217,778"),
    ],
    ids=["letters", "letters with the marks"],
)
def test_c2_what_build_would_not_read_is_refused_by_name(text, told):
    with pytest.raises(DigestError) as error:
        document(text.encode(), "seeds/a.txt")
    problem = error.value.problem
    assert (problem.code, problem.path) == ("size", "seeds/a.txt")
    assert problem.message == f"the article in seeds/a.txt has {told} letters; at most 200,000 fit into one"
    assert problem.hint == "cut the seed into parts, each with a headline of its own"


def test_c2_the_longest_article_that_is_converted_can_be_built():
    text = "\n\n".join([f"{n}. {PROSE} {PROSE}" for n in range(960)])
    made = spelt(document(text.encode(), "seeds/a.txt").document).encode()
    assert len(made.decode()) > 190_000
    entry = read_article(made, "content/articles/a.md", SITE, Markup(raw_html=False))
    assert [str(problem) for problem in entry.problems if problem.level == "error"] == []


@pytest.mark.slow
def test_c3_an_article_in_a_million_lines_is_found():
    text = "да\nнет\n" * 200_000 + f"\n{PROSE}\n\n{PROSE} Да.\n\n" + "да\nнет\n" * 300_000
    made = document(text.encode(), "seeds/a.txt")
    assert made.document.body.endswith(f"{PROSE}\n\n{PROSE} Да.")
    assert len(made.document.body) < 3 * len(PROSE)
    assert made.seed.notes == (
        "of 1,000,006 lines only the 40,000 with the most text were looked at",
        "of 39,998 lines only the 8,000 with the most text were judged",
    )
