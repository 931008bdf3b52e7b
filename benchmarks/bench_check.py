"""How long a check takes: of everything for the first time, with nothing changed, and after one edit.

    python -m benchmarks.bench_check [ARTICLES] [RUNS]

Every article has a stored seed, a text or a page, which says the same with furniture around it. Every run is a process
of its own, started as an editor starts it. The median of the runs is printed, and the largest.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import corpus
from benchmarks.bench_build import REPOSITORY, measured

MENU = ("Главная", "Новости", "Архив", "Подписаться на рассылку", "Войти")
TAIL = ("Читайте также", "Хотите оставить комментарий?", "© Агентство, все права защищены", "1295", "18+")
_HEAD = "<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title></head><body>"


def with_seeds(site: Path) -> None:
    """Give every article a seed; every second one is a page. Of its text the article keeps all but the first words."""
    (site / "seeds").mkdir()
    for number, path in enumerate(sorted((site / "content/articles").iterdir())):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = re.search(r"^title: (.*)$", front, re.MULTILINE)
        assert title
        text = re.sub(r"\[(.*?)\]\(.*?\)|\*\*|## ", r"\1", body).strip()
        seed = _page(title[1], text) if number % 2 else "\n\n".join([*MENU, title[1], text, *TAIL]) + "\n"
        name = f"seeds/{path.stem}.{'html' if number % 2 else 'txt'}"
        (site / name).write_text(seed, encoding="utf-8")
        stated = f"seed:\n  file: {name}\n  sha256: {hashlib.sha256(seed.encode()).hexdigest()}\n"
        path.write_text(f"---\n{front}{stated}---\n{body}", encoding="utf-8")


def _page(title: str, text: str) -> str:
    """A page of some 20 KB: elements around the text, as pages have them."""
    menu = "".join(
        f'<li class="nav-item"><a href="/{number}/">{word}</a></li>' for number, word in enumerate(MENU * 12)
    )
    rest = "".join(
        f'<div class="card"><h4><a href="/n/{number}">{word}</a></h4></div>' for number, word in enumerate(TAIL * 12)
    )
    body = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
    head = _HEAD.format(title=title)
    return f"{head}<nav><ul>{menu}</ul></nav><h1>{title}</h1><article>{body}</article>{rest}</body></html>"


def check(site: Path) -> tuple[float, float]:
    """Check a site in a process of its own: wall and CPU seconds."""
    command = [sys.executable, "-P", "-m", "digest", "check", "--json", "--site", str(site)]
    wall, cpu, _ = measured(command, PYTHONPATH=str(REPOSITORY))
    return wall, cpu


def cold(site: Path) -> tuple[float, float]:
    """Check with nothing known."""
    shutil.rmtree(site / ".digest", ignore_errors=True)
    return check(site)


def edited(site: Path, number: int) -> tuple[float, float]:
    """Check after a change at the end of one article."""
    path = sorted((site / "content/articles").iterdir())[number]
    path.write_text(path.read_text(encoding="utf-8").rstrip() + " Хвост 77.\n", encoding="utf-8")
    return check(site)


def line(name: str, runs: list[tuple[float, float]]) -> str:
    """A row of the table."""
    walls, cpus = zip(*runs, strict=True)
    return f"| {name} | {statistics.median(walls):.1f} | {max(walls):.1f} | {statistics.median(cpus):.1f} |"


def main(articles: int = 10_000, runs: int = 3) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        corpus.write(site, articles)
        with_seeds(site)
        print(f"{articles:,} articles, {runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores\n")
        print("| work | wall s | largest | CPU s |\n|:---|---:|---:|---:|")
        print(line("for the first time", [cold(site) for _ in range(runs)]))
        print(line("nothing changed", [check(site) for _ in range(runs)]))
        print(line("one article edited", [edited(site, number) for number in range(runs)]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
