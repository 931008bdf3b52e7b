"""A crash, a full or a broken disk at every write of a conversion: no half file, no word lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digest.cli import status
from digest.content.frontmatter import spelt
from digest.model import Document
from digest.seeds import making, version
from digest.seeds.convert import convert
from digest.settings import settings
from tests.desk import Desk
from tests.faults.dying import KINDS, NOW, end_of, every, forks
from tests.seeds.test_folder import ARTICLE, RECORD, SEED

pytestmark = forks
FEW = 2  # touches that have their turn in ordinary runs; in the long ones all have
DRAFTS = "seeds/.drafts/"
SOYUZ, ROKOT, ANGARA = (ARTICLE.replace("proton", name) for name in ("soyuz", "rokot", "angara"))
IDS = {"crash": "C33", "enospc": "C34", "eio": "A9-for-good", "once": "A9"}
kinds = pytest.mark.parametrize("kind", KINDS, ids=IDS.get)
TYPED = ("Снова Союз", "четвёртый пуск")  # what an editor has typed since the first conversion


def rewritten(made: Document) -> str:
    """A draft as a better converter writes it."""
    return (
        spelt(made)
        .replace("сообщили в агентстве", "сообщили в космическом агентстве")
        .replace("третий пуск", "пятый пуск")
    )


def newly(desk: Desk) -> Desk:
    """Four new seeds, two of them of one name."""
    for name, rocket in {"a": "Протон", "b": "Союз", "c": "Рокот", "d": "Протон"}.items():
        desk.write(f"seeds/{name}.txt", SEED.replace("Протон", rocket).replace("осень", f"осень {name}"))
    return desk


def again(desk: Desk) -> Desk:
    """An untouched draft, an edited one that can be merged, one that clashes, and a new seed."""
    for name, rocket in {"a": "Протон", "b": "Союз", "c": "Рокот"}.items():
        desk.write(f"seeds/{name}.txt", SEED.replace("Протон", rocket))
    convert(settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC)))
    desk.edit(SOYUZ, "title: Союз", "title: Снова Союз")
    desk.edit(ROKOT, "третий пуск", "четвёртый пуск")
    desk.write("seeds/d.txt", SEED.replace("Протон", "Ангара"))
    return desk


def work(desk: Desk, *, better: bool = False) -> Callable[[], int]:
    """A conversion by the command, as work for a process of its own."""

    def work() -> int:
        os.environ["SOURCE_DATE_EPOCH"] = NOW
        if better:
            version.version, making.spelt = lambda: "newer", rewritten
        return status(["convert", "--site", str(desk.root)])

    return work


def standing(desk: Desk) -> dict[str, bytes]:
    """All that counts: the articles, what lies beside them, the record. Hidden files are read by nothing."""
    found = {f"content/{path}": data for path, data in desk.tree("content").items()}
    if (desk.root / RECORD).exists():
        found[RECORD] = (desk.root / RECORD).read_bytes()
    return {path: data for path, data in found.items() if not path.rpartition("/")[2].startswith(".")}


def every_word(desk: Desk) -> str:
    """The articles and whatever was put by, as one text."""
    paths = [*desk.root.glob("content/**/*"), *desk.root.glob(".digest/backup/**/*")]
    return "".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def whole_at_every_touch(desk: Desk, kind: str, ends: int = 0, *, better: bool) -> int:
    """Hold every end to the law. How many there were."""
    before, doing = standing(desk), work(desk, better=better)
    typed = [word for word in TYPED if word in every_word(desk)]
    after: dict[str, bytes] = {}
    found = []
    for where, end in every(desk, doing, kind, ends):
        assert end.crashed or end.status in (0, 1, 3), where
        assert "Traceback" not in end.said, where
        assert end.status != 3 or "error[" in end.said, where
        found.append((where, standing(desk)))
        assert all(word in every_word(desk) for word in typed), where
        healed = end_of(doing)
        after = after or standing(desk)
        assert healed.status in (0, 1), where + healed.said
        assert standing(desk) == after, where
        assert all(word in every_word(desk) for word in typed), where
        assert not [path for path in desk.root.glob("content/**/.*") if ".digest-" in path.name], where
    for where, stood in found:
        for path, data in stood.items():
            assert path == RECORD or data in (before.get(path), after.get(path)), f"{path}: {where}"
        assert not {path for path in before if path not in stood and path in after}, where
    return len(found)


@kinds
def test_a_later_conversion_that_is_cut_off_loses_nothing(quick: Desk, kind: str) -> None:
    assert whole_at_every_touch(again(quick), kind, FEW, better=True) == FEW


@pytest.mark.slow
@kinds
@pytest.mark.parametrize("better", [False, True], ids=["first", "later"])
def test_a_conversion_that_is_cut_off_at_any_touch_loses_nothing(quick: Desk, kind: str, better: bool) -> None:
    desk = again(quick) if better else newly(quick)
    assert whole_at_every_touch(desk, kind, better=better) > 20


def test_a9_a_disk_that_takes_little_at_a_time_gets_all(quick: Desk) -> None:
    newly(quick)
    assert end_of(work(quick), "short:1").status == 0
    short = standing(quick)
    for path in (*short, *(f"{DRAFTS}{each}" for each in quick.tree(DRAFTS))):
        quick.delete(path)
    assert end_of(work(quick)).status == 0
    assert standing(quick) == short
