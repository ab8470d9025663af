"""What the learned reading of MUC-4 stands on, on sentences of ours; its score is a benchmark run."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.muc4.clustering import cluster
from benchmarks.muc4.cues import fighters, likeliest
from benchmarks.muc4.fitting import worded
from benchmarks.muc4.habits import learn
from benchmarks.muc4.lists import HEADS, HUMAN, ORGANISATION, SLOTS
from benchmarks.muc4.mentions import (
    count,
    descriptions,
    find_fillers,
    find_mentions,
    names_inside,
    new,
    number,
    phrase,
    written,
)
from benchmarks.muc4.network import Networks, Reading
from benchmarks.muc4.relevance import Relevance
from benchmarks.muc4.setlist import SetList, from_tasks
from benchmarks.muc4.states import Seen, seen
from benchmarks.muc4.templates import Fill, Message, Template
from benchmarks.muc4.texts import muc_types
from benchmarks.muc4.whereabouts import Whereabouts, month
from benchmarks.muc4.words import candidates, sequence

from saidso.capture import Capture
from saidso.capture.reports import report
from saidso.record import Report

TEXT = """   SATIPO (PERU), 4 MAY 91 (RADIO MIRADOR) -- [TEXT] YESTERDAY
THREE HOODED MEN THREW A BOMB AT THE HOUSE OF MAYOR ABEL QUISPE
ROJAS IN OXAPAMPA, IN THE DEPARTMENT OF PASCO.  TWO PEASANTS WERE
WOUNDED.

   LAST WEEK A TEACHER WAS KIDNAPPED NEAR THE TOWN OF SATIPO, AS THE
GOVERNOR OF THE DEPARTMENT SAID IN A STATEMENT TO THE RADIO.
"""

CALLED = """   LIMA, 4 MAY 91 (RADIO MIRADOR) -- [TEXT] UNKNOWN MEN TODAY KILLED FORMER
GOVERNMENT MINISTER ABEL QUISPE ROJAS.  ENGINEERS TOMAS ILLANES AND RAUL CONDORI WERE
WOUNDED IN THE ATTACK.
"""


@pytest.fixture(scope="module")
def one() -> Seen:
    return next(iter(seen([made(TEXT)])))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> SetList:
    folder = tmp_path_factory.mktemp("muc4")
    areas = folder / "TASK" / "TASKDOC" / "templ-doc-more"
    areas.mkdir(parents=True)
    (areas / "containing-areas-part1").write_text(
        "PERU: OXAPAMPA (TOWN)\nPERU: PASCO (DEPARTMENT): OXAPAMPA (CITY)\nPERU: PASCO (DEPARTMENT)\n"
        "PERU: SATIPO (TOWN)\nPERU: OXAPAMPA (CITY): MIRADOR (NEIGHBORHOOD)\n"
    )
    return from_tasks(folder)


def made(text: str) -> Report:
    return report(Capture("made", text.encode(), "text", "0" * 64, "made"))


def test_a_state_for_each_token(one: Seen) -> None:
    assert one.states.shape == (len(one.parse.tokens), 384)
    assert np.isfinite(one.states).all()
    assert len(one.pieces) == len(one.parse.tokens)


def test_networks_read_all_candidates(one: Seen) -> None:
    """Chances for each slot, shares that sum to one, links that are the same both ways."""
    said = Networks().read(sequence(one, muc_types()))
    count = len(candidates(one.parse))
    assert said.slots.shape == (count, len(SLOTS))
    assert all(np.allclose(said.fills[name].sum(1), 1, atol=1e-4) for name in HEADS)
    assert np.allclose(said.links, said.links.T, atol=1e-3)


def test_who_was_hit_is_the_likeliest(one: Seen) -> None:
    said = Networks().read(sequence(one, muc_types()))
    best = {m.text: float(m.chances[HUMAN]) for m in find_mentions(one, said)}
    assert best["TWO PEASANTS"] > best["DEPARTMENT OF PASCO"]


def test_phrases(one: Seen) -> None:
    words = {written(one.parse.words(phrase(one.parse, i))) for i in candidates(one.parse)}
    assert {"THREE HOODED MEN", "TWO PEASANTS", "TEACHER"} <= words


def test_numbers(one: Seen) -> None:
    count = len(candidates(one.parse))
    found = find_mentions(one, nothing(count))
    counted = {m.text: number(one.parse, m) for m in found}
    assert (counted["THREE HOODED MEN"], counted["TWO PEASANTS"], counted["TEACHER"]) == (
        "3",
        "2",
        "1",
    )


def test_places_and_days(one: Seen, places: SetList) -> None:
    """Wider places before narrower ones; "yesterday" is a day, "last week" only a bound."""
    where = Whereabouts(one.parse, one.record, places)
    assert where.country([0])[0] == "PERU"
    near = next(t.i for t in one.parse.tokens if t.text == "Oxapampa")
    assert where.place("PERU", [0], near) == "PERU: PASCO (DEPARTMENT): OXAPAMPA (CITY)"
    assert where.date([0], near) == "03 MAY 91"
    last = len(one.parse.sentences) - 1
    near = one.parse.sentences[last].tokens[0]
    assert where.place("PERU", [last], near) == "PERU: SATIPO (TOWN)"
    assert where.date([last], near) == "- 04 MAY 91"


def test_what_is_apart_stays_apart(one: Seen, places: SetList) -> None:
    """Targets that no pair joins are incidents of their own; all are one where every pair joins."""
    count = len(candidates(one.parse))
    said = nothing(count, slot=HUMAN)
    targets = find_fillers(find_mentions(one, said), said, HUMAN, least=0.5)
    where = Whereabouts(one.parse, one.record, places)
    assert len(cluster(targets, where, Relevance({}, -9.0))) == len(targets) > 1
    assert len(cluster(targets, where, Relevance({}, 9.0))) == 1


def test_what_stands_beside_a_name_is_no_other_target() -> None:
    """A title, a trade and "engineers A and B" belong to those who have the names."""
    one = next(iter(seen([made(CALLED)])))
    said = nothing(len(candidates(one.parse)), slot=HUMAN)
    found = find_fillers(find_mentions(one, said), said, HUMAN, least=0.5)
    named = {f.name: descriptions(f) for f in found if f.person}
    assert "GOVERNMENT MINISTER" in named["ABEL QUISPE ROJAS"]
    assert "ENGINEERS" in named["TOMAS ILLANES"]
    assert "ENGINEERS" in named["RAUL CONDORI"]
    assert not {"MINISTER", "ENGINEERS"} & {f.best.text for f in found}


def test_the_organisation_inside_a_phrase() -> None:
    words = "LIMA, 4 MAY 91 -- [TEXT] MEMBERS OF THE ANDEAN LIBERATION FRONT [ALF] KILLED A MAN."
    one = next(iter(seen([made(words)])))
    found = find_mentions(one, nothing(len(candidates(one.parse))))
    members = next(m for m in found if m.text.startswith("MEMBERS"))
    assert names_inside(members) == ["ANDEAN LIBERATION FRONT"]


def test_an_old_year(one: Seen, places: SetList) -> None:
    """The wires tell of the past too; the task wants two months of it."""
    old = next(iter(seen([made(f"{TEXT}\n   IN MAY 1984 A PRIEST WAS KILLED THERE.\n")])))
    where = Whereabouts(old.parse, old.record, places)
    assert where.ages([len(old.parse.sentences) - 1]) == {"an old year", "old months"}
    assert "recent" in where.ages([0])


def test_how_sure_by_the_words_around(one: Seen) -> None:
    """A claim of responsibility in the text outweighs what the network thinks."""
    words = "LIMA, 4 MAY 91 -- [TEXT] THE ANDEAN FRONT [AFL] CLAIMED RESPONSIBILITY FOR THE RAID."
    claimed = next(iter(seen([made(words)])))
    models = {
        "perp-org-conf": {
            "REPORTED AS FACT": Relevance({}, 0.0),
            "CLAIMED OR ADMITTED": Relevance({"claims told": 2.0}, -1.0),
        }
    }
    for text, value in ((one, "REPORTED AS FACT"), (claimed, "CLAIMED OR ADMITTED")):
        said = nothing(len(candidates(text.parse)), slot=ORGANISATION)
        filler = find_fillers(find_mentions(text, said), said, ORGANISATION, least=0.5)[0]
        assert likeliest(models, text.parse, filler) == value


def test_counts_with_their_signs() -> None:
    """ "At least" and "about" leave their signs; the age beside a name is no count."""
    words = (
        "LIMA, 4 MAY 91 -- [TEXT] AT LEAST SIX PEASANTS AND ABOUT 70 SOLDIERS WERE KILLED."
        "  ABEL QUISPE ROJAS, 42, WAS WOUNDED."
    )
    one = next(iter(seen([made(words)])))
    found = find_mentions(one, nothing(len(candidates(one.parse))))
    counted = {m.named or m.token.text.upper(): number(one.parse, m) for m in found}
    assert (counted["PEASANTS"], counted["SOLDIERS"]) == ("6-", "~70")
    assert counted["ABEL QUISPE ROJAS"] == "1"


def test_one_group_under_two_names() -> None:
    """ "The Jesuits" are the six Jesuit priests, whose number counts; a nurse is another, and new."""
    words = (
        "LIMA, 4 MAY 91 -- [TEXT] THE JESUITS WERE KILLED.  SIX JESUIT PRIESTS DIED THERE."
        "  A NURSE FLED."
    )
    one = next(iter(seen([made(words)])))
    said = nothing(len(candidates(one.parse)), slot=HUMAN)
    found = find_fillers(find_mentions(one, said), said, HUMAN, least=0.5)
    group = next(f for f in found if len(f.mentions) > 1)
    assert {"JESUITS", "SIX JESUIT PRIESTS"} <= {m.text for m in group.mentions}
    assert count(group) == "6"
    assert [m.text for f in found for m in f.mentions if new(m)] == ["NURSE"]


@pytest.mark.parametrize(
    ("words", "fights"),
    [
        ("TWELVE GUERRILLAS", True),
        ("MEMBERS OF THAT SUBVERSIVE GROUP", True),
        ("FORMER REBEL", False),
        ("TWO PEASANTS", False),
    ],
)
def test_who_fights_is_no_target(words: str, fights: bool) -> None:
    assert fighters(words) is fights


def test_when_it_was_and_when_it_was_said(places: SetList) -> None:
    """A day on which somebody spoke is a bound; a month is its days; a dated weekday is a day."""
    words = (
        "LIMA, 4 MAY 91 -- [TEXT] A SPOKESMAN SAID TODAY THAT TWO PEASANTS WERE KILLED."
        "  THREE NURSES WERE KIDNAPPED IN MARCH 1991.  A BANK WAS BOMBED ON TUESDAY, 2 APRIL."
    )
    one = next(iter(seen([made(words)])))
    where = Whereabouts(one.parse, one.record, places)
    said, taken, bombed = range(len(one.parse.sentences) - 3, len(one.parse.sentences))
    near = {s: one.parse.sentences[s].tokens[0] for s in (said, taken, bombed)}
    assert where.date([said], near[said]) == "- 04 MAY 91"
    assert where.date([taken], near[taken]) == "01 MAR 91 - 31 MAR 91"
    assert where.date([bombed], near[bombed]) == "02 APR 91"
    assert month("1990-02") == "01 FEB 90 - 28 FEB 90"
    assert month("1990") is None


def test_what_the_words_of_a_filler_show(one: Seen) -> None:
    """ "Two peasants" are counted, "a teacher" is new, the town that is named is neither."""
    said = nothing(len(candidates(one.parse)), slot=HUMAN)
    found = find_fillers(find_mentions(one, said), said, HUMAN, least=0.5)
    shown = {f.best.text: worded(f) for f in found}
    assert shown["TWO PEASANTS"]["counted"] == shown["TEACHER"]["new"] == 1
    assert shown["TEACHER"]["counted"] == shown["SATIPO"]["new"] == shown["SATIPO"]["counted"] == 0
    assert shown["TEACHER"]["kind person"] == 1


def nothing(count: int, slot: int | None = None) -> Reading:
    """Return a reading that says nothing, or that everything fills one slot."""
    slots = np.zeros((count, len(SLOTS)), np.float32)
    if slot is not None:
        slots[:, slot] = 1
    fills = {k: np.full((count, len(v)), 1 / len(v), np.float32) for k, v in HEADS.items()}
    links = np.zeros((count, count), np.float32)
    return Reading(slots, fills, links, np.zeros(7, np.float32))


def test_no_networks(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.slots"):
        Networks(tmp_path)


def test_the_home_of_a_group() -> None:
    """A group's radio names no country: theirs is where the keys have them act."""
    template = Template(
        "made", 1, {"inc-loc": [Fill(("PERU: LIMA (CITY)",))], "perp-org-id": [Fill(("AFL",))]}
    )
    known = learn([Message("made", [template] * 3)])
    assert known.home("THE AFL ANNOUNCES THAT") == "PERU"
    assert known.home("THE RAFLES") is None
