"""Expected facts of a report, and a matcher that says which of them a record does not hold.

What a careful human coder would write of a report stands in `tests/cases/samples/<name>.yaml` and
`tests/cases/seed.yaml`. `python -m tests.facts [NAME...]` prints what is unmet, report by report.

A facts file:

    file: market-blast.jsonl      the report, in src/saidso/samples (or relative to the checkout)
    name: market-blast-wire       the name of the report, where the file holds several
    given: 2017-11-22             the publication date given by the user (--published)
    published: 2017-11-22         EDTF of the publication date in the record
    undated: XXXX-11-13           date of the incident where the publication date is unknown
    incident:                     the main incident
      type: [shelling, attack]    acceptable types, the first being the best
      status, date (EDTF), country (ISO alpha-3), place (part of the name)
      near: [37.95, 126.67, 10]   degrees, degrees, at most so many kilometres away
      killed: {low, best, high}   a number, or null for none stated; a key left out is not checked
      injured: null               the report states no number at all
      perpetrators, victims, targets, instruments: parts of names that must be among them
    others: [{type, date, ...}]   further incidents, same keys
    claims:
      - slot: killed              one or a list
        value: 4                  number, part of a text, /regular expression/, null for an unknown
        low, high, modifier, certainty (one or a list), stance (asserts unless given)
        words: [four children]    parts of the words of its spans
        chain: [ABC News, lead surgeon]   who says it, outermost first; "author" is the outlet
        by: [ABC News, lead surgeon]      the same, and no other chain beside it
        entity, of, period, agreement, provision: parts of texts
        incident: other           the claim belongs to another incident than the main one
    entities:
      - mentions: [the soldier, Oh]       whole words found in mentions of one and the same entity
        not: [the surgeon]                ... and in none of its mentions
        kind, codes: {country: PRK}, attributes: {age: 24, rank: null}
    attributions:
      - source: lead surgeon      part of the source's words or of its entity's name
        content: [is "not going]  parts of the content's words
        without: [the ward]       parts of texts that the content must not hold
        speaker: lead surgeon     part of the name that is shown for the source
        reason: fear of reprisals part of the reason given for anonymity
        hedge: appeared           part of the words that lower the certainty
        cue, quotation, stance, certainty, kind, told, chain
    only: [lead surgeon, police]  every attribution that is found is to one of these
    author: [the road was closed] words that stand in nobody's content: the outlet says them itself
    wire: Reuters                 agency that the page credits for the whole text
    not: [egg prices]             words that no claim may point at
    residue: [egg prices]         words that must stand in residue
    body: [moved from the hills]  words that must not stand in residue

A list where one text is asked for gives alternatives; texts are compared without case, and curly
quotation marks equal straight ones.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from saidso.reading.attributions.chains import Chains
from saidso.record import Attribution, Claim, Entity, Incident, Record, Report, Span
from saidso.resolving.places.distance import kilometres

Facts: TypeAlias = dict[str, Any]
ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
SAMPLES = ROOT / "src" / "saidso" / "samples"

FACTS = sorted((CASES / "samples").glob("*.yaml"))
"""The facts of each sample report."""
SEED = CASES / "seed.yaml"
"""The facts of a page that lies beside the checkout and not in it."""

_MARKS = str.maketrans("“”‘’", "\"\"''")


def load(path: Path) -> Facts:
    """Return the facts of one file."""
    facts: Facts = yaml.safe_load(path.read_text("utf-8"))
    return facts


def number(facts: Facts) -> int:
    """Return how many facts a file holds."""
    lists = ("claims", "entities", "attributions", "others", "not", "residue", "body", "author")
    return len(facts.get("incident", {})) + sum(len(facts.get(k, ())) for k in lists)


def source(facts: Facts) -> Path:
    """Return the file that holds the report."""
    inside = SAMPLES / str(facts["file"])
    return inside if inside.exists() else (ROOT / str(facts["file"])).resolve()


def capture(facts: Facts, *, given: bool = True) -> Report:
    """Return the report that the facts are of, without the given publication date if so asked."""
    from saidso.capture import find, report

    published = facts.get("given") if given else None
    for found in find([str(source(facts))]):
        if isinstance(found, Exception):
            raise found
        captured = report(found, published=None if published is None else str(published))
        if facts.get("name", captured.name) == captured.name:
            return captured
    raise LookupError(f"{facts['file']} holds no report {facts.get('name', '')}")


def check(record: Record, facts: Facts) -> list[str]:
    """Return in plain words every fact that the record does not hold; empty where all are there."""
    return list(_Matcher(record).unmet(facts))


class _Matcher:
    """The facts of one report against its record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._text = record.report.text
        self._entities = {e.id: e for e in record.entities}
        self._said = {a.id: a for a in record.attributions}
        self._main = next((i for i in record.incidents if i.main), None)

    def unmet(self, facts: Facts) -> Iterator[str]:
        yield from self._published(facts)
        if "incident" in facts:
            yield from self._main_incident(facts["incident"])
        for wanted in facts.get("others", []):
            others = [i for i in self._record.incidents if not i.main]
            rivals = [list(self._incident(i, wanted)) for i in others]
            if not any(not r for r in rivals):
                near = min(rivals, key=len, default=["the main incident is the only one"])
                yield f"no other incident {_brief(wanted)} (nearest: {'; '.join(near)})"
        for wanted in facts.get("claims", []):
            yield from self._claim(wanted)
        for wanted in facts.get("entities", []):
            yield from self._entity(wanted)
        for wanted in facts.get("attributions", []):
            yield from self._attribution(wanted)
        yield from self._voices(facts)
        yield from self._words(facts)

    def _voices(self, facts: Facts) -> Iterator[str]:
        others = [a for a in self._record.attributions if a.source and a.source.kind != "author"]
        for said in others:
            if "only" in facts and not _has(self._speaker(said), facts["only"]):
                content = self._join(said.content.spans)
                yield f"it is said by {self._speaker(said)!r} that {content!r}"
        text = _plain(self._text)
        for words in facts.get("author", []):
            start = text.find(_plain(words))
            if start < 0:
                yield f"the text does not hold {words!r}"
            for said in others:
                if any(a < start + len(words) and start < b for a, b in said.content.spans):
                    yield f"{words!r} in the outlet's own voice: {self._speaker(said)!r} says it"
        if "wire" in facts and self._record.report.wire != facts["wire"]:
            yield f"wire {facts['wire']}: it is {self._record.report.wire}"

    def _published(self, facts: Facts) -> Iterator[str]:
        if "published" not in facts:
            return
        published = self._record.report.published
        have = published.edtf if published else None
        want = None if facts["published"] is None else str(facts["published"])
        if have != want:
            yield f"published {want}: it is {have}"

    def _main_incident(self, wanted: Facts) -> Iterator[str]:
        if self._main is None:
            yield "there is no main incident"
            return
        for what in self._incident(self._main, wanted):
            yield f"main incident: {what}"

    def _incident(self, incident: Incident, wanted: Facts) -> Iterator[str]:
        date, place = incident.date, incident.place
        if "type" in wanted and incident.type not in _list(wanted["type"]):
            yield f"type {_or(wanted['type'])}: it is {incident.type}"
        if "status" in wanted and incident.status not in _list(wanted["status"]):
            yield f"status {_or(wanted['status'])}: it is {incident.status}"
        if "date" in wanted:
            have = date.edtf if date else None
            if have not in [None if d is None else str(d) for d in _list(wanted["date"])]:
                yield f"date {_or(wanted['date'])}: it is {have}"
        if "country" in wanted and (place is None or place.country != wanted["country"]):
            yield f"country {wanted['country']}: it is {place.country if place else None}"
        if "place" in wanted and not _has(place.name if place else "", wanted["place"]):
            yield f"place {_or(wanted['place'])}: it is {place.name if place else None}"
        if "near" in wanted:
            lat, lon, radius = wanted["near"]
            if place is None or place.lat is None or place.lon is None:
                yield "the place has no coordinates"
            elif (away := kilometres(lat, lon, place.lat, place.lon)) > radius:
                yield f"place within {radius} km of {lat}, {lon}: it is {away:.0f} km away"
        for slot in ("killed", "injured"):
            if slot in wanted:
                yield from _tally(slot, getattr(incident, slot), wanted[slot])
        for role in ("perpetrators", "victims", "targets", "instruments"):
            names = [self._names(id) for id in getattr(incident, role)]
            for want in wanted.get(role, []):
                if not any(_has(n, want) for n in names):
                    yield f"{role} with {_or(want)}: they are {names or 'none'}"

    def _claim(self, wanted: Facts) -> Iterator[str]:
        rivals = [c for c in self._record.claims if c.slot in _list(wanted["slot"])]
        if not rivals:
            yield f"claim {_brief(wanted)}: no claim has that slot"
            return
        misses = [(list(self._claim_misses(c, wanted)), c.id) for c in rivals]
        missing, near = min(misses, key=lambda m: len(m[0]))
        if missing:
            yield f"claim {_brief(wanted)}: nearest is {near}, {'; '.join(missing)}"

    def _claim_misses(self, claim: Claim, wanted: Facts) -> Iterator[str]:
        words = self._join(claim.spans)
        if "value" in wanted and not any(_value(claim.value, w) for w in _list(wanted["value"])):
            yield f"value is {claim.value!r}"
        for bound in ("low", "high"):
            if bound in wanted and getattr(claim, bound) != wanted[bound]:
                yield f"{bound} is {getattr(claim, bound)}"
        if "modifier" in wanted:
            have = None if claim.modifier == "exactly" else claim.modifier
            if have not in _list(wanted["modifier"]):
                yield f"modifier is {claim.modifier}"
        yield from _missing_words(words, wanted.get("words", []))
        if claim.stance != wanted.get("stance", "asserts"):
            yield f"stance is {claim.stance}"
        if "certainty" in wanted and claim.certainty not in _list(wanted["certainty"]):
            yield f"certainty is {claim.certainty}"
        for name in ("of", "period", "agreement", "provision"):
            if name in wanted and not _has(getattr(claim, name) or "", wanted[name]):
                yield f"{name} is {getattr(claim, name)!r}"
        if "entity" in wanted and not _has(self._names(claim.entity), wanted["entity"]):
            yield f"entity is {self._names(claim.entity) or None}"
        main = self._main is not None and claim.incident == self._main.id
        if main == (wanted.get("incident") == "other"):
            yield f"it is of the {'main' if main else 'another'} incident"
        if "chain" in wanted:
            chains = [self.chain(a) for a in claim.attributions]
            if not any(_chain(c, wanted["chain"]) for c in chains):
                yield f"chain is {' or '.join(_arrows(c) for c in chains) or 'empty'}"
        if "by" in wanted:
            chains = [self.chain(a) for a in claim.attributions]
            if not chains or not all(_chain(c, wanted["by"]) for c in chains):
                yield f"it is said by {' and '.join(_arrows(c) for c in chains) or 'nobody'}"

    def chain(self, id: str) -> list[str]:
        """Return who speaks, outermost first: for each speaker the words and the entity's names."""
        out: list[str] = []
        seen: set[str] = set()
        at: str | None = id
        while at is not None and at in self._said and at not in seen:
            seen.add(at)
            said = self._said[at]
            out.insert(0, self._speaker(said))
            told = self._entities.get(said.told or "")
            if told is not None and Chains(self._record).relays(told.name):
                out.insert(0, self._names(told.id))
            at = said.within
        return out

    def _speaker(self, said: Attribution) -> str:
        if said.source is None:
            return "nobody"
        if said.source.kind == "author":
            return "author"
        words = self._join(said.source.spans)
        names = [words, self._names(said.source.entity)]
        return " | ".join(p for p in names if p) or "nobody"

    def _attribution(self, wanted: Facts) -> Iterator[str]:
        all_said = self._record.attributions
        misses = [(list(self._attribution_misses(a, wanted)), a.id) for a in all_said]
        missing, near = min(misses, key=lambda m: len(m[0]), default=(["there is none"], None))
        if missing:
            yield f"attribution {_brief(wanted)}: nearest is {near}, {'; '.join(missing)}"

    def _attribution_misses(self, said: Attribution, wanted: Facts) -> Iterator[str]:
        if not _has(self._speaker(said), wanted["source"]):
            yield f"source is {self._speaker(said)!r}"
        content = self._join(said.content.spans)
        yield from _missing_words(content, _list(wanted.get("content", [])), "content")
        extra = [w for w in wanted.get("without", []) if _has(content, w)]
        if extra:
            yield f"content {content!r} holds {', '.join(repr(w) for w in extra)}"
        shown = Chains(self._record).speaker(said, roles=True)
        if "speaker" in wanted and not _has(shown, wanted["speaker"]):
            yield f"speaker is {shown!r}"
        if "reason" in wanted:
            reason = said.source.reason if said.source else None
            if not _has(reason or "", wanted["reason"]):
                yield f"reason is {reason!r}"
        if "hedge" in wanted and not _has(self._join(said.hedge), wanted["hedge"]):
            yield f"hedge is {self._join(said.hedge)!r}"
        if "cue" in wanted and not _has(self._join(said.cue.spans), wanted["cue"]):
            yield f"cue is {self._join(said.cue.spans)!r}"
        for name in ("quotation", "stance", "certainty"):
            if name in wanted and getattr(said, name) not in _list(wanted[name]):
                yield f"{name} is {getattr(said, name)}"
        kind = said.source.kind if said.source else None
        if "kind" in wanted and kind not in _list(wanted["kind"]):
            yield f"kind is {kind}"
        if "told" in wanted and not _has(self._names(said.told), wanted["told"]):
            yield f"told is {self._names(said.told) or None}"
        if "chain" in wanted and not _chain(self.chain(said.id), wanted["chain"]):
            yield f"chain is {_arrows(self.chain(said.id))}"

    def _entity(self, wanted: Facts) -> Iterator[str]:
        misses = [(list(self._entity_misses(e, wanted)), e.name) for e in self._record.entities]
        missing, near = min(misses, key=lambda m: len(m[0]), default=(["there is none"], None))
        if missing:
            yield f"entity {_brief(wanted)}: nearest is {near}, {'; '.join(missing)}"

    def _entity_misses(self, entity: Entity, wanted: Facts) -> Iterator[str]:
        mentions = [self._text[a:b] for a, b in entity.mentions]
        for want in wanted["mentions"]:
            if not any(_whole(m, want) for m in mentions):
                yield f"no mention {_or(want)}"
        for want in wanted.get("not", []):
            if any(_whole(m, want) for m in mentions):
                yield f"it is mixed with {want!r}"
        if "kind" in wanted and entity.kind not in _list(wanted["kind"]):
            yield f"kind is {entity.kind}"
        for code, want in wanted.get("codes", {}).items():
            if entity.codes.get(code) != want:
                yield f"code {code} is {entity.codes.get(code)}"
        for name, want in wanted.get("attributes", {}).items():
            values = [a.value for a in entity.attributes if a.name == name]
            if not any(_value(v, w) for v in values for w in _list(want)):
                yield f"attribute {name} is {values or 'not there'}"

    def _words(self, facts: Facts) -> Iterator[str]:
        text = _plain(self._text)
        for words in facts.get("not", []):
            for claim in self._record.claims:
                if _has(self._join(claim.spans), words):
                    yield f"claim {claim.id} ({claim.slot}) points at {words!r}"
        residue = [s.span for s in self._record.report.segments if s.kind == "residue"]
        for key in ("residue", "body"):
            for words in facts.get(key, []):
                at = text.find(_plain(words))
                if at < 0:
                    if key == "body":
                        yield f"the text does not hold {words!r}"
                    continue
                inside = any(a <= at and at + len(words) <= b for a, b in residue)
                if inside != (key == "residue"):
                    yield f"{words!r} is {'' if inside else 'not '}residue"

    def _join(self, spans: list[Span]) -> str:
        return " ".join(self._text[a:b] for a, b in spans)

    def _names(self, id: str | None) -> str:
        """Return the name of an entity and the words of its mentions that are not pronouns."""
        entity = self._entities.get(id or "")
        if entity is None:
            return ""
        words = [self._text[a:b] for a, b in entity.mentions]
        return " / ".join(dict.fromkeys([entity.name, *(w for w in words if len(w) > 4)]))


def _plain(text: str) -> str:
    return text.translate(_MARKS).casefold()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _or(value: Any) -> str:
    return " or ".join(str(v) for v in _list(value))


def _has(text: str, want: Any) -> bool:
    """Return whether the text holds one of the wanted parts."""
    return any(_plain(str(w)) in _plain(text) for w in _list(want))


def _whole(text: str, want: Any) -> bool:
    """Return whether the text holds one of the wanted parts as whole words."""
    parts = [re.escape(_plain(str(w))) for w in _list(want)]
    return re.search(rf"(?<!\w)({'|'.join(parts)})(?!\w)", _plain(text)) is not None


def _value(have: int | str | None, want: Any) -> bool:
    if want is None or have is None:
        return want is None and have is None
    if isinstance(want, str) and len(want) > 2 and want.startswith("/") and want.endswith("/"):
        return re.search(want[1:-1], str(have), re.IGNORECASE) is not None
    if isinstance(want, int) or isinstance(have, int):
        return str(have) == str(want)
    return _has(have, want)


def _missing_words(text: str, wanted: list[Any], what: str = "words") -> Iterator[str]:
    missing = [w for w in wanted if not _has(text, w)]
    if missing:
        yield f"{what} are {text!r} without {', '.join(repr(m) for m in missing)}"


def _chain(have: list[str], want: list[Any]) -> bool:
    return len(have) == len(want) and all(_has(h, w) for h, w in zip(have, want, strict=True))


def _arrows(chain: list[str]) -> str:
    return " <- ".join(chain)


def _tally(slot: str, have: Any, want: Any) -> Iterator[str]:
    if want is None:
        if have is not None:
            yield f"{slot} not stated: it is {have.low}/{have.best}/{have.high}"
        return
    if have is None:
        yield f"{slot} {want}: it is not stated"
        return
    for bound, number in want.items():
        if getattr(have, bound) != number:
            yield f"{slot} {bound} {number}: it is {getattr(have, bound)}"


def _brief(wanted: Facts) -> str:
    return ", ".join(f"{k} {v!r}" for k, v in wanted.items())


def main(names: list[str]) -> int:
    """Print what is unmet in each report, or in those named. Return the number of unmet facts."""
    from saidso.reader import Reader

    total = asked = 0
    reader = Reader()
    for path in [*FACTS, SEED]:
        facts = load(path)
        if (names and path.stem not in names) or not source(facts).exists():
            continue
        unmet = check(reader.read(capture(facts)), facts)
        total, asked = total + len(unmet), asked + number(facts)
        print(f"{path.stem}: {len(unmet)} of {number(facts)} unmet")
        for what in unmet:
            print(f"  - {what}")
    print(f"{total} of {asked} unmet")
    return total


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
