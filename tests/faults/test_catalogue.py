"""Every row of the catalogue has a test that provokes it, or a reason why there is none; the manual shows which."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.desk import REPOSITORY
from tests.faults.catalogue import EXEMPT, GROUPS, ROWS
from tests.faults.names import exact, rows
from tests.faults.proofs import Proof, proofs
from tests.faults.table import PAGE, page


@pytest.fixture(scope="module")
def found() -> tuple[Proof, ...]:
    return proofs()


def test_the_catalogue_is_whole() -> None:
    sizes = {group: sum(row.group == group for row in ROWS.values()) for group in GROUPS}
    assert sizes == {"A": 31, "B": 12, "C": 37, "D": 19, "E": 30, "F": 16, "G": 14, "H": 27, "I": 25, "J": 17}
    assert [row for group, size in sizes.items() for row in (f"{group}{n}" for n in range(1, size + 1))] == list(ROWS)


def test_every_row_has_a_test_or_a_reason(found: tuple[Proof, ...]) -> None:
    assert sorted(ROWS.keys() - {proof.row for proof in found} - set(EXEMPT)) == []


def test_no_test_names_a_row_that_is_not_there(found: tuple[Proof, ...]) -> None:
    assert sorted({proof.row for proof in found} - set(ROWS)) == []


def test_a_reason_stands_only_where_there_is_no_test(found: tuple[Proof, ...]) -> None:
    assert set(EXEMPT) <= set(ROWS)
    assert sorted(set(EXEMPT) & {proof.row for proof in found}) == []


def test_the_manual_shows_every_row_as_it_is(found: tuple[Proof, ...]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found), "python -m tests.faults.table writes it anew"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("test_c5_it_works", ("C5",)),
        ("test_c5_c16_it_works", ("C5", "C16")),
        ("test_it_works[E7-big]", ("E7",)),
        ("test_e1_it_works[E17-E3-big]", ("E1", "E17", "E3")),
        ("test_it_works[h1-utf8-B2B]", ()),
        ("test_c5x_works", ()),
    ],
    ids=lambda _: "name",
)
def test_a_name_tells_its_rows(name: str, told: tuple[str, ...]) -> None:
    assert rows(name) == told


def test_a_row_is_chosen_exactly() -> None:
    assert exact("C1 or C10 and not c1") == "row_c1_ or row_c10_ and not c1"
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [*command, "tests/faults/test_i_addresses.py", "-k", "I2 or I3"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    chosen = [line.rpartition("::")[2] for line in found.stdout.split("\n") if "::" in line]
    assert {rows(name) for name in chosen} == {("I3",)}  # and none of I24
