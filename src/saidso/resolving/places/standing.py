"""Standing: whether the likeliest reading of a name is likely enough; else the name stays open."""

from __future__ import annotations

from saidso.resolving.places.senses import KNOWN_BY_ITSELF, Sense

_KNOWN_BY_OTHER_NAME = 300_000
_CLEARLY = 0.45
"""Share from which a town of `_ALONE` people that is named again is meant, where no country is named."""
_PLAINLY = 0.6
"""Share from which a district is meant that is called one and that nothing else speaks for."""
_SURELY = 0.75
_RENOWN = 15
"""Share, and other names, of a town of `_ALONE` people that is meant after a word of place (ours)."""
_LARGE = 500_000
_LIKELY_IF_LARGE = 0.15
"""People of a city that is meant by its name however many towns share it, and the share it still needs."""
_AGAIN = 2
_ALONE = 31_000
"""Mentions, and people, of a town that is meant for want of any other of its name."""
_WELL_KNOWN = 15_000
"""People of a town that is plainly meant where it is named again and with a word of place."""
_ONLY = 2_000
"""People of a town that has no other of its name, in a report that names no country: "in Orvel"."""
_LIKELY = 0.25
"""Share of its name's readings that a reading must have."""


def stands(sense: Sense, *, elsewhere: bool, foreign: bool, area: bool) -> bool:
    """Return whether a reading is likely enough, and the report or its size speaks for it.

    `elsewhere`: the report names countries; then a town by another of its names needs its own among
    them. `foreign`: its country is none of them; then only a large city is meant. `area`: the words say
    that it is a province or a district.
    """
    reading = sense.reading
    if reading.sort != "P":
        return sense.share >= _LIKELY and (
            sense.supported
            or reading.sort not in ("2", "A", "H", "S")
            or (area and reading.sort == "2" and reading.own and sense.share >= _PLAINLY)
        )
    if (reading.place.gazetteer or "").startswith("uszip:"):  # Deputy in Indiana, May in Texas
        return sense.within or (sense.beside and " " in reading.place.name)
    known = reading.people >= (KNOWN_BY_ITSELF if reading.own else _KNOWN_BY_OTHER_NAME)
    known = known and (reading.own or not elsewhere)
    known = known and (not foreign or reading.people >= _LARGE)
    known = known or (not foreign and _is_renowned(sense))
    if reading.own and not elsewhere:
        clear = sense.share >= _CLEARLY and sense.times >= _AGAIN
        known = known or (clear and reading.people >= _ALONE)
        if sense.share >= _LIKELY_IF_LARGE and reading.people >= _LARGE:
            return True
    alone = sense.rivals == 0 and sense.times >= _AGAIN and reading.people >= _ALONE
    return sense.share >= _LIKELY and (sense.supported or known or alone)


def _is_renowned(sense: Sense) -> bool:
    """Return whether a smaller town is known the world over by its name, and surely meant: "in Goma"."""
    reading = sense.reading
    plain = reading.own and sense.led and sense.share >= _SURELY
    return plain and reading.fame >= _RENOWN and reading.people >= _ALONE


def stands_alone(sense: Sense, *, only: bool) -> bool:
    """Return whether a town is meant for which nothing speaks but that a word of place stands before it: one
    that has no other of its name, or that is plainly the likeliest and is named again.

    `only`: the report names a well known city, of which it may be a quarter; then the first alone.
    """
    reading = sense.reading
    added = (reading.place.gazetteer or "").startswith("locality:")
    if reading.sort != "P" or not (reading.own and sense.led) or added:
        return False
    if sense.rivals == 0 and reading.people >= _ONLY:
        return sense.share >= _LIKELY
    plain = sense.share >= _PLAINLY and sense.times >= _AGAIN and not only
    return plain and reading.people >= _WELL_KNOWN


def is_well_known(sense: Sense) -> bool:
    """Return whether a name surely means a well known city, whose country then is the report's."""
    reading = sense.reading
    return reading.own and reading.people >= KNOWN_BY_ITSELF and sense.share >= _CLEARLY
