"""Recall: what a function finds of a whole report or record, kept while it is asked for again and again.

A long report tells of thousands of incidents, and each of them asks the same of all of it: without this
its cost would grow with the square of its length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Of = TypeVar("Of")
What = TypeVar("What")

_KEPT = 16
"""Objects whose results are kept; then all are forgotten, which bounds memory."""


class recalled(Generic[Of, What]):  # it stands as a decorator
    """Decorate a function of one object that never changes; its result must not be changed either."""

    def __init__(self, function: Callable[[Of], What]) -> None:
        self._function = function
        self._kept: dict[int, tuple[Of, What]] = {}
        self.__doc__ = function.__doc__

    def __call__(self, of: Of) -> What:
        """Return the result for an object, by who it is and not by what it is like."""
        kept = self._kept.get(id(of))  # the object is kept as well, so that its id stays its own
        if kept is not None and kept[0] is of:
            return kept[1]
        found = self._function(of)
        if len(self._kept) >= _KEPT:
            self._kept = {}
        self._kept[id(of)] = (of, found)
        return found
