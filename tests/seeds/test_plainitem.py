"""Items of lists that are their title and paragraphs: kept whole without the learned model, with the same drafts."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from digest.content.frontmatter import spelt
from digest.seeds.blocks import Part
from digest.seeds.convert import document, judged
from digest.seeds.known import Known
from digest.seeds.lines import line_name
from digest.seeds.parts import parts
from digest.seeds.plainitem import PARAGRAPHS, TITLE
from digest.seeds.read import read
from digest.seeds.repeats import Recurring

NAMED = "Первый спутник вышел на орбиту"
ONE = "Первый искусственный спутник Земли был запущен с Байконура 4 октября 1957 года и провёл на орбите три месяца."
TWO = "Он весил меньше ста килограммов, и у него было четыре антенны, а сигналы его слышали радиолюбители всего мира."
THREE = "В начале января следующего года он вошёл в плотные слои атмосферы и сгорел, пролетев миллионы километров."


def item(text: str, title: str = NAMED) -> Part:
    (part,) = parts(json.dumps([{"title": title, "text": text}]).encode(), "seeds/a.json")
    return part


def rules(part: Part, known: Known | None = None) -> list[tuple[str, str]]:
    return [(each.label.value, each.rule) for each in judged(read(part), known or Known())]


@pytest.mark.parametrize("text", [ONE, f"{ONE}\n\n{TWO}", f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"])
def test_a_title_and_paragraphs_are_kept_whole(text):
    headline, *paragraphs = rules(item(text))
    assert headline == ("headline", TITLE)
    assert set(paragraphs) == {("body", PARAGRAPHS)}


@pytest.mark.parametrize("text", [ONE, f"{ONE}\n\n{TWO}\n\n{THREE}", f"<p>{ONE}</p><p>{TWO}</p>"])
def test_the_draft_is_the_one_that_the_model_would_make(text):
    part = item(text)
    plain, asked = document(part), document(replace(part, listed=False))
    assert [each.sure for each in plain.blocks] == [None] * len(plain.blocks)
    assert None not in [each.sure for each in asked.blocks if each.kept]
    assert spelt(plain.document) == spelt(asked.document)


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n\nЧитайте также: Как готовили первый спутник",
        f"{ONE}\n\nФото: Иван Петров",
        f"{ONE}\n\nПодпишитесь на нас, и мы расскажем вам о наших новостях и о том, что у нас нового этой осенью.",
        f"{ONE}\n\nЗапуск второго спутника",
        f"<p>{ONE}</p><p class='teaser'>{TWO}</p>",
        f"<p>{ONE}</p><aside><p>{TWO}</p></aside>",
        f"<p>{ONE}</p><p><a href='https://example.org/'>{TWO[:60]}</a>{TWO[60:]}</p>",
        f"<p>{ONE}</p><hr><p>{TWO}</p>",
        f"<p>{ONE}</p><ul><li>{TWO}</li></ul>",
        "\n\n".join([ONE, TWO] * 6),
    ],
)
def test_with_a_sign_of_anything_else_the_model_is_asked(text):
    assert not {TITLE, PARAGRAPHS} & {rule for _, rule in rules(item(text))}


def test_with_a_line_that_recurs_on_its_site_the_model_is_asked():
    recurring = Recurring(5, {line_name(TWO): 5})
    assert PARAGRAPHS not in {rule for _, rule in rules(item(f"{ONE}\n\n{TWO}\n\n{THREE}"), Known(recurring=recurring))}


def test_of_an_item_that_may_be_several_reports_the_model_is_asked():
    places = ("МОСКВА, 4 окт — ТАСС. ", "БАЙКОНУР, 4 окт — ТАСС. ", "ПАРИЖ, 5 окт — ТАСС. ")
    text = "\n\n".join(place + words for place, words in zip(places, (ONE, TWO, THREE), strict=True))
    assert PARAGRAPHS not in {rule for _, rule in rules(item(text))}


def test_without_a_title_the_model_is_asked():
    assert PARAGRAPHS not in {rule for _, rule in rules(item(f"{ONE}\n\n{TWO}", title=""))}


def test_a_text_that_is_no_item_is_always_asked_about():
    part = Part("seeds/a.txt", f"{NAMED}\n\n{ONE}".encode(), "0" * 64)
    assert not {TITLE, PARAGRAPHS} & {rule for _, rule in rules(part)}
