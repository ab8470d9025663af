"""Parts: who takes part in an incident, by role, with the claims that say so."""

from __future__ import annotations

from collections.abc import Iterable

from saidso.incidents.assembly.claims import ClaimBook
from saidso.incidents.occasions.situations import FREEING, Situated
from saidso.incidents.tolls.tolls import Told
from saidso.incidents.voices import Voices
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.events.targets import TargetMention
from saidso.reading.harm.harm import Harm
from saidso.record import Slot

_SLOTS: dict[str, Slot] = {
    "perpetrator": "perpetrator",
    "victim": "victim",
    "target": "target",
    "instrument": "instrument",
}
_CROSSING = ("defection", "border_crossing")
_PRONOUNS = frozenset(
    {"they", "them", "he", "she", "him", "it", "we", "us", "who", "those", "some"}
)
_NEAR = 8
"""Tokens after a description in which the name of the same entity stands beside it."""


class Parts:
    """The entities of one incident by role, each once; claims go into `book` as they are added.

    `kind` is the incident's type.
    """

    def __init__(
        self, incident: str, kind: str, book: ClaimBook, parse: Parse, cast: Cast, voices: Voices
    ) -> None:
        self._incident, self._kind, self._book = incident, kind, book
        self._parse, self._cast, self._voices = parse, cast, voices
        self.by_role: dict[str, list[str]] = {role: [] for role in _SLOTS}

    def _add(self, role: str, entity: str) -> None:
        if entity not in self.by_role[role]:
            self.by_role[role].append(entity)

    def events(self, events: Iterable[Situated], told_of: Iterable[Situated]) -> None:
        """Add who did it and to whom it was done, in the words of each clause.

        Where others tell of it, of what somebody denies only the claims are added; `told_of` are all events
        of the incident, with those that were not done.
        """
        events = list(events)
        firm = {s.event.trigger for s in events if not self._is_denied(s)}
        told = [p for s in events for p in s.event.participants]
        acted_on = {p.entity for p in told if p.role in ("victim", "target")}
        done = any(p.role == "perpetrator" for p in told)
        freeing = {p.entity for p in told if p.role == "rescuer" and self._kind in FREEING}
        known = {p.role for p in told if not self._is_pronoun(p.entity)}
        for situated in events:
            for participant in situated.event.participants:
                if participant.role in known and self._is_pronoun(participant.entity):
                    continue  # "they said that they did it", beside those who are told
                if participant.role == "perpetrator" and participant.entity in freeing:
                    continue  # "rescued four girls and captured a rifle"
                slot = _SLOTS.get(participant.role)
                if slot is None and self._releases(situated, participant.role):
                    slot = "perpetrator"
                elif slot is None and not done and participant.entity not in acted_on:
                    slot = self._crosses(situated, participant.role)
                if slot is None:
                    continue
                if not firm or situated.event.trigger in firm:
                    self._add(slot, participant.entity)
                mention = self._cast.by_head.get(participant.head)
                if mention is None:
                    continue
                entity = self._cast.entities[participant.entity]
                self._book.add(
                    self._incident,
                    slot,
                    entity.name,
                    mention.tokens,
                    spans=[participant.span],
                    entity=entity.id,
                )
                said = self._voices.of(situated.event.trigger)
                if slot == "perpetrator" and self._voices.speaker(said) == entity.id:
                    self._book.add(  # who says of himself that he did it takes responsibility for it
                        self._incident,
                        "responsibility",
                        entity.name,
                        situated.event.trigger,
                        spans=[self._book.event_words(situated)],
                        entity=entity.id,
                    )
        self._undone(told_of)

    def _undone(self, events: Iterable[Situated]) -> None:
        """Add the claims of who is denied to have done it: "denied that its troops had shot a boy"."""
        for event in (s.event for s in events if s.event.status == "denied"):
            for participant in event.participants:
                mention = self._cast.by_head.get(participant.head)
                pronoun = self._is_pronoun(participant.entity)
                if participant.role != "perpetrator" or mention is None or pronoun:
                    continue
                self._book.add(
                    self._incident,
                    "perpetrator",
                    self._cast.entities[participant.entity].name,
                    mention.tokens,
                    negated=not self._voices.sides(self._voices.of(mention.tokens))[1],
                    spans=[participant.span],
                    entity=participant.entity,
                )

    def _is_denied(self, situated: Situated) -> bool:
        return self._voices.stance(self._voices.of(situated.event.trigger)) == "denies"

    def _is_pronoun(self, entity: str) -> bool:
        """Return whether nothing but pronouns stands for an entity."""
        return self._cast.entities[entity].name.lower() in _PRONOUNS

    def _releases(self, situated: Situated, role: str) -> bool:
        """Return whether somebody lets go whom the news of a release is about."""
        return role == "other" and self._kind == "release" == situated.event.type

    def _crosses(self, situated: Situated, role: str) -> Slot | None:
        """Return the slot of who defects or crosses a border, where nobody else does anything."""
        own = self._kind in _CROSSING and situated.event.type in _CROSSING
        return "perpetrator" if own and role == "other" else None

    def victims(self, told: Iterable[Told]) -> None:
        """Add who came to harm but takes part in no event: "two guards were among the dead".

        Where others do, of those who are denied to have done so only the claim is.
        """
        known = {entity for own in self.by_role.values() for entity in own}
        told = list(told)
        firm = any(not one.denied for one in told)
        for one in told:
            harm = one.harm
            mention = None if harm.victim is None else self._cast.by_head.get(harm.victim)
            if mention is None or mention.entity in known or not _suffered(harm):
                continue
            entity = self._cast.entities[mention.entity]
            if entity.kind not in ("person", "group") or mention.form == "pronoun":
                continue
            if not (one.denied and firm):
                self._add("victim", entity.id)
            self._book.add(
                self._incident,
                "victim",
                entity.name,
                (harm.trigger, harm.trigger + 1),
                spans=[self._parse.span(self._named(mention).tokens)],
                entity=entity.id,
            )

    def _named(self, mention: Mention) -> Mention:
        """Return the name right after a mention that means the same, else the mention."""
        end = self._parse.sentence_of(mention.head).tokens[1]
        for i in range(mention.head + 1, min(mention.head + _NEAR, end)):
            other = self._cast.by_head.get(i)
            if other is not None and other.entity == mention.entity and other.form == "name":
                return other
        return mention

    def targets(self, found: Iterable[TargetMention]) -> None:
        """Add what is said to have been the target; where that is denied only the claim is."""
        for target in found:
            mention = self._cast.by_head.get(target.head)
            if mention is None:
                continue
            if not target.denied:
                self._add("target", mention.entity)
            self._book.add(
                self._incident,
                "target",
                self._cast.entities[mention.entity].name,
                mention.tokens,
                negated=target.denied,
                entity=mention.entity,
                hedged="probable" if target.inferred else "certain",
            )


def _suffered(harm: Harm) -> bool:
    """Return whether a statement says that somebody did come to harm here and now."""
    return (
        harm.slot in ("killed", "injured", "missing")
        and harm.status == "happened"
        and harm.value != 0
        and not (harm.negated or harm.denied or harm.generic or harm.background or harm.perpetrator)
    )
