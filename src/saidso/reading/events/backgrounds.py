"""Backgrounds: acts that a report only points at, without telling them.

"A similar attack", "the 2008 hotel bombing", "in retaliation for strikes on a village", "gangs often
kidnap for ransom": what the words stand for is another happening, or none in particular.
"""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.reading.events.avenged import is_answered, is_avenged, is_charge
from saidso.reading.events.costs import is_cost
from saidso.reading.events.dated import is_all_along, is_dated, is_where_before, was_long_ago
from saidso.reading.events.earlier import came_before, is_likened, was_earlier
from saidso.reading.events.ended import is_ended
from saidso.reading.events.repute import is_repute
from saidso.reading.events.trends import is_setting, is_summed, is_trend

_MORE = frozenset({"step", "intensify", "increase", "escalate", "multiply", "ramp"})
"""Verbs of doing more of something; "step" and "ramp" go "up"."""
_SAME_FORM = frozenset(
    {"hit", "cut", "set", "put", "beat", "shut", "split", "burst", "spread", "cast", "shed", "let"}
)
"""Verbs whose past looks like their present."""


@cache
def _words() -> dict[str, frozenset[str]]:
    data = knowledge.table("saidso.reading.clauses", "status.yaml")
    return {name: frozenset(data[name]) for name in ("other_time", "habits")}


def is_background(parse: Parse, i: int) -> bool:
    """Return whether the words of an event point at another happening than the one told."""
    tokens = parse.tokens
    if was_earlier(parse, i) or is_charge(parse, i):
        return True
    if tokens[i].upos not in ("NOUN", "PROPN"):
        return (
            _is_reason(parse, i)
            or _is_epithet(parse, i)
            or _is_caught(parse, i)
            or _is_mourned(parse, i)
            or _is_record(parse, i)
            or _is_renown(parse, i)
            or came_before(parse, i)
            or was_long_ago(parse, i)
            or is_all_along(parse, i)
            or is_where_before(parse, i)
            or is_avenged(parse, i)
        )
    other = any(
        tokens[c].lemma in _words()["other_time"]
        and tokens[c].rel in ("amod", "det", "det:predet", "nmod:poss")
        for c in parse.children[i]
    )
    return (
        other
        or is_dated(parse, i)
        or is_answered(parse, i)
        or _is_since(parse, i)
        or _is_protested(parse, i)
        or _is_watched(parse, i)
        or _is_record(parse, i)
        or is_likened(parse, i)
        or came_before(parse, i)
    )


def is_general(parse: Parse, i: int) -> bool:
    """Return whether the words of an event tell of many: a habit, an experience, a statistic."""
    token = parse.tokens[i]
    if token.upos not in ("NOUN", "PROPN"):
        told = _is_habit(parse, i) or is_experience(parse, i)
    else:
        told = token.rel in ("nsubj", "obj") and _is_habit(parse, token.head)
        told = (
            told
            or _is_amid(parse, i)
            or _is_despite(parse, i)
            or _is_stepped_up(parse, i)
            or is_trend(parse, i)
        )
    return (
        told
        or is_of_habit(parse, i)
        or is_ended(parse, i)
        or is_cost(parse, i)
        or is_repute(parse, i)
        or is_summed(parse, i)
        or is_setting(parse, i)
        or _is_use(parse, i)
        or _is_suspected(parse, i)
    )


def _is_habit(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what is done again and again: "gangs that often kidnap people"."""
    token, children = parse.tokens[i], parse.children[i]
    low = token.text.lower()
    if parse.sentence_of(i).segment_kind == "headline" or token.lemma in _SAME_FORM:
        return False
    if low not in (token.lemma, token.lemma + "s", token.lemma + "es", token.lemma[:-1] + "ies"):
        return False
    if any(parse.tokens[c].rel.startswith("aux") for c in children):
        return False
    if any(parse.tokens[c].rel == "mark" and parse.tokens[c].lemma == "to" for c in children):
        return False
    return token.rel == "acl:relcl" or any(
        parse.tokens[c].lemma in _words()["habits"] for c in children if c < i
    )


def is_of_habit(parse: Parse, i: int) -> bool:
    """Return whether a participle tells more of a habit: "gangs often raid villages, killing people"."""
    tokens, k = parse.tokens, i
    if not tokens[k].text.lower().endswith("ing"):
        return False
    for _ in range(_CLIMB):
        if tokens[k].rel not in ("conj", "advcl", "acl", "obj") or tokens[k].head > k:
            return False
        k = tokens[k].head
        if tokens[k].upos == "VERB" and not tokens[k].text.lower().endswith("ing"):
            return tokens[k].rel != "acl:relcl" and _is_habit(parse, k)
    return False


def _is_stepped_up(parse: Parse, i: int) -> bool:
    """Return whether a noun is what somebody does more and more: "the group has stepped up attacks"."""
    token, verb = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    perfect = any(parse.tokens[c].text.lower() in ("has", "have") for c in parse.children[verb.i])
    many = token.text.lower() == token.lemma + "s"
    return token.rel == "obj" and many and perfect and verb.lemma in _MORE


def _is_amid(parse: Parse, i: int) -> bool:
    """Return whether a noun only says what goes on, below the lead: "amid escalating clashes"."""
    tokens = parse.tokens
    return tokens[i].sentence >= _LEAD and any(
        tokens[c].lemma in ("amid", "amidst") and tokens[c].rel == "case" for c in parse.children[i]
    )


def _is_despite(parse: Parse, i: int) -> bool:
    """Return whether a noun is what hinders nobody, and no more is told of it: "despite an offensive"."""
    tokens, children = parse.tokens, parse.children[i]
    told = any(tokens[c].rel.startswith("acl") or tokens[c].kind == "time" for c in children)
    return not told and any(
        tokens[c].lemma == "despite" and tokens[c].rel == "case" for c in children
    )


def _is_use(parse: Parse, i: int) -> bool:
    """Return whether a noun tells what something serves for: "uses houses to launch attacks"."""
    tokens = parse.tokens
    verb = tokens[i].head if tokens[i].rel == "obj" else i
    above = tokens[tokens[verb].head]
    to = any(tokens[c].text.lower() == "to" for c in parse.children[verb] if c < verb)
    return (
        to
        and tokens[verb].rel in ("xcomp", "advcl")
        and above.text.lower() in ("use", "uses", "using")
    )


def _is_since(parse: Parse, i: int) -> bool:
    """Return whether a noun only says since when something has been so: "since a coup in 2021"."""
    return any(
        parse.tokens[c].lemma == "since" and parse.tokens[c].rel == "case"
        for c in parse.children[i]
    )


_FALLEN = frozenset({"oust", "depose", "topple", "overthrow", "occupy"})


def _is_epithet(parse: Parse, i: int) -> bool:
    """Return whether a participle only says who somebody is: "the ousted president", "occupying troops"."""
    return parse.tokens[i].rel == "amod" and parse.tokens[i].lemma in _FALLEN


_TAKEOVERS = frozenset({"coup", "putsch", "takeover", "ouster", "overthrow"})
_PROTESTS = frozenset(
    {"demonstration", "protest", "rally", "march", "opposition", "anger", "resistance", "marcher"}
    | {"demonstrate", "protester", "demonstrator"}
)


def _is_protested(parse: Parse, i: int) -> bool:
    """Return whether a coup is what people are against: "marched against last week's coup"."""
    tokens = parse.tokens
    if tokens[i].lemma not in _TAKEOVERS or tokens[tokens[i].head].lemma not in _PROTESTS:
        return False
    cases = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel == "case"}
    return not cases.isdisjoint(("against", "over", "to", "at"))


_WATCHES = frozenset({"cover", "document", "photograph", "commemorate", "mark", "recall"})
_WHERE = frozenset({"near", "outside", "close"})


def _is_watched(parse: Parse, i: int) -> bool:
    """Return whether a noun is what somebody covers, or near what it was: "near the protest"."""
    tokens = parse.tokens
    above = tokens[tokens[i].head]
    if tokens[i].rel == "obj" and above.lemma in _WATCHES:
        # "activists documented the killing" tells of it
        return above.lemma != "document" or above.text.lower() in ("document", "documenting")
    return tokens[i].rel in ("obl", "nmod") and any(
        tokens[c].lemma in _WHERE and tokens[c].rel == "case" for c in parse.children[i]
    )


_MASTERMINDS = frozenset({"mastermind", "orchestrate", "engineer", "architect", "brain", "brains"})


def _is_renown(parse: Parse, i: int) -> bool:
    """Return whether a deed is what somebody is known for: "Doe masterminded an attack", "its architect"."""
    tokens = parse.tokens
    above = tokens[i].head
    if tokens[above].lemma not in _MASTERMINDS:
        return False
    if tokens[above].upos == "VERB":
        return tokens[i].rel == "obj" and any(
            tokens[c].rel == "nsubj" and tokens[c].name == "PER" for c in parse.children[above]
        )
    return tokens[i].rel == "nmod"


_HARMS = frozenset(
    {"beat", "lynch", "kill", "injure", "shoot", "attack", "stab", "execute", "murder", "behead"}
    | {"thrash", "assault", "torture", "stone", "burn", "whip", "flog", "wound", "hang"}
)
_SUSPICIONS = frozenset({"suspicion", "allegation", "accusation", "rumour", "rumor"})


def _is_suspected(parse: Parse, i: int) -> bool:
    """Return whether an act is what a crowd takes somebody to have done: "lynched on suspicion of theft"."""
    tokens = parse.tokens
    above = tokens[tokens[i].head]
    under = above.lemma in _SUSPICIONS and tokens[i].rel in ("nmod", "acl")
    return under and tokens[above.head].lemma in _HARMS


def _is_reason(parse: Parse, i: int) -> bool:
    """Return whether an act is what somebody is harmed for: "beaten for stealing a goat"."""
    tokens = parse.tokens
    if not tokens[i].text.lower().endswith("ing") or tokens[tokens[i].head].lemma not in _HARMS:
        return False
    return any(
        tokens[c].lemma == "for" and tokens[c].rel in ("mark", "case") for c in parse.children[i]
    )


_LEAD = 2
"""Sentences from the first in which a report tells its news."""


def _is_caught(parse: Parse, i: int) -> bool:
    """Return whether a verb says at what somebody was caught, which others avenge: "caught stealing"."""
    token = parse.tokens[i]
    caught = parse.tokens[token.head].lemma == "catch" and token.text.lower().endswith("ing")
    return caught and token.rel in ("xcomp", "advcl", "ccomp", "obj")


def is_experience(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what has happened to such people at times: "civilians have been hurt".

    So do "farmers are kidnapped on their way to the fields" and "many have been killed, hurt or abducted".
    """
    tokens = parse.tokens
    if tokens[i].sentence < _LEAD or parse.sentence_of(i).segment_kind == "headline":
        return False
    own = any(tokens[c].rel.startswith("aux") for c in parse.children[i])
    verb = tokens[i].head if tokens[i].rel == "conj" and not own else i
    children = parse.children[verb]
    low = {tokens[c].text.lower(): tokens[c].rel for c in children if tokens[c].rel[:3] == "aux"}
    perfect = low.get("have") == "aux" or low == {"are": "aux:pass"}
    whom = [c for c in children if tokens[c].rel == "nsubj:pass"]
    return perfect and len(whom) == 1 and _is_open(parse, whom[0], verb)


def _is_open(parse: Parse, whom: int, verb: int) -> bool:
    """Return whether people are such people and nobody in particular: "farmers", "many teachers".

    Many who have been killed "in the blast" are those of the blast.
    """
    token, tokens = parse.tokens[whom], parse.tokens
    below = [g for g in parse.children[whom] if tokens[g].rel in _PICKS]
    if token.lemma == "many" or [tokens[g].lemma for g in below] == ["many"]:
        return not any(tokens[c].kind in ("event", "time") for c in parse.children[verb])
    plural = token.lemma != token.text.lower() or token.lemma == "people"
    return token.upos == "NOUN" and plural and not below


_PICKS = ("det", "nummod", "amod", "nmod:poss")


_MOURNS = frozenset({"funeral", "burial", "memorial", "vigil", "wake", "anniversary", "mourner"})


def _is_mourned(parse: Parse, i: int) -> bool:
    """Return whether a clause tells of whom a funeral is for: "the funeral of an officer killed by"."""
    tokens, k = parse.tokens, i
    if tokens[k].rel not in ("acl", "acl:relcl"):
        return False
    k = tokens[k].head
    for _ in range(3):
        above = tokens[k].head
        if tokens[above].lemma in _MOURNS and (
            tokens[k].rel == "nmod" or tokens[above].rel == "nsubj"
        ):
            return True
        if any(tokens[c].lemma in _MOURNS and tokens[c].rel == "nsubj" for c in parse.children[k]):
            return True  # "the funeral was for an officer killed"
        k = above
    return False


_CLIMB = 5
_DEAD = frozenset({"slain", "killed", "deceased", "dead", "late", "neutralised", "neutralized"})
_CLIMB = 5
_TIED = frozenset({"involve", "involved", "responsible", "wanted", "want", "behind", "participate"})


def _is_record(parse: Parse, i: int) -> bool:
    """Return whether an act is what the dead had done before: "slain men were involved in the killing"."""
    tokens, k = parse.tokens, i
    for _ in range(_CLIMB):
        above = tokens[k].head
        if above == k or tokens[k].rel in ("acl:relcl", "parataxis", "nsubj", "nsubj:pass"):
            return False
        if tokens[above].lemma in _TIED or tokens[above].text.lower() in _TIED:
            who = [c for c in parse.children[above] if tokens[c].rel.startswith("nsubj")]
            return any(
                tokens[g].text.lower() in _DEAD for c in who for g in (c, *parse.children[c])
            )
        k = above
    return False
