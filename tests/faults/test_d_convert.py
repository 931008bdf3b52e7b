"""The editor's work is never lost: what a conversion does with what somebody has edited, moved, deleted or saves."""

# ruff: noqa: F811 (fixtures are told by their names)

import sys

import pytest

from digest.errors import DigestError
from digest.seeds import making, version
from tests.seeds.test_folder import ARTICLE, HEADER, RECORD, SEED, articles, converted, files, reasons
from tests.seeds.test_reconversion import (  # noqa: F401
    CLASH,
    FIRST_LINE,
    NEW,
    OURS,
    backup,
    better,
    clash,
    problems,
    site,
)


def test_d1_an_edited_article_is_left_alone(desk, monkeypatch):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.edit(ARTICLE, "третий пуск", "четвёртый пуск")
    before = files(desk)
    monkeypatch.setattr(version, "version", lambda: "newer")
    outcome = converted(desk)
    assert (outcome.unchanged, files(desk)) == (1, before)


def test_d1_nor_is_it_where_that_is_forced_and_so_it_is_said(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.edit(ARTICLE, "третий пуск", "четвёртый пуск")
    before = files(desk)
    outcome = converted(desk, "a.txt", force=True)
    assert reasons(outcome) == [f"seeds/a.txt: {ARTICLE} was edited: it is not overwritten"]
    assert files(desk) == before


def test_d2_an_unedited_draft_follows_a_better_converter(desk, monkeypatch):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    old = desk.read(ARTICLE)
    monkeypatch.setattr(version, "version", lambda: "newer")
    monkeypatch.setattr(making, "spelt", lambda made: f"---\ntitle: {made.meta['title']}\n---\n\nЛучше.\n")
    outcome = converted(desk)
    assert [(each.article, each.updated) for each in outcome.converted] == [(ARTICLE, True)]
    assert desk.read(ARTICLE).endswith("Лучше.\n")
    assert backup(desk) == old
    assert converted(desk).unchanged == 1


def test_d3_d19_changes_of_other_lines_are_merged_and_the_editors_file_is_kept(site, better):
    site.edit(ARTICLE, *OURS)
    mine = site.read(ARTICLE)
    better(FIRST_LINE)
    outcome = converted(site)
    assert [(each.article, each.updated, each.merged) for each in outcome.converted] == [(ARTICLE, False, True)]
    assert site.read(ARTICLE) == mine.replace(*FIRST_LINE)
    assert backup(site) == mine
    before = files(site)
    assert converted(site).unchanged == 1
    assert files(site) == before


def test_d4_a_clash_leaves_the_editors_text_and_puts_the_draft_beside_it(clash):
    mine, theirs = clash.read(ARTICLE), clash.read(ARTICLE).replace(OURS[1], "пятый пуск")
    outcome = converted(clash)
    assert problems(outcome) == [CLASH]
    assert (clash.read(ARTICLE), clash.read(NEW)) == (mine, theirs)
    assert clash.run("convert").status == 1
    assert "<<<<" not in clash.read(ARTICLE)


def test_d5_only_the_front_matter_edited_it_stays_and_the_text_follows(site, better):
    site.edit(ARTICLE, "draft: true\n", "draft: true\ntags: [Ракеты]  # моё\n")
    better(FIRST_LINE)
    converted(site)
    text = site.read(ARTICLE)
    assert "tags: [Ракеты]  # моё\n" in text
    assert FIRST_LINE[1] in text


def test_d6_a_deleted_article_stays_deleted(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.delete(ARTICLE)
    assert articles(converted(desk)) == []
    assert not (desk.root / ARTICLE).exists()


def test_d6_force_brings_a_deleted_article_back(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    before = desk.read(ARTICLE)
    desk.delete(ARTICLE)
    assert articles(converted(desk, "seeds/a.txt", force=True)) == [("seeds/a.txt", ARTICLE)]
    assert desk.read(ARTICLE) == before


def test_d7_a_renamed_article_is_known_by_its_seed(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    (desk.root / ARTICLE).rename(desk.root / "content/articles/proton.md")
    before = files(desk)
    assert converted(desk).unchanged == 1
    assert reasons(converted(desk, "a.txt", force=True)) == [
        "seeds/a.txt: its article is content/articles/proton.md now: it is not overwritten"
    ]
    assert files(desk) == before


def test_d8_a_seed_may_be_deleted_or_renamed(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    (desk.root / "seeds/a.txt").rename(desk.root / "seeds/z.txt")
    outcome = converted(desk)
    assert (outcome.unchanged, outcome.converted, outcome.skipped) == (1, (), ())
    desk.delete("seeds/z.txt")
    assert converted(desk).unchanged == 0
    assert (desk.root / ARTICLE).exists()


def test_d9_a_seed_that_changed_is_reported_and_its_article_stays(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.write("seeds/a.txt", SEED.replace("третий", "пятый"))
    before = files(desk)
    assert reasons(converted(desk)) == [f"seeds/a.txt: it has changed since it became {ARTICLE}, which stays as it is"]
    assert files(desk) == before


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "a,b,c,d",
        f"seeds/a.txt,{'0' * 64},content/../../etc/passwd.md,",
        f"seeds/a.txt,{'0' * 63},{ARTICLE},",
        f'"seeds/a.txt,{"0" * 64},{ARTICLE},',
        f"seeds/a.txt,{'0' * 64},{ARTICLE},,nonsense",
        f"seeds/a.txt,{'0' * 64},{ARTICLE},,,",
        f"seeds/a.txt,{'0' * 64},,,settled",
        f"seeds/a.txt,{'0' * 64},,{'0' * 64}",
    ],
)
def test_d10_a_line_of_the_record_that_makes_no_sense_stops_everything(desk, line):
    desk.write("seeds/a.txt", SEED)
    desk.write(RECORD, f"{HEADER}{line}\n")
    with pytest.raises(DigestError) as error:
        converted(desk)
    assert str(error.value) == (
        f"{RECORD}:2: error[record]: this is not a line of the record: it holds {HEADER.strip().replace(',', ', ')}\n"
        f"  2 | {line}\n"
        "  mend the line, or restore the file from git; nothing is converted before, so that nothing comes back"
    )
    assert not (desk.root / ARTICLE).exists()


def test_d10_a_merge_that_git_left_open_is_read_as_both_its_sides(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED.replace("Протон", "Союз").replace("третий", "пятый"))
    converted(desk)
    header, one, other = desk.read(RECORD).splitlines()
    desk.write(RECORD, f"{header}\n<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> branch\n")
    for path in desk.tree("content/articles"):
        desk.delete(f"content/articles/{path}")
    outcome = converted(desk)
    assert (outcome.unchanged, outcome.converted) == (2, ())


def test_d10_with_the_record_lost_every_article_counts_as_edited(desk, monkeypatch):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.edit(ARTICLE, "третий пуск", "четвёртый пуск")
    desk.delete(RECORD)
    assert converted(desk).unchanged == 1
    assert desk.read(RECORD).endswith(f"{ARTICLE},,\n")
    monkeypatch.setattr(version, "version", lambda: "newer")
    assert converted(desk).converted == ()
    assert "четвёртый" in desk.read(ARTICLE)


@pytest.mark.parametrize("edited", [False, True], ids=["an untouched draft", "an edited one"])
def test_d11_an_editor_who_saves_while_the_draft_is_replaced_wins(site, better, edited):
    if edited:
        site.edit(ARTICLE, *OURS)
    better(FIRST_LINE)
    path, theirs = str(site.root / ARTICLE), site.read(ARTICLE) + "\nСохранено только что.\n"

    def save_just_then(event, arguments):
        if armed and event == "os.chmod" and "digest-put" in str(arguments[0]):
            armed.clear()
            with open(path, "w", encoding="utf-8") as file:
                file.write(theirs)

    armed = [True]
    sys.addaudithook(save_just_then)
    outcome = converted(site)
    assert armed == []
    assert reasons(outcome) == [f"seeds/a.txt: {ARTICLE} was edited just now: it is not overwritten"]
    assert site.read(ARTICLE) == theirs
    assert list(site.tree("content/articles")) == [ARTICLE.rpartition("/")[2]]
    assert [each.merged for each in converted(site).converted] == [True]
    assert "Сохранено только что." in site.read(ARTICLE)


@pytest.mark.parametrize("mark", [".{}.swp", ".#{}", "~${}", ".{}.kate-swp"])
def test_d12_a_file_that_an_editor_has_open_is_left_alone(desk, mark):
    name = ARTICLE.rpartition("/")[2]
    desk.write("seeds/a.txt", SEED)
    desk.write(f"content/articles/{mark.format(name)}", "")
    assert reasons(converted(desk)) == [f"seeds/a.txt: {ARTICLE} is open in an editor ({mark.format(name)})"]
    desk.delete(f"content/articles/{mark.format(name)}")
    assert articles(converted(desk)) == [("seeds/a.txt", ARTICLE)]
