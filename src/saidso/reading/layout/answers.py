"""Answers: sentences below the lead that tell what others did back, another happening than the news.

"The army responded on Tuesday with air strikes", "in retaliation, jets bombed Velm", "troops pursued the
raiders and killed 12 near Orlo", soldiers who open fire after a bomb and hit somebody: the dead of these are
not those of the raid or the bomb. Police who return fire or follow a gunman do so in the same happening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from saidso.language.kept import kept
from saidso.language.parse import Parse, Sentence
from saidso.reading.clauses.passives import phrases
from saidso.reading.harm.blasts import blasts

_RESPONDS = frozenset({"respond", "react", "reply", "answer", "retaliate", "counter"})
_PURSUES = frozenset({"pursue", "hunt", "chase", "track"})
_IN = frozenset({"retaliation", "response", "reprisal", "revenge"})
_FORCES = frozenset(
    {"soldier", "troop", "police", "policeman", "officer", "guard", "force", "gendarme"}
)
_HITS = frozenset({"kill", "wound", "injure", "hit", "hurt"})
_HEAVY = frozenset(
    {"strike", "airstrike", "shelling", "bombardment", "raid", "bombing", "operation"}
)
_ACTS = frozenset(
    {"air_strike", "shelling", "attack", "bombing", "shooting", "armed_clash", "killing", "injury"}
    | {"death", "assault", "massacre", "arson"}
)
"""Types that may be an answer with fire: who expels diplomats in answer makes the news."""
_SAYING = frozenset({"say", "report", "add", "announce", "claim", "tell"})


def answers(
    parse: Parse,
    sentence: Sentence,
    done: Mapping[int, str],
    somewhere_else: Callable[[int, int], bool],
) -> bool:
    """Return whether a sentence tells of an answer with a deed of its own.

    `done`: the types of deeds by their triggers; `somewhere_else`: whether words between two tokens name a
    place for the first time.
    """
    first, end = sentence.tokens
    told = [t for t in range(first, end) if t in done]
    if _ACTS.isdisjoint(done[t] for t in told) or _is_news(parse, told):
        return False
    if _puts_down(parse, {done[t] for t in told}):
        return True
    tokens = parse.tokens
    opens = tokens[first].text == "In" and tokens[min(first + 1, end - 1)].lemma in _IN
    if opens and not any(tokens[c].text == "to" for c in parse.children[first + 1]):
        return True
    verb = _verb(parse, sentence)
    lemma = tokens[verb].lemma
    if lemma in _RESPONDS:
        return any(c in done for c in phrases(parse, verb, ("with", "by"))) or (
            lemma == "retaliate" and any(t > verb for t in told)
        )
    if lemma in _PURSUES:
        band = any(
            tokens[c].rel == "obj" and tokens[c].text.lower() != tokens[c].lemma
            for c in parse.children[verb]
        )
        return band and any(t > verb for t in told) and somewhere_else(verb, end)
    return _opens_fire(parse, verb) and any(k < first for k in parse.having(blasts()))


def _puts_down(parse: Parse, kinds: set[str]) -> bool:
    """Return whether force is used on a crowd, and hits somebody, in a report whose lead tells of none."""
    harmed = "crackdown" in kinds and not kinds.isdisjoint(("killing", "injury"))
    return harmed and _lead(parse).isdisjoint(_CROWDS)


_CROWDS = frozenset(
    {"protest", "protester", "demonstration", "demonstrator", "rally", "crowd", "riot", "unrest"}
    | {"march", "marcher", "mourner", "coup", "crackdown", "election"}
)


def _is_news(parse: Parse, told: list[int]) -> bool:
    """Return whether headline or first sentence tell of an answer, or of the same strikes or shelling."""
    lead = _lead(parse)
    return bool(lead & (_RESPONDS | _IN) or lead & _HEAVY & {parse.tokens[t].lemma for t in told})


@kept
def _lead(parse: Parse) -> frozenset[str]:
    """Return the lemmas of the headline and of the first sentence of the text."""
    heads = [s for s in parse.sentences if s.segment_kind == "headline"]
    body = [s for s in parse.sentences if s.segment_kind == "paragraph"]
    told = (*heads, *body[:1])
    return frozenset(parse.tokens[k].lemma for s in told for k in range(*s.tokens))


def goes_on(parse: Parse, sentence: Sentence, acts: set[str]) -> bool:
    """Return whether a sentence goes on with an answer, whose acts it names: "two died in the strikes"."""
    tokens = parse.tokens
    return any(
        tokens[i].lemma in acts
        and any(tokens[c].text.lower() in ("the", "those", "these") for c in parse.children[i])
        for i in range(*sentence.tokens)
    )


def acts_of(parse: Parse, sentence: Sentence, done: Mapping[int, str]) -> set[str]:
    """Return the nouns, by lemma, that mean an answer in the sentence behind it: its own, and those for
    heavy arms that the report has not used before.
    """
    first, end = sentence.tokens
    own = {parse.tokens[t].lemma for t in range(first, end) if t in done}
    return own | {lemma for lemma in _HEAVY if all(k >= first for k in parse.having((lemma,)))}


def _opens_fire(parse: Parse, verb: int) -> bool:
    """Return whether soldiers or police fire, and hit somebody: "troops opened fire, wounding two"."""
    tokens, below = parse.tokens, parse.children[verb]
    fires = tokens[verb].lemma in ("fire", "shoot") or (
        tokens[verb].lemma == "open" and any(tokens[c].lemma == "fire" for c in below)
    )
    forces = any(tokens[c].rel == "nsubj" and tokens[c].lemma in _FORCES for c in below)
    return fires and forces and any(tokens[k].lemma in _HITS for k in range(*parse.subtree(verb)))


def _verb(parse: Parse, sentence: Sentence) -> int:
    """Return the verb of a sentence, or of what somebody says in it."""
    tokens = parse.tokens
    top = next((t.i for t in tokens[slice(*sentence.tokens)] if t.head == t.i), sentence.tokens[0])
    said = (c for c in parse.children[top] if tokens[c].rel in ("ccomp", "parataxis"))
    return next(said, top) if tokens[top].lemma in _SAYING else top
