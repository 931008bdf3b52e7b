"""Blocks -> labelled Blocks: what a learned model keeps is the article, and rules say what everything is.

First each block is looked at alone and among its neighbours (`learned`), then what belongs together is kept together: a
heading stands above a kept paragraph, a list is kept whole or not at all, the headline is not said again. Every label
has the name of a rule and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.crowd import densest
from digest.seeds.language import stems, words
from digest.seeds.learned import Answers, answers
from digest.seeds.looks import GOING_ON, STOP, Look, look
from digest.seeds.repeats import Recurring
from digest.seeds.shape import Verdict, alone
from digest.seeds.titles import headline

KEEP = 0.45  # the answer from which a block is kept: about as many words are kept wrongly as are lost
RULED = 0.8  # the same for a line that falls under a rule for furniture
FAINT = 0.15  # running text that is less likely than that is none of an article
SHORT = 12  # paragraphs, in the article or not: a seed with no more of them is short
BESIDE = 0.08  # enough for a sentence beside a kept one, there
BETWEEN = 0.2  # enough for any line between two kept ones, there
FIRST = 0.03  # enough for the likeliest sentence where there is no other
APART = 4  # lines in a row that are no sentences: behind them something else begins
HEADS = 0.15  # enough for a heading right above a kept paragraph
UNSURE = 0.2  # so near to `KEEP`, an editor should look

HEADLINE, PERHAPS = "headline", "headline, perhaps"
BEFORE, AFTER, WITHIN = "before the beginning", "after the end", "between the paragraphs"

_ALONE = Recurring()


def labelled(seed: Seed, recurring: Recurring = _ALONE) -> tuple[Labelled, ...]:
    """Every block of a seed with its label. None is kept where there is no article."""
    blocks = seed.blocks
    first, last = densest(len(block.text) for block in blocks)
    return (
        *(_outside(block, BEFORE) for block in blocks[:first]),
        *_judged(blocks[first:last], seed, recurring),
        *(_outside(block, AFTER) for block in blocks[last:]),
    )


@dataclass(slots=True)
class _Desk:
    """Blocks on the table, what they are by themselves, how surely each is the article's, and whether it is kept."""

    blocks: Sequence[Block]
    looks: Sequence[Look]
    verdicts: list[Verdict]
    answers: Answers
    kept: list[bool]

    def change(self, index: int, label: Label, rule: str, why: str) -> None:
        self.verdicts[index] = Verdict(label, rule, why, named=True)

    def drop(self, index: int, rule: str, why: str, label: Label = Label.JUNK) -> None:
        self.kept[index] = False
        self.change(index, label, rule, why)


def _judged(blocks: Sequence[Block], seed: Seed, recurring: Recurring) -> list[Labelled]:
    if not blocks:
        return []
    desk = _desk(blocks, seed, recurring)
    _keep_together(desk)
    title = headline(blocks, desk.kept, desk.answers)
    _captions(desk)
    if title is not None:
        desk.drop(title.value, HEADLINE if title.sure else PERHAPS, title.why, Label.HEADLINE)
        _echoes(desk, title.value)
    _loose_headings(desk)
    begin, end = _edges(desk.kept)
    return [_told(desk, index, begin, end) for index in range(len(blocks))]


def _desk(blocks: Sequence[Block], seed: Seed, recurring: Recurring) -> _Desk:
    looks = [look(block) for block in blocks]
    shares = [recurring.count(block.text) / recurring.others if recurring.others else -1.0 for block in blocks]
    found = answers(seed.kind, blocks, looks, shares, seed.facts)
    verdicts = [alone(block, look) for block, look in zip(blocks, looks, strict=True)]
    least = _least(found.article, looks)
    kept = [
        answer >= (max(RULED, least) if verdict.named else least)
        for answer, verdict in zip(found.article, verdicts, strict=True)
    ]
    return _Desk(blocks, looks, verdicts, found, kept)


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


# what belongs together


def _keep_together(desk: _Desk) -> None:
    _whole_lists(desk)
    _short_texts(desk)
    for index in range(len(desk.blocks) - 2, -1, -1):
        below = desk.kept[index + 1] and desk.looks[index + 1].letters > desk.looks[index].letters
        if below and not desk.kept[index] and _heads(desk, index) and desk.answers.article[index] >= HEADS:
            desk.kept[index] = True


def _short_texts(desk: _Desk) -> None:
    """Of a few paragraphs none is lost lightly: from those that are kept, the text goes on up and down.

    It ends at what rules name as the beginning of something else (comments, other articles), or where a few lines in a
    row are no sentences.
    """
    if sum(look.prose and verdict.label is Label.BODY for look, verdict in _both(desk)) > SHORT:
        return
    if not any(desk.kept):
        _begin_somewhere(desk)
    down, up = range(len(desk.blocks)), range(len(desk.blocks) - 1, -1, -1)
    for way in (down, up, down):
        near, apart = False, 0
        for index in way:
            if desk.kept[index]:
                near, apart = True, 0
            elif near and any(test(desk, index) for test in (_says_something, _lists_something, _is_surrounded)):
                desk.kept[index], apart = True, 0
            else:
                apart += not desk.verdicts[index].named
                near = near and apart < APART and not _opens_something_else(desk, index)


def _both(desk: _Desk) -> Iterator[tuple[Look, Verdict]]:
    return zip(desk.looks, desk.verdicts, strict=True)


def _begin_somewhere(desk: _Desk) -> None:
    """Where nothing is kept, take the sentence that is likeliest, if there is one at all."""
    answers = desk.answers.article
    sentences = [
        index
        for index, (look, verdict) in enumerate(_both(desk))
        if verdict.label is Label.BODY and not verdict.named and look.end == STOP and answers[index] >= FIRST
    ]
    if sentences:
        desk.kept[max(sentences, key=lambda index: (answers[index], -index))] = True


def _says_something(desk: _Desk, index: int) -> bool:
    """Whether a line is a sentence, not likely furniture, and no rule has a name for it."""
    look, verdict = desk.looks[index], desk.verdicts[index]
    return (
        verdict.label is Label.BODY
        and not verdict.named
        and (look.end == STOP or look.prose)
        and desk.answers.article[index] >= BESIDE
    )


def _lists_something(desk: _Desk, index: int) -> bool:
    """Whether a line announces a list, or is an item of one that was announced in the text."""
    block, above = desk.blocks[index], max(0, index - 1)
    if desk.verdicts[index].named:
        return False
    if block.kind == "li":
        return desk.kept[above] and (desk.blocks[above].kind == "li" or desk.looks[above].end == GOING_ON)
    below = min(index + 1, len(desk.blocks) - 1)
    return desk.looks[index].end == GOING_ON and desk.blocks[below].kind == "li"


def _is_surrounded(desk: _Desk, index: int) -> bool:
    """Whether a line stands between two of the article's that it may well belong to."""
    both = 0 < index < len(desk.kept) - 1 and desk.kept[index - 1] and desk.kept[index + 1]
    return both and not desk.verdicts[index].named and desk.answers.article[index] >= BETWEEN


def _opens_something_else(desk: _Desk, index: int) -> bool:
    rule = desk.looks[index].rule
    return rule is not None and rule.tail


def _whole_lists(desk: _Desk) -> None:
    """All items of a list are kept, or none: what most of its words say."""
    start = 0
    for index in range(1, len(desk.blocks) + 1):
        if index < len(desk.blocks) and _same_list(desk.blocks[index - 1], desk.blocks[index]):
            continue
        run = [each for each in range(start, index) if not desk.verdicts[each].named]
        if index - start > 1 and run and desk.blocks[start].kind in ("li", "cell"):
            weights = [desk.looks[each].letters + 10 for each in run]
            mean = sum(weight * desk.answers.article[each] for weight, each in zip(weights, run, strict=True)) / sum(
                weights
            )
            for each in run:
                desk.kept[each] = mean >= KEEP
        start = index


def _same_list(above: Block, below: Block) -> bool:
    return above.kind == below.kind and above.group == below.group


def _heads(desk: _Desk, index: int) -> bool:
    """Whether a block is shaped like a heading: a short line by itself, or what the page calls one."""
    block, verdict = desk.blocks[index], desk.verdicts[index]
    return not verdict.named and (block.kind.startswith("h") or (verdict.label is Label.HEADING and block.alone))


def _loose_headings(desk: _Desk) -> None:
    """A heading heads something: the last line that is kept is none."""
    _, end = _edges(desk.kept)
    while end and desk.kept[end - 1] and _heads(desk, end - 1):
        desk.drop(end - 1, "heading of nothing", "a heading below which nothing was kept")
        _, end = _edges(desk.kept)


def _edges(kept: Sequence[bool]) -> tuple[int, int]:
    """The index of the first block that is kept, and the one behind the last."""
    indexes = [index for index, each in enumerate(kept) if each]
    return (indexes[0], indexes[-1] + 1) if indexes else (len(kept), 0)


# pictures and headlines


def _captions(desk: _Desk) -> None:
    """A line or two right above a picture's credit describe the picture."""
    for index, verdict in enumerate(desk.verdicts):
        if verdict.label is not Label.CREDIT:
            continue
        for step in (1, 2):
            above = index - step
            if above < 0 or not _describes(desk, above, above + 1, first=step == 1):
                break
            desk.drop(above, "above a credit", "it stands right above the credit of a picture", Label.CAPTION)


def _describes(desk: _Desk, above: int, below: int, *, first: bool) -> bool:
    block, verdict = desk.blocks[above], desk.verdicts[above]
    near = desk.blocks[below].line - block.end <= 1
    sure = desk.kept[above] and desk.answers.article[above] >= KEEP
    in_text = sure and any(desk.kept[index] and desk.looks[index].prose for index in range(above))
    if verdict.named or not near or in_text or len(block.text) > 250:
        return False
    if first:
        return True
    own, other = stems(block.text), stems(desk.blocks[below].text)
    return len(own & other) >= 0.5 * len(own)


def _echoes(desk: _Desk, title: int) -> None:
    """The headline said once more above the text is not part of it."""
    own = words(desk.blocks[title].text)
    for index, block in enumerate(desk.blocks):
        if index != title and len(block.text) < 300 and words(block.text) == own:
            desk.drop(index, "echo of the headline", "the headline once more")


# what is told


def _told(desk: _Desk, index: int, begin: int, end: int) -> Labelled:
    block, verdict, answer = desk.blocks[index], desk.verdicts[index], desk.answers.article[index]
    if desk.kept[index]:
        label = _kind(desk, index)
        rule = "heading" if label is Label.HEADING else verdict.rule
        return Labelled(block, label, rule, f"{_percent(answer)} sure to be the article's; {verdict.why}")
    if verdict.named or verdict.label is Label.JUNK:
        return Labelled(block, verdict.label, verdict.rule, verdict.why)
    rule = BEFORE if index < begin else AFTER if index >= end else WITHIN
    return Labelled(block, Label.JUNK, rule, f"{_percent(1 - answer)} sure to be none of the article's; {verdict.why}")


def _kind(desk: _Desk, index: int) -> Label:
    """What a kept block is in the article's text."""
    block = desk.blocks[index]
    if block.kind in ("li", "cell"):
        return Label.LIST
    if block.kind == "quote":
        return Label.QUOTE
    below = index + 1 < len(desk.blocks) and desk.kept[index + 1]
    return Label.HEADING if _heads(desk, index) and below else Label.BODY


def _percent(share: float) -> str:
    return f"{min(99, round(100 * share))} %"


def _outside(block: Block, rule: str) -> Labelled:
    return Labelled(block, Label.JUNK, rule, "it stands far from the densest text")
