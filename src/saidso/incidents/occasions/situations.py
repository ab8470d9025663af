"""Situations: each event of a report with the times and places that its own clause gives."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

import msgspec

from saidso.incidents.occasions.asides import is_compared
from saidso.incidents.occasions.distances import reach
from saidso.incidents.occasions.onsets import is_ahead, is_deadline, is_end, is_later, verb_of
from saidso.incidents.occasions.precedents import (
    came_after,
    of_answered,
    of_before,
    of_followed,
    of_subject,
)
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.resolving.places.places import Place
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import Time

_CLIMB = 6
"""Steps up a tree from a word to the verb that it hangs on."""
_FLIGHT = "displacement"
_ARREST = "arrest"
_TO = frozenset({"to", "into", "towards", "toward"})
RELEASE, RESCUE = "release", "rescue"
FREEING = (RELEASE, RESCUE)
"""What ends where people are let go, or brought out."""
_KNOWN = frozenset({"apparent", "clear", "known", "evident", "public"})
"""How something is once people know of it."""


_ANNOUNCES = frozenset({"announce", "confirm", "disclose", "reveal"})


def announcing(parse: Parse, events: list[EventMention]) -> set[int]:
    """Return the verbs by which somebody tells of an act, whose day is that of the telling: "the release was
    confirmed on Monday", "..., the army announced Thursday"; not "announced a truce on Thursday".
    """
    tokens = parse.tokens
    acts = {k for e in events for k in range(*e.trigger)}
    return {
        i
        for i in parse.having(_ANNOUNCES)
        if tokens[i].upos == "VERB"
        and i not in acts
        and (
            tokens[i].lemma == "confirm"
            or not any(tokens[c].rel in ("obj", "nsubj:pass") for c in parse.children[i])
        )
    }


class Situated(msgspec.Struct, frozen=True):
    """An event with the time and places that its own clause gives."""

    event: EventMention
    time: Time | None
    near: Time | None
    """A time in another clause of the same sentence that is not one of saying."""
    said: Time | None
    """A time in the same sentence that hangs on a verb of saying: when it was announced."""
    places: list[tuple[int, Place]]
    """Head token and place, in text order."""


def situate(
    parse: Parse,
    events: list[EventMention],
    times: list[Time],
    places: dict[int, Place],
    *,
    cues: set[int],
) -> list[Situated]:
    """Return each event with its times and places.

    `places`: resolved place by head token; `cues`: tokens of the words of saying.
    """
    by_sentence: dict[int, list[Time]] = defaultdict(list)
    named: dict[int, Time] = {}
    """Years by the noun that they name: "the 1987 killing"."""
    at = 0
    for time in times:
        if time.kind not in ("date", "time") or time.precision == "none":
            continue
        if _names(parse, time):
            named[parse.tokens[parse.token_at(time.span[0])].head] = time
            continue
        if is_deadline(parse, time):
            continue
        while at < len(parse.sentences) and parse.sentences[at].span[1] <= time.span[0]:
            at += 1
        if at < len(parse.sentences) and parse.sentences[at].segment_kind != "caption":
            by_sentence[at].append(time)
    published = news_day(parse.report)
    acts = {e.trigger[0] for e in events}
    ordered = sorted(events, key=lambda e: e.trigger[0])
    found = (t for some in by_sentence.values() for t in some)
    reaches = {t: r for t in found if (r := reach(parse, t) or _over(parse, t, ordered))}
    out: list[Situated] = []
    for event in events:
        clause = parse.span(event.clause)
        trigger = parse.span(event.trigger)
        rivals = by_sentence.get(event.sentence, [])
        leading = [t for t in rivals if event.trigger[0] in reaches.get(t, ())]
        rivals = [t for t in rivals if t in leading or t not in reaches]
        rivals = [
            t
            for t in rivals
            if not (
                (_afterwards(parse, t, event) and not _of_noun(parse, t, event, rivals))
                or is_compared(parse, t, event.trigger[0])
                or of_subject(parse, t, event.trigger[0])
                or came_after(parse, t, event.trigger[0], acts)
                or of_answered(parse, t, event.trigger[0])
                or of_before(parse, t, event.trigger[0])
            )
        ]
        if event.status == "happened":
            rivals = [t for t in rivals if not is_ahead(t, published)]
        inside = [
            t
            for t in rivals
            if (clause[0] <= t.span[0] and t.span[1] <= clause[1])
            or _right_before(parse, t) in range(*event.trigger)
        ]
        inside = leading or inside
        told = cues - set(range(*event.trigger))  # "charged him on Monday" says when he was charged
        saying = [
            t
            for t in rivals
            if (
                verb_of(parse, t) in told
                and not (_of_act(parse, t, event) or _of_noun(parse, t, event, rivals))
            )
            or _shown(parse, t)
        ]
        moment = _moment(parse, event.trigger[0])
        if not inside and moment >= 0:
            inside = [t for t in rivals if _hangs(parse, parse.token_at(t.span[0]), moment)]
        inside = [
            t
            for t in inside
            if not (t in saying or _aside(parse, t, event, acts))
            if not _said_beside(parse, parse.token_at(t.span[0]), event, told)
        ]
        near = [t for t in rivals if t not in inside and t not in saying]

        out.append(
            Situated(
                event,
                named.get(event.trigger[0]) or _nearest(inside, trigger),
                _nearest(near, trigger),
                _nearest(saying, trigger),
                _by_name(
                    parse,
                    [
                        (h, places[h])
                        for h in event.place_heads
                        if h in places
                        and not of_followed(parse, h, event.trigger[0])
                        and not (event.type == _FLIGHT and _reached(parse, h))
                        and not _said_beside(parse, h, event, told)
                    ],
                )
                or _there(parse, places, event.sentence, moment),
            )
        )
    return out


def _by_name(parse: Parse, found: list[tuple[int, Place]]) -> list[tuple[int, Place]]:
    """Return the places; beside those that are named, without those that only a noun means: "a base in Velm"
    is no base told of before.
    """
    tokens = parse.tokens
    named = [
        (h, place)
        for h, place in found
        if any(tokens[k].upos == "PROPN" for k in (h, *parse.children[h]))
    ]
    return named or found


def _over(parse: Parse, time: Time, events: list[EventMention]) -> range:
    """Return the trigger of the deed behind an arrest whose week or month a time is, empty for other times:
    "held two over a raid last week". A day may as well be that of the arrest.
    """
    if time.precision == "day" or (verb := verb_of(parse, time)) < 0:
        return range(0)
    k = bisect_left(events, parse.token_at(time.span[0]), key=lambda e: e.trigger[0]) - 1
    if k < 1 or events[k].type == _ARREST or events[k].trigger[0] <= verb:
        return range(0)
    held = any(e.type == _ARREST and e.trigger[0] == verb for e in events[max(0, k - _CLIMB) : k])
    return range(*events[k].trigger) if held else range(0)


def let_go_on(events: list[Situated], kind: str, taken: set[str]) -> Time | None:
    """Return when those were let go of whom the report tells first, by events of a `kind`, in text order.

    Not the day of others who were let go, of whom it tells further down, nor one when they were `taken` or
    let go before; where it gives none, that of the telling. None for a `kind` by which nobody is.
    """
    told = [s for s in events if s.event.type == kind] if kind in FREEING else []
    lead = [s for s in told if s.event.sentence <= told[0].event.sentence + 1]
    first = {e for s in lead for e in _people(s)}
    same = [s for s in told if not (first and (some := _people(s)) and first.isdisjoint(some))]
    done = [s.time for s in same] + [s.said for s in same if s.event.status == "happened"]
    return next((t for t in done if t is not None and t.edtf not in taken), None)


def _people(situated: Situated) -> set[str]:
    """Return who takes part in an event but does not do it."""
    return {p.entity for p in situated.event.participants if p.role != "perpetrator"}


def _moment(parse: Parse, trigger: int) -> int:
    """Return the verb of whose moment an event is, or -1: "she was on her way when men shot at her"."""
    token = parse.tokens[trigger]
    if token.rel == "conj" and token.upos == "VERB" and token.head < trigger:
        own = any(
            parse.tokens[c].rel.startswith(("nsubj", "mark")) for c in parse.children[trigger]
        )
        return -1 if own else token.head  # "took place in May and left nine dead"
    if token.rel != "advcl" or token.head == trigger:
        return -1
    opens = {parse.tokens[c].lemma for c in parse.children[trigger] if c < trigger}
    return token.head if "when" in opens else -1


def _hangs(parse: Parse, token: int, verb: int) -> bool:
    """Return whether a token hangs on a verb by itself, not inside another clause of it."""
    for _ in range(_CLIMB):
        above = parse.tokens[token].head
        if above in (verb, token):
            return above == verb
        if parse.tokens[above].rel.startswith(("advcl", "acl", "ccomp", "parataxis")):
            return False
        token = above
    return False


def _there(
    parse: Parse, places: dict[int, Place], sentence: int, verb: int
) -> list[tuple[int, Place]]:
    """Return the places that hang on a verb, none where there is no verb."""
    if verb < 0:
        return []
    words = range(*parse.sentences[sentence].tokens)
    named = [
        k for k in words if k in places and parse.tokens[k].upos != "ADJ"
    ]  # no "Velmian attacks"
    return [(k, places[k]) for k in named if _hangs(parse, k, verb)]


def _afterwards(parse: Parse, time: Time, event: EventMention) -> bool:
    """Return whether a time is that of what came of the event: "charged him Thursday with murder"."""
    verb = verb_of(parse, time)
    first, end = event.trigger
    after = verb >= 0 and not first <= verb < end
    ended = time.precision == "day" and is_end(parse, time)
    return after and (ended or is_later(parse, verb))


def _of_noun(parse: Parse, time: Time, event: EventMention, times: list[Time]) -> bool:
    """Return whether a second time of a verb is that of a noun before it: "jailed him Monday over a riot last
    year".
    """
    verb, at, own = verb_of(parse, time), event.trigger[0], parse.token_at(time.span[0])
    if parse.tokens[at].upos != "NOUN" or not verb < at < own:
        return False
    return any(t.span[1] <= parse.tokens[at].start and verb_of(parse, t) == verb for t in times)


def _reached(parse: Parse, head: int) -> bool:
    """Return whether a place is where people came to: "fled to a camp in Velm"."""
    tokens, at = parse.tokens, head
    for _ in range(_CLIMB):
        if any(tokens[c].lemma in _TO and tokens[c].rel == "case" for c in parse.children[at]):
            return True
        if not tokens[at].rel.startswith(("nmod", "compound", "appos", "flat")):
            return False
        at = tokens[at].head
    return False


def _of_act(parse: Parse, time: Time, event: EventMention) -> bool:
    """Return whether a time hangs on the noun of an act: "claimed an attack on a post late on Sunday"."""
    tokens, at = parse.tokens, parse.token_at(time.span[0])
    for _ in range(_CLIMB):
        if at in range(*event.trigger):
            return tokens[at].upos == "NOUN"
        if not tokens[at].rel.startswith(("nmod", "compound", "advmod", "obl:unmarked", "det")):
            return False
        at = tokens[at].head
    return False


def _shown(parse: Parse, time: Time) -> bool:
    """Return whether a time is when something came to be known: "the scale became clear on Sunday"."""
    verb = verb_of(parse, time)
    words = [verb, *parse.children[verb]] if verb >= 0 else []
    return any(parse.tokens[k].lemma in _KNOWN for k in words if parse.tokens[k].upos == "ADJ")


def _aside(parse: Parse, time: Time, event: EventMention, acts: set[int]) -> bool:
    """Return whether a time is that of a relative clause: "the council, which has ruled since April".

    Or of one of `acts`, the triggers, in a clause below: "held on suspicion of burning a mill last week". Of
    those who are let go a participle tells when they were taken: "freed pupils abducted in May".
    """
    before = parse.tokens[max(0, parse.token_at(time.span[0]) - 1)]
    if event.type in FREEING and before.lemma == "since":
        return True  # "freed clerks held since May"
    beside = _right_before(parse, time)
    verb = verb_of(parse, time) if beside < 0 else beside
    freeing = (
        event.type in FREEING
    )  # "released men it took last week": no clause is what it released
    relations = ("acl:relcl", "acl", "xcomp", "ccomp") if freeing else ("acl:relcl",)
    below = parse.tokens[verb].rel in ("acl", "ccomp") and verb in acts
    if verb < 0 or not (below or parse.tokens[verb].rel in relations):
        return False
    at = event.trigger[0]
    for _ in range(8):
        if at == verb:
            return False
        at = parse.tokens[at].head
    return True


def _said_beside(parse: Parse, token: int, event: EventMention, cues: set[int]) -> bool:
    """Return whether a word is of what somebody says beside an event: "confirmed the hanging, saying they had
    plotted in Velm in 2022".
    """
    first, end = event.trigger
    for _ in range(_CLIMB):
        if first <= token < end or parse.tokens[token].head == token:
            return False
        if token in cues and parse.tokens[token].rel == "advcl" and token > first:
            return True
        token = parse.tokens[token].head
    return False


def _right_before(parse: Parse, time: Time) -> int:
    """Return the participle right before a time, or -1: "pupils abducted on 3 May"."""
    k = parse.token_at(time.span[0]) - 1
    if k > 0 and parse.tokens[k].upos == "ADP":
        k -= 1
    token = parse.tokens[max(k, 0)]
    participle = token.upos == "VERB" and token.rel in ("acl", "xcomp")
    return k if participle and token.text.lower().endswith("ed") else -1


def _nearest(times: list[Time], to: tuple[int, int]) -> Time | None:
    return min(times, key=lambda t: _distance(t.span, to), default=None)


def _names(parse: Parse, time: Time) -> bool:
    """Return whether a year only names something: "the 1953 armistice", "the 2014 Games"."""
    if time.precision != "year":
        return False
    i = bisect_left(parse.starts, time.span[0])
    if i >= len(parse.tokens):
        return False
    token = parse.tokens[i]
    return token.upos == "NUM" and token.rel in ("nummod", "compound", "amod") and token.head > i


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)
