"""A text as MUC-4 templates: clusters of targets, and around each what else fills a template.

What is a target, a perpetrator, an instrument, and of which type, says the network (`network`); which
targets are one incident, `clustering`; what else fits it, `fitting`; whether the task wants it,
`relevance`. Places, dates, numbers, names, events and who speaks are those of our record and parse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from benchmarks.muc4.clustering import cluster
from benchmarks.muc4.incident import Incident, Text
from benchmarks.muc4.knowledge import CHOICES, Choices, Knowledge
from benchmarks.muc4.network import Reading
from benchmarks.muc4.relevance import Features, features
from benchmarks.muc4.states import Seen
from benchmarks.muc4.templates import Template

_WORD = re.compile(r"\w{4,}")


class Candidate(msgspec.Struct, frozen=True):
    """A template that may be wanted, with what is seen of it."""

    template: Template
    features: Features


def incidents(
    one: Seen, reading: Reading, known: Knowledge, choices: Choices = CHOICES
) -> Iterator[tuple[Incident, Template]]:
    """Yield the incidents of a text with their templates, the likeliest target first."""
    text = Text(one, reading, known, choices)
    out: list[Template] = []
    for found in cluster(text.targets, text.where, known.pairs):
        incident = Incident(text, found)
        slots = incident.slots()
        if slots is None or any(slots == other.slots for other in out):
            continue
        out.append(Template(one.record.report.name, len(out) + 1, slots))
        yield incident, out[-1]


def candidates(
    one: Seen, reading: Reading, known: Knowledge, choices: Choices = CHOICES
) -> list[Candidate]:
    """Return the templates of a text, wanted or not."""
    told: set[str] = set()
    out: list[Candidate] = []
    for incident, template in incidents(one, reading, known, choices):
        words = {w for f in incident.targets for w in _WORD.findall(f.best.text)}
        again = ("told before", float(not told.isdisjoint(words)))
        out.append(Candidate(template, features(template, [*incident.seen(), again])))
        told |= words
    return _beside_others(out)


def _beside_others(found: list[Candidate]) -> list[Candidate]:
    """Return candidates with what is seen of each beside the others of its text."""
    firsts = sorted((c.features.values["first"] for c in found), reverse=True)
    types = Counter(c.template.fills("inc-type")[0].values for c in found)
    return [
        Candidate(
            c.template,
            Features(
                c.features.values
                | {
                    "others": min(len(found), 8) / 8,
                    "rank": min(firsts.index(c.features.values["first"]), 8) / 8,
                    "best": firsts[0],
                    "twice": float(types[c.template.fills("inc-type")[0].values] > 1),
                }
            ),
        )
        for c in found
    ]
