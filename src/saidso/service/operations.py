"""Operations: the table of all that can be asked; routes and the OpenAPI document are made from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from saidso.linked import LinkedIncident
from saidso.record import Record
from saidso.service import shapes
from saidso.service.counter import Counter

Ask = Callable[[Counter, str, Any], object]
"""Takes the counter, the id in the address ("" where there is none) and the question."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be asked of a store with GET."""

    id: str
    path: str
    summary: str
    question: type[shapes.Question] = shapes.Nothing
    answer: type[msgspec.Struct]
    ask: Ask


OPERATIONS = (
    Operation(
        id="listReports",
        path="/reports",
        summary="The reports of the store, in the order in which they were first kept",
        question=shapes.ReportsQuestion,
        answer=shapes.Reports,
        ask=lambda counter, _, asked: counter.reports(asked),
    ),
    Operation(
        id="getRecord",
        path="/records/{id}",
        summary="The record of one report, by its name or the first digits (4 or more) of its id",
        answer=Record,
        ask=lambda counter, id, _: counter.record(id),
    ),
    Operation(
        id="listRecordClaims",
        path="/records/{id}/claims",
        summary="The claims of one report, as they were read",
        question=shapes.ClaimsQuestion,
        answer=shapes.Claims,
        ask=lambda counter, id, asked: counter.record_claims(id, asked),
    ),
    Operation(
        id="listIncidents",
        path="/incidents",
        summary="The incidents of the store across its reports, as they stand",
        question=shapes.IncidentsQuestion,
        answer=shapes.Incidents,
        ask=lambda counter, _, asked: counter.incidents(asked),
    ),
    Operation(
        id="getIncident",
        path="/incidents/{id}",
        summary="One incident: who says what, where accounts differ; by its id, the first digits of it, "
        "or a report's name",
        answer=LinkedIncident,
        ask=lambda counter, id, _: counter.incident(id),
    ),
    Operation(
        id="listIncidentClaims",
        path="/incidents/{id}/claims",
        summary="The claims of all reports of one incident, with what people decided of them",
        question=shapes.ClaimsQuestion,
        answer=shapes.Claims,
        ask=lambda counter, id, asked: counter.incident_claims(id, asked),
    ),
    Operation(
        id="listCopies",
        path="/copies",
        summary="Pairs of reports that print the same words, passage by passage",
        question=shapes.CopiesQuestion,
        answer=shapes.Copies,
        ask=lambda counter, _, asked: counter.copies(asked),
    ),
)
