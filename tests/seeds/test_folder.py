"""The editor's work is never lost: what `convert` does with a folder of seeds, today and on every later day."""

import datetime
import hashlib
import subprocess
from pathlib import Path

import pytest

from digest.errors import DigestError, UsageError
from digest.seeds import making, version, writing
from digest.seeds.convert import convert
from digest.settings import settings
from digest.text import short_hash
from tests.desk import REPOSITORY

BODY = (
    "Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, сообщили в агентстве.\n\n"
    "Это был третий пуск за год. Следующий намечен на осень, когда закончится ремонт стартового стола."
)
SEED = f"Войти\n\nПротон вывел спутник связи на орбиту\n\n1295\n\n{BODY}\n"
ARTICLE = "content/articles/proton-vyvel-sputnik-svyazi-na-orbitu.md"
RECORD = "seeds/converted.csv"
HEADER = "seed,sha256,article,draft_sha256,state\n"


def converted(desk, *only, **flags):
    site = settings(desk.root, {}, {}, datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    return convert(site, only=only, **flags)


def articles(outcome):
    return [(each.seed, each.article) for each in outcome.converted]


def reasons(outcome):
    return [f"{skip.seed}: {skip.reason}" for skip in outcome.skipped]


def files(desk):
    """Every file of the site with its bytes and its time, but for what the program may forget."""
    paths = (path for path in desk.root.rglob("*") if path.is_file() and ".digest" not in path.parts)
    return {str(path.relative_to(desk.root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_seed_becomes_a_draft(desk):
    desk.write("seeds/a.txt", SEED)
    outcome = converted(desk)
    assert articles(outcome) == [("seeds/a.txt", ARTICLE)]
    assert outcome.converted[0].unsure == ("date", "source")
    assert desk.read(ARTICLE) == (
        "---\n"
        "title: Протон вывел спутник связи на орбиту\n"
        "draft: true\n"
        "unsure:\n"
        "  date: 'not found: no day of publication stands in the seed; look it up and write it'\n"
        "  source: 'not found: no outlet speaks of itself in the seed; who published it first?'\n"
        "seed:\n"
        "  file: seeds/a.txt\n"
        f"  sha256: {sha256(SEED)}\n"
        "  lines: 7 9\n"
        "---\n\n"
        f"{BODY}\n"
    )
    assert desk.read(RECORD) == (f"{HEADER}seeds/a.txt,{sha256(SEED)},{ARTICLE},{sha256(desk.read(ARTICLE))},\n")


def test_a_draft_can_be_built(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    assert desk.build().status == 0


def test_an_editors_own_file_of_that_name_is_never_overwritten(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write(ARTICLE, "---\ntitle: Моё\ndate: 2020-01-01\n---\n\nМоё.\n")
    ((_, article),) = articles(converted(desk))
    assert article != ARTICLE
    assert desk.read(ARTICLE).endswith("Моё.\n")


def test_a_seed_whose_file_names_are_all_taken_is_named_and_the_rest_is_converted(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED.replace("Протон", "Союз").replace("третий", "пятый"))
    mine = "---\ntitle: Моё\ndate: 2020-01-01\n---\n\nМоё.\n"
    for name in (ARTICLE, ARTICLE.replace(".md", f"-{short_hash(sha256(SEED))}.md")):
        desk.write(name, mine)
    outcome = converted(desk)
    assert [each.seed for each in outcome.converted] == ["seeds/b.txt"]
    assert [str(problem) for problem in outcome.problems] == [
        f"seeds/a.txt: error[taken]: {ARTICLE} and its namesake exist already\n  rename one of them"
    ]


def test_an_article_saved_in_the_same_moment_wins(desk, monkeypatch):
    desk.write("seeds/a.txt", SEED)

    def just_then(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / Path(ARTICLE).name).write_text("theirs")
        return False

    monkeypatch.setattr(writing, "any_open", just_then)
    assert reasons(converted(desk)) == [
        f"seeds/a.txt: {ARTICLE} was made by someone else just now: it is not overwritten"
    ]
    assert desk.read(ARTICLE) == "theirs"


# the record


def test_a_kill_between_article_and_record_loses_nothing(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    before = desk.read(RECORD)
    desk.delete(RECORD)
    assert converted(desk).unchanged == 1
    assert desk.read(RECORD) == before


def test_an_article_with_broken_front_matter_still_claims_its_seed(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.edit(ARTICLE, "title: ", "title: [")
    desk.delete(RECORD)
    assert articles(converted(desk)) == []


OTHER = SEED.replace("Протон", "Союз").replace("третий", "пятый")
OTHERS_ARTICLE = ARTICLE.replace("proton", "soyuz")
WAITS = "the record was lost, so nobody can tell whether its article was deleted; name it to convert it"


@pytest.fixture(params=[None, "", HEADER, "\n<<<<<<< HEAD\n"], ids=["gone", "empty", "header", "nothing in it"])
def lost(desk, request):
    """A site with an article of two that an editor has not deleted, whose record is lost."""
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", OTHER)
    converted(desk)
    desk.delete(OTHERS_ARTICLE)
    desk.delete(RECORD)
    if request.param is not None:
        desk.write(RECORD, request.param)
    return desk


def test_with_the_record_lost_nothing_that_was_deleted_comes_back(lost):
    for _ in range(3):
        outcome = converted(lost)
        assert (articles(outcome), reasons(outcome)) == ([], [f"seeds/b.txt: {WAITS}"])
        (problem,) = outcome.problems
        assert str(problem) == (
            f"{RECORD}: warning[record]: the record of conversions was lost: seeds without an article wait (1)\n"
            "  restore the record from git; name the seeds that are new: convert seeds/b.txt; remove the others"
        )
    assert not (lost.root / OTHERS_ARTICLE).exists()


def test_a_lost_record_stays_lost_whichever_seed_is_named_first(lost):
    assert articles(converted(lost, "a.txt")) == []
    assert articles(converted(lost)) == []


def test_an_article_deleted_after_the_loss_stays_deleted(lost):
    converted(lost)
    lost.delete(ARTICLE)
    assert articles(converted(lost)) == []


def test_a_seed_that_changed_before_the_loss_does_not_bring_its_article_back(lost):
    lost.write("seeds/a.txt", SEED.replace("третий", "шестой"))
    reason = f"seeds/a.txt: it has changed since it became {ARTICLE}, which stays as it is"
    assert reason in reasons(converted(lost))
    lost.delete(ARTICLE)
    assert articles(converted(lost)) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_seed_is_converted_after_the_loss_when_it_is_named(lost, force):
    assert articles(converted(lost, "b.txt", force=force)) == [("seeds/b.txt", OTHERS_ARTICLE)]
    outcome = converted(lost)
    assert (outcome.unchanged, outcome.converted, outcome.skipped, outcome.problems) == (2, (), (), ())


def test_a_seed_that_comes_after_the_record_was_made_anew_is_new(lost):
    converted(lost)
    lost.write("seeds/c.txt", SEED.replace("Протон", "Рокот").replace("третий", "шестой"))
    assert [each.seed for each in converted(lost).converted] == ["seeds/c.txt"]


def test_a_copy_of_a_seed_that_waits_waits_with_it(lost):
    lost.write("seeds/c.txt", OTHER)
    assert reasons(converted(lost)) == [f"seeds/b.txt: {WAITS}", f"seeds/c.txt: {WAITS}"]
    assert articles(converted(lost, "c.txt")) == [("seeds/c.txt", OTHERS_ARTICLE)]


def test_a_dry_run_tells_of_the_loss_and_touches_nothing(lost):
    before = files(lost)
    assert reasons(converted(lost, dry_run=True)) == [f"seeds/b.txt: {WAITS}"]
    assert files(lost) == before


def test_a_record_that_is_found_again_is_believed(lost):
    converted(lost)
    row = f"seeds/b.txt,{sha256(OTHER)},{OTHERS_ARTICLE},{'0' * 64}\n"
    lost.write(RECORD, lost.read(RECORD) + row)
    outcome = converted(lost)
    assert (outcome.unchanged, outcome.skipped, outcome.problems) == (2, (), ())


def test_where_nothing_was_ever_converted_no_record_is_missed(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write(RECORD, HEADER)
    desk.write("content/articles/mine.md", "---\ntitle: Моё\ndate: 2020-01-01\n---\n\nМоё.\n")
    outcome = converted(desk)
    assert (articles(outcome), outcome.problems) == ([("seeds/a.txt", ARTICLE)], ())


def test_a_draft_that_two_sides_of_a_merge_disagree_about_is_its_editors(desk, monkeypatch):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.write(RECORD, desk.read(RECORD) + f"seeds/a.txt,{sha256(SEED)},{ARTICLE},{'0' * 64}\n")
    monkeypatch.setattr(version, "version", lambda: "newer")
    monkeypatch.setattr(making, "spelt", lambda made: "other")
    assert converted(desk).converted == ()


# what is no seed


def test_a_folder_of_drafts_that_is_a_link_is_refused(desk, tmp_path):
    desk.write("seeds/a.txt", SEED)
    (tmp_path / "elsewhere").mkdir()
    (desk.root / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError) as error:
        converted(desk)
    assert str(error.value) == "content: error[file]: a symbolic link is not followed\n  make it a real folder"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_seed_that_is_not_there_is_named_with_its_neighbour(desk):
    desk.write("seeds/protton.txt", SEED)
    with pytest.raises(UsageError) as error:
        converted(desk, "proton.txt")
    assert str(error.value) == ("error[seed]: there is no seed seeds/proton.txt\n  did you mean `seeds/protton.txt`?")


def test_a_dry_run_tells_and_touches_nothing(desk):
    desk.write("seeds/a.txt", SEED)
    desk.write("seeds/b.txt", SEED)
    before = files(desk)
    outcome = converted(desk, dry_run=True)
    assert articles(outcome) == [("seeds/a.txt", ARTICLE)]
    assert len(outcome.skipped) == 1
    assert files(desk) == before


# what a killed run leaves


def test_what_a_killed_run_left_is_swept_and_nothing_else(desk):
    name = ARTICLE.rpartition("/")[2]
    left = [
        "seeds/.converted.csv.digest-yvq8hm1y.tmp",
        f"content/articles/..{name[:38]}.digest-abc_12de.tmp",
        f"content/articles/.{name[:40]}.digest-abcdefgh.tmp",
        f"content/articles/.{name[:40]}.digest-new-4711",
    ]
    mine = [
        "seeds/converted.csv.yvq8hm1y.tmp",
        "seeds/.hidden.digest-yvq8hm1y.tmp",
        "content/articles/.a.md.abcdefgh.tmp",
        "content/articles/.a.new-b",
        "content/articles/a.new-1",
        "content/.a.md.digest-abcdefgh.tmp",
    ]
    for path in [*left, *mine]:
        desk.write(path, "half")
    (desk.root / "content/articles/.link.digest-abcdefgh.tmp").symlink_to(desk.root / "site.yaml")
    (desk.root / "content/articles/.folder.digest-abcdefgh.tmp").mkdir()
    converted(desk, dry_run=True)
    assert [path for path in left if not (desk.root / path).exists()] == []
    converted(desk)
    assert [path for path in left if (desk.root / path).exists()] == []
    assert [path for path in mine if not (desk.root / path).exists()] == []
    assert (desk.root / "content/articles/.link.digest-abcdefgh.tmp").is_symlink()
    assert (desk.root / "content/articles/.folder.digest-abcdefgh.tmp").is_dir()


@pytest.mark.parametrize(
    "path",
    [
        "seeds/.converted.csv.digest-yvq8hm1y.tmp",
        "content/articles/..a.md.digest-new-1.digest-abcdefgh.tmp",
        "content/articles/.a.digest-new-4711",
    ],
)
def test_git_does_not_take_what_a_killed_run_left(desk, path):
    desk.write(".gitignore", (REPOSITORY / ".gitignore").read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=desk.root, check=True)
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=desk.root, check=False).returncode == 0


def test_a_seed_named_by_hand_is_told_why_it_is_passed_over(desk):
    desk.write("seeds/a.txt", SEED)
    converted(desk)
    desk.delete(ARTICLE)
    assert reasons(converted(desk, "seeds/a.txt")) == [
        f"seeds/a.txt: its article {ARTICLE} was deleted; with --force it comes back"
    ]
    assert reasons(converted(desk)) == []
