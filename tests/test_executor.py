"""Work that is given to others comes back as it would have been done here, and what befalls them is told."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest

from digest import cluster, executor
from digest.content import reading
from digest.cores import on_all_cores
from digest.errors import DigestError, MachineError, UsageError
from digest.executor import working
from digest.seeds.convert import convert
from digest.seeds.workers import Failed, results
from digest.settings import settings
from digest.site.upkeep import build
from tests.desk import Desk
from tests.seeds.test_many import seed


def work(task: str) -> str:
    if task == "die":
        os._exit(3)
    if task == "wrong":
        raise DigestError("this is wrong", code="wrong", path="a.md")
    return task.upper()


def known(words: str, task: str) -> tuple[int, str]:
    return len(words), task


class Noting(Executor):
    """Does at once what it is given, in this process, and notes how much at a time."""

    def __init__(self):
        self.given, self.gone = [], False

    def submit(self, function, /, *arguments):
        self.given.append(len(arguments[1]))
        future = Future()
        if self.gone:
            future.cancel()
            future.set_running_or_notify_cancel()
            return future
        try:
            future.set_result(function(*arguments))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future


class Forgetful(Noting):
    """Loses one of the tasks, and all that go out with it, as a worker does that dies over it."""

    def submit(self, function, /, packed, tasks):
        if "die" not in tasks:
            return super().submit(function, packed, tasks)
        future = Future()
        future.set_exception(ConnectionError("gone"))
        return future


TASKS = [f"a{number}" for number in range(200)]


@pytest.mark.parametrize("pool", [partial(ProcessPoolExecutor, 2), partial(ThreadPoolExecutor, 2), Noting])
def test_results_come_in_the_order_of_the_tasks(pool, tmp_path):
    with pool() as pool, working(pool, tmp_path):
        assert list(on_all_cores(work, TASKS, jobs=1, few=0, chunk=7)) == [each.upper() for each in TASKS]
        assert list(results(work, TASKS, jobs=1)) == [each.upper() for each in TASKS]


def test_few_tasks_are_done_here(tmp_path):
    with working(Noting(), tmp_path) as nothing:
        assert list(results(work, ["a"] * 24, jobs=2)) == ["A"] * 24
    assert nothing is None


def test_what_is_given_to_an_executor_ends_with_the_call(tmp_path):
    pool = Noting()
    with working(pool, tmp_path):
        list(results(work, TASKS, jobs=1))
    given = len(pool.given)
    assert given == 25
    list(results(work, TASKS, jobs=1))
    assert len(pool.given) == given


def test_a_large_function_is_laid_down_once_and_taken_away_again(tmp_path):
    seen = []

    class Looking(Noting):
        def submit(self, function, /, packed, tasks):
            seen.append((len(packed.data), os.listdir(tmp_path / executor.FOLDER)))
            return super().submit(function, packed, tasks)

    with working(Looking(), tmp_path):
        found = list(on_all_cores(partial(known, "слово " * 10_000), TASKS, jobs=1, few=0, chunk=100))
    assert found == [(60_000, each) for each in TASKS]
    assert [size for size, _ in seen] == [0, 0]
    assert len(seen[0][1]) == 1
    assert os.listdir(tmp_path / executor.FOLDER) == []


def test_a_function_that_was_exchanged_on_its_way_is_not_called(tmp_path):
    class Exchanging(Noting):
        def submit(self, function, /, packed, tasks):
            (tmp_path / executor.FOLDER / packed.name).write_bytes(b"cos\nsystem\n(S'true'\ntR.")
            return super().submit(function, packed, tasks)

    with working(Exchanging(), tmp_path), pytest.raises(ValueError) as error:
        list(on_all_cores(partial(known, "слива " * 10_000), TASKS, jobs=1, few=0))
    assert str(error.value).endswith(" does not hold what was laid down there")


def test_an_error_of_the_function_is_raised_here_as_it_was_there(tmp_path):
    with ProcessPoolExecutor(1) as pool, working(pool, tmp_path), pytest.raises(DigestError) as error:
        list(on_all_cores(work, ["a", "wrong"], jobs=1, few=0))
    assert str(error.value) == "a.md: error[wrong]: this is wrong"


def test_of_tasks_that_were_lost_together_only_the_fatal_one_stays_lost(tmp_path):
    tasks = [*TASKS[:10], "die", *TASKS[10:]]
    with working(Forgetful(), tmp_path):
        found = list(results(work, tasks, jobs=1))
    assert found == [
        Failed("whoever was at it gave no answer (ConnectionError)") if each == "die" else each.upper()
        for each in tasks
    ]


@pytest.mark.parametrize("share", [results, on_all_cores])
def test_an_executor_that_breaks_ends_the_work(share, tmp_path):
    with ProcessPoolExecutor(1) as pool, working(pool, tmp_path), pytest.raises(MachineError) as error:
        list(share(work, [*TASKS, "die", *TASKS], jobs=1, few=0))
    assert str(error.value) == (
        "error[executor]: the executor does not work any more (BrokenProcessPool)\n"
        "  see to it, or let this machine do the work"
    )


def test_an_executor_that_calls_everything_off_ends_the_work(tmp_path):
    pool = Noting()
    pool.gone = True
    with working(pool, tmp_path), pytest.raises(MachineError) as error:
        list(on_all_cores(work, TASKS, jobs=1, few=0))
    assert "(CancelledError)" in str(error.value)


def filled(desk: Desk) -> Desk:
    for number in range(60):
        desk.write(f"seeds/{number:03}.txt", seed(number))
        desk.article(f"Рассказ {number}", f"Ракета **{number}** взлетела.", tags=[f"Метка {number % 7}"])
    return desk


def outcome_of(desk: Desk, pool: Executor | None) -> dict[str, bytes]:
    """What stands in a site once it is converted and built."""
    filled(desk)
    chosen = settings(desk.root, {"now": "2024-01-01 12:00"}, {}, None)
    convert(chosen, executor=pool)
    build(chosen, pool)
    return {**desk.tree("public"), **desk.tree("content"), **desk.tree("seeds")}


@pytest.mark.parametrize("pool", [partial(ProcessPoolExecutor, 2), partial(ThreadPoolExecutor, 2)])
def test_a_site_is_the_same_whoever_does_the_work(pool, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "POOL_FROM", 50)
    with pool() as others:
        theirs = outcome_of(Desk(tmp_path / "theirs"), others)
    assert theirs == outcome_of(Desk(tmp_path / "ours"), None)
    assert len(theirs) > 250


class Lost:
    """A task of Dask that was done, but whose result cannot be fetched any more: what it raises is an `OSError`."""

    def exception(self, timeout):
        return None

    def result(self, timeout):
        raise ConnectionError("Stream is closed")

    def release(self):
        pass


class LosingClient:
    def __init__(self, status):
        self.status = status

    def submit(self, *_, pure):
        return Lost()


@pytest.mark.parametrize("status", ["running", "connecting", "closed"])
def test_what_is_lost_with_a_scheduler_is_not_waited_for(status, tmp_path):
    workers = cluster.Workers(LosingClient(status))
    with working(workers, tmp_path), pytest.raises(MachineError) as error:
        list(on_all_cores(work, TASKS, jobs=1, few=0))
    assert str(error.value) == (
        "error[executor]: the executor does not work any more (BrokenExecutor)\n"
        "  see to it, or let this machine do the work"
    )


@pytest.mark.parametrize(
    "address", ["dask", "dask://", "dask://host", "dask://host:port", "tcp://host:8786", "dask://host:8786/x"]
)
def test_what_is_no_address_of_a_cluster_is_refused(address, tmp_path):
    with pytest.raises(UsageError) as error, cluster.cluster(address, tmp_path):
        pass
    assert str(error.value) == f"error[usage]: --executor must be an address like dask://HOST:PORT, not '{address}'"


def test_without_the_package_of_the_cluster_it_is_said_what_to_install(desk, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    outcome = filled(desk).run("convert", "--executor", "dask://127.0.0.1:8786")
    assert (outcome.status, outcome.err) == (
        2,
        "error[executor]: a cluster needs the package `distributed`\n  install digest-news[dask]\n",
    )


@pytest.mark.parametrize(
    ("workers", "told"),
    [
        ({}, "error[executor]: the cluster has no workers"),
        (
            {"tcp://a:1": ModuleNotFoundError("digest")},
            "error[executor]: the worker tcp://a:1 has no Digest (ModuleNotFoundError)\n  install this version there",
        ),
        (
            {"tcp://a:1": ("other", (3, 11), "")},
            "error[executor]: the worker tcp://a:1 has another version of Digest or Python\n  install this one there",
        ),
        (
            {"tcp://a:1": (*cluster._seen("nowhere")[:2], "other")},
            "error[executor]: the worker tcp://a:1 does not see {root}\n  share the folder under the same name",
        ),
    ],
)
def test_a_cluster_that_could_make_something_else_is_refused(workers, told, desk):
    with pytest.raises(MachineError) as error:
        cluster._mind(workers, desk.root)
    assert str(error.value) == told.format(root=desk.root)


def test_a_cluster_that_makes_the_same_is_taken(desk):
    cluster._mind({"tcp://a:1": cluster._seen(str(desk.root))}, desk.root)
