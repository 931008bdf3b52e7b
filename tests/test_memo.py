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


def test_what_is_equal_but_another_is_asked_anew() -> None:
    first, second = [1], [1]
    same = kept_within(2, lambda _: 1)(lambda value: [*value])
    assert same(first) is same(first)
    assert same(first) is not same(second)
    assert same(second) is same(second)
