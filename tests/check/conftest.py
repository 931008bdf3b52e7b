"""A desk whose articles are held against their seeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from tests.desk import Desk

Article = Callable[..., str]

SEED = """\
Ракета «Союз-ФГ» стартовала с Байконура 11 октября 2018 года в 11:40. На борту были Алексей Овчинин и Ник Хейг.

«Экипаж чувствует себя хорошо и ждёт спасателей», — сообщил Центр управления полётами. Корабль приземлился \
в 20 километрах от Жезказгана, в поиске участвовали три вертолёта и около 1 500 человек.
"""


@pytest.fixture
def told(desk: Desk) -> Article:
    """Write an article about a seed, check, and give what is said of it: a code and a message a line."""

    def write(body: str, seed: str | bytes = SEED, **meta: object) -> str:
        data = seed if isinstance(seed, bytes) else seed.encode("utf-8")
        desk.write("seeds/a.txt", data)
        desk.settings(likeness={"share": 100, "run": 1000})
        stated = {"file": "seeds/a.txt", "sha256": hashlib.sha256(data).hexdigest()}
        desk.article(
            "Экипаж спасён", body, slug="a", **{"date": "2018-10-12", "source": "ТАСС", "seed": stated, **meta}
        )
        problems = desk.run("check", "--json").json["problems"]
        return "\n".join(f"{each['code']} {each['message']}" for each in problems)

    return write
