"""One browser's connection: what is slow or idle is closed, so that it is never in the way of the others."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

IDLE = 5.0  # seconds in which a whole request must have come
STALLED = 15.0  # seconds for which a reader may leave what was sent unread
WAITING = 128  # connections without a whole request; when there are more, the oldest is closed


class Connection(H11Protocol):
    """uvicorn's protocol, which times out between two requests only; this one does so within a request as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patience: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self.since = 0.0  # when the wait for the present request began

    @property
    def waits(self) -> bool:
        """Whether a whole request is still to come."""
        return self._patience is not None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        waiting = [each for each in self.connections if isinstance(each, Connection) and each.waits]
        if len(waiting) > WAITING:
            min(waiting, key=lambda each: each.since).make_room()

    def make_room(self) -> None:
        """Close now, and count as waiting no longer."""
        self._patience = _stop(self._patience)
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """The clock of a request runs from before its first byte: a byte now and then does not stop it."""
        super().data_received(data)
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._wait()
        else:
            self._patience = _stop(self._patience)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._patience = _stop(self._patience)
        self._reading = _stop(self._reading)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reading = self.loop.call_later(STALLED, self.transport.abort)

    def resume_writing(self) -> None:
        self._reading = _stop(self._reading)
        super().resume_writing()

    def _wait(self) -> None:
        if self._patience is None:
            self.since = self.loop.time()
            self._patience = self.loop.call_later(IDLE, self.transport.abort)


def _stop(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    if timer:
        timer.cancel()
    return None
