"""What readers see is set as its language wants it, wherever they see it; what things are found by stays as typed."""

from __future__ import annotations

import json
from email import message_from_string, policy

import pytest

from tests.desk import Desk

TITLE, SET = 'Ракета "Союз" - в космосе', "Ракета «Союз»\u00a0— в\u00a0космосе"


@pytest.fixture
def setting(desk: Desk) -> Desk:
    desk.settings(typography=True)
    return desk


def test_titles_summaries_captions_and_texts_are_set(setting: Desk) -> None:
    image = {
        "src": "https://example.org/a.jpg",
        "alt": 'Ракета "Союз"',
        "caption": 'Старт "Союза"',
        "credit": "А. Б. Фото",
    }
    setting.article(TITLE, '## Пуск "Союза"\n\nОн сказал: "Да".', slug="a", summary='О "Союзе"', image=image)
    setting.build()
    page = setting.page("/2020/01/a/")
    assert f"<h1>{SET}</h1>" in page
    assert "О\u00a0«Союзе»" in page
    assert "Старт «Союза»" in page
    assert "А.\u00a0Б.\u00a0Фото" in page
    assert '<h2 id="pusk-soyuza">Пуск «Союза»</h2>' in page
    assert "<p>Он\u00a0сказал: «Да».</p>" in page
    assert f'"headline":"{SET}"' in page


def test_alternative_texts_are_read_aloud_and_stay(setting: Desk) -> None:
    setting.article(body='![Ракета "Союз" - старт](https://example.org/a.jpg)', slug="a")
    setting.build()
    assert 'alt="Ракета &quot;Союз&quot; - старт"' in setting.page("/2020/01/a/")


def test_feeds_carry_what_pages_show(setting: Desk) -> None:
    setting.article(TITLE, 'В доме "Союз".')
    setting.build()
    item = json.loads(setting.read("public/feed.json"))["items"][0]
    assert (item["title"], item["content_html"]) == (SET, "<p>В\u00a0доме «Союз».</p>")
    assert f"<title>{SET}</title>" in setting.read("public/feed.xml")


def test_the_beginning_of_a_text_is_that_of_the_text_as_it_is_set(setting: Desk) -> None:
    body = f'Он сказал: "{"Слово за словом, " * 30}и всё".'
    setting.article(body=body, slug="a")
    setting.build()
    assert "<p>Он\u00a0сказал: «Слово за" in setting.page("/2020/01/a/")
    assert 'content="Он\u00a0сказал: «Слово' in setting.page("/2020/01/a/")
    assert 'class="standfirst"' not in setting.page("/2020/01/a/")


def test_what_is_typed_stays_in_its_file_and_addresses_stay(setting: Desk) -> None:
    path = setting.article(TITLE, "## В доме\n\nВ доме.", slug="v-dome")
    before = setting.read(path)
    setting.build()
    assert setting.read(path) == before
    assert 'id="v-dome"' in setting.page("/2020/01/v-dome/")


def test_each_text_is_set_by_its_own_language(setting: Desk) -> None:
    setting.article("A", '"Yes"', slug="a", lang="en")
    setting.article("B", '"Ja" - ja', slug="b", lang="de")
    setting.build()
    assert "<p>“Yes”</p>" in setting.page("/2020/01/a/")
    assert '<p>"Ja" - ja</p>' in setting.page("/2020/01/b/")


def test_the_setting_turns_it_off_and_on_again(setting: Desk) -> None:
    setting.article(body='"Да"', slug="a")
    setting.build()
    setting.settings(typography=False)
    setting.build()
    assert '<p>"Да"</p>' in setting.page("/2020/01/a/")
    setting.settings(typography=True)
    setting.build()
    assert "<p>«Да»</p>" in setting.page("/2020/01/a/")


def test_names_are_set_where_pages_show_them_and_found_as_they_were_typed(setting: Desk) -> None:
    setting.article(slug="a", tags=['КБ "Салют"'], topics=["О космосе"], source='Газета "Труд"')
    setting.write("content/topics/o.md", "---\ntitle: О космосе\nsummary: О доме\n---\n\nО доме.\n")
    setting.build()
    topic, source = "О\u00a0космосе", "Газета «Труд»"
    article = setting.page("/2020/01/a/")
    assert all(f">{name}</a>" in article for name in ("КБ «Салют»", topic, source))
    assert f"<h1>{topic}</h1>" in setting.page("/topics/o/")
    assert "<p>О\u00a0доме.</p>" in setting.page("/topics/o/")
    assert "<h1>КБ «Салют»</h1>" in setting.page("/tags/kb-salyut/")
    assert ">КБ «Салют»</a>" in setting.page("/tags/")
    assert f"{topic}</a>" in setting.page("/")
    assert json.loads(setting.read("public/feed.json"))["items"][0]["tags"] == ['КБ "Салют"', "О космосе"]
    setting.settings(typography=False)
    setting.build()
    assert "<h1>О космосе</h1>" in setting.page("/topics/o/")


def test_issues_and_stories_are_set_and_plain_texts_have_ordinary_spaces(setting: Desk) -> None:
    setting.settings(mail={"from": "a@example.org"})
    setting.article(TITLE, slug="a")
    setting.article("Другая", slug="b")
    setting.write("content/stories.yaml", '- {same: [a.md, b.md], title: "История - о \\"Союзе\\""}\n')
    sections = '- {title: "Пуск - в космос", text: "О \\"Союзе\\"", articles: [a.md]}'
    front = f'number: 1\ntitle: "Номер - о \\"Союзе\\""\ndate: 2020-02-01\nsections:\n{sections}'
    setting.write("content/issues/1.md", f"---\n{front}\n---\n\nО доме.\n")
    setting.build()
    assert "История\u00a0— о\u00a0«Союзе»" in setting.page("/stories/")
    page = setting.page("/issues/1/")
    assert "Номер\u00a0— о\u00a0«Союзе»" in page
    assert "Пуск\u00a0— в\u00a0космос" in page
    assert "О\u00a0«Союзе»" in page
    short = setting.read("public/issues/1/issue-1.txt")
    assert "Ракета «Союз» — в космосе" in short
    mail = message_from_string(setting.read("public/issues/1/issue-1.eml"), policy=policy.default)
    assert str(mail["Subject"]).endswith("Номер — о «Союзе»")
    plain = mail.get_body(("plain",))
    assert plain
    assert "\u00a0" not in plain.get_content()
    assert "О доме." in plain.get_content()


def test_suggestions_find_names_in_texts_that_are_set(setting: Desk) -> None:
    setting.write("content/tags.yaml", 'О\'Нил:\nКБ "Салют":\nВ космосе:\n')
    path = setting.article("О'Нил в космосе", 'О\'Нил из КБ "Салют". О\'Нил из КБ "Салют" в космосе.', slug="a")
    setting.run("suggest", path)
    text = setting.read(path)
    assert all(name in text.partition("suggested:")[2] for name in ("О'Нил", 'КБ "Салют"', "В космосе"))


def test_a_summary_taken_from_a_text_that_is_set_goes_with_it(setting: Desk) -> None:
    setting.article(
        body='В доме "Союз" - ракета, и в нём всё.', summary='В доме "Союз" - ракета', slug="a", expires="2020-02-01"
    )
    setting.build("--now", "2020-03-01")
    assert "ракета" not in setting.page("/2020/01/a/")
