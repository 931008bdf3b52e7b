"""A file, a page or what is typed in becomes a seed: under a name that is safe, as it came, and never twice."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from digest.seeds.kinds import guessed
from digest.seeds.naming import path_of_file, path_of_page
from digest.seeds.parts import SIZE, parts
from tests.desk import Desk, Outcome
from tests.seeds.web import HOME, Web

TEXT = "Аппарат «Венера-7» совершил мягкую посадку на поверхность планеты и двадцать три минуты передавал сигнал."
PAGE = f"<!doctype html><title>Венера</title><h1>Посадка</h1><p>{TEXT}</p>"
ITEM = json.dumps({"id": "1", "title": "Венера", "text": TEXT}, ensure_ascii=False)
ENTRY = f"<item><guid>1</guid><description>{TEXT}</description></item>"
FEED = f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{ENTRY}</channel></rss>'
MAIL = f"From: a@orbita.example\nSubject: Venera\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
SAVED = (
    "From: <Saved>\nSnapshot-Content-Location: https://orbita.example/\nMIME-Version: 1.0\n"
    f"Content-Type: text/html\n\n{PAGE}"
)


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what an editor has found, in which he stands."""
    folder = tmp_path / "found"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def seeds(desk: Desk) -> dict[str, bytes]:
    return desk.tree("seeds")


def typed(desk: Desk, monkeypatch: pytest.MonkeyPatch, data: bytes, *flags: str) -> Outcome:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return desk.run("add", "-", *flags)


# files


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("venera.txt", "venera.txt"),
        ("Посадка на Венеру.HTML", "posadka-na-veneru.html"),
        ("../found/a b.txt", "a-b.txt"),
        ("con.txt", "con-d41480.txt"),
        ("README.txt", "seed-readme.txt"),
        ("🚀.txt", "seed-58f495.txt"),
        ("./-rf.txt", "rf.txt"),
        ("a.tar.txt", "a-tar.txt"),
    ],
)
def test_a_file_is_copied_under_a_safe_name(desk: Desk, found: Path, name: str, seed: str) -> None:
    (found / name).write_bytes(TEXT.encode("koi8-r", "ignore"))
    outcome = desk.run("add", name)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"{name} -> seeds/{seed}\n1 new seed; `digest convert` makes drafts.\n"
    assert seeds(desk) == {seed: TEXT.encode("koi8-r", "ignore")}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", ITEM), ("a.json", f"[{ITEM}]"), ("a.xml", FEED), ("a.eml", MAIL), ("a.mhtml", SAVED),
        ("a.htm", PAGE), ("a.text", TEXT),
    ],
)  # fmt: skip
def test_every_kind_of_seed_can_be_added(desk: Desk, found: Path, name: str, data: str) -> None:
    (found / name).write_text(data, encoding="utf-8")
    assert desk.run("add", name).status == 0
    assert seeds(desk) == {name: data.encode()}


def test_the_same_bytes_are_not_copied_twice(desk: Desk, found: Path) -> None:
    (found / "a.txt").write_text(TEXT, encoding="utf-8")
    (found / "b.txt").write_text(TEXT, encoding="utf-8")
    outcome = desk.run("add", "a.txt", "b.txt", "a.txt")
    assert outcome.out.split("\n")[1:3] == [
        "b.txt is there already: seeds/a.txt",
        "a.txt is there already: seeds/a.txt",
    ]
    assert list(seeds(desk)) == ["a.txt"]


def test_a_namesake_is_told_apart_by_what_it_holds_the_same_way_every_time(desk: Desk, found: Path) -> None:
    (found / "a.txt").write_text(TEXT, encoding="utf-8")
    desk.write("seeds/a.txt", "другое")
    desk.run("add", "a.txt")
    first = seeds(desk)
    (other,) = set(first) - {"a.txt"}
    assert (first["a.txt"].decode(), first[other].decode()) == ("другое", TEXT)
    desk.delete(f"seeds/{other}")
    desk.run("add", "a.txt")
    assert seeds(desk) == first


def test_an_editor_says_what_a_seed_is_called(desk: Desk, found: Path) -> None:
    (found / "notes.md").write_text(TEXT, encoding="utf-8")
    (found / "b.html").write_text(PAGE, encoding="utf-8")
    assert desk.run("add", "notes.md", "--name", "Венера.txt").status == 0
    assert desk.run("add", "b.html", "--name", "посадка").status == 0
    assert sorted(seeds(desk)) == ["posadka.html", "venera.txt"]


def test_one_name_is_for_one_thing(desk: Desk) -> None:
    outcome = desk.run("add", "a.txt", "b.txt", "--name", "c")
    assert (outcome.status, outcome.err) == (
        2,
        "error[usage]: --name needs one thing that is called so\n  digest add --name proton page.html\n",
    )


KINDS = ".txt, .text, .html, .htm, .mhtml, .mht, .eml, .json, .jsonl, .ndjson, .rss, .atom, .rdf, .xml"
REFUSED = {
    ("none.txt", None): "none.txt: error[file]: cannot read none.txt: No such file or directory",
    ("a.txt", b""): "a.txt: error[no-article]: it is empty",
    ("a.txt", b"\x89PNG\r\n\x1a\n"): "a.txt: error[binary]: this is not text: it is a PNG picture",
    ("a.html", b"PK\x03\x04"): "a.html: error[binary]: this is not text: it is a ZIP archive or office document",
    ("a.pdf", b"%PDF"): (
        "a.pdf: error[seed-kind]: this kind of file is not converted\n"
        f"  seeds end in {KINDS}; with --name you call it so"
    ),
    ("a.json", b"[1"): (
        "a.json:1: error[seed-shape]: this is no JSON: expecting ',' delimiter\n  mend it there, or save the list anew"
    ),
    ("a.xml", b"<svg/>"): (
        "a.xml: error[seed-shape]: this is no feed: its outermost element is <svg>\n"
        "  RSS and Atom files are read; save a page as .html"
    ),
    ("a.txt", b"a" * (SIZE + 1)): (
        "a.txt: error[size]: cannot read a.txt: it has 10,485,761 bytes; at most 10,485,760 are read\n  divide it"
    ),
}


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: REFUSED[file].partition("\n")[0][:60])
def test_what_cannot_be_a_seed_is_refused_by_name(desk: Desk, found: Path, file: tuple[str, bytes | None]) -> None:
    name, data = file
    if data is not None:
        (found / name).write_bytes(data)
    outcome = desk.run("add", name)
    assert (outcome.status, outcome.err.partition("\n\n")[0]) == (1, REFUSED[file])
    assert seeds(desk) == {}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device"])
def test_what_is_no_ordinary_file_is_refused_and_never_waited_for(desk: Desk, found: Path, kind: str) -> None:
    name = "/dev/zero" if kind == "device" else "a.txt"
    (found / "b.txt").write_text(TEXT, encoding="utf-8")
    if kind == "link":
        (found / "a.txt").symlink_to("b.txt")
    elif kind == "pipe":
        os.mkfifo(found / "a.txt")
    elif kind == "folder":
        (found / "a.txt").mkdir()
    outcome = desk.run("add", name)
    said = "a symbolic link is not followed" if kind == "link" else "this is not an ordinary file"
    assert (outcome.status, said in outcome.err, seeds(desk)) == (1, True, {})


def test_one_that_fails_does_not_stop_the_others(desk: Desk, found: Path) -> None:
    for name in ("a", "c"):
        (found / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
    outcome = desk.run("add", "a.txt", "b.txt", "c.txt", "--json")
    assert (outcome.status, sorted(seeds(desk))) == (1, ["a.txt", "c.txt"])
    assert [each["path"] for each in outcome.json["problems"]] == ["b.txt"]
    assert outcome.json["added"][1] == {"asked": "c.txt", "seed": "seeds/c.txt", "new": True}


def test_a_dry_run_writes_nothing(desk: Desk, found: Path, web: Web) -> None:
    (found / "a.txt").write_text(TEXT, encoding="utf-8")
    outcome = desk.run("add", "a.txt", web.url("/venera"), "--dry-run")
    assert outcome.out.split("\n")[0::2] == ["a.txt would become seeds/a.txt", "Nothing was written."]
    assert (outcome.status, seeds(desk), web.paths) == (0, {}, [])


def test_a_folder_that_leads_elsewhere_is_not_written_to(desk: Desk, found: Path) -> None:
    (found / "a.txt").write_text(TEXT, encoding="utf-8")
    (desk.root / "seeds").symlink_to(found)
    outcome = desk.run("add", "a.txt")
    assert (outcome.status, outcome.err) == (
        1,
        "seeds: error[file]: a symbolic link is not followed\n  make it a real folder\n",
    )


def test_what_a_killed_run_left_is_swept(desk: Desk, found: Path) -> None:
    (found / "a.txt").write_text(TEXT, encoding="utf-8")
    desk.write("seeds/.b.txt.digest-new-77", "пол")
    desk.run("add", "a.txt")
    assert list(seeds(desk)) == ["a.txt"]


# what is typed in


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (TEXT.encode(), ".txt"),
        (TEXT.encode("utf-16"), ".txt"),
        (TEXT.encode("cp1251"), ".txt"),
        (b"", ".txt"),
        (f"Внимание: {TEXT}".encode(), ".txt"),
        (b"Note: [1] {2}", ".txt"),
        (b"[1] {2}", ".txt"),
        (PAGE.encode("cp1251"), ".html"),
        (f"<?xml version='1.0'?>\n{PAGE}".encode(), ".html"),
        (FEED.encode(), ".xml"),
        (FEED.encode("utf-16"), ".xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", ".xml"),
        (f"[{ITEM}]".encode(), ".json"),
        (ITEM.encode(), ".json"),
        (f"{ITEM}\n{ITEM}\n".encode(), ".jsonl"),
        (MAIL.encode(), ".eml"),
        (SAVED.encode(), ".mhtml"),
        (SAVED.replace("\n", "\r\n").encode(), ".mhtml"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, ending: str) -> None:
    assert guessed(data) == ending


def test_what_is_typed_in_is_stored_under_a_name_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = typed(desk, monkeypatch, PAGE.encode())
    ((name, data),) = seeds(desk).items()
    assert (outcome.status, name.startswith("pasted-"), name.endswith(".html"), data) == (0, True, True, PAGE.encode())
    assert typed(desk, monkeypatch, PAGE.encode()).out == f"- is there already: seeds/{name}\n"


@pytest.mark.parametrize(("name", "seed"), [("Венера", "venera.html"), ("венера.txt", "venera.txt")])
def test_what_is_typed_in_gets_the_name_that_is_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, seed: str
) -> None:
    typed(desk, monkeypatch, PAGE.encode(), "--name", name)
    assert list(seeds(desk)) == [seed]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "-: error[no-article]: it is empty\n"),
        (b"GIF89a", "-: error[binary]: this is not text: it is a GIF picture\n"),
        (b"a" * (SIZE + 9), "-: error[size]: it has more than 10,485,760 bytes\n"),
    ],
)
def test_what_is_typed_in_and_is_no_text_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    outcome = typed(desk, monkeypatch, data)
    assert (outcome.status, outcome.err.split("\n\n")[0] + "\n") == (1, said)


# pages


def test_a_page_is_fetched_and_stored_with_its_address_and_time(desk: Desk, web: Web) -> None:
    web.page("/venera-7/posadka", PAGE.encode("cp1251"), "text/html; charset=windows-1251")
    url = web.leads("/go", "/venera-7/posadka")
    outcome = desk.run("add", url, "--allow", HOME)
    ((name, data),) = seeds(desk).items()
    assert outcome.out == f"{url} -> seeds/{name}\n1 new seed; `digest convert` makes drafts.\n"
    (part,) = parts(data, name)
    assert (part.data, part.charset, part.facts.url) == (
        PAGE.encode("cp1251"), "windows-1251", web.url("/venera-7/posadka"),
    )  # fmt: skip
    assert part.fetched is not None


def test_a_page_that_is_there_is_not_fetched_again_under_any_of_its_addresses(desk: Desk, web: Web) -> None:
    page = web.page("/venera-7/posadka", PAGE)
    web.leads("/go", "/venera-7/posadka")
    desk.run("add", web.url("/go"), "--allow", HOME)
    (name,) = seeds(desk)
    asked = list(web.paths)
    for url in (web.url("/go"), page, f"{page}/?utm_source=mail#top"):
        assert desk.run("add", url, "--allow", HOME).out == f"{url} is there already: seeds/{name}\n"
    assert web.paths == asked


def test_a_page_that_was_saved_by_hand_is_known_by_its_address(desk: Desk, web: Web) -> None:
    url = web.url("/venera")
    desk.write("seeds/by-hand.mhtml", f"Snapshot-Content-Location: {url}\nContent-Type: text/html\n\n{PAGE}")
    assert desk.run("add", url, "--allow", HOME).out == f"{url} is there already: seeds/by-hand.mhtml\n"


def test_an_editor_says_what_a_page_is_called(desk: Desk, web: Web) -> None:
    desk.run("add", web.page("/1", PAGE), "--allow", HOME, "--name", "Венера")
    assert list(seeds(desk)) == ["venera.mhtml"]


def test_a_private_machine_is_refused_by_name(desk: Desk, web: Web) -> None:
    url = web.page("/1", PAGE)
    hint = "if that is meant: add --allow 127.0.0.1, or `allow:` in content/feeds.yaml"
    outcome = desk.run("add", url)
    assert (outcome.status, outcome.err.split("\n\n")[0]) == (
        1,
        f"{url}: error[fetch]: 127.0.0.1 is this machine itself\n  {hint}",
    )
    assert web.paths == []


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "text/html", "error[fetch]: this is not text: it is a PNG picture"),
        (b"%PDF", "application/pdf", "error[fetch]: it is application/pdf; pages, texts, feeds and JSON are fetched"),
        (b"<svg/>", "text/xml", "error[seed-shape]: this is no feed: its outermost element is <svg>"),
    ],
)
def test_what_is_no_page_is_refused_by_name(desk: Desk, web: Web, data: bytes, kind: str, said: str) -> None:
    url = web.page("/1", data, kind)
    outcome = desk.run("add", url, "--allow", HOME)
    assert (outcome.status, outcome.err.split("\n")[0], seeds(desk)) == (1, f"{url}: {said}", {})


def test_a_list_that_is_fetched_is_as_many_articles_as_it_holds(desk: Desk, web: Web) -> None:
    url = web.page("/api/news", f"[{ITEM}, {ITEM.replace('1', '2')}]", "application/json")
    assert desk.run("add", url, "--allow", HOME).status == 0
    ((name, data),) = seeds(desk).items()
    assert [part.name for part in parts(data, name)] == [f"{name}#1", f"{name}#2"]


def test_an_answer_that_does_not_say_what_it_is_is_looked_at(desk: Desk, web: Web) -> None:
    assert desk.run("add", web.page("/1", PAGE, ""), "--allow", HOME).status == 0
    ((name, data),) = seeds(desk).items()
    assert parts(data, name)[0].kind == "page"


# names


@pytest.mark.parametrize(
    ("url", "title", "path"),
    [
        ("https://www.orbita.example/2020/07/venera-sela.html", "", "seeds/orbita-example-venera-sela-"),
        ("https://orbita.example/news/12345", "Посадка на Венеру", "seeds/orbita-example-posadka-na-veneru-"),
        ("https://orbita.example/news/12345", "", "seeds/orbita-example-12345-"),
        ("https://orbita.example/", "", "seeds/orbita-example-"),
        ("https://orbita.example/../../etc/passwd%00/..", "", "seeds/orbita-example-"),
        ("https://orbita.example/" + "пуск-" * 300, "", "seeds/orbita-example-pusk-pusk-"),
        ("https://[2001:db8::1]/a", "", "seeds/2001-db8-1-a-"),
    ],
)
def test_the_name_of_a_page_can_be_read_and_does_no_harm(url: str, title: str, path: str) -> None:
    made = path_of_page(url, title, url)
    assert made.startswith(path)
    assert made == path_of_page(url, title, url) != path_of_page(url, title, url, 1)
    assert (made.count("/"), len(made) < 120, made.endswith(".mhtml")) == (1, True, True)


@pytest.mark.parametrize("name", ["license", "README", "..", "CON", "a\nb", "\x1b[31m", "a" * 300, "‮txt"])
def test_the_name_of_a_file_does_no_harm(name: str) -> None:
    made = path_of_file(name, ".txt")
    assert made.startswith("seeds/")
    assert not made.lower().startswith(("seeds/readme", "seeds/license", "seeds/con.", "seeds/."))
    assert set(made[6:]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(made) < 120
