"""A folder of pages with known answers -> Pages; and the script that scores what is made of them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
BESIDE = REPOSITORY.parent / "shared/extraction"
FILES = {"html": "page.html", "rp": "page.rp.txt", "txt": "page.txt"}
SURVIVED = 0.75  # of the body's words: below that the renderer of `page.rp.txt` has lost it, and nobody can find it


@dataclass(frozen=True)
class Page:
    """One page: where it lies, and what a careful reader says about it."""

    folder: Path

    @cached_property
    def truth(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "truth.json").read_text("utf-8"))
        return found

    @property
    def name(self) -> str:
        return str(self.truth["id"])

    @property
    def site(self) -> str:
        return str(self.truth["site"])

    @property
    def collection(self) -> str:
        return str(self.truth["source_dataset"])

    @property
    def language(self) -> str:
        return str(self.truth["lang"])[:2]

    def raw(self, variant: str) -> bytes:
        """The page as a seed: as it was fetched, or as one of its two texts."""
        return (self.folder / FILES[variant]).read_bytes()

    def lines(self, variant: str) -> str:
        """The text whose lines are counted as kept or dropped."""
        return self.raw("txt" if variant == "html" else variant).decode("utf-8")

    def fit(self, variant: str) -> bool:
        """Whether its body can be found in this variant at all."""
        return variant != "rp" or float(self.truth.get("rp_ceiling", 1)) >= SURVIVED


def pages(folder: Path) -> tuple[Page, ...]:
    """Every page under a folder, by name."""
    found = sorted(path.parent for path in (*folder.glob("*/truth.json"), *folder.glob("*/*/truth.json")))
    if not found:
        raise SystemExit(f"no pages under {folder}: it holds no ID/truth.json; unpack dev.tar.xz and name its folder")
    return tuple(map(Page, found))


def sample(found: Iterable[Page], count: int) -> tuple[Page, ...]:
    """Whole sites up to `count` pages, the same every time: for a quick look."""
    sites: dict[str, list[Page]] = defaultdict(list)
    for page in found:
        sites[page.site].append(page)
    order = sorted(sites)
    random.Random(2016).shuffle(order)
    return tuple([page for site in order for page in sites[site]][:count])


@dataclass(frozen=True)
class Scorer:
    """The script that scores: it lies beside the pages and not in this repository."""

    path: Path

    @cached_property
    def module(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location("extraction_score", self.path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @cached_property
    def mark(self) -> str:
        """Tells one version of the script from another."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    def listed(self, name: str) -> frozenset[str]:
        """The pages named in a list beside the script; none where there is no such list."""
        path = self.path.with_name(name)
        return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def scorer(folder: Path, named: Path | None) -> Scorer:
    """The script that was named, or the one that lies beside the pages or beside the repository."""
    places = [named] if named else [each / "score.py" for each in (folder, folder.parent, BESIDE)]
    for path in places:
        if path.is_file():
            return Scorer(path.resolve())
    looked = ", ".join(map(str, places))
    raise SystemExit(f"score.py is not here (looked for {looked}): name it with --scorer; it comes with the pages")
