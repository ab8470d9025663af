"""Events: triggers of the lexicon in their clauses, with participants and status by grammar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from saidso.language.parse import Parse, Range
from saidso.reading.lexicon import Lexicon, Roles, Trigger
from saidso.reading.mentions import Cast, EventMention, EventParticipant
from saidso.record import Role, Status

_ATTEMPT = {
    "try",
    "attempt",
    "fail",
    "seek",
    "foil",
    "thwart",
    "prevent",
    "avert",
    "stop",
    "survive",
}
_PLAN = {"plan", "intend", "prepare", "want", "plot", "vow", "will", "going", "order", "agree"}
_THREAT = {"threaten", "warn", "threat", "vow", "pledge"}
_UNSURE = {
    "may",
    "might",
    "could",
    "if",
    "whether",
    "would",
    "should",
    "possible",
    "unless",
    "case",
}
_NEGATION = {"not", "n't", "n’t", "no", "never", "without", "neither", "nor", "deny"}
_OTHER_TIME = {
    "previous",
    "past",
    "former",
    "last",
    "earlier",
    "recent",
    "similar",
    "other",
    "such",
}
_AUXILIARY = ("aux", "aux:pass", "cop", "mark", "advmod", "det", "cc", "case")


def find_events(parse: Parse, cast: Cast, lexicon: Lexicon) -> list[EventMention]:
    """Return the event mentions of a report in text order; linear in the number of tokens."""
    calls: dict[str, set[str]] = defaultdict(set)
    for mention in cast.mentions:
        calls[mention.entity].add(parse.tokens[mention.head].lemma)
    out: list[EventMention] = []
    for token in parse.tokens:
        if token.upos == "VERB":
            pos = "verb"
        elif token.upos in ("NOUN", "PROPN"):
            pos = "noun"
        elif token.upos == "ADJ" and token.text.endswith(("ed", "en")):
            pos = "verb"
        else:
            continue
        rivals = lexicon.by_lemma.get(token.lemma, ())
        fitting = [t for t in rivals if t.pos == pos and _fits(parse, cast, token.i, t, calls)]
        if not fitting or _part_of_name(parse, token.i) or _only_describes(parse, token.i, lexicon):
            continue
        trigger = max(fitting, key=lambda t: t.weight)
        out.append(_mention(parse, cast, token.i, trigger, lexicon))
    return out


def _only_describes(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    """Return whether a noun only tells a kind of thing apart: "riot police", "rescue workers"."""
    token = parse.tokens[i]
    if token.rel != "compound" or token.upos not in ("NOUN", "PROPN") or token.head <= i:
        return False
    return parse.tokens[token.head].lemma not in lexicon.by_lemma


def _part_of_name(parse: Parse, i: int) -> bool:
    """Return whether a noun is a part of a name ("the Armistice Agreement"); headlines have none."""
    token = parse.tokens[i]
    if token.upos != "PROPN" or parse.sentence_of(i).segment_kind == "headline":
        return False
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(parse.tokens)]
    return any(
        parse.tokens[k].upos == "PROPN" and parse.tokens[k].sentence == token.sentence for k in near
    )


def _fits(
    parse: Parse, cast: Cast, i: int, trigger: Trigger, calls: Mapping[str, set[str]]
) -> bool:
    """Return whether the words round token `i` are those that the trigger asks for."""
    tokens, children = parse.tokens, parse.children[i]
    if trigger.particle and not any(
        tokens[c].text.lower() == trigger.particle
        and tokens[c].rel in ("compound:prt", "advmod", "obl", "case", "xcomp", "advcl")
        for c in children
    ):
        following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        if following != trigger.particle:
            return False
    if trigger.needs:
        clause = clause_of(parse, i)
        words = {tokens[k].lemma for k in range(*clause)}
        if not words.intersection(trigger.needs):
            return False
    if trigger.object:
        objects = [
            c
            for c in _with_conjuncts(parse, _objects(parse, i))
            if tokens[c].upos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
        ]
        if not any(_is(parse, cast, c, trigger.object) for c in objects):
            return False
    if trigger.subject:
        doers = [m for c in _subjects(parse, i) if (m := cast.by_head.get(c))]
        return any(not calls[m.entity].isdisjoint(trigger.subject) for m in doers)
    return True


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


def clause_of(parse: Parse, i: int) -> Range:
    """Return the tokens of the clause that `i` heads or stands in, without clauses below others."""
    tokens = parse.tokens
    top = i
    while tokens[top].upos not in ("VERB", "AUX") and tokens[top].head != top:
        if tokens[top].rel in ("root", "parataxis", "ccomp", "advcl", "acl", "acl:relcl"):
            break
        top = tokens[top].head
    first = last = top
    stack = [top]
    while stack:
        k = stack.pop()
        first, last = min(first, k), max(last, k)
        for c in parse.children[k]:
            rel = tokens[c].rel
            if rel in ("ccomp", "parataxis", "advcl", "acl:relcl") or (
                rel == "conj" and tokens[c].upos == "VERB"
            ):
                continue
            stack.append(c)
    return (first, last + 1)


def _objects(parse: Parse, i: int) -> list[int]:
    """Return what the event is done to: objects, passive subjects, modified nouns, "of"-phrases."""
    tokens = parse.tokens
    out = [c for c in parse.children[i] if tokens[c].rel in ("obj", "nsubj:pass", "iobj")]
    token = tokens[i]
    if token.upos in ("VERB", "ADJ"):
        if token.rel in ("acl", "amod") and _past(token.text) and token.head != i:
            out.append(token.head)
        if not out or all(tokens[c].kind == "object" for c in out):  # "fired rockets at the town"
            out += _phrases(parse, i, ("at", "on", "against", "upon", "into", "toward", "towards"))
        if token.rel in ("xcomp", "advcl", "ccomp") and not out and _bare_participle(parse, i):
            above = tokens[i].head  # "was found shot", "found him dead"
            out += [c for c in parse.children[above] if tokens[c].rel in ("nsubj:pass", "obj")]
        if token.rel == "conj" and not out and not _own_subject(parse, i):
            above = tokens[i].head
            out += [c for c in parse.children[above] if tokens[c].rel == "nsubj:pass"]
    else:
        out += _phrases(parse, i, ("of", "on", "against", "at"))
        out += [c for c in parse.children[i] if tokens[c].rel in ("nmod:poss", "compound")]
    return out


_FIND = frozenset({"find", "leave", "see", "discover", "keep", "get", "have", "report"})


def _bare_participle(parse: Parse, i: int) -> bool:
    """Return whether `i` is a participle without auxiliary or subject under "find" and its like."""
    return (
        _past(parse.tokens[i].text)
        and parse.tokens[parse.tokens[i].head].lemma in _FIND
        and not any(parse.tokens[c].rel.startswith(("aux", "nsubj")) for c in parse.children[i])
    )


def _past(text: str) -> bool:
    low = text.lower()
    return low.endswith(("ed", "en", "wn", "ot")) and not low.endswith("ing")


def _phrases(parse: Parse, i: int, prepositions: tuple[str, ...]) -> list[int]:
    """Return the nouns of the prepositional phrases of `i` with one of these prepositions."""
    return [
        c
        for c in parse.children[i]
        if parse.tokens[c].rel.startswith(("obl", "nmod"))
        and any(
            parse.tokens[g].rel == "case" and parse.tokens[g].lemma in prepositions
            for g in parse.children[c]
        )
    ]


def _with_conjuncts(parse: Parse, heads: list[int]) -> list[int]:
    """Return the heads and what is coordinated with them."""
    out = list(dict.fromkeys(heads))
    for h in out:
        out += [c for c in parse.children[h] if parse.tokens[c].rel == "conj" and c not in out]
    return out


def _own_subject(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].rel.startswith("nsubj") for c in parse.children[i])


def _subjects(parse: Parse, i: int) -> list[int]:
    """Return who does it: subjects, "by"-phrases, and subjects inherited from the clause above."""
    tokens = parse.tokens
    token = tokens[i]
    agents = [c for c in parse.children[i] if tokens[c].rel == "obl:agent"]
    agents += _phrases(parse, i, ("by",))
    if token.upos not in ("VERB", "ADJ"):
        return agents
    passive = any(tokens[c].rel in ("nsubj:pass", "aux:pass") for c in parse.children[i])
    if passive:
        return agents
    if _bare_participle(parse, i):
        return agents
    own = [c for c in parse.children[i] if tokens[c].rel in ("nsubj", "nsubj:outer")]
    if own:
        return own + agents
    if token.rel in ("ccomp", "advcl", "xcomp") and token.text.lower().endswith("ing"):
        seen_doing = _objects_before(parse, token.head, i)
        if seen_doing:
            return seen_doing + agents
    if token.rel in ("acl", "amod") and token.head != i:
        return agents if _past(token.text) else [token.head, *agents]
    seen = 0
    k = i
    while (
        tokens[k].rel in ("xcomp", "conj", "advcl", "parataxis")
        and tokens[k].head != k
        and seen < 4
    ):
        linked = tokens[k].rel
        k = tokens[k].head
        seen += 1
        if linked == "xcomp":
            objects = [c for c in parse.children[k] if tokens[c].rel == "obj"]
            if objects:
                return objects + agents
        above = [c for c in parse.children[k] if tokens[c].rel.startswith("nsubj")]
        if above:
            return above + agents
        if tokens[k].rel in ("acl", "acl:relcl") and tokens[k].head != k:
            return [tokens[k].head, *agents]
    return agents


_PERCEIVE = frozenset(
    {
        "show",
        "see",
        "film",
        "capture",
        "find",
        "catch",
        "record",
        "depict",
        "hear",
        "watch",
        "leave",
    }
)


def _objects_before(parse: Parse, verb: int, i: int) -> list[int]:
    """Return whom somebody saw, filmed or heard doing `i` ("shows soldiers firing")."""
    if parse.tokens[verb].lemma not in _PERCEIVE:
        return []
    return [c for c in parse.children[verb] if parse.tokens[c].rel == "obj" and verb < c < i]


def _mention(parse: Parse, cast: Cast, i: int, trigger: Trigger, lexicon: Lexicon) -> EventMention:
    roles = lexicon.roles.get(trigger.type, Roles())
    participants: list[EventParticipant] = []
    seen: set[str] = set()

    def add(heads: list[int], role: Role) -> None:
        for head in _with_conjuncts(parse, heads):
            mention = cast.by_head.get(head)
            if mention is None or mention.entity in seen:
                continue
            entity = cast.entities[mention.entity]
            fixed = role
            if entity.kind == "weapon" or (
                entity.kind == "vehicle" and role == "perpetrator"
            ):  # a drone does not act by itself
                fixed = "instrument"
            elif role == "victim" and entity.kind not in ("person", "group"):
                fixed = "target"
            if entity.kind == "place" and fixed != "target":
                continue
            if role == "instrument" and entity.kind not in ("weapon", "vehicle", "other"):
                continue
            if entity.kind in ("document", "footage", "other") and fixed != "instrument":
                continue
            seen.add(mention.entity)
            participants.append(
                EventParticipant(fixed, mention.entity, head, parse.span(mention.tokens))
            )

    add(_objects(parse, i), roles.object)
    add(_subjects(parse, i), roles.subject)
    add(_phrases(parse, i, ("with", "using")), "instrument")
    clause = clause_of(parse, i)
    places = [
        k
        for k in range(*clause)
        if (parse.tokens[k].name == "LOC" or parse.tokens[k].kind == "place")
        and k in cast.by_head
        and _locates(parse, k)
    ]
    return EventMention(
        type=trigger.type,
        trigger=_trigger_words(parse, i, trigger),
        sentence=parse.tokens[i].sentence,
        status=_status(parse, i),
        participants=participants,
        clause=clause,
        place_heads=places,
        background=_background(parse, i),
    )


_WHERE = frozenset(
    {
        *(
            "in",
            "at",
            "near",
            "outside",
            "inside",
            "on",
            "around",
            "across",
            "along",
            "into",
            "from",
        ),
        *(
            "of",
            "to",
            "toward",
            "towards",
            "through",
            "over",
            "between",
            "within",
            "north",
            "south",
        ),
        *("east", "west", "off", "beyond", "behind", "above", "beside", "opposite", "throughout"),
    }
)


def _locates(parse: Parse, k: int) -> bool:
    """Return whether the place at `k` says where: "in Aleppo", "Aleppo, Syria", not "Syria said"."""
    for _ in range(4):
        token = parse.tokens[k]
        cases = {parse.tokens[c].lemma for c in parse.children[k] if parse.tokens[c].rel == "case"}
        if cases:
            return not cases.isdisjoint(_WHERE)
        if token.rel in ("obj", "nsubj:pass"):
            return parse.tokens[token.head].lemma not in (
                "tell",
                "accuse",
                "blame",
                "urge",
                "violate",
            )
        if token.rel in ("appos", "conj", "flat", "compound", "nmod", "list", "dep"):
            k = token.head
            continue
        return token.rel in ("root", "nmod:poss", "nmod:unmarked", "obl:unmarked")
    return False


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


def _status(parse: Parse, i: int) -> Status:
    """Return what the grammar says of the event: negation, attempt, plan, threat, condition."""
    tokens = parse.tokens
    if _negated(parse, i):
        return "denied"
    below = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel in _AUXILIARY}
    if below & _UNSURE:
        return "unclear"
    if "will" in below:
        return "planned"
    if tokens[i].upos in ("NOUN", "PROPN"):
        modifiers = {tokens[c].lemma for c in parse.children[i]}
        if modifiers & {"attempted", "failed", "foil", "attempt", "foiled", "fail", "thwart"}:
            return "attempted"
        if modifiers & {"planned", "plan", "possible", "potential", "future"}:
            return "planned"
        if modifiers & {"threatened", "threaten"}:
            return "threatened"
    k, steps = i, 0
    while tokens[k].head != k and steps < 3:
        rel = tokens[k].rel
        if rel not in ("xcomp", "obj", "advcl", "acl", "nmod", "obl", "conj"):
            break
        k = tokens[k].head
        steps += 1
        lemma = tokens[k].lemma
        if rel == "conj":
            continue
        infinitive = any(
            tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in parse.children[i]
        )
        if lemma in _ATTEMPT and rel in ("xcomp", "obj"):
            return "attempted"
        if lemma in _THREAT and rel in ("xcomp", "obj", "acl", "obl"):
            return "threatened"
        if lemma in _PLAN and rel in ("xcomp", "obj", "acl"):
            return "planned"
        if rel in ("advcl", "acl", "xcomp") and infinitive:
            return (
                "planned" if lemma not in ("manage", "begin", "start", "continue") else "happened"
            )
        if rel not in ("xcomp",):
            break
    return "happened"


def _negated(parse: Parse, i: int) -> bool:
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].lemma in _NEGATION and tokens[c].rel in (
            "advmod",
            "det",
            "case",
            "mark",
            "cc",
        ):
            return True
        if tokens[c].rel == "nsubj:pass" and any(
            tokens[g].lemma in ("no", "none") for g in (c, *parse.children[c])
        ):
            return True
    head = tokens[i].head
    if tokens[i].upos in ("NOUN", "PROPN") and head != i:
        governor = tokens[head]
        if tokens[i].rel in ("obj", "ccomp", "nmod") and governor.lemma in (
            "deny",
            "lack",
            "absence",
        ):
            return True
        if tokens[i].rel in ("nsubj", "obj") and any(
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        ):
            return True
        if tokens[i].rel in ("nmod", "obl"):  # "no exchange of fire"
            return any(
                tokens[c].lemma == "no" and tokens[c].rel == "det" for c in parse.children[head]
            )
    if tokens[i].upos == "VERB" and tokens[i].rel in ("xcomp", "ccomp") and head != i:
        if tokens[head].lemma == "deny":
            return True
        return tokens[i].rel == "xcomp" and any(  # "is not going to die", "did not appear to fire"
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        )
    return False


def _background(parse: Parse, i: int) -> bool:
    """Return whether the noun phrase itself points at another happening ("a similar attack")."""
    tokens = parse.tokens
    if tokens[i].upos not in ("NOUN", "PROPN"):
        return False
    return any(
        tokens[c].lemma in _OTHER_TIME
        and tokens[c].rel in ("amod", "det", "det:predet", "nmod:poss")
        for c in parse.children[i]
    )
