"""What machines are told of an article: a NewsArticle that schema.org would recognise."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from tests.desk import REPOSITORY, Desk
from tests.site.photos import moving

# The properties that schema.org gives a NewsArticle and the things within it, as far as we use them.
KNOWN = {
    "NewsArticle": {
        "mainEntityOfPage", "url", "headline", "description", "datePublished", "dateModified", "author", "publisher",
        "isBasedOn", "citation", "correction", "image", "inLanguage", "keywords", "about", "copyrightNotice",
    },
    "CorrectionComment": {"text", "datePublished", "url"},
    "CreativeWork": {"publisher", "url"},
    "Organization": {"name", "url"},
    "Person": {"name"},
    "Thing": {"name", "url"},
}  # fmt: skip


def told(desk: Desk, url: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', desk.page(url), re.DOTALL)
    facts: dict[str, Any] = json.loads(text)
    assert facts.pop("@context") == "https://schema.org"
    check(facts)
    return facts


def check(thing: dict[str, Any]) -> None:
    """Every property belongs to its type, none is empty, addresses are whole, dates are ISO 8601."""
    kind = thing["@type"]
    assert thing.keys() - {"@type"} <= KNOWN[kind], kind
    for name, value in thing.items():
        assert value not in ("", [], {}, None), name
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                check(each)
            if name in ("url", "image", "mainEntityOfPage"):
                assert re.match("https?://", each)
            if name.startswith("date"):
                datetime.fromisoformat(each)


def test_everything_that_is_known_of_an_article_is_told(desk: Desk) -> None:
    desk.settings(base_url="https://example.org/repo/", author="Редакция")
    desk.write("content/sources.yaml", "Reuters: {names: [Рейтер]}\n")
    desk.article(
        "Пуск", slug="pusk", date="2020-01-02 10:00", updated="2020-02-01", summary="О пуске.", source="ТАСС",
        source_url="https://tass.ru/1", author="Иван Петров", cites=["РБК > Рейтер", "РБК"], tags=["Байконур"],
        topics=["Полёты"], image="/a.gif", rights="© ТАСС",
        corrections=[{"date": "2021-03-04", "text": "Не тот день."}],
    )  # fmt: skip
    desk.write("static/a.gif", moving())
    assert desk.build().status == 0
    page = "https://example.org/repo/2020/01/pusk/"
    work = {"@type": "CreativeWork"}
    assert told(desk, "/2020/01/pusk/") == {
        "@type": "NewsArticle",
        "mainEntityOfPage": page,
        "url": page,
        "headline": "Пуск",
        "description": "О пуске.",
        "datePublished": "2020-01-02T10:00:00+03:00",
        "dateModified": "2021-03-04",
        "author": {"@type": "Person", "name": "Иван Петров"},
        "publisher": {"@type": "Organization", "name": "Орбита", "url": "https://example.org/repo/"},
        "isBasedOn": {**work, "publisher": {"@type": "Organization", "name": "ТАСС"}, "url": "https://tass.ru/1"},
        "citation": [
            {**work, "publisher": {"@type": "Organization", "name": "РБК"}},
            {**work, "publisher": {"@type": "Organization", "name": "Reuters"}},
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "Не тот день.",
                "datePublished": "2021-03-04",
                "url": f"{page}#correction-2021-03-04",
            }
        ],
        "image": "https://example.org/repo/a.gif",
        "inLanguage": "ru",
        "keywords": ["Байконур"],
        "about": [{"@type": "Thing", "name": "Полёты", "url": "https://example.org/repo/topics/polyoty/"}],
        "copyrightNotice": "© ТАСС",
    }


def test_what_is_not_known_is_not_told(desk: Desk) -> None:
    desk.settings(cards=0)
    desk.article("Пуск", "Ракета взлетела.", slug="pusk", cites=["РБК"])
    desk.build()
    assert told(desk, "/2020/01/pusk/") == {
        "@type": "NewsArticle",
        "mainEntityOfPage": "https://example.org/2020/01/pusk/",
        "url": "https://example.org/2020/01/pusk/",
        "headline": "Пуск",
        "description": "Ракета взлетела.",
        "datePublished": "2020-01-02",
        "dateModified": "2020-01-02",
        "author": {"@type": "Organization", "name": "Орбита"},
        "publisher": {"@type": "Organization", "name": "Орбита", "url": "https://example.org/"},
        "citation": [{"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": "РБК"}}],
        "inLanguage": "ru",
    }


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028", '"\\', "&lt;"]
)
def test_no_words_break_out_of_it(desk: Desk, words: str) -> None:
    meta = {"source": f"И{words}", "cites": [f"Ц{words}"], "tags": [f"М{words}"], "rights": f"П{words}"}
    corrections = [{"date": "2021-03-04", "text": f"К{words}"}]
    desk.article(f"Т{words}", slug="a", summary=f"С{words}", corrections=corrections, **meta)
    assert desk.build().status == 0
    facts = told(desk, "/2020/01/a/")
    assert facts["keywords"] == [f"М{words}"] or "\u2028" in words
    assert desk.page("/2020/01/a/").count("<script") == 2  # this, and the script of the theme


def test_the_policy_of_the_pages_lets_one_script_run_and_needs_none_for_data() -> None:
    """JSON-LD is a data block: a policy is asked about what would be executed, which it never is."""
    policy = (REPOSITORY / "themes/gazette/partials/policy.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in policy
    assert (
        "script-src {{ behaviour.source }}{% if head.kind == \"search\" %} 'self'; connect-src 'self'{% endif %};"
        in policy
    )
