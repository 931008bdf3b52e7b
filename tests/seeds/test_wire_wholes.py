"""A wire that is taken for one article later, or was once; and what an editor did not want of one."""

import pytest

from digest.seeds import record
from tests.seeds.test_folder import articles, converted, reasons, sha256
from tests.seeds.test_wire import AFTER, COMET, HEADLINES, MARS, MOON, ONE_LINE, VENUS

DRAFTS = [
    f"content/articles/{name}.md"
    for name in ("luna-9-sela-v-okeane-bur", "snimki-marsa-peredany-na-zemlyu", "s-venery-prishyol-pervyy-signal")
]
WHOLE = f"""Три аппарата за один день

{MOON}

{AFTER}

{MARS}

{VENUS}
"""


@pytest.fixture
def divided(desk):
    """A site whose wire has become three drafts, and is then edited so that it is one article."""
    desk.write("seeds/lenta.txt", ONE_LINE)
    assert [article for _, article in articles(converted(desk))] == DRAFTS
    desk.write("seeds/lenta.txt", WHOLE)
    return desk


TOLD = (
    f"seeds/lenta.txt: its items became {', '.join(sorted(DRAFTS))} while it was a wire, "
    "and 85 % of it stands in these; with --force it is converted as a whole"
)


def test_a_wire_that_is_one_article_now_is_named_once_and_its_drafts_stay(divided):
    before = divided.tree("content")
    outcome = converted(divided)
    assert (outcome.converted, reasons(outcome)) == ((), [TOLD])
    assert (converted(divided).converted, reasons(converted(divided))) == ((), [])
    assert divided.tree("content") == before


def test_what_an_editor_made_of_its_items_is_not_offered_again(divided):
    divided.write(DRAFTS[0], divided.read(DRAFTS[0]).replace(MOON, "Луна стала ближе.").replace(AFTER, "Сигнал слаб."))
    divided.delete(DRAFTS[1])
    before = divided.tree("content")
    assert reasons(converted(divided)) == [TOLD]
    assert divided.tree("content") == before


def test_an_article_of_an_item_is_told_that_its_wire_has_changed(divided):
    converted(divided)
    told = divided.run("explain", DRAFTS[0]).err
    assert ": it has changed since" in told
    assert told.endswith("convert --explain seeds/lenta.txt\n")


def test_with_force_it_becomes_an_article_beside_those_of_its_items(divided):
    converted(divided)
    before = divided.tree("content")
    outcome = converted(divided, "lenta.txt", force=True)
    assert [article for _, article in articles(outcome)] == ["content/articles/tri-apparata-za-odin-den.md"]
    assert before.items() <= divided.tree("content").items()


def test_a_new_article_that_only_says_an_item_again_is_converted_with_a_warning(divided):
    new = "\n\n".join(f"{COMET} Это было {year} лет назад, {year * 365} дней." for year in range(31, 40))
    divided.write("seeds/lenta.txt", f"Комета Галлея вернётся нескоро\n\n{new}\n\n{MARS}\n")
    outcome = converted(divided)
    assert len(outcome.converted) == 1
    assert f"it says again what became {DRAFTS[1]} while it was a wire" in [each.message for each in outcome.problems]


def test_a_new_article_under_the_name_of_a_wire_is_converted(divided):
    divided.write("seeds/lenta.txt", f"Комета Галлея снята вблизи\n\n{COMET}\n")
    outcome = converted(divided)
    assert (len(outcome.converted), outcome.problems) == (1, ())


def test_when_it_is_a_wire_again_its_items_are_what_they_were_and_new_ones_are_articles(divided):
    converted(divided)
    divided.delete(DRAFTS[0])
    divided.write("seeds/lenta.txt", NEWER)
    outcome = converted(divided)
    assert [article for _, article in articles(outcome)] == [NEW]
    assert (outcome.unchanged, outcome.skipped) == (3, ())


NEW = "content/articles/kometa-galleya-snyata-vblizi.md"
NEWER = ONE_LINE.replace("18:45", f"19:20 Комета Галлея снята вблизи\n{COMET}\nПодробнее\n18:45", 1)


@pytest.mark.parametrize("fate", ["edited", "deleted"])
def test_what_stood_in_an_article_before_its_file_became_a_wire_is_not_published_twice(desk, fate):
    desk.write("seeds/lenta.txt", WHOLE)
    (article,) = [article for _, article in articles(converted(desk))]
    if fate == "edited":
        desk.write(article, desk.read(article).replace("мягкую посадку", "первую посадку").replace("снимок", "кадр"))
    else:
        desk.delete(article)
    desk.write("seeds/lenta.txt", NEWER)
    outcome = converted(desk)
    assert [article for _, article in articles(outcome)] == [NEW]
    assert len(outcome.skipped) == 3
    assert converted(desk).skipped == ()


def test_a_seed_that_was_renamed_is_known_when_it_changes(desk):
    desk.write("seeds/lenta.txt", ONE_LINE)
    converted(desk)
    (desk.root / "seeds/lenta.txt").rename(desk.root / "seeds/3.txt")
    assert converted(desk).unchanged == 3
    desk.write("seeds/3.txt", ONE_LINE.replace(MARS, f"{MARS} {COMET}"))
    outcome = converted(desk)
    assert outcome.converted == ()
    assert [each.split(" ", 1)[1] for each in reasons(outcome)] == [
        f"it has changed since it became {DRAFTS[1]}, which stays as it is"
    ]


@pytest.mark.parametrize("how", ["each item", "all of its file"])
def test_a_reprint_of_one_item_of_a_spiked_wire_is_told(desk, how):
    desk.write("seeds/lenta.txt", ONE_LINE)
    if how == "each item":
        assert desk.run("spike", "seeds/lenta.txt").status == 0
    else:  # by a version that took it for one article
        record.write(desk.root, [record.Row("seeds/lenta.txt", sha256(ONE_LINE), "", "", record.SPIKED)])
    desk.write("seeds/b.txt", f"{HEADLINES[1]}\n\n{MARS}\n")
    outcome = converted(desk)
    assert (outcome.converted, len(outcome.skipped)) == ((), 1)
    assert reasons(outcome)[0].startswith("seeds/b.txt: the same text as seeds/lenta.txt#snimki-marsa")
    assert reasons(outcome)[0].endswith(", which was spiked")


def test_a_reprint_of_one_item_of_what_may_be_a_wire_and_was_spiked_is_told(desk):
    desk.write("seeds/lenta.txt", ONE_LINE.replace("12:04", "19:04"))
    assert desk.run("spike", "seeds/lenta.txt").status == 0
    desk.write("seeds/b.txt", f"{HEADLINES[1]}\n\n{MARS}\n")
    outcome = converted(desk)
    assert outcome.converted == ()
    assert reasons(outcome)[0].startswith("seeds/b.txt: reprint of seeds/lenta.txt (100 % of its words,")
