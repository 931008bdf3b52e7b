"""Whatever stands in a call, the answer is a sentence, and no file is half written or foreign to its readers."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.content.frontmatter import parse
from digest.desk import outside
from digest.desk.calls import Given
from digest.desk.papers import opened
from digest.desk.routes import CALLS
from digest.errors import DigestError
from tests.examples import some_of
from tests.ondesk.hands import Browser

ARTICLE, ISSUE, SEED = "content/articles/proton.md", "content/issues/12.md", "seeds/one.txt"
GIVEN: dict[str, object] = {
    "file": ARTICLE,
    "files": [ARTICLE],
    "seed": SEED,
    "seeds": [SEED],
    "article": "proton.md",
    "articles": ["soyuz.md"],
    "key": "title",
    "value": "Протон",
    "title": "Пуски",
    "more": ["Ракеты"],
    "gone": [],
    "kind": "tags",
    "base": "",
    "after": "",
    "copy": "",
    "now": "",
    "rule": "",
    "source": "",
    "lines": ["Строка."],
    "number": 1,
    "line": 1,
    "position": 0,
    "to": 0,
    "before": 0,
    "up": True,
    "tags": ["Ракеты"],
    "topics": [],
}
HOSTILE: tuple[object, ...] = (
    *(
        "",
        " ",
        "'",
        '"',
        "a: b",
        "- a",
        "#",
        "---",
        "a\nb: c\n---\n",
        "\r\n",
        "\x00",
        "\x07",
        "\ud800",
        "\ufeff",
        "\x85",
    ),
    *("🚀", "\u202eабв", "{{ 7*7 }}", "<script>", "../../etc/passwd", "/etc/passwd", "*a", "&a", "!!python/x"),
    *("x" * 100_000, "[" * 5000, "null", "2021-02-30", -1, 10**30, 1.5, True, None, [], {}, [[]], ["\ud800"], ["a\nb"]),
)
NAMES = ("file", "opened", "text", *sorted(GIVEN.keys() - {"file"}))


@pytest.fixture
def hostile(browser: Browser) -> Browser:
    desk = browser.desk
    desk.article("Протон", "Ракета взлетела.", slug="proton", tags=["Ракеты"], draft=True, suggested={"tags": ["МКС"]})
    desk.article("Союз", "Корабль вернулся.", slug="soyuz")
    desk.issue(12, "proton.md", date="2020-01-20")
    desk.write(SEED, "Заголовок\n\nПервый абзац текста о ракете, которая взлетела с космодрома.\n" * 3)
    browser.preview.refresh()
    return browser


class Asked(dict[str, object]):
    """The values of a call, and which of them it has looked for."""

    def __init__(self, *values: object) -> None:
        super().__init__(*values)
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> object:
        self.names.add(name)
        return super().get(name, default)


def said(browser: Browser, name: str, given: Asked) -> str:
    """What comes of a call: a sentence, or what a page needs."""
    try:
        told = CALLS[name](browser.room, Given(given))
    except DigestError as error:
        return error.problem.message
    return str(told.get("said", told))


def whole(root: Path) -> None:
    """Nothing is left beside the texts, and whatever stands in one is UTF-8 and has front matter that can be read."""
    for path in (root / "content").rglob("*"):
        assert ".digest-" not in path.name
        if path.is_file() and path.suffix == ".md":
            parse(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", sorted(CALLS))
@pytest.mark.parametrize("file", [ARTICLE, ISSUE])
def test_any_value_is_answered_by_a_sentence(
    hostile: Browser, name: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_launch", lambda _: 0)
    desk, before = hostile.desk, hostile.desk.tree("content")

    def given(**changed: object) -> Asked:
        paper = opened(desk.root, file)
        return Asked({**GIVEN, "file": file, "opened": paper.name, "text": paper.text, **changed})

    def restore() -> None:
        for path, data in before.items():
            desk.write(f"content/{path}", data)

    whole_call = given()
    assert said(hostile, name, whole_call).strip()
    restore()
    for number, key in enumerate(sorted(whole_call.names)):
        for value in some_of(HOSTILE, number + len(name + file)):  # in all calls together each of them comes
            sentence = said(hostile, name, given(**{key: value}))
            assert sentence.strip()
            assert str(desk.root) not in sentence, (key, value)
            if key != "text":  # a text is saved as it is, and may be broken
                whole(desk.root)
            restore()


STEPS = ("mkdir", "open", "fsync", "chmod", "replace")  # of `os`: by these a text comes to the disk


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_at_any_step_is_told_and_loses_nothing(
    hostile: Browser, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, refused = hostile.desk.read(ARTICLE), 0
    for step in range(1, 100):
        with monkeypatch.context() as patch:
            left = _refusing(patch, step, code)
            answer = hostile.act("save", ARTICLE, before.replace("взлетела", "вернулась"))
        held = hostile.desk.read(ARTICLE)
        whole(hostile.desk.root)
        if answer.status_code == 200:
            assert "вернулась" in held
            hostile.desk.write(ARTICLE, before)
        else:
            assert (answer.status_code, held) == (503, before)
            assert os.strerror(code) in answer.json()["said"]
            refused += 1
        if left() > 0:  # the disk had no more to refuse
            assert refused > len(STEPS)
            return
    raise AssertionError("it never comes to its end")


def _makes_a_file(_: object, flags: int, *__: object) -> bool:
    return bool(flags & os.O_CREAT)


def _refusing(patch: pytest.MonkeyPatch, step: int, code: int) -> Callable[[], int]:
    """Have the disk refuse at one step; what is told is how many steps were still to come."""
    count = [step]

    def refused(act: Callable[..., object], writes: Callable[..., bool]) -> Callable[..., object]:
        def acted(*values: object, **more: object) -> object:
            count[0] -= writes(*values)
            if count[0] == 0 and writes(*values):
                raise OSError(code, os.strerror(code))
            return act(*values, **more)

        return acted

    for name in STEPS:
        opens = name == "open"
        patch.setattr(
            os, name, refused(getattr(os, name), lambda *values, o=opens: not o or bool(values[1] & os.O_CREAT))
        )
    return lambda: count[0]


@pytest.mark.parametrize(
    "file", ["../secret.md", "content/../../secret.md", "content/articles/../../../secret.md", "/x.md"]
)
def test_what_is_taken_back_is_one_of_the_desks_own_texts(hostile: Browser, file: str) -> None:
    root = hostile.desk.root
    for stem in (".digest/secret", ".digest/backup/secret", "../secret"):
        hostile.desk.write(f"{stem}/20200101-000000-00000000.md", "canary")
    known = set(root.parent.rglob("*.md"))
    answer = hostile.call("unspike", seed="", file=file)
    assert (answer.status_code, answer.json()["said"]) == (400, f"there is no copy of {file}")
    assert set(root.parent.rglob("*.md")) == known
