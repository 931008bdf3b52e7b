"""An input of twice the size takes about twice the time, whatever it is made of; and none takes more than it may.

The time is that of the processor, the least of several runs: it does not depend on what else the machine does.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from digest.content.limits import SIZE
from digest.content.markup import Markup
from digest.errors import DigestError
from digest.seeds.convert import document
from digest.seeds.parts import SIZE as SEED
from digest.seeds.parts import parts
from tests.desk import REPOSITORY
from tests.faults.constructs import MARKDOWN, SEEDS, Make

RATIO, SECONDS, MEGABYTES = 2.5, 2.0, 500
WEIGHED = 0.03  # seconds: less is the noise of the machine
STEADY = 4  # times that a ratio may be taken anew, since noise only ever adds
# libxml2 gives up a page of 2,048 elements within one another, and it is read in another way: that far it may take the
# square of their number, which comes to a seventh of a second.
DEEP = {"open emphasis": 8_000, "misnested": 8_000}
READER = Markup(raw_html=False)

Act = Callable[[str], None]


def made(body: str) -> None:
    READER.text(body, "a.md")


def converted(ending: str) -> Act:
    """Converts the first article of a file; of a text it is the file as a whole."""
    return lambda text: void(document(parts(text.encode(), f"seeds/a{ending}", wires=False)[0]))


def taken_apart(text: str) -> None:
    parts(text.encode(), "seeds/a.txt")


def void(_: object) -> None:
    """What is made is not looked at."""


def seconds(act: Act, text: str, runs: int) -> float | None:
    """The least time of some runs; None where the text is refused."""
    least = float("inf")
    gc.disable()  # when garbage is collected is chance
    for _ in range(runs):
        gc.collect()
        began = time.process_time()
        try:
            act(text)
        except DigestError as error:
            if error.problem.code != "no-article":
                gc.enable()
                return None
        least = min(least, time.process_time() - began)
        if least > SECONDS:
            break
    gc.enable()
    return least


def worst(make: Make, act: Act, largest: int, count: int = 125) -> float:
    """By how much the time grows at most when the size is doubled, up to the largest size that is read."""
    before, found = 0.0, 0.0
    while len(text := make(count)) <= largest:
        taken = seconds(act, text, 2)
        if taken is None:
            break
        assert taken < SECONDS
        if before > WEIGHED / 2 and taken > WEIGHED:
            found = max(found, ratio(make, act, count))
        count, before = count * 2, taken
    return found


def ratio(make: Make, act: Act, count: int) -> float:
    """The time for so many pieces, by that for half of them."""
    small, large = make(count // 2), make(count)
    found = float("inf")
    for _ in range(STEADY):
        found = min(found, (seconds(act, large, 2) or 0) / (seconds(act, small, 3) or 1))
        if found < RATIO * 0.95:
            break
    return found


@pytest.mark.timed
@pytest.mark.parametrize("name", MARKDOWN)
def test_e21_e22_twice_the_markdown_takes_twice_the_time(name: str) -> None:
    assert worst(MARKDOWN[name], made, SIZE) <= RATIO


@pytest.mark.timed
@pytest.mark.parametrize("name", SEEDS)
def test_c4_twice_the_seed_takes_twice_the_time(name: str) -> None:
    kind = SEEDS[name]
    assert worst(kind.make, converted(kind.ending), SEED // 8, DEEP.get(name, 125)) <= RATIO


CHILD = """
import os, sys
from tests.faults.constructs import MARKDOWN, SEEDS
from tests.faults.test_e_doubling import converted, made, seconds
kind, largest, names = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
for name in names:
    child = os.fork()  # so that the memory of each is its own
    if not child:
        make = MARKDOWN[name] if kind == "articles" else SEEDS[name].make
        text = make(largest * 100 // len(make(100).encode()))
        act = made if kind == "articles" else converted(SEEDS[name].ending)
        print(name, seconds(act, text, 1) or 0, sep="\\t", end="\\t", flush=True)
        os._exit(0)
    print(os.wait4(child, 0)[2].ru_maxrss // 1024, flush=True)
"""


@pytest.mark.timed
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory of a process is told in Linux's units")
@pytest.mark.parametrize(
    ("kind", "largest", "names"),
    [("articles", SIZE, MARKDOWN), ("seeds", SEED, SEEDS)],
    ids=["E22-articles", "C2-seeds"],
)
def test_the_largest_of_each_takes_no_more_than_two_seconds_and_500_megabytes(
    kind: str, largest: int, names: dict[str, object]
) -> None:
    command = [sys.executable, "-c", CHILD, kind, str(largest), *names]
    told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True)
    rows = [line.split("\t") for line in told.stdout.splitlines()]
    assert [row[0] for row in rows] == list(names)
    assert [row for row in rows if float(row[1]) > SECONDS or int(row[2]) > MEGABYTES] == []
