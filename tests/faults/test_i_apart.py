"""A script in an article, where raw HTML may stand in articles, gets no hold of the desk: it has another origin."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.serve.browser import PROGRAM, Browser
from tests.serve.hands import BASE, Running, Start, status

PATH = "content/articles/hostile.md"
PAGE = "2020/01/hostile/"

# What a script may try: the desk's page, its files and calls, a frame, a window, and its own frame's parents.
SCRIPT = """<script>
const told = window.told = {};
const desk = "http://localhost:DESK";
const sent = {file: "content/articles/proton.md", opened: "", text: "x"};
const attempt = async (name, act) => {
  try { told[name] = String(await act()); } catch { told[name] = "refused"; }
};
const text = (address, more) => fetch(address, more).then((answer) => answer.text());
const post = (mode, type) => ({ method: "POST", mode, headers: { "content-type": type }, body: JSON.stringify(sent) });
const inside = async (made) => {
  await new Promise((done) => setTimeout(done, 700));
  return made().body.dataset.token || "empty";
};
attempt("own address", () => text("/_desk/"));
attempt("desk", () => text(desk + "/_desk/"));
attempt("desk by number", () => text(desk.replace("localhost", "127.0.0.1") + "/_desk/"));
attempt("token in the open", () => text(desk + "/_desk/", { mode: "no-cors" }));
attempt("script", () => import(desk + "/_desk/files/desk.js"));
attempt("call", () => text(desk + "/_desk/call/save", post("cors", "application/json")));
attempt("plain call", () => text(desk + "/_desk/call/save", post("no-cors", "text/plain")));
attempt("call here", async () => (await fetch("/_desk/call/save", post("cors", "application/json"))).status);
attempt("frame", () => {
  const frame = document.createElement("iframe");
  frame.src = "/_desk/";
  document.body.append(frame);
  return inside(() => frame.contentDocument);
});
attempt("parent", () => parent === window ? "refused" : parent.document.body.dataset.token);
attempt("window", () => { const opened = window.open("/_desk/"); return inside(() => opened.document); });
if (top !== window) attempt("away", () => { top.location = "about:blank#stolen"; return "refused"; });
</script>
"""


@pytest.fixture
def site(site: Desk) -> Desk:
    """A site whose theme has no policy, and whose articles may hold raw HTML."""
    site.settings(base_url="https://example.org/repo/", theme="bare", markdown={"html": True})
    site.write("themes/bare/base.html", re.sub(r"<meta http-equiv[^\n]*\n", "", BASE))
    site.article("Чужой", slug="hostile")
    return site


@pytest.fixture
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    page = Browser(tmp_path_factory.mktemp("profile"))
    yield page
    page.close()


def hostile(site: Desk, server: Running) -> None:
    """Put the script into the article, now that the address of the desk is known."""
    page = server.listen()
    site.edit(PATH, site.read(PATH).rpartition("---\n")[2], "\n" + SCRIPT.replace("DESK", str(server.desk_port)))
    page.until("reload")


@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")
def test_i7_i22_a_script_in_an_article_reads_nothing_of_the_desk(site: Desk, start: Start, browser: Browser) -> None:
    server = start()
    before = site.read("content/articles/proton.md")
    hostile(site, server)
    browser.open(server.address + PAGE)
    browser.until("window.told && Object.keys(told).length === 11", patience=15)
    told = browser.value("told")
    assert told.pop("token in the open") in ("", "refused")
    assert told.pop("plain call") in ("", "refused")
    assert told.pop("call here") == "405"
    assert set(told.values()) <= {"refused", "empty"}, told
    assert site.read("content/articles/proton.md") == before


@pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")
def test_i7_i22_a_script_in_the_live_page_neither_reads_nor_leaves_the_desk(
    site: Desk, start: Start, browser: Browser
) -> None:
    server = start()
    hostile(site, server)
    address = f"{server.desk}article?file={PATH}"
    browser.open(address)
    browser.seen("iframe[src^=http]")
    browser.until("document.querySelector('iframe[src^=http]').contentDocument === null")  # of another origin
    time.sleep(1.5)
    assert browser.value("location.href") == address
    assert browser.value("document.body.dataset.token").strip()
    assert browser.value("frames.length") == 2


def test_i22_the_token_stands_on_no_page_of_the_site(site: Desk, start: Start) -> None:
    server = start()
    desk = Running.at(server, server.desk_port)
    token = re.search(r'data-token="([^"]+)"', desk.get("/_desk/").text)
    assert token
    for path in ("", PAGE, "/_desk/", "/_live/problems", "/_live/live.js", "nowhere"):
        answer = server.get(path)
        assert token[1] not in answer.text + str(answer.headers)


def test_i22_the_desk_is_found_from_the_site_and_the_site_from_the_desk(site: Desk, start: Start) -> None:
    server = start()
    answer = server.get("/_desk/article?file=a&line=2")
    assert (answer.status, answer.headers["location"]) == (307, server.desk + "article?file=a&line=2")
    desk = Running.at(server, server.desk_port)
    answer = desk.get("/repo/2020/01/proton/?a=b")
    assert (answer.status, answer.headers["location"]) == (307, f"{server.address}2020/01/proton/?a=b")
    assert (desk.get("/_desk/nothing").status, desk.get("/_desk/call/save").status) == (404, 405)
    assert status(desk.ask(b"http://evil.example/")) == 404
    assert server.get("/_desk/call/save", "POST").status == 405


def test_i22_of_the_site_the_desk_has_its_pictures_and_nothing_that_runs(site: Desk, start: Start) -> None:
    site.write("static/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    site.write("static/run.js", "1")
    server = start()
    desk = Running.at(server, server.desk_port)
    assert desk.get("/repo/drawing.svg").headers["content-type"] == "image/svg+xml"
    answer = desk.ask(b"/repo/drawing.svg")
    assert status(answer) == 200
    assert b"content-security-policy: default-src 'none'; style-src 'unsafe-inline'; sandbox\r\n" in answer
    for path in ("/repo/run.js", "/repo/2020/01/hostile/", "/repo/plain.css", "/_live/live.js"):
        assert desk.get(path).status == 307


FOREIGN = [
    {"sec_fetch_site": "same-site", "sec_fetch_mode": "cors", "sec_fetch_dest": "empty"},
    {"sec_fetch_site": "same-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"},
    {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "script"},
    {"origin": "null"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_i6_a_foreign_page_may_lead_to_the_desk_and_do_nothing_else(running: Running, headers: dict[str, str]) -> None:
    desk = Running.at(running, running.desk_port)
    for path in ("/_desk/", "/_desk/files/desk.js", "/_live/events"):
        assert desk.get(path, **headers).status == 403
    led = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    answer = desk.get("/_desk/", **led)
    assert (answer.status, answer.headers["cross-origin-opener-policy"]) == (200, "same-origin")
    assert "access-control-allow-origin" not in answer.headers


def test_i8_a_preview_for_the_network_keeps_the_desk_on_this_machine(site: Desk, start: Start) -> None:
    server = start("--host", "0.0.0.0")
    name = f":{server.desk_port:04X}"
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("this system does not show its sockets in /proc")
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    assert [row[1] for row in rows if row[3] == "0A" and row[1].endswith(name)] == ["0100007F" + name]


def test_i9_no_preview_takes_a_port_of_a_desk(site: Desk) -> None:
    outcome = site.run("serve", "--port", "8142")
    assert outcome.status == 2
    assert outcome.err.startswith("error[port]: --port 8142: ports 8100 to 8199 are the desk's\n")
