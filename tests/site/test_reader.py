"""What helps a reader along: minutes, days, facts, the original and its copy, other languages, feeds, the way about."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from markupsafe import escape

from digest.content.pace import minutes
from digest.site.archive_pages import month_sheet
from digest.site.layers import builtin
from tests.desk import Desk

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# minutes


@pytest.mark.parametrize(
    ("words", "lang", "told"),
    [(0, "ru", 0), (179, "ru", 0), (180, "ru", 1), (300, "ru", 2), (900, "ru", 5), (900, "en-GB", 4), (360, "xx", 2)],
)
def test_a_text_takes_as_long_as_people_read_in_its_language(words: int, lang: str, told: int) -> None:
    assert minutes(words, lang) == told


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        ("ru", 180, "1 минута чтения"),
        ("ru", 540, "3 минуты чтения"),
        ("ru", 900, "5 минут чтения"),
        ("en", 230, "1 minute’s read"),
        ("en", 690, "3 minutes’ read"),
    ],
)
def test_the_byline_tells_how_long_a_text_takes_to_read(desk: Desk, code: str, words: int, told: str) -> None:
    desk.settings(language=code)
    desk.article("Пуск", " ".join(["слово"] * words), slug="pusk")
    desk.build()
    assert f"<span>{told}</span>" in desk.page("/2020/01/pusk/")


def test_nothing_is_told_of_less_than_a_minute_or_of_a_text_that_is_gone(desk: Desk) -> None:
    desk.article("Коротко", slug="a")
    desk.article("Истекло", " ".join(["слово"] * 900), slug="b", expires="2021-01-01")
    desk.build()
    assert not any("чтения" in desk.page(f"/2020/01/{name}/") for name in "ab")


# days


@pytest.mark.parametrize(
    ("code", "first", "begins"),
    [("ru", ("пн", "понедельник"), [0, 0, 1, 2, 3, 4, 5]), ("en-US", ("Su", "Sunday"), [0, 0, 0, 1, 2, 3, 4])],
)
def test_a_week_begins_as_the_language_has_it(code: str, first: tuple[str, str], begins: list[int]) -> None:
    sheet = month_sheet(code, 2020, 1, {1: 2})
    assert (sheet.weekdays[0].short, sheet.weekdays[0].whole) == first
    assert [day.day for day in sheet.weeks[0]] == begins
    assert [day.day for week in sheet.weeks for day in week if day.day] == list(range(1, 32))
    assert [(day.day, day.anchor, day.count) for week in sheet.weeks for day in week if day.count] == [(1, "day-1", 2)]


def test_the_days_of_a_month_lead_to_their_articles(desk: Desk) -> None:
    desk.article("Утро", slug="a", date="2020-01-07 08:00")
    desk.article("Вечер", slug="b", date="2020-01-07 20:00")
    desk.article("Завтра", slug="c", date="2020-01-08 00:30")
    desk.build()
    page = desk.page("/archive/2020/01/")
    assert re.findall(r'<td><a href="#(.*?)">(\d+)</a></td>', page) == [("day-7", "7"), ("day-8", "8")]
    assert len(re.findall(r'<th scope="col" abbr="\w+">', page)) == 7
    days = {part[:1]: re.findall(r"/2020/01/([abc])/", part) for part in page.split('id="day-')[1:]}
    assert days == {"8": ["c"], "7": ["b", "a"]}
    assert "<table" not in desk.page("/archive/2020/")


# facts, the original and its copy


def test_what_is_known_stands_before_the_text_as_it_was_typed(desk: Desk) -> None:
    desk.article("Пуск", slug="pusk", known=["Экипаж <b>жив</b>.", "Ракета *упала*."])
    assert desk.build().err == ""
    page = desk.page("/2020/01/pusk/")
    box = page[page.index("Что известно") : page.index('class="prose"')]
    assert re.findall("<li>(.*?)</li>", box) == ["Экипаж &lt;b&gt;жив&lt;/b&gt;.", "Ракета *упала*."]


def test_what_is_known_is_set_by_the_rules_of_its_language(desk: Desk) -> None:
    desk.settings(typography=True)
    desk.article("Пуск", slug="a", known=['"Союз" - цел'])
    desk.article("Launch", slug="b", lang="en", known=['"Soyuz" is safe'])
    desk.build()
    assert "<li>«Союз»\u00a0— цел</li>" in desk.page("/2020/01/a/")
    assert "<li>“Soyuz” is safe</li>" in desk.page("/2020/01/b/")


def test_what_is_known_goes_with_the_text(desk: Desk) -> None:
    desk.article("Пуск", slug="pusk", known=["Экипаж жив."], expires="2021-01-01")
    desk.build()
    assert "Экипаж" not in desk.page("/2020/01/pusk/")


def test_a_reader_finds_the_original_its_copy_and_the_rights(desk: Desk) -> None:
    copy = "https://web.archive.org/web/2020/https://tass.ru/1"
    desk.article("Пуск", slug="pusk", source="ТАСС", source_url="https://tass.ru/1", archived=copy, rights="© ТАСС")
    assert desk.build().err == ""
    card = desk.page("/2020/01/pusk/").partition('class="colophon"')[2]
    assert f'<a href="{copy}" rel="noopener">копия в архиве</a>' in card
    assert text(card).startswith("> Источник ТАСС: оригинал копия в архиве Права © ТАСС")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/static/copy.html"])
def test_a_copy_must_be_a_web_address(desk: Desk, address: str) -> None:
    desk.article("Пуск", source="ТАСС", archived=address)
    assert "`archived` must be a web address" in desk.build().err


def test_a_copy_without_a_source_is_told(desk: Desk) -> None:
    desk.article("Пуск", archived="https://archive.org/1")
    assert "warning[archived]: `archived` is not shown without a `source`" in desk.build().err


# other languages


def test_a_text_and_its_translations_lead_to_each_other(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/")
    desk.article("Пуск", slug="a")
    desk.article("Launch", slug="b", lang="en", translation_of="a")
    desk.article("Start", slug="c", lang="de", translation_of="content/articles/b.md")
    assert desk.build().err == ""
    links = {name: re.findall(r'hreflang="(..)"[^>]*>([^<]+)</a>', desk.page(f"/2020/01/{name}/")) for name in "abc"}
    assert links == {
        "a": [("de", "Deutsch"), ("en", "Read in English")],
        "b": [("de", "Deutsch"), ("ru", "Читать по-русски")],
        "c": [("en", "Read in English"), ("ru", "Читать по-русски")],
    }
    told = {name: re.findall(r'hreflang="(..)" href="(.*?)"', desk.page(f"/2020/01/{name}/")) for name in "abc"}
    whole = {
        lang: f"https://example.org/repo/2020/01/{name}/" for lang, name in zip(("ru", "en", "de"), "abc", strict=True)
    }
    assert all(dict(each) == whole and len(each) == 3 for each in told.values())


def test_a_translation_is_no_further_reading(desk: Desk) -> None:
    for name, lang in (("a", "ru"), ("b", "en"), ("c", "ru")):
        meta = {"translation_of": "a"} if name == "b" else {}
        desk.article(f"Пуск {name}", slug=name, lang=lang, tags=["Редкая", "Метка"], **meta)
    assert desk.build().err == ""
    related = desk.page("/2020/01/a/").partition('class="related"')[2].partition("</nav>")[0]
    assert re.findall(r"/2020/01/(\w)/", related) == ["c"]


def test_originals_may_go_round_in_a_circle_and_lead_to_each_other_all_the_same(desk: Desk) -> None:
    desk.article("Пуск", slug="a", translation_of="b")
    desk.article("Launch", slug="b", lang="en", translation_of="a")
    assert desk.build().err == ""
    assert "Read in English" in desk.page("/2020/01/a/")
    assert "Читать по-русски" in desk.page("/2020/01/b/")


def test_an_original_that_cannot_be_led_to_is_told(desk: Desk) -> None:
    desk.article("Пуск", slug="launch")
    desk.article("Черновик", slug="draft", draft=True)
    desk.article("A", slug="a", lang="en", translation_of="lanch")
    desk.article("B", slug="b", lang="en", translation_of="draft.md")
    desk.article("C", slug="c", translation_of="launch")
    assert desk.build().err == (
        "content/articles/a.md:5:17: error[translation_of]: there is no article `lanch` to be translated\n"
        "  did you mean `launch.md`?\n\n"
        "content/articles/b.md:5:17: warning[translation_of]: "
        "the original `draft.md` is a draft, not yet due, or has errors\n\n"
        "content/articles/c.md:4:17: error[translation_of]: the original `launch` is in the same language, `ru`\n"
        "  write `lang:` into the one that is not in the site's language\n\n"
        "2 errors, 1 warning\n"
    )
    assert "hreflang" not in desk.page("/2020/01/launch/")


def test_a_text_in_another_language_is_marked_wherever_it_is_shown_and_nothing_else_is(desk: Desk) -> None:
    meta = {"tags": ["Редкая", "Метка"], "topics": ["Полёты"]}
    fix = [{"date": "2021-03-04", "text": "Wrong day."}]
    desk.article("Launch", "It flew.", slug="a", lang="en", summary="A launch.", corrections=fix, cites=["РБК"], **meta)
    desk.article("Пуск", slug="b", date="2020-01-03", **meta)
    desk.write("content/topics/polyoty.md", "---\ntitle: Полёты\npinned: [a]\n---\n\nТекст.\n")
    desk.issue(1, "a")
    assert desk.build().err == ""
    for url in desk.urls():
        if url.endswith("/"):
            page = desk.page(url).partition("<body")[2]
            for words in re.findall(
                r"<[^<>]*>(?:Launch|A launch\.|It flew\.|Wrong day\.)<|<[^<>]*>\s*<p>It flew", page
            ):
                assert 'lang="en"' in words, (url, words)
            for marked in re.findall(r'<(\w+)[^<>]* lang="en"[^<>]*>(.*?)</\1>', page, re.DOTALL):
                assert not re.search("[а-яё]", text(marked[1])), (url, marked)
    assert 'lang="en"' in desk.page("/2020/01/b/")


# feeds, search, the way about


def test_every_kind_of_page_announces_the_feed_of_the_site(desk: Desk) -> None:
    desk.article("Пуск", slug="pusk", tags=["Метка"], topics=["Полёты"], source="ТАСС")
    desk.issue(1, "pusk")
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\nМы.\n")
    desk.build()
    pages = [url for url in desk.urls() if url.endswith(("/", ".html"))]
    assert len({kind for url in pages for kind in re.findall(r'class="kind-(\w+)"', desk.page(url))}) >= 11
    for url in pages:
        page = desk.page(url)
        assert re.search(r'<link rel="alternate" type="application/atom\+xml" [^>]*href="/feed.xml">', page), url
        assert re.search(r'<link rel="alternate" type="application/feed\+json" [^>]*href="/feed.json">', page), url


def test_no_two_entries_of_a_feed_are_of_one_moment_and_none_moves_when_another_comes(desk: Desk) -> None:
    for number in range(5):
        desk.article(f"Пуск {number}", slug=f"a{number}")
    desk.build()
    before = moments(desk.page("/feed.xml"))
    assert len(set(before.values())) == 5
    assert all(re.fullmatch(r"2020-01-02T00:00:00\.\d{6}\+03:00", each) for each in before.values())
    desk.article("Ещё", slug="a9")
    desk.build()
    assert before.items() < moments(desk.page("/feed.xml")).items()


def moments(feed: str) -> dict[str, str]:
    entries = ElementTree.fromstring(feed.encode()).iter(f"{ATOM}entry")
    return {str(each.findtext(f"{ATOM}id")): str(each.findtext(f"{ATOM}updated")) for each in entries}


def test_a_feed_that_is_opened_in_a_browser_says_what_it_is(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/", description="О <космосе> & Земле.")
    desk.article("Пуск", tags=["Метка"])
    desk.issue(1)
    desk.build()
    for url in ("/feed.xml", "/tags/metka/feed.xml", "/issues/feed.xml", "/corrections/feed.xml"):
        page = desk.page(url)
        (sheet,) = re.findall(r'^<\?xml-stylesheet type="text/css" href="/repo(/assets/\w+/feed\.css)"\?>$', page, re.M)
        assert desk.has(sheet)
        feed = ElementTree.fromstring(page.encode())
        (subtitle,) = feed.findall(f"{ATOM}subtitle")
        assert subtitle.get("type") == "xhtml"
        assert [child.tag for child in subtitle] == ["{http://www.w3.org/1999/xhtml}div"]
        said = " ".join("".join(subtitle.itertext()).split())
        assert said.startswith("О <космосе> & Земле.Это лента новостей")
        (link,) = subtitle.iter("{http://www.w3.org/1999/xhtml}a")
        assert link.get("href") == "https://example.org/repo" + url.removesuffix("feed.xml")


def test_a_theme_without_a_style_for_feeds_has_feeds_without_it(desk: Desk) -> None:
    desk.settings(theme="mine")
    for path in (builtin() / "themes/gazette").rglob("*"):
        if path.is_file() and path.name != "feed.css":
            desk.write(f"themes/mine/{path.relative_to(builtin() / 'themes/gazette').as_posix()}", path.read_bytes())
    assert desk.build().status == 0
    assert "xml-stylesheet" not in desk.page("/feed.xml")


def test_a_browser_is_told_how_to_search_the_site(desk: Desk) -> None:
    title = "Степная орбита и её окрестности <1961>"
    desk.settings(base_url="https://example.org/repo/", title=title, description="О космосе & Земле.")
    desk.article("Пуск", slug="pusk")
    desk.build()
    link = '<link rel="search" type="application/opensearchdescription+xml"'
    assert f'{link} title="Степная орбита и её окрестности &lt;1961&gt;" href="/repo/opensearch.xml">' in desk.page("/")
    assert link not in desk.page("/2020/01/pusk/")
    told = ElementTree.fromstring(desk.page("/opensearch.xml").encode())
    assert told.tag == f"{SEARCH}OpenSearchDescription"
    assert told.findtext(f"{SEARCH}ShortName") == "Степная орбита"
    assert told.findtext(f"{SEARCH}LongName") == title
    assert told.findtext(f"{SEARCH}Description") == "О космосе & Земле."
    (url,) = told.iter(f"{SEARCH}Url")
    assert url.attrib == {"type": "text/html", "template": "https://example.org/repo/search/?q={searchTerms}"}


def test_a_file_of_the_sites_own_takes_the_place_of_one_that_would_be_made(desk: Desk) -> None:
    desk.write("static/humans.txt", "Мы.\n")
    assert desk.build().err == ""
    assert desk.page("/humans.txt") == "Мы.\n"


def test_people_are_told_who_makes_the_site(desk: Desk) -> None:
    desk.settings(author="Редакция")
    desk.build()
    assert desk.page("/humans.txt") == (
        "/* TEAM */\nName: Редакция\nSite: https://example.org/\n\n"
        "/* SITE */\nLanguage: Русский\nStandards: HTML, CSS, Atom, JSON Feed\nSoftware: Digest\n"
    )
    assert '<link rel="author" type="text/plain" href="/humans.txt">' in desk.page("/")


def test_the_foot_of_every_page_leads_to_the_page_about_the_digest_if_there_is_one(desk: Desk) -> None:
    desk.article("Пуск", slug="pusk")
    desk.build()
    assert "О дайджесте" not in desk.page("/2020/01/pusk/")
    desk.write("content/pages/about.md", "---\ntitle: О нас\nslug: o-nas\n---\n\nМы.\n")
    desk.build()
    for url in ("/", "/2020/01/pusk/", "/archive/", "/404.html", "/o-nas/"):
        assert '<a href="/o-nas/">О дайджесте</a>' in desk.page(url).partition('<footer class="foot">')[2]


def test_the_title_of_the_site_and_the_line_under_it_are_set_as_texts_are(desk: Desk) -> None:
    title, line = 'Дайджест о "Луне"', 'О "Союзе" и о Луне - коротко'
    desk.settings(theme="gazette", title=title, description=line, typography=True)
    desk.build()
    page = desk.page("/")
    assert ' aria-current="page">Дайджест о\N{NO-BREAK SPACE}«Луне»</a></h1>' in page
    assert '<p class="motto meta">О\N{NO-BREAK SPACE}«Союзе» и' in page
    assert f'content="{escape(line)}"' in page  # machines are told what was typed
    desk.settings(theme="gazette", title=title, description=line, typography=False)
    desk.build()
    assert f'<p class="motto meta">{escape(line)}</p>' in desk.page("/")
