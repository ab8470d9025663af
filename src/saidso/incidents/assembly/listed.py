"""Listed: the day and the place that incidents of a list have from the labels of their entries."""

from __future__ import annotations

from saidso.incidents.assembly.claims import ClaimBook
from saidso.incidents.happenings.happenings import Happening
from saidso.reading.layout.parted import Partings
from saidso.record import Span
from saidso.resolving.labels import Label
from saidso.resolving.places.places import Place


class Listed:
    """The labels of a list by happening; none for a report that is no list.

    `places`: places where incidents can have been, by head token.
    """

    def __init__(
        self, labels: dict[Span, Label], partings: Partings, places: dict[int, Place]
    ) -> None:
        self._labels, self._spans = labels, partings.labels
        self._named: dict[int, list[Place]] = {}
        for head, place in sorted(places.items()) if partings.number else ():
            self._named.setdefault(partings.of(head), []).append(place)

    def date(self, happenings: list[Happening]) -> None:
        """Give each happening of an entry the day that its label tells."""
        for happening in happenings:
            label = self._of(happening)
            if label is not None and label.time is not None:
                happening.time = label.time

    def place(self, happening: Happening) -> Place | None:
        """Return the place that the label of a happening's entry tells, None where it tells none.

        Below the name of a country it is the town that the entry names.
        """
        label = self._of(happening)
        place = label.place if label is not None else None
        if place is not None and place.kind == "country":
            return self.named(happening) or place
        return place

    def named(self, happening: Happening) -> Place | None:
        """Return the first town that an entry or part names, else its first province; None for none."""
        number = self._number(happening)
        places = self._named.get(number, []) if number > 0 or number in self._spans else []
        fine = (p for p in places if p.kind in ("city", "site"))
        return next(fine, next((p for p in places if p.kind != "country"), None))

    def write(self, book: ClaimBook, incident: str, happening: Happening) -> None:
        """Write the day and place of a label as claims of its incident."""
        label = self._of(happening)
        if label is None:
            return
        if label.time is not None:
            book.bare(incident, "date", label.time.edtf, label.time.span)
        if label.place is not None:
            book.bare(incident, "place", label.place.name, self._spans[self._number(happening)])

    def _of(self, happening: Happening) -> Label | None:
        span = self._spans.get(self._number(happening))
        return self._labels.get(span) if span is not None else None

    def _number(self, happening: Happening) -> int:
        return happening.apart if happening.apart or happening.main else -1
