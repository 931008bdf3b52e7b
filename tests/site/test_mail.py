"""The e-mail edition of an issue is a mail that any program reads, the same in every run, and never clipped."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest

from digest.site.mail import LIMIT
from tests.desk import Desk
from tests.site.photos import drawing

EML = "/issues/12/issue-12.eml"
TXT = "/issues/12/issue-12.txt"


@pytest.fixture
def post(desk: Desk) -> Desk:
    """A digest with an issue that goes out by mail."""
    desk.settings(mail={"from": "Редакция <digest@example.org>"}, description="О космосе")
    desk.write("static/images/start.png", drawing())
    desk.article("Протон вернулся", slug="proton", source="ТАСС", summary="Пуск удался.", topics=["Пуски"])
    desk.article("<Союз> & люди", slug="soyuz", summary="Трое в пути.")
    sections = [{"title": "Пуски", "text": "Два подряд.", "articles": ["proton.md", "soyuz.md"]}]
    picture = {"src": "/images/start.png", "alt": "Ракета на старте"}
    body = "Вступление со [ссылкой](../articles/proton.md).\n\n![Схема](/images/start.png)"
    desk.issue(12, body=body, title="Весна", articles=[], sections=sections, image=picture, summary="Коротко о весне.")
    return desk


def mail(desk: Desk) -> EmailMessage:
    """The mail as a program reads it."""
    data = (desk.root / f"public{EML}").read_bytes()
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def part(desk: Desk, kind: str) -> str:
    body = mail(desk).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_is_a_standard_one(post: Desk) -> None:
    outcome = post.build()
    assert (outcome.status, outcome.err) == (0, "")
    data = (post.root / f"public{EML}").read_bytes()
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    message = mail(post)
    assert dict(message.items()) == {
        "From": "Редакция <digest@example.org>",
        "Subject": "Орбита: Выпуск 12. Весна",
        "Date": "Fri, 31 Jan 2020 21:00:00 +0000",
        "Message-ID": "<issues.12@example.org>",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
        "Content-Language": "ru",
    }
    kinds = [(each.get_content_type(), each.get_content_charset()) for each in message.iter_parts()]
    assert kinds == [("text/plain", "utf-8"), ("text/html", "utf-8")]
    assert message.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize("header", ["From", "To"])
@pytest.mark.parametrize(
    "name",
    [
        "Редакция, Москва",
        "Smith, John",
        "Орбита: №1; космос",
        "Редакция ежедневного дайджеста новостей космонавтики и ракетной техники",
        "The editors of the daily digest of space news and rocket technology, Baikonur and Moscow",
    ],
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_any_name_of_a_sender_fits_into_the_lines_of_a_mail(post: Desk, header: str, name: str, quote: str) -> None:
    mailbox = f"{quote}{name}{quote} <digest@example.org>"
    post.settings(mail={"from": "a@example.org", header.lower(): mailbox})
    assert post.build().status == 0
    data = (post.root / f"public{EML}").read_bytes()
    head = re.search(rb"^%s:.*\r\n(?: .*\r\n)*" % header.encode(), data, re.MULTILINE)
    assert head
    assert max(map(len, head[0].split(b"\r\n"))) <= 76
    raw = email.message_from_bytes(data)[header]  # the newer reader puts a space between coded words
    assert parseaddr(raw.replace("\r\n", ""))[1] == "digest@example.org"
    said = str(make_header(decode_header(raw)))
    assert said.replace('"', "") == f"{name} <digest@example.org>"


def test_what_is_configured_stands_above_the_mail(post: Desk) -> None:
    address = "https://example.org/unsubscribe?" + "&".join(f"list{number}=digest" for number in range(20))
    to, subject = "list@example.org", "№ {number} — {site}"
    post.settings(mail={"from": "a@example.org", "to": to, "subject": subject, "unsubscribe": address})
    post.build()
    message = mail(post)
    assert (message["To"], message["Subject"]) == (to, "№ 12 — Орбита")
    assert message["List-Unsubscribe"] == f"<{address}>"
    assert address.replace("&", "&amp;") in part(post, "html")
    assert address in part(post, "plain")


def test_the_html_has_its_styles_in_its_elements_and_whole_addresses(post: Desk) -> None:
    post.build()
    html = part(post, "html")
    assert '<html lang="ru" dir="ltr">' in html
    assert re.findall(r"<style[^>]*>\s*(@media \(prefers-color-scheme: dark\))", html) == [
        "@media (prefers-color-scheme: dark)"
    ]
    assert not re.findall(r"<p>|<h[123]>|<a href=\"[^\"]*\">", html), "an element without its style"
    targets = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert targets
    assert {target for target in targets if not target.startswith("https://example.org/")} == set()
    assert re.findall(r'<img[^>]*? alt="([^"]*)"', html) == ["Ракета на старте", "Схема"]
    assert re.search(r'<div class="preheader"[^>]*>Коротко о весне.</div>', html)
    assert "&lt;Союз&gt; &amp; люди" in html
    assert not re.findall(r"<script|<link|utm_|width=\"1\"", html)


def test_a_language_that_is_written_from_the_right_says_so(post: Desk) -> None:
    post.edit("content/issues/12.md", "number: 12", "number: 12\nlang: he")
    post.build()
    assert '<html lang="he" dir="rtl">' in part(post, "html")


def test_the_plain_part_says_the_same(post: Desk) -> None:
    post.build()
    assert part(post, "plain").replace("\r\n", "\n") == (
        "Орбита. Выпуск 12. Весна\nhttps://example.org/issues/12/\n\nВступление со ссылкой (https://example.org/2020/01/proton/).\n\n\nПУСКИ\n\n"
        "Два подряд.\n\n"
        "* Протон вернулся (ТАСС)\nПуск удался.\nhttps://example.org/2020/01/proton/\n\n"
        "* <Союз> & люди\nТрое в пути.\nhttps://example.org/2020/01/soyuz/\n\n-- \nОрбита\n"
    )


def test_in_plain_text_an_address_that_is_its_own_words_is_said_once(post: Desk) -> None:
    body = "См. <https://nasa.gov/a> и [о ракете](https://nasa.gov/b?c&d)[^1].\n\n[^1]: Сноска."
    post.write("content/issues/12.md", f"---\nnumber: 12\ndate: 2020-02-01\narticles: [proton.md]\n---\n\n{body}\n")
    post.build()
    assert "См. https://nasa.gov/a и о ракете (https://nasa.gov/b?c&d)." in part(post, "plain")


def test_two_digests_on_one_host_send_mails_of_their_own(post: Desk) -> None:
    post.settings(base_url="https://example.org/repo/")
    post.build()
    assert mail(post)["Message-ID"] == "<repo.issues.12@example.org>"


def test_messengers_get_a_line_for_each_article(post: Desk) -> None:
    post.build()
    assert post.page(TXT) == (
        "Орбита. Выпуск 12. Весна\nhttps://example.org/issues/12/\n\nПуски\n"
        "• Протон вернулся — https://example.org/2020/01/proton/\n"
        "• <Союз> & люди — https://example.org/2020/01/soyuz/\n"
    )


def test_no_mail_is_made_unless_it_is_asked_for(post: Desk) -> None:
    post.build()
    assert post.has(EML)
    post.settings(mail=None)
    post.build()
    assert not post.has(EML)
    assert not post.has(TXT)


def test_a_theme_may_lay_out_the_mail(post: Desk) -> None:
    post.write("themes/gazette/email.html", "<style>p{color:#123456}</style><p>{{ title }} {{ sections|length }}</p>")
    post.build()
    assert '<p style="color:#123456">Весна 1</p>' in part(post, "html")


def edition(desk: Desk, articles: int, letters: int) -> None:
    """An issue with so many articles in five sections, each with a summary of so many letters."""
    words = ("Ракета вывела на орбиту спутник связи, и это третий пуск за год. " * 40)[:letters]
    names = [f"n{number}" for number in range(articles)]
    for name in names:
        title = f"Заголовок заметки {name}, какой бывает в новостях: не короткий и не длинный"
        desk.article(title, slug=name, source="Коммерсантъ", summary=words)
    sections = [{"title": f"Раздел {at}", "articles": names[at::5]} for at in range(5)]
    desk.settings(mail={"from": "a@example.org"})
    desk.issue(12, articles=[], sections=sections, body="Вступление редактора. " * 30)


def test_an_edition_of_25_articles_is_shown_whole(desk: Desk) -> None:
    """With summaries as long as the program ever makes them."""
    edition(desk, articles=25, letters=240)
    assert desk.build().status == 0
    size = len(part(desk, "html").encode())
    assert 30_000 < size < LIMIT * 0.6


def test_an_edition_that_would_be_clipped_is_not_made_and_the_rest_is(desk: Desk) -> None:
    edition(desk, articles=25, letters=240)
    desk.build()
    edition(desk, articles=25, letters=2_000)
    outcome = desk.build()
    assert outcome.status == 1
    said = re.sub(r"\d+,\d+", "N", outcome.err)
    assert said == (
        "content/issues/12.md: error[mail]: the e-mail edition of issue 12 has N bytes of HTML, and mail programs clip "
        "what is over N; it was not written\n  bytes by section:\n"
        "      N  frame and introduction\n"
        + "".join(f"     N  Раздел {number}\n" for number in range(5))
        + "  shorten the summaries or the introduction, or divide the issue\n\n1 error, 0 warnings\n"
    )
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d+,\d+", outcome.err)]
    assert abs(numbers[0] - sum(numbers[2:])) < 20
    assert "Заголовок" in desk.page("/issues/12/")
    assert desk.has(TXT)
    assert not desk.has(EML)
    assert desk.build().err == outcome.err, "it is told until it is mended"
    desk.run("build", "--verify")
    edition(desk, articles=25, letters=100)
    assert desk.build().status == 0
    assert desk.has(EML)


LOADED = (
    "import sys; from digest.cli import status; code = status(sys.argv[1:]); "
    "sys.exit(code or 10 * ('css_inline' in sys.modules))"
)


def builds_with_inliner(desk: Desk) -> bool:
    """Whether a build, as a process of its own, has loaded css-inline."""
    command = [sys.executable, "-c", LOADED, "build", "--site", str(desk.root)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": "1704099600"}
    code = subprocess.run(command, env=variables, check=False, capture_output=True).returncode
    assert code in (0, 10)
    return code == 10


def test_styles_are_put_in_only_where_a_mail_has_changed(post: Desk) -> None:
    assert builds_with_inliner(post)
    assert not builds_with_inliner(post)
    post.article("Новая", slug="new")
    assert not builds_with_inliner(post)
    post.edit("content/issues/12.md", "Весна", "Осень")
    assert builds_with_inliner(post)
    post.settings(mail=None)
    assert not builds_with_inliner(post)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to": "a@example.org"}, "`mail` needs `from`"),
        ({"from": "Редакция"}, "`mail` `from` must be an e-mail address, alone or behind a name, not 'Редакция'"),
        ({"from": "a@example.org, b@example.org"}, "must be an e-mail address, alone or behind a name"),
        ({"from": "a@example.org, Редакция <b@example.org>"}, "must be an e-mail address, alone or behind a name"),
        ({"from": "a@example.org\r\nBcc: b@example.org"}, "must be an e-mail address, alone or behind a name"),
        ({"from": "a@example.org", "subject": "{nummer}"}, "`subject` may hold only {site}, {number} and {title}"),
        ({"from": "a@example.org", "unsubscribe": "example.org"}, "must begin with https:// or mailto:"),
    ],
)
def test_a_mail_that_cannot_be_set_up_is_told(given: dict[str, str], said: str, desk: Desk) -> None:
    desk.settings(mail=given)
    outcome = desk.build()
    assert outcome.status == 2
    assert said in outcome.err


@pytest.mark.parametrize(
    "given", ["a@example.org", "Степная орбита <a@example.org>", "mailto:a@example.org?subject=stop"]
)
def test_addresses_of_all_usual_kinds_are_taken(given: str, desk: Desk) -> None:
    key = "unsubscribe" if given.startswith("mailto:") else "from"
    desk.settings(mail={"from": "a@example.org", key: given})
    assert desk.build().status == 0
