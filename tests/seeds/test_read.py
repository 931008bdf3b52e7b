"""Seeds come in every encoding and shape; what is read is the same, and what is no text is named."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.errors import DigestError
from digest.seeds.read import read
from digest.seeds.webpage import blocks_and_facts


def test_a_paragraph_broken_into_lines_is_one():
    text = (
        "Станция опустилась на поверхность планеты и ещё двадцать\n"
        "три минуты передавала, как там жарко, а потом замолчала\n"
        "навсегда, но её успели услышать."
    )
    seed = read(text.encode(), "seeds/a.txt")
    assert [(block.text, block.line, block.end) for block in seed.blocks] == [(text.replace("\n", " "), 1, 3)]


def test_bullets_make_items_and_a_dash_makes_a_line_of_dialogue():
    seed = read("  • первое\n— второе;\n— Кто там? — спросил он.".encode(), "seeds/a.txt")
    assert [(block.kind, block.text) for block in seed.blocks] == [
        ("li", "первое"),
        ("li", "второе;"),
        ("", "— Кто там? — спросил он."),
    ]


# saved pages


def words(source):
    return [block.text for block in blocks_and_facts(source, "seeds/a.html")[0]]


def test_blocks_keep_what_the_page_says_of_them():
    blocks, _ = blocks_and_facts(
        '<h2>A heading</h2><ul><li><a href="/">linked</a> item</ul><blockquote><p>said</p></blockquote>'
        '<nav>menu</nav><figure><figcaption>a picture</figcaption></figure><div class="comments-list">words</div>',
        "seeds/a.html",
    )
    assert [(block.kind, block.text) for block in blocks] == [
        ("h2", "A heading"),
        ("li", "linked item"),
        ("quote", "said"),
        ("", "menu"),
        ("caption", "a picture"),
        ("", "words"),
    ]
    assert blocks[1].links == pytest.approx(6 / 11)
    assert "nav" in blocks[3].place
    assert "comments" in blocks[5].place


def test_a_page_tells_its_facts():
    _, facts = blocks_and_facts(
        '<html lang="ru"><title>Заголовок — Сайт</title><meta property="og:site_name" content="Сайт">'
        '<link rel="canonical" href="https://example.org/a"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "Заголовок", "datePublished": "2015-07-17T09:00",'
        ' "author": [{"name": "Нина"}, {"name": "Пётр"}]}</script>',
        "seeds/a.html",
    )
    assert (facts.headline, facts.site, facts.author, facts.language) == ("Заголовок", "Сайт", "Нина, Пётр", "ru")
    assert (facts.published, facts.url) == ("2015-07-17T09:00", "https://example.org/a")


@given(some.text())
def test_any_text_is_read(text):
    with suppress(DigestError):
        read(text.encode("utf-8", "surrogatepass"), "seeds/a.txt", lossy=True)


@given(
    some.lists(some.sampled_from(["<p>", "</p>", "<div ", "'", '"', "<!--", "-->", "<script>", "a", "&lt;", "=", ">"]))
)
def test_any_soup_of_tags_is_read(parts):
    blocks_and_facts("".join(parts), "seeds/a.html")
