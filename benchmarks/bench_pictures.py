"""What pictures and share cards cost: the time and the bytes of each, in one process.

    python -m benchmarks.bench_pictures [CARDS]

The pictures are made here: noise of several grains, which is harder to code than most photographs.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
from collections.abc import Callable

from PIL import Image

from benchmarks import corpus
from digest.content.inspection import inspected
from digest.site.cards import png
from digest.site.darkroom import developed
from digest.site.views import CardView, PrintView

SIZES = ((1600, 1067), (4000, 3000))
RUNS = 3


def timed(work: Callable[[], object]) -> float:
    """The median of some runs, in milliseconds of the processor."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def photograph(width: int, height: int) -> bytes:
    """A JPEG of noise, coarse to fine."""
    chance, made = random.Random(1), Image.new("RGB", (width, height))
    for grain in (8, 32, 128, 512):
        size = (grain, max(1, grain * height // width))
        noise = Image.frombytes("RGB", size, chance.randbytes(3 * size[0] * size[1]))
        made = Image.blend(made, noise.resize((width, height), Image.Resampling.BICUBIC), 0.5)
    data = io.BytesIO()
    made.save(data, "JPEG", quality=92)
    return data.getvalue()


def pictures() -> None:
    """A table of what becomes of pictures."""
    print("| picture | bytes | looked at, ms | file | bytes | ms |\n|:---|---:|---:|:---|---:|---:|")
    for width, height in SIZES:
        data = photograph(width, height)
        looked = timed(lambda data=data: inspected(data, "JPEG"))  # type: ignore[misc]
        for kind, to in (("avif", 640), ("avif", 1280), ("jpg", 1280)):
            view = PrintView("", "", kind, to, round(height * to / width))
            ((_, made),) = developed(data, [("", view)])
            took = timed(lambda data=data, view=view: list(developed(data, [("", view)])))  # type: ignore[misc]
            name = f"{width} × {height} | {len(data):,} | {looked:.0f}"
            print(f"| {name} | {kind} {to} | {len(made):,} | {took:.0f} |")


def cards(number: int) -> None:
    """What cards of titles of two to sixteen words take."""
    chance = random.Random(2)
    words = [corpus._word(chance) for _ in range(500)]
    titles = [" ".join(chance.choices(words, k=chance.randint(2, 16))).capitalize() for _ in range(number)]
    views = [CardView("Степная орбита", title, "1 декабря 2016 г. · Байконур") for title in titles]
    start = time.process_time()
    sizes = [len(png(view)) for view in views]
    took = (time.process_time() - start) * 1000 / number
    print(f"\n{number} cards: {took:.1f} ms each; {statistics.mean(sizes):,.0f} bytes, at most {max(sizes):,}")


if __name__ == "__main__":
    pictures()
    cards(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
