"""Articles -> who quotes whom: each link of each chain of citation, with the article in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from digest.content.sources import Sources, chain
from digest.content.terms import Holding
from digest.memo import Memo
from digest.model import Article, Term
from digest.settings import Site
from digest.text import same_name, sure_slug


class Citation(Struct, frozen=True):
    """One outlet that quotes another, by their canonical names, in an article. `citing` is empty where nobody knows."""

    citing: str
    cited: str
    article: Article


def citations(articles: Iterable[Article], known: Sources, memo: Memo) -> Iterator[Citation]:
    """Every link of every chain, in the order of the articles."""
    for article in articles:
        if article.cites:
            yield from memo(_in, article, memo(chains, article, known))


def _in(article: Article, quoted: Iterable[tuple[str, ...]]) -> tuple[Citation, ...]:
    first = () if article.source else ("",)
    links = [link for each in quoted for link in pairwise((*first, *each))]
    return tuple(Citation(citing, cited, article) for citing, cited in dict.fromkeys(links))


def chains(article: Article, known: Sources) -> tuple[tuple[str, ...], ...]:
    """Who quotes whom, from the source, where there is one, to the first who spoke. Nobody quotes himself."""
    source = (article.source.name,) if article.source else ()
    found = (tuple(_steps((*source, *chain(each, known)))) for each in article.cites)
    return tuple(each for each in dict.fromkeys(found) if len(each) > len(source))


def _steps(names: Iterable[str]) -> Iterator[str]:
    last = ""
    for name in names:
        if same_name(name) != last:
            yield name
        last = same_name(name)


def with_cited(
    sources: Iterable[Holding], found: Iterable[Citation], known: Sources, site: Site
) -> tuple[Holding, ...]:
    """The holdings of sources, and of those described outlets that are only quoted."""
    held = {same_name(each.term.name): each for each in sources}
    for each in found:
        if known.outlet(each.cited):
            held.setdefault(same_name(each.cited), Holding(_term(each.cited, site), None, ()))
    return tuple(held[name] for name in sorted(held))


def _term(name: str, site: Site) -> Term:
    slug = sure_slug(name)
    return Term("sources", name, slug, site.permalinks["sources"].replace("{slug}", slug))
