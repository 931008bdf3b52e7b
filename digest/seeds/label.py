"""Blocks -> labelled Blocks: what a learned model keeps is the article, and rules say what everything is.

First each block is looked at alone and among its neighbours (`learned`), then what belongs together is kept together: a
heading stands above a kept paragraph, a list is kept whole or not at all, the headline is not said again. Every label
has the name of a rule and a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.crowd import JUDGED, densest
from digest.seeds.language import stems, words
from digest.seeds.learned import answers
from digest.seeds.looks import STOP, Look, look
from digest.seeds.plainarticle import plain_article
from digest.seeds.plainitem import plain_item
from digest.seeds.repeats import Recurring
from digest.seeds.reports import REPORT
from digest.seeds.shape import Verdict, alone
from digest.seeds.sorting import KEEP, Sorting
from digest.seeds.titles import HEADLINE, headline, stated_headline
from digest.seeds.together import drop_loose_headings, edges, heads, keep_separators, keep_together

RULED = 0.8  # the same for a line that falls under a rule for furniture
AGAIN = 0.5  # of the letters in sentences: if more of them recur, it is the same article
SENTENCE = 25  # letters of a long sentence: "Archive photo." behind another is a short one
FAINT = 0.15  # running text that is less likely than that is none of an article

PERHAPS = "headline, perhaps"
BEFORE, AFTER, WITHIN = "before the beginning", "after the end", "between the paragraphs"

_ALONE = Recurring()
_OWED = re.compile(r"(?:по материалам|по информации|источник|текст|sources?|text|based on)\b", re.IGNORECASE)
_STOPS = re.compile(r"(?<=\w{3}[.!?…])\s+(?=[«\"“„—–-]*\s*[A-ZА-ЯЁ])")


def labelled(seed: Seed, recurring: Recurring = _ALONE) -> tuple[Labelled, ...]:
    """Every block of a seed with its label. None is kept where there is no article."""
    blocks = seed.blocks
    first, last = densest((len(block.text) for block in blocks), JUDGED)
    return (
        *(_outside(block, BEFORE) for block in blocks[:first]),
        *_judged(blocks[first:last], seed, recurring),
        *(_outside(block, AFTER) for block in blocks[last:]),
    )


def _judged(blocks: Sequence[Block], seed: Seed, recurring: Recurring) -> list[Labelled]:
    if not blocks:
        return []
    looks = [look(block) for block in blocks]
    verdicts = [alone(block, look) for block, look in zip(blocks, looks, strict=True)]
    shares = _shares(blocks, looks, recurring)
    asked = (seed, blocks, looks, verdicts, shares)
    return plain_item(*asked) or plain_article(*asked) or _asked(*asked)


def _asked(
    seed: Seed, blocks: Sequence[Block], looks: list[Look], verdicts: list[Verdict], shares: Sequence[float]
) -> list[Labelled]:
    """The labels that the learned model gives, and what belongs together."""
    found = answers(seed.kind, blocks, looks, shares, seed.facts)
    least = _least(found.article, looks)
    kept = [
        answer >= (max(RULED, least) if verdict.named else least)
        for answer, verdict in zip(found.article, verdicts, strict=True)
    ]
    sorting = Sorting(blocks, looks, verdicts, found, kept)
    own = tuple(sorting.kept)
    keep_together(sorting)
    stated = stated_headline(blocks, seed.facts.headline) if seed.kind == "text" else None
    title = stated or headline(blocks, sorting.kept, sorting.answers)
    _captions(sorting)
    if title is not None:
        sorting.drop(title.value, HEADLINE if title.sure else PERHAPS, title.why, Label.HEADLINE)
        _echoes(sorting, title.value)
    drop_loose_headings(sorting)
    keep_separators(sorting)
    begin, end = edges(sorting.kept)
    return [_told(sorting, own, index, begin, end) for index in range(len(blocks))]


def _shares(blocks: Sequence[Block], looks: Sequence[Look], recurring: Recurring) -> list[float]:
    """In what share of the other seeds of its site each line stands; -1 where that tells nothing.

    It tells nothing where most of the running text recurs: then the others are this page once more, however changed.
    """
    unknown = [-1.0] * len(blocks)
    if not recurring.others:
        return unknown
    shares = [recurring.count(block.text) / recurring.others for block in blocks]
    sentences = [
        (look.letters, share) for look, share in zip(looks, shares, strict=True) if look.prose or look.end == STOP
    ]
    again = sum(letters for letters, share in sentences if share)
    return unknown if again > AGAIN * sum(letters for letters, _ in sentences) else shares


def _least(answers: Sequence[float], looks: Sequence[Look]) -> float:
    """The answer from which blocks are kept: so that precision and recall, as they are to be expected, are best.

    Where all is clear that is just below a half; where little speaks for anything, the likeliest is kept all the same
    (Ye et al. 2012, "Optimizing F-measure: A Tale of Two Approaches"). Above 1 where nothing speaks for any text.
    """
    if max((answer for answer, look in zip(answers, looks, strict=True) if look.prose), default=0.0) < FAINT:
        return 2.0 if max(answers) < KEEP else KEEP
    sizes = [len(look.words) + 1 for look in looks]
    right = kept = best = 0.0
    expected = sum(answer * size for answer, size in zip(answers, sizes, strict=True))
    least = KEEP
    for answer, size in sorted(zip(answers, sizes, strict=True), reverse=True):
        right += answer * size
        kept += size
        if 2 * right / (kept + expected) > best:
            best, least = 2 * right / (kept + expected), answer
    return least


# pictures and headlines


def _captions(sorting: Sorting) -> None:
    """A line or two right above a picture's credit describe the picture."""
    for index, verdict in enumerate(sorting.verdicts):
        if verdict.label is not Label.CREDIT:
            continue
        for step in (1, 2):
            above = index - step
            if above < 0 or not _describes(sorting, above, above + 1, first=step == 1):
                break
            sorting.drop(above, "above a credit", "it stands right above the credit of a picture", Label.CAPTION)


def _describes(sorting: Sorting, above: int, below: int, *, first: bool) -> bool:
    block, verdict = sorting.blocks[above], sorting.verdicts[above]
    near = sorting.blocks[below].line - block.end <= 1
    sure = sorting.kept[above] and sorting.answers.article[above] >= KEEP
    in_text = sure and any(sorting.kept[index] and sorting.looks[index].prose for index in range(above))
    if verdict.named or not near or in_text or len(block.text) > 250 or _is_no_caption(block.text):
        return False
    if first:
        return True
    own, other = stems(block.text), stems(sorting.blocks[below].text)
    return len(own & other) >= 0.5 * len(own)


def _is_no_caption(text: str) -> bool:
    """Whether a line tells whose the text is, or is a paragraph: more than one long sentence."""
    return bool(_OWED.match(text)) or sum(len(each) >= SENTENCE for each in _STOPS.split(text)) > 1


def _echoes(sorting: Sorting, title: int) -> None:
    """The headline said once more above the text is not part of it."""
    own = words(sorting.blocks[title].text)
    longest = max(own, key=len, default="")
    for index, block in enumerate(sorting.blocks):
        may_echo = index != title and len(block.text) < 300 and longest in block.text.lower()
        if may_echo and words(block.text) == own:
            sorting.drop(index, "echo of the headline", "the headline once more")


# what is told


def _told(sorting: Sorting, own: Sequence[bool], index: int, begin: int, end: int) -> Labelled:
    """The label of a block with its reason. `own` tells which blocks were kept by their own answers."""
    block, verdict, answer = sorting.blocks[index], sorting.verdicts[index], sorting.answers.article[index]
    if sorting.kept[index]:
        label = _kind(sorting, index)
        rule = "heading" if label is Label.HEADING and verdict.rule != REPORT else verdict.rule
        return Labelled(block, label, rule, _why_kept(verdict, answer, alone=own[index]), answer)
    if verdict.named:
        return Labelled(block, verdict.label, verdict.rule, verdict.why)
    rule = BEFORE if index < begin else AFTER if index >= end else WITHIN
    rule = verdict.rule if verdict.label is Label.JUNK else rule
    why = f"left out together with its neighbours; {verdict.why}" if own[index] else verdict.why
    return Labelled(block, Label.JUNK, rule, why, 1 - answer)


def _why_kept(verdict: Verdict, answer: float, *, alone: bool) -> str:
    """Why a block is part of the article. `alone`: by its own answer, not for the sake of its neighbours."""
    if not alone:
        return f"kept together with its neighbours; {verdict.why}"
    if verdict.named:
        return f"kept although a rule speaks against it; {verdict.why}"
    return verdict.why if answer >= KEEP else f"among the likeliest where little is clear; {verdict.why}"


def _kind(sorting: Sorting, index: int) -> Label:
    """What a kept block is in the article's text."""
    block = sorting.blocks[index]
    if block.kind in ("li", "cell"):
        return Label.LIST
    if block.kind == "quote":
        return Label.QUOTE
    below = index + 1 < len(sorting.blocks) and sorting.kept[index + 1]
    return Label.HEADING if below and heads(sorting, index) and not _is_line(sorting.blocks, index) else Label.BODY


def _is_line(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is only a line of a paragraph, and not set off from its neighbours by being strong."""
    block = blocks[index]
    strong = block.runs and all(style.strong for words, style in block.runs if not words.isspace())
    if block.kind != "p" or strong:
        return False
    return block.broken or (index + 1 < len(blocks) and blocks[index + 1].broken)


def _outside(block: Block, rule: str) -> Labelled:
    return Labelled(block, Label.JUNK, rule, "it stands far from the densest text")
