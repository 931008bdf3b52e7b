"""bytes -> text: the encoding is told by the letters it would give, not by what decodes without an error.

Every 8-bit Cyrillic encoding decodes every other one's bytes, so the candidates are compared by how much their letters
look like language: common letters rather than rare ones, capitals only at the beginning of words, no Cyrillic letter
inside a Latin word, no box drawings.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from digest.errors import DigestError
from digest.seeds.likeness import likeness
from digest.seeds.twice import mended

SAMPLE = 16_000  # letters that are weighed
MARGIN = 0.3  # of a letter's weight, over the letters in which two candidates differ: nearer ones cannot be told apart
CLAIM = 2.0  # letters' worth of trust in the charset that a page names
CANDIDATES = ("windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "koi8-u", "windows-1252", "iso-8859-15")
MULTIBYTE = ("shift_jis", "euc-jp", "iso-2022-jp", "gbk", "gb18030", "big5", "euc-kr")

MAGIC = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"RIFF": "a RIFF file",
    b"PK\x03\x04": "a ZIP archive or office document", b"PK\x05\x06": "a ZIP archive", b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive", b"Rar!": "a RAR archive", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document", b"SQLite format": "a database", b"\x00\x00\x01\x00": "an icon",
    b"OggS": "a sound file", b"ID3": "a sound file", b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"{\\rtf": "an RTF document",
}  # fmt: skip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16-le, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (("utf-32-le", 4, 2, 0), ("utf-32-be", 4, 0, 3), ("utf-16-le", 2, 1, 0), ("utf-16-be", 2, 0, 1))
_CHARSET = re.compile(rb"""(?:charset|^<\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_HIGH_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")


class Decoded(Struct, frozen=True):
    """The text of some bytes, the encoding that gave it, and what had to be mended."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decoded(data: bytes, path: str, *, encoding: str = "", claim: str = "", lossy: bool = False) -> Decoded:
    """The text of a seed. `encoding` overrules what the letters say; `lossy` lets damaged UTF-8 through.

    `claim` is the charset that came with the bytes, in the head of a mail or of an answer; it counts like a page's own.

    Raises `DigestError` (code `encoding`) naming the byte or the choice, (code `binary`) for what is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, path, lossy=lossy)
    if encoding:
        return _strictly(data, encoding, path, lossy=lossy)
    _refuse_binary(data, path)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, path, lossy=lossy)
    try:
        found = mended(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return _damaged(data, error, path, lossy=lossy)
        return _likeliest(data, path, claim)
    return Decoded(found.text, "utf-8", found.notes)


def _strictly(data: bytes, name: str, path: str, *, lossy: bool) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except LookupError:
        hint = "for example: utf-8, windows-1251, koi8-r, cp866"
        raise DigestError(f"'{name}' is not an encoding", code="encoding", path=path, hint=hint) from None
    except UnicodeDecodeError as error:
        return _damaged(data, error, path, lossy=lossy)


def _damaged(data: bytes, error: UnicodeDecodeError, path: str, *, lossy: bool) -> Decoded:
    name = error.encoding
    if lossy:
        text = data.decode(name, "ignore")
        return Decoded(text, name, (f"bytes that are not {name} were left out, the first at byte {error.start}",))
    line = data.count(b"\n", 0, error.start) + 1
    message = f"this is {name}, but byte {error.start} (0x{data[error.start]:02x}) does not belong in it"
    hint = "mend the file, or convert what can be read with --lossy"
    raise DigestError(message, code="encoding", path=path, line=line, hint=hint)


def _refuse_binary(data: bytes, path: str) -> None:
    known = data.startswith((*MAGIC,))
    kind = next(kind for magic, kind in MAGIC.items() if data.startswith(magic)) if known else ""
    head = data[:SAMPLE]
    if not kind and not _wide(head) and len(head) - len(head.translate(None, _CONTROL)) > 0.05 * len(head):
        kind = "a binary file"
    if kind:
        raise DigestError(f"this is not text: it is {kind}", code="binary", path=path, hint="remove it from seeds/")


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark: the upper bytes of Latin, Russian and signs are 0, 4 and 0x20."""
    head = data[: SAMPLE * 4]
    if len(head) < 4 or not any(head.count(upper) for upper in (b"\x00", b"\x04")):
        return ""
    for name, width, upper, lower in _WIDE:
        if len(data) % width:
            continue
        allowed = b"\x00" if width == 4 else b"\x00\x04"
        column, plain = head[upper::width], head[lower::width]
        # An upper byte is one of two or three values nearly always; lower bytes are letters, hardly ever 0.
        if len(column.translate(None, allowed)) <= 0.15 * len(column) and plain.count(0) <= 0.1 * len(plain):
            return name
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether invalid UTF-8 is damaged UTF-8 rather than another encoding: the letters that do decode are usual."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    usual = len(re.findall("[\u00a0-\u04ff\u2000-\u22ff]", text))
    whole = len(re.findall("[\u0080-\uffef]", text)) - bad
    return (usual >= 0.25 * (usual + bad) and usual >= 0.5 * whole) or bad <= 0.02 * whole


def _likeliest(data: bytes, path: str, claim: str) -> Decoded:
    claim = _known(claim) or _claim(data)
    if claim in MULTIBYTE:
        try:
            return Decoded(data.decode(claim), claim)
        except UnicodeDecodeError:
            pass
    sample = b"".join(_HIGH_LINE.findall(data[: SAMPLE * 8]))[:SAMPLE] or data[-SAMPLE:]
    names = [*CANDIDATES, *([claim] if claim and claim not in CANDIDATES + MULTIBYTE else [])]
    texts = {name: sample.decode(name, "replace") for name in names}
    scores = {name: likeness(text) + (CLAIM if name == claim else 0.0) for name, text in texts.items()}
    best, *others = sorted(names, key=lambda name: -scores[name])
    rival = next((name for name in others if texts[name] != texts[best]), "")
    if rival and scores[best] - scores[rival] < MARGIN * sum(map(str.__ne__, texts[best], texts[rival])):
        hint = f"say which it is: --encoding {best} or --encoding {rival}"
        message = f"the encoding cannot be told: it may be {best} or {rival}"
        raise DigestError(message, code="encoding", path=path, hint=hint)
    note = (f"the page claims {claim}, its letters say {best}",) if claim and texts.get(claim) != texts[best] else ()
    return Decoded(data.decode(best, "replace"), best, note)


def _claim(data: bytes) -> str:
    """The charset a page names in its head, where Python knows it."""
    match = _CHARSET.search(data[:4096])
    return _known(match.group(1).decode("ascii", "replace")) if match else ""


def _known(charset: str) -> str:
    try:
        return _named(codecs.lookup(charset).name) if charset else ""
    except (LookupError, ValueError):
        return ""


def _named(codec: str) -> str:
    aliases = {"cp1251": "windows-1251", "cp1252": "windows-1252", "iso8859-1": "windows-1252"}
    return aliases.get(codec, "" if codec.startswith(("utf", "ascii")) else codec)
