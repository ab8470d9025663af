"""What is said of a report or its tokens, kept with its parse: many ask the same of the same verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from saidso.language.parse import Parse

R = TypeVar("R")
Asked = TypeVarTuple("Asked")
_NOTHING: Any = object()


def kept(find: Callable[[Parse, *Asked], R]) -> Callable[[Parse, *Asked], R]:
    """Make `find` work out once for each parse what it returns, and keep that as long as the parse.

    Nothing but its arguments may decide what `find` returns, and nobody may change it afterwards.
    """

    @wraps(find)
    def found(parse: Parse, *asked: *Asked) -> R:
        known = parse.kept[find]
        out: R = known.get(asked, _NOTHING)
        if out is _NOTHING:
            out = known[asked] = find(parse, *asked)
        return out

    return found
