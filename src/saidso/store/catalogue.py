"""The catalogue: incidents across reports as they stand, what waits for people, and what they decided."""

from __future__ import annotations

from collections.abc import Iterator

from saidso.incidents.comparing.counting import Known
from saidso.store import decisions, listing, samples, shelf, tasks
from saidso.store.accounts import Account
from saidso.store.agreement import Agreement, agreement
from saidso.store.book import Book
from saidso.store.database import Database
from saidso.store.differences import Difference, differences
from saidso.store.lookup import Logged, reports_of, told
from saidso.store.reviewers import Reviewers
from saidso.store.samples import Sample
from saidso.store.shelf import Facet, Facets, Listed, Query
from saidso.store.tasks import Choice, Task

_LOT = 500
"""Ids that are fetched at a time."""


class Catalogue:
    """What people read of an open store, and do with it. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def place(self) -> str:
        """Where the store is, as the caller gave it."""
        return self._database.place

    @property
    def decide(self) -> Book:
        """What people do to claims, incidents and reports."""
        return Book(self._database)

    @property
    def reviewers(self) -> Reviewers:
        """Who decides, and their sessions."""
        return Reviewers(self._database)

    def log(
        self,
        *,
        reviewer: str | None = None,
        incident: str | None = None,
        after: int = 0,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[Logged]:
        """Return entries of the log of decisions, and whether each is in force.

        All, those of a reviewer, those about the reports of an incident.
        """
        with self._database.reading() as connection:
            reports = None if incident is None else reports_of(connection, incident, self.place)
            found = list(
                decisions.entries(
                    connection,
                    reviewer=reviewer,
                    after=after,
                    limit=limit,
                    newest_first=newest_first,
                    reports=reports,
                )
            )
            undone = decisions.undone_among(connection, [d.n for d in found])
        return [Logged(d, d.n not in undone) for d in found]

    def known(self) -> list[Known]:
        """Return what counts over incidents need to know of all that were not rejected."""
        with self._database.reading() as connection:
            return listing.knowns(connection)

    def shelf(
        self, query: Query | None = None, *, limit: int | None = None, offset: int = 0
    ) -> list[Listed]:
        """Return a page of the list of incidents across reports, as they stand."""
        with self._database.reading() as connection:
            return shelf.page(connection, query or Query(), limit=limit, offset=offset)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all incidents across reports; some hundreds of them are held at a time."""
        last = ""
        while True:
            with self._database.reading() as connection:
                found = shelf.ids(connection, last, limit=_LOT)
            if not found:
                return
            yield from found
            last = found[-1]

    def facets(self, query: Query | None = None) -> dict[Facet, dict[str, int]]:
        """Return by facet how many incidents have each value, under the other filters of the query."""
        return self.counted(query).counts

    def counted(self, query: Query | None = None) -> Facets:
        """Return how many incidents fit a query, and the counts by facet, in one pass."""
        with self._database.reading() as connection:
            return shelf.facets(connection, query or Query())

    def number(self, query: Query | None = None) -> int:
        """Return how many incidents across reports fit a query."""
        return self.counted(query).number

    def account(self, id: str, *, eyes: str | None = None) -> Account:
        """Return an incident across reports as it stands, by its id, an earlier id or its beginning.

        With `eyes`, without what others than that reviewer decided of its claims.
        """
        with self._database.reading() as connection:
            return told(connection, id, self.place, eyes=eyes)

    def agreement(self, a: str, b: str, *, sample: str | None = None) -> Agreement:
        """Return how two reviewers agree on all that both decided, or on a sample."""
        with self._database.reading() as connection:
            within = None
            if sample is not None:
                within = set(samples.sample(connection, sample).incidents)
            return agreement(connection, a, b, within=within)

    def draw(
        self, name: str, a: str, b: str, *, count: int, seed: int = 1, query: Query | None = None
    ) -> Sample:
        """Draw a sample of incidents for two reviewers, and keep it; raises UsageError."""
        with self._database.writing() as connection:
            wanted = query or Query(main=True)
            return samples.draw(connection, name, a, b, count=count, seed=seed, query=wanted)

    def samples(self) -> list[Sample]:
        """Return all samples by name."""
        with self._database.reading() as connection:
            return samples.all_samples(connection)

    def tasks(self, id: str) -> list[Task]:
        """Return the claims of an incident that nobody decided on, in the order of the queue."""
        return tasks.tasks(self.account(id))

    def preview(
        self, choice: Choice, *, incident: str | None = None, query: Query | None = None
    ) -> list[Task]:
        """Return the waiting claims that a bulk decision would be about: of one incident, or of a list."""
        ids = [incident] if incident is not None else [one.id for one in self.shelf(query)]
        return [task for id in ids for task in tasks.chosen(self.account(id), choice)]

    def differences(self, incident: str | None = None) -> list[Difference]:
        """Return what the newest readings have otherwise than people decided or saw."""
        with self._database.reading() as connection:
            reports = None if incident is None else reports_of(connection, incident, self.place)
            return list(differences(connection, reports))

    def after(self, id: str, query: Query | None = None) -> Listed | None:
        """Return the incident that comes after one in a list; the first where it is not in it."""
        with self._database.reading() as connection:
            return shelf.after(connection, query or Query(), id)
