"""How well this program and the libraries of its field find the article on pages with known answers.

    python -m benchmarks.extraction PAGES --cache FOLDER [--weights-of FOLDER] [--out FILE]

PAGES is the folder that dev.tar.xz was unpacked into. It and the script that scores do not belong to this repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction import tables
from benchmarks.extraction.contenders import OURS, UNTOUCHED, Ours, contenders
from benchmarks.extraction.figures import field
from benchmarks.extraction.pages import FILES, Page, Scorer, pages, sample, scorer
from benchmarks.extraction.predicted import Job, Kept, milliseconds, quieten, scored
from benchmarks.extraction.worst import worst


def main() -> None:
    """Measure and print."""
    asked = _asked()
    judge, found = scorer(asked.pages, asked.scorer), pages(asked.pages)
    chosen = sample(found, asked.sample) if asked.sample else found
    quieten()
    lines: list[str] = []
    for variant in asked.variants:
        lines += _report(variant, [page for page in chosen if page.fit(variant)], judge, asked)
        print(f"{variant} done", file=sys.stderr)
    text = "\n".join(lines) + "\n"
    if asked.out:
        asked.out.write_text(text, "utf-8")
    else:
        print(text)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks.extraction", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("pages", type=Path, help="the folder that dev.tar.xz was unpacked into")
    parser.add_argument(
        "--scorer", type=Path, help="score.py, if it lies neither beside the pages nor in ../shared/extraction"
    )
    parser.add_argument(
        "--cache", type=Path, help="folder for what was predicted; with it only this program is run again"
    )
    parser.add_argument(
        "--weights-of", type=Path, metavar="FOLDER", help="folds.json (site -> number) and the folders fold-NUMBER"
    )
    parser.add_argument("--repeats", action="store_true", help="pages of one site know each other's lines")
    parser.add_argument("--variants", nargs="+", choices=tuple(FILES), default=tuple(FILES))
    parser.add_argument(
        "--only", nargs="*", metavar="NAME", help=f"contenders to run beside {OURS}; none: no library at all"
    )
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="about N pages instead of all, for a quick look"
    )
    parser.add_argument(
        "--timed", type=int, default=60, metavar="N", help="pages on which the time is taken (default 60)"
    )
    parser.add_argument("--worst", type=int, default=20, metavar="N", help="how many of the worst pages are listed")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the tables into this file")
    return parser.parse_args()


def _report(variant: str, found: Sequence[Page], judge: Scorer, asked: argparse.Namespace) -> Iterator[str]:
    """All tables of one variant."""
    names = [each.name for each in contenders(variant, Ours()) if _wanted(each.name, asked.only)]
    jobs = [Job(variant, name, judge, asked.weights_of, asked.repeats) for name in names]
    kept = Kept(asked.cache)
    rows = {job.name: scored(job, found, kept, asked.processes) for job in jobs}
    spent = milliseconds(jobs, sample(found, asked.timed)) if asked.timed else {}
    all_of = field(found, rows)
    sites = len({page.site for page in found})
    yield f"### {tables.TITLES[variant]}: {len(found):,} pages of {sites:,} sites\n"
    yield from tables.main_table(all_of, names, spent)
    yield ""
    yield from tables.differences(all_of, names)
    yield ""
    yield from tables.parts(found, rows, "F1 by collection", lambda page: page.collection)
    yield ""
    yield from tables.parts(found, rows, "F1 by language", lambda page: tables.spoken(page.language))
    yield ""
    yield from tables.without(found, rows, judge.listed("suspect.list"))
    yield ""
    yield from tables.guesses(found, rows[OURS])
    yield ""
    yield from tables.worst_table(worst(jobs[0], found, rows[OURS], asked.worst))
    yield ""
    yield from tables.failed(rows)
    yield ""


def _wanted(name: str, only: Sequence[str] | None) -> bool:
    return only is None or name in (OURS, UNTOUCHED, *only)


if __name__ == "__main__":
    main()
