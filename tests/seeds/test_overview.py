"""An editor sees what has become of each seed, and puts aside those that are not wanted."""

import json

import pytest

from tests.seeds.test_folder import (
    ARTICLE,
    OTHER,
    OTHERS_ARTICLE,
    RECORD,
    SEED,
    converted,
    files,
    reasons,
    sha256,
)

THIRD = SEED.replace("Протон", "Рокот").replace("третий", "шестой")


@pytest.fixture
def site(desk):
    """A site with two seeds converted, and one new."""
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", OTHER)
    converted(desk)
    desk.write("seeds/c.txt", THIRD)
    return desk


def states(desk):
    return {each["seed"]: each["state"] for each in desk.run("seeds", "--json").json["seeds"]}


def test_a_seed_that_was_spiked_is_not_offered_again(site):
    outcome = site.run("spike", "c.txt")
    assert (outcome.status, outcome.out) == (
        0,
        "Not offered again (`spike --undo` takes that back):\n  seeds/c.txt\n",
    )
    assert f"seeds/c.txt,{sha256(THIRD)},,,spiked\n" in site.read(RECORD)
    outcome = converted(site)
    assert (outcome.converted, outcome.skipped, outcome.unchanged) == ((), (), 3)
    assert states(site)["seeds/c.txt"] == "spiked"


@pytest.mark.parametrize("force", [False, True])
def test_a_seed_that_was_spiked_says_so_when_it_is_named(site, force):
    site.run("spike", "c.txt")
    assert reasons(converted(site, "c.txt", force=force)) == [
        "seeds/c.txt: it was spiked; spike --undo takes that back"
    ]


def test_a_spike_holds_when_the_seed_changes_or_goes_by_another_name(site):
    site.run("spike", "c.txt")
    site.write("seeds/c.txt", THIRD + "\nИ ещё строка.\n")
    site.write("seeds/d.txt", THIRD)
    assert converted(site).converted == ()


def test_a_spike_is_taken_back(site):
    site.run("spike", "c.txt")
    outcome = site.run("spike", "c.txt", "--undo")
    assert (outcome.status, outcome.out) == (0, "Taken back:\n  seeds/c.txt\n")
    assert [each.seed for each in converted(site).converted] == ["seeds/c.txt"]


def test_a_seed_whose_article_was_deleted_stays_so_when_its_spike_is_taken_back(site):
    site.delete(ARTICLE)
    before = site.read(RECORD)
    site.run("spike", "a.txt")
    assert reasons(converted(site, "a.txt", force=True)) == ["seeds/a.txt: it was spiked; spike --undo takes that back"]
    site.run("spike", "a.txt", "--undo")
    assert site.read(RECORD).startswith(before.partition("\nseeds/c")[0])
    assert states(site)["seeds/a.txt"] == "deleted"


def test_a_seed_that_has_an_article_is_not_spiked(site):
    outcome = site.run("spike", "a.txt", "c.txt")
    assert outcome.status == 1
    assert outcome.err == (
        f"seeds/a.txt: error[spike]: it has become {ARTICLE}\n"
        "  delete the article, if you do not want it: it does not come back\n\n"
        "1 error, 0 warnings\n"
    )
    assert (states(site)["seeds/a.txt"], states(site)["seeds/c.txt"]) == ("converted", "spiked")


def test_what_was_never_spiked_need_not_be_taken_back(site):
    outcome = site.run("spike", "--undo", "c.txt")
    assert (outcome.status, outcome.out, outcome.err) == (0, "Nothing to do.\n", "")


def test_a_seed_that_one_side_of_a_merge_has_spiked_stays_so(site):
    row = f"seeds/c.txt,{sha256(THIRD)},,,"
    site.write(RECORD, site.read(RECORD) + f"<<<<<<< HEAD\n{row}\n=======\n{row}spiked\n>>>>>>> branch\n")
    assert converted(site).converted == ()
    assert states(site)["seeds/c.txt"] == "spiked"


def test_one_item_of_a_list_can_be_spiked(desk):
    items = [{"id": "one", "text": SEED}, {"id": "two", "text": OTHER}]
    desk.write("seeds/wire.json", json.dumps(items, ensure_ascii=False))
    assert desk.run("spike", "seeds/wire.json#two").status == 0
    assert [each.seed for each in converted(desk).converted] == ["seeds/wire.json#one"]
    assert desk.run("spike", "seeds/wire.json#three").err == (
        "error[seed]: there is no article seeds/wire.json#three\n  did you mean `seeds/wire.json#two`?\n"
    )


def test_a_dry_run_spikes_nothing(site):
    before = files(site)
    assert "seeds/c.txt" in site.run("spike", "c.txt", "--dry-run").out
    assert files(site) == before


def test_a_lost_record_is_not_begun_anew_by_a_spike(site):
    site.delete(RECORD)
    outcome = site.run("spike", "c.txt")
    assert outcome.status == 1
    assert outcome.err == (
        f"{RECORD}: error[record]: the record of conversions was lost\n"
        "  restore it from git, or convert, which makes it anew\n"
    )
    assert set(states(site).values()) == {"edited", "waiting"}


def test_seeds_are_listed_by_what_has_become_of_them(site):
    site.edit(OTHERS_ARTICLE, "пятый", "десятый")
    site.write("seeds/d.txt", SEED)
    assert site.run("seeds").out == ("     1  new\n        seeds/c.txt\n     2  converted\n     1  edited\n")
    assert site.run("seeds", "--verbose").out == (
        "     1  new\n        seeds/c.txt\n"
        f"     2  converted\n        seeds/a.txt -> {ARTICLE}\n        seeds/d.txt -> {ARTICLE} (a copy)\n"
        f"     1  edited\n        seeds/b.txt -> {OTHERS_ARTICLE}\n"
    )


def test_a_renamed_article_is_an_edited_one_and_a_deleted_one_is_deleted(site):
    (site.root / ARTICLE).rename(site.root / "content/articles/proton.md")
    site.delete(OTHERS_ARTICLE)
    site.write("seeds/b.txt", OTHER + "Ещё слово.\n")
    seen = {each["seed"]: each for each in site.run("seeds", "--json").json["seeds"]}
    assert seen["seeds/a.txt"] == {
        "seed": "seeds/a.txt", "state": "edited", "article": "content/articles/proton.md",
        "changed": False, "copy": False,
    }  # fmt: skip
    assert (seen["seeds/b.txt"]["state"], seen["seeds/b.txt"]["changed"]) == ("deleted", True)


def test_where_there_are_no_seeds_the_list_says_so(desk):
    assert desk.run("seeds").out == "There are no seeds.\n"


def test_files_that_are_no_seeds_are_named_by_the_list(site):
    site.write("seeds/e.png", b"\x89PNG")
    outcome = site.run("seeds")
    assert outcome.status == 1
    assert outcome.err.startswith("seeds/e.png: error[seed-kind]: this kind of file is not converted\n")


def test_the_list_touches_nothing(site):
    before = files(site)
    site.run("seeds")
    assert files(site) == before
