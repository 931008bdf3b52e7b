"""What is kept in rows is read back as it was written, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cores import beside
from digest.errors import MachineError
from digest.stock import Stock
from tests.desk import REPOSITORY
from tests.fault import CRASHED


def stock(folder: Path, key: str = "key") -> Stock:
    return Stock(folder / "a.sqlite", key, "one", "other")


def test_rows_are_read_back_by_kind_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"b": b"1", "a": b"\xff\x00"}, "other": {"b": b"2"}})
    again = stock(tmp_path)
    assert list(again.rows("one").items()) == [("b", b"1"), ("a", b"\xff\x00")]
    assert (again.row("other", "b"), again.row("other", "a")) == (b"2", None)


def test_only_what_changes_is_written(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"a": b"1", "b": b"2", "c": b"3"}})
    again = stock(tmp_path)
    again.write({"one": {"a": b"4", "b": None, "d": None}})
    assert again.rows("one") == stock(tmp_path).rows("one") == {"c": b"3", "a": b"4"}


def test_what_is_written_anew_leaves_nothing_of_before(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"a": b"1"}})
    stock(tmp_path).write({"other": {"b": b"2"}}, anew=True)
    assert (stock(tmp_path).rows("one"), stock(tmp_path).rows("other")) == ({}, {"b": b"2"})


def test_processes_beside_this_one_read_rows_and_leave_the_file_to_be_written(tmp_path: Path) -> None:
    kept = stock(tmp_path)
    kept.write({"one": {"a": b"1", "b": b"2"}})
    with beside(_row, kept, ["a", "b", "c"], jobs=2, few=1) as rows:
        assert list(rows) == [b"1", b"2", None]
    kept.write({"one": {"a": b"3"}})
    assert stock(tmp_path).row("one", "a") == kept.row("one", "a") == b"3"


def _row(kept: Stock, name: str) -> bytes | None:
    return kept.row("one", name)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert stock(tmp_path / "none").rows("one") == {}
    assert not list(tmp_path.iterdir())


def test_what_was_written_under_another_key_is_not_known(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"a": b"1"}})
    other = stock(tmp_path, "other key")
    assert (other.rows("one"), other.row("one", "a")) == ({}, None)
    other.write({"one": {"b": b"2"}})
    assert stock(tmp_path, "other key").rows("one") == {"b": b"2"}
    assert stock(tmp_path).rows("one") == {}


def test_a_row_with_one_bit_turned_over_is_not_known(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"name": b"a long row of bytes", "b": b"2"}})
    file = tmp_path / "a.sqlite"
    data = file.read_bytes()
    for harmed in (data.replace(b"long row", b"long rov"), data.replace(b"namea long", b"namfa long")):
        assert harmed != data
        file.write_bytes(harmed)
        assert stock(tmp_path).rows("one") == {"b": b"2"}


def test_no_bit_of_the_file_that_turns_over_does_any_harm(tmp_path: Path) -> None:
    given = {"a": b"a1a1", "b": b"b2b2"}
    stock(tmp_path).write({"one": given, "other": {"Имя": "Слово".encode()}})
    file = tmp_path / "a.sqlite"
    good = file.read_bytes()
    for place in (place for place, byte in enumerate(good) if byte):
        for bit in {0, place % 8}:  # the first makes a text of bytes
            file.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
            harmed = stock(tmp_path)
            assert harmed.rows("one").items() <= given.items()
            assert harmed.row("other", "Имя") in (None, "Слово".encode())
            harmed.write({"one": {"a": b"new"}, "other": {"c": b"c"}})
            harmed.close()
            assert stock(tmp_path).rows("one").get("a") in (None, b"new"), place


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_begun_anew(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {"a": b"1"}})
    (tmp_path / "a.sqlite").chmod(0o444)
    stock(tmp_path).write({"one": {"b": b"2"}})
    assert stock(tmp_path).row("one", "b") == b"2"


@pytest.mark.parametrize("data", [b"", b"nonsense", b"SQLite format 3\x00" + b"\x00" * 4096])
def test_what_is_no_such_file_is_made_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(data)
    broken = stock(tmp_path)
    assert broken.rows("one") == {}
    broken.write({"one": {"a": b"1"}})
    assert stock(tmp_path).rows("one") == {"a": b"1"}


def test_a_file_that_breaks_while_it_is_open_is_begun_anew(tmp_path: Path) -> None:
    kept = stock(tmp_path)
    kept.write({"one": {f"{number}": b"x" * 3000 for number in range(50)}})
    again, file = stock(tmp_path), tmp_path / "a.sqlite"
    with file.open("r+b") as broken:
        broken.seek(4096)
        broken.write(b"\xff" * (file.stat().st_size - 8192))
    again.write({"one": {"1": b"y"}})
    assert stock(tmp_path).rows("one")["1"] == b"y"


def test_a_disk_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError) as error:
        Stock(tmp_path / "file" / "a.sqlite", "key", "one").write({"one": {"a": b"1"}})
    assert str(error.value).startswith(f"error[disk]: cannot write {tmp_path}/file/a.sqlite: ")


def test_a_file_that_another_program_has_open_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stock(tmp_path).write({"one": {"a": b"1"}})

    def refused(path: Path, *, missing_ok: bool) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "unlink", refused)  # what Windows does
    stock(tmp_path).write({"one": {"b": b"2"}}, anew=True)
    assert stock(tmp_path).rows("one") == {"b": b"2"}


def test_a_kill_amidst_writing_leaves_what_stood_before(tmp_path: Path) -> None:
    stock(tmp_path).write({"one": {f"{number}": b"before" * 300 for number in range(300)}})
    script = (
        "import os, sys; from pathlib import Path; from digest.stock import Stock\n"
        "class Dying(dict):\n"
        "    def items(self):\n"
        "        yield from [(f'{number}', b'after' * 300) for number in range(200)]\n"
        "        os._exit(int(sys.argv[2]))\n"
        "Stock(Path(sys.argv[1]), 'key', 'one', 'other').write({'one': {'0': b'x'}, 'other': Dying()})"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a.sqlite"), str(CRASHED)]
    done = subprocess.run(command, cwd=REPOSITORY, check=False, env={**os.environ, "PYTHONPATH": str(REPOSITORY)})
    assert done.returncode == CRASHED
    assert stock(tmp_path).row("one", "0") == b"before" * 300
