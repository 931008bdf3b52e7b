"""content/sources.yaml -> what is known of each source: its names, where it is, what it is, its rights.

The file is the converter's as well, whose rules stand in the same entries (`seeds/sources_yaml.py`). Here they are
known by name, so that both readers tell the same of a key that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from digest import kinds, schema
from digest.disk import read_text
from digest.errors import DigestError, Problem
from digest.model import Article, Outlet
from digest.schema import Field, Misfit
from digest.text import clean, same_name
from digest.yamltext import Node, load

FILE = "content/sources.yaml"
SIZE = 1 << 20  # bytes
MOST = 200  # items of one list: each is held against every line of a seed

KINDS = (
    "agency", "newspaper", "magazine", "online", "television", "radio", "official", "organisation", "company", "blog",
)  # fmt: skip
COUNTRIES = frozenset(  # ISO 3166-1, and Kosovo
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW""".split()
)


class Sources(Struct, frozen=True):
    """The outlets of the file in its order, to be found by any of their names, and what is wrong with the rest."""

    outlets: tuple[Outlet, ...] = ()
    problems: tuple[Problem, ...] = ()
    by_name: Mapping[str, Outlet] = field(default_factory=dict)

    def outlet(self, name: str) -> Outlet | None:
        """What is known of the source that goes by this name."""
        return self.by_name.get(same_name(name))

    def named(self, name: str) -> str:
        """The canonical spelling of a name; of an unknown one, itself."""
        found = self.outlet(name)
        return found.name if found else name


def read(root: Path) -> Sources:
    """What stands in `content/sources.yaml`; nothing where there is no such file."""
    if not (root / FILE).exists():
        return Sources()
    try:
        return sources(text_of(root))
    except DigestError as error:
        return Sources(problems=(error.problem,))


def text_of(root: Path) -> str:
    """The text of the file, its line ends and marks as they are. `DigestError` where it cannot be read."""
    return read_text(root, FILE, limit=SIZE)


def sources(text: str) -> Sources:
    """The outlets of a text. A value that does not fit is told, and the rest of its entry counts."""
    text = clean(text.removeprefix("\ufeff"))
    try:
        entries = nodes(text)
    except DigestError as error:
        return Sources(problems=(error.problem,))
    lines = text.split("\n")
    problems: list[Problem] = []
    outlets = []
    for name, node in entries.items():
        checked = schema.check(node, (*FACTS, *RULES), FILE, lines)
        problems += checked.problems
        outlets.append(_outlet(name, node, checked.values))
    by_name = _found_by_name(outlets, lines, problems)
    _twice(((domain, each) for each in outlets for domain in each.domains), "host", lines, problems)
    return Sources(tuple(outlets), tuple(problems), by_name)


def nodes(text: str) -> dict[str, Node]:
    """The entries of a clean text by name. `DigestError` where they do not stand there so."""
    root = load(text, FILE, size=SIZE)
    if root.value is None:
        return {}
    if not isinstance(root.value, dict):
        excerpt = text.split("\n")[root.line - 1]
        hint = "the name of each site stands at the beginning of a line, with a colon behind it"
        message, place = "the sites must stand here by name", {"line": root.line, "column": root.column}
        raise DigestError(message, code="yaml", path=FILE, hint=hint, excerpt=excerpt, **place)
    return root.value


def attributed(article: Article, known: Sources) -> Article:
    """An article under the canonical name of its source, with the rights of that where it has none of its own."""
    outlet = known.outlet(article.source.name) if article.source else None
    if outlet is None or article.source is None:
        return article
    return replace(article, source=replace(article.source, name=outlet.name), rights=article.rights or outlet.rights)


def chain(cited: str, known: Sources) -> tuple[str, ...]:
    """The outlets of one item of `cites`: in `РБК > Reuters` the first, which is quoted, quotes the second."""
    return tuple(known.named(name) for part in re.split(r"\s+[>→]\s+", cited) if (name := part.strip(" >→")))


def _outlet(name: str, node: Node, values: Mapping[str, Any]) -> Outlet:
    canonical = values.get("source", name)
    names = dict.fromkeys((name, *values.get("names", ())))
    facts = {each: values[each] for each in ("domains", *NOTED) if each in values}
    rights = values.get("rights", "")
    others = tuple(each for each in names if each != canonical)
    return Outlet(canonical, others, rights=rights, line=node.key_line, **facts)


def _found_by_name(outlets: Iterable[Outlet], lines: Sequence[str], problems: list[Problem]) -> dict[str, Outlet]:
    claims = ((name, each) for each in outlets for name in dict.fromkeys(map(same_name, (each.name, *each.names))))
    return _twice(claims, "name", lines, problems)


def _twice(
    claims: Iterable[tuple[str, Outlet]], what: str, lines: Sequence[str], problems: list[Problem]
) -> dict[str, Outlet]:
    """Who claims a name or host first; whoever comes after is told."""
    found: dict[str, Outlet] = {}
    for claim, outlet in claims:
        first = found.setdefault(claim, outlet)
        if first is not outlet:
            message = f"`{outlet.name}` and `{first.name}` share the {what} `{claim}`; the first has it"
            excerpt, hint = lines[outlet.line - 1], "take it out of one of them, or make one entry of the two"
            problems.append(Problem("sources", message, FILE, outlet.line, 1, hint, excerpt))
    return found


# Kinds of values


def limited(kind: schema.Kind) -> schema.Kind:
    """A list of at most `MOST` items."""

    def each(node: Node) -> Any:
        if isinstance(node.value, tuple) and len(node.value) > MOST:
            raise Misfit(f"holds {len(node.value):,} items; at most {MOST} fit", node)
        return kinds.listed(kind)(node)

    return each


def _domain(node: Node) -> str:
    word = kinds.text(node).lower()
    try:
        if re.fullmatch(r"[^\W_]+(?:[.-]+[^\W_]+)*\.[^\W_]{2,}", word):
            return word.removeprefix("www.").encode("idna").decode("ascii")
    except UnicodeError:  # a part of it is too long
        pass
    raise Misfit(f"must be a host like example.org, not '{word[:80]}'", node)


def _country(node: Node) -> str:
    word = kinds.text(node)
    if word.upper() not in COUNTRIES:
        raise Misfit(f"must be a code of two letters like RU or KZ, not '{word[:20]}'", node)
    return word.upper()


def _kind(node: Node) -> str:
    word = kinds.text(node)
    if word not in KINDS:
        raise Misfit(f"must be one of {', '.join(KINDS)}", node)
    return word


FACTS = (
    Field("domains", limited(_domain), "The hosts of its pages: `example.org` is `news.example.org` too."),
    Field("names", kinds.names, "Other names it goes by: in `source` and `cites` of articles, and on its pages."),
    Field("source", kinds.text, "The name to write as `source` and to show, if it is not that of the entry."),
    Field("rights", kinds.text, "The notice of rights of its articles, where they have none of their own."),
    Field("url", kinds.web_address, "Its home page."),
    Field("country", _country, "Where it is at home, as a code of two letters: `RU`, `KZ`."),
    Field("kind", _kind, f"What it is: {', '.join(f'`{each}`' for each in KINDS)}."),
    Field("language", kinds.language, "The language it writes in, as a code: `ru`."),
    Field("notes", kinds.text, "Notes of your own; never shown."),
)
NOTED = ("url", "country", "kind", "language", "notes")

# The converter's rules: what stands in them is its own matter.
RULES = tuple(
    Field(name, kinds.anything, "")
    for name in ("known_by", "drop", "keep", "begins_after", "ends_before", "title", "date", "author")
)
