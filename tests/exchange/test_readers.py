"""Formats read back by what is not ours: the libraries of the formats themselves."""

from __future__ import annotations

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from saidso.exchange import webannotation
from saidso.exchange.case import Case
from saidso.exchange.formats import FORMATS, export
from saidso.exchange.parquet import incidents_path

CONTEXTS = Path(webannotation.__file__).parent / "contexts"


@pytest.fixture(scope="module")
def both(cases: list[Case], hostile_cases: list[Case]) -> list[Case]:
    return [*cases, *hostile_cases]


def sayings(cases: list[Case]) -> int:
    return sum(len(case.sayings) for case in cases)


def test_geojson_is_valid_for_its_library(both: list[Case], tmp_path: Path) -> None:
    import geojson

    export("geojson", both, tmp_path / "out.geojson", explain=True)
    found = geojson.loads((tmp_path / "out.geojson").read_text())
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid, found.errors()
    assert len(found.features) == len(both)
    for case, feature in zip(both, found.features, strict=True):
        place = case.incident.place
        assert (feature.geometry is None) == (place is None or place.lat is None)
        assert len(feature.properties["claims"]) == len(case.sayings)


def load_document(url: str, _: Any) -> dict[str, Any]:
    """Give the context of Web Annotation from our own folder; there is no network in a test."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": json.loads((CONTEXTS / "anno.jsonld").read_text()),
    }


def graph(path: Path) -> Any:
    """Return the triples of a JSON-LD file, expanded by pyld and read by rdflib."""
    import rdflib
    from pyld import jsonld

    document = json.loads(path.read_text())
    triples = jsonld.to_rdf(
        document, {"documentLoader": load_document, "format": "application/n-quads"}
    )
    return rdflib.Graph().parse(data=triples, format="nt")


def names(*spaces: str) -> list[Any]:
    import rdflib

    return [rdflib.Namespace(space) for space in spaces]


OA, PROV, FOAF = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/prov#",
    "http://xmlns.com/foaf/0.1/",
)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def test_web_annotations_are_read_as_linked_data(both: list[Case], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonld"
    export("webannotation", both, out)
    found = graph(out)
    oa, rdf = names(OA, RDF)
    annotations = set(found.subjects(rdf.type, oa.Annotation))
    assert len(annotations) == sayings(both)
    for one in annotations:
        (body,) = found.objects(one, oa.hasBody)
        assert found.value(body, rdf.value)
        targets = list(found.objects(one, oa.hasTarget))
        assert targets
        for target in targets:
            kinds = {found.value(s, rdf.type): s for s in found.objects(target, oa.hasSelector)}
            assert found.value(kinds[oa.TextQuoteSelector], oa.exact)
            place = kinds[oa.TextPositionSelector]
            assert found.value(place, oa.start).toPython() < found.value(place, oa.end).toPython()


def test_provenance_goes_hop_by_hop_to_the_first_speaker(both: list[Case], tmp_path: Path) -> None:
    """Every chain is in PROV as it is in the incident, and ends at its primary source."""
    out = tmp_path / "out.jsonld"
    export("webannotation", both, out)
    found = graph(out)
    oa, prov, foaf = names(OA, PROV, FOAF)
    chains = []
    for body in found.objects(None, oa.hasBody):
        assert found.value(body, prov.wasQuotedFrom)
        chain, at = [], found.value(body, prov.wasDerivedFrom)
        while at is not None:
            last = at
            speaker = found.value(at, prov.wasAttributedTo)
            chain.append(str(found.value(speaker, foaf.name)))
            at = found.value(at, prov.wasDerivedFrom)
        assert found.value(body, prov.hadPrimarySource) == last
        outermost = found.value(body, prov.wasAttributedTo)
        assert str(found.value(outermost, foaf.name)) == chain[0]
        chains.append(chain)
    assert sorted(chains) == sorted(list(s.chain) for case in both for s in case.sayings)


def test_selectors_find_the_same_words(both: list[Case], tmp_path: Path) -> None:
    """A quote with its surroundings stands in the text once where the position says, and as often."""
    out = tmp_path / "out.jsonld"
    export("webannotation", both, out)
    texts = {
        webannotation.text_id(r.report): r.report.text for c in both for r in c.records.values()
    }
    items = json.loads(out.read_text())["items"]
    spans = [span for case in both for s in case.sayings for span in s.spans]
    targets = [t for item in items for t in item["target"]]
    assert len(targets) == len(spans)
    for target, span in zip(targets, spans, strict=True):
        quote, position = target["selector"]
        text = texts[target["source"]]
        assert (position["start"], position["end"]) == tuple(span)
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        at = text.find(whole)
        assert at >= 0
        assert quote["exact"] == text[position["start"] : position["end"]]
        places = {at + len(quote["prefix"])}
        while (at := text.find(whole, at + 1)) >= 0:
            places.add(at + len(quote["prefix"]))
        assert position["start"] in places


def test_our_context_gives_the_names_of_the_vocabulary() -> None:
    """Names of the Web Annotation Vocabulary (W3C, 2017), written down once more."""
    context = json.loads((CONTEXTS / "anno.jsonld").read_text())["@context"]
    expected = {
        "Annotation": "oa:Annotation",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "value": "rdf:value",
        "AnnotationPage": "as:OrderedCollectionPage",
    }
    assert {name: context[name] for name in expected} == expected
    for name, iri in (("body", "oa:hasBody"), ("target", "oa:hasTarget"), ("start", "oa:start")):
        assert context[name]["@id"] == iri
    assert context["oa"] == "http://www.w3.org/ns/oa#"


def test_schema_org_claims_are_read_as_linked_data(both: list[Case], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonld"
    export("schemaorg", both, out)
    found = graph(out)
    schema, rdf = names("https://schema.org/", RDF)
    rows = list(found.subjects(rdf.type, schema.Claim))
    for claim in rows:
        about = found.value(claim, schema.about)
        assert found.value(about, rdf.type) == schema.Event
        first = found.value(claim, schema.firstAppearance)
        assert first in set(found.objects(claim, schema.appearance))
        assert found.value(first, rdf.type) == schema.NewsArticle
        assert all(found.value(w, schema.name) for w in found.objects(claim, schema.author))
        assert found.value(claim, schema.text)
    groups = sum(len(c.groups) for case in both for c in case.incident.slots.values())
    assert len(rows) == groups


def test_followthemoney_validates_entities_and_statements(both: list[Case], tmp_path: Path) -> None:
    from followthemoney import model
    from followthemoney.statement.serialize import CSV, read_path_statements

    out = tmp_path / "out.json"
    done = export("ftm", both, out)
    entities = [model.get_proxy(json.loads(text)) for text in out.read_text().splitlines()]
    assert len(entities) == done.rows
    known = {entity.id: entity.schema for entity in entities}
    for entity in entities:
        entity.schema.validate(entity.to_dict())
        for prop, value in entity.itervalues():
            assert prop.type.validate(value), (prop, value)
            if prop.type.name == "entity":
                assert known[value].is_a(prop.range), prop
    kinds = {schema.name for schema in known.values()}
    assert kinds >= {"Event", "Article", "Documentation", "Person", "UnknownLink", "Note"}
    statements = list(read_path_statements(done.files[1], CSV))
    assert {s.entity_id for s in statements} == set(known)
    assert {s.dataset for s in statements} == {"saidso"}
    claims = {f"{s.report}#{s.claim}" for case in both for s in case.sayings}
    origins = {s.origin for s in statements if s.origin}
    assert origins <= claims
    notes = {s.value for s in statements if s.schema == "Note" and s.prop == "notes"}
    assert {" ".join(c.split()) for c in claims} == {" ".join(n.split()) for n in notes}


def test_links_say_that_it_is_said(both: list[Case], tmp_path: Path) -> None:
    """Nobody is a perpetrator here; somebody says so, and the link names who."""
    export("ftm", both, tmp_path / "out.json")
    entities = [json.loads(text) for text in (tmp_path / "out.json").read_text().splitlines()]
    links = [e["properties"] for e in entities if e["schema"] == "UnknownLink"]
    assert links
    for link in links:
        assert "said to be" in link["role"][0] or "said to have" in link["role"][0]
        assert link["summary"][0].startswith("said by ")
        assert link["recordId"]


def test_parquet_is_read_by_pyarrow_and_duckdb(both: list[Case], tmp_path: Path) -> None:
    import duckdb
    import pyarrow.parquet

    out = tmp_path / "out.parquet"
    export("parquet", both, out)
    table = pyarrow.parquet.read_table(out)
    assert table.num_rows == sayings(both)
    assert str(table.schema.field("part").type) == "bool"
    assert str(table.schema.field("low").type) == "int64"
    beside = incidents_path(out)
    found = duckdb.sql(
        f"SELECT i.type, count(*) AS n FROM '{out}' c JOIN '{beside}' i USING (incident)"
        " GROUP BY ALL ORDER BY n DESC"
    ).fetchall()
    assert sum(n for _, n in found) == sayings(both)
    reports = duckdb.sql(
        f"SELECT count(*) FROM (SELECT unnest(reports) FROM '{beside}')"
    ).fetchall()
    assert reports == [(sum(len(case.incident.reports) for case in both),)]


def test_datasette_opens_the_database(both: list[Case], tmp_path: Path) -> None:
    from datasette.app import Datasette

    out = tmp_path / "out.sqlite"
    export("sqlite", both, out)
    assert not out.stat().st_mode & 0o222
    assert [p.name for p in tmp_path.iterdir()] == ["out.sqlite"]

    async def ask() -> tuple[Any, Any, Any]:
        app = Datasette([], immutables=[str(out)])
        rows = await app.client.get("/out/claims.json?_size=0&_shape=objects")
        labelled = await app.client.get("/out/incidents.json?_shape=array")
        search = await app.client.get("/out/claims.json?_search=grenade&_shape=array")
        return rows.json(), labelled.json(), search.json()

    rows, incidents, search = asyncio.run(ask())
    assert rows["filtered_table_rows_count"] == sayings(both)
    assert len(incidents) == len(both)
    assert search
    assert all("grenade" in (r["words"] + str(r["value"])).lower() for r in search)


def test_csv_of_claims_has_a_row_for_each_claim(both: list[Case], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    export("claims", both, out)
    with out.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == sayings(both)
    texts = {r.report.name: r.report.text for c in both for r in c.records.values()}
    for row in found:
        if row["report"] in texts and " … " not in row["words"]:
            words = texts[row["report"]][int(row["start"]) : int(row["end"])]
            assert " ".join(row["words"].split()) == " ".join(words.split())
        assert row["said_by"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_the_same_twice(name: str, both: list[Case], tmp_path: Path) -> None:
    """Nothing of the hour or the machine is in a file."""
    out = tmp_path / "out.data"
    first = [p.read_bytes() for p in export(name, both, out).files]
    again = [p.read_bytes() for p in export(name, both, out).files]
    assert first == again


@pytest.mark.parametrize("name", FORMATS)
def test_a_store_without_incidents_gives_an_empty_file_of_the_format(
    name: str, tmp_path: Path
) -> None:
    done = export(name, [], tmp_path / "out.data")
    assert done.rows == 0
    assert all(path.exists() for path in done.files)
    if name in ("geojson", "webannotation", "schemaorg"):
        json.loads((tmp_path / "out.data").read_text())
