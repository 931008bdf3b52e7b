"""Nothing that readers must not see stands in any file of a site; whatever is planted there is found."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape

import pytest

from digest.errors import Problem
from digest.publish.hidden import Marks, marks
from digest.publish.shards import unaccounted
from digest.publish.shown import shown
from digest.settings import Settings, settings
from tests.desk import Desk

BODY = (
    "Секретная ракета уйдёт с космодрома ровно в полночь, когда туман над болотами поднимется выше сосен. "
    "Экипаж об этом ещё не знает, и никто из инженеров вечером не скажет ему ни единого слова."
)
LATE = "Через год спутник встретит комету у самой орбиты Юпитера, и снимки придут на станцию под Евпаторией."
OVER = "Билеты на экскурсию по старту продавались в будке у ворот только до последней субботы месяца."


@pytest.fixture
def site(desk: Desk) -> Desk:
    desk.article(
        slug="public", title="Протон стоит на старте", body="Заправка начнётся вечером, пуск назначен на утро."
    )
    desk.article(slug="secret", title="Тайный пуск ракеты Заря", body=BODY, draft=True)
    desk.article(slug="comet", title="Спутник летит к комете", body=LATE, date="2030-01-01")
    desk.article(slug="tickets", title="Экскурсия на космодром", body=OVER, expires="2021-01-01")
    assert desk.build().status == 0
    return desk


def known(desk: Desk) -> Settings:
    return settings(desk.root, {}, {}, datetime(2024, 1, 1, 9, tzinfo=UTC))


def told(desk: Desk) -> list[str]:
    found: list[Problem] = list(shown(desk.root / "public", desk.tree(), marks(known(desk))))
    assert all(each.code == "hidden" and each.level == "error" for each in found)
    return [f"{each.path.rpartition('/')[2]}: {each.message}" for each in found]


def test_a_built_site_shows_nothing_hidden(site: Desk) -> None:
    assert len(marks(known(site)).files) == 2
    assert sum(map(len, marks(known(site)).by_word.values())) > 6
    assert told(site) == []


def test_a_site_without_hidden_texts_is_not_looked_through(desk: Desk) -> None:
    desk.article(slug="a")
    assert marks(known(desk)) == Marks()


PLACES = {
    "page": ("2020/01/public/index.html", "<p>{}</p>"),
    "feed": ("feed.xml", "<content>{}</content>"),
    "json feed": ("feed.json", '{{"content_text": "Да.\\n{}"}}'),
    "sitemap": ("sitemap.xml", "<loc>{}</loc>"),
    "search": ("search/r0.json", '[["{}"]]'),
    "a folder nobody knows": ("x/y/z.html", "{}"),
    "a file without a kind": ("_redirects", "/old/ {} 301"),
    "attribute": ("a.html", '<meta name="description" content="{}">'),
}
WORDS = {
    "a title": ("Тайный пуск ракеты Заря", "secret.md", "a draft"),
    "an address": ("https://example.org/2020/01/secret/", "secret.md", "a draft"),
    "a sentence": (BODY.partition(". ")[0], "secret.md", "a draft"),
    "of next year": (LATE, "comet.md", "an article whose date is still to come"),
    "an address of next year": ("/2030/01/comet/", "comet.md", "an article whose date is still to come"),
    "whose time is over": (OVER, "tickets.md", "a text whose time is over"),
}


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_planted_anywhere_is_found(site: Desk, place: str, words: str) -> None:
    path, frame = PLACES[place]
    text, name, why = WORDS[words]
    site.write(f"public/{path}", frame.format(text))
    (found,) = told(site)
    assert found.startswith(f"{name}: {path} shows {why}: ")


@pytest.mark.parametrize(
    "text",
    [
        BODY.upper(),
        BODY.replace(" ", "\u00a0").replace("е", "ё"),
        escape(f"<p>{escape(BODY)}</p>"),
        BODY.replace("с космодрома", "<em>с</em> <a href='/x/'>космодрома</a>"),
        "".join(f"&#{ord(sign)};" for sign in BODY),
        BODY.replace(" ", "\n   "),
    ],
    ids=["capitals", "set", "twice escaped", "marked up", "by numbers", "over lines"],
)
def test_no_dress_hides_it(site: Desk, text: str) -> None:
    site.write("public/x.html", f"<p>{text}</p>")
    assert len(told(site)) == 1


def test_lines_that_other_files_have_too_hide_nothing(site: Desk) -> None:
    """Such lines are looked at once: what is said over them and others is found all the same."""
    said = BODY.split()
    often, seldom = " ".join(said[:4]).rjust(200), " ".join(said[4:])
    site.write("public/a.html", f"<p>\n{often}\n</p>")
    site.write("public/b.html", f"<p>\n{often}\n{seldom}\n</p>")
    site.write("public/c.html", f"<p>\n{often}\n{seldom}\n</p>")
    assert [each.partition(" shows")[0] for each in told(site)] == ["secret.md: b.html"]


def test_two_processes_find_what_one_does(site: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.publish.shown.SHARE", 5)
    site.write("public/x.html", BODY)
    site.write("public/y.html", f"{BODY} {LATE}")
    one, two = (list(shown(site.root / "public", site.tree(), marks(known(site)), jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert [(each.path, each.message.partition(" shows")[0]) for each in one] == [
        ("content/articles/secret.md", "x.html"),
        ("content/articles/comet.md", "y.html"),
    ]


def test_a_mail_is_read_as_mails_are(site: Desk) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Выпуск"
    mail.set_content("Просто текст.")
    mail.add_alternative(f"<p>{BODY}</p>", subtype="html", cte="base64")
    site.write("public/issues/1/mail.eml", mail.as_bytes())
    assert len(told(site)) == 1


def test_the_page_itself_is_found_whatever_it_says(site: Desk) -> None:
    site.write("public/2020/01/secret/index.html", "")
    assert told(site) == ["secret.md: 2020/01/secret/index.html shows a draft: /2020/01/secret/"]


def test_a_search_index_that_was_built_with_drafts_is_found(site: Desk) -> None:
    assert site.build("--now", "2031-01-01").status == 0
    shards = {path: data for path, data in site.tree().items() if path.startswith("search/")}
    assert site.build().status == 0
    for path, data in shards.items():
        site.write(f"public/{path}", data)
    (found,) = told(site)
    assert found.startswith("comet.md: search/index/")


def test_shards_that_find_what_no_record_tells_of_are_found(site: Desk) -> None:
    assert list(unaccounted(site.root / "public", site.tree())) == []
    site.article(slug="second", title="Второй текст", body="Поднялась стрела.")
    assert site.build("--now", "2031-01-01").status == 0
    shards = {path: data for path, data in site.tree().items() if path.startswith("search/index/s")}
    site.delete("content/articles/second.md")
    assert site.build().status == 0
    for path, data in shards.items():
        site.write(f"public/{path}", data)
    told = [each.message for each in unaccounted(site.root / "public", site.tree())]
    assert any("finds what no record tells of: " in each and "комет" in each for each in told)


def test_a_record_of_a_page_that_is_not_there_is_found(site: Desk) -> None:
    (site.root / "public/2020/01/public/index.html").unlink()
    (told,) = unaccounted(site.root / "public", site.tree())
    assert told.message.endswith(" leads to /2020/01/public/, which is no page of this site")


@pytest.mark.parametrize(
    "text",
    [
        "Протон стоит на старте",
        "Экскурсия на космодром",
        "https://example.org/2020/01/tickets/",
        "https://example.org/2020/01/secret-of-mars/",
        "Ракета уйдёт в полночь.",
        "Заря",
    ],
)
def test_what_is_public_is_no_secret(site: Desk, text: str) -> None:
    site.write("public/x.html", f"<p>{text}</p>")
    assert told(site) == []


def test_what_a_draft_shares_with_a_public_text_is_no_secret(site: Desk) -> None:
    site.article(slug="other", title="Тайный пуск ракеты Заря", body=BODY)
    assert site.build().status == 0
    assert told(site) == []


def test_a_tag_that_a_draft_is_called_after_is_no_secret(site: Desk) -> None:
    site.article(slug="tagged", title="Союз", tags=["Тайный пуск ракеты Заря"])
    assert site.build().status == 0
    assert told(site) == []


def test_issues_and_pages_are_looked_for_as_well(site: Desk) -> None:
    site.write("content/pages/plan.md", f"---\ntitle: План на год\ndraft: true\n---\n\n{LATE[:60]} {BODY[:80]}\n")
    site.issue(1, "public.md", body="Номер, который никто ещё не должен читать раньше первого дня весны.", draft=True)
    site.write("public/x.html", "читать: номер, который никто ещё не должен читать раньше первого дня весны")
    site.write("public/y.html", '<a href="/plan/">план</a>')
    assert sorted(each.partition(":")[0] for each in told(site)) == ["1.md", "plan.md"]


def test_json_of_a_feed_with_coded_letters_is_read(site: Desk) -> None:
    site.write("public/feed.json", json.dumps({"items": [{"content_text": BODY}]}))
    assert len(told(site)) == 1
    assert os.path.exists(site.root / "public/feed.json")
