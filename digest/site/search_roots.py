"""An article -> the roots by which it is found, each on the highest level on which it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, filterfalse

from digest.content.plain import paragraphs
from digest.model import Article, Teaser
from digest.roots import NAME, STOP, named, names, root, words

TEXT, OFTEN, SUMMARY, TERMS, TITLE = 1, 2, 3, 4, 5
MANY = 3  # times that a text has a word for it to be more than mentioned
TAG, SOURCE = "#", "@"  # before the slug of a term: articles are filtered by such roots


def roots_of(article: Article, teaser: Teaser) -> dict[str, int]:
    """The roots by which an article is found, each with its highest level."""
    text = "\n".join(paragraphs(article.text))
    own = frozenset(names(f"{text}\n{article.title}\n{article.summary}\n{article.author}")) - STOP
    source = teaser.source.name if teaser.source else ""
    terms = [each for some in teaser.terms.values() for each in some]
    often = Counter(_roots(text, own))
    found = {each: OFTEN if count >= MANY else TEXT for each, count in often.items()}
    found.update(dict.fromkeys(_roots(f"{article.summary} {source} {article.author} {article.dateline}", own), SUMMARY))
    found.update(dict.fromkeys(_roots(" ".join(each.name for each in terms), own), TERMS))
    found.update(dict.fromkeys(_roots(article.title, own), TITLE))
    found.update({TAG + each.slug: TEXT for each in terms if each.taxonomy == "tags"})
    if teaser.source_term:
        found[SOURCE + teaser.source_term.slug] = TEXT
    return found


def by_levels(roots: Mapping[str, int]) -> str:
    """Roots as one text: a line for each level, from that of the text up to that of the title."""
    levels: list[list[str]] = [[] for _ in range(TITLE)]
    for each, level in roots.items():
        levels[level - 1].append(each)
    return "\n".join(map(" ".join, levels))


def _roots(text: str, own: frozenset[str]) -> Iterator[str]:
    """The roots of a text's words. What is one of the names of its article is a name everywhere in it.

    For a sentence may begin with it.
    """
    found = words(text)
    common = map(root, filterfalse(own.__contains__, filterfalse(STOP.__contains__, found)))
    return chain(common, map(_name, filter(own.__contains__, found))) if own else common


@cache
def _name(word: str) -> str:
    return named(word) + NAME
