"""What tests of the preview use: a small theme, a running server, and a socket that sends what no client would."""

from __future__ import annotations

import contextlib
import copy
import http.client
import json
import queue
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.desk import Desk

BASE = """<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>{{ head.title or site.title }}</title>
</head>
<body>
{% if head.badge %}<p class="badge">{{ head.badge }}</p>{% endif %}
<h1>{{ head.title }}</h1>
{% block main %}{% endblock %}
</body>
</html>
"""
LIST = """{% extends "base.html" %}
{% block main %}
{% for teaser in teasers %}<p><a href="{{ url(teaser.url) }}">{{ teaser.title }}</a> {{ teaser.badge }}</p>
{% endfor %}
{% endblock %}
"""
GROUPS = """{% extends "base.html" %}
{% block main %}
{% for group in groups %}{% for teaser in group.teasers %}
<p><a href="{{ url(teaser.url) }}">{{ teaser.title }}</a> {{ teaser.badge }}</p>
{% endfor %}{% endfor %}
{% endblock %}
"""
TEXT = """{% extends "base.html" %}
{% block main %}{{ html|html }}{% endblock %}
"""
BARE = """{% extends "base.html" %}
"""
THEME = {
    **{f"{name}.html": LIST for name in ("home", "list", "term")},
    **{f"{name}.html": GROUPS for name in ("topic", "source", "period")},
    **{f"{name}.html": TEXT for name in ("article", "page")},
    **{f"{name}.html": BARE for name in ("terms", "archive", "corrections", "404", "redirect", "search")},
    "base.html": BASE,
    "static/plain.css": "body { color: black }\n",
}


def furnish(desk: Desk, base_url: str = "https://example.org/repo/") -> Desk:
    """A site under /repo/ with a theme of its own, two articles, and a page in Cyrillic among its files."""
    desk.settings(base_url=base_url, theme="bare")
    for name, text in THEME.items():
        desk.write(f"themes/bare/{name}", text)
    desk.article("Протон", "Ракета взлетела.", slug="proton", tags=["Ракеты"])
    desk.article("Союз", "Корабль вернулся.", slug="soyuz", tags=["Ракеты"])
    desk.write("static/заметка.html", "<!DOCTYPE html><p>Записка.</p>\n")
    desk.write("static/plain.txt", "0123456789")
    return desk


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Running:
    """A preview as a process of its own."""

    def __init__(self, desk: Desk, *flags: str, heard: bool = True) -> None:
        self.process: subprocess.Popen[str] = desk.spawn("serve", *flags)
        self.said: list[str] = []
        assert self.process.stdout
        self.first = self.process.stdout.readline().strip()
        self.address = next((word for word in self.first.split() if word.startswith("http://")), "")
        self.port = int(self.address.split(":")[2].split("/")[0]) if self.address else 0
        self.base = "/" + self.address.split("/", 3)[3] if self.address else ""
        self.desk = self.process.stdout.readline().strip().removeprefix("The desk: ") if self.address else ""
        self.desk_port = int(self.desk.split(":")[2].split("/")[0]) if self.desk else 0
        if heard:
            threading.Thread(target=self._hear, daemon=True).start()
        else:
            self.process.stdout.close()

    @staticmethod
    def at(other: Running, port: int) -> Running:
        """The same process, asked at another of its ports."""
        found = copy.copy(other)
        found.port = port
        return found

    def _hear(self) -> None:
        assert self.process.stdout
        self.said.extend(line.rstrip() for line in self.process.stdout)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below the base path, or for one from the root where it begins with `/`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        target = path if path.startswith("/") else self.base + path
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def raw(self, request: bytes, timeout: float = 10, *, more: bool = False) -> bytes:
        """Send bytes as they are; what comes back until the connection is closed. With `more`, others might follow."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(request)
            if not more:
                connection.shutdown(socket.SHUT_WR)
            return received(connection)

    def ask(self, target: bytes, host: str = "127.0.0.1", method: bytes = b"GET", headers: bytes = b"") -> bytes:
        """A request with a target that http clients would have put right."""
        host_line = b"Host: " + host.encode() + b"\r\n"
        request = method + b" " + target + b" HTTP/1.1\r\n" + host_line + headers + b"Connection: close\r\n\r\n"
        return self.raw(request, more=True)

    def listen(self) -> Listener:
        return Listener(self.port)

    def end(self, sign: signal.Signals = signal.SIGTERM) -> float:
        """Stop it; how long that took, in seconds."""
        start = time.monotonic()
        self.process.send_signal(sign)
        self.process.wait(60)  # others may be busy beside us; who asks for haste looks at the answer
        return time.monotonic() - start


Start = Callable[..., Running]  # starts a preview, with flags


def own_port() -> int:
    """A port that no other preview takes when it becomes free, and no page left open finds: they look from 8000 on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def received(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def status(answer: bytes) -> int:
    """The status of a raw answer; 0 for none at all."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


class Listener:
    """An open page: what it is told of changes."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/_live/events")
        assert self.connection.sock
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        self.told: queue.Queue[tuple[str, str]] = queue.Queue()
        threading.Thread(target=self._hear, daemon=True).start()
        event, self.state = self.next()
        assert event == "site"
        self.strip = json.loads(self.next()[1])["strip"]

    def _hear(self) -> None:
        event = ""
        while line := self.response.fp.readline() if self.response.fp else b"":
            name, _, value = line.decode("utf-8").rstrip("\n").partition(": ")
            if name == "event":
                event = value
            if name == "data":
                self.told.put((event, value))

    def next(self, patience: float = 15) -> tuple[str, str]:
        return self.told.get(timeout=patience)

    def until(self, wanted: str) -> str:
        """Wait for an event of that name."""
        while True:
            event, data = self.next()
            if event == wanted:
                return data

    def rest(self, seconds: float) -> list[str]:
        """The names of the events that come within a time."""
        time.sleep(seconds)
        found = []
        while not self.told.empty():
            found.append(self.told.get()[0])
        return found

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
