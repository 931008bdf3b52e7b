"""Shapes that Russian pages have: every word of the article is kept, and every other one is dropped.

Each file in tests/data/seeds/shapes is a seed with marks in its first two columns: `+ ` the article, `# ` its headline,
`? ` what careful editors keep or drop as they like, two spaces for furniture. Above it stand the fields that the page
shows (what is not named is not asked) and the dateline that is cut from the first line. The texts are ours.

What the converter does not manage yet is named in misses.yaml; what it manages must not be there. `pytest --renew`
writes that file anew; a line more than before is a step back.
"""

import html
import re
from dataclasses import dataclass
from functools import cached_property

import pytest
import yaml

from digest.errors import DigestError
from digest.seeds.convert import document
from tests.desk import REPOSITORY

FOLDER = REPOSITORY / "tests/data/seeds/shapes"
MISSES = FOLDER / "misses.yaml"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".html"))
FIELDS = ("title", "date", "author")
ASPECTS = ("text", *FIELDS)


@dataclass
class Shape:
    """A marked seed: what the converter is given, and what it should make of it."""

    name: str

    @cached_property
    def parts(self):
        _, head, marked = (FOLDER / self.name).read_text("utf-8").split("---\n", 2)
        fields = (line.partition(": ") for line in head.splitlines())
        return {name: value for name, _, value in fields}, marked.split("\n")

    @cached_property
    def draft(self):
        try:
            return document("\n".join(line[2:] for line in self.parts[1]).encode(), f"seeds/{self.name}").document
        except DigestError:
            return None

    def marked(self, mark):
        """The words of the marked lines, without tags; a word that was cut in two by a hyphen is one again."""
        text = "\n".join(line[2:] for line in self.parts[1] if line.startswith(mark))
        if self.name.endswith(".html"):
            text = html.unescape(re.sub("<[^>\n]*>", " ", text))
        text = re.sub(r"(?<=[а-яё])-\n(?=[а-яё])", "", text)
        return [found for line in text.split("\n") if (found := words(line))]

    @property
    def text(self):
        """The words of the article, line by line."""
        head, *lines = self.marked("+ ")
        return [head.removeprefix(words(self.parts[0].get("dateline", ""))).strip(), *lines]

    @property
    def kept(self):
        body = re.sub(r"\]\([^)]*\)", "]", self.draft.body) if self.draft else ""
        return [words(line) for line in body.split("\n")]

    def wrong(self, aspect):
        """What an editor would have to change; empty where all is well."""
        if aspect == "text":
            return self._wrong_words()
        wanted = self.parts[0][aspect]
        found = self.draft.meta.get(aspect) if self.draft else None
        same = str(found or "")[:10] == wanted if aspect == "date" else found == wanted
        return "" if same else f"{aspect} is {found!r} and not {wanted!r}"

    def _wrong_words(self):
        either = self.marked("? ")
        kept = [line for line in self.kept if line and line not in either]
        whole, wanted = f" {' '.join(kept)} ", f" {' '.join(self.text)} "
        if whole == wanted:
            return ""
        lost = [f"lost: {line}" for line in self.text if f" {line} " not in whole]
        extra = [f"kept: {line}" for line in kept if f" {line} " not in wanted]
        return "\n".join(lost + extra) or "the words are not in their order"


def words(text):
    """Words in small letters: without marks, entities and the numbers that a list gives its items."""
    return " ".join(re.findall(r"\w+", text.lower()))


SHAPES = {name: Shape(name) for name in NAMES}
ASKED = [(name, aspect) for name in NAMES for aspect in ASPECTS if aspect == "text" or aspect in SHAPES[name].parts[0]]


@pytest.fixture(scope="module")
def misses(request):
    if request.config.getoption("--renew"):
        found = {name: [each for shape, each in ASKED if shape == name and SHAPES[name].wrong(each)] for name in NAMES}
        MISSES.write_text(yaml.safe_dump({name: each for name, each in found.items() if each}), "utf-8")
    return yaml.safe_load(MISSES.read_text("utf-8")) or {}


@pytest.mark.parametrize(("name", "aspect"), ASKED)
def test_an_editor_has_nothing_to_mend_but_the_known_misses(name, aspect, misses):
    wrong = SHAPES[name].wrong(aspect)
    if aspect in misses.get(name, ()):
        assert wrong, f"{name} is managed now: take `{aspect}` off {MISSES.name}"
    else:
        assert wrong == ""


def test_every_known_miss_is_one_of_a_shape(misses):
    assert {(name, aspect) for name, found in misses.items() for aspect in found} <= set(ASKED)


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_says_what_it_is_and_marks_every_line(name):
    head, lines = SHAPES[name].parts
    assert head["what"]
    assert [line for line in lines if line[:2] not in ("+ ", "# ", "? ", "  ", "")] == []
    assert SHAPES[name].text
