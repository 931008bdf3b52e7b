"""A site of what news seldom are: nothing in it, or far too much, or what fits into no column."""

from __future__ import annotations

from tests.desk import Desk
from tests.site.photos import photo

SENTENCE = "Стороны договорились продлить аренду комплекса до 2050 года, сообщили в пресс-службе 5 марта 2010 года. "
WORD = "Сверхдлинноеслово" * 20
ADDRESS = "https://example.com/" + "b" * 200
COLUMNS = 16


def fill(desk: Desk, base_path: str) -> None:
    """Write the site; `base_path` is where it will stand."""
    desk.write("site.yaml", f"title: Крайности\nbase_url: https://example.org{base_path}\nlanguage: ru\npaginate: 5\n")
    for name, size in {"wide": (3000, 60), "tall": (60, 3000), "small": (40, 30), "large": (2400, 1600)}.items():
        desk.write(f"static/{name}.jpg", photo(*size))
    texts = {
        "table": _table(),
        "code": f"```\n{WORD}\n```\n\nИ `{WORD}` в строке.",
        "words": f"{WORD} {ADDRESS}\n\n<{ADDRESS}>",
        "lists": "".join(f"{'    ' * depth}- {SENTENCE}\n" for depth in range(12)),
        "quotes": "".join(f"{'> ' * depth}Цитата.\n>\n" for depth in range(1, 6)),
        "pictures": "\n\n".join(f"![Полоса](/{name}.jpg)" for name in ("wide", "tall", "small", "large")),
        "letter": "А.",
        "headings": "\n\n".join(f"{'#' * (2 + step % 4)} Глава {step}\n\n{SENTENCE}" for step in range(20)),
    }
    for name, body in texts.items():
        desk.article("Я" if name == "letter" else f"Заметка {name}", body, slug=name, tags=["Я"], source=WORD[:100])
    desk.article((SENTENCE * 3)[:300], SENTENCE, slug="long", tags=[f"Метка {number}" for number in range(40)])
    desk.article("مقال", "نص\n\n> اقتباس\n\n- أول\n- ثان\n", slug="arabic", lang="ar")
    for name in ("wide", "tall", "small", "large"):
        desk.article(f"Снимок {name}", SENTENCE, slug=f"lead-{name}", image={"src": f"/{name}.jpg", "alt": "Полоса"})
    desk.issue(1, "letter.md", "long.md", title=(SENTENCE * 3)[:200])


def addresses() -> list[str]:
    """Pages that must bear what they hold."""
    names = ("table", "code", "words", "lists", "quotes", "pictures", "letter", "headings", "long", "arabic")
    leads = ("lead-wide", "lead-tall", "lead-small", "lead-large")
    others = ("/", "/tags/", "/sources/", "/issues/", "/issues/1/", "/archive/", "/archive/2020/01/")
    return [*others, *(f"/2020/01/{name}/" for name in (*names, *leads))]


def _table() -> str:
    head, dashes = "|".join(f" Колонка {each} " for each in range(COLUMNS)), "|".join(["---:"] * COLUMNS)
    rows = "\n".join(f"|{'|'.join(f' {row * each} тыс. ' for each in range(COLUMNS))}|" for row in range(4))
    return f"|{head}|\n|{dashes}|\n{rows}\n"
