"""Write the rows in `docs/formats/*.md`: what `saidso export` makes of the two reports of one blast.

The reports are `src/saidso/samples/market-blast.jsonl`. Each page has its own words and, between two
marks, a real row explained cell by cell; tests/exchange/test_docs.py compares.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from saidso.capture import find, report
from saidso.casefile import CaseFile
from saidso.errors import InputError
from saidso.exchange import acled, gdelt, icews, polecat, ucdp, webannotation
from saidso.exchange.case import Case
from saidso.exchange.cells import Cell, LeftOut, Row
from saidso.exchange.claims import ClaimRow
from saidso.exchange.formats import export
from saidso.exchange.parquet import IncidentRow
from saidso.exchange.tables import Layout, line
from saidso.reader import Reader
from saidso.store import open_store

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "formats"
SAMPLE = ROOT / "src/saidso/samples/market-blast.jsonl"
FROM = "<!-- row: written by make docs -->\n"
TO = "<!-- end of row -->\n"
MOST = 3
"""Claims that are listed for a cell; the explanation has them all."""
SHORT = 100
"""Characters of a value that are shown."""


def format_pages() -> dict[Path, str]:
    """Return the pages and what they should hold; raises ImportError without followthemoney."""
    import followthemoney  # noqa: F401  # the page of this format needs it

    return {FOLDER / f"{name}.md": _page(name, write) for name, write in _ROWS.items()}


def _page(name: str, write: Callable[[], Iterator[str]]) -> str:
    before, rest = (FOLDER / f"{name}.md").read_text().split(FROM)
    return f"{before}{FROM}\n" + "\n".join(write()) + f"\n\n{TO}{rest.split(TO)[1]}"


@cache
def _case() -> Case:
    """Return the blast as the store tells it."""
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "docs.db") as store:
        for found in find([str(SAMPLE)]):
            assert not isinstance(found, InputError)
            record = reader.read(report(found))
            store.add(record, found.data, media=found.media, name=found.name)
        file = CaseFile(store)
        incident = file.incident("market-blast-wire")
        return Case(incident, file.records_of(incident))


def _files(name: str) -> list[str]:
    """Return the text of the files of an export of the blast."""
    with tempfile.TemporaryDirectory() as folder:
        done = export(name, [_case()], Path(folder) / "out.json")
        return [path.read_text() for path in done.files]


def _table(layout: Layout, row: Row | LeftOut) -> Iterator[str]:
    """Yield each column of a row, its cell, by which rule and from which claims it is."""
    assert not isinstance(row, LeftOut)
    yield "| | Column | Cell | By which rule | From which claims |"
    yield "|---|---|---|---|---|"
    for number, (column, cell) in enumerate(zip(layout.columns, line(layout, row), strict=True), 1):
        made = row.get(column, Cell(""))
        rule = made.rule or ("" if made.value else "not known to the store")
        yield f"| {number} | {column} | {_code(cell)} | {_plain(rule)} | {_claims(made)} |"


def _claims(cell: Cell) -> str:
    refs = [f"`{r}`" for r in cell.claims[:MOST]]
    more = len(cell.claims) - MOST
    return ", ".join(refs) + (f" and {more} more" if more > 0 else "")


def _code(value: object) -> str:
    text = _plain(" ".join(str(value).split()))
    text = text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
    return f"`{text}`" if text else ""


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def _mentions() -> Iterator[str]:
    yield from _table(gdelt.layout(), gdelt.row(_case()))
    yield ""
    first = next(gdelt.mentions(_case()))
    yield "Its first mention:"
    yield ""
    yield "| | Column | Cell |"
    yield "|---|---|---|"
    for number, column in enumerate(gdelt.mentions_layout().columns, 1):
        yield f"| {number} | {column} | {_code(first.get(column, Cell('')).value)} |"


def _claim_row() -> dict[str, str]:
    (text,) = _files("claims")
    return next(
        row for row in csv.DictReader(text.splitlines()) if row["slot"] == "killed" and row["low"]
    )


def _fields(kind: type, row: dict[str, Any], meaning: dict[str, str]) -> Iterator[str]:
    yield "| | Column | Cell | Meaning |"
    yield "|---|---|---|---|"
    for number, column in enumerate(kind.__struct_fields__, 1):  # type: ignore[attr-defined]
        value = "" if row[column] is None else row[column]
        yield f"| {number} | {column} | {_code(value)} | {meaning[column]} |"


def _claims_page() -> Iterator[str]:
    yield from _fields(ClaimRow, _claim_row(), CLAIM)


def _parquet() -> Iterator[str]:
    import pyarrow.parquet

    with tempfile.TemporaryDirectory() as folder:
        done = export("parquet", [_case()], Path(folder) / "out.parquet")
        tables = [pyarrow.parquet.read_table(path) for path in done.files]
    for table, title in zip(tables, ("A claim:", "The incident:"), strict=True):
        rows = table.to_pylist()
        row = next((r for r in rows if r.get("slot") == "killed" and r["low"]), rows[0])
        yield title
        yield ""
        yield "| Column | Type | Cell |"
        yield "|---|---|---|"
        for field in table.schema:
            value = "" if row[field.name] is None else row[field.name]
            yield f"| {field.name} | {field.type} | {_code(value)} |"
        yield ""


def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.sqlite"
        export("sqlite", [_case()], out)
        base = sqlite3.connect(out)
        base.row_factory = sqlite3.Row
        for table, what in TABLES.items():
            where = "WHERE slot = 'killed' AND low" if table == "claims" else ""
            row = base.execute(f"SELECT * FROM {table} {where} LIMIT 1").fetchone()
            yield f"`{table}`: {what}"
            yield ""
            yield "| Column | Cell |"
            yield "|---|---|"
            for column in row.keys():  # noqa: SIM118  # a row of sqlite3 is no mapping
                yield f"| {column} | {_code('' if row[column] is None else row[column])} |"
            yield ""
        base.close()


def _json(value: object) -> Iterator[str]:
    yield "```json"
    yield json.dumps(value, indent=2, ensure_ascii=False)
    yield "```"


def _keys(rows: dict[str, str]) -> Iterator[str]:
    yield ""
    yield "| Key | Meaning |"
    yield "|---|---|"
    for key, meaning in rows.items():
        yield f"| `{key}` | {meaning} |"


def _geojson() -> Iterator[str]:
    feature = json.loads(_files("geojson")[0])["features"][0]
    claims = feature["properties"]["claims"]
    killed = next(c for c in claims if c["slot"] == "killed")
    feature["properties"]["claims"] = [killed, f"... and {len(claims) - 1} more"]
    yield from _json(feature)
    yield from _keys(GEOJSON)


def _webannotation() -> Iterator[str]:
    case = _case()
    groups = case.groups("killed")
    group = max(groups, key=lambda g: max(len(s.chain) for s in g.claims))
    saying = max(group.claims, key=lambda s: len(s.chain))
    yield from _json(webannotation.annotation(case, "killed", group, saying))
    yield from _keys(WEB_ANNOTATION)


def _schemaorg() -> Iterator[str]:
    graph = json.loads(_files("schemaorg")[0])["@graph"]
    yield from _json([graph[0], next(n for n in graph if n["@id"].endswith(":killed:0"))])
    yield from _keys(SCHEMA_ORG)


def _ftm() -> Iterator[str]:
    entities, statements = _files("ftm")
    found = [json.loads(text) for text in entities.splitlines()]
    event = found[0]
    note = next(e for e in found if e["properties"].get("name", [""])[0].startswith("killed"))
    link = next(e for e in found if e["schema"] == "Documentation")
    yield from _json([event, note, link])
    yield ""
    yield "A statement of that note:"
    yield ""
    yield "| Column | Cell |"
    yield "|---|---|"
    rows = csv.DictReader(statements.splitlines())
    told = (r for r in rows if r["entity_id"] == note["id"] and r["prop"] == "description")
    row = min(told, key=lambda r: r["value"])
    for column, value in row.items():
        yield f"| {column} | {_code(value)} |"


CLAIM = {
    "incident": "id of the incident across reports, as `saidso incident` takes it",
    "incident_type": "its type (docs/ontology.md)",
    "status": "suggested, confirmed or rejected by people",
    "slot": "what the claim is about",
    "verdict": "agree, differ, disputed or single: over all values of the slot",
    "value": "the value; empty with certainty unknown for an explicit unknown",
    "low": "lower bound of a count; empty where open",
    "high": "upper bound; empty where open",
    "modifier": "at_least, at_most, about, more_than, fewer_than",
    "stance": "asserts or denies",
    "event_status": "attempted, threatened or planned: an act that was not said to be done",
    "certainty": "certain, probable, possible or unknown, after the hedges",
    "subject": "whom the value describes",
    "said_by": "the first speakers, the end of the chain",
    "chain": "all who pass it on, outermost first",
    "origins": "independent origins of this value",
    "agreeing": "independent origins of all values that agree with it",
    "part": "1: it counts some of those whom another value counts together",
    "superseded": "1: its speaker gave another value later",
    "as_of": "when it was said: the day of publication",
    "report": "name of the report",
    "claim": "id of the claim in that report's record",
    "outlet": "outlet of the report",
    "title": "title of the report",
    "url": "address of the report",
    "published": "when it was published (EDTF)",
    "start": "first code point of the words in the text of the report",
    "end": "the code point after the last",
    "words": "the words themselves",
    "dataset": "acled or ucdp where the report is an imported row",
    "standing": "what a person decided of the claim: accepted, edited, added, ...",
    "decided_by": "who did",
}
GEOJSON = {
    "id": "id of the incident",
    "geometry": "point of the place: longitude, latitude (WGS84); null where the place is not known",
    "properties.date": "EDTF; `earliest` and `latest` are its bounds",
    "properties.precision_km": "radius within which the place lies",
    "properties.killed, injured": "low, best and high with the rule that made them; null: nobody says",
    "properties.origins": "independent origins among the reports",
    "properties.claims": "every claim, with the columns of [claims](claims.md)",
}
WEB_ANNOTATION = {
    "motivation": "describing: the annotation says what the words claim",
    "body.value": "slot and value in words; `slot`, `stance`, `certainty` in terms of our own",
    "body.wasQuotedFrom": "the captured text, named by the SHA-256 of its bytes",
    "body.wasAttributedTo": "the outermost speaker, who passes it on",
    "body.wasDerivedFrom": "the statement of that speaker, derived from that of the next, and so on",
    "saidIn": "where a hop stands in the text: who speaks, and the verb of saying",
    "body.hadPrimarySource": "the statement of the first speaker",
    "target.selector": "the words with 32 code points round them, and their position in code points",
}
SCHEMA_ORG = {
    "name": "slot and value in words",
    "text": "the words of each report that says it",
    "about": "the event",
    "author": "who says it first",
    "firstAppearance": "the article that was published first",
    "appearance": "all articles in which it stands",
}
TABLES = {
    "incidents": "a row for each incident",
    "claims": "a row for each claim in each chain; `claims_fts` searches them",
    "reports": "a row for each report, with its text",
}
_ROWS: dict[str, Callable[[], Iterator[str]]] = {
    "acled": lambda: _table(acled.layout(), acled.row(_case())),
    "ucdp": lambda: _table(ucdp.layout(), ucdp.row(_case())),
    "polecat": lambda: _table(polecat.layout(), polecat.row(_case())),
    "icews": lambda: _table(icews.layout(), icews.row(_case())),
    "gdelt": _mentions,
    "claims": _claims_page,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "geojson": _geojson,
    "webannotation": _webannotation,
    "schemaorg": _schemaorg,
    "ftm": _ftm,
}
assert set(CLAIM) == set(ClaimRow.__struct_fields__)
assert IncidentRow.__struct_fields__
