"""What was made of the same is not made again; what is kept for that knows its bounds."""

from __future__ import annotations

from digest.memo import kept_within


def test_what_was_given_is_kept_within_so_many_bytes() -> None:
    asked: list[str] = []

    @kept_within(10)
    def made(text: str) -> bytes:
        asked.append(text)
        return text.encode()

    for text in ("abcd", "efgh", "abcd", "efgh", "more", "abcd", "far too long a text", "far too long a text"):
        assert made(text) == text.encode()
    assert asked == ["abcd", "efgh", "more", "abcd", "far too long a text"]
