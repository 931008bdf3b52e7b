"""An article -> the roots by which it is found, each on the highest level on which it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, filterfalse

from digest.content.plain import paragraphs
from digest.model import Article, Teaser, Term
from digest.roots import NAME, STOP, named, names, root, words

MANY = 3  # times that a text has a word for it to be more than mentioned
TAG, SOURCE = "#", "@"  # before the slug of a term: articles are filtered by such roots


def roots_of(article: Article, teaser: Teaser) -> str:
    """The roots by which an article is found: a line for each level, from that of the text up to that of the title."""
    text = "\n".join(paragraphs(article.text))
    own = frozenset(names(f"{text}\n{article.title}\n{article.summary}\n{article.author}")) - STOP
    source = teaser.source.name if teaser.source else ""
    terms = [each for some in teaser.terms.values() for each in some]
    often = Counter(_roots(text, own))
    higher = (  # from the highest down
        _roots(article.title, own),
        _roots(" ".join([each.name for each in terms]), own),
        _roots(f"{article.summary} {source} {article.author} {article.dateline}", own),
        [each for each, count in often.items() if count >= MANY],
    )
    lines, above = [], set[str]()
    for some in higher:
        fresh = dict.fromkeys(filterfalse(above.__contains__, some))
        above.update(fresh)
        lines.append(" ".join(fresh))
    lines.append(" ".join(chain(filterfalse(above.__contains__, often), dict.fromkeys(_filters(teaser, terms)))))
    return "\n".join(reversed(lines))


def _filters(teaser: Teaser, terms: Iterable[Term]) -> Iterator[str]:
    """The roots by which an article is filtered: of its tags, and of its source."""
    yield from (TAG + each.slug for each in terms if each.taxonomy == "tags")
    if teaser.source_term:
        yield SOURCE + teaser.source_term.slug


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
