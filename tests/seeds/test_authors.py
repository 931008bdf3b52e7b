"""Authors are found where a page names them; a person before an outlet, and nobody before a role or a button."""

import json

import pytest

from digest.seeds.convert import document
from digest.seeds.people import is_person, people, whoever

TEXT = """\
Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, который увидят по всей стране.
Это был третий пуск за год, следующий намечен на осень, когда закончится ремонт стартового стола на этой площадке.
""".splitlines()
TITLE = "Пуск ракеты «Протон-М» прошёл штатно"


def page(head="", below=""):
    body = "".join(f"<p>{part}</p>" for part in TEXT)
    source = f"<html><head>{head}</head><body><h1>{TITLE}</h1>{below}{body}</body></html>"
    return document(source.encode(), "seeds/a.html").document.meta


def text(*lines, above=()):
    source = "\n\n".join((*above, TITLE, *lines, *TEXT))
    return document(source.encode(), "seeds/a.txt").document.meta


def ld(author, **more):
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", "author": author, **more})}</script>'


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Anna Petrov", ["Anna Petrov"]),
        ("Written by Anna Petrov and Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("Автор: Анна Петрова", ["Анна Петрова"]),
        ("Текст: Анна Петрова, Иван Лучин", ["Анна Петрова", "Иван Лучин"]),
        ("Анна Петрова и Иван Лучин", ["Анна Петрова", "Иван Лучин"]),
        ("Von Anna Petrov und Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("Par Anna Petrov et Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("Por Anna Petrov y Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("Anna Petrov & Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("Anna Petrov; Ivan Ray", ["Anna Petrov", "Ivan Ray"]),
        ("By Anna Petrov, Orbit News, Washington", ["Anna Petrov"]),
        ("By Anna Petrov, Science Editor", ["Anna Petrov"]),
        ("By Anna Petrov | anna@example.org | Orbit Wire", ["Anna Petrov"]),
        ("Anna Petrov - Dec 21, 2023 1:00 pm UTC", ["Anna Petrov"]),
        ("Anna PetrovDec 5, 2023", ["Anna Petrov"]),
        ("By Anna Petrov on May 5", ["Anna Petrov"]),
        ("Anna Petrov, PhD", ["Anna Petrov"]),
        ("Anna Petrov MS, RDN", ["Anna Petrov"]),
        ("ANNA PETROV", ["Anna Petrov"]),
        ("Dr. Anna M. Petrov", ["Dr. Anna M. Petrov"]),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        ("Jean-Luc O'Neill", ["Jean-Luc O'Neill"]),
        ("News\nBy\nAnna Petrov\n,\nIvan Ray\nShare", ["Anna Petrov", "Ivan Ray"]),
        ("Anna Petrov\nPlus Icon", ["Anna Petrov"]),
        ("ByAnna Petrov", ["Anna Petrov"]),
        ("박준석 기자", ["박준석"]),
    ],
)  # fmt: skip
def test_a_byline_names_people(words, names):
    assert list(people(words)) == names


@pytest.mark.parametrize(
    "words",
    ["Staff writer", "Editorial Team", "Orbit News", "Related Topics", "12 min read", "Редакция сайта",
     "anna@example.org", "https://example.org/anna", "Anna", "by", "", "Share This", "петров", "The Rocket"],
)  # fmt: skip
def test_roles_outlets_and_buttons_are_no_people(words):
    assert people(words) == ()


def test_the_site_is_not_its_own_author():
    assert people("Orbit Planet", "Orbit Planet") == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [("By TASS", "TASS"), ("The Orbit Team", "The Orbit Team"), ("Krystyna", "Krystyna"), ("admin", ""),
     ("Orbit Wire Staff", ""), ("Редакция", ""), ("https://example.org", ""), ("12", ""), ("a@example.org", "")],
)  # fmt: skip
def test_one_name_or_a_body_may_be_an_author_and_nobody_may_not(words, name):
    assert whoever(words) == name


def test_long_words_are_judged_quickly():
    assert not is_person("A " * 50_000)
    assert people("MA " * 50_000) == ()


def test_authors_of_json_ld_may_be_told_elsewhere_in_the_graph():
    graph = {"@graph": [{"@type": "Article", "headline": TITLE, "author": {"@id": "#a"}},
                        {"@type": "Person", "@id": "#a", "name": "Анна Петрова"}]}  # fmt: skip
    made = page(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert made["author"] == "Анна Петрова"
    assert "author" not in made["unsure"]


def test_an_agency_in_a_list_of_authors_stays_beside_the_person():
    assert page(ld([{"name": "Анна Петрова"}, {"name": "ТАСС"}]))["author"] == "Анна Петрова, ТАСС"


def test_a_byline_completes_what_is_stated():
    made = page(ld({"name": "Анна Петрова"}), "<p>Авторы: Анна Петрова и Иван Лучин</p>")
    assert made["author"] == "Анна Петрова, Иван Лучин"


def test_a_person_in_the_byline_wins_over_an_outlet_that_is_stated():
    head = '<meta property="og:site_name" content="Орбита Ньюс">' + ld({"name": "Орбита Ньюс"})
    assert page(head, "<p>Автор: Анна Петрова</p>")["author"] == "Анна Петрова"


@pytest.mark.parametrize(
    "below",
    ["<a rel=author href=/a>Анна Петрова</a>", "<span itemprop=author>Анна Петрова</span>",
     "<div class='post-Author'><b>Анна Петрова</b><i>5 мин</i></div>", "<div class=byline>Анна Петрова</div>"],
)  # fmt: skip
def test_elements_may_be_marked_as_an_authors(below):
    assert page(below=below)["author"] == "Анна Петрова"


def test_marks_of_other_articles_and_comments_name_no_author():
    below = "<div class=comments><span class=author>Анна Петрова</span></div><p>Слова</p>"
    assert "author" not in page(below=below)


@pytest.mark.parametrize("name", ["admin", "@orbit", "https://example.org/anna", "www.example.org/anna"])
def test_an_account_or_an_address_names_nobody(name):
    assert "author" not in page(f'<meta name="author" content="{name}">')


def test_an_outlet_that_is_stated_is_a_guess():
    made = page('<meta name="author" content="Орбита">')
    assert (made["author"], made["unsure"]["author"]) == ("Орбита", "author says «Орбита»")


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        (["Автор: Анна Петрова"], True),
        (["Автор", "Анна Петрова"], True),
        (["12 апреля 2019 | Автор: Анна Петрова"], True),
        (["Анна Петрова, 12 апреля 2019"], False),
        (["Анна Петрова", "12 апреля 2019"], False),
        (["Анна Петрова", "5 min read", "12 апреля 2019"], False),
    ],
)
def test_lines_of_plain_text_name_authors(lines, sure):
    made = text(*lines)
    assert made["author"] == "Анна Петрова"
    assert ("author" not in made["unsure"]) == sure


@pytest.mark.parametrize("line", ["Фото: Анна Петрова", "Анна Петрова", "Отдел Науки, 12 апреля 2019"])
def test_a_name_alone_is_no_author(line):
    assert "author" not in text(line)
