"""A site on a server that behaves as GitHub Pages does: below a path, compressed, with the site's own page for 404."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".txt": "text/plain; charset=utf-8",
}
PACKED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt"}


@contextlib.contextmanager
def served(folder: Path, base_path: str) -> Iterator[str]:
    """The address at which a folder can be read while the context lasts, without a slash at its end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def _answer(self) -> None:
            path, query = unquote(self.path.partition("?")[0]), self.path.partition("?")[2]
            if path + "/" == base_path:
                self._elsewhere(base_path, query)
            elif not path.startswith(base_path) or ".." in path.split("/"):
                self._send(404, None)  # somebody else's site
            else:
                self._inside(path, folder / path.removeprefix(base_path), query)

        def _inside(self, path: str, file: Path, query: str) -> None:
            """`/a/` is `a/index.html`, `/a` is `a`, or `a.html`, or leads to `/a/` where that is a folder."""
            beside = file.with_name(file.name + ".html")
            whole = file if file.is_file() else beside
            found = file / "index.html" if path.endswith("/") else whole
            if found.is_file():
                self._send(200, found)
            elif file.is_dir() and not path.endswith("/"):
                self._elsewhere(self.path.partition("?")[0] + "/", query)
            else:
                self._send(404, folder / "404.html")

        def _elsewhere(self, address: str, query: str) -> None:
            self.send_response(301)
            self.send_header("Location", address + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _send(self, status: int, file: Path | None) -> None:
            data = file.read_bytes() if file else b"There isn't a GitHub Pages site here."
            mark = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == mark:
                self.send_response(304)
                self.send_header("ETag", mark)
                self.end_headers()
                return
            suffix = file.suffix if file else ".html"
            self.send_response(status)
            self.send_header("Content-Type", KINDS.get(suffix, "application/octet-stream"))
            if suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
                data = gzip.compress(data, 9, mtime=0)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            if status == 200:
                self.send_header("ETag", mark)
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base_path.rstrip('/')}"
    finally:
        server.shutdown()
        server.server_close()
