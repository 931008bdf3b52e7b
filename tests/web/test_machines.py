"""What machines read: the sitemap by its schema, feeds by their rules."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from tests.web.conftest import Shown
from tests.web.tools import SCHEMA

pytestmark = pytest.mark.web


def test_the_sitemap_keeps_to_its_schema(example: Shown) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    sitemap = etree.parse(str(example.folder / "sitemap.xml"))
    assert schema.validate(sitemap), schema.error_log


def test_every_feed_can_be_read(example: Shown) -> None:
    feeds = [*example.folder.rglob("feed.json")]
    assert feeds
    for feed in feeds:
        told = json.loads(feed.read_text("utf-8"))
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert etree.parse(str(feed.with_suffix(".xml"))).getroot().tag == "{http://www.w3.org/2005/Atom}feed"
