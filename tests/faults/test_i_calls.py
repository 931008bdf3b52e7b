"""What the desk is told to write and to open: only by its own page, only what it knows, never through a shell."""

from __future__ import annotations

import json
import sys
import time

import pytest

from digest.desk.outside import VARIABLE, command
from digest.desk.papers import opened
from digest.errors import UsageError
from digest.serve.gate import BODY
from tests.desk import Desk
from tests.ondesk.hands import OWN, Browser


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """A window with the desk of an empty site."""
    return Browser(desk)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": None}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"x-digest-token": "another"}, 403),
        ({"x-digest-token": "другой"}, 403),
        ({"x-digest-token": None}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"host": "evil.example"}, 421),
        ({"content-length": str(BODY + 1)}, 413),
        ({"content-length": "-1"}, 413),
        ({"content-length": "x"}, 413),
        ({"transfer-encoding": "chunked"}, 411),
    ],
)
def test_i5_i6_i22_a_call_from_elsewhere_is_refused(
    browser: Browser, headers: dict[str, str | None], status: int
) -> None:
    path = browser.desk.article("Протон")
    before = browser.desk.read(path)
    sent = {name: value.encode() for name, value in {**OWN, **headers}.items() if value is not None}
    body = json.dumps({"file": path, "opened": "", "text": "x"})
    answer = browser.ask("POST", "/_desk/call/save", content=body, headers=sent)
    assert answer.status_code == status, answer.text
    assert browser.desk.read(path) == before


def test_i22_nothing_can_be_sent_to_a_page(browser: Browser) -> None:
    for address in ("/", "/_desk/", "/_live/events", "/_desk/callx"):
        assert browser.ask("POST", address, content="{}", headers=OWN).status_code == 405


def test_d18_i22_two_writers_on_one_file_lose_nothing(browser: Browser) -> None:
    path = browser.desk.article("Протон", "Первый абзац.\n\nВторой абзац.")
    begun = opened(browser.desk.root, path)
    browser.desk.edit(path, "Второй абзац.", "Второй абзац, дополненный.")
    mine = begun.text.replace("Первый абзац.", "Первый абзац, мой.")
    answer = browser.call("save", file=path, opened=begun.name, text=mine)
    assert answer.status_code == 409
    assert "Первый абзац." in browser.desk.read(path)
    told = answer.json()
    assert told["theirs"]["text"] == browser.desk.read(path)
    assert "+Первый абзац, мой." in told["difference"]
    both = browser.call("together", file=path, base=begun.text, text=mine).json()
    assert "Первый абзац, мой.\n\nВторой абзац, дополненный." in both["text"]
    assert browser.call("save", file=path, opened=both["opened"], text=both["text"]).status_code == 200
    assert browser.desk.read(path) == both["text"]


@pytest.mark.parametrize(
    "path",
    [
        "../site.yaml",
        "site.yaml",
        "/etc/passwd",
        "content/../site.yaml",
        "content/articles/none.md",
        "",
        "content",
        ".git/config",
    ],
)
def test_i1_i22_no_other_file_can_be_named(browser: Browser, path: str) -> None:
    browser.desk.article("Протон")
    before = browser.desk.tree(".")
    for name in ("save", "together", "keep"):
        answer = browser.call(name, file=path, opened="", text="x", base="")
        assert answer.status_code == 400, name
    assert browser.ask("GET", "/_desk/article", params={"file": path}).status_code == 400
    assert browser.desk.tree(".") == before


def test_i4_i22_a_link_out_of_the_site_is_not_followed(browser: Browser) -> None:
    outside = browser.desk.root.parent / "secret.md"
    outside.write_text("secret")
    (browser.desk.root / "content/articles").mkdir(parents=True)
    (browser.desk.root / "content/articles/a.md").symlink_to(outside)
    assert browser.call("save", file="content/articles/a.md", opened="", text="x").status_code == 400
    assert outside.read_text() == "secret"


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ("code --goto {file}:{line}", ["code", "--goto", "/s/a b;rm -rf.md:7"]),
        ("vim +{line} {file}", ["vim", "+7", "/s/a b;rm -rf.md"]),
        ("gedit", ["gedit", "/s/a b;rm -rf.md"]),
        ("'/opt/my editor/run' -n {line} {file}", ["/opt/my editor/run", "-n", "7", "/s/a b;rm -rf.md"]),
        ("subl {file}:{line}:1", ["subl", "/s/a b;rm -rf.md:7:1"]),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths are written otherwise there")
def test_i23_a_name_stays_one_argument_whatever_it_is(given: str, arguments: list[str]) -> None:
    assert command(given, "/s/a b;rm -rf.md", 7) == arguments


@pytest.mark.parametrize("given", ["sh -c 'vim {file}'", "vim --x={file}", "vim 'open", "run {file};ls"])
def test_i23_a_program_that_would_take_a_name_apart_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match=VARIABLE):
        command(given, "/s/a.md", 1)


@pytest.mark.parametrize(
    "name", [";touch owned", "$(touch owned)", "`touch owned`", "-rf", "a & touch owned", "{line}"]
)
@pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so there")
def test_i23_hostile_names_are_names(browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = browser.desk.article("Протон", slug=name)
    noted = browser.desk.root / "noted"
    script = f"import pathlib, sys; pathlib.Path({str(noted)!r}).write_text('\\0'.join(sys.argv[1:]))"
    monkeypatch.setenv(VARIABLE, f'"{sys.executable}" -c "{script}" {{line}} {{file}}')
    answer = browser.call("open-editor", file=path, line=3)
    assert answer.status_code == 200, answer.text
    assert answer.json()["said"].startswith("Opened in python")
    end = time.monotonic() + 20
    while not (noted.exists() and noted.read_text()) and time.monotonic() < end:
        time.sleep(0.02)
    assert noted.read_text().split("\0") == ["3", str(browser.desk.root.resolve() / path)]
    assert not list(browser.desk.root.rglob("owned"))


def test_i23_nothing_else_can_be_opened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-program-anywhere")
    for path in ("site.yaml", "../../etc/passwd", "content/articles/;rm -rf.md", ""):
        assert browser.call("open-editor", file=path, line=1).status_code == 400
    assert browser.ask("GET", "/_desk/call/open-editor").status_code == 404
