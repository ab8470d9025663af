"""Words that look like a deed and tell of none: "riot police", "heart attack", "a protest note", names.

They are triggers of the lexicon by themselves; what stands round them says that nobody did it.
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.passives import phrases
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import subjects
from saidso.reading.events.senses import FOOTAGE, in_other_sense

_PACTS = frozenset({"ceasefire", "truce", "armistice"})
BREAKS_PACT = frozenset(
    ["violate", "breach", "break", "flout", "infringe", "contravene", "shatter"]
)
"""Verbs of who breaks a pact, and makes none: "broke the ceasefire"."""
_BREAKS = frozenset({"violation", "breach", "infringement", "line", "monitor", "talk"})
"""No pact is made by what breaks it: "two ceasefire violations"."""


def is_no_deed(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    """Return whether the trigger at token `i` is part of a name, only describes, or tells no act."""
    return (
        _part_of_name(parse, i)
        or _only_describes(parse, i, lexicon)
        or _is_state(parse, i)
        or _is_opposed(parse, i)
        or _is_cast(parse, i)
        or in_other_sense(parse, i)
    )


_HYPHENS = frozenset("-‐‑")
_FOUGHT = frozenset({"piracy", "insurgency", "kidnapping"})
"""What is fought by "counter" operations, written as two words."""


def _is_opposed(parse: Parse, i: int) -> bool:
    """Return whether words name what others fight: "the anti-piracy mission", "a counter piracy patrol"."""
    before = [t.text.lower() for t in parse.tokens[max(0, i - 2) : i]]
    if before[-1:] in (["anti"], ["counter"]):
        return parse.tokens[i].lemma in _FOUGHT or before[-1] == "anti"
    if len(before) < 2 or before[1] not in _HYPHENS:
        return False
    return before[0] == "anti" or (before[0] == "counter" and parse.tokens[i].lemma in _FOUGHT)


def _is_cast(parse: Parse, i: int) -> bool:
    """Return whether "die" is a part of "die-cast" or "die-hard"."""
    after = parse.tokens[i + 1].text if i + 1 < len(parse.tokens) else ""
    return parse.tokens[i].text.lower() == "die" and after[:1] in _HYPHENS


def _only_describes(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    """Return whether a noun only tells a kind of thing apart: "riot police", "rescue workers"."""
    token = parse.tokens[i]
    if token.rel != "compound" or token.head <= i:
        return False
    if token.upos not in ("NOUN", "PROPN"):
        return token.lemma == "assault"  # "assault rifles"
    if token.lemma in _PACTS and parse.tokens[token.head].lemma in _BREAKS:
        return True
    if parse.tokens[token.head].lemma == "accident":
        return True  # "electrical shock accidents" torture nobody
    acts = lexicon.by_lemma.get(parse.tokens[token.head].lemma, ())
    return all(
        t.pos != "noun" for t in acts
    )  # "occupation forces": "force" is an act only as a verb


_ILLS = frozenset({"heart", "panic", "asthma", "anxiety"})
"""Attacks that are an illness, and nobody's deed."""
_PENAL = frozenset(
    {"threat", "penalty", "sentence", "row", "warrant", "squad", "certificate", "camp"}
)
_SENTENCES = frozenset({"sentence", "condemn"})
"""Nobody has died yet of what makes these: "a death threat", "sentenced to death"."""
"""What is shot with a camera."""
_FLAMES = frozenset({"flame", "smoke", "spark", "debris", "fireball"})
_LODGES = frozenset({"lodge", "register", "file", "convey", "deliver", "submit", "voice", "record"})
"""What is done with a protest that is a note from one government to another."""
_BLOCKS = frozenset({"block", "blockade", "barricade", "roadblock"})
_FORCES = frozenset(
    {"soldier", "troop", "police", "policeman", "officer", "army", "military", "force", "guard"}
)
"""Who blocks a road by order, in a coup or a raid."""
_MAKES = frozenset({"make", "build", "assemble", "construct", "produce", "buy"})
"""What is done with a bomb before it does any harm: "could have been used to make a car bomb"."""
_HELD = frozenset(
    {"position", "post", "house", "building", "flat", "apartment", "home", "room", "base", "office"}
)
"""Where somebody is who occupies it: "fired on positions occupied by the mission"."""
_POSES = frozenset({"pose", "represent", "constitute", "face", "see", "view", "perceive"})
"""What is done with a threat that nobody utters: "posed a threat to shipping"."""


def is_internally(parse: Parse, i: int) -> bool:
    """Return whether a word only says what people are: "a camp of internally displaced persons", "a camp for
    the displaced".
    """
    low, before = parse.tokens[i].text.lower(), parse.tokens[i - 1].text.lower() if i else ""
    if low != "displaced":
        return False
    return before == "internally" or (before == "the" and _ends(parse, i)) or _lodges(parse, i)


_LODGED = frozenset(
    {
        "shelter",
        "host",
        "house",
        "live",
        "stay",
        "sleep",
        "gather",
        "kill",
        "wound",
        "injure",
        "hit",
    }
)


def _lodges(parse: Parse, i: int) -> bool:
    """Return whether people were displaced before: "a school where 90 displaced people were sheltering"."""
    token, noun = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    new = any(parse.tokens[c].lemma == "newly" for c in parse.children[i])
    if token.rel != "amod" or new:
        return False
    cases = {parse.tokens[c].lemma for c in parse.children[noun.i] if c < noun.i}
    return parse.tokens[noun.head].lemma in _LODGED or (noun.rel == "nmod" and "for" in cases)


def _ends(parse: Parse, i: int) -> bool:
    """Return whether no noun follows that a word could describe."""
    after = parse.tokens[i + 1 : i + 2]
    return not after or after[0].upos not in ("NOUN", "PROPN", "ADJ")


def _is_state(parse: Parse, i: int) -> bool:
    """Return whether a word tells no act: "the occupied hills", "treated and released", "heart attack"."""
    token = parse.tokens[i]
    if token.lemma == "death":
        above = parse.tokens[token.head]
        return above.lemma in (_PENAL if token.rel == "compound" else _SENTENCES)
    if token.lemma in _PACTS and token.rel in ("obj", "nsubj:pass"):
        return parse.tokens[token.head].lemma in BREAKS_PACT | {"undermine", "monitor"}
    if token.lemma == "release":  # "was treated and released from hospital": nobody held them
        near = {parse.tokens[k].lemma for k in (*parse.children[i], token.head)}
        return not near.isdisjoint(("hospital", "treat"))
    if is_internally(parse, i) or _remembers(parse, i):
        return True
    if token.lemma == "fire" and token.upos == "VERB" and _is_sacked(parse, i):
        return True
    after = parse.tokens[min(i + 1, len(parse.tokens) - 1)].text.lower()
    if token.lemma in _ENDS and token.upos == "VERB" and (_cannot(parse, i) or _is_work(parse, i)):
        return True
    if token.lemma in _LEAVES and _never_left(parse, i):
        return True
    if token.lemma == "leave" and _leaves_harmed(parse, i):
        return True
    if token.lemma in _RUNS and any(
        parse.tokens[c].lemma in _COVER for c in phrases(parse, i, ("into",))
    ):
        return True  # "soldiers ran into the woods": nobody has changed sides
    if token.lemma == "defector":  # "Mr Doe, a defector, was killed"
        return token.rel == "appos"
    if token.lemma == "take" and after in ("place", "part"):
        return True  # "a prisoner swap took place"
    if token.lemma == "disarm" and token.upos == "VERB":  # "raiders disarmed the officers"
        whom = [c for c in parse.children[i] if parse.tokens[c].rel == "obj"]
        return any(parse.tokens[c].lemma in _FORCES for c in whom)
    if token.lemma in _BLOCKS:  # gunmen who stop cars, or set up roadblocks, do not protest
        verb = i if token.upos == "VERB" else token.head
        who = [c for c in subjects(parse, verb) if parse.tokens[c].rel == "nsubj"]
        who += [g for c in who for g in phrases(parse, c, ("of",))]  # "groups of gunmen"
        return any(
            parse.tokens[c].lemma in people().fighters | _FORCES
            or any(parse.tokens[g].text.lower() == "armed" for g in parse.children[c])
            for c in who
        )
    if token.lemma == "shoot":  # "a video shot near Velm"
        shown = [k for k in parse.children[i] if parse.tokens[k].rel in ("obj", "nsubj:pass")]
        shown += [token.head] if token.rel.startswith("acl") else []
        if token.text.lower() == "shooting":  # "sent flames shooting into the sky"
            shown += [c for c in parse.children[i] if parse.tokens[c].rel == "nsubj"]
            shown += [c for c in parse.children[token.head] if parse.tokens[c].rel == "obj"]
        return any(parse.tokens[k].lemma in FOOTAGE | _FLAMES for k in shown)
    if token.upos == "NOUN" and token.lemma == "bomb" and token.rel == "obj":
        return parse.tokens[token.head].lemma in _MAKES
    if token.lemma == "attack":
        return any(parse.tokens[c].lemma in _ILLS for c in parse.children[i] if c < i)
    if token.upos == "NOUN" and token.lemma == "protest":
        return parse.tokens[token.head].lemma in _LODGES
    if token.upos == "NOUN" and token.lemma == "threat":
        danger = any(parse.tokens[c].rel == "cop" for c in parse.children[i])
        danger = danger or (token.rel == "nsubj" and parse.tokens[token.head].lemma in _PERSISTS)
        return (
            danger or parse.tokens[token.head].lemma in _POSES or bool(phrases(parse, i, ("to",)))
        )
    ruled = token.rel in ("amod", "acl") and token.lemma in ("occupy", "annex")
    above = parse.tokens[token.head]
    return ruled and (above.kind == "place" if token.rel == "amod" else above.lemma in _HELD)


_PERSISTS = frozenset({"remain", "persist", "loom", "exist", "grow", "increase", "rise", "be"})
"""What a danger does: "the threat remains high"."""
_MEETS = frozenset({"gather", "assemble"})
_HONOURS = frozenset(
    {"remember", "commemorate", "honour", "honor", "mourn", "pray", "mark", "celebrate", "pay"}
)


def _remembers(parse: Parse, i: int) -> bool:
    """Return whether people meet to remember, which is no protest: "hundreds gathered to honour victims"."""
    aims = (parse.tokens[c] for c in parse.children[i] if parse.tokens[c].rel in ("xcomp", "advcl"))
    return parse.tokens[i].lemma in _MEETS and any(t.lemma in _HONOURS for t in aims)


_ENDS = frozenset({"halt", "stop", "end", "cease", "suspend"})
_UNABLE = frozenset({"unable", "powerless", "fail", "struggle"})
"""Who cannot end a fight agrees on no truce: "police were unable to halt the fighting"."""
_LEAVES = frozenset({"flee", "escape"})
_OF_WAR = frozenset({"military", "combat", "ground", "air", "offensive", "armed", "drone"})
_STATES = frozenset({"government", "coalition", "president", "side", "faction", "militia", "both"})
"""Who suspends operations that are of war: "the coalition suspended operations"."""


def _is_work(parse: Parse, i: int) -> bool:
    """Return whether it is work that somebody stops, and no war: "the agency suspended operations"."""
    whom = [c for c in parse.children[i] if parse.tokens[c].rel in ("obj", "nsubj:pass")]
    named = {parse.tokens[g].lemma for c in whom for g in parse.children[c]}
    who = {parse.tokens[c].lemma.lower() for c in subjects(parse, i)}
    fights = who & (people().fighters | people().armed | _FORCES | _STATES)
    return (
        any(parse.tokens[c].lemma == "operation" for c in whom)
        and named.isdisjoint(_OF_WAR)
        and not fights
    )


def _cannot(parse: Parse, i: int) -> bool:
    """Return whether somebody is told not to be able to do what a verb says."""
    below = {parse.tokens[c].lemma for c in parse.children[i]}
    return parse.tokens[parse.tokens[i].head].lemma in _UNABLE or (
        bool(below & {"can", "could"}) and bool(below & {"not", "n't"})
    )


_RUNS = frozenset({"run", "walk", "crawl", "flee", "escape"})
_COVER = frozenset({"wood", "bush", "forest", "jungle", "building", "house", "field", "mountain"})
_HARMED = frozenset({"wounded", "injured", "homeless", "hurt", "missing"})


def _leaves_harmed(parse: Parse, i: int) -> bool:
    """Return whether a verb tells how others were left: "troops shelled Velm, leaving two guards hurt"."""
    below = [c for c in parse.children[i] if parse.tokens[c].rel in ("obj", "xcomp", "ccomp")]
    below += [g for c in below for g in parse.children[c]]
    return any(parse.tokens[c].text.lower() in _HARMED for c in below)


def _never_left(parse: Parse, i: int) -> bool:
    """Return whether a clause only tells who had stayed: "beat those who had not fled"."""
    below = {parse.tokens[c].lemma for c in parse.children[i]}
    return bool(below & {"who", "that"}) and bool(below & {"not", "n't", "never"})


def _is_sacked(parse: Parse, i: int) -> bool:
    """Return whether somebody is fired, and no gun: "fired the minister", "the chief was fired"."""
    if parse.tokens[min(i + 1, len(parse.tokens) - 1)].upos in ("ADP", "PART"):
        return False  # "fired on protesters"
    whom = [c for c in parse.children[i] if parse.tokens[c].rel in ("obj", "nsubj:pass")]
    return any(parse.tokens[c].kind == "person" or parse.tokens[c].name == "PER" for c in whom)


def _part_of_name(parse: Parse, i: int) -> bool:
    """Return whether a noun is a part of a name ("the Armistice Agreement"); headlines have none."""
    token = parse.tokens[i]
    if token.upos == "PROPN" and token.name == "ORG" and token.rel == "nsubj":
        return True  # "Amnesty condemned the arrests"
    if parse.sentence_of(i).segment_kind == "headline":
        return False
    if token.upos == "ADJ" and token.text[:1].isupper():
        before = parse.tokens[i - 1] if i else None
        return before is not None and before.text.lower() in ("the", "of", "for")
    if token.upos == "VERB" and token.name and token.text[:1].isupper() and i:
        return parse.tokens[i - 1].sentence == token.sentence
    if token.upos != "PROPN":
        return False
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(parse.tokens)]
    return any(
        parse.tokens[k].upos == "PROPN" and parse.tokens[k].sentence == token.sentence for k in near
    )
