"""Stories of folders of seeds: what stands on every page of a site, and what on one only."""

import hashlib
from itertools import pairwise

import pytest

from digest.seeds.lines import Lines, lines_of, masked
from digest.seeds.read import read
from digest.seeds.repeats import Repeats

MENU = ["Орбитальный вестник", "Новости Космонавтика Астрономия", "Все рубрики вестника"]
FOOT = ["© 2016 Орбитальный вестник", "Написать в редакцию вестника", "12 345 читателей сегодня"]
FACTS = """
Первый искусственный спутник Земли весил восемьдесят три килограмма и передавал сигналы, пока не сели его батареи.
Станция «Венера-7» в декабре 1970 года впервые передала данные с поверхности другой планеты, пролежав на боку недолго.
Луноход прошёл по Морю Дождей больше десяти километров и проработал втрое дольше, чем рассчитывали его создатели.
Обратная сторона Луны была впервые снята в октябре 1959 года, и снимки передали по радио, проявив плёнку на борту.
""".strip().split("\n")


def seed(*lines: str, name: str = "seeds/a.txt"):
    return read("\n\n".join(lines).encode(), name)


def page(url: str, *lines: str):
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<html><head><link rel="canonical" href="{url}"></head>'
    return seed(f"{head}<body>{body}</body></html>", name="seeds/a.html")


def counts(of, *seeds):
    """In how many others each line of a seed stands, when all of these lie in the folder."""
    known = Repeats(map(lines_of, (of, *seeds))).about(of.sha256)
    return [known.count(block.text) for block in of.blocks]


def test_a_menu_recurs_and_the_text_does_not():
    first, *others = (seed(*MENU, fact, *FOOT) for fact in FACTS)
    assert counts(first, *others) == [3, 3, 3, 0, 3, 3, 3]
    assert Repeats(map(lines_of, [first, *others])).about(first.sha256).others == 3


def test_figures_capitals_and_spaces_do_not_tell_lines_apart():
    assert masked("28.07  14:54 Просмотров: 1295") == masked("1.12 9:01 просмотров: 7")
    one = seed(*MENU, FACTS[0], "Просмотров: 1295")
    other = seed(*(line.upper() for line in MENU), FACTS[1], "Просмотров:  7")
    assert counts(one, other) == [1, 1, 1, 0, 1]


def test_pages_of_one_host_are_siblings_however_little_they_share():
    one = page("https://www.vestnik.example/1", FACTS[0], "Поделиться")
    other = page("https://m.vestnik.example/2", FACTS[1], "Поделиться")
    assert counts(one, other) == [0, 1]


def test_pages_of_two_hosts_are_no_siblings_however_much_they_share():
    one = page("https://vestnik.example/1", *MENU, FACTS[0], *FOOT)
    other = page("https://izvestie.example/1", *MENU, FACTS[1], *FOOT)
    assert counts(one, other) == [0] * 7


def test_a_text_is_the_sibling_of_the_pages_whose_furniture_it_has():
    text = seed(*MENU, FACTS[0], *FOOT)
    pages = [page(f"https://vestnik.example/{n}", *MENU, fact, *FOOT) for n, fact in enumerate(FACTS[1:])]
    assert counts(text, *pages) == [3, 3, 3, 0, 3, 3, 3]
    known = Repeats(map(lines_of, [text, *pages]))
    assert set(known.siblings(text.sha256)) == {each.sha256 for each in [text, *pages]}


def test_texts_that_share_a_common_word_or_two_are_strangers():
    one = seed("Читайте также", "Комментарии", MENU[0], FACTS[0])
    other = seed("Читайте также", "Комментарии", FOOT[1], FACTS[1])
    assert counts(one, other) == [0, 0, 0, 0]


def test_a_reprint_does_not_make_furniture_of_the_text():
    """The same article twice, and two others: its text stands once on the site."""
    one = seed(*MENU, *FACTS[:2], *FOOT)
    again = seed(*MENU, *FACTS[:2], "Исправлена опечатка во втором абзаце", *FOOT)
    others = [seed(*MENU, fact, *FOOT) for fact in FACTS[2:]]
    assert counts(one, again, *others) == [2, 2, 2, 0, 0, 2, 2, 2]


def test_a_reprint_on_another_site_makes_no_sibling_of_it():
    quotes = ["— Мы ждали этого дня", "— Сигнал принят чисто", "— Спасибо всем на Земле", "Как это было"]
    one = seed(MENU[0], *FACTS[:3], *quotes)
    other = seed("Ракетный листок", *FACTS[:3], *quotes)
    assert counts(one, other) == [0] * 8


def test_a_seed_alone_and_a_seed_unknown_know_of_no_others():
    one = seed(*MENU, FACTS[0])
    assert counts(one) == [0] * 4
    stranger = Repeats([lines_of(one)]).about("0" * 64)
    assert (stranger.others, stranger.count(MENU[0])) == (0, 0)
    assert Repeats([]).siblings(one.sha256) == ()


def test_the_order_of_the_seeds_changes_nothing():
    seeds = [lines_of(seed(*MENU, fact, *FOOT)) for fact in FACTS]
    known = [Repeats(order) for order in (seeds, seeds[::-1])]
    assert {each.siblings(seeds[0].seed) for each in known} == {tuple(sorted(each.seed for each in seeds))}


def test_lines_survive_a_file():
    lines = lines_of(page("https://vestnik.example/1", *MENU, FACTS[0]))
    assert Lines.read(lines.spelt() + "\n") == lines
    assert Lines.read(Lines("a" * 64).spelt()) == Lines("a" * 64)


@pytest.mark.parametrize("line", ["", "a\tb", "a\tb\t\t?\t\t", "a\tb\t\tAAAA\t\t", "a\tb\t\tAAAAAAAAAAA=\t\t\tx"])
def test_a_broken_line_of_a_file_is_refused(line):
    with pytest.raises(ValueError):
        Lines.read(line)


def test_ten_thousand_seeds_of_one_site_are_known_in_seconds():
    """Sites of any size: what is kept is a hundred bytes a line, and the time grows with the lines."""
    menu = b"".join(hashlib.blake2b(bytes([n]), digest_size=8).digest() for n in range(20))
    own = [hashlib.blake2b(f"{n}".encode(), digest_size=8).digest() for n in range(10_001)]
    seeds = [Lines(f"{n:064}", "", "", one, menu, other) for n, (one, other) in enumerate(pairwise(own))]
    known = Repeats(seeds)
    assert len(known.siblings(seeds[0].seed)) == 10_000
    assert known.about(seeds[0].seed).others == 9_999
