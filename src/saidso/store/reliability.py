"""Reliability: Krippendorff's alpha of two reviewers, for nominal values.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: observed over
expected disagreement in the matrix of coincidences. Ours because it is ten lines and the kept library
(`krippendorff`) may not be given along under our licence; tested on the values of that paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Return alpha of units, each with the values that were given to it; 1 is full agreement, 0 chance.

    Units with one value are left out. None where it is not defined: no unit with two values, or one
    value in all of them.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in pairable:
        counts = Counter(unit)
        totals.update(counts)
        differing = len(unit) ** 2 - sum(n * n for n in counts.values())
        observed += differing / (len(unit) - 1)
    number = totals.total()
    expected = number**2 - sum(n * n for n in totals.values())
    if not expected:
        return None
    return 1 - (number - 1) * observed / expected
