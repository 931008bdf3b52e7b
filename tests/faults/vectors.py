"""Requests that try to get out of the site, or that no program should send."""

from __future__ import annotations

CANARY = "canary-7391"


TRAVERSALS = [
    b"/../secret.txt",
    b"/repo/../../secret.txt",
    b"/repo/../.env",
    b"/repo/./../notes.txt",
    b"/repo/..%2f..%2fsecret.txt",
    b"/repo/%2e%2e/%2e%2e/secret.txt",
    b"/repo/%2e%2e%2f%2e%2e%2fsecret.txt",
    b"/repo/..%252f..%252fsecret.txt",
    b"/repo/%252e%252e/secret.txt",
    b"/repo/..%c0%af..%c0%afsecret.txt",
    b"/repo/%c0%ae%c0%ae/secret.txt",
    b"/repo/%e0%80%ae%e0%80%ae/secret.txt",
    b"/repo/..%5c..%5csecret.txt",
    b"/repo/..\\..\\secret.txt",
    b"/repo/..;/..;/secret.txt",
    b"/repo/..%00/secret.txt",
    b"/repo/secret.txt%00.html",
    b"/repo/....//....//secret.txt",
    b"/repo//etc/passwd",
    b"//etc/passwd",
    b"/..%2fsite-secret/s.txt",
    b"/repo/..%2fsite-secret/s.txt",
    b"file:///etc/passwd",
    b"http://127.0.0.1/../secret.txt",
    b"/repo/%zz/../secret.txt",
    b"/repo/static/up/secret.txt",
    b"/repo/up/secret.txt",
    b"/repo/passwd",
    b"/repo/.env",
    b"/.env",
    b"/.git/config",
    b"/repo/.git/config",
    b"/repo/.htpasswd",
    b"/repo/x.txt~",
    b"/repo/content/articles/proton.md",
    b"/repo/site.yaml",
    b"/repo/../site.yaml",
    b"/repo/themes/bare/base.html",
    b"/_live/../.env",
    b"/_live/..%2f.env",
    b"/_live/live.css",
    b"/_live/preview.py",
    b"*",
    b"/repo/\xd1\x81",
]


MALFORMED = {
    "no host": b"GET /repo/ HTTP/1.1\r\n\r\n",
    "no host, old": b"GET /repo/ HTTP/1.0\r\n\r\n",
    "two hosts": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "HTTP/0.9": b"GET /repo/\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "a long address": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "many headers": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
    "a huge header": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 1_000_000,
    "a bad length": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "two lengths": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length and chunks": b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /repo/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a large body": b"POST /repo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n" + bytes(100_000),
}
