"""The inputs of all files of a site -> one name: a sum, so that a change of some costs no look at the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.fingerprint import of_bytes

BITS = 96  # as many as a fingerprint has
Inputs = Mapping[str, str]


class Naming:
    """Names what stands, and what will stand: the same for the same files, whichever way they came about."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sum = 0

    def stands(self, come: Mapping[str, Inputs], gone: Iterable[str]) -> None:
        """Take up that some files were made, and others are no more."""
        self._sum = self._after(come, gone)
        for path in gone:
            self._numbers.pop(path, None)
        self._numbers.update({path: _number(path, inputs) for path, inputs in come.items()})

    def name(self, also: str, come: Mapping[str, Inputs] | None = None, gone: Iterable[str] = ()) -> str:
        """The name of all files, or of what they will be; `also` is what else decides what is shown."""
        return of_bytes(f"{self._after(come or {}, gone)} {also}".encode())

    def _after(self, come: Mapping[str, Inputs], gone: Iterable[str]) -> int:
        before = sum(self._numbers.get(path, 0) for path in {*come, *gone})
        return (self._sum - before + sum(_number(path, inputs) for path, inputs in come.items())) % (1 << BITS)


def _number(path: str, inputs: Inputs) -> int:
    """A number for a file that is made of these inputs."""
    text = "\0".join([path, *(f"{name}\0{inputs[name]}" for name in sorted(inputs))])
    return int(of_bytes(text.encode("utf-8", "surrogatepass")), 16)
