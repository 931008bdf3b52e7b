"""Every tool that writes into an editor's file: a copy first, never over what is saved meanwhile, no byte more."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.publish.linkcheck import Looked, fix
from digest.publish.outgoing import Outgoing
from digest.publish.renames import Renamed, remember
from digest.publish.schedule import WORKFLOW, bring_up_to_date, lines
from digest.settings import settings
from tests.desk import Desk
from tests.faults.dying import KINDS, command, end_of, every, forks
from tests.seeds.test_folder import SEED

pytestmark = forks
Work = Callable[[], int]
FILE = "content/articles/first.md"
TEXT = """\
---
# моё: не трогать
title: "Пуск с  Байконура"   # как есть
date: 2020-01-02
мой-ключ: {б: 1, а: [2, 3]}
source_url: https://example.org/a?utm_source=x
tags: [ 'Протон М', Ракеты ]  # две
suggested:
  tags: [Байконур]
draft: false
---

Протон М взлетел  с Байконура. Казахстан рад.\x20

Он летел долго."""
STORIES = "# моё\n- unrelated: [first.md, third.md]\n"
SOURCES = "# моё\nТАСС: {country: RU}\n"
LESSON = ("seeds/a.txt", "--drop", "9", "--known-by", "11", "--source", "Листок", "--yes")
TAGS = "# моё\nБайконур: {hidden: [Тюратам]}\nКазахстан:\n"


def desk_of(desk: Desk, bom: bool = False, end: str = "\n") -> Desk:
    """A desk on which every tool has something to write."""
    text = ("\ufeff" if bom else "") + TEXT.replace("\n", end)
    desk.write(FILE, text)
    desk.article("Второй пуск", "Казахстан продлил аренду.", slug="second", tags=["Протон М"])
    desk.article("Третий", slug="third")
    desk.write("content/tags.yaml", TAGS)
    desk.write("content/stories.yaml", STORIES)
    desk.write("content/sources.yaml", SOURCES)
    desk.write("seeds/a.txt", f"{SEED}\n© Ракетный листок\n")
    desk.write(WORKFLOW, "name: Digest\non:\n  push:\n    branches: [main]\n  workflow_dispatch:\n")
    return desk


def archived(desk: Desk) -> Work:
    """The copy of a dead original is written down."""
    link = Outgoing("https://example.org/a", FILE, 6, "source_url")
    seen = Looked("2024-01-01", dead=True, copy="https://web.archive.org/web/2020/https://example.org/a")
    return lambda: len(fix(desk.root, [link], {link.url: seen})) - 1


def aliased(desk: Desk) -> Work:
    """The former address of an article is written down."""
    site = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))
    return lambda: len(list(remember(site, [Renamed("/old/", FILE, "/2020/01/first/")])))


def scheduled(desk: Desk) -> Work:
    """A workflow gets its hours."""
    return lambda: not bring_up_to_date(desk.root, lines((6, 18), "Europe/Moscow"), dry_run=False)


def run(*arguments: str) -> Callable[[Desk], Work]:
    """A command of the program."""
    return lambda desk: command(desk, *arguments)


TOOLS: dict[str, tuple[str, Callable[[Desk], Work]]] = {
    "check --fix": (FILE, run("check", "--fix")),
    "suggest": (FILE, run("suggest", "first")),
    "accept": (FILE, run("accept", "first")),
    "tags rename": (FILE, run("tags", "rename", "Протон М", "Протон-5")),
    "tags merge": (FILE, run("tags", "merge", "Протон М", "Ракеты")),
    "links --fix": (FILE, archived),
    "diff --fix": (FILE, aliased),
    "tags.yaml": ("content/tags.yaml", run("tags", "rename", "Байконур", "Тюратам-5")),
    "stories": ("content/stories.yaml", run("stories", "same", "first", "second")),
    "teach": (
        "content/sources.yaml",
        run("teach", *LESSON),
    ),
    "schedule": (WORKFLOW, scheduled),
}
OF_ARTICLES = [name for name, (path, _) in TOOLS.items() if path == FILE]
tools = pytest.mark.parametrize("name", TOOLS)
SOME = ("tags rename", "stories")  # of which the ordinary runs cut off the work


def copies(desk: Desk) -> list[bytes]:
    """What was put by."""
    return list(desk.tree(".digest/backup").values())


@tools
def test_d19_what_a_tool_writes_over_is_put_by(quick: Desk, name: str) -> None:
    path, tool = TOOLS[name]
    before = (desk_of(quick).root / path).read_bytes()
    end = end_of(tool(quick))
    assert (quick.root / path).read_bytes() != before, end.said
    assert before in copies(quick)


@tools
@pytest.mark.parametrize("event", ["os.chmod", "ctypes.dlopen"], ids=["before the look", "after the look"])
def test_d11_who_saves_in_the_very_moment_wins(quick: Desk, name: str, event: str) -> None:
    """The last events before two files are exchanged: the new one gets its mode, and the system is asked how."""
    path, tool = TOOLS[name]
    place = desk_of(quick).root / path
    theirs = place.read_bytes() + "\n# сохранено только что\n".encode()

    def save_just_then() -> int:
        left = [theirs]

        def hook(seen: str, arguments: tuple) -> None:
            if left and seen == event and (seen != "os.chmod" or _is_ours(arguments[0], place)):
                place.write_bytes(left.pop())

        sys.addaudithook(hook)
        return tool(quick)()

    end = end_of(save_just_then)
    assert "Traceback" not in end.said.replace("digest.errors.DigestError", "") or name in ("links --fix", "schedule")
    assert place.read_bytes() == theirs, end.said
    assert [each.name for each in place.parent.iterdir() if ".digest-" in each.name] == []


def _is_ours(name: object, place: Path) -> bool:
    return isinstance(name, (str, Path)) and f".{place.name[:40]}.digest-put" in str(name) and ".tmp" not in str(name)


@pytest.mark.parametrize("name", OF_ARTICLES)
@pytest.mark.parametrize(("bom", "end"), [(False, "\r\n"), (True, "\n"), (True, "\r\n")], ids=["crlf", "bom", "both"])
def test_d13_d14_a_tool_keeps_the_ways_of_an_editor(quick: Desk, name: str, bom: bool, end: str) -> None:
    desk_of(quick, bom=bom, end=end)
    end_of(TOOLS[name][1](quick))
    after = (quick.root / FILE).read_bytes()
    assert after.startswith("\ufeff".encode()) == bom
    text = after.decode("utf-8-sig")
    assert text.count("\n") == text.count(end)
    assert text.endswith("Он летел долго.")
    signs = ("# моё", "# как есть", "мой-ключ", "draft")
    kept = [line for line in TEXT.split("\n") if any(sign in line for sign in signs)]
    assert [line for line in text.split(end) if line in kept] == kept
    assert "# две" in text


@pytest.mark.parametrize("name", [pytest.param(each, marks=() if each in SOME else pytest.mark.slow) for each in TOOLS])
@pytest.mark.parametrize("kind", [KINDS[0], pytest.param("enospc", marks=pytest.mark.slow)])
def test_d19_a_tool_that_is_cut_off_leaves_the_old_file_or_the_new_one_and_a_copy(
    quick: Desk, name: str, kind: str
) -> None:
    path, tool = TOOLS[name]
    place = desk_of(quick).root / path
    before = place.read_bytes()
    assert end_of(tool(quick)).status in (0, 1)
    after = place.read_bytes()
    shutil.rmtree(quick.root)
    desk_of(Desk(quick.root))
    for where, _ in every(quick, tool(quick), kind, 3):
        held = place.read_bytes()
        assert held in (before, after), where
        if held == after:
            assert before in copies(quick), where
        else:
            end_of(tool(quick))
            assert place.read_bytes() == after, where


def test_d19_a_copy_that_was_made_is_never_written_over(quick: Desk) -> None:
    """Two conversions, two edits between them: both texts are there."""
    desk_of(quick)
    for number in range(3):
        quick.edit(FILE, "долго", f"долго, {number}")
        quick.write(FILE, quick.read(FILE).replace("взлетел ", "взлетел  "))
        end_of(command(quick, "check", "--fix"))
    assert all(f"долго, {number}".encode() in b"".join(copies(quick)) for number in range(3))


def test_d11_a_new_issue_is_never_written_over_one_that_came_in_this_moment(quick: Desk) -> None:
    desk_of(quick)
    place = quick.root / "content/issues/1.md"

    def made_just_then() -> int:
        def hook(seen: str, arguments: tuple) -> None:
            if seen == "os.link" and not place.exists():
                place.write_text("моё", encoding="utf-8")

        sys.addaudithook(hook)
        return command(quick, "issue", "new", "--since", "2020-01-01")()

    end = end_of(made_just_then)
    assert (end.status, place.read_text(encoding="utf-8")) == (1, "моё"), end.said
    assert "changed by somebody else just now" in end.said
