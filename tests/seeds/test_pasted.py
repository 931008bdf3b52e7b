"""A text that somebody pasted: its head states title, day and address, and none of it is left in the article."""

import pytest

from digest.seeds.convert import document

TITLE = "Протон вывел спутник связи"
FIRST = "Ракета «Протон-М» стартовала с космодрома Байконур и вывела на орбиту спутник связи, сообщили в агентстве."
SECOND = "Это был третий пуск за год. Следующий намечен на осень, когда закончится ремонт стартового стола."
BODY = f"{FIRST}\n\n{SECOND}"
URL = "https://example.org/news/1"


def made(text):
    return document(text.encode(), "seeds/a.txt").document


HEADS = {
    "markdown": f"# {TITLE}\n\n",
    "closed markdown": f"# {TITLE} #\n\n",
    "title": f"Title: {TITLE}\n\n",
    "no line between": f"Заголовок: {TITLE}\n",
    "subject": f"Тема: {TITLE}\n\n",
    "a mail": f"От: anna@example.org\nТема: {TITLE}\nДата: 12 мая 2016\n\n",
    "said twice": f"Title: {TITLE}\n\n{TITLE}\n\n",
    "front matter": f'---\ntitle: "{TITLE}"\ndate: 2016-05-12\nlayout: post\ntags: [космос, связь]\n---\n\n',
    "an unclosed one": f"---\ntitle: {TITLE}\n\n",
    "in Russian": f"---\nЗаголовок: {TITLE}\nДата: 2016-05-12\n---\n\n",
    "in capitals": f"---\nTitle: {TITLE}\n---\n\n",
    "marked": f"Title: **{TITLE}**\n\n",
    "folded": f"---\nlayout: post\ntitle: >-\n  {TITLE}\n---\n",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_title_of_a_pasted_text_is_what_its_head_states(head):
    found = made(HEADS[head] + BODY)
    assert found.meta["title"] == TITLE
    assert "title" not in found.meta["unsure"]
    assert found.body == BODY


def test_front_matter_states_day_author_and_address():
    meta = made(f"---\ntitle: {TITLE}\ndate: 2016-05-12\nauthor: Анна Лугова\nurl: {URL}\n---\n\n{BODY}").meta
    assert (str(meta["date"]), meta["author"], meta["source_url"]) == ("2016-05-12", "Анна Лугова", URL)
    assert set(meta["unsure"]) == {"source"}


def test_front_matter_that_is_no_yaml_for_want_of_quotes_is_read_all_the_same():
    found = made(f"---\ntitle: Луна: ближе: всего\ndate: 2016-05-12\n---\n\n{BODY}")
    assert (found.meta["title"], str(found.meta["date"]), found.body) == ("Луна: ближе: всего", "2016-05-12", BODY)


def test_authors_may_be_a_list():
    assert made(f"---\ntitle: {TITLE}\nauthors: [Анна Лугова, Пётр Бах]\n---\n{BODY}").meta["author"] == (
        "Анна Лугова, Пётр Бах"
    )


def test_where_the_title_has_the_marks_of_markdown_other_headings_have_them_as_well():
    assert made(f"# {TITLE}\n\n{FIRST}\n\n## Что дальше\n\n{SECOND}").body == f"{FIRST}\n\n## Что дальше\n\n{SECOND}"


def test_a_sentence_about_a_subject_is_no_title():
    sentence = "Тема: почему мы летаем на Луну — так назвали лекцию, и она собрала полный зал."
    assert sentence in made(f"{sentence}\n\n{BODY}").body


@pytest.mark.parametrize("line", [URL, f"<{URL}>", f"[Источник]({URL})", "#космос #луна"])
def test_an_address_is_no_title(line):
    found = made(f"{line}\n{TITLE}\n\n{BODY}")
    assert (found.meta["title"], found.body) == (TITLE, BODY)


def test_a_line_that_names_an_address_is_no_part_of_the_text():
    for below in ("Фото: https://example.com/pic.jpg", "Источник: https://example.com/b/2"):
        assert made(f"{TITLE}\n\n{BODY}\n\nИсточник: {URL}\n{below}\n").body == BODY


@pytest.mark.parametrize(
    "text",
    [
        f"Тема: Космос\n\n{TITLE}\n\n{BODY}",
        f"#космос #связь\n\n{TITLE}\n\n{BODY}",
        f"---\n- {TITLE}\n---\n\n{TITLE}\n\n{BODY}",
        f"---\n{TITLE}: [\n---\n\n{TITLE}\n\n{BODY}",
        f"---\n\n{TITLE}\n\n{BODY}\n\n---\n",
    ],
)
def test_what_only_looks_like_a_head_states_nothing(text):
    found = made(text)
    assert found.meta["title"] == TITLE
    assert found.body.startswith(FIRST)


# the address

ADDRESSES = {
    "above": f"{URL}\n\n{TITLE}\n\n{BODY}",
    "below": f"{TITLE}\n\n{BODY}\n\n{URL}\n",
    "named above": f"Источник: {URL}\n{TITLE}\n\n{BODY}",
    "named below": f"{TITLE}\n\n{BODY}\nИсточник: {URL}\n",
    "a link": f"{TITLE}\n\n{BODY}\n\nСсылка на оригинал: <{URL}>.\n",
    "English": f"{TITLE}\n\n{BODY}\n\nSource: {URL}\n",
    "named beside another": f"https://example.com/b/2\n\n{TITLE}\n\n{BODY}\n\nОригинал статьи: {URL}\n",
}


@pytest.mark.parametrize("where", ADDRESSES)
def test_an_address_that_a_line_names_is_a_guess_with_its_evidence(where):
    found = made(ADDRESSES[where])
    assert found.meta["source_url"] == URL
    side = "above" if where in ("above", "named above") else "below"
    line = next(line for line in ADDRESSES[where].split("\n") if URL in line)
    assert found.meta["unsure"]["source_url"] == f"a line {side} the text names it: «{line}»"
    assert found.body == BODY


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{BODY}\n\n{URL}\nhttps://example.com/b/2\n",
        f"{TITLE}\n\n{BODY}\n\nhttps://t.me/orbit/15\n",
        f"{TITLE}\n\n{BODY}\n\nhttps://example.com/pic.jpg\n",
        f"{TITLE}\n\n{BODY}\n\nИсточник: https://example.org/\n",
        f"{TITLE}\n\n{FIRST}\n\n{URL}\n\n{SECOND}",
        f"{TITLE}\n\n{BODY}\n\n{URL}\nПоделиться\n",
        f"{TITLE}\n\n{FIRST} Подробности: {URL}.\n\n{SECOND}",
    ],
)
def test_what_may_lead_elsewhere_is_no_address_of_the_text(text):
    found = made(text)
    assert "source_url" not in found.meta
    assert "source_url" not in found.meta["unsure"]
