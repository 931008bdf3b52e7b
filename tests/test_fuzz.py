"""Bytes that nobody would think of: the seed reader and the front matter parser read them or refuse them by name.

What a long run finds is kept in tests/data/fuzz/, and tried by every run from then on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.content.article import read_article
from digest.content.frontmatter import parse, plain, spelt
from digest.content.markup import Markup
from digest.errors import DigestError
from digest.model import Document
from digest.seeds.convert import document
from digest.seeds.parts import parts
from tests.faults.test_c_text import SITE
from tests.fuzz_inputs import FRONT, FRONT_TOKENS, KINDS, SEED_TOKENS, SEEDS, encoded
from tests.fuzzing import Fuzzer, Target, trial

KEPT = Path(__file__).parent / "data" / "fuzz"
MARKUP = Markup(raw_html=False)


def front_matter(data: bytes) -> None:
    """A content file is read or refused, and what was read can be written and read again as the same."""
    read_article(data, "content/articles/a.md", SITE, MARKUP)
    try:
        found = parse(data, "content/articles/a.md")
    except DigestError:
        return
    meta = plain(found.meta)
    if isinstance(meta, dict):
        again = parse(spelt(Document(meta, found.body)).encode("utf-8"), "content/articles/a.md")
        assert plain(again.meta) == (meta or None)
        assert again.body.strip() == found.body.strip()


def seed(data: bytes) -> None:
    """A seed is converted or refused, and its draft can be read. The first byte tells what its name says it is."""
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    try:
        drafts = [document(part).document for part in parts(data[1:], f"seeds/a{kind}")]
    except DigestError:
        return
    for each in drafts:
        text = spelt(each).encode("utf-8")
        assert plain(parse(text, "content/articles/a.md").meta)["title"] == each.meta["title"]
        entry = read_article(text, "content/articles/a.md", SITE, MARKUP)
        assert [str(problem) for problem in entry.problems if problem.level == "error"] == []


SORTS: dict[str, tuple[Target, list[bytes], list[bytes], int]] = {
    "front": (front_matter, FRONT, FRONT_TOKENS, 6000),
    "seed": (seed, SEEDS, SEED_TOKENS, 1500),
}


@pytest.mark.parametrize("sort", SORTS)
def test_where_it_begins_nothing_is_wrong_and_there_is_much_to_reach(sort: str) -> None:
    target, corpus, _, _ = SORTS[sort]
    for data in corpus:
        steps, what = trial(target, data)
        assert (what, len(steps) > 50) == ("", True)


@pytest.mark.parametrize("path", sorted(KEPT.glob("*/*.bin")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_found_once_is_borne(path: Path) -> None:
    SORTS[path.parent.name][0](path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("sort", SORTS)
def test_whatever_bytes_come_they_are_read_or_refused(sort: str) -> None:
    target, corpus, tokens, rounds = SORTS[sort]
    fuzzer = Fuzzer(target, corpus, tokens, seed=9)
    told = []
    for finding in fuzzer.findings(rounds):
        file = KEPT / sort / f"{finding.name}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(finding.data)
        told.append(f"{file.name}: {finding.what}: {finding.data[:200]!r}")
    assert told == []
    assert len(fuzzer.corpus) > 2 * len(corpus)


def test_a_fault_is_found_and_made_small() -> None:
    """A fuzzer that finds nothing may be blind: this one is led to a fault behind two conditions."""

    def faulty(data: bytes) -> Any:
        found = parse(data, "a.md")
        if isinstance(found.meta.value, dict) and "[^1]" in found.body:
            raise KeyError("a fault")

    def borne(data: bytes) -> None:
        try:
            faulty(data)
        except DigestError:
            return

    first = next(Fuzzer(borne, encoded("---\n---\nтекст"), FRONT_TOKENS, seed=1).findings(20_000))
    assert first.what.startswith("KeyError")
    assert len(first.data) < 40
