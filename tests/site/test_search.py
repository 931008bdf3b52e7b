"""Readers find an article by any form of its words, and fetch little for it; the index follows every edit."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from contextlib import closing

import pytest

from digest.roots import NAME, kin, named, root
from digest.site import search_index
from digest.site.search_coding import LEVEL, ONLY_LEVEL, SHARD, decoded, encoded, shards
from digest.site.search_files import file_name
from digest.site.search_index import Index
from tests.desk import Desk


def index_of(desk: Desk) -> dict[str, str]:
    """Every posting list that is published."""
    files = {path: data for path, data in desk.tree("public/search/index").items() if path.startswith("s")}
    return {key: text for data in files.values() for key, text in json.loads(data).items()}


def titles(desk: Desk, word: str) -> set[str]:
    """The titles of the articles that are found by a word."""
    lists, tree = index_of(desk), desk.tree("public/search/index")
    keys = [*kin(root(word)), *(each + NAME for each in kin(named(word)))]
    numbers = {posting >> LEVEL for each in keys for posting in decoded(lists.get(each, ""))}
    return {json.loads(tree[f"{number >> 3}.json"])[number & 7][0] for number in numbers}


@pytest.mark.parametrize("seed", range(20))
def test_a_posting_list_is_read_as_it_was_written(seed: int) -> None:
    chance = random.Random(seed)
    levels = {chance.randrange(10 ** chance.randint(1, 7)): chance.randint(1, 5) for _ in range(chance.randint(0, 99))}
    postings = [number << LEVEL | level for number, level in levels.items()]
    assert sorted(decoded(encoded(postings))) == sorted(postings)


def test_shards_hold_every_root_in_order_and_none_is_large() -> None:
    sizes = {f"{a}{b}{c}": 90 for a in "абвг" for b in "абвгдежз" for c in "абвгдежзик"}
    found = list(shards(sizes))
    assert [root for shard in found for root in shard.roots] == sorted(sizes)
    assert max(sum(sizes[root] for root in shard.roots) for shard in found) <= SHARD
    assert [shard.start for shard in found] == sorted(shard.start for shard in found)
    assert all(shard.roots[0] >= shard.start for shard in found)


def test_files_of_shards_have_names_for_any_system() -> None:
    assert file_name("аБ") == "s430-411"


def test_lists_that_several_processes_write_are_those_of_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "FEW_LISTS", 0)
    monkeypatch.setattr(search_index, "ROOTS_AT_ONCE", 7)
    for number in range(5):
        desk.article(f"Новость {number}", f"Ракета {number} взлетела.", slug=f"news-{number}", tags=["Байконур"])
    desk.build("--jobs", "2")
    desk.edit("content/articles/news-1.md", "взлетела", "стоит")
    desk.delete("content/articles/news-2.md")
    desk.article("Новость 9", "Погода.", slug="news-9")
    desk.build("--jobs", "2")
    built = desk.tree("public/search")
    desk.build("--jobs", "1", "-o", "../fresh")
    assert built == desk.tree("../fresh/search")
    assert titles(desk, "взлетела") == {"Новость 0", "Новость 3", "Новость 4"}


def test_an_article_is_found_by_the_forms_of_its_words_its_tags_and_its_source(desk: Desk) -> None:
    desk.article("Протон вернулся", "Ракету видели жители Ельца.", tags=["Байконур"], source="Труд")
    desk.article("Другая", "О погоде.")
    desk.build()
    for word in ("протона", "ракетами", "елец", "байконуре", "труда", "возвращаться"):
        assert titles(desk, word) == ({"Протон вернулся"} if word != "возвращаться" else set()), word


def test_filters_are_roots_of_their_own(desk: Desk) -> None:
    desk.article("Протон", tags=["Байконур"], source="Труд")
    desk.build()
    assert {each for each in index_of(desk) if each[0] in "#@"} == {"#baykonur", "@trud"}


def test_of_many_tags_the_page_offers_the_most_frequent_and_a_file_has_all(desk: Desk) -> None:
    tags = [f"Метка {number:02}" for number in range(60)]
    for number in range(2):
        desk.article(f"Заметка {number}", tags=tags if number else tags[20:], slug=f"n{number}")
    desk.build()
    page = desk.page("/search/")
    assert [tag for tag in tags if f">{tag}</option>" in page] == [*tags[:10], *tags[20:]]
    assert 'name="tag" data-more>' in page
    assert json.loads(desk.tree("public/search/index")["tags.json"])[0] == ["metka-00", "Метка 00"]


def test_an_article_has_each_root_once_on_the_highest_level_on_which_it_stands(desk: Desk) -> None:
    desk.article(
        "Протон вернулся",
        "Ракета, ракета, ракета и погода: протон, космодром, орбита.",
        summary="Орбита Байконура",
        tags=["Космодром"],
    )
    desk.build()
    lists = {key: text for key, text in index_of(desk).items() if key[0] not in "#@"}
    found = {key: [posting & ONLY_LEVEL for posting in decoded(text)] for key, text in lists.items()}
    levels = {word: found[root(word)] for word in ("погода", "ракета", "орбита", "космодром", "протон")}
    assert levels == {"погода": [1], "ракета": [2], "орбита": [3], "космодром": [4], "протон": [5]}
    assert all(len(each) == 1 for each in found.values())


def test_a_name_is_another_word_even_where_it_begins_a_sentence(desk: Desk) -> None:
    desk.article("Заметка", "Роза пришла. С ней Роза и её тёзка Вера.", slug="a")
    desk.article("Другая", "Розы цветут.", slug="b")
    desk.build()
    assert {each for each in index_of(desk) if each.startswith("роз")} == {"роз", "роз^"}


def test_what_no_reader_may_see_nobody_finds(desk: Desk) -> None:
    desk.article("Готово")
    desk.article("Черновик", draft=True)
    desk.article("Завтра", date="2061-04-12")
    desk.article("Кончилось", expires="2021-01-01")
    desk.build("--drafts", "--future")
    records = [
        row[0]
        for path, data in desk.tree("public/search/index").items()
        if path[0].isdigit()
        for row in json.loads(data)
    ]
    assert records == ["Готово"]


def test_a_result_has_its_date_as_all_pages_have_it(desk: Desk) -> None:
    desk.article("Протон", date="2016-12-01 14:54", slug="p")
    desk.build()
    (row,) = (json.loads(data)[0] for path, data in desk.tree("public/search/index").items() if path[0].isdigit())
    assert f'<time datetime="{row[2]}">{row[3]}</time>' in desk.page("/")
    assert row[3] == "1 декабря 2016, 14:54"


def test_an_edit_rewrites_only_the_shards_that_change(desk: Desk) -> None:
    chance = random.Random(3)
    some = ["".join(chance.choices("абвгдежзиклмнопрст", k=7)) for _ in range(3_000)]
    for number in range(40):
        desk.article(f"Заметка {number}", " ".join(chance.sample(some, 200)), slug=f"n{number}")
    desk.build()
    before = desk.tree("public/search/index")
    text = desk.read("content/articles/n7.md")
    desk.write("content/articles/n7.md", text.rstrip("\n") + " Щавель.\n")
    desk.build()
    after = desk.tree("public/search/index")
    changed = {path for path in before if before[path] != after.get(path)}
    assert titles(desk, "щавеля") == {"Заметка 7"}
    assert len(before) > 10
    assert len(changed) <= 3
    assert desk.build("--verify").status == 0


def test_an_unchanged_article_is_not_looked_at_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.article("Первая", slug="a")
    desk.article("Вторая", slug="b")
    desk.build()
    seen = []
    from digest.site import search_index

    real = search_index.roots_of
    monkeypatch.setattr(
        search_index, "roots_of", lambda article, teaser: seen.append(article.path) or real(article, teaser)
    )
    desk.edit("content/articles/b.md", "взлетела", "упала")
    desk.build()
    assert seen == ["content/articles/b.md"]


def test_what_is_deleted_or_moved_in_time_is_found_no_more_where_it_was(desk: Desk) -> None:
    for number in range(9):
        desk.article(f"Заметка {number}", f"Слово{number}", slug=f"n{number}", date=f"2020-01-0{number + 1}")
    desk.build()
    desk.delete("content/articles/n3.md")
    desk.edit("content/articles/n5.md", "2020-01-06", "2019-05-06")
    desk.build()
    assert titles(desk, "слово3") == set()
    assert titles(desk, "слово5") == {"Заметка 5"}
    assert titles(desk, "слово8") == {"Заметка 8"}
    assert desk.build("--verify").status == 0


@pytest.mark.parametrize("command", [("check",), ("check", "--fix"), ("schedule",), ("diff",)])
def test_only_a_build_writes_the_index(command: tuple[str, ...], desk: Desk) -> None:
    """Who had read it before a build was done would write over what that has written."""
    path = desk.article("Протон")
    desk.build()
    desk.edit(path, "взлетела", "упала")
    index = desk.tree(".digest")["search.sqlite"]
    desk.run(*command)
    assert desk.tree(".digest")["search.sqlite"] == index


@pytest.mark.parametrize("harm", [b"", b"{}", b"key 00\n[]"])
def test_a_broken_index_is_made_anew(harm: bytes, desk: Desk) -> None:
    desk.article("Протон")
    desk.build()
    desk.write(".digest/search.sqlite", harm)
    desk.article("Союз", slug="s")
    desk.build()
    assert titles(desk, "союза") == {"Союз"}
    assert titles(desk, "протону") == {"Протон"}


def test_an_index_without_a_file_keeps_nothing() -> None:
    index = Index()
    index.save()
    assert index.shards() == {}


def test_scripts_of_a_theme_are_published_without_what_a_browser_does_not_read(desk: Desk) -> None:
    desk.write("themes/gazette/static/own.js", "// why\nconst one = 1 // so\n")
    desk.write("themes/gazette/static/own.min.js", "// a licence\n")
    desk.write("themes/gazette/static/odd.js", b"// \xff")
    desk.article("Протон")
    desk.build()
    found = {path.partition("/")[2]: data for path, data in desk.tree("public/assets").items()}
    assert found["own.js"] == b"const one=1\n"
    assert found["own.min.js"] == b"// a licence\n"
    assert found["odd.js"] == b"// \xff"
    assert b"// " not in found["search.js"].replace(b'"', b"")


def test_only_the_search_page_may_run_a_script_that_does_not_stand_in_it(desk: Desk) -> None:
    desk.article("Протон", slug="a")
    desk.build()
    allowed = re.compile(r"script-src ('sha256-[^']*' )+'self';")
    assert allowed.search(desk.page("/search/"))
    assert not allowed.search(desk.page("/") + desk.page("/404.html") + desk.page("/2020/01/a/"))


def lists_of(desk: Desk) -> dict[str, bytes]:
    """The rows of posting lists that are kept of a site."""
    with closing(sqlite3.connect(desk.root / ".digest/search.sqlite")) as base:
        return dict(base.execute("select name, data from lists"))


def test_an_edit_changes_few_rows_of_what_is_kept(desk: Desk) -> None:
    for number in range(9):
        desk.article(f"Заметка {number}", " ".join(f"слово{number}{each}" for each in range(90)), slug=f"n{number}")
    desk.build()
    before = lists_of(desk)
    desk.edit("content/articles/n3.md", "слово388", "щавель")
    desk.build()
    after = lists_of(desk)
    assert len(before) > 100
    assert 0 < sum(before.get(name) != after.get(name) for name in before.keys() | after.keys()) <= 2
    assert titles(desk, "щавеля") == {"Заметка 3"}
    assert titles(desk, "слово388") == set()


@pytest.mark.parametrize("change", ["update lists set data = x'00' where name = ?", "delete from lists where name = ?"])
def test_of_an_index_that_is_torn_nothing_is_believed(desk: Desk, change: str) -> None:
    for number in range(9):
        desk.article(f"Заметка {number}", f"Слово{number} общее", slug=f"n{number}")
    desk.build()
    name = next(iter(lists_of(desk)))
    with closing(sqlite3.connect(desk.root / ".digest/search.sqlite")) as base, base:
        assert base.execute(change, (name,)).rowcount == 1
    desk.edit("content/articles/n3.md", "общее", "своё")
    desk.build()
    assert len(titles(desk, "общее")) == 8
    assert desk.build("--verify").status == 0
