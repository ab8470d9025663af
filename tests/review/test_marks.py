"""Text split at span borders, hidden characters, and the way back from a browser's offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.made_pages import LOCAL, SAID, WIRE, at, made
from saidso.errors import UsageError
from saidso.review.cards import cards_of, marks_of
from saidso.review.characters import points, units, visible
from saidso.review.families import families, family_of
from saidso.review.marks import Mark, pieces
from saidso.review.passages import BLOCK, PART, blocks, part_of, parts
from saidso.review.selection import selected, typed
from saidso.review.wording import ORDER

TEXTS = st.text(st.characters(), max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=6))
    family = st.sampled_from(families())
    marks = [
        Mark(span=(min(s), max(s)), family=draw(family), claims=(f"c{k}",), says="")
        for k, s in enumerate(spans)
    ]
    return text, marks


@given(marked())
def test_pieces_are_the_text_whatever_the_marks(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    found = pieces(text, (0, len(text)), marks)
    assert "".join(p.text for p in found) == text
    for mark in marks:
        assert "".join(p.text for p in found if mark in p.over) == text[slice(*mark.span)]
        shown = mark.span[0] < mark.span[1]
        assert sum(mark in p.begin for p in found) == sum(mark in p.end for p in found) == shown


@given(TEXTS, st.data())
def test_units_and_points_are_inverse(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    assert points(text, units(text[:cut])) == cut
    encodable = text.encode("utf-16-le", "surrogatepass")
    assert units(text) == len(encodable) // 2


def test_an_offset_outside_the_text_is_refused() -> None:
    for offset in (-1, 4):
        with pytest.raises(ValueError, match=str(offset)):
            points("💣a", offset)


def test_hidden_characters_are_shown_and_counted() -> None:
    html = visible("a\u202eb\x00<i>\u200d\r")
    assert "RLO" in html
    assert "&lt;i&gt;" in html
    assert html.count('data-units="1"') == 3
    assert "\u202e" not in html
    assert "\u200d" in html, "emoji and Persian need the joiners"


def test_every_slot_has_one_family() -> None:
    assert sorted(s for f in families() for s in f.slots) == sorted(ORDER)
    assert family_of("killed").letter == "H"
    assert len({f.letter for f in families()}) == len(families())


def test_selection_counts_code_points_not_units() -> None:
    """The blast's first block holds two emoji, the second Hangul and a family joined of three."""
    report = made("wire", WIRE, SAID["wire"]).report
    for words in ("killing 17 people", "💣💥", "포티스쿰", "👩‍👩‍👧", "carried the wounded"):
        span = at(WIRE, words)
        block = next(b for b in blocks(report) if b.span[0] <= span[0] < b.span[1])
        ends = [f"{block.span[0]}:{units(WIRE[block.span[0] : offset])}" for offset in span]
        assert selected(report, *ends) == span
        assert selected(report, *reversed(ends)) == span


@pytest.mark.parametrize("end", ["", "x:1", "7:0", "0:-1", "0:99999", "0", "0:1:2"])
def test_an_end_that_is_no_place_is_refused(end: str) -> None:
    with pytest.raises(UsageError, match="place in the report"):
        selected(made("wire", WIRE, []).report, end, end)


def test_an_empty_selection_is_refused() -> None:
    with pytest.raises(UsageError, match="no words"):
        selected(made("wire", WIRE, []).report, "0:5", "0:5")


def test_typed_words_are_the_nearest() -> None:
    report = made("local", LOCAL, []).report
    first, second = typed(report, "23"), typed(report, "23  people", near=len(LOCAL))
    assert LOCAL[slice(*first)] == "23"
    assert second == (LOCAL.rindex("23 people"), LOCAL.rindex("23 people") + 9)
    with pytest.raises(UsageError, match="does not say"):
        typed(report, "24 people")


def test_a_long_segment_is_cut_into_blocks_and_parts() -> None:
    text = "Head\n\n" + "word " * 20_000 + "\n\nEnd, said he."
    report = made("long", text, []).report
    found = blocks(report)
    assert max(b.span[1] - b.span[0] for b in found) <= BLOCK
    assert "\n".join(text[slice(*b.span)] for b in found).split() == text.split()
    split = parts(found)
    assert all(sum(b.span[1] - b.span[0] for b in p) <= PART for p in split)
    assert part_of(split, len(text) - 3) == len(split) - 1
    assert part_of(split, 0) == 0


def test_claims_on_the_same_words_share_a_mark() -> None:
    record = made("local", LOCAL, SAID["local"])
    marks = marks_of(cards_of(record, ["i1"]))
    killed = [m for m in marks if LOCAL[slice(*m.span)] == "killed 23 people"]
    assert sorted(m.family.id for m in killed) == ["event", "harm"]
    assert all("c" in m.claims[0] for m in killed)
