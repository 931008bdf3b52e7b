"""What GitHub Pages takes: sizes and numbers of files (H19)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from digest.publish.limits import beyond, sizes

MIB = 1 << 20


def said(site: dict[str, int]) -> list[str]:
    return [f"{each.level} {each.path}: {each.message}" for each in beyond(site)]


def test_h19_an_ordinary_site_is_within_all_limits() -> None:
    assert said({f"{number}/index.html": 20_000 for number in range(10_000)}) == []


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (50 * MIB, []),
        (50 * MIB + 1, ["warning film.mp4: the file has 50.0 MiB; GitHub warns from 50 MiB on"]),
        (100 * MIB, ["warning film.mp4: the file has 100.0 MiB; GitHub warns from 50 MiB on"]),
        (101 * MIB, ["error film.mp4: the file has 101.0 MiB; GitHub takes no file over 100 MiB"]),
    ],
)
def test_h19_a_file_that_github_does_not_take_is_an_error(size: int, told: list[str]) -> None:
    assert said({"index.html": 1, "film.mp4": size}) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (40, []),
        (41, ["warning : the site has 820 MB, and GitHub Pages shows at most 1,000 MB"]),
        (50, ["warning : the site has 1,000 MB, and GitHub Pages shows at most 1,000 MB"]),
        (51, ["error : the site has 1,020 MB, and GitHub Pages shows at most 1,000 MB"]),
    ],
)
def test_h19_a_site_over_a_gigabyte_is_an_error(count: int, told: list[str]) -> None:
    assert said({f"{number}.jpg": 20_000_000 for number in range(count)}) == told


def test_h19_more_than_ten_thousand_files_are_warned_of() -> None:
    assert said({f"{number}": 1 for number in range(10_001)}) == [
        "warning : the site has 10,001 files; over 10,000 GitHub Pages may give up before it has them all"
    ]


def test_h19_the_largest_files_are_named_and_the_others_counted() -> None:
    told = said({f"{number}.mp4": (60 + number) * MIB for number in range(8)})
    assert [each.partition(":")[0] for each in told] == [
        *(f"warning {number}.mp4" for number in (7, 6, 5, 4, 3)),
        "warning ",
    ]
    assert told[-1] == "warning : 3 more files have over 50 MiB"


def test_h19_a_folder_is_measured_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "site" / "a").mkdir(parents=True)
    (tmp_path / "site" / "a" / "film.mp4").touch()
    os.truncate(tmp_path / "site" / "a" / "film.mp4", 101 * MIB)  # sparse: it takes no room
    (tmp_path / "site" / "index.html").write_bytes(b"12345")
    (tmp_path / "site" / "link").symlink_to(tmp_path)
    found = sizes(tmp_path / "site")
    assert found == {"a/film.mp4": 101 * MIB, "index.html": 5}
    assert [each.level for each in beyond(found)] == ["error"]


def test_h24_git_has_no_settings_but_those_of_a_repository(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In every test, also where publishing is not the point."""
    told = subprocess.run(["git", "config", "--list"], cwd=tmp_path, capture_output=True, check=True)
    assert told.stdout == b""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        assert Path(os.environ[name]).is_relative_to(tmp_path_factory.getbasetemp())
