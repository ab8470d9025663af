"""Learn the weights of `saidso.incidents.occasions.occasions` from reports of incidents with known days.

    python -m training.occasions DATA [--write]

DATA holds `gva` (see `benchmarks/gva.py`), of which the half for development is read, one report an
incident. Where the report does not say the day, a day beside it that it names, else none, is right. Told is
the share right of the reports that say it, each fifth of them by weights learned on the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from benchmarks.gva_said import says_day

from saidso.incidents.occasions.candidates import Candidate
from saidso.incidents.occasions.occasions import day_shares
from training.choices import Choice, Table, lesson, weighed

OUT = Path(str(files("saidso.incidents.occasions"))) / "occasions.yaml"
_HEAD = """\
# Weights of the features in `occasions.py`, learned by `training/occasions.py` on the development half of the
# reports of shootings in `benchmarks/gva.py`: the larger, the likelier is the day that of the incident.
"""


def examples(data: Path) -> list[tuple[list[Candidate], Choice]]:
    """Return the reports of the development half whose right day, or lack of it, is known."""
    out = []
    for gold, page, candidates in weighed(data, "day"):
        said = says_day(page.whole, page.published, gold.day) is not None
        right = _right(gold.day, {c.time.earliest for c in candidates}, said=said)
        if candidates and right != "":
            good = [right is not None and c.time.earliest == right for c in candidates]
            out.append((candidates, Choice([c.features for c in candidates], good, said)))
    return out


def _right(day: date, named: set[str | None], *, said: bool) -> str | None:
    """Return the day to be chosen, None for none, "" where it is said in words that are not read."""
    if said:
        return day.isoformat() if day.isoformat() in named else ""
    near = [(day + timedelta(days=n)).isoformat() for n in (-1, 1)]
    return next((d for d in near if d in named), None)


def told(held: Iterable[tuple[dict[str, float], Sequence[tuple[list[Candidate], Choice]]]]) -> str:
    """Return the share right of the reports that say the day."""
    right = total = 0
    for table, some in held:
        for candidates, choice in some:
            shares, _ = day_shares(candidates, table)
            best = max(shares, key=lambda d: (shares[d], d))
            good = {c.time.edtf for c, ok in zip(candidates, choice.right, strict=True) if ok}
            total += choice.counts
            right += choice.counts and best in good
    return f"{right} of {total} right: {right / max(1, total):.3f}"


if __name__ == "__main__":
    lesson(__doc__, examples, told, Table(OUT, _HEAD, 8.0))
