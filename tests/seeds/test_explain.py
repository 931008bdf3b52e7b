"""What became of every line of a seed can be asked at any time: of the seed, and of the article made of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys

import pytest

from digest.seeds.convert import explanation
from tests.desk import REPOSITORY, Desk

TITLE = "Луноход прошёл первый километр"
ONE = (
    "Самоходный аппарат «Луноход-1» прошёл по дну Моря Дождей первый километр, сообщили в центре дальней связи под "
    "Симферополем, откуда им управляет экипаж из пяти человек."
)
TWO = (
    "За время первого лунного дня аппарат передал на Землю панорамы местности и данные о составе грунта, которые уже "
    "изучают учёные, а с наступлением ночи его остановят до нового рассвета."
)
SEED = f"Войти\n\n{TITLE}\n\n2318\n\n{ONE}\n\n{TWO}\n\nВсе права защищены\n"

LETTER = f"Subject: {TITLE}\nFrom: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n{ONE}\n\n{TWO}\n"
SAVED = (
    "Snapshot-Content-Location: https://orbita.example/1\nDate: Tue, 17 Nov 1970 12:00:00 +0300\n"
    f'Content-Type: text/html; charset="utf-8"\n\n<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>\n'
)
ITEM = {"id": "1", "title": TITLE, "text": f"{ONE}\n\n{TWO}"}
FEED = (
    f"<rss version='2.0'><channel><title>Орбита</title><item><title>{TITLE}</title><guid>1</guid>"
    f"<description>{ONE} {TWO}</description></item></channel></rss>"
)
KINDS = {
    ".txt": SEED, ".text": SEED, ".html": f"<p>{ONE}</p>", ".htm": f"<p>{ONE}</p>", ".eml": LETTER,
    ".mhtml": SAVED, ".mht": SAVED, ".json": json.dumps([ITEM]), ".jsonl": json.dumps(ITEM),
    ".ndjson": json.dumps(ITEM), ".rss": FEED, ".atom": FEED, ".rdf": FEED, ".xml": FEED,
}  # fmt: skip


@pytest.fixture
def moon(desk: Desk) -> Desk:
    """A desk with one seed, and the draft that was made of it."""
    desk.write("seeds/moon.txt", SEED)
    assert desk.run("convert").status == 0
    return desk


def article_of(desk: Desk) -> str:
    (path,) = desk.tree("content/articles")
    return f"content/articles/{path}"


# a seed


def test_each_line_is_marked_as_text_as_front_matter_or_as_nothing(moon: Desk) -> None:
    shown = moon.run("convert", "--explain", "seeds/moon.txt").out.split("\n")
    assert shown[0::2] == [
        "    1  junk      Войти",
        f"=   3  headline  {TITLE}",
        "    5  junk      2318",
        f"+   7  body      {ONE[:90]}…",
        f"+   9  body      {TWO[:90]}…",
        "=  11  rights    Все права защищены",
        "",
    ]
    assert shown[1] == f"{'':17}login: a line like “Войти”"
    assert all(re.fullmatch(r" {11}(?:\d\d %| {4})  [^:]+: .+", line) for line in shown[1::2])


def test_how_sure_the_learned_model_was_is_told_where_it_judged(moon: Desk) -> None:
    (seed,) = moon.run("convert", "--explain", "seeds/moon.txt", "--json").json["seeds"]
    assert [line["sure"] is not None for line in seed["lines"]] == [False, False, False, True, True, False]
    shown = moon.run("convert", "--explain", "seeds/moon.txt").out.split("\n")
    sure = round(100 * seed["lines"][3]["sure"])
    assert sure > 50
    assert shown[7].startswith(f"{'':11}{sure} %  prose: ")


def test_furniture_that_the_model_has_told_says_how_sure_it_was(desk: Desk) -> None:
    links = "".join(f"<li><a href='/{n}'>Рубрика {n}</a></li>" for n in range(9))
    desk.write("seeds/a.html", f"<ul>{links}</ul><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>")
    (seed,) = desk.run("explain", "seeds/a.html", "--json").json["seeds"]
    first = seed["lines"][0]
    assert (first["label"], first["sure"] > 0.5) == ("junk", True)


def test_what_is_kept_for_its_neighbours_sake_is_told_so() -> None:
    lines = [
        *("Прибор исправен", "На борту три прибора:", "- камера;", "- весы;", "- термометр."),
    ]
    words = "\n\n".join([TITLE, ONE, *lines, TWO])
    found = {each.block.text: each for each in explanation(words.encode(), "seeds/a.txt")}
    against = [each for each in found.values() if each.kept and each.sure is not None and each.sure < 0.4]
    assert all("together with" in each.why or "likeliest" in each.why for each in against)
    assert any("together with" in each.why for each in found.values())


def test_a_seed_is_explained_alike_by_both_commands(moon: Desk) -> None:
    shown = moon.run("convert", "--explain", "seeds/moon.txt")
    assert moon.run("explain", "seeds/moon.txt") == moon.run("explain", "moon.txt") == shown


@pytest.mark.parametrize("ending", KINDS)
def test_every_kind_of_seed_is_explained(desk: Desk, ending: str) -> None:
    desk.write(f"seeds/a{ending}", KINDS[ending])
    outcome = desk.run("convert", "--explain", f"seeds/a{ending}")
    assert (outcome.status, outcome.err) == (0, "")
    assert ONE[:60] in outcome.out


def test_every_kind_that_can_be_read_is_tried_here() -> None:
    from digest.seeds.parts import ENDINGS

    assert sorted(KINDS) == sorted(ENDINGS)


def test_a_list_is_explained_item_by_item_and_one_item_by_its_name(desk: Desk) -> None:
    second = {"id": "2", "title": "Луна", "text": f"{TWO}\n\n{ONE}"}
    desk.write("seeds/wire.json", json.dumps([ITEM, second]))
    heads = [line for line in desk.run("explain", "seeds/wire.json").out.split("\n") if line.startswith("#")]
    keys = "title from `title`, text from `text`"
    assert heads == [
        f"# seeds/wire.json#1: item 1 of a JSON list: id from `id`, {keys}",
        f"# seeds/wire.json#2: item 2 of a JSON list: id from `id`, {keys}",
    ]
    one = desk.run("explain", "seeds/wire.json#2").out
    assert (one.split("\n")[0], ONE[:60] in one) == (heads[1], True)


def test_a_saved_page_is_explained_with_its_address_and_time(desk: Desk) -> None:
    desk.write("seeds/a.mhtml", SAVED)
    head = desk.run("explain", "seeds/a.mhtml").out.split("\n")[0]
    assert head == ("# seeds/a.mhtml: a saved page from https://orbita.example/1, fetched 1970-11-17 12:00 UTC+03:00")


def test_only_what_was_left_out_is_shown_where_that_is_asked(moon: Desk) -> None:
    shown = moon.run("explain", "seeds/moon.txt", "--dropped").out.split("\n")
    assert [line[:24].strip() for line in shown[::2]] == ["1  junk      Войти", "5  junk      2318", ""]


def test_programs_are_told_in_json(moon: Desk) -> None:
    told = moon.run("convert", "--explain", "seeds/moon.txt", "--json").json
    (seed,) = told["seeds"]
    assert seed["lines"][0] == {
        "line": 1, "end": 1, "text": "Войти", "kept": False, "label": "junk", "rule": "login",
        "why": "a line like “Войти”", "sure": None, "kept_today": False,
    }  # fmt: skip
    assert [line["kept"] for line in seed["lines"]] == [False, False, False, True, True, False]
    assert moon.run("explain", "seeds/moon.txt", "--json").json == told


def test_words_of_a_seed_cannot_play_with_the_terminal(desk: Desk) -> None:
    desk.write("seeds/a.txt", SEED.replace("Войти", "В\u2066ой\x1b[31mти"))
    assert "\x1b" not in desk.run("explain", "seeds/a.txt").out


# an article


@pytest.mark.parametrize("form", ["path", "file", "stem", "slug", "absolute"])
def test_an_article_is_asked_for_by_its_path_its_name_or_its_slug(moon: Desk, form: str) -> None:
    path = article_of(moon)
    if form == "slug":
        moon.edit(path, "draft: true", "draft: true\nslug: luna")
    file = path.rpartition("/")[2]
    name = {"path": path, "file": file, "stem": file.removesuffix(".md"), "slug": "luna"}
    name = {**name, "absolute": str(moon.root / path)}[form]
    outcome = moon.run("explain", name)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.split("\n")[:2] == [f"# {path} was made of seeds/moon.txt", "    1  junk      Войти"]


def test_what_was_decided_then_is_told_beside_what_is_decided_today(moon: Desk) -> None:
    path = article_of(moon)
    moon.edit(path, "lines: 7 9", "lines: 5 7")
    shown = moon.run("explain", path).out.split("\n")
    assert shown[5] == "+   5  junk      2318"
    assert shown[7] == "!                kept then, left out today"
    assert shown[10] == f"    9  body      {TWO[:90]}…"
    assert shown[12] == "!                left out then, kept today"
    assert shown[-2] == "! 2 lines would be decided otherwise today."


def test_a_dateline_is_no_part_of_the_text_then_or_today(desk: Desk) -> None:
    desk.write("seeds/a.txt", SEED.replace("Самоходный", "МОСКВА, 17 ноя 1970 – РИА Новости. Самоходный"))
    assert desk.run("convert").status == 0
    shown = desk.run("explain", article_of(desk)).out
    assert "=   7  dateline  МОСКВА, 17 ноя 1970 – РИА Новости.\n" in shown
    assert "today" not in shown


def test_a_seed_that_was_renamed_is_known_by_its_bytes(moon: Desk) -> None:
    (moon.root / "seeds/moon.txt").rename(moon.root / "seeds/luna.txt")
    outcome = moon.run("explain", article_of(moon))
    assert outcome.out.split("\n")[0] == f"# {article_of(moon)} was made of seeds/luna.txt"


def test_an_item_of_a_list_is_found_in_its_list(desk: Desk) -> None:
    desk.write("seeds/wire.jsonl", f"{json.dumps({**ITEM, 'id': '2', 'title': 'Луна'})}\n{json.dumps(ITEM)}\n")
    from digest.seeds.parts import parts

    part = parts((desk.root / "seeds/wire.jsonl").read_bytes(), "seeds/wire.jsonl")[1]
    path = desk.article(body=ONE, seed={"file": part.name, "sha256": part.sha256, "lines": "3-4"})
    shown = desk.run("explain", path).out.split("\n")
    assert shown[0].startswith(f"# {path} was made of seeds/wire.jsonl#1: item 2 of a JSON list: ")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("gone", "it is not there any more, under this name or another\n"),
        (
            "changed",
            "it has changed since\n  no line numbers can be trusted; as it is now: convert --explain seeds/moon.txt\n",
        ),
    ],
)
def test_a_seed_that_is_not_as_it_was_is_told(moon: Desk, state: str, said: str) -> None:
    moon.write("seeds/moon.txt", SEED + "\nЕщё строка.\n")
    if state == "gone":
        moon.delete("seeds/moon.txt")
    path = article_of(moon)
    outcome = moon.run("explain", path)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == f"{path}: error[seed]: this was made of seeds/moon.txt: {said}"


def test_an_article_that_was_written_by_hand_has_nothing_to_explain(desk: Desk) -> None:
    path = desk.article()
    outcome = desk.run("explain", path)
    assert (outcome.status, outcome.err) == (
        1,
        f"{path}: error[seed]: the article names no seed\n  only what `convert` has made of one has the key `seed`\n",
    )


def test_what_is_neither_article_nor_seed_is_told_with_the_nearest_name(moon: Desk) -> None:
    stem = article_of(moon).rpartition("/")[2].removesuffix(".md")
    outcome = moon.run("explain", stem[:-1])
    assert (outcome.status, outcome.err) == (
        2,
        f"error[seed]: there is no article and no seed {stem[:-1]}\n  did you mean `{stem}`?\n",
    )


@pytest.mark.parametrize("command", [["explain"], ["convert", "--explain"], ["convert"], ["spike", "--dry-run"]])
def test_a_seed_is_named_by_its_whole_path_too(moon: Desk, command: list[str]) -> None:
    outcome = moon.run(*command, str(moon.root / "seeds/moon.txt"))
    assert outcome.err == moon.run(*command, "seeds/moon.txt").err
    assert "there is no" not in outcome.err


@pytest.mark.parametrize("command", ["explain", "convert"])
def test_what_lies_outside_the_site_is_told_so(moon: Desk, command: str) -> None:
    outcome = moon.run(command, "/elsewhere/content/articles/moon.md")
    assert (outcome.status, outcome.err) == (
        2,
        (
            "error[seed]: /elsewhere/content/articles/moon.md does not lie in the site\n"
            f"  the site is {moon.root}; another one is named with --site\n"
        ),
    )


@pytest.mark.parametrize("command", [["explain"], ["convert"], ["teach", "--drop", "1"]])
@pytest.mark.parametrize("name", ["klingon", "rot13", "a\0b"])
def test_an_encoding_that_is_none_is_refused_before_anything_is_read(moon: Desk, command: list[str], name: str) -> None:
    outcome = moon.run(*command, "seeds/moon.txt", "--encoding", name)
    assert outcome.status == 2
    assert "is not an encoding; for example: utf-8, windows-1251, koi8-r, cp866" in outcome.err


def test_a_seed_that_is_not_there_is_told_as_one(moon: Desk) -> None:
    outcome = moon.run("explain", "seeds/mon.txt")
    assert (outcome.status, outcome.err) == (
        2,
        "error[seed]: there is no seed seeds/mon.txt\n  did you mean `seeds/moon.txt`?\n",
    )


def test_a_broken_article_is_told_with_its_line(moon: Desk) -> None:
    moon.edit(article_of(moon), "seed:", "seed: [")
    outcome = moon.run("explain", article_of(moon))
    assert (outcome.status, outcome.err.startswith(f"{article_of(moon)}:")) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
@pytest.mark.parametrize(("refused", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals_that_want_them(moon: Desk, refused: dict[str, str], coloured: bool) -> None:
    import pty

    own, other = pty.openpty()
    command = [sys.executable, "-m", "digest", "explain", "seeds/moon.txt", "--site", str(moon.root)]
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")} | {
        "TERM": "xterm"
    }
    with subprocess.Popen(command, stdout=other, env={**plain, "PYTHONPATH": str(REPOSITORY), **refused}):
        os.close(other)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that nobody writes there any more
            while chunk := os.read(own, 65536):
                shown += chunk
    os.close(own)
    assert (b"\x1b[1;32m" in shown) == coloured
    assert f"{TWO[:90]}…".encode() in shown
