"""Parted: which happening each word of a report tells of, once a report is known to tell of several."""

from __future__ import annotations

from collections.abc import Iterable

from saidso.language.parse import Range
from saidso.record import Span


class Partings:
    """Which happening each token tells of: 0 the main one, others from 1 in text order."""

    def __init__(self, length: int) -> None:
        self._of = [0] * length
        self.number = 0
        self.shared = 0
        """The number of what a round-up adds up, whose day and place are those of its parts; 0 for none."""
        self.labels: dict[int, Span] = {}
        """The label, by number, of those that are entries of a list."""
        self.title = -1
        """The number of what the headings of a list say of all its entries, no happening; -1 for none."""

    def of(self, token: int) -> int:
        """Return the number of the happening that a token tells of, 0 for the main one."""
        return self._of[token]

    def elsewhere(self, token: int) -> bool:
        """Return whether a token tells of another happening, and not of what a round-up adds up."""
        return self._of[token] not in (0, self.shared)

    def mark(self, tokens: Range, number: int) -> None:
        """Say that these tokens tell of a happening."""
        self._of[tokens[0] : tokens[1]] = [number] * (tokens[1] - tokens[0])

    def new(self) -> int:
        """Return the number of one more happening."""
        self.number += 1
        return self.number

    def without_main(self, triggers: Iterable[int]) -> None:
        """Make the first of the others that tells of something the main one."""
        first = min({self._of[t] for t in triggers} - {self.title}, default=0)
        self._of = [0 if n == first else n for n in self._of]
        if first in self.labels:
            self.labels[0] = self.labels.pop(first)
