"""The JSON Schemas of what saidso prints, generated from the record types."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from saidso.linked import INCIDENT_SCHEMA, LinkedIncident
from saidso.record import SCHEMA, Record


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `Record`, as shipped in `schemas/record.json`."""
    return _schema(Record, SCHEMA)


def incident_schema() -> dict[str, Any]:
    """Return the JSON Schema of `LinkedIncident`, as shipped in `schemas/incident.json`."""
    return _schema(LinkedIncident, INCIDENT_SCHEMA)


def _schema(kind: type[msgspec.Struct], name: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": name,
        **_plain(msgspec.json.schema(kind)),
    }


def _plain(node: Any) -> Any:
    """Return a schema whose descriptions are not indented, as Python leaves them before 3.13."""
    if isinstance(node, dict):
        return {
            key: cleandoc(value)
            if key == "description" and isinstance(value, str)
            else _plain(value)
            for key, value in node.items()
        }
    return [_plain(item) for item in node] if isinstance(node, list) else node
