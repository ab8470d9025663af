"""Who says what: the table of cases in `tests/cases/attribution`, in our own sentences.

Every case passes, or is named under "Known gaps" in `docs/attribution.md`; a named case that passes
fails the test as well, so that the list stays true. `python -m tests.test_attribution [FILE|NAME...]`
prints what is unmet.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from saidso.capture import capture, report
from saidso.reader import Reader
from saidso.record import Record

try:
    from facts import ROOT, check
except ModuleNotFoundError:  # run as a program from the checkout
    from tests.facts import ROOT, check

Case = dict[str, Any]
TABLE = sorted((Path(__file__).parent / "cases" / "attribution").glob("*.yaml"))
_GAP = re.compile(r"^- `(?P<name>[^`]+)`", re.MULTILINE)


def cases() -> dict[str, Case]:
    """Return the cases by name, with the name of their phenomenon under "about"."""
    out: dict[str, Case] = {}
    for path in TABLE:
        for case in yaml.safe_load(path.read_text("utf-8")):
            assert case["name"] not in out, f"two cases are named {case['name']!r}"
            out[case["name"]] = {**case, "about": path.stem}
    return out


def gaps() -> set[str]:
    """Return the names of the cases that the docs list as not read right."""
    text = (ROOT / "docs" / "attribution.md").read_text("utf-8")
    return set(_GAP.findall(text.partition("\n## Known gaps")[2].partition("\n## ")[0]))


def captured(case: Case) -> Any:
    """Return the report of a case, through the same door as a user's."""
    fields = {k: str(case[k]) for k in ("title", "outlet", "published") if k in case}
    fields["text"] = "\n\n".join(case[k] for k in ("title", "text") if k in case)
    line = json.dumps(fields).encode()
    return report(capture(case["name"], line, "jsonl"))


def unmet(record: Record, case: Case) -> list[str]:
    """Return what a record lacks; where a case lists attributions, no other source may speak."""
    facts = {k: v for k, v in case.items() if k not in ("name", "text", "title", "outlet")}
    if "attributions" in case:
        wanted = [s for a in case["attributions"] for s in _list(a["source"])]
        facts["only"] = [*wanted, *case.get("also", [])]
    return check(record, facts)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


CASES = cases()


@pytest.fixture(scope="module")
def read() -> Callable[[Case], Record]:
    """Return a function from a case to its record."""
    reader = Reader()
    return lambda case: reader.read(captured(case))


@pytest.mark.parametrize("name", CASES)
def test_case(read: Callable[[Case], Record], name: str) -> None:
    found = unmet(read(CASES[name]), CASES[name])
    if name in gaps():
        assert found, f"{name} is read right now: take it out of the known gaps in the docs"
    else:
        assert found == []


def test_known_gaps_are_cases() -> None:
    assert gaps() <= set(CASES)


def test_gaps_are_few() -> None:
    """At most one case in twenty is not read right, and there are cases enough to say so."""
    assert len(CASES) >= 200
    assert len(gaps()) <= 0.05 * len(CASES)


def _chosen(arguments: list[str]) -> Iterator[Case]:
    for case in CASES.values():
        if not arguments or case["name"] in arguments or case["about"] in arguments:
            yield case


def main(arguments: list[str]) -> int:
    """Print what is unmet, case by case, and how many of each phenomenon pass."""
    reader = Reader()
    tally: dict[str, list[int]] = {}
    for case in _chosen(arguments):
        missing = unmet(reader.read(captured(case)), case)
        counts = tally.setdefault(case["about"], [0, 0])
        counts[0] += not missing
        counts[1] += 1
        if missing:
            print(f"{case['about']}: {case['name']}: {case.get('title', '')} {case['text']}")
            for what in missing:
                print(f"    {what}")
    for about, (passed, number) in tally.items():
        print(f"{about}: {passed} of {number}")
    print(f"{sum(p for p, _ in tally.values())} of {sum(n for _, n in tally.values())} pass")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
