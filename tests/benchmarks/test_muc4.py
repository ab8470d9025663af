"""The MUC-4 scorer on templates made up here; the proof on the set itself is a benchmark run."""

from pathlib import Path

import pytest
from benchmarks.muc4.judging import judge_dates, judge_numbers, judge_places, judge_strings
from benchmarks.muc4.scoring import score, score_message, total
from benchmarks.muc4.templates import Fill, Message, Template, read_fill, read_templates

FORM = """
0.  MESSAGE: ID                    MADE-0001 (OURS)
1.  MESSAGE: TEMPLATE              1
2.  INCIDENT: DATE                 (03 MAY 91) / (03 MAY 91 - 04 MAY 91)
3.  INCIDENT: LOCATION             PERU: OXAPAMPA (CITY)
4.  INCIDENT: TYPE                 BOMBING
5.  INCIDENT: STAGE OF EXECUTION   ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID        *
9.  PERP: INDIVIDUAL ID            ? "THREE HOODED MEN" / "HOODED MEN"
12. PHYS TGT: ID                   "GRAIN STORE" /
                                   "STORE"
                                   "TWO MILLS"
13. PHYS TGT: TYPE                 COMMERCIAL: "GRAIN STORE" / "STORE"
                                   OTHER: "TWO MILLS"
18. HUM TGT: NAME                  -
19. HUM TGT: DESCRIPTION           "MILLER" / "OWNER": "ABEL QUISPE ROJAS"

0.  MESSAGE: ID                    MADE-0002
1.  MESSAGE: TEMPLATE              *
2.  INCIDENT: DATE                 *
"""


def test_reading_a_form(tmp_path: Path) -> None:
    """Alternatives, optional fills, references and irrelevant messages are read."""
    path = tmp_path / "key"
    path.write_text(FORM)
    messages = read_templates(path)
    assert list(messages) == ["MADE-0001", "MADE-0002"]
    assert messages["MADE-0002"].templates == []
    (template,) = messages["MADE-0001"].templates
    assert template.fills("inc-date") == [Fill(("03 MAY 91", "03 MAY 91 - 04 MAY 91"))]
    assert template.fills("perp-ind-id") == [Fill(("THREE HOODED MEN", "HOODED MEN"), (), True)]
    assert template.fills("phys-tgt-type")[0] == Fill(("COMMERCIAL",), ("GRAIN STORE", "STORE"))
    assert template.fills("hum-tgt-desc") == [Fill(("MILLER", "OWNER"), ("ABEL QUISPE ROJAS",))]
    assert template.fills("inc-instr-id") == template.fills("hum-tgt-name") == []


def test_a_place_of_two_kinds_is_two_places() -> None:
    fill = read_fill("PERU: PASCO (CITY / DEPARTMENT)", slot="inc-loc")
    assert fill == Fill(("PERU: PASCO (CITY)", "PERU: PASCO (DEPARTMENT)"))
    fill = read_fill("(PERU: PASCO (CITY)) / (PERU)", slot="inc-loc")
    assert fill == Fill(("PERU: PASCO (CITY)", "PERU"))


@pytest.mark.parametrize(
    ("key", "response", "verdict"),
    [
        ("PEASANTS", "THE 3 PEASANTS", 2),
        ("PEASANTS", "OLD PEASANTS WHO SAW IT", 2),
        ("6TH TANK BRIGADE", "BRIGADE", 1),
        ("OIL PIPELINE", "OIL", 1),
        ("PEASANTS", "FISHERMEN", 0),
    ],
)
def test_strings(key: str, response: str, verdict: int) -> None:
    assert judge_strings(key, response) == verdict


@pytest.mark.parametrize(
    ("key", "response", "verdict"),
    [
        ("25 AUG 91 - 26 AUG 91", "26 AUG 91", 1),
        ("- 26 AUG 91", "26 AUG 91", 1),
        ("26 AUG 91", "- 26 AUG 91", 1),
        ("25 AUG 91 - 26 AUG 91", "- 26 AUG 91", 1),
        ("16 AUG 91", "- 26 AUG 91", 0),
        ("24 AUG 91 - 25 AUG 91", "- 26 AUG 91", 0),
        ("26 AUG 91", "26 AUGUST 1991", 2),
        ("- 26 AUG 91", "02 JUN 91", 0),
        ("26 AUG 91", "AUGUST", 0),
    ],
)
def test_dates(key: str, response: str, verdict: int) -> None:
    """The examples of guidelines 3.2.2, in other dates."""
    assert judge_dates(key, response) == verdict


@pytest.mark.parametrize(
    ("key", "response", "verdict"),
    [
        ("PERU: OXAPAMPA (CITY)", "PERU", 1),
        ("PERU", "PERU: OXAPAMPA (CITY)", 1),
        ("PERU: PASCO (DEPARTMENT): OXAPAMPA (CITY)", "PERU: CUSCO (CITY)", 1),
        ("PERU: OXAPAMPA (CITY)", "BOLIVIA: OXAPAMPA (CITY)", 1),
        ("PERU: OXAPAMPA (CITY)", "BOLIVIA", 0),
        ("PERU:  OXAPAMPA (CITY)", "PERU: OXAPAMPA (CITY)", 2),
    ],
)
def test_places(key: str, response: str, verdict: int) -> None:
    assert judge_places(key, response) == verdict


def test_numbers() -> None:
    """A number at an end of the key's range, or after its tilde, is half right."""
    assert judge_numbers("5 - 7", "7") == judge_numbers("~7", "7") == 1
    assert judge_numbers("5 - 7", "6") == judge_numbers("PLURAL", "7") == 0


def template(number: int = 1, *, optional: bool = False, **slots: str) -> Template:
    """Return a made-up template; a slot is `hum_tgt_name="A; B"`."""
    read = {
        slot.replace("_", "-"): [
            fill
            for part in text.split(";")
            if (fill := read_fill(part, slot=slot.replace("_", "-")))
        ]
        for slot, text in slots.items()
    }
    return Template("M", number, read, optional)


BOMB = {"inc_type": "BOMBING", "inc_stage": "ACCOMPLISHED"}


def test_a_wrong_reference_halves_a_set_fill() -> None:
    """Guidelines 3.1.2: a correct value about the wrong target is half right."""
    key = template(**BOMB, phys_tgt_id='"MILL"; "STORE"', phys_tgt_effect='DESTROYED: "MILL"')
    ours = template(**BOMB, phys_tgt_id='"MILL"; "STORE"', phys_tgt_effect='DESTROYED: "STORE"')
    (scored,) = score_message(Message("M", [key]), Message("M", [ours]))
    assert scored.slots["phys-tgt-id"].cor == 2
    assert scored.slots["phys-tgt-effect"].par == 1


def test_left_over_fills_pair_up_as_incorrect() -> None:
    key = template(**BOMB, hum_tgt_name='"ABEL QUISPE"; "NOE PRADO"; "IDA SOTO"')
    ours = template(**BOMB, hum_tgt_name='"ABEL QUISPE"; "LUZ VEGA"')
    (scored,) = score_message(Message("M", [key]), Message("M", [ours]))
    counts = scored.slots["hum-tgt-name"]
    assert (counts.cor, counts.inc, counts.mis, counts.spu) == (1, 1, 1, 0)


def test_mapping_needs_more_than_the_type() -> None:
    """Without a common perpetrator or target, both templates stay alone."""
    key = template(**BOMB, phys_tgt_id='"MILL"')
    ours = template(**BOMB, phys_tgt_id='"BRIDGE"')
    assert [s.key is None for s in score_message(Message("M", [key]), Message("M", [ours]))] == [
        False,
        True,
    ]


def test_optional_templates_cost_nothing_when_missing() -> None:
    key = template(optional=True, **BOMB, phys_tgt_id='"MILL"')
    assert score_message(Message("M", [key]), Message("M", [])) == []
    assert (
        total(
            s.total()
            for s in score_message(
                Message("M", [key]), Message("M", [template(**BOMB, phys_tgt_id='"MILL"')])
            )
        ).cor
        == 3
    )


def test_totals_and_f() -> None:
    """Recall and precision are whole percents, F is their harmonic mean."""
    keys = {
        "M": Message("M", [template(**BOMB, phys_tgt_id='"OLD MILL"', hum_tgt_name='"IDA SOTO"')])
    }
    ours = {"M": Message("M", [template(**BOMB, phys_tgt_id='"MILL"', hum_tgt_name='"IDA SOTO"')])}
    sums = total(s.total() for s in score(keys, ours))
    assert (sums.cor, sums.par, sums.pos, sums.act) == (3, 1, 4, 4)
    assert (sums.recall(), sums.precision(), sums.f()) == (75, 75, 75.0)
