"""`saidso serve`: the HTTP API of a store, for programs."""

from __future__ import annotations

from pathlib import Path

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("serve")
@click.option(
    "--store",
    metavar="PATH_OR_URL",
    default=DEFAULT_STORE,
    show_default=True,
    help="Made on first use.",
)
@click.option("--auth", is_flag=True, help="Programs sign in with a token of a reviewer.")
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
    help="Others than loopback with --auth only.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8018, show_default=True)
@click.option(
    "--jobs",
    type=click.IntRange(2, 256),
    default=2,
    show_default=True,
    help="Processes to read with; two at least, so that a long report never stops the others.",
)
@click.option(
    "--max-bytes", type=click.IntRange(1, 20_000_000), default=5_000_000, show_default=True,
    help="Bytes of one request.",
)  # fmt: skip
@click.option(
    "--max-seconds", type=click.FloatRange(0.1, 3600), default=60, show_default=True,
    help="Seconds for one request, waiting included.",
)  # fmt: skip
@click.option(
    "--max-waiting", type=click.IntRange(0, 10_000), default=64, show_default=True,
    help="Requests that wait to be read; more are told to come back.",
)  # fmt: skip
@click.option(
    "--max-connections", type=click.IntRange(1, 100_000), default=512, show_default=True,
    help="Connections open at once; more are told to come back.",
)  # fmt: skip
@click.option(
    "--max-head-seconds", type=click.FloatRange(0.1, 3600), default=10, show_default=True,
    help="Seconds for the head of a request; who sends it more slowly is cut off.",
)  # fmt: skip
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option(
    "--types",
    type=click.Path(path_type=Path),
    help="YAML file of more incident types, or a set that comes along: diplomacy.",
)
@click.option(
    "--agreements", multiple=True, type=click.Path(), metavar="FILE", help="More of them."
)
def command(
    store: str,
    auth: bool,
    host: str,
    port: int,
    jobs: int,
    max_bytes: int,
    max_seconds: float,
    max_waiting: int,
    max_connections: int,
    max_head_seconds: float,
    model: Path | None,
    types: Path | None,
    agreements: tuple[str, ...],
) -> None:
    """Serve a store to programs over HTTP: POST pages to /read, GET reports, incidents, claims, copies.

    /openapi.json describes all of it. Without --auth it answers this computer only. With it, programs send
    `Authorization: Bearer TOKEN`; `saidso reviewer token` makes tokens. Over a network, put a proxy that
    speaks TLS in front of it. SIGTERM and Ctrl-C stop it when all that came in is answered.
    """
    from saidso.errors import UsageError
    from saidso.hosts import LOOPBACK
    from saidso.incidents.agreements import load
    from saidso.service.limits import Limits
    from saidso.service.server import serve
    from saidso.sockets import listen
    from saidso.store import open_store

    if host not in LOOPBACK and not auth:
        raise UsageError(
            f"--host {host}: without --auth the service answers this computer only",
            help="add --auth; `saidso reviewer token NAME` makes the tokens",
        )
    known = load(Path(a) for a in agreements)
    limits = Limits(
        body=max_bytes,
        seconds=max_seconds,
        waiting=max_waiting,
        connections=max_connections,
        head=max_head_seconds,
    )
    with open_store(store) as kept, listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        at = f"http://{shown}:{listening.getsockname()[1]}"
        click.echo(f"saidso serve: {at} (store {kept.place})", err=True)
        who = "Programs sign in with a token." if auth else "It answers this computer only."
        click.echo(f"{who} {at}/openapi.json describes it; Ctrl-C stops it.", err=True)
        serve(
            kept,
            listening,
            limits=limits,
            jobs=jobs,
            auth=auth,
            tell=lambda what: click.echo(f"saidso serve: {what}", err=True),
            agreements=known,
            model=model,
            types=types,
        )
