"""The desk in a browser, as its editor has it: in both schemes and at three widths nobody is shut out of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desk import REPOSITORY, Desk
from tests.serve.hands import Running
from tests.web.conftest import built_example
from tests.web.tools import judged

pytestmark = pytest.mark.web

SEED = "006_c8921511f3cd01a3.txt"
DRAFT = "content/articles/chernovik.md"
PAGES = {
    "inbox": "/_desk/",
    "article": f"/_desk/article?file={DRAFT}",
    "published article": "/_desk/article?file=content/articles/soyuz-ms-10.md",
    "seed": f"/_desk/seed?name=seeds/{SEED}",
    "issues": "/_desk/issues",
    "issue": "/_desk/issue?file=content/issues/3.md",
    "problems": "/_desk/problems",
    "rules": "/_desk/rules",
    "failed": "/_desk/article?file=content/articles/nothing.md",
}


@pytest.fixture(scope="module")
def desk(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the desk of the example site, with a seed that waits, a draft with guesses, and problems."""
    site = built_example(tmp_path_factory.mktemp("desk") / "site")
    shutil.copytree(REPOSITORY / "seeds", site.root / "seeds")
    _draft(site)
    site.article("Без даты", "Текст.\n\n![](/images/nothing.png)", slug="bez-daty", date="вчера")
    running = Running(site)
    yield running.address.removesuffix("/repo/")
    running.end()


def _draft(site: Desk) -> None:
    unsure = {"date": "two dates stand in the text", "author": "the line looks like a name"}
    suggested = {"tags": ["Байконур", "Протон-М"], "topics": ["Байтерек"]}
    body = "Пуск перенесён на сутки.\n\n## Подробности\n\nО причинах не сообщается."
    site.article("Черновик", body, slug="chernovik", draft=True, author="А. Б.", unsure=unsure, suggested=suggested)


@pytest.mark.parametrize("task", ["schemes", "wishes"])
def test_no_editor_is_shut_out(desk: str, task: str) -> None:
    found: list[dict[str, Any]] = judged("look.mjs", base=desk, pages=list(PAGES.values()), tasks=[task])
    found = [each for each in found if not _expected(each)]
    assert not found, "\n".join(map(str, found))


def _expected(finding: dict[str, Any]) -> bool:
    """A page that cannot be shown says so to the browser, which notes it down."""
    return finding["rule"] == "console" and finding["url"] == PAGES["failed"] and "400" in finding["says"]
