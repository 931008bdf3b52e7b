"""Settled tags and the terms that have pages -> Families: what the page of a tag says of it and of those around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from msgspec import Struct
from msgspec.structs import replace

from digest.content.authority import FILE, Authority
from digest.content.terms import Terms
from digest.errors import Problem
from digest.model import Article, Leaf, Term
from digest.nearness import Near
from digest.text import same_name


class Family(Struct, frozen=True):
    """What is settled of a tag, as far as readers may see it: the terms above and below it, and its topic."""

    description: str
    aliases: tuple[str, ...]
    parent: Term | None
    children: tuple[Term, ...]
    topic: Term | None


def canonical(article: Article, authority: Authority) -> Article:
    """The article with its tags under their settled names; what may mean several stays as it was typed."""
    typed = article.terms.get("tags", ())
    settled = tuple(dict.fromkeys(_name(each, authority) for each in typed))
    return article if settled == typed else replace(article, terms={**article.terms, "tags": settled})


def titled(leaf: Leaf, authority: Authority) -> Leaf:
    """The text of a tag under the settled name."""
    return replace(leaf, title=_name(leaf.title, authority))


def _name(typed: str, authority: Authority) -> str:
    meant = authority.meant(typed)
    return meant[0] if len(meant) == 1 else typed


def families(authority: Authority, terms: Terms) -> dict[str, Family]:
    """The family of every settled tag that has a page, by the key of its name."""
    found = {key: terms["tags", key] for key in authority.by_name if ("tags", key) in terms}
    children: defaultdict[str, list[Term]] = defaultdict(list)
    for key, term in sorted(found.items()):
        children[same_name(authority.by_name[key].parent)].append(term)
    return {
        key: Family(
            description=settled.description,
            aliases=settled.aliases,
            parent=found.get(same_name(settled.parent)),
            children=tuple(children[key]),
            topic=terms.get(("topics", same_name(settled.topic))),
        )
        for key, settled in authority.by_name.items()
        if key in found
    }


def moved(authority: Authority, terms: Terms) -> dict[str, Term]:
    """The tags that have pages, by the addresses at which these stood before."""
    return {
        address: terms["tags", key]
        for key, settled in authority.by_name.items()
        if ("tags", key) in terms
        for address in settled.redirects
    }


def unsettled(
    authority: Authority, articles: Iterable[Article], texts: Set[str], topics: Set[str]
) -> Iterator[Problem]:
    """Tags of articles that the file does not know, and topics that it names and nobody else does.

    `texts` and `topics` are keys: of the tags that have a text of their own, and of all topics. While something is
    wrong with the file itself, nobody can say which tags are unknown.
    """
    yield from (_no_topic(each.topic, each.line) for each in authority.terms if _lacks(each.topic, topics))
    if authority.problems or not authority:
        return
    near = Near(spelling for each in authority.terms for spelling in each.spellings)
    told: dict[str, Problem | None] = {}
    for article in articles:
        for name, line in zip(article.terms.get("tags", ()), article.lines.get("tags", ()), strict=True):
            if name not in told:
                told[name] = None if same_name(name) in texts else _unknown(name, authority, near)
            problem = told[name]
            if problem:
                yield replace(problem, path=article.path, line=line)


def _lacks(topic: str, topics: Set[str]) -> bool:
    return bool(topic) and same_name(topic) not in topics


def _no_topic(topic: str, line: int) -> Problem:
    message = f"there is no topic `{topic}`: no article has it, and no text in content/topics/"
    return Problem("topic", message, FILE, line, level="warning")


def _unknown(name: str, authority: Authority, near: Near) -> Problem | None:
    """What is wrong with a tag, if anything. In an open vocabulary a new one is not, unless it is like a known one."""
    meant = authority.meant(name)
    if len(meant) == 1:
        return None
    alike = near.to(name)
    if not meant and not alike and not authority.closed:
        return None
    if meant:
        message, hint = f"`{name}` may mean {' or '.join(f'`{each}`' for each in meant)}", "write the one that is meant"
    else:
        message, hint = f"the tag `{name}` does not stand in {FILE}", "add it there, or use one that does"
    if alike and not meant:
        hint = f"did you mean `{authority.by_spelling[same_name(alike[0])].name}`?"
    return Problem("tags", message, hint=hint, level="error" if authority.closed else "warning")
