"""Blocks -> labelled Blocks: each first alone, then by its neighbours; every label has a rule and a reason.

The article is the run of blocks with the greatest sum of scores (Bentley 1984, the maximum subarray; as in Pasternack
and Roth 2009, "Extracting Article Text from the Web with Maximum Subsequence Segmentation"). What lies outside it is
furniture; what lies inside is judged by its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.seeds.blocks import Block, Label, Labelled, Seed
from digest.seeds.crowd import densest
from digest.seeds.language import words
from digest.seeds.shape import FURNITURE, Verdict, alone
from digest.seeds.titles import headline, stems

REST = 0.35  # of the prose: less than this behind "Read also" is not the article any more
SPARSE = 0.12  # of the blocks: with fewer paragraphs than that behind "Read also", these are teasers
ENOUGH = 400  # letters of prose before a comment box that can be a whole article
GAP = 10.0  # about how much a long stretch of furniture can take from the sum
STAMPS = frozenset(("stamp", "counter", "time ago", "date line", "counted", "count of"))
RUN = 4  # short lines in a row that make a menu or a list of headlines

HEADLINE, PERHAPS = "headline", "headline, perhaps"
BEFORE, AFTER = "before the beginning", "after the end"

_BORDER = Verdict(9.0, Label.BODY, "", "", fixed=True)


def labelled(seed: Seed) -> tuple[Labelled, ...]:
    """Every block of a seed with its label. None is kept where there is no article."""
    blocks = seed.blocks
    first, last = densest(len(block.text) for block in blocks)
    inside = _judged(blocks[first:last], seed)
    return (
        *(_outside(block, BEFORE) for block in blocks[:first]),
        *inside,
        *(_outside(block, AFTER) for block in blocks[last:]),
    )


@dataclass(slots=True)
class _Desk:
    """Blocks and verdicts on the table, while neighbours are asked."""

    blocks: Sequence[Block]
    verdicts: list[Verdict]

    def change(self, index: int, label: Label, rule: str, why: str) -> None:
        self.verdicts[index] = replace(self.verdicts[index], label=label, rule=rule, why=why, fixed=True)


def _judged(blocks: Sequence[Block], seed: Seed) -> Iterator[Labelled]:
    trusted = _trusted_places(blocks)
    desk = _Desk(blocks, [alone(block, trusted) for block in blocks])
    _said_before(desk)
    _stamped_headlines(desk)
    _lists_of_headlines(desk)
    begin, end = _article(desk)
    end = _end_of_article(desk, begin, end)
    title = headline(blocks, desk.verdicts, begin, seed.facts)
    _captions(desk)
    _furniture_around(desk, begin, end)
    _within(desk, begin, end)
    if title is not None:
        desk.change(title.value, Label.HEADLINE, HEADLINE if title.sure else PERHAPS, title.why)
        _echoes(desk, title.value)
    for block, verdict in zip(blocks, desk.verdicts, strict=True):
        yield Labelled(block, verdict.label, verdict.rule, verdict.why)


def _trusted_places(blocks: Sequence[Block]) -> frozenset[str]:
    """Hints that do not cover the page's own text: some themes call the whole page `sidebar-wrap`.

    A box of comments may be longer than the article above it, so it is believed as soon as there is an article.
    """
    mass: Counter[str] = Counter()
    total = 0
    for block in blocks:
        if len(block.text) >= 120 and block.links < 0.3:
            total += len(block.text)
            mass.update(dict.fromkeys(block.place, len(block.text)))
    least = {"comments": min(ENOUGH, 0.1 * total)}
    return frozenset(hint for hint in FURNITURE if total - mass[hint] >= least.get(hint, 0.6 * total))


def _said_before(desk: _Desk) -> None:
    """A line that stood on the page before is an echo: a repeated headline, caption or menu."""
    seen: set[str] = set()
    for index, block in enumerate(desk.blocks):
        if len(block.text) < 20:
            continue
        if block.text in seen and not desk.verdicts[index].fixed:
            desk.change(index, Label.JUNK, "said before", "the same line stands further up")
        seen.add(block.text)


def _stamped_headlines(desk: _Desk) -> None:
    """Lines that take turns with stamps and counters are other headlines, even where they end like sentences."""
    stamped: list[int] = []
    waiting = False
    for index, verdict in enumerate([*desk.verdicts, _BORDER]):
        if verdict.rule in STAMPS:
            waiting = True
        elif waiting and not verdict.fixed and len(desk.blocks[index].text) <= 200:
            stamped.append(index)
            waiting = False
        else:
            if len(stamped) >= 3:
                for line in stamped:
                    why = f"one of {len(stamped)} lines that take turns with stamps or counters"
                    desk.verdicts[line] = Verdict(-1.2, Label.JUNK, "stamped headline", why, fixed=True)
            stamped, waiting = [], False


def _lists_of_headlines(desk: _Desk) -> None:
    """Short lines in a row, with nothing but stamps and counters between them, are a menu or other headlines."""
    run: list[int] = []
    between = 0
    for index, verdict in enumerate([*desk.verdicts, _BORDER]):
        if verdict.rule in STAMPS:
            between += 1
        elif verdict.rule in ("short line", "cut headline", "stamped headline", "links", "in reply", "menu"):
            run.append(index)
        else:
            if len(run) >= RUN:
                _mark_run(desk, run, between)
            run, between = [], 0


def _mark_run(desk: _Desk, run: list[int], between: int) -> None:
    cut = sum(desk.verdicts[index].rule == "cut headline" for index in run)
    lengths = [len(desk.blocks[index].text) for index in run]
    headlines = cut >= 2 or between >= len(run) // 2 or sum(lengths) / len(run) > 40
    name = "other headlines" if headlines else "menu run"
    for index in run:
        verdict = desk.verdicts[index]
        if not verdict.fixed:
            why = f"one of {len(run)} short lines in a row" + (", some of them cut off" if cut else "")
            desk.verdicts[index] = replace(verdict, score=verdict.score - 0.4, rule=name, why=why)


def _article(desk: _Desk) -> tuple[int, int]:
    """The run of blocks with the greatest sum: its first index, and the index behind its last.

    What speaks against the article speaks the less, the more of it stands together: a table of fifty cells is no more
    of a border than a menu of twenty lines.
    """
    best, begin, end = 0.0, 0, 0
    total, start, gap = 0.0, 0, 0.0
    for index, verdict in enumerate(desk.verdicts):
        if total <= 0:
            total, start, gap = 0.0, index, 0.0
        score = verdict.score
        if score < 0:
            score = max(score, -GAP) / (1 + gap / GAP) ** 2
            gap -= verdict.score
        elif verdict.prose:
            gap = 0.0
        total += score
        if total > best:
            best, begin, end = total, start, index + 1
    return begin, end


def _end_of_article(desk: _Desk, begin: int, end: int) -> int:
    """Cut at the first line that opens comments or other articles, when what lies behind it is hardly the article's."""
    prose = [desk.verdicts[i].prose for i in range(begin, end)]
    mass = [len(desk.blocks[begin + i].text) if each else 0 for i, each in enumerate(prose)]
    total, before = sum(mass), 0
    for index in range(begin, end):
        verdict = desk.verdicts[index]
        if verdict.tail and before:
            behind = prose[index - begin :]
            comments = verdict.rule == "comment box" and before >= ENOUGH
            teasers = before >= ENOUGH and sum(behind) < SPARSE * len(behind)
            if comments or teasers or total - before < REST * total:
                return _last_that_speaks_for_it(desk, begin, index)
        before += mass[index - begin]
    return end


def _last_that_speaks_for_it(desk: _Desk, begin: int, end: int) -> int:
    return next((i + 1 for i in range(end - 1, begin, -1) if desk.verdicts[i].score > 0), begin + 1)


def _captions(desk: _Desk) -> None:
    """A line or two right above a picture's credit describe the picture."""
    for index, verdict in enumerate(desk.verdicts):
        if verdict.label is not Label.CREDIT:
            continue
        for step in (1, 2):
            above = index - step
            if above < 0 or not _describes(desk, above, above + 1, first=step == 1):
                break
            desk.change(above, Label.CAPTION, "above a credit", "it stands right above the credit of a picture")


def _describes(desk: _Desk, above: int, below: int, *, first: bool) -> bool:
    block, verdict = desk.blocks[above], desk.verdicts[above]
    near = desk.blocks[below].line - block.end <= 1
    if verdict.fixed or not near or len(block.text) > 250:
        return False
    if first:
        return True
    own, other = stems(block.text), stems(desk.blocks[below].text)
    return len(own & other) >= 0.5 * len(own)


def _furniture_around(desk: _Desk, begin: int, end: int) -> None:
    for index, verdict in enumerate(desk.verdicts):
        if not begin <= index < end and not verdict.fixed:
            rule = BEFORE if index < begin else AFTER
            if verdict.label is Label.JUNK or verdict.rule in ("other headlines", "menu run"):
                desk.change(index, Label.JUNK, verdict.rule, verdict.why)
            else:
                desk.change(index, Label.JUNK, rule, f"it stands {rule} of the article")


def _within(desk: _Desk, begin: int, end: int) -> None:
    """Inside the article: a short line is a heading where text follows, and part of the text otherwise."""
    for index in range(begin, end):
        block, verdict = desk.blocks[index], desk.verdicts[index]
        if verdict.fixed:
            continue
        if verdict.rule in ("other headlines", "links") and block.kind != "li":
            desk.change(index, Label.JUNK, verdict.rule, verdict.why)
        elif block.kind in ("li", "cell"):
            desk.change(index, Label.LIST, verdict.rule, verdict.why)
        elif block.kind == "quote":
            desk.change(index, Label.QUOTE, verdict.rule, verdict.why)
        elif _heads(desk, index, end):
            desk.change(index, Label.HEADING, "heading", "a short line above running text")
        else:
            desk.change(index, Label.BODY, verdict.rule, verdict.why)


def _heads(desk: _Desk, index: int, end: int) -> bool:
    block, verdict = desk.blocks[index], desk.verdicts[index]
    if block.kind.startswith("h"):
        return True
    following = desk.verdicts[index + 1] if index + 1 < end else None
    return verdict.rule == "short line" and block.alone and following is not None and following.score > 0


def _echoes(desk: _Desk, title: int) -> None:
    """The headline said once more above the text is not part of it."""
    own = words(desk.blocks[title].text)
    for index, block in enumerate(desk.blocks):
        if index != title and len(block.text) < 300 and words(block.text) == own:
            desk.change(index, Label.JUNK, "echo of the headline", "the headline once more")


def _outside(block: Block, rule: str) -> Labelled:
    return Labelled(block, Label.JUNK, rule, "it stands far from the densest text")
