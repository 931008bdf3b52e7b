"""The edge of the disk: no link is followed out of the site, nothing hangs, and no file is ever half there."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from digest.disk import firm, read_bytes, regular_files, stamp, state_of, write_own, write_whole, young
from digest.errors import DigestError, MachineError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and modes are tried on POSIX")
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def touch(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def seen(root: Path) -> list[tuple[str, str]]:
    return list(regular_files(root, "content"))


def refused(root: Path, path: str, limit: int = 100) -> str:
    with pytest.raises(DigestError) as caught:
        read_bytes(root, path, limit=limit)
    return str(caught.value)


def failing(descriptor: int, length: int) -> bytes:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_file_that_a_broken_disk_does_not_give_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "content/a.md")
    monkeypatch.setattr(os, "read", failing)
    assert refused(tmp_path, "content/a.md").startswith("content/a.md: error[file]: cannot read content/a.md: Input")


# walking


def test_files_come_in_an_order_that_is_always_the_same(tmp_path: Path) -> None:
    names = ["b.md", "a.md", "sub/z.md", "sub/deep/y.md", "Ё.md", "a-b.md", "a/c.md"]
    for name in names:
        touch(tmp_path / "content" / name)
    found = ["a/c.md", "a-b.md", "a.md", "b.md", "sub/deep/y.md", "sub/z.md", "Ё.md"]
    assert sorted(seen(tmp_path)) == sorted((f"content/{name}", "") for name in names)
    assert seen(tmp_path) == [(f"content/{name}", "") for name in found]


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert seen(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    touch(tmp_path / "content")
    assert seen(tmp_path) == [("content", "this is not a folder")]


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    secret = touch(tmp_path / "secret" / "a.md")
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "file.md").symlink_to(secret)
    (folder / "folder").symlink_to(secret.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "dangling.md").symlink_to(tmp_path / "nothing")
    names = ("dangling.md", "file.md", "folder", "loop")
    assert seen(tmp_path) == [(f"content/{name}", "a symbolic link is not followed") for name in names]


def test_a_linked_content_folder_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere" / "a.md")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    assert seen(tmp_path) == [("content", "a symbolic link is not followed")]


def test_pipes_folders_and_odd_names_are_named(tmp_path: Path) -> None:
    os.mkfifo(touch(tmp_path / "content" / "good.md").with_name("pipe.md"))
    touch(tmp_path / "content" / "folder.md" / "inside.md")
    touch(tmp_path / "content" / os.fsdecode(b"bad\xff.md"))
    touch(tmp_path / "content" / os.fsdecode(b"dir\xff") / "inside.md")
    assert seen(tmp_path) == [
        ("content/bad\udcff.md", "its name is not UTF-8"),
        ("content/dir\udcff", "its name is not UTF-8"),
        ("content/folder.md", "this is a folder with the name of a file"),
        ("content/good.md", ""),
        ("content/pipe.md", "this is not an ordinary file"),
    ]


def test_folders_without_end_are_not_walked_to_their_end(tmp_path: Path) -> None:
    bottom = "/".join(["content", *"d" * 60])
    touch(tmp_path / bottom / "a.md")
    assert seen(tmp_path) == [("/".join(["content", *"d" * 41]), "folders are nested too deeply")]


@pytest.mark.skipif(os.geteuid() != 0, reason="takes root to become nobody")
def test_a_folder_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    touch(tmp_path / "content" / "a.md")
    touch(tmp_path / "content" / "closed" / "b.md").parent.chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    script = "import sys; from pathlib import Path; from digest.disk import *; root = Path(sys.argv[1])\n"
    script += "print(list(regular_files(root, 'content')))\n"
    script += "try: read_bytes(root, 'content/closed/b.md', limit=9)\nexcept Exception as error: print(error)"
    command = [*NOBODY, sys.executable, "-c", script, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    if "ModuleNotFound" in run.stderr or "Permission" in run.stderr:
        pytest.skip("nobody may not read this checkout")
    assert run.stdout.splitlines() == [
        "[('content/a.md', ''), ('content/closed', 'the folder cannot be opened (Permission denied)')]",
        "content/closed/b.md: error[file]: cannot read content/closed/b.md: Permission denied",
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".a.md.swp", ".#a.md", "#a.md#", "a.md~", "4913", "a.md.kate-swp", "~$a.md", ".DS_Store", "Thumbs.db",
        "desktop.ini", "a.md.orig", "a.md.rej", "a.md.bak", "a.md.tmp", "a.md.new", ".hidden/a.md", ".git/a.md",
        "__pycache__/a.md",
    ],
)  # fmt: skip
def test_what_editors_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    touch(tmp_path / "content" / name)
    assert seen(tmp_path) == []


def test_hidden_names_that_are_meant_are_seen(tmp_path: Path) -> None:
    touch(tmp_path / "content" / ".well-known" / "security.txt")
    touch(tmp_path / "content" / ".nojekyll")
    assert seen(tmp_path) == [("content/.nojekyll", ""), ("content/.well-known/security.txt", "")]


# reading


def test_an_ordinary_file_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "a.md", b"\x00\xff")
    assert read_bytes(tmp_path, "a.md", limit=2) == b"\x00\xff"


def test_a_file_is_read_up_to_its_limit_and_refused_beyond(tmp_path: Path) -> None:
    touch(tmp_path / "a.md", b"x" * 101)
    assert refused(tmp_path, "a.md") == (
        "a.md: error[size]: cannot read a.md: it has 101 bytes; at most 100 are read\n  divide it"
    )


def test_a_pipe_never_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path, "pipe") == "pipe: error[file]: cannot read pipe: this is not an ordinary file"


def test_a_device_is_not_read(tmp_path: Path) -> None:
    assert refused(Path("/dev"), "zero") == "zero: error[file]: cannot read zero: this is not an ordinary file"


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    for _ in range(2000):  # more than a process may hold open
        assert refused(tmp_path, "a.md") == "a.md: error[file]: cannot read a.md: this is not an ordinary file"


def test_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/etc/passwd")
    assert refused(tmp_path, "a.md") == "a.md: error[file]: cannot read a.md: a symbolic link is not followed"


def test_a_missing_file_is_named_without_control_characters(tmp_path: Path) -> None:
    assert refused(tmp_path, "a\n\x1b.md") == (
        "a\\n\\x1b.md: error[file]: cannot read a\\n\\x1b.md: No such file or directory"
    )


# writing


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "a.md", b"one")
    write_whole(tmp_path / "new" / "a.md", b"two")
    assert (tmp_path / "new" / "a.md").read_bytes() == b"two"
    assert os.listdir(tmp_path / "new") == ["a.md"]


@pytest.mark.parametrize(("sync", "told"), [(True, ["fsync", "replace"]), (False, ["replace"])])
def test_a_file_is_on_the_disk_before_it_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sync: bool, told: list[str]
) -> None:
    done: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "fsync", lambda _: done.append("fsync"))
    monkeypatch.setattr(os, "replace", lambda *paths: (done.append("replace"), replace(*paths)))
    write_whole(tmp_path / "a.md", b"x", sync=sync)
    assert done == told


def test_a_new_file_can_be_read_by_everyone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "a.md", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o644


def test_a_file_of_our_own_makes_its_folder_and_replaces_what_a_killed_run_left(tmp_path: Path) -> None:
    touch(tmp_path / "theirs.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "theirs.md")
    for name in ("new/a.md", "new/a.md", "b.md"):
        write_own(str(tmp_path / name), name.encode())
    assert (tmp_path / "new" / "a.md").read_bytes() == b"new/a.md"
    assert (tmp_path / "b.md").read_bytes() == b"b.md"
    assert not (tmp_path / "b.md").is_symlink()
    assert (tmp_path / "theirs.md").read_bytes() != b"b.md"


def test_a_file_of_our_own_can_be_read_by_everyone_and_is_no_program(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_own(str(tmp_path / "a.md"), b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o644


def test_a_file_of_our_own_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    touch(tmp_path / "a")
    with pytest.raises(MachineError, match=r"cannot write .*b\.md: Not a directory"):
        write_own(str(tmp_path / "a" / "b.md"), b"")


def test_the_mode_a_person_gave_a_file_is_kept(tmp_path: Path) -> None:
    touch(tmp_path / "a.md").chmod(0o664)
    write_whole(tmp_path / "a.md", b"new")
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o664


def test_a_long_russian_name_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("я" * 120 + ".md"), b"x")
    assert os.listdir(tmp_path) == ["я" * 120 + ".md"]


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file, done, torn = tmp_path / "a.md", threading.Event(), []
    write_whole(file, b"a" * 100_000)

    def read() -> None:
        while not done.is_set():
            data = file.read_bytes()
            if len(data) != 100_000 or len(set(data)) != 1:
                torn.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        write_whole(file, bytes([97 + number % 26]) * 100_000)
    done.set()
    reader.join()
    assert torn == []


def test_a_disk_that_refuses_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    touch(tmp_path / "a.md", b"old")
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom digest.disk import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try: write_whole(Path(sys.argv[1]), b'x' * 100)\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a.md")]
    run = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=True)
    assert run.stdout == f"MachineError error[disk]: cannot write {tmp_path / 'a.md'}: File too large\n"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"old"}


# stamps


def test_a_file_changed_a_moment_ago_has_no_stamp_yet(tmp_path: Path) -> None:
    file = touch(tmp_path / "a.md")
    assert stamp(tmp_path, "a.md") is None
    os.utime(file, (time.time() - 10, time.time() - 10))
    old = stamp(tmp_path, "a.md")
    assert old is not None
    os.utime(file, (time.time() - 20, time.time() - 20))
    assert stamp(tmp_path, "a.md") != old


def test_young_files_are_those_without_a_firm_stamp(tmp_path: Path) -> None:
    names = ("new.md", "old.md", "set back.md")
    for name in names:
        touch(tmp_path / name)
    hour_ago = time.time() - 3600
    os.utime(tmp_path / "set back.md", (hour_ago, hour_ago))  # its last change of any kind was a moment ago
    states = {name: state_of(tmp_path, name) for name in (*names, "missing.md")}
    there = states["old.md"]
    assert there
    states["old.md"] = (there[0], int(hour_ago * 1e9), int(hour_ago * 1e9), there[3])
    assert young(states) == tuple(name for name, seen in states.items() if not firm(seen))
    assert young(states) == ("new.md", "set back.md", "missing.md")
