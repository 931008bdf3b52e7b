"""A site each of whose texts tries to break out of the place where it is shown."""

from __future__ import annotations

import json

from tests.desk import Desk

# Each would set `window.hit` or open a dialog if it were ever taken for more than words.
TEXTS = (
    "<script>window.hit=1</script>",
    "\"'><img src=x onerror=window.hit=1>",
    "</title></style></script><svg/onload=window.hit=1>",
    "' onmouseover='window.hit=1' autofocus onfocus='window.hit=1",
    "]]>--><iframe src=javascript:alert(1)></iframe>",
    "{{ 7*7 }} {% raw %} ${7*7} &lt;b&gt; &amp;quot;",
    "\u202eсправа налево\u202c и <b>жирно</b>\u2028строка",
    "Длинноеслово" * 12,
)


LINKS = "[раз](javascript:window.hit=1) [два](vbscript:hit) ![три](javascript:alert(1)) <javascript:alert(1)>"


def fill(desk: Desk, base_path: str) -> None:
    """Write a site with every kind of page; `base_path` is where it will stand."""
    address = f"https://example.org{base_path}"
    words = {"title": f"Орбита {TEXTS[1]}", "description": TEXTS[2], "author": TEXTS[3]}
    desk.write("site.yaml", _yaml(**words, base_url=address, language="ru", timezone="Europe/Moscow"))
    names = [_article(desk, number, text) for number, text in enumerate(TEXTS)]
    for folder in ("topics", "tags", "pages"):
        desk.write(f"content/{folder}/a.md", _document(f"О {TEXTS[0]}", _body(TEXTS[4]), summary=TEXTS[2]))
    desk.issue(
        1,
        *(name.removeprefix("content/articles/") for name in names),
        title=TEXTS[0],
        summary=TEXTS[1],
        body=_body(TEXTS[2]),
    )
    same = [name.removeprefix("content/articles/") for name in names[:3]]
    desk.write("content/stories.yaml", f"- same: {json.dumps(same)}\n  title: {json.dumps(TEXTS[1])}\n  slug: s\n")


def _article(desk: Desk, number: int, text: str) -> str:
    short = text[:40]
    meta = {
        "author": text,
        "rights": text,
        "dateline": short,
        "source": f"Агентство {short}",
        "summary": f"Кратко {text}",
    }
    terms = {"tags": [f"Метка {short}", "Общая"], "topics": [f"О {TEXTS[0]}"]}
    corrections = [{"date": "2021-01-01", "text": text}]
    moment = f"2020-01-{number + 2:02}T10:00:00+03:00"
    name = f"a-{number}"
    return desk.article(
        f"{number} {text}", _body(text), slug=name, date=moment, corrections=corrections, **meta, **terms
    )


def _body(text: str) -> str:
    parts = [
        text,
        LINKS,
        f"## {text}",
        f"## Ещё {text}",
        f"## И снова {text}",
        f"> {text}",
        f"- {text}",
        f"| {text} | б |",
    ]
    return "\n\n".join(parts)


def _document(title: str, body: str, **meta: str) -> str:
    return f"---\n{_yaml(title=title, **meta)}---\n\n{body}\n"


def _yaml(**values: str) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
