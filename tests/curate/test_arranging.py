"""Articles of an issue's file in another order: names and comments move, and not a byte of anything else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.curate.arranging import Arrangement, Group, arranged, arrangement
from digest.errors import DigestError
from tests.examples import examples

PATH = "content/issues/12.md"
HEAD = 'number: 12\ntitle: "Весна"  # рабочее\n# до даты\ndate: 2024-03-31\n'
BODY = "\nСлово редактора: articles: [x]  # нет\n"


def whole(front: str) -> bytes:
    return f"---\n{front}---\n{BODY}".encode()


def moved(front: str, loose: str = "", *groups: Group, **headlines: str) -> str:
    """The front matter with its articles so."""
    wanted = Arrangement(tuple(loose.split()), groups)
    made = arranged(whole(front), PATH, wanted, {f"{name}.md": words for name, words in headlines.items()})
    found = arrangement(made, PATH)
    assert (found.loose, [(each.title, each.articles) for each in found.groups]) == (
        wanted.loose,
        [(each.title, each.articles) for each in groups],
    )
    text = made.decode()
    assert text.endswith(f"---\n{BODY}")
    return text.removeprefix("---\n").removesuffix(f"---\n{BODY}")


def group(title: str, articles: str, was: int = -1) -> Group:
    return Group(title, tuple(articles.split()), was)


def test_a_name_moves_with_its_headline_and_the_comments_above_it() -> None:
    before = "articles:\n  # главное\n  - a.md  # Первая\n\n  # отдельно\n\n  - 'b.md'   # Вторая\n  - c\n"
    assert moved(before, "b.md a.md c") == (
        "articles:\n  - 'b.md'   # Вторая\n\n  # отдельно\n\n  # главное\n  - a.md  # Первая\n  - c\n"
    )


def test_a_name_in_brackets_moves() -> None:
    assert moved("articles: [ a.md ,'b.md' ,c ]  # три\n", "c 'b.md' a.md".replace("'", "")) == (
        "articles: [ c ,'b.md' ,a.md ]  # три\n"
    )
    assert moved("articles: [a.md]\n", "a.md b.md", b="Вторая") == "articles: [a.md, b.md]\n"
    assert moved("articles: a.md\nx: 1\n", "b.md a.md") == "articles: [b.md, a.md]\nx: 1\n"
    assert moved("articles: [a.md, b.md]\n", "") == "articles: []\n"


def test_brackets_over_several_lines_keep_their_commas() -> None:
    before = "articles: [\n  a.md,\n  b.md,\n]\nx: 1\n"
    assert moved(before, "b.md a.md") == "articles: [\n  b.md,\n  a.md,\n]\nx: 1\n"


def test_brackets_with_comments_become_lines() -> None:
    before = "articles: [ # два\n  a.md, # Первая\n  # о второй\n  b.md # Вторая\n  # всё\n]\n"
    assert moved(before, "b.md a.md") == (
        "articles:\n  # о второй\n  - b.md  # Вторая\n  # два\n  - a.md  # Первая\n  # всё\n"
    )


@pytest.mark.parametrize("empty", ["articles:  # ещё\n", "articles: []  # ещё\n", "articles: ~  # ещё\n"])
def test_an_empty_list_is_filled(empty: str) -> None:
    assert moved(empty + "x: 1\n", "a.md", a="Первая") == "articles:  # ещё\n  - a.md  # Первая\nx: 1\n"


def test_a_list_that_is_not_there_is_made() -> None:
    assert moved(HEAD, "a.md", a="Первая: «да»") == f"{HEAD}articles:\n  - a.md  # Первая: «да»\n"


def test_a_list_is_emptied_and_keeps_the_comments_that_are_no_headlines() -> None:
    before = "articles:  # все\n  # главное\n  - a.md  # Первая\n\n  # отдельно\n\n  - b.md\nx: 1\n"
    assert moved(before, "") == "articles: []  # все\n  # отдельно\n  # главное\nx: 1\n"


SECTIONS = (
    "sections:\n"
    "  - title: Пуски\n"
    "    text: Два.  # о них\n"
    "    articles:\n"
    "      - a.md  # Первая\n"
    "      - b.md\n"
    "\n"
    "  # об аренде\n"
    "  - title: 'Аренда'\n"
    "    articles: [c.md, d.md]\n"
    "# конец\n"
    "x: 1\n"
)


def test_a_name_moves_across_sections() -> None:
    assert moved(SECTIONS, "", group("Пуски", "a.md c.md b.md", 0), group("Аренда", "d.md", 1)) == (
        SECTIONS.replace("      - b.md\n", "      - c.md\n      - b.md\n").replace("[c.md, d.md]", "[d.md]")
    )


def test_a_headline_makes_lines_of_brackets() -> None:
    after = moved(SECTIONS, "", group("Пуски", "b.md", 0), group("Аренда", "c.md a.md d.md", 1))
    assert "    articles:\n      - c.md\n      - a.md  # Первая\n      - d.md\n# конец\n" in after


def test_sections_change_their_order() -> None:
    first = "  - title: Пуски\n    text: Два.  # о них\n    articles:\n      - a.md  # Первая\n      - b.md\n"
    second = "  # об аренде\n  - title: 'Аренда'\n    articles: [c.md, d.md]\n"
    assert f"sections:\n{first}\n{second}# конец\nx: 1\n" == SECTIONS
    after = moved(SECTIONS, "", group("Аренда", "c.md d.md", 1), group("Пуски", "a.md b.md", 0))
    assert after == f"sections:\n{second}\n{first}# конец\nx: 1\n"


def test_a_section_is_renamed_and_another_put_before_it() -> None:
    new = group("Наука: итоги", "e.md")
    after = moved(SECTIONS, "", new, group("Старты", "a.md b.md", 0), group("Аренда", "c.md d.md", 1), e="Пятая")
    assert after.startswith('sections:\n  - title: "Наука: итоги"\n    articles:\n      - e.md  # Пятая\n')
    assert "  - title: Старты\n    text: Два.  # о них\n" in after


def test_a_section_goes_and_its_articles_stay() -> None:
    after = moved(SECTIONS, "c.md", group("Пуски", "a.md b.md d.md", 0))
    assert "Аренда" not in after
    assert "  # об аренде\n" in after


def test_the_last_section_goes_and_a_first_one_is_made() -> None:
    before = "sections:  # всё\n- articles:\n  - a.md  # Первая\n"
    after = moved(before, "a.md")
    assert after == "sections: []  # всё\narticles:\n  - a.md  # Первая\n"
    assert moved(after, "", group("Пуски", "a.md")) == (
        "sections:  # всё\n  - title: Пуски\n    articles:\n      - a.md  # Первая\narticles: []\n"
    )


def test_a_section_without_a_title_gets_one() -> None:
    before = "sections:\n- articles: [a.md]\n"
    assert moved(before, "", group("Пуски", "a.md", 0)) == "sections:\n- title: Пуски\n  articles: [a.md]\n"


def test_sections_in_braces_are_edited_where_no_comment_is_in_the_way() -> None:
    before = "sections: [{title: Пуски, articles: [a.md]}, {title: Аренда, articles: [b.md]}]\n"
    after = moved(before, "", group("Старты", "", 0), group("Аренда", "a.md b.md", 1))
    assert after == "sections: [{title: Старты, articles: []}, {title: Аренда, articles: [a.md, b.md]}]\n"


@pytest.mark.parametrize(
    "front",
    [
        "articles:\n  - a.md  # Первая\nsections: [{title: Пуски, articles: [b.md]}]\n",
        "articles: [a.md]\nsections: [{title: Пуски}]\n",
        "{articles: [a.md], sections: [{title: Пуски}]}\n",
    ],
)
def test_what_cannot_be_edited_is_refused(front: str) -> None:
    names = tuple(re.findall(r"b\.md", front))
    wanted = Arrangement((), (Group("Пуски", ("a.md", *names), 0),))
    with pytest.raises(DigestError, match="no program can arrange the articles"):
        arranged(whole(front), PATH, wanted, {})


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_the_mark_stay(end: str) -> None:
    data = b"\xef\xbb\xbf" + whole(SECTIONS).replace(b"\n", end.encode())
    wanted = Arrangement(("x.md",), (group("Аренда", "c.md a.md", 1), group("Новая", ""), group("Пуски", "b.md", 0)))
    made = arranged(data, PATH, wanted, {"x.md": "Новая"})
    assert made.startswith(b"\xef\xbb\xbf---" + end.encode())
    assert b"\n" not in made.replace(end.encode(), b"")
    assert made.endswith(BODY.replace("\n", end).encode())


# Whatever the file looks like: it says what was wanted, and nothing that was not moved changes.

NAMES = [f"{letter}.md" for letter in "abcdefgh"]
words = st.text("абв:#'\"[],-", min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def lists(draw: st.DrawFn, names: list[str], margin: str) -> str:
    """A list of names as an editor may type it, behind its key."""
    style = draw(st.sampled_from(["lines", "dashes", "brackets", "wide", "none"]))
    typed = [draw(st.sampled_from([name, f"'{name}'", f'"{name}"'])) for name in names]
    comments = [draw(st.sampled_from(["", "  # К", f" # {name} «да»"])) for name in names]
    if style == "none" and not names:
        return draw(st.sampled_from(["", f"{margin}articles:\n", f"{margin}articles: []  # пусто\n"]))
    if style == "brackets" or not names:
        return f"{margin}articles: [{draw(st.sampled_from([', ', ',', ' , '])).join(typed)}]\n"
    if style == "wide":
        lines = [f"{margin}  {each},{comment}\n" for each, comment in zip(typed, comments, strict=True)]
        return f"{margin}articles: [\n{''.join(lines)}{margin}  ]\n"
    inner = margin + ("" if style == "dashes" else "  ")
    above = [draw(st.sampled_from(["", "", f"{inner}# выше\n", "\n", f"\n{inner}  # врозь\n\n"])) for _ in names]
    lines = [f"{up}{inner}- {each}{comment}\n" for up, each, comment in zip(above, typed, comments, strict=True)]
    return f"{margin}articles:\n{''.join(lines)}"


@st.composite
def fronts(draw: st.DrawFn) -> tuple[str, Arrangement]:
    """A front matter, and the arrangement that it holds."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(0, 8))]
    count = draw(st.integers(0, 3))
    cuts = sorted(draw(st.lists(st.integers(0, len(names)), min_size=count, max_size=count)))
    parts = [names[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    titles = [draw(words) for _ in range(count)]
    margin = draw(st.sampled_from(["", "  "]))
    made = []
    for title, part in zip(titles, parts[1:], strict=True):
        text = draw(st.sampled_from(["", f"{margin}  text: |\n{margin}    # слова\n{margin}    ещё\n"]))
        quoted = "'" + title.replace("'", "''") + "'"
        keys = f"{margin}  title: {quoted}  # имя\n{text}{draw(lists(part, margin + '  '))}"
        above = draw(st.sampled_from(["", f"{margin}# раздел\n", "\n"]))
        made.append(f"{above}{margin}- {keys[len(margin) + 2 :]}")
    sections = f"sections:\n{''.join(made)}" if made else draw(st.sampled_from(["", "sections:\n", "sections: []\n"]))
    pieces = [HEAD, draw(lists(parts[0], "")), sections, "lang: ru\n# конец\n"]
    order = draw(st.sampled_from([(0, 1, 2, 3), (0, 2, 1, 3), (1, 0, 3, 2)]))
    groups = [Group(title, tuple(part), n) for n, (title, part) in enumerate(zip(titles, parts[1:], strict=True))]
    return "".join(pieces[number] for number in order), Arrangement(tuple(parts[0]), tuple(groups))


@st.composite
def wishes(draw: st.DrawFn, present: Arrangement) -> Arrangement:
    """Another arrangement of the same articles, and of others."""
    names = draw(st.permutations([*present.articles, "новая.md"]))[draw(st.integers(0, 2)) :]
    groups = draw(st.permutations(present.groups))[: draw(st.integers(0, len(present.groups)))]
    groups = [*groups, *(Group(draw(words), ()) for _ in range(draw(st.integers(0, 1))))]
    groups = draw(st.permutations(groups))
    cuts = sorted(draw(st.lists(st.integers(0, len(names)), min_size=len(groups), max_size=len(groups))))
    parts = [tuple(names[start:stop]) for start, stop in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    renamed = [Group(draw(st.sampled_from([each.title, "Иначе"])), each.articles, each.was) for each in groups]
    made = [Group(each.title, part, each.was) for each, part in zip(renamed, parts[1:], strict=True)]
    return Arrangement(parts[0], tuple(made))


def said(arrangement: Arrangement) -> object:
    return arrangement.loose, [(each.title, each.articles) for each in arrangement.groups]


def lone(text: str) -> list[str]:
    """The comments that stand beside no name."""
    comments = (line.partition("# ") for line in text.splitlines() if "# " in line)
    return sorted(mark + words for before, mark, words in comments if ".md" not in before and words != "слова")


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_any_file_says_what_was_wanted_and_keeps_the_rest(data: st.DataObject) -> None:
    front, present = data.draw(fronts())
    assert arrangement(whole(front), PATH) == present
    wanted = data.draw(wishes(present))
    made = arranged(whole(front), PATH, wanted, {"новая.md": "Заголовок"}).decode()
    assert said(arrangement(made.encode(), PATH)) == said(wanted)
    assert made.endswith(f"---\n{BODY}")
    for line in (*HEAD.splitlines(), "lang: ru"):
        assert made.splitlines().count(line) == 1
    assert lone(front) == lone(made.removesuffix(f"---\n{BODY}"))


@settings(max_examples=examples(100), deadline=None)
@given(fronts())
def test_nothing_else_wanted_changes_nothing(front: tuple[str, Arrangement]) -> None:
    assert arranged(whole(front[0]), PATH, front[1], {}) == whole(front[0])


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_there_and_back_again_says_the_same(data: st.DataObject) -> None:
    front, present = data.draw(fronts())
    names = data.draw(st.permutations(present.loose))
    other = Arrangement(tuple(names), present.groups)
    there = arranged(whole(front), PATH, other, {})
    back = arranged(there, PATH, present, {})
    assert said(arrangement(back, PATH)) == said(present)
