"""Stories of teaching: an editor points to lines of one seed, and the others of its site come out better too."""

import json
import os
import sys

import pytest

from tests.desk import REPOSITORY, Desk
from tests.seeds.test_lessons import FOOT, ONE, SUPPORT, THREE, TITLE, TWO

NAME = "Орбитальный вестник"
DAYS = ("4 октября 2016 года", "5 ноября 2016 года", "6 декабря 2016 года")
TEXTS = (ONE, TWO, THREE)
WORDS = ("луны", "солнца", "марса")


def lines_of(number: int) -> list[str]:
    word = WORDS[number]
    return [
        "Все новости",
        f"{TITLE} с {word}",
        f"Вышло {DAYS[number]}",
        TEXTS[number],
        f"Наша лавка: значки и книги о жизни {word}, а также чертежи, которые вы нигде больше не найдёте сегодня.",
        f"{TEXTS[number]} Да.",
        SUPPORT,
        f"Вестник ведёт {word} любитель.",
        FOOT,
    ]


@pytest.fixture
def site(desk: Desk) -> Desk:
    """Three seeds of one site and one of another, converted."""
    for number in range(3):
        desk.write(f"seeds/{number}.txt", "\n".join(lines_of(number)) + "\n")
    desk.write(
        "seeds/other.txt", "\n".join(["Ракетный листок", TITLE, THREE, SUPPORT, ONE, "© Ракетный листок"]) + "\n"
    )
    desk.run("convert")
    return desk


def article(desk: Desk, seed: str) -> str:
    """The text of the article of a seed."""
    found = [text.decode() for text in desk.tree("content/articles").values() if f"file: seeds/{seed}" in text.decode()]
    return found[0]


# what a lesson does


def test_what_is_taught_on_one_seed_improves_its_siblings_and_no_other(site: Desk):
    assert all(SUPPORT in article(site, name) for name in ("0.txt", "1.txt", "2.txt", "other.txt"))
    assert site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes").status == 0
    site.run("convert")
    held = [SUPPORT in article(site, name) for name in ("0.txt", "1.txt", "2.txt", "other.txt")]
    assert held == [False, False, False, True]


def test_a_lesson_is_shown_with_what_it_changes_before_it_is_kept(site: Desk):
    outcome = site.run("teach", "seeds/0.txt", "--drop", "5,7", "--source", NAME)
    assert outcome.err == ""
    assert (
        outcome.out
        == f"""\
To be taught about Орбитальный вестник:
  known-by     {FOOT}
  drop         a line that begins with “Наша лавка:”, as “{lines_of(0)[4][:90]}…”
  drop         the line “{SUPPORT[:80]}…
That changes 3 of 3 seeds of this site.
seeds/0.txt
     5  dropped  {lines_of(0)[4][:90]}…
     7  dropped  {SUPPORT[:90]}…
seeds/1.txt
     5  dropped  {lines_of(1)[4][:90]}…
     7  dropped  {SUPPORT[:90]}…
seeds/2.txt
     5  dropped  {lines_of(2)[4][:90]}…
     7  dropped  {SUPPORT[:90]}…
Nothing was written. With --yes the rules are kept.
"""
    )
    assert "content/sources.yaml" not in site.tree("")


def test_the_rules_say_how_the_site_is_known_and_carry_examples(site: Desk):
    site.run("teach", "seeds/0.txt", "--drop", "5,7", "--source", NAME, "--yes")
    assert (
        site.read("content/sources.yaml")
        == f"""\
# Rules for the seeds of single sites, written by hand or by the command `teach`: see the manual.

# Taught from seeds/0.txt
Орбитальный вестник:
  known_by:
  - "{FOOT}"
  drop:
  - begins: "Наша лавка:"
    example: "{lines_of(0)[4]}"
  - "{SUPPORT}"
"""
    )


def test_a_line_is_a_form_only_where_several_others_begin_like_it(site: Desk):
    site.delete("seeds/2.txt")
    outcome = site.run("teach", "seeds/0.txt", "--drop", "5", "--source", NAME)
    assert f"  drop         the line “{lines_of(0)[4][:80]}…\n" in outcome.out
    assert outcome.out.startswith(
        "Note: line 5 stands in no other seed of this site; to cut where it stands, use --ends-before.\n"
    )


def test_title_and_date_and_author_are_found_again_in_the_siblings(site: Desk):
    site.run(
        "teach", "seeds/0.txt", "--title", "2", "--date", "3", "--author", "8", "--source", NAME, "--yes"
    )  # fmt: skip
    taught = site.read("content/sources.yaml").partition("title:")[2]
    assert (
        taught
        == f"""
  - after: "Все новости"
    example: "{TITLE} с луны"
  date:
  - begins: "Вышло"
    example: "Вышло 4 октября 2016 года"
  author:
  - before: "{FOOT}"
    example: "Вестник ведёт луны любитель."
"""
    )
    site.run("convert")
    for number, day in enumerate(("2016-10-04", "2016-11-05", "2016-12-06")):
        text = article(site, f"{number}.txt")
        assert f"title: {TITLE} с {WORDS[number]}\ndate: {day}\n" in text
        assert f"author: Вестник ведёт {WORDS[number]} любитель." in text


def test_the_end_of_an_article_is_taught_once_for_all(site: Desk):
    site.run("teach", "seeds/1.txt", "--ends-before", "7", "--begins-after", "1", "--source", NAME, "--yes")
    site.run("convert")
    assert [SUPPORT in article(site, f"{number}.txt") for number in range(3)] == [False] * 3
    assert f"rights: {FOOT}" in article(site, "0.txt")


def test_what_is_to_be_kept_comes_back(desk: Desk):
    line = "Читайте также: так называлась передача о космосе"
    desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{line}\n\n{TWO}\n\n© Вестник о космосе\n")
    outcome = desk.run("teach", "a.txt", "--keep", "5", "--source", "Вестник о космосе", "--yes")
    assert f"     5  kept     {line}\n" in outcome.out
    desk.run("convert")
    assert line in article(desk, "a.txt")


def test_an_explanation_names_the_lesson(site: Desk):
    site.run("teach", "seeds/0.txt", "--drop", "5", "--source", NAME, "--yes")
    told = site.run("convert", "--explain", "seeds/1.txt").out
    why = f"dropped: a line that begins with “Наша лавка:”, as “{lines_of(0)[4]}” (content/sources.yaml:8)"
    assert f"taught: Орбитальный вестник: {why}\n" in told


# pages


def test_pages_are_known_by_their_host_and_a_title_by_its_heading(desk: Desk):
    for number in range(2):
        head = f'<link rel="canonical" href="https://www.vestnik.example/{number}">'
        text = TEXTS[number]
        paragraphs = [f"<p>{each}</p>" for each in (text, SUPPORT, f"{text} Да.")]
        body = "\n".join(["<h1>Вестник</h1>", f"<h2>{TITLE} {number}</h2>", *paragraphs])
        desk.write(f"seeds/{number}.html", f"<html><head>{head}</head><body>\n{body}</body></html>")
    numbers = {
        words: line[1:].split()[0]
        for line in desk.run("convert", "--explain", "seeds/0.html").out.split("\n")
        for words in ("Если вам", f"{TITLE} 0")
        if words in line and line[1:].split()[0].isdigit()
    }
    outcome = desk.run(
        "teach", "0.html", "--drop", numbers["Если вам"], "--title", numbers[f"{TITLE} 0"], "--yes", "--verbose"
    )
    assert outcome.out.startswith("To be taught about vestnik.example:\n  domains      vestnik.example\n")
    assert desk.read("content/sources.yaml").endswith(
        f'vestnik.example:\n  domains:\n  - "vestnik.example"\n  drop:\n  - "{SUPPORT}"\n'
        f'  title:\n  - element: "h2"\n    example: "{TITLE} 0"\n'
    )
    desk.run("convert")
    assert SUPPORT not in article(desk, "1.html")
    assert f"title: {TITLE} 1\n" in article(desk, "1.html")


# undoing


def test_undoing_leaves_every_file_as_it_was_to_the_byte(site: Desk):
    site.write("content/sources.yaml", "# мои правила\nЛисток:\n  known_by: [© Ракетный листок]\n\n# конец\n")
    before = site.tree("content")
    site.run("teach", "seeds/0.txt", "--drop", "5,7", "--source", NAME, "--yes")
    site.run("convert")
    assert site.tree("content") != before
    outcome = site.run("teach", "--undo", f"{NAME}/2")
    assert outcome.out.startswith(f"To be taken out of what is taught about {NAME}:\n  drop         the line “Если")
    assert outcome.out.endswith("content/sources.yaml was written; the next `digest convert` follows it.\n")
    site.run("teach", "--undo", f"{NAME}/1")
    site.run("convert")
    assert site.tree("content") == before


def test_removing_a_rule_by_hand_undoes_it_too(site: Desk):
    before = site.tree("content")
    site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    site.run("convert")
    site.delete("content/sources.yaml")
    site.run("convert")
    assert site.tree("content") == before


def test_undoing_the_only_lesson_leaves_no_file(site: Desk):
    before = site.tree("content")
    site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    assert site.run("teach", "--undo", f"{NAME}/1", "--dry-run").out.endswith("Nothing was written.\n")
    assert "sources.yaml" in site.tree("content")
    site.run("teach", "--undo", f"{NAME}/1")
    assert site.tree("content") == before


def test_what_is_taught_is_listed(site: Desk):
    assert site.run("teach", "--list").out == "Nothing is taught.\n"
    site.write("content/sources.yaml", 'Б: {drop: [Войти]}\nА:\n  title: {number: 3}\n  keep:\n  - "Да: нет"\n')
    assert site.run("teach", "--list").out == (
        "Б\n   1  drop         the line “Войти”\nА\n   1  title        line 3 from the top\n"
        "   2  keep         the line “Да: нет”\n"
    )
    assert [each["number"] for each in site.run("teach", "--list", "--json").json["rules"]] == [1, 1, 2]


# the editor's own work


def test_an_editor_is_warned_of_lines_that_an_edited_article_keeps(site: Desk):
    paths = {
        name: f"content/articles/{path}"
        for path, text in site.tree("content/articles").items()
        for name in "12"
        if f"seeds/{name}.txt" in text.decode()
    }
    site.edit(paths["1"], "draft: true\n", "")
    site.edit(paths["2"], SUPPORT, "")
    outcome = site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    assert outcome.status == 0
    assert outcome.err == (
        f"{paths['1']}: warning[sources]: its editor has kept line 7 of seeds/1.txt, which the rules "
        "would drop\n  the next conversion takes it out, unless the editor changed it; make sure that it should\n\n"
        "0 errors, 1 warning\n"
    )


def test_a_rule_that_leaves_nothing_of_a_seed_is_told_before_it_is_kept(site: Desk):
    outcome = site.run("teach", "seeds/0.txt", "--drop", "2-8", "--source", NAME)
    assert outcome.err == (
        "seeds/0.txt: warning[sources]: with these rules nothing would be left of it\n"
        "  look at the lines that would be dropped; keep some of them: --keep LINES, or leave the rule out\n\n"
        "0 errors, 1 warning\n"
    )
    assert "Nothing was written." in outcome.out


def test_what_had_no_article_before_is_not_told_to_lose_it(site: Desk):
    site.write("seeds/3.txt", f"Войти\n12\n{FOOT}\n")
    outcome = site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME)
    assert outcome.err == ""


def test_comments_and_order_of_the_file_survive(site: Desk):
    text = f"# раз\n{NAME}:   # два\n  drop:\n  # три\n  - 'Войти'\n\n  known_by: ['{FOOT}']\n# четыре\n"
    site.write("content/sources.yaml", text)
    site.run("teach", "seeds/0.txt", "--drop", "7", "--yes")
    assert site.read("content/sources.yaml") == text.replace("'Войти'\n", f"'Войти'\n  - \"{SUPPORT}\"\n")


def test_nothing_is_written_where_the_file_has_a_mistake_or_is_a_link(site: Desk):
    site.write("content/sources.yaml", "А: 5\n")
    outcome = site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    assert (outcome.status, site.read("content/sources.yaml")) == (1, "А: 5\n")
    site.delete("content/sources.yaml")
    site.write("elsewhere.yaml", "")
    (site.root / "content/sources.yaml").symlink_to(site.root / "elsewhere.yaml")
    outcome = site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    assert outcome.err == (
        "content/sources.yaml: error[file]: cannot read content/sources.yaml: a symbolic link is not followed\n"
    )
    assert site.read("elsewhere.yaml") == ""


# slips


SLIPS = {
    "": """\
error[usage]: name a seed and lines of it, or one of --list and --undo
  digest teach seeds/001.txt --drop 12-18, or digest teach --list
""",
    "seeds/0.txt --drop 70-90 --source Вестник": """\
error[usage]: there is no line 70 in seeds/0.txt
  to see its lines with their numbers: convert --explain seeds/0.txt
""",
    "seeds/9.txt --drop 7": """\
error[seed]: there is no seed seeds/9.txt
  did you mean `seeds/2.txt`?
""",
    "seeds/0.txt --drop 7": """\
error[sources]: nothing in seeds/0.txt says where it comes from
  say what its site is called: --source NAME
""",
    "seeds/0.txt --drop 7 --source Листок": """\
error[sources]: nothing in seeds/0.txt tells its site from others
  point to a line that stands on every page of its site and nowhere else: --known-by 7
""",
    "seeds/0.txt --drop 4-7 --keep 6,7 --source Вестник": """\
error[usage]: line 6 of seeds/0.txt is to be dropped and kept
  name it once: --drop or --keep
""",
    "seeds/figures.txt --drop 7 --known-by 1 --source Вестник": """\
error[usage]: line 1 of seeds/figures.txt holds figures only: they recur by chance, and tell no site from another
  point to a line with words in it
""",
    "--undo Листок/1": """\
error[sources]: there is no rule Листок/1
  nothing is taught
""",
}


@pytest.mark.parametrize("words", SLIPS)
def test_a_slip_is_told_in_one_sentence(site: Desk, words):
    if "figures" in words:
        site.write("seeds/figures.txt", "\n".join(["12:45 / 2016", *lines_of(0)[1:]]) + "\n")
    outcome = site.run("teach", *words.split())
    assert (outcome.status, outcome.err) == (2, SLIPS[words])


@pytest.mark.parametrize("lines", ["x", "0", "3-1", "1-", "", "-3", "1,,2", "1-2-3"])
def test_lines_are_numbers_and_ranges(site: Desk, lines):
    outcome = site.run("teach", "seeds/0.txt", "--drop", lines)
    assert outcome.status == 2
    assert f"'{lines}' must be lines like 12 or 12-18,20" in outcome.err or "requires an argument" in outcome.err


def test_a_seed_that_nothing_tells_from_others_needs_a_line_that_does(desk: Desk):
    desk.write("seeds/a.txt", f"{TITLE}\n\n{ONE}\n\n{SUPPORT}\n\n{TWO}\n")
    outcome = desk.run("teach", "seeds/a.txt", "--drop", "5", "--source", NAME)
    assert (outcome.status, outcome.err) == (2, SLIPS["seeds/0.txt --drop 7 --source Листок"].replace("0.txt", "a.txt"))
    assert desk.run("teach", "seeds/a.txt", "--drop", "5", "--known-by", "5", "--source", NAME, "--yes").status == 0
    assert f'known_by:\n  - "{SUPPORT}"\n' in desk.read("content/sources.yaml")
    again = desk.run("teach", "seeds/a.txt", "--known-by", "5", "--yes")
    assert again.out == "Nothing to teach: all these lines come out so already.\n"


def test_a_lesson_that_says_nothing_new_is_not_written(site: Desk):
    site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    before = site.read("content/sources.yaml")
    outcome = site.run("teach", "seeds/1.txt", "--drop", "7", "--keep", "4", "--yes")
    assert outcome.out == (
        "Note: line 7 is dropped already (taught: Орбитальный вестник).\nNote: line 4 is kept already (prose).\n"
        "Nothing to teach: all these lines come out so already.\n"
    )
    assert site.read("content/sources.yaml") == before


def test_a_title_is_taught_once(site: Desk):
    site.run("teach", "seeds/0.txt", "--title", "2", "--source", NAME, "--yes")
    outcome = site.run("teach", "seeds/1.txt", "--title", "3", "--yes")
    assert outcome.err == (
        "error[sources]: the title of Орбитальный вестник is taught already\n"
        "  take the old rule out first: the command `teach --list` names it, `teach --undo` takes it out\n"
    )


def test_a_seed_of_one_site_is_not_taught_as_another(site: Desk):
    site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--yes")
    outcome = site.run("teach", "seeds/1.txt", "--drop", "5", "--source", "Листок")
    assert outcome.err == (
        "error[sources]: seeds/1.txt is a seed of Орбитальный вестник already\n"
        "  leave --source out, or correct by what that site is known\n"
    )


def test_an_article_in_a_list_is_taught_by_its_name(desk: Desk):
    items = [
        {"id": str(number), "url": f"https://vestnik.example/{number}", "text": f"{text}\n\n{SUPPORT}\n\n{text} Да."}
        for number, text in enumerate(TEXTS[:2])
    ]
    desk.write("seeds/list.json", json.dumps(items))
    outcome = desk.run("teach", "seeds/list.json", "--drop", "3")
    assert outcome.status == 2
    assert outcome.err == (
        "error[seed]: seeds/list.json holds 2 articles\n  name one of them: seeds/list.json#0, seeds/list.json#1\n"
    )
    outcome = desk.run("teach", "seeds/list.json#1", "--drop", "3", "--yes")
    assert "That changes 2 of 2 seeds of this site.\nseeds/list.json#1\n" in outcome.out


def test_programs_are_told_in_json_and_never_asked(site: Desk):
    told = site.run("teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--json").json
    assert (told["site"], told["seeds"], told["written"], told["problems"]) == (NAME, 3, False, [])
    assert told["changes"][0] == {
        "seed": "seeds/0.txt", "lines": [{"line": 7, "kept": False, "text": SUPPORT}], "fields": []
    }  # fmt: skip
    assert [each["key"] for each in told["added"]] == ["known_by", "drop"]


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to play on")
@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_person_at_a_terminal_is_asked(site: Desk, answer, written):
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ["PYTHONPATH"] = str(REPOSITORY)
        words = ["teach", "seeds/0.txt", "--drop", "7", "--source", NAME, "--site", str(site.root)]
        os.execv(sys.executable, [sys.executable, "-m", "digest", *words])
    said = b""
    while b"Keep this?" not in said:
        said += os.read(terminal, 1_000)
    os.write(terminal, answer.encode())
    while os.waitpid(process, os.WNOHANG)[0] == 0:
        try:
            os.read(terminal, 1_000)
        except OSError:
            os.waitpid(process, 0)
            break
    assert ("sources.yaml" in site.tree("content")) is written
