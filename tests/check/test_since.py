"""Published texts that were changed in git without a word."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.desk import Desk

IDENTITY = {
    "GIT_AUTHOR_NAME": "Редактор", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "Редактор",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip
TEXT = "Ракета взлетела в срок, корабль вышел на орбиту, экипаж чувствует себя хорошо и готовится к работе."


def git(desk: Desk, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=desk.root, check=True, capture_output=True, env={**os.environ, **IDENTITY})


def commit(desk: Desk) -> None:
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "x")


def since(desk: Desk, name: str = "HEAD", *flags: str, code: str = "changed") -> list[str]:
    told = desk.run("check", "--json", "--since", name, *flags).json["problems"]
    return [f"{each['path']}:{each['line']} {each['message']}" for each in told if each["code"] == code]


@pytest.fixture
def article(desk: Desk) -> str:
    git(desk, "init", "-q")
    path = desk.article(slug="a", source="Орбита", body=TEXT, updated="2020-01-03")
    commit(desk)
    return path


SILENT = ["content/articles/a.md:8 the text has changed since HEAD, and nothing says so"]


def test_a_changed_text_is_told_with_its_line(desk: Desk, article: str) -> None:
    assert since(desk) == []
    desk.edit(article, "в срок", "с опозданием")
    assert since(desk) == SILENT
    outcome = desk.run("check", "--since", "HEAD")
    assert (outcome.status, "error[changed]" in outcome.err) == (1, True)
    commit(desk)
    assert since(desk) == []
    assert since(desk, "HEAD~1") == [SILENT[0].replace("HEAD", "HEAD~1")]


def test_a_changed_title_is_told_at_the_title(desk: Desk, article: str) -> None:
    desk.edit(article, "Протон вернулся", "Протон не вернулся")
    assert since(desk) == ["content/articles/a.md:2 the text has changed since HEAD, and nothing says so"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("в срок", "**в срок**"),
        ("в срок", "[в срок](https://a.example/)"),
        ("в срок", "в  срок"),
        ("tags", "tags"),
        ("source: Орбита", "source: Орбита\ntags: [Ракеты]"),
    ],
)
def test_what_readers_read_is_not_changed_by_marks_and_keys(desk: Desk, article: str, old: str, new: str) -> None:
    if old in desk.read(article):
        desk.edit(article, old, new)
    assert since(desk) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("updated: 2020-02-01", []),
        ("updated: '2020-01-03'", SILENT),
        ("updated: 2020-01-02", SILENT),
        ("updated: '2020-01-03'\ncorrections: [{date: 2020-02-01, text: Пуск был позже.}]", []),
        ("updated: '2020-01-03'\ncorrections: [{date: 2020-02-01, typo: true}]", []),
        ("updated: '2020-01-03'\ncorrections: [{date: 2020-02-01, typo: false}]", SILENT),
        ("updated: '2020-01-03'\ncorrections: [{date: 2020-02-01}]", SILENT),
    ],
)
def test_a_newer_updated_or_a_new_correction_says_so(desk: Desk, article: str, told: str, said: list[str]) -> None:
    desk.edit(article, "взлетела", "взмыла")
    desk.edit(article, "updated: '2020-01-03'", told)
    assert [each.replace(":9 ", ":8 ") for each in since(desk)] == said


def test_a_correction_that_was_there_before_says_nothing_of_now(desk: Desk, article: str) -> None:
    desk.edit(article, "source:", "corrections: [{date: 2020-02-01, text: Пуск был позже.}]\nsource:")
    commit(desk)
    desk.edit(article, "взлетела", "взмыла")
    assert len(since(desk)) == 1
    desk.edit(article, "позже.}]", "позже.}, {date: 2020-03-01, text: И выше.}]")
    assert since(desk) == []


def test_drafts_and_what_nobody_had_seen_may_change(desk: Desk, article: str) -> None:
    desk.article(slug="b", draft=True, body=TEXT)
    desk.article(slug="c", date="2024-02-01", body=TEXT)
    desk.article(slug="d", body=TEXT)
    commit(desk)
    for name in "bc":
        desk.edit(f"content/articles/{name}.md", "в срок", "рано")
    desk.edit("content/articles/d.md", "date:", "draft: true\ndate:")
    desk.edit("content/articles/d.md", "в срок", "рано")
    desk.article(slug="e", body=TEXT)
    desk.delete(article)
    assert since(desk) == []


@pytest.mark.parametrize("known", [True, False], ids=["added", "untracked"])
def test_an_article_that_was_renamed_is_followed(desk: Desk, article: str, known: bool) -> None:
    desk.article(
        slug="b", source="Орбита", body="Совсем другая заметка о погоде над степью: дождь, ветер, снег и солнце."
    )
    (desk.root / article).rename(desk.root / "content/articles/z.md")
    if known:
        git(desk, "add", "-A")
    assert since(desk) == []
    desk.edit("content/articles/z.md", "взлетела", "взмыла")
    was = "the text has changed since HEAD (it was content/articles/a.md then), and nothing says so"
    assert since(desk) == [f"content/articles/z.md:8 {was}"]


def test_many_articles_that_were_moved_are_followed(desk: Desk, article: str) -> None:
    body = "В заметке номер {} рассказано о пуске: " + TEXT + " Это был старт под номером {} с начала года."
    for number in range(60):
        desk.article(slug=f"n{number}", source="Орбита", body=body.format(number, 1000 + number))
    commit(desk)
    (desk.root / "content/articles/2020").mkdir()
    for number in range(60):
        (desk.root / f"content/articles/n{number}.md").rename(desk.root / f"content/articles/2020/n{number}.md")
    assert since(desk) == []
    desk.edit("content/articles/2020/n17.md", "в срок", "с опозданием")
    (told,) = since(desk)
    assert "content/articles/2020/n17.md:" in told
    assert "(it was content/articles/n17.md then)" in told


def test_a_site_may_lie_within_a_repository(desk: Desk) -> None:
    inner = Desk(desk.root / "сайт")
    path = inner.article(slug="a", body=TEXT)
    git(desk, "init", "-q")
    commit(desk)
    inner.edit(path, "в срок", "рано")
    assert len(since(inner)) == 1


def test_line_ends_and_what_fix_mends_are_no_change(desk: Desk, article: str) -> None:
    desk.edit(article, TEXT, f"{TEXT}  [а](https://a.example/?utm_source=b)\n\n\nДа: https://a.example/?gclid=1. ")
    commit(desk)
    desk.write(article, desk.read(article).replace("\n", "\r\n").encode())
    assert sum(desk.run("check", "--fix", "--json").json["mended"].values()) > 1
    assert since(desk) == []


# what cannot be asked


def refused(desk: Desk, *arguments: str) -> str:
    outcome = desk.run("check", *arguments)
    assert outcome.status == 2
    return outcome.err


def test_an_unknown_revision_is_refused(desk: Desk, article: str) -> None:
    assert refused(desk, "--since", "v9") == (
        "error[git]: git knows no revision `v9` here\n"
        "  name a commit, a branch or a tag; a shallow clone holds few of them: git fetch --unshallow\n"
    )


@pytest.mark.parametrize("name", ["", "--all", "-1", "HEAD; touch x", "$(touch x)", "HEAD:site.yaml", "HEAD\nHEAD"])
def test_no_name_is_a_flag_or_a_command(desk: Desk, article: str, name: str) -> None:
    assert refused(desk, f"--since={name}").startswith("error[git]: git knows no revision `")
    assert not (desk.root / "x").exists()


def test_a_site_outside_of_git_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.root.parent))
    said = refused(desk, "--since", "HEAD")
    assert said.startswith("error[git]: this needs git, and the site does not lie in a working copy of it\n")


def test_a_machine_without_git_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.root))
    assert refused(desk, "--since", "HEAD") == "error[git]: this needs git, which is not installed\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("date:", "draft: true\ndate:", "3 readers could see this article at HEAD, and it is a draft now"),
        (
            "date: '2020-01-02'",
            "date: 2030-01-02",
            "3 readers could see this article at HEAD, and it waits for its date now",
        ),
    ],
)
def test_an_article_that_readers_lose_is_told(desk: Desk, article: str, old: str, new: str, told: str) -> None:
    desk.edit(article, old, new)
    assert since(desk, code="withdrawn") == [f"{article}:{told}"]
    assert since(desk) == []
    assert desk.run("check", "--since", "HEAD").status == 0
    assert desk.run("check", "--strict", "--since", "HEAD").status == 1


def test_an_article_that_was_deleted_is_told(desk: Desk, article: str) -> None:
    desk.delete(article)
    assert since(desk, code="withdrawn") == [f"{article}:0 readers could see this article at HEAD, and it is gone now"]
    commit(desk)
    assert since(desk, "HEAD~1", code="withdrawn") == [
        f"{article}:0 readers could see this article at HEAD~1, and it is gone now"
    ]
    assert since(desk, code="withdrawn") == []


def test_what_readers_never_saw_may_go(desk: Desk, article: str) -> None:
    desk.article(slug="draft", draft=True)
    desk.article(slug="late", date="2030-01-01", body="Совсем другое.")
    commit(desk)
    for name in ("draft", "late"):
        desk.delete(f"content/articles/{name}.md")
    assert since(desk, code="withdrawn") == []


def test_what_was_renamed_is_not_gone(desk: Desk, article: str) -> None:
    (desk.root / article).rename(desk.root / "content/articles/other.md")
    assert since(desk, code="withdrawn") == []
