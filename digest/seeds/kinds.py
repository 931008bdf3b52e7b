"""Bytes without a name -> the kind of seed they are, told by how they begin."""

from __future__ import annotations

import json
import re

from digest.errors import DigestError
from digest.seeds.encoding import decoded
from digest.seeds.webpage import looks_like_page

START = 20_000  # letters that are looked at

_XML = re.compile(r"(?:<\?xml[^<>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^<>]*\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_MAIL = re.compile(r"(?:From|Subject|Date|Received|Message-ID|Return-Path|MIME-Version): ", re.IGNORECASE)
_HEADER = re.compile(r"[\w-]+: .*(?:\n[ \t].*)*\n")
_SAVED = re.compile(r"^(?:Snapshot-Content-Location:|Content-Type: multipart/related)", re.IGNORECASE | re.MULTILINE)
TYPES = {".html": "text/html", ".xml": "application/xml", ".json": "application/json", ".jsonl": "application/json"}


def guessed(data: bytes) -> str:
    """The ending that a file with these bytes should have: `.txt` where nothing says more.

    `DigestError` (code `binary`) for what is no text.
    """
    text = _text(data).lstrip("\ufeff \t\r\n")
    if _XML.match(text[:START]):
        return ".xml"
    if text[:1] in ("{", "["):
        return _json(text) or ".txt"
    head = text[:START].replace("\r\n", "\n").partition("\n\n")[0] + "\n"
    if _HEADER.match(head) and len(_MAIL.findall(head)) >= 2:
        return ".mhtml" if _SAVED.search(head) else ".eml"
    return ".html" if looks_like_page(text, "seed.txt") else ".txt"


def _text(data: bytes) -> str:
    try:
        return decoded(data, "").text
    except DigestError as error:
        if error.problem.code == "binary":
            raise
        return data.decode("latin-1")  # an encoding that cannot be told: the tags are ASCII all the same


def _json(text: str) -> str:
    for ending, pieces in ((".json", [text]), (".jsonl", [line for line in text.split("\n") if line.strip()])):
        try:
            values = [json.loads(piece) for piece in pieces]
        except (ValueError, RecursionError):
            continue
        if all(isinstance(each, (dict, list)) for each in values):
            return ending
    return ""
