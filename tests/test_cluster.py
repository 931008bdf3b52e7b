"""A real cluster of two workers makes the site that one machine makes, to the byte."""

import pytest

from tests.desk import Desk
from tests.test_executor import filled

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        yield workers.scheduler_address.replace("tcp://", "dask://")


def tree(desk: Desk) -> dict[str, bytes]:
    return {**desk.tree("public"), **desk.tree("content"), **desk.tree("seeds")}


def test_a_cluster_makes_the_same_site(scheduler, tmp_path):
    ours, theirs = filled(Desk(tmp_path / "ours")), filled(Desk(tmp_path / "theirs"))
    for number in range(2_000):  # more than are read here
        for desk in (ours, theirs):
            desk.write(f"content/articles/n{number}.md", f"---\ntitle: О {number}\ndate: 2020-01-02\n---\n\nТекст.\n")
    for command in ("convert", "build"):
        assert ours.run(command).status == 0
        done = theirs.run(command, "--executor", scheduler)
        assert (done.status, done.err) == (0, "")
    assert tree(theirs) == tree(ours)


def test_a_scheduler_that_does_not_answer_is_named(tmp_path):
    pytest.importorskip("distributed")
    desk = filled(Desk(tmp_path / "site"))
    done = desk.run("convert", "--executor", "dask://127.0.0.1:9")
    assert (done.status, done.err) == (3, "error[executor]: no scheduler answers at dask://127.0.0.1:9\n")
