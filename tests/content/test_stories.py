"""Articles about one event make a story, by the editor's word alone; words that contradict each other are told."""

from __future__ import annotations

import pytest

from digest.content.decisions import decisions
from digest.content.stories import Story
from digest.content.units import Units
from tests.content.reader import shelved, told
from tests.desk import Desk

NAMES = {f"{name}.md" for name in "abcdefgh"}


def units(text: str) -> Units:
    return Units(decisions(text), NAMES)


def problems(text: str) -> str:
    found = decisions(text)
    return told([*found.problems, *Units(found, NAMES).problems])


def groups(text: str) -> list[str]:
    return ["".join(sorted(name[0] for name in unit.articles)) for unit in units(text).stories]


def desk_of(desk: Desk, names: str, **dates: str) -> Desk:
    for name in names:
        desk.article(f"Заголовок {name}", slug=name, date=dates.get(name, f"2020-01-0{ord(name) - 96}"))
    return desk


def decide(desk: Desk, text: str) -> None:
    desk.write("content/stories.yaml", text)


# what is one story


def test_what_is_one_story_with_one_of_them_is_one_story_with_all() -> None:
    assert groups("- same: [a.md, b.md]\n- same: [c.md, d.md]\n- same: [e.md, b.md]\n") == ["abe", "cd"]
    assert groups("- same: [a.md, b.md]\n- same: [c.md, d.md]\n- same: [d.md, a.md]\n") == ["abcd"]


@pytest.mark.parametrize(("one", "other", "kind"), [
    ("a", "c", "same"), ("a", "d", "unrelated"), ("c", "d", "unrelated"), ("e", "b", "follow-up"),
    ("d", "e", None), ("f", "a", None), ("f", "g", None),
])  # fmt: skip
def test_what_is_decided_of_one_article_is_decided_of_its_whole_story(one: str, other: str, kind: str | None) -> None:
    found = units("- same: [a.md, b.md]\n- same: [b.md, c.md]\n- unrelated: [d.md, b.md]\n- follow-up: [a.md, e.md]\n")
    assert found.problems == []
    assert found.decided(f"{one}.md", f"{other}.md") == kind
    assert found.decided(f"{other}.md", f"{one}.md") == kind


# what cannot be


def test_a_contradiction_names_both_lines() -> None:
    assert problems("- same: [a.md, b.md]\n- unrelated: [b.md, a.md]\n") == (
        "content/stories.yaml:2: error[stories]: b.md and a.md are unrelated here, but one story by line 1\n"
        "  2 | - unrelated: [b.md, a.md]\n"
        "  take out the one that does not hold"
    )


def test_a_contradiction_over_several_decisions_names_all_that_lead_to_it() -> None:
    text = "- same: [a.md, b.md]\n- same: [e.md, f.md]\n- same: [c.md, b.md]\n- follow-up: [a.md, c.md]\n"
    assert "a.md and c.md are a follow-up here, but one story by lines 1 and 3\n" in problems(text)


def test_two_articles_cannot_be_unrelated_and_a_follow_up_not_even_through_their_story() -> None:
    text = "- same: [a.md, b.md]\n- unrelated: [a.md, c.md]\n- follow-up: [b.md, c.md]\n"
    assert "3: error[stories]: b.md and c.md are a follow-up here, but not so by line 2\n" in problems(text)
    found = units(text)
    assert found.decided("c.md", "a.md") == "unrelated"
    assert found.follow_ups == []


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("title: Иначе", "2: error[stories]: the story has another `title` in line 1: Так\n"),
        ("slug: inache", "2: error[stories]: the story has another `slug` in line 1: tak\n"),
        ("lead: c.md", "2: error[stories]: the story has another `lead` in line 1: a.md\n"),
    ],
)
def test_a_story_has_one_title_one_address_and_one_lead(second: str, message: str) -> None:
    first = "- {same: [a.md, b.md], title: Так, slug: tak, lead: a.md}\n"
    assert message in problems(f"{first}- {{same: [b.md, c.md], {second}}}\n")


def test_a_story_does_not_take_the_address_of_another() -> None:
    text = "- {same: [a.md, b.md], slug: pusk}\n- {same: [c.md, d.md], slug: pusk}\n- {same: [e.md, f.md], slug: a}\n"
    assert "2: error[stories]: `slug` is that of the story of a.md in line 1\n" in problems(text)
    assert [unit.slug for unit in units(text).stories] == ["pusk", "", "a"]
    assert "2: error[stories]" in problems("- same: [a.md, b.md]\n- {same: [c.md, d.md], slug: a}\n")


def test_stories_that_are_found_to_be_one_keep_the_title_that_either_had() -> None:
    text = "- same: [a.md, b.md]\n- {same: [c.md, d.md], title: Имя}\n- same: [a.md, c.md]\n"
    (unit,) = units(text).stories
    assert (unit.title, problems(text)) == ("Имя", "")
    text = text.replace("[a.md, b.md]", "[a.md, b.md]\n  title: Другое")
    assert "error[stories]: the story has another `title` in line 1: Другое\n" in problems(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- same: [a.md, z.md]", "1:16: error[stories]: there is no article z.md"),
        ("- same: [a.md, aa.md]", "did you mean `a.md`?"),
        ("- same: a.md", "1:3: error[stories]: `same` must name two articles or more"),
        ("- same: [a.md, a.md]", "1:3: error[stories]: `same` must name two articles or more"),
        ("- same: [a, b]", "1:10: error[same]: `same` must name an article by its file, like baikonur.md"),
        ("- same: [a.md, b.md]\n  unrelated: [c.md, d.md]", "holds one of `same`, `follow-up`, `unrelated`, not"),
        ("- title: Имя", "and here stands none"),
        ("- unrelated: [a.md, b.md]\n  title: Имя", "only a story has `title`"),
        ("- sane: [a.md, b.md]", "did you mean `same`?"),
        ("same: [a.md, b.md]", "the decisions must stand here as a list"),
        ("- same: [a.md, b.md]\n  lead: c.md", "`lead` names c.md, which does not belong to this story"),
        ("- same: [a.md", "error[yaml]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str) -> None:
    assert message in problems(text)


def test_one_bad_decision_takes_no_other_down() -> None:
    assert groups("- same: [a.md, b.md]\n- oops\n- same: [c.md, z.md, d.md]\n- unrelated: [a.md, b.md]\n") == [
        "ab",
        "cd",
    ]


def test_an_empty_file_decides_nothing() -> None:
    assert (groups(""), groups("# later\n"), problems("\ufeff- same: [a.md, b.md]\r\n")) == ([], [], "")


# what readers learn


def test_a_story_is_told_from_its_earliest_article_on(desk: Desk) -> None:
    desk_of(desk, "abcd", b="2019-05-05")
    decide(desk, "- same: [a.md, content/articles/b.md, d.md]\n")
    stories = shelved(desk).stories
    paths = tuple(f"content/articles/{name}.md" for name in "bad")
    story = Story("/stories/a/", "Заголовок b", paths[0], paths, (), "content/stories.yaml (line 1)")
    assert stories.all == (story,)
    assert [stories.of.get(f"content/articles/{name}.md") for name in "abcd"] == [story, story, None, story]


def test_the_editor_names_the_title_the_address_and_the_lead(desk: Desk) -> None:
    desk_of(desk, "ab")
    decide(desk, "- same: [a.md, b.md]\n  title: Пуск\n  slug: pusk\n  lead: b.md\n")
    (story,) = shelved(desk).stories.all
    assert (story.url, story.title, story.lead) == ("/stories/pusk/", "Пуск", "content/articles/b.md")


def test_of_two_articles_of_one_moment_the_one_that_is_named_first_leads(desk: Desk) -> None:
    desk_of(desk, "ab", a="2020-01-01", b="2020-01-01")
    decide(desk, "- same: [b.md, a.md]\n")
    assert shelved(desk).stories.all[0].lead == "content/articles/b.md"


def test_a_story_keeps_its_address_when_it_grows_and_the_addresses_of_those_it_takes_in(desk: Desk) -> None:
    desk_of(desk, "abcdef")
    decide(desk, "- same: [e.md, f.md]\n- same: [c.md, d.md]\n  slug: spor\n- same: [a.md, b.md]\n")
    assert [story.url for story in shelved(desk).stories.all] == ["/stories/e/", "/stories/spor/", "/stories/a/"]
    desk.write("content/stories.yaml", desk.read("content/stories.yaml") + "- same: [a.md, c.md, e.md]\n")
    (story,) = shelved(desk).stories.all
    assert (story.url, story.aliases) == ("/stories/spor/", ("/stories/a/", "/stories/e/"))


def test_a_story_of_which_only_one_article_is_shown_is_none(desk: Desk) -> None:
    desk_of(desk, "a")
    desk.article("Черновик", slug="b", draft=True)
    desk.article("Завтра", slug="c", date="2030-01-01")
    desk.write("content/articles/d.md", "---\ntitle: Без даты\n---\n")
    decide(desk, "- same: [a.md, b.md, c.md, d.md]\n")
    found = shelved(desk)
    assert found.stories.all == ()
    assert [each.code for each in found.problems if each.path.endswith(".yaml")] == []
    assert len(shelved(desk, drafts=True, future=True).stories.all) == 1


def test_the_later_of_two_articles_is_the_follow_up_however_they_are_named(desk: Desk) -> None:
    desk_of(desk, "abcd")
    decide(desk, "- follow-up: [c.md, a.md]\n- same: [a.md, b.md]\n- unrelated: [d.md, b.md]\n")
    stories = shelved(desk).stories
    assert stories.earlier == {"content/articles/c.md": ("/stories/a/",)}
    assert stories.later == {"/stories/a/": ("content/articles/c.md",)}
    assert stories.apart("content/articles/a.md", "content/articles/d.md")
    assert stories.apart("content/articles/a.md", "content/articles/b.md")
    assert not stories.apart("content/articles/a.md", "content/articles/c.md")


def test_a_follow_up_of_a_hidden_article_follows_the_rest_of_its_story(desk: Desk) -> None:
    desk_of(desk, "abc")
    desk.edit("content/articles/a.md", "title:", "draft: true\ntitle:")
    decide(desk, "- follow-up: [c.md, a.md]\n- same: [a.md, b.md]\n")
    assert shelved(desk).stories.earlier == {"content/articles/c.md": ("content/articles/b.md",)}
