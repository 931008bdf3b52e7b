"""A saved page falls into blocks as a browser would show them, and each block knows where on the page it stands."""

import pytest

from digest.errors import DigestError
from digest.seeds.blocks import Element
from digest.seeds.webpage import blocks_and_facts


def blocks(source):
    return blocks_and_facts(source, "seeds/a.html")[0]


def words(source):
    return [block.text for block in blocks(source)]


def test_blocks_are_numbered_by_their_order_on_the_page():
    found = blocks("<p>one</p>\n\n\n<ul><li>two<li>three</ul>")
    assert [(block.line, block.end, block.text) for block in found] == [(1, 1, "one"), (2, 2, "two"), (3, 3, "three")]
    assert all(block.alone for block in found)


def test_a_block_knows_the_elements_around_it():
    first, second = blocks('<html><body><main><div class="Article__Body" id=text><p>one</p><p>two</p></div></main>')
    main = Element(3, "main", "", frozenset({"main"}))
    body = Element(4, "div", "article__body text")
    assert first.around == (main, body, Element(5, "p"))
    assert second.around == (main, body, Element(6, "p"))
    assert first.around[1] is second.around[1]


def test_the_innermost_element_holds_all_words_of_a_block():
    name, line, broken = blocks("<p><span class=byline>Anna</span><p><b>A</b> word<p><a href=x><i>one</i> two</a><br>")
    assert [each.name for each in name.around] == ["p", "span"]
    assert [each.name for each in line.around] == ["p"]
    assert [each.name for each in broken.around] == ["p", "a"]


def test_blocks_of_one_list_quote_or_table_have_one_number():
    found = blocks(
        "<ul><li>a<ol><li>b</ol><li>c</ul><p>d</p><ul><li>e</ul><blockquote><p>f<p>g</blockquote>"
        "<table><tr><td>h<td>i</table><dl><dt>j<dd>k</dl>"
    )
    groups = {block.text: block.group for block in found}
    assert groups["a"] == groups["b"] == groups["c"] != groups["e"]
    assert groups["f"] == groups["g"]
    assert groups["h"] == groups["i"]
    assert groups["j"] == groups["k"]
    assert groups["d"] == 0
    assert len(set(groups.values())) == 6


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>one</body></html><p>two", ["one", "two"]),
        ("<html><body><p>one</p></body><body><p>two", ["one", "two"]),
        ("<frameset><frame src=a></frameset><p>one", ["one"]),
        ("<p>one<p>two<div>three", ["one", "two", "three"]),
        ("<center>one<font size=2>, two</font></center>three", ["one, two", "three"]),
        ("<p>o<wbr>ne, t<!-- bad -->wo", ["one, two"]),
        ("<amp-story><p>one</p>two</amp-story>", ["one", "two"]),
        ("<table><tr><td>one<td>two<tr><td>three</table>four", ["one", "two", "three", "four"]),
        ("<pre>one\n  two</pre>", ["one two"]),
        ("<meta charset=windows-1251><p>слово", ["слово"]),
        ('<?xml version="1.0" encoding="koi8-r"?><p>слово', ["слово"]),
        ("<p>a\x00b&#0;&shy;c&nbsp;d&#27;[31m&#8238;", ["ab\ufffdc d"]),
        ("<p>\ud800x", ["?x"]),
        ("", []),
        ("<!-- bad -->", []),
    ],
)
def test_words_are_found_in_whatever_html(source, found):
    assert words(source) == found


@pytest.mark.parametrize("name", ["nav", "button", "section", "form", "li"])
def test_an_element_ends_where_its_end_tag_stands_though_a_division_inside_is_left_open(name):
    found = blocks(f"<main><{name}><div><div>inside</{name}>outside<p>text")
    assert [block.text for block in found][-2:] == ["outside", "text"]
    assert [each.name for each in found[-1].around] == ["main", "p"]


def test_an_item_ends_where_the_next_begins_though_a_division_inside_is_left_open():
    found = blocks("<ul><li><div>a<li><div>b<ul><li>c</ul></ul><nav><div>d</nav>")
    assert [[each.name for each in block.around if each.name == "li"] for block in found] == [
        ["li"], ["li"], ["li", "li"], []
    ]  # fmt: skip


def test_divisions_in_a_table_end_nothing_outside_of_it():
    found = blocks("<nav><table><tr><td><div></nav>a</table></nav><p>b<nav><div>c</nav><p>d")
    assert [block.text for block in found if "nav" in block.place] == ["a", "c"]


@pytest.mark.parametrize("tag", ["div", "b", "font", "blockquote", "span", "h1", "section", "x-y"])
def test_a_page_nested_beyond_reason_keeps_its_words(tag):
    assert "".join(words(f"<title>t</title>one<{tag}>" + f"<{tag}>two" * 5_000)) == "one" + "two" * 5_000


def test_a_tag_with_too_many_attributes_is_refused_by_name():
    with pytest.raises(DigestError) as error:
        words("<p>one<p " + " ".join(f"a{number}='>'" for number in range(2_001)) + ">")
    assert str(error.value) == (
        "seeds/a.html: error[size]: a tag of this page has 2,001 different attributes; at most 2,000 are read\n"
        "  save only the article"
    )


def test_a_long_picture_within_a_tag_is_no_crowd_of_attributes():
    assert words(f"<img src='data:image/png;base64,{'iVBOR w0KG = ' * 5_000}'>one") == ["one"]


def test_deep_blocks_share_what_is_told_of_the_elements_around_them():
    deep = blocks("<div>" * 1_500 + "a<p>b")
    assert [len(block.around) for block in deep] == [200, 200]
    assert deep[0].around is deep[1].around
