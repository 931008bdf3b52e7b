"""Articles -> what they suggest: tags and topics, with the reasons, into `suggested:` and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from digest.content import authority, reading
from digest.content.article import Entry
from digest.content.authority import Authority
from digest.content.decisions import ARTICLES
from digest.content.edits import edited
from digest.content.fields import article_fields
from digest.content.frontmatter import parse
from digest.content.plain import paragraphs
from digest.content.vocabulary import Proposals, Vocabulary, proposals, vocabulary
from digest.curate import articles
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, Problem
from digest.kinds import placed_names
from digest.mentions import Mention
from digest.model import Article
from digest.schema import Misfit
from digest.settings import Settings, Site
from digest.text import same_name
from digest.yamledit import Yaml
from digest.yamltext import Node

SUGGESTED, REFUSED = "suggested", "refused"
KINDS = ("tags", "topics")


class Suggestion(Struct, frozen=True):
    """What is new to suggest for an article; `new` are names that nobody knows, with how often they stand in it."""

    path: str
    tags: tuple[Mention, ...]
    topics: tuple[Mention, ...]
    new: tuple[tuple[str, int], ...]

    @property
    def more(self) -> dict[str, list[str]]:
        """What is to be written, by its key."""
        kinds = {"tags": self.tags, "topics": self.topics}
        return {kind: [each.name for each in found] for kind, found in kinds.items() if found}


class Outcome(Struct):
    """How many articles were looked at, what they suggest, and in which of their files it was written."""

    looked_at: int = 0
    suggestions: list[Suggestion] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def key_order(site: Site) -> tuple[str, ...]:
    """The keys of front matter in the order of the manual, then that within `suggested:`."""
    return (*(each.name for each in article_fields(site)), REFUSED)


def suggest(settings: Settings, given: Sequence[str], *, dry_run: bool) -> Outcome:
    """Look through the articles given, or through all, and write down what each suggests and does not have yet."""
    settled, outcome = authority.read(settings.root), Outcome()
    paths = articles.named(settings.root, given)
    entries = _entries(settings, paths, settled)
    known = vocabulary_of(settings.root, settled, entries)
    for entry in entries:
        if entry.article and (not paths or entry.article.path in paths):
            _look_at(entry.article, known, settled, settings, outcome, dry_run=dry_run)
        elif entry.article is None:
            outcome.problems += [each for each in entry.problems if _is_meant(each, paths)]
    return outcome


def _is_meant(problem: Problem, paths: Sequence[str]) -> bool:
    """Whether it tells why an article that was to be looked at was not."""
    return problem.path in paths if paths else problem.path.startswith(ARTICLES) and problem.level == "error"


def _entries(settings: Settings, paths: Sequence[str], settled: Authority) -> Sequence[Entry]:
    """Those of some articles; or of all, where all are meant or only their tags tell what the site knows."""
    if paths and settled:
        return [reading.article(settings.root, path, settings.site) for path in paths]
    cache = reading.cache_of(settings)
    shelf = reading.read(settings, cache)
    cache.save()
    return shelf.entries


def vocabulary_of(root: Path, settled: Authority, entries: Sequence[Entry]) -> Vocabulary:
    """The names of terms that a site knows. `entries` are its articles; where tags are settled, none need be given."""
    used = [each.article.terms for each in entries if each.article]
    tags, topics = (sorted({name for terms in used for name in terms.get(kind, ())}) for kind in KINDS)
    return vocabulary(settled, dict(_texts(root, "tags")), dict(_texts(root, "topics")), tags, topics)


def _texts(root: Path, taxonomy: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The terms that have a text, with what they want to be found by. What is wrong there, `check` tells."""
    for path, objection in regular_files(root, f"{reading.FOLDER}/{taxonomy}"):
        if objection or not path.endswith(".md"):
            continue
        try:
            meta = parse(read_bytes(root, path, limit=reading.SIZE), path).meta.value
            stated = meta if isinstance(meta, dict) else {}
            title, match = stated.get("title"), stated.get("match", Node((), 0, 0))
            if title and isinstance(title.value, str):
                yield " ".join(title.value.split()), tuple(placed_names(match)) if taxonomy == "topics" else ()
        except (DigestError, Misfit):
            continue


def _look_at(
    article: Article, known: Vocabulary, settled: Authority, settings: Settings, outcome: Outcome, *, dry_run: bool
) -> None:
    """What one article suggests, written down."""
    outcome.looked_at += 1
    try:
        data = articles.read(settings.root, article.path)
        found = suggestion(article, data, known, settled)
        if found.tags or found.topics or found.new:
            outcome.suggestions.append(found)
        if found.more:
            made = noted(data, article.path, found.more, settings.site)
            if not dry_run:
                articles.write(settings.root, article.path, made, data)
            outcome.written.append(article.path)
    except DigestError as error:
        outcome.problems.append(error.problem)


def suggestion(article: Article, data: bytes, known: Vocabulary, settled: Authority) -> Suggestion:
    """What an article suggests that it does not have, that stands in `suggested:` not yet, and was never refused."""
    found = proposed(article, known)
    typed = article.terms.get("tags", ())
    said = {same_name(each) for each in (*typed, *article.terms.get("topics", ()), *_said(data, article.path))}
    said |= {same_name(meant) for each in said for meant in settled.meant(each)}

    def unsaid(name: str) -> bool:
        return same_name(name) not in said

    return Suggestion(
        article.path,
        tuple(each for each in found.tags if unsaid(each.name) and each.telling),
        tuple(each for each in found.topics if unsaid(each.name)),
        tuple(each for each in found.new if unsaid(each[0])),
    )


def proposed(article: Article, known: Vocabulary) -> Proposals:
    """All that speaks for tags and topics in an article, whatever it has already."""
    typed = article.terms.get("tags", ())
    return proposals(known, article.title, paragraphs(article.text), own=typed, strange=True)


def _said(data: bytes, path: str) -> list[str]:
    """All names that stand in `suggested:` already."""
    if SUGGESTED.encode() not in data:
        return []
    names: list[str] = []

    def ask(front: Yaml) -> None:
        names.extend(name for key in (*KINDS, REFUSED) for name in front.names((SUGGESTED, key)))

    edited(data, path, ask)
    return names


def noted(data: bytes, path: str, names: Mapping[str, Sequence[str]], site: Site) -> bytes:
    """The bytes of an article with names in its `suggested:`, by their kind."""
    order = key_order(site)

    def write(front: Yaml) -> None:
        for kind, some in names.items():
            front.change((SUGGESTED, kind), more=some, order=order)

    return edited(data, path, write)
