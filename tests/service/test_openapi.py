"""The OpenAPI document against the running service: schemathesis makes the cases."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from saidso.service.openapi import document
from service.made_service import Service

CASES = 20
"""Cases of each operation and mode; the whole stays under 40 s."""
OPERATIONS = [
    found.ok() for found in schemathesis.openapi.from_dict(document()).get_all_operations()
]


ASKED = [
    o for o in OPERATIONS if any(p["in"] == "query" for p in o.definition.raw.get("parameters", ()))
]
"""What can be asked wrongly: the others take any words, or none."""
READABLE = {"POST /read", "GET /incidents"}
"""What fits the document here may yet be no report, or name no country: 422 and 400 say so."""


@pytest.mark.parametrize(
    ("mode", "operation"),
    [(GenerationMode.POSITIVE, o) for o in OPERATIONS]
    + [(GenerationMode.NEGATIVE, o) for o in ASKED],
    ids=lambda v: v.value if isinstance(v, GenerationMode) else v.label,
)
def test_every_operation_does_what_the_document_says(
    service: Service, operation: Any, mode: GenerationMode
) -> None:
    """What fits the document is answered in the shape that it says, what does not is refused."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def told(case: Any) -> None:
        excluded = [positive_data_acceptance] if operation.label in READABLE else []
        case.call_and_validate(base_url=service.address, excluded_checks=excluded)

    told()


def test_the_document_is_served_and_of_the_kind_it_says(service: Service) -> None:
    found = service.ask("/openapi.json").data
    assert found == msgspec.json.decode(msgspec.json.encode(document()))
    assert found["openapi"] == "3.1.0"
    operations = {(path, method) for path, one in found["paths"].items() for method in one}
    assert ("/read", "post") in operations
    assert ("/incidents/{id}/claims", "get") in operations
    record = found["components"]["schemas"]["Record"]
    assert record["properties"]["claims"]["items"] == {"$ref": "#/components/schemas/Claim"}
