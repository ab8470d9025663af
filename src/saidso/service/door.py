"""The door: who may ask, by the token of a session of a reviewer, as in the reading room.

A program signs in with `Authorization: Bearer TOKEN` (RFC 6750). Tokens are sessions of named reviewers,
made by `saidso reviewer token`: the store keeps their SHA-256 only, and they end with their time, with
another password, or when the reviewer is deactivated.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from saidso.service.problems import Refusal
from saidso.store import Reviewers

OPEN = frozenset(("/healthz", "/readyz", "/openapi.json"))
"""What may be asked without a token: it tells nothing of the store."""
BY = "saidso.by"
"""Where in a scope the name of who asks stands."""
LONGEST = 200
"""Characters of a token that is looked up; ours have 43."""
Look: TypeAlias = Callable[[Callable[[], str | None]], Awaitable[str | None]]
"""Runs what asks the store, in its turn."""


class Door:
    """Asks everybody who they are; `look` runs what asks the store."""

    def __init__(self, reviewers: Reviewers, look: Look) -> None:
        self._reviewers = reviewers
        self._look = look

    async def who(self, path: str, given: str | None) -> str | None:
        """Return the name of who asks, None where nobody needs to say.

        `given` is the Authorization header. Raises Refusal (401).
        """
        if path in OPEN:
            return None
        if given is None:
            raise _refused("this service asks who you are", "Bearer")
        kind, _, token = given.partition(" ")
        token = token.strip()
        if kind.lower() != "bearer" or not token or len(token) > LONGEST or not token.isascii():
            raise _refused("this is no token", 'Bearer error="invalid_request"')

        def found() -> str | None:
            session = self._reviewers.session(token)
            return None if session is None else session.reviewer.name

        name = await self._look(found)
        if name is None:
            raise _refused("the token is not known, or over", 'Bearer error="invalid_token"')
        return name


def _refused(what: str, challenge: str) -> Refusal:
    help = "send `Authorization: Bearer TOKEN`; `saidso reviewer token NAME` makes one"
    return Refusal(401, what, help=help, headers={"www-authenticate": challenge})
