"""Looking up: an incident across reports by what a person calls it, and the log that is about it."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from saidso.decision import Decision
from saidso.errors import StoreError
from saidso.incidents.comparing.report_names import name_and_id
from saidso.incidents.ontology import Ontology, load
from saidso.store import listing
from saidso.store.accounts import Account, account
from saidso.store.scenes import scene
from saidso.store.tables import incidents, records

SHORTEST = 3
"""Characters of an incident's id that are enough to ask for it."""


class Logged(msgspec.Struct, frozen=True):
    """An entry of the log of decisions, and whether it is in force."""

    decision: Decision
    in_force: bool


def full_id(connection: Connection, asked: str, place: str) -> str:
    """Return the id of an incident by its id, an earlier one, its beginning, or a report about it.

    Raises StoreError where there is none or where several fit.
    """
    found = listing.ids_like(connection, asked)
    if len(found) == 1 and (asked in found or len(asked) >= SHORTEST):
        return found.pop()
    main = select(listing.listing_members.c.listing).where(
        listing.listing_members.c.record == records.c.row,
        listing.listing_members.c.incident == incidents.c.id,
        incidents.c.record == records.c.row,
        incidents.c.main == 1,
        records.c.name == asked,
    )
    by_report: set[str] = set(connection.scalars(main))
    if len(by_report) == 1:
        return by_report.pop()
    what = (
        f"{len(found)} incidents begin with {asked}" if found else f"there is no incident {asked}"
    )
    raise StoreError(f"store {place}: {what}", help="`saidso incidents` lists them with their ids")


def told(
    connection: Connection,
    asked: str,
    place: str,
    *,
    types: Ontology | None = None,
    eyes: str | None = None,
) -> Account:
    """Return an incident across reports as it stands; raises StoreError as `full_id`.

    With `eyes`, as a reviewer of that name sees it who shall not see what others decided of its
    claims; which reports belong together is the same for all.
    """
    id = full_id(connection, asked, place)

    def seen(decision: Decision) -> bool:
        return eyes is None or decision.by == eyes or decision.regroups

    nodes = listing.members(connection, id)
    found = scene(connection, nodes, keep=seen)
    group = next(g for g in found.groups if not set(nodes).isdisjoint(g.nodes))
    return account(connection, group, found, types or load())


def newest(connection: Connection, name: str) -> dict[str, int]:
    """Return the current row of each report with this name, or name and beginning of its id, by id."""
    asked = select(records.c.report, func.max(records.c.row)).group_by(records.c.report)
    found = connection.execute(asked.where(records.c.name == name)).all()
    apart = name_and_id(name)
    if not found and apart is not None:
        begins = records.c.report.startswith(apart[1], autoescape=True)
        found = connection.execute(asked.where(records.c.name == apart[0], begins)).all()
    return {report: int(row) for report, row in found}


def reports_of(connection: Connection, asked: str, place: str) -> set[tuple[str, str]]:
    """Return id and name of the reports of an incident."""
    id = full_id(connection, asked, place)
    members = listing.listing_members
    named = (
        select(records.c.report, records.c.name)
        .join(members, members.c.record == records.c.row)
        .where(members.c.listing == id)
    )
    return {(report, name) for report, name in connection.execute(named)}
