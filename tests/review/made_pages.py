"""Reports of one invented blast, made by hand so that no model is needed, and a hostile one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from saidso.record import (
    Attribution,
    Claim,
    Entity,
    Event,
    EventPlace,
    EventTime,
    Incident,
    IncidentDate,
    IncidentPlace,
    Published,
    ReaderInfo,
    Record,
    Report,
    Segment,
    Source,
    Span,
    Tally,
    Words,
)
from saidso.store import Store, open_store

PLACE = IncidentPlace(
    name="Potiskum", country="NGA", admin1="Yobe", lat=11.714, lon=11.081, precision_km=2.9,
    gazetteer="geonames:2324767",
)  # fmt: skip
WIRE = (
    "Blast at Potiskum grain market kills 17\n\n"
    "A bomb hidden in a grain sack 💣💥 exploded at the Potiskum grain market on Thursday, 22 June 2017, "
    "killing 17 people and wounding 45, a rescue official said.\n\n"
    "포티스쿰 시장에서 traders carried the wounded 👩‍👩‍👧 to the Potiskum general hospital, said the "
    "rescue official.\n\n"
    "Most read: ten cheap holidays\n"
)
LOCAL = (
    "Traders count 23 dead after Potiskum market bomb\n\n"
    "The bomb at the Potiskum grain market on Thursday, 22 June 2017, killed 23 people, the traders' "
    "union said.\n\n"
    "Police denied that 23 people had died. A police spokesman said 19 bodies had been counted.\n"
)
SAID: dict[str, list[tuple[str, int | str | None, str, str | None, str]]] = {
    "wire": [
        ("instrument", "bomb", "A bomb", "a rescue official", "asserts"),
        ("event", "bombing", "exploded", "a rescue official", "asserts"),
        ("place", "Potiskum", "Potiskum grain market on", "a rescue official", "asserts"),
        ("date", "2017-06-22", "Thursday, 22 June 2017", "a rescue official", "asserts"),
        ("killed", 17, "killing 17 people", "a rescue official", "asserts"),
        ("injured", 45, "wounding 45", "a rescue official", "asserts"),
    ],
    "local": [
        ("place", "Potiskum", "Potiskum grain market", "the traders' union", "asserts"),
        ("date", "2017-06-22", "Thursday, 22 June 2017", "the traders' union", "asserts"),
        ("event", "bombing", "killed 23 people", "the traders' union", "asserts"),
        ("killed", 23, "killed 23 people", "the traders' union", "asserts"),
        ("killed", 23, "23 people had died", "Police", "denies"),
        ("killed", 19, "19 bodies", "A police spokesman", "asserts"),
    ],
}


def made(
    name: str,
    text: str,
    said: list[tuple[str, int | str | None, str, str | None, str]],
    *,
    outlet: str = "Continental Wire",
    published: str = "2017-06-22",
    title: str | None = None,
    type: str = "bombing",
    place: IncidentPlace | None = PLACE,
    day: str = "2017-06-22",
    url: str | None = None,
) -> Record:
    """Return a record; `said` are slot, value, words, speaker and stance."""
    author = Attribution(
        id="a0", source=Source(spans=[], entity=None, kind="author"), cue=Words(spans=[]),
        content=Words(spans=[]), quotation="indirect", stance="asserts", certainty="certain",
    )  # fmt: skip
    speakers = {s: f"a{n}" for n, s in enumerate(dict.fromkeys(x[3] for x in said if x[3]), 1)}
    attributions = [author] + [
        Attribution(
            id=id, source=Source(spans=[at(text, words)], entity=None, kind="role"),
            cue=Words(spans=[]), content=Words(spans=[]), quotation="indirect", stance="asserts",
            certainty="certain",
        )
        for words, id in speakers.items()
    ]  # fmt: skip
    claims = [
        Claim(
            id=f"c{n}", incident="i1", slot=slot, value=value,  # type: ignore[arg-type]
            low=value if isinstance(value, int) else None,
            high=value if isinstance(value, int) else None,
            spans=[at(text, words)], attributions=[speakers.get(speaker or "", "a0")],
            stance=stance,  # type: ignore[arg-type]
        )
        for n, (slot, value, words, speaker, stance) in enumerate(said, 1)
    ]  # fmt: skip
    entities, events = [], []
    trigger = next((c.spans[0] for c in claims if c.slot == "event"), None)
    where = next((c.spans[0] for c in claims if c.slot == "place"), None)
    when = next((c.spans[0] for c in claims if c.slot == "date"), None)
    if place and where:
        entities.append(
            Entity(
                id="e1", kind="place", name=place.name, mentions=[where], codes={"country": "NGA"}
            )
        )
    if trigger:
        events.append(
            Event(
                id="v1", type=type, trigger=trigger, status="happened", attributions=["a0"],
                time=EventTime(edtf=day, spans=[when]) if when else None,
                place=EventPlace(entity="e1", spans=[where]) if where and entities else None,
            )
        )  # fmt: skip
    dead = [c.value for c in claims if c.slot == "killed" and isinstance(c.value, int)]
    return Record(
        reader=ReaderInfo(version="0", model="0"),
        report=Report(
            id=hashlib.sha256(text.encode(errors="replace")).hexdigest(), name=name, outlet=outlet,
            title=title or text.split("\n")[0][:200], text=text, segments=segments(text), url=url,
            published=Published(edtf=published, from_="metadata"), language="en",
        ),
        entities=entities,
        attributions=attributions,
        events=events,
        claims=claims,
        incidents=[
            Incident(
                id="i1", type=type, main=True, status="happened", place=place,
                date=IncidentDate(edtf=day, earliest=day, latest=day, precision="day"),
                events=["v1"] if events else [], claims=[c.id for c in claims],
                killed=Tally(low=min(dead), best=max(dead), high=max(dead), rule="stated") if dead else None,
            )
        ],
    )  # fmt: skip


def at(text: str, words: str) -> Span:
    """Return where words stand first."""
    start = text.index(words)
    return start, start + len(words)


def segments(text: str) -> list[Segment]:
    """Return the lines as paragraphs, the first a headline, what begins with "Most read" residue."""
    out = []
    for n, found in enumerate(re.finditer(r"[^\n]+\n*|\n+", text)):
        residue = found[0].startswith("Most read")
        kind = "residue" if residue else "headline" if n == 0 and "\n" in text else "paragraph"
        out.append(Segment(kind=kind, span=found.span(), why="teaser" if residue else None))  # type: ignore[arg-type]
    return out


def add(store: Store, record: Record) -> None:
    """Keep a record with its text as bytes."""
    data = record.report.text.encode(errors="replace")
    store.add(record, data, media="text/plain", name=record.report.name)


def blast(path: Path) -> Store:
    """Return a store with the wire, a copy of it, the local report and two other incidents."""
    store = open_store(path)
    add(store, made("wire", WIRE, SAID["wire"]))
    add(store, made("copy", WIRE + " ", SAID["wire"], outlet="Delta Post", published="2017-06-23"))
    add(
        store,
        made("local", LOCAL, SAID["local"], outlet="The Savannah Voice", published="2017-06-23"),
    )
    harun = IncidentPlace(
        name="Gao",
        country="MLI",
        admin1=None,
        lat=16.27,
        lon=-0.04,
        precision_km=None,
        gazetteer=None,
    )
    for k, (name, day) in enumerate((("guards", "2019-03-04"), ("convoy", "2020-08-11")), 2):
        text = f"Gunmen killed {k} guards of the {name} depot near Gao on {day}, the mayor said."
        add(
            store,
            made(
                name, text,
                [
                    ("event", "killing", f"killed {k} guards", "the mayor", "asserts"),
                    ("killed", k, f"killed {k} guards", "the mayor", "asserts"),
                    ("place", "Gao", "Gao", "the mayor", "asserts"),
                    ("date", day, day, "the mayor", "asserts"),
                ],
                outlet="Sahel Courier", published=day, type="killing", place=harun, day=day,
            ),
        )  # fmt: skip
    return store


HOSTILE = (
    '<script>document.title="run"</script> "><img src=x onerror=alert(1)> headline\n\n'
    "Gunmen <b onmouseover=alert(2)>killed 3 people</b> near Gao, the mayor said. "
    '<a href="javascript:alert(3)">javascript:alert(3)</a> '
    '<svg onload=alert(4)><style>body{display:none}</style></svg> {{ 7*7 }} {% raw %} '
    "The guard said \u202edlot neeb evah yeht\u202c and left.\u2066\u0000\u0007\u200b\n\n"
    "</p></div></body><form action=https://evil.example><button>Accept</button></form>\n"
)  # fmt: skip


def hostile() -> Record:
    """Return a record whose every string wants to run."""
    evil = '"><script>alert(5)</script><img src=x onerror=alert(6)>'
    return made(
        f"evil {evil}", HOSTILE,
        [("killed", 3, "killed 3 people", "the mayor", "asserts"),
         ("event", "killing", "<b onmouseover=alert(2)>killed", None, "asserts"),
         ("perpetrator", evil, "Gunmen", None, "asserts")],
        outlet=f"Outlet {evil}", title=f"<h1>Title</h1>{evil}", type="killing", day="2021-01-01",
        url="javascript:alert(7)",
        place=IncidentPlace(name=f"Gao {evil}", country="MLI", admin1=None, lat=16.2, lon=-0.1,
                            precision_km=5, gazetteer=f"x:{evil}"),
    )  # fmt: skip
