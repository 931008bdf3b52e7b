"""What `check --fix` mends, and what it leaves alone."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.check.sheet import sheet
from digest.check.slips import mended, slips
from digest.errors import DigestError
from tests.desk import Desk

HEAD = "---\ntitle: А\ndate: 2020-01-02\nsource: Б\n---\n\n"
BOTH = ("tracking", "spaces")


def fixed(body: str, head: str = HEAD) -> str:
    return mended(sheet((head + body).encode(), "a.md"), BOTH).removeprefix(head)


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://a.example/?utm_source=x", "https://a.example/"),
        ("https://a.example/b?id=1&utm_source=x&page=2#c", "https://a.example/b?id=1&page=2#c"),
        ("https://a.example/b?utm_source=x&amp;id=1&amp;fbclid=y", "https://a.example/b?id=1"),
        ("https://a.example/b?id=1&amp;gclid=2&amp;page=3", "https://a.example/b?id=1&amp;page=3"),
        ("https://a.example/b?yclid=1#c", "https://a.example/b#c"),
        ("https://a.example/b_(c)?utm_source=x", "https://a.example/b_(c)"),
        ("https://a.example/b?q=utm_source&id=", "https://a.example/b?q=utm_source&id="),
        ("https://a.example/utm_source=x", "https://a.example/utm_source=x"),
    ],
)
def test_what_tracks_readers_goes_and_every_other_letter_stays(address: str, left: str) -> None:
    for around in ("Ракета [взлетела]({}).", "Вот <{}> он.", "[a]: {}", '- [a]({} "Пуск")', "> ![a]({})"):
        assert fixed(around.format(address) + "\n") == around.format(left) + "\n"


def test_addresses_in_code_stay() -> None:
    body = "Так: `https://a.example/?utm_source=x`\n\n```\nhttps://a.example/?utm_source=x\n```\n\n    https://a.example/?gclid=1\n"
    assert fixed(body) == body


def test_addresses_of_the_front_matter_are_mended_and_no_other_value() -> None:
    head = "---\ntitle: А\nsource_url: 'https://a.example/?utm_source=x&id=1' # так\nimage: {src: \"https://b.example/?gclid=1\"}\n"
    head += "extra: {a: 'https://c.example/?utm_source=x'}\n---\n"
    assert fixed("", head) == (
        "---\ntitle: А\nsource_url: 'https://a.example/?id=1' # так\nimage: {src: \"https://b.example/\"}\n"
        "extra: {a: 'https://c.example/?utm_source=x'}\n---\n"
    )


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("Ракета  взлетела. \n", "Ракета взлетела.\n"),
        ("Одна.\n\n\n\nДве.\n", "Одна.\n\nДве.\n"),
        ("Одна.\r\n \r\n\r\nДве.\t\r\n", "Одна.\r\n\r\nДве.\r\n"),
        ("Строка  \nи другая  \n\nКонец.\n", "Строка  \nи другая\n\nКонец.\n"),  # two spaces break a line
        ("- \n- a\n", "- \n- a\n"),
        ("1.  а\n    б  в\n\n| а  |  б |\n", "1.  а\n    б  в\n\n| а  |  б |\n"),
        ("```\nа  б \n\n\nв\n```\n", "```\nа  б \n\n\nв\n```\n"),
        ("Вот `а  б` и  в.\n", "Вот `а  б` и в.\n"),
        ("Конец без строки ", "Конец без строки"),
        ("В\u00a0\u00a02020\u00a0году \u202f взлетела.\n", "В\u00a02020\u00a0году\u202fвзлетела.\n"),
    ],
)
def test_spaces_that_mean_nothing_go(body: str, left: str) -> None:
    assert fixed(body) == left


BODIES = st.lists(
    st.sampled_from(
        ["Ракета", " ", "  ", "\u00a0", "\u202f",
         "\n", "\n\n", "\r\n", "\t", "- ", "> ", "# ", "| ", "`", "```", "    ", "[а](", ")", "“",
         "https://a.example/?utm_source=x&id=1", "https://a.example/?id=1&gclid=2)", "![](а.png)", "1. ",
         "\u200b", "\u2028", "..."]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(BODIES)
def test_what_was_mended_needs_no_mending_and_says_the_same(body: str) -> None:
    before = sheet((HEAD + body).encode(), "a.md")
    text = mended(before, BOTH)
    after = sheet(text.encode(), "a.md")
    assert slips(after) == ()
    assert text.replace(" ", "").split() == mended(after, BOTH).replace(" ", "").split()
    assert text.startswith(HEAD[:-1])


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    with contextlib.suppress(DigestError):
        slips(sheet(b"---\ntitle: a\n---\n" + data, "a.md"))


# the command


SLIPS = "\ufeff---\r\ntitle:  Ракета # так\r\ndate: 2020-01-02\r\nsource: Орбита\r\n---\r\n\r\n"
TRACKED = "[Пуск](https://a.example/?utm_source=x)  был. \r\n\r\n\r\nДа.\r\n"


def test_fix_mends_the_file_to_the_byte(desk: Desk) -> None:
    path = desk.write("content/articles/a.md", SLIPS + TRACKED)
    outcome = desk.run("check", "--fix")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "Mended 4 places in 1 file:\n  content/articles/a.md: 4\nNo problems.\n"
    assert (desk.root / path).read_bytes() == (SLIPS + "[Пуск](https://a.example/) был.\r\n\r\nДа.\r\n").encode()
    assert desk.run("check", "--fix").out == "There is nothing to mend.\nNo problems.\n"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("Смотри  https://a.example/?utm_source=x&id=1, там.\n", "Смотри https://a.example/?id=1, там.\n"),
        ("[https://a.example/?gclid=1](https://a.example/?gclid=1)\n", "[https://a.example/](https://a.example/)\n"),
        ("[а][1]\n\n\n[1]: https://a.example/?yclid=1\n", "[а][1]\n\n[1]: https://a.example/\n"),
    ],
)
def test_an_address_that_readers_see_is_mended_like_any_other(desk: Desk, body: str, left: str) -> None:
    path = desk.write("content/articles/a.md", HEAD + body)
    assert "Mended 2 places in 1 file" in desk.run("check", "--fix").out
    assert desk.read(path) == HEAD + left


def test_a_dry_run_says_what_would_be_mended(desk: Desk) -> None:
    path = desk.write("content/articles/a.md", SLIPS + TRACKED)
    outcome = desk.run("check", "--fix", "--dry-run")
    assert outcome.out == "Would mend 4 places in 1 file:\n  content/articles/a.md: 4\n"
    assert (desk.root / path).read_bytes() == (SLIPS + TRACKED).encode()


def test_checks_that_are_off_mend_nothing(desk: Desk) -> None:
    desk.settings(checks={"tracking": "off"})
    path = desk.write("content/articles/a.md", SLIPS + TRACKED)
    assert desk.run("check", "--fix", "--json").json["mended"] == {path: 3}
    assert "utm_source" in desk.read(path)


def test_a_file_that_an_editor_has_open_is_left_alone(desk: Desk) -> None:
    path = desk.write("content/articles/a.md", SLIPS + TRACKED)
    desk.write("content/articles/.a.md.swp", "")
    outcome = desk.run("check", "--fix")
    assert "it was not mended: an editor has it open (.a.md.swp)" in outcome.err
    assert (desk.root / path).read_bytes() == (SLIPS + TRACKED).encode()


def test_drafts_are_mended_only_where_they_are_asked_for(desk: Desk) -> None:
    path = desk.article(body="Ракета  взлетела.", draft=True)
    assert desk.run("check", "--fix", "--json").json["mended"] == {}
    assert desk.run("check", "--fix", "--drafts", "--json").json["mended"] == {path: 1}


def test_slips_are_told_where_they_are(desk: Desk) -> None:
    desk.write("content/articles/a.md", HEAD + "Так  и \nтак.\n\n[a](https://a.example/?utm_source=x&fbclid=y)\n")
    assert desk.run("check").err == (
        "content/articles/a.md: 0 errors, 1 warning, 1 note\n\n"
        "content/articles/a.md:7:4: note[spaces]: spaces stand twice, and 1 more place\n"
        "  7 | Так  и \n"
        "    |    ^\n"
        "  check --fix removes them\n\n"
        "content/articles/a.md:10:23: warning[tracking]: the link tracks readers: utm_source, fbclid\n"
        "  10 | [a](https://a.example/?utm_source=x&fbclid=y)\n"
        "     |                       ^\n"
        "  check --fix removes them\n\n"
        "1 file: 0 errors, 1 warning, 1 note\n"
    )


def test_an_introduction_of_an_issue_is_checked_and_mended(desk: Desk) -> None:
    desk.article(slug="a", source="Орбита")
    path = desk.issue(1, body="См. [отчёт](https://example.net/a?utm_source=b).", articles=["a.md"])
    assert [each["code"] for each in desk.run("check", "--json").json["problems"]] == ["tracking"]
    assert desk.run("check", "--fix").status == 0
    assert "(https://example.net/a)" in (desk.root / path).read_text("utf-8")
