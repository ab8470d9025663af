"""The JSON Schema of the record, generated from its types."""

from __future__ import annotations

from typing import Any

import msgspec

from saidso.record import SCHEMA, Record


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `Record`, as shipped in `schemas/record.json`."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **schema,
    }
