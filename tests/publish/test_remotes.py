"""Remotes that are odd, want a password or stand in two places, and repositories that are broken (H8, H23)."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.publish.conftest import Home, git
from tests.publish.test_publish import refused


class Asking:
    """A server that lets nobody in without a password."""

    def __enter__(self) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="x"')
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://name:word@127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def test_h8_a_remote_that_wants_a_password_is_told_what_git_needs(home: Home) -> None:
    with Asking() as address:
        home.git("remote", "set-url", "origin", f"{address}/x.git")
        said = refused(home, status=3)
    assert "Authentication failed" in said
    assert "give git your access first, by an ssh agent or a credential helper" in said


def test_h23_nobody_is_told_to_move_the_branch_away_that_holds_the_work(home: Home) -> None:
    home.publish()
    home.sown({"robots.txt": "x"})
    home.write(".git/refs/heads/main", "rubbish\n")
    said = refused(home, status=3)
    assert said.startswith("error[git]: the repository here is broken: nothing is what refs/heads/main names\n")
    assert "move the file" not in said
    assert "git fsck" in said


def test_h23_a_repository_that_is_broken_is_not_begun_anew(home: Home) -> None:
    home.write(".git/HEAD", "rubbish\n")
    said = refused(home, status=2)
    assert said.startswith("error[git]: git cannot open this repository\n")
    assert "git init" not in said


def test_h23_what_is_pushed_elsewhere_than_it_is_fetched_from_is_looked_for_there(home: Home, tmp_path: Path) -> None:
    fork = tmp_path / "fork.git"
    git(tmp_path, "clone", "-q", "--bare", str(home.remote), str(fork))
    home.git("remote", "set-url", "--push", "origin", str(fork))
    assert home.publish().status == 0
    assert home.publish().out.endswith("origin/gh-pages is unchanged.\n")
    home.edit("content/articles/proton.md", "взлетела", "поднялась")
    assert home.publish().status == 0
    assert home.tip() == ""
    home.remote = fork
    assert len(home.log()) == 2
    git(fork, "symbolic-ref", "HEAD", "refs/heads/gh-pages")
    assert "is the main branch of `origin`" in refused(home)


def test_h23_a_remote_with_two_addresses_is_refused(home: Home) -> None:
    home.git("remote", "set-url", "--add", "--push", "origin", str(home.remote))
    home.git("remote", "set-url", "--add", "--push", "origin", str(home.remote.with_name("other.git")))
    assert refused(home, status=2).startswith("error[git]: `origin` is pushed to 2 addresses, which may not hold")


def test_h23_an_address_is_no_flag(home: Home, tmp_path: Path) -> None:
    home.git("config", "remote.origin.pushurl", f"--upload-pack=touch {tmp_path}/made")
    assert "error[remote]" in refused(home, status=3)
    assert not (tmp_path / "made").exists()
