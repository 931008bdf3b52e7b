"""Stories of rules for sites: what an editor writes into content/sources.yaml, and what the seeds become."""

from datetime import date
from time import process_time

import pytest
from msgspec.structs import replace

from digest.seeds.blocks import Facts
from digest.seeds.convert import document, explanation
from digest.seeds.finders import Finder, value_of
from digest.seeds.known import Known
from digest.seeds.lessons import lessons_for
from digest.seeds.read import read
from digest.seeds.sources_yaml import sources
from tests.desk import Desk

TITLE = "Первый спутник передал сигнал"
ONE = (
    "Первый искусственный спутник Земли весил восемьдесят три килограмма и передавал сигналы три недели подряд, пока "
    "не сели его батареи."
)
TWO = "Сигналы спутника принимали радиолюбители во всех странах, и по ним учёные узнали, как устроена ионосфера Земли."
THREE = "Ракету-носитель, которая вывела спутник, видели в небе многие, сам же спутник был слишком мал для этого."
SUPPORT = "Если вам нравятся наши рассказы о космосе, поддержите редакцию, и мы сможем писать для вас больше и чаще."
FOOT = "© 2016 Орбитальный вестник"

RULES = f"""
Орбитальный вестник:
  known_by: ["{FOOT}"]
"""


def taught(rules: str, *lines: str, head: str = RULES):
    """The labels of a text seed under rules, with the reasons."""
    known = sources(head + rules)
    assert known.problems == ()
    return explanation("\n\n".join(lines).encode(), "seeds/a.txt", Known(sites=known.sites))


def kept(rules: str, *lines: str, head: str = RULES):
    return [each.block.text for each in taught(rules, *lines, head=head) if each.kept]


def drafted(rules: str, *lines: str):
    made = document("\n\n".join(lines).encode(), "seeds/a.txt", Known(sites=sources(RULES + rules).sites))
    return made.document.meta


def problems(text: str) -> str:
    return "\n".join(map(str, sources(text).problems))


# lines


def test_a_paragraph_that_looks_like_text_is_dropped_where_an_editor_says_so():
    assert kept("", TITLE, ONE, SUPPORT, TWO, FOOT) == [ONE, SUPPORT, TWO]
    assert kept(f'  drop: ["{SUPPORT}"]', TITLE, ONE, SUPPORT, TWO, FOOT) == [ONE, TWO]


def test_a_line_that_looks_like_furniture_is_kept_where_an_editor_says_so():
    line = "Читайте также: не всякая такая строка лишняя"
    assert kept("", TITLE, ONE, line, TWO, FOOT) == [ONE, TWO]
    assert kept('  keep: [{begins: "Читайте также:", example: "Читайте также: это"}]', TITLE, ONE, line, TWO, FOOT) == [
        ONE,
        line,
        TWO,
    ]


def test_figures_capitals_and_spaces_of_a_rule_do_not_count():
    line = "Нас читают 7 человек, нам 25 лет."
    assert kept('  drop: ["НАС ЧИТАЮТ  12 человек, нам 3 лет."]', TITLE, ONE, line, TWO, FOOT) == [ONE, TWO]


@pytest.mark.parametrize(
    "rule",
    [
        '{begins: "Если вам нравятся", example: "Если вам нравятся рассказы"}',
        '{ends: "больше и чаще.", example: "Пишем больше и чаще."}',
        '{holds: "поддержите редакцию", example: "поддержите редакцию сегодня"}',
        '{begins: "Если вам", ends: "чаще.", example: "Если вам надо чаще."}',
    ],
)
def test_a_rule_may_tell_a_line_by_a_part(rule):
    assert kept(f"  drop: [{rule}]", TITLE, ONE, SUPPORT, TWO, FOOT) == [ONE, TWO]


def test_a_part_tells_no_line_that_is_longer_than_the_rule_says():
    long = " ".join([SUPPORT] * 4)
    rule = '{begins: "Если вам", example: "Если вам"}'
    assert kept(f"  drop: [{rule}]", TITLE, ONE, long, TWO, FOOT) == [ONE, long, TWO]
    rule = '{begins: "Если вам", longest: 9999, example: "Если вам"}'
    assert kept(f"  drop: [{rule}]", TITLE, ONE, long, TWO, FOOT) == [ONE, TWO]


def test_what_is_to_be_kept_is_kept_whatever_else_is_said():
    rules = f'  drop: ["{TWO}"]\n  ends_before: ["{TWO}"]\n  keep: ["{THREE}"]'
    assert kept(rules, TITLE, ONE, TWO, SUPPORT, THREE, FOOT) == [ONE, THREE]


def test_an_article_begins_and_ends_where_an_editor_says():
    rules = '  begins_after: ["Все новости"]\n  ends_before: ["Ещё"]'
    lines = ["Ещё", SUPPORT, "Все новости", TITLE, ONE, TWO, "Ещё", THREE, "Все новости", FOOT]
    assert kept(rules, *lines) == [ONE, TWO]


def test_an_end_above_the_text_and_a_beginning_below_it_are_none():
    rules = '  begins_after: ["Все новости"]\n  ends_before: ["Ещё"]'
    assert kept(rules, "Ещё", TITLE, ONE, TWO, "Все новости", FOOT) == [ONE, TWO]


def test_every_taught_label_names_its_rule_its_example_and_its_place():
    rules = f'  drop:\n  - begins: "Если вам"\n    example: "Если вам интересно"\n  keep: ["{ONE}"]'
    found = taught(rules, ONE, SUPPORT, FOOT)
    told = [(each.label.value, each.rule, each.why) for each in found]
    assert told[:2] == [
        ("body", "taught: Орбитальный вестник", f"kept: the line “{ONE}” (content/sources.yaml:7)"),
        (
            "junk",
            "taught: Орбитальный вестник",
            "dropped: a line that begins with “Если вам”, as “Если вам интересно” (content/sources.yaml:5)",
        ),
    ]


# sites


def site_of(rules: str, *lines: str, **facts: str) -> str:
    seed = read("\n\n".join(lines).encode(), "seeds/a.txt")
    found = lessons_for(replace(seed, facts=Facts(**facts)), sources(rules).sites)
    return found.name if found else ""


TWO_SITES = """
Вестник: {domains: [vestnik.example, вестник.рф], names: [Вестник сегодня], known_by: [Все рубрики, Наша почта]}
Листок: {domains: [listok.vestnik.example.org], known_by: [Все рубрики, Наш адрес]}
"""


def test_a_page_is_known_by_its_host_or_one_below_it():
    assert site_of(TWO_SITES, url="https://www.vestnik.example/1") == "Вестник"
    assert site_of(TWO_SITES, url="https://m.vestnik.example/1") == "Вестник"
    assert site_of(TWO_SITES, url="https://news.vestnik.example/1") == "Вестник"
    assert site_of(TWO_SITES, url="https://вестник.рф/1") == "Вестник"
    assert site_of(TWO_SITES, url=f"https://{'вестник.рф'.encode('idna').decode()}/1") == "Вестник"
    assert site_of(TWO_SITES, url="https://vestnik.example.org/1") == ""
    assert site_of(TWO_SITES, url="https://[/1") == ""
    assert site_of(TWO_SITES, url="https://myvestnik.example/1") == ""


def test_a_page_is_known_by_its_name_and_a_text_by_its_furniture():
    assert site_of(TWO_SITES, site="вестник") == "Вестник"
    assert site_of(TWO_SITES, site="ВЕСТНИК СЕГОДНЯ") == "Вестник"
    assert site_of(TWO_SITES, ONE, "Наш адрес") == "Листок"
    assert site_of(TWO_SITES, ONE) == ""
    assert site_of("", ONE, "Наш адрес") == ""


def test_of_two_sites_with_the_same_line_the_one_with_more_lines_is_meant_then_the_first():
    assert site_of(TWO_SITES, ONE, "Все рубрики") == "Вестник"
    assert site_of(TWO_SITES, ONE, "Все рубрики", "Наш адрес") == "Листок"
    assert site_of(TWO_SITES, ONE, "Все рубрики", "Наш адрес", url="https://vestnik.example/1") == "Вестник"


def test_a_rule_of_one_site_does_nothing_on_another():
    head = f'А: {{known_by: ["Рубрики А"], drop: ["{SUPPORT}"]}}\nБ: {{known_by: ["Рубрики Б"]}}\n'
    assert kept("", TITLE, ONE, SUPPORT, TWO, "Рубрики А", head=head) == [ONE, TWO]
    assert kept("", TITLE, ONE, SUPPORT, TWO, "Рубрики Б", head=head) == [ONE, SUPPORT, TWO]


# fields


@pytest.mark.parametrize(
    "rule",
    [
        '{after: "Все новости"}',
        '{before: "Версия для печати"}',
        "{number: 2}",
        '{begins: "Тема дня", example: "Тема дня"}',
    ],
)
def test_the_title_is_the_line_that_an_editor_names(rule):
    lines = ["Все новости", "Тема дня", "Версия для печати", TITLE, ONE, TWO, FOOT]
    assert drafted("", *lines)["title"] == TITLE
    expected = "Тема дня" if "begins" not in rule else TITLE  # nothing stands behind the beginning
    meta = drafted(f"  title: {rule}", *lines)
    assert (meta["title"], "title" in meta.get("unsure", {})) == (expected, False)


def test_the_first_heading_of_a_page_may_be_its_title():
    page = f"<html><body><h1>Вестник</h1><h2>{TITLE}</h2><p>{ONE}</p><p>{TWO}</p><p>{FOOT}</p></body></html>"
    made = document(page.encode(), "seeds/a.html", Known(sites=sources(f"{RULES}  title: {{element: h2}}").sites))
    assert made.document.meta["title"] == TITLE


def test_a_taught_title_leaves_no_other_headline():
    found = taught('  title: {after: "Все новости"}', "Все новости", "Тема дня", TITLE, ONE, TWO, FOOT)
    assert [each.block.text for each in found if each.label.value == "headline"] == ["Тема дня"]


def test_date_and_author_are_taken_from_the_lines_that_an_editor_names():
    rules = (
        '  date: {begins: "Дата:", example: "Дата: 1"}\n  author: {begins: "Рассказал", ends: "наш друг", '
        'example: "Рассказал Иван, наш друг"}\n  source: Вестник\n  rights: © Вестник'
    )
    lines = [TITLE, "Дата: 4 октября 1997 года", ONE, TWO, "Рассказал Иван Петров наш друг", FOOT]
    meta = drafted(rules, *lines)
    assert (meta["date"], meta["author"]) == (date(1997, 10, 4), "Иван Петров")
    assert (meta["source"], meta["rights"]) == ("Вестник", "© Вестник")
    assert meta.get("unsure", {}) == {}
    assert kept(rules, *lines) == [ONE, TWO]


def test_a_date_that_an_editor_points_to_stays_a_guess_where_its_year_is_one():
    rules = '  date: {after: "Опубликовано"}'
    meta = drafted(rules, TITLE, "Опубликовано", "4 октября", ONE, "Так было 5 сентября 2016 года.", TWO, FOOT)
    assert meta["date"] == date(2016, 10, 4)
    assert meta["unsure"]["date"] == (
        "day from «4 октября» (taught: Орбитальный вестник, the line after “Опубликовано”), year from «5 сентября 2016 "
        "года» in the text"
    )
    meta = drafted(rules, TITLE, "Опубликовано", "вчера", ONE, TWO, FOOT)
    assert "date" not in meta
    assert meta["unsure"]["date"].startswith(
        "no day stands in the line that should tell it (taught: Орбитальный вестник, the line after “Опубликовано”); "
    )


def test_what_found_a_line_is_no_part_of_what_it_says():
    assert value_of("Дело № 12: Протон", Finder(begins="Дело № 7:")) == "Протон"
    assert value_of("№ 1234 Протон", Finder(begins="№ 1")) == "Протон"
    assert value_of("Протон, 16+", Finder(ends=", 0+")) == "Протон"
    assert value_of("Протон", Finder(line="Протон")) == "Протон"


# files


def test_every_mistake_in_the_file_is_told_with_its_place():
    text = """\
Вестник:
  domains: [vestnik]
  drop:
  - Читайте также: всё
  - begins: "7 12"
  - begins: Реклама
  - {begins: Реклама, example: Объявление}
  - {}
  - [Войти]
  title: {number: 3, after: Войти}
  date: {element: p}
  colour: red
Листок: 5
"""
    assert (
        problems(text)
        == """\
content/sources.yaml:2:13: error[domains]: `domains` must be a host like example.org, not 'vestnik'
  2 |   domains: [vestnik]
    |             ^
content/sources.yaml:4:5: error[drop]: `drop` has a key that is no rule
  4 |   - Читайте также: всё
    |     ^
  put a line that holds a colon in quotes; a rule holds one of line, begins, ends, holds
content/sources.yaml:5:13: error[drop]: `drop` `begins` must hold more than figures: “7 12” would find too much
  5 |   - begins: "7 12"
    |             ^
content/sources.yaml:6:5: error[drop]: `drop` needs an `example`: a line that it finds
  6 |   - begins: Реклама
    |     ^
content/sources.yaml:7:5: error[drop]: `drop` does not find its own example “Объявление”
  7 |   - {begins: Реклама, example: Объявление}
    |     ^
content/sources.yaml:8:5: error[drop]: `drop` must hold one of line, begins, ends, holds
  8 |   - {}
    |     ^
content/sources.yaml:9:5: error[drop]: `drop` must be a line in quotes, or hold one of line, begins, ends, holds
  9 |   - [Войти]
    |     ^
content/sources.yaml:10:10: error[title]: `title` must hold only one of after, number
  10 |   title: {number: 3, after: Войти}
     |          ^
content/sources.yaml:11:19: error[date]: `date` `element` must be one of h1, h2, h3, h4, h5, h6
  11 |   date: {element: p}
     |                   ^
content/sources.yaml:12:3: error[key]: unknown key `colour`
  12 |   colour: red
     |   ^
  did you mean `country`?
content/sources.yaml:13:9: error[yaml]: lines like `key: value` must stand here
  13 | Листок: 5
     |         ^"""
    )


def test_a_site_is_not_known_by_mere_figures():
    assert problems('Вестник: {known_by: ["Все рубрики", "12:45 | 2016"]}').startswith(
        "content/sources.yaml:1:37: error[known_by]: `known_by` must hold lines with words: "
        "figures like “12:45 | 2016” recur by chance\n"
    )


def test_a_file_that_is_no_mapping_and_one_that_is_empty():
    assert problems("- Вестник") == (
        "content/sources.yaml:1:1: error[yaml]: the sites must stand here by name\n  1 | - Вестник\n    | ^\n"
        "  the name of each site stands at the beginning of a line, with a colon behind it"
    )
    assert sources("# nothing yet\n") == sources("") == sources("\ufeff")
    assert problems("Вестник: [") != ""


def test_a_mistake_in_one_site_leaves_the_others_in():
    known = sources(f"Листок: {{drop: [{{}}]}}\n{RULES}")
    assert [each.name for each in known.sites] == ["Орбитальный вестник"]
    assert len(known.problems) == 1


def test_too_many_rules_are_refused():
    rules = ", ".join(f"строка {n}" for n in range(201))
    assert "`drop` holds 201 items; at most 200 fit" in problems(f"А: {{drop: [{rules}]}}")


@pytest.mark.parametrize("words", ["(а+)+$", "((((", "[", ".*" * 50, "\\", "а" * 1990])
def test_no_words_of_a_rule_are_a_pattern_and_none_can_be_slow(words):
    rules = f"  drop: [{{holds: '{words}', longest: 9999, example: 'x {words} y'}}]"
    begun = process_time()
    assert kept(rules, TITLE, ONE, "а" * 9_000 + "!", TWO, FOOT)[0] == ONE
    assert kept(rules, TITLE, ONE, words, TWO, FOOT) == [ONE, TWO]
    assert process_time() - begun < 5


@pytest.mark.slow
def test_many_rules_and_many_lines_take_seconds():
    words = [f"Слово{'а' * n}" for n in range(200)]
    rules = "\n".join(f'  - {{begins: "{word}", example: "{word}"}}' for word in words)
    lines = [f"Строка {n} без конца" for n in range(20_000)]
    begun = process_time()
    kept(f"  drop:\n{rules}", TITLE, ONE, TWO, *lines, FOOT)
    assert process_time() - begun < 20


# the folder


def test_a_rule_changes_the_drafts_that_nobody_edited_and_its_removal_brings_them_back(desk: Desk):
    for n, text in enumerate((ONE, TWO, THREE)):
        desk.write(f"seeds/{n}.txt", f"{TITLE} {n}\n\n{text}\n\n{SUPPORT}\n\n{text} Да.\n\n{FOOT}\n")
    desk.run("convert")
    drafts = sorted(path for path in desk.tree("content/articles"))
    before = desk.tree("content/articles")
    desk.edit(f"content/articles/{drafts[0]}", SUPPORT, SUPPORT + " Правда.")
    edited = desk.read(f"content/articles/{drafts[0]}")
    desk.write("content/sources.yaml", f'{RULES}  drop: ["{SUPPORT}"]\n')
    desk.run("convert")
    assert [SUPPORT in desk.read(f"content/articles/{name}") for name in drafts] == [True, False, False]
    desk.delete("content/sources.yaml")
    desk.run("convert")
    assert desk.tree("content/articles") == {**before, drafts[0]: edited.encode()}


def test_an_example_or_a_comment_changes_no_draft():
    one, other = (sources(f"{text}{RULES}  drop: [{rule}]") for text, rule in (
        ("", '{begins: "Слово", example: "Слово дня"}'), ("# why\n\n", '{begins: "Слово", example: "Слово за слово"}')
    ))  # fmt: skip
    assert one.mark == other.mark
    assert one.mark not in ("", sources(RULES).mark)
    assert (sources("").mark, sources("А: 5").mark) == ("", None)


def test_a_broken_file_is_told_and_every_seed_is_converted(desk: Desk):
    desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{TWO}\n")
    desk.write("content/sources.yaml", "Вестник: {drop: [\n")
    outcome = desk.run("convert")
    assert (outcome.status, len(desk.tree("content/articles"))) == (1, 1)
    assert outcome.err == (
        "content/sources.yaml:1:18: error[yaml]: YAML breaks off here\n  1 | Вестник: {drop: [\n"
        "    |                  ^\n  a bracket or a quote may not be closed\n\n1 error, 0 warnings\n"
    )


def test_a_broken_file_leaves_the_drafts_as_they_are(desk: Desk):
    desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{SUPPORT}\n\n{TWO}\n\n{FOOT}\n")
    desk.write("content/sources.yaml", f'{RULES}  drop: ["{SUPPORT}"]\n')
    desk.run("convert")
    before = desk.tree("content/articles")
    desk.write("content/sources.yaml", f'{RULES}  drop: ["{SUPPORT}]\n')
    assert desk.run("convert").status == 1
    assert desk.tree("content/articles") == before
    desk.write("content/sources.yaml", f'{RULES}  drop: ["{SUPPORT}"]\n')
    assert desk.run("convert").out == "No new seeds.\n"
    assert desk.tree("content/articles") == before


def test_the_file_of_rules_is_no_page_and_no_problem(desk: Desk):
    desk.article(source="Вестник")
    desk.write("content/sources.yaml", RULES)
    assert desk.run("check").out == "No problems.\n"


def test_an_explanation_names_what_was_taught(desk: Desk):
    desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{SUPPORT}\n\n{TWO}\n\n{FOOT}\n")
    desk.write("content/sources.yaml", f'{RULES}  drop: [{{begins: "Если вам", example: "Если вам"}}]\n')
    told = desk.run("convert", "--explain", "seeds/a.txt").out.split("\n")
    why = "dropped: a line that begins with “Если вам”, as “Если вам” (content/sources.yaml:4)"
    assert told[4:6] == [f"    5  junk      {SUPPORT[:90]}…", f"{'':17}taught: Орбитальный вестник: {why}"]
