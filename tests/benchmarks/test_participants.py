"""Gold participants beside ours: texts from tokens, fillers right, missed and spurious."""

from __future__ import annotations

from benchmarks.participants import Article, Judged, joined, met, scores

from saidso.record import Entity, Event, Participant, ReaderInfo, Record, Report, Segment, Span

TEXT = "Rebels shot two guards. They fled."


def article() -> Article:
    gold = Judged("attack", (7, 11), {"doer": [(24, 28)], "struck": [(16, 22)]}, (0, 23))
    return Article("a", TEXT, [gold])


def record(*participants: Participant) -> Record:
    spans: dict[str, list[Span]] = {"e1": [(0, 6), (24, 28)], "e2": [(12, 22)], "e3": [(29, 33)]}
    return Record(
        reader=ReaderInfo(version="0", model="0"),
        report=Report(
            id="a", name="a", text=TEXT, segments=[Segment(kind="paragraph", span=(0, len(TEXT)))]
        ),
        entities=[Entity(id=id, kind="group", name=id, mentions=at) for id, at in spans.items()],
        events=[
            Event(
                id="v1", type="shooting", trigger=(7, 11), status="happened",
                participants=list(participants),
            )
        ],
    )  # fmt: skip


def test_any_mention_of_an_entity_fills_its_role() -> None:
    ours = record(
        Participant(role="perpetrator", entity="e1", span=(0, 6)),
        Participant(role="victim", entity="e2", span=(12, 22)),
    )
    found = scores(list(met(article(), ours)))
    assert (found["found"], found["doer"], found["struck"]) == (100.0, 100.0, 100.0)


def test_a_wrong_doer_costs_precision_and_recall() -> None:
    ours = record(Participant(role="perpetrator", entity="e2", span=(12, 22)))
    (each,) = met(article(), ours)
    assert each.spurious["doer"] == [(12, 22)]
    assert each.missed["doer"] == [(24, 28)]
    assert scores([each])["doer"] == 0.0


def test_what_lies_outside_the_judged_window_is_not_spurious() -> None:
    ours = record(Participant(role="perpetrator", entity="e3", span=(29, 33)))
    (each,) = met(article(), ours)
    assert each.spurious["doer"] == []


def test_a_missed_event_misses_its_fillers() -> None:
    (each,) = met(article(), None)
    assert not each.found
    assert scores([each])["struck.recall"] == 0.0


def test_tokens_are_joined_as_they_are_printed() -> None:
    tokens = [
        "He",
        "said",
        ":",
        '"',
        "We",
        "did",
        "n't",
        "go",
        ",",
        '"',
        "at",
        "Orlo",
        "'s",
        "mill",
        ".",
    ]
    text, spans = joined(tokens)
    assert text == "He said: \"We didn't go,\" at Orlo's mill."
    assert [text[a:b] for a, b in spans] == tokens
