"""The tags and topics that a site knows -> what is proposed for a text, and why. Readers never see any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from digest.content.authority import Authority
from digest.inflection import Names
from digest.mentions import Mention, Read, mentions, strangers
from digest.text import same_name

MOST = 8  # proposals of a kind

Spelt = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with the other spellings by which a text may mention it."""


class Vocabulary(Struct, frozen=True, dict=True):
    """The names of terms that the site knows; `implied` are the topics of tags; a `closed` one gets no new tags."""

    tags: Spelt = ()
    topics: Spelt = ()
    implied: tuple[tuple[str, str], ...] = ()
    closed: bool = False

    @cached_property
    def tag_names(self) -> Names:
        """The tags as they are found in texts."""
        return Names(self.tags)

    @cached_property
    def topic_names(self) -> Names:
        """The topics as they are found in texts."""
        return Names(self.topics)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """The tags by the key of every spelling."""
        return {same_name(each): name for name, others in self.tags for each in (name, *others)}

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the forms of all names: another process makes them sooner than it reads them."""
        return Vocabulary, (self.tags, self.topics, self.implied, self.closed)


class Proposals(Struct, frozen=True):
    """What is proposed for one text; `new` are names that nobody knows, with how often they stand in it."""

    tags: tuple[Mention, ...]
    topics: tuple[Mention, ...]
    new: tuple[tuple[str, int], ...] = ()


def vocabulary(
    authority: Authority,
    tag_texts: Iterable[str],
    topic_texts: Mapping[str, Sequence[str]],
    used_tags: Iterable[str],
    used_topics: Iterable[str],
) -> Vocabulary:
    """What a site knows: the settled tags and those with a text; where none are settled, all that are in use.

    `topic_texts` are the topics that have a text, with the terms by which it wants to be found.
    """
    tags = {same_name(each.name): (each.name, (*each.aliases, *each.hidden)) for each in authority.terms}
    for name in [*tag_texts, *(() if authority else sorted(used_tags))]:
        if same_name(name) not in authority.by_spelling:
            tags.setdefault(same_name(name), (name, ()))
    topics = {same_name(name): (name, tuple(match)) for name, match in topic_texts.items()}
    for name in [*(each.topic for each in authority.terms if each.topic), *(() if authority else sorted(used_topics))]:
        topics.setdefault(same_name(name), (name, ()))
    implied = tuple((each.name, topics[same_name(each.topic)][0]) for each in authority.terms if each.topic)
    return Vocabulary(tuple(tags.values()), tuple(topics.values()), implied, authority.closed)


def proposals(
    known: Vocabulary, title: str, paragraphs: Sequence[str], *, own: Sequence[str] = (), strange: bool = False
) -> Proposals:
    """What a text suggests. `own` are tags that it has, or that its page gave it; `strange` asks for new names too."""
    text = Read(title, paragraphs)
    named = [each for name in own if (each := _known(known, name))]
    told = {same_name(each.name) for each in named}
    tags = [
        *named,
        *(each for each in mentions(known.tag_names, text) if same_name(each.name) not in told),
    ]
    topics = {each.name: each for each in mentions(known.topic_names, text)}
    tags = tags[: len(named) + MOST]
    about = {same_name(each.name) for each in tags}
    for tag, topic in known.implied:
        if same_name(tag) in about and topic not in topics:
            topics[topic] = Mention(topic, by=tag)
    new = strangers((known.tag_names, known.topic_names), text) if strange else []
    return Proposals(tuple(tags), tuple(topics.values())[:MOST], tuple(new[:MOST]))


def _known(known: Vocabulary, name: str) -> Mention | None:
    """A tag of a page under the name that the site has for it; of a closed vocabulary no other."""
    exact = known.by_spelling.get(same_name(name))
    meant = (exact,) if exact else known.tag_names.meant(name)
    if len(meant) == 1:
        return Mention(meant[0])
    return None if known.closed else Mention(name)
