"""Agreements: what ships is whole, a user's file is checked, and what they cover is only suggested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from incidents.made_reports import Line, Page, pairs, record
from saidso.errors import UsageError
from saidso.incidents.agreements import load
from saidso.incidents.comparing.comparing import compare
from saidso.incidents.comparing.provisions import alleged, matching
from saidso.incidents.comparing.sayings import parts_of, sayings
from saidso.incidents.sites.whereabouts import place_named
from saidso.linked import LinkedIncident, Matching, Origin

PANMUNJOM = {
    "name": "Panmunjom", "country": "KOR", "lat": 37.956, "lon": 126.677, "precision_km": 3,
    "gazetteer": "supplement:panmunjom",
}  # fmt: skip
GOOD: dict[str, Any] = {
    "id": "harbour-2020",
    "name": "Harbour Truce",
    "names": ["harbour truce"],
    "signed": "2020-01-02",
    "in_force": {"from": "2020-01-02", "until": "2020-06-30"},
    "source": "Truce of the two harbours, 2 January 2020",
    "parties": [{"id": "north", "name": "North Harbour", "countries": ["KEN"], "sectors": ["MIL"]}],
    "countries": ["KEN"],
    "provisions": [
        {
            "id": "1",
            "says": "No shelling.",
            "source": "Article 1",
            "forbids": {"types": ["shelling"], "by": ["north"]},
        }
    ],
}


def forbidding(**ban: list[str]) -> dict[str, Any]:
    """Return a change of GOOD: what its provision forbids."""
    return {"provisions": [{**GOOD["provisions"][0], "forbids": ban}]}


def test_shipped_agreements_are_whole() -> None:
    shipped = load()
    assert {a.id for a in shipped} >= {"korea-1953", "ukraine-minsk-2015", "libya-2020"}
    assert len(shipped) >= 4
    for agreement in shipped:
        assert agreement.source
        for provision in agreement.provisions:
            for place in provision.forbids.places:
                assert place_named(place) is not None, (agreement.id, place)


def incident(page: Page) -> tuple[LinkedIncident, list[Matching], list[tuple[str, str | None]]]:
    made = {"a": record("a", page)}
    sources = [Origin(reports=["a"])]
    found = compare("h1", pairs(made), made, sources)
    parts = parts_of(pairs(made), made, sources)
    claims = alleged(sayings(parts, sources), found, load())
    return found, matching(found, parts, load()), [(a.named, a.agreement) for a in claims]


def page(**how: Any) -> Page:
    fields: dict[str, Any] = {
        "type": "shooting",
        "date": "2017-11-13",
        "place": PANMUNJOM,
        "said": [
            Line(
                by=["ABC NEWS"], slot="breach", value="firing", agreement="1953 Armistice Agreement"
            )
        ],
        "perpetrators": ["North Korean soldiers"],
    }
    return Page(**{**fields, **how})


def test_breach_is_a_claim_and_the_provision_a_suggestion() -> None:
    _, provisions, claims = incident(page())
    assert claims == [("1953 Armistice Agreement", "korea-1953")]
    assert {p.provision for p in provisions} >= {"6"}
    assert {p.suggested_by for p in provisions} == {"saidso"}
    assert all("Korean Armistice Agreement" in p.source for p in provisions)


@pytest.mark.parametrize(
    "how",
    [
        {"date": "1952-11-13"},  # before it was in force
        {"type": "protest"},
        {"place": {**PANMUNJOM, "name": "Lyon", "country": "FRA", "gazetteer": None}},
        {"place": None},
    ],
)
def test_provision_that_does_not_cover_is_not_suggested(how: dict[str, Any]) -> None:
    _, provisions, _ = incident(page(**how))
    assert [p for p in provisions if p.agreement == "korea-1953"] == []


def test_year_that_is_not_known_is_said() -> None:
    _, provisions, _ = incident(page(date="XXXX-11-13"))
    assert provisions
    assert all("not known well enough" in p.because for p in provisions)


def test_who_did_it_may_be_unknown() -> None:
    _, provisions, _ = incident(page(perpetrators=[]))
    assert any("who did it is not told" in p.because for p in provisions)


def test_a_bare_ceasefire_is_the_one_in_force_there() -> None:
    said = [Line(by=["police"], slot="breach", value="shelling", agreement="ceasefire")]
    assert incident(page(said=said))[2] == [("ceasefire", "korea-1953")]
    elsewhere = {**PANMUNJOM, "name": "Lyon", "country": "FRA", "gazetteer": None}
    assert incident(page(said=said, place=elsewhere))[2] == [("ceasefire", None)]


def test_crime_in_a_country_with_a_peace_agreement_suggests_nothing() -> None:
    """Where a party must be named, unknown gunmen are not taken for one."""
    bogota = {"name": "Tame", "country": "COL", "lat": 6.46, "lon": -71.74, "precision_km": 5}
    _, provisions, _ = incident(page(place=bogota, perpetrators=["gunmen"]))
    assert provisions == []


def write(tmp_path: Path, **changes: Any) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump({**GOOD, **changes}))
    return path


def test_own_agreement_is_added(tmp_path: Path) -> None:
    assert "harbour-2020" in {a.id for a in load([write(tmp_path)])}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signed": "2 January"}, "signed should be a day"),
        ({"in_force": {"from": "2020-06-30", "until": "2020-01-02"}}, "until comes before"),
        ({"countries": ["KENYA"]}, "KENYA is no country code"),
        ({"provisions": []}, "should not be empty"),
        ({"names": []}, "names"),
        ({"nmae": "x"}, "nmae"),
        (forbidding(types=["shellling"]), "unknown incident type shellling"),
        (forbidding(types=["shelling"], by=["south"]), "south, which is no party"),
        (forbidding(types=[]), "types should not be empty"),
    ],
)
def test_own_agreement_that_is_wrong_is_explained(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said) as error:
        load([write(tmp_path, **changes)])
    assert "mine.yaml" in str(error.value)


def test_files_that_are_none_are_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load([tmp_path / "none.yaml"])
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: [1\nname: x: y")
    with pytest.raises(UsageError, match="line 2 is not YAML"):
        load([broken])
    broken.write_text("- a\n- b\n")
    with pytest.raises(UsageError, match="one agreement, a mapping"):
        load([broken])
