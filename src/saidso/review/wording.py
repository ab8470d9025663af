"""Wording: values, days and places as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from saidso.figures import figure
from saidso.linked import Compared, Group, LinkedIncident, Verdict
from saidso.record import Claim, IncidentDate, IncidentPlace, Slot, Span
from saidso.review.characters import plain

ORDER: tuple[Slot, ...] = (
    "event", "date", "place", "perpetrator", "victim", "target", "instrument", "killed", "injured",
    "missing", "captured", "released", "displaced", "wounds", "rounds_fired", "condition", "name",
    "age", "role", "rank", "service", "motive", "responsibility", "ordinal", "tally", "breach",
)  # fmt: skip
"""Slots in the order in which a reader asks for them."""
COUNTS: tuple[Slot, ...] = ("killed", "injured", "missing", "captured", "released", "displaced")
SIGNS: dict[Verdict, tuple[str, str]] = {
    "agree": ("=", "accounts agree"),
    "differ": ("≠", "accounts differ"),
    "disputed": ("!", "disputed"),
    "single": ("·", "one origin only"),
}
"""Sign and words of a verdict; never shown by colour alone."""
_PERSONAL = frozenset(("age", "role", "rank", "service", "condition", "wounds", "name"))


class Worded(msgspec.Struct, frozen=True, kw_only=True):
    """A value in words, with what must be known to read it; `notes` stand behind it."""

    text: str
    denied: bool = False
    subject: str | None = None
    unknown: bool = False
    superseded: bool = False
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """All of it in one line."""
        front = ("denied: " if self.denied else "") + (f"{self.subject}: " if self.subject else "")
        return front + self.text + (f" ({'; '.join(self.notes)})" if self.notes else "")


def slot_name(slot: str) -> str:
    """Return a slot, type or code as words."""
    return slot.replace("_", " ")


def of_claim(claim: Claim, subject: str | None = None) -> Worded:
    """Return the value of a claim; `subject` is the name of whom it is about."""
    behind = "".join(f" {part}" for part in (claim.of, claim.period) if part)
    if claim.agreement and claim.agreement != claim.value:
        behind += f" against {claim.agreement}"
    notes: list[str] = [claim.short] if claim.short else []
    if claim.certainty in ("probable", "possible"):
        notes.append(claim.certainty)
    return Worded(
        text=plain(
            _number(claim.value, claim.low, claim.high, claim.modifier, slot=claim.slot) + behind
        ),
        denied=claim.stance == "denies",
        subject=plain(subject)
        if subject and claim.slot in _PERSONAL and subject != claim.value
        else None,
        unknown=claim.value is None and claim.low is None and claim.high is None,
        notes=tuple(notes),
    )


def of_group(slot: Slot, group: Group) -> Worded:
    """Return the value of a group of claims that give the same."""
    certainty = {c.certainty for c in group.claims}
    notes: list[str] = [group.status] if group.status else []
    if certainty and certainty <= {"probable", "possible"}:
        notes.append(max(certainty))
    if group.superseded:
        notes.append("updated since")
    if group.part:
        notes.append("also named" if slot in ("event", "date", "place") else "some of them")
    return Worded(
        text=plain(_number(group.value, group.low, group.high, group.modifier, slot=slot)),
        denied=group.stance == "denies",
        subject=plain(group.subject) if group.subject and slot in _PERSONAL else None,
        unknown=group.value is None and group.low is None and group.high is None,
        superseded=group.superseded,
        notes=tuple(notes),
    )


def _number(
    value: int | str | None, low: int | None, high: int | None, modifier: str | None, *, slot: Slot
) -> str:
    if isinstance(value, str):
        return edtf(value) if slot == "date" else slot_name(value)
    return figure(value, low, high, modifier) or "not known"


def edtf(text: str) -> str:
    """Return a day in words where it is one, else the EDTF itself."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def when(day: IncidentDate | None) -> str:
    """Return the day of an incident in words."""
    return day_of(day.edtf, day.earliest, day.latest) if day else day_of(None, None, None)


def day_of(text: str | None, earliest: str | None, latest: str | None) -> str:
    """Return an EDTF date with its first and last day in words."""
    if text is None:
        return "day not said"
    if earliest and earliest == latest:
        return edtf(earliest)
    return f"{text} (year not known)" if text.startswith("XXXX") else text


def where(place: IncidentPlace | None) -> str:
    """Return the place of an incident in words."""
    if place is None:
        return "place not said"
    names = (place.name, place.within, place.admin1, place.country)
    return plain(", ".join(dict.fromkeys(p for p in names if p)))


def quoted(text: str, spans: Iterable[Span], *, most: int = 160) -> str:
    """Return the words at spans in one line, cut with an ellipsis behind `most` code points."""
    joined = " … ".join(plain(text[a : min(b, a + 2 * most)]) for a, b in spans)
    return joined if len(joined) <= most else joined[: most - 1].rsplit(" ", 1)[0] + " …"


def standing(slots: dict[Slot, Compared]) -> tuple[Verdict, list[str]]:
    """Return the worst verdict over all slots, and the slots that have it."""
    for verdict in ("disputed", "differ"):
        found = [slot_name(s) for s in ORDER if s in slots and slots[s].verdict == verdict]
        if found:
            return verdict, found
    agree = any(c.verdict == "agree" for c in slots.values())
    return ("agree" if agree else "single"), []


def title(incident: LinkedIncident) -> str:
    """Return what an incident is called: type, place and day."""
    place = plain(incident.place.name) if incident.place else ""
    front = slot_name(incident.type).capitalize() + (f" in {place}" if place else "")
    return f"{front}, {when(incident.date)}" if incident.date else front
