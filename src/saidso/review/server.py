"""The server: uvicorn on loopback, with one sentence about where it is and whom it answers."""

from __future__ import annotations

import socket

import click
import uvicorn

from saidso.errors import UsageError
from saidso.review.app import create_app
from saidso.review.desk import Desk

ADDRESS = "127.0.0.1"


def serve(desk: Desk, *, port: int) -> None:
    """Serve until somebody stops it; raises UsageError where the port is taken."""
    listening = listen(ADDRESS, port)
    click.echo(f"saidso review: http://{ADDRESS}:{port} (store {desk.store.place})", err=True)
    click.echo("It answers this computer only. Ctrl-C stops it.", err=True)
    app = create_app(desk, tell=lambda what: click.echo(f"saidso review: {what}", err=True))
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def listen(address: str, port: int) -> socket.socket:
    """Return a listening socket; raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
        found.listen(128)
    except OSError as error:
        found.close()
        raise UsageError(
            f"port {port} of {address} cannot be had ({(error.strerror or str(error)).lower()})",
            help="give another one with --port",
        ) from error
    return found
