"""Every kind of page in a browser: every scheme, every width, every wish of a reader, no script, no mouse."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.crawl import dead_links
from tests.web import extremes
from tests.web.conftest import BASE_PATH, Shown, built_example
from tests.web.tools import html_validated, judged, nu_checked

pytestmark = pytest.mark.web

KINDS = {
    "404", "archive", "article", "corrections", "home", "issue", "issues", "list", "page", "period", "source",
    "stories", "story", "term", "terms", "topic",
}  # fmt: skip
KILOBYTE = 1024


def looked(site: Shown, *tasks: str, pages: Sequence[str] = ()) -> list[dict[str, Any]]:
    some = pages or list(site.pages.values())
    found: list[dict[str, Any]] = judged("look.mjs", base=site.address, pages=some, tasks=tasks)
    return found


def told(found: list[dict[str, Any]]) -> str:
    return "\n".join(str(each) for each in found)


def test_every_kind_of_page_is_looked_at(example: Shown) -> None:
    assert set(example.pages) >= KINDS


@pytest.mark.parametrize("task", ["schemes", "wishes", "policy", "scriptless", "keyboard", "choice"])
def test_no_reader_is_shut_out(example: Shown, task: str) -> None:
    found = [each for each in looked(example, task) if not _expected(each)]
    assert not found, told(found)


@pytest.mark.parametrize("task", ["policy", "schemes"])
def test_no_text_breaks_out_of_its_place(attacked: Shown, task: str) -> None:
    found = [each for each in looked(attacked, task) if not _expected(each)]
    assert not found, told(found)


@pytest.mark.parametrize("task", ["shape", "schemes"])
def test_a_page_bears_whatever_it_holds(extreme: Shown, task: str) -> None:
    found = looked(extreme, task, pages=extremes.addresses())
    assert not found, told(found)


@pytest.mark.parametrize("task", ["shape", "wishes"])
def test_a_plain_page_bears_it_too(plain: Shown, task: str) -> None:
    found = looked(plain, task, pages=extremes.addresses())
    assert not found, told(found)


def test_the_nu_checker_has_nothing_to_say(example: Shown, attacked: Shown, extreme: Shown) -> None:
    found = nu_checked(_addresses(example))
    found += nu_checked([*_addresses(attacked), *_addresses(extreme)], prose=False)
    assert not found, "\n".join(f"{each.get('url')}:{each.get('lastLine')}: {each['message']}" for each in found)


def test_html_validate_has_nothing_to_say(example: Shown, attacked: Shown, extreme: Shown) -> None:
    for site in (example, attacked, extreme):
        assert html_validated(site.folder) == []


def test_every_link_leads_somewhere(example: Shown) -> None:
    files = (path for path in example.folder.rglob("*") if path.is_file())
    site = {path.relative_to(example.folder).as_posix(): path.read_bytes() for path in files}
    assert dead_links(site, f"https://example.org{BASE_PATH}") == []


def test_lines_are_of_a_length_that_reads_well(example: Shown) -> None:
    pages = [each for each in looked(example, "measure") if each["rule"] == "lines"]
    lines = [length for page in pages for length in page["lines"]]
    assert len(lines) > 30
    assert 55 <= statistics.median(lines) <= 66, statistics.quantiles(lines)


def test_a_page_carries_little_that_it_does_not_use(example: Shown) -> None:
    pages = {each["url"]: each for each in looked(example, "coverage") if each["rule"] == "coverage"}
    share = {kind: pages[url]["used"] / pages[url]["total"] for kind, url in example.pages.items()}
    assert min(share.values()) >= 0.7, share


def test_an_article_weighs_little(example: Shown) -> None:
    url = example.pages["article"]
    assert _weight(example.folder / (url[1:] + "index.html")) <= 7 * KILOBYTE


def test_a_front_page_of_fifteen_articles_weighs_little(tools: None, tmp_path: Path) -> None:
    """The example's own articles, more of them on the front page than the example shows."""
    home = built_example(tmp_path / "site", paginate=15).root / "public/index.html"
    summaries = re.findall(r'<article class="teaser">.*?<p>(.*?)</p>', home.read_text("utf-8"), re.DOTALL)
    assert len(summaries) >= 15
    assert statistics.median(map(len, summaries)) >= 100
    assert _weight(home) <= 9 * KILOBYTE


def _weight(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), 9, mtime=0))


def _addresses(site: Shown) -> list[str]:
    files = (path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html"))
    return [f"{site.address}/{path.removesuffix('index.html')}" for path in files if path != "404.html"]


def _expected(finding: dict[str, Any]) -> bool:
    """A page that is not there says so to the browser, which notes it down."""
    return finding["rule"] == "console" and finding["url"] == "/404.html" and "404" in finding["says"]
