"""Open questions of an incident: what the report itself says is not known, and for which slot.

"It was not clear who planted the bomb", "why he fled is not known", "the motive was unclear", "the
number of dead was not known". What is not known of a person (rank, age) is in `unknowns`.
"""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse, Range, Sentence
from saidso.reading.clauses.hedges import Hedge
from saidso.record import Slot, Span

_ASKED: dict[str, Slot] = {
    "why": "motive",
    "who": "perpetrator",
    "when": "date",
    "where": "place",
}
_NOUNS: dict[str, Slot] = {
    "motive": "motive",
    "reason": "motive",
    "toll": "killed",
    "culprit": "perpetrator",
    "perpetrator": "perpetrator",
}
_COUNTED: dict[str, Slot] = {
    "kill": "killed", "die": "killed", "dead": "killed", "death": "killed",
    "injure": "injured", "wound": "injured", "hurt": "injured", "casualty": "killed",
    "miss": "missing", "missing": "missing", "capture": "captured", "kidnap": "captured",
    "abduct": "captured", "hostage": "captured", "captive": "captured", "detain": "captured",
    "displace": "displaced",
}  # fmt: skip
_ROUNDS = frozenset(
    {
        "round",
        "shot",
        "shell",
        "rocket",
        "missile",
        "bullet",
        "mortar",
        "projectile",
        "bomb",
        "volley",
    }
)
_CONFIRMS = frozenset({"confirm", "deny", "corroborate"})
_FIRED = frozenset(
    {"fire", "launch", "discharge", "land", "fall", "shoot", "lob", "loose", "drop", "unload"}
)


class OpenQuestion(msgspec.Struct, frozen=True):
    """A slot that the report says is not known, with its words."""

    slot: Slot
    tokens: Range
    spans: list[Span]


def find_questions(parse: Parse, hedges: list[Hedge]) -> list[OpenQuestion]:
    """Return the explicit unknowns in text order, at most one for each hedge."""
    out: list[OpenQuestion] = []
    for hedge in hedges:
        if hedge.certainty != "unknown" or parse.tokens[hedge.tokens[1] - 1].lemma in _CONFIRMS:
            continue  # "could not confirm that" asks for no part
        sentence = parse.sentence_of(hedge.tokens[0])
        found = _asked(parse, sentence, hedge.tokens) or _noun(parse, sentence, hedge.tokens)
        if found is not None:
            slot, at = found
            first, end = min(at[0], hedge.tokens[0]), max(at[1], hedge.tokens[1])
            out.append(OpenQuestion(slot, hedge.tokens, [parse.span((first, end))]))
    return out


def _asked(parse: Parse, sentence: Sentence, hedge: Range) -> tuple[Slot, Range] | None:
    """Return the slot that the question word of the unknown clause asks for, and that clause."""
    after = range(hedge[1], min(hedge[1] + 4, sentence.tokens[1]))
    before = range(max(sentence.tokens[0], hedge[0] - 40), hedge[0])
    for i in (*after, *before):
        word = parse.tokens[i].text.lower()
        if word not in _ASKED and word != "how":
            continue
        clause = parse.subtree(_clause(parse, i))
        clause = (max(i, clause[0]), min(clause[1], i + 25))
        if i < hedge[0] and clause[1] > hedge[0]:
            clause = (i, hedge[0])
        if word == "how":
            if i + 1 >= sentence.tokens[1] or parse.tokens[i + 1].text.lower() != "many":
                continue
            slot = _counted(parse, clause)
            return (slot, clause) if slot else None
        if word == "who" and not _does(parse, i):
            continue
        if word in ("when", "where") and i in before:
            continue  # "when" before the hedge is a time, not a question
        return _ASKED[word], clause
    return None


def _counted(parse: Parse, tokens: Range) -> Slot | None:
    """Return the slot whose number the words ask for: people harmed or held, rounds fired."""
    lemmas = [parse.tokens[k].lemma for k in range(*tokens)]
    if not _ROUNDS.isdisjoint(lemmas):
        return None if _FIRED.isdisjoint(lemmas) else "rounds_fired"
    return next((_COUNTED[lemma] for lemma in lemmas if lemma in _COUNTED), None)


def _clause(parse: Parse, i: int) -> int:
    """Return the verb of the clause that the question word stands in."""
    steps = 0
    while parse.tokens[i].upos not in ("VERB", "AUX") and parse.tokens[i].head != i and steps < 4:
        i, steps = parse.tokens[i].head, steps + 1
    return i


def _does(parse: Parse, i: int) -> bool:
    """Return whether "who" is the one who acts ("who fired"), not a relative ("a man who ...")."""
    token = parse.tokens[i]
    verb = parse.tokens[token.head]
    return token.rel == "nsubj" and verb.rel != "acl:relcl" and verb.upos in ("VERB", "ADP", "ADV")


def _noun(parse: Parse, sentence: Sentence, hedge: Range) -> tuple[Slot, Range] | None:
    """Return the slot of a noun that the hedge is said of: "the motive was not clear"."""
    for i in range(max(sentence.tokens[0], hedge[0] - 12), hedge[0]):
        token = parse.tokens[i]
        if token.rel not in ("nsubj", "nsubj:pass"):
            continue
        if token.lemma in _NOUNS:
            return _NOUNS[token.lemma], (parse.subtree(i)[0], i + 1)
        if token.lemma == "number":
            whole = parse.subtree(i)
            slot = _counted(parse, whole)
            return (slot, whole) if slot else None
    return None
