"""What a person sees of a record: rivals marked, words given their room, nothing cut off."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from saidso.cli.claims import rivals
from saidso.cli.claims import value as value_of
from saidso.cli.decision_list import show_log
from saidso.cli.listing import show_entries
from saidso.cli.matrix import matrices
from saidso.cli.render import show_record
from saidso.decision import AboutReport, Decision, Value
from saidso.exchange import notes
from saidso.linked import Compared, Group, LinkedIncident, Origin, Saying
from saidso.reading.attributions.chains import Chains
from saidso.record import (
    Attribution,
    Claim,
    Entity,
    Incident,
    ReaderInfo,
    Record,
    Report,
    Source,
    Tally,
    Words,
)
from saidso.review.wording import of_claim, of_group
from saidso.store import Entry, Logged

TEXT = "Police said two guards died. A nurse said five or more died. The firm said nobody died."


def span(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return (at, at + len(words))


def said(id: str, who: str) -> Attribution:
    return Attribution(
        id=id,
        source=Source(spans=[span(who)], entity=None, kind="role"),
        cue=Words(spans=[span("said")]),
        content=Words(spans=[span("died")]),
        quotation="indirect",
        stance="asserts",
        certainty="certain",
    )


def killed(id: str, low: int, high: int | None, words: str, by: str, **more: object) -> Claim:
    fields = {"value": low, "low": low, "high": high, **more}
    return Claim(
        id=id, incident="i1", slot="killed", spans=[span(words)], attributions=[by], **fields
    )  # type: ignore[arg-type]  # fields of one type are enough here


def made(*claims: Claim, best: tuple[int | None, int | None, int | None]) -> Record:
    low, middle, high = best
    tally = Tally(low=low, best=middle, high=high, rule="made for a test")
    incident = Incident(id="i1", type="killing", main=True, status="happened", killed=tally)
    return Record(
        reader=ReaderInfo(version="0", model="0"),
        report=Report(id="0" * 64, name="a.txt", title="Guards die", text=TEXT),
        entities=[Entity(id="e1", kind="person", name="Ana Brod", mentions=[span("A nurse")])],
        attributions=[said("a1", "Police"), said("a2", "A nurse"), said("a3", "The firm")],
        claims=list(claims),
        incidents=[incident],
    )


def shown(record: Record, width: int = 80) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    show_record(record, screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


TWO = killed("c1", 2, 2, "two guards died", "a1")
FIVE = killed("c2", 5, None, "five or more died", "a2")
NONE = killed("c3", 0, 0, "nobody died", "a3")


@pytest.mark.parametrize(
    ("claims", "best", "expected"),
    [
        ([TWO, FIVE], (2, 2, 5), ["c1", "c2"]),
        ([TWO, FIVE, NONE], (2, 2, 5), ["c1", "c2", "c3"]),
        ([TWO, NONE], (2, 2, 2), ["c1", "c3"]),
        ([TWO, killed("c4", 2, 2, "two guards", "a2")], (2, 2, 2), []),  # two who say the same
        ([FIVE, killed("c4", 9, 9, "five", "a1")], (5, 9, 9), []),  # five or more may be nine
        ([TWO, killed("c4", 1, 1, "guards died", "a2")], (2, 2, 2), []),  # a part, not a bound
        ([TWO, killed("c4", 5, 5, "five or more", "a1")], (2, 5, 5), []),  # one speaker
        ([killed("c5", 2, 2, "two guards", "a1", stance="denies")], (2, 2, 2), ["c5"]),
    ],
)
def test_rivals(
    claims: list[Claim], best: tuple[int | None, int | None, int | None], expected: list[str]
) -> None:
    record = made(*claims, best=best)
    found = rivals(record.incidents[0], record.claims, Chains(record), {})
    assert [c.id for c in found] == expected


def test_that_none_of_some_died_rules_out_no_count_of_others() -> None:
    guards, none = (msgspec.structs.replace(c, entity=e) for c, e in ((TWO, "e1"), (NONE, "e2")))
    record = made(guards, none, best=(2, 2, 2))
    for names, expected in (
        ({"e1": "two guards", "e2": "no civilians"}, []),
        ({"e1": "two guards", "e2": "no guards"}, ["c1", "c3"]),
        ({"e1": "two people", "e2": "nobody"}, ["c1", "c3"]),
    ):
        found = rivals(record.incidents[0], record.claims, Chains(record), names)
        assert [c.id for c in found] == expected


def test_rivals_are_named_and_marked() -> None:
    text = shown(made(TWO, FIVE, NONE, best=(2, 2, 5)))
    assert "differ  killed 2 (Police) ≠ 5 or more (A nurse) ≠ 0 (The firm)" in text
    assert text.count("≠ 2") == 1
    assert "“two guards died” — Police" in text
    assert "killed 2 (2 to 5), injured not said" in text
    assert "differ" not in shown(made(TWO, best=(2, 2, 2)))


def test_claims_of_persons_name_them_and_values_are_said_once() -> None:
    age = Claim(
        id="c8", incident="i1", slot="age", value=41, spans=[span("nurse")], attributions=["a1"],
        entity="e1",
    )  # fmt: skip
    again = killed("c9", 2, 2, "two guards", "a2")
    text = shown(made(TWO, again, age, best=(2, 2, 2)))
    assert "Ana Brod: 41" in text
    assert text.count("killed  ") == 1
    assert "“two guards” — A nurse" in text


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(width: int) -> None:
    text = shown(made(TWO, FIVE, NONE, best=(2, 2, 5)), width)
    assert max(map(len, text.split("\n"))) <= width
    assert {"Police", "nurse", "firm"} <= set(text.replace(")", "").split())
    entry = Entry(
        "0" * 64, "a-long-name-of-a-page.html", "The Post", "2020-01-01", "T", "ceasefire_violation",
        "2020-01-01", "Harun", 12, 345,
    )  # fmt: skip
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    show_entries([entry], "a.db", screen)
    assert isinstance(screen.file, io.StringIO)
    lines = screen.file.getvalue()
    assert max(map(len, lines.split("\n"))) <= width
    assert "2020-01-01" in lines
    assert "12" in lines
    assert "345" in lines


@pytest.mark.parametrize(
    ("status", "shown"), [("planned", "attack (planned)"), ("happened", "attack"), (None, "attack")]
)
def test_an_act_only_planned_is_shown_as_such(status: str | None, shown: str) -> None:
    claim = Claim(
        id="c1",
        incident="i1",
        slot="event",
        value="attack",
        spans=[span("two guards")],
        attributions=["a1"],
        status=status,  # type: ignore[arg-type]  # one of the three above
    )
    assert value_of(claim).plain == shown
    assert str(of_claim(claim)) == shown


def test_an_act_only_planned_is_no_line_with_those_that_were_done() -> None:
    """In the matrix: acts in one line, what was only planned below it with who says so."""
    said = Saying(report="a", claim="c1", spans=[(0, 4)], said_by=["police"], chain=["police"])
    groups = [
        Group(low=None, high=None, value=v, stance="asserts", claims=[said], origins=1, status=s)
        for v, s in (("shooting", None), ("attack", None), ("attack", "planned"))
    ]
    incident = LinkedIncident(
        id="h1",
        type="attack",
        reports=["a"],
        origins=[Origin(reports=["a"])],
        slots={"event": Compared(verdict="single", groups=groups)},  # type: ignore[arg-type]  # statuses as above
    )
    screen = Console(width=90, record=True, file=io.StringIO())
    for table in matrices(incident, {"a": "Harbour Times"}, {"a": 0}, 90):
        screen.print(table)
    shown = screen.export_text()
    assert "shooting, attack" in shown
    assert "attack (planned)  police" in shown
    assert notes.value(groups[2]) == "attack (planned)"
    assert str(of_group("event", groups[2])) == "attack (planned)"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(value=14, low=14, high=14), "14"),
        (Value(value=14, low=14, modifier="at_least"), "at least 14"),
        (Value(value="shelling", stance="denies"), "denied: shelling"),
        (Value(value="shelling", status="planned"), "shelling (planned)"),
        (Value(value="shelling", status="happened"), "shelling"),
        (Value(), "unknown"),
    ],
)
def test_the_log_says_all_of_a_value(value: Value, words: str) -> None:
    """With its modifier, whether it is denied, and how far an act came."""
    report = AboutReport(id="0", name="page")
    entry = Decision(
        n=1,
        at="2026-03-05T10:00:00Z",
        by="anna",
        kind="add",
        report=report,
        slot="event",
        new=value,
    )
    screen = Console(width=120, record=True, file=io.StringIO())
    show_log([Logged(entry, True)], "desk.db", console=screen)
    assert f"added event {words} in page" in screen.export_text()
