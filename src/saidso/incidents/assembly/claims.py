"""Claims: one value for one slot of one incident, with its words and its speakers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from saidso.incidents.assembly.breaches import Breach
from saidso.incidents.happenings.happenings import Happening
from saidso.incidents.occasions.situations import Situated
from saidso.incidents.sites.sites import Site
from saidso.incidents.sites.unlisted import Unlisted
from saidso.incidents.tolls.tallies import Count
from saidso.incidents.voices import Voices
from saidso.language.parse import Parse, Range
from saidso.reading.clauses.hedges import weaker
from saidso.reading.clauses.mentions import Cast
from saidso.reading.entities.attributes import AttributeMention
from saidso.reading.events.motives import Motive
from saidso.reading.events.questions import OpenQuestion
from saidso.reading.events.responsibility import Responsibility
from saidso.reading.harm.harm import Harm
from saidso.record import Certainty, Claim, Modifier, Slot, Span, Status
from saidso.resolving.places.places import Place

_ATTRIBUTE_SLOTS: dict[str, Slot] = {
    "age": "age",
    "name": "name",
    "role": "role",
    "rank": "rank",
    "service": "service",
    "condition": "condition",
}


_SAID = attrgetter(
    *(f for f in Claim.__struct_fields__ if f not in ("id", "spans", "attributions"))
)
"""What a claim says, apart from whose it is and in which words."""


_VEILED = frozenset({"neutralise", "neutralize"})
"""What armies say of those whom they killed, as a rule; some of them mean captives as well."""


class ClaimBook:
    """Writes claims; the same value in the same words by the same speakers is written once."""

    def __init__(self, parse: Parse, cast: Cast, voices: Voices) -> None:
        self._parse = parse
        self._cast = cast
        self._voices = voices
        self._seen: dict[tuple[object, ...], str] = {}
        self.claims: list[Claim] = []

    def add(
        self,
        incident: str,
        slot: Slot,
        value: int | str | None,
        tokens: Range,
        *,
        spans: list[Span] | None = None,
        low: int | None = None,
        high: int | None = None,
        modifier: Modifier | None = None,
        negated: bool = False,
        entity: str | None = None,
        of: str | None = None,
        period: str | None = None,
        agreement: str | None = None,
        provision: str | None = None,
        unknown: bool = False,
        cue: int | None = None,
        hedged: Certainty = "certain",
        status: Status | None = None,
    ) -> str:
        """Write one claim and return its id. `tokens` are the words that decide who says it.

        `cue` is a verb of saying whose own attribution is the claim's, wherever its content ends;
        `hedged` is the certainty that the words leave, where no hedge over `tokens` leaves less.
        """
        attributions = self._voices.by_cue(cue) or self._voices.of(tokens)
        ids = []
        for group in self._voices.groups(attributions):
            certainty = "unknown" if unknown else self._voices.certainty(tokens, group)
            claim = Claim(
                id=f"c{len(self.claims) + 1}",
                incident=incident,
                slot=slot,
                value=value,
                low=low,
                high=high,
                modifier=modifier,
                spans=spans or [self._parse.span(tokens)],
                attributions=group,
                stance=self._voices.stance(group, negated=negated),
                certainty=weaker(certainty, hedged),
                entity=entity,
                of=of,
                period=period,
                agreement=agreement,
                provision=provision,
                status=status,
            )
            ids.append(self._once(claim))
        return ids[0]

    def _once(self, claim: Claim) -> str:
        """Write a claim that says something new, and return the id under which it stands."""
        key = (*_SAID(claim), tuple(claim.attributions))
        if key not in self._seen:
            self.claims.append(claim)
            self._seen[key] = claim.id
        return self._seen[key]

    def events(self, incident: str, happening: Happening) -> None:
        """Write what happened: one claim for each event mention, denials among them."""
        for situated in happening.events:
            event = situated.event
            said = self._voices.of(event.trigger)
            _, denied = self._voices.sides(said)  # then the verb of saying negates it
            self.add(
                incident,
                "event",
                event.type,
                event.trigger,
                spans=[self.event_words(situated)],
                negated=event.status == "denied" and not denied,
                status=event.status,
            )

    def event_words(self, situated: Situated) -> Span:
        """Return the clause of an event, or its trigger with its phrase where the clause is long."""
        clause = self._parse.span(situated.event.clause)
        if clause[1] - clause[0] <= 160:
            return clause
        return self._parse.span(self._parse.subtree(situated.event.trigger[0]))

    def dates(self, incident: str, happening: Happening) -> None:
        """Write when it happened, once for each time in a clause of the happening."""
        times = [
            (s, t) for s in happening.events for t in (s.time,) if t and s.event.status != "planned"
        ]
        if happening.time is not None and not any(t == happening.time for _, t in times):
            times.append((happening.events[0], happening.time))
        for _, time in times:
            tokens = self._tokens_at(time.span)
            if tokens is not None:
                self.add(incident, "date", time.edtf, tokens, spans=[time.span])

    def _tokens_at(self, span: Span) -> Range | None:
        """Return the tokens inside a span."""
        tokens = self._parse.tokens
        first = bisect_left(tokens, span[0], key=lambda t: t.start)
        end = first
        while end < len(tokens) and tokens[end].end <= span[1]:
            end += 1
        return (first, end) if end > first else None

    def places(self, incident: str, happening: Happening, place: Place | None) -> None:
        """Write where it happened: each place that a clause of the happening names."""
        for situated in happening.events:
            for head, found in situated.places:
                mention = self._cast.by_head.get(head)
                if mention is None or (place is not None and _foreign(found, place)):
                    continue
                self.add(
                    incident,
                    "place",
                    found.name,
                    mention.tokens,
                    entity=mention.entity,
                )

    def site(self, incident: str, site: Site) -> None:
        """Write where it happened in the words that say it best, where no clause of it says so.

        That is no more than possible: the place is the dateline's, or named beside the deed.
        """
        name = site.place.name
        for claim in self.claims:
            if (claim.incident, claim.slot, claim.value) == (incident, "place", name):
                return
        mention = None if site.head is None else self._cast.by_head.get(site.head)
        if mention is not None:
            self.add(
                incident, "place", name, mention.tokens, entity=mention.entity, hedged="possible"
            )
            return
        self.bare(incident, "place", name, site.span, certainty="possible")

    def village(self, incident: str, village: Unlisted) -> None:
        """Write the name of the place that no list knows."""
        entity = self._cast.by_head[village.head].entity
        self.add(incident, "place", village.name, village.tokens, entity=entity)

    def bare(
        self, incident: str, slot: Slot, value: str, span: Span, *, certainty: Certainty = "certain"
    ) -> None:
        """Write what a dateline or the label of an entry says, in the outlet's own voice."""
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}",
                incident=incident,
                slot=slot,
                value=value,
                spans=[span],
                attributions=[self._voices.own(span)],
                certainty=certainty,
            )
        )

    def harms(self, incident: str, harms: Iterable[Harm]) -> None:
        """Write the harm: killed, injured, wounds, rounds and their like.

        What is negated ("he was not hurt") or set aside ("four, not seven") is a denied claim; what
        was only tried, threatened or planned is none: its event says so. The headline comes last, so
        that a claim that is made twice points at the fuller words.
        """
        sentences = self._parse.sentences
        written: list[tuple[Harm, str]] = []
        for harm in sorted(harms, key=lambda h: sentences[h.sentence].segment_kind == "headline"):
            if harm.status in ("attempted", "threatened", "planned"):
                continue
            tokens = (harm.trigger, harm.trigger + 1)
            victim = None if harm.victim is None else self._cast.at(harm.victim)
            id = self.add(
                incident,
                harm.slot,
                harm.value,
                tokens,
                spans=harm.spans,
                low=harm.low,
                high=harm.high,
                modifier=harm.modifier,
                negated=harm.negated or harm.denied or (harm.value == 0 and self._denied(tokens)),
                hedged="probable"
                if self._parse.tokens[harm.trigger].lemma in _VEILED
                else "certain",
                entity=victim.id if victim else None,
            )
            written.append((harm, id))
        self._revise(written)

    def _revise(self, written: list[tuple[Harm, str]]) -> None:
        """Say of each figure that the text corrects which claim has the new one: the same statement's, else
        the greatest."""
        for old, id in written:
            if not old.outdated:
                continue
            newer = [
                (new.trigger != old.trigger, -new.value, -new.order, other)
                for new, other in written
                if new.slot == old.slot and not new.outdated and isinstance(new.value, int)
            ]
            if newer:
                at = int(id[1:]) - 1
                self.claims[at] = msgspec.structs.replace(
                    self.claims[at], revised_by=min(newer)[-1]
                )

    def _denied(self, tokens: Range) -> bool:
        """Return whether the speaker denies: "denied that anyone had died" says that nobody did."""
        return self._voices.stance(self._voices.of(tokens)) == "denies"

    def attributes(
        self, incident: str, attributes: Sequence[AttributeMention], entities: set[str]
    ) -> None:
        """Write what is said of the people of the incident: age, role, rank, condition.

        The ages of a group ("two men, 26 and 21") are no rival values; they stay with the group alone.
        """
        ages = {(a.entity, a.value) for a in attributes if a.name == "age"}
        of = self._cast.entities
        several = Counter(entity for entity, _ in ages if of[entity].kind == "group")
        for attribute in attributes:
            slot = _ATTRIBUTE_SLOTS.get(attribute.name)
            tokens = self._tokens_at(attribute.spans[0])
            if slot is None or tokens is None or attribute.entity not in entities:
                continue
            if slot == "age" and several[attribute.entity] > 1:
                continue
            value: int | str | None = attribute.value
            low = high = None
            if slot == "age" and attribute.value is not None and attribute.value.isdigit():
                value = low = high = int(attribute.value)
            self.add(
                incident,
                slot,
                value,
                tokens,
                spans=attribute.spans,
                low=low,
                high=high,
                entity=attribute.entity,
                unknown=attribute.value is None,
            )

    def responsibility(self, incident: str, found: Iterable[Responsibility]) -> None:
        """Write who claims the act and who is accused of it, and that nobody has claimed it."""
        for one in found:
            entity = None if one.head is None else self._cast.at(one.head)
            name = entity.name if entity else None
            if name is None and one.head is not None:
                name = self._parse.words((one.head, one.head + 1))
            # who denies it negates it already: "denied responsibility"
            denied = one.denied and not self._voices.sides(self._voices.by_cue(one.cue))[1]
            self.add(
                incident,
                "responsibility",
                name,
                one.tokens,
                spans=one.spans,
                negated=denied,
                entity=entity.id if entity else None,
                unknown=one.head is None,
                hedged="probable" if one.inferred else "certain",
                cue=one.cue,
            )

    def motives(self, incident: str, motives: Iterable[Motive]) -> None:
        """Write why it was done, as far as the report says."""
        for motive in motives:
            self.add(incident, "motive", motive.value, motive.tokens, spans=[motive.span])

    def questions(self, incident: str, questions: Iterable[OpenQuestion]) -> None:
        """Write what the report itself says is not known."""
        for question in questions:
            self.add(
                incident, question.slot, None, question.tokens, spans=question.spans, unknown=True
            )

    def counts(self, incident: str, counts: Iterable[Count]) -> None:
        """Write ordinals and tallies over other incidents."""
        for count in counts:
            quantity = count.quantity
            slot: Slot = "ordinal" if count.slot == "ordinal" else "tally"
            self.add(
                incident,
                slot,
                quantity.low if quantity.low is not None else quantity.words,
                count.tokens,
                spans=count.spans,
                low=quantity.low,
                high=quantity.high,
                modifier=quantity.modifier,
                of=count.of,
                period=count.period,
            )

    def breaches(self, incident: str, breaches: Iterable[Breach]) -> None:
        """Write alleged breaches of agreements."""
        for breach in breaches:
            self.add(
                incident,
                "breach",
                breach.provision or breach.agreement,
                (breach.trigger, breach.trigger + 1),
                spans=breach.spans,
                negated=breach.negated,
                agreement=breach.agreement,
                provision=breach.provision,
                hedged="possible" if breach.conditional else "certain",
            )


def _foreign(a: Place, b: Place) -> bool:
    return bool(a.country and b.country and a.country != b.country)
