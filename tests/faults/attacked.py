"""A site each of whose fields tries to become more than words, and the same site without malice beside it."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from tests.desk import Desk
from tests.site.photos import photo

BASE_PATH = "/repo/"
SIGN = "window.hit(1)"  # what runs if anything runs
PAYLOADS = (
    f"<script>{SIGN}</script>",
    f"\"'><img src=x onerror={SIGN}>",
    f"</title></style></script></textarea></noscript><svg/onload={SIGN}>",
    f"' onmouseover='{SIGN}' autofocus onfocus='{SIGN}",
    f'" style="x" onfocus="{SIGN}" autofocus x="',
    f"]]>--><iframe src=javascript:parent.{SIGN}></iframe>",
    f"<!--<script>{SIGN}//",
    f'\\u003cscript>{SIGN}</script>\\";{SIGN}//',
    f"\u2028{SIGN}\u2029//*/{SIGN}/*",
    f"&lt;script&gt;{SIGN}&lt;/script&gt; &amp;quot;",
    f"javascript:{SIGN}",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>",
    "*/}</style><base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "\x0b\x01\x1b[31m]]>\ufffe\u202eнаоборот",
)
RUNNING = (f"javascript:{SIGN}", f"JaVa&#9;ScRiPt:{SIGN}", f"data:text/html,<script>{SIGN}</script>", "vbscript:x")
LINKS = " ".join(f"[a]({address} 'x{SIGN}') ![b]({address})" for address in RUNNING)
FRAMES = (
    "*а* **б** `в`  \nг\n\n1. а\n\n---",
    "{}",
    "## {}",
    "> {}",
    "- {}",
    "а | {}\n--|--\nб | {}",
    "x[^1]\n\n[^1]: {}",
    "```text\nа\n```",
    "```{}\n{}\n```",
    "*[ТАСС]: {}\n\nТАСС",
)


def fill(desk: Desk, words: Callable[[str, int], str]) -> None:
    """Write a site with every kind of page. `words` are what a field holds, by its name and a number."""
    numbers = range(len(PAYLOADS))
    facts = {name: words(name, number) for number, name in enumerate(("title", "description", "author"))}
    extra = {"taxonomies": {"people": words("Люди", 3)}, "menu": [{"title": words("Меню", 4), "url": "/tags/"}]}
    sender = {"from": "Орбита <digest@example.org>", "to": "list@example.org", "subject": "{title}"}
    place = {"base_url": f"https://example.org{BASE_PATH}", "language": "ru", "timezone": "Europe/Moscow"}
    desk.write("site.yaml", _yaml({**place, **facts, **extra, "mail": sender, "cards": 2}))
    desk.write("static/p.jpg", photo(900, 600))
    names = [_article(desk, number, lambda name, n=number: words(name, n)) for number in numbers]
    desk.article(words("Черновик", 0), words("Тело", 0), slug="hidden", draft=True)
    for number, folder in enumerate(("topics", "tags", "people", "pages", "sources")):
        front = {
            "title": words("О деле" if folder == "topics" else "Общая", number),
            "summary": words("Кратко", number),
        }
        desk.write(f"content/{folder}/leaf.md", f"---\n{_yaml(front)}---\n\n{_body(words('Тело', number))}\n")
    issue = {"title": words("Номер", 1), "summary": words("Кратко", 2)}
    desk.issue(1, *names, **issue, body=_body(words("Тело", 3)))
    story = [{"same": names[:3], "title": words("История", 1), "slug": "story"}]
    desk.write("content/stories.yaml", _yaml(story))


def _article(desk: Desk, number: int, words: Callable[[str], str]) -> str:
    meta = {
        "summary": words("Кратко"), "author": words("Автор"), "rights": words("Права"), "dateline": words("Город")[:60],
        "source": words("Агентство")[:90], "source_url": f"https://example.net/{number}?b=1&c='2'",
        "cites": [f"{words('Цитата')[:80]} > Reuters"], "known": [words("Известно")],
        "tags": [words("Метка")[:90], "Общая"], "topics": [words("Тема")[:90], "О деле"],
        "people": [words("Лицо")[:90]],
        "image": {"src": "/p.jpg", "alt": words("Вид"), "caption": words("Подпись"), "credit": words("Снимок")},
        "corrections": [{"date": "2021-01-01", "text": words("Правка")}],
        "date": f"2020-01-{number + 2:02}T10:00:00+03:00",
    }  # fmt: skip
    front = {"title": f"{number} {words('Заметка')}", **meta, "aliases": [f"/old/{number}/"]}
    path = f"content/articles/a-{number:02}.md"
    desk.write(path, f"---\n{_yaml(front)}---\n\n{_body(words('Тело'))}\n")
    return path.removeprefix("content/articles/")


def _body(text: str) -> str:
    return "\n\n".join([LINKS, *(frame.replace("{}", text) for frame in FRAMES)])


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=False, sort_keys=False, width=100_000)
