"""The record types: what saidso prints and stores, in one place.

The names follow the output contract ("saidso/record/1", see docs/data-model.md); what is told of one
incident across reports is in `linked`. Every span is a
half-open pair of offsets in Unicode code points of `Report.text`. `None` means that the report does
not say; `0` means that the report says none.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Span = tuple[int, int]

SegmentKind = Literal["headline", "byline", "dateline", "paragraph", "caption", "residue"]
PublishedFrom = Literal["argument", "metadata", "url", "dateline", "text"]
EntityKind = Literal[
    "person", "group", "organisation", "place", "facility", "vehicle", "weapon", "document",
    "footage", "other",
]  # fmt: skip
SourceKind = Literal[
    "named", "role", "anonymous", "organisation", "outlet", "document", "footage", "author",
    "implicit",
]  # fmt: skip
Quotation = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "declines", "questions", "demands", "promises"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Status = Literal["happened", "attempted", "threatened", "planned", "denied", "unclear"]
NOT_DONE: tuple[Status, ...] = ("attempted", "threatened", "planned")
"""What did not come about, or had not yet."""

Role = Literal["perpetrator", "victim", "target", "instrument", "rescuer", "other"]
Modifier = Literal["exactly", "at_least", "at_most", "about", "more_than", "fewer_than"]
Precision = Literal["day", "week", "month", "year", "none"]
Dataset = Literal["acled", "ucdp"]
Slot = Literal[
    "date", "place", "perpetrator", "victim", "target", "instrument", "killed", "injured",
    "missing", "captured", "released", "displaced", "wounds", "rounds_fired", "age", "name",
    "role", "rank", "service", "condition", "motive", "responsibility", "ordinal", "tally",
    "breach", "event",
]  # fmt: skip


SCHEMA = "saidso/record/1"


def falls_short(status: str | None) -> Status | None:
    """Return a status of those in `NOT_DONE`; None for all others, and for what has none."""
    return next((one for one in NOT_DONE if one == status), None)


class Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all record types: frozen, keyword-only, strict when decoded."""


class ReaderInfo(Base, frozen=True, kw_only=True):
    """Which reader made a record: package version and SHA-256 of the model file."""

    version: str
    model: str


class Published(Base, frozen=True, kw_only=True):
    """When the page was published (EDTF) and where that date was found."""

    edtf: str
    from_: PublishedFrom = msgspec.field(name="from")


ENTRY = "entry of a list"


class Segment(Base, frozen=True, kw_only=True):
    """One part of the text; segments partition it.

    `why` is the reason for a residue or caption, or ENTRY for a dateline that labels one of a list.
    """

    kind: SegmentKind
    span: Span
    why: str | None = None


class Report(Base, frozen=True, kw_only=True):
    """One captured page. `id` is the SHA-256 of the captured bytes; spans refer to `text`."""

    id: str
    name: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: list[str] = []
    language: str | None = None
    published: Published | None = None
    text: str
    segments: list[Segment] = []
    wire: str | None = None
    """The agency that the page credits for the whole text ("(Reuters) -"), as it is printed."""
    truncated: bool = False
    """True where the page itself shows that the rest is behind a paywall or a link."""
    captured: str | None = None
    """When the page was got, where a WARC record says so (UTC, ISO 8601); no day of publication."""
    origin: Dataset | None = None
    """The dataset whose row this is, where it was imported (`saidso import`) and not read."""


class Number(Base, frozen=True, kw_only=True):
    """Bounds of a count; a side that is open is None."""

    low: int | None
    high: int | None


class Attribute(Base, frozen=True, kw_only=True):
    """What the report says of an entity. `value` None is an explicit unknown ("it is not clear")."""

    name: str
    value: str | None
    spans: list[Span]
    attributions: list[str] = []


class Entity(Base, frozen=True, kw_only=True):
    """Somebody or something mentioned, with all mentions that mean the same."""

    id: str
    kind: EntityKind
    name: str
    mentions: list[Span]
    number: Number | None = None
    codes: dict[str, str] = {}
    attributes: list[Attribute] = []


class Source(Base, frozen=True, kw_only=True):
    """Who says it: the words, the entity they mean, and what kind of source that is."""

    spans: list[Span]
    entity: str | None
    kind: SourceKind
    reason: str | None = None
    """For an anonymous source, the reason that is given, in the words of the report."""


class Words(Base, frozen=True, kw_only=True):
    """A list of spans, in text order."""

    spans: list[Span]


class Attribution(Base, frozen=True, kw_only=True):
    """Somebody says something; `within` names the attribution in whose content this one stands."""

    id: str
    source: Source | None
    cue: Words
    content: Words
    quotation: Quotation
    stance: Stance
    certainty: Certainty
    within: str | None = None
    told: str | None = None
    hedge: list[Span] = []


class Participant(Base, frozen=True, kw_only=True):
    """An entity's part in an event, with the words that say so."""

    role: Role
    entity: str
    span: Span


class EventTime(Base, frozen=True, kw_only=True):
    """When an event happened (EDTF) and the words that say so."""

    edtf: str
    spans: list[Span]


class EventPlace(Base, frozen=True, kw_only=True):
    """Where an event happened: the place entity and the words that say so."""

    entity: str
    spans: list[Span]


class Event(Base, frozen=True, kw_only=True):
    """One mention of something happening."""

    id: str
    type: str
    trigger: Span
    status: Status
    participants: list[Participant] = []
    time: EventTime | None = None
    place: EventPlace | None = None
    attributions: list[str] = []


class Claim(Base, frozen=True, kw_only=True):
    """One value for one slot of one incident, with its words and those who say it.

    `value` None with certainty "unknown" is an explicit unknown. An empty `attributions` never
    occurs: a claim in the outlet's own voice points at an attribution of kind "author".
    """

    id: str
    incident: str
    slot: Slot
    value: int | str | None
    low: int | None = None
    high: int | None = None
    modifier: Modifier | None = None
    spans: list[Span]
    attributions: list[str]
    stance: Stance = "asserts"
    certainty: Certainty = "certain"
    entity: str | None = None
    """The entity that the value names or describes, where there is one."""
    of: str | None = None
    period: str | None = None
    agreement: str | None = None
    provision: str | None = None
    status: Status | None = None
    """What the words say became of it, in a claim of an event: "plans to attack" is "planned"."""
    revised_by: str | None = None
    """The claim with the figure that the same text puts in the place of this one, where it does."""

    @property
    def short(self) -> Status | None:
        """How an act falls short of having happened (`NOT_DONE`); None where nothing says that it does."""
        return falls_short(self.status)


class IncidentDate(Base, frozen=True, kw_only=True):
    """EDTF date of an incident; earliest and latest are ISO dates, None when the year is unknown."""

    edtf: str
    earliest: str | None
    latest: str | None
    precision: Precision


class IncidentPlace(Base, frozen=True, kw_only=True):
    """A resolved place: WGS84 degrees, radius of uncertainty in km, gazetteer id."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    gazetteer: str | None
    within: str | None = None
    """The larger town that the place is a part of, where the report names it; of a place that no gazetteer
    has, what it is said to lie in or near, whose point and radius it then has."""

    @property
    def pointed(self) -> str:
        """The name of that whose point is given: the place's own, or of what holds an unlisted place."""
        return self.within if self.within and self.gazetteer is None else self.name


class Tally(Base, frozen=True, kw_only=True):
    """Low, best and high of a count, with the rule that made the summary."""

    low: int | None
    best: int | None
    high: int | None
    rule: str

    @property
    def shown(self) -> str:
        """Best, with low and high where they differ: "17 (14–23)"."""
        best = "?" if self.best is None else str(self.best)
        if self.low == self.high:
            return best
        low = "?" if self.low is None else str(self.low)
        high = f"{low}+" if self.high is None else f"{low}–{self.high}"
        return f"{best} ({high})" if high != f"{best}+" else f"{best}+"


class Incident(Base, frozen=True, kw_only=True):
    """Events of one report that are one happening."""

    id: str
    type: str
    main: bool
    status: Status
    codes: dict[str, str | list[str] | None] = {}
    date: IncidentDate | None = None
    place: IncidentPlace | None = None
    events: list[str] = []
    perpetrators: list[str] = []
    victims: list[str] = []
    targets: list[str] = []
    instruments: list[str] = []
    killed: Tally | None = None
    injured: Tally | None = None
    claims: list[str] = []


class Record(Base, frozen=True, kw_only=True):
    """All that saidso read from one report."""

    schema: str = SCHEMA
    reader: ReaderInfo
    report: Report
    entities: list[Entity] = []
    attributions: list[Attribution] = []
    events: list[Event] = []
    claims: list[Claim] = []
    incidents: list[Incident] = []


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def encode(record: Record) -> bytes:
    """Return the record as one line of UTF-8 JSON without a newline."""
    return _encoder.encode(record)


def decode(data: bytes | str) -> Record:
    """Return the record in `data`; raises msgspec.ValidationError when it breaks the contract."""
    return _decoder.decode(data)
