"""What is proposed as one story, why, and how the editor decides: once, and in the file as he left it."""

from __future__ import annotations

import pytest

from digest.curate.decide import taken_back
from digest.errors import DigestError, UsageError
from tests.desk import Desk

FILE = "content/stories.yaml"
LOST = (
    "Ракета «Союз-У» с грузовым кораблём «Прогресс МС-04» стартовала с Байконура 1 декабря. На 382-й секунде полёта "
    "связь с кораблём прервалась, на расчётную орбиту он не вышел. Обломки сгорели над Тувой."
)
DEBRIS = (
    "В Туву выехали спасатели: над безлюдными горами республики сгорели обломки корабля «Прогресс МС-04». Связь с ним "
    "прервалась на седьмой минуте полёта, третья ступень ракеты ещё работала, до орбиты грузовой корабль не добрался."
)
CARGO = (
    "Грузовой корабль «Прогресс МС-04», обломки которого упали над Тувой, вёз на МКС скафандр и припасы. Ракета "
    "«Союз-У» не вывела его на орбиту. Космонавты станции обойдутся без груза, следующий корабль полетит в феврале."
)
OTHER = "Сборная Франции обыграла в финале чемпионата мира хорватов. Матч прошёл в Лужниках при полных трибунах."


@pytest.fixture
def archive(desk: Desk) -> Desk:
    """Three reports of one loss, a football match, and others that make the rest of an archive."""
    desk.article("«Прогресс» потерян", LOST, slug="lost", date="2016-12-01", source="ТАСС")
    desk.article("Обломки «Прогресса» сгорели над Тувой", DEBRIS, slug="debris", date="2016-12-02", source="Интерфакс")
    desk.article("Что вёз «Прогресс МС-04»", CARGO, slug="cargo", date="2016-12-02", source="Известия")
    desk.article("Франция — чемпион мира", OTHER, slug="final", date="2016-12-02", source="ТАСС")
    for number in range(12):
        words = " ".join(f"слово{number}{letter}" for letter in "абвгдежзик")
        desk.article(f"Заметка {number}", f"{words}.", slug=f"n{number}", date="2016-12-03")
    return desk


def proposed(desk: Desk, *arguments: str) -> list[tuple[str, ...]]:
    outcome = desk.run("stories", "--json", *arguments)
    assert outcome.status == 0, outcome.out
    return [
        (each["band"], *(article["file"][:-3] for article in each["articles"])) for each in outcome.json["proposals"]
    ]


def test_reports_of_one_event_are_proposed_and_no_pair_that_follows_from_others(archive: Desk) -> None:
    found = proposed(archive)
    assert {band for band, *_ in found} == {"same"}
    assert len(found) == 2
    assert {name for _, *names in found for name in names} == {"lost", "debris", "cargo"}


def test_a_reprint_is_called_one(archive: Desk) -> None:
    archive.article("Корабль «Прогресс» не долетел", f"Сообщают агентства. {LOST}", slug="copy", date="2016-12-01")
    assert proposed(archive, "copy")[0] == ("reprint", "copy", "lost")


def test_for_one_article_only_its_own_pairs_are_proposed(archive: Desk) -> None:
    assert {frozenset(names) >= {"debris"} for _, *names in proposed(archive, "debris.md")} == {True}
    assert proposed(archive, "content/articles/final.md") == []


def test_the_reasons_are_told_with_the_way_to_decide(archive: Desk) -> None:
    archive.delete("content/articles/cargo.md")
    outcome = archive.run("stories")
    assert outcome.out.startswith(
        "One story?\n"
        "  lost.md\n"
        "    «Прогресс» потерян, ТАСС, 2016-12-01\n"
        "  debris.md\n"
        "    Обломки «Прогресса» сгорели над Тувой, Интерфакс, 2016-12-02\n"
    )
    assert " % alike; a day apart; names: " in outcome.out
    assert "; words: " in outcome.out
    assert outcome.out.endswith(
        "To decide, with `follow-up` or `unrelated` in place of `same`:\n  digest stories same lost.md debris.md\n"
    )


def test_drafts_are_proposed_too(archive: Desk) -> None:
    archive.edit("content/articles/debris.md", "title:", "draft: true\ntitle:")
    assert any("debris" in names for _, *names in proposed(archive))


def test_far_apart_in_time_nothing_is_one_story(archive: Desk) -> None:
    archive.edit("content/articles/debris.md", "2016-12-02", "2018-12-02")
    archive.delete("content/articles/cargo.md")
    assert proposed(archive) == []


@pytest.mark.parametrize("kind", ["same", "follow-up", "unrelated"])
def test_what_is_decided_is_never_asked_again(archive: Desk, kind: str) -> None:
    archive.delete("content/articles/cargo.md")
    assert archive.run("stories", kind, "lost", "debris").status == 0
    assert proposed(archive) == []
    assert archive.run("stories").out == ("No two articles seem to belong together on which nothing is decided.\n")


def test_what_is_decided_of_one_article_of_a_story_is_not_asked_of_the_others(archive: Desk) -> None:
    archive.run("stories", "same", "lost", "debris")
    archive.run("stories", "unrelated", "cargo", "debris")
    assert proposed(archive) == []


def test_an_edit_changes_what_is_proposed_and_nothing_is_left_of_what_was_deleted(archive: Desk) -> None:
    assert proposed(archive) == proposed(archive)
    archive.edit("content/articles/cargo.md", CARGO, OTHER)
    assert {name for _, *names in proposed(archive) for name in names} == {"lost", "debris", "cargo", "final"}
    archive.delete("content/articles/lost.md")
    assert ("reprint", "cargo", "final") in proposed(archive)
    assert "lost" not in {name for _, *names in proposed(archive) for name in names}


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_proposed(archive: Desk) -> None:
    archive.write("content/articles/bad.md", "---\ntitle: [\n---\n")
    archive.write("content/articles/worse.md", b"\xff\xfe")
    outcome = archive.run("stories", "--json")
    assert outcome.status == 1
    assert len(outcome.json["proposals"]) == 2
    assert [each["path"] for each in outcome.json["problems"]] == [
        "content/articles/bad.md",
        "content/articles/worse.md",
    ]


def test_one_that_cannot_be_read_is_there_all_the_same(archive: Desk) -> None:
    archive.run("stories", "same", "lost", "debris")
    archive.write("content/articles/lost.md", b"\xff\xfe")
    outcome = archive.run("stories", "lost")
    assert outcome.out == "No two articles seem to belong together on which nothing is decided.\n"
    assert "there is no article" not in outcome.err
    assert "content/articles/lost.md:1: error[encoding]" in outcome.err


# deciding


def test_a_decision_is_written_behind_all_that_stands_there(archive: Desk) -> None:
    before = "\ufeff# моё\r\n\r\n-   same: [lost.md, 'final.md']   # да\r\n"
    archive.write(FILE, before)
    outcome = archive.run("stories", "follow-up", "content/articles/lost.md", "cargo")
    assert outcome.status == 0, outcome.err
    assert (archive.root / FILE).read_bytes().decode() == f"{before}- follow-up: [lost.md, cargo.md]\r\n"
    assert outcome.out == "- follow-up: [lost.md, cargo.md]\ncontent/stories.yaml was written.\n"


def test_the_first_decision_makes_the_file(archive: Desk) -> None:
    archive.run("stories", "same", "lost", "debris", "cargo", "--title", "Потеря «Прогресса»: 2016", "--lead", "debris")
    assert archive.read(FILE) == (
        "# What was decided of articles, which are named by their files below content/articles.\n"
        "- same: [lost.md, debris.md, cargo.md]\n  title: 'Потеря «Прогресса»: 2016'\n  lead: debris.md\n"
    )
    assert archive.build().status == 0
    assert "<h1>Потеря «Прогресса»: 2016</h1>" in archive.page("/stories/lost/")


def test_a_list_that_is_set_in_stays_so_and_a_missing_line_end_is_made_up(archive: Desk) -> None:
    archive.write(FILE, "  - same: [lost.md, final.md]")
    archive.run("stories", "unrelated", "lost", "cargo")
    assert archive.read(FILE) == "  - same: [lost.md, final.md]\n  - unrelated: [lost.md, cargo.md]\n"


def test_nothing_is_written_in_a_dry_run_nor_twice(archive: Desk) -> None:
    assert archive.run("stories", "same", "lost", "debris", "--dry-run").out.endswith("Nothing was written.\n")
    assert not (archive.root / FILE).exists()
    archive.run("stories", "same", "lost", "debris")
    before = archive.read(FILE)
    again = archive.run("stories", "same", "debris", "lost")
    assert (again.out, archive.read(FILE)) == ("Nothing to write: that is decided already.\n", before)
    titled = ("stories", "same", "lost", "debris", "--title", "Потеря")
    assert [archive.run(*titled).out.splitlines()[-1] for _ in range(2)] == [
        "content/stories.yaml was written.",
        "Nothing to write: that is decided already.",
    ]


@pytest.mark.parametrize("before", ["[]", "[]\n", "# моё\n[ ]  # пусто\n"])
def test_an_empty_list_makes_way(archive: Desk, before: str) -> None:
    archive.write(FILE, before)
    assert archive.run("stories", "same", "lost", "debris").status == 0
    assert archive.read(FILE).endswith("- same: [lost.md, debris.md]\n")
    assert all(comment in archive.read(FILE) for comment in before.split("\n") if comment.startswith("#"))
    assert archive.build().status == 0


@pytest.mark.parametrize("tail", ["...\n", "...  # конец\n\n# всё\n", "..."])
def test_a_decision_is_written_before_the_end_of_the_document(archive: Desk, tail: str) -> None:
    archive.write(FILE, f"---\n- same: [lost.md, final.md]\n{tail}")
    assert archive.run("stories", "unrelated", "lost", "cargo").status == 0
    assert archive.read(FILE) == f"---\n- same: [lost.md, final.md]\n- unrelated: [lost.md, cargo.md]\n{tail}"


def test_a_list_in_brackets_is_left_to_its_editor(archive: Desk) -> None:
    before = "# моё\n[{same: [lost.md, final.md]}]\n"
    archive.write(FILE, before)
    outcome = archive.run("stories", "unrelated", "lost", "cargo")
    assert outcome.status == 1
    assert outcome.err.startswith(
        "content/stories.yaml:2:1: error[edit]: the decisions stand in brackets, and none can be added to them; "
        "nothing was written\n"
        "  2 | [{same: [lost.md, final.md]}]\n"
        "    | ^\n"
        "  begin a line with each of them, without the brackets: `- same: [a.md, b.md]`\n"
    )
    assert archive.read(FILE) == before


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (
            "same",
            ["unrelated", "lost", "debris"],
            "lost.md and debris.md are unrelated by the new decision, but one story by line 2",
        ),
        (
            "unrelated",
            ["same", "lost", "debris"],
            "lost.md and debris.md are unrelated here, but one story by the new decision",
        ),
        (
            "unrelated",
            ["follow-up", "lost", "debris"],
            "lost.md and debris.md are a follow-up by the new decision, but not so by line 2",
        ),
    ],
)
def test_a_contradiction_is_refused_and_nothing_is_written(
    archive: Desk, first: str, then: list[str], told: str
) -> None:
    archive.run("stories", first, "lost", "debris")
    before = archive.read(FILE)
    outcome = archive.run("stories", *then)
    assert outcome.status == 1
    assert f": error[stories]: {told}; nothing was written\n" in outcome.err
    assert "content/stories.yaml:3" not in outcome.err
    assert "take out the one that does not hold" in outcome.err
    assert archive.read(FILE) == before


def test_what_is_wrong_with_the_new_decision_stands_in_no_line(archive: Desk) -> None:
    archive.run("stories", "same", "lost", "debris", "--title", "Потеря")
    outcome = archive.run("stories", "same", "lost", "debris", "--title", "Другое")
    assert outcome.err.startswith(
        "content/stories.yaml: error[stories]: the story has another `title` in line 2: Потеря; nothing was written\n"
    )
    outcome = archive.run("stories", "same", "cargo", "final", "--slug", "Ы")
    assert outcome.err.startswith("content/stories.yaml: error[")
    assert "; nothing was written\n" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["same", "lost", "lots"], "there is no article lots.md\n  did you mean `lost.md`?"),
        (["same", "lost"], "name two articles or more"),
        (["unrelated", "lost", "debris", "--title", "x"], "--title, --slug and --lead belong to `stories same`"),
        (["--title", "x"], "--title, --slug and --lead belong to `stories same`"),
        (["nothing"], "there is no article nothing.md"),
        (["same", "lost", "debris", "--lead", "final"], "which does not belong to this story"),
        (["same", "lost", "debris", "--slug", "Ы"], "may hold only a-z"),
    ],
)
def test_what_cannot_be_meant_is_told(archive: Desk, arguments: list[str], message: str) -> None:
    outcome = archive.run("stories", *arguments)
    assert outcome.status in (1, 2)
    assert message in outcome.err
    assert not (archive.root / FILE).exists()


def test_mistakes_in_the_file_are_told_before_anything_is_added(archive: Desk) -> None:
    archive.write(FILE, "- same: [lost.md]\n")
    outcome = archive.run("stories", "same", "lost", "debris")
    assert "`same` must name two articles or more" in outcome.err
    assert archive.read(FILE) == "- same: [lost.md]\n"


# taking a decision back


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# моё\n- same: [a.md, b.md]\n", "# моё\n"),
        ("- same: [a.md, b.md]\n  title: Т\n\n# к\n- unrelated: [a.md, c.md]\n", "\n# к\n- unrelated: [a.md, c.md]\n"),
        ("  - same:\n    - a.md\n    - b.md\n  - unrelated: [a.md, c.md]\n", "  - unrelated: [a.md, c.md]\n"),
        ("- same: [a.md, c.md]\r\n-\r\n  same: [b.md, a.md]\r\n...\r\n", "- same: [a.md, c.md]\r\n...\r\n"),
        ("\ufeff- same: [b.md, a.md]", "\ufeff"),
        ("- same: [a.md, b.md]\n- same: [b.md, a.md]\n", "- same: [a.md, b.md]\n"),
    ],
)
def test_a_decision_is_taken_back_and_all_else_stays(desk: Desk, before: str, after: str) -> None:
    desk.write(FILE, before)
    found = taken_back(desk.root, "same", ["a.md", "b.md"])
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize("text", ["[{same: [a.md, b.md]}, {same: [a.md, c.md]}]\n", "- {same: [a.md,\n- b.md]}\n"])
def test_a_decision_in_brackets_is_left_to_its_editor(desk: Desk, text: str) -> None:
    desk.write(FILE, text)
    with pytest.raises(DigestError):
        taken_back(desk.root, "same", ["a.md", "b.md"])


def test_what_was_not_decided_so_is_not_taken_back(desk: Desk) -> None:
    desk.write(FILE, "- same: [a.md, b.md, c.md]\n")
    with pytest.raises(UsageError, match="no decision says `same` of these articles alone"):
        taken_back(desk.root, "same", ["a.md", "b.md"])
