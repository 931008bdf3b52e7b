"""The lines for nginx in the manual do what the manual says, in nginx itself where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from digest.site.hosting import FOR_EVER, LASTING, SECURITY
from tests.desk import REPOSITORY, Desk

NGINX = shutil.which("nginx")
SIDE = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # folders that nginx makes where it may not


def block() -> str:
    """The lines of the manual."""
    text = (REPOSITORY / "docs/content/pages/hosts.md").read_text(encoding="utf-8")
    section = text.partition("\n## nginx\n")[2].partition("\n## ")[0]
    return textwrap.dedent(
        "\n".join(line for line in section.split("\n") if line.startswith("    ") or not line.strip())
    )


def test_the_manual_says_what_the_files_of_other_hosts_say() -> None:
    found = block()
    lasting = "|".join(folder.strip("/") for folder in LASTING)
    assert set(re.search(r"\^/\(([a-z|]+)\)/", found)[1].split("|")) == set(lasting.split("|"))  # type: ignore[index]
    assert f'"{FOR_EVER}"' in found
    for name, value in SECURITY.items():
        assert re.search(rf'add_header {name} "?{re.escape(value)}"? always;', found)


@pytest.fixture
def nginx(desk: Desk, tmp_path: Path) -> Iterator[httpx.Client]:
    if NGINX is None:
        pytest.skip("nginx is not installed")
    desk.article(slug="proton", body="Ракета взлетела. " * 200)
    desk.issue(1, "proton.md")
    desk.settings(mail={"from": "a@example.org"})
    assert desk.build().status == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = block().replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/digest/public", str(desk.root / "public"))
    side = "\n".join(f"{each}_temp_path {tmp_path / each};" for each in SIDE)
    kinds = "types { text/html html; text/css css; application/javascript js; image/png png; application/json json; }"
    conf = tmp_path / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}daemon off;\npid {tmp_path / 'pid'};\nerror_log stderr;\nevents {{ }}\n"
        f"http {{\naccess_log off;\n{side}\n{kinds}\n{server}\n}}\n"
    )
    process = subprocess.Popen([NGINX, "-c", str(conf), "-p", str(tmp_path)], stderr=subprocess.PIPE, text=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            _wait(client, process)
            yield client
    finally:
        process.terminate()
        process.wait(10)


def _wait(client: httpx.Client, process: subprocess.Popen[str]) -> None:
    for _ in range(100):
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            client.get("/")
            return
        except httpx.ConnectError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def test_nginx_shows_the_site_as_the_manual_says(nginx: httpx.Client, desk: Desk) -> None:
    home = nginx.get("/", headers={"Accept-Encoding": "gzip"})
    assert (home.status_code, home.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (home.headers["cache-control"], home.headers["content-encoding"]) == ("no-cache", "gzip")
    assert all(home.headers[name] == value for name, value in SECURITY.items())
    again = nginx.get("/", headers={"If-None-Match": home.headers["etag"]})
    assert again.status_code == 304
    missing = nginx.get("/nowhere/")
    assert (missing.status_code, missing.text) == (404, desk.page("/404.html"))
    assert missing.headers["x-content-type-options"] == "nosniff"
    moved = nginx.get("/2020/01/proton")
    assert (moved.status_code, moved.headers["location"]) == (301, "/2020/01/proton/")
    lasting = next(path for path in desk.tree() if path.startswith("assets/"))
    assert nginx.get(f"/{lasting}").headers["cache-control"] == FOR_EVER


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/atom+xml"),
        ("/issues/feed.json", "application/feed+json"),
        ("/issues/1/issue-1.eml", "message/rfc822"),
        ("/search/index/manifest.json", "application/json"),
    ],
)
def test_nginx_names_the_kinds_of_files(nginx: httpx.Client, path: str, kind: str) -> None:
    answer = nginx.get(path)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
