"""All words of a report that name a place, for those who look for places."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from saidso.language.parse import Parse
from saidso.resolving.places.toponym_spans import toponym_spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("European airlines met in Brussels.", {"European", "Brussels"}),
        ("Leaders of the EU and the White House spoke.", {"EU", "White House"}),
        ("Western countries sent home two envoys.", {"Western"}),
        ("Moscow accused the West of lies.", {"Moscow", "West"}),
        (
            "Storms crossed the tropical Atlantic and Southeast Asia.",
            {"Atlantic", "Southeast Asia"},
        ),
        ("Police in the United States and Sri Lanka met.", {"United States", "Sri Lanka"}),
        ("Central American migrants left Mexico’s south.", {"Central American", "Mexico"}),
        ("Talks on the Korean Peninsula stopped.", {"Korean Peninsula"}),
        ("The Asian-Pacific region grows.", {"Asian", "Pacific"}),
        (
            "Sen. Ada Brill, R-Charleston, and Rep. Tom Usk, D-W. Va., spoke.",
            {"Charleston", "W. Va."},
        ),
        ("CROMWELL — Two men were held on Monday.", {"CROMWELL"}),
        ("A Rolling Meadows resident saw the car.", {"Rolling Meadows"}),
        ("Ana Ruiz, 30, of Nelson, was hurt.", {"Nelson"}),
        ("In March a Black woman and Vice Mayor Ray Usk spoke in French.", {"French"}),
        ("The ferry reached Port Said at dawn.", {"Port Said"}),
        ("Teachers of Northeast Texas Community College met.", {"Texas"}),
        ("Floods hit Hale and Tulare counties.", {"Hale", "Tulare counties"}),
        ("Mich. lawmakers met.", {"Mich."}),
        ("Syrian and Arab leaders met.", {"Syrian", "Arab"}),
        ("The western part of town and the federal roads were shut.", set()),
        ("Tamil leaders asked for talks.", set()),
        ("Tom Usk of Bellmore and Ada Brill of Lafayette came.", {"Bellmore", "Lafayette"}),
        ("The 20-year-old from Brampton was hurt.", {"Brampton"}),
        ("Missing Glen Allen woman is found. She lives in Glen Allen.", {"Glen Allen"}),
        ("Watertown-Mayer students met in Watertown.", {"Watertown", "Mayer"}),
        ("The roads between Ann Arbor and Oscoda were shut.", {"Ann Arbor", "Oscoda"}),
        ("U.S. Sens. Ada Brill and Tom Usk spoke.", {"U.S."}),
        ("Miners in South Africa struck. That SA has platinum is known.", {"South Africa", "SA"}),
        ("Lamar County hired two clerks.", {"Lamar County"}),
        ("The Niger Delta Development Commission met.", {"Niger Delta"}),
        ("Omar Salah spoke. The party of the young Salah won.", set()),
        ("The Superior Court sat.", set()),
    ],
)
def test_words_that_name_places(parse: Callable[..., Parse], text: str, words: set[str]) -> None:
    assert {text[a:b] for a, b in toponym_spans(parse(text))} == words


def test_no_span_overlaps_another_and_odd_text_never_raises(parse: Callable[..., Parse]) -> None:
    for text in (
        "",
        "EU",
        "Ab" * 5000,
        "The West West West Bank of the West",
        "U.S.-EU-Asian Pacific",
    ):
        spans = toponym_spans(parse(text))
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
