"""Many seeds, of every kind, on all cores: the same drafts whatever the number of processes, and each failure named."""

import contextlib
import datetime
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading

import pytest
from msgspec.structs import replace

from digest.errors import DigestError
from digest.seeds import batch as batches
from digest.seeds import folder
from digest.seeds.batch import Batch, Wish
from digest.seeds.convert import convert, document
from digest.seeds.folder import listing
from digest.seeds.making import Maker
from digest.seeds.parts import parts
from digest.settings import settings
from digest.watching import watched
from tests.desk import REPOSITORY
from tests.seeds.test_folder import RECORD, SEED, converted, files, reasons

WORDS = (
    "ракета спутник корабль орбита старт ступень двигатель станция экипаж топливо космодром пуск отсек модуль".split()
)
FURNITURE = ["Все новости", "Подписывайтесь на наш канал и читайте о космосе каждый день", "© Орбитальный листок"]


def story(number: int) -> str:
    """A story of its own: words in an order that no other has."""
    order = [WORDS[(number * step + step * step) % len(WORDS)] + str((number * 7 + step) % 97) for step in range(1, 60)]
    sentences = [" ".join(order[at : at + 12]).capitalize() + "." for at in range(0, 60, 12)]
    return " ".join(sentences)


def seed(number: int) -> str:
    title = f"Рассказ {number} о том, как летала ракета"
    return "\n\n".join([FURNITURE[0], title, story(number), story(number + 1000), *FURNITURE[1:]]) + "\n"


def with_jobs(desk, jobs, **flags):
    now = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    return convert(settings(desk.root, {"jobs": jobs}, {}, now), **flags)


def made(desk):
    return {path: data for path, (data, _) in files(desk).items() if path.startswith("content/") or path == RECORD}


def begin_anew(desk):
    for folder_name in ("content/articles", "seeds/.drafts", ".digest"):
        for path in desk.tree(folder_name):
            desk.delete(f"{folder_name}/{path}")
    desk.delete(RECORD)


# kinds


def test_every_kind_of_seed_is_converted(desk):
    title = "Рассказ {} о том, как летала ракета"
    page = f"<!doctype html><title>Союз</title><h1>{title.format(1)}</h1><p>{story(1)}</p><p>{story(2)}</p>"
    mail = "Subject: =?utf-8?q?Orbit?=\r\nFrom: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    saved = "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    rss = "<rss version='2.0'><channel><title>Орбита</title>{}</channel></rss>"
    item = f"<item><title>{title.format('{0}')}</title><guid>id-{{0}}</guid><description>{{1}}</description></item>"
    desk.write("seeds/a.html", page)
    desk.write("seeds/b.eml", mail + seed(10))
    desk.write(
        "seeds/c.mhtml", saved + page.replace(story(1), story(20)).replace(story(2), story(21)) + "\r\n--b--\r\n"
    )
    desk.write(
        "seeds/d.json",
        json.dumps([{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)} for n in (30, 40)]),
    )
    desk.write(
        "seeds/e.jsonl",
        "\n".join(
            json.dumps({"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)}) for n in (50, 60)
        ),
    )
    desk.write("seeds/f.rss", rss.format("".join(item.format(n, story(n) + story(n + 1)) for n in (70, 80))))
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == [
        "seeds/a.html", "seeds/b.eml", "seeds/c.mhtml", "seeds/d.json#k30", "seeds/d.json#k40",
        "seeds/e.jsonl#k50", "seeds/e.jsonl#k60", "seeds/f.rss#id-70", "seeds/f.rss#id-80",
    ]  # fmt: skip
    assert [str(problem) for problem in outcome.problems] == []
    before = files(desk)
    assert converted(desk).unchanged == 9
    assert files(desk) == before


def test_a_list_that_is_sorted_anew_or_grows_gives_only_what_is_new(desk):
    items = [{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)} for n in (10, 20, 30)]
    desk.write("seeds/wire.json", json.dumps(items[:2]))
    converted(desk)
    desk.write("seeds/wire.json", json.dumps([items[2], items[1], items[0]]))
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == ["seeds/wire.json#k30"]
    assert (outcome.unchanged, outcome.skipped) == (2, ())


def test_an_item_that_changed_is_told_and_its_article_stays(desk):
    items = [{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)} for n in (10, 20)]
    desk.write("seeds/wire.json", json.dumps(items))
    converted(desk)
    items[1]["text"] += " Ещё."
    desk.write("seeds/wire.json", json.dumps(items))
    article = "content/articles/rasskaz-20.md"
    assert reasons(converted(desk)) == [
        f"seeds/wire.json#k20: it has changed since it became {article}, which stays as it is"
    ]


def test_an_item_that_is_no_article_is_named_and_the_others_are_converted(desk):
    lines = [json.dumps({"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)}) for n in (10, 20)]
    desk.write(
        "seeds/wire.jsonl", "\n".join([lines[0], '{"id": "broken", "te', '{"id": "empty", "title": "x"}', lines[1]])
    )
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == ["seeds/wire.jsonl#k10", "seeds/wire.jsonl#k20"]
    assert len(outcome.problems) == 2
    assert all(problem.path.startswith("seeds/wire.jsonl") for problem in outcome.problems)


def test_one_item_is_converted_by_its_name(desk):
    items = [{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 1)} for n in (10, 20)]
    desk.write("seeds/wire.json", json.dumps(items))
    assert [each.seed for each in converted(desk, "wire.json#k20").converted] == ["seeds/wire.json#k20"]
    assert [each.seed for each in converted(desk, "wire.json").converted] == ["seeds/wire.json#k10"]


def test_a_list_is_not_read_once_for_each_of_its_items(desk):
    items = [{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + story(n + 500)} for n in range(20)]
    path = str(desk.root / desk.write("seeds/wire.json", json.dumps(items)))
    opened = []
    sys.addaudithook(lambda event, given: opened.append(1) if event == "open" and str(given[0]) == path else None)
    assert len(converted(desk).converted) == 20
    assert len(opened) <= 3


def test_a_list_that_is_none_is_named(desk):
    desk.write("seeds/a.json", "{")
    desk.write("seeds/b.txt", SEED)
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == ["seeds/b.txt"]
    assert [(problem.path, problem.code) for problem in outcome.problems] == [("seeds/a.json", "seed-shape")]


# many


@pytest.fixture
def many(desk):
    """A site with sixty seeds, of which one is broken, and a list of ten."""
    for number in range(60):
        desk.write(f"seeds/{number:03}.txt", seed(number))
    desk.write("seeds/030.txt", b"\x89PNG\r\n\x1a\n" * 20)
    items = [
        {"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + "\n\n" + story(n + 500)} for n in range(200, 210)
    ]
    desk.write("seeds/wire.json", json.dumps(items))
    return desk


def test_the_drafts_do_not_depend_on_the_number_of_processes(many):
    one = with_jobs(many, 1)
    drafts = made(many)
    begin_anew(many)
    several = with_jobs(many, 3)
    assert (one, drafts) == (several, made(many))
    assert len(one.converted) == 69


def test_workers_that_begin_from_nothing_make_the_same_drafts(many):
    """As on other systems, and wherever a program has threads."""
    with_jobs(many, 1)
    drafts = made(many)
    begin_anew(many)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert len(with_jobs(many, 2).converted) == 69
    finally:
        done.set()
        thread.join()
    assert made(many) == drafts


def test_one_bad_seed_among_many_is_named(many):
    outcome = with_jobs(many, 2)
    assert len(outcome.converted) == 69
    assert [(each.path, each.code, each.message) for each in outcome.problems] == [
        ("seeds/030.txt", "binary", "this is not text: it is a PNG picture")
    ]


def test_the_drafts_do_not_depend_on_what_was_known_before(many):
    with_jobs(many, 2)
    drafts = made(many)
    begin_anew(many)
    many.write(".digest/seeds", "nonsense")
    many.write(".digest/shelf", b"\xff\x00")
    with_jobs(many, 2)
    assert made(many) == drafts


def test_the_lines_of_the_other_seeds_are_known_for_each(many):
    """Each alone, in a folder with the others, comes out as with them all."""
    with_jobs(many, 2)
    drafts = made(many)
    begin_anew(many)
    for number in (5, 6):
        with_jobs(many, 2, only=[f"{number:03}.txt"])
    assert len(made(many)) == 3
    for path, data in made(many).items():
        assert path == RECORD or drafts[path] == data


def noting(part, **given):
    """A converter that notes in how many other seeds a line stands."""
    made = document(part, **given)
    told = f"{given['known'].recurring.count(FURNITURE[1])} of {given['known'].recurring.others}"
    return replace(made, seed=replace(made.seed, notes=(told,)))


def test_the_converter_is_told_which_lines_recur_in_the_site(many):
    outcome = Batch(Maker(many.root, noting), Wish(("005.txt",)), taught="").over()
    assert [each.message for each in outcome.problems] == ["58 of 58"]


def test_lines_of_files_that_have_not_changed_are_not_read_again(many):
    found = listing(many.root, jobs=1)
    lines = found.lines(jobs=1)
    assert len(lines) == 69
    many.write("seeds/005.txt", seed(5) + "Ещё одна строка внизу страницы.\n")
    again = listing(many.root, jobs=1)
    unread = [each.name for each in again.entries if again.known[each.mark][each.number][2] is None]
    assert unread == ["seeds/005.txt"]
    changed = again.lines(jobs=1)
    assert {name for name in lines if lines[name] != changed[name]} == {"seeds/005.txt"}


def deadly(part, **given):
    """A converter that dies over one seed, hangs over another, and has a fault in a third."""
    if part.name == "seeds/007.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    if part.name == "seeds/008.txt":
        while True:
            pass
    if part.name == "seeds/009.txt":
        raise ZeroDivisionError("of ours")
    return document(part, **given)


def test_a_worker_that_died_hung_or_had_a_fault_is_named_with_its_seed(many, monkeypatch):
    monkeypatch.setattr(batches, "SECONDS", 0.5)
    outcome = Batch(Maker(many.root, deadly), Wish(jobs=2), taught="").over()
    assert len(outcome.converted) == 66
    told = [each for each in outcome.problems if each.path != "seeds/030.txt"]
    assert [(each.path, each.code, each.message) for each in told] == [
        ("seeds/007.txt", "seed-effort", "it cannot be converted: the process that was at it died"),
        ("seeds/008.txt", "seed-effort", "it cannot be converted: it took more than 0.5 seconds"),
        (
            "seeds/009.txt",
            "fault",
            f"it cannot be converted: the program has a fault: {ZeroDivisionError('of ours')!r}",
        ),
    ]
    assert [each.hint for each in told[1:]] == [
        "remove it, or divide it into parts", "please report it with the file .digest/fault.txt"
    ]  # fmt: skip
    assert "of ours" in many.read(".digest/fault.txt")


def test_who_watches_is_told_how_far_it_is(many):
    told = []
    with watched(lambda *each: told.append(each)):
        with_jobs(many, 2)
    assert [each for each in told if each[0] == "reading"][-1] == ("reading", 70, 70)
    assert [each for each in told if each[0] == "converting"] == [("converting", n, 70) for n in range(1, 71)]


def test_the_record_is_whole_when_the_run_is_interrupted(many):
    def stop(what, done, _):
        if what == "converting" and done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(stop):
        with_jobs(many, 2)
    assert len(many.read(RECORD).splitlines()) == 20
    outcome = with_jobs(many, 2)
    assert (len(outcome.converted), outcome.unchanged) == (50, 19)


def test_a_file_that_changes_between_two_looks_is_named(many):
    found = listing(many.root, jobs=1)
    entry = next(each for each in found.entries if each.name == "seeds/005.txt")
    many.write("seeds/005.txt", seed(500))
    with pytest.raises(DigestError) as error:
        folder.part_of(many.root, entry)
    assert str(error.value).startswith("seeds/005.txt")


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes share no memory there")
def test_a_list_is_taken_apart_once_for_all_cores(desk, monkeypatch):
    """Each time it is, a line is written where all processes can."""
    items = [{"id": f"k{n}", "title": f"Рассказ {n}", "text": story(n) + "\n\n" + story(n + 500)} for n in range(40)]
    desk.write("seeds/wire.json", json.dumps([*items, {"id": "k40", "text": ""}]))

    def counted(data, path, **flags):
        with open(desk.root / "times", "a") as times:
            times.write(f"{path}\n")
        return parts(data, path, **flags)

    folder._parts.cache_clear()
    monkeypatch.setattr(folder, "parts", counted)
    outcome = with_jobs(desk, 2)
    assert [each.seed for each in outcome.converted] == [f"seeds/wire.json#k{n}" for n in range(40)]
    assert [each.message for each in outcome.problems] == ["item 41 has no text; its keys are `id`, `text`"]
    assert desk.read("times") == "seeds/wire.json\n"


# at a terminal


def bar(desk, *flags):
    """What `convert` writes to a terminal of its own, where nobody is patient."""
    import pty

    ours, theirs = pty.openpty()
    code = "from digest.cli import main, progress; progress.SOON = 0; main()"
    command = [sys.executable, "-c", code, "convert", "--site", str(desk.root), *flags]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment, cwd=REPOSITORY)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # the terminal is gone when the program has ended
        while piece := os.read(ours, 65536):
            said += piece
    process.communicate()
    os.close(ours)
    return said.decode()


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_bar_grows_at_a_terminal(many):
    many.delete("seeds/030.txt")
    assert "converting" in bar(many)
    begin_anew(many)
    assert "converting" not in bar(many, "--quiet")


def test_a_page_saved_again_and_again_is_still_an_article(desk):
    for views in (45, 46, 47):
        desk.write(
            f"seeds/v{views}.txt",
            "Новости\nВойти\n\nВ Туле открыли школу\n\n5 сентября 2023, 10:00\n\nНовую школу на 1100 мест открыли в "
            "Туле, сообщила пресс-служба области.\n\nОна стоит в Зареченском районе. Директором стала Ольга Белова, "
            f"которая раньше руководила лицеем.\n\nПросмотров: {views}\n© Тульские вести\n",
        )
    outcome = desk.run("convert")
    assert outcome.status == 0, outcome.err
    (article,) = desk.tree("content/articles").values()
    assert "Новую школу на 1100 мест" in article.decode()
    assert "Она стоит в Зареченском районе." in article.decode()
