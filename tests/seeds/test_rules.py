"""Every rule has a name of its own, an example that shows it, and takes no time over hostile lines."""

import time
from collections import Counter

import pytest
import yaml

from digest.seeds.blocks import Label
from digest.seeds.rules import rule_for, rules
from tests.desk import REPOSITORY

each_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


@each_rule
def test_a_rule_is_shown_by_its_example(rule):
    assert rule_for(rule.example) == rule


@each_rule
def test_a_rule_ends_at_its_length(rule):
    found = rule_for(rule.example + " и ещё много слов, которых в такой строке не бывает" * 12)
    assert found is None or found.longest > len(rule.example) + 500


def test_no_two_rules_share_a_name():
    assert [name for name, count in Counter(rule.name for rule in rules()).items() if count > 1] == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Sign in", Label.JUNK),
        ("-1", Label.JUNK),
        ("12 thousand people came to see the launch.", None),
        ("28.07 14:54", Label.JUNK),
        ("Yesterday, 22:28", Label.JUNK),
        ("3 hours ago", Label.JUNK),
        ("Three hours ago the rocket stood on the pad.", None),
        ("Leave a comment", Label.JUNK),
        ("Комментариев пока нет", Label.JUNK),
        ("Комментарий главы Роскосмоса появился через час после пуска, когда ступень уже отделилась.", None),
        ("Подпишитесь на рассылку", Label.JUNK),
        ("Share on Facebook", Label.JUNK),
        ("Related articles", Label.JUNK),
        ("© AP Photo/Jane Doe", Label.CREDIT),
        ("Фото: ТАСС", Label.CREDIT),
        ("© 2021 Orbit Wire. All rights reserved.", Label.RIGHTS),
        ("Все права защищены", Label.RIGHTS),
        ("Теги: Байконур, космос", Label.JUNK),
        ("Россия и Казахстан обсуждают будущее космодрома", None),
        ("В 2012 году началось строительство.", None),
        ("Видео с орбиты посмотрели миллионы человек, и это был рекорд для агентства.", None),
    ],
)
def test_lines_fall_under_the_rules_they_should(line, label):
    rule = rule_for(line)
    assert (rule.label if rule else None) == label


@pytest.mark.parametrize(
    "headline",
    [
        "30 спутников вывела на орбиту одна ракета",
        "Источник: запуск «Союза» перенесли на неделю из-за погоды",
        "Следующая ракета стартует с Байконура в мае",
        "Реклама в космосе подешевела",
        "Контакт с аппаратом потерян на третьи сутки",
        "Пресс-служба Роскосмоса рассказала о пуске",
        "Текст договора об аренде опубликован",
        "Главное о полёте Гагарина",
        "Обсудить будущее космодрома собрались министры",
        "Комментарий эксперта: что дал полёт",
        "Правила полётов над космодромом изменились",
        "Узел без «папы» и «мамы»",
        "«Союз», «Протон» и «Ангара»",
        "Почта России выпустила марку",
        "Фото дня",
        "Copyright law changes in Europe",
        "Next-generation rocket flies for the first time",
        "Press conference held in Moscow",
        "By Monday the rocket stood on the pad",
        "Von der Leyen besucht das Raumfahrtzentrum in Darmstadt",
        "More than 40 rockets flew this year",
        "See how the rocket was built in ten years",
        "Video: rocket lifts off at dawn",
        "Share of reusable rockets grows",
        "Comments from the crew surprise the engineers",
        "Support for the space programme grows",
        "Latest mission ends in the Pacific",
        "Home of the first rocket becomes a museum",
        "По теме полётов спорили три часа",
        "Новости космодрома: что изменилось за год",
        "Видеосвязь с экипажем прервалась",
        "Теги спутников научились читать с Земли",
        "При копировании системы инженеры ошиблись дважды.",
        "By using a new engine the company has saved a third of the fuel.",
    ],
)
def test_headlines_and_sentences_fall_under_no_rule(headline):
    rule = rule_for(headline)
    assert rule is None, rule.name


@pytest.mark.parametrize("unit", ["а", "a ", "1", "1 ", "- ", "|x", "#a ", "a.b ", "( ", "Ab ", "12.12 ", "©"])
def test_no_line_takes_long(unit):
    line = (unit * 500)[:500]
    began = time.perf_counter()
    for end in range(1, 500, 7):
        rule_for(line[:end])
    assert time.perf_counter() - began < 1.0


NEAR = yaml.safe_load((REPOSITORY / "tests/data/seeds/near_rules.yaml").read_text("utf-8"))


def test_every_rule_has_sentences_that_come_near_it_and_furniture_that_is_its_own():
    few = [rule.name for rule in rules() if min(map(len, NEAR.get(rule.name, {"": ()}).values())) < 3]
    assert few == []
    assert NEAR.keys() == {rule.name for rule in rules()}


@pytest.mark.parametrize("line", [line for lines in NEAR.values() for line in lines["survives"]])
def test_a_sentence_of_a_story_falls_under_no_rule(line):
    rule = rule_for(line)
    assert rule is None, rule.name


@pytest.mark.parametrize(
    ("name", "line"), [(name, str(line)) for name, lines in NEAR.items() for line in lines["goes"]]
)
def test_furniture_falls_under_its_rule(name, line):
    assert getattr(rule_for(line), "name", None) == name
