"""Sharing: whom two words of harm have in common, and who stands among those harmed."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.victims import Victims


def paired(parse: Parse, victims: Victims, i: int) -> list[int]:
    """Return whom "an officer shot and wounded a man" tells of, for either verb."""
    tokens = parse.tokens
    verbs = [
        c
        for c in parse.children[i]
        if tokens[c].rel == "conj" and tokens[c].upos == "VERB" and c - i < 5
    ]
    first = tokens[i].head if tokens[i].rel == "conj" and tokens[i].upos == "VERB" else i
    last = verbs[0] if verbs else i
    if first == last or not first < last < first + 5 or not _acts(parse, first):
        return []
    objects = [c for c in parse.children[last] if tokens[c].rel == "obj"]
    if objects:
        return objects if all(victims.is_person(c) for c in objects) else []
    for k in range(last + 1, min(last + 6, parse.sentence_of(i).tokens[1])):
        if tokens[k].upos not in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
            break
        noun = tokens[k].upos in ("NOUN", "PROPN")
        if noun and victims.is_person(k) and tokens[k + 1].upos not in ("NOUN", "PROPN"):
            return [k]
    return []


def _acts(parse: Parse, i: int) -> bool:
    """Return whether somebody does what the verb at `i` says: it has a subject, no auxiliary."""
    tokens = parse.tokens
    own = [tokens[c].rel for c in parse.children[i]]
    return "nsubj" in own and not any(r.startswith(("aux", "nsubj:pass")) for r in own)


def among(parse: Parse, victims: Victims, i: int) -> int | None:
    """Return who was among them: "among the wounded was a police officer"."""
    tokens = parse.tokens
    whom = tokens[i].head
    if not i < whom < i + 12 or not victims.is_person(whom):
        return None
    copula = any(tokens[c].rel == "cop" for c in range(i + 1, whom))
    case = any(tokens[c].lemma == "among" for c in parse.children[i])
    return whom if copula and case else None


def hurt_among(parse: Parse, victims: Victims, i: int) -> int | None:
    """Return among whom there is none of the harm at noun `i`: "no casualties among the soldiers"."""
    tokens, token = parse.tokens, parse.tokens[i]
    below = list(parse.children[i])
    if token.rel.startswith(("nsubj", "obj")):
        below += parse.children[token.head]
    for c in below:
        if c > i and tokens[c].rel in ("nmod", "obl") and victims.is_person(c):
            if any(tokens[k].lemma == "among" for k in parse.children[c]):
                return c
    return None


def attacks(parse: Parse, victims: Victims, i: int) -> bool:
    """Return whether a verb tells that somebody attacked: "seven men struck", "struck a village"."""
    tokens, token, below = parse.tokens, parse.tokens[i], parse.children[i]
    if token.text.lower() not in ("struck", "hit"):
        return False
    if not any(tokens[c].rel == "nsubj" and c < i for c in below):
        return False
    objects = [c for c in below if tokens[c].rel == "obj"]
    if objects:
        whom = (c for c in objects if tokens[c].lemma.lower() in table().bodies)
        return not any(victims.is_person(c) for c in objects) and not any(whom)
    by = any(tokens[c].rel == "obl:agent" for c in below)
    headline = parse.sentence_of(i).segment_kind == "headline"
    return not by and not headline and token.rel != "conj"
