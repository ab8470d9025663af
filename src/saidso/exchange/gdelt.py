"""GDELT 2.0: the table of events (61 columns) and the table of their mentions (16), tab-separated.

Columns and codes: GDELT event database, data format codebook 2.0 (19 February 2015); event codes:
CAMEO 1.1b3. As in GDELT's own files there is no header. Offsets are code points of the text of the
report, -1 where the mention does not name the actor. Tone, confidence, sentence numbers and the divisions
and feature ids of GNS are not known to the store and stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from saidso.exchange import cameo, cells, moments, sides
from saidso.exchange.case import Case, refs
from saidso.exchange.cells import Cell, LeftOut, Row
from saidso.exchange.codebook import gdelt, states
from saidso.exchange.sides import Side
from saidso.exchange.tables import Layout, Written, export, line, writer, written_text
from saidso.record import Event, Record, Report, Role

_WORLD_CITY, _COUNTRY = "4", "1"


def layout() -> Layout:
    """Return the layout of the table of events."""
    return Layout(columns=gdelt().events, id="GlobalEventID", delimiter="\t", header=False)


def mentions_layout() -> Layout:
    """Return the layout of the table of mentions."""
    return Layout(columns=gdelt().mentions, id="GlobalEventID", delimiter="\t", header=False)


def mentions_path(out: Path) -> Path:
    """Return the path of the mentions beside that of the events: events.csv, events.mentions.csv."""
    return out.with_name(f"{out.stem}.mentions{out.suffix}")


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write events to `out` and their mentions beside it."""
    with ExitStack() as files:
        beside = mentions_path(out)
        write_mention = writer(files.enter_context(written_text(beside)), mentions_layout())

        def both(case: Case) -> Row | LeftOut:
            made = row(case)
            if not isinstance(made, LeftOut):
                for mention in mentions(case):
                    write_mention(line(mentions_layout(), mention))
            return made

        done = export(cases, out, layout=layout(), row=both, explain=explain)
    return Written([done.files[0], beside, *done.files[1:]], done.rows, done.left_out)


def row(case: Case) -> Row | LeftOut:
    """Return the event row of an incident."""
    incident = case.incident
    code, days = cameo.code(case), moments.days(case)
    uncoded = "CAMEO has no code for this type" if code is None else None
    left_out = moments.why_no_row(case, days, uncoded=uncoded)
    if left_out is not None:
        return left_out
    assert code is not None
    assert days is not None
    day = days.first
    happened = refs(case.acts())
    told = list(_told(case))
    did = sides.actor(case)
    report = case.first.report
    by_type = case.rule("type", f"first code of our incident type {incident.type}")
    out: Row = {
        "GlobalEventID": Cell(str(case.number), "ours: the first 60 bits of our id as a number"),
        "Day": Cell(f"{day:%Y%m%d}", case.rule("date", "the day that is said"), days.claims),
        "MonthYear": Cell(f"{day:%Y%m}", "of Day", days.claims),
        "Year": Cell(str(day.year), "of Day", days.claims),
        "FractionDate": Cell(
            f"{day.year + (day.month * 30 + day.day) / 365:.4f}",
            "the year plus (month * 30 + day) / 365",
            days.claims,
        ),
        "IsRootEvent": Cell(
            str(int(any(_leads(r, e) for r, e in told))),
            "1 where a headline or first paragraph tells of it",
            happened,
        ),
        "EventCode": Cell(code, by_type, happened),
        "EventBaseCode": Cell(code[:3], "first three digits of EventCode", happened),
        "EventRootCode": Cell(code[:2], "first two digits of EventCode", happened),
        "QuadClass": Cell(str(cameo.quad(code)), "by EventRootCode", happened),
        "GoldsteinScale": Cell(f"{cameo.score(code):.1f}", "of EventCode", happened),
        "NumMentions": Cell(str(len(told)), "rows of the mentions table"),
        "NumSources": Cell(str(max(1, len(case.outlets()))), "outlets of the reports"),
        "NumArticles": Cell(str(len(case.records)), "reports that tell of it"),
        "DATEADDED": cells.text(_stamp(report), "publication of the first report; midnight"),
        "SOURCEURL": Cell(report.url or report.name, "address or name of the first report"),
    }
    out.update(_actor("Actor1", did))
    out.update(_actor("Actor2", sides.sufferer(case, besides=did)))
    out.update(_place(case))
    return out


def mentions(case: Case) -> Iterator[Row]:
    """Yield the rows of the mentions of an incident: one for each event of each report."""
    first = _stamp(case.first.report)
    for record, event in _told(case):
        report = record.report
        host = (urlsplit(report.url).hostname or "").removeprefix("www.") if report.url else ""
        yield {
            "GlobalEventID": Cell(str(case.number)),
            "EventTimeDate": Cell(first),
            "MentionTimeDate": Cell(_stamp(report)),
            "MentionType": Cell("1" if host else "2"),
            "MentionSourceName": Cell(host or report.outlet or report.name),
            "MentionIdentifier": Cell(report.url if host and report.url else _citation(report)),
            "Actor1CharOffset": Cell(_offset(event, ("perpetrator",))),
            "Actor2CharOffset": Cell(_offset(event, ("victim", "target"))),
            "ActionCharOffset": Cell(str(event.trigger[0])),
            "InRawText": Cell("1"),
            "MentionDocLen": Cell(str(len(report.text))),
        }


def _told(case: Case) -> Iterator[tuple[Record, Event]]:
    for record, incident in case.members:
        own = set(incident.events)
        yield from ((record, e) for e in record.events if e.id in own)


def _leads(record: Record, event: Event) -> bool:
    """Return whether an event stands in the headline, dateline or first paragraph of its report."""
    for segment in record.report.segments:
        if segment.kind in ("headline", "dateline", "paragraph"):
            if segment.span[0] <= event.trigger[0] < segment.span[1]:
                return True
            if segment.kind == "paragraph":
                return False
    return False


def _offset(event: Event, roles: tuple[Role, ...]) -> str:
    found = [p.span[0] for role in roles for p in event.participants if p.role == role]
    return str(found[0]) if found else "-1"


def _stamp(report: Report) -> str:
    """Return YYYYMMDDHHMMSS of the day of publication, empty where it is not known to the day."""
    day = report.published.edtf if report.published else ""
    return day.replace("-", "") + "000000" if len(day) == 10 else ""


def _citation(report: Report) -> str:
    day = report.published.edtf if report.published else None
    return ", ".join(p for p in (report.outlet, report.title, day) if p) or report.name


def _actor(end: str, side: Side | None) -> Row:
    if side is None:
        return {f"{end}Geo_Type": Cell("0")}
    kind = cameo.role(side)
    return {
        f"{end}Code": cells.text(
            f"{side.country or ''}{kind or ''}", "country and role code", side.claims
        ),
        f"{end}Name": Cell(side.name.upper(), side.rule, side.claims),
        f"{end}CountryCode": cells.text(side.country, "of its actor code", side.claims),
        f"{end}Type1Code": cells.text(kind, "CAMEO role of its PLOVER sector", side.claims),
        f"{end}Geo_Type": Cell("0"),
    }


def _place(case: Case) -> Row:
    place = case.incident.place
    state = states().get((place.country if place else None) or "")
    if place is None or place.lat is None:
        return {"ActionGeo_Type": Cell("0")}
    where = refs(g for g in case.standing("place") if not g.part)
    names = [place.name, place.admin1, state.name if state else None]
    whole = state is not None and place.name == state.name
    return {
        "ActionGeo_Type": Cell(
            _COUNTRY if whole else _WORLD_CITY, "1 a country, 4 a place in one", where
        ),
        "ActionGeo_Fullname": Cell(
            ", ".join(dict.fromkeys(n for n in names if n)), "place, division, country", where
        ),
        "ActionGeo_CountryCode": cells.text(
            state.fips if state else None, "FIPS 10-4 code of the country", where
        ),
        "ActionGeo_Lat": cells.degrees(place.lat, "of the place, WGS84", where),
        "ActionGeo_Long": cells.degrees(place.lon, "of the place, WGS84", where),
    }
