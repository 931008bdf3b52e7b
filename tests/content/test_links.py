"""Links between content files: where they lead, and which of them lead nowhere."""

from __future__ import annotations

import pytest

from digest.content.links import MARK, encoded, file_target, rewritten, safe
from tests.content.reader import shelved, told
from tests.desk import Desk

HERE = "content/articles/2020/a.md"


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("b.md", ("content/articles/2020/b.md", "")),
        ("./b.md", ("content/articles/2020/b.md", "")),
        ("../b.md#c", ("content/articles/b.md", "c")),
        ("../../topics/x.md", ("content/topics/x.md", "")),
        ("b.jpg?v=2#c", ("content/articles/2020/b.jpg", "c")),
        ("sub//b.md", ("content/articles/2020/sub/b.md", "")),
        ("%D0%BF%D1%83%D1%81%D0%BA.md", ("content/articles/2020/пуск.md", "")),
        ("a%20b.md", ("content/articles/2020/a b.md", "")),
        ("../../../../etc/passwd", ("content/../../etc/passwd", "")),
        ("..%2f..%2f..%2f..%2fetc%2fpasswd", ("content/../../etc/passwd", "")),
        ("", None),
        ("#c", None),
        ("?a=b", None),
        ("/about/", None),
        ("%2Fetc/passwd", None),
    ],
)
def test_a_relative_link_means_a_file_of_content(target: str, file: tuple[str, str] | None) -> None:
    assert file_target(target, HERE) == file


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://example.org/", "https://example.org/"),
        ("MAILTO:a@example.org", "MAILTO:a@example.org"),
        ("tel:+7", "tel:+7"),
        ("//example.org/a\\b", "https://example.org/a/b"),
        ("\\\\example.org", "https://example.org"),
        ("b.md", f"{MARK}b.md"),
        ("  b.md ", f"{MARK}b.md"),
        ("", MARK),
        ("a:b", None),
        ("javascript:x", None),
        (" \x01Java\tScript:x", None),
        (f"{MARK}javascript:x", None),
        ("1a:b", f"{MARK}1a:b"),
        ("ёж:1", f"{MARK}ёж:1"),
    ],
)
def test_only_four_schemes_are_let_through(target: str, kept: str | None) -> None:
    assert safe(target) == kept


def test_marked_addresses_are_rewritten_and_the_rest_is_left_alone() -> None:
    html = f'<a href="{MARK}/x/">{MARK[:0]}a</a> <img src="{MARK}"> <a href="/y/">b</a>'
    assert rewritten(html, lambda target: f"[{target}]") == '<a href="[/x/]">a</a> <img src="[]"> <a href="/y/">b</a>'
    assert rewritten(html, lambda target: target or None) == '<a href="/x/">a</a> <img> <a href="/y/">b</a>'


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/пуск/", "/%D0%BF%D1%83%D1%81%D0%BA/"),
        ("/a b/", "/a%20b/"),
        ("/a%20b/?c=d&e#f", "/a%20b/?c=d&e#f"),
        ('/"<>/', "/%22%3C%3E/"),
    ],
)
def test_an_address_is_coded_once(url: str, address: str) -> None:
    assert encoded(url) == encoded(encoded(url)) == address


# in a site


def page(desk: Desk, body: str, **flags: object) -> str:
    """The HTML of an article with this body, its addresses marked by `§`; nothing may be wrong with it."""
    path = desk.article("Эта", body, slug="this")
    found = shelved(desk, **flags)
    assert told(found.problems) == ""
    return next(each for each in found.articles if each.path == path).text.html.replace(MARK, "§")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with something to link to."""
    desk.article("Протон", "# Старт\n\nТекст.", slug="proton")
    desk.article("Имя с пробелом", slug="Пуск Протона")
    desk.write("content/topics/baikonur.md", "---\ntitle: Байконур\n---\n\n## История\n")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n")
    desk.write("content/articles/схема & #1.jpg", b"")
    return desk


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("proton.md", "§/2020/01/proton/"),
        ("./proton.md#start", "§/2020/01/proton/#start"),
        ("../topics/baikonur.md", "§/topics/baikonur/"),
        ("../topics/baikonur.md#istoriya", "§/topics/baikonur/#istoriya"),
        ("../pages/about.md", "§/about/"),
        ("this.md", "§/2020/01/this/"),
        ("<Пуск Протона.md>", "§/2020/01/pusk-protona/"),
        ("Пуск%20Протона.md", "§/2020/01/pusk-protona/"),
        ("%D0%9F%D1%83%D1%81%D0%BA%20%D0%9F%D1%80%D0%BE%D1%82%D0%BE%D0%BD%D0%B0.md", "§/2020/01/pusk-protona/"),
        ("<схема & %231.jpg>", "§/media/articles/%D1%81%D1%85%D0%B5%D0%BC%D0%B0%20%26%20%231.jpg"),
        ("/about/?a=1&b=2", "§/about/?a=1&amp;b=2"),
        ("#here", "§#here"),
        ("#", "§#"),
        ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&amp;copy=2"),
        ("//example.org/", "https://example.org/"),
    ],
)
def test_a_link_leads_where_its_author_meant(full: Desk, typed: str, address: str) -> None:
    assert f'<a href="{address}"' in page(full, f"# Here\n\n[a]({typed})")


def test_a_picture_beside_an_article_is_published_with_it(full: Desk) -> None:
    full.write("content/articles/unused.jpg", b"")
    assert 'src="§/media/articles/' in page(full, "![a](<схема & %231.jpg>)")
    assert shelved(full).assets == ("content/articles/схема & #1.jpg",)


def test_a_link_to_a_draft_is_live_where_drafts_are_shown(full: Desk) -> None:
    full.edit("content/articles/proton.md", "title:", "draft: true\ntitle:")
    assert '<a href="§/2020/01/proton/"' in page(full, "[a](proton.md)", drafts=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("нет.md", "the link leads to content/articles/нет.md, which does not exist"),
        ("proton", "the link leads to content/articles/proton, which does not exist"),
        ("Proton.md", "the link leads to content/articles/Proton.md, which does not exist"),
        ("нет.jpg", "the link leads to content/articles/нет.jpg, which does not exist"),
        ("../../etc/passwd", "the link leads out of the folder content/, to etc/passwd"),
        (
            "../../static/images/a.png",
            "the link leads out of the folder content/, to static/images/a.png: write /images/a.png",
        ),
        ("../../../etc/passwd", "the link leads out of the folder content/, to ../etc/passwd"),
        (
            "../../content/articles/proton.md",
            "the link leads out of the folder content/, to content/articles/proton.md",
        ),
        ("draft.md", "the link leads to content/articles/draft.md, which is a draft or not yet due"),
        ("later.md", "the link leads to content/articles/later.md, which is a draft or not yet due"),
        ("broken.md", "the link leads to content/articles/broken.md, which has errors"),
        ("proton.md#finish", "content/articles/proton.md has no heading with the anchor `#finish`"),
        ("#нет", "no heading here has the anchor `#нет`"),
        ("#fn:9", "no heading here has the anchor `#fn:9`"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(full: Desk, typed: str, said: str) -> None:
    full.article("Черновик", slug="draft", draft=True)
    full.article("Позже", slug="later", date="2030-01-02")
    full.write("content/articles/broken.md", "---\ntitle: Без даты\n---\n")
    path = full.article("Эта", f"Раз.\n\nДва [a]({typed}) три.", slug="this")
    found = shelved(full)
    problems = [each for each in found.problems if each.path == path]
    assert told(problems) == (
        f"content/articles/this.md:8:9: error[link]: {said}\n  8 | Два [a]({typed}) три.\n    |         ^\n"
        "  mend the address, or take the link out"
    )
    html = next(each for each in found.articles if each.path == path).text.html
    assert "<a>a</a>" in html or typed.startswith("#") or "proton.md" in typed


def test_a_picture_that_is_not_there_has_no_address_either(full: Desk) -> None:
    full.article("Эта", '![a](нет.jpg) ![b](javascript:x) say: href="" src=""', slug="this")
    html = next(each for each in shelved(full).articles if each.title == "Эта").text.html
    assert html == ('<p><img alt="a" loading="lazy"> <span>b</span> say: href="" src=""</p>')


def test_each_mistake_is_told_once_and_where_it_stands(full: Desk) -> None:
    full.article(
        "Эта", "![a](javascript:x) [b]( javascript:x) [c](<нет.md>)\n[d][e] [f][e]\n\n[e]: net.md", slug="this"
    )
    assert [(each.line, each.column) for each in shelved(full).problems] == [(6, 44), (9, 6), (6, 6), (6, 25)]


def test_an_address_that_was_taken_away_is_a_warning(full: Desk) -> None:
    full.article("Эта", "Раз [a](javascript:alert(1)).", slug="this")
    assert told(shelved(full).problems) == (
        "content/articles/this.md:6:9: warning[link]: the address `javascript:alert(1)` was removed: "
        "only http, https, mailto and tel are let through\n"
        "  6 | Раз [a](javascript:alert(1)).\n"
        "    |         ^"
    )


def test_links_in_the_texts_of_topics_and_pages_are_followed_too(full: Desk) -> None:
    full.write("content/pages/about.md", "---\ntitle: О нас\n---\n[a](../articles/proton.md) [b](нет.md)\n")
    found = shelved(full)
    assert [(each.path, each.line, each.column) for each in found.problems] == [("content/pages/about.md", 4, 32)]
    assert '<a href="§/2020/01/proton/">' in found.pages[0].text.html.replace(MARK, "§")


def test_no_link_reads_or_publishes_a_file_outside(full: Desk) -> None:
    full.write("../secret.jpg", b"secret")
    full.article("Эта", "![a](../../../secret.jpg) ![b](/../secret.jpg) ![c](..%2F..%2F..%2Fsecret.jpg)", slug="this")
    found = shelved(full)
    assert found.assets == ()
    assert len(found.problems) == 2


@pytest.mark.parametrize("target", ["javascript&amp;colon;alert(1)", "javascript&amp;#58;alert(1)", "\\evil.example"])
def test_a_tricky_address_never_comes_alive_on_its_way(full: Desk, target: str) -> None:
    full.article("Эта", f"[a]({target})", slug="this")
    html = next(each for each in shelved(full).articles if each.title == "Эта").text.html
    assert html == "<p><a>a</a></p>"
