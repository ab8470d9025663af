"""Counting: claims over other incidents ("the third this year"), beside what the store holds.

A check, never the truth: a store holds what was put into it. So a claim is contradicted only where
the store holds more than it allows, and what the store does not hold shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import msgspec

from saidso.incidents.comparing.periods import Period, period
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.linking.phrases import bare
from saidso.incidents.ontology import Ontology
from saidso.incidents.tolls.superlatives import WORDS
from saidso.incidents.values import Bounds, bounds
from saidso.linked import Check, Checked, LinkedIncident
from saidso.resolving.countries import country_mentions

_ANY_KIND = frozenset({"incident", "case", "event", "happening"})
_DEADLY = frozenset({"deadliest", "bloodiest", "worst", "gravest", "most deadly"})
"""Superlatives that are checked by the number of people killed."""


class Known(msgspec.Struct, frozen=True):
    """An incident of the store, as far as a count needs it. Dates are ISO, None where unknown."""

    id: str
    types: tuple[str, ...]
    earliest: str | None
    latest: str | None
    country: str | None
    killed: Bounds | None = None
    words: frozenset[str] = frozenset()
    """What takes part and where, in words as they are compared."""
    countries: frozenset[str] = frozenset()
    """Countries of place and participants (alpha-3)."""
    places: frozenset[str] = frozenset()
    """Where it happened, by gazetteer id or name."""


class Narrower(msgspec.Struct, frozen=True):
    """What a claim says of those it counts beyond their type: "of a North Korean soldier"."""

    words: frozenset[str]
    countries: frozenset[str]

    def covers(self, one: Known) -> bool:
        """Return whether all that is said is known of an incident."""
        return self.words <= one.words and self.countries <= one.countries


class Tallied(msgspec.Struct, frozen=True):
    """What the store holds in a period: surely, and where days or countries are not well known.

    `here` are those of the sure ones that a claim must mean, whatever area it has in mind: those at
    the same place, or all where it names the country.
    """

    sure: list[Known]
    unsure: list[Known]
    here: list[Known]


def check(
    said: Iterable[Said],
    incident: LinkedIncident,
    known: Sequence[Known],
    *,
    ontology: Ontology,
    killed: Bounds | None,
) -> list[Check]:
    """Return a check for each claim that counts other incidents; `known` may hold this one."""
    out = []
    for one in said:
        if one.claim.slot not in ("ordinal", "tally") or one.claim.stance == "denies":
            continue
        if one.claim.period is None:
            continue  # "a second bomb": nothing is said of when the others happened
        result, counted, why = _checked(one, incident, known, ontology, killed)
        text = one.part.record.report.text
        out.append(
            Check(
                report=one.part.record.report.name,
                claim=one.claim.id,
                said_by=list(one.said_by),
                words=" … ".join(" ".join(text[a:b].split()) for a, b in one.claim.spans),
                result=result,
                counted=sorted(counted),
                why=why,
            )
        )
    return out


def _checked(
    one: Said,
    incident: LinkedIncident,
    known: Sequence[Known],
    ontology: Ontology,
    killed: Bounds | None,
) -> tuple[Checked, list[str], str]:
    claim = one.claim
    types = types_of(claim.of or "", incident.type, ontology)
    if types is None:
        return "not enough known", [], f"“{claim.of}” is no type of incident that is counted here"
    day = incident.date.earliest if incident.date and incident.date.precision == "day" else None
    as_of = day or one.as_of
    if as_of is None:
        return "not enough known", [], "neither the day of the incident nor of the report is known"
    when = period(claim.period or "", date.fromisoformat(as_of))
    if when is None:
        return "not enough known", [], "the period is not told in words that can be counted"
    country = incident.place.country if incident.place else None
    more = narrower(one)
    others = tally([k for k in known if k.id != incident.id], types, country, when, more)
    if country not in more.countries:
        place = incident.place
        at = (place.gazetteer or place.name) if place else None
        here = [k for k in others.sure if at in k.places]
        others = msgspec.structs.replace(others, here=here)
    where = f"{country or 'any country'}, {when.first} to {when.last}"
    if isinstance(claim.value, str):
        if claim.value not in WORDS or claim.value not in _DEADLY:
            return "not enough known", [], f"“{claim.value}” is not measured"
        return _deadliest(others, killed, where)
    span = bounds(claim)
    if span is None:
        return "not enough known", [], "no number is told"
    if claim.slot == "ordinal" and span == (1.0, 1.0):
        return _first(others, when, where)
    return _number(others, span, claim.slot == "tally", incident.id, where, when.vague)


def types_of(words: str, own: str, ontology: Ontology) -> frozenset[str] | None:
    """Return the incident types that a counted noun covers; None where it is no incident.

    "attack" covers all types within which an attack may happen; "such incidents" are of the
    incident's own type.
    """
    last = bare(words)[-1:]
    if not last or last[0] in _ANY_KIND:
        return frozenset([own])
    found = _nouns(ontology).get(last[0])
    if found is None:
        return None
    wider = {t for t in ontology.ids for f in found if ontology.part_of(f, t)}
    return found | wider if "attack" in found else found


@cache
def _nouns(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Return the types by each of their nouns, without plural endings."""
    out: dict[str, set[str]] = {}
    for lemma, triggers in ontology.lexicon().by_lemma.items():
        for trigger in triggers:
            if trigger.pos == "noun":
                out.setdefault((bare(lemma) or ("",))[0], set()).add(trigger.type)
    return {noun: frozenset(types) for noun, types in out.items()}


def narrower(one: Said) -> Narrower:
    """Return what the words of a claim say of those it counts, up to the end of their phrase."""
    claim, text = one.claim, one.part.record.report.text
    told = " ".join(text[claim.spans[0][0] : claim.spans[0][1]].split())
    at = told.find(claim.of) if claim.of else -1
    tail = told[at + len(claim.of or "") :] if at >= 0 else ""
    tail = _END.split(tail.replace(claim.period or "\0", " , "), maxsplit=1)[0]
    front = " ".join((claim.of or "").split()[:-1])  # "suicide" of "suicide bombing"
    phrase = f"{front} {tail}"
    codes = {code for _, _, code in country_mentions(phrase)}
    for start, end, _ in reversed(list(country_mentions(phrase))):
        phrase = phrase[:start] + " " + phrase[end:]
    return Narrower(frozenset(bare(phrase)) - _EMPTY, frozenset(codes))


_END = re.compile(
    r"[,;:.–—]|\b(?:and|that|which|who|since|this|after|before|when|while|in the past|in the last)\b"
)
_EMPTY = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "by",
        "on",
        "in",
        "at",
        "to",
        "from",
        "with",
        "against",
        "such",
        "similar",
    )
)


def tally(
    known: Iterable[Known],
    types: frozenset[str],
    country: str | None,
    when: Period,
    more: Narrower,
) -> Tallied:
    """Return the incidents of these types in a period and country, sure and unsure ones.

    Unsure are those whose day or country is not known well enough, or of which it is not known that
    they are what the claim's words narrow the count to.
    """
    sure: list[Known] = []
    unsure: list[Known] = []
    first, last = when.first.isoformat(), when.last.isoformat()
    for one in known:
        if types.isdisjoint(one.types):
            continue
        if country is not None and one.country is not None and one.country != country:
            continue
        if one.earliest is None or one.latest is None:
            unsure.append(one)
        elif one.latest < first or one.earliest > last:
            continue
        elif first <= one.earliest and one.latest <= last and one.country and more.covers(one):
            sure.append(one)
        else:
            unsure.append(one)
    return Tallied(sure, unsure, sure)


def _number(
    others: Tallied, span: Bounds, is_tally: bool, own: str, where: str, vague: bool
) -> tuple[Checked, list[str], str]:
    """Check a number; this incident is the last of those that an ordinal counts."""
    counted = [k.id for k in others.sure]
    held = len(counted) + 1
    told = f"the store holds {held} with this one ({where})"
    if others.unsure:
        told += f" and {len(others.unsure)} that may count or not"
    least = held - 1 if is_tally else held  # "four such attacks": with this one or before it
    here = [k.id for k in others.here]
    if len(here) + (not is_tally) > span[1] and not vague:
        return "contradicted", [*here, own], f"{told}, {len(here) + 1} where it happened"
    if least > span[1]:
        return "not enough known", [*counted, own], f"{told}; which area is meant is not told"
    if span[0] <= held <= span[1] or (is_tally and span[0] <= least <= span[1]):
        if others.unsure or vague:
            return "not enough known", [*counted, own], told
        return "supported", [*counted, own], told
    return "not enough known", [*counted, own], f"{told}, fewer than is said"


def _first(others: Tallied, when: Period, where: str) -> tuple[Checked, list[str], str]:
    """Check "the first since 2014": one then, and none between."""
    named = when.named.isoformat() if when.named else None
    then = [k for k in others.sure if named and (k.latest or "") <= named]
    between = [k for k in others.here if k not in then]
    wider = [k for k in others.sure if k not in then]
    if wider and not between:
        told = f"the store holds {len(wider)} before it elsewhere ({where})"
        return "not enough known", [k.id for k in wider], f"{told}; which area is meant is not told"
    if between:
        return (
            "contradicted",
            [k.id for k in between],
            f"the store holds {len(between)} before this one ({where})",
        )
    if then and not others.unsure:
        return (
            "supported",
            [k.id for k in then],
            f"the store holds {len(then)} at the time named and none since ({where})",
        )
    return "not enough known", [k.id for k in then], f"the store holds none before it ({where})"


def _deadliest(
    others: Tallied, killed: Bounds | None, where: str
) -> tuple[Checked, list[str], str]:
    """Check "the deadliest since 2014" by the numbers killed, the least against the greatest."""
    counted = [k.id for k in others.sure]
    if killed is None:
        return "not enough known", counted, "how many this one killed is not known"
    deadlier = [k.id for k in others.here if k.killed is not None and k.killed[0] > killed[1]]
    if deadlier:
        return (
            "contradicted",
            deadlier,
            f"the store holds {len(deadlier)} that killed more ({where})",
        )
    unclear = [k for k in others.sure if k.killed is None or k.killed[1] >= killed[0]]
    if not counted or unclear or others.unsure:
        told = f"the store holds {len(counted)} others ({where})"
        if unclear:
            told += f", of which {len(unclear)} may have killed as many"
        return "not enough known", counted, told
    return (
        "supported",
        counted,
        f"each of the {len(counted)} others that the store holds killed fewer ({where})",
    )
