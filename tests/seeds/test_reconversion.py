"""A better converter reaches what nobody edited, is merged into what somebody did, and takes no typed word away."""

import hashlib
import os
import stat
import sys

import pytest
import yaml

from digest.content.frontmatter import spelt
from digest.seeds import making, version
from digest.seeds.states import Action, Case, State, action
from tests.seeds.test_folder import (
    ARTICLE,
    OTHER,
    OTHERS_ARTICLE,
    RECORD,
    SEED,
    converted,
    files,
    reasons,
)

NEW = f"{ARTICLE}.new"
OURS = ("третий пуск", "четвёртый пуск")
FIRST_LINE = ("сообщили в агентстве", "сообщили в космическом агентстве")
CLASH = (
    f"{ARTICLE}: error[clash]: you and the converter have changed the same place: your text stays as it is\n"
    f"  take what you want from {NEW}, then delete that file: the same draft is not offered again"
)


@pytest.fixture
def better(monkeypatch):
    """Makes the converter another one, which writes some words otherwise."""

    def improve(*changes: tuple[str, str]) -> None:
        def spelt_better(made):
            text = spelt(made)
            for old, new in changes:
                text = text.replace(old, new)
            return text

        monkeypatch.setattr(version, "version", lambda: f"newer: {changes}")
        monkeypatch.setattr(making, "spelt", spelt_better)

    return improve


@pytest.fixture
def site(desk):
    """A site with one article, converted."""
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    return desk


def problems(outcome):
    return [str(problem) for problem in outcome.problems]


def backup(desk):
    return desk.read(f".digest/backup/{ARTICLE}")


def stored(desk):
    return {path.removesuffix(".md"): data for path, data in desk.tree("seeds/.drafts").items()}


# what nobody edited


def test_an_unedited_draft_follows_a_better_converter_and_the_old_one_is_kept(site, better):
    old = site.read(ARTICLE)
    better(FIRST_LINE)
    outcome = converted(site)
    assert [(each.article, each.updated, each.merged) for each in outcome.converted] == [(ARTICLE, True, False)]
    assert site.read(ARTICLE) == old.replace(*FIRST_LINE)
    assert backup(site) == old
    assert converted(site).unchanged == 1


def test_a_new_seed_of_a_site_does_not_rewrite_the_drafts_of_the_others(site):
    before = files(site)
    site.write("seeds/b.txt", OTHER)
    converted(site)
    assert {path: state for path, state in files(site).items() if path in before and path != RECORD} == {
        path: state for path, state in before.items() if path != RECORD
    }


def test_the_mode_of_an_article_is_kept(site, better):
    os.chmod(site.root / ARTICLE, 0o664)
    better(FIRST_LINE)
    converted(site)
    assert stat.S_IMODE((site.root / ARTICLE).stat().st_mode) == 0o664


def test_a_draft_that_was_open_follows_the_converter_when_it_is_closed(site, better):
    mark = site.write(f"content/articles/.{ARTICLE.rpartition('/')[2]}.swp", "")
    better(FIRST_LINE)
    assert reasons(converted(site)) == [f"seeds/a.txt: {ARTICLE} is open in an editor ({mark.rpartition('/')[2]})"]
    site.delete(mark)
    assert [each.updated for each in converted(site).converted] == [True]
    assert converted(site).unchanged == 1


def test_drafts_that_were_not_named_follow_a_better_converter_later(site, better):
    site.write("seeds/b.txt", OTHER)
    converted(site)
    better(FIRST_LINE)
    assert [each.article for each in converted(site, "a.txt").converted] == [ARTICLE]
    assert [each.article for each in converted(site).converted] == [OTHERS_ARTICLE]


# what somebody edited


def test_changes_of_other_lines_are_merged_and_the_editors_file_is_kept(site, better):
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


def test_what_was_merged_once_is_what_the_next_merge_begins_with(site, better):
    site.edit(ARTICLE, *OURS)
    better(FIRST_LINE)
    converted(site)
    better(FIRST_LINE, ("связи", "телевещания"))
    converted(site)
    text = site.read(ARTICLE)
    assert all(words in text for words in (OURS[1], FIRST_LINE[1], "спутник телевещания"))
    assert list(stored(site)) == [hashlib.sha256(data).hexdigest() for data in stored(site).values()]
    assert len(stored(site)) == 1


def test_only_the_front_matter_edited_it_stays_and_the_text_follows(site, better):
    site.edit(ARTICLE, "draft: true\n", "draft: true\ntags: [Ракеты]  # моё\n")
    better(FIRST_LINE)
    converted(site)
    text = site.read(ARTICLE)
    assert "tags: [Ракеты]  # моё\n" in text
    assert FIRST_LINE[1] in text


def test_merging_needs_no_folder_that_may_be_deleted(site, better):
    site.edit(ARTICLE, *OURS)
    for path in site.tree(".digest"):
        if path != "converter":
            site.delete(f".digest/{path}")
    better(FIRST_LINE)
    assert [each.merged for each in converted(site).converted] == [True]


@pytest.mark.parametrize("lost", [True, False], ids=["lost", "changed"])
def test_without_its_first_draft_an_edited_article_is_left_alone(site, better, lost):
    site.edit(ARTICLE, *OURS)
    mine = site.read(ARTICLE)
    (name,) = stored(site)
    if lost:
        site.delete(f"seeds/.drafts/{name}.md")
    else:
        site.write(f"seeds/.drafts/{name}.md", mine)
    better(FIRST_LINE)
    outcome = converted(site)
    reason = f"{ARTICLE} was edited, and the draft it began as is not known: nothing new is merged into it"
    assert (reasons(outcome), outcome.problems) == ([f"seeds/a.txt: {reason}"], ())
    assert site.read(ARTICLE) == mine


def test_an_article_that_cannot_be_read_is_merged_when_it_is_mended(site, better):
    site.edit(ARTICLE, *OURS)
    site.edit(ARTICLE, "title: ", "title: [")
    mine = site.read(ARTICLE)
    better(FIRST_LINE)
    reason = f"seeds/a.txt: {ARTICLE} cannot be read: what is new is merged when it is mended"
    assert reasons(converted(site)) == [reason]
    assert site.read(ARTICLE) == mine
    site.edit(ARTICLE, "title: [", "title: ")
    assert [each.merged for each in converted(site).converted] == [True]


def test_an_editor_who_makes_the_same_change_has_done_the_work(site, better):
    site.edit(ARTICLE, *FIRST_LINE)
    before = site.read(ARTICLE)
    better(FIRST_LINE)
    outcome = converted(site)
    assert (outcome.converted, outcome.unchanged, outcome.problems) == ((), 1, ())
    assert site.read(ARTICLE) == before
    assert f"{ARTICLE},{hashlib.sha256(before.encode()).hexdigest()},\n" in site.read(RECORD)


def test_force_merges_a_seed_that_has_changed_into_its_edited_article(site):
    site.edit(ARTICLE, *OURS)
    site.write("seeds/a.txt", SEED.replace(*FIRST_LINE))
    assert [each.merged for each in converted(site, "a.txt", force=True).converted] == [True]
    assert OURS[1] in site.read(ARTICLE)
    assert FIRST_LINE[1] in site.read(ARTICLE)
    assert converted(site).unchanged == 1


# what both changed


@pytest.fixture
def clash(site, better):
    """An edited article beside which a draft lies."""
    site.edit(ARTICLE, *OURS)
    better(("третий пуск", "пятый пуск"))
    return site


def test_a_clash_leaves_the_editors_text_and_puts_the_draft_beside_it(clash):
    mine, theirs = clash.read(ARTICLE), clash.read(ARTICLE).replace(OURS[1], "пятый пуск")
    outcome = converted(clash)
    assert problems(outcome) == [CLASH]
    assert (clash.read(ARTICLE), clash.read(NEW)) == (mine, theirs)
    assert clash.run("convert").status == 1
    assert "<<<<" not in clash.read(ARTICLE)


def test_a_clash_is_told_until_it_is_dealt_with_and_written_once(clash):
    converted(clash)
    before = files(clash)
    assert problems(converted(clash)) == [CLASH]
    assert files(clash) == before


def test_a_draft_beside_an_article_is_read_by_nothing(clash):
    converted(clash)
    clash.edit(ARTICLE, "draft: true\n", "date: 2016-12-01\n")
    text = clash.read(ARTICLE)
    start, end = text.index("unsure:\n"), text.index("seed:\n")
    clash.write(ARTICLE, text[:start] + text[end:])
    assert clash.build().status == 0
    assert len([url for url in clash.urls("/2016/") if url.count("/") > 4 or "proton" in url]) == 1


def test_with_the_draft_beside_it_removed_the_clash_is_dealt_with(clash):
    converted(clash)
    clash.delete(NEW)
    mine = clash.read(ARTICLE)
    for _ in range(2):
        outcome = converted(clash)
        assert (outcome.unchanged, outcome.problems) == (1, ())
    assert clash.read(ARTICLE) == mine
    assert not (clash.root / NEW).exists()


@pytest.mark.parametrize("at_once", [False, True])
def test_a_clash_that_was_dealt_with_does_not_come_back_with_the_next_converter(clash, better, at_once):
    converted(clash)
    clash.delete(NEW)
    if not at_once:
        converted(clash)
    better(("третий пуск", "пятый пуск"), FIRST_LINE)
    outcome = converted(clash)
    assert ([each.merged for each in outcome.converted], outcome.problems) == ([True], ())
    assert OURS[1] in clash.read(ARTICLE)
    assert FIRST_LINE[1] in clash.read(ARTICLE)


@pytest.mark.parametrize("at_once", [False, True])
def test_a_clash_that_was_dealt_with_is_not_asked_again_when_a_rule_comes_and_goes(clash, better, at_once):
    converted(clash)
    clash.delete(NEW)
    mine = clash.read(ARTICLE)
    if not at_once:
        converted(clash)
    for changes in [(), (("третий пуск", "пятый пуск"),)] * 2:
        better(*changes)
        outcome = converted(clash)
        assert (outcome.unchanged, outcome.skipped, outcome.problems) == (1, (), ())
        assert clash.read(ARTICLE) == mine
        assert not (clash.root / NEW).exists()


def test_what_is_new_elsewhere_is_merged_though_the_clash_was_dealt_with(clash, better):
    converted(clash)
    clash.delete(NEW)
    better(("третий пуск", "пятый пуск"), FIRST_LINE)
    converted(clash)
    assert FIRST_LINE[1] in clash.read(ARTICLE)
    better()
    outcome = converted(clash)
    assert ([each.merged for each in outcome.converted], outcome.problems) == ([True], ())
    assert FIRST_LINE[1] not in clash.read(ARTICLE)
    assert OURS[1] in clash.read(ARTICLE)


def test_another_text_in_the_same_place_is_asked_about(clash, better):
    converted(clash)
    clash.delete(NEW)
    better(("третий пуск", "шестой пуск"))
    assert problems(converted(clash)) == [CLASH]


def test_a_clash_of_keys_that_was_dealt_with_is_not_asked_again(site, better):
    _, front, body = site.read(ARTICLE).split("---\n", 2)
    site.write(ARTICLE, f"---\n{yaml.safe_load(front)}\n---\n{body}")
    changes = ("title: Протон вывел", "title: Протон-М вывел")
    better(changes)
    assert problems(converted(site)) == [CLASH]
    site.delete(NEW)
    mine = site.read(ARTICLE)
    for each in [(), (changes,)]:
        converted(site)
        better(*each)
        assert converted(site).problems == ()
    assert site.read(ARTICLE) == mine


def test_an_editor_who_takes_the_draft_over_need_not_remove_it(clash):
    converted(clash)
    clash.write(ARTICLE, clash.read(NEW))
    outcome = converted(clash)
    assert (outcome.unchanged, outcome.problems) == (1, ())
    assert not (clash.root / NEW).exists()


def test_an_editor_who_goes_back_lets_the_draft_in(clash):
    converted(clash)
    clash.edit(ARTICLE, *reversed(OURS))
    assert [each.article for each in converted(clash).converted] == [ARTICLE]
    assert "пятый пуск" in clash.read(ARTICLE)
    assert not (clash.root / NEW).exists()
    assert converted(clash).unchanged == 1


def test_a_newer_draft_takes_the_place_of_the_one_beside_the_article(clash, better):
    converted(clash)
    better(("третий пуск", "шестой пуск"))
    assert problems(converted(clash)) == [CLASH]
    assert "шестой пуск" in clash.read(NEW)
    assert OURS[1] in clash.read(ARTICLE)


def test_a_clash_that_the_converter_takes_back_is_gone(clash, better):
    converted(clash)
    better()
    outcome = converted(clash)
    assert (outcome.unchanged, outcome.problems) == (1, ())
    assert not (clash.root / NEW).exists()
    assert OURS[1] in clash.read(ARTICLE)


def test_an_article_that_is_deleted_takes_the_draft_beside_it_along(clash):
    converted(clash)
    clash.delete(ARTICLE)
    assert converted(clash).problems == ()
    assert clash.tree("content/articles") == {}


def emptied(desk):
    desk.write(ARTICLE, "")


def deleted(desk):
    desk.delete(ARTICLE)


def deleted_with_its_seed(desk):
    desk.delete(ARTICLE)
    desk.delete("seeds/a.txt")


def spiked(desk):
    desk.delete(ARTICLE)
    assert desk.run("spike", "seeds/a.txt").status == 0


def unedited_with_its_seed_gone(desk):
    desk.edit(ARTICLE, *reversed(OURS))
    desk.delete("seeds/a.txt")


def unedited_with_its_seed_changed(desk):
    desk.edit(ARTICLE, *reversed(OURS))
    desk.write("seeds/a.txt", SEED.replace("1295", "1296"))


ENDS = [emptied, deleted, deleted_with_its_seed, spiked, unedited_with_its_seed_gone, unedited_with_its_seed_changed]


@pytest.mark.parametrize("end", ENDS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("edited", [False, True])
def test_a_draft_beside_an_article_goes_with_what_it_was_for_unless_somebody_wrote_in_it(clash, end, edited):
    converted(clash)
    if edited:
        clash.edit(NEW, "пятый пуск", "пятый или шестой пуск")
    end(clash)
    for _ in range(2):
        outcome = converted(clash)
        assert not [each for each in outcome.problems if each.code == "clash"]
    assert (clash.root / NEW).exists() == edited


def test_a_dry_run_leaves_the_draft_beside_a_deleted_article(clash):
    converted(clash)
    clash.delete(ARTICLE)
    before = files(clash)
    converted(clash, dry_run=True)
    clash.run("spike", "seeds/a.txt", "--dry-run")
    assert files(clash) == before


def test_what_an_editor_wrote_beside_the_article_is_never_written_over(clash, better):
    clash.write(NEW, "мои заметки")
    (problem,) = converted(clash).problems
    assert str(problem) == (
        f"{NEW}: error[clash]: this file was not written by the converter\n"
        f"  the newest draft clashes with {ARTICLE}, and would be put there: remove the file or rename it"
    )
    assert clash.read(NEW) == "мои заметки"
    clash.delete(NEW)
    assert problems(converted(clash, "a.txt", force=True)) == [CLASH]
    clash.write(NEW, clash.read(NEW) + "и мои слова")
    better(("третий пуск", "шестой пуск"))
    converted(clash)
    assert clash.read(NEW).endswith("и мои слова")


def test_a_dry_run_tells_of_merges_and_clashes_and_touches_nothing(clash, better):
    before = files(clash)
    assert problems(converted(clash, dry_run=True)) == [CLASH]
    better(FIRST_LINE)
    assert [each.merged for each in converted(clash, dry_run=True).converted] == [True]
    assert files(clash) == before


def test_a_clash_is_told_while_the_editor_has_the_article_open(clash):
    converted(clash)
    clash.write(f"content/articles/.{ARTICLE.rpartition('/')[2]}.swp", "")
    assert problems(converted(clash)) == [CLASH]


def test_an_edited_article_that_is_open_is_merged_when_it_is_closed(site, better):
    site.edit(ARTICLE, *OURS)
    mark = site.write(f"content/articles/.{ARTICLE.rpartition('/')[2]}.swp", "")
    better(FIRST_LINE)
    assert reasons(converted(site)) == [f"seeds/a.txt: {ARTICLE} is open in an editor ({mark.rpartition('/')[2]})"]
    site.delete(mark)
    assert [each.merged for each in converted(site).converted] == [True]


# saved in the same moment


@pytest.mark.parametrize("edited", [False, True], ids=["an untouched draft", "an edited one"])
def test_an_editor_who_saves_while_the_draft_is_replaced_wins(site, better, edited):
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


def test_what_a_killed_run_was_exchanging_is_put_by(site):
    site.write("content/articles/.a.md.digest-put-4711", "сохранено в тот самый миг")
    converted(site)
    assert site.read(".digest/backup/content/articles/a.md.digest-put-4711") == "сохранено в тот самый миг"


# what a killed run leaves, and two at once


def test_drafts_that_a_killed_run_has_left_are_swept(site):
    left = site.write(f"seeds/.drafts/{'a' * 64}.md", "half of a draft")
    mine = site.write("seeds/.drafts/notes.md", "мои заметки")
    site.run("convert", "--dry-run")
    assert (site.root / left).exists()
    converted(site)
    assert not (site.root / left).exists()
    assert (site.root / mine).exists()
    assert set(stored(site)) == {hashlib.sha256((site.root / ARTICLE).read_bytes()).hexdigest(), "notes"}


def test_no_draft_is_swept_while_the_record_is_lost_or_a_merge_of_it_is_open(site):
    before = stored(site)
    record = site.read(RECORD)
    site.write(RECORD, "")
    site.delete(ARTICLE)
    converted(site)
    assert stored(site) == before
    header, row = record.splitlines()
    other = row.replace(next(iter(before)), "b" * 64)
    left = site.write(f"seeds/.drafts/{'b' * 64}.md", "theirs")
    site.write(RECORD, f"{header}\n<<<<<<< ours\n{row}\n=======\n{other}\n>>>>>>> theirs\n")
    site.run("convert", "nothing.txt")
    assert (site.root / left).exists()


def test_two_conversions_at_once_make_one_of_each(desk):
    for name, rocket in {"a": "Протон", "b": "Союз", "c": "Рокот"}.items():
        desk.write(f"seeds/{name}.txt", SEED.replace("Протон", rocket))
    runs = [desk.spawn("convert") for _ in range(2)]
    assert sorted("3 new seeds" in run.communicate()[0] for run in runs) == [False, True]
    assert len(desk.tree("content/articles")) == 3


# lost and broken


def test_a_lost_record_makes_every_article_its_editors(site, better):
    site.edit(ARTICLE, *OURS)
    site.delete(RECORD)
    converted(site)
    mine = site.read(ARTICLE)
    better(FIRST_LINE)
    assert converted(site).converted == ()
    assert site.read(ARTICLE) == mine


def test_a_record_of_four_columns_is_read(site):
    rows = [",".join(line.split(",")[:4]) for line in site.read(RECORD).splitlines()]
    site.write(RECORD, "\n".join(rows) + "\n")
    before = files(site)
    assert converted(site).unchanged == 1
    assert files(site) == before


def test_the_folder_of_first_drafts_is_no_link(site, tmp_path, better):
    from digest.errors import DigestError

    for path in site.tree("seeds/.drafts"):
        site.delete(f"seeds/.drafts/{path}")
    (site.root / "seeds/.drafts").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (site.root / "seeds/.drafts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError) as error:
        converted(site)
    assert str(error.value) == "seeds/.drafts: error[file]: a symbolic link is not followed\n  make it a real folder"


# the table

DUE = Case(State.EDITED, due=True)


@pytest.mark.parametrize(
    ("case", "done"),
    [
        (Case(State.NEW), Action.CREATE),
        (Case(State.CLAIMED), Action.ADOPT),
        (Case(State.CLAIMED, changed=True), Action.TELL),
        (Case(State.CONVERTED), Action.LEAVE),
        (Case(State.CONVERTED, due=True), Action.UPDATE),
        (Case(State.CONVERTED, named=True), Action.LEAVE),
        (Case(State.CONVERTED, named=True, forced=True), Action.UPDATE),
        (Case(State.CONVERTED, due=True, changed=True), Action.TELL),
        (Case(State.CONVERTED, changed=True, named=True, forced=True), Action.UPDATE),
        (Case(State.CONVERTED, due=True, copy=True), Action.TELL),
        (Case(State.EDITED), Action.LEAVE),
        (Case(State.EDITED, due=True), Action.MERGE),
        (Case(State.EDITED, due=True, changed=True), Action.TELL),
        (Case(State.EDITED, named=True, forced=True), Action.MERGE),
        (Case(State.CONFLICTING), Action.SETTLE),
        (Case(State.CONFLICTING, due=True), Action.MERGE),
        (Case(State.DELETED), Action.LEAVE),
        (Case(State.DELETED, due=True), Action.LEAVE),
        (Case(State.DELETED, named=True), Action.TELL),
        (Case(State.DELETED, named=True, forced=True), Action.RESTORE),
        (Case(State.SPIKED), Action.LEAVE),
        (Case(State.SPIKED, named=True, forced=True), Action.TELL),
        (Case(State.REPRINT), Action.LEAVE),
        (Case(State.REPRINT, named=True), Action.TELL),
        (Case(State.REPRINT, named=True, forced=True), Action.CREATE),
        (Case(State.WAITING), Action.TELL),
        (Case(State.WAITING, named=True), Action.CREATE),
    ],
    ids=str,
)
def test_what_is_done_with_a_seed(case, done):
    assert action(case) is done
