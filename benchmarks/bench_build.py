"""How long a build takes: from nothing, with nothing changed, after one edit, and with one more article.

    python -m benchmarks.bench_build [ARTICLES] [RUNS]

Every run is a process of its own, started as an editor starts it; wall and CPU seconds are the operating system's, with
those of its children. The median of the runs is printed. Where Pelican is
installed (it is no dependency), it builds the same articles in the same run.
"""

from __future__ import annotations

import importlib.util
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

import yaml

from benchmarks import corpus

NEWEST = "2024-12-28 23:59:59"  # no article of the corpus is later
REPOSITORY = Path(__file__).resolve().parents[1]


PELICAN = """SITENAME = "x"
SITEURL = "https://example.org"
DEFAULT_LANG = "ru"
TIMEZONE = "Europe/Moscow"
DEFAULT_PAGINATION = 20
FEED_ALL_ATOM = "feeds/all.atom.xml"
TAG_FEED_ATOM = "feeds/{slug}.atom.xml"
"""


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and by the processors, and what it printed."""

    wall: float
    cpu: float
    report: dict


def build(site: Path) -> Run:
    """Build a site in a process of its own."""
    command = [sys.executable, "-P", "-m", "digest", "build", "--json", "--site", str(site)]
    wall, cpu, out = measured(command, PYTHONPATH=str(REPOSITORY))
    return Run(wall, cpu, json.loads(out))


def measured(command: list[str], **environment: str) -> tuple[float, float, str]:
    """Wall seconds, CPU seconds and output of a process."""
    variables = {**os.environ, **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever installs the program has it compiled
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    after, wall = os.times(), time.perf_counter() - start
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, cpu, done.stdout


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


def with_another(site: Path, number: int) -> Run:
    """Build after one more article, the newest of all, with four tags, a topic and a source that others have."""
    other = sorted((site / "content/articles").glob("news-*"))[number].read_text(encoding="utf-8")
    meta = yaml.safe_load(other.split("---\n")[1])
    fresh = {**meta, "title": f"Свежая новость {number}", "date": NEWEST, "tags": meta["tags"][:4]}
    front = yaml.safe_dump(fresh, allow_unicode=True)
    path = site / f"content/articles/fresh-{number:03}.md"
    path.write_text(f"---\n{front}---\n\nТекст новости.\n", encoding="utf-8")
    return build(site)


def helped() -> float:
    """Wall seconds of the shortest call there is."""
    return measured([sys.executable, "-P", "-m", "digest", "--help"], PYTHONPATH=str(REPOSITORY))[0]


def line(name: str, runs: list[Run]) -> str:
    """A row of the table."""
    wall, cpu = (statistics.median(getattr(run, each) for run in runs) for each in ("wall", "cpu"))
    pages = [url for url in runs[-1].report["rendered"] if not url.endswith((".xml", ".json", ".txt"))]
    feeds = len(runs[-1].report["rendered"]) - len(pages)
    return f"| {name} | {wall:.2f} | {cpu:.2f} | {len(pages):,} | {feeds:,} | {runs[-1].report['written']:,} |"


def pelican(site: Path, elsewhere: Path) -> Run:
    """Build the same articles with Pelican: a feed of all and one a tag, where this program writes two of each."""
    if not (elsewhere / "content").exists():
        translate(site, elsewhere)
    shutil.rmtree(elsewhere / "output", ignore_errors=True)
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "-q"]
    start = os.getcwd()
    os.chdir(elsewhere)
    try:
        wall, cpu, _ = measured(command)
    finally:
        os.chdir(start)
    pages = {str(path): "" for path in (elsewhere / "output").rglob("*") if path.is_file()}
    return Run(wall, cpu, {"rendered": pages, "written": len(pages)})


def translate(site: Path, elsewhere: Path) -> None:
    """Write a site's articles as Pelican reads them."""
    (elsewhere / "content").mkdir(parents=True)
    for path in (site / "content/articles").iterdir():
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        head = [f"Title: {meta['title']}", f"Date: {meta['date']}", f"Tags: {', '.join(meta['tags'])}"]
        head += [f"Category: {meta['topics'][0]}", f"Slug: {path.stem}"]
        (elsewhere / "content" / path.name).write_text("\n".join(head) + "\n\n" + body, encoding="utf-8")
    (elsewhere / "pelicanconf.py").write_text(PELICAN, encoding="utf-8")


def main(articles: int = 1000, runs: int = 5) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        corpus.write(site, articles)
        print(f"{articles:,} articles, {runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores\n")
        print("| work | wall s | CPU s | pages rendered | feeds and files | files written |\n|---|---|---|---|---|---|")
        print(line("cold, nothing there", [cold(site) for _ in range(runs)]))
        if importlib.util.find_spec("pelican"):
            print(line("the same by Pelican", [pelican(site, Path(folder) / "pelican") for _ in range(runs)]))
        print(line("nothing changed", [build(site) for _ in range(runs)]))
        print(line("one body edited", [edited(site, number) for number in range(runs)]))
        print(line("one new article with 4 tags", [with_another(site, number) for number in range(runs)]))
        print(f"\n`digest --help`: {statistics.median(helped() for _ in range(runs)):.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
