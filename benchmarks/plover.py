"""The class of events: our incident types by their PLOVER codes, against sentences coded by people.

    python -m benchmarks.plover DATA [--classes SET] [--half read|measured] [--types FILE]

Data, in folders of these names: `plover`, the gold records of the PLOVER repository (sentences of the
CAMEO manual, openeventdata/PLOVER), PLV and AW, train (snowood1/Zero-Shot-PLOVER); `petrarch`, the tests
of PETRARCH with their CAMEO codes (openeventdata/UniversalPetrarch).

A record is a sentence, two marked actors and a class. Ours is the class of the event that stands nearest to
both actors in the parse. What is threatened, or planned against somebody, is THREATEN; what is planned for
or with somebody AGREE; what is denied is none. The classes are those of the manual of 2021; YIELD stands for
CONCEDE and RETREAT (PLV has them as one), FIGHT is ASSAULT, DISAPPROVE and INVESTIGATE are ACCUSE, DEMAND is
REQUEST. AW has the event types of ACE and WikiEvents; those that are no class of PLOVER's are left out, and
what is planned counts there as what is done. PETRARCH's tests mark no actors, so that there "found" alone is
given.

Every second record of each set is one whose errors may be read; the others are only measured. Scores:

- micro: F1 over all records, in percent; `macro`: mean of the F1 of the classes that the set has;
- security: micro F1 over records whose class the shipped types have, which leaves out what states say
  to one another (CONSULT, SUPPORT, COOPERATE, REQUEST, ACCUSE, REJECT);
- found: share of records whose class is among those of all events of the sentence.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from benchmarks.errors.mistakes import Mistake
from saidso.incidents.ontology import Ontology, load
from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events
from saidso.record import Report, Segment

NAMES = ("gsr", "plv", "aw", "petrarch")
HALVES = ("read", "measured")
CLASSES = {
    "FIGHT": "ASSAULT",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "DEMAND": "REQUEST",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
"""Names of one class in several versions of PLOVER; a class that is not here is itself."""
DIPLOMACY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "REQUEST", "ACCUSE", "REJECT"})
"""Classes that no shipped type has."""
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_TYPES = {
    "Conflict:Attack": "ASSAULT",
    "Conflict.Attack": "ASSAULT",
    "Life": "ASSAULT",
    "Conflict:Demonstrate": "PROTEST",
    "Conflict.Demonstrate": "PROTEST",
    "Justice:Arrest": "COERCE",
    "Justice.Arrest": "COERCE",
    "Justice:Convict": "SANCTION",
    "Justice.Convict": "SANCTION",
    "Justice:Sentence": "SANCTION",
    "Justice.Sentence": "SANCTION",
    "Justice:Fine": "SANCTION",
    "Justice:Sue": "ACCUSE",
    "Justice:Charge": "ACCUSE",
    "Justice.Charge": "ACCUSE",
    "Justice.Investigate": "ACCUSE",
    "Justice:Release": "YIELD",
    "Contact.RequestCommand": "REQUEST",
    "Contact.ThreatenCoerce": "THREATEN",
    "Contact.Contact.Meet": "CONSULT",
}
"""PLOVER class by the beginning of an event type of ACE or WikiEvents."""


class Coded(msgspec.Struct, frozen=True):
    """A sentence that people coded: its classes, and where its two actors stand (may be empty)."""

    name: str
    text: str
    gold: frozenset[str]
    actors: tuple[tuple[int, int], ...] = ()
    half: str = "read"
    modal: bool = True
    """Whether the classes tell what is planned or threatened from what is done."""


class Judged(msgspec.Struct, frozen=True):
    """A coded sentence and what we make of it: the class between the actors, and all classes."""

    coded: Coded
    ours: str | None
    all: frozenset[str]
    words: tuple[str, ...]
    """Each event: trigger, type, class."""


def records(data: Path, name: str) -> list[Coded]:
    """Return the coded sentences of a set, each second one in the half that is only measured."""
    read = {"gsr": _gsr, "plv": _plv, "aw": _aw, "petrarch": _petrarch}[name]
    found = read(data / ("petrarch" if name == "petrarch" else "plover"))
    return [msgspec.structs.replace(c, half=HALVES[i % 2]) for i, c in enumerate(found)]


def _gsr(folder: Path) -> Iterator[Coded]:
    for row in json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text("utf-8")):
        if row["event"] == "DOCUMENT":
            continue
        named = [
            actor["actorText"]
            for end in ("source", "target")
            for actor in row.get(end) or ()
            if isinstance(actor, dict)
        ]
        yield _coded(row["id"], row["text"], {row["event"]}, named)


def _plv(folder: Path) -> Iterator[Coded]:
    for row in _rows(folder / "PLV_train.tsv"):
        ends = [row["source"], row["target"]]
        yield _coded(f"plv {row['sentence_id']}", row["sentence"], {row["gold_root"]}, ends)


def _aw(folder: Path) -> Iterator[Coded]:
    seen = set()
    for row in _rows(folder / "AW_train.tsv"):
        kind = next((c for t, c in _TYPES.items() if row["event_type"].startswith(t)), None)
        if row["gold_binary"] != "1" or kind is None or (row["sentence"], kind) in seen:
            continue
        seen.add((row["sentence"], kind))
        ends = [row[end].partition(":")[2] for end in ("source", "target")]
        yield _coded(
            f"aw {row['uid']} {row['event_type']}", row["sentence"], {kind}, ends, modal=False
        )


def _petrarch(folder: Path) -> Iterator[Coded]:
    table = _crosswalk(folder.parent / "plover" / "CAMEO2PLOVER-2021.txt")
    for path in sorted(folder.glob("*.xml")):
        for block in path.read_text("utf-8").split("<Sentence ")[1:]:
            name, words = re.search(r'id\s*=\s*"([^"]+)"', block), block.partition("<Text>")[2]
            codes = re.findall(r'eventcode\s*=\s*"(\d+)"', block)
            gold = {table[code] for code in codes if code in table}
            text = " ".join(words.partition("</Text>")[0].split())
            if name and text and gold:
                yield _coded(f"petrarch {name[1]}", text, gold, ())


def _crosswalk(path: Path) -> dict[str, str]:
    """Return PLOVER class by CAMEO code; codes that PLOVER dropped are not there."""
    out = {}
    for line in path.read_text("utf-8").splitlines():
        code, colon, rest = line.partition(":")
        kind = rest.split("#")[0].split(",")[0].strip()
        if colon and code.isdigit() and kind.isalpha():
            out[code] = kind
    return out


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _coded(
    name: str, text: str, gold: set[str], actors: Iterable[str], *, modal: bool = True
) -> Coded:
    spans = []
    for actor in actors:
        start = text.find(actor.strip())
        if actor.strip() and start >= 0:
            spans.append((start, start + len(actor.strip())))
    classes = frozenset(CLASSES.get(g, g) for g in gold)
    return Coded(name, text, classes, tuple(spans), modal=modal)


def judge(coded: list[Coded], ontology: Ontology) -> Iterator[Judged]:
    """Yield each sentence with our classes, in order."""
    lexicon = ontology.lexicon()
    reports = (
        Report(id=c.name, name=c.name, text=c.text, segments=[_paragraph(c.text)]) for c in coded
    )
    for item, parse in zip(coded, Language(threads=2).parse_many(reports), strict=True):
        events = find_events(parse, find_entities(parse), lexicon)
        found = [(e, kind) for e in events if (kind := class_of(e, ontology, item.modal))]
        actors = [head for span in item.actors if (head := _head(parse, span)) is not None]
        near = min(
            enumerate(found),
            key=lambda x: (_distance(parse, x[1][0].trigger[0], actors), x[0]),
            default=None,
        )
        yield Judged(
            coded=item,
            ours=near[1][1] if near else None,
            all=frozenset(kind for _, kind in found),
            words=tuple(f"{parse.words(e.trigger)} {e.type} {k}" for e, k in found),
        )


def _paragraph(text: str) -> Segment:
    return Segment(kind="paragraph", span=(0, len(text)))


def class_of(event: EventMention, ontology: Ontology, modal: bool) -> str | None:
    """Return the PLOVER class of an event, None for one that is denied or has no code.

    `modal`: whether what is planned or threatened has the class of plans and threats.
    """
    codes = ontology.type(event.type).codes.plover
    kind = codes[0].split()[0] if codes else ""
    if event.status == "denied" or not kind:
        return None
    if modal and event.status == "threatened":
        return "THREATEN"
    if modal and event.status == "planned" and kind not in ("REQUEST", "ACCUSE", "REJECT"):
        return "AGREE" if kind in _COOPERATIVE else "THREATEN"
    return CLASSES.get(kind, kind)


def _head(parse: Parse, span: tuple[int, int]) -> int | None:
    """Return the token of a span whose governor stands outside it."""
    within = [t.i for t in parse.tokens if t.start < span[1] and t.end > span[0]]
    heads = [i for i in within if parse.tokens[i].head == i or parse.tokens[i].head not in within]
    return heads[0] if heads else None


def _distance(parse: Parse, trigger: int, actors: list[int]) -> int:
    """Return the steps in the tree from a trigger to the actors; from the root where none is."""
    if not actors:
        return len(_way(parse, trigger))
    return sum(_steps(parse, trigger, actor) for actor in actors)


def _steps(parse: Parse, a: int, b: int) -> int:
    one, other = _way(parse, a), _way(parse, b)
    shared = set(one) & set(other)
    if not shared:
        return len(one) + len(other)
    return min(one.index(k) + other.index(k) for k in shared)


def _way(parse: Parse, i: int) -> list[int]:
    way = [i]
    while parse.tokens[way[-1]].head != way[-1] and len(way) <= len(parse.tokens):
        way.append(parse.tokens[way[-1]].head)
    return way


def by_class(judged: list[Judged]) -> dict[str, tuple[float, float, float, int]]:
    """Return precision, recall and F1 in percent, and the number of records, of each class."""
    gold = Counter(g for j in judged for g in j.coded.gold)
    ours = Counter(j.ours for j in judged if j.ours)
    right = Counter(j.ours for j in judged if j.ours in j.coded.gold)
    out = {}
    for kind in sorted(gold):
        p, r = _share(right[kind], ours[kind]), _share(right[kind], gold[kind])
        out[kind] = (p, r, _share(2 * right[kind], ours[kind] + gold[kind]), gold[kind])
    return out


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


def scores(judged: list[Judged]) -> dict[str, float]:
    """Return the scores that the head of this module names."""
    marked = [j for j in judged if j.coded.actors]
    out = {"found": _share(sum(bool(j.all & j.coded.gold) for j in judged), len(judged))}
    if marked:
        classes = by_class(marked)
        out["micro"] = _micro(marked)
        out["macro"] = round(sum(f for _, _, f, _ in classes.values()) / len(classes), 1)
        out["security"] = _micro([j for j in marked if not j.coded.gold <= DIPLOMACY])
    return out


def _micro(judged: list[Judged]) -> float:
    right = sum(j.ours in j.coded.gold for j in judged)
    return _share(2 * right, sum(j.ours is not None for j in judged) + len(judged))


def measure(data: Path, name: str, half: str, ontology: Ontology | None = None) -> list[Judged]:
    """Return the judged records of one half of a set."""
    chosen = [c for c in records(data, name) if c.half == half]
    return list(judge(chosen, ontology or load()))


def run(data: Path) -> dict[str, float]:
    """Return the scores of all sets, on the half that is only measured."""
    return {
        f"{name}.{key}": value
        for name in NAMES
        for key, value in scores(measure(data, name, "measured")).items()
    }


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the records of the half for reading whose class is not ours."""
    for name in NAMES:
        for j in measure(data, name, "read"):
            right = j.ours in j.coded.gold if j.coded.actors else bool(j.all & j.coded.gold)
            if not right:
                gold = "/".join(sorted(j.coded.gold))
                ours = j.ours or "nothing"
                yield Mistake(
                    case=j.coded.name,
                    kind=f"{name} {gold} as {ours}",
                    text=j.coded.text,
                    gold=gold,
                    ours="; ".join(j.words) or "nothing",
                    weight=1 + (not j.coded.gold <= DIPLOMACY) + (j.ours is not None),
                )


def main() -> None:
    """Print the scores of both halves, or those of each class of one set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--classes", choices=NAMES)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--types", type=Path, help="a file of further types")
    options = parser.parse_args()
    ontology = load(options.types)
    for name in [options.classes] if options.classes else NAMES:
        for half in [options.half] if options.half else HALVES:
            judged = measure(options.data, name, half, ontology)
            print(f"{name:9} {half:9} {len(judged):5}", scores(judged))
            if options.classes:
                for kind, (p, r, f, n) in by_class(judged).items():
                    print(f"  {kind:10} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}  n {n}")


if __name__ == "__main__":
    main()
