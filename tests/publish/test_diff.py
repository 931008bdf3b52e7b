"""What readers would gain, see changed and lose; and what was only renamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.publish.difference import Difference, difference
from tests.publish.conftest import Home

TEXT = "Ракета «Протон» стоит на старте площадки двести, заправка начнётся вечером, пуск назначен на раннее утро."


@pytest.fixture
def live(home: Home) -> Home:
    """A site with three articles that readers see."""
    home.article(slug="proton", title="Протон стоит на старте", body=TEXT)
    for name in ("soyuz", "luna"):
        home.article(slug=name, title=f"Заметка {name}", body=f"Совсем другой рассказ о {name}, дожде и ветре в степи.")
    assert home.publish().status == 0
    return home


def test_pages_are_told_by_their_addresses_and_other_files_by_their_number() -> None:
    old = {"index.html": "1", "a/index.html": "1", "b.html": "1", "x.css": "1", "y.css": "1"}
    new = {"index.html": "2", "a/index.html": "1", "c/index.html": "1", "x.css": "2", "z.css": "1", "w.css": "1"}
    assert difference(old, new) == Difference(("/c/",), ("/",), ("/b.html",), 2, 1, 1, ("/b.html",))
    assert difference(new, new).empty


def test_a_numbered_page_of_a_list_that_stands_is_not_missed() -> None:
    found = difference(
        {"a/index.html": "1", "a/page/2/index.html": "1", "b/page/2/index.html": "1"}, {"a/index.html": "1"}
    )
    assert found.lost == ("/a/page/2/", "/b/page/2/")
    assert found.dead == ("/b/page/2/",)


def test_a_month_of_the_archive_is_not_missed() -> None:
    old = ["archive/index.html", "archive/2020/index.html", "archive/2020/01/index.html", "2020/01/a/index.html"]
    found = difference(dict.fromkeys([*old, "topics/archive/2020/index.html"], "1"), {"archive/index.html": "1"})
    assert found.dead == ("/2020/01/a/", "/topics/archive/2020/")
    assert difference(dict.fromkeys(old[:3], "1"), {}).dead == ("/archive/", "/archive/2020/", "/archive/2020/01/")


def test_a_new_article_and_a_changed_one(live: Home) -> None:
    tip = live.tip()
    live.article(slug="new", title="Новая заметка о пуске")
    live.edit("content/articles/luna.md", "ветре", "снеге")
    done = live.diff()
    assert done.status == 0
    assert done.out.startswith("Against origin/gh-pages:\n1 page new:\n  /2020/01/new/\n")
    assert "  /2020/01/luna/\n" in done.out.partition("changed:")[2]
    assert live.tip() == tip


def test_nothing_new(live: Home) -> None:
    assert live.diff().out == "Against origin/gh-pages:\nNothing is different.\n"


def test_a_lost_page_is_an_error_and_is_not_published(live: Home) -> None:
    live.delete("content/articles/luna.md")
    done = live.diff()
    assert done.status == 1
    assert done.err == (
        "error[lost]: /2020/01/luna/ is there for readers, and would be gone, without a redirect\n"
        "  bring it back, or name it in `aliases:` of what stands in its place (`diff --fix` does so for "
        "what was renamed); if it is to go for good, publish with --lose\n\n1 error, 0 warnings\n"
    )
    tip = live.tip()
    refused = live.publish()
    assert (refused.status, live.tip()) == (1, tip)
    assert "error[lost]: /2020/01/luna/" in refused.err
    assert "1 page lost:\n  /2020/01/luna/\n" in refused.out
    assert live.publish("--lose").status == 0
    assert "2020/01/luna/index.html" not in live.branch()


def test_what_must_not_be_seen_is_an_error(live: Home) -> None:
    """However it came to be there: here a file of the editor's shows what a draft says."""
    live.article(slug="secret", title="Тайный пуск ракеты Заря", body=TEXT.replace("Протон", "Заря"), draft=True)
    live.write("static/press.html", "<p>Скоро: тайный пуск ракеты «Заря».</p>")
    done = live.diff()
    assert done.status == 1
    assert "error[hidden]: press.html shows a draft: «тайный пуск ракеты заря»" in done.err
    assert "error[hidden]: press.html" in live.publish().err


def test_a_draft_that_was_public_is_lost(live: Home) -> None:
    live.edit("content/articles/luna.md", "date:", "draft: true\ndate:")
    assert "error[lost]: /2020/01/luna/" in live.publish().err


def test_an_alias_is_enough(live: Home) -> None:
    live.delete("content/articles/luna.md")
    live.article(slug="soyuz", title="Заметка soyuz", body="Иное.", aliases=["/2020/01/luna/"])
    assert live.diff().status == 0
    assert live.publish().status == 0


@pytest.mark.parametrize("way", ["slug", "file", "date"])
def test_what_was_renamed_gets_its_former_address(live: Home, way: str) -> None:
    path = "content/articles/proton.md"
    live.edit(path, "date: '2020-01-02'", "date: '2020-01-02'  # по Москве\nauthor: Мария Орлова")
    if way == "slug":
        live.edit(path, "author", "slug: launch\nauthor")
    elif way == "date":
        live.edit(path, "date: '2020-01-02'", "date: '2020-02-03'")
    else:
        (live.root / path).rename(live.root / "content/articles/launch.md")
        path = "content/articles/launch.md"
    url = "/2020/02/proton/" if way == "date" else "/2020/01/launch/"
    before = live.read(path)
    done = live.diff()
    assert done.status == 1
    assert f"  /2020/01/proton/ is {url} now ({path})" in done.out
    assert live.read(path) == before
    fixed = live.diff("--fix")
    assert (fixed.status, fixed.err) == (0, ""), fixed.err
    assert "Wrote the former addresses:" in fixed.out
    after = live.read(path)
    assert after.replace("aliases:\n- /2020/01/proton/\n", "") == before != after
    assert live.publish().status == 0
    assert url.encode() in live.bytes("2020/01/proton/index.html")


def test_a_page_and_an_issue_that_were_renamed_are_found(live: Home) -> None:
    live.write("content/pages/about.md", f"---\ntitle: О дайджесте\n---\n\n{TEXT} Здесь пишут о космосе и людях.\n")
    live.issue(1, "proton.md", body="В этом номере один рассказ, но какой: о старте, о людях и о большой машине.")
    live.publish()
    live.edit("content/pages/about.md", "title:", "slug: we\ntitle:")
    live.edit("content/issues/1.md", "number:", "slug: first\nnumber:")
    assert live.diff("--fix").status == 0
    assert "aliases:\n- /about/\n" in live.read("content/pages/about.md")
    assert "aliases:\n- /issues/1/\n" in live.read("content/issues/1.md")


@pytest.mark.parametrize(
    "text", ["", "Здесь собрано всё о ракете, её стартах, авариях и людях, которые ею занимаются."]
)
def test_a_topic_whose_file_was_renamed_gets_its_former_address(live: Home, text: str) -> None:
    for slug in ("one", "two"):
        live.article(slug=slug, title=f"Пуск {slug}", topics=["Протон"])
    live.write("content/topics/proton.md", f"---\ntitle: Протон\n---\n\n{text}\n")
    live.publish()
    (live.root / "content/topics/proton.md").rename(live.root / "content/topics/raketa.md")
    assert "  /topics/proton/ is /topics/raketa/ now (content/topics/raketa.md)" in live.diff().out
    assert (live.diff("--fix").status, live.publish().status) == (0, 0)
    assert "aliases:\n- /topics/proton/\n" in live.read("content/topics/raketa.md")
    assert b"/topics/raketa/" in live.bytes("topics/proton/index.html")


@pytest.mark.parametrize("settled", ["", "Луна:\n", "Ракета:\n  description: О ней.\n"])
def test_a_tag_that_was_renamed_by_hand_gets_its_former_address(live: Home, settled: str) -> None:
    for slug, tags in (("one", ["Носитель", "Луна"]), ("two", ["Носитель"]), ("three", ["Луна"])):
        live.article(slug=slug, title=f"Пуск {slug}", tags=tags)
    live.publish()
    if settled:
        live.write("content/tags.yaml", settled)
    for slug in ("one", "two"):
        live.edit(f"content/articles/{slug}.md", "Носитель", "Ракета")
    assert "  /tags/nositel/ is /tags/raketa/ now (content/tags.yaml)" in live.diff().out
    live.diff("--fix")
    assert "Ракета:" in live.read("content/tags.yaml")
    assert "  redirects:\n  - /tags/nositel/\n" in live.read("content/tags.yaml")
    assert live.publish().status == 0
    assert b"/tags/raketa/" in live.bytes("tags/nositel/index.html")


def test_a_tag_with_other_articles_is_another_tag(live: Home) -> None:
    live.article(slug="one", title="Пуск", tags=["Носитель"])
    live.publish()
    live.article(slug="one", title="Пуск")
    live.article(slug="two", title="Другой пуск", tags=["Ракета"])
    done = live.diff("--fix")
    assert "Renamed" not in done.out
    assert "error[lost]: /tags/nositel/" in done.err


def test_what_only_looks_a_little_alike_is_not_taken_for_renamed(live: Home) -> None:
    live.delete("content/articles/luna.md")
    live.article(slug="mars", title="Марсоход", body="Марсоход проехал сто метров и остановился у большого камня.")
    done = live.diff("--fix")
    assert done.status == 1
    assert "Renamed" not in done.out
    assert "aliases" not in live.read("content/articles/mars.md")


def test_many_that_were_moved_at_once_are_found(live: Home) -> None:
    for number in range(60):
        body = f"В заметке номер {number} рассказано: {TEXT} Это был старт под номером {1000 + number} с начала года."
        live.article(slug=f"n{number}", title=f"Старт {number}", body=body)
    assert live.publish().status == 0
    live.settings(permalinks={"articles": "/news/{slug}/"})
    fixed = live.diff("--fix")
    assert "lost" not in fixed.err
    assert "aliases:\n- /2020/01/n17/\n" in live.read("content/articles/n17.md")
    assert live.has("/2020/01/n59/")


def test_a_file_that_cannot_be_edited_is_named(live: Home) -> None:
    path = "content/articles/proton.md"
    live.edit(path, "date:", "slug: launch\naliases: &a [/x/]\nextra: {b: *a}\ndate:")
    done = live.diff("--fix")
    assert done.status == 1
    assert "error[" in done.err


# against a folder


def test_against_a_folder(live: Home, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (live.root / "public").rename(old)
    live.delete("content/articles/luna.md")
    done = live.run("diff", "--against", str(old))
    assert done.status == 1
    assert "1 page lost:\n  /2020/01/luna/\n" in done.out
    assert f"Against {old}:" in done.out


def test_against_a_folder_no_repository_is_needed(tmp_path: Path) -> None:
    home = Home(tmp_path / "site", tmp_path)
    home.article(slug="a", title="Протон стоит на старте", body=TEXT)
    home.build()
    (home.root / "public").rename(tmp_path / "old")
    home.edit("content/articles/a.md", "date:", "slug: b\ndate:")
    assert home.run("diff", "--against", str(tmp_path / "old"), "--fix").status == 0
    assert "aliases:\n- /2020/01/a/\n" in home.read("content/articles/a.md")


def test_what_it_cannot_be_held_against_is_refused(home: Home, tmp_path: Path) -> None:
    assert "error[against]: there is no folder" in home.run("diff", "--against", str(tmp_path / "none")).err
    both = home.run("diff", "--against", str(tmp_path), "--branch", "x")
    assert (both.status, "exclude each other" in both.err) == (2, True)
    assert "/2020/01/proton/" in home.diff().out  # there is no branch yet: all is new


def test_json(live: Home) -> None:
    live.delete("content/articles/luna.md")
    told = live.diff("--json").json
    assert told["difference"]["dead"] == ["/2020/01/luna/"]
    assert [each["code"] for each in told["problems"]] == ["lost"]
