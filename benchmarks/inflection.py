"""How many forms of Russian names are found, and how many names are found where another word is meant.

    python -m benchmarks.inflection

Names and forms are those of the OpenCorpora dictionary, by way of pymorphy3: every surname and every place name that it
knows. A man's and a woman's surname are two names here (Иванов, Иванова), each with forms of its own.

*Recall* is the share of forms by which the name is found. A name is *false* if it is found by a form that is none of
its own: of another name, or, in the second figure, of any word of the whole dictionary. Words that are no names are
looked up in small letters, as texts have them. Forms in `-ою`, which no newspaper uses, are left out.

A word may be spelt like a name in all its forms (`каменка`, `Каменка`), and differ in its plural, which the name has
not: only a capital tells these apart. Such words are counted apart, and each name is tried twice: by itself, and with a
second spelling in which its capital stands behind another word (`имя Каменка`), which tells that it is a name.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pymorphy3 import MorphAnalyzer

from digest.inflection import Line, Names

NAMES = ("Surn", "Geox", "Name", "Patr", "Orgn", "Trad")
ODD = ("Abbr", "Arch", "Erro", "Dist", "Infr", "Slng")  # forms that the dictionary warns of
KINDS = {"Surn": "surnames", "Geox": "place names"}
SHOWN, PAIRS = 12, 2_000


@dataclass(slots=True)
class Lexeme:
    """A name, its kind, and all the forms it has, small and without ё; those of the plural apart."""

    name: str
    kind: str
    forms: set[str] = field(default_factory=set)
    plural: set[str] = field(default_factory=set)
    gender: str = ""
    cases: dict[str, str] = field(default_factory=dict)


def read(morph: MorphAnalyzer) -> tuple[list[Lexeme], dict[str, bool]]:
    """Every surname and place name of the dictionary; and every form of every word, with whether a name has it."""
    found: dict[tuple[str, int, str], Lexeme] = {}
    everything: dict[str, bool] = {}
    for word, tag, normal, paradigm, _ in morph.dictionary.iter_known_words():
        grammemes = tag.grammemes
        form = word.replace("ё", "е")
        if "V-oy" in grammemes:
            continue
        everything[form] = everything.get(form, False) or not grammemes.isdisjoint(NAMES)
        kind = next((each for each in (*KINDS, "Name") if each in grammemes), "")
        if not kind or not grammemes.isdisjoint(ODD):
            continue
        for gender in _genders(kind, grammemes):
            lexeme = found.setdefault((normal, paradigm, gender), Lexeme("", kind, gender=gender))
            (lexeme.plural if "plur" in grammemes else lexeme.forms).add(form)
            if "nomn" in grammemes and (not lexeme.name or "sing" in grammemes):
                lexeme.name = _written(word)
            if "sing" in grammemes:
                lexeme.cases[str(tag.case)] = form
    return [each for each in found.values() if each.name], everything


def _genders(kind: str, grammemes: frozenset[str]) -> tuple[str, ...]:
    """A plural is a man's as much as a family's; of a woman's surname only the singular is hers."""
    if kind == "Name":
        return tuple(each for each in ("masc", "femn") if each in grammemes)
    if kind != "Surn":
        genders = ("masc", "plur") if "plur" in grammemes else ("masc", "femn", "neut")
        return (
            tuple(each for each in genders if each in grammemes or "plur" in grammemes)
            if "ADJF" in grammemes
            else ("",)
        )
    if "femn" in grammemes:
        return ("femn",)
    return ("masc", "femn") if "GNdr" in grammemes or ("ms-f" in grammemes and "sing" in grammemes) else ("masc",)


def owners(lexemes: Iterable[Lexeme]) -> Mapping[str, set[str]]:
    """The names that have a form, by the form."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in lexemes:
        for form in each.forms | each.plural:
            found[form].add(each.name)
    return found


def false(names: Names, forms: Iterable[tuple[str, bool]], owned: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Names with a form by which each is found and which is none of its own."""
    for form, proper in forms:
        for place in names.found(Line(_written(form) if proper else form)):
            if place.end - place.start == len(form) and place.name not in owned.get(form, ()):
                yield place.name, form


def alike(morph: MorphAnalyzer, name: str, form: str) -> bool:
    """Whether a form is one of a word that is spelt like the name."""
    small = name.lower().replace("ё", "е")
    return any(
        each.is_known and any(other.word.replace("ё", "е") == small for other in each.lexeme)
        for each in morph.parse(form)
    )


GROUPS: dict[str, Callable[[Lexeme], bool]] = {
    "women's surnames": lambda each: each.kind == "Surn" and each.gender == "femn",
    "surnames like adjectives": lambda each: each.kind == "Surn" and re.search("(?:[ыио]й|ая)$", each.name) is not None,
    "surnames in -ко": lambda each: each.kind == "Surn" and each.name.endswith("ко"),
    "double surnames": lambda each: each.kind == "Surn" and "-" in each.name,
    "places that are a plural": lambda each: each.kind == "Geox" and not each.forms,
    "names that have one form only": lambda each: each.kind != "Name" and len(each.forms | each.plural) == 1,
    "names with a vowel that flees": lambda each: each.kind != "Name" and _flees(each),
}


def _flees(lexeme: Lexeme) -> bool:
    name, genitive = lexeme.name.lower().replace("ё", "е"), lexeme.cases.get("gent", "")
    return len(name) > 3 and name[-2] in "ео" and genitive != name and not genitive.startswith(name[:-1])


def of_groups(lexemes: Sequence[Lexeme]) -> Iterator[tuple[str, int, float]]:
    """Kinds of names that decline in ways of their own: how many there are, and the recall of their forms."""
    for title, belongs in GROUPS.items():
        some = [each for each in lexemes if belongs(each)]
        found = [
            each.name in Names([(each.name, ())]).meant(_written(form))
            for each in some
            for form in each.forms or each.plural
        ]
        yield title, len(some), sum(found) / len(found)


def full_names(lexemes: Sequence[Lexeme]) -> Iterator[tuple[str, int, float]]:
    """Given names with surnames, by chance; in one case both, and in two that have no form in common."""
    chance = random.Random(2016)
    sides = {
        (kind, gender): [each for each in lexemes if (each.kind, each.gender) == (kind, gender) and len(each.cases) > 5]
        for kind in ("Name", "Surn")
        for gender in ("masc", "femn")
    }
    agreeing, clashing = [], []
    for gender in ("masc", "femn"):
        for _ in range(PAIRS):
            first, last = chance.choice(sides["Name", gender]), chance.choice(sides["Surn", gender])
            names = Names([(f"{first.name} {last.name}", ())])
            agreeing += [
                bool(names.meant(_both(first, last, case, case))) for case in first.cases if case in last.cases
            ]
            apart = {case for case in ("gent", "datv", "ablt") if len({first.cases[case], last.cases[case]}) == 2}
            if len({first.cases[each] for each in apart}) == len({last.cases[each] for each in apart}) == 3:
                clashing.append(bool(names.meant(_both(first, last, "ablt", "datv"))))
    yield "full names in one case", len(agreeing), sum(agreeing) / len(agreeing)
    yield "full names of two cases, which should not be found", len(clashing), sum(clashing) / len(clashing)


def _both(first: Lexeme, last: Lexeme, one: str, other: str) -> str:
    return f"{_written(first.cases[one])} {_written(last.cases[other])}"


def main() -> None:
    """Measure, and print what stands in RESULTS.md."""
    morph = MorphAnalyzer()
    lexemes, everything = read(morph)
    owned = owners(lexemes)
    for kind, title in KINDS.items():
        some = [each for each in lexemes if each.kind == kind]
        terms = sorted({each.name for each in some})
        names = Names((name, ()) for name in terms)
        print(f"{title}: {len(terms):,} names")
        singular = [(each.name, form) for each in some for form in sorted(each.forms or each.plural)]
        whole = [(each.name, form) for each in some for form in sorted(each.forms | each.plural)]
        for forms, what in ((singular, "forms, of the singular where there is one"), (whole, "forms, of both numbers")):
            missed = [(name, form) for name, form in forms if name not in names.meant(_written(form))]
            print(f"  recall {1 - len(missed) / len(forms):.2%} of {len(forms):,} {what}: {_some(missed)}")
        capital = Names((name, (f"имя {name}",)) for name in terms)
        others = [(form, proper) for form, proper in everything.items() if proper]
        print(f"  false by another name: {_share(set(false(names, others, owned)), terms)}")
        wrong = set(false(names, everything.items(), owned))
        print(f"  false by any other word: {_share(wrong, terms)}")
        unlike = {(name, form) for name, form in wrong if not alike(morph, name, form)}
        print(f"    that is not spelt like the name: {_share(unlike, terms)}")
        print(f"  the same, of a name in capitals: {_share(set(false(capital, everything.items(), owned)), terms)}")
    for title, count, share in (*of_groups(lexemes), *full_names(lexemes)):
        print(f"{title}: {count:,}, {share:.2%}")


def _written(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def _share(wrong: Iterable[tuple[str, str]], terms: Sequence[str]) -> str:
    """How many of the names are false, with some of them, and one form of each."""
    some = dict(sorted(wrong))
    return f"{len(some) / len(terms):.2%}: {_some(some.items())}"


def _some(pairs: Iterable[tuple[str, str]]) -> str:
    found = sorted(pairs)
    step = max(1, len(found) // SHOWN)
    return ", ".join(f"{name} ({form})" for name, form in found[::step][:SHOWN])


if __name__ == "__main__":
    main()
