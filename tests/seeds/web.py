"""A web of one's own for tests: a server on this machine, and names that lead nowhere else."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = Callable[["Visit"], None]
HOME = "127.0.0.1"


class Visit(BaseHTTPRequestHandler):
    """One request; a page answers it by `reply`, or writes to the connection itself."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        page = self.server.pages.get(self.path)
        with contextlib.suppress(OSError):  # whoever asked has gone
            if page is None:
                self.reply(b"", status=404)
            else:
                page(self)

    def do_POST(self) -> None:
        self.server.sent.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.do_GET()

    def reply(self, data: bytes, kind: str = "", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        usual = {"Content_Type": kind, "Content_Length": str(len(data))}
        for name, value in {**usual, **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nobody listens."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    pages: dict[str, Page]
    asked: list[tuple[str, dict[str, str]]]
    sent: list[tuple[str, bytes]]


@dataclass
class Web:
    """A server and its pages. `names` are hosts with their addresses in turn; no other name leads anywhere."""

    server: Server
    names: dict[str, list[str]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def url(self, path: str, host: str = HOME) -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, data: bytes | str | Page, kind: str = "text/html; charset=utf-8", **more: Any) -> str:
        """Put something under an address, and return it."""
        body = data.encode() if isinstance(data, str) else data
        self.server.pages[path] = body if callable(body) else lambda visit: visit.reply(body, kind, **more)
        return self.url(path)

    def leads(self, path: str, to: str, status: int = 302) -> str:
        return self.page(path, b"", "", status=status, Location=to)

    def remove(self, path: str) -> None:
        del self.server.pages[path]

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.server.asked]

    @property
    def sent(self) -> list[tuple[str, bytes]]:
        """What was sent here, and to which path, in order."""
        return self.server.sent

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for each, headers in self.server.asked if each == path]

    def resolve(self, host: str, port: Any, *_: Any, **__: Any) -> list[Any]:
        """What stands in for the name service."""
        self.looked_up.append(host)
        addresses = self.names.get(host)
        if addresses is None:
            addresses = [_numeric(host)]
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]


def _numeric(host: str) -> str:
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # 2130706433, 0177.0.0.1 and the like, as libc has it
    except OSError:
        with contextlib.suppress(OSError):
            socket.inet_pton(socket.AF_INET6, host)
            return host
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@contextlib.contextmanager
def served() -> Iterator[Web]:
    server = Server((HOME, 0), Visit)
    server.pages, server.asked, server.sent = {}, [], []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Web(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
