"""Any edits, kills, full disks, clocks and branches, in any order: no stale page, and no byte lost that was typed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.desk.calls import Clash
from digest.desk.papers import opened, saved
from digest.errors import MachineError
from tests.desk import Desk
from tests.fault import CRASHED
from tests.faults.dying import KINDS, End, command, end_of, forks
from tests.publish.conftest import alone, git  # noqa: F401
from tests.seeds.test_folder import SEED
from tests.serve.test_incremental import begin, remove_broken
from tests.site.test_incremental import TAGS, Editor, clean

pytestmark = [forks, pytest.mark.usefixtures("alone")]
MOMENTS = ("2019-05-05 12:00", "2023-06-01 00:00", "2024-01-01 12:00", "2031-12-31 23:59")


@pytest.mark.parametrize("seed", [pytest.param(each, marks=pytest.mark.slow if each else ()) for each in range(4)])
def test_a31_after_any_edits_the_next_build_equals_a_clean_one(quick: Desk, seed: int) -> None:
    editor = Editor(quick, seed)
    quick.build()
    for _ in range(6):
        acts = [editor.edit() for _ in range(editor.chance.randint(1, 3))]
        outcome = quick.build()
        assert outcome.status in (0, 1), outcome.err
        assert quick.tree() == clean(quick), acts


@pytest.mark.parametrize("seed", [pytest.param(each, marks=pytest.mark.slow if each else ()) for each in range(3)])
def test_a3_a31_after_any_kill_the_next_build_equals_a_clean_one(quick: Desk, seed: int) -> None:
    editor = Editor(quick, 100 + seed)
    quick.build()
    for _ in range(4):
        acts = [editor.edit(), editor.edit()]
        before = quick.tree()
        end = end_of(command(quick, "build"), f"crash:{editor.chance.randint(1, 200)}")
        after = clean(quick)
        assert quick.tree() in (before, after), "a site that is neither the old nor the new one"
        assert end.status in (CRASHED, 0, 1)
        quick.build()
        assert quick.tree() == after, acts
        assert not list(quick.root.glob(".public.*"))


class Day:
    """An editor's long day: what is done by hand, what the program does, and all that befalls the two."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(1000 + seed)
        desk.write(".gitignore", "/public/\n/.digest/\n/.public.*\n.*.digest-*\n")
        desk.settings(cards=2)
        self.editor = Editor(desk, seed)
        self.preview = begin(desk)
        self.now, self.done, self.seeds = MOMENTS[2], list[str](), 0
        git(desk.root, "init", "-q", "-b", "main")
        for name, value in {"user.name": "Редактор", "user.email": "a@example.org", "core.autocrlf": "false"}.items():
            git(desk.root, "config", name, value)
        self.committed()
        desk.build("--now", self.now)

    def round(self) -> None:
        """Something is done, and the site is brought up to date; both may be cut off."""
        acts = [self.edited, self.edited, self.edited, self.converted, self.saved, self.tool, self.clock, self.branch]
        self.done = []
        for _ in range(self.chance.randint(1, 4)):
            self.chance.choice(acts)()
        self.built_with_a_fault()
        outcome = self.desk.build("--now", self.now)
        assert outcome.status in (0, 1), (outcome.err, self.done)
        assert self.desk.tree() == clean(self.desk, "--now", self.now), self.done
        assert not list(self.desk.root.glob(".public.*")), self.done

    # by hand

    def edited(self) -> None:
        self.done.append(self.editor.edit())

    def clock(self) -> None:
        """Another day; and some files bear times of a clock that went wrong."""
        self.now = self.chance.choice(MOMENTS)
        for path in self.chance.sample(self.texts(), 3):
            moment = time.time() + self.chance.choice([-1e8, -100, 0, 1e8])
            os.utime(path, (moment, moment))
        self.done.append(f"clock {self.now}")

    def branch(self) -> None:
        """All is committed, and another branch is taken out, or begun."""
        self.committed()
        known = git(self.desk.root, "branch", "--format=%(refname:short)").split()
        name = self.chance.choice(["main", "spring", "autumn"])
        git(self.desk.root, "checkout", "-q", *([] if name in known else ["-b"]), name)
        self.done.append(f"branch {name}")

    def committed(self) -> None:
        git(self.desk.root, "add", "-A")
        git(self.desk.root, "commit", "-q", "--allow-empty", "-m", "Работа")

    # by the program

    def converted(self) -> None:
        self.seeds += 1
        words = SEED.replace("Протон", f"Протон-{self.seeds}").replace("третий", f"{self.seeds + 2}-й")
        self.desk.write(f"seeds/{self.seeds}.txt", words)
        self.kept("convert", command(self.desk, "convert"))

    def tool(self) -> None:
        one, other = self.chance.sample(TAGS, 2)
        article = self.chance.choice(self.texts()).stem
        tools = [("tags", "rename", one, other), ("tags", "merge", one, other), ("suggest",), ("check", "--fix")]
        tools += [("accept", article), ("stories", "same", article, self.chance.choice(self.texts()).stem)]
        arguments = self.chance.choice(tools)
        self.kept(" ".join(arguments), command(self.desk, *arguments))

    def saved(self) -> None:
        """At the desk, where somebody else may have saved since the page was opened."""
        path = self.chance.choice(self.texts()).relative_to(self.desk.root).as_posix()
        paper = opened(self.desk.root, path)
        data = paper.data + f"\nНабрано: {self.chance.random()}\n".encode()

        def work() -> int:
            try:
                saved(self.desk.root, paper, data, datetime.now(UTC))
            except (MachineError, Clash):
                return 3
            return 0

        if self.chance.random() < 0.2:
            (self.desk.root / path).write_bytes(paper.data + "\nИх правка.\n".encode())
        self.kept(f"save {path}", work)

    def kept(self, name: str, work: Callable[[], int]) -> None:
        """The program works on texts, and perhaps comes to its end before: each text is there as it was, or a copy."""
        before = self.contents()
        end = self.with_a_fault(work)
        self.done.append(f"{name} -> {end.status}")
        assert "Traceback" not in end.said, (end.said, self.done)
        held = {*self.contents().values(), *self.desk.tree(".digest/backup").values()}
        assert not [path for path, data in before.items() if data not in held], self.done

    def built_with_a_fault(self) -> None:
        before, old = self.contents(), self.desk.tree()
        end = self.with_a_fault(command(self.desk, "build", "--now", self.now))
        self.done.append(f"build -> {end.status}")
        assert "Traceback" not in end.said, (end.said, self.done)
        assert self.contents() == before, self.done
        assert self.desk.tree() in (old, clean(self.desk, "--now", self.now)), self.done

    def with_a_fault(self, work: Callable[[], int]) -> End:
        kind = self.chance.choice([*KINDS, "short", "none"])
        return end_of(work, f"{kind}:{self.chance.randint(1, 120)}" if kind != "none" else "count")

    # what stands there

    def texts(self) -> list[Path]:
        return sorted(self.desk.root.glob("content/articles/*.md"))

    def contents(self) -> dict[str, bytes]:
        """Every text, by its path."""
        found = {**self.desk.tree("content"), "site.yaml": (self.desk.root / "site.yaml").read_bytes()}
        return {path: data for path, data in found.items() if ".digest-" not in path}

    def seen_by_the_preview(self) -> None:
        """A preview that has seen it all shows what one that begins now shows."""
        remove_broken(self.desk)
        shown, fresh = self.preview.refresh(), begin(self.desk).refresh()
        assert dict(shown.files) == dict(fresh.files), self.done


def test_a31_d11_d16_d19_an_hour_of_work(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    worked(quick, 0, 3, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a31_d11_d16_d19_two_hours_of_work(quick: Desk, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    worked(quick, seed, 40, monkeypatch)


def worked(desk: Desk, seed: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold a day to the law, round by round."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704099600")
    day = Day(desk, seed)
    for number in range(1, rounds + 1):
        day.round()
        day.preview.refresh()
        if number % 8 == 0:
            day.seen_by_the_preview()
            for _ in range(4):
                day.editor.write()
