"""The MUC-4 scorer: fills side by side, templates side by side, slot totals and F-measures.

Written from the scoring guidelines (SCORER/scoring-guidelines.v7). A response's templates are
mapped to a key's one to one where the incident type is right or half right and a perpetrator, a
physical target or a human target is (3.2.1). The pair in which most of the key's
fills are correct is mapped first. Per slot, COR, PAR and INC count paired fills, SPU and
MIS those left over in the response and in the key; an optional fill or template of the key that
nobody gave is not counted. POS = COR + PAR + INC + MIS, ACT = COR + PAR + INC + SPU; recall and
precision are (COR + PAR / 2, rounded down) over POS and ACT. `ALL TEMPLATES` sums the 23 slots over matched,
missing and spurious templates; its P&R is the harmonic mean of both, each rounded to a whole
percent as the reports of 1992 print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from benchmarks.muc4.judging import Verdict, judge
from benchmarks.muc4.templates import SLOTS, STRINGS, Fill, Message, Template

_BASIS = (
    "perp-ind-id",
    "perp-org-id",
    "phys-tgt-id",
    "phys-tgt-type",
    "hum-tgt-name",
    "hum-tgt-desc",
    "hum-tgt-type",
)
"""Slots of which one must match, besides the type, before two templates are mapped."""

_REFERRED = {
    "inc-instr-type": ("inc-instr-id",),
    "perp-org-conf": ("perp-org-id",),
    "phys-tgt-type": ("phys-tgt-id",),
    "phys-tgt-num": ("phys-tgt-id",),
    "phys-tgt-nation": ("phys-tgt-id",),
    "phys-tgt-effect": ("phys-tgt-id",),
    "hum-tgt-desc": ("hum-tgt-name",),
    "hum-tgt-type": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-num": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-nation": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-effect": ("hum-tgt-name", "hum-tgt-desc"),
}
"""The slots whose fills a slot's fills refer to."""


class Counts(msgspec.Struct):
    """How many fills are correct, partial, incorrect, spurious and missing."""

    cor: int = 0
    par: int = 0
    inc: int = 0
    spu: int = 0
    mis: int = 0

    @property
    def pos(self) -> int:
        """Fills that the key asks for."""
        return self.cor + self.par + self.inc + self.mis

    @property
    def act(self) -> int:
        """Fills that the response gives."""
        return self.cor + self.par + self.inc + self.spu

    def add(self, other: Counts) -> None:
        """Add another's counts to these."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def recall(self) -> int:
        """Return recall as a whole percent."""
        return _percent(self.cor + self.par // 2, self.pos)

    def precision(self) -> int:
        """Return precision as a whole percent."""
        return _percent(self.cor + self.par // 2, self.act)

    def f(self) -> float:
        """Return P&R: the harmonic mean of precision and recall, in percent."""
        p, r = self.precision(), self.recall()
        return round(2 * p * r / (p + r), 2) if p + r else 0.0


def _percent(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5) if whole else 0


class Scored(msgspec.Struct, frozen=True):
    """A pair of templates (one may be missing) and the counts of its slots."""

    message: str
    key: Template | None
    response: Template | None
    slots: dict[str, Counts]

    def total(self) -> Counts:
        """Return the sum over the slots."""
        return total(self.slots.values())


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    out = Counts()
    for one in counts:
        out.add(one)
    return out


def pair_fills(
    slot: str,
    keys: list[Fill],
    responses: list[Fill],
    same: Mapping[tuple[str, str], Verdict],
) -> list[tuple[Fill | None, Fill | None, Verdict]]:
    """Return fills side by side with their verdicts, the best pairs first, then what is left.

    `same` says how well the response's string at which a fill points matches the key's. Keys and
    responses that are both left over are incorrect pairs; of the rest, optional keys are left out.
    """
    ranked = []
    for i, key in enumerate(keys):
        for j, response in enumerate(responses):
            verdict, tie = _with_reference(slot, key, response, same)
            if verdict:
                ranked.append((-verdict, -tie, key.optional, abs(i - j), i, j, verdict))
    left_keys, left_responses = dict(enumerate(keys)), dict(enumerate(responses))
    out: list[tuple[Fill | None, Fill | None, Verdict]] = []
    for *_, i, j, verdict in sorted(ranked):
        if i in left_keys and j in left_responses:
            out.append((left_keys.pop(i), left_responses.pop(j), verdict))
    missing = sorted(left_keys.values(), key=lambda key: key.optional)
    spurious = list(left_responses.values())
    while missing and spurious:
        out.append((missing.pop(0), spurious.pop(0), 0))
    out += [(key, None, 0) for key in missing if not key.optional]
    return out + [(None, response, 0) for response in spurious]


def _with_reference(
    slot: str, key: Fill, response: Fill, same: Mapping[tuple[str, str], Verdict]
) -> tuple[Verdict, int]:
    """Return the verdict with the reference counted in (3.1.2), and how good the reference is."""
    verdict = judge(slot, key, response)
    if slot not in _REFERRED or not (key.refers or response.refers):
        return verdict, 2
    reference = _reference(key, response, same)
    if verdict == 2 and reference < 2 and not (slot in STRINGS and not key.refers):
        return 1, reference
    return verdict, reference


def _reference(key: Fill, response: Fill, same: Mapping[tuple[str, str], Verdict]) -> Verdict:
    if not key.refers or not response.refers:
        return 0
    if set(key.refers) & set(response.refers):
        return 2
    return max((same.get((k, r), 0) for k in key.refers for r in response.refers), default=0)


def score_pair(key: Template, response: Template) -> dict[str, Counts]:
    """Return the counts of each slot of two templates that are mapped to each other."""
    out: dict[str, Counts] = {}
    same: dict[tuple[str, str], Verdict] = {}
    for slot in SLOTS:
        counts = out[slot] = Counts()
        keys, responses = key.fills(slot), response.fills(slot)
        if not keys and not responses:
            continue
        for k, r, verdict in pair_fills(slot, keys, responses, same):
            if k is None:
                counts.spu += 1
            elif r is None:
                counts.mis += 1
            elif verdict == 2:
                counts.cor += 1
            elif verdict == 1:
                counts.par += 1
            else:
                counts.inc += 1
            if verdict and k is not None and r is not None and slot in STRINGS:
                for a in k.values:
                    for b in r.values:
                        same[a, b] = max(verdict, same.get((a, b), 0))
    return out


def score_missing(key: Template) -> dict[str, Counts]:
    """Return the counts of a key template that no response is mapped to."""
    return {s: Counts(mis=sum(not f.optional for f in key.fills(s))) for s in SLOTS}


def score_spurious(response: Template) -> dict[str, Counts]:
    """Return the counts of a response template that no key is mapped to."""
    return {s: Counts(spu=len(response.fills(s))) for s in SLOTS}


def mappable(key: Template, slots: Mapping[str, Counts]) -> bool:
    """Return whether two templates may be mapped by their content (3.2.1)."""
    if not (slots["inc-type"].cor or slots["inc-type"].par):
        return False
    return any(slots[s].cor or slots[s].par for s in _BASIS)


def map_templates(
    keys: list[Template], responses: list[Template]
) -> list[tuple[int, int, dict[str, Counts]]]:
    """Return which key is mapped to which response, with its counts: the best pairs first."""
    ranked = []
    for i, key in enumerate(keys):
        for j, response in enumerate(responses):
            slots = score_pair(key, response)
            if mappable(key, slots):
                sums = total(slots.values())
                ranked.append((-sums.cor / sums.pos, -sums.par, i, j, slots))
    out: list[tuple[int, int, dict[str, Counts]]] = []
    for _, _, i, j, slots in sorted(ranked, key=lambda r: r[:4]):
        if all(i != a and j != b for a, b, _ in out):
            out.append((i, j, slots))
    return out


def score_message(
    key: Message, response: Message, *, pairs: set[tuple[int, int]] | None = None
) -> list[Scored]:
    """Return the templates of a message side by side with their counts.

    `pairs` maps templates by their numbers instead of by what they say.
    """
    keys, responses = key.templates, response.templates
    mapped = (
        map_templates(keys, responses)
        if pairs is None
        else [
            (i, j, score_pair(k, r))
            for i, k in enumerate(keys)
            for j, r in enumerate(responses)
            if (k.number, r.number) in pairs
        ]
    )
    out = [Scored(key.id, keys[i], responses[j], slots) for i, j, slots in mapped]
    taken_keys = {i for i, _, _ in mapped}
    taken = {j for _, j, _ in mapped}
    out += [
        Scored(key.id, k, None, score_missing(k))
        for i, k in enumerate(keys)
        if i not in taken_keys and not k.optional
    ]
    out += [
        Scored(key.id, None, r, score_spurious(r))
        for j, r in enumerate(responses)
        if j not in taken
    ]
    return out


def score(keys: Mapping[str, Message], responses: Mapping[str, Message]) -> list[Scored]:
    """Return all templates of all messages side by side; a message not answered has none."""
    return [
        scored
        for name, key in keys.items()
        for scored in score_message(key, responses.get(name, Message(name, [])))
    ]


def by_slot(scored: Iterable[Scored]) -> dict[str, Counts]:
    """Return the totals of each slot."""
    out = {slot: Counts() for slot in SLOTS}
    for one in scored:
        for slot, counts in one.slots.items():
            out[slot].add(counts)
    return out
