"""Problems: every refusal as one JSON shape, that of RFC 9457, with the sentence and what to do.

Which error of saidso is which status stands here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from saidso.errors import InputError, SaidsoError, StoreError, UsageError, one_line

MEDIA = "application/problem+json"
AGAIN = 2
"""Seconds after which a refused client may try again: some ten articles are read meanwhile."""
_OPTION = re.compile(r"(?<!\S)--(?=[a-z])")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer: `detail` is one sentence, `help` what to do ("" where that is clear)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    help: str = ""


class Refusal(SaidsoError):
    """The service refuses a request, with the status that says so."""

    def __init__(
        self, status: int, what: str, *, help: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(what, help=help)


def busy(what: str) -> Refusal:
    """Return the refusal of a request for which there is no room now."""
    help = f"try again in {AGAIN} seconds"
    return Refusal(503, what, help=help, headers={"retry-after": str(AGAIN)})


def status_of(error: SaidsoError) -> int:
    """Return the HTTP status of an error.

    A StoreError with a cause is a fault of the database (503); without, what was asked for is not
    there (404).
    """
    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, InputError):
        return 422
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, StoreError):
        return 404 if error.__cause__ is None else 503
    return 500


def problem_of(error: SaidsoError) -> Problem:
    """Return what a client is told of an error; options are named without their dashes."""
    status = status_of(error)
    return problem(status, _OPTION.sub("", error.what), help=error.help)


class Clerk:
    """Tells clients what is wrong, and the log of the server what is none of their business.

    `place` is the address of the store: a path, or the URL of a database, which no client learns. `note`
    hears in full what failed in the database.
    """

    def __init__(self, place: str, note: Callable[[str], None]) -> None:
        self._note = note
        self._place = re.compile(rf"(?:(?<!\w)store )?(?<![\w/.]){re.escape(place)}(?![\w/])")

    def problem_of(self, error: SaidsoError) -> Problem:
        """Return what a client is told of an error."""
        told = problem_of(error)
        if told.status == 503 and isinstance(error, StoreError):
            self._note(str(error))
            help = f"try again in {AGAIN} seconds; the log of the service says more"
            return problem(503, "the store cannot be read or written now", help=help)
        detail, help = (self._place.sub("this store", text) for text in (told.detail, told.help))
        return msgspec.structs.replace(told, detail=detail, help=help)

    async def refused(self, _: Request, error: Exception) -> Response:
        """Answer for an error of saidso."""
        assert isinstance(error, SaidsoError)
        headers = error.headers if isinstance(error, Refusal) else {}
        if status_of(error) == 503 and not headers:
            headers = {"retry-after": str(AGAIN)}
        return answer(self.problem_of(error), headers)


def problem(status: int, what: str, *, help: str = "") -> Problem:
    """Return a problem; characters that would not print are escaped."""
    title = HTTPStatus(status).phrase
    return Problem(title=title, status=status, detail=one_line(what), help=one_line(help))


def answer(told: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as an answer."""
    body = msgspec.json.encode(told)
    return Response(body, told.status, headers=dict(headers or {}), media_type=MEDIA)


async def unknown(_: Request, error: Exception) -> Response:
    """Answer for an address or a method that is not there."""
    assert isinstance(error, HTTPException)
    what = error.detail
    if error.status_code == 404:
        what = "there is no such address"
    elif error.status_code == 405:
        what = "this address does not take that method"
    help = "/openapi.json names all" if error.status_code in (404, 405) else ""
    return answer(problem(error.status_code, what, help=help), error.headers)


async def broken(_: Request, error: Exception) -> Response:
    """Answer for a fault of saidso itself; what it was is in the server's log."""
    what = f"a fault of saidso stopped this ({type(error).__name__})"
    return answer(problem(500, what, help="please report it with the request"))
