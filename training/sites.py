"""Learn the weights of `saidso.incidents.sites` from reports of incidents with known towns.

    python -m training.sites DATA [--write]

As `training/occasions.py`, with the towns of the archive: right is the town, where a report has it among its
places, else its county. Told are the shares right of the reports that name the town or its county: the town;
town or county. Places that no list knows count as wrong.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from benchmarks.gva import Gold, place_right, readable, sample
from benchmarks.gva_said import says_place

from saidso.incidents import sites
from saidso.incidents.areas import ACTING, ASTRAY, FOREMOST, PROVINCE, RULING, VILLAGE
from saidso.incidents.sites import FAR, Site, likeliest, site_shares
from saidso.reader import Reader
from saidso.record import IncidentPlace
from saidso.resolving.places import Place
from training.choices import Choice, held_out, overheard, teaches, write

OUT = Path(str(files("saidso.incidents"))) / "sites.yaml"
_HEAD = """\
# Weights of the features in `sites.py`, learned by `training/sites.py` on the development half of the
# reports of shootings in `benchmarks/gva.py`: the larger, the likelier is the place that of the incident.
"""


_FIXED = {
    FAR: -2.0,
    PROVINCE: 2.5,
    ASTRAY: -1.5,
    VILLAGE: 1.5,
    FOREMOST: 1.0,
    RULING: -2.0,
    ACTING: -1.5,
}
"""Of reports for the world: a bureau's city far from the deed is not where it was, a province may be all
that is said. Local papers, of which the data are, have neither."""


def examples(data: Path) -> list[tuple[list[Site], Choice, list[tuple[bool, bool]]]]:
    """Return the places of each report of the development half, the choice, which are town or county."""
    pairs = sample(data, 1_000_000, 7)
    out = []
    with overheard(sites, "find_sites") as found:
        records = Reader(threads=2).read_many(readable([p for _, p in pairs]))
        for (gold, page), _ in zip(pairs, records, strict=True):
            places: list[Site] = found.pop() if found else []
            found.clear()
            right = [_right(gold, one.place) for one in places]
            towns = [town for town, _ in right]
            good = towns if any(towns) else [either for _, either in right]
            said = says_place(page.whole, gold.city, gold.state)
            out.append((places, Choice([s.features for s in places], good, said), right))
    return out


def _right(gold: Gold, place: Place) -> tuple[bool, bool]:
    """Return whether a place is the town, and whether it is that or its county."""
    return place_right(
        gold,
        IncidentPlace(
            name=place.name,
            country=place.country,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            precision_km=place.precision_km,
            gazetteer=place.gazetteer,
        ),
    )


def main() -> None:
    """Print the shares right, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pull", type=float, default=4.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = examples(options.data)
    choices = [choice for _, choice, _ in data]
    town = either = total = 0
    for table, held in held_out(data, choices, pull=options.pull):
        for places, choice, right in held:
            if not choice.counts:
                continue
            total += 1
            shares, _ = site_shares(places, table | _FIXED)
            best = likeliest(places, shares)
            chosen = [ok for s, ok in zip(places, right, strict=True) if s.key == best]
            town += any(is_town for is_town, _ in chosen)
            either += any(fits for _, fits in chosen)
    print(
        f"of {total} right: {town / max(1, total):.3f} the town, {either / max(1, total):.3f} or county"
    )
    if options.write:
        known = [choice for choice in choices if teaches(choice)]
        write(OUT, _HEAD, known, pull=options.pull, fixed=_FIXED)


if __name__ == "__main__":
    main()
