"""Which outlets a text names: the one that published it, and those that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

# Outlets that texts name without quotes, by what all forms of their names share.
KNOWN = {
    r"РИА ?Новости": "РИА Новости",
    r"(?:ИТАР-)?ТАСС": "ТАСС",
    r"Интерфакс\w*": "Интерфакс",
    r"РБК": "РБК",
    r"Коммерсант\w*": "Коммерсантъ",
    r"Ведомост\w+": "Ведомости",
    r"Лент\w\.ру": "Лента.ру",
    r"Газет\w\.[Рр][uу]": "Газета.Ru",
    r"Би-би-си": "Би-би-си",
    r"Рейтер": "Reuters",
    r"Казинформ\w*": "Казинформ",
    r"Reuters": "Reuters",
    r"Bloomberg": "Bloomberg",
    r"(?:The )?Associated Press": "Associated Press",
    r"Agence France-Presse|AFP": "AFP",
    r"BBC(?: News)?": "BBC",
    r"CNN": "CNN",
    r"(?:The )?New York Times": "The New York Times",
    r"(?:The )?Washington Post": "The Washington Post",
    r"(?:The )?Wall Street Journal": "The Wall Street Journal",
    r"(?:The )?Guardian": "The Guardian",
    r"(?:The )?Financial Times": "Financial Times",
    r"(?:Der )?Spiegel": "Der Spiegel",
    r"SpaceNews": "SpaceNews",
    r"Politico": "Politico",
    r"Axios": "Axios",
    r"Xinhua": "Xinhua",
    r"Sputnik": "Sputnik",
    r"(?:Fox|NBC|ABC|CBS) News": "",  # as it is written
}

_KIND = r"(?:газет|агентств|информагентств|журнал|телеканал|радиостанци|издани|портал|интернет-портал|телекомпани)\w*"
_QUOTED = r"[«\"“„](?P<quoted>[A-ZА-ЯЁ][^«»\"“”„.!?,:;\n]{1,50}(?:\.\w{2,4})?)[»\"”“]"
_PLAIN = r"(?P<plain>\b(?=[A-ZА-Я])(?:" + "|".join(KNOWN) + r")\b)"  # the capital they all begin with is soon asked
_ONE = rf"(?:{_QUOTED}|{_PLAIN})"
_AGAIN = _ONE.replace("<quoted>", "<quoted_again>").replace("<plain>", "<plain_again>")
_TELLS = r"(?:сообща[её]т|переда[её]т|пишет|информирует|напоминает|рассказывает|отмечает|уточняет|reports|writes)"
_ENGLISH = r"(?:told|tells|according to|citing|cited by|interview with|interview to|reported by|quoted by|via)"

# Each way of naming an outlet, with an example; True marks those in which it speaks of itself.
WAYS = tuple(
    (re.compile(pattern), own)
    for pattern, own in (
        (rf"(?:[Оо]б этом|[Кк]ак) {_TELLS} (?:{_KIND} )?{_ONE}", True),  # Об этом сообщает "Пример"
        (rf"[,;] ?[-–—]? ?{_TELLS} (?:{_KIND} )?{_ONE}", True),  # …, передаёт ТАСС
        (
            rf"^(?:{_ONE} ранее|[Рр]анее {_AGAIN}) (?:сообщал|писал|рассказывал|информировал)",
            True,
        ),  # Ранее «Пример» писал
        (rf"{_KIND} {_ONE}", False),  # в интервью газете «Пример»
        (rf"(?:со ссылкой на|в интервью|в эфире|ссылаясь на|цитирует|приводит) (?:{_KIND} )?{_ONE}", False),
        (rf"{_TELLS} (?:{_KIND} )?{_ONE}", False),  # пишет «Пример»
        (rf"{_ENGLISH} (?:the )?{_ONE}", False),  # told Reuters
        (rf"{_PLAIN} (?:reported|reports|said|writes|сообщил\w*|сообща[её]т|пишет)", False),  # Reuters reported
    )
)


# Every way holds one of these; asked first, for it takes a tenth of the time, and most paragraphs hold none. Before
# those of an alphabet stand vowels of which each has one, and a text in another alphabet none.
_SPEAKING = {
    "аиоы": (
        "сообщ|переда|пиш|писал|информиру|напомина|рассказыва|отмеча|уточня|газет|агентств|журнал|телекан|радиостан|"
        "издани|портал|телекомп|ссыл|интервью|в эфире|цитиру|приводит"
    ).split("|"),
    "eio": "reports|writes|told|tells|according to|citing|cited by|interview|reported|quoted by|via|said".split("|"),
}
_NAMED = re.compile(rf"[«\"“„]|{_PLAIN}")


class Mention(Struct, frozen=True):
    """An outlet and the words in which a text names it. `own` where it seems to speak of itself."""

    name: str
    words: str
    own: bool


def mentions(paragraphs: list[str]) -> tuple[Mention, ...]:
    """The outlets that some paragraphs name, each once, in the order of the text; their own voice goes first."""
    speaking = _speaking(" ".join(paragraphs))
    telling = [item for item in enumerate(paragraphs) if speaking and any(map(item[1].__contains__, speaking))]
    found = [(number, start, each) for number, text in telling for start, each in _in(text)]
    found.sort(key=lambda item: (item[0], item[1], not item[2].own))
    first: dict[str, Mention] = {}
    for _, _, each in found:
        if each.name not in first or (each.own and not first[each.name].own):
            first[each.name] = each
    return tuple(first.values())


def _speaking(text: str) -> list[str]:
    """The words of speaking that a text holds."""
    there = (words for vowels, words in _SPEAKING.items() if any(map(text.__contains__, vowels)))
    return [word for words in there for word in words if word in text]


def _in(text: str) -> Iterator[tuple[int, Mention]]:
    if not _NAMED.search(text):
        return
    for pattern, own in WAYS:
        for match in pattern.finditer(text[:20_000]):
            part = match.groupdict()
            plain = part.get("plain") or part.get("plain_again")
            name = _canonical(plain) if plain else part.get("quoted") or part.get("quoted_again") or ""
            if name and len(name.split()) <= 5:
                yield match.start(), Mention(name, match.group().strip(" ,;-–—"), own)


def _canonical(name: str) -> str:
    return next(known or name for pattern, known in KNOWN.items() if re.fullmatch(pattern, name))
