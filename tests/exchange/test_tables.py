"""ACLED, UCDP GED, POLECAT, GDELT and ICEWS: only values that the codebooks have."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from saidso.capture import find, report
from saidso.casefile import CaseFile
from saidso.errors import InputError
from saidso.exchange import acled, codebook, gdelt, icews, polecat, ucdp
from saidso.exchange.case import Case
from saidso.exchange.cells import LeftOut, Row
from saidso.exchange.formats import export
from saidso.exchange.tables import Layout
from saidso.reader import Reader
from saidso.store import open_store

CODED = {"acled": acled, "ucdp": ucdp, "polecat": polecat, "gdelt": gdelt, "icews": icews}


def rows_of(name: str, cases: list[Case]) -> list[dict[str, str]]:
    """Return the rows of the cases as they are, by column."""
    made = [CODED[name].row(case) for case in cases]
    return [{c: cell.value for c, cell in r.items()} for r in made if not isinstance(r, LeftOut)]


def read(path: Path, layout: Layout) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        found = list(csv.reader(file, delimiter=layout.delimiter))
    if layout.header:
        assert found.pop(0) == list(layout.columns)
    assert all(len(row) == len(layout.columns) for row in found)
    return [dict(zip(layout.columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("name", CODED)
def test_file_has_the_columns_of_the_codebook(
    name: str, cases: list[Case], hostile_cases: list[Case], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    done = export(name, [*cases, *hostile_cases], out)
    found = read(out, CODED[name].layout())
    assert len(found) == done.rows > 0
    assert done.rows + len(done.left_out) == len(cases) + len(hostile_cases)
    ids = [row[CODED[name].layout().id] for row in found]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", CODED)
def test_a_row_has_no_column_of_its_own(name: str, cases: list[Case]) -> None:
    for row in rows_of(name, cases):
        assert set(row) <= set(CODED[name].layout().columns)


def test_acled_values_are_those_of_the_codebook(cases: list[Case]) -> None:
    book = codebook.acled()
    pairs = {f"{a}-{b}" for i, a in enumerate(book.inter) for b in book.inter[i:]}
    interactions = pairs | {f"{a} only" for a in book.inter} | {""}
    for row in rows_of("acled", cases):
        assert row["sub_event_type"] in book.events[row["event_type"]]
        assert row["disorder_type"] in book.disorder.values()
        assert row["time_precision"] in ("1", "2", "3")
        assert row["geo_precision"] in ("1", "2", "3")
        assert row["inter1"] in ("", *book.inter)
        assert row["inter2"] in ("", *book.inter)
        assert row["interaction"] in interactions
        assert row["civilian_targeting"] in ("", "Civilian targeting")
        assert row["region"] in book.regions
        assert date.fromisoformat(row["event_date"]).year == int(row["year"])
        assert int(row["fatalities"]) >= 0
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert row["event_id_cnty"][:3] in codebook.states()
        assert int(row["event_id_cnty"][3:]) >= 0
        assert bool(row["actor1"]) == bool(row["inter1"]) or row["actor1"]


def test_ucdp_values_are_those_of_the_codebook(cases: list[Case]) -> None:
    book = codebook.ucdp()
    found = rows_of("ucdp", cases)
    assert {row["type_of_violence"] for row in found} >= {"1", "3"}
    for row in found:
        assert int(row["type_of_violence"]) in book.type_of_violence
        assert int(row["where_prec"]) in book.where_prec
        assert int(row["date_prec"]) in book.date_prec
        assert int(row["event_clarity"]) in book.event_clarity
        assert row["region"] in book.regions
        low, best, high = (int(row[c]) for c in ("low", "best", "high"))
        assert 0 <= low <= best <= high
        assert high >= 1
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[c]) for c in parts) == best
        start, end = (date.fromisoformat(row[c][:10]) for c in ("date_start", "date_end"))
        assert start <= end
        assert start.year == int(row["year"])
        assert 1 <= int(row["priogrid_gid"]) <= 259200
        assert row["dyad_name"] == f"{row['side_a']} - {row['side_b']}"


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [(-89.75, -179.75, 1), (-89.75, 179.75, 720), (89.75, 179.75, 259200), (9.25, 7.25, 142935)],
)
def test_cells_of_prio_grid(lat: float, lon: float, gid: int) -> None:
    """Corners of the grid (codebook 2.0: 360 rows from the south, 720 columns from the west)."""
    assert ucdp.cell_of(lat, lon) == gid


def test_polecat_values_are_those_of_plover(cases: list[Case]) -> None:
    book = codebook.plover()
    sectors = {s for some in codebook.acled().sectors.values() for s in some}
    for row in rows_of("polecat", cases):
        assert row["Event Mode"] in book.events[row["Event Type"]]
        assert row["Event Type"] in book.quad[row["Quad Code"]]
        assert -10 <= float(row["Event Intensity"]) <= 10
        date.fromisoformat(row["Event Date"])
        for end in ("Actor", "Recipient"):
            assert row.get(f"Primary {end} Sector", "") in {"", *sectors}
            assert row.get(f"{end} Country", "") in {"", *codebook.states()}


def test_unknown_cells_of_polecat_are_none(cases: list[Case], tmp_path: Path) -> None:
    export("polecat", cases, tmp_path / "out.txt")
    for row in read(tmp_path / "out.txt", polecat.layout()):
        assert row["Contexts"] == row["Wikipedia Actor ID"] == "None"
        assert "" not in row.values()


def test_icews_values_are_those_of_cameo(cases: list[Case]) -> None:
    for row in rows_of("icews", cases):
        assert float(row["Intensity"]) == codebook.cameo_scores()[row["CAMEO Code"]]
        assert row["Event Text"] == codebook.cameo().names[row["CAMEO Code"]]
        assert int(row["Event ID"]) < 2**63
        assert int(row["Story ID"]) < 2**63
        date.fromisoformat(row["Event Date"])


def test_gdelt_values_are_those_of_the_codebook(cases: list[Case]) -> None:
    roles = {"", *codebook.cameo().roles.values()}
    for row in rows_of("gdelt", cases):
        code = row["EventCode"]
        assert code.startswith(row["EventBaseCode"])
        assert row["EventBaseCode"].startswith(row["EventRootCode"])
        assert code[:2] in codebook.cameo().quad[int(row["QuadClass"])]
        assert float(row["GoldsteinScale"]) == codebook.cameo_scores()[code]
        day = date(int(row["Day"][:4]), int(row["Day"][4:6]), int(row["Day"][6:]))
        assert row["MonthYear"] == f"{day:%Y%m}"
        assert day.year <= float(row["FractionDate"]) < day.year + 1.1
        assert row["IsRootEvent"] in ("0", "1")
        assert row["ActionGeo_Type"] in ("0", "1", "2", "3", "4", "5")
        assert row.get("Actor1Type1Code", "") in roles
        assert int(row["NumMentions"]) >= 1


def test_mentions_point_at_their_words(cases: list[Case], tmp_path: Path) -> None:
    """The offset of an action is that of an event's trigger in the text of the report."""
    export("gdelt", cases, tmp_path / "events.csv")
    events = read(tmp_path / "events.csv", gdelt.layout())
    found = read(tmp_path / "events.mentions.csv", gdelt.mentions_layout())
    counts = {row["GlobalEventID"]: int(row["NumMentions"]) for row in events}
    assert len(found) == sum(counts.values())
    told = {
        (str(case.number), event.trigger[0]): record.report.text[slice(*event.trigger)]
        for case in cases
        for record, incident in case.members
        for event in record.events
        if event.id in incident.events
    }
    named: dict[tuple[str, int], dict[str, set[int]]] = {}
    for case in cases:
        for record, incident in case.members:
            for event in record.events:
                if event.id in incident.events:
                    parts = named.setdefault((str(case.number), event.trigger[0]), {})
                    for p in event.participants:
                        parts.setdefault(p.role, set()).add(p.span[0])
    for row in found:
        words = told[row["GlobalEventID"], int(row["ActionCharOffset"])]
        assert words.strip()
        assert row["MentionType"] in ("1", "2")
        parts = named[row["GlobalEventID"], int(row["ActionCharOffset"])]
        assert int(row["Actor1CharOffset"]) in parts.get("perpetrator", {-1})
        second = parts.get("victim", set()) | parts.get("target", set())
        assert int(row["Actor2CharOffset"]) in (second or {-1})
        assert int(row["MentionDocLen"]) > int(row["ActionCharOffset"])


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_each_cell_that_sums_up_claims_names_its_rule_and_claims(
    name: str, cases: list[Case], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    done = export(name, cases, out, explain=True)
    assert done.files == [out, tmp_path / "out.csv.explain.jsonl"]
    notes = [json.loads(text) for text in done.files[1].read_text().splitlines()]
    assert len(notes) == len(cases)
    known = {
        f"{report}#{claim.id}"
        for case in cases
        for report, record in case.records.items()
        for claim in record.claims
    }
    rows = {row[CODED[name].layout().id]: row for row in rows_of(name, cases)}
    for note in notes:
        assert (note["left_out"] is None) == bool(note["cells"])
        for column, cell in note["cells"].items():
            assert cell["rule"]
            assert set(cell["claims"]) <= known
            assert cell["value"] == rows[note["id"]][column]
        for column in ("fatalities", "best"):
            if note["cells"].get(column, {}).get("value", "0") != "0":
                assert note["cells"][column]["claims"]


def test_acled_and_ucdp_come_from_the_same_claims(cases: list[Case]) -> None:
    """Fatalities of the one and low of the other are one count of the same claims."""
    for case in cases:
        one, other = acled.row(case), ucdp.row(case)
        if isinstance(one, LeftOut) or isinstance(other, LeftOut):
            continue
        assert one["fatalities"].value == other["low"].value
        assert one["fatalities"].claims == other["low"].claims
        assert one["latitude"].claims == other["latitude"].claims


def by_name(name: str, cases: list[Case], report: str) -> Row:
    case = next(c for c in cases if report in c.records and any(i.main for _, i in c.members))
    made = CODED[name].row(case)
    assert not isinstance(made, LeftOut)
    return made


def test_both_armies_of_a_ceasefire_line_are_actors(cases: list[Case]) -> None:
    """Two perpetrators of two countries are the two actors of a clash, not the one and its dead."""
    row = by_name("acled", cases, "line-of-control")
    assert row["actor1"].value == "Military Forces of India"
    assert row["actor2"].value == "Military Forces of Pakistan"
    assert row["interaction"].value == "State forces-External/Other forces"


def test_who_is_said_to_have_sent_a_bomber_stands_before_the_bearer(cases: list[Case]) -> None:
    """An unarmed "woman" carried the bomb; police say that militants sent her."""
    row = by_name("acled", cases, "market-blast-wire")
    assert row["actor1"].value == "Islamist militants"
    assert row["inter1"].value == "Rebel group"


def test_an_attack_on_police_is_a_battle(cases: list[Case]) -> None:
    row = by_name("acled", cases, "police-ambush.html")
    assert (row["event_type"].value, row["sub_event_type"].value) == ("Battles", "Armed clash")
    other = by_name("ucdp", cases, "police-ambush.html")
    assert other["side_a"].value == "Government of Colombia"
    assert other["deaths_a"].value == other["best"].value == "5"


def test_who_did_it_is_not_made_up(cases: list[Case]) -> None:
    """Nobody names who shelled the town: ACLED's name for that, and no row in UCDP."""
    row = by_name("acled", cases, "border-town-shelling.html")
    assert row["actor1"].value == "Unidentified Armed Group (Libya)"
    assert row["actor1"].claims == ()
    case = next(c for c in cases if "border-town-shelling.html" in c.records)
    assert isinstance(ucdp.row(case), LeftOut)


def test_what_only_the_coders_of_a_dataset_decide_stays_empty(cases: list[Case]) -> None:
    for row in rows_of("acled", cases):
        assert not {"source_scale", "tags", "timestamp", "admin2", "admin3"} & set(row)
    for row in rows_of("ucdp", cases):
        assert not {"code_status", "active_year", "conflict_new_id", "dyad_new_id"} & set(row)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "GAO, Mali - A mob beat a trader to death in Gao, Mali, on Monday, police said.",
            "Mob violence",
        ),
        ("GAO, Mali - A man stabbed a trader in Gao, Mali, on Monday, police said.", "Attack"),
    ],
)
def test_only_a_crowd_is_a_mob(tmp_path: Path, text: str, kind: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text)
    [found] = find([str(page)])
    assert not isinstance(found, InputError)
    record = Reader().read(report(found, published="2019-03-05"))
    with open_store(tmp_path / "s.db") as store:
        store.add(record, found.data, media=found.media, name=found.name)
        file = CaseFile(store)
        [case] = [Case(i, file.records_of(i)) for i in file.incidents()]
    row = CODED["acled"].row(case)
    assert not isinstance(row, LeftOut)
    assert row["sub_event_type"].value == kind
