"""Texts that are a headline, a day, paragraphs and a source: kept whole without the learned model, as it would."""

from __future__ import annotations

import pytest

from digest.content.frontmatter import spelt
from digest.seeds import label
from digest.seeds.blocks import Labelled
from digest.seeds.convert import document, judged
from digest.seeds.known import Known
from digest.seeds.lines import line_name
from digest.seeds.read import read
from digest.seeds.repeats import Recurring

TITLE = "Первый спутник вышел на орбиту"
DAY = "4 октября 1957, 22:28"
ONE = "Первый искусственный спутник Земли был запущен с Байконура 4 октября 1957 года и провёл на орбите три месяца."
TWO = "Он весил меньше ста килограммов, и у него было четыре антенны, а сигналы его слышали радиолюбители всего мира."
THREE = "В начале января следующего года он вошёл в плотные слои атмосферы и сгорел, пролетев миллионы километров."
SOURCE = "Источник: Агентство новостей"
PLAIN = [(TITLE, DAY, ONE, TWO, THREE, SOURCE), (TITLE, ONE, TWO, THREE), (TITLE, ONE, TWO, THREE, ONE, TWO, SOURCE)]


def text(*blocks: str) -> bytes:
    return "\n\n".join(blocks).encode()


def found(seed: bytes, known: Known | None = None) -> tuple[Labelled, ...]:
    return judged(read(seed, "seeds/a.txt"), known or Known())


def asks(seed: bytes, known: Known | None = None) -> bool:
    """Whether the model is asked about a seed."""
    return any(each.sure is not None for each in found(seed, known))


@pytest.mark.parametrize("blocks", PLAIN)
def test_a_headline_and_paragraphs_are_kept_whole(blocks):
    labels = [each.label.value for each in found(text(*blocks))]
    outside = {TITLE: "headline", DAY: "junk", SOURCE: "junk"}
    assert labels == [outside.get(block, "body") for block in blocks]
    assert not asks(text(*blocks))


@pytest.mark.parametrize("blocks", PLAIN)
def test_the_draft_is_the_one_that_the_model_would_make(blocks, monkeypatch):
    plain = document(text(*blocks), "seeds/a.txt")
    monkeypatch.setattr(label, "plain_article", lambda *_: None)
    asked = document(text(*blocks), "seeds/a.txt")
    assert asks(text(*blocks))
    assert spelt(plain.document) == spelt(asked.document)
    assert [(each.label, each.rule) for each in plain.blocks] == [(each.label, each.rule) for each in asked.blocks]


@pytest.mark.parametrize(
    "blocks",
    [
        (TITLE, ONE, TWO),
        (ONE, TWO, THREE),
        (f"{TITLE}.", ONE, TWO, THREE),
        ("Спутник", ONE, TWO, THREE),
        ("Главная", TITLE, ONE, TWO, THREE),
        (TITLE, ONE, "Запуск второго спутника", TWO, THREE),
        (TITLE, ONE, TWO, THREE, "Читайте также: Как готовили первый спутник"),
        (TITLE, ONE, TWO, "Фото: Иван Петров", THREE),
        (TITLE, ONE, TWO, THREE, "Подпишитесь на нас, и мы расскажем вам о наших новостях и о том, что у нас нового."),
        (TITLE, ONE, TWO, THREE, "Cookies help the site to work; by using it you agree to the terms and the policy."),
        (TITLE, ONE, f"• {TWO}", THREE),
        (TITLE, f"{ONE}\n{TWO}", THREE, ONE),
        (TITLE, ONE, TWO, THREE, SOURCE, SOURCE),
        (f"title: {TITLE}", ONE, TWO, THREE),
        (TITLE, *[ONE, TWO] * 21),
    ],
)
def test_with_a_sign_of_anything_else_the_model_is_asked(blocks):
    assert asks(text(*blocks))


def test_with_a_headline_that_is_said_again_the_model_is_asked():
    title = "Первый спутник вышел на орбиту и провёл на ней три месяца"
    assert not asks(text(title, ONE, TWO, THREE))
    assert asks(text(title, f"{title}.", ONE, TWO, THREE))


def test_with_a_line_that_recurs_on_its_site_the_model_is_asked():
    assert asks(text(TITLE, ONE, TWO, THREE), Known(recurring=Recurring(5, {line_name(TWO): 5})))


def test_of_a_text_that_may_be_several_reports_the_model_is_asked():
    places = ("МОСКВА, 4 окт — ТАСС. ", "БАЙКОНУР, 4 окт — ТАСС. ", "ПАРИЖ, 5 окт — ТАСС. ")
    assert asks(text(TITLE, *(place + words for place, words in zip(places, (ONE, TWO, THREE), strict=True))))
