"""What a fuzzer begins with, and the words that it puts in: whatever means something to one of our readers."""

from __future__ import annotations

PROSE = "Ракета-носитель стартовала с космодрома и вывела на орбиту спутник, за которым будут следить со всей страны."
KINDS = (".txt", ".html", ".json", ".rss", ".eml", ".md")  # of each a beginning, below


def encoded(*texts: str) -> list[bytes]:
    return [text.encode("utf-8") for text in texts]


ARTICLE = """\
---
title: "Пуск: «Протон» # 1"
date: 2020-01-02 10:00
tags: [Ракеты, 'C#', {}]
image: {src: a.jpg, alt: Пуск}
corrections:
  - {date: 2020-01-04, text: Исправлено.}
extra:
  note: |
    строка
---

Текст *важный*, [ссылка](b.md) и `код`.

> Цитата[^1]

[^1]: Сноска.

| а | б |
|---|---|
| 1 | 2 |
"""
PAGE = f"""\
<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Пуск спутника</title>
<meta property="article:published_time" content="2020-01-02T10:00:00+03:00">
<script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "Пуск спутника", "author": {{"name": "А. Б."}}}}</script>
</head><body><nav><a href="/">Главная</a></nav><article><h1>Пуск спутника</h1><p>{PROSE}</p><h2>Дальше</h2>
<ul><li>раз</li><li>два</li></ul><table><tr><th>а</th><td colspan="2">б</td></tr></table>
<blockquote><p>{PROSE}</p></blockquote><pre>код</pre><img src="a.jpg" alt="Пуск"><p>{PROSE}<br>Да.</p>
</article></body></html>
"""
PLAIN = f"""\
Пуск спутника

МОСКВА, 2 янв 2020 - ТАСС. {PROSE}

- {PROSE}

Фото: ТАСС

{PROSE} Да.

Теги: космос, 28.07 14:54
"""
FEED = f"""\
<rss version="2.0"><channel><title>Лента</title><item><title>Пуск</title><link>https://a.example/1</link>
<pubDate>Thu, 02 Jan 2020 10:00:00 +0300</pubDate>
<description>&lt;p&gt;{PROSE}&lt;/p&gt;</description></item></channel></rss>
"""
ITEM = f"""\
[{{"title": "Пуск спутника", "date": "2020-01-02", "url": "https://a.example/1", "text": "{PROSE}\\n\\n{PROSE} Да."}}]
"""
MAIL = f"""\
From: a@b.example
Subject: =?utf-8?q?=D0=9F?=
Date: Thu, 2 Jan 2020 10:00:00 +0300
Content-Type: text/plain; charset=utf-8

{PROSE}
"""

FRONT_TOKENS = encoded(
    "---\n", "...\n", "title: ", "date: ", "- ", ": ", "'", '"', "[", "]", "{", "}", "#", "&a ", "*a", "!!int ",
    "|\n", ">-\n", "<<: ", "\t", "  ", "\n", "\r", "\u2028", "\x85", "\ufeff", "\x00", "\x1b", "0x1F", "12:30:45",
    "2021-02-30", "~", "null", "<<<<<<< a\n", "```\n", "    ", "](", "![", "**", "_", "<b>", "javascript:",
    "| a |\n|---|\n", "[^1]: ", "1. ", "\\",
)  # fmt: skip
SEED_TOKENS = encoded(
    "<p>", "</p>", "<div ", "<article>", "<table><tr><td>", "<li>", "<script>", "<!--", "-->", "<![CDATA[", "]]>",
    "&#0;", "&amp;", "&#x110000;", "<base href=//[>", "<meta charset=utf-7>", "datetime='0000-00-00'", "\n\n", "{",
    "}", "[", "]", '"', ",", ":", "\\ud800", "1e999", "null", "Content-Type: multipart/mixed; boundary=a\n",
    "\n--a\n", "=?utf-8?b?=?=", "<item>", "2 янв 2020", "31.04.2021", "10:00", "---", "# ", "`", "*", PROSE, "Фото: ",
    "\x00", "\u202e", "\ufeff", "\u0306", "http://[",
)  # fmt: skip
FRONT = encoded(ARTICLE, "---\n---\n", "---\ntitle: Пуск\n...\nТело", "---\ntitle: a\ndate: 2020-01-02\n---\n")
BEGINNINGS = (PLAIN, PAGE, ITEM, FEED, MAIL, ARTICLE)
SEEDS = [bytes([number]) + text.encode("utf-8") for number, text in enumerate(BEGINNINGS)]
