"""The theme plain: the pages of gazette as text alone, by what it replaces and no more."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from digest.site.layers import builtin
from tests.desk import REPOSITORY, Desk
from tests.site.photos import photo
from tests.site.test_pictures import place

THEME = builtin() / "themes/plain"
MOST = 5 * 1024  # bytes of a page as transferred


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The example digest that comes with the program, in this theme."""
    desk = Desk(tmp_path_factory.mktemp("plain") / "site")
    for part in ("content", "static"):
        shutil.copytree(REPOSITORY / part, desk.root / part)
    shutil.copy(REPOSITORY / "site.yaml", desk.root)
    desk.settings(theme="plain")
    outcome = desk.build("--now", "2030-01-01")
    assert (outcome.status, outcome.err) == (0, "")
    return desk


def pages(desk: Desk) -> dict[str, str]:
    return {path: data.decode() for path, data in desk.tree().items() if path.endswith(".html")}


def test_every_page_of_the_example_is_small(example: Desk) -> None:
    sizes = {path: len(gzip.compress(page.encode(), mtime=0)) for path, page in pages(example).items()}
    assert {path: size for path, size in sizes.items() if size > MOST} == {}
    assert len(sizes) > 100


def test_no_page_has_a_picture_or_what_needs_a_script(example: Desk) -> None:
    for path, page in pages(example).items():
        if path != "search/index.html":  # which says so to those who have no script
            assert not re.search(r"<(img|picture|svg|video|audio|button)\b", page), path
    article = pages(example)["2018/10/soyuz-ms-10/index.html"]
    assert "<script></script>" in article


def test_words_stand_for_pictures(desk: Desk) -> None:
    desk.settings(theme="plain")
    place(desk, "static/a.jpg", photo())
    body = '![Старт "Союза" <1>](/a.jpg) и ![](/a.jpg)'
    image = {"src": "/a.jpg", "alt": "Ракета", "caption": "Перед пуском"}
    desk.article("Пуск", body, slug="a", image=image)
    desk.article("Посадка", slug="b", image={"src": "/a.jpg", "alt": "Капсула"})
    desk.build()
    page = desk.page("/2020/01/a/")
    assert "<p>[Старт &quot;Союза&quot; &lt;1&gt;] и </p>" in page
    assert "[Перед пуском]" in page
    assert "[Капсула]" in desk.page("/2020/01/b/")


def test_a_theme_that_extends_another_replaces_little() -> None:
    own = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*") if path.is_file()}
    gazette = {path.relative_to(THEME.parent / "gazette").as_posix() for path in (THEME.parent / "gazette").rglob("*")}
    assert own - {"theme.yaml"} <= gazette
    assert len(own) <= 12


def test_nothing_that_is_replaced_has_gone_from_the_theme_below(example: Desk) -> None:
    """A file under a name that nobody asks for any more would silently stand for nothing."""
    sources = "".join(path.read_text("utf-8") for path in Path(THEME.parent / "gazette").rglob("*.html"))
    for path in THEME.rglob("*.*"):
        name = path.relative_to(THEME).as_posix()
        assert name == "theme.yaml" or f'"{name.removeprefix("inline/")}"' in sources, name
