"""Speakers whom only a mark joins to their words: under a quotation, or before a turn."""

from __future__ import annotations

import pytest

from saidso.language.language import Language
from saidso.record import Report, Segment


def said(language: Language, *paragraphs: str) -> set[tuple[str, str, str]]:
    """Return source, cue and content of the frames that have a mark for a cue."""
    text = "\n".join(paragraphs)
    segments: list[Segment] = []
    for paragraph in paragraphs:
        start = segments[-1].span[1] if segments else 0
        end = min(start + len(paragraph) + 1, len(text))
        segments.append(Segment(kind="paragraph", span=(start, end)))
    parse = language.parse(Report(id="r", name="r", text=text, segments=segments))
    return {
        (parse.words(f.source[0]), parse.words(f.cue[0]), parse.words(f.content[0]))
        for f in parse.frames
        if f.source and not any(c.isalpha() for c in parse.words(f.cue[0]))
    }


@pytest.fixture(scope="module")
def language() -> Language:
    return Language()


def test_a_quotation_is_signed(language: Language) -> None:
    assert said(language, "We asked readers.", "“We ran. All night.” ― Mara Doe") == {
        ("Mara Doe", "―", "“We ran. All night.”")
    }


def test_a_signature_may_stand_under_it(language: Language) -> None:
    assert said(language, "“We ran. All night.”", "— Mara Doe, 34, a baker.", "It was over.") == {
        ("Mara Doe, 34, a baker", "—", "“We ran. All night.”")
    }


def test_a_dash_before_a_clause_signs_nothing(language: Language) -> None:
    assert not said(language, "“We ran” — and Doe never came back.", "— It was over.")


def test_one_who_breaks_in_does_not_sign(language: Language) -> None:
    assert not said(language, "“We ran,” Mara Doe said, “all night” — Tom Roe")


INTRODUCED = "Anna Holt spoke with Jon Doe on the air."
TURNS = ("HOLT: Who fired first?", "DOE: The guards did. We ran.", "HOLT: All of you?")


def test_the_turns_of_a_transcript(language: Language) -> None:
    assert said(language, INTRODUCED, *TURNS) == {
        ("HOLT", ":", "Who fired first?"),
        ("DOE", ":", "The guards did. We ran."),
        ("HOLT", ":", "All of you?"),
    }


@pytest.mark.parametrize(
    "lines",
    [
        ("KILLED: three people", "WOUNDED: nine people", "KILLED: nobody"),
        ("VIDEO: Police at the bank", "UPDATE: A man was held", "VIDEO: The chief speaks"),
        ("DOE: We ran.", "DOE: We fell.", "HOLT: Where?"),
    ],
)
def test_labels_of_which_none_takes_turns_with_somebody_are_no_speakers(
    language: Language, lines: tuple[str, ...]
) -> None:
    assert not said(language, INTRODUCED, *lines)
