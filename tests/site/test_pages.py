"""The pages of a site, as readers, feed readers and search engines meet them; and the command that makes them."""

from __future__ import annotations

import json
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import __version__
from digest.site.listing import paged
from tests.crawl import dead_links, links_outside_pages, read
from tests.desk import REPOSITORY, Desk
from tests.site.photos import moving

RICH = Path(__file__).parents[1] / "data" / "sites" / "rich"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESSES = ("https://example.org/", "https://example.org/repo/", "http://localhost:8000/a/b/")


# lists that stay as they are


@given(st.integers(0, 60), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_a_new_article_changes_the_first_page_only_until_there_is_a_further_one(count: int, size: int) -> None:
    before = contents(count, size)
    after = contents(count + 1, size)
    assert {url: items for url, items in before.items() if url != "/"}.items() <= after.items()
    assert sum(after.values(), ()) == tuple(range(count, -1, -1))
    assert len(after["/"]) < 2 * size
    assert all(len(items) == size for url, items in after.items() if url != "/")


def contents(count: int, size: int) -> dict[str, tuple[int, ...]]:
    """The articles on each page, the newest with the highest number."""
    return {url: items for url, items, _ in paged("/", range(count - 1, -1, -1), size)}


def test_keys_reach_a_table_which_may_be_wider_than_its_frame(desk: Desk) -> None:
    desk.article(body="| а | б |\n|---|---|\n| 1 | 2 |", slug="a")
    desk.build()
    assert '<table tabindex="0">' in desk.page("/2020/01/a/")
    assert "&lt;table&gt;" in desk.page("/feed.xml")


def test_names_stand_where_a_reader_looks_for_them(desk: Desk) -> None:
    desk.article(tags=["«Союз»", "1-й отряд", "Байконур", "Ёлка", "Zond", "№ 5", "Самара"])
    desk.build()
    index = re.findall(r"<h2>(.*?)</h2>|<li><a [^>]*/tags/[^>]*>(.*?)</a> <span", desk.page("/tags/"))
    assert ["".join(each) for each in index] == [
        "Z", "Zond", "Б", "Байконур", "Е", "Ёлка", "С", "Самара", "«Союз»", "Прочее", "1-й отряд", "№ 5",
    ]  # fmt: skip


@given(st.integers(0, 60), st.integers(1, 9))
def test_each_page_knows_its_neighbours(count: int, size: int) -> None:
    pages = list(paged("/tags/x/", range(count), size))
    urls = [url for url, _, _ in pages]
    assert [steps.older for _, _, steps in pages] == [*urls[1:], ""]
    assert [steps.newer for _, _, steps in pages] == ["", *urls[:-1]]
    assert [steps.number for _, _, steps in pages] == [0, *range(len(pages) - 1, 0, -1)]


def test_an_archive_page_a_reader_has_bookmarked_stays_what_it_was(desk: Desk) -> None:
    desk.settings(paginate=2, theme="bare", extra={"motto": ""})
    shutil.copytree(RICH / "themes", desk.root / "themes")
    for day in range(1, 8):
        desk.article(f"Заметка {day}", date=f"2020-01-0{day}", slug=f"n{day}", tags=["Метка"])
    desk.build()
    old = {url: desk.page(url) for url in desk.urls("/page/") + desk.urls("/tags/metka/page/")}
    assert sorted(old) == ["/page/1/", "/page/2/", "/tags/metka/page/1/", "/tags/metka/page/2/"]
    desk.article("Заметка 8", date="2020-01-08", slug="n8", tags=["Метка"])
    desk.build()
    new = {url: desk.page(url) for url in old}
    assert {**new, "/page/2/": "", "/tags/metka/page/2/": ""} == {**old, "/page/2/": "", "/tags/metka/page/2/": ""}
    assert "Заметка 4" in new["/page/2/"]
    assert "Заметка 5" not in new["/page/2/"]


# every link leads somewhere


@pytest.fixture(scope="module", params=ADDRESSES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str]:
    """The example digest that comes with the program, at an address."""
    desk = Desk(tmp_path_factory.mktemp("example") / "site")
    for part in ("content", "static"):
        shutil.copytree(REPOSITORY / part, desk.root / part)
    shutil.copy(REPOSITORY / "site.yaml", desk.root)
    outcome = desk.build("--base-url", request.param, "--now", "2030-01-01")
    assert (outcome.status, outcome.err) == (0, "")
    return desk, request.param


def test_every_link_of_the_example_leads_somewhere_below_its_address(example: tuple[Desk, str]) -> None:
    desk, address = example
    assert dead_links(desk.tree(), address) == []


def test_stylesheets_name_their_files_from_where_they_stand(example: tuple[Desk, str]) -> None:
    desk, _ = example
    assert [link for link in links_outside_pages(desk.tree()) if link.startswith("/")] == []


def test_feeds_of_the_example_are_whole_at_any_address(example: tuple[Desk, str]) -> None:
    desk, address = example
    for path, data in desk.tree().items():
        if path.endswith("feed.xml"):
            check_atom(data, address + path, address)
        if path.endswith("feed.json"):
            check_json_feed(data, address + path, address)


def test_the_sitemap_lists_every_page_that_a_reader_may_find_and_no_other(example: tuple[Desk, str]) -> None:
    desk, address = example
    tree = desk.tree()
    listed = [str(node.text) for node in ElementTree.fromstring(tree["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    pages = {path for path in tree if path.endswith("index.html")}
    redirects = {path for path in pages if b'http-equiv="refresh"' in tree[path]}
    assert sorted(listed) == sorted(set(listed))
    assert {url.removeprefix(address) + "index.html" for url in listed} == pages - redirects
    assert redirects
    assert f"Sitemap: {address}sitemap.xml" in tree["robots.txt"].decode()


def test_the_rich_site_has_no_dead_link_in_the_theme_that_comes_along(desk: Desk) -> None:
    rich(desk)
    desk.settings(theme="gazette")
    assert desk.build().err == ""
    assert dead_links(desk.tree(), "https://example.org/repo/") == []


STRANGE = {
    "картинка.gif": "картинка.gif",
    "a b.gif": "<a b.gif>",
    "50%.gif": "50%25.gif",
    "a#b.gif": "a%23b.gif",
    "q?.gif": "q%3F.gif",
    "a'b&c.gif": "a'b&c.gif",
    "круг (1).gif": "<круг (1).gif>",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_picture_is_found_whatever_its_name_is(desk: Desk, name: str) -> None:
    desk.settings(base_url="https://example.org/repo/")
    for folder in ("static/img", "content/articles"):
        desk.write(f"{folder}/{name}", moving())
    written = STRANGE[name]
    root = f"</img/{written[1:]}" if written.startswith("<") else f"/img/{written}"
    desk.article("Картинки", f"![один]({written}) ![два]({root})", slug="a")
    assert desk.build().err == ""
    assert dead_links(desk.tree(), "https://example.org/repo/") == []
    assert desk.page("/2020/01/a/").count("/repo/media/articles/") == 1
    assert desk.page("/2020/01/a/").count("/repo/img/") == 1


def test_a_page_that_does_not_exist_is_told_from_any_depth(desk: Desk) -> None:
    """A server shows 404.html at whatever address was asked for, so no link in it may be relative."""
    desk.settings(base_url="https://example.org/repo/")
    desk.build()
    tree = desk.tree()
    assert "Страница не найдена" in desk.page("/404.html")
    assert dead_links({**tree, "a/b/c/index.html": tree["404.html"]}, "https://example.org/repo/") == []


def rich(desk: Desk) -> None:
    shutil.copytree(RICH, desk.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected"))


# feeds


def check_atom(data: bytes, url: str, site: str) -> None:
    feed = ElementTree.fromstring(data)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == url
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert all(each.startswith(site) for each in [*ids, str(feed.findtext(f"{ATOM}id")), str(links["alternate"])])
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in feed.findall(f"{ATOM}entry")]
    assert not updated or feed.findtext(f"{ATOM}updated") in updated
    for entry in feed.findall(f"{ATOM}entry"):
        check_html(str(entry.findtext(f"{ATOM}content")))


def check_json_feed(data: bytes, url: str, site: str) -> None:
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == url
    assert feed["home_page_url"].startswith(site)
    for item in feed["items"]:
        assert {"id", "url", "title", "content_html", "date_published"} <= item.keys()
        check_html(item["content_html"])


def check_html(html: str) -> None:
    """Outside the site only whole addresses lead anywhere."""
    assert html
    assert [link for link in read(html.encode()).links if not link.startswith(("http", "mailto:", "tel:"))] == []
    assert "\ufdd0" not in html


def ids(desk: Desk) -> list[str]:
    return [str(node.text) for node in ElementTree.fromstring(desk.page("/feed.xml")).findall(f"{ATOM}entry/{ATOM}id")]


def test_an_article_that_moves_is_no_news_to_a_feed_reader(desk: Desk) -> None:
    path = desk.article("Пуск", slug="pusk")
    desk.build()
    before = ids(desk)
    desk.delete(path)
    desk.article("Пуск перенесён", slug="perenos", aliases=["/2020/01/pusk/"])
    desk.build()
    assert ids(desk) == before == ["https://example.org/2020/01/pusk/"]


def test_a_correction_is_news_to_a_feed_reader(desk: Desk) -> None:
    desk.article("Пуск", corrections=[{"date": "2021-03-04", "text": "Не тот день."}])
    desk.build()
    assert re.search(r"<updated>2021-03-04T00:00:00\.\d{6}\+03:00</updated>", desk.page("/feed.xml"))


def test_a_feed_holds_the_newest_articles_and_no_more_than_the_settings_say(desk: Desk) -> None:
    desk.settings(feed_items=2)
    for day in (3, 1, 2):
        desk.article(f"День {day}", date=f"2020-01-0{day}", slug=f"d{day}")
    desk.build()
    assert ids(desk) == ["https://example.org/2020/01/d3/", "https://example.org/2020/01/d2/"]


@pytest.mark.parametrize("words", ["a < b & c > d", "]]>", "\"'", "\x0b\x1b[31m", "</script>", "\u2028"])
def test_a_feed_is_well_formed_whatever_an_editor_types(desk: Desk, words: str) -> None:
    desk.article(
        f"Т {words}", f"Текст {words}\n\n    {words}", summary=f"С {words}", tags=[f"М {words}"], source=words + "x"
    )
    assert desk.build().status == 0
    for url in ("/feed.xml", "/sitemap.xml", *[url for url in desk.urls("/tags/") if url.endswith(".xml")]):
        ElementTree.fromstring(desk.page(url))
    json.loads(desk.page("/feed.json"))


@pytest.mark.parametrize("folder", ["content", "static", "themes"])
def test_a_file_in_the_place_of_a_folder_is_named(desk: Desk, folder: str) -> None:
    desk.write(folder, "")
    outcome = desk.build()
    assert outcome.status == (0 if folder == "themes" else 1)
    if folder != "themes":
        assert outcome.err.startswith(f"{folder}: error[file]: this is not a folder, so it was not ")


# old addresses


def test_an_alias_leads_to_where_the_page_stands_now(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/")
    desk.article("Пуск", slug="pusk", aliases=["/old/", "/old.html", "/старый адрес/".replace(" ", "-")])
    assert desk.build().status == 0
    for url in ("/old/", "/old.html", "/старый-адрес/"):
        assert "/repo/2020/01/pusk/" in read(desk.page(url).encode()).links
        assert '<link rel="canonical" href="https://example.org/repo/2020/01/pusk/">' in desk.page(url)


def test_the_alias_of_a_draft_leads_nowhere(desk: Desk) -> None:
    desk.article("Пуск", aliases=["/old/"], draft=True)
    desk.build()
    assert not desk.has("/old/")


# what no reader may see


def test_nothing_of_a_draft_or_of_a_later_article_is_in_any_file(desk: Desk) -> None:
    rich(desk)
    desk.build()
    hidden = ("Тайн", "ернов", "chernov", "Столетие", "budushchee", "Будущее", "buduschee", "secret", "Предложенн")
    seen = [f"{path}: {word}" for path, data in desk.tree().items() for word in hidden if word in path + text(data)]
    assert seen == []


def test_nothing_that_a_machine_guessed_or_noted_is_in_any_file(desk: Desk) -> None:
    desk.article(
        suggested={"tags": ["КАНАРЕЙКА1"], "topics": ["КАНАРЕЙКА2"]},
        seed={"file": "КАНАРЕЙКА3", "lines": "1-4"},
        extra={"note": "КАНАРЕЙКА4"},
        unsure={},
    )
    assert desk.build().status == 0
    assert "КАНАРЕЙКА" not in "".join(map(text, desk.tree().values()))


def test_a_guess_that_nobody_confirmed_keeps_the_article_out(desk: Desk) -> None:
    desk.article("Не та дата", unsure={"date": "год из текста"})
    desk.article("Другая заметка")
    assert desk.build().status == 1
    assert "Не та дата" not in "".join(map(text, desk.tree().values()))
    assert "Другая заметка" in desk.page("/")


def test_a_draft_shown_on_request_says_that_it_is_one(desk: Desk) -> None:
    desk.article("Черновик", draft=True, slug="chernovik", date=None)
    desk.article("Будущее", date="2050-01-01", slug="budushchee")
    desk.build("--drafts", "--future")
    assert "Этой страницы нет на опубликованном сайте." in desk.page("/drafts/chernovik/")
    assert "Запланировано" in desk.page("/2050/01/budushchee/")
    desk.build()
    assert not desk.has("/drafts/chernovik/")
    assert not desk.has("/2050/01/budushchee/")


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# small sites


def test_a_site_of_drafts_is_told_how_to_see_and_publish_them(desk: Desk) -> None:
    desk.article("Черновик", draft=True)
    assert desk.build().out.splitlines()[1] == (
        "All articles are drafts: `digest serve` shows them; take `draft: true` out of one to publish it."
    )


# the command


def test_a_build_ends_with_0_when_all_is_well_and_with_1_when_something_is_wrong(desk: Desk) -> None:
    desk.article("Заметка")
    assert desk.build().status == 0
    desk.article("Другая", date="вчера")
    outcome = desk.build()
    assert outcome.status == 1
    assert "Заметка" in desk.page("/")
    assert outcome.err.endswith("\n\n1 error, 0 warnings\n")


def test_a_warning_is_an_error_when_the_editor_is_strict(desk: Desk) -> None:
    desk.article("Заметка", tagz=["Метка"])
    assert desk.build().status == 0
    assert desk.build("--strict").status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "Error: There is no command `biuld`: did you mean `build`?"),
        (["build", "--bsae-url", "x"], "Error: No such option '--bsae-url'. Did you mean '--base-url'?"),
        (
            ["build", "--base-url", "example.org"],
            "--base-url must be a web address that begins with http:// or https://",
        ),
        (["build", "--now", "вчера"], "--now must be a date like 2016-12-01, 2016-12-01 10:00"),
        (["build", "--jobs", "0"], "0 is not in the range 1<=x<=256."),
    ],
)
def test_a_slip_of_the_pen_ends_with_2(desk: Desk, arguments: Sequence[str], said: str) -> None:
    outcome = desk.run(*arguments)
    assert outcome.status == 2
    assert said in outcome.err
    assert not (desk.root / "public").exists()


def test_a_folder_without_settings_ends_with_2(desk: Desk) -> None:
    desk.delete("site.yaml")
    outcome = desk.build()
    assert outcome.status == 2
    assert outcome.err == (
        f"error[settings]: there is no site.yaml in {desk.root}\n"
        "  go to the folder of your site, or name it: --site DIR\n"
    )


def test_a_machine_in_the_way_ends_with_3(desk: Desk) -> None:
    desk.article()
    desk.write(".digest/lock/in-the-way", "")
    assert desk.build().status == 3


def test_a_fault_of_the_program_is_told_as_one_and_shows_no_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise TypeError("broken")

    desk.article()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with monkeypatch.context() as patch:
        patch.setattr("json.dumps", broken)
        outcome = desk.build()
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err == (
        f"error[fault]: this is a fault in Digest {__version__}, not yours: TypeError('broken')\n"
        "  please report it with the file .digest/fault.txt\n"
    )
    assert "Traceback" in desk.read(".digest/fault.txt")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("message", ["x.so: failed to map segment from shared object", "x.so: cannot allocate memory"])
def test_a_library_that_finds_no_room_is_no_fault_of_the_program(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ImportError(message)

    desk.article()
    with monkeypatch.context() as patch:
        patch.setattr("json.dumps", broken)
        outcome = desk.build()
    assert (outcome.status, outcome.err) == (3, "error[machine]: out of memory\n")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(desk: Desk) -> None:
    desk.article("Заметка", slug="a")
    desk.build()
    desk.edit("content/articles/a.md", "взлетела", "вернулась")
    desk.write("static/new.txt", "новое")
    before = files(desk)
    outcome = desk.build("--dry-run")
    assert files(desk) == before
    assert outcome.status == 0
    assert "/new.txt: it is new\n" in outcome.out
    assert "Nothing was written.\n" in outcome.out
    desk.build()
    assert "вернулась" in desk.page("/2020/01/a/")


def test_a_dry_run_of_the_first_build_makes_no_site(desk: Desk) -> None:
    desk.article()
    desk.build("--dry-run")
    assert {path.relative_to(desk.root).as_posix() for path in desk.root.rglob("*") if path.is_file()} == {
        ".digest/lock",
        "content/articles/article-0.md",
        "site.yaml",
    }


def files(desk: Desk) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.root.rglob("*") if path.is_file()}


def test_every_rendered_page_has_a_reason(desk: Desk) -> None:
    desk.settings(cards=0)
    desk.article("Заметка", "Ракета взлетела. Её увидели все.\n\nКонец.", slug="a", tags=["Метка"])
    desk.article("Другая", slug="b", date="2019-05-05")
    desk.build()
    desk.edit("content/articles/a.md", "Конец", "Начало")
    desk.delete("content/articles/b.md")
    assert desk.build("--explain").out.splitlines()[:-1] == [
        "/: teasers changed",
        "/2020/01/a/: html, older changed",
        "/archive/: years changed",
        "/archive/2020/: steps changed",
        "/archive/2020/01/: steps changed",
        "/feed.json: entries changed",
        "/feed.xml: entries changed",
        "/search/: years changed",
        "/search/index/0.json: it is new",
        "/search/index/manifest.json: count, version, year changed",
        "/search/index/s23.json: text changed",
        "/sitemap.xml: urls changed",
        "/tags/metka/feed.json: entries changed",
        "/tags/metka/feed.xml: entries changed",
        "/2019/05/b/index.html: no page stands there any more",
        "/archive/2019/05/index.html: no page stands there any more",
        "/archive/2019/index.html: no page stands there any more",
        "/search/index/12.json: no page stands there any more",
        "/search/index/4.json: no page stands there any more",
    ]


def test_a_build_of_an_unchanged_site_renders_nothing(desk: Desk) -> None:
    rich(desk)
    desk.build()
    outcome = desk.build("--explain")
    assert outcome.out.startswith("7 articles, 138 pages in ")
    assert "0 written, 0 removed, 138 unchanged" in outcome.out


def test_a_build_is_held_against_a_clean_one(desk: Desk) -> None:
    desk.article("Заметка", slug="a")
    outcome = desk.build("--verify")
    assert outcome.status == 0
    assert "A clean build gives the same files.\n" in outcome.out
    page = desk.root / "public/2020/01/a/index.html"
    seen = page.stat()
    page.write_bytes(page.read_bytes().replace("взлетела".encode(), "приехала".encode()))
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # what no build can see without reading every file
    outcome = desk.build("--verify")
    assert outcome.status == 1
    assert "A clean build differs in 1 file: 2020/01/a/index.html\n" in outcome.out
    assert not (desk.root / ".digest/verify").exists()


def test_a_quiet_build_says_nothing_but_problems(desk: Desk) -> None:
    desk.article()
    assert desk.build("--quiet") == desk.build("-q")
    assert desk.build("-q").out == ""


def test_what_a_build_did_can_be_read_by_a_program(desk: Desk) -> None:
    desk.article("Заметка", slug="a")
    desk.article("Черновик", draft=True)
    desk.article("Будущее", date="2050-01-01", slug="later")
    told = desk.build("--json").json
    assert told["rendered"]["/2020/01/a/"] == "it is new"
    assert (told["articles"], told["drafts"], told["scheduled"]) == (1, 1, ["content/articles/later.md"])
    assert (told["written"], told["kept"], told["pruned"], told["failed"], told["problems"]) == (
        len(desk.tree()), 0, [], [], []
    )  # fmt: skip


# the output folder


def test_a_site_is_put_where_the_editor_says(desk: Desk, tmp_path: Path) -> None:
    desk.article()
    assert desk.build("-o", "elsewhere/site").status == 0
    assert desk.build("--output", str(tmp_path / "outside")).status == 0
    assert desk.tree("elsewhere/site") == desk.tree("../outside") != {}
    assert not (desk.root / "public").exists()


def test_two_output_folders_do_not_forget_each_other(desk: Desk) -> None:
    desk.article()
    desk.build()
    desk.build("-o", "other")
    assert ": 0 written, 0 removed, " in desk.build().out
    assert ": 0 written, 0 removed, " in desk.build("-o", "other").out


def test_a_file_that_somebody_edited_in_the_output_is_made_again(desk: Desk) -> None:
    desk.article("Заметка", slug="a")
    desk.build()
    whole = desk.tree()
    desk.write("public/2020/01/a/index.html", "испорчено")
    (desk.root / "public/feed.xml").unlink()
    (desk.root / "public/404.html").unlink()
    (desk.root / "public/404.html").symlink_to("/etc/hosts")
    outcome = desk.build("--explain")
    assert desk.tree() == whole
    assert not (desk.root / "public/404.html").is_symlink()
    assert outcome.out.splitlines()[:-1] == [
        "/2020/01/a/: its file was changed",
        "/404.html: its file was changed",
        "/feed.xml: its file was missing",
    ]


def test_a_topic_renamed_in_its_file_alone_is_told(desk: Desk) -> None:
    desk.article("Пуск", source="Орбита", topics=["Байтерек"])
    desk.write("content/topics/bayterek.md", "---\ntitle: Байтерек и «Союз-5»\n---\n")
    outcome = desk.build()
    assert outcome.status == 1, outcome.err
    assert "/topics/bayterek/ is claimed by" in outcome.err
