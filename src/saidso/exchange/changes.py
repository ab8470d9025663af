"""What changed between two datasets: incidents added, changed, merged, split, removed; claim by claim.

An incident is followed by its claims. The claims that one report gave to an incident go together: where
most of them are found again, there the report's account went, and with it the incident. Report, slot and
words are the anchor of a claim: what stays when its value or its incident changes.

Both datasets are on disk (`holdings`), and so is what is worked out of them: one incident's claims are in
memory at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec

from saidso.exchange.datasets import Line, Summary
from saidso.exchange.holdings import Holdings, Scratch
from saidso.exchange.pieces import Pairs, Rows

Kind = Literal[
    "added", "changed", "merged", "split", "removed", "moved", "reports_added", "reports_removed"
]


class Value(msgspec.Struct, frozen=True):
    """A fact of an incident that is another now."""

    fact: str
    old: str | None
    new: str | None


class Changed(msgspec.Struct, frozen=True):
    """An incident that is still one: its id before and now, facts, claims that went and came."""

    old: str
    new: str
    facts: list[Value]
    removed: list[Line]
    added: list[Line]


class Told(msgspec.Struct, frozen=True):
    """An incident that came or went, with its claims."""

    incident: Summary
    claims: list[Line]


class Merged(msgspec.Struct, frozen=True):
    """Several incidents that are one now, and the claims that went and came with it."""

    old: list[str]
    new: str
    removed: list[Line]
    added: list[Line]


class Split(msgspec.Struct, frozen=True):
    """One incident that is several now, the one with most of its claims first."""

    old: str
    new: list[str]
    removed: list[Line]
    added: list[Line]


class Moved(msgspec.Struct, frozen=True):
    """A claim that belongs to another incident now."""

    claim: Line
    old: str
    new: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All that is other in the second dataset. `redirects` lead from ids that are gone."""

    added: list[Told]
    removed: list[Told]
    changed: list[Changed]
    merged: list[Merged]
    split: list[Split]
    moved: list[Moved]
    reports_added: list[str]
    reports_removed: list[str]
    redirects: dict[str, list[str]]


_FOLLOW = """
CREATE TABLE homes (anchor BLOB, incident TEXT, PRIMARY KEY (anchor, incident)) WITHOUT ROWID;
INSERT OR IGNORE INTO homes
  SELECT c.anchor, c.incident FROM now.claims c JOIN now.incidents i ON i.id = c.incident ORDER BY 1, 2;
CREATE TABLE votes AS
  SELECT c.incident, c.report, h.incident AS home, count(*) AS votes
  FROM was.claims c JOIN homes h ON h.anchor = c.anchor GROUP BY 1, 2, 3;
CREATE TABLE targets (old TEXT, new TEXT, weight INTEGER, PRIMARY KEY (old, new)) WITHOUT ROWID;
INSERT INTO targets
  SELECT v.incident, v.home, sum(v.votes) FROM (
    SELECT *, row_number() OVER (PARTITION BY incident, report
      ORDER BY votes DESC, home = incident DESC, home) AS place FROM votes
  ) v JOIN was.incidents i ON i.id = v.incident WHERE v.place = 1 GROUP BY 1, 2;
INSERT INTO targets
  SELECT i.id, i.id, 0 FROM was.incidents i JOIN now.incidents n ON n.id = i.id
  WHERE NOT EXISTS (SELECT 1 FROM targets t WHERE t.old = i.id);
CREATE INDEX targets_by_new ON targets (new, old);
"""
"""Where each incident went. A report's account goes where most of its claims went, of two places with as
many to the one that keeps the id; an incident goes wherever accounts of it went, most claims first. Where
nothing of it is read as before, an id that is still there means the same reports."""
_ASKED: dict[Kind, str] = {
    "added": "SELECT id, json FROM now.incidents WHERE id NOT IN (SELECT new FROM targets) ORDER BY id",
    "removed": "SELECT id, json FROM was.incidents WHERE id NOT IN (SELECT old FROM targets) ORDER BY id",
    "changed": """
        SELECT o.json, n.json FROM (SELECT old, new FROM targets GROUP BY old HAVING count(*) = 1) t
        JOIN was.incidents o ON o.id = t.old JOIN now.incidents n ON n.id = t.new
        WHERE o.json <> n.json AND (SELECT count(*) FROM targets s WHERE s.new = t.new) = 1
        ORDER BY t.old""",
    "merged": "SELECT new FROM targets GROUP BY new HAVING count(*) > 1 ORDER BY new",
    "split": "SELECT old FROM targets GROUP BY old HAVING count(*) > 1 ORDER BY old",
    "moved": """
        SELECT h.id, c.incident, h.incident FROM was.claims c
        JOIN (SELECT id, max(incident) AS incident FROM now.claims GROUP BY id) h ON h.id = c.id
        WHERE h.incident <> c.incident
        AND NOT ((SELECT count(*) FROM targets t WHERE t.old = c.incident) = 1
          AND EXISTS (SELECT 1 FROM targets t WHERE t.old = c.incident AND t.new = h.incident))
        ORDER BY c.incident, c.id, c.n""",
    "reports_added": "SELECT label FROM now.reports EXCEPT SELECT label FROM was.reports ORDER BY 1",
    "reports_removed": "SELECT label FROM was.reports EXCEPT SELECT label FROM now.reports ORDER BY 1",
}


class Difference(Scratch):
    """All that is other in the second of two datasets, all lists in the order of ids. Use it as a context."""

    def __init__(self, old: Holdings, new: Holdings) -> None:
        self._sides = {"was": old, "now": new}

    def _begin(self) -> None:
        for name, holdings in self._sides.items():
            self._attach(holdings.settle(), name)
        self._base.executescript(_FOLLOW)

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind."""
        out = {}
        for kind, asked in _ASKED.items():
            (out[kind],) = self._base.execute(f"SELECT count(*) FROM ({asked})").fetchone()
        return out

    @property
    def none(self) -> bool:
        """Whether the two are the same."""
        return not any(self.counts.values())

    def added(self) -> Iterator[Told]:
        """Yield the incidents that came."""
        for id, json in self._rows("added"):
            yield Told(_summary(json), list(self._claims("now", [id]).values()))

    def removed(self) -> Iterator[Told]:
        """Yield the incidents that went."""
        for id, json in self._rows("removed"):
            yield Told(_summary(json), list(self._claims("was", [id]).values()))

    def changed(self) -> Iterator[Changed]:
        """Yield the incidents that are still one, and other."""
        for before, after in self._rows("changed"):
            old, new = _summary(before), _summary(after)
            yield Changed(old.id, new.id, _facts(old, new), *self._between([old.id], [new.id]))

    def merged(self) -> Iterator[Merged]:
        """Yield the incidents that several have become."""
        for (id,) in self._rows("merged"):
            asked = "SELECT old FROM targets WHERE new = ? ORDER BY old"
            olds = [old for (old,) in self._base.execute(asked, (id,))]
            yield Merged(olds, id, *self._between(olds, [id]))

    def split(self) -> Iterator[Split]:
        """Yield the incidents that have become several."""
        for (id,) in self._rows("split"):
            found = self._targets(id)
            yield Split(id, found, *self._between([id], found))

    def moved(self) -> Iterator[Moved]:
        """Yield the claims that went elsewhere than where their incident went."""
        for id, old, new in self._rows("moved"):
            yield Moved(self._claims("now", [new])[id], old, new)

    def reports(self, kind: Literal["reports_added", "reports_removed"]) -> Iterator[str]:
        """Yield the reports that came or went, by name and digits of their id."""
        for (label,) in self._rows(kind):
            yield label

    def redirects(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the ids that are gone, and where they lead."""
        gone = "old NOT IN (SELECT id FROM now.incidents)"
        asked = f"SELECT DISTINCT old FROM targets WHERE {gone} ORDER BY old"
        for (id,) in self._base.execute(asked):
            yield id, self._targets(id)

    def target(self, id: str) -> list[str]:
        """Return where an id that is gone leads; nothing where it is still there, or was not."""
        asked = "SELECT 1 FROM now.incidents WHERE id = ?"
        return [] if self._base.execute(asked, (id,)).fetchone() else self._targets(id)

    def members(self) -> Iterator[Rows | Pairs]:
        """Yield what `Changes` has, member by member, to be written as JSON."""
        yield Rows("added", self.added())
        yield Rows("removed", self.removed())
        yield Rows("changed", self.changed())
        yield Rows("merged", self.merged())
        yield Rows("split", self.split())
        yield Rows("moved", self.moved())
        yield Rows("reports_added", self.reports("reports_added"))
        yield Rows("reports_removed", self.reports("reports_removed"))
        yield Pairs("redirects", self.redirects())

    def whole(self) -> Changes:
        """Return all of it in memory."""
        return Changes(
            added=list(self.added()),
            removed=list(self.removed()),
            changed=list(self.changed()),
            merged=list(self.merged()),
            split=list(self.split()),
            moved=list(self.moved()),
            reports_added=list(self.reports("reports_added")),
            reports_removed=list(self.reports("reports_removed")),
            redirects=dict(self.redirects()),
        )

    def _rows(self, kind: Kind) -> sqlite3.Cursor:
        return self._base.execute(_ASKED[kind])

    def _targets(self, id: str) -> list[str]:
        asked = "SELECT new FROM targets WHERE old = ? ORDER BY weight DESC, new"
        return [new for (new,) in self._base.execute(asked, (id,))]

    def _claims(self, side: Literal["was", "now"], ids: Iterable[str]) -> dict[str, Line]:
        """Return the claims of some incidents by id; of two with one id the last."""
        asked = f"SELECT json FROM {side}.claims WHERE incident = ? ORDER BY id, n"
        out: dict[str, Line] = {}
        for id in ids:
            for (json,) in self._base.execute(asked, (id,)):
                claim = msgspec.json.decode(json, type=Line)
                out[claim.id] = claim
        return out

    def _between(self, old: list[str], new: list[str]) -> tuple[list[Line], list[Line]]:
        """Return the claims that only the old incidents had, and those that only the new ones have."""
        had, has = self._claims("was", old), self._claims("now", new)
        gone = [claim for id, claim in had.items() if id not in has]
        return gone, [claim for id, claim in has.items() if id not in had]


def _summary(json: bytes) -> Summary:
    return msgspec.json.decode(json, type=Summary)


def _facts(old: Summary, new: Summary) -> list[Value]:
    facts = []
    for fact in ("state", "type", "date", "place", "country", "killed", "injured"):
        was, is_ = getattr(old, fact), getattr(new, fact)
        if was != is_:
            facts.append(Value(fact, _shown(was), _shown(is_)))
    return facts


def _shown(value: object) -> str | None:
    if isinstance(value, list):
        return " / ".join("?" if part is None else str(part) for part in value)
    return None if value is None else str(value)
