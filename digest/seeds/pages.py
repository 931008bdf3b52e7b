"""An answer of the web -> the body that is stored: what it says it is, or else what it looks like."""

from __future__ import annotations

from digest.errors import DigestError
from digest.seeds.fetch import Answer
from digest.seeds.kinds import TYPES, guessed
from digest.seeds.refusals import unfetched
from digest.seeds.saved import PAGES, TEXTS, Body


def any_body(answer: Answer) -> Body:
    """Whatever came, if it can be read. `Unfetched` for what is no text, whatever it says it is."""
    try:
        looks = TYPES.get(guessed(answer.data), "text/plain")
    except DigestError as error:
        raise unfetched(answer.asked, error.problem.message, lasting=True) from None
    return Body(answer.data, answer.url, answer.kind or looks, answer.charset)


def page_body(answer: Answer) -> Body:
    """The page that came. `Unfetched` for what is none."""
    body = any_body(answer)
    if body.kind not in PAGES + TEXTS:
        raise unfetched(answer.asked, f"it is no page, but {body.kind}", lasting=True)
    return body
