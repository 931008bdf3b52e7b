"""A real cluster of two workers makes the site that one machine makes, to the byte."""

import time

import pytest

from digest.cluster import cluster
from digest.cores import on_all_cores
from digest.errors import MachineError
from digest.executor import working
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


def slowly(task: int) -> int:
    time.sleep(0.2)
    return task


def wrong(task: int) -> int:
    raise OSError(task, "of the task, not of the cluster")


def test_a_scheduler_that_is_lost_is_told_and_not_waited_for(tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as workers:
        address = workers.scheduler_address.replace("tcp://", "dask://")
        with cluster(address, tmp_path) as pool, working(pool, tmp_path):
            results = on_all_cores(slowly, range(200), jobs=1, few=1)
            assert next(results) == 0
            workers.close()
            with pytest.raises(MachineError) as error:
                list(results)
    assert str(error.value).startswith("error[executor]: the executor does not work any more (")


def test_an_error_of_a_task_is_its_own(scheduler, tmp_path):
    with cluster(scheduler, tmp_path) as pool, working(pool, tmp_path), pytest.raises(OSError, match="of the task"):
        list(on_all_cores(wrong, range(4), jobs=1, few=1))
