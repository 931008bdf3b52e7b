"""What lies in `content/` beside good articles: read, passed over or named, and never published by mistake."""

from __future__ import annotations

import os

import pytest

from tests.content.test_reading import NO_FILE, everything_told, titles
from tests.crawl import dead_links
from tests.desk import Desk
from tests.site.test_pages import check_atom


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are tried on POSIX")
def test_e26_e27_e28_what_is_no_ordinary_file_is_told_and_not_read(desk: Desk) -> None:
    desk.article("Цела", slug="good")
    articles = desk.root / "content" / "articles"
    (articles / "link.md").symlink_to("/etc/passwd")
    (articles / "loop").symlink_to(articles)
    os.mkfifo(articles / "pipe.md")
    (articles / "folder.md").mkdir()
    desk.write(os.fsdecode(b"content/articles/bad\xff.md"), "---\ntitle: А\ndate: 2020-01-02\n---\n")
    (desk.root / "content" / "topics").symlink_to(articles)
    assert titles(desk) == ["Цела"]
    assert everything_told(desk) == (
        f"content/articles/bad\\udcff.md: error[file]: its name is not UTF-8, so it was not read\n{NO_FILE}\n"
        "content/articles/folder.md: error[file]: this is a folder with the name of a file, so it was not read\n"
        f"{NO_FILE}\n"
        f"content/articles/link.md: error[file]: a symbolic link is not followed, so it was not read\n{NO_FILE}\n"
        f"content/articles/loop: error[file]: a symbolic link is not followed, so it was not read\n{NO_FILE}\n"
        f"content/articles/pipe.md: error[file]: this is not an ordinary file, so it was not read\n{NO_FILE}\n"
        f"content/topics: error[file]: a symbolic link is not followed, so it was not read\n{NO_FILE}"
    )


def test_e30_what_editors_leave_behind_is_no_article(desk: Desk) -> None:
    for name in (".a.md.swp", "a.md~", ".#a.md", "#a.md#", ".DS_Store", "a.md.orig", "a.md.new"):
        desk.write(f"content/articles/{name}", "---\n")
    assert (titles(desk), everything_told(desk)) == ([], "")


def test_e29_j17_a_site_without_anything_has_its_pages_and_is_told_what_to_do(desk: Desk) -> None:
    outcome = desk.build()
    assert outcome.status == 0
    assert outcome.out.splitlines()[1] == (
        "There are no articles yet: put raw ones into seeds/ and type `digest`, or write content/articles/NAME.md."
    )
    assert dead_links(desk.tree(), "https://example.org/") == []
    check_atom(desk.page("/feed.xml").encode(), "https://example.org/feed.xml", "https://example.org/")
    assert "Здесь пока ничего нет." in desk.page("/")
    assert {url for url in desk.urls() if not url.startswith(("/assets/", "/cards/"))} == {
        "/", "/404.html", "/apple-touch-icon.png", "/archive/", "/corrections/", "/corrections/feed.json",
        "/corrections/feed.xml", "/favicon.ico", "/feed.json", "/feed.xml", "/humans.txt", "/icon.svg",
        "/opensearch.xml", "/robots.txt", "/search/", "/search/index/manifest.json", "/sitemap.xml", "/sources/",
        "/tags/", "/topics/",
    }  # fmt: skip


def test_e29_a_site_of_one_article_has_no_neighbours(desk: Desk) -> None:
    desk.article("Одна", tags=["Метка"], topics=["Тема"], source="ТАСС", slug="odna")
    outcome = desk.build()
    assert outcome.status == 0
    assert outcome.out.startswith("1 article, ")
    assert dead_links(desk.tree(), "https://example.org/") == []
    assert "Следующая заметка" not in desk.page("/2020/01/odna/")
    assert desk.urls("/page/") == []


def test_e4_front_matter_that_holds_nothing_is_told_what_is_missing(desk: Desk) -> None:
    for name, lines in {"a": "", "b": "null\n", "c": "# примечание\n"}.items():
        desk.write(f"content/articles/{name}.md", f"---\n{lines}---\n\nРакета.\n")
    told = [(each["path"], each["code"], each["line"]) for each in desk.build("--json").json["problems"]]
    paths = [f"content/articles/{name}.md" for name in "abc"]
    assert told == [(path, code, 1) for path in paths for code in ("date", "title")]


@pytest.mark.skipif(os.name == "nt", reason="no such links on Windows")
def test_e27_a_hard_link_is_an_ordinary_file_and_a_link_to_nothing_is_named(desk: Desk) -> None:
    path = desk.article("Цела", slug="good")
    os.link(desk.root / path, desk.root / "content/articles/same.md")
    os.symlink("нет.md", desk.root / "content/articles/dangling.md")
    outcome = desk.build("--json")
    assert [(each["path"], each["code"]) for each in outcome.json["problems"]] == [
        ("content/articles/dangling.md", "file")
    ]
    assert desk.has("/2020/01/good/")
    assert desk.has("/2020/01/same/")


@pytest.mark.slow
def test_e29_a_site_of_five_thousand_articles_is_built(desk: Desk) -> None:
    for number in range(5_000):
        desk.article(
            f"Заметка {number}", slug=f"n{number}", date=f"20{number % 20:02}-01-02", tags=[f"Метка {number % 9}"]
        )
    outcome = desk.build("--json")
    assert (outcome.status, outcome.json["articles"]) == (0, 5_000)
    assert len([url for url in desk.urls() if "/n" in url and url.startswith("/20")]) == 5_000
