"""Articles that name their originals -> which of them tell the same in which language, and what is amiss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from digest.content.pins import nearest, path_of
from digest.errors import Problem
from digest.model import Article


def translations(articles: Sequence[Article]) -> Mapping[str, tuple[Article, ...]]:
    """The same text in other languages, one article for each, by the path of every article that has some.

    An original and its translations lead to each other, and so do two translations of one original.
    """
    originals = _originals(articles)
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles if originals else ():
        groups[_first(article.path, originals)].append(article)
    told = {each.path: tuple(_others(each, group)) for group in groups.values() if len(group) > 1 for each in group}
    return {path: others for path, others in told.items() if others}


def mistranslated(articles: Sequence[Article], existing: Collection[str]) -> Iterator[Problem]:
    """Originals that cannot be led to. `existing` are the paths of all articles, drafts among them."""
    shown = {each.path: each for each in articles}
    for article in articles:
        link = article.translation_of
        if link is None:
            continue
        original = shown.get(path_of(link, shown))
        tell = partial(Problem, "translation_of", path=article.path, line=link.line, column=link.column)
        if original is None and path_of(link, existing):
            message = f"the original `{link.target}` is a draft, not yet due, or has errors"
            yield tell(message, level="warning")
        elif original is None:
            yield tell(f"there is no article `{link.target}` to be translated", hint=nearest(link, existing))
        elif original.lang == article.lang:
            message = f"the original `{link.target}` is in the same language, `{article.lang}`"
            yield tell(message, hint="write `lang:` into the one that is not in the site's language")


def _originals(articles: Sequence[Article]) -> dict[str, str]:
    """The path of the original by that of each translation."""
    translated = [each for each in articles if each.translation_of]
    shown = {each.path for each in articles} if translated else set()
    named = ((each.path, path_of(each.translation_of, shown)) for each in translated if each.translation_of)
    return {path: original for path, original in named if original}


def _first(path: str, originals: Mapping[str, str]) -> str:
    """The text with which a chain of translations begins; of a circle, the first by name."""
    seen = [path]
    while originals.get(seen[-1], seen[0]) not in seen:
        seen.append(originals[seen[-1]])
    return min(seen) if seen[-1] in originals else seen[-1]


def _others(article: Article, group: Sequence[Article]) -> Iterator[Article]:
    by_language = {each.lang: each for each in sorted(group, key=lambda each: each.path, reverse=True)}
    yield from (by_language[lang] for lang in sorted(by_language) if lang != article.lang)
