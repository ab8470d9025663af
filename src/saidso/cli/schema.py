"""`saidso schema`: the JSON Schema of a record."""

from __future__ import annotations

import json

import click

from saidso.exchange.schema import record_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a record."""
    click.echo(json.dumps(record_schema(), indent=1, ensure_ascii=False))
