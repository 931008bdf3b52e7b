"""What a preview still holds after a long day: ten thousand requests, two hundred open pages, and slow readers."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import time
from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.faults.processes import descriptors, figure, needs_proc, within
from tests.serve.hands import Running, furnish, received, status

pytestmark = [pytest.mark.slow, needs_proc]

MEGABYTE = 1024  # KB
EVENTS = b"GET /_live/events HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Running]]:
    desk = furnish(Desk(tmp_path_factory.mktemp("growth") / "site"))
    desk.write("static/large.bin", bytes(40 << 20))
    server = Running(desk)
    assert server.get("").status == 200
    yield desk, server
    server.end()


def held(server: Running) -> tuple[int, int]:
    """The descriptors and threads that a preview has."""
    return descriptors(server.process.pid), figure(server.process.pid, "Threads")


def seconds(server: Running) -> float:
    """How long it takes to be answered."""
    start = time.monotonic()
    assert server.get("plain.txt").status == 200
    return time.monotonic() - start


def ask_around(server: Running, count: int) -> None:
    """Requests of every kind, most of them on connections that are kept."""
    paths = ("", "2020/01/proton/", "plain.txt", "nowhere/", "feed.xml", "%zz", "2020/01/soyuz", "../secret.txt")
    wishes = [*(("GET", path) for path in paths), ("HEAD", ""), ("POST", "")]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for number in range(count):
        method, path = wishes[number % len(wishes)]
        connection.request(method, server.base + path, headers={"Connection": "close"} if number % 9 == 0 else {})
        answer = connection.getresponse()
        assert answer.status in (200, 301, 400, 404, 405)
        answer.read()
    connection.close()


def test_i10_i13_ten_thousand_requests_leave_nothing_behind(growing: tuple[Desk, Running]) -> None:
    _, server = growing
    ask_around(server, 4000)
    before, memory = held(server), figure(server.process.pid, "VmRSS")
    ask_around(server, 10_000)
    assert within(10, lambda: held(server) <= before)
    assert figure(server.process.pid, "VmRSS") - memory < MEGABYTE


def test_i13_two_hundred_open_pages_that_vanish_leave_nothing_behind(growing: tuple[Desk, Running]) -> None:
    site, server = growing

    def wave(number: int) -> None:
        pages = []
        for _ in range(50):
            page = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            page.sendall(EVENTS)
            assert status(page.recv(65536)) == 200
            pages.append(page)
        follower = server.listen()
        site.edit("content/articles/proton.md", f"взлетела{number}.", f"взлетела{number + 1}.")
        follower.until("reload")
        for page in (*pages, follower):
            page.close()

    site.edit("content/articles/proton.md", "взлетела.", "взлетела0.")
    for number in range(2):
        wave(number)
    time.sleep(4)  # the last look at all files is over, and its timer gone
    before, memory = held(server), figure(server.process.pid, "VmRSS")
    for number in range(2, 6):
        wave(number)
    assert within(10, lambda: held(server) <= before)
    assert figure(server.process.pid, "VmRSS") - memory < 6 * MEGABYTE


def test_i10_a_reader_who_stops_reading_is_let_go(growing: tuple[Desk, Running]) -> None:
    _, server = growing
    before, memory = held(server), figure(server.process.pid, "VmRSS")
    readers = []
    for _ in range(50):
        reader = socket.create_connection(("127.0.0.1", server.port), timeout=40)
        reader.sendall(b"GET /repo/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        readers.append(reader)
    assert min(seconds(server) for _ in range(5)) < 0.2
    assert figure(server.process.pid, "VmRSS") - memory < 64 * MEGABYTE  # of the 2,000 that were asked for
    assert within(30, lambda: held(server) <= before)
    for reader in readers:
        reader.close()


def test_i10_a_body_that_comes_by_drops_is_not_waited_for(growing: tuple[Desk, Running]) -> None:
    desk = Running.at(growing[1], growing[1].desk_port)
    token = re.search(r'data-token="([^"]+)"', desk.get("/_desk/").text)
    assert token
    own = f"localhost:{desk.port}"
    head = {"host": own, "origin": f"http://{own}", "x-digest-token": token[1], "content-type": "application/json"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**head, "content-length": "5000"}.items())
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as slow:
        slow.sendall(f"POST /_desk/call/save HTTP/1.1\r\n{lines}\r\n{{".encode())
        start = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - start < 12:
                slow.sendall(b" ")
                time.sleep(0.25)
        assert status(received(slow)) in (0, 400, 408)
    assert time.monotonic() - start < 9
    assert desk.get("/_desk/").status == 200
