"""What is let through at a glance is what is let through after a look at everything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.limits import SHORT, examine, harmless_at_sight
from digest.content.parser import Parser

PARSER = Parser(raw_html=False)
PIECES = [
    *("слово ", "](", "[", ")", "(", "'", '"', "> ", ">", "- ", "* ", "+ ", "1. ", ": ", "[^1]", "[^1]: ", "*[ab]: "),
    *("    ", " ", "\t", "|", "|-", "```", "`", "~~~", "~", "^", ":", "\n", "\n\n", "[слово](/a/) "),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.integers(1, SHORT), st.integers(0, 3))
def test_a_text_that_is_harmless_at_sight_would_never_be_refused(pieces: list[str], times: int, lines: int) -> None:
    unit = "".join(pieces) + "\n" * lines
    body = (unit * times)[: SHORT - 1]

    if harmless_at_sight(body):
        examine(body, "a.md", 1, PARSER.prose)


def test_most_of_what_editors_write_is_harmless_at_sight() -> None:
    body = "Ракета *стартовала* в [срок](/a/).\n\n## Дальше\n\n- раз\n- два\n\n> Цитата\n\n1. три\n2. четыре\n"

    assert harmless_at_sight(body)
    for odd in ("а | б", "[^1]", "```", "    код", "> > ответ", "- - два", "*[СССР]: Союз", "Слово\n: толк"):
        assert not harmless_at_sight(f"{body}\n{odd}\n"), odd
    assert not harmless_at_sight("слово " * SHORT)
    assert not harmless_at_sight("](" * 1_000)
