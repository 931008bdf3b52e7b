"""Tags under authority: one page for all spellings of a name, and a word about those that nobody knows."""

from __future__ import annotations

import pytest

from digest.content.authority import authority
from tests.desk import Desk

TAGS = """\
Байконур:
  aliases: [Космодром Байконур]
  hidden: [Бойконур]
  description: Космодром в Казахстане.
  parent: Космодромы
  redirects: [/tags/kosmodrom-bajkonur/]
Космодромы:
Донец:
Донцов:
"""


def settled(desk: Desk, text: str = TAGS) -> None:
    desk.write("content/tags.yaml", text)


@pytest.mark.parametrize(
    "typed",
    [
        "Байконур",
        "БАЙКОНУР",
        "космодром  байконур",
        "Космодром\u00a0Байконур",
        "Бойконур",
        "Байконура",
        "Космодрома Байконура",
    ],
)
def test_every_spelling_of_a_tag_leads_to_its_one_page(desk: Desk, typed: str) -> None:
    settled(desk)
    desk.article(tags=[typed])
    assert desk.build().status == 0
    assert desk.urls("/tags/b") == ["/tags/baykonur/", "/tags/baykonur/feed.json", "/tags/baykonur/feed.xml"]
    assert '<a href="/tags/baykonur/" rel="tag">Байконур</a>' in " ".join(desk.page("/2020/01/article-0/").split())


def test_two_spellings_of_one_tag_in_one_article_count_once(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Байконур", "Космодром Байконур"])
    desk.build()
    assert "1 заметка" in desk.page("/tags/baykonur/")


def test_what_is_settled_of_a_tag_stands_on_its_page(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Байконур"])
    desk.build()
    page = desk.page("/tags/baykonur/")
    assert "<p>Космодром в Казахстане.</p>" in page
    assert "Космодром Байконур" in page
    assert '<a href="/tags/kosmodromy/">Космодромы</a>' in page
    assert '<a href="/tags/baykonur/">Байконур</a>' in desk.page("/tags/kosmodromy/")


def test_a_text_of_its_own_stands_in_the_place_of_the_description(desk: Desk) -> None:
    settled(desk)
    desk.write("content/tags/baikonur.md", "---\ntitle: Космодром Байконур\n---\n\nДлинный рассказ.\n")
    desk.article(tags=["Байконура"])
    assert desk.build().status == 0
    page = desk.page("/tags/baikonur/")
    assert "Длинный рассказ." in page
    assert "<p>Космодром в Казахстане.</p>" not in page
    assert "<h1>Байконур</h1>" in page


def test_hidden_forms_are_nowhere_on_the_site(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Бойконур"])
    desk.build()
    assert not [path for path, data in desk.tree().items() if "Бойконур".encode() in data]


def test_a_tag_that_nobody_uses_has_no_page_unless_something_stands_below_it(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Байконур"])
    desk.build()
    assert desk.has("/tags/kosmodromy/")
    assert not desk.has("/tags/donets/")


def test_an_old_address_leads_to_the_page_of_the_tag(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Байконур"])
    desk.build()
    assert "https://example.org/tags/baykonur/" in desk.page("/tags/kosmodrom-bajkonur/")


def test_a_redirect_that_stands_in_the_way_of_a_page_is_told(desk: Desk) -> None:
    settled(desk, "Байконур:\n  redirects: [/tags/kazahstan/]\nКазахстан:\n  slug: kazahstan\n")
    desk.article(tags=["Байконур", "Казахстан"])
    told = desk.run("check").err
    assert "content/tags.yaml: error[url]: /tags/kazahstan/ is claimed by" in told
    assert "remove this redirect" in told


def test_a_form_of_two_names_is_left_as_it_is_and_told(desk: Desk) -> None:
    settled(desk, "Донец:\nДонца:\n")
    desk.article(tags=["Донцу"])
    outcome = desk.build()
    assert outcome.status == 0
    place = "content/articles/article-0.md:5: warning[tags]"
    assert f"{place}: `Донцу` may mean `Донец` or `Донца`\n  write the one that is meant" in outcome.err
    assert desk.has("/tags/dontsu/")


def test_an_exact_spelling_wins_over_a_form_of_another_name(desk: Desk) -> None:
    settled(desk, "Павел:\nПавла:\n")
    desk.article(tags=["Павла"])
    assert desk.build().err == ""
    assert desk.has("/tags/pavla/")


def test_a_new_tag_of_an_open_vocabulary_is_welcome(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Марс"])
    outcome = desk.build()
    assert (outcome.status, outcome.err) == (0, "")


def test_a_new_tag_that_is_like_a_known_one_is_told_with_its_line(desk: Desk) -> None:
    settled(desk)
    desk.article(tags=["Марс", "Космодрмы"])
    outcome = desk.build()
    assert outcome.status == 0
    assert outcome.err.startswith(
        "content/articles/article-0.md:6: warning[tags]: the tag `Космодрмы` does not stand in content/tags.yaml\n"
        "  did you mean `Космодромы`?\n"
    )


def test_a_new_tag_of_a_closed_vocabulary_is_an_error(desk: Desk) -> None:
    settled(desk, "closed: true\nБайконур:\n")
    desk.article(tags=["Марс"])
    outcome = desk.run("check")
    assert outcome.status == 1
    assert "article-0.md:5: error[tags]: the tag `Марс` does not stand in content/tags.yaml" in outcome.err
    assert "add it there, or use one that does" in outcome.err


def test_a_tag_with_a_text_of_its_own_is_known(desk: Desk) -> None:
    settled(desk, "closed: true\nБайконур:\n")
    desk.write("content/tags/mars.md", "---\ntitle: Марс\n---\n\nПланета.\n")
    desk.article(tags=["Марс"])
    assert desk.run("check").status == 0


def test_drafts_may_have_tags_that_nobody_knows_yet(desk: Desk) -> None:
    settled(desk, "closed: true\nБайконур:\n")
    desk.article(tags=["Марс"], draft=True)
    assert desk.run("check").status == 0


def test_a_tag_may_be_called_closed(desk: Desk) -> None:
    found = authority("closed:\n  aliases: [закрыто]\n")
    assert not found.closed
    assert [each.name for each in found.terms] == ["closed"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- Байконур\n", "content/tags.yaml:1:1: error[yaml]: the tags must stand here by name"),
        ("Байконур: да\n", "content/tags.yaml:1:11: error[yaml]: lines like `key: value` must stand here"),
        ("Байконур:\n  alias: x\n", "content/tags.yaml:2:3: error[key]: unknown key `alias`"),
        ("closed: maybe\n", "content/tags.yaml:1:9: error[closed]: `closed` must be true or false"),
        (
            "Марс:\nВенера:\n  aliases: [марс]\n",
            "content/tags.yaml:3:13: error[tags]: `марс` means `Марс` already, in line 1",
        ),
        (
            "Марс:\n  parent: Планеты\n",
            "content/tags.yaml:2:11: error[parent]: `parent` names `Планеты`, which is no term",
        ),
        (
            "А1:\n  parent: Б1\nБ1:\n  parent: А1\n",
            "content/tags.yaml:2:11: error[parent]: `А1` is above its own parent `Б1`",
        ),
        ("Марс:\n  topic: Планеты\n", "content/tags.yaml:1: warning[topic]: there is no topic `Планеты`"),
        ("Марс:\n  slug: Mars\n", "content/tags.yaml:2:9: error[slug]: `slug` may hold only a-z"),
        ("а: [\n", "content/tags.yaml:1:5: error[yaml]: YAML breaks off here"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_place(desk: Desk, text: str, told: str) -> None:
    settled(desk, text)
    assert told in desk.run("check").err


def test_a_file_in_another_encoding_is_told(desk: Desk) -> None:
    desk.write("content/tags.yaml", "Марс:\n".encode("cp1251"))
    assert "content/tags.yaml: error[encoding]: this is not UTF-8: byte 0" in desk.run("check").err


def test_while_the_file_has_faults_no_tag_is_called_unknown(desk: Desk) -> None:
    settled(desk, "closed: true\nБайконур:\n  alias: x\n")
    desk.article(tags=["Байконур"])
    assert "does not stand" not in desk.run("check").err


CLASHES = """\
Байконур:
  aliases: [Космодром, Казахстан, Степь]
Казахстан:
  hidden: [степь, Космодром]
  aliases: [КЗ]
байконур:
  aliases: [БК]
"""


def test_a_spelling_that_two_tags_claim_belongs_to_the_tag_called_so_else_to_the_first() -> None:
    known = authority(CLASHES)
    meant = {word: known.meant(word) for word in ("Казахстан", "Космодрому", "степь", "КЗ", "Байконур")}
    assert meant == {
        "Казахстан": ("Казахстан",),
        "Космодрому": ("Байконур",),
        "степь": ("Байконур",),
        "КЗ": ("Казахстан",),
        "Байконур": ("Байконур",),
    }
    assert [(each.name, each.spellings[1:]) for each in known.terms] == [
        ("Байконур", ("Космодром", "Степь")),
        ("Казахстан", ("КЗ",)),
    ]
    assert [(each.line, each.column, each.message) for each in known.problems] == [
        (6, 1, "`байконур` means `Байконур` already, in line 1"),
        (2, 24, "`Казахстан` means `Казахстан` already, in line 3"),
        (4, 12, "`степь` means `Байконур` already, in line 1"),
        (4, 19, "`Космодром` means `Байконур` already, in line 1"),
    ]
