"""A site on its way to readers: group H of the table of faults, row by row."""

from __future__ import annotations

from tests.publish.conftest import Home


def test_a_site_is_published(home: Home) -> None:
    done = home.publish()
    assert (done.status, done.err) == (0, "")
    assert home.branch() == {**home.tree(), ".nojekyll": b""}
