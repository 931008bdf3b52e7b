"""How long a build takes: from nothing, with nothing changed, and after one edit.

    python -m benchmarks.bench_build [ARTICLES] [RUNS]

Every run is a process of its own, started as an editor starts it; wall and CPU seconds are the operating system's, with
those of its children. The median of the runs is printed.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and by the processors, and what it printed."""

    wall: float
    cpu: float
    report: dict


def build(site: Path) -> Run:
    """Build a site in a process of its own."""
    command = [sys.executable, "-P", "-m", "digest", "build", "--json", "--site", str(site)]
    before, start = os.times(), time.perf_counter()
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    after, wall = os.times(), time.perf_counter() - start
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return Run(wall, cpu, json.loads(done.stdout))


def cold(site: Path) -> Run:
    """Build with nothing there."""
    for leaving in ("public", ".digest"):
        shutil.rmtree(site / leaving, ignore_errors=True)
    return build(site)


def edited(site: Path, number: int) -> Run:
    """Build after a change at the end of one article's body."""
    path = sorted((site / "content/articles").iterdir())[number]
    path.write_text(path.read_text(encoding="utf-8").rstrip() + " Хвост.\n", encoding="utf-8")
    return build(site)


def line(name: str, runs: list[Run]) -> str:
    """A row of the table."""
    wall, cpu = (statistics.median(getattr(run, each) for run in runs) for each in ("wall", "cpu"))
    pages = [url for url in runs[-1].report["rendered"] if not url.endswith((".xml", ".json", ".txt"))]
    feeds = len(runs[-1].report["rendered"]) - len(pages)
    return f"| {name} | {wall:.2f} | {cpu:.2f} | {len(pages):,} | {feeds:,} | {runs[-1].report['written']:,} |"


def main(articles: int = 1000, runs: int = 5) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        corpus.write(site, articles)
        print(f"{articles:,} articles, {runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores\n")
        print("| work | wall s | CPU s | pages rendered | feeds and files | files written |\n|---|---|---|---|---|---|")
        print(line("cold, nothing there", [cold(site) for _ in range(runs)]))
        print(line("nothing changed", [build(site) for _ in range(runs)]))
        print(line("one body edited", [edited(site, number) for number in range(runs)]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
