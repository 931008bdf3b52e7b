"""Stories of the file of rules: the command writes into it and takes out again, and the editor's own words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.seeds.finders import Finder
from digest.seeds.lesson_text import HEADER, Addition, added, removed, rules
from digest.seeds.sources_yaml import sources

HAND = """\
# Наши сайты. Не трогать!

Вестник:            # главный
  domains:
  - vestnik.example
  drop:
    # раздражает
    - 'Войти'       # кнопка

    - begins: "Канал:"
      example: 'Канал: наш'

  # заголовок
  title:
    after: Все новости
Листок: {domains: [listok.example], drop: [Войти]}

# конец
"""
LINE = Addition("drop", Finder(line="Поделиться"))
BEGINS = Addition("drop", Finder(begins="Читайте:", example="Читайте: это", longest=400))


def last_of(text: str, site: str):
    return [rule for rule in rules(sources(text).sites) if rule.site == site][-1]


def rule_of(text: str, site: str, number: int):
    return next(rule for rule in rules(sources(text).sites) if (rule.site, rule.number) == (site, number))


def test_the_first_rule_makes_the_file_and_the_removal_of_the_last_leaves_nothing():
    text = added("", "Орбитальный вестник", [Addition("known_by", "© 2016 Вестник"), LINE, BEGINS], "seeds/a.txt")
    assert (
        text
        == f"""{HEADER}
# Taught from seeds/a.txt
Орбитальный вестник:
  known_by:
  - "© 2016 Вестник"
  drop:
  - "Поделиться"
  - begins: "Читайте:"
    longest: 400
    example: "Читайте: это"
"""
    )
    text = removed(text, rule_of(text, "Орбитальный вестник", 1))
    assert 'drop:\n  - begins: "Читайте:"\n' in text
    assert removed(text, last_of(text, "Орбитальный вестник")) == ""


def test_a_rule_joins_the_list_that_an_editor_has_begun():
    text = added(HAND, "Вестник", [LINE], "seeds/a.txt")
    assert text == HAND.replace("'Канал: наш'\n", "'Канал: наш'\n    - \"Поделиться\"\n")
    assert removed(text, rule_of(text, "Вестник", 3)) == HAND


def test_a_key_joins_the_keys_that_an_editor_has_begun():
    text = added(HAND, "Вестник", [Addition("keep", Finder(line="Да: нет"))], "seeds/a.txt")
    assert text == HAND.replace("после", "").replace("Все новости\n", 'Все новости\n  keep:\n  - "Да: нет"\n')
    assert removed(text, last_of(text, "Вестник")) == HAND


def test_another_site_stands_behind_all_that_an_editor_wrote():
    text = added(HAND, "No: 1", [LINE], "seeds/a.txt")
    assert text == HAND + '\n# Taught from seeds/a.txt\n"No: 1":\n  drop:\n  - "Поделиться"\n'
    assert removed(text, last_of(text, "No: 1")) == HAND


def test_a_site_that_an_editor_wrote_stays_when_its_last_rule_goes():
    text = "Вестник:\n  known_by: [Вестник]\n  drop:\n  - Войти\n"
    assert removed(text, last_of(text, "Вестник")) == "Вестник:\n  known_by: [Вестник]\n"


def test_what_an_editor_noted_of_a_source_outlives_the_rules_of_its_seeds():
    text = added("", "Вестник", [LINE], "seeds/a.txt").rstrip("\n") + "\n  country: RU\n  notes: звонить\n"
    after = removed(text, last_of(text, "Вестник"))
    assert after == f"{HEADER}\n# Taught from seeds/a.txt\nВестник:\n  country: RU\n  notes: звонить\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n", "\n\n# конец", "\n  \n"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
@pytest.mark.parametrize("site", ["Вестник", "Другой"])
def test_line_ends_marks_and_what_stands_last_are_left_as_they_are(ends, tail, head, site):
    text = f"{head}Вестник:\n  drop:\n  - Войти{tail}".replace("\n", ends)
    more = added(text, site, [LINE, Addition("keep", Finder(line="Да"))], "seeds/a.txt")
    assert more.count("\n") - text.count("\n") == (3 if site == "Вестник" else 7)
    assert more.endswith("\n") == text.endswith("\n")
    assert more.count("\r\n") == (more.count("\n") if ends == "\r\n" else 0)
    less = removed(more, last_of(more, site))
    assert removed(less, last_of(less, site)) == text


def test_a_rule_in_a_line_with_others_is_taken_out_alone():
    text = "Вестник:\n  keep: [Да]\n  drop: [Войти, Выйти]\n  title: {after: Все новости}\n"
    assert removed(text, rule_of(text, "Вестник", 1)) == text.replace("  keep: [Да]\n", "")
    assert removed(text, rule_of(text, "Вестник", 4)) == text.replace("  title: {after: Все новости}\n", "")
    assert removed(text, rule_of(text, "Вестник", 2)) == text.replace("Войти, ", "")
    assert removed(text, rule_of(text, "Вестник", 3)) == text.replace(", Выйти", "")


FORM = Addition("drop", Finder(begins="Читайте:", example="Читайте: ещё"))


SPELT = '{begins: "Читайте:", example: "Читайте: ещё"}'


@pytest.mark.parametrize(
    ("text", "item", "before", "after"),
    [
        ("Вестник: {drop: [Войти]}\n", LINE, "Войти", 'Войти, "Поделиться"'),
        ("Вестник: {drop: [Войти]} # да\n", LINE, "Войти", 'Войти, "Поделиться"'),
        ("Вестник: { domains: [a.example] }\n", LINE, "example]", 'example], drop: ["Поделиться"]'),
        ("Вестник: {url: 'https://a.example/'}\n", LINE, "/'", '/\', drop: ["Поделиться"]'),
        ("Вестник:\n  drop: [Войти ]\n", LINE, "Войти", 'Войти, "Поделиться"'),
        ("Вестник:\n  drop: [Войти]\n", FORM, "Войти", f"Войти, {SPELT}"),
        ("Вестник: {domains: [a.example]}\n", FORM, "example]", f"example], drop: [{SPELT}]"),
    ],
)
def test_a_line_with_others_grows_and_what_is_taken_out_again_leaves_no_trace(text, item, before, after):
    more = text.replace(before, after)
    assert added(text, "Вестник", [item], "seeds/a.txt") == more
    assert removed(more, last_of(more, "Вестник")) == text


def test_several_join_one_line_and_leave_it_again():
    text = "Один: {domains: [a.example]}\nВестник: {domains: [b.example], kind: agency}\nДва: {kind: online}\n"
    items = [LINE, Addition("keep", Finder(line="Да: нет")), FORM, Addition("known_by", "© Вестник")]
    more = added(text, "Вестник", items, "seeds/a.txt")
    assert more.count("\n") == 3
    for _ in range(3):
        more = removed(more, last_of(more, "Вестник"))
    assert more == text.replace("agency}", 'agency, known_by: ["© Вестник"]}')


def test_what_no_program_can_add_to_is_left_and_the_editor_told_what_to_add():
    for text in (
        "Вестник: {domains: [a.example],\n  keep: [Да]}\n",
        "Вестник:\n  drop: Войти\n",
        "Вестник: {url: 'https://a.example/'} # }\n",
    ):
        with pytest.raises(DigestError) as error:
            added(text, "Вестник", [Addition("drop", Finder(line="Поделиться"))], "seeds/a.txt")
        assert str(error.value) == (
            "content/sources.yaml: error[sources]: no program can add to what stands here for Вестник\n"
            '  add it by hand:\n    drop:\n    - "Поделиться"'
        )


def test_a_file_with_a_mistake_is_neither_added_to_nor_taken_from():
    with pytest.raises(DigestError) as error:
        added("Вестник: 5\n", "Другой", [LINE], "seeds/a.txt")
    assert str(error.value) == (
        "content/sources.yaml:1:10: error[yaml]: lines like `key: value` must stand here\n  1 | Вестник: 5\n"
        "    |          ^"
    )


words = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(str.strip)


@given(words, words, words)
def test_any_words_can_be_taught_and_unlearnt(site, line, begins):
    """Quotes, colons, emoji, backslashes: what cannot stand in the file is refused, and nothing else comes out."""
    additions = [Addition("drop", Finder(line=line)), Addition("keep", Finder(begins=begins, example=begins))]
    try:
        text = added(HAND, site, additions, "seeds/a.txt")
    except DigestError:
        return
    for _ in additions:
        text = removed(text, last_of(text, site))
    assert text == HAND
