"""`saidso import` and `saidso export` as a user calls them, and what an imported row becomes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidso.capture import capture as captured
from saidso.capture import report
from saidso.capture.captures import Capture
from saidso.capture.datasets import read_dataset, row_report
from saidso.casefile import CaseFile
from saidso.decision import Value
from saidso.errors import InputError
from saidso.exchange import codebook, from_acled, from_ucdp
from saidso.exchange.drafting import country_in
from saidso.exchange.formats import FORMATS
from saidso.incidents.ontology import load
from saidso.linked import LinkedIncident
from saidso.record import Dataset, Record, decode, encode
from saidso.store import open_store
from saidso.store.checks import problems

MAKERS = {"acled": from_acled.record, "ucdp": from_ucdp.record}
ACLED = {
    "event_id_cnty": "MLI90001",
    "event_date": "2021-03-02",
    "year": "2021",
    "time_precision": "1",
    "event_type": "Violence against civilians",
    "sub_event_type": "Abduction/forced disappearance",
    "actor1": "Unidentified Armed Group (Mali)",
    "inter1": "Political militia",
    "actor2": "Civilians (Mali)",
    "inter2": "Civilians",
    "iso": "466",
    "country": "Mali",
    "admin1": "Gao",
    "location": "Ansongo",
    "latitude": "15.6600",
    "longitude": "0.5020",
    "geo_precision": "1",
    "source": "Radio Sahel; Lakeside Dispatch",
    "notes": "On 2 March 2021, armed men took a water engineer from his house in Ansongo.",
    "fatalities": "0",
    "timestamp": "1614902400",
}
UCDP = {
    "id": "900001",
    "type_of_violence": "1",
    "side_a": "Government of Mali",
    "side_b": "Northern Shield Front",
    "source_original": "army spokesman",
    "where_prec": "1",
    "where_coordinates": "Ansongo town",
    "adm_1": "Gao region",
    "latitude": "15.66",
    "longitude": "0.502",
    "country": "Mali",
    "country_id": "432",
    "date_start": "2021-03-02 00:00:00.000",
    "date_end": "2021-03-02 00:00:00.000",
    "best": "4",
    "high": "6",
    "low": "3",
}


def file_of(path: Path, rows: Sequence[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def record_of(found: Capture | InputError) -> Record:
    assert isinstance(found, Capture), found
    kind: Dataset = "acled" if found.media == "acled" else "ucdp"
    return MAKERS[kind](row_report(found, kind), load().codes)


@pytest.fixture
def one(tmp_path: Path) -> Callable[..., Record]:
    """Return a function from changed cells of a row to its record."""

    def made(base: dict[str, str], **cells: str) -> Record:
        (found,) = read_dataset(file_of(tmp_path / "one.csv", [{**base, **cells}]))
        return record_of(found)

    return made


def saidso(*arguments: str, cwd: Path, seed: str = "random") -> subprocess.CompletedProcess[str]:
    path = ":".join(sys.path)
    return subprocess.run(
        [sys.executable, "-m", "saidso", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={
            "COLUMNS": "120",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": path,
            "PYTHONHASHSEED": seed,
        },
    )


def incidents(store: Path) -> list[LinkedIncident]:
    with open_store(store, create=False) as kept:
        return list(CaseFile(kept).incidents())


def facts(one: LinkedIncident) -> tuple[object, ...]:
    killed = one.slots["killed"].summary if "killed" in one.slots else None
    where = one.place
    assert where is not None
    return (
        one.date.edtf if one.date else None,
        where.name,
        where.country,
        where.lat,
        where.lon,
        killed.low if killed else 0,
    )


@pytest.mark.parametrize(("name", "id"), [("acled", "event_id_cnty"), ("ucdp", "id")])
def test_an_export_comes_back_as_the_same_incidents(
    name: str, id: str, desk: Path, tmp_path: Path
) -> None:
    """Export, import, export: each row that has a type here is again what it was, cell by cell."""
    assert saidso("export", "--to", name, "--store", str(desk), "--out", "a.csv", cwd=tmp_path)
    out = saidso("import", "a.csv", "--store", "b.db", cwd=tmp_path)
    with (tmp_path / "a.csv").open(newline="") as file:
        first = {row[id]: row for row in csv.DictReader(file)}
    readable = {k: r for k, r in first.items() if r.get("sub_event_type") != "Other"}
    assert out.stdout.startswith(f"{len(readable)} rows added"), out.stderr
    assert out.returncode == int(len(readable) < len(first))
    done = saidso("export", "--to", name, "--store", "b.db", "--out", "c.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "c.csv").open(newline="") as file:
        again = {row[id]: row for row in csv.DictReader(file)}
    assert again == readable
    before = {facts(i) for i in incidents(desk) if i.place and i.date and i.date.precision == "day"}
    for incident in incidents(tmp_path / "b.db"):
        if incident.date and incident.date.precision == "day" and name == "acled":
            assert facts(incident) in before


def test_a_row_is_a_record_that_keeps_the_contract(one: Callable[..., Record]) -> None:
    for base in (ACLED, UCDP):
        record = one(base)
        assert list(problems(record)) == []
        assert record.report.origin in ("acled", "ucdp")
        for claim in record.claims:
            words = [record.report.text[slice(*span)] for span in claim.spans]
            assert all(word in base.values() for word in words)


def test_a_row_says_what_it_says_with_its_sources(one: Callable[..., Record]) -> None:
    record = one(ACLED)
    (incident,) = record.incidents
    assert (incident.type, incident.codes["acled"]) == ("kidnapping", ACLED["sub_event_type"])
    assert incident.date is not None
    assert incident.date.edtf == "2021-03-02"
    assert incident.place is not None
    assert (incident.place.country, incident.place.admin1) == ("MLI", "Gao")
    assert incident.killed is None  # 0 in ACLED may be no information
    assert [e.codes.get("plover") for e in record.entities] == [None, "MLI UAF", "MLI CVL"]
    assert (incident.perpetrators, incident.victims) == (["e2"], ["e3"])
    said = {a.id: a for a in record.attributions}
    assert {n for c in record.claims for n in c.attributions} == {"a1"}
    assert said["a1"].within == "a0"
    assert record.report.outlet == "ACLED"
    assert record.report.published is not None
    assert record.report.published.edtf == "2021-03-05"


def test_estimates_of_ucdp_are_bounds_of_one_claim(one: Callable[..., Record]) -> None:
    record = one(UCDP)
    (killed,) = [c for c in record.claims if c.slot == "killed"]
    assert (killed.value, killed.low, killed.high) == (4, 3, 6)
    (incident,) = record.incidents
    assert incident.type == "armed_clash"
    assert incident.codes["ucdp"] == "state-based"
    assert incident.perpetrators == ["e2", "e3"]
    assert [e.codes.get("plover") for e in record.entities[1:]] == ["MLI MIL", "REB"]


@pytest.mark.parametrize(
    ("cells", "edtf", "precision"),
    [
        ({"time_precision": "2"}, "2021-02-27/2021-03-05", "week"),
        ({"time_precision": "3"}, "2021-03", "month"),
        ({"event_date": "02 March 2021"}, "2021-03-02", "day"),
        ({"event_date": "2-Mar-2021"}, "2021-03-02", "day"),
    ],
)
def test_days_of_acled(
    one: Callable[..., Record], cells: dict[str, str], edtf: str, precision: str
) -> None:
    date = one(ACLED, **cells).incidents[0].date
    assert date is not None
    assert (date.edtf, date.precision) == (edtf, precision)


def test_numbers_of_older_editions_are_read(one: Callable[..., Record]) -> None:
    """Before 2024 inter1 was 1 to 8; pandas writes them as 3.0."""
    record = one(ACLED, actor1="Katiba Macina", inter1="2", inter2="7.0")
    assert record.entities[1].codes["plover"] == "REB"
    assert record.incidents[0].victims == ["e3"]


@pytest.mark.parametrize(
    ("base", "cells", "said"),
    [
        (ACLED, {"event_date": "03/02/2021"}, "event_date is no date"),
        (ACLED, {"event_date": "0001-01-02", "time_precision": "2"}, "event_date is no date"),
        (ACLED, {"event_date": "9999-12-02", "time_precision": "3"}, "event_date is no date"),
        (ACLED, {"fatalities": "several"}, "fatalities is no count: several"),
        (ACLED, {"fatalities": "-3"}, "fatalities is no count"),
        (ACLED, {"latitude": "91"}, "latitude is no coordinate"),
        (ACLED, {"longitude": ""}, "longitude is empty"),
        (ACLED, {"sub_event_type": "Other"}, "has no incident type"),
        (ACLED, {"location": ""}, "location is empty"),
        (UCDP, {"type_of_violence": "4"}, "type_of_violence is no type"),
        (UCDP, {"date_end": "2021-02-01"}, "date_end lies before date_start"),
        (UCDP, {"best": "9" * 30}, "best is no count"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(
    one: Callable[..., Record], base: dict[str, str], cells: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        one(base, **cells)


def test_bad_rows_are_named_by_line_and_the_others_are_added(tmp_path: Path) -> None:
    good = {**ACLED, "event_id_cnty": "MLI90002", "event_date": "2021-05-01"}
    path = file_of(tmp_path / "rows.csv", [ACLED, {**ACLED, "fatalities": "x"}, good])
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], "too,few", *lines[2:]]) + "\n")
    out = saidso("import", "rows.csv", "--store", "s.db", cwd=tmp_path)
    assert out.returncode == 1
    assert out.stdout == "2 rows added to s.db, 0 were there, 0 not asked for\n"
    assert out.stderr.splitlines() == [
        "saidso: rows.csv:3: 2 cells where the header has 21",
        "saidso: rows.csv:4: the cell fatalities is no count: x",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "columns of neither"),
        (b"\0\xff\xfe\0", "columns of neither"),
        (b"a,b,c\n1,2,3\n", "columns of neither"),
        (b"PK\x03\x04 and more", "save the sheet as CSV, or unpack the archive"),
        (b"event_id_cnty,event_date,actor1\n1,2,3\n", "the column country is missing"),
        (b'"' + b"x" * 200_000, "no "),  # a library of another test may have raised csv's limit
    ],
)
def test_what_is_no_file_of_a_dataset_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    (found,) = read_dataset(tmp_path / "odd.csv")
    assert isinstance(found, InputError)
    assert said in str(found)
    assert "\n" not in str(found)


def test_words_in_cells_break_no_row_and_come_back(tmp_path: Path) -> None:
    """Formulas, quotes, tabs, line breaks and NUL in notes; an apostrophe put before is taken off."""
    notes = 'He said "=1+1";\nthen\tleft\0.'
    rows = [{**ACLED, "notes": notes, "location": "'=Gao"}]
    for delimiter in (",", "\t", ";"):
        (found,) = read_dataset(file_of(tmp_path / "x.csv", rows, delimiter))
        record = record_of(found)
        assert 'notes: He said "=1+1"; then left .\n' in record.report.text
        assert record.entities[0].name == "=Gao"
        assert list(problems(record)) == []
    out = tmp_path / "again"
    out.mkdir()
    with open_store(out / "s.db") as store:
        assert isinstance(found, Capture)
        store.add(record, found.data, media="acled", name=found.name)
        assert not list(
            store.verify(recapture=lambda d, m, n: report(captured(n, d, "acled")).text)
        )
    done = saidso("export", "--to", "acled", "--store", "s.db", "--out", "o.csv", cwd=out)
    assert done.returncode == 0, done.stderr
    assert "'=Gao" in (out / "o.csv").read_text()
    (back,) = read_dataset(out / "o.csv")
    assert record_of(back).entities[0].name == "=Gao"


def test_rows_in_a_western_charset_are_read(tmp_path: Path) -> None:
    path = file_of(tmp_path / "x.csv", [{**ACLED, "location": "Timbédra"}])
    path.write_bytes(path.read_text().encode("cp1252"))
    (found,) = read_dataset(path)
    assert record_of(found).entities[0].name == "Timbédra"


def test_two_rows_of_a_dataset_are_two_incidents_and_one_of_each_may_be_one(
    tmp_path: Path,
) -> None:
    """A codebook says that each row is an event; another dataset's row may be the same one."""
    clash = {"sub_event_type": "Armed clash", "fatalities": "4"}
    sides = {"actor1": "Military Forces of Mali", "inter1": "State forces"}
    sides |= {"actor2": "Northern Shield Front", "inter2": "Rebel group"}
    twin = {**ACLED, **clash, **sides}
    rows = [twin, {**twin, "event_id_cnty": "MLI90002"}]
    file_of(tmp_path / "acled.csv", rows)
    file_of(tmp_path / "ucdp.csv", [UCDP])
    out = saidso("import", "acled.csv", "ucdp.csv", "--store", "s.db", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    found = incidents(tmp_path / "s.db")
    assert sorted(len(i.reports) for i in found) == [1, 2]
    (linked,) = [i for i in found if len(i.reports) == 2]
    assert {name.partition(":")[0] for name in linked.reports} == {"acled", "ucdp"}
    assert len(linked.origins) == 2


def test_a_row_that_was_changed_stands_beside_its_first_version(tmp_path: Path) -> None:
    first = {**ACLED, "fatalities": "2"}
    later = {**first, "fatalities": "3", "timestamp": "1646438400"}
    file_of(tmp_path / "a.csv", [first])
    file_of(tmp_path / "b.csv", [later])
    for name in ("a.csv", "b.csv", "a.csv", "b.csv"):
        out = saidso("import", name, "--store", "s.db", cwd=tmp_path)
        assert out.returncode == 0, out.stderr
    assert out.stdout.startswith("0 rows added to s.db, 1 were there")
    (incident,) = incidents(tmp_path / "s.db")
    assert len(incident.reports) == 2
    standing = [g.value for g in incident.slots["killed"].groups if not g.superseded]
    assert standing == [3]


def test_counts_over_other_incidents_use_the_rows_of_a_team(tmp_path: Path) -> None:
    """A report says that it is the third abduction this year; two rows of the year stand before it."""
    rows = [
        ACLED,
        {**ACLED, "event_id_cnty": "MLI90002", "event_date": "2021-06-20", "location": "Gao"},
    ]
    file_of(tmp_path / "rows.csv", rows)
    text = (
        "GAO, Mali, October 6 (Lakeside Dispatch) - Gunmen kidnapped two aid workers near Gao in Mali on"
        " Monday, police said.\n\nIt was the third kidnapping in Mali this year, police said."
    )
    page = {"id": "news", "text": text, "published": "2021-10-06", "outlet": "Lakeside Dispatch"}
    (tmp_path / "news.jsonl").write_text(json.dumps(page) + "\n")
    assert saidso("read", "news.jsonl", "--store", "s.db", cwd=tmp_path).returncode == 0
    before = [c.result for i in incidents(tmp_path / "s.db") for c in i.checks]
    assert saidso("import", "rows.csv", "--store", "s.db", cwd=tmp_path).returncode == 0
    (check,) = [c for i in incidents(tmp_path / "s.db") for c in i.checks]
    assert before == ["not enough known"]
    assert check.result == "supported", check
    assert len(check.counted) == 3


def test_only_rows_that_are_asked_for(tmp_path: Path) -> None:
    other = {**ACLED, "event_id_cnty": "NER1", "country": "Niger", "iso": "562"}
    file_of(tmp_path / "rows.csv", [ACLED, other, {**other, "event_date": "2019-01-01"}])
    out = saidso(
        *("import", "rows.csv", "--store", "s.db", "--country", "Niger", "--since", "2020-01-01"),
        cwd=tmp_path,
    )
    assert out.stdout == "1 row added to s.db, 0 were there, 2 not asked for\n"


def test_export_says_what_it_left_out_and_why(desk: Path, tmp_path: Path) -> None:
    out = saidso("export", "--to", "ucdp", "--store", str(desk), "--out", "o.csv", cwd=tmp_path)
    assert out.returncode == 0
    assert out.stdout.endswith("rows in o.csv\n")
    assert "no death is reported" in out.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_two_processes_write_the_same(name: str, desk: Path, tmp_path: Path) -> None:
    """Whatever the order in which a process keeps its sets."""
    out = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        call = ("export", "--to", name, "--store", str(desk), "--out", "out.data")
        assert saidso(*call, cwd=folder, seed=seed).returncode == 0
        out.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert out[0] == out[1]


def test_only_what_people_confirmed_and_never_what_they_rejected(
    desk: Path, tmp_path: Path
) -> None:
    """Decisions of people are in every format: what they took out is gone, what they set is named."""
    shutil.copy(desk, tmp_path / "desk.db")
    call = ("export", "--to", "acled", "--store", "desk.db", "--out", "o.csv", "--explain")
    assert saidso(*call, "--confirmed", cwd=tmp_path).stdout.startswith("0 rows in")
    with open_store(tmp_path / "desk.db") as store:
        file = CaseFile(store)
        blast, ambush = file.incident("market-blast-wire"), file.incident("police-ambush.html")
        store.decide.confirm(blast.id, by="anna")
        store.decide.reject_incident(ambush.id, by="anna", why="an exercise")
        store.decide.set(
            blast.id, "killed", Value(low=16, value=18, high=18), by="anna", why="the morgue's list"
        )
    assert saidso(*call, "--confirmed", cwd=tmp_path).stdout.startswith("1 row in")
    with (tmp_path / "o.csv").open(newline="") as rows:
        (row,) = csv.DictReader(rows)
    assert (row["location"], row["fatalities"]) == ("Potiskum", "16")
    note = json.loads((tmp_path / "o.csv.explain.jsonl").read_text())
    assert "set by anna" in note["cells"]["fatalities"]["rule"]
    assert "the morgue's list" in note["cells"]["fatalities"]["rule"]
    assert saidso(*call, cwd=tmp_path).returncode == 0
    assert "Tame" not in (tmp_path / "o.csv").read_text()
    done = saidso(
        *("export", "--to", "claims", "--store", "desk.db", "--out", "c.csv"), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "c.csv").read_text()
    assert "confirmed" in told
    assert "police-ambush.html" not in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "excel", "--out", "x"), "there is no format excel"),
        (("--to", "claims", "--out", "x", "--explain"), "leave --explain out"),
        (("--to", "acled", "--out", "."), "it is a folder"),
        (("--to", "acled", "--out", "no/such/x.csv"), "there is no folder no/such"),
        (("--to", "acled", "--out", "STORE"), "it is a store of saidso"),
        (("--to", "acled", "--out", "x", "--type", "feast"), "there is no incident type feast"),
    ],
)
def test_a_call_that_is_wrong_writes_nothing(
    arguments: tuple[str, ...], said: str, desk: Path, tmp_path: Path
) -> None:
    before = desk.read_bytes()
    given = [str(desk) if a == "STORE" else a for a in arguments]
    out = saidso("export", "--store", str(desk), *given, cwd=tmp_path)
    assert out.returncode == 2
    assert said in out.stderr
    assert out.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    assert desk.read_bytes() == before


@pytest.mark.parametrize(("name", "library"), [("ftm", "followthemoney"), ("parquet", "pyarrow")])
def test_a_missing_library_is_one_sentence(
    name: str, library: str, desk: Path, tmp_path: Path
) -> None:
    """A plain install has neither; what to install is said."""
    (tmp_path / library).mkdir()
    (tmp_path / library / "__init__.py").write_text(f"raise ImportError('no {library}')")
    out = saidso("export", "--to", name, "--store", str(desk), "--out", "o", cwd=tmp_path)
    assert out.returncode == 2
    assert out.stderr.count("\n") == 1
    assert f"pip install 'saidso[{name}]'" in out.stderr
    assert not (tmp_path / "o").exists()


def test_start_up_loads_no_format() -> None:
    code = (
        "import saidso.cli, sys; "
        "print([m for m in sys.modules if m.startswith('saidso.exchange')"
        " or m in ('followthemoney', 'pyarrow')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


CELLS = st.text(alphabet="ab12.,;\t\"'\n\r\0=-é\u2028", max_size=12) | st.sampled_from(
    ["2021-03-02", "1", "Attack", "Mali", "9999-99-99", "1e999", "nan", "٣", "-0", "0001-01-01"]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    base=st.sampled_from([ACLED, UCDP]),
    changed=st.dictionaries(st.sampled_from(sorted({*ACLED, *UCDP})), CELLS, max_size=6),
    tail=st.binary(max_size=20),
)
def test_whatever_stands_in_a_file_it_is_a_record_or_a_reason(
    base: dict[str, str], changed: dict[str, str], tail: bytes, tmp_path: Path
) -> None:
    row = {column: changed.get(column, value) for column, value in base.items()}
    path = file_of(tmp_path / "any.csv", [row, base])
    path.write_bytes(path.read_bytes() + tail)
    for found in read_dataset(path):
        if isinstance(found, InputError):
            assert "\n" not in str(found)
            continue
        try:
            record = record_of(found)
        except InputError:
            continue
        assert list(problems(record)) == []
        assert decode(encode(record)) == record
        data, media = found.data, found.media
        assert report(captured(found.name, data, media)).text == record.report.text


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Government of Niger", "NER"),
        ("Government of Nigeria", "NGA"),
        ("Police Forces of Somalia (2012-) ", "SOM"),
        ("Government of Guinea-Bissau", "GNB"),
        ("Military Forces of the Democratic Republic of Congo (2019-)", "COD"),
        ("Government of DR Congo (Zaire)", "COD"),
        ("Government of Russia (Soviet Union)", "RUS"),
        ("Maliki's men", None),
    ],
)
def test_countries_in_the_names_of_actors(name: str, country: str | None) -> None:
    """The longest name that stands there as words."""
    assert country_in(name) == country


def test_every_acled_type_but_other_is_read(one: Callable[..., Record]) -> None:
    for event, subs in codebook.acled().events.items():
        for sub in set(subs) - {"Other"}:
            record = one(ACLED, event_type=event, sub_event_type=sub)
            assert record.incidents[0].type == codebook.acled().types[sub]
