"""What the converter has learned: trains its two models on pages with known answers, and says how good they are.

    python -m benchmarks.learning PAGES [--kinds text page] [--folds 4] [--keep FOLDER] [--write]

PAGES is the folder that dev.tar.xz was unpacked into. The figures are of sites that the model has not seen. `--keep`
writes the models of the folds, for `benchmarks.extraction --weights-of`; `--write` trains on all sites and puts the
model into the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.extraction.pages import Page, pages, scorer
from benchmarks.learning.examples import FORMS, Example, examples, fold_of
from benchmarks.learning.models import LOOKS, crossed, say, whole
from digest.seeds.learned import FOLDER

SHARES = (0.45,)


def main() -> None:
    asked = _asked()
    judge, found = scorer(asked.pages, asked.scorer).module, pages(asked.pages)
    for kind in asked.kinds:
        known = examples(found, kind, judge)
        say(f"{kind}: {len(known)} examples, {sum(len(each.truth) for each in known):,} blocks")
        models = crossed(kind, known, asked.folds)
        _report(kind, known, found, judge)
        _report_headlines(kind, known, found, judge)
        if asked.keep:
            for number, each in enumerate(models):
                _write(asked.keep / f"fold-{number}" / f"{kind}.json", each)
            sites = {each.site: fold_of(each.site, asked.folds) for each in known}
            (asked.keep / "folds.json").write_text(json.dumps(sites, indent=1, sort_keys=True), "utf-8")
        if asked.write:
            _write(FOLDER / f"{kind}.json", whole(kind, known))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.learning")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--kinds", nargs="+", choices=("text", "page"), default=("text", "page"))
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _report(kind: str, known: Sequence[Example], found: Sequence[Page], judge: ModuleType) -> None:
    by_name = {page.name: page for page in found}
    for form in FORMS[kind]:
        for look in ("first", "second"):
            for share in SHARES if look == "second" else (0.45,):
                own = [each for each in known if each.form == form]
                scores = [_scored(each, by_name[each.name], share, look, judge) for each in own]
                say(f"{form} {look} {share}: {_figures(scores, judge)}")
                russian = [score for score, each in zip(scores, own, strict=True) if each.language == "ru"]
                if russian:
                    say(f"     Russian: {_figures(russian, judge)}")


def _scored(example: Example, page: Page, share: float, look: str, judge: ModuleType) -> Any:
    kept = [block.text for block, answer in zip(example.blocks, example.answers[look], strict=True) if answer >= share]
    return judge.score_page(page.truth, {"body": "\n\n".join(kept)}, page.lines(example.form))


def _report_headlines(kind: str, known: Sequence[Example], found: Sequence[Page], judge: ModuleType) -> None:
    """How often the likeliest line is the headline, of those above a share."""
    titles = {page.name: judge.nt(page.truth.get("title")) for page in found}
    for form in FORMS[kind]:
        best = []
        for each in known:
            if each.form == form and titles[each.name]:
                among = each.candidates
                answers = each.answers["headline"][among] if among else np.zeros(1)
                place = int(answers.argmax())
                best.append((float(answers[place]), bool(among) and each.headline[among[place]] == 1))
        for share in (0.0, 0.25, 0.5, 0.8):
            own = [right for answer, right in best if answer >= share]
            right, wrong = sum(own) / len(best), 1 - sum(own) / len(own)
            say(f"{form} headline {share}: {right:.3f} right, {wrong:.3f} of those proposed wrong")


def _figures(scores: Sequence[Any], judge: ModuleType) -> str:
    return str(judge.fmt(judge.summary(scores, 0)).split("\n")[0])


def _write(path: Path, model: Mapping[str, Any]) -> None:
    """One cue and one tree a line, so that a change can be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {"ensure_ascii": False, "separators": (", ", ": ")}
    odds = [
        f'"{name}": {{\n'
        + ",\n".join(f"  {json.dumps(gram, **plain)}: {value}" for gram, value in model[name].items())
        + "\n }"
        for name in ("cues", "classes")
    ]
    looks = [f'"{look}": {_forest(model[look])}' for look in LOOKS]
    path.write_text("{" + ",\n ".join((*odds, *looks)) + "\n}\n", "utf-8")


def _forest(model: Mapping[str, Any]) -> str:
    trees = ",\n".join("  " + json.dumps(tree) for tree in model["trees"])
    return f'{{"start": {model["start"]}, "trees": [\n{trees}\n ]}}'


if __name__ == "__main__":
    sys.exit(main())
