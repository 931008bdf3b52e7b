"""Where the preview stands, what it answers, and how it ends."""

from __future__ import annotations

import signal
import socket
import time

import pytest

from tests.desk import Desk
from tests.faults.processes import alive, children, needs_proc, within
from tests.serve.hands import Running, Start, own_port
from tests.site.photos import photo


def test_i8_whoever_opens_it_to_the_network_is_warned(start: Start) -> None:
    server = start("--host", "0.0.0.0")
    assert server.get("").status == 200
    assert server.said == [
        "Warning: whoever can reach this machine over the network can read the site, drafts included."
    ]
    assert server.get("", Host="evil.example").status == 421


def test_i9_two_previews_take_two_ports(running: Running, start: Start) -> None:
    assert start().port != running.port


def test_i9_a_port_that_is_asked_for_is_taken_or_refused(site: Desk, start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = site.run("serve", "--port", str(port))
    assert refused.status == 3
    assert refused.err == (
        f"error[port]: port {port} of 127.0.0.1 is in use by another program\n"
        "  end the program that uses it, or leave --port out: then the next free one is taken\n"
    )
    assert start("--port", str(port)).port == port


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_i19_it_ends_at_once_with_success_and_frees_its_port(start: Start, sign: signal.Signals) -> None:
    server = start("--port", str(own_port()))
    page = server.listen()
    held = socket.create_connection(("127.0.0.1", server.port))
    held.sendall(b"GET / HT")
    assert server.end(sign) < 2  # a third of a second, and more where others are busy beside us
    assert server.process.returncode == 0
    assert server.process.stderr
    assert server.process.stderr.read() == ""
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", server.port))
    page.close()
    held.close()


@needs_proc
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGHUP])
def test_i19_a_preview_that_is_killed_or_loses_its_terminal_leaves_nothing(
    site: Desk, start: Start, sign: signal.Signals
) -> None:
    if signal.getsignal(sign) is signal.SIG_IGN:
        pytest.skip("whoever began these tests has this signal ignored, as nohup does")
    for number in range(3):
        site.write(f"static/{number}.jpg", photo(2400, 1600 + number))
        site.article(f"Снимок {number}", image={"src": f"/{number}.jpg", "alt": "Пуск"})
    server = start("--port", str(own_port()))
    assert within(30, lambda: len(children(server.process.pid)) > 1)  # which develop the pictures
    found = children(server.process.pid)
    server.process.send_signal(sign)
    server.process.wait(10)
    assert within(10, lambda: not alive(found))
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", server.port))


def test_i19_it_ends_when_it_is_told_twice(start: Start) -> None:
    server = start()
    server.process.send_signal(signal.SIGINT)
    time.sleep(0.05)
    assert server.end(signal.SIGINT) < 2
    assert server.process.returncode in (0, -signal.SIGINT)  # the latter where the second came when all was done
    assert server.process.stderr
    assert server.process.stderr.read() == ""


def test_i19_it_goes_on_when_nobody_reads_what_it_says(site: Desk, start: Start) -> None:
    page = start(heard=False).listen()
    for word in ("вчера", "завтра"):
        site.article("Протон", slug="proton", date=word)
        page.until("problems")
    site.article("Протон", slug="proton", date="2020-01-05")
    page.until("reload")


def test_i21_the_preview_leaves_no_trace_in_the_published_site_which_may_be_built_meanwhile(
    site: Desk, start: Start
) -> None:
    site.build()
    before = site.tree("public")
    server = start()
    server.get("")
    assert site.tree("public") == before
    assert site.build().status == 0
    server.end()
    assert site.tree("public") == before
    assert not any(b"_live" in data or b"127.0.0.1" in data for data in before.values())


def test_i24_head_tells_the_length_and_sends_nothing(running: Running) -> None:
    got, head = running.get("2020/01/proton/"), running.get("2020/01/proton/", "HEAD")
    assert (head.status, head.headers["content-length"], head.body) == (200, str(len(got.body)), b"")


def test_i24_a_page_that_has_not_changed_is_not_sent_again(running: Running) -> None:
    for path in ("", "plain.txt"):
        tag = running.get(path).headers["etag"]
        for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            answer = running.get(path, If_None_Match=known)
            assert (answer.status, answer.body) == (304, b"")
        assert running.get(path, If_None_Match='"x"').status == 200


@pytest.mark.parametrize(
    ("asked", "status", "body", "told"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=4-2", 416, b"", "bytes */10"),
        ("bytes=1-2,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_i24_a_part_of_a_file_can_be_asked_for(
    running: Running, asked: str, status: int, body: bytes, told: str | None
) -> None:
    answer = running.get("plain.txt", Range=asked)
    assert (answer.status, answer.body, answer.headers.get("content-range")) == (status, body, told)
