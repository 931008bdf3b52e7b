"""A text -> what it is known by: the stems of its telling words, its names, and its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.sentences import sentences
from digest.stems import stem

_TOKEN = re.compile(
    r"[^\W\d_]+-\d+(?:\.\d+)?[^\W\d_]?(?![^\W_])|\d+(?:[.,:]\d+)+|[^\W_]+"
)  # МС-10, Союз-2.1а, 2,5, 11:40
_SILENT = frozenset(
    stem(word)
    for word in (
        "и в во на с со к ко о об обо от до из у по за над под при про для без через между перед после что чтобы как "
        "так тоже также же ли бы не ни но а или если когда пока где куда кто который которая которые которых этот эта "
        "это эти этого тот та те того он она оно они его её их ему ей им него неё них свой своя свои был была было "
        "были быть будет есть стал стала стали может могут мог уже ещё только лишь даже все всё всех весь вся более "
        "менее самый самая очень сейчас теперь тогда там тут здесь год года году лет один одна два три первый сообщил "
        "сообщила сообщили сообщает заявил заявила заявили рассказал рассказала отметил добавил словам слова данным "
        "также однако поэтому потому кроме того около почти более время день дня января февраля марта апреля мая июня "
        "июля августа сентября октября ноября декабря часов часа минут тысяч миллион москва мск "
        "the a an and or but of to in on at by for with from as is are was were be been has have had it its this that "
        "these those he she they his her their we you i not no so than then there here what which who when where how "
        "will would can could may might said says also more most new about after before into over out up just like "
        "der die das den dem des ein eine einen einem einer und oder aber von zu im am an auf bei mit aus nach vor "
        "für über unter ist sind war waren sein hat haben hatte wird werden wurde wurden nicht auch nur noch schon wie "
        "als dass sich er sie es wir ihr sein seine ihre so man kann mehr um"
    ).split()
)


def tokens(text: str) -> list[str]:
    """The words and figures of a text as they are written, those with a number behind a hyphen in one."""
    return _TOKEN.findall(text)


def stems(text: str) -> Iterator[str]:
    """The stems of a text's telling words, in their order; figures stand for themselves."""
    return (found for found in map(stemmed, tokens(text)) if _tells(found))


def names(text: str) -> Iterator[str]:
    """The stems of words that have a capital letter though no sentence begins with them."""
    for sentence in sentences(text):
        for word in tokens(sentence)[1:]:
            if word[0].isupper() and _tells(found := stemmed(word)):
                yield found


def stemmed(token: str) -> str:
    """The stem of a word; of one with a number behind a hyphen (`Союзе-2.1а`) the stem and the number."""
    word, hyphen, number = token.partition("-")
    return f"{stem(word)}-{number.lower()}" if hyphen else stem(word)


def _tells(found: str) -> bool:
    return found not in _SILENT and (len(found) > 2 or found.isdigit())
