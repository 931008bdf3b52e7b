"""What a page says of words by raising, lowering, quoting or striking them is said in the draft by the words."""

import pytest

from digest.content.markup import Markup
from digest.seeds.blocks import Label, Labelled
from digest.seeds.convert import document
from digest.seeds.markdown import article
from digest.seeds.webpage import blocks_and_facts


def made(inside, language="ru"):
    """The Markdown of a paragraph of a page."""
    blocks, _ = blocks_and_facts(f"<p>{inside}</p>", "seeds/a.html")
    kept = [Labelled(block, Label.BODY, "", "") for block in blocks]
    return article(kept, page="https://news.example/a", language=language)


@pytest.mark.parametrize(
    ("page", "draft"),
    [
        ("10<sup>6</sup> Вт", "10⁶ Вт"),
        ("6,67·10<sup>-11</sup> и 10<sup>−3</sup>", "6,67·10⁻¹¹ и 10⁻³"),
        ("100 м<sup>2</sup>, 5&nbsp;кг/м<sup>3</sup>.", "100 м², 5 кг/м³."),
        ("<b>10<sup>6</sup></b> Вт", "**10⁶** Вт"),
        ("<sup>235</sup>U и Na<sup>+</sup>", "²³⁵U и Na⁺"),
        ("<sup>1</sup>/<sub>2</sub> срока", "¹/₂ срока"),
        ("x<sup>n</sup>", "xⁿ"),
        ("10<sup>6,5</sup> лет", "10^(6,5) лет"),
        ("2<sup>к</sup>", "2^(к)"),
        ("H<sub>2</sub>O и CO<sub>2</sub>", "H₂O и CO₂"),
        ("v<sub>max</sub> и T<sub>пл</sub>", "vₘₐₓ и T_пл"),
        ("T<sub>пл</sub>a", "T\\_(пл)a"),
        ("T<sub>пл, кип</sub>", "T\\_(пл, кип)"),
        ("the 4<sup>th</sup> flight", "the 4th flight"),
        ("le XX<sup>e</sup> siècle, M<sup>me</sup>", "le XXe siècle, Mme"),
        ("5<sup>о</sup>C и 5<sup>o</sup> С", "5°C и 5° С"),
        ("Союз<sup>TM</sup>, «Старт»<sup>®</sup>", "Союз™, «Старт»®"),
        ("Рейтинг<sup>новое</sup> стран", "Рейтинг (новое) стран"),
        ("сказал он.<sup>[1]</sup> И", "сказал он.\\[1\\] И"),
        ("в 2016<sup>[1]</sup> и в 2017<sup>[2][3]</sup>", "в 2016\\[1\\] и в 2017\\[2\\]\\[3\\]"),
        ('в 2016<sup><a href="#n1">1</a></sup> году', "в 2016\\[1\\] году"),
        ('в 2016<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>', "в 2016\\[1, 2\\]"),
        ('в 2016<a href="#n1"><sup>1</sup></a> году', "в 2016\\[1\\] году"),
        ('в 2016<sup><a href="#n1">[<span>1</span>]</a></sup>', "в 2016\\[1\\]"),
        ('<a href="/km">5 км<sup>2</sup></a>', "[5 км²](https://news.example/km)"),
        ("<sup>Здесь мелко набрано всё, что написано.</sup>", "Здесь мелко набрано всё, что написано."),
        ("Итог<sub>здесь мелко набрано примечание</sub>", "Итог здесь мелко набрано примечание"),
        ("он же* и он<sup>*</sup>", "он же\\* и он\\*"),
    ],
)
def test_raised_and_lowered_words_are_not_taken_for_others(page, draft):
    assert made(page) == draft


@pytest.mark.parametrize(
    ("language", "page", "draft"),
    [
        ("ru", "Он сказал: <q>Поехали!</q>", "Он сказал: «Поехали!»"),
        ("ru", "<q>Это <q>Восток</q>, и <i>он</i> летит</q>", "«Это „Восток“, и *он* летит»"),
        ("en", "He said <q>Let’s go</q>.", "He said “Let’s go”."),
        ("en", "<q>It is <q>Vostok</q></q>", "“It is ‘Vostok’”"),
        ("de", "<q>Los</q>", "„Los“"),
        ("fr", "<q>Allons</q>", "« Allons »"),
        ("", "<q>Поехали</q>", "«Поехали»"),
        ("", "<q>Go</q>", "“Go”"),
        ("ru", '<q>«Поехали»</q> и <q>"да"</q>', '«Поехали» и "да"'),
        ("ru", "<q></q>Тихо", "Тихо"),
    ],
)
def test_a_quote_has_the_marks_of_its_language(language, page, draft):
    assert made(page, language) == draft


@pytest.mark.parametrize(
    ("page", "draft"),
    [
        ("На борту <del>двое</del> <ins>трое</ins> космонавтов.", "На борту трое космонавтов."),
        ("Стоит <s>100</s> 90 рублей.", "Стоит 90 рублей."),
        ("На борту (<strike>двое</strike> трое).", "На борту (трое)."),
        ("Двигатель, <s>бак</s>, <s>люк</s>, крыло", "Двигатель, крыло"),
        ("Двигатель, <s>бак</s>,", "Двигатель,"),
        ("В<s>ы</s> бор", "В бор"),
        ("<del>На борту двое.</del>", "На борту двое."),
        ("<ins>Дополнено: все живы.</ins>", "Дополнено: все живы."),
    ],
)
def test_struck_words_are_left_out_where_others_stay(page, draft):
    assert made(page) == draft


def test_a_text_with_very_many_marks_keeps_them_all():
    many = "<a href=/a>да</a> <b>и</b> " * 9_000
    assert made(f"{many} 10<sup>6</sup>").endswith("да **и** 10⁶")


def test_the_draft_of_a_page_in_english_has_english_quotes():
    prose = "The engine ran for nine minutes, and the craft left the stage and reached the orbit that was planned."
    page = f"<html lang=en><h1>Soyuz is in orbit</h1><p>{prose}</p><p>{prose} They said <q>all is well</q>.</p>"
    assert "“all is well”." in document(page.encode(), "seeds/a.html").document.body


def test_of_quotes_within_quotes_two_are_told_apart():
    assert made("<q>" * 100 + "Пуск") == "«„Пуск“»"


@pytest.mark.parametrize(
    "page", ["10<sup>6</sup>", "v<sub>max</sub>", "T<sub>пл</sub>", "10<sup>6,5</sup>", "x<sup>[1]</sup>"]
)
def test_a_reader_sees_the_signs_of_the_draft(page):
    shown = Markup(raw_html=False).text(made(page), "a.md").html
    assert shown == f"<p>{made(page).replace(chr(92), '')}</p>"
