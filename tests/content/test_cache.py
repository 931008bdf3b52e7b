"""What was read once is not read again, and no torn or foreign cache ever changes what is read."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from digest import disk
from digest.content.article import Entry
from digest.content.cache import ENTRIES, Cache, Torn
from digest.content.kept_rows import Kept
from digest.content.reading import Shelf, cache_key, read
from digest.errors import Problem
from digest.fingerprint import fingerprint, of_bytes
from tests.content.reader import shelf, situation, told
from tests.desk import Desk

RICH = """\
---
title: "«Протон»: старт 🚀 \\u00ad\\t!"
date: 2014-10-26 01:30
updated: 2020-01-03T10:00+05:45
summary: Коротко.
source: РИА Новости
source_url: https://ria.ru/1?a=1&copy=2
author: Иван
dateline: БАЙКОНУР
cites: [ТАСС]
tags: [Ракеты, C++]
topics: [Байконур]
image: {src: /a.jpg, alt: Пуск, caption: Старт, credit: AP}
aliases: [/old/, /пуск/]
lang: en
rights: © РИА
corrections:
  - {date: 1957-10-04, text: Исправлено.}
  - {date: 2038-01-20, text: Ещё раз.}
tittle: опечатка
---

# Заголовок & <b>

Текст[^1] [a](plain.md#x) ![](a.jpg) [плохо](javascript:x) `код` {{ 7*7 }}\u2028и ещё

[^1]: Пояснение.
"""


def spelt(found: Shelf) -> str:
    """All that was read, whatever it was read from."""
    return repr(replace(found, names={}))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk whose articles and pages have all there is."""
    desk.write("content/articles/rich.md", RICH)
    desk.article("Простая", slug="plain")
    desk.write("content/articles/draft.md", "---\ndraft: true\n---\n")
    desk.write("content/articles/broken.md", "---\ntitle: Без даты\n---\n")
    desk.write(
        "content/topics/baikonur.md", "---\ntitle: Байконур\naliases: [/b/]\nsummary: Да.\nlang: kk\n---\n## История\n"
    )
    desk.write("content/pages/about.md", "---\ntitle: О нас\nodd: 1\n---\n")
    return desk


def cache(desk: Desk) -> Cache:
    site = situation(desk).site
    return Cache(desk.root / ".digest" / "content.sqlite", cache_key(site), site.zone)


def knows(known: Cache, desk: Desk) -> bool:
    """Whether the cache has the one article of a small desk."""
    path = "content/articles/plain.md"
    return known.entry(path, of_bytes((desk.root / path).read_bytes())) is not None


def stored(desk: Desk) -> tuple[Shelf, Path]:
    """What was read, and the file in which it was kept."""
    kept = cache(desk)
    found = shelf(desk, kept)
    kept.save()
    return found, desk.root / ".digest" / "content.sqlite"


def test_what_comes_from_the_cache_equals_what_was_read(full: Desk) -> None:
    first, _ = stored(full)
    known = cache(full)
    assert shelf(full, known) == first
    for path in ("rich", "plain", "draft"):
        name = f"content/articles/{path}.md"
        entry = next(each for each in first.entries if each.article and each.article.path == name)
        assert known.entry(name, of_bytes((full.root / name).read_bytes())) == entry
    assert [entry.article.title for entry in first.entries if entry.article] == [
        "draft",
        "Простая",
        "«Протон»: старт 🚀 \u00ad !",
    ]


def test_a_cache_without_a_file_holds_no_text(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.content import cache as module

    first = shelf(full)

    def refusing(made: Entry) -> Kept:
        raise AssertionError(f"{made} was put down")

    monkeypatch.setattr(module, "kept", refusing)
    assert shelf(full, Cache(None, "", situation(full).site.zone)).entries == first.entries


def test_what_comes_from_the_cache_is_of_the_same_kinds(full: Desk) -> None:
    stored(full)
    shown = spelt(shelf(full, cache(full)))
    assert shown == spelt(shelf(full))


def test_an_unchanged_site_writes_no_new_cache(full: Desk) -> None:
    full.delete("content/articles/broken.md")
    _, file = stored(full)
    before = file.stat().st_mtime_ns
    again = cache(full)
    shelf(full, again)
    again.save()
    assert file.stat().st_mtime_ns == before


def test_a_file_with_errors_is_read_and_told_every_time(full: Desk) -> None:
    stored(full)
    for _ in range(2):
        found, _ = stored(full)
        assert "content/articles/broken.md:1: error[date]: `date` is missing" in told(
            problem for entry in found.entries for problem in entry.problems
        )


def test_warnings_are_remembered(full: Desk) -> None:
    stored(full)
    found = shelf(full, cache(full))
    odd = [problem for entry in found.entries for problem in entry.problems if problem.level == "warning"]
    assert [(each.path, each.line) for each in odd] == [("content/articles/rich.md", 20), ("content/pages/about.md", 3)]
    assert all(isinstance(each, Problem) for each in odd)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.edit("content/articles/plain.md", "Ракета", "Капсула"),
        lambda desk: desk.delete("content/articles/plain.md"),
        lambda desk: (desk.root / "content/articles/plain.md").rename(desk.root / "content/articles/other.md"),
        lambda desk: desk.article("Новая", slug="new"),
        lambda desk: desk.settings(language="en"),
        lambda desk: desk.settings(timezone="Asia/Almaty"),
        lambda desk: desk.settings(permalinks={"articles": "/{slug}/"}),
        lambda desk: desk.settings(taxonomies={"people": "Люди"}),
        lambda desk: desk.settings(markdown={"html": True}),
    ],
)
def test_after_any_change_the_cache_makes_no_difference(full: Desk, change: object) -> None:
    stored(full)
    change(full)  # type: ignore[operator]
    assert spelt(stored(full)[0]) == spelt(shelf(full))
    assert spelt(shelf(full, cache(full))) == spelt(shelf(full))


def test_two_files_with_the_same_bytes_stay_two(desk: Desk) -> None:
    text = "---\ntitle: Одна\ndate: 2020-01-02\n---\n"
    for name in ("a", "b"):
        desk.write(f"content/articles/{name}.md", text)
    stored(desk)
    found = shelf(desk, cache(desk))
    assert [entry.article.url for entry in found.entries if entry.article] == ["/2020/01/a/", "/2020/01/b/"]


@pytest.fixture
def small(desk: Desk) -> Desk:
    desk.article("Простая", "Слово[^1].\n\n[^1]: Пояснение.", tags=["Ракеты"], slug="plain")
    return desk


def test_a_cache_cut_off_at_any_length_knows_nothing_else_than_was_read(small: Desk) -> None:
    found, file = stored(small)
    whole, known = file.read_bytes(), []
    for length in [*range(0, 4000, 97), *range(4000, len(whole), 1009), len(whole)]:
        file.write_bytes(whole[:length])
        assert shelf(small, cache(small)) == found
        known.append(knows(cache(small), small))
    assert known[0] < known[-1]


def test_a_cache_with_one_bit_turned_over_knows_nothing_else_than_was_read(small: Desk) -> None:
    found, file = stored(small)
    whole, known = file.read_bytes(), set()
    for place in [*range(100), *range(100, len(whole), 53)]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert shelf(small, cache(small)) == found
        known.add(knows(cache(small), small))
    assert known == {True, False}


def test_what_stands_in_a_broken_cache_is_written_anew(small: Desk) -> None:
    _, file = stored(small)
    file.write_bytes(file.read_bytes()[:9000])
    stored(small)
    assert knows(cache(small), small)


def test_a_text_that_is_lost_is_found_out_when_it_is_asked_for(small: Desk) -> None:
    stored(small)
    at = situation(small)
    lazy = Cache(small.root / ".digest" / "content.sqlite", cache_key(at.site), at.site.zone, lazy=True)
    (entry,) = shelf(small, lazy).entries
    assert entry.article
    with closing(sqlite3.connect(small.root / ".digest" / "content.sqlite")) as base, base:
        base.execute("update texts set data = x'00'")
    with pytest.raises(Torn):
        assert entry.article.text.html


def test_every_use_of_a_text_that_was_kept_is_as_of_one_that_was_read(small: Desk) -> None:
    found, _ = stored(small)
    at = situation(small)
    lazy = Cache(small.root / ".digest" / "content.sqlite", cache_key(at.site), at.site.zone, lazy=True)
    kept, read = shelf(small, lazy).entries[0].article, found.entries[0].article
    assert kept
    assert read
    assert pickle.loads(pickle.dumps(kept.text)) == read.text
    assert (repr(kept), fingerprint(kept), kept) == (repr(read), fingerprint(read), read)
    assert kept.text.having(html="<p>a</p>").plain
    assert not kept.text.having(html='<img src="a">').plain


def test_a_build_that_misses_a_text_begins_again(small: Desk, fine_clock: None) -> None:
    small.article("Другая", slug="other")
    small.build()
    with closing(sqlite3.connect(small.root / ".digest" / "content.sqlite")) as base, base:
        base.execute("update texts set data = x'00'")
    small.delete("content/articles/other.md")  # its neighbour, which is not read, is rendered
    assert small.build("--verify").status == 0
    assert knows(cache(small), small)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "\x00",
        "{" * 100_000,
        '{"key": "x", "entries": {}}',
        "x y\n{}",
        "\n",
        "\xff",
        "<<<<<<< HEAD\n",
    ],
)
def test_what_is_no_cache_is_no_cache(small: Desk, text: str) -> None:
    found, file = stored(small)
    file.write_bytes(text.encode("latin-1", "replace"))
    assert not knows(cache(small), small)
    assert shelf(small, cache(small)) == found


def test_a_cache_of_another_program_is_no_cache(small: Desk) -> None:
    _, file = stored(small)
    site = situation(small).site
    assert not knows(Cache(file, "another key", site.zone), small)
    assert not knows(Cache(file.with_name("nothing.json"), cache_key(site), site.zone), small)
    assert not knows(Cache(file.parent, cache_key(site), site.zone), small)
    assert knows(Cache(file, cache_key(site), site.zone), small)


def test_a_cache_is_one_file_that_people_can_look_into(small: Desk) -> None:
    _, file = stored(small)
    with closing(sqlite3.connect(file)) as base:
        ((name, row),) = base.execute("select name, data from entries").fetchall()
    assert name == "content/articles/plain.md"
    assert "Простая".encode() in row
    assert [path.name for path in file.parent.iterdir()] == ["content.sqlite"]


@pytest.mark.parametrize(
    "date", ["1900-01-02 03:04:05", "2014-10-26 01:30", "2014-10-26 01:30 +03:00", "9999-12-31 23:00"]
)
def test_moments_are_kept_to_the_second(desk: Desk, date: str) -> None:
    """The offset of Moscow had seconds until 1919; in October 2014 an hour came twice."""
    desk.article("Простая", slug="plain", date=date)
    stored(desk)
    (seen,), (read,) = shelf(desk, cache(desk)).entries, shelf(desk).entries
    assert seen.article
    assert repr(seen.article.date) == repr(read.article and read.article.date)


def test_without_a_path_nothing_is_kept(small: Desk) -> None:
    at = situation(small)
    nothing = Cache(None, "", at.site.zone)
    read(at, nothing)
    nothing.save()
    assert not (small.root / ".digest").exists()


# few changes


@pytest.fixture
def fine_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system whose clock tells any two changes apart, so that nobody has to wait for its next tick."""
    monkeypatch.setattr(disk, "_TICK", 0)


def many(desk: Desk) -> Path:
    """Thirty articles that were read; the file of what is known of them."""
    for number in range(30):
        desk.article(f"Новость {number}", slug=f"a{number:02}")
    reread(desk)
    return desk.root / ".digest/content.sqlite"


def reread(desk: Desk) -> tuple[list[str], int]:
    """The titles of all articles, and how many files had to be read."""
    at = situation(desk)
    cache = Cache(desk.root / ".digest/content.sqlite", cache_key(at.site), at.site.zone)
    found = read(at, cache)
    news = len(cache._fresh[ENTRIES])
    cache.save()
    return [entry.article.title for entry in found.entries if entry.article], news


def test_what_few_edits_change_is_all_that_is_written(desk: Desk, fine_clock: None) -> None:
    file = many(desk)
    before = rows(file)
    desk.edit("content/articles/a01.md", "Новость 1", "Первая")
    desk.delete("content/articles/a02.md")
    titles, news = reread(desk)
    assert (titles[1], len(titles), news) == ("Первая", 29, 1)
    assert {name for name, row in before.items() if rows(file).get(name) != row} == {
        "content/articles/a01.md",
        "content/articles/a02.md",
    }
    assert reread(desk) == (titles, 0)


def rows(file: Path) -> dict[str, tuple[object, ...]]:
    """The rows of entries as they stand in a file."""
    with closing(sqlite3.connect(file)) as base:
        return {name: row for name, *row in base.execute("select name, rowid, data from entries")}


def test_a_file_with_a_known_stamp_is_not_read(desk: Desk, fine_clock: None) -> None:
    many(desk)
    at = situation(desk)
    cache = Cache(desk.root / ".digest/content.sqlite", cache_key(at.site), at.site.zone)
    assert cache.glance(desk.root, "content/articles/a01.md")
    desk.edit("content/articles/a01.md", "Ракета", "Комета")
    assert cache.glance(desk.root, "content/articles/a01.md") is None


def test_a_file_that_may_still_change_unseen_is_read_again(desk: Desk) -> None:
    many(desk)
    at = situation(desk)
    cache = Cache(desk.root / ".digest/content.sqlite", cache_key(at.site), at.site.zone)
    assert cache.glance(desk.root, "content/articles/a01.md") is None
