"""The formats: their names, what they are, and the module that writes each, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import msgspec

from saidso.errors import UsageError
from saidso.exchange.case import Case
from saidso.exchange.tables import Written


class Format(msgspec.Struct, frozen=True):
    """A format: what it is in a line, its module, and whether its cells sum up claims."""

    what: str
    module: str
    sums_up: bool = False


FORMATS = {
    "acled": Format("ACLED, 31 columns, CSV", "acled", sums_up=True),
    "ucdp": Format("UCDP GED, 49 columns, CSV", "ucdp", sums_up=True),
    "polecat": Format("POLECAT (PLOVER), 40 columns, tab-separated", "polecat", sums_up=True),
    "gdelt": Format("GDELT 2.0 events and mentions, tab-separated", "gdelt", sums_up=True),
    "icews": Format("ICEWS (CAMEO), 20 columns, tab-separated", "icews", sums_up=True),
    "ftm": Format("FollowTheMoney entities and statements", "ftm"),
    "geojson": Format("GeoJSON, a feature for each incident", "geojson", sums_up=True),
    "webannotation": Format("W3C Web Annotation with PROV-O, JSON-LD", "webannotation"),
    "claims": Format("a row for each claim, CSV", "claims"),
    "parquet": Format("claims and incidents, Parquet", "parquet"),
    "sqlite": Format("a read-only database for Datasette", "sqlite"),
    "schemaorg": Format("schema.org Claim, JSON-LD", "schemaorg"),
}


def export(name: str, cases: Iterable[Case], out: Path, *, explain: bool = False) -> Written:
    """Write the cases to `out` in a format, and with `explain` how each cell was made beside it.

    Raises UsageError for a format that is not known, for `explain` where no cell sums up claims, and
    where a library is missing.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name}", help=f"formats are {', '.join(FORMATS)}")
    format = FORMATS[name]
    if explain and not format.sums_up:
        raise UsageError(
            f"--explain: {name} holds the claims themselves, no cell sums them up",
            help="leave --explain out",
        )
    module = import_module(f"saidso.exchange.{format.module}")
    found = (
        module.write(cases, out, explain=explain) if format.sums_up else module.write(cases, out)
    )
    assert isinstance(found, Written)
    return found
