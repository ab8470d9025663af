"""Kinds: the type that best names what a report tells, from the types of its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from saidso.incidents.happenings import arrests, crowds, raids
from saidso.incidents.happenings.away import MOVES
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.reading.clauses.numbers import number_at

_DESCRIBES = ("acl", "amod")
_BACK = frozenset({"return", "retaliate"})
"""Verbs of fighting back, which make no clash of an attack."""
_SUICIDE = "suicide_bombing"
_WIDER = frozenset({"attack", "armed_clash", "riot"})
"""What a deadly raid or clash is called before an arson, where houses burn in it as well."""
_DEADLY = frozenset({"killing", "massacre", "injury"})
_PACTS = ("agreement", "ceasefire")
"""What is only done under a pact is no part of its making: "withdrew under a truce that was signed"."""
_KILLS = ("killing", "massacre", "shooting", "execution", "assassination")
_RELATES = "acl:relcl"
"""A participle tells who somebody is before it tells news: "the kidnapped girls were freed"."""
_LEAD = 3
"""Sentences in which a report says what its news is."""
STANDS_ALONE = 1.0
"""Types of a lower `main_rank` are not incidents of their own unless a time or place sets them apart."""


def main_type(parse: Parse, events: Sequence[EventMention], ontology: Ontology) -> str:
    """Return the type that best names the events: early, often, and as an umbrella of the rest.

    What answers an act (an arrest, a curfew) names the events less than the act itself.
    """
    if arrests.is_news(parse, events, ontology):
        return raids.ARREST
    if let_go := arrests.freed(parse, events, ontology):
        return let_go
    events = raids.with_raids(parse, events)
    score: dict[str, float] = defaultdict(float)
    body = (s.i for s in parse.sentences if s.segment_kind == "paragraph")
    lead = next(body, -1)
    first = min((e.sentence for e in events), default=0)
    acts = any(not answers(ontology, e.type) and _leads(parse, e, first) for e in events)
    taken = any(e.type == raids.ARREST and e.status == "happened" for e in events)
    ends = {e.trigger[0] for e in events if undoes(ontology, e.type)}
    moves = {e.trigger[0] for e in events if e.type in MOVES}
    yields = {e.trigger[0] for e in events if e.type in _YIELDS}
    cast = _Cast(parse, events)
    early: set[str] = set()
    twice = _told_twice(parse, events)
    for event in events:
        sentence = parse.sentences[event.sentence]
        weight = (
            3.0 if sentence.segment_kind == "headline" else 2.0 if event.sentence < _LEAD else 0.6
        )
        if event.sentence == lead:
            weight = 3.0
        if event.status != "happened":
            tried = event.status == "attempted" and event.type == "coup"  # that is the news
            weight *= 0.8 if tried else 0.1 if event.status == "denied" else 0.4
        if parse.tokens[event.trigger[0]].lemma in _BACK:
            weight *= 0.3
        if weight > 1 and not (
            event.type in _PACTS and parse.tokens[event.trigger[0]].rel.startswith("acl")
        ):
            early.add(event.type)
        if (
            _in_the_air(parse, event)
            or event.trigger[0] in twice
            or _of_some(parse, event.trigger[0])
        ):
            weight *= 0.3
        if (
            _describes(parse, event.trigger[0], ends)
            or _is_fled(parse, event.trigger[0], moves)
            or _led_to(parse, event.trigger[0], yields)
        ):
            weight *= 0.5
        find = raids.is_find(parse, event)
        if (acts and (answers(ontology, event.type) or find)) or (taken and find):
            weight *= 0.5
        if ontology.type(event.type).answer and _came_first(parse, event.trigger[0]):
            weight *= 0.5
        if weight >= 3 and undoes(ontology, event.type) and _tops(parse, event.trigger[0]):
            weight *= 1.5
        score[event.type] += weight * ontology.type(event.type).main_rank
    if _by_several_means(ontology, score):
        return _GENERAL
    own = dict(score)
    top = {e.type for e in events if e.sentence == lead or _is_headline(parse, e)}
    only_finds = all(raids.is_find(parse, e) for e in events if e.type == "seizure")
    meant = _is_meant(parse, events, ontology)
    for umbrella in own:
        if umbrella not in early or (acts and answers(ontology, umbrella)):
            continue
        if raids.ARREST in top and umbrella == "seizure" and only_finds:
            continue  # "was detained and had her camera seized"
        if meant and ontology.type(umbrella).chance:
            continue
        within = sum(
            value
            for kind, value in own.items()
            if kind != umbrella
            and _counts_for(ontology, kind, umbrella)
            and not cast.apart(kind, umbrella)
            and not (kind in _COURT and kind in top and umbrella not in top)
            # hostages who are let go are news of a release, not of their taking
            and not (undoes(ontology, kind) and own[kind] > own[umbrella])
        )
        score[umbrella] += min(0.5 * within, own[umbrella])  # a rare word is no name for all
    best = max(score, key=lambda k: (score[k], k), default="")
    if best == "arson" and not early.isdisjoint(_DEADLY) and (found := early & _WIDER):
        # "raided a village, killing six farmers and burning barns"
        return max(found, key=lambda k: (score[k], k))
    if best == "kidnapping" and (found := early & _WIDER) and _kill_more(parse, events):
        return max(found, key=lambda k: (score[k], k))  # "killing 11 people and abducting two"
    if best == "arson" and (deadly := _killed_before(parse, events)):
        return deadly
    if best in crowds.RIOTING and any(
        crowds.riots(parse, e) and _leads(parse, e, first) for e in events if e.type == best
    ):
        return "riot"
    if best == crowds.PROTEST and crowds.are_put_down(parse, events):
        return "crackdown"
    if best == "bombing" and _only_heard(parse, events):
        return "shelling"
    return _SUICIDE if best == "bombing" and _is_suicide(parse, events, lead) else best


_COURT = ("conviction", "prosecution")
"""What a court does, which is news by itself where the arrest was long before."""


def _is_headline(parse: Parse, event: EventMention) -> bool:
    return parse.sentences[event.sentence].segment_kind == "headline"


def _told_twice(parse: Parse, events: Sequence[EventMention]) -> set[int]:
    """Return the nouns of what a verb tells as well: "gunfire rang out", "hit a landmine"."""
    told = {(k, e.type) for e in events for k in range(*e.trigger)}
    nouns = {e.trigger[0]: e for e in events if parse.tokens[e.trigger[0]].upos == "NOUN"}
    return {
        i
        for i, event in nouns.items()
        if (head := parse.tokens[i].head) not in range(*event.trigger)
        and (head, event.type) in told
        and parse.tokens[i].rel in _PARTS
    }


_PARTS = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "compound")


def _in_the_air(parse: Parse, event: EventMention) -> bool:
    """Return whether shots are fired at nobody: "fired into the air"."""
    below = [c for c in parse.children[event.trigger[0]] if parse.tokens[c].rel in ("obl", "obj")]
    return event.type == "shooting" and any(parse.tokens[c].lemma == "air" for c in below)


def _kill_more(parse: Parse, events: Sequence[EventMention]) -> bool:
    """Return whether headline and lead count more dead than taken."""
    lead = [e for e in events if e.sentence < _LEAD and e.status == "happened"]
    dead, taken = (
        max(
            (_number(parse, p.head) for e in lead if e.type in kinds for p in e.participants),
            default=0,
        )
        for kinds in (_KILLS, ("kidnapping",))
    )
    return dead > taken > 0


def _number(parse: Parse, head: int) -> int:
    """Return how many a noun counts by the number before it or itself, 0 where it tells none."""
    near = [head, *(c for c in parse.children[head] if parse.tokens[c].rel == "nummod")]
    found = (number_at([parse.tokens[k].text], 0) for k in near if parse.tokens[k].upos == "NUM")
    return max((v.low or 0 for v in found if v is not None), default=0)


_SOME = frozenset({"some", "other", "others", "many", "most"})


def _of_some(parse: Parse, i: int) -> bool:
    """Return whether a verb says what was done to some of those harmed: "some of the dead were beheaded"."""
    return any(
        parse.tokens[c].lemma.lower() in _SOME and parse.tokens[c].rel in ("nsubj:pass", "obj")
        for c in parse.children[i]
    )


def _only_heard(parse: Parse, events: Sequence[EventMention]) -> bool:
    """Return whether explosions are those of a shelling: monitors heard 67, and shells killed two men."""
    bombs = [e for e in events if e.type == "bombing"]
    shelled = any(e.type == "shelling" and e.status == "happened" for e in events)
    return shelled and all(
        parse.tokens[e.trigger[0]].lemma == "explosion"
        and not any(p.role == "instrument" for p in e.participants)
        for e in bombs
    )


def _killed_before(parse: Parse, events: Sequence[EventMention]) -> str | None:
    """Return the type of a killing beside which burning is only what else was done: "killed nine and
    burned barns".

    It is not where the fire killed: "torched a bus, killing nine", "nine died when men burned a bus".
    """
    done = [e for e in events if e.status == "happened"]
    kills = [
        e for e in done if e.type in _KILLS and any(p.role == "perpetrator" for p in e.participants)
    ]
    if not kills:
        return None
    first = min(kills, key=lambda e: e.trigger)
    verb = first.trigger[0]
    for fire in (e for e in done if e.type == "arson"):
        burns = fire.trigger[0]
        joined = any(
            parse.tokens[a].rel == "conj" and parse.tokens[a].head == b
            for a, b in ((burns, verb), (verb, burns))
        )
        if fire.sentence < first.sentence or (fire.sentence == first.sentence and not joined):
            return None
    return first.type


def _is_suicide(parse: Parse, events: Sequence[EventMention], lead: int) -> bool:
    """Return whether the lead tells by itself that somebody blew himself up."""
    return any(
        e.type == _SUICIDE
        and e.sentence == lead
        and e.status == "happened"
        and _tops(parse, e.trigger[0])
        for e in events
    )


def _leads(parse: Parse, event: EventMention, first: int) -> bool:
    """Return whether an act that was done, or tried, is told in the headline or within the first
    sentences, from the one that tells it first.
    """
    headline = parse.sentences[event.sentence].segment_kind == "headline"
    return (headline or event.sentence < first + _LEAD) and event.status in (
        "happened",
        "attempted",
    )


BOTH_ACT = frozenset({"armed_clash", "riot", "crackdown", "protest", "ceasefire_violation", "coup"})
"""Types in which several sides act."""


CROWD = frozenset(
    {
        "mob",
        "villager",
        "local",
        "resident",
        "crowd",
        "passerby",
        "bystander",
        "neighbour",
        "neighbor",
    }
)
"""Those who beat a thief, and steal nothing themselves."""


def _counts_for(ontology: Ontology, kind: str, umbrella: str) -> bool:
    """Return whether a type is a part of another; what answers an act only of what it is said to answer."""
    if ontology.type(kind).answer:
        return umbrella in ontology.type(kind).part_of
    return ontology.part_of(kind, umbrella)


def _tops(parse: Parse, i: int) -> bool:
    """Return whether a trigger is what its whole sentence tells, or what somebody said."""
    token = parse.tokens[i]
    return token.head == i or token.rel in ("root", "ccomp", "parataxis")


class _Cast:
    """Who does and suffers the events of each type."""

    def __init__(self, parse: Parse, events: Sequence[EventMention]) -> None:
        self.doers: dict[str, set[str]] = defaultdict(set)
        self.sufferers: dict[str, set[str]] = defaultdict(set)
        self.crowds: set[str] = set()
        for event in events:
            for p in event.participants:
                if p.role == "victim":
                    self.sufferers[event.type].add(p.entity)
                elif p.role == "perpetrator":
                    self.doers[event.type].add(p.entity)
                    if parse.tokens[p.head].lemma in CROWD:
                        self.crowds.add(p.entity)

    def apart(self, kind: str, umbrella: str) -> bool:
        """Return whether others did `kind`, to those who did `umbrella`: a mob's beating of a thief."""
        one, two = self.doers[kind], self.doers[umbrella]
        if umbrella == "protest" and one and two and one.isdisjoint(two):
            return not self.sufferers[kind].isdisjoint(two)  # "police beat men protesting arrests"
        if umbrella in BOTH_ACT or not one or not two or not one.isdisjoint(two):
            return False
        return bool(one & self.crowds) or not self.sufferers[kind].isdisjoint(two)


def _describes(parse: Parse, i: int, ends: set[int]) -> bool:
    """Return whether a participle belongs to a noun that takes part in something else.

    So does a relative clause on whom an event of `ends` is done to: "freed two men whom it kidnapped", and
    one of what somebody had done before: "two officers who had deserted were killed".
    """
    token = parse.tokens[i]
    if token.rel == "acl" and any(parse.tokens[c].lemma == "that" for c in parse.children[i]):
        return False  # "reports that two men were tortured" tells it
    if token.rel == "acl" and parse.tokens[token.head].lemma in ("attempt", "bid"):
        return False  # "foiled an attempt to kill him"
    if token.rel == _RELATES:
        had = any(parse.tokens[c].text.lower() == "had" for c in parse.children[i])
        return had or parse.tokens[token.head].head in ends
    return token.rel in _DESCRIBES and parse.tokens[token.head].head != token.head


def _came_first(parse: Parse, i: int) -> bool:
    """Return whether a participle only tells what somebody had done: "were held after protesting"."""
    token = parse.tokens[i]
    return (
        token.rel == "advcl"
        and token.text.lower().endswith("ing")
        and any(parse.tokens[c].lemma in ("after", "for") for c in parse.children[i] if c < i)
    )


def _is_fled(parse: Parse, i: int, moves: set[int]) -> bool:
    """Return whether an act is what people had fled from: "fled to Velmia after soldiers burned homes"."""
    token = parse.tokens[i]
    if token.rel != "advcl" or token.head not in moves:
        return False
    return any(parse.tokens[c].lemma == "after" and c < i for c in parse.children[i])


_YIELDS = ("withdrawal", "defection", "agreement", "ceasefire", "release")


def _led_to(parse: Parse, i: int, yields: set[int]) -> bool:
    """Return whether an act is only after what somebody gave in: "surrendered after weeks of shelling"."""
    for _ in range(_LEAD):
        token = parse.tokens[i]
        if token.rel not in ("obl", "nmod"):
            return False
        if any(parse.tokens[c].lemma == "after" and c < i for c in parse.children[i]):
            return token.head in yields
        i = token.head
    return False


def _is_meant(parse: Parse, events: Sequence[EventMention], ontology: Ontology) -> bool:
    """Return whether somebody kills or hurts: a crash after it is no accident."""
    return any(
        participant.role == "perpetrator" and parse.tokens[participant.head].kind in _DOERS
        for event in events
        if not answers(ontology, event.type)
        for participant in event.participants
    )


_DOERS = ("person", "organization")
_ENDS = frozenset({"sexual_violence", "assassination", "coup", "prison_break"})
"""What violence is for: none of the ways in which it is done."""
_GENERAL = "attack"
"""The type that tells of violence without its means."""


def _by_several_means(ontology: Ontology, score: dict[str, float]) -> bool:
    """Return whether the general word names best what was done by several means.

    An ambush with a mine and gunfire is an attack, neither a bombing nor a shooting.
    """
    means = [k for k in score if ontology.part_of(_GENERAL, k)]
    ways = [k for k in means if k not in _ENDS]
    apart = [k for k in ways if not any(ontology.part_of(k, other) for other in ways)]
    whole = score.get(_GENERAL, 0.0)
    return len(apart) > 1 and all(whole >= score.get(k, 0.0) for k in (*means, *_PACTS))


def answers(ontology: Ontology, kind: str) -> bool:
    """Return whether a type is what others do afterwards and no news by itself: an arrest."""
    return ontology.type(kind).answer and ontology.type(kind).main_rank < STANDS_ALONE


def undoes(ontology: Ontology, kind: str) -> bool:
    """Return whether a type ends another one and is news by itself: a release, a rescue."""
    ends = ontology.type(kind).roles.subject != "perpetrator"
    return ontology.type(kind).answer and ends and not answers(ontology, kind)
