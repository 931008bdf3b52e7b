"""Names in texts: every form of a name is the name, and a form of another name is not."""

from __future__ import annotations

import pytest

from digest.inflection import Line, Names


def found(name: str, text: str, *others: str) -> list[str]:
    names = Names([(name, ()), *((other, ()) for other in others)])
    return [text[place.start : place.end] for place in names.found(Line(text))]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Байконур", "Байконура Байконуру Байконуром Байконуре"),
        ("Путин", "Путина Путину Путиным Путине"),
        ("Ростов", "Ростова Ростову Ростовом Ростове"),
        ("Донец", "Донца Донцу Донцом Донце"),
        ("Елец", "Ельца Ельцу Ельцом Ельце"),
        ("Орёл", "Орла Орлу Орлом Орле"),
        ("Лев", "Льва Льву Львом Льве"),
        ("Павел", "Павла Павлу Павлом Павле"),
        ("Соловей", "Соловья Соловью Соловьём Соловье"),
        ("Терешкова", "Терешковой Терешкову"),
        ("Украина", "Украины Украине Украину Украиной"),
        ("Толстой", "Толстого Толстому Толстым Толстом"),
        ("Достоевский", "Достоевского Достоевскому Достоевским Достоевском"),
        ("Крайний", "Крайнего Крайнему Крайним Крайнем"),
        ("Кукоцкая", "Кукоцкой Кукоцкую"),
        ("Химки", "Химок Химкам Химками Химках"),
        ("Челны", "Челнов Челнам Челнами Челнах"),
        ("Великие Луки", "Великих Лук|Великим Лукам|Великими Луками"),
        ("Казань", "Казани Казанью"),
        ("Кремль", "Кремля Кремлю Кремлём Кремле"),
        ("Россия", "России Россию Россией"),
        ("Запорожье", "Запорожья Запорожью Запорожьем"),
        ("Иваново", "Иванова Иванову Ивановом Иванове"),
        ("Внуково", "Внуково Внукова Внуковом"),
        ("Лазаревское", "Лазаревского Лазаревскому Лазаревским Лазаревском"),
        ("Мытищи", "Мытищ Мытищам Мытищами Мытищах"),
        ("Англичане", "Англичан Англичанам"),
        ("Салтыков-Щедрин", "Салтыкова-Щедрина|Салтыкову-Щедрину|Салтыковым-Щедриным"),
        ("Ростов-на-Дону", "Ростова-на-Дону|Ростове-на-Дону"),
        ("Нью-Йорк", "Нью-Йорка|Нью-Йорке"),
        ("Алма-Ата", "Алма-Аты|Алма-Ате"),
        ("Министерство обороны", "Министерства обороны|министерством обороны"),
        ("Мария Захарова", "Марии Захаровой|Марию Захарову"),
        ("Александр Иванов", "Александра Иванова|Александром Ивановым"),
        ("Шевченко", "Шевченко"),
        ("Сочи", "Сочи"),
        ("Дюма", "Дюма"),
        ("США", "США"),
        ("МИД", "МИДа МИДу"),
        ("Союз-2.1а", "Союза-2.1а"),
        ("Время", "Времени временем"),
        ("Ракеты", "ракет ракетами ракета ракету"),
        ("Красноярск", "Красноярсков"),
        ("Великсон", "Великсонов"),
        ("Остров", "островом"),
        ("Топливо", "топливом"),
        ("Облако", "облаком облака"),
        ("Ловозеро", "Ловозером Ловозере"),
        ("Весна", "вёсен"),
        ("Марка", "марок"),
        ("Окно", "окон"),
        ("Тюрьма", "тюрем"),
        ("rocket", "rockets"),
        ("Elections", "election"),
    ],
)
def test_every_form_of_a_name_is_found(name: str, forms: str) -> None:
    for form in forms.split("|") if "|" in forms else forms.split():
        assert found(name, f"(Тут {form}, там.)") == [form]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Захарова", "Захаровым"),
        ("Захаров", "Захаровой"),
        ("Иванов", "Иванович"),
        ("Резник", "Резников"),
        ("Анна", "Анн"),
        ("Горки", "Горку"),
        ("Адамов", "адамовом"),
        ("Сколково", "сколков"),
        ("Тушино", "тушин"),
        ("Осло", "Осла"),
        ("Бабенко", "бабенка"),
        ("Инта", "инет"),
        ("Канны", "канон"),
        ("Печенга", "печенег"),
        ("МИР", "мир"),
        ("США", "сша"),
        ("Союз МС-10", "Союз МС-11"),
        ("Союз МС-10", "Союз. МС-10"),
        ("Александр Иванов", "Александра Ивановой"),
        ("Иван Иванов", "Ивана Иванову"),
        ("Красная Звезда", "Красной, звезда"),
        ("на", "наты"),
        ("Mars", "Mar"),
    ],
)
def test_a_form_of_something_else_is_not(name: str, text: str) -> None:
    assert found(name, f"Вот {text} тут") == []


@pytest.mark.parametrize("text", ["Союз\u00a0МС\u201110", "союз «МС-10»", "Союза  МС 10"])
def test_the_words_of_a_name_may_be_parted_by_any_space_hyphen_or_quote(text: str) -> None:
    assert len(found("Союз МС-10", text)) == 1


def test_of_two_names_that_begin_alike_the_longer_is_meant() -> None:
    names = Names([("Союз", ()), ("Союз МС", ())])
    assert [place.name for place in names.found(Line("Союз МС и Союз"))] == ["Союз МС", "Союз"]


def test_other_spellings_mean_the_name() -> None:
    names = Names([("МКС", ("Международная космическая станция",))])
    assert [place.name for place in names.found(Line("На Международной космической станции"))] == ["МКС"]


@pytest.mark.parametrize("spelling", ["Корабль «Восток»", "Дальний Восток", "Восточный и Восток"])
def test_a_word_that_keeps_its_capital_behind_another_is_a_name(spelling: str) -> None:
    names = Names([("Восток", (spelling,))])
    assert list(names.found(Line("на востоке страны"))) == []
    assert [place.start for place in names.found(Line("На Востоке, на ВОСТОКЕ"))] == [3, 15]


@pytest.mark.parametrize("spelling", ["Восток страны", "Запад и восток", "Vostok", "Ближний Запад"])
def test_a_word_that_does_not_may_be_a_common_one(spelling: str) -> None:
    assert len(list(Names([("Восток", (spelling,))]).found(Line("на востоке")))) == 1


def test_words_of_a_longer_name_need_no_capital() -> None:
    names = Names([("МКС", ("Международная Космическая Станция",))])
    assert len(list(names.found(Line("на международной космической станции")))) == 1


def test_in_english_the_words_of_a_title_have_capitals_that_prove_nothing() -> None:
    assert len(list(Names([("Station", ("Space Station",))]).found(Line("a station")))) == 1


def test_who_types_a_name_need_not_mind_its_capital() -> None:
    assert Names([("Восток", ("Корабль «Восток»",))]).meant("востока") == ("Восток",)


def test_a_typed_name_means_all_whose_form_it_is() -> None:
    names = Names([("Донец", ()), ("Донца", ()), ("Доха", ())])
    assert names.meant("Донцу") == ("Донец", "Донца")
    assert names.meant("Дохе") == ("Доха",)
    assert names.meant("Дох-хе") == ()
    assert names.meant("!") == ()


def test_letters_whose_small_form_is_two_move_no_place() -> None:
    assert [place.start for place in Names([("Марс", ())]).found(Line("İ Марс"))]
