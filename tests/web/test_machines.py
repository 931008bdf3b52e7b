"""What machines read: sitemap, feeds, and the things that pages tell, each by the rules of who reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from lxml import etree

from tests.feed_rules import atom_faults
from tests.web import things
from tests.web.conftest import NOW, Shown
from tests.web.tools import SCHEMA, judged

pytestmark = pytest.mark.web

# What schema.org calls an annotation (https://schema.org/docs/actions.html) is none of the properties of a type.
ANNOTATION = "query-input"
WRONG = {"@context": "https://schema.org", "@type": "NewsArticle", "hedline": "Пуск"}


def address(site: Shown) -> str:
    """Where a site says that it stands."""
    settings = yaml.safe_load((site.folder.parent / "site.yaml").read_text("utf-8"))
    return str(settings["base_url"]).rstrip("/")


def test_the_sitemaps_keep_to_their_schema(example: Shown, attacked: Shown) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    for site in (example, attacked):
        sitemap = etree.parse(str(site.folder / "sitemap.xml"))
        assert schema.validate(sitemap), schema.error_log


def test_the_sitemaps_name_every_page_once_and_nothing_else(example: Shown, attacked: Shown) -> None:
    for site in (example, attacked):
        found = etree.parse(str(site.folder / "sitemap.xml")).findall("{*}url/{*}loc")
        named = [str(each.text).removeprefix(address(site)) for each in found]
        pages = {_url(path.relative_to(site.folder).as_posix()) for path in site.folder.rglob("*.html")}
        assert len(named) == len(set(named))
        assert set(named) == {url for url in pages if _kept(site, url)}


def test_the_w3c_has_nothing_to_say_of_the_feeds(example: Shown, attacked: Shown) -> None:
    found = [each for site in (example, attacked) for each in _atom_faults(site)]
    # The name of an author cannot say that it is no HTML, as a title can.
    assert [each for each in found if not ("ContainsHTML" in each and each.endswith("in name"))] == []
    assert not any("ContainsHTML" in each for each in _atom_faults(example))


def test_the_json_feeds_keep_to_their_schema(example: Shown, attacked: Shown) -> None:
    feeds = {path: json.loads(path.read_text("utf-8"))
             for site in (example, attacked) for path in sorted(site.folder.rglob("feed.json"))}  # fmt: skip
    assert len(feeds) > 10
    wrong = {"version": "https://jsonfeed.org/version/1.1", "title": "Орбита", "items": [{"id": 1}]}
    *found, told = judged("schema.mjs", schema="jsonfeed.schema.json", documents=[*feeds.values(), wrong])
    assert told  # the judge is awake
    assert {str(path): faults for path, faults in zip(feeds, found, strict=True) if faults} == {}
    for path, feed in feeds.items():
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids)), path


def test_pages_speak_the_vocabulary_of_schema_org(example: Shown, attacked: Shown) -> None:
    documents = [_bare(each) for site in (example, attacked) for each in things.told(site.folder).values()]
    assert {each["@type"] for document in documents for each in things.of_page(document)} >= set(things.ASKED) - {
        "Organization", "ImageObject",  # which stand in others
    }  # fmt: skip
    found = judged("types.mjs", things=[*documents, WRONG])
    assert [each["thing"] for each in found] == [len(documents)], found


def test_search_engines_miss_nothing_on_pages(example: Shown, attacked: Shown) -> None:
    for site in (example, attacked):
        found = {path: list(things.faults(each)) for path, each in things.told(site.folder).items()}
        assert {path: each for path, each in found.items() if each} == {}
    assert list(things.faults(WRONG))


def test_articles_tell_what_they_are_based_on(example: Shown) -> None:
    pages = things.told(example.folder).values()
    articles = [each for page in pages for each in things.of_page(page) if each["@type"] == "NewsArticle"]
    based = [each["isBasedOn"] for each in articles if "isBasedOn" in each]
    assert based
    assert all(each["@type"] == "CreativeWork" and each["publisher"]["name"] for each in based)


def _atom_faults(site: Shown) -> list[str]:
    feeds = sorted(site.folder.rglob("feed.xml"))
    assert feeds
    places = {path: f"{address(site)}/{path.relative_to(site.folder).as_posix()}" for path in feeds}
    return [f"{url}: {fault}" for path, url in places.items() for fault in atom_faults(path.read_bytes(), url, NOW)]


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items() if name != ANNOTATION}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _url(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _kept(site: Shown, url: str) -> bool:
    """Whether a page wants to be found: none that leads elsewhere, and not the one for what is not there."""
    text = (site.folder / (url[1:] + "index.html" if url.endswith("/") else url[1:])).read_text("utf-8")
    return url != "/404.html" and 'name="robots" content="noindex"' not in text
