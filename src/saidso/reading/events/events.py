"""Events: triggers of the lexicon in their clauses, with participants and status by grammar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from saidso.language.kept import kept
from saidso.language.parse import Parse, Range
from saidso.reading.clauses.both import both
from saidso.reading.clauses.doers import aims, doers
from saidso.reading.clauses.illnesses import of_plague
from saidso.reading.clauses.lexicon import Lexicon, Roles, Trigger
from saidso.reading.clauses.mentions import Cast, EventMention, EventParticipant
from saidso.reading.clauses.norms import is_norm
from saidso.reading.clauses.passives import is_shot, phrases
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import (
    BURSTS,
    FLIES,
    aimed_at,
    clause_of,
    objects,
    subjects,
    with_conjuncts,
)
from saidso.reading.clauses.sides import acting, fighting, has_no_doer, is_country, owners
from saidso.reading.clauses.status import status_of
from saidso.reading.events.backgrounds import is_background, is_general
from saidso.reading.events.lookalikes import is_no_deed
from saidso.reading.events.scenes import locates
from saidso.reading.events.targets import whole
from saidso.record import Role

_USES = frozenset(
    {"detonate", "explode", "plant", "ram", "launch", "fire", "drop", "throw", "hurl", "lob", "set"}
    | {"drive", "plow", "plough"}
)
"""Verbs whose object is what the act is done with."""


def find_events(parse: Parse, cast: Cast, lexicon: Lexicon) -> list[EventMention]:
    """Return the event mentions of a report in text order; linear in the number of tokens."""
    calls: dict[str, set[str]] = defaultdict(set)
    for mention in cast.mentions:
        calls[mention.entity].add(parse.tokens[mention.head].lemma)
        calls[mention.entity] |= {  # "armed men" act otherwise than men
            parse.tokens[c].lemma
            for c in parse.children[mention.head]
            if parse.tokens[c].rel == "amod"
        }
    armed = _armed(parse, cast)
    sides = fighting(parse, cast, lexicon)
    out: list[EventMention] = []
    known = lexicon.by_lemma.keys() | {"shot"}
    for token in (parse.tokens[i] for i in parse.having(known)):
        if token.upos == "VERB" or is_shot(parse, token.i):
            pos = "verb"
        elif token.upos in ("NOUN", "PROPN"):
            pos = "noun"
        elif token.upos == "ADJ" and token.text.endswith(("ed", "en")):
            pos = "verb"
        else:
            continue
        rivals = lexicon.by_lemma.get(
            "shoot" if pos == "verb" and token.upos == "NOUN" else token.lemma, ()
        )
        fitting = [t for t in rivals if t.pos == pos and _fits(parse, cast, token.i, t, calls)]
        if not fitting or is_no_deed(parse, token.i, lexicon) or is_norm(parse, token.i):
            continue
        if of_plague(parse, token.i):
            continue
        trigger = max(fitting, key=lambda t: t.weight)
        out.append(_mention(parse, cast, token.i, trigger, lexicon, armed, sides))
    return out


_MISHAPS = frozenset({"crash", "collide", "overturn", "derail", "sink", "capsize", "skid", "veer"})
"""What a vehicle does by mishap, so that nobody whose it is did it."""
_LOADED = frozenset(
    {"pack", "lade", "laden", "load", "fill", "rig", "stuff", "wire", "prime", "carry"}
)
_CHARGE = frozenset({"explosive", "bomb", "dynamite", "ied", "tnt", "gunpowder", "ammonium"})


def _armed(parse: Parse, cast: Cast) -> set[str]:
    """Return the vehicles that are bombs: "a car packed with explosives", "a booby-trapped van"."""
    out = set()
    for mention in cast.mentions:
        if mention.form == "pronoun" or cast.entities[mention.entity].kind != "vehicle":
            continue
        before = parse.words(mention.tokens).lower()
        loaded = any(
            parse.tokens[c].lemma in _LOADED
            and any(parse.tokens[g].lemma in _CHARGE for g in parse.children[c])
            for c in parse.children[mention.head]
        )
        if loaded or "trapped" in before or "bomb" in before or "explosive" in before:
            out.add(mention.entity)
    return out


_RUNS_INTO = frozenset({"hit", "strike", "trigger", "step", "run", "drive", "tread", "activate"})
_MINES = frozenset({"mine", "landmine", "ied", "tripwire", "bomb", "booby-trap"})
"""Who sets these off by chance suffers it: "a farmer stepped on a mine"."""


_LINES = frozenset(
    {
        "border",
        "frontier",
        "line",
        "boundary",
        "outskirt",
        "outskirts",
        "edge",
        "road",
        "highway",
        "loc",
    }
    | {"bottom", "top", "end", "corner", "back", "side", "scene", "channel", "website", "account"}
)
"""Who crosses these, or bombs "on" or "at" them, does nothing to them."""
_HARMS = frozenset({"killing", "injury", "massacre", "death"})
"""Types whose doer no building is."""
_SHAKES = frozenset({"rock", "shake", "jolt", "rattle"})
"""What a blast does to a town is where it was."""
_SELF = ("self", "selves")
_SUFFERS = frozenset({"suffer", "sustain", "receive", "incur", "get", "have"})
"""Verbs of injury whose subject is the one hurt: "two guards sustained burns"."""


def _only_says_where(parse: Parse, head: int) -> bool:
    """Return whether a place before or after a noun is where, not what: "the Sudan protests"."""
    token = parse.tokens[head]
    cases = {parse.tokens[c].lemma for c in parse.children[head] if parse.tokens[c].rel == "case"}
    return token.rel in ("compound", "nmod:poss", "amod") or "at" in cases


def _fits(
    parse: Parse, cast: Cast, i: int, trigger: Trigger, calls: Mapping[str, set[str]]
) -> bool:
    """Return whether the words round token `i` are those that the trigger asks for."""
    tokens, children = parse.tokens, parse.children[i]
    if trigger.type == "work_stoppage" and _is_aimed(parse, i):
        return False
    if trigger.particle and not any(
        tokens[c].text.lower() == trigger.particle
        and tokens[c].rel in ("compound:prt", "advmod", "obl", "case", "xcomp", "advcl")
        for c in children
    ):
        following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        if following != trigger.particle:
            return False
    if trigger.needs:
        if _words_beside(parse, i).isdisjoint(trigger.needs):
            return False
    if trigger.object:
        if not any(_is(parse, cast, c, trigger.object) for c in _done_to(parse, i)):
            return False
    if trigger.subject:
        who = subjects(parse, i)
        doers = [m for c in who if (m := cast.by_head.get(c))]
        if any(not calls[m.entity].isdisjoint(trigger.subject) for m in doers):
            return True
        return any(tokens[c].lemma in trigger.subject for c in _causes(parse, cast, i, who))
    return True


_HIT = frozenset({"kill", "wound", "injure", "hurt", "die", "dead", "deadly", "destroy", "damage"})


def _is_aimed(parse: Parse, i: int) -> bool:
    """Return whether a strike is on somebody whom it harms: "a strike on a clinic killed two doctors"."""
    at = (k for k in phrases(parse, i, ("on", "against")) if parse.tokens[k].kind != "time")
    return any(at) and not _words_beside(parse, i).isdisjoint(_HIT)


@kept
def _words_beside(parse: Parse, i: int) -> frozenset[str]:
    """Return the lemmas of the clause that a trigger stands in."""
    return frozenset([parse.tokens[k].lemma for k in range(*clause_of(parse, i))])


@kept
def _done_to(parse: Parse, i: int) -> list[int]:
    """Return the heads of what a trigger is done to, also those of "dozens of officers"."""
    tokens = parse.tokens
    found = with_conjuncts(parse, objects(parse, i))
    found += [
        k
        for c in found
        if tokens[c].upos == "NUM" or tokens[c].lemma in _MANY
        for k in phrases(parse, c, ("of",))
    ]
    return [c for c in found if tokens[c].upos in _THINGS]


_THINGS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_MANY = frozenset(
    {"wave", "barrage", "salvo", "volley", "swarm", "dozen", "score", "hundred", "series", "part"}
)
_WHOSE = ("compound", "nmod", "nmod:poss")


def _causes(parse: Parse, cast: Cast, i: int, who: list[int]) -> list[int]:
    """Return what nobody is that does what a verb tells, or in which it was done: "a fire that killed two",
    "died in a fire". With an article and nothing else: "rebel fire", "the fire from a post" are somebody's.
    """
    relative = parse.tokens[i].rel == "acl:relcl" and not any(c in cast.by_head for c in who)
    near = [*who, *phrases(parse, i, ("in",)), *([parse.tokens[i].head] if relative else [])]
    below = {c: {parse.tokens[g].rel for g in parse.children[c]} for c in near}
    return [
        c
        for c in near
        if c not in cast.by_head and "det" in below[c] and below[c].isdisjoint(_WHOSE)
    ]


def _is(parse: Parse, cast: Cast, i: int, wanted: Iterable[str]) -> bool:
    """Return whether token `i` is one of the lemmas, or names an entity of one of the kinds."""
    token = parse.tokens[i]
    entity = cast.at(i)
    kinds = {token.lemma}
    if entity is not None:
        kinds.add(entity.kind)
        if entity.kind == "group":
            kinds.add("person")
    elif token.kind:
        kinds.add({"organization": "organisation"}.get(token.kind, token.kind))
    if token.upos == "NUM" or token.text.lower() in ("who", "him", "her", "them"):
        kinds.add("person")
    return not kinds.isdisjoint(wanted)


def _mention(
    parse: Parse,
    cast: Cast,
    i: int,
    trigger: Trigger,
    lexicon: Lexicon,
    armed: set[str],
    sides: set[str],
) -> EventMention:
    roles = lexicon.roles.get(trigger.type, Roles())
    participants: list[EventParticipant] = []
    seen: set[str] = set()
    lemma = parse.tokens[i].lemma
    aimed = set(with_conjuncts(parse, aimed_at(parse, i)))
    bursts = lemma in BURSTS and not any(parse.tokens[c].rel == "obj" for c in parse.children[i])

    def add(heads: list[int], role: Role) -> None:
        heads = [k for h in heads for k in both(parse, h) or (h,)]
        for head in with_conjuncts(parse, heads):
            mention = cast.by_head.get(head)
            if mention is None and role == "victim":
                mention = whole(parse, cast, head)  # "broke the windows of the consulate"
            if mention is None or mention.entity in seen:
                continue
            entity = cast.entities[mention.entity]
            if parse.tokens[head].text.lower().endswith(_SELF):
                continue  # "blew himself up": he did it
            if entity.kind in ("place", "other", "facility") and (
                head in aimed or role == "victim"
            ):
                mention = whole(parse, cast, head) or mention
                head = mention.head
                entity = cast.entities[mention.entity]
            fixed = role
            governor = parse.tokens[parse.tokens[head].head].lemma
            state = role == "perpetrator" and is_country(parse, mention)
            if entity.kind == "place" and noun and not state and _only_says_where(parse, head):
                continue
            if role == "perpetrator" and entity.kind == "facility":
                at = any(parse.tokens[c].lemma == "at" for c in parse.children[head])
                if trigger.type in _HARMS or (noun and at):
                    continue  # "hitting a market, which killed nine", "a clash at a mill"
            if parse.tokens[head].lemma in _LINES or (entity.kind == "place" and shakes):
                continue
            if role == "perpetrator" and (mined or (hurt and entity.kind in ("person", "group"))):
                fixed = "victim" if entity.kind in ("person", "group") else "target"
            elif (
                role == "perpetrator"
                and (bursts or governor in BURSTS or (governor in _RUNS_INTO and governor != lemma))
                and entity.kind in ("vehicle", "facility")
                and parse.tokens[head].lemma not in FLIES
            ):
                fixed = "instrument" if mention.entity in armed else "target"
            elif entity.kind == "weapon" or (
                entity.kind == "vehicle"  # a drone does not act by itself
                and (role == "perpetrator" or (uses and head not in aimed))
            ):
                fixed = "instrument"
            elif role == "victim" and (warns or entity.kind not in ("person", "group")):
                fixed = "target"
            if entity.kind == "place" and fixed != "target" and not state:
                continue
            if role == "instrument" and entity.kind not in ("weapon", "vehicle", "other"):
                continue
            if entity.kind in ("document", "footage", "other") and fixed != "instrument":
                continue
            seen.add(mention.entity)
            participants.append(
                EventParticipant(fixed, mention.entity, head, parse.span(mention.tokens))
            )
            if role == "perpetrator" and fixed == "instrument" and governor not in _MISHAPS:
                add(owners(parse, cast, head), "perpetrator")

    shakes = lemma in _SHAKES
    warns = _only_warns(parse, i)
    uses = lemma in _USES and trigger.type != "arson"
    done_to = objects(parse, i)
    if trigger.type == "arson" and lemma == "set":
        done_to += phrases(parse, i, ("to",))  # "set fire to the mill"
    if trigger.type == "threat" and not done_to:  # "threatened to kill the editor"
        aims_at = [c for c in parse.children[i] if parse.tokens[c].rel == "xcomp"]
        done_to = [h for c in aims_at for h in objects(parse, c)]
    if trigger.particle == "through":
        done_to += phrases(parse, i, ("through",))  # "a blast ripped through a pipeline"
    if trigger.type == "kidnapping" and trigger.particle:
        done_to += phrases(parse, i, ("with",))  # "went away with 200 pupils"
    noun = parse.tokens[i].upos not in ("VERB", "ADJ")
    hurt = lemma in _SUFFERS and trigger.type == "injury"
    mined = lemma in _RUNS_INTO and any(
        parse.tokens[c].lemma in _MINES for c in (*done_to, *phrases(parse, i, ("on", "over")))
    )
    before = acting(parse, cast, i, sides) if noun else []
    add(before, roles.subject)
    add([c for c in done_to if c not in before], trigger.of or roles.object)
    if not has_no_doer(trigger.type, parse.tokens[i].upos):
        add(subjects(parse, i), trigger.by or roles.subject)
    if noun or lemma in ("fight", "come") or trigger.type == "armed_clash":
        add(aims(parse, i) if noun else [], trigger.of or roles.object)
        add(doers(parse, i), roles.subject)
    add(phrases(parse, i, ("with", "using")), "instrument")
    out_of = phrases(parse, i, ("from",))
    add([k for k in out_of if people().kinds.get(parse.tokens[k].lemma) == "weapon"], "instrument")
    clause = clause_of(parse, i)
    places = [
        k
        for k in range(*clause)
        if (parse.tokens[k].name == "LOC" or parse.tokens[k].kind == "place")
        and k in cast.by_head
        and locates(parse, k, cast.by_head[k])
    ]
    general = is_general(parse, i)
    return EventMention(
        type=trigger.type,
        trigger=_trigger_words(parse, i, trigger),
        sentence=parse.tokens[i].sentence,
        status=status_of(parse, i, found=trigger.by == "rescuer" and trigger.type == "bombing"),
        participants=participants,
        clause=clause,
        place_heads=places,
        background=general or is_background(parse, i),
        general=general,
    )


def _only_warns(parse: Parse, i: int) -> bool:
    """Return whether somebody is only warned: "fired warning shots at two men" hits neither."""
    tokens = parse.tokens
    shots = [i, *(c for c in parse.children[i] if tokens[c].rel == "obj")]
    return any(
        tokens[c].text.lower() == "warning" for k in shots for c in parse.children[k] if c < k
    )


def _trigger_words(parse: Parse, i: int, trigger: Trigger) -> Range:
    """Return the trigger with its particle or needed object right after it."""
    wanted = set(trigger.needs) | ({trigger.particle} if trigger.particle else set())
    end = i + 1
    for k in range(i + 1, min(i + 4, len(parse.tokens))):
        if parse.tokens[k].sentence != parse.tokens[i].sentence:
            break
        if parse.tokens[k].lemma in wanted or parse.tokens[k].text.lower() in wanted:
            end = k + 1
    return (i, end)
