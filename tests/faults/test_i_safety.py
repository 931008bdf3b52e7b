"""Nothing but the site is ever served, to nobody but this machine; and nobody who is slow is in anyone's way."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.faults.processes import descriptors, figure, needs_proc, within
from tests.faults.vectors import CANARY, MALFORMED, TRAVERSALS
from tests.serve.hands import Running, furnish, own_port, received, status


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview with secrets all around: beside the site, in it under hidden names, and behind links."""
    desk = furnish(Desk(tmp_path_factory.mktemp("safety") / "site"))
    for path in ("../secret.txt", "../site-secret/s.txt", ".env", ".git/config", "static/.htpasswd", "notes.txt"):
        desk.write(path, CANARY)
    desk.write("static/x.txt~", CANARY)
    os.symlink("/etc/passwd", desk.root / "static/passwd")
    os.symlink(desk.root.parent, desk.root / "static/up")
    server = Running(desk, "--port", str(own_port()))
    assert server.get("plain.txt").text == "0123456789"
    yield server
    server.end()


@pytest.mark.parametrize("target", TRAVERSALS)
def test_i1_i2_i3_i4_no_address_leads_out_of_the_site(running: Running, target: bytes) -> None:
    answer = running.ask(target)
    assert status(answer) in (400, 404)
    assert CANARY.encode() not in answer
    assert b"root:" not in answer
    assert b"Traceback" not in answer


def test_i3_an_address_with_two_slashes_does_not_lead_elsewhere(running: Running) -> None:
    for target in (b"//evil.example/repo", b"//evil.example/%2e%2e", b"/\\evil.example/repo"):
        assert b"location" not in running.ask(target).lower()


@pytest.mark.parametrize("host", ["evil.example", "192.168.0.5", "localhost.evil.example", ""])
def test_i5_a_foreign_host_is_refused(running: Running, host: str) -> None:
    answer = running.ask(b"/repo/", host)
    assert status(answer) == 421
    assert "Протон".encode() not in answer


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}", "localhost."])
def test_i5_the_own_host_is_answered(running: Running, host: str) -> None:
    assert status(running.ask(b"/repo/", host.format(port=running.port))) == 200


@pytest.mark.parametrize("request_", MALFORMED.values(), ids=MALFORMED)
def test_i11_what_is_malformed_or_too_large_is_refused_and_closed(running: Running, request_: bytes) -> None:
    answer = b""
    with contextlib.suppress(OSError):  # closed while we still wrote
        answer = running.raw(request_)
    assert status(answer) in (0, 400, 405, 413, 414, 431)
    assert answer.count(b"HTTP/1.1 ") <= 1
    assert b"Traceback" not in answer
    assert running.get("").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_i12_only_reading_is_allowed(running: Running, method: str) -> None:
    answer = running.get("", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_i7_every_answer_is_marked_as_private(running: Running) -> None:
    for path in ("", "plain.txt", "nowhere/", "/", "/_live/problems", "/_live/live.js", "/%zz"):
        headers = running.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        ours = [f"http://{name}:{running.desk_port}" for name in ("localhost", "127.0.0.1")]
        assert headers["content-security-policy"].split() == ["frame-ancestors", "'self'", *ours]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_i6_a_foreign_page_cannot_listen(running: Running, headers: dict[str, str]) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    assert status(running.ask(b"/_live/events", headers=lines.encode())) == 403


def test_i8_it_listens_on_this_machine_only(running: Running) -> None:
    name = f":{running.port:04X} "
    tables = [Path(f"/proc/net/{name}") for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        pytest.skip("this system does not show its sockets in /proc")
    rows = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(name.strip())]
    assert listening == [f"0100007F:{running.port:04X}"]


def idle(running: Running, count: int, sent: bytes) -> list[socket.socket]:
    """Connections that send the beginning of a request, and then nothing."""
    connections = []
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", running.port), timeout=20)
        connection.sendall(sent)
        connections.append(connection)
    return connections


def test_i10_whoever_is_slow_keeps_nobody_waiting_and_is_closed(running: Running) -> None:
    """Half requests, one that comes drop by drop, and a connection that has had its answers."""
    [kept] = idle(running, 1, b"")
    for _ in range(3):
        kept.sendall(b"HEAD /repo/plain.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert status(kept.recv(65536)) == 200
    start = time.monotonic()
    half = idle(running, 100, b"GET /repo/ HTTP/1.1\r\nHost: loc")
    [dripping] = idle(running, 1, b"GET /repo/ HTTP/1.1\r\n")
    with contextlib.suppress(ConnectionError):
        while time.monotonic() - start < 12:
            dripping.sendall(b"X: y\r\n")
            time.sleep(0.5)
    assert {received(connection) for connection in [*half, kept]} == {b""}
    assert 3 < time.monotonic() - start < 9


def test_i10_three_hundred_half_requests_keep_nobody_waiting(running: Running) -> None:
    held = idle(running, 300, b"GET /repo/ HTTP/1.1\r\nHost: loc")
    times = []
    for _ in range(5):
        start = time.monotonic()
        assert running.get("plain.txt").status == 200
        times.append(time.monotonic() - start)
    assert min(times) < 0.2
    assert {received(connection) for connection in held[:100]} == {b""}  # the oldest make room at once
    for connection in held:
        connection.close()


@needs_proc
def test_i13_a_hundred_listeners_are_let_in_up_to_a_bound_and_leave_nothing_behind(running: Running) -> None:
    before = descriptors(running.process.pid), figure(running.process.pid, "Threads")
    request = b"GET /_live/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    held = idle(running, 100, request)
    answers = [status(connection.recv(65536)) for connection in held]
    assert (answers.count(200), answers.count(503)) == (64, 36)
    for connection in held:
        connection.close()
    assert within(5, lambda: descriptors(running.process.pid) <= before[0])
    assert figure(running.process.pid, "Threads") <= before[1]
    assert running.get("").status == 200
