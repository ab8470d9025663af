"""Sides: who acts where a noun names the act, and countries that act themselves.

"The rebels' raid", "a Taliban attack", "US drone strikes", "Pakistan fired mortars": what stands before
the noun did it, not suffered it, unless it is a building, a vehicle or somebody unarmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from saidso.language.parse import Parse
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.passives import phrases
from saidso.reading.clauses.people import nation_at, people
from saidso.reading.clauses.roles import STRIKES

_HOLDS = frozenset({"captivity", "custody", "clutches"})
"""Nouns with whoever holds somebody behind them: "the captivity of their abductors"."""
_HARMS = frozenset({"injury", "death"})
_CLAIMS = frozenset({"claim", "threaten", "vow"})
_OF_ONE = frozenset({"killing", "murder", "slaying", "kidnapping", "abduction", "assassination"})
"""Deeds before which stands whom they were done to: "the cop killing"."""
_LIKE_ADJECTIVES = frozenset({"us", "u.s.", "uk", "u.k.", "nato", "uae", "saudi"})
"""Names of countries and alliances that stand before a noun as an adjective does."""


def _armed_names(parse: Parse, cast: Cast) -> set[str]:
    """Return the words of names that stand before fighters: the ISIS of "ISIS militants"."""
    out = set()
    for i in parse.having(people().fighters):
        mention = cast.by_head.get(i)
        if mention is not None:
            words = (parse.tokens[k] for k in range(mention.tokens[0], i))
            out |= {t.text.lower() for t in words if t.upos == "PROPN"}
    return out


def fighting(parse: Parse, cast: Cast, lexicon: Lexicon) -> set[str]:
    """Return the entities that some clause says do or claim an act."""
    out = set()
    for mention in cast.mentions:
        token = parse.tokens[mention.head]
        verb = parse.tokens[token.head]
        if token.rel != "nsubj" or verb.upos != "VERB":
            continue
        if verb.lemma in _CLAIMS or any(
            t.pos == "verb" for t in lexicon.by_lemma.get(verb.lemma, ())
        ):
            out.add(mention.entity)
    names = _armed_names(parse, cast) | people().armed
    for mention in cast.mentions:
        if mention.form == "name":
            words = {parse.tokens[k].text.lower() for k in range(*mention.tokens)}
            if words & names and cast.entities[mention.entity].kind != "place":
                out.add(mention.entity)
    return out


def acting(parse: Parse, cast: Cast, i: int, armed: set[str]) -> list[int]:
    """Return what before the noun of an act does it, and who holds somebody in captivity.

    `armed` are the entities that do such things elsewhere in the report.
    """
    tokens = parse.tokens
    lemma = tokens[i].lemma
    if lemma in _HOLDS:
        return phrases(parse, i, ("of",))
    if lemma.rstrip("s") not in STRIKES and lemma not in STRIKES:
        return _whose(parse, cast, i) or _known_for(parse, cast, i, armed)
    out = []
    near = [c for c in parse.children[i] if c < i]
    near += [g for c in near if tokens[c].rel == "compound" for g in parse.children[c] if g < c]
    for c in near:  # "a US drone strike"
        if tokens[c].rel not in ("nmod:poss", "compound", "amod", "nmod:desc"):
            continue
        mention = cast.by_head.get(c)
        if mention is not None and _acts(parse, cast, mention, c, armed):
            out.append(c)
    return _forces(parse, cast, out)


def _whose(parse: Parse, cast: Cast, i: int) -> list[int]:
    """Return whose deed a noun names that says to whom it is done: "the police's killing of two boys"."""
    if not any(c in cast.by_head for c in phrases(parse, i, ("of", "against"))):
        return []
    return [
        c
        for c, mention in _before(parse, cast, i, ("nmod:poss",))
        if cast.entities[mention.entity].kind in ("person", "group", "organisation")
        or is_country(parse, mention)
    ]


def _known_for(parse: Parse, cast: Cast, i: int, armed: set[str]) -> list[int]:
    """Return the force right before a deed that such forces do: "a Taliban bombing", "police shootings"."""
    if parse.tokens[i].lemma in ("hijacking", "hijack"):
        return []  # "the Orlo Express hijacking"
    return [
        c
        for c, mention in _before(parse, cast, i, ("compound",))
        if cast.entities[mention.entity].kind == "organisation"
        and (mention.entity in armed or parse.tokens[c].lemma in people().fighters)
        and not (parse.tokens[i].lemma in _OF_ONE and parse.tokens[c].lemma in people().kinds)
    ]


def _acts(parse: Parse, cast: Cast, mention: Mention, c: int, armed: set[str]) -> bool:
    kind = cast.entities[mention.entity].kind
    if parse.tokens[c].rel == "amod":
        return is_country(parse, mention) or kind == "organisation"
    if kind == "place":
        adjective = parse.tokens[c].text.lower() in _LIKE_ADJECTIVES
        return is_country(parse, mention) and (adjective or parse.tokens[c].rel == "nmod:poss")
    if kind in ("person", "group", "organisation"):
        lemma = parse.tokens[c].lemma
        if people().sides.get(lemma) == "victim":
            return False
        return (
            parse.tokens[c].rel == "nmod:poss" or mention.entity in armed or mention.form != "name"
        )
    return False


def owners(parse: Parse, cast: Cast, i: int) -> list[int]:
    """Return whose arms at token `i` are: "Turkish drones", "NATO jets"."""
    found = [
        c
        for c, mention in _before(parse, cast, i, ("amod", "compound", "nmod:poss"))
        if is_country(parse, mention) or cast.entities[mention.entity].kind == "organisation"
    ]
    return _forces(parse, cast, found)


def _before(
    parse: Parse, cast: Cast, i: int, relations: tuple[str, ...]
) -> Iterator[tuple[int, Mention]]:
    """Yield what stands before a noun and hangs on it by one of the relations, with its mention."""
    for c in parse.children[i]:
        mention = cast.by_head.get(c)
        if mention is not None and c < i and parse.tokens[c].rel in relations:
            yield c, mention


def _forces(parse: Parse, cast: Cast, doers: list[int]) -> list[int]:
    """Return the doers without the adjective of a country where a force of it is named."""
    forces = [c for c in doers if cast.entities[cast.by_head[c].entity].kind == "organisation"]
    return [c for c in doers if c in forces or parse.tokens[c].rel != "amod"] if forces else doers


def is_country(parse: Parse, mention: Mention) -> bool:
    """Return whether a mention is the name of a country, or its adjective, and nothing more."""
    first, end = mention.tokens
    words = [parse.tokens[k].text.lower() for k in range(first, end)]
    if words[0] in ("the", "a", "an"):
        words = words[1:]
    found = nation_at(words, 0) if words else None
    return found is not None and found[1] == len(words)


def has_no_doer(kind: str, upos: str) -> bool:
    """Return whether "by" behind a noun of this type names no doer: "treated for injuries by medics"."""
    return kind in _HARMS and upos in ("NOUN", "PROPN")
