"""Articles that no editor means to write and every site meets: each by its row, with what has to be told of it.

A case is a file name below `content/articles/`, its text, and the sentence, the line and the hint by which it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

BODY = "\n---\n\nРакета взлетела.\n"
QUOTES = "put the value in quotes: "


@dataclass(frozen=True)
class Case:
    """A hostile text. Where `code` is empty nothing is wrong with it: it is shown, and says `shown`."""

    text: str | bytes
    code: str = ""
    line: int = 0
    hint: str = ""
    shown: str = ""


def front(*lines: str, body: str = "Ракета взлетела.") -> str:
    """An article with some lines of front matter in place of its usual ones."""
    usual = [
        each for each in ("title: Пуск", "date: 2020-01-02") if not any(line.startswith(each[:5]) for line in lines)
    ]
    return "\n".join(("---", *usual, *lines, "---", "", body, ""))


def titled(title: str) -> str:
    return (
        front(f"title: {title}").replace("date: 2020-01-02\n", "", 1).replace("---\n\n", "date: 2020-01-02\n---\n\n", 1)
    )


BOMB = 'a: &a ["да"]\n' + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghij"))

CASES: dict[str, Case] = {
    # titles that YAML takes for something else
    "E1-colon": Case(titled("Россия: новые пуски"), "yaml", 2, QUOTES + 'title: "Россия: новые пуски"'),
    "E1-bracket": Case(titled("[Видео] Пуск"), "yaml", 2, QUOTES + 'title: "[Видео] Пуск"'),
    "E1-at": Case(titled("@x пуск"), "yaml", 2, QUOTES + 'title: "@x пуск"'),
    "E1-percent": Case(titled("%d пусков"), "yaml", 2, QUOTES + 'title: "%d пусков"'),
    "E1-dash": Case(titled("- Привет"), "yaml", 2, QUOTES + 'title: "- Привет"'),
    "E1-apostrophe": Case(titled("'Ланцет"), "yaml", 2, QUOTES + 'title: "Ланцет"'),
    "E1-number-sign": Case(titled("C# и #1"), "yaml", 2, "put the value in quotes"),
    "E1-tab": Case("---\ntitle: Пуск\n\tdate: 2020-01-02" + BODY, "yaml", 3, "indent with spaces"),
    # the frame of the front matter
    "E2-twice": Case(front("title: Ещё раз", "title: Пуск"), "yaml", 4, "keep one of them"),
    "E3-unclosed": Case("---\ntitle: Пуск\n\nРакета взлетела.\n", "front-matter", 1, "put a line `---` below"),
    "E3-none": Case("Ракета взлетела.\n", "front-matter", 1, "begin the file with three lines"),
    "E3-empty": Case("", "front-matter", 1, "begin the file with three lines"),
    "E3-only-a-fence": Case("---", "front-matter", 1, "put a line `---` below"),
    "E3-dots": Case("---\ntitle: Точки\ndate: 2020-01-02\n...\n\nРакета.\n", shown="Точки"),
    "E3-two": Case("---\ntitle: Пуск\n--- # ещё\ndate: 2020-01-02" + BODY, "yaml", 3, "remove this line"),
    "E4-list": Case("---\n- Пуск" + BODY, "front-matter", 2, "begin with a line `title: …`"),
    "E4-words": Case("---\nПуск" + BODY, "front-matter", 2, "begin with a line `title: …`"),
    # what front matter can do to its reader
    "E5-bomb": Case("---\n" + BOMB + "title: Пуск" + BODY, "yaml", 2, "put the value in quotes"),
    "E5-recursive": Case(front("tags: &x [*x]"), "yaml", 4, "put the value in quotes"),
    "E5-merge": Case(front("<<: *x"), "yaml", 4, "write out what is meant"),
    "E6-brackets": Case(front("tags: " + "[" * 60_000), "yaml", 4, "write it with fewer levels"),
    "E6-dashes": Case(front("tags:\n  " + "- " * 20_000), "yaml", 5, "write it with fewer levels"),
    "E6-more-than-is-read": Case(front("tags: " + "[" * 100_000), "yaml", 2, "move long text below"),
    "E7-a-long-value": Case(front("summary: " + "x" * 2**20), "yaml", 2, "move long text below"),
    "E7-many-keys": Case(front(*(f"k{n}: 1" for n in range(100_000))), "yaml", 2, "move long text below"),
    "E8-python": Case(front("author: !!python/object/apply:os.system ['id']"), "yaml", 4, "put the value in quotes"),
    "E8-tag": Case(front("author: !tag x"), "yaml", 4, "put the value in quotes"),
    # values
    "E9-strings": Case(front("lang: no", "tags: on", "author: 012", "source: 12:30", "dateline: 1.10"), shown="012"),
    "E10-list-in-list": Case(front("tags: [[a]]"), "tags", 4, "put the value in quotes"),
    "E10-mapping": Case(front("tags: {a: b}"), "tags", 4, "write it like [Байконур, Казахстан]"),
    "E10-many": Case(front(f"tags: {list(range(1000))}"), "tags", 4, "keep those that say most"),
    "E10-long": Case(front(f"tags: [{'я' * 5000}]"), "tags", 4, "shorten it"),
    "E10-odd": Case(front("tags: [Путин, путин, 12, 2020-01-02, ~, '', a/b, '..', C++, C, C#]"), shown="C++"),
    "E10-one-line": Case(front("tags: Орбита, Луна"), shown="Орбита"),
    "E11-misspelt": Case(front("tittle: Пуск"), "key", 4, "did you mean `title`?"),
    "E12-number": Case(titled("2021"), shown="<h1>2021</h1>"),
    "E12-list": Case(front("date: [2020-01-02]"), "date", 3, "write year, month and day"),
    "E13-quoted": Case(front('draft: "false"'), "draft", 4, "write `true` or `false`"),
    "E18-up": Case(front("slug: ../x"), "slug", 4, "for example"),
    "E18-absolute": Case(front("slug: /etc/x"), "slug", 4, "for example"),
    "E18-backslash": Case(front("slug: '..\\\\x'"), "slug", 4, "for example"),
    "E18-coded": Case(front("slug: '%2e%2e'"), "slug", 4, "for example"),
    "E18-drive": Case(front("slug: 'C:'"), "slug", 4, "for example"),
    "E18-home": Case(front("slug: '~x'"), "slug", 4, "for example"),
    "E18-long": Case(front("slug: " + "x" * 5000), "slug", 4, "shorten it"),
    "E20-layout": Case(front("layout: ../../etc/passwd"), "key", 4, "known here"),
    # bodies
    "E21-brackets": Case(front(body="[" * 20_000), shown="[[["),
    "E21-a-million-brackets": Case(front(body="[" * 10**6), "size", 5, "break it into several articles"),
    "E21-pictures": Case(front(body="![" * 5_000), shown="![!["),
    "E21-links": Case(front(body="[a](" * 3_000), "markdown", 6, "close each"),
    "E21-stars": Case(front(body="*" * 5_000), shown="<hr>"),
    "E21-underscores": Case(front(body="_" * 5_000 + "x"), shown="____x"),
    "E21-backticks": Case(front(body="`" * 5_000), shown="```"),
    "E21-angles": Case(front(body="<" * 5_000), shown="&lt;&lt;"),
    "E21-ampersands": Case(front(body="&" * 5_000), shown="&amp;&amp;"),
    "E21-quotes": Case(front(body=">" * 5_000), "markdown", 6, "take some of the levels out"),
    "E21-lists": Case(front(body="\n".join("    " * n + "- x" for n in range(300))), "markdown", 46, "levels out"),
    "E21-references": Case(
        front(body="".join(f"[a][{n}]\n\n[{n}]: https://a.example/{n}\n\n" for n in range(3000))),
        shown="https://a.example/2999",
    ),
    "E21-columns": Case(front(body="|a" * 20_000 + "\n" + "|-" * 20_000), "markdown", 6, "make several tables of it"),
    "E21-footnotes": Case(
        front(body="".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(4_000))), "markdown", 5, "break it into several"
    ),
    "E22-ten-megabytes": Case(front(body="слово " * 1_700_000), "size", 0, "divide it"),
    "E23-marks": Case(front(body="начало \x02klzzwxh:0\x03 и конец"), shown="начало klzzwxh:0 и конец"),
    "E24-article": Case(front(body="раз\n\n[a](нет.md)"), "link", 8, "mend the address"),
    "E24-anchor": Case(front(body="раз\n\n[a](#нет)"), "link", 8, "mend the address"),
    "E24-picture": Case(front(body="раз\n\n![a](нет.jpg)"), "link", 8, "mend the address"),
    "E26-bytes": Case(b"---\ntitle: \xff\xfe\n---\n", "encoding", 2, "save the file as UTF-8"),
}  # fmt: skip
