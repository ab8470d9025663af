"""The server: uvicorn on loopback, with a sentence about where it is and whom it answers."""

from __future__ import annotations

import click
import uvicorn

from saidso.hosts import LOOPBACK
from saidso.review.app import create_app
from saidso.review.desk import Desk
from saidso.sockets import listen

ADDRESS = "127.0.0.1"


def serve(desk: Desk, *, port: int, auth: bool, name: str, host: str) -> None:
    """Serve until somebody stops it; raises UsageError where the port is taken.

    Without `auth` it listens on loopback only, whatever `host`. With it, names other than those of
    loopback are answered too: it is meant to stand behind a proxy that speaks TLS.
    """
    address = host if auth else ADDRESS
    listening = listen(address, port)
    click.echo(f"saidso review: http://{address}:{port} (store {desk.store.place})", err=True)
    who = "Reviewers sign in." if auth else f"It answers this computer only; you decide as {name}."
    click.echo(f"{who} Ctrl-C stops it.", err=True)
    app = create_app(
        desk,
        auth=auth,
        name=name,
        hosts=None if auth and host != ADDRESS else LOOPBACK,
        tell=lambda what: click.echo(f"saidso review: {what}", err=True),
    )
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])
