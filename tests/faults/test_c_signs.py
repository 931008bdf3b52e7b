"""Words of a seed that mean something to Markdown, YAML or templates: a reader of the page sees the very same words."""

from __future__ import annotations

import codecs
import html
import json
import re

import pytest

from digest.content.frontmatter import parse, plain
from tests.desk import Desk, Outcome

PROSE = "Ракета стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
SIGNS = [
    "# Не заголовок", "#Пуск", "1. Не список", "1) Не список", "- Не список", "+ Не список",
    "*не курсив*", "_не курсив_", "**не жирно**", "<b>не тег</b>", "<script>alert(1)</script>", "[не ссылка](x)",
    "[не ссылка][x]", "[x]: https://example.org/", "![не картинка](x)", "a | b | c", "`не код`", "``` не код",
    "~~~ не код", "> не цитата", "&amp; не знак", "&lt;", "\\* не побег", "[^1] нет", "[^1]: не сноска",
    "*[МКС]: станция", ": не смысл", "{{ 7*7 }}", "{% include 'x' %}", "{# не примечание #}", "{: onclick=x }",
    "https://example.org/a_b_c", "«Союз» & «Прогресс»", "10 < 20 > 5", "Слово --- слово", "=== слово",
]  # fmt: skip


def seed(number: int, line: str) -> str:
    return f"Орбита номер {number} открыта\n\n{PROSE} Это {number} раз.\n\n{PROSE} {line} {PROSE}\n\n{PROSE} Итог.\n"


def confirmed(desk: Desk) -> None:
    """What an editor does with drafts: every guess is settled."""
    for name in desk.tree("content/articles"):
        text = desk.read(f"content/articles/{name}")
        text = re.sub(r"unsure:\n(?:  .*\n)+", "", text.replace("draft: true\n", "date: 2020-01-02\n", 1))
        desk.write(f"content/articles/{name}", text)


def words_of(page: str) -> str:
    """What a reader sees of a page."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())


@pytest.fixture(scope="module")
def signs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Outcome]:
    """A site made of a seed for each of these lines: converted, confirmed, built."""
    desk = Desk(tmp_path_factory.mktemp("signs") / "site")
    for number, line in enumerate(SIGNS):
        beginning = f"Орбита номер {number} открыта\n\n{PROSE} Это {number} раз.\n\n{line} — {PROSE}\n\n{PROSE} Итог.\n"
        desk.write(f"seeds/{number:02}.txt", beginning)
    assert desk.run("convert").status == 0
    confirmed(desk)
    return desk, desk.build()


@pytest.mark.parametrize("number", range(len(SIGNS)), ids=lambda number: SIGNS[number])
def test_c22_c24_words_that_mean_something_to_markdown_are_shown_as_they_are(
    number: int, signs: tuple[Desk, Outcome]
) -> None:
    desk, built = signs
    assert (built.status, built.err) == (0, "")
    page = desk.page(f"/2020/01/orbita-nomer-{number}-otkryta/")
    assert f"{' '.join(SIGNS[number].split())} — {PROSE}" in words_of(page)
    assert not re.search("<(?:em|strong|code|table|blockquote|script>alert)", page.partition("<article")[2])


@pytest.mark.parametrize("line", ["---", "---\ntitle: Чужой\n---", "...", "+++"])
def test_c23_a_seed_that_begins_like_front_matter_becomes_no_front_matter(desk: Desk, line: str) -> None:
    desk.write("seeds/a.txt", f"{line}\n\nПротон вывел спутник\n\n{PROSE}\n\n{PROSE} Да.\n")
    assert desk.run("convert").status == 0
    ((name, data),) = desk.tree("content/articles").items()
    meta = plain(parse(data, name).meta)
    assert meta["seed"]["file"] == "seeds/a.txt"
    assert meta["draft"] == "true"
    confirmed(desk)
    assert desk.build().status == 0


def test_c12_half_an_emoji_of_json_is_left_out_and_everything_can_be_written(desk: Desk) -> None:
    item = {"id": "k", "title": "Пуск \ud800 ракеты", "text": f"{PROSE} \udfff\n\n{PROSE} Да \ud83d\ude80."}
    desk.write("seeds/wire.json", json.dumps([item]))
    assert desk.run("convert").status == 0
    ((_, data),) = desk.tree("content/articles").items()
    assert "Пуск ракеты" in data.decode()
    assert "Да 🚀." in data.decode()
    confirmed(desk)
    assert desk.build().status == 0


def test_c15_spaces_that_do_not_break_and_thirty_empty_lines_are_what_they_mean(desk: Desk) -> None:
    gap, other = "\n" * 31, "Это был третий пуск за год, и следующий намечен на осень, сообщили в агентстве."
    spaced = PROSE.replace(" ", "\u00a0", 3).replace("орбиту спутник", "орбиту\u2009спутник")
    desk.write("seeds/a.txt", f"Протон вывел спутник{gap}{spaced}{gap}{other}{gap}{PROSE} Да.{gap}")
    desk.run("convert")
    ((_, data),) = desk.tree("content/articles").items()
    assert data.decode().endswith(f"\n\n{PROSE}\n\n{other}\n\n{PROSE} Да.\n")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16", "utf-32-be"])
def test_c5_c6_the_encoding_of_a_seed_is_told(desk: Desk, encoding: str) -> None:
    desk.write("seeds/a.txt", seed(1, "Да.").encode(encoding))
    outcome = desk.run("convert")
    assert (outcome.status, outcome.err) == (0, "")
    ((_, data),) = desk.tree("content/articles").items()
    assert PROSE in data.decode()
    assert "\ufffd" not in data.decode()
    told = desk.run("explain", "seeds/a.txt", "--json").json["seeds"][0]["encoding"]
    assert codecs.lookup(told).name in (codecs.lookup(encoding).name, f"{codecs.lookup(encoding).name}-le")
    assert desk.run("explain", "seeds/a.txt").out.startswith(f"# seeds/a.txt, read as {told}\n")


def test_c5_letters_that_may_be_of_two_encodings_are_asked_about(desk: Desk) -> None:
    desk.write("seeds/a.txt", bytes([0xE4, 0xE0]))
    outcome = desk.run("convert")
    assert outcome.status == 1
    assert "seeds/a.txt: error[encoding]: the encoding cannot be told" in outcome.err
    assert "--encoding" in outcome.err
    assert not (desk.root / "content").exists()


def test_c14_letters_in_two_parts_are_one_in_titles_names_and_texts(desk: Desk) -> None:
    apart = PROSE.replace("й", "и\u0306")
    desk.write("seeds/a.txt", f"Второи\u0306 пуск за неделю\n\n{apart} Вои\u0306на.\n\n{apart}\n")
    desk.run("convert")
    ((name, data),) = desk.tree("content/articles").items()
    assert name == "vtoroy-pusk-za-nedelyu.md"
    assert "\u0306" not in data.decode()
