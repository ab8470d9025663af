"""Learn the weights of `saidso.incidents.sites.sites` from reports of incidents with known towns.

    python -m training.sites DATA [--write]

As `training/occasions.py`, with the towns of the archive: right is the town, where a report has it among its
places, else its county. Told are the shares right of the reports that name the town or its county: the town;
town or county. Places that no list knows count as wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from benchmarks.gva import place_right
from benchmarks.gva_said import says_place

from saidso.incidents.sites.areas import (
    ACTING,
    ASTRAY,
    BOUND,
    FOREMOST,
    PROVINCE,
    RULING,
    VILLAGE,
    WAY,
)
from saidso.incidents.sites.sites import FAR, Site, likeliest, site_shares
from saidso.incidents.sites.whereabouts import recorded
from training.choices import Choice, Table, lesson, weighed

OUT = Path(str(files("saidso.incidents.sites"))) / "sites.yaml"
_HEAD = """\
# Weights of the features in `sites.py`, learned by `training/sites.py` on the development half of the
# reports of shootings in `benchmarks/gva.py`: the larger, the likelier is the place that of the incident.
"""


_FIXED = {
    FAR: -2.0,
    PROVINCE: 3.2,
    ASTRAY: -1.5,
    VILLAGE: 2.4,
    FOREMOST: 1.0,
    WAY: -2.5,
    RULING: -2.0,
    ACTING: -1.5,
    BOUND: -1.5,
}
"""Of reports for the world: a bureau's city far from the deed is not where it was, a province may be all
that is said. Local papers, of which the data are, have neither."""


Places = tuple[list[Site], list[tuple[bool, bool]]]
"""The places of a report, and which of them are the town, and that or its county."""


def examples(data: Path) -> list[tuple[Places, Choice]]:
    """Return the places of each report of the development half, and the choice among them."""
    out = []
    for gold, page, places in weighed(data, "place"):
        right = [place_right(gold, recorded(one.place)) for one in places]
        towns = [town for town, _ in right]
        good = towns if any(towns) else [either for _, either in right]
        said = says_place(page.whole, gold.city, gold.state)
        out.append(((places, right), Choice([s.features for s in places], good, said)))
    return out


def told(held: Iterable[tuple[dict[str, float], Sequence[tuple[Places, Choice]]]]) -> str:
    """Return the shares right of the reports that say the place."""
    town = either = total = 0
    for table, some in held:
        for (places, right), choice in some:
            if not choice.counts:
                continue
            total += 1
            shares, _ = site_shares(places, table | _FIXED)
            best = likeliest(places, shares)
            chosen = [ok for s, ok in zip(places, right, strict=True) if s.key == best]
            town += any(is_town for is_town, _ in chosen)
            either += any(fits for _, fits in chosen)
    share, wide = town / max(1, total), either / max(1, total)
    return f"of {total} right: {share:.3f} the town, {wide:.3f} or county"


if __name__ == "__main__":
    lesson(__doc__, examples, told, Table(OUT, _HEAD, 4.0, _FIXED))
