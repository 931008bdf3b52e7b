"""The articles that an editor has pinned to a topic: found by the names of their files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from functools import partial

from digest.content.terms import folder
from digest.errors import Problem
from digest.model import Article, Leaf, Link

ARTICLES = "content/articles/"


def pinned(leaf: Leaf, articles: Iterable[Article]) -> tuple[Article, ...]:
    """The pinned articles that are published, in the editor's order."""
    by_path = {each.path: each for each in articles}
    found = (path_of(link, by_path) for link in leaf.pinned)
    return tuple(by_path[path] for path in dict.fromkeys(found) if path)


def mispinned(leaves: Iterable[Leaf], articles: Iterable[Article], existing: Collection[str]) -> Iterator[Problem]:
    """What is pinned and cannot be shown. `existing` are the paths of all articles, drafts among them."""
    pins = [(leaf, link) for leaf in leaves if folder(leaf) == "topics" for link in leaf.pinned]
    shown = {each.path for each in articles} if pins else set()
    for leaf, link in pins:
        tell = partial(Problem, "pinned", path=leaf.path, line=link.line, column=link.column)
        if path_of(link, shown):
            continue
        if path_of(link, existing):
            message = f"`{link.target}` is pinned, but it is a draft, not yet due, or has errors"
            yield tell(message, level="warning")
        else:
            yield tell(f"there is no article `{link.target}` to pin", hint=nearest(link, existing))


def nearest(link: Link, existing: Iterable[str]) -> str:
    """What may have been meant by a name that no article has."""
    names = sorted(path.rpartition("/")[2].removesuffix(".md") for path in existing if path.startswith(ARTICLES))
    near = get_close_matches(link.target.removesuffix(".md"), names, n=1)
    return f"did you mean `{near[0]}.md`?" if near else f"write the name of a file in {ARTICLES}"


def path_of(link: Link, paths: Collection[str]) -> str:
    """The path of the article that is meant: whole, below the folder of articles, or its file's name alone."""
    name = link.target if link.target.endswith(".md") else f"{link.target}.md"
    for path in (name, ARTICLES + name):
        if path in paths:
            return path
    return min((path for path in paths if path.rpartition("/")[2] == name), default="")
