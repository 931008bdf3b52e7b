"""A day in plain text keeps the time that stands beside it."""

import pytest

from digest.content.frontmatter import spelt
from digest.seeds.convert import document

TEXT = (
    "Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, который будут принимать "
    "на всей территории страны."
)


def date(line, text=TEXT):
    seed = f"Протон вывел спутник связи на орбиту\n{line}\n\n{text}\n\n{TEXT} И ещё один.\n"
    return str(document(seed.encode(), "seeds/a.txt").document.meta["date"])


@pytest.mark.parametrize(
    "line",
    [
        "20 июня 2005 22:28",
        "20 июня 2005 года, 22:28",
        "20 июня 2005 г., в 22:28",
        "22:28, 20 июня 2005",
        "20.06.2005 | 22:28",
        "20.06.2005 22:28:31",
        "June 20, 2005 at 22:28",
    ],
)
def test_the_time_beside_the_day_is_kept(line):
    assert date(line) == "2005-06-20 22:28:00"


@pytest.mark.parametrize(
    "line",
    [
        "20 июня 2005",
        "20 июня 2005 | 1295",
        "20 июня 2005 | Комментариев: 22:28",
        "20 июня 2005 25:70",
        "20 июня 2005 2:1",
        "20 июня 2005 22:28\n20 июня 2005 22:40",
    ],
)
def test_what_is_no_time_or_one_of_two_is_none(line):
    assert date(line) == "2005-06-20"


def test_the_time_of_another_day_is_none_of_this_one():
    assert date("20 июня 2005", f"{TEXT} Пуск 19 июня 2005 22:28 перенесли.") == "2005-06-20"


def test_a_guessed_day_has_no_time():
    made = document(f"{TEXT}\n\nОбновлено 20 июня 2005 22:28\n\n{TEXT} Ещё.".encode(), "seeds/a.txt").document
    assert "22:28" not in str(made.meta.get("date"))


def test_a_time_in_the_front_matter_can_be_read_again():
    seed = f"Протон вывел спутник связи на орбиту\n20 июня 2005 22:28\n\n{TEXT}\n\n{TEXT} Ещё.\n"
    assert "date: 2005-06-20 22:28:00\n" in spelt(document(seed.encode(), "seeds/a.txt").document)
