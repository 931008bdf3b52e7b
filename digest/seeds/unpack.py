"""Chunks of an answer -> its bytes: unpacked as they come, and never more of them than are wanted."""

from __future__ import annotations

import zlib

PACKINGS = ("", "identity", "gzip", "x-gzip")
_GZIP_OR_ZLIB = 47  # what zlib calls "find out which"


class TooLarge(ValueError):
    """More bytes than are wanted would come out."""


class Unpacking:
    """Takes an answer in chunks, packed with gzip or not at all. `ValueError` where it is damaged."""

    def __init__(self, packing: str, most: int) -> None:
        self._packed = packing in ("gzip", "x-gzip")
        self._flow = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._most = most
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Take one more chunk. `TooLarge` as soon as there is too much, before it is all in memory."""
        while chunk:
            room = self._most - self._size + 1
            out, chunk = self._unpacked(chunk, room) if self._packed else (chunk[:room], chunk[room:])
            self._chunks.append(out)
            self._size += len(out)
            if self._size > self._most:
                raise TooLarge

    def _unpacked(self, chunk: bytes, room: int) -> tuple[bytes, bytes]:
        if self._flow.eof:  # several packed pieces, one after the other
            self._flow = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            out = self._flow.decompress(chunk, room)
        except zlib.error:
            raise ValueError("its packing is damaged") from None
        rest = self._flow.unused_data.lstrip(b"\0") if self._flow.eof else b""
        return out, rest

    def whole(self) -> bytes:
        """All bytes. `ValueError` where the end is missing."""
        if self._packed and self._chunks and not self._flow.eof:
            raise ValueError("it breaks off")
        return b"".join(self._chunks)
