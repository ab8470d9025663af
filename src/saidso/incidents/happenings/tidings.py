"""Tidings: whether a report tells of an incident at all, or only uses the words of one.

A champion "storms" to a title, a guide "captures" value, a shop is "under fire" for its prices: the
words are there, nobody did anything to anybody. News of an incident says it early, and says who, whom,
with what, when, where, or who was harmed. Each event of the main happening counts by where it stands
and by how little its word can be a figure of speech (`figures.yaml`); so does each harm of somebody.
Written from 175 reports of incidents and 138 pages of other kinds; on 110 and 103 others none of the
reports was lost and no page was taken for one (2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from saidso import knowledge
from saidso.incidents.happenings.happenings import Happening
from saidso.incidents.happenings.outcomes import ANNOUNCED
from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, EventMention
from saidso.reading.harm.harm import Harm

_ENOUGH = 0.9
_EACH = 0.12
"""What each sentence after the second asks for, up to `_ENOUGH`: a line need not say a thing twice."""
_LEAD, _NEAR = 4, 8
"""Body sentences of a lead; sentences in which the harm of the news is told."""
_FAR = 0.3
"""What stands far below counts so much, and less the longer the report is."""
_LONG = 20
_MOST_HARM = 1.5
_BARE = 0.15
"""What a word that may be a figure of speech counts by itself."""
_KINDS = 3
"""Nouns without articles that make a list of kinds of things."""
_REPORTED = 0.4
"""What a theft counts besides in a report whose lead has the police in it."""
_PLACED = 0.15
_LIMITS = frozenset({"det", "nummod", "nmod", "nmod:poss"})
_ANNOUNCED = 0.9
"""What a demonstration counts that is announced for a day."""
_DEATH, _DYING = "death", 0.4
"""What it counts that somebody died, where no cause is told: obituaries are no news of an incident."""
_PEOPLE = ("person", "group")
_NOBODY = frozenset({"us", "you", "we", "me", "it", "i"})
_LOOSE = frozenset({"free", "hit", "hold", "seize", "capture", "release", "save"})
"""Words that tell of no harm where nothing else does: "it frees your staff"."""
_ROLES = ("perpetrator", "victim", "target")


@cache
def _words() -> dict[str, frozenset[str]]:
    table = knowledge.table(__package__, "figures.yaml")
    return {name: frozenset(words.split()) for name, words in table.items()}


def are_told(
    parse: Parse, cast: Cast, happenings: list[Happening], harms: list[Harm], *, listed: bool
) -> bool:
    """Return whether a report tells enough of its main happening, or, where it is a list, of any.

    So where only the headline has words of the main one, which the rest tells in others.
    """
    asked = [h for h in happenings if h.main or listed] or happenings
    kinds = {parse.sentences[s.event.sentence].segment_kind for h in asked for s in h.events}
    if kinds == {"headline"}:
        asked = happenings
    return any(tells(parse, cast, h, harms) for h in asked)


def tells(parse: Parse, cast: Cast, happening: Happening, harms: Iterable[Harm]) -> bool:
    """Return whether what a report says of a happening is enough for an incident."""
    total = len(parse.sentences)
    body = [s.i for s in parse.sentences if s.segment_kind == "paragraph"]
    last = body[min(len(body), _LEAD) - 1] if body else -1
    far = _FAR * min(1.0, _LONG / max(total, 1))
    enough = max(0.0, min(_ENOUGH, _EACH * (total - 2)))
    lead = parse.tokens[: parse.sentences[last].tokens[1]] if body else []
    police = any(t.lemma in _words()["police"] for t in lead)
    found = min(_MOST_HARM, sum(_harmed(parse, harm, far, happening.type) for harm in harms))
    for situated in happening.events:
        event = situated.event
        if found >= enough:
            break
        if event.background:
            continue
        headline = parse.sentences[event.sentence].segment_kind == "headline"
        near = headline or event.sentence <= last
        weight = _weight(parse, cast, situated, police=police)
        if event.type == _DEATH == happening.type:
            weight *= _DYING
        if event.status == "planned" and event.type in ANNOUNCED and situated.time is not None:
            weight = max(weight, _ANNOUNCED)
        elif event.status not in ("happened", "attempted", "unclear"):
            weight *= 0.5
        found += weight * (1.0 if near else far)
    return found >= enough


def _weight(parse: Parse, cast: Cast, situated: Situated, *, police: bool) -> float:
    """Return how surely an event is told in earnest, by its words, its place and who else is about."""
    if _is_listed(parse, situated):
        return _BARE
    event = situated.event
    out = _earnest(parse, cast, event, dated=situated.time is not None)
    if _is_figure(parse, event) and situated.places:
        out += _PLACED
    if police and parse.tokens[event.trigger[0]].lemma in _words()["offences"]:
        out += _REPORTED
    return out


def _harmed(parse: Parse, harm: Harm, far: float, kind: str) -> float:
    """Return what the harm of somebody counts; where all that is told is that somebody died, little."""
    if harm.generic or harm.background or harm.negated:
        return 0.0
    if parse.tokens[harm.trigger].lemma in _LOOSE:
        return 0.0
    if harm.victim is None:  # "Four killed in blast" counts people in a headline
        if parse.sentence_of(harm.trigger).segment_kind != "headline" or not harm.low:
            return 0.0
    elif parse.tokens[harm.victim].lemma in _NOBODY:
        return 0.0
    near = parse.tokens[harm.trigger].sentence < _NEAR
    dying = kind == _DEATH and parse.tokens[harm.trigger].lemma in ("die", "death")
    anybody = harm.victim is not None and parse.tokens[harm.victim].upos == "PRON"
    sure = 0.5 if harm.status == "unclear" and anybody else 1.0  # "if careless, they may get hurt"
    return (0.6 if near else 0.7 * far) * (_DYING if dying else 1.0) * sure


def _is_listed(parse: Parse, situated: Situated) -> bool:
    """Return whether a noun stands in a list of kinds of things: "accidents, theft, evacuation"."""
    event, i = situated.event, situated.event.trigger[0]
    if event.participants or situated.time or situated.places or parse.tokens[i].upos != "NOUN":
        return False
    first = parse.tokens[i].head if parse.tokens[i].rel == "conj" else i
    listed = [first, *(c for c in parse.children[first] if parse.tokens[c].rel == "conj")]
    bare = [k for k in listed if _LIMITS.isdisjoint(parse.tokens[c].rel for c in parse.children[k])]
    return i in bare and len(bare) >= _KINDS


def _is_figure(parse: Parse, event: EventMention) -> bool:
    return parse.tokens[event.trigger[0]].lemma in _words()["figures"]


def _earnest(parse: Parse, cast: Cast, event: EventMention, *, dated: bool) -> float:
    """Return how surely an event's words mean what they say, from `_BARE` to 1."""
    if not _is_figure(parse, event):
        return 1.0
    roles = {p.role: cast.entities[p.entity].kind for p in event.participants}
    done_to = [roles[r] for r in ("victim", "target") if r in roles]
    out, lemma = _BARE, parse.tokens[event.trigger[0]].lemma
    if not _is_told(parse, event.trigger[0]):
        return out
    if lemma in _words()["official"]:
        out += 0.45 * any(r in roles for r in _ROLES)
    elif any(kind in _PEOPLE for kind in done_to):
        out += 0.3
    elif roles.get("perpetrator") in _PEOPLE:
        out += 0.1
    if any(
        p.role == "perpetrator" and parse.tokens[p.head].lemma in _words()["offenders"]
        for p in event.participants
    ):
        out += 0.5
    if any(
        p.role == "other" and parse.tokens[p.head].lemma in _words()["deserters"]
        for p in event.participants
    ):
        out += 0.5  # a soldier who defects changes no party
    if roles.get("perpetrator") == "place":
        out += 0.3  # a country acts
    if "instrument" in roles:
        out += 0.6 if roles["instrument"] == "weapon" else 0.2
    return out + 0.1 * dated


def _is_told(parse: Parse, i: int) -> bool:
    """Return whether a verb is in a form in which news is told: no bare present, no gerund."""
    token = parse.tokens[i]
    sentence = parse.sentence_of(i)
    if token.upos not in ("VERB", "ADJ") or sentence.segment_kind == "headline" or not sentence.i:
        return True
    low = token.text.lower()
    return low not in (token.lemma, token.lemma + "s", token.lemma + "es") and not low.endswith(
        "ing"
    )
