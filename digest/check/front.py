"""What the front matter of an article leaves open: guesses, a date, a source; moments that are still to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from digest.check.sheet import Sheet
from digest.errors import Problem
from digest.model import Article

SheetOf = Callable[[str], Sheet | None]


def open_questions(sheet: Sheet) -> Iterator[Problem]:
    """What a draft still waits for, and an article without a source. Of published ones a build tells the rest."""
    if "source" not in sheet.meta or sheet.meta["source"].value is None:
        yield sheet.at_key("no-source", "the article names no source", "source", "write a line `source: …`")
    if sheet.value("draft").lower() not in ("true", "yes"):
        return
    if not sheet.value("date"):
        yield sheet.at_key("draft-date", "the draft has no date", "date", "write a line `date: 2016-12-01`")
    guesses = sheet.meta["unsure"].value if "unsure" in sheet.meta else None
    for name, node in guesses.items() if isinstance(guesses, dict) else ():
        message = f"`{name}` is still a guess" + (f": {node.value}" if node.value else "")
        hint = f"check it, then remove the line `{name}:` from `unsure:`"
        excerpt = sheet.front[node.key_line - 1].text
        yield Problem("draft-unsure", message, sheet.path, node.key_line, node.key_column, hint, excerpt)


def still_to_come(articles: Iterable[Article], now: datetime, sheet_of: SheetOf) -> Iterator[Problem]:
    """Moments of articles that lie ahead."""
    for article in articles:
        late = [each for each in article.corrections if each.date > now]
        ahead = {
            "date": article.date if article.date and article.date > now else None,
            "updated": article.updated if article.updated and article.updated != article.date else None,
            "corrections": max((each.date for each in late), default=None),
        }
        for name, moment in ahead.items():
            if moment and moment > now and (sheet := sheet_of(article.path)):
                yield _ahead(sheet, name, moment)


def _ahead(sheet: Sheet, name: str, moment: datetime) -> Problem:
    when = f"{moment:%Y-%m-%d %H:%M}"
    if name == "date":
        return sheet.at_key("scheduled", f"the article waits for {when}", name)
    return sheet.at_key("future", f"`{name}` names {when}, which is still to come", name, "correct the date")
