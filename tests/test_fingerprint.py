"""Equal values have equal names, in every run; different values have different ones."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.inspect import StructType, Type, UnionType, VarTupleType, type_info
from msgspec.json import Decoder
from msgspec.structs import replace

import digest.site.pages  # noqa: F401  # so that all kinds of values are known
from digest.fingerprint import LONG, Names, Simple, brief, fingerprint, of_bytes, of_folder


class Launch(Struct, frozen=True):
    rocket: str
    day: date | None = None
    stages: tuple[object, ...] = ()


class Landing(Struct, frozen=True):
    rocket: str
    day: date | None = None
    stages: tuple[object, ...] = ()


class Crew(Simple, frozen=True):
    name: str
    seats: int = 0


class Cargo(Simple, frozen=True):
    name: str
    seats: int = 0


PROTON = Launch("Протон", date(2013, 7, 2), (1, 2, 3))


def test_a_name_is_the_same_in_every_run() -> None:
    values = "(('a', 1), {'b': None, 'a': True}, 1.5, datetime(2020, 1, 2, tzinfo=UTC))"
    script = f"from datetime import *\nfrom digest.fingerprint import fingerprint\nprint(fingerprint({values}))"
    names = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati"}
        command = [sys.executable, "-c", script]
        run = subprocess.run(
            command, env=environment, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
        )
        names.add(run.stdout)
    assert len(names) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        (("a", ""), ("", "a")),
        (("a", ("b",)), (("a",), "b")),
        ((), ((),)),
        ("1", 1),
        (1, True),
        (1, 1.0),
        (None, "None"),
        ({"a": 1}, {"a": "1"}),
        ({"a": {"b": 1}}, {"a": {}, "b": 1}),
        ("s1:a", ("a",)),
        (date(2020, 1, 2), datetime(2020, 1, 2)),
        (datetime(2020, 1, 2), datetime(2020, 1, 2, tzinfo=UTC)),
        (PROTON, replace(PROTON, rocket="протон")),
        (PROTON, replace(PROTON, stages=(1, 2))),
        (PROTON, Landing(PROTON.rocket, PROTON.day, PROTON.stages)),
        (Launch("a", None, ("b",)), Launch("a", None, (Launch("b"),))),
        (Crew("Союз", 3), Crew("Союз", 2)),
        (Crew("Союз", 3), Cargo("Союз", 3)),
        (Crew("1", 2), Crew("1,2")),
        (Launch("a", None, (Crew("b"),)), Launch("a", None, (Cargo("b"),))),
        ("а" * LONG, "а" * (LONG + 1)),
        ("а" * (LONG + 1), "а" * LONG + "б"),
        (("а" * LONG + "б", "в"), ("а" * LONG, "бв")),
        (Launch("а" * (LONG + 1)), Launch("а" * (LONG + 2))),
    ],
)
def test_different_values_have_different_names(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_the_order_of_a_mapping_is_no_difference() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_shared_names_change_no_name() -> None:
    names: Names = {}
    values = [(Launch(str(number % 3)), PROTON) for number in range(9)]
    assert [fingerprint(value, names) for value in values] == [fingerprint(value) for value in values]


@pytest.mark.parametrize("value", [{1, 2}, object(), b"a", Launch, ["a", {1}]])
def test_what_has_no_order_or_no_value_has_no_name(value: object) -> None:
    with pytest.raises(TypeError):
        fingerprint(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
)


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(VALUES, VALUES)
def test_names_are_equal_where_spellings_are(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (canonical(one) == canonical(other))


def canonical(value: object) -> str:
    """A spelling that tells 1 from True, and puts mappings in order."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(canonical, value)) + ")"
    return repr(value)


@pytest.mark.parametrize("kind", [each for each in Simple.__subclasses__() if each.__module__.startswith("digest.")])
def test_whatever_is_named_by_its_json_could_be_read_from_it(kind: type[Simple]) -> None:
    Decoder(kind)  # refuses a field that may be either of two kinds that JSON has alike
    assert seen_within(type_info(kind)) <= {"StrType", "IntType", "BoolType", "NoneType", "DateTimeType"}


def seen_within(kind: Type) -> set[str]:
    """The names of the kinds of plain values that a value is made of."""
    match kind:
        case StructType(fields=fields):
            return set[str]().union(*(seen_within(each.type) for each in fields))
        case UnionType(types=types):
            return set[str]().union(*map(seen_within, types))
        case VarTupleType(item_type=item):
            return seen_within(item)
    return {type(kind).__name__}


def test_a_folder_is_known_by_names_and_bytes(tmp_path: Path) -> None:
    def name() -> str:
        return of_folder(tmp_path, "*.html")

    names = [name()]
    (tmp_path / "a.html").write_text("a")
    names.append(name())
    (tmp_path / "a.html").write_text("b")
    names.append(name())
    (tmp_path / "a.html").rename(tmp_path / "b.html")
    names.append(name())
    (tmp_path / "inner").mkdir()
    (tmp_path / "b.html").rename(tmp_path / "inner" / "b.html")
    names.append(name())
    assert len(set(names)) == 5
    (tmp_path / "other.css").write_text("c")
    os.utime(tmp_path / "inner" / "b.html", (0, 0))
    assert name() == names[-1]


def test_of_a_folder_those_files_are_named_that_a_path_finds(tmp_path: Path) -> None:
    for name in ("b.py", "a/b.py", "a/.hidden/c.py", "a/c.html", "a.py", "folder.py/d.py", "имя/é.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "link.py").symlink_to(tmp_path / "a.py")
    (tmp_path / "leads-nowhere.py").symlink_to(tmp_path / "none")
    (tmp_path / "leads-back").symlink_to(tmp_path)
    found = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.py") if path.is_file()}
    assert of_folder(tmp_path, "*.py") == fingerprint(
        tuple((name, of_bytes(path.read_bytes())) for name, path in sorted(found.items()))
    )


def test_bytes_have_names_of_24_letters() -> None:
    assert len(of_bytes(b"a")) == 24
    assert of_bytes(b"a") != of_bytes(b"b")


@given(st.lists(st.one_of(st.text(max_size=40), st.none(), st.integers(), st.tuples(st.text(max_size=9))), min_size=2))
def test_brief_names_tell_values_apart_as_well_as_fingerprints(values: list[object]) -> None:
    names: Names = {}
    assert len({brief(value, names) for value in values}) == len({fingerprint(value) for value in values})


def test_a_brief_name_is_never_taken_for_a_fingerprint() -> None:
    long = brief("а" * 100, {})
    assert brief(long, {}) != long
    assert brief(PROTON, {}).startswith("<")
