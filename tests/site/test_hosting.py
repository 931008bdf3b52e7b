"""What Netlify, Cloudflare and search engines are given: only where it is asked for, and in their own words."""

from __future__ import annotations

import json
import re

import pytest

from tests.desk import Desk


def rules(text: str) -> dict[str, dict[str, str]]:
    """The headers of a `_headers` file, by the addresses they are for."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
        else:
            found[line] = {}
    return found


def test_nothing_is_written_that_was_not_asked_for(desk: Desk) -> None:
    desk.article(aliases=["/old/"])
    desk.build()
    assert not {"_headers", "_redirects"} & desk.tree().keys()
    assert b"hub" not in desk.tree()["feed.xml"]


def test_only_what_never_changes_under_its_name_is_kept_for_ever(desk: Desk) -> None:
    desk.article()
    desk.settings(publish={"headers": "cloudflare"})
    desk.build()
    lasting = {url for url, named in rules(desk.page("/_headers")).items() if "immutable" in str(named)}
    assert lasting == {"/assets/*", "/cards/*"}
    before = desk.tree()
    desk.article("Второй", slug="b")
    desk.settings(title="Степь")
    desk.build()
    folders = tuple(each[1:-1] for each in lasting)
    kept = [path for path in before if path.startswith(folders) and path in desk.tree()]
    assert kept
    assert all(before[path] == desk.tree()[path] for path in kept)


def test_no_header_is_named_by_two_rules_that_meet(desk: Desk) -> None:
    desk.article()
    desk.settings(publish={"headers": "netlify"})
    desk.build()
    found = rules(desk.page("/_headers"))
    general = found.pop("/*")
    assert all(not set(named) & set(general) for named in found.values())


def test_the_policy_of_the_header_takes_nothing_from_that_of_the_pages(desk: Desk) -> None:
    """A browser keeps to both: so the header may only say what no page can."""
    desk.article()
    desk.settings(publish={"headers": "netlify"})
    desk.build()
    header = rules(desk.page("/_headers"))["/*"]["Content-Security-Policy"]
    in_page = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', desk.page("/"))
    assert in_page
    names = {part.split()[0] for part in header.split(";")}
    assert names == {"frame-ancestors"}
    assert not names & {part.split()[0] for part in in_page[1].split(";")}


@pytest.mark.parametrize(("host", "code"), [("netlify", "301!"), ("cloudflare", "301")])
def test_an_old_address_leads_on_for_good(desk: Desk, host: str, code: str) -> None:
    desk.article(slug="proton", aliases=["/old/name", "/старый/", "/a*b/", "/was.html"])
    desk.settings(publish={"headers": host})
    desk.build()
    to = f"/2020/01/proton/ {code}"
    assert desk.page("/_redirects").splitlines() == [
        f"/a%2Ab/ {to}",
        f"/old/name/ {to}",
        f"/was.html {to}",
        f"/%D1%81%D1%82%D0%B0%D1%80%D1%8B%D0%B9/ {to}",
    ]


def test_no_redirect_hides_a_page(desk: Desk) -> None:
    desk.article(slug="a")
    desk.article(slug="b", aliases=["/2020/01/a/"])
    desk.settings(publish={"headers": "netlify"})
    desk.build()
    assert desk.page("/_redirects") == ""


def test_below_a_path_rules_are_for_addresses_below_it(desk: Desk) -> None:
    desk.article(slug="a", aliases=["/old/"])
    desk.settings(publish={"headers": "netlify"}, base_url="https://example.org/repo/")
    desk.build()
    assert desk.page("/_redirects") == "/repo/old/ /repo/2020/01/a/ 301!\n"
    assert set(rules(desk.page("/_headers"))) == {"/repo/*", "/repo/assets/*", "/repo/cards/*"}


def test_files_of_the_sites_own_win(desk: Desk) -> None:
    desk.article()
    desk.write("static/_headers", "/*\n  X-Own: yes\n")
    desk.settings(publish={"headers": "netlify"})
    assert desk.build().status == 0
    assert desk.page("/_headers") == "/*\n  X-Own: yes\n"


def test_feeds_name_the_hub(desk: Desk) -> None:
    desk.article()
    desk.settings(publish={"hub": "https://hub.example/"})
    desk.build()
    assert '<link rel="hub" href="https://hub.example/"/>' in desk.page("/feed.xml")
    assert json.loads(desk.page("/feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_the_key_of_search_engines_stands_at_the_root(desk: Desk) -> None:
    desk.article()
    desk.settings(publish={"indexnow": "a1b2c3d4e5f6"})
    desk.build()
    assert desk.page("/a1b2c3d4e5f6.txt") == "a1b2c3d4e5f6"


@pytest.mark.parametrize(
    ("publish", "said"),
    [
        ({"headers": "apache"}, "`publish` `headers` must be one of netlify, cloudflare"),
        ({"indexnow": "short"}, "`publish` `indexnow` must be a key of 8 to 128 letters"),
        ({"indexnow": "../../../etc/x"}, "`publish` `indexnow` must be a key of 8 to 128 letters"),
        ({"hub": "hub"}, "`publish` `hub` must be a web address"),
        ({"admin": {"program": "sveltia"}}, "`publish` `admin` needs `program` and `repository`"),
        (
            {"admin": {"program": "sveltia", "repository": "a b"}},
            "`publish` `admin` `repository` must be a repository of GitHub",
        ),
        (
            {"admin": {"program": "decap", "repository": "a/b", "branch": "../x"}},
            "`publish` `admin` `branch` must be the name of a branch",
        ),
    ],
)
def test_a_slip_in_the_setting_is_told(desk: Desk, publish: dict[str, object], said: str) -> None:
    desk.settings(publish=publish)
    outcome = desk.build()
    assert (outcome.status, said in outcome.err) == (2, True)
