"""Bodies: what was sent becomes captures, by its media type; it comes in within limits or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import io
from itertools import islice

from starlette.requests import ClientDisconnect, Request

from saidso.capture import Capture
from saidso.capture.captures import Origin
from saidso.capture.inputs import READERS
from saidso.errors import InputError
from saidso.service.limits import Limits
from saidso.service.problems import Refusal

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
"""Media types that are read, and as which files."""


def kind_of(request: Request) -> str:
    """Return as which file a body is read; raises Refusal (415)."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in KINDS:
        said = f"bodies of type {given[:60]!r}" if given else "bodies without a Content-Type"
        raise Refusal(415, f"{said} are not read", help=f"send one of {', '.join(KINDS)}")
    return KINDS[given]


async def received(request: Request, limits: Limits, *, until: float) -> bytes:
    """Return the body; raises Refusal where it is too large (413) or too slow (408)."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > limits.body:
        raise _too_large(limits)
    data = bytearray()
    try:
        async with asyncio.timeout_at(until):
            async for part in request.stream():
                data += part
                if len(data) > limits.body:
                    raise _too_large(limits)
    except TimeoutError:
        raise Refusal(408, "the body did not come in time", help="send it faster") from None
    except ClientDisconnect:
        raise Refusal(400, "the body ends before its time") from None
    return bytes(data)


def captures(
    data: bytes, kind: str, name: str | None, limits: Limits
) -> list[Capture | InputError]:
    """Return the reports of a body; raises Refusal (413) where they are too many.

    Without a name a page is called by the first digits of its SHA-256.
    """
    called = name or hashlib.sha256(data).hexdigest()[:16]
    read = READERS[kind](Origin(called, called), io.BytesIO(data))
    found = list(islice(read, limits.reports + 1))
    if len(found) > limits.reports:
        raise Refusal(
            413,
            f"more than {limits.reports} reports in one body",
            help="send them in several requests",
        )
    return found


def _too_large(limits: Limits) -> Refusal:
    return Refusal(413, f"the body is larger than {limits.body:,} bytes", help="send less at once")
