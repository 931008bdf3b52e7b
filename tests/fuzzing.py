"""A fuzzer that is led by coverage: inputs that reach new lines of the program are kept and changed further.

As AFL does it, by Python's own tracing and with a fixed seed, so that a run comes out the same again.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import FrameType
from typing import Any

from tests.desk import REPOSITORY

PROGRAM = str(REPOSITORY / "digest")
LIMIT = 20_000  # bytes of an input
PATIENCE = 2.0  # seconds that an input may take, without the tracing
WHOLE = ("utf-8", "cp1251", "utf-16", "koi8-r")

Target = Callable[[bytes], object]
Steps = set[tuple[str, int, int]]
"""From which line of a file to which other the program went."""


@dataclass(frozen=True)
class Finding:
    """An input that the program did not bear, and what became of it."""

    data: bytes
    what: str

    @property
    def name(self) -> str:
        return sha256(self.data).hexdigest()[:12]


class Fuzzer:
    """Changes inputs at random, for `rounds` times."""

    def __init__(self, target: Target, corpus: Sequence[bytes], tokens: Sequence[bytes], seed: int) -> None:
        self.target, self.tokens, self.chance = target, tokens, random.Random(seed)
        self.changes = (self._flip, self._put, self._put, self._cut, self._repeat, self._splice, self._end)
        self.corpus: list[bytes] = []
        self.seen: Steps = set()
        for data in corpus:
            self._learn(data)

    def findings(self, rounds: int) -> Iterator[Finding]:
        """Everything that went wrong, each kind of fault once."""
        known: set[str] = set()
        for _ in range(rounds):
            data = self._changed()
            what = self._learn(data)
            if what and what not in known:
                known.add(what)
                yield Finding(self._smaller(data, what), what)

    def _learn(self, data: bytes) -> str:
        """Try an input, and keep it if it leads where none has led; what went wrong."""
        steps, what = trial(self.target, data)
        if not what and steps - self.seen:
            self.corpus.append(data)
        self.seen |= steps
        return what

    def _changed(self) -> bytes:
        data = bytearray(self.chance.choice(self.corpus))
        for _ in range(self.chance.choice((1, 1, 2, 4, 8))):
            self.chance.choice((self._flip, self._put, self._put, self._cut, self._repeat, self._splice, self._end))(
                data
            )
        text = bytes(data[:LIMIT])
        return (
            text
            if self.chance.random() < 0.95
            else text.decode("utf-8", "replace").encode(self.chance.choice(WHOLE), "ignore")
        )

    def _at(self, data: bytearray) -> int:
        return self.chance.randint(0, len(data))

    def _flip(self, data: bytearray) -> None:
        if data:
            data[self.chance.randrange(len(data))] = self.chance.randrange(256)

    def _put(self, data: bytearray) -> None:
        at = self._at(data)
        data[at:at] = self.chance.choice(self.tokens) * self.chance.choice((1, 1, 1, 2, 30))

    def _cut(self, data: bytearray) -> None:
        at = self._at(data)
        del data[at : at + self.chance.choice((1, 4, 30, 200))]

    def _repeat(self, data: bytearray) -> None:
        at = self._at(data)
        piece = data[at : at + self.chance.choice((1, 10, 100))]
        data[at:at] = piece * self.chance.choice((1, 2, 20))

    def _splice(self, data: bytearray) -> None:
        other = self.chance.choice(self.corpus)
        data[self._at(data) :] = other[self.chance.randint(0, len(other)) :]

    def _end(self, data: bytearray) -> None:
        del data[self._at(data) :]

    def _smaller(self, data: bytes, what: str) -> bytes:
        """The same fault by fewer bytes: pieces are left out as long as it stays."""
        size = len(data) // 2
        while size:
            at = 0
            while at < len(data):
                less = data[:at] + data[at + size :]
                if trial(self.target, less)[1] == what:
                    data = less
                else:
                    at += size
            size //= 2
        return data


def trial(target: Target, data: bytes) -> tuple[Steps, str]:
    """Where an input led, and what went wrong: an exception with its place, or that it took too long."""
    steps: Steps = set()
    last: dict[str, int] = {}

    def within(frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if event == "line":
            steps.add((name, last.get(name, 0), frame.f_lineno))
            last[name] = frame.f_lineno
        return within

    before = sys.gettrace()
    sys.settrace(lambda frame, *_: within if frame.f_code.co_filename.startswith(PROGRAM) else None)
    try:
        target(data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return steps, f"{type(error).__name__} in {_place(error)}"
    finally:
        sys.settrace(before)
    return steps, "" if len(data) < LIMIT // 20 or duration(target, data) < PATIENCE else "it takes too long"


def duration(target: Target, data: bytes) -> float:
    """Seconds of work, as no other program on the machine changes them."""
    began = time.process_time()
    target(data)
    return time.process_time() - began


def _place(error: Exception) -> str:
    """The last line of ours on the way to an error."""
    place, trace = "the target", error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(PROGRAM):
            place = f"{trace.tb_frame.f_code.co_filename.removeprefix(PROGRAM)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
