"""A page has many titles: in its head, for search, on the screen. The one that its readers see is taken."""

import json

import pytest

from digest.seeds.convert import document
from digest.seeds.titles import without_site

TEXT = (
    "<p>Станция «Луна-9» 3 февраля 1966 года первой мягко села на Луну и передала оттуда снимки, которые увидели во "
    "всём мире.</p><p>Сеансы связи с нею продолжались семьдесят пять часов, потом батареи иссякли.</p>"
)
LINE = "«Луна-9» передала снимки с поверхности Луны"


def meta(head, above=f"<h1>{LINE}</h1>"):
    page = f"<html><head>{head}</head><body>{above}{TEXT}</body></html>"
    return document(page.encode(), "seeds/a.html").document.meta


def og(title):
    return f'<meta property="og:title" content="{title}">'


def ld(headline):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": headline})}</script>'


@pytest.mark.parametrize(
    ("title", "sites", "host", "cut"),
    [
        ("Пуск прошёл штатно — Орбита", ["Орбита"], "", "Пуск прошёл штатно"),
        ("Орбита | Пуск прошёл штатно", ["Орбита"], "", "Пуск прошёл штатно"),
        ("The rocket rose again | Science | Orbit Wire", ["Orbit Wire"], "", "The rocket rose again"),
        ("The rocket rose again - orbitwire.example", [], "orbitwire.example", "The rocket rose again"),
        ("The rocket rose again - Orbit Wire", ["Orbit Wire: news of space"], "", "The rocket rose again"),
        ("Пуск прошёл без замечаний - Наука", [], "", "Пуск прошёл без замечаний"),
        ("Протон-М: пуск прошёл штатно", ["Орбита"], "", "Протон-М: пуск прошёл штатно"),
        ("Луна - 9", [], "", "Луна - 9"),
        ("Луна - первая в истории мягкая посадка", [], "", "Луна - первая в истории мягкая посадка"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_part_of_a_title(title, sites, host, cut):
    assert without_site(title, sites, host) == cut


def test_the_headline_on_the_page_wins_over_the_titles_made_for_search():
    made = meta(ld("Луна-9: что нашла станция") + og("Что нашла на Луне советская станция «Луна-9»"))
    assert made["title"] == LINE
    assert made["unsure"]["title"] == (
        "the headline on the page; in JSON-LD the page calls itself «Луна-9: что нашла станция»"
    )


def test_a_headline_is_sure_whatever_its_other_title_has_behind_it():
    made = meta(og(f"{LINE} | Как это было и что из этого вышло потом"))
    assert made["title"] == LINE
    assert "title" not in made["unsure"]


def test_a_headline_all_in_capitals_is_spelled_as_elsewhere():
    assert meta(og(LINE), f"<h1>{LINE.upper()}</h1>")["title"] == LINE


@pytest.mark.parametrize("headline", [f"<h1>Космос {LINE}</h1>", f"<h1><span>Космос</span> {LINE}</h1>"])
def test_a_word_above_the_headline_is_left_to_its_rubric(headline):
    assert meta(ld(LINE) + og(LINE), headline)["title"] == LINE


def test_what_stands_before_a_colon_in_all_other_titles_belongs_to_the_title():
    title = f"Первые в мире: {LINE}"
    assert meta(ld(title) + og(title))["title"] == title


def test_the_headline_of_a_blog_is_not_that_of_its_article():
    above = f"<h1>Заметки о небе и звёздах</h1><h2>{LINE}</h2>"
    assert meta(f"<title>Заметки о небе и звёздах: {LINE}</title>", above)["title"] == LINE


def test_the_name_of_the_site_as_a_headline_is_no_title():
    head = '<meta property="og:site_name" content="Орбита дня">' + og(LINE)
    assert meta(head, f"<h1>Орбита дня</h1><h2>{LINE}</h2>")["title"] == LINE


def test_a_second_headline_that_json_ld_knows_is_the_one_that_readers_see():
    above = f"<h1>Луна 1966 года: история одной посадки</h1><h2>{LINE}</h2>"
    assert meta(ld(LINE) + og("Луна 1966 года: история одной посадки"), above)["title"] == LINE


def test_a_headline_that_ends_in_a_rubric_is_cut():
    assert meta(og(LINE), f"<h1>{LINE} | История</h1>")["title"] == LINE


def test_without_a_headline_the_title_on_which_most_places_agree_is_taken():
    head = ld("Луна-9") + og(LINE) + f'<meta name="twitter:title" content="{LINE}"><title>{LINE} — Орбита</title>'
    assert meta(head, "")["title"] == LINE


@pytest.mark.parametrize("path", ["Главная » Космос » ", "Home > Space > ", "Блог / Космос / "])
def test_the_path_of_a_page_is_no_part_of_a_title_in_plain_text(path):
    text = TEXT.replace("<p>", "").replace("</p>", "\n\n")
    assert document(f"{path}{LINE}\n\n{text}".encode(), "seeds/a.txt").document.meta["title"] == LINE


LOGO = "<header><h1><a href=/>Заметки о небе и звёздах</a></h1></header>"


@pytest.mark.parametrize("title", [LINE, f"Заметки о небе и звёздах: {LINE}", f"{LINE} — Заметки о небе и звёздах"])
def test_a_headline_that_leads_home_is_the_name_of_the_site(title):
    made = meta(f"<title>{title}</title>", LOGO)
    assert made["title"] == LINE
    assert "title" not in made["unsure"]


def test_a_headline_that_ends_the_title_of_the_page_is_the_name_of_the_site():
    assert meta(f"<title>{LINE} | Орбита дня</title>", "<h1>Орбита дня</h1>")["title"] == LINE


def test_a_headline_that_the_publisher_is_called_is_no_title():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Орбита дня"}}</script>'
    made = meta(head, "<h1>Орбита дня</h1>")
    assert made["title"] != "Орбита дня"
    assert made["unsure"]["title"].startswith("proposed from the first sentence")


@pytest.mark.parametrize("head", ["", "<title>Орбита дня</title>"])
def test_a_headline_as_short_as_the_name_of_a_site_is_a_guess(head):
    made = meta(head, "<h1>Орбита дня</h1>")
    assert made["unsure"]["title"] == (
        "the headline on the page, which is so short that it may be the name of the site"
    )


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        (f"{LINE} | Орбита дня", LINE),
        (f"{LINE} – Новости – Орбита дня", LINE),
        (f"Орбита дня | {LINE}", f"Орбита дня | {LINE}"),
        ("Станция села - Орбита дня", "Станция села - Орбита дня"),
    ],
)
def test_where_only_a_sign_tells_the_name_of_the_site_the_title_is_a_guess(title, cut):
    made = meta(f"<title>{title}</title>", "")
    assert (made["title"], made["unsure"]["title"]) == (
        cut,
        f"what the page calls itself in <title>, where «{title}» may hold the name of its site",
    )


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ('<meta property="og:site_name" content="Орбита дня">', ""),
        ('<link rel=canonical href="https://orbita-dnya.example/a">', ""),
        ("", "<div>Орбита дня</div>"),
        (og(LINE), ""),
    ],
)
def test_where_the_page_tells_the_name_of_the_site_the_title_is_sure(head, above):
    name = "orbita-dnya.example" if "canonical" in head else "Орбита дня"
    made = meta(f"{head}<title>{LINE} | {name}</title>", above)
    assert made["title"] == LINE
    assert "title" not in made["unsure"]


def plain(*lines):
    text = TEXT.replace("<p>", "").replace("</p>", "\n\n")
    return document("\n\n".join([*lines, text]).encode(), "seeds/a.txt").document.meta


@pytest.mark.parametrize("setting", ["Шрифт: А А А", "Показывать сначала: новые / старые", "Sort by: newest"])
def test_what_a_reader_can_set_is_no_title(setting):
    assert plain("Луна сегодня", setting)["title"] != setting


@pytest.mark.parametrize("kind", ["Тема", "Заголовок сообщения"])
def test_a_title_that_stands_again_behind_a_word_of_its_kind_is_taken_without_it(kind):
    made = plain(LINE, f"{kind}: {LINE}")
    assert made["title"] == LINE
