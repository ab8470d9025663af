"""The list of incidents as they stand: one narrow row each, kept up to date with every change.

Rows follow from records and decisions; they are written in the transaction that keeps either, so that
a list never waits for a comparison. `listing_members` says which incidents of reports each has; the
id that every one of them would give leads to it too, so that an id stays good when reports are added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from saidso.incidents.comparing.counting import Known
from saidso.incidents.ontology import Ontology, load
from saidso.linked import LinkedIncident, Verdict
from saidso.record import Tally
from saidso.store.accounts import Account, account
from saidso.store.decisions import decided_reports, lots
from saidso.store.knowns import known_of
from saidso.store.rows import LARGEST, Row
from saidso.store.scenes import Node, Scene, effective_of, id_of, scene
from saidso.store.tables import Whole, happenings, metadata, records

_FILTERS = ("status", "type", "country", "verdict", "flagged", "earliest", "types")

listing = Table(
    "listing",
    metadata,
    Column("id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("types", String, nullable=False),  # of all its reports: "|bombing|killing|"
    Column("main", Integer, nullable=False),  # 1 where some report is about it
    Column("date", String),  # EDTF
    Column("earliest", String),
    Column("latest", String),
    Column("place", String),
    Column("admin1", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision_km", Float),
    Column("killed_low", Whole),
    Column("killed", Whole),
    Column("killed_high", Whole),
    Column("injured_low", Whole),
    Column("injured", Whole),
    Column("injured_high", Whole),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("verdict", String, nullable=False),  # the worst of its slots
    Column("disputed", String, nullable=False),  # slots, "killed,date"
    Column("differ", String, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("decided", Integer, nullable=False),  # claims that a person decided on
    Column("status", String, nullable=False),  # suggested, confirmed, rejected
    Column("flagged", Integer, nullable=False),
    Column("title", String),  # headline of its first report
    # what lists are sorted by, the greatest first; none is empty, so that indexes serve them
    Column("day", String, nullable=False),  # latest, "" where it is not known
    Column("dead", Whole, nullable=False),  # killed, -1 where it is not known
    Column("pressing", Integer, nullable=False),  # 2 disputed, 1 single origin, 0 other
    Column("weight", Whole, nullable=False),  # of harm
    # both hold all that a list is filtered by: what does not fit is passed over inside the index
    Index("listing_by_day", "day", "main", "reports", "id", *_FILTERS),
    Index("listing_by_pressing", "pressing", "weight", "day", "id", "main", *_FILTERS),
    Index("listing_by_dead", "dead", "id"),
    Index("listing_by_reports", "reports", "id"),
)
"""One row per incident across reports, as it stands."""

listing_members = Table(
    "listing_members",
    metadata,
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Column("incident", String, primary_key=True),
    Column("listing", String, nullable=False),
    Column("own", String, nullable=False),  # the id across reports that it would give as the first
    Index("listing_members_by_listing", "listing"),
    Index("listing_members_by_own", "own"),
)
"""The incident across reports that each incident of a current record belongs to."""

listing_known = Table(
    "listing_known",
    metadata,
    Column("listing", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # MessagePack of `counting.Known`
)
"""What counts over other incidents need of each that was not rejected."""

_WORST: tuple[Verdict, ...] = ("disputed", "differ", "agree", "single")


def refresh(
    connection: Connection, nodes: Iterable[Node], *, types: Ontology | None = None
) -> Scene:
    """Write the rows of some incidents, and of all that stand beside them, anew."""
    wanted = set(nodes)
    ids = _listed(connection, wanted)
    for some in lots(sorted(ids)):
        asked = select(listing_members.c.record, listing_members.c.incident).where(
            listing_members.c.listing.in_(some)
        )
        wanted.update((row, incident) for row, incident in connection.execute(asked))
    found = scene(connection, wanted)
    inside = {node for group in found.groups for node in group.nodes}
    ids |= _listed(connection, inside)
    for some in lots(sorted(ids)):
        _delete(connection, some)
        connection.execute(delete(listing_members).where(listing_members.c.listing.in_(some)))
    rows, members, knowns = [], [], []
    known = types or load()
    for group in found.groups:
        told = account(connection, group, found, known)
        rows.append(_row(told))
        if told.incident.status != "rejected":
            fit = known_of(group.id, told.parts)
            data = msgspec.msgpack.encode(fit, order="deterministic")
            knowns.append({"listing": group.id, "data": data})
        for row, incident in group.nodes:
            report = found.records[row].record.report
            own = id_of((report.name, report.id, incident))
            members.append({"record": row, "incident": incident, "listing": group.id, "own": own})
    if rows:
        connection.execute(insert(listing), rows)
        connection.execute(insert(listing_members), members)
    if knowns:
        connection.execute(insert(listing_known), knowns)
    return found


def forget(connection: Connection, row: int) -> set[Node]:
    """Take a record that is no longer current out of the list; return the incidents that stood beside it."""
    asked = select(listing_members.c.listing).where(listing_members.c.record == row)
    ids = set(connection.scalars(asked))
    out: set[Node] = set()
    for some in lots(sorted(ids)):
        beside = select(listing_members.c.record, listing_members.c.incident).where(
            listing_members.c.listing.in_(some)
        )
        out.update((r, i) for r, i in connection.execute(beside) if r != row)
        _delete(connection, some)
    connection.execute(delete(listing_members).where(listing_members.c.record == row))
    return out


def clear(connection: Connection) -> None:
    """Empty the list."""
    for table in (listing, listing_members, listing_known):
        connection.execute(delete(table))


def _delete(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(delete(listing).where(listing.c.id.in_(ids)))
    connection.execute(delete(listing_known).where(listing_known.c.listing.in_(ids)))


def knowns(connection: Connection) -> list[Known]:
    """Return what counts need to know of all incidents that were not rejected."""
    decoder = msgspec.msgpack.Decoder(Known)
    return [decoder.decode(data) for data in connection.scalars(select(listing_known.c.data))]


def members(connection: Connection, id: str) -> list[Node]:
    """Return the incidents of reports that an incident across reports has; none where it is unknown."""
    asked = select(listing_members.c.record, listing_members.c.incident).where(
        listing_members.c.listing == id
    )
    return [(row, incident) for row, incident in connection.execute(asked)]


def of_record(connection: Connection, row: int) -> set[Node]:
    """Return the incidents of a record as it stands."""
    return {(row, one.id) for one in effective_of(connection, row).record.incidents}


def fill(connection: Connection) -> None:
    """Make the whole list anew."""
    clear(connection)
    types = load()
    done: set[Node] = set()
    current = set(connection.scalars(select(happenings.c.record).distinct()))
    for id, name in decided_reports(connection):  # which may have incidents that only people made
        same = (records.c.report == id) & (records.c.name == name)
        newest = connection.scalar(select(func.max(records.c.row)).where(same))
        current |= {newest} if newest is not None else set()
    for some in lots(sorted(current)):
        nodes = (n for row in some for n in of_record(connection, row))
        new = set(nodes) - done
        if new:
            found = refresh(connection, new, types=types)
            done.update(node for group in found.groups for node in group.nodes)


def ids_like(connection: Connection, id: str) -> set[str]:
    """Return the ids of the incidents that an id means: itself, an earlier one, or its beginning."""
    for fits in (listing_members.c.listing == id, listing_members.c.own == id):
        found = set(connection.scalars(select(listing_members.c.listing).where(fits).distinct()))
        if found:
            return found
    begins = listing_members.c.listing.startswith(id, autoescape=True)
    return set(connection.scalars(select(listing_members.c.listing).where(begins).distinct()))


def _listed(connection: Connection, nodes: Collection[Node]) -> set[str]:
    wanted = set(nodes)
    out: set[str] = set()
    for some in lots(sorted({row for row, _ in wanted})):
        asked = select(listing_members).where(listing_members.c.record.in_(some))
        out.update(r.listing for r in connection.execute(asked) if (r.record, r.incident) in wanted)
    return out


def _row(found: Account) -> Row:
    one = found.incident
    date, place = one.date, one.place
    killed, injured = _tally(one, "killed"), _tally(one, "injured")
    verdicts = [c.verdict for c in one.slots.values()]
    disputed = [s for s, c in one.slots.items() if c.verdict == "disputed"]
    differ = [s for s, c in one.slots.items() if c.verdict == "differ"]
    sayings = {
        (c.report, c.claim): c for s in one.slots.values() for g in s.groups for c in g.claims
    }
    decided = sum(c.decided is not None for c in sayings.values())
    first = found.records[one.reports[0]].report if one.reports else None
    dead, hurt = (t.best or 0 if t else 0 for t in (killed, injured))
    return {
        "id": one.id,
        "type": one.type,
        "types": f"|{'|'.join(sorted({p.incident.type for p in found.parts} | {one.type}))}|",
        "main": int(any(p.incident.main for p in found.parts)),
        "date": date.edtf if date else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "place": place.name if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision_km": place.precision_km if place else None,
        **_columns("killed", killed),
        **_columns("injured", injured),
        "reports": len(one.reports),
        "origins": len(one.origins),
        "verdict": next((v for v in _WORST if v in verdicts), "single"),
        "disputed": ",".join(disputed),
        "differ": ",".join(differ),
        "claims": len(sayings) + len(one.aside),
        "decided": decided + len(one.aside),
        "status": one.status,
        "flagged": int(one.flagged is not None),
        "title": first.title if first else None,
        "day": (date.latest if date else None) or "",
        "dead": -1 if killed is None or killed.best is None else min(LARGEST, killed.best),
        "pressing": 2 if disputed else 1 if len(one.origins) < 2 else 0,
        "weight": min(LARGEST, dead * 10 + hurt),
    }


def _tally(one: LinkedIncident, slot: str) -> Tally | None:
    found = one.slots.get(slot)  # type: ignore[call-overload]  # both names are slots
    return found.summary if found else None


def _columns(name: str, tally: Tally | None) -> Row:
    values = (tally.low, tally.best, tally.high) if tally else (None, None, None)
    keys = (f"{name}_low", name, f"{name}_high")
    return {k: None if v is None else min(v, LARGEST) for k, v in zip(keys, values, strict=True)}


def create(connection: Connection) -> None:
    """Make the tables of the list, empty; they are derived, so a change of them makes them anew."""
    for table in (listing_members, listing, listing_known):
        table.drop(connection, checkfirst=True)
    for table in (listing, listing_members, listing_known):
        table.create(connection)
