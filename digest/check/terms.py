"""Tags that are spelt nearly alike, and topics of which nobody has heard for long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from digest.check.sheet import Sheet
from digest.content.terms import Holding
from digest.errors import Problem
from digest.nearness import Near


def twins(tags: Iterable[Holding], sheet_of: Callable[[str], Sheet | None]) -> Iterator[Problem]:
    """Pairs of tags that differ by a slip of the pen, told where the rarer one stands first."""
    holdings = {holding.term.name: holding for holding in tags}
    near = Near(holdings)
    for one, other in sorted({(min(name, each), max(name, each)) for name in holdings for each in near.to(name)}):
        rare, usual = sorted((one, other), key=lambda name: (len(holdings[name].articles), name))
        article = min(holdings[rare].articles, key=lambda each: each.path, default=None)
        often = len(holdings[usual].articles)
        message = (
            f"the tag `{rare}` is spelt nearly like `{usual}`, which stands in {often:,} article{'s'[: often != 1]}"
        )
        hint = "if they are one, write them alike; if not, set `checks: {tag-twins: off}`"
        sheet = sheet_of(article.path) if article else None
        if sheet:
            yield sheet.at_key("tag-twins", message, "tags", hint)


def silent(topics: Iterable[Holding], now: datetime, days: int) -> Iterator[Problem]:
    """Topics whose newest article is older than some days."""
    for holding in topics:
        newest = max((each for each in holding.articles if each.date), key=lambda each: each.date or now, default=None)
        since = (now - newest.date).days if newest and newest.date else 0
        if newest and since > days:
            message = (
                f"the topic `{holding.term.name}` has had no article for {since:,} days, since {newest.date:%Y-%m-%d}"
            )
            path = holding.leaf.path if holding.leaf else newest.path
            yield Problem("silent", message, path, 1, hint=f"`silence: {days}` in site.yaml says after how many days")
