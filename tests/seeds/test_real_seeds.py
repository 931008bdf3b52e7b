"""The two real seeds that began it all. They are not ours to copy: they are read where they lie, if they do."""

import datetime
import hashlib

import pytest

from digest.content.frontmatter import spelt
from digest.seeds.blocks import Label
from digest.seeds.convert import document
from tests.desk import REPOSITORY

FOLDER = REPOSITORY.parent / "shared/seeds"
WIRE, BARE = "000_7066d81387392e4c.txt", "004_acb4a75dc1cb1c80.txt"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the real seeds are not here: {FOLDER} does not exist")


def converted(name):
    return document((FOLDER / name).read_bytes(), f"seeds/{name}")


def key(text):
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def test_the_wire_story_has_its_fields():
    meta = converted(WIRE).document.meta
    assert key(meta["title"]) == "1ff9cf52ad91df41"
    assert meta["date"] == datetime.date(2016, 12, 1)
    assert meta["unsure"] == {
        "date": "day from the dateline «1 дек», year from «28 апреля 2016 года» in the text",
    }
    assert (meta["source"], meta["cites"], meta["dateline"]) == ("РИА Новости", ["Коммерсант"], "Москва")
    assert meta["image"]["credit"] == "AP Photo/Dmitri Lovetsky"
    assert meta["image"]["caption"].endswith("«Союз МС» на Байконуре.")
    assert meta["rights"] == "Материал размещён правообладателем в открытом доступе"
    assert meta["draft"] is True


def test_the_wire_story_has_five_paragraphs_and_nothing_else():
    made = converted(WIRE)
    paragraphs = made.document.body.split("\n\n")
    assert [each.block.line for each in made.blocks if each.kept] == [12, 14, 16, 18, 20]
    assert [len(paragraph) for paragraph in paragraphs] == [301, 299, 213, 589, 381]
    assert paragraphs[0].startswith("Россия и Казахстан обсуждают")
    assert paragraphs[-1].endswith("28 апреля 2016 года.")


def test_the_bare_text_has_a_proposed_title_and_no_date():
    meta = converted(BARE).document.meta
    assert "date" not in meta
    assert "«2022 год» is a year alone" in meta["unsure"]["date"]
    assert meta["unsure"]["title"] == "proposed from the first sentence: no headline stands above the text"
    assert meta["title"].startswith("Президент Казахстана Нурсултан Назарбаев")
    assert meta["source"] == "Российский Диалог"
    assert "cites" not in meta


def test_the_bare_text_has_six_paragraphs_and_none_of_the_cut_headlines():
    made = converted(BARE)
    assert [each.block.line for each in made.blocks if each.kept] == [1, 2, 3, 4, 5, 6]
    assert [len(paragraph) for paragraph in made.document.body.split("\n\n")] == [253, 318, 172, 61, 70, 137]
    assert sum(each.label is Label.JUNK for each in made.blocks) >= 24


@pytest.mark.parametrize("name", [WIRE, BARE])
@pytest.mark.parametrize("encoding", ["utf-16", "koi8-r", "cp866", "iso-8859-5", "windows-1251", "mac-cyrillic"])
def test_the_encoding_changes_nothing(name, encoding):
    text = (FOLDER / name).read_text("utf-8")
    plain = text.encode(encoding, "ignore").decode(encoding)
    again = document(plain.encode(encoding), "seeds/a.txt")
    straight = document(plain.encode("utf-8"), "seeds/a.txt")
    assert spelt(again.document).replace(again.seed.sha256, "") == spelt(straight.document).replace(
        straight.seed.sha256, ""
    )
