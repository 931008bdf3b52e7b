"""What came with a source: an address that imitates another, and what its readers left on its pages."""

from __future__ import annotations

import re

import pytest

from tests.desk import Desk


def test_f12_the_address_of_a_source_goes_by_its_true_name(desk: Desk) -> None:
    desk.article("Чужой", slug="a", source="Банк", source_url="https://аррӏе.com/вход")
    desk.article("Наш", slug="b", source="Пример", source_url="https://пример.рф/")
    assert desk.build().status == 0
    assert 'href="https://xn--80ak6aa92e.com/' in desk.page("/2020/01/a/")
    assert 'href="https://xn--e1afmkfd.xn--p1ai/"' in desk.page("/2020/01/b/")
    assert not any(b"//\xd0\xb0" in data for path, data in desk.tree().items() if path.endswith((".html", ".xml")))


@pytest.mark.parametrize(
    "typed", ["https://user:pw@example.com/", "https://exa\u202emple.com\u2066/", "javascript:alert(1)", "https:///x"]
)
def test_f12_an_address_of_a_source_that_hides_its_host_is_refused_or_made_plain(desk: Desk, typed: str) -> None:
    desk.article("Чужой", slug="a", source="Банк", source_url=typed)
    outcome = desk.build()
    if outcome.status == 0:
        assert 'href="https://example.com/"' in desk.page("/2020/01/a/")
    else:
        assert "error[source_url]" in outcome.err


@pytest.mark.parametrize("theme", ["gazette", "plain"])
def test_f13_whatever_leads_out_of_the_site_does_not_hand_it_over(desk: Desk, theme: str) -> None:
    body = (
        "[a](https://example.com/a) <https://example.com/b> [c](//example.com/c) [d](/about/) [e](mailto:a@b.example)"
    )
    desk.settings(theme=theme)
    desk.write("content/pages/about.md", f"---\ntitle: О нас\n---\n{body}\n")
    copy = "https://example.com/copy/"
    desk.article("Протон", body, slug="a", source="Труд", source_url="https://example.com/", archived=copy)
    assert desk.build().status == 0
    leading = [
        tag
        for path, data in desk.tree().items()
        if path.endswith(".html")
        for tag in re.findall(r"<a\b[^>]*>", data.decode())
        if 'href="https://example.com' in tag
    ]
    assert len(leading) >= 8
    assert [tag for tag in leading if 'rel="noopener"' not in tag or "target=" in tag] == []


SEED = "Ракета взлетела.\n\nКомментарий: пишите мне, anna.petrova@mail.example, +7 (495) 123-45-67.\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Пишите: anna.petrova@mail.example.", "a mail address came with the seed: anna.petrova@mail.example"),
        ("[Анна](mailto:anna@mail.example) спросила.", "a mail address came with the seed: anna@mail.example"),
        ("Звоните: +7 (495) 123-45-67!", "a telephone number came with the seed: +7 (495) 123-45-67"),
        ("Тел. 8 (495) 123-45-67", "a telephone number came with the seed: 8 (495) 123-45-67"),
        ("Тел. 8 800 555-35-35", "a telephone number came with the seed: 8 800 555-35-35"),
        ("> Call me, (555) 123-4567", "a telephone number came with the seed: (555) 123-4567"),
        ("| +44 20 7946 0958 |", "a telephone number came with the seed: +44 20 7946 0958"),
    ],
)
def test_f16_an_address_or_number_that_came_with_a_seed_is_warned_of(desk: Desk, line: str, told: str) -> None:
    _made_of_a_seed(desk, line)
    (found,) = (each for each in desk.run("check", "--json").json["problems"] if each["code"] == "contact")
    assert (found["message"], found["level"], found["line"]) == (told, "warning", _line(desk, line))


@pytest.mark.parametrize(
    "line",
    [
        "Ракета «Союз-2.1б» стартовала 12.04.2021 в 10:40:00, расход 8 123 456 789 кг.",
        "Аккаунт @roscosmos и адрес https://example.com/a@b?tel=84951234567 известны.",
        "Контракт № 8-495-2021-12-34567, счёт 2:1, 2016-2017, 1 234 567 890 123 рубля.",
        "Координаты 45.9648 и 63.3050, выпуск 978-5-04-123456-7.",
    ],
)
def test_f16_what_only_looks_like_one_is_not(desk: Desk, line: str) -> None:
    _made_of_a_seed(desk, line)
    assert [each for each in desk.run("check", "--json").json["problems"] if each["code"] == "contact"] == []


def test_f16_what_an_editor_wrote_into_a_text_of_his_own_is_his(desk: Desk) -> None:
    desk.article(slug="a", body="Пишите: digest@example.org", source="Орбита")
    assert "contact" not in desk.run("check").out


def _made_of_a_seed(desk: Desk, line: str) -> None:
    """The draft of a seed, into which a line is put and which is published."""
    desk.write("seeds/a.txt", f"Ракета взлетела с Байконура\n\n{SEED}\n{SEED}")
    desk.article(slug="a", body=f"Ракета.\n\n{line}", source="Труд", seed={"file": "seeds/a.txt", "sha256": "0" * 64})


def _line(desk: Desk, line: str) -> int:
    return desk.read("content/articles/a.md").split("\n").index(line) + 1
