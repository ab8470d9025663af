"""What many incidents of one record ask of it is found once, and of each record anew."""

from __future__ import annotations

from saidso.incidents.recall import recalled
from saidso.record import Report


def test_asked_again_it_is_not_found_again() -> None:
    seen: list[Report] = []

    @recalled
    def name(of: Report) -> str:
        seen.append(of)
        return of.name

    one, like = (Report(id="0" * 64, name="one", text="Two were killed.") for _ in range(2))
    assert [name(one), name(one), name(like), name(one)] == ["one"] * 4
    assert len(seen) == 2, "another object is another record, however like it"


def test_what_is_kept_is_bounded_and_stays_right() -> None:
    @recalled
    def name(of: Report) -> str:
        return of.name

    made = [Report(id="0" * 64, name=f"r{n}", text="Two were killed.") for n in range(100)]
    for _ in range(2):
        assert [name(one) for one in made] == [one.name for one in made]
        assert [name(Report(id="0" * 64, name=f"x{n}", text="")) for n in range(100)] == [
            f"x{n}" for n in range(100)
        ]
