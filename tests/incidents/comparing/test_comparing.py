"""Comparing: cases as data, and what must hold whatever the reports."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.made_reports import Case, Line, Page, cases, origins, pairs, record, records
from saidso.errors import UsageError
from saidso.exchange import datasets
from saidso.incidents.comparing.agreeing import Comparison
from saidso.incidents.comparing.comparing import compare, of_incident
from saidso.incidents.comparing.sayings import parts_of, sayings
from saidso.incidents.comparing.standing import believed
from saidso.incidents.ontology import load
from saidso.linked import Compared, Group, LinkedIncident, Origin, Quoted

FOLDER = Path(__file__).parents[2] / "cases" / "comparing"
CASES = [case for name in ("counts", "values") for case in cases(FOLDER / f"{name}.yaml")]


def value(group: Group) -> object:
    """Return how a case writes the value of a group."""
    if group.modifier:
        return f"{group.modifier.replace('_', ' ')} {group.value}"
    return f"{group.value} ({group.status})" if group.status else group.value


def told(compared: Compared, expected: dict[str, Any]) -> dict[str, Any]:
    """Return of a comparison what a case expects something of."""
    groups = compared.groups
    asserted = {value(g): g for g in reversed(groups) if g.stance == "asserts"}
    out: dict[str, Any] = {"verdict": compared.verdict} if "verdict" in expected else {}
    if "groups" in expected:
        out["groups"] = {v: asserted[v].origins if v in asserted else 0 for v in expected["groups"]}
    if "agreeing" in expected:
        out["agreeing"] = {v: asserted[v].agreeing for v in expected["agreeing"]}
    if "superseded" in expected:
        out["superseded"] = [value(g) for g in groups if g.superseded]
    if "part" in expected:
        out["part"] = [value(g) for g in groups if g.part]
    if "history" in expected:
        out["history"] = [[s.value for s in h.steps] for h in compared.history]
    if "summary" in expected and compared.summary:
        out["summary"] = [compared.summary.low, compared.summary.best, compared.summary.high]
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_case(case: Case) -> None:
    made = records(case)
    found = compare("h1", pairs(made), made, origins(case))
    for slot, expected in case.expect.items():
        assert told(found.slots[slot], expected) == expected  # type: ignore[index]


@pytest.mark.parametrize("case", cases(FOLDER / "without.yaml"), ids=lambda c: c.name)
def test_without(case: Case) -> None:
    found = without(case, case.without)
    for slot, expected in case.expect.items():
        assert told(found.slots[slot], expected) == expected  # type: ignore[index]


def without(case: Case, names: list[str]) -> LinkedIncident:
    """Return the incident of a case as it stands without those named."""
    made = records(case)
    sources = of_incident(origins(case), set(made))
    parts = parts_of(pairs(made), made, sources)
    said = sayings(parts, sources)
    same = Comparison(parts, said, load())
    kept = believed(said, names, sources, value=lambda s: same.key(s.claim.slot, s))
    return compare("h1", pairs(made), made, sources, keep=kept)


def test_a_count_stands_again_where_a_person_rejected_the_one_in_its_place() -> None:
    case = next(c for c in CASES if c.name.startswith("a count in whose place its page puts one"))
    made = records(case)
    assert "c2" in {c.revised_by for c in made["a"].claims}
    found = compare("h1", pairs(made), made, origins(case), aside=[("a", "c2")])
    assert [value(g) for g in found.slots["killed"].groups if g.superseded] == []
    assert {value(g) for g in found.slots["killed"].groups} == {38, 63}


def test_without_somebody_who_says_nothing_is_an_error_that_names_who_does() -> None:
    case = CASES[1]
    with pytest.raises(UsageError, match=r"nobody called the mayor .* a hospital source, police"):
        without(case, ["the mayor"])


def test_words_of_a_copied_passage_are_of_its_origin() -> None:
    """Two stories with one paragraph of a wire in each: the paragraph is one origin."""
    page = Page(said=[Line(by=[], slot="killed", value=5)])
    made = {
        "a": record("a", msgspec.structs.replace(page, outlet="Harbour Times")),
        "b": record("b", msgspec.structs.replace(page, outlet="Coast Gazette")),
    }
    own = [Origin(reports=["a"]), Origin(reports=["b"])]
    assert compare("h1", pairs(made), made, own).slots["killed"].groups[0].origins == 2
    quoted = [Quoted(report=n, spans=[(0, len(r.report.text))]) for n, r in made.items()]
    shared = [*own, Origin(reports=[], wire="AP", parts=quoted)]
    assert compare("h1", pairs(made), made, shared).slots["killed"].groups[0].origins == 1


LINES = st.builds(
    Line,
    by=st.sampled_from(
        [
            *([], ["police"], ["a police spokesman"], ["AP"], ["AP", "police"], ["a doctor"]),
            *(["Anna Holt"], ["the army"], ["the Russian army"], ["a nurse and a soldier"]),
        ]
    ),
    slot=st.sampled_from(["killed", "injured"]),
    value=st.sampled_from(
        [0, 1, 4, 5, "at least 4", "more than 4", "about 20", "4 to 6", 22, None]
    ),
    stance=st.sampled_from(["asserts", "asserts", "asserts", "denies", "refuses"]),
    words=st.sampled_from([None, None, "earlier", "later revised to"]),
) | st.builds(
    Line,
    by=st.sampled_from([[], ["police"], ["residents"], ["Anna Holt"]]),
    slot=st.sampled_from(["name", "victim", "perpetrator", "age", "condition"]),
    value=st.sampled_from(["Oh", "Oh Chong-song", "Kim", "gunmen", "24"]),
    about=st.sampled_from(["Oh", "Oh Chong-song", "soldier", None]),
)
PAGES = st.builds(
    Page,
    said=st.lists(LINES, min_size=1, max_size=5),
    outlet=st.sampled_from([None, "Harbour Times", "Coast Gazette", "Delta Post"]),
    published=st.sampled_from([None, "2019-04-02", "2019-04-03"]),
    victims=st.sampled_from([[], ["Oh"], ["soldier"], ["Oh", "soldier"]]),
    names=st.just(["Oh", "Oh Chong-song", "Kim", "Anna Holt"]),
    roles=st.just({"Anna Holt": "surgeon"}),
)
REPORTS = st.lists(PAGES, min_size=1, max_size=5)


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_any_order_of_reports_gives_the_same(pages: list[Page], shuffle: random.Random) -> None:
    made = {f"r{k}": record(f"r{k}", page) for k, page in enumerate(pages)}
    sources = [Origin(reports=[name]) for name in made]
    first = compare("h1", pairs(made), made, sources)
    names = list(made)
    shuffle.shuffle(names)
    shuffle.shuffle(sources)
    turned = {name: made[name] for name in names}
    assert compare("h1", pairs(turned), turned, sources) == first


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.integers(0, 4), st.sampled_from(["Island Echo", "Morning Sun"]))
def test_a_copy_adds_no_origin(pages: list[Page], which: int, outlet: str) -> None:
    """A later print of the same text by an outlet of its own changes no count and no verdict."""
    made = {f"r{k}": record(f"r{k}", page) for k, page in enumerate(pages)}
    sources = [Origin(reports=[name]) for name in made]
    before = compare("h1", pairs(made), made, sources)
    original = pages[which % len(pages)]
    name = f"r{which % len(pages)}"
    later = "2019-04-09" if original.published else None
    printed = original.outlet and outlet  # who prints a text without a name has none either
    copy = msgspec.structs.replace(original, outlet=printed, published=later)
    made["z"] = record("z", copy)
    merged = [o for o in sources if o.reports != [name]] + [Origin(reports=[name, "z"])]
    after = compare("h1", pairs(made), made, merged)
    assert counts(after) == counts(before)


def counts(incident: LinkedIncident) -> dict[str, Any]:
    """Return the verdict of each slot, and of each value its origins."""
    return {
        slot: (
            found.verdict,
            sorted(
                (str(value(g)), str(g.subject), g.stance, g.origins, g.agreeing, g.superseded)
                for g in found.groups
            ),
            found.summary,
        )
        for slot, found in incident.slots.items()
    }


def test_origins_never_exceed_speakers() -> None:
    """The count of origins is a lower bound of the chains that say a value."""
    for case in CASES:
        made = records(case)
        for slot in compare("h1", pairs(made), made, origins(case)).slots.values():
            for group in slot.groups:
                speakers = {name for claim in group.claims for name in claim.said_by}
                assert 1 <= group.origins <= max(1, len(speakers) * len(made))


def test_only_what_was_not_done_changes_the_id_of_a_claim() -> None:
    """Ids of claims stay over releases; that an act was only planned makes it another claim."""
    one = record("a", Page(said=[Line(by=["police"], slot="event", value="bombing")]))
    found = {}
    for status in (None, "happened", "planned"):
        claims = [msgspec.structs.replace(c, status=status) for c in one.claims]  # type: ignore[arg-type]  # three of them
        told = {"a": msgspec.structs.replace(one, claims=claims)}
        incident = compare("h1", pairs(told), told, [Origin(reports=["a"])])
        (found[status],) = datasets.claims(incident, told)
    assert found[None] == found["happened"]
    assert found[None].status is None
    assert found["planned"].id != found[None].id
    assert (found["planned"].status, found["planned"].shown) == ("planned", "bombing (planned)")
