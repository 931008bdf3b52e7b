"""content/ -> Shelf: which seeds its files came from, which texts stand there already, which terms the site knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.content.frontmatter import parse, plain
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError
from digest.fingerprint import of_bytes
from digest.seeds.vocabulary import Vocabulary

LIMIT = 5_000_000  # bytes of a content file

_SHA256 = re.compile(r"sha256[\"']?\s*:\s*[\"']?([0-9a-f]{64})")
_FILE = re.compile(r"^\s+file\s*:\s*[\"']?(seeds/[^\"'\n]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A content file, and the seed that its front matter names."""

    article: str
    sha256: str
    seed: str
    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of `content/`: articles by the hash of their seed, by its name, and by `text_key`."""

    by_hash: dict[str, str]
    by_seed: dict[str, str]
    by_text: dict[str, str]
    vocabulary: Vocabulary


def shelf(root: Path) -> Shelf:
    """Look through `content/`. A file that cannot be read as it should still claims the seed that it names."""
    tags: set[str] = set()
    topics: set[str] = set()
    claims: list[Claim] = []
    for path, objection in regular_files(root, "content"):
        if not objection and path.endswith(".md"):
            claim, meta = _looked_at(root, path)
            claims.append(claim)
            tags.update(_names(path, meta, "tags"))
            topics.update(_names(path, meta, "topics"))
    return Shelf(
        by_hash={claim.sha256: claim.article for claim in reversed(claims) if claim.sha256},
        by_seed={claim.seed: claim.article for claim in reversed(claims) if claim.seed},
        by_text={claim.text: claim.article for claim in reversed(claims) if claim.text},
        vocabulary=Vocabulary(tuple(sorted(tags)), tuple(sorted(topics))),
    )


def text_key(markdown: str) -> str:
    """A name for the words of a text, whatever their marks, spaces and capitals. Empty where there are none."""
    words = re.findall(r"\w+", markdown.lower())
    return of_bytes(" ".join(words).encode("utf-8", "surrogatepass")) if words else ""


def _looked_at(root: Path, path: str) -> tuple[Claim, dict[str, Any]]:
    try:
        data = read_bytes(root, path, limit=LIMIT)
    except DigestError:
        return Claim(path, "", "", ""), {}
    try:
        parsed = parse(data, path)
        meta = plain(parsed.meta) or {}
    except DigestError:
        head = data[:65_536].decode("utf-8", "replace")
        return Claim(path, _only(_SHA256, head), _only(_FILE, head).strip(), ""), {}
    seed = meta.get("seed")
    seed = seed if isinstance(seed, dict) else {}
    return Claim(path, str(seed.get("sha256") or ""), str(seed.get("file") or ""), text_key(parsed.body)), meta


def _only(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def _names(path: str, meta: dict[str, Any], taxonomy: str) -> Iterator[str]:
    if path.startswith(f"content/{taxonomy}/") and isinstance(meta.get("title"), str):
        yield meta["title"]
    given = meta.get(taxonomy)
    names: Iterable[Any] = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else ()
    yield from (name.strip() for name in names if isinstance(name, str) and name.strip())
