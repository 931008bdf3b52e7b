"""The pictures of a page -> those of the article, in Markdown, with the blocks that they stand before.

A picture belongs to the article if it stands between its blocks, or beside a caption of them. The one that stands above
the text is a matter of the front matter, and not shown twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digest.seeds.blocks import Block, Label, Labelled, Picture
from digest.seeds.escaping import escaped_beside_marks
from digest.seeds.shape import FURNITURE
from digest.seeds.targets import absolute

MOST = 100  # of one article
NEAR = 2  # blocks: how far from its picture a caption may stand
CAPTION = 400  # letters

_SIZE = re.compile(r"(?i)[-_@.]?(?:\d{2,4}x\d{2,4}|[wh]?\d{3,4}(?:w|px)?|scaled|large|medium|small|thumb|2x)$")
NAME = 100  # letters of a picture's name that are looked at
SIZES = 2  # that such a name may end with: "start-1024x768-scaled"
_PLAIN = 8  # letters: the name of a picture that is shorter may be that of another one too


def pictures(blocks: Sequence[Labelled], page: str, image: str) -> dict[int, tuple[str, ...]]:
    """The Markdown of pictures, by the number of the kept block before which they stand; 0 is the end of the text.

    `page` is the address from which theirs start, `image` the picture above the text.
    """
    kept = [index for index, each in enumerate(blocks) if each.kept]
    found: dict[int, tuple[str, ...]] = {}
    seen = {_identity(absolute(image, ""))} if image else set()
    for index, picture in _own(blocks, kept, lead=not image) if kept else ():
        address = absolute(picture.src, page)
        if len(seen) > MOST:
            break
        if not address.startswith("http") or _identity(address) in seen:
            continue
        seen.add(_identity(address))
        made = _written(picture, address, _caption(blocks, index, picture))
        place = bisect_left(kept, index)
        number = blocks[kept[place]].block.line if place < len(kept) else 0
        found[number] = (*found.get(number, ()), *filter(None, [made]))
    return found


def _own(blocks: Sequence[Labelled], kept: Sequence[int], *, lead: bool) -> Iterator[tuple[int, Picture]]:
    """The pictures that belong to the article, each with the index of the block behind it."""
    first, last = kept[0], kept[-1]
    headline = max((i for i in range(first) if blocks[i].label is Label.HEADLINE), default=first)
    for index in range(headline + 1 if lead else first + 1, min(last + NEAR + 1, len(blocks))):
        place = bisect_left(kept, index)
        around = [blocks[i].block.place for i in kept[max(0, place - 1) : place + 1]]
        for picture in blocks[index].block.pictures:
            furniture = picture.place.difference(*around).intersection(FURNITURE)
            if not furniture and _beside(blocks, index, within=first < index <= last):
                yield index, picture
    if last == len(blocks) - 1:
        yield from ((last + 1, picture) for picture in blocks[last].block.trailing)


def _beside(blocks: Sequence[Labelled], index: int, *, within: bool) -> bool:
    """Whether the block behind a picture, or the one before it, says that it belongs to the article."""
    behind, before = blocks[index], blocks[index - 1] if index else blocks[index]
    if within:
        return _near(behind) or (_near(before) and behind.block.links <= 0.5)
    return _near(behind) and (behind.kept or _near(before) or before.label is Label.HEADLINE)


def _near(each: Labelled) -> bool:
    return each.kept or each.label in (Label.CAPTION, Label.CREDIT)


def _caption(blocks: Sequence[Labelled], index: int, picture: Picture) -> str:
    """What the page says of a picture: in its own figure, or right behind it."""
    figures = range(max(0, index - NEAR), min(len(blocks), index + NEAR + 1))
    near = [blocks[i] for i in figures if _in_figure(blocks[i].block, picture.figure)] if picture.figure else []
    own = near or list(blocks[index : index + 1])
    words = " ".join(each.block.text for each in own if each.label in (Label.CAPTION, Label.CREDIT))
    return words if len(words) <= CAPTION else ""


def _in_figure(block: Block, figure: int) -> bool:
    return any(element.number == figure for element in block.around)


def _written(picture: Picture, address: str, caption: str) -> str:
    """A picture in Markdown. The theme shows none that came over an open line: there it becomes a link."""
    alt = escaped_beside_marks(picture.alt or caption)
    if address.startswith("http:"):
        return f"[{alt}]({address})" if re.search(r"[^\W_]", alt) else ""
    title = escaped_beside_marks(caption).replace('"', "&quot;") if caption != picture.alt else ""
    return f'![{alt}]({address} "{title}")' if title and picture.alt else f"![{alt}]({address})"


def _identity(address: str) -> str:
    """What is common to the addresses of one picture in several sizes."""
    path = address.partition("?")[0].rstrip("/")
    name = (path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2])[-NAME:]
    for _ in range(SIZES):
        name = _SIZE.sub("", name)
    return name.lower() if len(name) > _PLAIN else path
