"""The reference pictures of the manual, two of each kind of page, taken of the example site.

    python -m tests.web.pictures docs/content/pages/pictures/kinds

A change of the theme shows in them, and a person judges it: they are compared by eye, not by a test.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from tests.web.conftest import BASE_PATH, built_example, one_of_each_kind
from tests.web.shelf import served
from tests.web.tools import judged, missing

LOOKS = (
    {"name": "wide", "width": 1100, "height": 1000, "colorScheme": "light"},
    {"name": "narrow", "width": 390, "height": 1000, "colorScheme": "dark"},
)
SCALE = 0.6
QUERY = "договор об аренде"
COLOURS = 48  # enough for text; a picture in more of them is three times as large


def take(folder: Path) -> None:
    """Build the example, take the pictures, and reduce their colours."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        public = built_example(Path(temporary) / "site").root / "public"
        with served(public, BASE_PATH) as address:
            pages = one_of_each_kind(public)
            pages["search"] += "?q=" + quote(QUERY)
            judged("shoot.mjs", base=address, pages=pages, looks=LOOKS, scale=SCALE, folder=str(folder.resolve()))
    for file in folder.glob("*.png"):
        Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    if missing():
        sys.exit("no pictures can be taken without " + "; ".join(missing()))
    take(Path(sys.argv[1]))
