"""Reprisals: what is done back to those who do an incident is no part of what they did.

A report of a raid tells how guards shot the raiders, one of a lynching what the lynched man was said to
have stolen, one of a soldier's shot what stones flew at him before. Whoever is on the other side of
such an act is no perpetrator of the incident, and those who did it are not its victims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import msgspec

from saidso.incidents.happenings.kinds import BOTH_ACT, CROWD
from saidso.incidents.happenings.raids import is_find
from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.reading.clauses.passives import phrases
from saidso.reading.clauses.people import people

_STATE_FORCES = frozenset({"MIL", "COP"})
_BESIDE_HARM = frozenset(
    {
        "robbery",
        "seizure",
        "threat",
        "protest",
        "border_crossing",
        "mobilization",
        "sabotage",
        "riot",
    }
    | {"restriction", "work_stoppage", "arson", "armed_clash"}
)
"""Acts for which somebody may be harmed, and that are no harm to a person themselves."""
_FINDING = frozenset(
    {"seizure", "arrest", "robbery", "armed_clash", "maritime_incident", "border_crossing"}
)
"""Types in which arms or goods are found; those who find them after an attack did not attack."""
_CHASES = frozenset({"pursue", "chase", "hunt", "track", "follow"})
_FENDS_OFF = frozenset({"repel", "repulse", "rout"})
"""What those do who are attacked: "youths of the village repelled the bandits"."""


def without_reprisals(
    parse: Parse, events: Sequence[Situated], kind: str, codes: Mapping[str, Mapping[str, str]]
) -> list[Situated]:
    """Return the events of an incident of type `kind` that are done by its own side, in text order.

    `codes`: country and role by entity. Where both sides act by definition all events stay.
    """
    if kind == "coup":
        return _without_loyal(parse, events, kind)
    if kind not in _FINDING:
        events = [
            s
            for s in events
            if not is_find(parse, s.event) or _are_culprits(parse, s, "perpetrator")
        ]
    if kind in BOTH_ACT:
        return list(events)
    if kind in _FROM_AFAR:
        events = (
            [_undone(s, "target") if _fends_off(parse, s) else s for s in events]
            if any(not _fends_off(parse, s) for s in events if s.event.type in _FROM_AFAR)
            else events
        )
    if kind == "maritime_incident":
        events = _without_navies(parse, events, codes)
    own = _of_one_side(parse, events, kind, codes)
    harmed: dict[str, set[str]] = {}
    for situated in own:
        for p in situated.event.participants:
            if p.role == "victim":
                harmed.setdefault(p.entity, set()).add(situated.event.type)
    mob = any(_crowd(parse, s) for s in own if s.event.type == kind)
    kept = []
    for situated in own:
        event = situated.event
        did = _those(situated, "perpetrator")
        if event.type != kind and parse.tokens[event.trigger[0]].lemma in _FENDS_OFF:
            continue
        if event.type != kind and event.type in _BESIDE_HARM and did:
            beaten = all(harmed.get(e, set()) - {event.type} for e in did)
            if beaten or (mob and event.type == "robbery" and not _crowd(parse, situated)):
                continue  # "beaten for the goat that he stole", "the patrol returned fire"
        if event.type != kind and not mob and event.type in _ANGER and _angry(parse, situated):
            continue  # "relatives of the dead hurled stones at the barracks"
        kept.append(situated)
    return _without_other_sides(kept)


def _without_other_sides(events: Sequence[Situated]) -> list[Situated]:
    """Return the events; who only takes part in a fight with those who do the incident does none of it."""
    doers = {e for s in events if s.event.type != _FIGHT for e in _those(s, "perpetrator")}
    if not doers:
        return list(events)
    return [
        s
        if s.event.type != _FIGHT or _those(s, "perpetrator") <= doers
        else _undone(s, only=_those(s, "perpetrator") - doers)
        for s in events
    ]


_FIGHT = "armed_clash"


_ANGER = frozenset({"riot", "protest", "arson", "attack", "assault", "sabotage", "restriction"})
_MOURNERS = CROWD | {"relative", "mourner", "protester", "protestor", "demonstrator", "inhabitant"}
"""Who takes to the streets over a deed that others did."""


def _angry(parse: Parse, situated: Situated) -> bool:
    """Return whether only people of the place do something, and no armed ones of them."""
    by = [p.head for p in situated.event.participants if p.role == "perpetrator"]
    return bool(by) and all(
        parse.tokens[h].lemma in _MOURNERS
        and not any(parse.tokens[c].text.lower() == "armed" for c in parse.children[h])
        for h in by
    )


_PLOTTERS = frozenset(
    {"mutineer", "ringleader", "plotter", "putschist", "renegade", "conspirator", "rebel"}
)
"""Who is called so is on the side that tries to take power."""


_PROTESTS = frozenset({"protester", "demonstrator", "marcher", "supporter", "rioter"})
"""Who is held for being against a coup, or for one, by others than those who attempt it."""


def _without_loyal(parse: Parse, events: Sequence[Situated], kind: str) -> list[Situated]:
    """Return the events of a coup, without those who arrest or kill the ones that attempt it, or hold back
    crowds.
    """
    doers = {e for s in events if s.event.type == kind for e in _those(s, "perpetrator")}
    out = []
    for situated in events:
        done_to = [p for p in situated.event.participants if p.role in ("victim", "target")]
        did = _those(situated, "perpetrator")
        put_down = situated.event.type != kind and any(
            p.entity in doers or parse.tokens[p.head].lemma in _PLOTTERS for p in done_to
        )
        put_down = put_down or (situated.event.type == "crackdown" and did.isdisjoint(doers))
        crowd = did.isdisjoint(doers) and any(
            parse.tokens[p.head].lemma in _PROTESTS for p in done_to
        )
        if crowd:
            situated = _undone(situated, "victim", "target")
        out.append(_undone(situated) if put_down else situated)
    return out


_FROM_AFAR = frozenset({"air_strike", "shelling", "bombing", "attack", "maritime_incident"})
"""Types of what drones and missiles do, which others shoot down."""
_DOWNS = frozenset({"shoot", "down", "intercept", "destroy", "bring", "neutralise", "neutralize"})
_FLIES = (
    frozenset({"drone", "missile", "rocket", "projectile", "uav", "quadcopter"}) | people().arms
)


def _without_navies(
    parse: Parse, events: Sequence[Situated], codes: Mapping[str, Mapping[str, str]]
) -> list[Situated]:
    """Return the events; where pirates attack a ship, those of a navy who board it are none of them."""
    if not any(_are_culprits(parse, s, "perpetrator") for s in events):
        return list(events)
    return [_undone(s) if _of_navy(parse, s, codes) else s for s in events]


_NAVAL = frozenset(
    {
        "marine",
        "commando",
        "navy",
        "coastguard",
        "guard",
        "unit",
        "force",
        "team",
        "warship",
        "frigate",
    }
)


def _of_navy(parse: Parse, situated: Situated, codes: Mapping[str, Mapping[str, str]]) -> bool:
    did = [p for p in situated.event.participants if p.role == "perpetrator"]
    return bool(did) and all(
        parse.tokens[p.head].lemma.lower() in _NAVAL
        or codes.get(p.entity, {}).get("plover", "").split()[-1:] == ["MIL"]
        for p in did
    )


def _fends_off(parse: Parse, situated: Situated) -> bool:
    """Return whether an event is that of stopping what flies at somebody: "the army downed nine drones"."""
    heads = [
        p.head for p in situated.event.participants if p.role in ("target", "instrument", "victim")
    ]
    tokens, at = parse.tokens, situated.event.trigger[0]
    done = [at, *(c for c in parse.children[at] if tokens[c].rel == "obj")]
    against = [
        k for c in done for k in phrases(parse, c, ("against",))
    ]  # "strikes against missiles"
    if against and all(tokens[h].lemma.lower() in _FLIES for h in against):
        return True
    if not heads:  # "shot down 24 of 30 drones"
        counted = [c for c in parse.children[at] if tokens[c].rel in ("obj", "nsubj:pass")]
        heads = [k for c in counted for k in phrases(parse, c, ("of",))]
    return (
        tokens[at].lemma in _DOWNS
        and bool(heads)
        and all(tokens[h].lemma.lower() in _FLIES for h in heads)
    )


def _of_one_side(
    parse: Parse, events: Sequence[Situated], kind: str, codes: Mapping[str, Mapping[str, str]]
) -> list[Situated]:
    """Return the events but for those done only to who did an earlier one, or to others of their army."""
    doers: set[str] = set()
    camps: set[str] = set()
    culprits = False
    struck: set[str] = set()  # who suffers before acting is not the one who began
    kept = []
    states = _States(events, kind, codes)
    for situated in events:
        if states.hits_back(situated):
            continue  # "Osten fired missiles at Velm, which answered with air strikes"
        suffered = _those(situated, "victim")
        if suffered and all(e in doers or _camp(codes, e) in camps for e in suffered):
            continue  # "police opened fire on the bomber": they did not bomb
        told = culprits or kind == _BY_BOMBERS
        if (
            _strikes_back(parse, situated, doers, told)
            or _fires_in_panic(situated, kind, codes)
            or _takes_back(parse, situated, doers)
            or _answers(parse, situated, doers)
        ):
            situated = _undone(situated)
        elif _those(situated, "perpetrator") <= struck and situated.event.type in _LESSER - {kind}:
            situated = _undone(situated)  # "shot dead after he wounded a guard"
        kept.append(situated)
        if situated.event.type != kind and situated.event.type in _BESIDE_HARM:
            continue
        struck |= suffered - doers
        did = _those(situated, "perpetrator") - struck
        doers |= did
        culprits = culprits or _are_culprits(parse, situated, "perpetrator")
        camps |= {camp for e in did if (camp := _camp(codes, e))}
    return kept


_TAKES_BACK = frozenset({"recapture", "retake", "regain", "reclaim"})


def _takes_back(parse: Parse, situated: Situated, doers: set[str]) -> bool:
    """Return whether others take what those who attack held: "the army recaptured the base"."""
    did = _those(situated, "perpetrator")
    back = parse.tokens[situated.event.trigger[0]].lemma in _TAKES_BACK
    return back and bool(doers) and bool(did) and did.isdisjoint(doers)


_ANSWERS = frozenset({"respond", "retaliate", "reply", "answer"})


def _answers(parse: Parse, situated: Situated, doers: set[str]) -> bool:
    """Return whether others do something back, as the verb before says: "the army responded and targeted"."""
    did = _those(situated, "perpetrator")
    trigger = parse.tokens[situated.event.trigger[0]]
    above = parse.tokens[trigger.head]
    back = trigger.rel == "conj" and above.lemma in _ANSWERS
    return back and bool(doers) and bool(did) and did.isdisjoint(doers)


_BY_BOMBERS = "suicide_bombing"
"""Who is killed as a bomber in such an incident did it, whether it is said or not."""


class _States:
    """The state that does an incident, as the first of its events that names one tells, and those it hits."""

    def __init__(
        self, events: Sequence[Situated], kind: str, codes: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._codes = codes
        own = [s for s in events if s.event.type == kind or {s.event.type, kind} <= _ARMED]
        self._act = next((did for s in own if (did := self._of(s, "perpetrator"))), set())
        theirs = [s for s in own if self._of(s, "perpetrator") <= self._act]
        self._hit = {c for s in theirs for r in ("victim", "target") for c in self._of(s, r)}

    def hits_back(self, situated: Situated) -> bool:
        """Return whether only those of a state that is hit do an event, or others hit the one that acts."""
        did = self._of(situated, "perpetrator")
        whole = len(did) == len(_those(situated, "perpetrator"))
        if not (did and self._act and whole and did.isdisjoint(self._act)):
            return False
        suffered = self._of(situated, "victim") | self._of(situated, "target")
        return did <= self._hit or bool(suffered and suffered <= self._act)

    def _of(self, situated: Situated, role: str) -> set[str]:
        own = (self._codes.get(e, {}).get("country", "") for e in _those(situated, role))
        return {country for country in own if country}


_ARMED = frozenset({"air_strike", "shelling", "attack", "bombing", "shooting"})
_LESSER = frozenset({"injury", "assault", "attack", "arson", "riot", "threat"})
"""Acts of those who are killed in the end that do not make the incident theirs."""


def _are_culprits(parse: Parse, situated: Situated, role: str) -> bool:
    """Return whether those with a role are named by what they do: "one of the assailants"."""
    heads = [p.head for p in situated.event.participants if p.role == role]
    whole = [[h, *phrases(parse, h, ("of",))] for h in heads]
    return bool(whole) and all(
        any(parse.tokens[k].lemma in people().fighters for k in w) for w in whole
    )


def _strikes_back(parse: Parse, situated: Situated, doers: set[str], culprits: bool) -> bool:
    """Return whether others hurt those who attack, called otherwise here: "officers killed an assailant"."""
    did = _those(situated, "perpetrator")
    return (
        culprits
        and bool(did)
        and did.isdisjoint(doers)
        and (_are_culprits(parse, situated, "victim") or _chased(parse, situated))
        and not _are_culprits(parse, situated, "perpetrator")
    )


def _chased(parse: Parse, situated: Situated) -> bool:
    """Return whether somebody is harmed by who pursues them: "chased the raiders and killed two of them"."""
    tokens = parse.tokens
    trigger = tokens[situated.event.trigger[0]]
    if trigger.rel != "conj" or tokens[trigger.head].lemma not in _CHASES:
        return False
    return any(
        tokens[c].rel == "obj" and tokens[c].lemma in people().fighters
        for c in parse.children[trigger.head]
    )


def _fires_in_panic(situated: Situated, kind: str, codes: Mapping[str, Mapping[str, str]]) -> bool:
    """Return whether soldiers or police shoot after a bombing, which they did not do.

    Where they hit somebody, it is told that they did.
    """
    did = _those(situated, "perpetrator")
    roles = [codes.get(e, {}).get("plover", "").split()[-1:] for e in did]
    return (
        kind == "bombing"
        and situated.event.type == "shooting"
        and not _those(situated, "victim")
        and bool(roles)
        and all(_STATE_FORCES.issuperset(r) and r for r in roles)
    )


def _undone(situated: Situated, *roles: str, only: Set[str] | None = None) -> Situated:
    """Return the event without those who did it, or `only` without some, and without those with the roles."""
    event = situated.event
    left = [
        p
        for p in event.participants
        if p.role not in ("perpetrator", *roles) or (only is not None and p.entity not in only)
    ]
    return msgspec.structs.replace(
        situated, event=msgspec.structs.replace(event, participants=left)
    )


def _those(situated: Situated, role: str) -> set[str]:
    return {p.entity for p in situated.event.participants if p.role == role}


def _crowd(parse: Parse, situated: Situated) -> bool:
    """Return whether a crowd does an event."""
    return any(
        p.role == "perpetrator" and parse.tokens[p.head].lemma in CROWD
        for p in situated.event.participants
    )


def _camp(codes: Mapping[str, Mapping[str, str]], entity: str) -> str:
    """Return the state whose army or police an entity is of, empty for all others."""
    code = codes.get(entity, {})
    role = code.get("plover", "").split()[-1:]
    return code["country"] if role and role[0] in _STATE_FORCES and "country" in code else ""
