"""A site full of articles that nobody means to write: one build, each of them told by its line, all others built."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.desk import Desk
from tests.faults.hostile_articles import CASES

GOOD = [f"good-{n}" for n in range(5)]


@dataclass(frozen=True)
class Built:
    """The site after its build, what was told by the files that it was told of, and the seconds that it took."""

    desk: Desk
    told: Mapping[str, list[Mapping[str, Any]]]
    seconds: float


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build of all cases, with a few articles among them in which nothing is wrong."""
    desk = Desk(tmp_path_factory.mktemp("hostile") / "site")
    for name in GOOD:
        desk.article(name.title(), slug=name)
    for name, case in CASES.items():
        desk.write(f"content/articles/{name}.md", case.text)
    began = time.process_time()
    outcome = desk.build("--json")
    told: dict[str, list[Mapping[str, Any]]] = {}
    for problem in outcome.json["problems"]:
        told.setdefault(problem["path"], []).append(problem)
    assert outcome.status == 1
    return Built(desk, told, time.process_time() - began)


@pytest.mark.parametrize("name", CASES)
def test_an_article_is_shown_or_told_of_with_its_line(name: str, built: Built) -> None:
    case, path = CASES[name], f"content/articles/{name}.md"
    told = [(each["code"], each["line"]) for each in built.told.get(path, ())]
    assert told == ([(case.code, case.line)] if case.code else [])
    for each in built.told.get(path, ()):
        assert each["message"]
        assert case.hint in each["hint"]
        assert each["hint"]
    level = {each["level"] for each in built.told.get(path, ())}
    shown = built.desk.has(f"/2020/01/{name.lower()}/")
    assert shown == (level != {"error"} or case.code == "link")  # a dead link loses its address, and no more
    assert case.shown in (built.desk.page(f"/2020/01/{name.lower()}/") if shown else "")


def test_e1_e2_e3_e4_e5_e6_e7_e21_e22_the_other_articles_are_built(built: Built) -> None:
    assert len(CASES) > 60
    for name in GOOD:
        assert built.desk.has(f"/2020/01/{name}/")
    assert {path for path in built.told if "good" in path} == set()
    assert built.seconds < 2 * len(CASES) / 10


def test_e18_e20_nothing_is_written_beside_the_site(built: Built) -> None:
    above = built.desk.root.parent
    assert [each.name for each in above.iterdir()] == ["site"]
    assert {each.name for each in built.desk.root.iterdir()} == {"content", "public", "site.yaml", ".digest"}
    assert b"root:" not in b"".join(built.desk.tree().values())
