"""How well and how fast stories are found.

    python -m benchmarks.bench_stories [--articles 10000] [--pages FOLDER]

First on news of our own (`benchmarks/stories/texts.txt`), where what is one story follows from the events; every pair
is compared. Then on pages of the extraction benchmark, where --pages says they are: what of them tells of one event was
labelled one by one, for the pairs that the method ranks highest and for 90 others (`benchmarks/stories/pages.txt`). Then
on a made archive, for the time.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from benchmarks.bench_build import measured
from benchmarks.stories import archive
from benchmarks.stories.texts import Text, texts, write
from digest.content.decisions import Decisions
from digest.content.units import Units
from digest.curate.likeness import DAYS, Weighed, Weighing, likeness
from digest.curate.profiles import TITLE, Profile, Profiles
from digest.curate.stories import SAME, TOPIC, proposals
from digest.settings import Settings, settings
from digest.telling import names, stems

REPOSITORY = Path(__file__).resolve().parents[1]
LABELS = Path(__file__).with_name("stories") / "pages.txt"


@dataclass(frozen=True)
class Pair:
    """Two articles: how alike they are, with and without regard to time, and what a person says of them."""

    score: float
    timeless: float
    label: str  # same, topic, other
    names: tuple[str, str]


# our own news


def own(site: Settings) -> list[Pair]:
    """Every pair of our own texts."""
    profiles = Profiles(site)
    weighing = Weighing(len(profiles), profiles.frequencies)
    weighed = {text: weighing.weighed(profiles.profile(text.name)) for text in texts()}
    return [_pair(weighed[one], weighed[other], _label(one, other)) for one, other in combinations(weighed, 2)]


def _label(one: Text, other: Text) -> str:
    if one.group != other.group:
        return "other"
    return "same" if one.event == other.event else "topic"


def _pair(one: Weighed, other: Weighed, label: str, *, dated: bool = True) -> Pair:
    score = likeness(one, other)
    timeless = min(1.0, score * (1 + abs(one.profile.day - other.profile.day) / DAYS))
    return Pair(score if dated else timeless, timeless, label, (one.profile.name, other.profile.name))


# pages


def pages(folder: Path) -> list[Pair]:
    """The labelled pairs of pages; weights come from all English and German pages."""
    labels = [line.split() for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = {profile.name: profile for profile in _profiles(folder)}
    frequencies = Counter(stem for profile in found.values() for stem in profile.stems)
    weighing = Weighing(len(found), frequencies)
    weighed = {name: weighing.weighed(found[name]) for one, other, _ in labels for name in (one, other)}
    return [
        _pair(weighed[one], weighed[other], label, dated=bool(found[one].date and found[other].date))
        for one, other, label in labels
    ]


def _profiles(folder: Path) -> Iterator[Profile]:
    for path in sorted(folder.glob("*/truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        body, title = truth["body"] or "", truth["title"] or ""
        if truth["lang"] in ("en", "de") and len(body) >= 300:
            counts = Counter(stems(body))
            for stem in stems(title):
                counts[stem] += TITLE
            told = frozenset([*names(title), *(name for line in body.split("\n") for name in names(line))])
            yield Profile(truth["id"], title, truth["site"], _day(truth["date"]), truth["date"] or "", counts, told)


def _day(text: str | None) -> float:
    try:
        return float(date.fromisoformat((text or "")[:10]).toordinal())
    except ValueError:
        return 0.0


# figures


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """How often a pair of the first kind is more alike than one of the second; half for those equally alike."""
    below = sorted(bad)
    return sum((bisect_left(below, each) + bisect_right(below, each)) / 2 for each in good) / len(good) / len(below)


def report(title: str, pairs: Sequence[Pair]) -> None:
    """Print what was reached on some pairs."""
    count = Counter(pair.label for pair in pairs)
    print(f"\n### {title}: {len(pairs):,} pairs, {count['same']} same, {count['topic']} topic\n")
    print("| same story against | AUC | without regard to time |")
    print("|:---|---:|---:|")
    for against, labels in (("all others", ("topic", "other")), ("those on one topic (the hard ones)", ("topic",))):
        figures = [auc(_scores(pairs, ("same",), name), _scores(pairs, labels, name)) for name in ("score", "timeless")]
        print(f"| {against} | {figures[0]:.3f} | {figures[1]:.3f} |")
    print("\n| likeness at least | precision of “same” | recall of “same” | recall of “same” or “topic” |")
    print("|---:|---:|---:|---:|")
    for least in (TOPIC, 0.2, SAME, 0.4, 0.5):
        print("| " + " | ".join(f"{each:.2f}" for each in (least, *_quality(pairs, least))) + " |")


def _scores(pairs: Sequence[Pair], labels: Sequence[str], name: str) -> list[float]:
    return [getattr(pair, name) for pair in pairs if pair.label in labels]


def _quality(pairs: Sequence[Pair], least: float) -> tuple[float, float, float]:
    found = Counter(pair.label for pair in pairs if pair.score >= least)
    count = Counter(pair.label for pair in pairs)
    near = (found["same"] + found["topic"]) / (count["same"] + count["topic"])
    return found["same"] / max(1, sum(found.values())), found["same"] / count["same"], near


def errors(pairs: Sequence[Pair]) -> None:
    """Print the pairs that the threshold for one story puts on the wrong side, the worst first."""
    wrong = [pair for pair in pairs if (pair.score >= SAME) != (pair.label == "same")]
    print("\n| pair | label | likeness |\n|:---|:---|---:|")
    for pair in sorted(wrong, key=lambda each: -abs(each.score - SAME)):
        print(f"| {' + '.join(name.removesuffix('.md') for name in pair.names)} | {pair.label} | {pair.score:.2f} |")


def asked(site: Settings) -> None:
    """Print what an editor is asked about our own texts, with nothing decided."""
    labels = {frozenset(pair.names): pair.label for pair in own(site)}
    profiles = Profiles(site)
    found = proposals(profiles, Units(Decisions(), frozenset(profiles.names)))
    count = Counter((each.band, labels[frozenset((each.one.name, each.other.name))]) for each in found)
    print("\n| what is asked | same | topic | other |\n|:---|---:|---:|---:|")
    for band in ("reprint", "same", "topic"):
        print(f"| {band} | " + " | ".join(str(count[band, label]) for label in ("same", "topic", "other")) + " |")


# time


def speed(count: int) -> None:
    """Print how long the command takes on an archive of so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        archive.write(site, count)
        print(
            f"\n### {count:,} articles of 250 words\n\n| command | wall s | CPU s | proposals |\n|:---|---:|---:|---:|"
        )
        _timed("the whole archive, nothing known of it", site)
        _timed("the whole archive once more", site)
        new = site / "content/articles/new.md"
        new.write_text((site / f"content/articles/n{count // 2}.md").read_text(encoding="utf-8"), encoding="utf-8")
        _timed("one new article", site, "new.md")


def _timed(what: str, site: Path, *arguments: str) -> None:
    command = [sys.executable, "-P", "-m", "digest", "stories", "--json", "--site", str(site), *arguments]
    wall, cpu, out = measured(command, PYTHONPATH=str(REPOSITORY))
    print(f"| {what} | {wall:.2f} | {cpu:.2f} | {len(json.loads(out)['proposals']):,} |")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--pages", type=Path)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        site = settings(Path(folder), {}, {}, datetime(2025, 1, 1, tzinfo=UTC))
        pairs = own(site)
        back = {text.name for text in texts() if text.kept_back}
        report("tuned on", [pair for pair in pairs if not back & set(pair.names)])
        report("kept back", [pair for pair in pairs if back >= set(pair.names)])
        report("all", pairs)
        errors(pairs)
        asked(site)
    if given.pages and given.pages.is_dir():
        found = pages(given.pages)
        report("pages of the extraction benchmark", found)
        errors(found)
    else:
        print("\nThe pages of the extraction benchmark are not here: name their folder with --pages.")
    speed(given.articles)


if __name__ == "__main__":
    main()
