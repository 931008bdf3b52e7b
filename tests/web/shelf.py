"""A site on a server that behaves as GitHub Pages does: below a path, compressed, with the site's own page for 404."""

from __future__ import annotations

import contextlib
import gzip
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
            path = unquote(self.path.partition("?")[0])
            inner = path.removeprefix(base_path) if path.startswith(base_path) else None
            file = (
                None
                if inner is None
                else folder / (inner + "index.html" if inner.endswith("/") or not inner else inner)
            )
            if file is not None and file.is_file():
                self._send(200, file)
            elif file is not None and file.is_dir():
                self.send_response(301)
                self.send_header("Location", self.path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._send(404, folder / "404.html")

        def _send(self, status: int, file: Path) -> None:
            data = file.read_bytes()
            self.send_response(status)
            self.send_header("Content-Type", KINDS.get(file.suffix, "application/octet-stream"))
            if file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
                data = gzip.compress(data, 9, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
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
