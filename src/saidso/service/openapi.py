"""The OpenAPI 3.1 document, made from the operations and their types."""

from __future__ import annotations

from typing import Any

import msgspec

from saidso import __version__
from saidso.service import shapes
from saidso.service.bodies import KINDS
from saidso.service.door import OPEN
from saidso.service.operations import OPERATIONS, Operation
from saidso.service.problems import MEDIA, Problem

_REF = "#/components/schemas/{name}"
_WHY = {
    400: "The question is wrong.",
    401: "It asks who you are: a token is missing, wrong or over.",
    403: "It comes from another site, or asks under a foreign name.",
    404: "Nothing has that id or name, or several have.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    415: "A body of that kind is not read.",
    422: "The report cannot be read.",
    500: "A fault of saidso.",
    503: "The service is busy, or the store cannot be read now; Retry-After says when to come back.",
    504: "It took too long; nothing of it was kept.",
}
_ASKING = (400, 403, 500, 503, 504)
_READING = (400, 403, 408, 413, 415, 422, 500, 503, 504)


def document(*, auth: bool = False) -> dict[str, Any]:
    """Return the document as plain data; with `auth` that of a service that asks who you are."""
    answers = {o.answer for o in OPERATIONS} | {shapes.Read, shapes.Health, Problem}
    questions = {o.question for o in OPERATIONS} | {shapes.ReadQuestion}
    kinds = sorted(answers, key=lambda t: t.__name__)
    refs, schemas = msgspec.json.schema_components(kinds, ref_template=_REF)
    ref: dict[Any, Any] = dict(zip(kinds, refs, strict=True))
    asked = {q: _parameters(q) for q in questions}
    paths: dict[str, Any] = {"/read": {"post": _read(ref, asked[shapes.ReadQuestion])}}
    for one in OPERATIONS:
        paths[one.path] = {"get": _ask(one, ref, asked[one.question])}
    for path, id, summary in (
        ("/healthz", "isAlive", "Whether the process answers"),
        ("/readyz", "isReady", "Whether the models are loaded and the store can be read"),
    ):
        paths[path] = {"get": _operation(id, summary, ref[shapes.Health], ref, (403, 500, 503))}
    paths["/metrics"] = {
        "get": {
            "operationId": "getMetrics",
            "summary": "Figures in Prometheus's text format",
            "responses": {"200": {"description": "The figures.", "content": {"text/plain": {}}}},
        }
    }
    made = {
        "openapi": "3.1.0",
        "info": {
            "title": "saidso",
            "version": __version__,
            "description": "Sourced incident records from the news: who says what, in which words.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return _guarded(made, ref[Problem]) if auth else made


def _guarded(made: dict[str, Any], wrong: Any) -> dict[str, Any]:
    """Return a document that says how to sign in, and where one need not."""
    refusal = {"description": _WHY[401], "content": {MEDIA: {"schema": wrong}}}
    for path, one in made["paths"].items():
        for operation in one.values():
            if path in OPEN:
                operation["security"] = []
            else:
                operation["responses"] |= {"401": refusal}
    scheme = {"type": "http", "scheme": "bearer"}
    components = {**made["components"], "securitySchemes": {"token": scheme}}
    return {**made, "components": components, "security": [{"token": []}]}


def _ask(one: Operation, ref: dict[Any, Any], parameters: list[Any]) -> dict[str, Any]:
    statuses: tuple[int, ...] = _ASKING
    if "{id}" in one.path:
        statuses = (*statuses, 404)
        text = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": "^[^/]+$"}
        parameters = [{"name": "id", "in": "path", "required": True, "schema": text}, *parameters]
    made = _operation(one.id, one.summary, ref[one.answer], ref, statuses)
    return {**made, "parameters": parameters}


def _read(ref: dict[Any, Any], parameters: list[Any]) -> dict[str, Any]:
    summary = "Read a page, a text, or reports as JSON Lines; keep them where that is asked"
    made = _operation("readReports", summary, ref[shapes.Read], ref, _READING)
    body = {"required": True, "content": {k: {"schema": {"type": "string"}} for k in KINDS}}
    return {**made, "parameters": parameters, "requestBody": body}


def _operation(
    id: str, summary: str, answer: Any, ref: dict[Any, Any], statuses: tuple[int, ...]
) -> dict[str, Any]:
    content = {"application/json": {"schema": answer}}
    wrong = {MEDIA: {"schema": ref[Problem]}}
    responses = {"200": {"description": "What was asked for.", "content": content}}
    responses |= {str(s): {"description": _WHY[s], "content": wrong} for s in sorted(statuses)}
    return {"operationId": id, "summary": summary, "responses": responses}


def _parameters(question: type[shapes.Question]) -> list[dict[str, Any]]:
    _, found = msgspec.json.schema_components([question], ref_template=_REF)
    fields = found[question.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _without_null(schema)}
        for name, schema in fields.items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what can stand in an address: leaving it out is how null is said."""
    if schema.get("default", 0) is None:
        schema = {k: v for k, v in schema.items() if k != "default"}
    if "anyOf" in schema:
        (schema,) = (s for s in schema["anyOf"] if s.get("type") != "null")
    if None in schema.get("enum", ()):
        schema = {**schema, "enum": [v for v in schema["enum"] if v is not None]}
    return schema
