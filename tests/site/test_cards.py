"""The pictures beside links to a site, and its icons."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise

import pytest
from PIL import Image, ImageColor

from digest.site import cards, sharing
from digest.site.cards import ROOM, SIZES, WIDTH, fitted, measured, png
from digest.site.icons import icon
from digest.site.palette import ACCENT, INK, PAPER
from digest.site.views import CardView, IconView
from tests.desk import Desk
from tests.site.photos import shown
from tests.site.test_pictures import place

LONG = (
    "Казахстанский парламент ратифицировал соглашение об особенностях правового регулирования деятельности "
    "предприятий, учреждений и организаций Российской Федерации на территории комплекса «Байконур» и о занятости"
)


def meta(page: str) -> dict[str, str]:
    """What a page says of itself in `meta` elements."""
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))


def card_of(desk: Desk, url: str) -> str:
    """The path of the card of a page, below the output folder."""
    return meta(desk.page(url))["og:image"].removeprefix("https://example.org/")


def test_articles_issues_and_topics_have_cards_of_their_own(desk: Desk) -> None:
    desk.article("Протон вернулся", slug="a", topics=["Байконур"])
    desk.issue(1, "a")
    desk.build()
    paths = {card_of(desk, url) for url in ("/2020/01/a/", "/issues/1/", "/topics/baykonur/", "/")}
    assert len(paths) == 4
    for path in paths:
        data = desk.tree()[path]
        assert (shown(data).format, shown(data).size) == ("PNG", (1200, 630))
        assert len(data) <= 30_000
    said = meta(desk.page("/2020/01/a/"))
    size = (said["og:image:width"], said["og:image:height"])
    assert (size, said["og:image:alt"]) == (("1200", "630"), "Протон вернулся")
    assert said["twitter:card"] == "summary_large_image"


def test_other_pages_have_the_card_of_the_site(desk: Desk) -> None:
    desk.article(slug="a", tags=["Байконур"])
    desk.write("content/pages/about.md", "---\ntitle: О нас\n---\n\nМы.\n")
    desk.build()
    assert len({card_of(desk, url) for url in ("/", *desk.urls("/tags/")[:2], "/about/", "/archive/")}) == 1


def test_only_the_newest_articles_have_cards_of_their_own(desk: Desk) -> None:
    desk.settings(cards=2)
    for day in (1, 2, 3):
        desk.article(f"День {day}", slug=f"d{day}", date=f"2020-01-0{day}")
    desk.build()
    old, middle, new = (card_of(desk, f"/2020/01/d{day}/") for day in (1, 2, 3))
    assert len({old, middle, new, card_of(desk, "/")}) == 3
    assert old == card_of(desk, "/")
    assert desk.run("build", "--verify").status == 0


def test_a_site_may_do_without(desk: Desk) -> None:
    desk.settings(cards=0)
    desk.article(slug="a")
    desk.build()
    assert not [path for path in desk.tree() if path.startswith("cards/")]
    assert "og:image" not in desk.page("/2020/01/a/")


def test_a_card_is_drawn_only_when_its_words_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.article("Протон вернулся", slug="a")
    desk.build()
    drawn: list[CardView] = []
    real = cards.png
    monkeypatch.setattr(cards, "png", lambda view: drawn.append(view) or real(view))
    desk.edit(path, "Ракета", "Большая ракета")
    desk.build()
    assert drawn == []
    desk.edit(path, "Протон вернулся", "Протон улетел")
    desk.build()
    assert [each.title for each in drawn] == ["Протон улетел"]


@pytest.mark.parametrize("url", ["/2020/01/a/", "/issues/1/"])
def test_machines_are_shown_the_card_of_what_has_no_picture(desk: Desk, url: str) -> None:
    desk.article(slug="a")
    desk.issue(1, "a")
    desk.build()
    page = desk.page(url)
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(told)["@graph"][0]["image"] == meta(page)["og:image"]


@pytest.mark.parametrize("title", ["东方红一号", "مكوك", "Ракета 火箭"])
def test_a_title_in_letters_that_the_font_lacks_gets_the_card_of_the_site(desk: Desk, title: str) -> None:
    desk.article(title, slug="a")
    desk.build()
    assert card_of(desk, "/2020/01/a/") == card_of(desk, "/")


def test_signs_that_the_font_lacks_are_left_out() -> None:
    assert sharing.drawable("🚀 Пуск Қазақстан № 5 — «да» ✓") == "Пуск Қазақстан № 5 — «да»"
    assert sharing.drawable("Пуск 🚀 Союза") == "Пуск Союза"


def test_the_font_has_all_that_it_is_said_to_have() -> None:
    lacking = cards._font(SIZES[0]).getmask("\uffff").size, bytes(cards._font(SIZES[0]).getmask("\uffff"))
    for letter in sorted(sharing.DRAWN):
        mask = cards._font(SIZES[0]).getmask(letter)
        assert (mask.size, bytes(mask)) != lacking, f"U+{ord(letter):04X}"


@pytest.mark.parametrize(
    "title", ["Пуск", "Россия и Казахстан продлили аренду Байконура до 2050 года", LONG, "Ы" * 300]
)
def test_every_line_of_a_title_stays_within_its_card(title: str) -> None:
    size, lines = fitted(title, SIZES, WIDTH - 160)
    assert all(measured(line, size) <= WIDTH - 160 for line in lines)
    assert len(lines) * size * cards.LEADING <= cards.ROOM[1] - cards.ROOM[0]
    assert len(png(CardView("Степная орбита", title, title))) <= 30_000


def test_a_title_is_set_as_large_as_it_fits_and_cut_only_where_it_fits_in_no_size() -> None:
    assert fitted("Пуск", SIZES, 1040) == (80, ["Пуск"])
    assert fitted("Россия и Казахстан продлили аренду Байконура до 2050 года", SIZES, 1040)[0] == 80
    size, lines = fitted(LONG, SIZES, 1040)
    assert (size, lines[-1][-1]) == (52, "…")
    assert LONG.startswith(" ".join(lines)[:-1])


def test_lines_are_about_as_long_as_each_other() -> None:
    _, lines = fitted("Экипаж «Союза МС-10» совершил аварийную посадку в степи Казахстана", SIZES, 1040)
    lengths = [measured(line, 80) for line in lines]
    assert min(lengths) > 0.6 * max(lengths)


def test_words_that_belong_together_are_not_parted() -> None:
    _, lines = fitted("Экипаж «Союза\u00a0МС-10» совершил аварийную посадку в\u00a0степи Казахстана", SIZES, 1040)
    assert "Союза\u00a0МС-10" in "|".join(lines)


def test_a_line_holds_as_many_words_as_fit() -> None:
    chance = random.Random(7)
    for _ in range(200):
        title = " ".join("щi"[chance.randrange(2)] * chance.randint(1, 12) for _ in range(chance.randint(1, 20)))
        size, width = chance.choice(SIZES), chance.randint(100, 1040)
        lines = cards.broken(title, size, width)
        assert " ".join(lines) == title
        assert all(measured(line, size) <= width or " " not in line for line in lines)
        for line, following in pairwise(lines):
            assert measured(f"{line} {following.split(' ')[0]}", size) > width


def test_a_card_is_in_the_colours_of_the_site() -> None:
    card = shown(png(CardView("Орбита", "Протон вернулся", "1 декабря 2016 г."))).convert("RGB")
    assert [card.getpixel(at) for at in ((0, 629), (0, 0))] == [ImageColor.getrgb(PAPER), ImageColor.getrgb(ACCENT)]
    name, rest = card.crop((0, 14, WIDTH, ROOM[0])), card.crop((0, ROOM[0], WIDTH, 630))
    assert darkest(name) == ImageColor.getrgb(ACCENT)
    assert darkest(rest) == ImageColor.getrgb(INK)


def darkest(picture: Image.Image) -> tuple[int, ...]:
    """The colour that is farthest from white."""
    return min((colour for _, colour in picture.getcolors(maxcolors=64)), key=sum)


def test_the_same_card_has_the_same_bytes() -> None:
    view = CardView("Степная орбита", "Протон вернулся", "1 декабря 2016 г.")
    assert png(view) == png(view)


def test_a_site_has_icons_in_three_forms(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/", title="«Орбита»")
    desk.build()
    page, made = desk.page("/"), desk.tree()
    assert '<link rel="icon" href="/repo/favicon.ico" sizes="32x32">' in page
    assert '<link rel="icon" href="/repo/icon.svg" type="image/svg+xml">' in page
    assert '<link rel="apple-touch-icon" href="/repo/apple-touch-icon.png">' in page
    assert ">О</text>" in made["icon.svg"].decode()
    assert (shown(made["favicon.ico"]).format, shown(made["favicon.ico"]).size) == ("ICO", (32, 32))
    assert (shown(made["apple-touch-icon.png"]).format, shown(made["apple-touch-icon.png"]).size) == ("PNG", (180, 180))


def test_icons_of_ones_own_take_the_place_of_those_made(desk: Desk) -> None:
    place(desk, "static/icon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert desk.build().status == 0
    assert desk.tree()["icon.svg"] == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert desk.has("/favicon.ico")


@pytest.mark.parametrize("letter", ["О", "火", "•", "&"])
@pytest.mark.parametrize("kind", ["svg", "ico", "png"])
def test_any_letter_makes_an_icon(letter: str, kind: str) -> None:
    assert icon(IconView(letter, kind)) == icon(IconView(letter, kind))
