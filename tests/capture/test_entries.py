"""Labels of the entries of a list: a day or a place before each."""

from __future__ import annotations

import pytest

from saidso.capture.entries import find_labels
from saidso.capture.segments import lay_out
from saidso.record import ENTRY

DAYS = [
    "A chronology of the week's violence in Ostrel:",
    "July 4 - A bomber killed six guards in Velm.",
    "July 6, 2019 - Gunmen shot two traders near Harrow.",
    "- A farmer was wounded by a mine.",
    "July 8 - A mortar round hit a school in Tarn.",
]


def test_a_day_before_each_text_is_its_label() -> None:
    labels = find_labels(DAYS)
    assert [DAYS[i][:end] for i, end in labels.items()] == [
        "July 4 - ",
        "July 6, 2019 - ",
        "July 8 - ",
    ]


def test_a_day_on_a_line_of_its_own_is_a_label() -> None:
    texts = [
        "Friday, 21 August 2009",
        "At about 09:00 soldiers moved into the village and opened fire.",
        "Velm, Ostrel, 22 August 2009",
        "Gunmen shot and wounded two farmers on their land in the morning.",
    ]
    assert find_labels(texts) == {0: len(texts[0]), 2: len(texts[2])}


@pytest.mark.parametrize(
    "texts",
    [
        [
            "July 4 - A bomber killed six guards in Velm.",
            "The town was quiet on Sunday, police said.",
        ],
        ["UPDATE - Police name man.", "PHOTO - The scene.", "WATCH - Police speak to the press."],
        [
            "Her trial is set for May 2, 2014.",
            "The man was shot in his car on the way home that night.",
        ]
        * 3,
        ["VELM, Ostrel - JUNE 20: Mourners watch.", "VELM, Ostrel - JUNE 20: A coffin is carried."]
        * 2,
    ],
    ids=["one label", "furniture", "sentences that end in a day", "captions"],
)
def test_other_texts_are_no_lists(texts: list[str]) -> None:
    assert not find_labels(texts)


def test_labels_are_datelines_and_no_date_of_publication() -> None:
    text = "\n\n".join(
        [
            "Friday, 21 August 2009",
            "At about 09:00 soldiers moved into the village of Velm and opened fire on a house.",
            "Saturday, 22 August 2009",
            "Gunmen shot and wounded two farmers on their land in Harrow in the early morning.",
        ]
    )
    layout = lay_out(text)
    labels = [text[slice(*s.span)].strip() for s in layout.segments if s.why == ENTRY]
    assert labels == ["Friday, 21 August 2009", "Saturday, 22 August 2009"]
    assert {s.kind for s in layout.segments if s.why == ENTRY} == {"dateline"}
    assert layout.published is None
    assert "".join(text[slice(*s.span)] for s in layout.segments) == text


def test_an_underscore_before_a_day_is_a_bullet() -> None:
    texts = [
        "_ Oct. 28: A bomb killed six guards in Velm.",
        "_ Oct. 23: Gunmen shot two traders near Harrow.",
        "_ Oct. 9: A shell hit a school in Tarn.",
    ]
    labels = find_labels(texts)
    assert [texts[i][:end] for i, end in labels.items()] == [
        "_ Oct. 28: ",
        "_ Oct. 23: ",
        "_ Oct. 9: ",
    ]
