"""What a page is called, from all the places in which it says so: its headline where there is one, else its names.

On the pages measured the one `<h1>` is the title in nine of ten, whether or not the page's other names agree; of the
names in the head, those that several places agree on are right most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from digest.model import Found
from digest.seeds.blocks import Facts, Label, Labelled
from digest.seeds.language import words
from digest.seeds.lines import host
from digest.seeds.logo import logos, may_be_a_name
from digest.seeds.titles import HEADLINE, in_doubt, names_site, without_site

SHOWN = 120  # letters of another title, as evidence
LONGEST = 300  # letters of a headline
SECTION = 3  # words: a headline with fewer may be the name of a section or of the site
NAME = 6  # words of the name of a site
ALIKE = 0.5  # of its words that the shorter of two titles shares with the other, to be one in two versions
OUTSIDE = frozenset(("nav", "footer", "related", "comments", "aside", "popup"))

_AS_SHORT = "which is so short that it may be the name of the site"
_WORD = re.compile(r"\w+")
# "Home » News » The rocket rose", "Blog / Space / The rocket rose"
_PATH = re.compile(r"^(?:[^«»›>]{1,60}\s[»›>]\s?)+(?=\S+\s\S+\s\S)|^(?:[^/]{1,30}\s/\s?){2,}(?=\S+\s\S+\s\S)")
_MORE = re.compile(r"\s*[|–—·ㅣ]|\s+-\s")  # behind a title: "The rocket rose | What we know"
_BEHIND = re.compile(r"\s+[|/]\s*(?:\w+\s?){0,3}$")  # "The game is lost | Editorial"


class Name(Struct, frozen=True):
    """What the page calls itself in some place: `whole`, and without the name of the site."""

    where: str
    text: str
    whole: str
    sure: bool = True
    """Whether what was cut off it is known to be no part of the title, and nothing else may be."""

    @property
    def key(self) -> tuple[str, ...]:
        return _key(self.text)

    def says(self, title: str) -> bool:
        """Whether it is a title, whatever the page has behind it."""
        rest = self.whole[len(title) :] if self.whole.casefold().startswith(title.casefold()) else ""
        return _key(title) in self.keys or bool(_MORE.match(rest))

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset((_key(self.text), _key(self.whole)))


def page_title(facts: Facts, blocks: Sequence[Labelled]) -> Found[str] | None:
    """The title of a page with its evidence; nothing where it neither has a headline nor says how it is called."""
    sites = _sites(facts, blocks)
    names = tuple(_names(facts, sites, blocks))
    line = _headline(blocks, names, sites, host(facts.url))
    if line is not None:
        return _spelled(line, names)
    if not names:
        return None
    best = _agreed(names)
    others = [name for name in names if not _alike(name.key, best.key)]
    if others:
        why = f"what the page calls itself in {best.where}; in {others[0].where} it says «{others[0].text[:SHOWN]}»"
        return Found(best.text, why, sure=False)
    if not any(name.sure and name.key == best.key for name in names):
        why = f"what the page calls itself in {best.where}, where «{best.whole[:SHOWN]}» may hold the name of its site"
        return Found(best.text, why, sure=False)
    return Found(best.text, "what the page calls itself", sure=True)


def site_line(line: Labelled, facts: Facts, blocks: Sequence[Labelled]) -> bool:
    """Whether a line of a page is the name of its site."""
    text = line.block.text
    return len(words(text)) <= NAME and names_site(text, _sites(facts, blocks), host(facts.url))


def line_title(line: Labelled) -> Found[str]:
    """The title in a line of plain text, without the path of the page that may stand before it."""
    return Found(_PATH.sub("", line.block.text), line.why, sure=line.rule == HEADLINE)


# what the page calls itself


def _names(facts: Facts, sites: Sequence[str], blocks: Sequence[Labelled]) -> Iterator[Name]:
    said = [(each.where, each.words) for each in facts.said if each.of == "title"]
    if facts.headline and all(facts.headline != text for _, text in said):
        said.insert(0, ("the list", facts.headline))
    address = host(facts.url)
    for where, text in (*said, ("<title>", facts.title)):
        before = next((logo for logo in logos(blocks, facts) if text.startswith(f"{logo}: ")), "")
        cut = without_site(text.removeprefix(f"{before}: "), sites, address) if text else ""
        if words(cut) and words(cut) != words(facts.site):
            known = (
                bool(before)
                or cut == without_site(text, sites, address, guess=False)
                or _is_shown(text[len(cut) :], blocks)
            )
            yield Name(where, cut, text, sure=known and not (where == "<title>" and in_doubt(cut)))


def _is_shown(behind: str, blocks: Sequence[Labelled]) -> bool:
    """Whether the page has what stands behind its title as a line of its own outside the text, as sites their name."""
    own = words(behind)
    lines = (each.block.text for each in blocks if own and not each.kept)
    return any(own[0] in line.lower() and words(line) == own for line in lines)


def _sites(facts: Facts, blocks: Sequence[Labelled]) -> tuple[str, ...]:
    return (facts.site, *(each.words for each in facts.said if each.of == "site"), *logos(blocks, facts))


def _agreed(names: Sequence[Name]) -> Name:
    """The name that most places agree on, whatever some of them have behind it; of equal ones the first."""
    return max(names, key=lambda name: sum(other.says(name.text) for other in names))


# its headline


def _headline(blocks: Sequence[Labelled], names: Sequence[Name], sites: Sequence[str], address: str) -> Labelled | None:
    """The line of the page that is its headline: one that is one of its names, else one that is like them."""
    keys = Counter(key for name in names for key in name.keys)
    lines = [each for each in blocks if _may_be(each) and not names_site(each.block.text, sites, address)]
    named = [each for each in lines if _key(each.block.text) in keys and len(_key(each.block.text)) > 1]
    if other := _shown_below(lines, names) or _behind_the_site(lines, names):
        return other
    if named:
        return max(
            named, key=lambda each: (each.block.kind == "h1", each.label is Label.HEADLINE, keys[_key(each.block.text)])
        )
    first = [each for each in lines if each.block.kind == "h1"]
    like = [each for each in first if _like_one(each, names)]
    labelled = next((each for each in lines if each.label is Label.HEADLINE), None)
    if labelled in (*like, *first):
        return labelled
    if like:
        return like[0]
    if labelled and (not names or _like_one(labelled, names)):
        return labelled
    own = [each for each in first if len(words(each.block.text)) >= SECTION and not each.block.place & OUTSIDE]
    return own[0] if len(own) == 1 else None


def _shown_below(lines: Sequence[Labelled], names: Sequence[Name]) -> Labelled | None:
    """The line below the `<h1>` that shows what JSON-LD calls the headline, where the `<h1>` is made for search."""
    stated = next((name.keys for name in names if name.where == "JSON-LD"), frozenset())
    for number, each in enumerate(lines):
        if _key(each.block.text) in stated:
            return each if each.block.kind == "h2" and number < 3 and len(_key(each.block.text)) >= SECTION else None
    return None


def _may_be(each: Labelled) -> bool:
    block = each.block
    return (block.kind in ("h1", "h2") or each.label is Label.HEADLINE) and len(block.text) <= LONGEST


def _behind_the_site(lines: Sequence[Labelled], names: Sequence[Name]) -> Labelled | None:
    """The headline that stands in `<title>` behind the `<h1>`, which is the blog's: "Orbit Wire: The rocket rose"."""
    first = next((_key(each.block.text) for each in lines if each.block.kind == "h1"), ())
    rests = {_key(name.whole)[len(first) :] for name in names if first and _key(name.whole)[: len(first)] == first}
    lower = (each for each in lines if each.block.kind != "h1" and len(_key(each.block.text)) >= SECTION)
    return next((each for each in lower if _key(each.block.text) in rests), None)


def _like_one(each: Labelled, names: Sequence[Name]) -> bool:
    return any(_alike(_key(each.block.text), name.key) for name in names)


def _spelled(line: Labelled, names: Sequence[Name]) -> Found[str]:
    """The headline as the page shows it; what stands before or behind it in one line is left to its other names."""
    text = _BEHIND.sub("", line.block.text)
    agree = [name for name in names if name.says(text)]
    if agree:
        if may_be_a_name(text) and all(name.where == "<title>" and name.key == _key(text) for name in agree):
            return Found(text, f"the headline on the page, {_AS_SHORT}", sure=False)
        return Found(_small(text, agree), "the page's own title, as its headline spells it", sure=True)
    if not names:
        short = may_be_a_name(text)
        sure = (line.rule == HEADLINE or line.block.kind == "h1") and not short
        return Found(text, f"the headline on the page, {_AS_SHORT}" if short else line.why, sure=sure)
    if name := _without_kicker(text, names):
        why = f"what the page calls itself in {name.where}; its headline is «{text[:SHOWN]}»"
        return Found(name.text, why, sure=True)
    why = f"the headline on the page; in {names[0].where} the page calls itself «{names[0].text[:SHOWN]}»"
    return Found(text, why, sure=False)


def _small(text: str, names: Sequence[Name]) -> str:
    """A title all in capitals as the page spells it elsewhere."""
    others = (name.text for name in names if name.key == _key(text) and not name.text.isupper())
    return next(others, text) if text.isupper() else text


def _without_kicker(line: str, names: Sequence[Name]) -> Name | None:
    """The name from which a headline differs by what stands before it: "Sports The game is lost", "Kenya: The vote"."""
    own = _key(line)
    stated = [name for name in names if name.where != "<title>"]
    shorter = [name for name in stated if len(own) > len(name.key) >= SECTION and own[-len(name.key) :] == name.key]
    if len(shorter) == len(stated) > 1:
        return shorter[0]
    longer = [name for name in stated if name.text.lower().endswith(f": {line.lower()}")]
    return longer[0] if longer and len(own) >= SECTION and len(longer) == len(stated) else None


def _key(text: str) -> tuple[str, ...]:
    """What is the same in two spellings of a title: its words and figures in small letters."""
    return tuple(_WORD.findall(text.casefold().replace("ё", "е")))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two titles are two versions of one: half of the words of the shorter are the other's too."""
    shared = len(set(one) & set(other))
    return shared >= 2 and shared >= ALIKE * min(len(set(one)), len(set(other)))
