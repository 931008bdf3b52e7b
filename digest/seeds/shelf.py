"""content/ -> Shelf: which seeds its files came from, which texts stand there already, which terms the site knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

import digest
from digest.content import authority
from digest.content.frontmatter import parse, plain
from digest.content.vocabulary import Vocabulary, vocabulary
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError
from digest.fingerprint import of_bytes, of_folder
from digest.seeds import cachefile
from digest.seeds.workers import Failed, results
from digest.shingles import Index, prints

KEPT = ".digest/shelf"  # what was found in content files, by the hashes of their bytes
ARTICLES = "content/articles/"
LIMIT = 5_000_000  # bytes of a content file
FEW = 200  # files that are looked at sooner than workers are started

_SHA256 = re.compile(r"sha256[\"']?\s*:\s*[\"']?([0-9a-f]{64})")
_FILE = re.compile(r"^\s+file\s*:\s*[\"']?(seeds/[^\"'\n]+)", re.MULTILINE)


class Claim(Struct, frozen=True):
    """A content file: the seed that its front matter names, what tells its text from others, the terms it has.

    Of the text of a term, `title` is the name, and `match` holds the terms by which a topic wants to be found.
    """

    article: str
    sha256: str = ""
    seed: str = ""
    text: str = ""
    prints: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    title: str = ""
    match: tuple[str, ...] = ()


class Shelf(Struct, frozen=True):
    """What is known of `content/`: articles by the hash of their seed, by its name, by `text_key`, by fingerprints."""

    by_hash: dict[str, str]
    by_seed: dict[str, str]
    by_text: dict[str, str]
    alike: Index
    vocabulary: Vocabulary

    def add(self, article: str, sha256: str, text: str, prints: Sequence[int]) -> None:
        """Take in an article that was just made."""
        self.by_hash[sha256] = self.by_text[text] = article
        self.alike.add(article, prints)


def shelf(root: Path, *, jobs: int) -> Shelf:
    """Look through `content/`. A file that cannot be read as it should still claims the seed that it names.

    What was found in a file before is taken from `.digest/`, by the hash of its bytes.
    """
    claims = _claims(root, jobs)
    return Shelf(
        by_hash={claim.sha256: claim.article for claim in reversed(claims) if claim.sha256},
        by_seed={claim.seed: claim.article for claim in reversed(claims) if claim.seed},
        by_text={claim.text: claim.article for claim in reversed(claims) if claim.text},
        alike=Index((claim.article, claim.prints) for claim in claims if claim.prints),
        vocabulary=vocabulary(
            authority.read(root),
            [claim.title for claim in claims if claim.article.startswith("content/tags/") and claim.title],
            {
                claim.title: claim.match
                for claim in claims
                if claim.article.startswith("content/topics/") and claim.title
            },
            _all(claim.tags for claim in claims),
            _all(claim.topics for claim in claims),
        ),
    )


def _all(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(names))))


def _claims(root: Path, jobs: int) -> list[Claim]:
    program = _program()
    kept = cachefile.load(root, KEPT, program)
    marks: dict[str, str] = {}
    for path, objection in regular_files(root, "content"):
        if not objection and path.endswith(".md"):
            marks[path] = _mark(root, path)
    known = {path: kept[path] for path, mark in marks.items() if path in kept and kept[path][0] == mark}
    unknown = [path for path in marks if path not in known]
    for path, claim in zip(unknown, results(partial(_looked_at, root), unknown, jobs=jobs, few=FEW), strict=True):
        row = ("", Claim(path)) if isinstance(claim, Failed) else (marks[path], claim)
        known[path] = [row[0], *astuple(row[1])[1:]]
    if unknown or known.keys() != kept.keys():
        cachefile.save(root, KEPT, program, known)
    return [_claim(path, known[path]) for path in marks]


@cache
def _program() -> str:
    return of_folder(Path(digest.__file__).parent, "*.py")


def _mark(root: Path, path: str) -> str:
    try:
        return of_bytes(read_bytes(root, path, limit=LIMIT))
    except DigestError:
        return ""


def _claim(path: str, row: list[Any]) -> Claim:
    _, sha256, seed, text, prints, tags, topics, title, match = row
    return Claim(path, sha256, seed, text, tuple(prints), tuple(tags), tuple(topics), title, tuple(match))


def text_key(markdown: str) -> str:
    """A name for the words of a text, whatever their marks, spaces and capitals. Empty where there are none."""
    words = re.findall(r"\w+", markdown.lower())
    return of_bytes(" ".join(words).encode("utf-8", "surrogatepass")) if words else ""


def body(data: bytes) -> str:
    """The text of a content file, empty for one that cannot be taken apart."""
    try:
        return parse(data, "").body
    except DigestError:
        return ""


def _looked_at(root: Path, path: str) -> Claim:
    try:
        data = read_bytes(root, path, limit=LIMIT)
    except DigestError:
        return Claim(path)
    try:
        parsed = parse(data, path)
        meta = plain(parsed.meta) or {}
    except DigestError:
        head = data[:65_536].decode("utf-8", "replace")
        return Claim(path, _only(_SHA256, head), _only(_FILE, head).strip())
    seed = meta.get("seed")
    seed = seed if isinstance(seed, dict) else {}
    return Claim(
        path,
        sha256=str(seed.get("sha256") or ""),
        seed=str(seed.get("file") or ""),
        text=text_key(parsed.body),
        prints=tuple(prints(parsed.body)) if path.startswith(ARTICLES) else (),
        tags=_names(meta, "tags"),
        topics=_names(meta, "topics"),
        title=_title(path, meta),
        match=_names(meta, "match"),
    )


def _only(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def _title(path: str, meta: dict[str, Any]) -> str:
    title = meta.get("title")
    return title if isinstance(title, str) and path.startswith(("content/tags/", "content/topics/")) else ""


def _names(meta: dict[str, Any], key: str) -> tuple[str, ...]:
    given = meta.get(key)
    names: Iterable[Any] = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else ()
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
