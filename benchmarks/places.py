"""Places on LGL and GeoWebNews: share of toponyms whose point lies within 161 km of the gold one.

    python -m benchmarks.places DATA
    python -m benchmarks.errors DATA places

Protocol: the spans of the toponyms are given; the text is all that the resolver sees. Scored are
the toponyms with a gold point, in GeoWebNews those with a GeoNames number, demonyms and languages
left out. "all" is the share of all of these, "resolved" of those that got a point, "covered" the
share that got one. "place" counts a toponym right too where it got the very country or division of
GeoNames that the gold number names: the point of a wide area is a convention (GeoNames has Canada's
in Alberta, Japan's in Tokyo). "read" and "unread" are "all" of every second article, the first among
them, whose errors are read and on which weights are learned, and of the others. The text is all there
is: no outlet, no title. 161 km (100 miles):
Leidner 2007; corpora: Lieberman et al. 2010, Gritta et al. 2019.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from benchmarks.errors.mistakes import Mistake, around
from saidso.record import Span
from saidso.resolving.countries import country_numbers
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.gazetteer import division
from saidso.resolving.places.places import Place, resolve_spans

CORPORA = {"lgl": "lgl.xml", "geowebnews": "GWN.xml"}
"""Corpus by name: its file."""
_CLOSE = 161
_NO_PLACES = frozenset({"Demonym", "Language", "Non_Toponym"})


class Toponym(msgspec.Struct, frozen=True):
    """A gold toponym: its span, its point in degrees, its number in GeoNames."""

    span: Span
    lat: float
    lon: float
    geonames: int


def articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """Yield the text and the gold toponyms of each article."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        gold = [t for node in article.iter("toponym") if (t := _toponym(node)) is not None]
        yield article.findtext("text") or "", gold


def _half(number: int) -> str:
    """Return the half of an article, counted from 0: errors are read, and weights learned, in one only."""
    return "unread" if number % 2 else "read"


def _toponym(node: ElementTree.Element) -> Toponym | None:
    """Return a toponym of either corpus; None where it has no point or is no place."""
    if (node.findtext("type") or "") in _NO_PLACES:
        return None
    if node.find("gaztag") is None and not node.findtext("geonamesID"):
        return None
    lat = node.findtext("gaztag/lat") or node.findtext("latitude")
    lon = node.findtext("gaztag/lon") or node.findtext("longitude")
    if not lat or not lon:
        return None
    span = (int(node.findtext("start") or 0), int(node.findtext("end") or 0))
    tag = node.find("gaztag")
    number = tag.get("geonameid") if tag is not None else node.findtext("geonamesID")
    known = int(number) if number and number.isdigit() else 0
    return Toponym(span, float(lat), float(lon), known)


def resolved(
    text: str, gold: list[Toponym]
) -> Iterator[tuple[Toponym, Place | None, float | None]]:
    """Yield each gold toponym with the place found and how far off it lies (km)."""
    for toponym, place in zip(
        gold, resolve_spans(text, [t.span for t in gold], given=True), strict=True
    ):
        if place is None or place.lat is None or place.lon is None:
            yield toponym, place, None
        else:
            yield toponym, place, kilometres(toponym.lat, toponym.lon, place.lat, place.lon)


def is_same(toponym: Toponym, place: Place | None) -> bool:
    """Return whether a place is the very country or division that the gold number names."""
    kind, _, code = (place.gazetteer or "").partition(":") if place else ("", "", "")
    if kind != "iso3166" or not toponym.geonames:
        return False
    if "-" not in code:
        return country_numbers().get(code) == toponym.geonames
    found = division(code)
    return found is not None and found.id == toponym.geonames


def run(data: Path) -> dict[str, float]:
    """Return the scores in percent by corpus and measure, as "lgl.all"."""
    out: dict[str, float] = {}
    for name, file in CORPORA.items():
        count: Counter[str] = Counter()
        for number, (text, gold) in enumerate(articles(data / "geo" / file)):
            half = _half(number)
            for toponym, place, off in resolved(text, gold):
                count["gold"] += 1
                count[f"of {half}"] += 1
                right = off is not None and off <= _CLOSE
                count[half] += right
                count["place"] += right or is_same(toponym, place)
                count["covered"] += off is not None
                count["right"] += right
        out[f"{name}.all"] = round(100 * count["right"] / count["gold"], 1)
        for half in ("read", "unread"):
            out[f"{name}.{half}"] = round(100 * count[half] / count[f"of {half}"], 1)
        out[f"{name}.place"] = round(100 * count["place"] / count["gold"], 1)
        out[f"{name}.resolved"] = round(100 * count["right"] / max(1, count["covered"]), 1)
        out[f"{name}.covered"] = round(100 * count["covered"] / count["gold"], 1)
    return out


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the toponyms without a point, and those whose point is too far off, of the half that is read."""
    for name, file in CORPORA.items():
        for number, (text, gold) in enumerate(articles(data / "geo" / file)):
            if _half(number) != "read":
                continue
            for toponym, place, off in resolved(text, gold):
                if off is not None and off <= _CLOSE:
                    continue
                yield Mistake(
                    case=f"{name} {number}",
                    kind="no point" if off is None else "far off",
                    text=around(text, toponym.span),
                    gold=f"{toponym.lat:.2f}, {toponym.lon:.2f}",
                    ours=f"{place.name}, {place.admin1}, {place.country}, {place.kind}"
                    + (f": {off:.0f} km off" if off is not None else "")
                    if place
                    else "nothing",
                    weight=1.0 if off is None else 2.0 + off,
                )


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(run(parser.parse_args().data))


if __name__ == "__main__":
    main()
