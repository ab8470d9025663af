"""The words of harm (`harm.yaml`), each form by what it says."""

from __future__ import annotations

from functools import cache

import msgspec

from saidso import knowledge


class Table(msgspec.Struct, frozen=True):
    """The table `harm.yaml`; all words in lower case."""

    verbs: dict[str, dict[str, list[str]]]
    strikes: frozenset[str]
    to_death: frozenset[str]
    to_things: frozenset[str]
    dying: dict[str, list[str]]
    states: dict[str, list[str]]
    nouns: dict[str, list[str]]
    life_takers: frozenset[str]
    carrying: frozenset[str]
    turning: frozenset[str]
    fates: dict[str, frozenset[str]]
    present: frozenset[str]
    resultatives: frozenset[str]
    pronounced: frozenset[str]
    finding: frozenset[str]
    deadly: frozenset[str]
    deadly_adjectives: frozenset[str]
    surviving: frozenset[str]
    status: dict[str, frozenset[str]]
    habitual: frozenset[str]
    habitual_phrases: list[str]
    past_phrases: list[str]
    pointers: list[str]
    avenged: list[str]
    happenings: frozenset[str]
    other_happening: frozenset[str]
    persons: dict[str, frozenset[str]]
    plural_only: frozenset[str]
    suspects: frozenset[str]
    family_roles: frozenset[str]
    animals: frozenset[str]
    losers: frozenset[str]
    fighters: frozenset[str]
    bands: frozenset[str]
    parts: frozenset[str]
    gatherings: frozenset[str]
    numbered: frozenset[str]
    spans: frozenset[str]
    forces: frozenset[str]
    bystanders: frozenset[str]
    unarmed: frozenset[str]
    foes: frozenset[str]
    officers: frozenset[str]
    others: frozenset[str]
    shots: frozenset[str]
    bodies: frozenset[str]
    acts: frozenset[str]
    deeds: frozenset[str]
    suffering: frozenset[str]
    survivable: frozenset[str]
    threatening: frozenset[str]
    degrees: frozenset[str]
    grave: frozenset[str]
    mending: frozenset[str]
    captives: frozenset[str]
    count_verbs: frozenset[str]
    injury_nouns: frozenset[str]
    tolls: frozenset[str]
    total_phrases: list[str]
    fire_verbs: frozenset[str]
    singular_pronouns: dict[str, str]
    plural_pronouns: frozenset[str]
    nobody: frozenset[str]
    relative_pronouns: frozenset[str]
    negation: frozenset[str]


COUNTS = frozenset({"number", "figure", "tally"})
"""Words of which "of" may say what they count: "put the figure of wounded soldiers at 15"."""


@cache
def table() -> Table:
    """Return the table; raises msgspec.ValidationError when the file is damaged."""
    return knowledge.typed(__package__, "harm.yaml", Table)


@cache
def verb_slots() -> dict[str, str]:
    """Return the slot of each form of a verb that harms its object."""
    return {
        form: slot
        for slot, verbs in table().verbs.items()
        for forms in verbs.values()
        for form in forms
    }


@cache
def dying() -> frozenset[str]:
    """Return the forms of verbs whose subject dies."""
    return frozenset(form for forms in table().dying.values() for form in forms)


@cache
def state_slots() -> dict[str, str]:
    """Return the slot of each adjective that is said of those harmed."""
    return {form: slot for slot, forms in table().states.items() for form in forms}


@cache
def noun_slots() -> dict[str, str]:
    """Return the slot ("both": killed and injured) of each noun for harm."""
    return {form: slot for slot, forms in table().nouns.items() for form in forms}


@cache
def harm_words() -> frozenset[str]:
    """Return all words that may tell of harm; all others can be passed over."""
    t = table()
    words = (
        *(
            t.tolls,
            t.shots,
            t.acts,
            t.life_takers,
            t.carrying,
            t.injury_nouns,
            t.surviving,
            t.to_death,
            t.turning,
        ),
        dying(),
    )
    return COUNTS.union(*words, verb_slots(), state_slots(), noun_slots())


@cache
def sexes() -> dict[str, str]:
    """Return "m", "f" or "" for each noun for a person."""
    return {
        form: "" if sex == "any" else sex
        for sex in ("any", "f", "m")
        for form in table().persons[sex]
    }
