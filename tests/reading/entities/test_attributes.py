"""Attributes of persons, and what a report says that it does not know, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.entities.attributes import find_attributes
from saidso.reading.entities.entities import find_entities

Parsed = Callable[..., Parse]

CASES = [
    ("A 24-year-old soldier was shot in Bangui.", "age", "24"),
    ("Ana Torres, 37, was shot in Quito on Monday.", "age", "37"),
    ("The pilot, aged 52, died in the crash.", "age", "52"),
    ("Her boyfriend, 22, was held in Quito.", "age", "22"),
    ("The victim, 16, was pronounced dead.", "age", "16"),
    ("Her brother, Tom Hale, 26 was showing her a gun.", "age", "26"),
    ("A 24 year-old soldier was shot in Bangui.", "age", "24"),
    ("She said that her son, 3-year old Tom Hale, was shot.", "age", "3"),
    ("The suspect is 19 years old.", "age", "19"),
    ("The guard, identified only by his last name, Demir, fled.", "name", "Demir"),
    ("The guard, identified only by his last name, Demir, fled.", "name_known", "last name only"),
    ("Amina Yusuf, a spokeswoman for the hospital, said he died.", "role",
     "spokeswoman for the hospital"),
    ("The victim was a truck driver.", "role", "truck driver"),
    ("Jean Kabila, who worked as a teacher, was kidnapped.", "role", "teacher"),
    ("Staff Sgt. Tom Hale was wounded in Mosul.", "rank", "Staff Sgt."),
    ("Colonel-General Oba Lan said a man was shot.", "rank", "Colonel-General"),
    ("Director General OKSR Major General Oba Lan said a man was shot.", "rank", "Major General"),
    ("Deputy Chief Minister Oba Lan said a man was shot.", "role", "Deputy Chief Minister"),
    ("The man had served eight years in the army.", "service", "eight years in the army"),
    ("The officer is in stable condition at a hospital.", "condition", "in stable condition"),
    ("She is expected to make a full recovery.", "condition",
     "expected to make a full recovery"),
    ("Doctors said the girl would probably walk again.", "condition",
     "would probably walk again"),
    ("The nurse died of her wounds on Sunday.", "condition", "died of her wounds"),
]  # fmt: skip

OF_WHOM = [
    ("The charity named the dead as Ilse Brunner, 36, a Norwegian doctor, and Pape Sissala, 27.",
     [("Ilse Brunner", "name", "Ilse Brunner"), ("Ilse Brunner", "age", "36"),
      ("Ilse Brunner", "role", "Norwegian doctor"), ("Pape Sissala", "name", "Pape Sissala"),
      ("Pape Sissala", "age", "27")]),
    ("The victims were identified as Rosa Quilla, 44, a teacher, and her son, Luis Quilla, 9.",
     [("Rosa Quilla", "role", "teacher"), ("Luis Quilla", "age", "9")]),
    ("Teo Ramires and his cousin, 15-year-old Lina Ramires, were hit by gunfire.",
     [("Lina Ramires", "age", "15")]),
    ("A boy of 12 was killed. A girl, 9, lost an arm.",
     [("boy", "age", "12"), ("girl", "age", "9")]),
    ("A 20-year-old shot in the arm was taken to a hospital.", [("20-year-old", "age", "20")]),
    ("A man and a 22-year-old shot in the face were taken to a hospital.",
     [("22-year-old", "age", "22")]),
    ("He was killed by a 3-year-old Friday.", [("3-year-old", "age", "3")]),
    ("A 20-year-old shot a man in Denver on Monday.", [("20-year-old", "age", "20")]),
    ("Byron Keld, 20 of Velm, was held.", [("Byron Keld", "age", "20")]),
    ("Oba Lan, 66 and Ada Lan, 64 were found dead.",
     [("Oba Lan", "age", "66"), ("Ada Lan", "age", "64")]),
    ("Two men, 26 and 21, who were both shot in the leg, walked to a hospital.",
     [("Two men", "age", "26"), ("Two men", "age", "21")]),
    ("Three females, ages 21, 32, and 49, and two males, 30 and 42 were shot.",
     [("Three females", "age", "21"), ("Three females", "age", "49"), ("two males", "age", "30")]),
    ("Children aged 5 and 7 were killed.", [("Children", "age", "5"), ("Children", "age", "7")]),
    ("Two 12-year-old boys were shot in the park.", [("Two 12-year-old boys", "age", "12")]),
    ("The dead man was Alfa Barrie, 19, an apprentice mechanic, his brother said.",
     [("Alfa Barrie", "name", "Alfa Barrie"), ("Alfa Barrie", "role", "apprentice mechanic")]),
]  # fmt: skip

UNKNOWN = [
    ("It is not clear how high-ranking the officer was.", "rank"),
    ("The soldier's rank was not immediately known.", "rank"),
    ("The age of the victim was not known.", "age"),
    ("Police arrested a man, whose identity was not released.", "name"),
    ("The condition of the pilot was unknown.", "condition"),
    ("Doctors declined to give the name of the patient.", "name"),
    ("It was not clear how old the boy was.", "age"),
    ("An unidentified man was shot in Tripoli.", "name"),
    ("What happened to the pilot was unclear.", "condition"),
    ("A guard was seized. It is not known what became of him.", "condition"),
    ("The whereabouts of the driver are unknown.", "condition"),
]


@pytest.mark.parametrize(("text", "name", "value"), CASES)
def test_value(parse: Parsed, text: str, name: str, value: str) -> None:
    parsed = parse(text)
    found = find_attributes(parsed, find_entities(parsed))
    assert (name, value) in {(a.name, a.value) for a in found}
    for attribute in found:
        assert all(0 <= start < end <= len(text) for start, end in attribute.spans)


@pytest.mark.parametrize(("text", "expected"), OF_WHOM)
def test_whose_value(parse: Parsed, text: str, expected: list[tuple[str, str, str]]) -> None:
    parsed = parse(text)
    cast = find_entities(parsed)
    found = {(cast.entities[a.entity].name, a.name, a.value) for a in find_attributes(parsed, cast)}
    assert set(expected) <= found


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers, 10 and 12 kilometers from the town, were shot.",
        "Police arrested four men, 2 women and 3 children on Monday.",
        "Two teens between the ages of 14 and 16 were shot.",
        "The two teams, 21 and 14 points apart, played in Velm.",
        "Three men, 22 and 24, were shot.",
        "Two men, 26 of whom police know, were shot.",
    ],
)
def test_numbers_that_are_no_ages_of_a_group(parse: Parsed, text: str) -> None:
    parsed = parse(text)
    assert not [a for a in find_attributes(parsed, find_entities(parsed)) if a.name == "age"]


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_explicit_unknown(parse: Parsed, text: str, name: str) -> None:
    parsed = parse(text)
    found = find_attributes(parsed, find_entities(parsed))
    unknown = [a for a in found if a.value is None]
    assert name in {a.name for a in unknown}
    assert all(a.certainty == "unknown" for a in unknown)


@pytest.mark.parametrize(
    "text",
    [
        "Police found 24 rifles.",
        "It is not clear how the fire started.",
        "The team won 24, its best result.",
        "",
        "🙂",
    ],
)
def test_nothing_is_invented(parse: Parsed, text: str) -> None:
    parsed = parse(text)
    assert find_attributes(parsed, find_entities(parsed)) == []


def test_what_may_come_is_probable(parse: Parsed) -> None:
    parsed = parse("A doctor said the guard would probably recover.")
    found = find_attributes(parsed, find_entities(parsed))
    assert [a.certainty for a in found if a.name == "condition"] == ["probable"]


def test_a_place_in_a_row_is_no_role(parse: Parsed) -> None:
    parsed = parse("Tarek Aziri is the second soldier to cross this year.")
    assert "role" not in {a.name for a in find_attributes(parsed, find_entities(parsed))}


def test_attributes_of_one_person_meet_on_one_entity(parse: Parsed) -> None:
    """Age, service and role stand in three sentences under three descriptions."""
    parsed = parse(
        "A Georgian soldier was found shot on Monday. The 22-year-old, identified as Levan Beridze, "
        "was taken to a hospital. Beridze was a tank driver."
    )
    cast = find_entities(parsed)
    found = {a.name: a for a in find_attributes(parsed, cast)}
    assert found["age"].value == "22"
    assert found["role"].value == "tank driver"
    assert found["age"].entity == found["role"].entity == found["name"].entity


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was not clear who the other three were.", "not clear who the other three were"),
        ("It is not known who she was.", "not known who she was"),
        ("Who the gunmen were is not known.", "Who the gunmen were is not known"),
        ("Police did not say who the victims were.", "not say who the victims were"),
        ("It was unclear who the men were or what they wanted.", "unclear who the men were"),
        ("It remains unclear who the fourth man was.", "unclear who the fourth man was"),
    ],
)
def test_unknown_identity(parse: Callable[..., Parse], text: str, words: str) -> None:
    found = parse(text)
    (unknown,) = find_attributes(found, find_entities(found))
    assert (unknown.name, unknown.value) == ("name", None)
    assert [text[a:b] for a, b in unknown.spans] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "It is not clear who planted the bomb.",
        "It is not clear who was behind the attack.",
        "It was not clear who the soldiers were fighting.",
        "The men, who the police said were armed, fled. It is not known why.",
    ],
)
def test_no_unknown_identity(parse: Callable[..., Parse], text: str) -> None:
    found = parse(text)
    assert find_attributes(found, find_entities(found)) == []
