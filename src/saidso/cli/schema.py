"""`saidso schema`: the JSON Schema of what saidso prints."""

from __future__ import annotations

import json

import click

from saidso.exchange.schema import incident_schema, record_schema


@click.command("schema")
@click.option("--incident", is_flag=True, help="That of an incident across reports.")
def command(incident: bool) -> None:
    """Print the JSON Schema of a record, or of an incident across reports."""
    schema = incident_schema() if incident else record_schema()
    click.echo(json.dumps(schema, indent=1, ensure_ascii=False))
