"""Tasks: the claims of an incident that wait for a person, in the order in which they matter."""

from __future__ import annotations

import msgspec

from saidso.decision import Value
from saidso.linked import LinkedIncident, Verdict
from saidso.record import Certainty, Slot, Span, Stance
from saidso.store.accounts import Account
from saidso.store.facts import value_of

_ORDER: dict[Verdict, int] = {"disputed": 0, "single": 1, "differ": 2, "agree": 3}
"""Disputed first, then what one origin alone says, then what differs, then what agrees."""


class Task(msgspec.Struct, frozen=True):
    """A claim to decide on, with what stands around it.

    `origins` counts the independent voices that give its value, `agreeing` those whose values agree.
    `seen` is its value in full: what a bulk decision holds against what stands when it is made.
    """

    incident: str
    report: str
    claim: str
    slot: Slot
    verdict: Verdict
    value: int | str | None
    stance: Stance
    certainty: Certainty
    chain: tuple[str, ...]
    spans: tuple[Span, ...]
    origins: int
    agreeing: int
    seen: Value


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which waiting claims a bulk decision is about; what is left empty leaves nothing out.

    `origins` is the least number of independent voices that agree with the value.
    """

    slots: tuple[Slot, ...] = ()
    verdicts: tuple[Verdict, ...] = ("agree",)
    origins: int = 2
    certain: bool = True


def tasks(account: Account) -> list[Task]:
    """Return the claims of an incident that nobody decided on, in the order of the queue."""
    found: dict[tuple[str, str], tuple[tuple[int, int, str, str], Task]] = {}
    incident: LinkedIncident = account.incident
    records = account.records
    claims = {(name, c.id): c for name, r in records.items() for c in r.claims}
    for place, (slot, compared) in enumerate(incident.slots.items()):
        for group in compared.groups:
            for saying in group.claims:
                key = (saying.report, saying.claim)
                if saying.decided is not None or key in found:
                    continue
                claim = claims[key]
                task = Task(
                    incident=incident.id,
                    report=saying.report,
                    claim=saying.claim,
                    slot=slot,
                    verdict=compared.verdict,
                    value=group.value,
                    stance=group.stance,
                    certainty=saying.certainty,
                    chain=tuple(saying.chain),
                    spans=tuple(saying.spans),
                    origins=group.origins,
                    agreeing=group.agreeing,
                    seen=value_of(claim),
                )
                found[key] = ((_ORDER[compared.verdict], place, saying.report, saying.claim), task)
    return [task for _, task in sorted(found.values(), key=lambda pair: pair[0])]


def chosen(account: Account, choice: Choice) -> list[Task]:
    """Return the waiting claims of an incident that a bulk decision would be about: the preview."""
    return [
        task
        for task in tasks(account)
        if (not choice.slots or task.slot in choice.slots)
        and (not choice.verdicts or task.verdict in choice.verdicts)
        and max(task.origins, task.agreeing) >= choice.origins
        and (not choice.certain or task.certainty == "certain")
    ]
