"""Machines that are set up in their own way: where the checkout lies, what Python it stands on, what surrounds it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.checkout import BASE, Checkout, Ended, bare_python, python_without_rights, wheel

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills, symlinks and permissions are tried on POSIX")


def test_j7_the_first_run_installs_and_every_run_runs(checkout: Checkout) -> None:
    first = checkout.run("build", "--drafts", "два слова")
    again = checkout.run("build", "--drafts", "два слова")
    assert first == Ended(
        0,
        "tiny 1.0 build --drafts два слова\n",
        checkout.saying(),
    )
    assert again == Ended(0, "tiny 1.0 build --drafts два слова\n", "")


def test_j7_a_folder_that_was_moved_or_linked_goes_on_as_it_was(hollow: Checkout, tmp_path: Path) -> None:
    hollow.run()
    hollow.folder = hollow.folder.rename(tmp_path / "somewhere else")
    assert hollow.run() == Ended(0, "tiny missing\n", "")
    link = tmp_path / "link"
    link.symlink_to(hollow.folder)
    hollow.folder = link
    assert hollow.run() == Ended(0, "tiny missing\n", "")
    assert hollow.visits == ["came", "left"]


def test_j8_a_checkout_that_cannot_hold_the_packages_keeps_them_in_the_cache(hollow: Checkout, tmp_path: Path) -> None:
    """Here for a colon in its name, which a virtual environment cannot bear; a read-only one is treated so too."""
    hollow.folder = hollow.folder.rename(tmp_path / "a:b")
    first = hollow.run()
    cache = next((tmp_path / "home" / ".cache" / "digest").glob("venv-????????"))
    told = f"This folder cannot hold the packages, so they are kept in {cache}.\n"
    assert first == Ended(0, "tiny missing\n", told + hollow.saying(cache))
    assert hollow.run() == Ended(0, "tiny missing\n", "")


def test_j8_a_read_only_checkout_works(hollow: Checkout) -> None:
    with tempfile.TemporaryDirectory() as place:  # the tests' own folder is closed to the others
        for folder in (place, f"{place}/home"):
            Path(folder).mkdir(exist_ok=True)
            Path(folder).chmod(0o777)
        hollow.folder = Path(shutil.copytree(hollow.folder, f"{place}/checkout"))
        hollow.folder.chmod(0o555)
        Path(place, "uv").write_text("#!/bin/sh\n")
        Path(place, "uv").chmod(0o755)
        result = hollow.run(python=python_without_rights(), PATH=place, HOME=f"{place}/home")
        cache = next(Path(place, "home", ".cache", "digest").glob("venv-????????"))
    told = f"This folder cannot hold the packages, so they are kept in {cache}.\n"
    assert result == Ended(0, "tiny missing\n", told + hollow.saying(cache))


def test_j9_a_python_that_was_removed_is_replaced(hollow: Checkout, tmp_path: Path) -> None:
    old = bare_python(tmp_path / "old")
    hollow.run(python=[old])
    shutil.rmtree(tmp_path / "old")
    assert hollow.run() == Ended(0, "tiny missing\n", hollow.saying())


def test_j9_a_python_that_was_upgraded_is_followed(hollow: Checkout, tmp_path: Path) -> None:
    """`python3` is now another one: an environment of the old one lacks its packages."""
    old = bare_python(tmp_path / "old")
    link = tmp_path / "python3"
    link.symlink_to(old)
    assert hollow.run(python=[str(link)]).status == 0
    link.unlink()
    link.symlink_to(BASE)
    shutil.rmtree(tmp_path / "old")
    assert hollow.run(python=[str(link)]) == Ended(0, "tiny missing\n", hollow.saying())
    assert hollow.run(python=[str(link)]) == Ended(0, "tiny missing\n", "")


def test_j10_it_runs_in_an_environment_that_has_the_packages(hollow: Checkout) -> None:
    """Such as one that an editor program or a container made; a `.venv` is not made beside it."""
    own = Checkout(hollow.folder.parent / "own", hollow.env)
    own.run()
    own.venv.joinpath("digest-stamp").unlink()
    site_packages = next(own.venv.glob("lib/*/site-packages"))
    site_packages.joinpath("Tiny-1.0.dist-info").mkdir()
    assert hollow.run(python=[str(own.venv / "bin" / "python")]) == Ended(0, "tiny missing\n", "")
    assert not hollow.venv.exists()


def test_j10_an_environment_with_other_versions_is_left_alone(hollow: Checkout) -> None:
    own = Checkout(hollow.folder.parent / "own", hollow.env)
    own.run()
    site_packages = next(own.venv.glob("lib/*/site-packages"))
    site_packages.joinpath("tiny-0.9.dist-info").mkdir()
    assert hollow.run(python=[str(own.venv / "bin" / "python")]).status == 0
    assert hollow.venv.exists()


def test_j11_a_changed_lock_file_is_followed(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.run().out == "tiny 1.0\n"
    checkout.lock(wheel(tmp_path / "wheels", "2.0"))
    assert checkout.run().out == "tiny 2.0\n"


def test_j13_pips_own_settings_do_not_lead_it_astray(checkout: Checkout, tmp_path: Path) -> None:
    away = tmp_path / "away"
    settings = {"PIP_USER": 1, "PIP_REQUIRE_VIRTUALENV": 1, "PIP_TARGET": away, "PIP_PREFIX": away, "PIP_DRY_RUN": 1}
    assert checkout.run(**settings).out == "tiny 1.0\n"
    assert not away.exists()


def test_j13_nothing_passes_itself_off_as_a_package(checkout: Checkout, tmp_path: Path) -> None:
    for folder in (tmp_path, checkout.folder):
        (folder / "tiny.py").write_text("VERSION = 'false'\n")
        (folder / "pip.py").write_text("1 / 0\n")
    assert checkout.run(PYTHONPATH=tmp_path, PYTHONHOME=sys.base_prefix).out == "tiny 1.0\n"


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1251"}])
def test_j14_letters_that_the_terminal_lacks_stop_nothing(hollow: Checkout, env: dict[str, str]) -> None:
    assert hollow.run("пуск", **env).status == 0


def test_j15_help_needs_no_set_up(hollow: Checkout) -> None:
    told = hollow.run("serve", "--help")
    assert told.status == 0
    assert "python3 build.py [COMMAND] [OPTIONS]" in told.out
    assert not hollow.venv.exists()


def test_j15_help_is_the_programs_once_it_is_set_up(hollow: Checkout) -> None:
    hollow.run()
    assert hollow.run("serve", "--help").out == "tiny missing serve --help\n"
