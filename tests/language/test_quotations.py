"""A quotation is said as a whole, also where it goes on after its speaker."""

from __future__ import annotations

from saidso.language.parse import Frame, Sentence, Token
from saidso.language.quotations import continued

Words = tuple[str, ...]


def content(sentences: list[Words], *frames: Frame, segments: list[int] | None = None) -> list[str]:
    """Return the words of the first frame's parts after its quotations are made whole."""
    tokens: list[Token] = []
    found: list[Sentence] = []
    for number, words in enumerate(sentences):
        first = len(tokens)
        for word in words:
            upos = "X" if word[0].isalpha() else "PUNCT"
            i = len(tokens)
            tokens.append(Token(i, i, i + 1, word, word, upos, "dep", i, number, "", ""))
        segment = segments[number] if segments else 0
        found.append(
            Sentence(number, (first, len(tokens)), (first, len(tokens)), segment, "paragraph")
        )
    whole = continued(frames, tokens, found)[0]
    return [" ".join(t.text for t in tokens[a:b]) for a, b in whole.content]


SAID: Words = ("“", "It", "burned", ",", "”", "Doe", "said", ".")
MORE: list[Words] = [("“", "We", "ran", "."), ("I", "fell", ".", "”")]
DOE = Frame([(5, 6)], [(6, 7)], [(0, 5)], 0.9)


def test_a_quotation_goes_on_after_its_speaker() -> None:
    assert content([SAID, *MORE], DOE) == ["“ It burned , ”", "“ We ran . I fell . ”"]


def test_it_does_not_go_on_in_another_paragraph() -> None:
    assert content([SAID, *MORE], DOE, segments=[0, 1, 1]) == ["“ It burned , ”"]


def test_what_another_is_quoted_with_is_his() -> None:
    other = Frame([(15, 16)], [(16, 17)], [(8, 15)], 0.9)
    sentences: list[Words] = [SAID, (*MORE[0], *MORE[1][:2], "”", "Roe", "said", ".")]
    assert content(sentences, DOE, other) == ["“ It burned , ”"]


def test_what_is_said_inside_a_quotation_does_not_part_it() -> None:
    inner = Frame([(9, 10)], [(10, 11)], [(11, 12)], 0.9)
    sentences: list[Words] = [SAID, ("“", "We", "think", "so", ".", "”")]
    assert content(sentences, DOE, inner) == ["“ It burned , ”", "“ We think so . ”"]


def test_the_first_sentence_of_a_quotation_brings_the_others() -> None:
    sentences: list[Words] = [
        ("Doe", "said", ":", "“", "It", "burned", "."),
        ("We", "ran", ".", "”"),
    ]
    assert content(sentences, Frame([(0, 1)], [(1, 2)], [(3, 7)], 0.9)) == [
        "“ It burned . We ran . ”"
    ]


def test_the_last_sentence_of_a_quotation_brings_the_others() -> None:
    sentences: list[Words] = [
        ("“", "It", "burned", "."),
        ("We", "ran", ",", "”", "Doe", "said", "."),
    ]
    assert content(sentences, Frame([(8, 9)], [(9, 10)], [(4, 8)], 0.9)) == [
        "“ It burned . We ran , ”"
    ]


def test_straight_marks_that_close_elsewhere_are_let_alone() -> None:
    sentences: list[Words] = [("Doe", "said", '"', "yes", '"', "."), ("They", "left", ".")]
    assert content(sentences, Frame([(0, 1)], [(1, 2)], [(2, 5)], 0.9)) == ['" yes "']


def test_a_speaker_who_breaks_in_parts_a_clause_at_his_commas() -> None:
    sentences: list[Words] = [("The", "rest", "now", ",", "Doe", "said", ",", "is", "ash", ".")]
    frame = Frame([(4, 5)], [(5, 6)], [(0, 1), (7, 9)], 0.9)
    assert content(sentences, frame) == ["The rest now", "is ash"]


def test_a_quotation_goes_on_after_the_rest_of_what_its_speaker_is() -> None:
    sentences: list[Words] = [(*SAID[:-1], "J", "."), ("Roe", ",", "a", "nurse", "."), *MORE]
    assert content(sentences, DOE) == ["“ It burned , ”", "“ We ran . I fell . ”"]


def test_it_does_not_go_on_after_another_speaker() -> None:
    other = Frame([(8, 9)], [(9, 10)], [(10, 11)], 0.9)
    sentences: list[Words] = [SAID, ("Roe", "agreed", "so", "."), *MORE]
    assert content(sentences, DOE, other) == ["“ It burned , ”"]


def test_of_two_who_speak_before_a_quotation_the_nearer_goes_on() -> None:
    sentences: list[Words] = [(*SAID[:-1], ",", "Roe", "said", "."), *MORE]
    nearer = Frame([(8, 9)], [(9, 10)], [(0, 5)], 0.9)
    assert content(sentences, DOE, nearer) == ["“ It burned , ”"]
    assert content(sentences, nearer, DOE) == ["“ It burned , ”", "“ We ran . I fell . ”"]


def test_a_quotation_of_several_sentences_before_its_speaker_goes_on_after_him() -> None:
    sentences: list[Words] = [
        ("“", "It", "burned", "."),
        ("All", ",", "”", "Doe", "said", "."),
        *MORE,
    ]
    assert content(sentences, Frame([(7, 8)], [(8, 9)], [(0, 7)], 0.9)) == [
        "“ It burned . All , ”",
        "“ We ran . I fell . ”",
    ]


def test_a_quotation_that_breaks_off_goes_on_to_its_mark() -> None:
    sentences: list[Words] = [
        ("Doe", "said", "they", "“", "ran", ",", "fell", ",", "”", "too", ".")
    ]
    assert content(sentences, Frame([(0, 1)], [(1, 2)], [(2, 5)], 0.9)) == ["they “ ran , fell , ”"]


def test_it_does_not_run_over_its_speaker() -> None:
    sentences: list[Words] = [("“", "We", "ran", ",", "Doe", "said", ",", "and", "fell", ".", "”")]
    frame = Frame([(4, 5)], [(5, 6)], [(0, 3), (7, 9)], 0.9)
    assert content(sentences, frame)[0] == "“ We ran"


def test_parts_that_a_quotation_joins_are_one() -> None:
    sentences: list[Words] = [
        ("“", "We", "ran", "and", "fell", "down", ",", "”", "Doe", "said", ".")
    ]
    frame = Frame([(8, 9)], [(9, 10)], [(0, 2), (4, 8)], 0.9)
    assert content(sentences, frame) == ["“ We ran and fell down , ”"]
