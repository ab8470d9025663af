"""Listening sockets of the reading room and of the service, opened before anything is served."""

from __future__ import annotations

import socket

from saidso.errors import UsageError

BACKLOG = 256
"""Connections that wait to be taken."""


def listen(address: str, port: int) -> socket.socket:
    """Return a listening socket; raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
        found.listen(BACKLOG)
    except OSError as error:
        found.close()
        raise UsageError(
            f"port {port} of {address} cannot be had ({(error.strerror or str(error)).lower()})",
            help="give another one with --port",
        ) from error
    return found
