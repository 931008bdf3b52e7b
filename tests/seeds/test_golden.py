"""Our sample seeds, converted: the whole drafts, and what a careful editor expects of them.

`pytest --renew` writes the drafts in tests/data/seeds/golden anew; read them before you commit them.
"""

import datetime
import re

import pytest
import yaml

from digest.content.frontmatter import spelt
from digest.seeds.convert import document
from tests.desk import REPOSITORY

DATA = REPOSITORY / "tests/data/seeds"
SEEDS = sorted(path.name for path in (REPOSITORY / "seeds").iterdir() if path.suffix in (".txt", ".html"))
EXPECTED = yaml.safe_load((DATA / "expected.yaml").read_text("utf-8"))
each_seed = pytest.mark.parametrize("name", SEEDS, ids=lambda name: name[:3])


@pytest.fixture
def made(name):
    return document((REPOSITORY / "seeds" / name).read_bytes(), f"seeds/{name}").document


@pytest.fixture
def wanted(name):
    return EXPECTED[name]


@each_seed
def test_the_draft_is_the_golden_one(name, made, renew):
    golden = DATA / "golden" / f"{name.partition('.')[0]}.md"
    if renew:
        golden.write_text(spelt(made), "utf-8")
    assert spelt(made) == golden.read_text("utf-8")


@each_seed
def test_the_fields_are_those_an_editor_would_take(name, made, wanted):
    meta = made.meta
    if wanted["title"]:
        assert meta["title"] == wanted["title"]
    assert meta.get("source") == wanted["source"]
    assert meta.get("date") == _moment(wanted["date"], timed=name.endswith(".txt"))
    assert set(wanted.get("unsure", ())) <= set(meta.get("unsure", ()))
    for key in ("author", "source_url"):
        assert meta.get(key) == wanted.get(key)
    assert meta.get("lang", "ru") == wanted.get("lang", "ru")
    assert str(meta.get("dateline", "")).upper() == str(wanted.get("dateline", ""))


@each_seed
def test_what_belongs_to_the_picture_and_the_rights_is_there(name, made, wanted):
    picture = made.meta.get("image", {})
    for key in ("caption", "credit"):
        assert wanted.get(key, "") in picture.get(key, "")
    assert wanted.get("rights", "") in made.meta.get("rights", "")
    assert set(wanted.get("tags", ())) <= set(made.meta.get("suggested", {}).get("tags", ()))
    assert made.meta.get("summary") == wanted.get("summary")


@each_seed
def test_the_body_is_whole_and_nothing_else(name, made, wanted):
    parts = made.body.split("\n\n")
    items = [line for part in parts for line in part.split("\n") if line.startswith("- ")]
    paragraphs = [part for part in parts if not part.startswith(("- ", "## "))]
    assert parts[0].startswith(wanted["first_words"])
    assert parts[-1].endswith(wanted["last_words"])
    assert [part[3:] for part in parts if part.startswith("## ")] == wanted.get("headings", [])
    assert (len(paragraphs), len(items)) == (wanted["paragraphs"], wanted.get("list_items", 0))
    assert [text for text in wanted["must_not_appear"] if re.search(rf"(?<!\w){re.escape(text)}", made.body)] == []


@each_seed
def test_the_encoding_is_recognised(name, wanted):
    seed = document((REPOSITORY / "seeds" / name).read_bytes(), name).seed
    assert seed.encoding == wanted.get("encoding", "utf-8")


def _moment(value, *, timed):
    """The day, with its time where a text shows one; pages state theirs in zones of their own."""
    words = str(value)
    if timed and len(words) > len("2016-12-01"):
        return datetime.datetime.fromisoformat(words)
    return datetime.date.fromisoformat(words[:10]) if value else None
