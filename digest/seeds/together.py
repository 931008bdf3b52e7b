"""What belongs together: a heading and its paragraph, the items of a list, the sentences of a short text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Block, Label
from digest.seeds.cells import drop_cells_of_links
from digest.seeds.desk import KEEP, Desk
from digest.seeds.looks import GOING_ON, STOP, Look
from digest.seeds.ownaddress import drop_addresses
from digest.seeds.replies import drop_polls, drop_replies
from digest.seeds.reports import REPORT, keep_reports
from digest.seeds.rows import keep_chronicle, keep_hours, keep_rows
from digest.seeds.shape import Verdict, separates
from digest.seeds.teasers import drop_teasers
from digest.seeds.verse import keep_verse

SHORT = 12  # paragraphs, in the article or not: a seed with no more of them is short
BESIDE = 0.08  # enough for a sentence beside a kept one, there
BETWEEN = 0.2  # enough for any line between two kept ones, there
FIRST = 0.03  # enough for the likeliest sentence where there is no other
APART = 4  # lines in a row that are no sentences: behind them something else begins
CELLS, CELL, LINKED = 4, 120, 0.5  # the least cells of a table, the most letters of one, and less than its links
HEADS = 0.15  # enough for a heading right above a kept paragraph


def keep_together(desk: Desk) -> None:
    """Keep what stands or falls with what is kept: sentences of a short text, lists, headings."""
    drop_teasers(desk)
    _whole_lists(desk)
    _tables_between(desk)
    keep_rows(desk)
    _short_texts(desk)
    drop_addresses(desk)
    keep_verse(desk)
    keep_chronicle(desk)
    keep_hours(desk)
    keep_reports(desk)
    drop_replies(desk)
    drop_polls(desk)
    drop_cells_of_links(desk)
    for index in range(len(desk.blocks) - 2, -1, -1):
        below = desk.kept[index + 1] and desk.looks[index + 1].letters > desk.looks[index].letters
        if below and not desk.kept[index] and heads(desk, index) and desk.answers.article[index] >= HEADS:
            desk.kept[index] = True


def _short_texts(desk: Desk) -> None:
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


def _both(desk: Desk) -> Iterator[tuple[Look, Verdict]]:
    return zip(desk.looks, desk.verdicts, strict=True)


def _begin_somewhere(desk: Desk) -> None:
    """Where nothing is kept, take the sentence that is likeliest, if there is one at all."""
    answers = desk.answers.article
    sentences = [
        index
        for index, (look, verdict) in enumerate(_both(desk))
        if verdict.label is Label.BODY and not verdict.named and look.end == STOP and answers[index] >= FIRST
    ]
    if sentences:
        desk.kept[max(sentences, key=lambda index: (answers[index], -index))] = True


def _says_something(desk: Desk, index: int) -> bool:
    """Whether a line is a sentence, not likely furniture, and no rule has a name for it."""
    look, verdict = desk.looks[index], desk.verdicts[index]
    return (
        verdict.label is Label.BODY
        and not verdict.named
        and (look.end == STOP or look.prose)
        and desk.answers.article[index] >= BESIDE
    )


def _lists_something(desk: Desk, index: int) -> bool:
    """Whether a line announces a list, or is an item of one that was announced in the text."""
    block, above = desk.blocks[index], max(0, index - 1)
    if desk.verdicts[index].named:
        return False
    if block.kind == "li":
        return desk.kept[above] and (desk.blocks[above].kind == "li" or desk.looks[above].end == GOING_ON)
    below = min(index + 1, len(desk.blocks) - 1)
    return desk.looks[index].end == GOING_ON and desk.blocks[below].kind == "li"


def _is_surrounded(desk: Desk, index: int) -> bool:
    """Whether a line stands between two of the article's that it may well belong to."""
    both = 0 < index < len(desk.kept) - 1 and desk.kept[index - 1] and desk.kept[index + 1]
    block = desk.blocks[index]
    alien = desk.verdicts[index].named or (block.links > LINKED and not block.kind)
    return both and not alien and desk.answers.article[index] >= BETWEEN


def _opens_something_else(desk: Desk, index: int) -> bool:
    rule = desk.looks[index].rule
    return rule is not None and rule.tail


def _whole_lists(desk: Desk) -> None:
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


def _tables_between(desk: Desk) -> None:
    """A table right between two kept paragraphs is theirs, though its figures by themselves look like counters.

    So is one right below a kept line with a colon at its end, or with a head at the end of the same `<article>`.
    """
    start = 0
    for index in range(1, len(desk.blocks) + 1):
        if index < len(desk.blocks) and _same_list(desk.blocks[index - 1], desk.blocks[index]):
            continue
        cells = desk.blocks[start:index]
        below = index < len(desk.blocks) and desk.kept[index]
        above = desk.blocks[max(0, start - 1)]
        inside = start > 0 and desk.kept[start - 1] and (below or above.text.endswith(":") or _ends(above, cells))
        own = all(block.links < LINKED and len(block.text) <= CELL for block in cells)
        if inside and own and cells[0].kind == "cell" and len(cells) >= CELLS:
            desk.kept[start:index] = [True] * len(cells)
        start = index


def _ends(above: Block, cells: Sequence[Block]) -> bool:
    """Whether cells that have a head stand in the same `<article>` as the block above them."""
    own = {each.number for each in above.around if each.name == "article"}
    headed = any(each.name == "th" for block in cells for each in block.around)
    return headed and any(each.number in own for each in cells[0].around)


def _same_list(above: Block, below: Block) -> bool:
    return above.kind == below.kind and above.group == below.group


def heads(desk: Desk, index: int) -> bool:
    """Whether a block is shaped like a heading: a short line by itself, or what the page calls one."""
    block, verdict = desk.blocks[index], desk.verdicts[index]
    alone = block.alone or verdict.rule == REPORT
    shaped = verdict.label is Label.HEADING and alone and desk.looks[index].end != STOP
    return not verdict.named and (block.kind.startswith("h") or shaped)


def drop_loose_headings(desk: Desk) -> None:
    """A heading heads something: the last line that is kept is none."""
    _, end = edges(desk.kept)
    while end and desk.kept[end - 1] and heads(desk, end - 1):
        desk.drop(end - 1, "heading of nothing", "a heading below which nothing was kept")
        _, end = edges(desk.kept)


def keep_separators(desk: Desk) -> None:
    """A line of stars or dashes between two kept lines sets them apart."""
    for index in range(1, len(desk.blocks) - 1):
        if not desk.kept[index] and separates(desk.blocks[index].text) and all(desk.kept[index - 1 : index + 2 : 2]):
            desk.kept[index] = True
            desk.verdicts[index] = Verdict(Label.BODY, "separator", "it sets apart what is above and below")


def edges(kept: Sequence[bool]) -> tuple[int, int]:
    """The index of the first block that is kept, and the one behind the last."""
    indexes = [index for index, each in enumerate(kept) if each]
    return (indexes[0], indexes[-1] + 1) if indexes else (len(kept), 0)
