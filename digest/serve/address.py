"""A host and a port as they were asked for -> a socket that listens, the address to print, and the names it goes by."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket

from msgspec import Struct

from digest.errors import MachineError, UsageError
from digest.serve.gate import LOOPBACK, Names

FIRST_PORT = 8000
PORTS = 100  # so many are tried
DESKS = range(FIRST_PORT + PORTS, FIRST_PORT + 2 * PORTS)  # the ports of desks: no page of a site ever comes from one


class Listening(Struct, frozen=True):
    """A bound socket: `origin` is where a browser on this machine finds it, without a slash at the end."""

    socket: socket.socket
    origin: str
    names: Names
    public: bool

    @property
    def port(self) -> int:
        """The port that was had."""
        return int(self.socket.getsockname()[1])


def listen(host: str, port: int | None) -> Listening:
    """Bind to `port`, or to the first free one from 8000 on.

    Raises `UsageError` for a host that this machine does not have or a port that belongs to desks, `MachineError` where
    no port can be had.
    """
    if port in DESKS:
        hint = "choose another, or leave --port out: then the next free one is taken"
        raise UsageError(f"--port {port}: ports {DESKS[0]} to {DESKS[-1]} are the desk's", code="port", hint=hint)
    family, address = _resolved(host)
    ports = [port] if port else range(FIRST_PORT, FIRST_PORT + PORTS)
    for each in ports:
        bound = _bound(family, address, each)
        if bound:
            return _listening(host, address, bound)
    if port:
        hint = "end the program that uses it, or leave --port out: then the next free one is taken"
        raise MachineError(f"port {port} of {host} is in use by another program", code="port", hint=hint)
    raise MachineError(f"no port from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} of {host} is free", code="port")


def for_desk(port: int) -> Listening:
    """Bind the desk of the preview at `port`: to an origin of its own, which this machine alone can reach.

    Browsers keep what pages store, and the scripts that pages have left behind, by origin; so a desk takes its port
    among those that no preview ever has, and the same one for the same preview where that is free.

    Raises `MachineError` where none is.
    """
    family, address = _resolved("127.0.0.1")
    for each in range(len(DESKS)):
        bound = _bound(family, address, DESKS[(port + each) % len(DESKS)])
        if bound:
            return _listening("localhost", address, bound)
    raise MachineError(f"no port from {DESKS[0]} to {DESKS[-1]} is free for the desk", code="port")


def _resolved(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        hint = "leave it out, or use 0.0.0.0 to be seen in the whole network"
        raise UsageError(f"--host {host}: there is no such address", code="host", hint=hint) from None
    found.sort(key=lambda each: each[0] != socket.AF_INET)  # `localhost` is 127.0.0.1 to most programs
    return found[0][0], str(found[0][4][0])


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket | None:
    """A listening socket, or None where the port is taken."""
    # Named as TCP, which connections inherit: asyncio lets only such ones send each part of an answer at once.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            return None
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsageError(f"--host {address} is not an address of this machine", code="host") from None
        raise MachineError(f"cannot listen on {address}, port {port}: {error.strerror}", code="port") from None
    return bound


def _listening(host: str, address: str, bound: socket.socket) -> Listening:
    number = ipaddress.ip_address(address.partition("%")[0])
    shown = ("[::1]" if number.version == 6 else "127.0.0.1") if number.is_unspecified else _written(host)
    names = {*LOOPBACK, _written(host).lower(), _written(address)}
    if number.is_unspecified:
        names.add(socket.gethostname().lower())
    port = bound.getsockname()[1]
    return Listening(
        socket=bound,
        origin=f"http://{shown}:{port}",
        names=Names(frozenset(names), any_number=number.is_unspecified),
        public=not number.is_loopback,
    )


def _written(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare
