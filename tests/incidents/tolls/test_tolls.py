"""Tolls: what the first speaker counts is best, what others count bounds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.tolls.tolls import Told, newest, tolls
from saidso.incidents.voices import AUTHOR
from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.harm.harm import find_harm

Parser = Callable[..., Parse]


def told(parse: Parser, text: str, *speakers: str) -> tuple[Parse, list[Told]]:
    """Return the harms of `text`, those of the n-th sentence said by the n-th speaker."""
    parsed = parse(text)
    harms = find_harm(parsed, find_quantities(parsed))
    return parsed, [Told(h, speakers[h.sentence]) for h in harms]


@pytest.mark.parametrize(
    ("text", "speakers", "expected"),
    [
        (  # who is killed beside them, the dead of the one who speaks and of those who attacked are others
            "At least 40 soldiers were killed. Three farmers were also killed.",
            ("source", "official"),
            {"killed": (40, 40, None)},
        ),
        (
            "Nine farmers were killed. Four of its fighters were killed.",
            ("committee", "militia"),
            {"killed": (9, 9, 13)},
        ),
        (
            "Nine soldiers were killed. Four rebels were killed.",
            ("official", "army"),
            {"killed": (9, 9, 13)},
        ),
        (  # one of the pupils, who may be one of those killed
            "Gunmen killed two pupils and wounded three pupils in Velm. One of the pupils died at once.",
            (AUTHOR, AUTHOR),
            {"killed": (2, 2, 2), "injured": (3, 3, 3)},
        ),
        (  # a toll that has risen leaves what was counted before behind, whoever counts
            "Six miners were killed. The toll had risen to eight by evening.",
            ("ministry", "hospital"),
            {"killed": (8, 8, 8)},
        ),
        (  # none of those who take no part: who else came to harm is not said
            "Nine people were killed. No civilians were hurt.",
            ("ministry", "army"),
            {"killed": (9, 9, 9)},
        ),
        (
            "Shells fell on the camp. No civilians were killed.",
            (AUTHOR, "army"),
            {},
        ),
        (
            "Shells fell on the camp. No soldiers were killed.",
            (AUTHOR, "army"),
            {"killed": (0, 0, 0)},
        ),
        (
            "Six miners were killed. The toll could rise to eight.",
            ("ministry", "hospital"),
            {"killed": (6, 6, 6)},
        ),
        (  # what somebody gave at first is left behind too
            "Nine miners were hurt. Doctors first gave the number of wounded as seven.",
            ("ministry", "hospital"),
            {"injured": (9, 9, 9)},
        ),
        (
            "Nine miners were killed. Police had earlier put the number of dead at six.",
            ("ministry", "police"),
            {"killed": (9, 9, 9)},
        ),
        (
            "Nine miners were killed. Police earlier put the number of dead at six.",
            ("ministry", "police"),
            {"killed": (6, 9, 9)},
        ),
        (
            "Nine miners were killed. Police earlier put the number of dead at six.",
            ("police", "police"),
            {"killed": (9, 9, 9)},
        ),
        (  # what two others say stands beside it, whatever it adds up to
            "Nine miners were killed. Five miners were killed. Four miners were killed.",
            ("ministry", "union", "church"),
            {"killed": (4, 9, 9)},
        ),
        (  # parts that one other tells are no rivals
            "Nine miners were killed. Five miners and four drivers were killed.",
            ("ministry", "union"),
            {"killed": (9, 9, 9)},
        ),
        (
            "Nine miners were killed. Four miners were killed.",
            ("ministry", "union"),
            {"killed": (4, 9, 9)},
        ),
        (
            "Nine miners were killed. Twelve miners were killed.",
            ("ministry", "union"),
            {"killed": (9, 9, 12)},
        ),
        (
            "Nine miners were killed. Nine miners were killed.",
            ("ministry", "union"),
            {"killed": (9, 9, 9)},
        ),
        (
            "Three rebels were killed. A boy was also killed.",
            ("army", "elder"),
            {"killed": (3, 3, 4)},
        ),
        (  # what the outlet tells is nobody's count beside the army's
            "Three rebels were killed. A boy was also killed.",
            (AUTHOR, "army"),
            {"killed": (4, 4, 4)},
        ),
        (
            "Three rebels were killed. A boy was killed.",
            ("army", "elder"),
            {"killed": (3, 3, 3)},
        ),
        (  # the parts of a toll, whoever tells them
            "Nine people were killed. Seven guards were killed. Two boys were killed.",
            ("governor", "mayor", "mayor"),
            {"killed": (9, 9, 9)},
        ),
        (
            "Four clerks were shot. A boy, 9, was shot. A woman, 30, was shot. A man, 40, was shot."
            " A 20-year-old was also shot.",
            (AUTHOR, "police", "police", "police", "mayor"),
            {"injured": (4, 4, 4)},
        ),
        (
            "At least 90 people were killed. Some 41 of those killed were miners, and 49 were traders.",
            ("ministry", "union"),
            {"killed": (90, 90, None)},
        ),
        (
            "A farmer was wounded. A woman and her son were wounded.",
            ("army", "neighbour"),
            {"injured": (1, 1, 3)},
        ),
        (
            "A farmer was wounded. A woman and her son were wounded. No soldiers were hurt.",
            ("army", "neighbour", AUTHOR),
            {"killed": (0, 0, 0), "injured": (1, 1, 3)},
        ),
        (
            "A farmer was wounded. The farmer was wounded in the leg.",
            ("army", AUTHOR),
            {"injured": (1, 1, 1)},
        ),
        (  # who died of it later is no longer among the hurt
            "Five people were hurt. Two later died in hospital.",
            (AUTHOR, AUTHOR),
            {"killed": (2, 2, 2), "injured": (3, 3, 5)},
        ),
        (
            "A bomb wounded five people. Two of them died of their wounds.",
            (AUTHOR, AUTHOR),
            {"killed": (2, 2, 2), "injured": (3, 3, 5)},
        ),
        (
            "One of the four men wounded in Velm has died.",
            (AUTHOR, AUTHOR),
            {"killed": (1, 1, 1), "injured": (3, 3, 4)},
        ),
        (
            "One man was killed and three others were hurt. One of the victims died later in hospital.",
            (AUTHOR, AUTHOR),
            {"killed": (1, 1, 1), "injured": (3, 3, 3)},
        ),
        (
            "Six people were injured. Two died at the scene.",
            (AUTHOR, AUTHOR),
            {"killed": (2, 2, 2), "injured": (6, 6, 6)},
        ),
        (
            "A bomb killed three people and wounded five. Two later died in hospital.",
            (AUTHOR, AUTHOR),
            {"killed": (3, 3, 3), "injured": (5, 5, 5)},
        ),
        (  # the same by age, and another by number
            "An 11-year-old boy was killed. A boy was killed. An 11-year-old was killed.",
            (AUTHOR, "mayor", "police"),
            {"killed": (1, 1, 1)},
        ),
        (
            "A teenager was shot in the arm. A teenager was shot. A second victim was shot in the leg.",
            (AUTHOR, "mayor", "police"),
            {"injured": (2, 2, 2)},
        ),
        (  # one speaker, told in full and in short
            "Nine miners were killed. Twelve miners were killed.",
            ("Velm police", "police"),
            {"killed": (12, 12, 12)},
        ),
        (  # who counts comes before who speaks of dozens
            "Dozens of miners were hurt. Twenty-three miners were hurt.",
            ("ministry", "union"),
            {"injured": (12, 23, 23)},
        ),
        (
            "Four guards were hurt, not seven.",
            ("police",),
            {"injured": (4, 4, 4)},
        ),
    ],
)
def test_speakers(
    parse: Parser,
    text: str,
    speakers: tuple[str, ...],
    expected: dict[str, tuple[int | None, int | None, int | None]],
) -> None:
    """Rival counts stay apart as low and high; a person told by another raises the high."""
    parsed, all_told = told(parse, text, *speakers)
    found = tolls(parsed, newest(parsed, all_told))
    assert {slot: (t.low, t.best, t.high) for slot, t in found.items()} == expected
    assert all(t.rule for t in found.values())


def test_denied_harm_counts_nothing(parse: Parser) -> None:
    """What a speaker denies is in no toll."""
    parsed, harms = told(parse, "Nine miners were killed.", "ministry")
    denied = [Told(t.harm, t.speaker, denied=True) for t in harms]
    assert tolls(parsed, denied) == {}
