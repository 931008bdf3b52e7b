"""Lines of a seed are restored to its article, or dropped from it, and what the editor wrote stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.errors import DigestError, UsageError
from digest.seeds.choosing import Chosen, chosen
from digest.seeds.explain import explainer
from digest.settings import settings
from tests.desk import Desk
from tests.seeds.test_explain import ONE, SEED, TWO, article_of

JUNK, FIRST, SECOND = 1, 7, 9  # the numbers of lines


@pytest.fixture
def path(desk: Desk) -> str:
    """The article of a seed."""
    desk.write("seeds/moon.txt", SEED)
    assert desk.run("convert").status == 0
    return article_of(desk)


def choose(desk: Desk, path: str, *numbers: int) -> Chosen:
    given = settings(desk.root, {}, {}, datetime(2024, 1, 1, tzinfo=UTC))
    data = (desk.root / path).read_bytes()
    found = chosen(data, explainer(given).article(path, data), numbers, language="ru")
    (desk.root / path).write_bytes(found.data)
    return found


def test_a_dropped_line_leaves_the_text_and_the_front_matter(desk: Desk, path: str) -> None:
    found = choose(desk, path, SECOND)
    assert (found.restored, found.dropped) == ((), (SECOND,))
    text = desk.read(path)
    assert TWO not in text
    assert ONE in text
    assert '  lines: "7"\n' in text


def test_a_restored_line_stands_where_it_stood_in_the_seed(desk: Desk, path: str) -> None:
    found = choose(desk, path, JUNK)
    assert (found.restored, found.dropped) == ((JUNK,), ())
    body = desk.read(path).partition("---\n\n")[2]
    assert body.split("\n\n") == ["Войти", ONE, TWO + "\n"]
    assert "lines: 1 7 9" in desk.read(path)


@pytest.mark.parametrize("numbers", [(JUNK,), (FIRST, SECOND), (JUNK, FIRST, 3, 5)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_choice_again_gives_the_old_bytes(desk: Desk, path: str, numbers: tuple[int, ...], end: str) -> None:
    before = (desk.root / path).read_bytes().replace(b"\n", end.encode())
    desk.write(path, before)
    choose(desk, path, *numbers)
    assert (desk.root / path).read_bytes() != before
    choose(desk, path, *numbers)
    assert (desk.root / path).read_bytes() == before


def test_what_the_editor_wrote_elsewhere_stays(desk: Desk, path: str) -> None:
    desk.edit(path, "title:", "# мой заголовок\ntitle:")
    desk.edit(path, "прошёл по дну", "прополз по дну")
    choose(desk, path, SECOND, JUNK)
    text = desk.read(path)
    assert "# мой заголовок" in text
    assert "прополз по дну" in text
    assert "Войти\n\nСамоходный" in text
    assert TWO not in text


def test_a_line_that_the_editor_rewrote_is_not_dropped(desk: Desk, path: str) -> None:
    desk.edit(path, "За время первого лунного дня", "За первый лунный день")
    before = desk.read(path)
    with pytest.raises(DigestError, match="you have changed the text where line 9 stands, or would stand"):
        choose(desk, path, SECOND)
    assert desk.read(path) == before


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_line_that_there_is_not(desk: Desk, path: str, number: int) -> None:
    with pytest.raises(UsageError, match=f"there is no line {number}"):
        choose(desk, path, number)


def test_a_dateline_is_no_choice_and_stays_where_its_paragraph_goes(desk: Desk) -> None:
    desk.write("seeds/day.txt", f"Луноход прошёл километр\n\nМОСКВА, 17 ноября 1970 г. /ТАСС/. {ONE}\n\n{TWO}\n")
    assert desk.run("convert").status == 0
    path = article_of(desk)
    assert "dateline:" in desk.read(path)
    choose(desk, path, 3)
    text = desk.read(path)
    assert "dateline:" in text
    assert ONE not in text
    choose(desk, path, 3)
    assert ONE in desk.read(path)
    assert desk.read(path).count("ТАСС/.") == 0
