"""What an article says and its seed does not: quotes, numbers, days, names."""

from __future__ import annotations

import hashlib

import pytest

from digest.check.known import Known
from tests.check.conftest import SEED, Article
from tests.desk import Desk


@pytest.mark.parametrize(
    "body",
    [
        "«Экипаж чувствует себя хорошо и ждёт спасателей», — сообщили в ЦУПе.",  # the acronym of what stands there
        "«Экипаж чувствует себя хорошо… и ждёт спасателей».",
        "Овчинина и Хейга искали три вертолёта и 1500 человек.",
        "Искали их на трёх вертолётах, 1\u00a0500 человек; это было в 20 км от Жезказгана.",
        "Авария случилась 11.10.2018, в 11.40; на Байконуре ждут выводов.",
        "11 октября корабль приземлился у Жезказгана.",
        "Вышло 3 вертолёта.",
        "Как пишет ТАСС, 12 октября экипаж вернулся.",  # its source, its own day
        "Спасатели нашли их. Космонавты целы: Овчинин и Хейг в Жезказгане.",
        "«Союз» приземлился.",
        "Старт:\n\n    площадка 31, Сергей Крикалёв",  # code is no prose
    ],
)
def test_what_the_seed_says_in_other_forms_is_no_problem(told: Article, body: str) -> None:
    assert told(body) == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "«Экипаж чувствует себя плохо и ждёт помощи», — сообщили в Центре.",
            "seed-quote the seed does not have the quote `Экипаж чувствует себя плохо и ждёт помощи`",
        ),
        (
            "> Экипаж ждал спасателей три часа.",
            "seed-quote the seed does not have the quote `Экипаж ждал спасателей три часа`",
        ),
        ("Их искали 2 500 человек.", "seed-number the seed does not have the number `2 500`"),
        ("Корабль сел в 20,5 километра от города.", "seed-number the seed does not have the number `20,5`"),
        ("Старт был 12 ноября 2018 года.", "seed-date the seed does not name the day `12 ноября 2018`"),
        ("Старт был 11 октября 2017 года.", "seed-date the seed does not name the day `11 октября 2017`"),
        ("Старт был 01.09.2018.", "seed-date the seed does not name the day `01.09.2018`"),
        ("Экипаж встретил Сергей Крикалёв.", "seed-name the seed does not have the name `Сергей Крикалёв`"),
        ("Экипаж встретил в NASA врач.", "seed-name the seed does not have the name `NASA`"),
    ],
)
def test_what_the_seed_does_not_say_is_told(told: Article, body: str, said: str) -> None:
    assert told(body) == said


def test_one_thing_is_told_once_at_its_first_place(desk: Desk, told: Article) -> None:
    assert told("Искали 700 человек.\n\nДа, **700** человек.").count("700") == 1
    (problem,) = desk.run("check", "--json").json["problems"]
    assert (problem["line"], problem["column"], problem["excerpt"]) == (10, 8, "Искали 700 человек.")


def test_a_seed_that_says_yesterday_may_mean_the_day_before(told: Article) -> None:
    seed = "Вчера с космодрома стартовала ракета, на борту два космонавта. Полёт прошёл по программе, экипаж здоров."
    assert told("Ракета стартовала 11 октября.", seed) == ""
    assert told("Ракета стартовала 11 сентября.", seed) == "seed-date the seed does not name the day `11 сентября`"


def test_of_a_translation_only_figures_are_held_against_its_seed(told: Article) -> None:
    seed = (
        "The Soyuz was launched on 11 October 2018 from Baikonur with two men aboard, said the mission control centre."
    )
    assert told("Союз МС-10 стартовал 11 октября с Байконура, передаёт Юрий Карго.", seed) == (
        "seed-number the seed does not have the number `10`"
    )


def test_a_page_says_in_its_head_too_what_it_says(desk: Desk) -> None:
    page = "<html><head><meta name=author content='Ирина Лунёва'></head><body><p>Ракета взлетела.</p></body></html>"
    desk.write("seeds/a.html", page)
    seed = {"file": "seeds/a.html", "sha256": hashlib.sha256(page.encode()).hexdigest()}
    desk.article(body="Об этом пишет Ирина Лунёва и Олег Марсов.", source="Орбита", seed=seed)
    names = [each["message"] for each in desk.run("check", "--json").json["problems"] if each["code"] == "seed-name"]
    assert names == ["the seed does not have the name `Олег Марсов`"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,5 млн", "1500000"), ("1 500 000 рублей", "1500000"), ("2.5 billion", "2500000000"), ("тысяча", "1000")],
)
def test_an_amount_is_the_same_however_it_is_written(text: str, amount: str) -> None:
    assert Known([text]).counts([amount])


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Павла", "Павел"), ("Павел", "Павла"), ("Россию", "российский"), ("Маска", "Маском"),
        ("МКС", "Международная космическая станция"), ("ЦУПом", "центр управления полётами"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_case(form: str, name: str) -> None:
    assert Known([f"Вчера {name} был там"]).names(form)


@pytest.mark.parametrize("name", ["Илон", "Петров", "ЕКА"])
def test_another_name_is_not(name: str) -> None:
    assert not Known(["Вчера Павел был там"]).names(name)


# the seed itself


def test_a_seed_that_was_moved_is_found_by_its_bytes(desk: Desk, told: Article) -> None:
    told("Ракета стартовала.")
    (desk.root / "seeds/a.txt").rename(desk.root / "seeds/b.txt")
    assert desk.run("check").out == "No problems.\n"


def test_a_seed_that_has_changed_is_told_in_place_of_all_else(desk: Desk, told: Article) -> None:
    told("Искали 700 человек.")
    desk.write("seeds/a.txt", SEED + "\n")
    assert desk.run("check").err.splitlines()[2:5] == [
        "content/articles/a.md:5:1: warning[seed-changed]: its seed seeds/a.txt has changed since",
        "  5 | seed:",
        "    | ^",
    ]


def test_a_seed_that_is_gone_is_told(desk: Desk, told: Article) -> None:
    told("Искали 700 человек.")
    desk.delete("seeds/a.txt")
    (problem,) = desk.run("check", "--json").json["problems"]
    assert problem["message"] == "its seed seeds/a.txt is not there any more, under this name or another"
    assert (problem["code"], problem["level"]) == ("seed-gone", "warning")


def test_a_seed_that_cannot_be_read_is_told(told: Article) -> None:
    assert told("Ракета стартовала.", b"\x00\x01\x02" * 500).startswith(
        "seed-gone its seed seeds/a.txt cannot be read: "
    )


def test_what_was_said_of_unchanged_files_is_kept(desk: Desk, told: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told("Искали 700 человек.")
    monkeypatch.setattr("digest.check.stored.words_of", None)  # whoever reads a seed again fails
    again = desk.run("check", "--json").json["problems"]
    assert [f"{each['code']} {each['message']}" for each in again] == [first]
