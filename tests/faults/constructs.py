"""Everything that Markdown and the converter know, repeated: texts whose length is asked for, to see what time does.

Each makes a text of so many pieces. An article's are bodies; a seed's come with the ending of its file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[int], str]

PROSE = "Ракета стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
WORD = "слово "


def times(piece: str, after: str = "", before: str = "") -> Make:
    """A piece again and again."""
    return lambda count: before + piece * count + after


def numbered(piece: str, after: str = "", before: str = "") -> Make:
    """A piece again and again, with another number in each."""
    return lambda count: before + "".join(piece.replace("%", str(number)) for number in range(count)) + after


def both(first: str, second: str) -> Make:
    """All of the one, and then all of the other."""
    return lambda count: first * count + second * count


def two(first: Make, second: Make) -> Make:
    """One such text below another."""
    return lambda count: f"{first(count)}\n\n{second(count)}"


MARKDOWN: dict[str, Make] = {
    "words": times(WORD),
    "paragraphs": times(WORD * 10 + "\n\n"),
    "lines": times("а\n"),
    "[": times("["),
    "[ words": times("[а "),
    "![": times("!["),
    "[a](": times("[a]("),
    '[a]("': times('[a](b "'),
    "[a](<": times("[a](<"),
    "]": times("a] "),
    ")": times("a) "),
    "nested []": both("[", "]"),
    "nested []()": both("[", "](b)"),
    "nested ()": both("[a](", ")"),
    "links": times("[a](https://a.example/) "),
    "links in paragraphs": times("[a](https://a.example/) слово\n\n"),
    "pictures": times("![a](/b.png) "),
    "links by name": two(numbered("[a][r%] "), numbered("[r%]: /x/%\n")),
    "links by short name": two(numbered("[r%] "), numbered("[r%]: /x/%\n")),
    "names that are not there": numbered("[a][r%] "),
    "footnotes": two(numbered("Слово[^%]\n\n"), numbered("[^%]: Текст\n\n")),
    "one footnote": times("Слово[^a] ", "\n\n[^a]: Текст"),
    "*": times("*"),
    "* words": times("*а "),
    "emphasis": times("*а* "),
    "strong": times("**а** "),
    "nested emphasis": both("*а ", "а* "),
    "emphasis on emphasis": times("***а** б* "),
    "close emphasis": times("*а*_b_"),
    "_": times("_"),
    "_ words": times("_а "),
    "*_": times("*_"),
    "`": times("`"),
    "code": times("`а` "),
    "ticks of all lengths": lambda count: "".join("`" * n + "а " for n in range(int((2 * count) ** 0.5))),
    "escaped ticks": times("\\``"),
    "freed ticks": times("\\\\`a` "),
    "<": times("<"),
    "addresses": times("<http://a.example/> "),
    "addresses of mail": times("<a@b.example> "),
    "open addresses": times("<http://a "),
    "html": both("<div>", "</div>"),
    "html blocks": times("<div>\nа\n</div>\n\n"),
    "comments": times("<!-- "),
    "&": times("&"),
    "entities": times("&amp; "),
    "numbered entities": times("&#1056; "),
    "quotes": times("> слово\n"),
    "quotes in paragraphs": times("> > слово\n\n"),
    "lists": times("- слово\n"),
    "loose lists": times("- слово\n\n"),
    "numbered lists": numbered("%. слово\n"),
    "lists in lists": times("- слово\n    - ещё\n"),
    "deep lists": lambda count: "".join("    " * n + "- а\n" for n in range(30)) * (count // 30),
    "lists with paragraphs": times("- слово\n\n    абзац\n\n"),
    "quotes in lists": times("- > слово\n"),
    "empty items": times("-\n"),
    "headings": times("## слово\n"),
    "headings in paragraphs": numbered("## слово %\n\n"),
    "underlined headings": times("слово\n===\n"),
    "rules": times("---\n"),
    "tables": times("в|г\n", before="а|б\n-|-\n"),
    "many tables": times("а|б\n-|-\nв|г\n\n"),
    "wide tables": lambda count: "а|" * count + "\n" + "-|" * count + "\n" + "в|" * count,
    "fences": times("```\nслово\n```\n\n"),
    "open fences": times("~~~ a\n"),
    "indented code": times("    слово\n\n"),
    "definitions": times("слово\n\n: смысл\n\n"),
    "definitions of one word": times(": смысл\n", before="слово\n"),
    "definitions in one block": times("слово\n: смысл\n"),
    "abbreviations": two(numbered("*[А%]: смысл\n"), numbered("А% ")),
    "one abbreviation": times("АЭС ", before="*[АЭС]: станция\n\n"),
    "empty lines": times("\n", "б", "а"),
    "spaces": times(" ", "б", "а"),
    "breaks": times("а  \n"),
    "one word": times("я"),
    "escapes": times("\\*"),
    "backslashes": times("\\"),
    "tabs": times("\tа\n"),
    "signs": times("*_[]()<>&`|~#!"),
    "marks": times("\x02klzzwxh:0\x03"),
}


@dataclass(frozen=True)
class Kind:
    """A seed: the ending of its file, and what makes its text."""

    ending: str
    make: Make


def page(piece: str, after: str = f"<p>{PROSE}</p>", before: str = "") -> Kind:
    """A saved page that has a piece again and again."""
    return Kind(".html", numbered(piece, after, f"<html>{before}"))


def text(piece: str, after: str = "", before: str = "") -> Kind:
    """A text that has a piece again and again."""
    return Kind(".txt", numbered(piece, after, before))


def laid(*, body: bool) -> Make:
    """A page with structured data: of many articles, or of one with a long text."""

    def make(count: int) -> str:
        many = [{"@type": "NewsArticle", "headline": f"Пуск {n}", "datePublished": "2015-07-17"} for n in range(count)]
        data: object = {"@type": "NewsArticle", "articleBody": PROSE * count} if body else many
        return f"<html><script type='application/ld+json'>{json.dumps(data)}</script><h1>Пуск 1</h1><p>{PROSE}</p>"

    return make


SEEDS: dict[str, Kind] = {
    "paragraphs": text(f"%. {PROSE}\n\n"),
    "numbers": text("%\n"),
    "short lines": text("да\nнет\n"),
    "a menu": text("Раздел %\n", f"\n{PROSE}\n\n{PROSE} Да.\n"),
    "one line": text(f"{PROSE} "),
    "one word": text("я" * 20),
    "signs": text("a.b " * 5),
    "addresses": text("http://a.example/c "),
    "divided words": text("кос-\nмос\n"),
    "empty lines": text("\n" * 30, PROSE, PROSE),
    "spaces": text(" " * 50, PROSE, PROSE),
    "quotes": text("«" * 10, PROSE),
    "dates": text("28.07 14:54, 28 апреля 2016 года "),
    "lines of dates": text("28.07.2016 14:54\n", f"{PROSE}\n\n{PROSE}"),
    "datelines": text(f"МОСКВА, 1 дек - ТАСС. {PROSE}\n\n"),
    "names": text("Иван Петров " * 3),
    "authors": text("Автор: Иван Петров\n", before=f"{PROSE}\n\n"),
    "repeats": text(f"{PROSE}\n\n"),
    "escape sequences": text("\x1b[31m" * 10, PROSE, PROSE),
    "Markdown": text(f"*[_`{PROSE}`_](x)*\n\n"),
    "bullets": text(f"• {PROSE}\n"),
    "rows": text("а | б | в\n"),
    "wire": text(f"=====\nПуск %\nМОСКВА, 1 дек - ТАСС. {PROSE}\n\n"),
    "p": page(f"<p>{PROSE}</p>"),
    "open p": page("<p>x"),
    "deep div": Kind(".html", lambda count: "<html>" + "<div>" * count + PROSE + "</div>" * count),
    "div": page("<div>слово</div>"),
    "items": page("<li>слово дня</li>", before="<ul>"),
    "deep lists": page("<ul><li>", PROSE),
    "links": page("<a href='/x'>слово</a> ", PROSE, "<p>"),
    "menu of links": page("<div><a href='/%'>Раздел %</a></div>"),
    "emphasis": page("<b><i>слово</i></b> ", before="<p>"),
    "open emphasis": page("<b>слово ", before="<p>"),
    "breaks": page("слово<br>", before="<p>"),
    "table": page("<tr><td>а</td><td>б</td></tr>", f"</table><p>{PROSE}</p>", "<table>"),
    "open table": page("<tr><td>", PROSE, "<table>"),
    "pictures": page("<img src='a.jpg' alt='Пуск'>", before=f"<p>{PROSE}</p>"),
    "figures": page("<figure><img src=a.jpg><figcaption>Пуск</figcaption></figure>"),
    "entities": page("&laquo;&amp;" * 5, PROSE, "<p>"),
    "comments": page("<!-- a -->"),
    "open comments": page("<!--" * 5, "", f"<p>{PROSE}</p>"),
    "scripts": page("<script>var a='<p>';</script>"),
    "open scripts": page("<script>", "", f"<p>{PROSE}</p>"),
    "attributes": page("a%='x' ", f">{PROSE}</p>", "<p "),
    "a long attribute": page("x" * 50, f"'>{PROSE}</p>", "<p title='"),
    "open attributes": page(" a='" * 5, "", f"<p>{PROSE}</p><p"),
    "classes": page("a " * 5, f"'>{PROSE}</p>", "<p class='"),
    "hidden": page("<p style='display:none'>x</p>"),
    "meta": page("<meta property='og:title' content='Пуск %'>", f"<h1>Пуск 1</h1><p>{PROSE}</p>"),
    "structured data": Kind(".html", laid(body=False)),
    "structured text": Kind(".html", laid(body=True)),
    "deep data": page("[" * 5, f"</script><h1>Пуск</h1><p>{PROSE}</p>", "<script type='application/ld+json'>"),
    "headings": page(f"<h2>Пуск %</h2><p>{PROSE}</p>"),
    "blockquotes": page(f"<blockquote><p>{PROSE}</p></blockquote>"),
    "deep blockquotes": page("<blockquote>", PROSE),
    "pre": page("a b\n", "</pre>", f"<p>{PROSE}</p><pre>"),
    "title": page("слово — ", f"</title><h1>слово</h1><p>{PROSE}</p>", "<title>"),
    "drawings": page("<svg><title>x", PROSE),
    "ends": page("</b>" * 3, "", f"<p>{PROSE}"),
    "misnested": Kind(".html", lambda count: f"<html><i><div>{PROSE}" + "<b>" * count + "</i>" * count),
    "comments of readers": page(f"<div><b>Иван</b> 28.07 14:54 <p>{PROSE}</p></div>", "", f"<p>{PROSE} {PROSE}</p>"),
    "times": page("<time datetime='2015-07-17'>17 июля</time> ", "", f"<h1>Пуск</h1><p>{PROSE}</p>"),
    "feed": Kind(
        ".rss",
        numbered(
            f"<item><guid>k%</guid><title>Пуск %</title><description>{PROSE} {PROSE}</description></item>",
            "</channel></rss>",
            "<rss version='2.0'><channel>",
        ),
    ),
    "list": Kind(".jsonl", numbered(json.dumps({"id": "k%", "title": "Пуск %", "text": f"{PROSE}\n\n{PROSE}"}) + "\n")),
    "mail": Kind(".eml", times(f"{PROSE}\n\n", before="Subject: Start\n\n")),
    "quoted mail": Kind(".eml", times("> слово\n", before=f"Subject: Start\n\n{PROSE}\n\n")),
    "head of a mail": Kind(".eml", numbered("X-%: y\n", f"\n{PROSE}")),
}  # fmt: skip
