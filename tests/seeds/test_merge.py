"""What an editor changed and what the converter changed meet in one text, or the editor's stays as it is."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.seeds.merge import merged, units

BASE = "\nПервый.\n\nВторой.\n\nТретий.\n\nЧетвёртый.\n"


def changed(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_changes_of_different_paragraphs_are_both_taken():
    ours, theirs = changed(("Второй.", "Второй, исправлен.")), changed(("Четвёртый.", "Четвёртый, чище."))
    assert merged(BASE, ours, theirs) == changed(("Второй.", "Второй, исправлен."), ("Четвёртый.", "Четвёртый, чище."))


def test_paragraphs_that_are_neighbours_do_not_meet():
    ours, theirs = changed(("Второй.", "Второй, исправлен.")), changed(("Третий.\n\n", ""))
    assert merged(BASE, ours, theirs) == "\nПервый.\n\nВторой, исправлен.\n\nЧетвёртый.\n"


def test_lines_of_one_list_do_not_meet():
    base = "- раз\n- два\n- три\n"
    assert merged(base, "- раз!\n- два\n- три\n", "- раз\n- два\n") == "- раз!\n- два\n"


def test_the_same_change_is_taken_once():
    both = changed(("Третий.", "Третий.\n\nНовый."), ("Первый.\n\n", ""))
    assert merged(BASE, both, both) == both


def test_a_reworded_line_is_known_beside_one_that_both_removed():
    base = "Старое.\n\nРакета взлетела утром с Байконура.\n\nКонец.\n"
    ours = "Ракета взлетела утром с космодрома Байконур.\n\nКонец.\n"
    assert merged(base, ours, base.removeprefix("Старое.\n\n")) == ours
    assert merged(base, base.removeprefix("Старое.\n\n"), ours) == ours


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (changed(("Второй.", "Второй, мой.")), changed(("Второй.", "Второй, его."))),
        (changed(("Второй.\n\n", "")), changed(("Второй.", "Второй, его."))),
        (changed(("Второй.", "Второй, мой.")), changed(("Второй.\n\n", ""))),
        (changed(("Третий.", "Моё.\n\nТретий.")), changed(("Третий.", "Его.\n\nТретий."))),
        (changed(("Четвёртый.", "Четвёртый.\n\nМоё.")), changed(("Четвёртый.", "Четвёртый.\n\nЕго."))),
    ],
    ids=["both reworded", "ours removed", "theirs removed", "both put in", "both added"],
)
def test_different_changes_of_one_place_clash(ours, theirs):
    assert merged(BASE, ours, theirs) is None


def test_the_bytes_of_what_did_not_change_stay():
    ours = BASE.replace("\n", "\r\n").replace("Второй.\r\n\r\n", "Второй.\r\n\r\n\r\n\r\n").removesuffix("\r\n")
    theirs = changed(("Первый.", "Первый, чище."), ("Третий.\n\n", ""))
    assert merged(BASE, ours, theirs) == "\r\nПервый, чище.\r\n\r\nВторой.\r\n\r\n\r\n\r\nЧетвёртый."


def test_what_is_added_below_a_text_without_a_last_line_end_stands_apart():
    assert merged(BASE, BASE.rstrip("\n"), changed(("Четвёртый.", "Четвёртый.\n\nПятый."))) == (
        changed(("Четвёртый.", "Четвёртый.\n\nПятый."))
    )


def test_a_text_that_is_cut_ends_with_its_last_line():
    assert merged(BASE, changed(("Первый", "1-й")), changed(("\n\nЧетвёртый.\n", "\n"))) == (
        "\n1-й.\n\nВторой.\n\nТретий.\n"
    )


def test_a_text_of_equal_lines_takes_no_time():
    many = "строка\n" * 20_000
    assert merged(many, "моя\n" + many, many + "его\n") in (None, "моя\n" + many + "его\n")


# whatever people and converters do

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
STEPS = st.lists(st.tuples(st.sampled_from(["put in", "remove", "reword", "join"]), st.integers(0, 9)), max_size=5)


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n\n" for line in lines)


def edited(lines: list[str], steps: list[tuple[str, int]], who: str) -> list[str]:
    """The lines after some edits; new words are `who`'s own."""
    found = list(lines)
    for number, (step, place) in enumerate(steps):
        at = min(place, max(0, len(found) - 1))
        if step == "put in" or not found:
            found.insert(at, f"{who}{number}")
        elif step == "remove":
            del found[at]
        elif step == "reword":
            found[at] += f" {who}{number}"
        elif at + 1 < len(found):
            found[at : at + 2] = [f"{found[at]} {found[at + 1]}"]
    return found


@given(st.integers(0, 8), STEPS, ENDS)
def test_where_one_side_changed_nothing_the_other_counts(count, steps, end):
    base = [f"строка {number}" for number in range(count)]
    other = edited(base, steps, "н")
    assert merged(text(base), text(other).replace("\n", end), text(base)) == text(other).replace("\n", end)
    assert units(merged(text(base), text(base), text(other))) == units(text(other))


@settings(max_examples=300)
@given(st.integers(0, 8), STEPS, STEPS, ENDS)
def test_each_line_that_a_side_made_stands_there_and_none_that_it_removed(count, mine, others, end):
    base = [f"строка {number}" for number in range(count)]
    ours, theirs = edited(base, mine, "м"), edited(base, others, "е")
    found = merged(text(base), text(ours).replace("\n", end), text(theirs))
    if found is not None:
        expected = (Counter(ours) - Counter(base)) | (Counter(theirs) - Counter(base))
        expected += Counter(line for line in base if line in ours and line in theirs)
        assert Counter(unit.words for unit in units(found)) == expected
        assert end == "\r" or "\r" not in found.replace(end, "")


@settings(max_examples=300)
@given(st.integers(0, 8), STEPS, STEPS)
def test_only_changes_of_one_place_clash(count, mine, others):
    """What one of them did to the first half and the other to the last is never in each other's way."""
    first, last = [f"начало {number}" for number in range(count)], [f"конец {number}" for number in range(count)]
    ours, theirs = [*edited(first, mine, "м"), "середина", *last], [*first, "середина", *edited(last, others, "е")]
    both = [*edited(first, mine, "м"), "середина", *edited(last, others, "е")]
    assert units(merged(text([*first, "середина", *last]), text(ours), text(theirs))) == units(text(both))
