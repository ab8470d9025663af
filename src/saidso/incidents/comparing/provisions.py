"""Provisions: what is alleged of agreements in an incident, and which of ours cover what is told.

The one is what speakers say, the other a suggestion of saidso. Neither says that anything was broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saidso.incidents.agreements import Agreement, Forbids, Party, Provision
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.linking.phrases import bare
from saidso.incidents.sites.whereabouts import holds, known, near, place_named
from saidso.linked import Alleged, LinkedIncident, Matching
from saidso.record import Entity, IncidentPlace


def alleged(
    said: Iterable[Said], incident: LinkedIncident, agreements: Sequence[Agreement]
) -> list[Alleged]:
    """Return the claims that an agreement was breached, with those who say or deny it."""
    out = []
    for one in said:
        claim = one.claim
        if claim.slot != "breach":
            continue
        named = claim.agreement or str(claim.value)
        meant = _meant(named, incident, agreements)
        out.append(
            Alleged(
                report=one.part.record.report.name,
                claim=claim.id,
                said_by=list(one.said_by),
                chain=list(one.chain),
                stance=claim.stance if claim.stance == "denies" else "asserts",
                certainty=claim.certainty,
                named=named,
                act=claim.provision,
                agreement=meant.id if meant else None,
            )
        )
    return out


def _meant(
    named: str, incident: LinkedIncident, agreements: Sequence[Agreement]
) -> Agreement | None:
    """Return the one agreement of ours that is named, None where none or several can be."""
    words = bare(named)
    full = [a for a in agreements if any(_holds(words, n) for n in a.names)]
    here = [a for a in full if _in_reach(a, incident)]
    if not full:
        here = [
            a
            for a in agreements
            if any(_holds(words, n) for n in a.short)
            and incident.place is not None
            and _in_reach(a, incident)
        ]
    return here[0] if len(here) == 1 else None


def _in_reach(agreement: Agreement, incident: LinkedIncident) -> bool:
    """Return whether nothing that is known puts the incident outside an agreement."""
    date, place = incident.date, incident.place
    if date and agreement.in_force.holds(date.earliest, date.latest) is False:
        return False
    return place is None or place.country is None or place.country in agreement.countries


def matching(
    incident: LinkedIncident, parts: Sequence[Part], agreements: Sequence[Agreement]
) -> list[Matching]:
    """Return the provisions that cover what is told: act, place, time and who is said to have done it."""
    place = incident.place
    if place is None or place.country is None:
        return []
    types = {p.incident.type for p in parts} | {
        e.type
        for p in parts
        for e in p.record.events
        if e.id in p.incident.events and e.status in ("happened", "attempted", "unclear")
    }
    doers = [e for p in parts for e in p.record.entities if e.id in p.incident.perpetrators]
    date = incident.date
    out = []
    for agreement in agreements:
        if place.country not in agreement.countries:
            continue
        force = agreement.in_force.holds(
            date.earliest if date else None, date.latest if date else None
        )
        if force is False:
            continue
        for provision in agreement.provisions:
            because = _because(provision, agreement, types, doers, place)
            if not because:
                continue
            if force is None:
                because.append("the day is not known well enough to say whether it was in force")
            out.append(
                Matching(
                    agreement=agreement.id,
                    provision=provision.id,
                    text=provision.says,
                    source=f"{agreement.name}: {provision.source}",
                    because="; ".join(because),
                )
            )
    return out


def _because(
    provision: Provision,
    agreement: Agreement,
    types: set[str],
    doers: Sequence[Entity],
    place: IncidentPlace,
) -> list[str]:
    """Return why a provision covers what is told, nothing where it does not."""
    ban = provision.forbids
    acts = sorted(types.intersection(ban.types))
    if not acts or not _there(ban, place):
        return []
    told = ", ".join(a.replace("_", " ") for a in acts)
    because = [f"reports tell of {told}", f"at {place.name}"]
    bound = [p for p in agreement.parties if p.id in ban.by or not ban.by]
    matched = sorted({d.name for d in doers if any(_is(d, p) for p in bound)})
    if matched:
        because.append(f"done, as is said, by {', '.join(matched)}")
    elif agreement.actors == "required" or any(_foreign(d, agreement) for d in doers):
        return []
    elif doers:
        names = ", ".join(sorted({d.name for d in doers}))
        because.append(f"whether {names} belong to a party is not told")
    else:
        because.append("who did it is not told")
    return because


def _there(ban: Forbids, place: IncidentPlace) -> bool:
    """Return whether a place lies where a ban holds."""
    if ban.countries and place.country not in ban.countries:
        return False
    if not ban.places:
        return True
    site = known(place)
    areas = [p for name in ban.places if (p := place_named(name)) is not None]
    return any(holds(area, site) or near(area, site) for area in areas)


def _is(entity: Entity, party: Party) -> bool:
    """Return whether an actor belongs to a party: by its name, or by its country and sector."""
    words = bare(entity.name)
    if any(_holds(words, name) for name in party.names):
        return True
    country, sector = entity.codes.get("country"), entity.codes.get("plover", "").split(" ")[-1]
    return country in party.countries and (not party.sectors or sector in party.sectors)


def _foreign(entity: Entity, agreement: Agreement) -> bool:
    """Return whether an actor is known to belong to none of the parties.

    Of a country's people whose calling is not known that is not known either.
    """
    country, sector = entity.codes.get("country"), entity.codes.get("plover")
    if country is None or any(_is(entity, p) for p in agreement.parties):
        return False
    return sector is not None or all(country not in p.countries for p in agreement.parties)


def _holds(words: Sequence[str], name: str) -> bool:
    """Return whether all words of a name stand in the words, in a row."""
    part = bare(name)
    size = len(part)
    return any(tuple(words[i : i + size]) == part for i in range(len(words) - size + 1))
