"""However a file is saved, and whatever the system reports, a change is seen once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desk import Desk
from tests.serve.watched import Watching, save_by_rename, save_in_pieces, save_over, save_slowly, save_with_backup


@pytest.mark.parametrize("save", [save_over, save_by_rename, save_with_backup, save_slowly, save_in_pieces])
def test_i17_however_an_editor_saves_the_batch_comes_when_the_file_is_whole(
    site: Desk, watching: Watching, save: Any
) -> None:
    path, sizes = site.root / "content/articles/proton.md", []
    watching.look = lambda: sizes.append(path.stat().st_size)
    data = path.read_bytes() + b"More.\n"
    save(path, data)
    assert "content/articles/proton.md" in watching.until(2)[1]
    assert sizes[0] == len(data)


def test_i16_a_thousand_files_at_once_are_one_batch(site: Desk, watching: Watching) -> None:
    for number in range(1000):
        site.write(f"content/articles/n{number}.md", "---\ntitle: Н\n---\n")
    assert len(watching.until(2)[1]) >= 1000
    time.sleep(0.5)
    assert len(watching.batches) == 2


def test_i18_where_the_system_reports_nothing_the_files_are_looked_at_and_it_is_said_once(site: Desk) -> None:

    def exhausted(*paths: str, **options: Any) -> Iterator[set[Any]]:
        raise OSError(28, "OS file watch limit reached")

    watch = Watching(site.root, notify=exhausted)
    site.edit("content/articles/proton.md", "Ракета", "Новая ракета")
    batches = watch.until(2)
    site.edit("content/articles/proton.md", "Новая ракета", "Старая ракета")
    batches = watch.until(3)
    watch.end()
    assert [("content/articles/proton.md" in batch) for batch in batches] == [False, True, True]
    (said,) = watch.told
    assert said == (
        "This system cannot report changes ([Errno 28] OS file watch limit reached): "
        "the files are looked at every 0.3 s instead."
    )
