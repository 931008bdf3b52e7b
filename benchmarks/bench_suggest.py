"""How long suggestions take: for a whole archive, and for one new article in it.

    python -m benchmarks.bench_suggest [ARTICLES] [RUNS]

The archive is that of `corpus.py`; of its 300 tags every one is settled in content/tags.yaml, with an alias, and each
article names a few in its text, in some case. Every run is a process of its own, with its start. To reach: 60 s for
10,000 articles, 1 s for one.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import corpus

REPOSITORY = Path(__file__).resolve().parents[1]
CITIES = ("Рязан", "Саратов", "Тамбов", "Байконур", "Воронеж", "Волгоград", "Челябинск", "Брянск", "Новосибирск")
CASES = ("", "а", "у", "ом", "е")


def write(folder: Path, count: int) -> None:
    """An archive with settled tags, and names in the texts that are among them."""
    corpus.write(folder, count)
    chance = random.Random(2016)
    paths = sorted((folder / "content/articles").glob("*.md"))
    names: set[str] = set()
    cities = [f"{city}{number}град" if number else city for number in range(30) for city in CITIES]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        names.update(re.findall(r"^tags: \[(.*)\]$", text, re.MULTILINE)[0].split(", "))
        said = (f"В городе {name}{chance.choice(CASES)} прошло." for name in chance.choices(cities, k=6))
        path.write_text(f"{text}\n{' '.join(said)}\n", encoding="utf-8")
    settled = [f"{name}:\n  aliases: [Город {name}]\n" for name in sorted(names | set(cities))]
    (folder / "content/tags.yaml").write_text("".join(settled), encoding="utf-8")


def timed(folder: Path, *words: str) -> tuple[float, float]:
    """Seconds of the clock and of computing that a command takes, with its start."""
    command = [sys.executable, "-m", "digest", *words, "--site", str(folder), "--quiet"]
    start, spent = time.perf_counter(), _spent()
    subprocess.run(command, cwd=REPOSITORY, check=True)
    return time.perf_counter() - start, _spent() - spent


def _spent() -> float:
    times = os.times()
    return times.children_user + times.children_system


def main(count: int, runs: int) -> None:
    """Measure, and print a line for each row of RESULTS.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        write(folder, count)
        shutil.copytree(folder, Path(name) / "new")
        _print(count, "never built", [timed(Path(name) / "new", "suggest")])
        timed(folder, "build")
        for title, words in (
            ("after a build, nothing written", ("suggest", "--dry-run")),
            ("one article", ("suggest", "--dry-run", "news-000000")),
        ):
            _print(count, title, [timed(folder, *words) for _ in range(runs)])


def _print(count: int, title: str, seconds: list[tuple[float, float]]) -> None:
    wall, computing = (statistics.median(each) for each in zip(*seconds, strict=True))
    print(f"{count:,} articles, {title}: {wall:.2f} s, {computing:.2f} s of computing")


if __name__ == "__main__":
    main(*(int(each) for each in (sys.argv[1:] + ["10000", "3"][len(sys.argv) - 1 :])))
