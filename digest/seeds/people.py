"""Words in which a page names its authors -> their names: "By Anna Petrov and Ivan Ray, Orbit Wire | Dec 1, 2016"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.seeds import dates
from digest.text import same_name

READ = 300  # letters of such words that are read
LONGEST = 60  # letters of one name
WORDS = 5  # of a name at most

# What stands before a name and is none of it.
LEAD = re.compile(
    r"\s*(?:автор(?:ы|ский текст|ом)?|текст|подготовил[аи]?|написал[аи]?|записал[аи]?|беседовал[аи]?|корреспондент|корр\.|спецкор|"
    r"обозреватель|(?:this (?:article|story|post) (?:was )?)?(?:written|posted|published|reported|authored|created|story|article|words|"
    r"text|reporting|analysis|opinion|review|recipe|interview|submitted|contributed)\s*by|contributors?:|text|story|authors?|article authors?|"
    r"by(?:line)?|von|ein (?:artikel|beitrag) von|par|publié par|por|escrito por|publicado por|di|a cura di|door|av|af|"
    r"autor(?:zy|ka|in|en|es|e|a)?|autore|auteur|redactie|skrevet av|tekst|napsal[ai]?|yazan|penulis|oleh|"
    r"記者|기자|作者|文)(?=[\s:：]|$)\s*[:：]?\s*", re.IGNORECASE
)  # fmt: skip
_LEAD_GLUED = re.compile(r"\s*(?:By|Von|Par|Por|Автор)(?=[A-ZА-ЯЁ][a-zа-яё])")
_APART = re.compile(
    r"\s*(\n|;|[|•·●∙⋅・‧—/]|\s[-–—](?=\s|$)|,?\s\b(?:updated|published|posted|last|on|for|in|at|with|contributions? from|edited|"
    r"fact[- ]checked|reviewed|опубликован\w*|обновлен\w*)\b)\s*", re.IGNORECASE
)  # fmt: skip
_AND = r"&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b|\boch\b|\bog\b|\bi\b|\ba\b|\ben\b|\bve\b|\bdan\b"
_TOGETHER = re.compile(rf"\s*(?:,\s*(?:{_AND})?|{_AND})\s*")
_JOINT = re.compile(rf"(?:,|{_AND}|\s)+")
_NO_NAME = re.compile(r"https?:|www\.|[@#_=<>{}\[\]\d:!?%]|\.(?:com|org|net|ru|de)\b|…")
_NO_BODY = re.compile(r"https?:|www\.|[@#_=<>{}\[\]!?]|\w:\s|…|^\d+$")
_PARTICLE = frozenset("de da do dos das del della di du des van von der den ten ter zu zur la le el bin ibn al y e af av".split())
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
_SHAPE = re.compile(r"[^\W\d_]['’ʼ]?[^\W\d_]*(?:[-'’ʼ.][^\W\d_]+)*\.?")
_CREDENTIALS = re.compile(
    r"(?:,?\s+(?:Ph\.?D\.?|M\.?D\.?|MBA|CFA|CPA|R\.?D\.?N?|LD|MS|MSc|MPH|MA|BSc|BA|JD|Esq\.?|RN|DO|DDS|CFP®?|CSCS|DVM|PsyD|LCSW|OBE|"
    r"(?:[A-Z]\.){2,4}[A-Z]?|к\.\s?\S+\s?н\.))+$"
)
_LETTERS = re.compile(r"(?<=\s)(\S*[^\W\d_A-Z]\S*\s(?:\S+\s)*\S*[^\W\d_A-Z]\S*)\s[A-Z]{2,5}$")
_EASTERN = re.compile("[\uac00-\ud7af]{2,4}|[\u4e00-\u9fff]{2,4}|[\u3040-\u30ff\u4e00-\u9fff]{2,5} [\u3040-\u30ff\u4e00-\u9fff]{1,5}")
_REPORTER = re.compile(r"\s*(?:기자|특파원|記者|编辑|記者)$")
_GLUED = re.compile(r"[^\W\d_A-ZА-ЯЁ]{3,}(?<!mac)(?<!Mac)[A-ZА-ЯЁ]")
_ROLE = re.compile(
    r"\b(?:staff|team|desk|editors?|editorial|reporters?|writers?|correspondents?|contributors?|contributing|columnist|producer|"
    r"director|manager|founder|co-founder|ceo|cto|cmo|president|officer|analyst|specialist|strategist|engineer|developer|designer|"
    r"photographer|journalist|author|professor|dietitian|nutritionist|consultant|coach|expert|head|senior|junior|chief|intern|"
    r"freelance|guest|special|social|topics?|related|trends|features?|strategy|edition|checked|released|industry|marketing|business|security|insurance|guide|tips|science|culture|politics|opinion|sports?|world|technology|research|events?|reviews?|education|entertainment|lifestyle|travel|food|style|money|finance|policy|save|sign|log|menu|search|skip|top|best|how|what|why|the|links?|navigation|menu|getty|images?|minutes?|min|read|reading|ago|share|comments?|views?|photos?|video|follow|more|about|home|blog|category|"
    r"categories|newsletter|subscribe|sponsored|advertisement|profile|biography|bio|posts?|articles?|copy|link|print|email|facebook|"
    r"\w*redaktion|\w*redakteur\w*|\w*korrespondent\w*|volontär\w*|autor\w*|redazione|redacción|redação|rédaction|redactie|redakcja|редакци\w*|редактор\w*|корреспондент\w*|журналист\w*|обозревател\w*|отдел\w*|"
    r"пресс\w*|служб\w*|admin|administrator|webmaster|user|guest|unknown|anonymous|none|null|undefined)\b", re.IGNORECASE
)  # fmt: skip
_BODY = re.compile(
    r"\b(?:times|press|news|newsroom|post|report|magazine|media|network|wire|agency|agentur|institute|university|school|college|inc|llc|ltd|"
    r"gmbh|group|foundation|journal|tribune|herald|review|daily|guardian|reuters|afp|dpa|ap|upi|bloomberg|associated|today|online|tv|"
    r"zeitung|nachrichten|presse|тасс|новости|интерфакс|газета|агентство|информ\w*|university|museum|society|association|club|company|"
    r"studio|services?|solutions|software|international|national|american|health|the)\b|\.\w{2,3}$", re.IGNORECASE
)  # fmt: skip
_NOBODY = re.compile(r"^(?:\W*|admin(?:istrator)?|editor|user|author|guest|unknown|anonymous|none|null|undefined|by)$|\b(?:staff|desk|editors|newsroom|redaktion|редакци\w+|пресс-служб\w+)$", re.IGNORECASE)


def people(words: str, site: str = "") -> tuple[str, ...]:
    """The people that some words name, each once and in their order; bodies, roles and the `site` itself are left out.

    Lines and `;` part the pieces. Behind a piece with names another counts only behind `;` or a joint like "and".
    """
    found: list[str] = []
    joined = True
    for mark, piece in _pieces(words):
        if _JOINT.fullmatch(piece):
            joined = True
            continue
        rest = led(piece)
        if not rest:
            found, joined = [], True
            continue
        names = [name for name in _together(rest) if same_name(name) != same_name(site)]
        if found and not (names and (joined or mark == ";" or rest != piece)):
            break
        found.extend(names)
        joined = bool(_JOINT.fullmatch(rest[-1:]))
    return tuple(dict.fromkeys(found))


def led(words: str) -> str:
    """Words without what leads to a name: "By", "Автор:"."""
    match = LEAD.match(words) or _LEAD_GLUED.match(words)
    return words[match.end() :].strip() if match else words.strip()


def whoever(words: str) -> str:
    """The one whom words name though it is no person: a body, a team, one word. Empty where it is nobody."""
    text = led(words[:READ].strip()).partition("\n")[0].split(" | ")[0].strip(" ,;:-–—|•·")
    bad = _NO_BODY.search(text) or _NOBODY.match(text) or len(text) > LONGEST
    return "" if bad or len(text.split()) > WORDS + 2 else cased(text)


def cased(name: str) -> str:
    """ANNA PETROV is Anna Petrov; BBC and O. J. stay."""
    if not name.isupper() or len(name) <= 5 or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """The pieces of a byline up to its date, each with the mark before it."""
    text = words[:READ]
    day = next((day for day in dates.days(text) if text[: day.at].strip()), None)
    parts = _APART.split(text[: day.at] if day else text)
    for mark, piece in zip(("\n", *parts[1::2]), parts[::2], strict=True):
        if piece := piece.strip(" :-–—"):
            yield mark, piece


def _together(part: str) -> Iterator[str]:
    """The people in one piece; behind the first of them it ends with what is no person: a role, a place, a body."""
    some = False
    for each in _TOGETHER.split(part):
        name = _CREDENTIALS.sub("", each.strip(" ,.;:()'\"«»“”")).strip(" ,")
        name = _LETTERS.sub(r"\1", _REPORTER.sub("", name))
        if is_person(name):
            some = True
            yield cased(name)
        elif some and not _CREDENTIALS.fullmatch(f" {name}"):
            return


def is_person(name: str) -> bool:
    """Whether words are shaped like the name of a person, two words at least, and name neither role nor body."""
    parts = name.split()
    if _EASTERN.fullmatch(name):
        return True
    if not 2 <= len(parts) <= WORDS or len(name) > LONGEST or _NO_NAME.search(name):
        return False
    if _ROLE.search(name) or _BODY.search(name) or _GLUED.search(name) or LEAD.match(name):
        return False
    full = [each for each in parts if each not in _PARTICLE]
    shaped = all((len(each) > 1 and _SHAPE.fullmatch(each) or _INITIAL.fullmatch(each)) and not each[0].islower() for each in full)
    return shaped and len(full) >= 2 and sum(len(each) > 2 for each in full) >= 1
