"""How much of an article stands word for word in its seed."""

from __future__ import annotations

import hashlib

import pytest

from digest.check.likeness import _shared
from tests.desk import Desk

SEED = " ".join(f"слово{number}" for number in range(100))
OWN = " ".join(f"своё{number}" for number in range(100))


def words(*ranges: range) -> list[str]:
    return [f"слово{number}" for each in ranges for number in each]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SEED.split(), (100, 100)),
        (words(range(30)), (30, 30)),
        (words(range(20), range(50, 80)), (50, 30)),
        (words(range(4)), (0, 0)),  # four words in a row are said by many
        ([*words(range(10)), "иначе", *words(range(11, 31))], (30, 20)),
        (words(range(10, 20), range(10)), (20, 10)),
        ([], (0, 0)),
    ],
)
def test_words_in_runs_are_counted(text: list[str], expected: tuple[int, int]) -> None:
    assert _shared(text, SEED.split()) == expected


def test_of_a_run_that_stands_twice_in_the_seed_the_longer_one_counts() -> None:
    seed = [*words(range(6)), "и", *words(range(12))]
    assert _shared(words(range(12)), seed) == (12, 12)


@pytest.fixture
def article(desk: Desk) -> str:
    desk.write("seeds/a.txt", SEED)
    sha256 = hashlib.sha256(SEED.encode()).hexdigest()
    half = " ".join(SEED.split()[:50])
    return desk.article(body=f"{half} {OWN}", slug="a", source="Орбита", seed={"file": "seeds/a.txt", "sha256": sha256})


def likeness(desk: Desk) -> list[str]:
    return [each["message"] for each in desk.run("check", "--json").json["problems"] if each["code"] == "likeness"]


def test_within_the_limits_it_is_only_said_when_asked(desk: Desk, article: str) -> None:
    assert likeness(desk) == []
    said = desk.run("check", "-v").out.splitlines()
    assert said[1] == "  content/articles/a.md: 33 % word for word in the seed, 50 words in a row"
    assert desk.run("check", "--json").json["likeness"] == [
        {"path": article, "share": 33, "run": 50, "full": ""},
    ]


@pytest.mark.parametrize("limits", [{"share": 32}, {"run": 49}])
def test_beyond_a_limit_it_is_told(desk: Desk, article: str, limits: dict[str, int]) -> None:
    desk.settings(likeness=limits)
    share, run = limits.get("share", 40), limits.get("run", 60)
    assert likeness(desk) == [
        f"33 % of the text stand word for word in the seed, 50 words in a row; at most {share} % and {run} words may"
    ]


def test_a_source_may_have_limits_of_its_own(desk: Desk, article: str) -> None:
    desk.settings(likeness={"share": 10, "sources": {"орбита": {"share": 50}}})
    assert likeness(desk) == []
    desk.settings(likeness={"share": 50, "sources": {"Орбита": {"run": 10}}})
    assert likeness(desk) == [
        "33 % of the text stand word for word in the seed, 50 words in a row; at most 50 % and 10 words may"
    ]


def test_a_reason_lifts_the_limits_and_is_not_shown_to_readers(desk: Desk, article: str) -> None:
    desk.settings(likeness={"share": 10})
    desk.edit(article, "---\n\n", "rights:\n  notice: © Орбита\n  full: По договору от 2 марта\n---\n\n")
    assert likeness(desk) == []
    assert desk.run("check", "-v").out.splitlines()[1].endswith("; in full: По договору от 2 марта")
    desk.build()
    page = desk.page("/2020/01/a/")
    assert ("© Орбита" in page, "По договору" in page) == (True, False)


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ("{full: true}", "`rights` `full` must say why the text may stand here in full"),
        ("{full: ''}", "`rights` `full` is empty"),
        ("{ful: По договору}", "`rights` has an unknown key `ful`"),
        ("[a]", "`rights` must be a text, not a list or a mapping"),
    ],
)
def test_a_reason_must_be_one(desk: Desk, article: str, rights: str, said: str) -> None:
    desk.edit(article, "---\n\n", f"rights: {rights}\n---\n\n")
    errors = [each for each in desk.run("check", "--json").json["problems"] if each["level"] == "error"]
    assert [(each["code"], each["message"]) for each in errors] == [("rights", said)]


def test_an_article_that_names_no_seed_is_not_compared(desk: Desk) -> None:
    desk.write("seeds/a.txt", SEED)
    desk.article(body=SEED, source="Орбита")
    assert desk.run("check", "--json").json["likeness"] == []


def test_a_text_whose_time_is_over_is_like_nothing(desk: Desk, article: str) -> None:
    desk.settings(likeness={"share": 10})
    assert likeness(desk)
    path = desk.root / article
    path.write_text(path.read_text("utf-8").replace("source:", "expires: 2020-01-01\nsource:", 1), "utf-8")
    assert likeness(desk) == []
