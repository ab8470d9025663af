"""What holds for attributions of any page: offsets, marks, paragraphs, residue, and linear cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import plain_report
from facts import FACTS, capture, load
from saidso.capture import capture as captured
from saidso.capture import report
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.reading.clauses.quotes import find_quotes
from saidso.record import Record
from saidso.spans import overlap
from saidso.store.checks import problems

MARKS = "“”„‟«»‹›「」『』‘’‚'\"＂`"
WORDS = [
    "The mayor said",
    "she told Reuters",
    "the road",
    "was shelled",
    "he added.",
    ",",
    ".",
    ":",
    "\n\n",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*MARKS, *WORDS]), min_size=4, max_size=24))
def test_no_marks_break_a_reading(reader: Reader, parts: list[str]) -> None:
    """Whatever marks stand wherever, the record keeps its contract and every offset fits."""
    text = "Guards fled from the valley town. " + " ".join(parts)
    assert list(problems(reader.read(plain_report(text)))) == []


@given(st.text(alphabet="ab, .\n" + MARKS, max_size=120))
def test_quotations_are_in_order_and_inside(text: str) -> None:
    found = find_quotes(text, [(0, len(text))])
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert all(found[k].span[1] <= found[k + 1].span[0] for k in range(len(found) - 1))


def quotations(number: int) -> str:
    """Return a page of so many quotations, each with its speaker."""
    return "\n\n".join(
        f"“The road to village {k} is closed, and nobody may pass,” guard Ivan Petr said. "
        "“It will open on Monday,” he added. Police agreed."
        for k in range(number // 2)
    )


def test_a_page_of_quotations_takes_linear_time(
    reader: Reader, parse: Callable[..., Parse]
) -> None:
    """Four times the quotations take four times as long; ten times leaves room for a busy machine."""

    def seconds(number: int) -> float:
        found = parse(quotations(number))
        times = []
        for _ in range(3):
            begin = time.process_time()
            record = reader.record(found)
            times.append(time.process_time() - begin)
        assert sum(a.quotation == "direct" for a in record.attributions) >= number
        return min(times)

    assert seconds(400) <= 10 * seconds(100)


def crossing(record: Record) -> list[str]:
    """Return the contents that share a code point with residue."""
    residue = [s.span for s in record.report.segments if s.kind == "residue"]
    return [
        record.report.text[slice(*span)]
        for a in record.attributions
        for span in a.content.spans
        if any(overlap(span, r) for r in residue)
    ]


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.stem)
def test_no_content_reaches_into_residue(reader: Reader, path: object) -> None:
    assert crossing(reader.read(capture(load(path)))) == []  # type: ignore[arg-type]


def test_an_open_quotation_ends_before_a_teaser(reader: Reader) -> None:
    text = (
        "Soldiers shelled the town of Karida on Monday, the mayor said.\n\n"
        "“We will rebuild,” the mayor said. “Every house, every wall.\n\n"
        "Read more: “Singer wins prize,” says jury\n\n"
        "The shelling went on until the evening."
    )
    line = json.dumps({"text": text}).encode()
    record = reader.read(report(captured("page", line, "jsonl")))
    assert crossing(record) == []
    contents = [record.report.text[slice(*s)] for a in record.attributions for s in a.content.spans]
    assert not any("went on until" in c for c in contents[1:] if "Every house" in c)


def test_direct_quotations_keep_their_marks(reader: Reader) -> None:
    record = reader.read(plain_report("“We will rebuild,” the mayor of Karida said on Monday."))
    [said] = [a for a in record.attributions if a.quotation == "direct"]
    assert record.report.text[slice(*said.content.spans[0])] == "“We will rebuild,”"
