"""What a page makes of its words, lists, tables and pictures survives in the draft as Markdown."""

import json
import re

import pytest

from digest.content.markup import Markup
from digest.seeds.blocks import Label, Labelled
from digest.seeds.convert import document
from digest.seeds.markdown import article
from digest.seeds.parts import parts
from digest.seeds.webpage import blocks_and_facts

PROSE = "Двигатель проработал девять минут, после чего аппарат отделился от ступени и вышел на заданную орбиту."
ADDRESS = "https://news.example/2016/pusk.html"
HEAD = f'<html lang=ru><head><link rel=canonical href="{ADDRESS}"></head><body><h1>Союз вышел на орбиту</h1>'


def body(inside, head=HEAD):
    """The draft's body of a page on which something stands between two paragraphs."""
    before, after = f"<p>{PROSE}</p><p>{PROSE} Начало.</p>", f"<p>{PROSE} Конец.</p><p>{PROSE} Всё.</p>"
    page = f"{head}<article>{before}{inside}{after}</article>"
    made = document(page.encode(), "seeds/a.html").document.body
    assert made.startswith(PROSE)
    return made.partition(" Начало.")[2].rpartition(f"{PROSE} Конец.")[0].strip()


def kept(inside, labels):
    """The Markdown of a page's blocks, each labelled as its kind says."""
    blocks, _ = blocks_and_facts(inside, "seeds/a.html")
    return article([Labelled(block, labels.get(block.kind, Label.BODY), "", "") for block in blocks])


KINDS = {"li": Label.LIST, "cell": Label.LIST, "quote": Label.QUOTE} | {f"h{n}": Label.HEADING for n in range(1, 7)}


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/orbita", "[слово](https://news.example/orbita)"),
        ("foto.html?a=1&b=2", "[слово](https://news.example/2016/foto.html?a=1&b=2)"),
        ("//cdn.example.org/x", "[слово](https://cdn.example.org/x)"),
        ("https://ru.wikipedia.org/wiki/Союз_(ракета)", "[слово](https://ru.wikipedia.org/wiki/Союз_%28ракета%29)"),
        ("http://a.example/два слова", "[слово](http://a.example/два%20слова)"),
        ("http://a.example/?x=1&amp;copy;=2", "[слово](http://a.example/?x=1&amp;copy;=2)"),
        ("mailto:info@example.org", "[слово](mailto:info@example.org)"),
        ("tel:+7-495-000-00-00", "[слово](tel:+7-495-000-00-00)"),
        ("#note", "слово"),
        (ADDRESS, "слово"),
        (f"{ADDRESS}#comments", "слово"),
        ("javascript:alert(1)", "слово"),
        (" java\nscript:alert(1)", "слово"),
        ("data:text/html,x", "слово"),
        ("file:///etc/passwd", "слово"),
        ("http://user:secret@a.example/", "слово"),
        ("http://[::1]/", "слово"),
        ("http://localhost/", "слово"),
        ("/cdn-cgi/l/email-protection#6a03", "слово"),
        ("", "слово"),
    ],
)
def test_a_link_leads_where_it_led_on_the_page_or_is_left_out(link, found):
    made = body(f'<p>{PROSE} Вот <a href="{link}">слово</a>, с которым всё стало ясно.</p>')
    assert made == f"{PROSE} Вот {found}, с которым всё стало ясно."


def test_links_start_where_the_page_says_that_they_do():
    head = HEAD.replace("<head>", "<head><base href='/arhiv/'>")
    made = body(f"<p>{PROSE} Вот <a href='a'>слово</a> о том, что было.</p>", head)
    assert "[слово](https://news.example/arhiv/a)" in made


def test_a_link_to_nobody_knows_where_is_left_out():
    made = body(f"<p>{PROSE} Вот <a href='a'>слово</a> о том.</p>", HEAD.replace("rel=canonical", "rel=x"))
    assert made == f"{PROSE} Вот слово о том."


def test_marks_end_where_the_words_do_and_empty_ones_are_left_out():
    made = body(f"<p><b> {PROSE} </b><i> </i>Было <strong>важно </strong>и <em><b>ясно</b></em>.<a href=/x> </a></p>")
    assert made == f"**{PROSE}** Было **важно** и **_ясно_**."


def test_where_all_of_a_text_is_strong_nothing_is():
    page = f"{HEAD}<b><p>{PROSE}</p><p>{PROSE} Ещё.</p></b><p>{PROSE} Конец.</p>"
    assert "*" not in document(page.encode(), "seeds/a.html").document.body


def test_a_dateline_leaves_the_marks_of_the_rest_in_their_places():
    first = f"<p><b>МОСКВА, 1 дек - РИА Новости.</b> Корабль <b>«Союз»</b> вышел на орбиту. {PROSE}</p>"
    made = document(f"{HEAD}{first}<p>{PROSE} Конец.</p>".encode(), "seeds/a.html").document
    assert made.meta["dateline"] == "Москва"
    assert made.body.startswith("Корабль **«Союз»** вышел на орбиту.")


def test_headings_keep_their_ranks_and_none_is_left_out():
    page = "<h3>а</h3><p>1</p><h2>б</h2><p>2</p><h5>в</h5><p>3</p><h2><b>г</b> <a href=http://a.ru/x>д</a></h2>"
    made = kept(page, KINDS)
    assert re.findall("(?m)^#.*", made) == ["## а", "## б", "### в", "## **г** [д](http://a.ru/x)"]


def test_a_heading_that_is_strong_as_a_whole_is_a_heading():
    assert kept("<h2><b>Пуск</b></h2><p>слова</p>", KINDS) == "## Пуск\n\nслова"


def test_lists_in_lists_numbers_and_second_paragraphs():
    page = "<ol><li>раз<ul><li>а<li>б</ul><li><p>два<p>ещё<li>три</ol>"
    assert kept(page, KINDS) == "1. раз\n\n    - а\n\n    - б\n\n2. два\n\n    ещё\n\n3. три"
    assert kept("<ol><li>раз<ul><li>а</ul><li>два</ol>", KINDS) == "1. раз\n    - а\n2. два"


def test_lists_that_follow_each_other_stay_apart():
    assert kept("<ul><li>а<li>б</ul><ol><li>в<li>г</ol>", KINDS) == "- а\n- б\n\n1. в\n2. г"


def test_terms_and_their_meanings_are_a_definition_list():
    page = "<dl><dt>Апогей<dd>дальше всего<dt>Перигей</dt><dt>Периапсис<dd><p>ближе всего<p>к Земле</dl>"
    made = kept(page, KINDS)
    assert made == "Апогей\n:   дальше всего\n\nПеригей\nПериапсис\n:   ближе всего\n\n    к Земле"
    assert Markup(raw_html=False).text(made, "a.md").html.count("<dt>") == 3


def test_quotes_hold_paragraphs_and_lists():
    page = "<blockquote><p>Первое.<p>Второе: <ul><li>а<li>б</ul><footer>— <b>Гагарин</b></footer></blockquote>"
    assert kept(page, KINDS) == "> Первое.\n>\n> Второе:\n>\n> - а\n> - б\n>\n> — **Гагарин**"


def test_lines_of_a_verse_stay_lines_and_long_ones_are_paragraphs():
    assert kept("<p>Раз<br>два<br><br>три<br>четыре</p>", KINDS) == "Раз  \nдва\n\nтри  \nчетыре"
    assert kept("<div>Раз<br>два</div>", KINDS) == "Раз  \nдва"
    assert kept(f"<div>Раз<br>{PROSE}</div>", KINDS) == f"Раз\n\n{PROSE}"
    assert kept("<p>раз<br>==<br>- два</p>", KINDS) == "раз\n\n==\n\n\\- два"
    assert kept("<p>раз<br>===<br>два</p>", KINDS) == "раз\n\n* * *\n\nдва"
    assert kept("<p>раз<br>- два<br>&gt; три</p>", KINDS) == "раз  \n\\- два  \n\\> три"


def test_a_line_break_within_a_paragraph_divides_lines_and_not_paragraphs():
    assert kept(f"<p>Раз<br>{PROSE}<br/>Два</p>", KINDS) == f"Раз  \n{PROSE}  \nДва"
    assert kept(f"<p>{PROSE}<br>{PROSE}<br><br>{PROSE}</p>", KINDS) == f"{PROSE}  \n{PROSE}\n\n{PROSE}"
    assert kept(f"<p>{PROSE}</p><br><p>{PROSE}</p>", KINDS) == f"{PROSE}\n\n{PROSE}"
    assert kept(f"<p>Раз<br>{PROSE}<p>Два", KINDS | {"p": Label.QUOTE}) == f"> Раз  \n> {PROSE}\n>\n> Два"


def test_a_line_break_within_an_item_keeps_its_lines_in_the_item():
    page = "<ol><li>раз<br>- два<ul><li>а<br>б</ul><li><p>три<br>четыре<p>пять</ol>"
    made = kept(page, KINDS)
    assert made == ("1. раз  \n    \\- два\n\n    - а  \n        б\n\n2. три  \n    четыре\n\n    пять")
    html = re.sub(r">\s+<", "><", re.sub(r"\n *", " ", Markup(raw_html=False).text(made, "a.md").html))
    assert html == (
        "<ol><li><p>раз<br> - два</p><ul><li>а<br> б</li></ul></li><li><p>три<br> четыре</p><p>пять</p></li></ol>"
    )
    assert kept("<ul><li>раз<br>два<li>три</ul>", KINDS) == "- раз  \n    два\n- три"
    assert kept("<ul><li>раз<br><br>два<li>три</ul>", KINDS) == "- раз\n\n    два\n\n- три"
    assert kept("<dl><dt>Апогей<dd>дальше<br>всего</dl>", KINDS) == "Апогей\n:   дальше  \n    всего"


def test_a_line_break_within_a_heading_leaves_it_one_heading():
    assert (
        kept("<h2>Раз<br>два<br><br>три</h2><h2>Четыре</h2><p>слова</p>", KINDS)
        == "## Раз два три\n\n## Четыре\n\nслова"
    )


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("<p>Да.</p>", "Да."),
        ("<p>1. Не список.</p>", "1\\. Не список."),
        ("<p>На борту трое.</p>", "На борту трое."),
        (f"<p>Первая строка<br>{PROSE}</p>", f"Первая строка  \n{PROSE}"),
        (f"<p><b>Что дальше</b><br>{PROSE}</p>", f"## Что дальше\n\n{PROSE}"),
        (f"<p><b>Что дальше</b></p><p>{PROSE}</p>", f"## Что дальше\n\n{PROSE}"),
        ("<h3>Да.</h3>", "## Да."),
    ],
)
def test_a_line_is_a_heading_unless_it_ends_a_sentence_or_is_a_line_of_a_paragraph(page, made):
    assert body(page) == made


@pytest.mark.parametrize("line", ["* * *", "***", "———", "– – –", "•••", "⁂"])
def test_a_line_that_sets_parts_apart_still_does(line):
    assert body(f"<p>{line}</p>") == "* * *"
    assert "<hr" in Markup(raw_html=False).text(body(f"<p>{line}</p>"), "a.md").html
    text = f"Союз вышел на орбиту\n\n{PROSE}\n\n{PROSE} Ещё.\n\n{line}\n\n{PROSE} Конец."
    assert "Ещё.\n\n* * *\n\nДвигатель" in document(text.encode(), "seeds/a.txt").document.body


def test_a_line_drawn_across_the_page_sets_paragraphs_apart():
    assert body(f"<hr><p>{PROSE} Так.</p><hr>") == f"* * *\n\n{PROSE} Так.\n\n* * *"


@pytest.mark.parametrize("inside", [f"<hr><h2>Что дальше</h2><p>{PROSE}</p>", f"<hr><ul><li>{PROSE}</li></ul>"])
def test_a_line_drawn_above_a_heading_or_list_is_left_out(inside):
    assert "* * *" not in body(inside)


def test_a_line_drawn_around_what_is_left_out_is_left_out_too():
    assert "* * *" not in body("<hr><p>Поделиться</p>")


@pytest.mark.parametrize(
    ("line", "made"), [("* * * Так", "\\* * * Так"), ("*** Так", "\\*\\*\\* Так"), ("** Так", "\\*\\* Так")]
)
def test_stars_before_words_are_all_kept(line, made):
    line, made = (f"{each} началась работа экипажа на станции, и продлится она полгода." for each in (line, made))
    assert body(f"<p>{line}</p>") == made
    text = f"Союз вышел на орбиту\n\n{PROSE}\n\n{line}\n\n{PROSE} Конец."
    assert f"\n\n{made}\n\n" in document(text.encode(), "seeds/a.txt").document.body


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("<ol start=5><li>а<li>б</ol>", "5. а\n6. б"),
        ("<ol start=0><li>а<li>б</ol>", "0. а\n1. б"),
        ("<ol><li value=3>а<li>б</ol>", "3. а\n4. б"),
        ("<ol start=2><li>а<ol start=7><li>б<li>в</ol><li>г</ol>", "2. а\n    7. б\n    8. в\n3. г"),
        ("<ol start=-1><li>а<li>б</ol>", "1. а\n2. б"),
        ("<ol start=9999999999><li>а<li>б</ol>", "1. а\n2. б"),
        ("<ol start=x><li>а</ol>", "1. а"),
        ("<ul start=5><li value=4>а</ul>", "- а"),
        ("<ol><li>а<li value=5>б<li>в</ol>", "1\\. а  \n5\\. б  \n6\\. в"),
        ("<ol reversed><li>а<li>б<li>в</ol>", "3\\. а  \n2\\. б  \n1\\. в"),
        ("<ol reversed start=10><li><p>а<p>б<li>в</ol>", "10\\. а\n\nб\n\n9\\. в"),
    ],
)
def test_items_have_the_numbers_of_the_page(page, made):
    assert kept(page, KINDS) == made


def test_the_site_shows_the_numbers_of_the_page():
    shown = Markup(raw_html=False).text(kept("<p>слова<ol start=5><li>а<li>б</ol>", KINDS), "a.md").html
    assert '<ol start="5">' in shown


def test_code_stays_code_beside_brackets_and_bars():
    page = "<p>[1] <code>x[1]|y</code> и <code>a_b</code> | <code>a`b</code> ` <code>*</code></p>"
    made = kept(page, KINDS)
    assert made == "\\[1\\] `x[1]|y` и `a_b` | ``a`b`` \\` `*`"
    shown = Markup(raw_html=False).text(made, "a.md").html
    assert re.findall("<code>(.*?)</code>", shown) == ["x[1]|y", "a_b", "a`b", "*"]


def test_a_program_is_a_block_of_code_and_a_text_in_one_width_is_a_paragraph():
    assert kept("<pre><code>if a &lt; b:\n    c = '*'</code></pre>", KINDS) == "```\nif a < b:\n    c = '*'\n```"
    assert kept("<pre class='brush: md'>```\na\n```</pre>", KINDS) == "````\n```\na\n```\n````"
    assert kept("<pre>Раз\nдва</pre>", KINDS) == "Раз два"


DATA = (
    "<table><tr><th>Ракета<th>Пуск<th>Итог<tr><td>Союз-2.1а<td>28.04.2016<td><b>успех</b>"
    "<tr><td rowspan=2>Протон-М<td>a|b<td><tr><td>09.06.2016<td>успех</table>"
)


def test_a_table_of_data_is_a_table():
    assert kept(DATA, KINDS) == (
        "| Ракета | Пуск | Итог |\n|---|---|---|\n| Союз-2.1а | 28.04.2016 | **успех** |\n"
        "| Протон-М | a\\|b | |\n| | 09.06.2016 | успех |"
    )


def test_a_column_of_heads_leaves_the_row_above_empty():
    page = "<table><tr><th>Высота<td>200 км<tr><th>Скорость<td colspan=2>8 км/с</table>"
    assert kept(page, KINDS) == "| | |\n|---|---|\n| Высота | 200 км |\n| Скорость | 8 км/с |"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td>Меню<td>{PROSE}<tr><td>Ещё<td>{PROSE}</table>",
        "<table><tr><td>а<td>б<td>в</table>",
        "<table><tr><td>а<tr><td>б<tr><td>в</table>",
        "<table role=presentation><tr><th>а<th>б<tr><td>в<td>г</table>",
        "<table><tr><td>а<td>б<tr><td><table><tr><td>в</table><td>г</table>",
        "<table><tr><td>а<br><br>б<td>в<tr><td>г<td>д</table>",
    ],
)
def test_a_table_that_only_lays_out_a_page_is_none(page):
    made = kept(page, KINDS)
    assert "|" not in made
    assert not made.startswith("- ")


def test_a_table_with_holes_where_furniture_stood_is_none():
    blocks, _ = blocks_and_facts(DATA, "seeds/a.html")
    some = [Labelled(block, Label.JUNK if "2016" in block.text else Label.LIST, "", "") for block in blocks]
    assert "|---|" not in article(some)


FIGURE = "<figure><img src=/i/pusk.jpg alt=Пуск width=900><figcaption>Старт на Байконуре</figcaption></figure>"
PUSK = '![Пуск](https://news.example/i/pusk.jpg "Старт на Байконуре")'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (FIGURE, PUSK),
        ("<p><img src=a.png alt='Вид [1]'></p>", "![Вид \\[1\\]](https://news.example/2016/a.png)"),
        ("<img src='data:image/gif;base64,R0' data-src='/i/a.jpg'>", "![](https://news.example/i/a.jpg)"),
        ("<img src=/blank.gif data-original=/i/a.jpg>", "![](https://news.example/i/a.jpg)"),
        (
            "<img src=/i/s.jpg srcset='/i/s.jpg 300w, /i/m.jpg 1200w, /i/l.jpg 4000w'>",
            "![](https://news.example/i/m.jpg)",
        ),
        (
            "<picture><source srcset='/i/w.webp 800w'><img src=/i/a.jpg></picture>",
            "![](https://news.example/i/w.webp)",
        ),
        ("<img src=/i/a.jpg srcset='/i/b.jpg 2x'>", "![](https://news.example/i/a.jpg)"),
        ("<img src=http://old.example/a.jpg alt='Вид на старт'>", "[Вид на старт](http://old.example/a.jpg)"),
        ("<img src=http://old.example/a.jpg>", ""),
        ("<img src=/i/a.jpg><img src=/i/a.jpg>", "![](https://news.example/i/a.jpg)"),
        ("<img src=/i/bajkonur-start-300x200.jpg><img src=/i/bajkonur-start.jpg>", "![](https://news.example/i/bajkonur-start-300x200.jpg)"),
        ("<img src=/p.gif width=1 height=1>", ""),
        ("<img src=/i/a.jpg style='width:16px'>", ""),
        ("<img src=/i/me.jpg width=96 height=96>", ""),
        ("<img class='author avatar' src=/i/a.jpg>", ""),
        ("<img src=/img/logo.png>", ""),
        ("<img src=/img/zvezda.svg>", ""),
        ("<img src=https://mc.yandex.ru/watch/1>", ""),
        ("<img src=javascript:alert(1)>", ""),
        ("<img src=data:image/png;base64,AA>", ""),
        ("<img alt=Пуск>", ""),
        ("<img hidden src=/i/a.jpg>", ""),
        ("<noscript><img src=/i/a.jpg></noscript>", ""),
        ("<div class=related><img src=/i/a.jpg><a href=/b>Другая новость</a></div>", ""),
        ("<aside><img src=/i/a.jpg></aside>", ""),
    ],
)  # fmt: skip
def test_pictures_of_the_article_stand_where_they_stood(page, found):
    assert body(page) == found


def test_the_picture_above_the_text_is_not_shown_twice():
    head = HEAD.replace(
        "</head>", '<meta property="og:image" content="https://cdn.example/pusk-korablja-1200x630.jpg"></head>'
    )
    lead = "<img src=/i/pusk-korablja.jpg>"
    page = f"{head}{lead}<p>{PROSE}</p><p>{PROSE} Ещё.</p>{lead}<p>{PROSE} Конец.</p>"
    made = document(page.encode(), "seeds/a.html").document
    assert made.meta["image"]["src"] == "https://cdn.example/pusk-korablja-1200x630.jpg"
    assert "![" not in made.body


def test_a_picture_below_the_headline_opens_a_text_that_has_no_other():
    page = f"{HEAD}{FIGURE}<p>{PROSE}</p><p>{PROSE} Ещё.</p>"
    assert document(page.encode(), "seeds/a.html").document.body.startswith(PUSK)


def test_a_picture_within_a_list_stays_with_its_item():
    made = kept("<ul><li>раз<img src=https://a.ru/i/1.jpg><li>два</ul>", KINDS)
    assert made == "- раз\n\n    ![](https://a.ru/i/1.jpg)\n\n- два"


ITEM = f"<p>{PROSE} <b>Важно</b>, <a href='/x'>что</a> всё так.</p><p>{PROSE}</p><img src='/i/a.jpg' alt='Вид'>"
FEED = (
    "<rss version='2.0'><channel><title>Лента</title><link>https://news.example/</link><item><title>Пуск</title>"
    f"<link>https://news.example/1</link><description><![CDATA[{ITEM}]]></description></item></channel></rss>"
)
ARCHIVE = (
    "MIME-Version: 1.0\nSnapshot-Content-Location: https://news.example/1\n"
    'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    f"Content-Location: https://news.example/1\n\n<h1>Пуск</h1>{ITEM}\n--b--\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", json.dumps({"title": "Пуск", "url": "https://news.example/1", "html": ITEM})),
        ("a.rss", FEED),
        ("a.mhtml", ARCHIVE),
    ],
)
def test_items_of_lists_and_feeds_and_pages_in_one_file_keep_them_too(name, data):
    part = parts(data.encode(), f"seeds/{name}")[0]
    made = document(part).document.body
    assert "**Важно**, [что](https://news.example/x) всё так." in made
    assert made.endswith("![Вид](https://news.example/i/a.jpg)")


def test_the_html_part_of_a_mail_keeps_them_too():
    mail = f"Subject: =?utf-8?b?0J/Rg9GB0Lo=?=\nContent-Type: text/html; charset=utf-8\n\n<h1>Пуск</h1>{ITEM}"
    made = document(parts(mail.encode(), "seeds/a.eml")[0]).document.body
    assert "**Важно**, что всё так." in made


def test_a_text_with_more_marks_than_can_be_read_keeps_its_words_only():
    page = f"{HEAD}<p>{PROSE}</p><p>" + "<a href=/a>да</a> <b>и</b> " * 9_000 + f"</p><p>{PROSE}</p>"
    made = document(page.encode(), "seeds/a.html").document.body
    assert "да и да и" in made
    assert Markup(raw_html=False).text(made, "a.md").html.count("да и") > 8_000


def test_a_link_whose_words_begin_like_a_footnote_stays_a_link():
    made = body(f'<p><a href="https://a.example/">^[^1]:</a> {PROSE}</p>')
    assert made.startswith("[&#94;\\[^1\\]&#58;](https://a.example/)")
