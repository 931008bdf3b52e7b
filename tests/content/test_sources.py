"""What an editor knows of the sources, as it stands in content/sources.yaml."""

from __future__ import annotations

import pytest

from digest.content.sources import FACTS, RULES, Sources, chain, sources
from digest.seeds import sources_yaml
from tests.desk import Desk

TASS = """\
ТАСС:
  names: [ИТАР-ТАСС, TASS]
  domains: [tass.ru, www.itar-tass.com]
  url: https://tass.ru/
  country: ru
  kind: agency
  language: ru
  rights: © ТАСС
  notes: просят ссылку в первом абзаце
  drop: ["Поделиться"]
lenta.ru:
  source: Лента.ру
Листок:
"""


def told(found: Sources) -> str:
    return "".join(f"{each}\n" for each in found.problems)


def test_every_fact_of_a_source_is_read_beside_the_rules_of_its_seeds() -> None:
    found = sources(TASS)
    assert found.problems == ()
    tass, lenta, leaflet = found.outlets
    assert (tass.name, tass.names, tass.domains) == ("ТАСС", ("ИТАР-ТАСС", "TASS"), ("tass.ru", "itar-tass.com"))
    assert (tass.url, tass.country, tass.kind, tass.language) == ("https://tass.ru/", "RU", "agency", "ru")
    assert (tass.rights, tass.notes) == ("© ТАСС", "просят ссылку в первом абзаце")
    assert (lenta.name, lenta.names, lenta.line) == ("Лента.ру", ("lenta.ru",), 11)
    assert (leaflet.name, leaflet.names) == ("Листок", ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Итар - ТАСС", "ТАСС"), ("tass", "ТАСС"), ("LENTA.RU", "Лента.ру"), ("лента.ру", "Лента.ру"), ("РБК", "РБК")],
)
def test_a_source_is_found_by_any_spelling_of_any_of_its_names(typed: str, meant: str) -> None:
    assert sources(TASS).named(typed) == meant


def test_a_chain_of_citation_is_read_link_by_link() -> None:
    known = sources(TASS)
    assert chain("Итар-ТАСС > Reuters → AP", known) == ("ТАСС", "Reuters", "AP")
    assert chain("Коммерсантъ", known) == ("Коммерсантъ",)
    assert chain("A>B", known) == ("A>B",)


def test_two_sources_must_not_share_a_name_or_a_host() -> None:
    text = "ТАСС: {names: [Агентство], domains: [tass.ru]}\nРИА: {names: [агентство], domains: [ria.ru, tass.ru]}\n"
    found = sources(text)
    assert told(found) == (
        "content/sources.yaml:2:1: error[sources]: `РИА` and `ТАСС` share the name `агентство`; the first has it\n"
        "  2 | РИА: {names: [агентство], domains: [ria.ru, tass.ru]}\n"
        "    | ^\n"
        "  take it out of one of them, or make one entry of the two\n"
        "content/sources.yaml:2:1: error[sources]: `РИА` and `ТАСС` share the host `tass.ru`; the first has it\n"
        "  2 | РИА: {names: [агентство], domains: [ria.ru, tass.ru]}\n"
        "    | ^\n"
        "  take it out of one of them, or make one entry of the two\n"
    )
    assert found.named("Агентство") == "ТАСС"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("country: Russia", "`country` must be a code of two letters like RU or KZ, not 'Russia'"),
        ("country: ZZ", "`country` must be a code of two letters like RU or KZ, not 'ZZ'"),
        ("kind: paper", "`kind` must be one of agency, newspaper, magazine, online, television, radio, official, "),
        ("url: tass.ru", "`url` must be a web address that begins with http:// or https://"),
        ("language: русский", "`language` must be a language code like ru or en, not 'русский'"),
        ("domains: [tass]", "`domains` must be a host like example.org, not 'tass'"),
        (f"domains: [{'a' * 70}.ru]", "`domains` must be a host like example.org, not 'aaa"),
        ("contry: RU", "unknown key `contry`"),
    ],
)
def test_a_fact_that_does_not_fit_is_told_and_the_others_count(fact: str, said: str) -> None:
    found = sources(f"ТАСС:\n  rights: © ТАСС\n  {fact}\n")
    assert said in told(found)
    assert [(each.name, each.rights) for each in found.outlets] == [("ТАСС", "© ТАСС")]


@pytest.mark.parametrize("text", ["- ТАСС\n", "ТАСС: [\n", "ТАСС: 5\n"])
def test_a_file_that_is_none_is_told_alike_by_both_readers(text: str) -> None:
    assert sources(text).problems == sources_yaml.sources(text).problems != ()


def test_both_readers_know_the_same_keys() -> None:
    assert [each.name for each in (*FACTS, *RULES)] == [each.name for each in sources_yaml.FIELDS]


def test_a_slip_of_the_pen_is_told_once_though_two_read_it(desk: Desk) -> None:
    desk.write("content/sources.yaml", "ТАСС:\n  contry: RU\n")
    for command in ("convert", "build", ""):
        outcome = desk.run(*filter(None, [command]))
        assert outcome.status == 1
        assert outcome.err == (
            "content/sources.yaml:2:3: error[key]: unknown key `contry`\n"
            "  2 |   contry: RU\n"
            "    |   ^\n"
            "  did you mean `country`?\n"
            "\n1 error, 0 warnings\n"
        )


def test_facts_teach_nothing_and_make_no_draft_anew(desk: Desk) -> None:
    plain = sources_yaml.sources("ТАСС: {domains: [tass.ru]}\n")
    noted = sources_yaml.sources("ТАСС: {domains: [tass.ru], country: RU, notes: …, kind: agency, language: ru}\n")
    assert plain.mark == noted.mark
    assert not noted.sites[0].teaches
