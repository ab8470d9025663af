"""Learn the weights of `saidso.incidents.occasions` from reports of incidents with known days.

    python -m training.occasions DATA [--write]

DATA holds `gva` (see `benchmarks/gva.py`), of which the half for development is read, one report an
incident. Where the report does not say the day, a day beside it that it names, else none, is right. Told is
the share right of the reports that say it, each fifth of them by weights learned on the others.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from benchmarks.gva import readable, sample
from benchmarks.gva_said import says_day

from saidso.incidents import occasions
from saidso.incidents.occasions import Candidate, day_shares
from saidso.reader import Reader
from training.choices import Choice, held_out, overheard, write

OUT = Path(str(files("saidso.incidents"))) / "occasions.yaml"
_HEAD = """\
# Weights of the features in `occasions.py`, learned by `training/occasions.py` on the development half of the
# reports of shootings in `benchmarks/gva.py`: the larger, the likelier is the day that of the incident.
"""


def examples(data: Path) -> list[tuple[list[Candidate], Choice]]:
    """Return the reports of the development half whose right day, or lack of it, is known."""
    pairs = sample(data, 1_000_000, 7)
    out = []
    with overheard(occasions, "find_candidates") as found:
        records = Reader(threads=2).read_many(readable([p for _, p in pairs]))
        for (gold, page), _ in zip(pairs, records, strict=True):
            candidates: list[Candidate] = found.pop() if found else []
            found.clear()
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


def main() -> None:
    """Print the share right, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pull", type=float, default=8.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = examples(options.data)
    choices = [choice for _, choice in data]
    right = total = 0
    for table, held in held_out(data, choices, pull=options.pull):
        for candidates, choice in held:
            shares, _ = day_shares(candidates, table)
            best = max(shares, key=lambda d: (shares[d], d))
            good = {c.time.edtf for c, ok in zip(candidates, choice.right, strict=True) if ok}
            total += choice.counts
            right += choice.counts and best in good
    print(f"{right} of {total} right: {right / max(1, total):.3f}")
    if options.write:
        write(OUT, _HEAD, choices, pull=options.pull)


if __name__ == "__main__":
    main()
