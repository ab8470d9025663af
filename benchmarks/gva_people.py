"""Participants of an incident: which names and ages of its record a report tells, and which we read.

A name is told where its first and its last word stand in the report (titles, "Jr." and nicknames
apart); it is read where one person of ours, or one claim of a name, has both. An age is told where
its number stands as an age ("24-year-old", "aged 24", "Doe, 24,", "(24)", "five years old"); it is
read where somebody of ours has it: as an attribute, or in a claim. Infants' ages of 0 are left out.
"""

from __future__ import annotations

import re

import msgspec

from saidso.record import Record

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[\w'’]+)*")
_NICKNAME = re.compile(r"[\"“(][^\"”)]*[\"”)]")
_NO_NAME = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "dr", "rev", "pastor", "officer", "sgt", "sergeant", "lt",
     "lieutenant", "cpl", "corporal", "deputy", "det", "detective", "trooper", "agent", "special",
     "chief", "sheriff"]
)  # fmt: skip
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip


class Participant(msgspec.Struct, frozen=True):
    """Somebody in the archive's record of an incident."""

    name: str | None = None
    age: str | None = None
    status: str | None = None


class Told(msgspec.Struct, frozen=True):
    """A name or an age that the report tells, and whether our record has it."""

    kind: str
    """ "name" or "age"."""
    value: str
    read: bool


def told(participants: list[Participant], text: str, record: Record | None) -> list[Told]:
    """Return the names and ages of the participants that a report's text tells, each once.

    Without a record, none of them was read.
    """
    words = set(_words(text))
    people = _people(record) if record else []
    ages = _ages(record) if record else set()
    found: dict[tuple[str, str], Told] = {}
    for one in participants:
        name = _ends(one.name)
        if name and set(name) <= words:
            value = " ".join(name)
            found["name", value] = Told("name", value, any(set(name) <= p for p in people))
        if one.age and one.age.isdigit() and int(one.age) and _tells_age(text, int(one.age)):
            found["age", one.age] = Told("age", one.age, int(one.age) in ages)
    return list(found.values())


def harmed(participants: list[Participant], slot: str, text: str) -> int:
    """Return how many of those killed or injured a report's text tells by name or age."""
    mine = [p for p in participants if slot.capitalize() in (p.status or "")]
    return sum(bool(told([one], text, None)) for one in mine)


def recall(people: list[Told]) -> dict[str, float]:
    """Return the share, 0 to 1, of the names, the ages and both that were read."""
    parts = {
        "names": [t.read for t in people if t.kind == "name"],
        "ages": [t.read for t in people if t.kind == "age"],
        "people": [t.read for t in people],
    }
    return {kind: round(sum(read) / max(1, len(read)), 3) for kind, read in parts.items()}


def people_of(record: Record | None) -> list[str]:
    """Return the persons of a record as "name, age"."""
    found = []
    for entity in record.entities if record else []:
        if entity.kind == "person":
            ages = [a.value for a in entity.attributes if a.name == "age" and a.value]
            found.append(", ".join([entity.name, *ages]))
    return found


def _words(text: str) -> list[str]:
    out = []
    for word in _WORD.findall(text):
        low = word.lower().replace("’", "'")
        out.append(low.removesuffix("'s").rstrip("'"))
    return out


def _ends(name: str | None) -> tuple[str, ...]:
    """Return the first and the last word of a full name, () where there is none."""
    words = [w for w in _words(_NICKNAME.sub(" ", name or "")) if w not in _NO_NAME]
    return (words[0], words[-1]) if len(words) > 1 else ()


def _tells_age(text: str, age: int) -> bool:
    spelt = f"|{_SMALL[age]}" if age < len(_SMALL) else ""
    number = rf"(?<![\d.,$:/-])(?:{age}{spelt})"
    forms = (
        rf"\b{number}[\s‑–-]*years?[\s‑–-]*(?:old|of\s+age)",
        rf"\b(?:aged?|ages)\s+{number}\b",
        rf"[^\W\d_.]\.?[”\"]?,\s{number}(?=[,.;)]|\s(?:and|of|was|were|is|who)\b)",
        rf"\(\s?{number}\s?\)",
    )
    return any(re.search(form, text, re.IGNORECASE) for form in forms)


def _people(record: Record) -> list[set[str]]:
    """Return the words of each person's name: of the entity, its names, and the claims of names."""
    out = []
    for entity in record.entities:
        if entity.kind == "person":
            names = [a.value for a in entity.attributes if a.name == "name" and a.value]
            out.append({w for name in (entity.name, *names) for w in _words(name)})
    claimed = [c.value for c in record.claims if c.slot in ("name", "victim", "perpetrator")]
    return out + [set(_words(v)) for v in claimed if isinstance(v, str)]


def _ages(record: Record) -> set[int]:
    said = [a.value for e in record.entities for a in e.attributes if a.name == "age"]
    claimed = [c.value for c in record.claims if c.slot == "age"]
    return {int(v) for v in (*said, *claimed) if v is not None and str(v).isdigit()}
