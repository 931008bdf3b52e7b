"""Articles of one story -> what each adds to the others, and in what they disagree.

Both are quotations: nothing is worded by the program. It is better to show no disagreement than a wrong one: two
sentences are held against each other only where they say nearly the same in other respects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from digest.claims import Claim, claims
from digest.content.plain import paragraphs
from digest.model import Article, Text
from digest.sentences import sentences
from digest.telling import stems

ADDED = 3  # sentences of an article at most
NEW, SHARE = 4, 0.6  # telling words that the others lack: how many, and of all that a sentence has
WORDS, LETTERS = 6, 400  # of a sentence that is quoted: at least so many words, at most so many letters
DISAGREEMENTS = 5
SENTENCES = 100  # of an article that are held against those of others

COMMON, LIKE = 4, 0.6  # telling words that two sentences share: how many, and of the shorter sentence's
ROUNDED = 0.95  # of a number: one that is as near is the same, rounded


class Saying(Struct, frozen=True):
    """What an article says of something: `words` within `sentence`."""

    path: str
    words: str
    sentence: str


class Comparison(Struct, frozen=True):
    """What articles add, by their paths, and sayings that disagree, each time from two articles or more."""

    added: Mapping[str, tuple[str, ...]]
    disagreements: tuple[tuple[Saying, ...], ...]


class _Told(Struct, frozen=True):
    path: str
    sentences: tuple[str, ...]
    stems: frozenset[str]
    claims: tuple[Claim, ...]

    @property
    def by_sentence(self) -> list[dict[str, Claim]]:
        """The claims of each sentence that has some, by what they are about."""
        found: dict[str, dict[str, Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.sentence, {})[claim.what] = claim
        return list(found.values())

    def values(self, what: str) -> set[str]:
        return {claim.value for claim in self.claims if claim.what == what}


def compared(articles: Sequence[Article]) -> Comparison:
    """What articles add to each other, and in what they disagree."""
    told = [_told(article.path, article.title, article.text) for article in articles]
    added = {each.path: _added(each, [other for other in told if other is not each]) for each in told}
    return Comparison({path: found for path, found in added.items() if found}, tuple(_disagreements(told)))


def _told(path: str, title: str, text: Text) -> _Told:
    found = [sentence for paragraph in paragraphs(text) for sentence in sentences(paragraph)]
    whole = tuple(dict.fromkeys(filter(_quotable, found)))
    known = frozenset(stem for words in (title, *found) for stem in stems(words))
    return _Told(path, whole, known, tuple(claim for sentence in whole[:SENTENCES] for claim in claims(sentence)))


def _quotable(sentence: str) -> bool:
    """Whether this is a whole sentence, and no heading, row of a table or scrap."""
    ends = sentence.rstrip("»”\"')]")[-1:] in (".", "!", "?", "…")
    return ends and len(sentence) <= LETTERS and sentence.count(" ") >= WORDS - 1


# what each adds


def _added(own: _Told, others: Sequence[_Told]) -> tuple[str, ...]:
    """The sentences of an article that tell most of what the others lack, in their order."""
    known = frozenset().union(*(other.stems for other in others))
    new = {sentence: found for sentence in own.sentences if (found := _new(sentence, known))}
    best = sorted(new, key=lambda sentence: (-new[sentence], own.sentences.index(sentence)))[:ADDED]
    return tuple(sentence for sentence in own.sentences if sentence in best)


def _new(sentence: str, known: frozenset[str]) -> int:
    telling = set(stems(sentence))
    new = len(telling - known)
    return new if new >= NEW and new >= SHARE * len(telling) else 0


# in what they disagree


def _disagreements(told: Sequence[_Told]) -> Iterator[tuple[Saying, ...]]:
    """Groups of sayings, each about one thing, in the order in which the articles say them."""
    groups: list[dict[Saying, str]] = []
    for one, other in combinations(told, 2):
        for mine, theirs in _pairs(one, other):
            said = {Saying(one.path, mine.words, mine.sentence): mine.value}
            said[Saying(other.path, theirs.words, theirs.sentence)] = theirs.value
            group = next((each for each in groups if each.keys() & said.keys()), None)
            if group is None:
                groups.append(said)
            else:
                group.update(said)
    for group in groups[:DISAGREEMENTS]:
        yield tuple(group)


def _pairs(one: _Told, other: _Told) -> Iterator[tuple[Claim, Claim]]:
    """Claims that disagree, one of each article. Sentences that differ in more than one are about two things."""
    for mine, theirs in product(one.by_sentence, other.by_sentence):
        shared = [(mine[what], theirs[what]) for what in mine if what in theirs]
        differing = [pair for pair in shared if _differ(*pair)]
        if len(differing) == 1 and _about_one_thing(*differing[0]) and _stand_alone(one, other, *differing[0]):
            yield differing[0]


def _stand_alone(one: _Told, other: _Told, mine: Claim, theirs: Claim) -> bool:
    """Whether neither article knows what the other claims: one that does speaks of something else here."""
    if mine.what.startswith("name "):
        return not (other.stems & set(stems(mine.words)) or one.stems & set(stems(theirs.words)))
    return mine.value not in other.values(mine.what) and theirs.value not in one.values(mine.what)


def _differ(mine: Claim, theirs: Claim) -> bool:
    if not mine.what.startswith("count "):
        return mine.value != theirs.value
    less, more = sorted((float(mine.value), float(theirs.value)))
    return less < ROUNDED * more or (less != more and less.is_integer() and more < 1_000)


def _about_one_thing(mine: Claim, theirs: Claim) -> bool:
    marks = [{each for each in claim.context if "-" in each} for claim in (mine, theirs)]  # МС-10 is not МС-11
    if all(marks) and not marks[0] & marks[1]:
        return False
    common = len(mine.context & theirs.context)
    return common >= COMMON and common >= LIKE * min(len(mine.context), len(theirs.context))
