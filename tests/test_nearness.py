"""A slip of the pen is near; another name is not."""

from __future__ import annotations

import pytest

from digest.nearness import Near


@pytest.mark.parametrize(
    ("slip", "name"),
    [
        ("Байкнур", "Байконур"),
        ("Байкнонур", "Байконур"),
        ("Бойконур", "Байконур"),
        ("Байкоунр", "Байконур"),
        ("Международная станцыя", "Международная станция"),
        ("Межднародная станцыя", "Международная станция"),
    ],
)
def test_a_slip_is_near(slip: str, name: str) -> None:
    assert Near([name, "Казахстан"]).to(slip) == (name,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Байконур", "байконур"),
        ("Ёлка", "елка"),
        ("МКС", "МКА"),
        ("Союз МС-10", "Союз МС-11"),
        ("Байконур", "Буйконут"),
    ],
)
def test_another_name_or_the_same_is_not(one: str, other: str) -> None:
    assert Near([one]).to(other) == ()


def test_the_nearest_comes_first() -> None:
    assert Near(["Космодромами", "Космодрома"]).to("Космодромам") == ("Космодрома", "Космодромами")
