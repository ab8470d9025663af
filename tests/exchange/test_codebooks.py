"""The codebooks: the columns that the public ones list, and codes that are theirs."""

from __future__ import annotations

import pytest

from saidso.exchange import codebook
from saidso.incidents.ontology import load

COUNTS = {"acled": 31, "ucdp": 49, "polecat": 40, "icews": 20, "gdelt": 61, "mentions": 16}
"""How many columns the codebooks have: issue 7 names them, each list names its edition."""


def columns(name: str) -> list[str]:
    return {
        "acled": codebook.acled().columns,
        "ucdp": codebook.ucdp().columns,
        "polecat": codebook.plover().columns,
        "icews": codebook.icews().columns,
        "gdelt": codebook.gdelt().events,
        "mentions": codebook.gdelt().mentions,
    }[name]


@pytest.mark.parametrize("name", COUNTS)
def test_columns_are_those_of_the_codebook(name: str) -> None:
    assert len(columns(name)) == len(set(columns(name))) == COUNTS[name]


def test_codes_of_every_incident_type_are_in_the_codebooks() -> None:
    events = codebook.plover().events
    subs = {s for some in codebook.acled().events.values() for s in some}
    for id in load().ids:
        codes = load().type(id).codes
        assert set(codes.cameo) <= set(codebook.cameo_scores()), id
        assert set(codes.cameo) <= set(codebook.cameo().names), id
        assert codes.acled is None or codes.acled in subs, id
        for code in codes.plover:
            kind, _, mode = code.partition(" ")
            assert mode in events[kind], (id, code)


def test_codebook_of_acled_has_six_types_and_its_sub_types() -> None:
    acled = codebook.acled()
    assert len(acled.events) == 6
    assert sum(map(len, acled.events.values())) == 25
    assert len(acled.inter) == 8
    assert set(acled.sectors) <= set(acled.inter)
    assert {s for some in acled.events.values() for s in some} - set(acled.types) == {"Other"}
    assert set(acled.types.values()) <= set(load().ids)
    assert set(acled.disorder.values()) == {
        "Political violence",
        "Demonstrations",
        "Political violence; Demonstrations",
        "Strategic developments",
    }


def test_plover_has_sixteen_types_each_in_one_quad() -> None:
    plover = codebook.plover()
    assert len(plover.events) == 16
    assert sorted(k for some in plover.quad.values() for k in some) == sorted(plover.events)
    scores = [s for modes in plover.events.values() for s in modes.values() if s is not None]
    assert -10 <= min(scores) <= max(scores) <= 10


def test_cameo_has_twenty_roots_and_no_code_twice() -> None:
    cameo = codebook.cameo()
    codes = [code for some in cameo.scores.values() for code in some]
    assert len(codes) == len(set(codes))
    roots = {code for code in codes if len(code) == 2}
    assert roots == {f"{n:02}" for n in range(1, 21)}
    assert all(code[:2] in roots for code in codes)
    assert sorted(r for some in cameo.quad.values() for r in some) == sorted(roots)
    assert -10 <= min(cameo.scores) <= max(cameo.scores) <= 10


def test_states_have_regions_of_the_codebooks() -> None:
    acled, ucdp = codebook.acled(), codebook.ucdp()
    for code, state in codebook.states().items():
        assert state.region in acled.regions, code
        assert state.ucdp_region is None or state.ucdp_region in ucdp.regions, code
    numbers = [s.gw for s in codebook.states().values() if s.gw]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("code", "gw", "cow", "numeric", "fips"),
    [
        ("USA", 2, 2, 840, "US"),
        ("DEU", 260, 255, 276, "GM"),
        ("YEM", 678, 679, 887, "YM"),
        ("VNM", 816, 816, 704, "VM"),
        ("PRK", 731, 731, 408, "KN"),
        ("SRB", 340, 345, 688, "RI"),
        ("SSD", 626, 626, 728, "OD"),
    ],
)
def test_numbers_of_states(code: str, gw: int, cow: int, numeric: int, fips: str) -> None:
    """Cases in which the lists differ, from Gleditsch and Ward's and the Correlates of War lists."""
    state = codebook.states()[code]
    assert (state.gw, state.cow, state.numeric, state.fips) == (gw, cow, numeric, fips)


def test_country_codes_are_those_of_iso() -> None:
    import pycountry

    for code, state in codebook.states().items():
        if code != "XKX":  # Kosovo has no code of ISO
            assert int(pycountry.countries.get(alpha_3=code).numeric) == state.numeric, code
