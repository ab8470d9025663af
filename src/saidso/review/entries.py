"""Entries: fields of a form as values, the preview of a bulk decision, and where a decision is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import get_args
from urllib.parse import urlencode

import msgspec

from saidso.decision import Decision, Fact, Value
from saidso.errors import StoreError, UsageError
from saidso.reading.clauses.numbers import number_at
from saidso.record import NOT_DONE, Modifier, Slot, Status
from saidso.review.desk import Desk
from saidso.store import Choice, Task

NUMBERS: frozenset[Slot] = frozenset(
    ("killed", "injured", "missing", "captured", "released", "displaced", "rounds_fired", "age",
     "ordinal", "tally")
)  # fmt: skip
"""Slots whose values are whole numbers."""
STATUSES: tuple[Status, ...] = ("happened", *NOT_DONE)
"""How far an act came, as a person may set it; that it is denied is the stance."""
MODIFIERS: tuple[Modifier, ...] = get_args(Modifier)
LARGEST = 10**12

Field = Callable[[str], str]
"""Gives a field of a form, "" where it is empty."""


def value_of(slot: Slot, field: Field) -> Value:
    """Return the value that a form gives for a slot; raises UsageError where it is none.

    An empty value is an explicit unknown. Numbers may be written as digits or words, with other words
    around them ("killing 17 people").
    """
    stance = "denies" if field("stance") == "denies" else "asserts"
    status = next((s for s in STATUSES if s == field("status")), None) if slot == "event" else None
    text = " ".join(field("value").split())
    if not text:
        return Value(value=None, stance=stance)  # type: ignore[arg-type]  # one of the two
    if slot not in NUMBERS:
        return Value(value=text[:500], stance=stance, status=status)  # type: ignore[arg-type]
    number = whole(text)
    modifier = next((m for m in MODIFIERS if m == field("modifier")), None)
    low: int | None = number
    high: int | None = number
    if modifier in ("at_least", "more_than"):
        low, high = number + (modifier == "more_than"), None
    elif modifier in ("at_most", "fewer_than"):
        low, high = None, number - (modifier == "fewer_than")
    return Value(value=number, low=low, high=high, modifier=modifier, stance=stance)  # type: ignore[arg-type]


def whole(text: str) -> int:
    """Return the first whole number of a text, in digits or words; raises UsageError."""
    words = text.replace(",", "").replace("-", " ").split()
    for k, word in enumerate(words):
        digits = word.strip(".;:()“”\"'")
        if digits.isascii() and digits.isdigit() and int(digits[:13]) <= LARGEST:
            return int(digits)
        found = number_at(words, k) if word.isalpha() else None
        if found is not None and found.low is not None and found.low == found.high:
            return int(found.low)
    raise UsageError(f"“{text[:60]}” is no number", help="give a whole number, such as 17")


def fact_of(field: Field) -> tuple[Fact, Value]:
    """Return the fact that a form sets, and its value; raises UsageError."""
    fact = field("fact")
    if fact in ("killed", "injured"):
        best = whole(field("best"))
        low = whole(field("low")) if field("low") else best
        high = whole(field("high")) if field("high") else best
        return fact, Value(value=best, low=low, high=high)  # type: ignore[return-value]
    if fact in ("type", "date"):
        return fact, Value(value=field("value"))  # type: ignore[return-value]
    raise UsageError("that cannot be set")


def previewed(desk: Desk, incident: str) -> list[Task]:
    """Return what a bulk decision on an incident would accept: certain, and told by two origins."""
    return desk.store.preview(Choice(), incident=incident)


def token(task: Task) -> str:
    """Return what stands in the form for a claim with the value that was shown."""
    seen = msgspec.json.encode((task.report, task.claim, task.seen))
    return hashlib.sha256(seen).hexdigest()[:32]


def place_of(desk: Desk, entry: Decision, asked: str) -> str:
    """Return the page on which an entry is seen."""
    if entry.claim is not None:
        about = entry.claim.incident
        try:
            opened = desk.opened(asked or about.report.name)
        except StoreError:
            opened = desk.opened(about.report.name)
        record = opened.records.get(about.report.name)
        spans = {w.span for w in entry.claim.words}
        if record is not None:
            for claim in record.claims:
                if claim.slot == entry.claim.slot and spans & set(claim.spans):
                    query = urlencode({"report": about.report.name, "claim": claim.id})
                    return f"/incidents/{opened.incident.id}?{query}"
    return f"/incidents/{asked}/history" if asked else "/incidents"
