"""`saidso who`: the speakers of a page."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from saidso.errors import InputError
from saidso.figures import figure
from saidso.incidents.linking.speakers import body_named
from saidso.reading.attributions.chains import Chains, printed
from saidso.record import (
    Attribution,
    Certainty,
    Claim,
    Quotation,
    Record,
    Source,
    SourceKind,
    Span,
    Stance,
)
from saidso.spans import merge, overlap, size

SCHEMA = "saidso/speakers/1"
LONGEST = 160
"""Code points of a statement that are printed; `--json` has them all."""
_MOST = 8
"""Statements and claims of one speaker that are printed; `--json` has them all."""
_MARKS = "“”\"'‘’«»„「」『』`＂‹› \n"
_PASSED = 0.6
"""Share of a content that others say inside it, from which on the speaker only passes it on."""
_DOES: dict[Stance, str] = {
    "asserts": "says",
    "denies": "denies",
    "declines": "declines",
    "questions": "asks",
    "demands": "demands",
    "promises": "promises",
}


class Statement(msgspec.Struct, frozen=True):
    """One thing that a speaker says, and the speakers that it comes through, outermost first."""

    attribution: str
    content: str
    spans: list[Span]
    quotation: Quotation
    stance: Stance
    certainty: Certainty
    through: list[str]
    passes_on: list[str] = []


class Speaker(msgspec.Struct, frozen=True):
    """Somebody who speaks on a page. `alone` are those of `claims` whose value nobody else gives."""

    name: str
    kind: SourceKind
    entity: str | None
    role: str | None
    reason: str | None
    says: list[Statement]
    claims: list[str]
    alone: list[str]


class Speakers(msgspec.Struct, frozen=True, kw_only=True):
    """The speakers of one report in text order; the page's own voice comes last."""

    schema: str = SCHEMA
    report: str
    outlet: str | None
    wire: str | None
    speakers: list[Speaker]


@click.command("who")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="Day of publication, for pages that do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a report (JSON Lines).")
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
def command(
    inputs: tuple[str, ...], published: str | None, as_json: bool, model: Path | None
) -> int:
    """Show who speaks on a page, and what rests on whom.

    For each speaker: the kind (named, role, anonymous, organisation, outlet, document, footage), what
    they say and through whom, and which claims rest on them alone. INPUT is as for `saidso read`;
    nothing is stored.
    """
    from saidso.capture import find, report
    from saidso.reader import Reader

    failed, reader = 0, Reader(model)
    for found in find(inputs, stdin=sys.stdin.buffer if "-" in inputs else None):
        try:
            if isinstance(found, InputError):
                raise found
            record = reader.read(report(found, published=published))
        except InputError as error:
            failed += 1
            click.echo(f"saidso: {error}", err=True)
            continue
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(speakers(record)) + b"\n")
            sys.stdout.buffer.flush()
        else:
            show(record)
    return 1 if failed else 0


def speakers(record: Record) -> Speakers:
    """Return the speakers of a record, each with what they say and what rests on them alone."""
    chains = Chains(record)
    keys = _keys(record)
    groups: dict[str, list[Attribution]] = {}
    for one in record.attributions:
        groups.setdefault(keys[one.id], []).append(one)
    inside: dict[str, list[Attribution]] = {}
    for one in record.attributions:
        if one.within:
            inside.setdefault(one.within, []).append(one)
    claims: dict[str, list[str]] = {}
    givers: dict[tuple[object, ...], set[str]] = {}
    for claim in record.claims:
        told_by = {keys[a] for a in claim.attributions if a in keys}
        givers.setdefault(_value(claim), set()).update(told_by)
        for key in told_by:
            claims.setdefault(key, []).append(claim.id)
    alone = {c.id for c in record.claims if len(givers[_value(c)]) == 1}
    found = []
    for key, said in groups.items():
        source = said[0].source
        kind: SourceKind = source.kind if source else "implicit"
        # what somebody says of his own belief ("we believe that") stands in what he says already
        spoken = [a for a in said if keys.get(a.within or "") != key]
        best = next((a for a in said if a.source and a.source.reason), said[0])
        name = chains.speaker(said[0], roles=True) if kind != "implicit" else "nobody named"
        bare, _, role = name.partition(", ") if kind == "named" else (name, "", "")
        found.append(
            Speaker(
                name=bare,
                kind=kind,
                entity=source.entity if source else None,
                role=role or None,
                reason=best.source.reason if best.source else None,
                says=[] if kind == "author" else _statements(record, chains, spoken, inside),
                claims=claims.get(key, []),
                alone=[c for c in claims.get(key, []) if c in alone],
            )
        )
    found.sort(key=lambda s: (s.kind == "author", s.kind == "implicit"))
    return Speakers(
        report=record.report.name,
        outlet=record.report.outlet,
        wire=record.report.wire,
        speakers=found,
    )


def _keys(record: Record) -> dict[str, str]:
    """Return for each attribution what tells its speaker apart.

    That is an entity, the words of the source, or the page itself. "Police" is the same everywhere,
    also where nothing says so, and so are "cops" and "police officers"; "a doctor" may be another one.
    "A statement from the ministry" is the ministry.
    """
    keys: dict[str, str] = {}
    by_words: dict[str, str] = {}
    issued: dict[str, str] = {}
    for one in record.attributions:
        source = one.source
        if source is None or source.kind in ("author", "implicit"):
            keys[one.id] = source.kind if source else "implicit"
            continue
        words = " ".join(record.report.text[a:b].lower() for a, b in source.spans)
        if issuer := _issuer(record, source):
            issued[source.entity or words] = issuer
        key = issued.get(source.entity or words) or source.entity or words
        bare = words.removeprefix("the ")
        if source.kind in ("role", "organisation", "outlet") and bare.split()[0] not in _SOME:
            key = by_words.setdefault(body_named(bare) or bare, key)
        keys[one.id] = key
    return keys


_TEXT = re.compile(
    r"(?:(?:an?|the|its|his|her|their) )?(?:[\w-]+ ){0,2}(?:statement|letter|release|communiqu[eé]|message"
    r"|post|tweet|notice|memo|bulletin|email) (?:from|by|of|(?:issued|released|posted|sent) by) (?:the )?",
    re.I,
)


def _issuer(record: Record, source: Source) -> str | None:
    """Return whose text speaks: "a statement by the ministry" is no other voice than the ministry."""
    if source.kind != "document" or not source.spans:
        return None
    start, end = source.spans[0]
    found = _TEXT.match(record.report.text, start, end)
    if found is None:
        return None
    at = found.end()
    return next(
        (
            e.id
            for e in record.entities
            if e.kind in ("organisation", "person", "group")
            and any(at - len("the ") <= first <= at < stop <= end for first, stop in e.mentions)
        ),
        None,
    )


_NOTHING = frozenset({"this", "that", "it", "so", "what", "which"})
"""Contents that point elsewhere and are not worth a line."""
_SOME = frozenset({
    "a", "an", "another", "one", "two", "three", "some", "several", "many", "he", "she", "it", "they",
    "who", "his", "her", "their", "its", "i", "we", "that", "this",
})  # fmt: skip


def _value(claim: Claim) -> tuple[object, ...]:
    """Return what two claims share that say the same."""
    whose = claim.entity if claim.slot in _OF else None
    return (claim.incident, claim.slot, claim.value, claim.low, claim.high, claim.stance, whose)


def _statements(
    record: Record,
    chains: Chains,
    said: Iterable[Attribution],
    inside: dict[str, list[Attribution]],
) -> list[Statement]:
    out = []
    for one in said:
        chain = chains.of(one.id)
        if " ".join(record.report.text[a:b] for a, b in one.content.spans).lower() in _NOTHING:
            continue
        within = inside.get(one.id, [])
        parts = [
            span
            for w in within
            for words in (w.source, w.cue, w.content)
            for span in (words.spans if words else [])
        ]
        shared = sum(overlap(a, b) for a in merge(parts) for b in one.content.spans)
        passed = shared >= _PASSED * size(one.content.spans)
        out.append(
            Statement(
                attribution=one.id,
                content=" … ".join(
                    " ".join(record.report.text[a:b].split()) for a, b in one.content.spans
                ),
                spans=one.content.spans,
                quotation=one.quotation,
                stance=one.stance,
                certainty=one.certainty,
                through=chain[:-1],
                passes_on=[n for n in map(chains.speaker, within) if n != chain[-1]]
                if passed
                else [],
            )
        )
    return out


def show(record: Record, console: Console | None = None) -> None:
    """Print the speakers of a record, one block each."""
    screen = console or Console(highlight=False)
    report, found = record.report, speakers(record)
    screen.print(Rule(Text(report.name, style="bold"), align="left", style="dim"))
    parts = [report.title, report.outlet, f"wire: {report.wire}" if report.wire else None]
    line = " · ".join(p for p in parts if p)
    if line:
        screen.print(Text(line, style="dim"))
    claims = {c.id: c for c in record.claims}
    people = {e.id: e.name for e in record.entities}
    for speaker in found.speakers:
        if speaker.says or speaker.claims:
            screen.print()
            screen.print(_block(speaker, claims, people))
    if not found.speakers:
        screen.print(Text("Nobody is quoted, and no claim was found.", style="yellow"))
    screen.print()


def _block(speaker: Speaker, claims: dict[str, Claim], people: dict[str, str]) -> RenderableType:
    head = Text()
    head.append(speaker.name, style="bold magenta" if speaker.kind != "author" else "bold")
    if speaker.role:
        head.append(f", {speaker.role}")
    head.append(f"  {speaker.kind}", style="dim")
    if speaker.reason:
        head.append(f"  reason: {speaker.reason.removeprefix('because ')}", style="yellow")
    rows: list[RenderableType] = [head]
    rows.extend(Padding(_line(one, speaker.kind), (0, 0, 0, 2)) for one in speaker.says[:_MOST])
    if len(speaker.says) > _MOST:
        more = f"and {len(speaker.says) - _MOST} more (--json has them all)"
        rows.append(Padding(Text(more, style="dim"), (0, 0, 0, 2)))
    if speaker.alone:
        rows.append(Padding(_alone(speaker, claims, people), (0, 0, 0, 2)))
    alone = set(speaker.alone)
    if shared := [c for c in speaker.claims if c not in alone]:
        line = Text("others say, too: ", style="dim").append(_briefs(shared, claims, people))
        rows.append(Padding(line, (0, 0, 0, 2)))
    return Group(*rows)


def _line(statement: Statement, kind: SourceKind) -> Text:
    """Return what is said in one line or two: quoted words in marks, reported ones without."""
    line = Text()
    if statement.passes_on:
        names = "; ".join(dict.fromkeys(statement.passes_on))
        return line.append("passes on ", style="cyan").append(names)
    does = "shows" if kind == "footage" else _DOES[statement.stance]
    line.append(f"{does} ", style="red" if statement.stance == "denies" else "cyan")
    parts = statement.content.split(" … ")
    if statement.quotation == "direct":
        parts = [part.strip(_MARKS) for part in parts]
    words = " … ".join(parts).removeprefix("that ")
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    line.append(f"“{words.rstrip(',')}”" if statement.quotation == "direct" else words)
    if statement.certainty != "certain":
        line.append(f" ({statement.certainty})", style="yellow")
    if statement.through:
        line.append(f"  through {printed(statement.through)}", style="dim")
    return line


def _alone(speaker: Speaker, claims: dict[str, Claim], people: dict[str, str]) -> Text:
    who = "the page" if speaker.kind == "author" else "they"
    line = Text(f"only {who} say{'s' * (who != 'they')}: ", style="green")
    return line.append(_briefs(speaker.alone, claims, people), style="default")


def _briefs(ids: Iterable[str], claims: dict[str, Claim], people: dict[str, str]) -> str:
    """Return claims in one line, each value once, and how many more there are."""
    unique = list(dict.fromkeys(_brief(claims[i], people) for i in ids))
    more = len(unique) - _MOST
    return "; ".join(unique[:_MOST]) + (f"; and {more} more" if more > 0 else "")


def _brief(claim: Claim, people: dict[str, str]) -> str:
    """Return a claim in a few words: "killed 17", "no shooting", "motive unknown"."""
    slot = claim.slot.replace("_", " ")
    if isinstance(claim.value, str):
        words = claim.value.replace("_", " ")
    else:
        words = figure(claim.value, claim.low, claim.high, claim.modifier) or "unknown"
    denied = "denied: " if claim.stance == "denies" else ""
    owner = people.get(claim.entity or "", "")
    whose = f" of {owner}" if owner and owner != words and claim.slot in _OF else ""
    words += f" ({claim.short})" if claim.short else ""
    return f"{denied}{words}{whose}" if claim.slot == "event" else f"{denied}{slot}{whose} {words}"


_OF = ("age", "role", "rank", "service", "condition", "wounds")
"""Slots that are a person's, so that the person is named."""
