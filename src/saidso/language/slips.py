"""Slips of the tree that English grammar rules out, put right before anything reads it.

A verb has one subject, before it; a noun with "by" before it is no object; who is killed "along
with" others is not killed by them; "in shelling" holds a noun; nobody steals "by" others. The model
breaks such rules in one sentence of fifty or so, most of all in headlines and long leads; what hangs
on them, who did what to whom, would be the wrong way round. Each rule changes labels within one
sentence, and none of them makes a circle. Cost is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.headlines import mend_headline
from saidso.language.words import NOMINAL, Words, move

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl")
_AMID = frozenset({"in", "during", "amid", "amidst", "despite"})
"""Prepositions after which a bare "-ing" word names an act: "killed in shelling"."""
_BESIDE = frozenset({"with", "alongside", "including", "besides", "for", "after", "before"})
_ASTRAY = frozenset({"obl", "obl:agent", "nmod", "conj", "compound", "dep", "list", "vocative"})
"""What a bare noun phrase just before a verb is called where its subject is meant."""
_SAYS = frozenset(
    {"said", "says", "say", "added", "adds", "reported", "reports", "claimed", "wrote"}
)
"""Verbs that may stand before who says it: "the man fled, said Rosa"."""
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "acl:relcl"})
_HANGING = frozenset({"obj", "obl:agent"})
_OPENED = frozenset({"ccomp", "obj", "xcomp"})
_NO_SUBJECT = frozenset({"time"})
_OBJECTIVE = frozenset({"them", "him", "me", "us"})
_WITHIN = frozenset({"det", "nummod", "amod", "compound", "nmod:poss", "cc"})
_NEXT = frozenset({",", ";"})
_GET = frozenset({"got", "get", "gets", "getting", "gotten"})
_STOPS = frozenset({".", "!", "?", '"', "”"})
_TAKEN_FOR = frozenset({"compound", "amod", "nmod"})
"""What somebody before "shot" is taken for where that is taken for a noun."""
_SUFFERED = (
    "ed", "en", "shot", "cut", "hit", "hurt", "slain", "found", "struck", "held", "caught", "hung", "burnt",
)  # fmt: skip
"""How forms end that may be a past participle."""


def mend(words: Words, bounds: Sequence[tuple[int, int]]) -> None:
    """Put right the slips in `words`; `bounds` are the first and one past the last token of each
    sentence.
    """
    small = {t for t in words.texts if t.endswith("s") and t.islower()}
    for first, end in bounds:
        _opening(words, first, end, small)
        if words.texts[end - 1] not in _STOPS:
            mend_headline(words, first, end)
        children: dict[int, list[int]] = {i: [] for i in range(first, end)}
        for i, head in enumerate(words.heads[first:end], first):
            if head != i:
                children[head].append(i)
        for i, rel in enumerate(words.rels[first:end], first):
            if rel in _HANGING:
                _preposition(words, children, i)
        for i, text in enumerate(words.texts[first:end], first):
            if i > first and text.lower() == "shot" and words.upos[i] == "NOUN":
                _shot(words, children, i, end)
        verbs = [i for i, upos in enumerate(words.upos[first:end], first) if upos == "VERB"]
        closed = words.texts[end - 1] in _STOPS
        for i in verbs:
            _act(words, children, i)
            _got(words, children, i, end)
            _behind_by(words, children, i)
            _agent_of_gerund(words, children, i)
            _by_before(words, children, i, first)
            _listed(words, children, i)
            _object_before(words, children, i, first)
            if closed:
                _active(words, children, i)
            _named_before(words, children, i)
            _second_subject(words, children, i)
            _dead(words, children, i, end)
            _headline_passive(words, children, i, end)
        for i in verbs:
            _lost_subject(words, children, i, first)


def _opening(words: Words, first: int, end: int, small: set[str]) -> None:
    """Make the "Rebels" that open a sentence no name, where the report has "rebels" as well."""
    alone = first + 1 >= end or words.upos[first + 1] != "PROPN"
    if words.upos[first] == "PROPN" and alone and words.texts[first].lower() in small:
        words.upos[first] = "NOUN"


def _low(words: Words, i: int) -> str:
    return words.texts[i].lower()


def _preposition(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make a noun with a preposition an oblique: an agent with "by", no agent with "along with"."""
    rel = words.rels[i]
    if rel not in _HANGING or words.upos[i] not in NOMINAL:
        return
    cases = [c for c in children[i] if words.rels[c] == "case" and c < i]
    lows = {_low(words, c) for c in cases}
    if rel == "obj" and lows == {"by"}:
        words.rels[i] = "obl:agent"
    elif rel == "obl:agent" and lows and "by" not in lows and lows & _BESIDE:
        words.rels[i] = "obl"


def _shot(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make the "shot" of the headline "boy shot in Tarvin" the verb that it is.

    A person right before it, without "'s", and where, when or how right after it: no shot of somebody's.
    """
    who = i - 1
    person = words.kinds[who] == "person" or (
        _low(words, who) == "old" and words.texts[who - 1] == "-"
    )
    if not person or words.heads[who] != i or words.rels[who] not in _TAKEN_FOR:
        return
    if i + 1 < end and words.upos[i + 1] not in ("ADP", "PUNCT", "CCONJ", "SCONJ", "ADV", "PART"):
        return
    if any(words.rels[c] in ("det", "nummod", "nmod:poss") for c in children[i]):
        return
    words.upos[i] = "VERB"
    words.rels[who] = "nsubj:pass"
    if words.rels[i] in ("nsubj", "obj"):
        words.rels[i] = "ccomp" if words.heads[i] > i else "acl"
    for c in children[i]:
        if words.rels[c] == "nmod":
            words.rels[c] = "obl"


def _act(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "-ing" word of "killed in shelling by rebels" the noun that it is."""
    if words.upos[i] != "VERB" or not _low(words, i).endswith("ing"):
        return
    if words.rels[i] not in ("advcl", "acl"):
        return
    below = [words.rels[c] for c in children[i]]
    if any(r in _OPENED or r in _SUBJECTS or r.startswith(("aux", "compound:prt")) for r in below):
        return
    marks = [c for c in children[i] if words.rels[c] in ("mark", "case") and c < i]
    if not marks or any(_low(words, c) not in _AMID for c in marks):
        return
    words.upos[i] = "NOUN"
    words.rels[i] = "obl" if words.rels[i] == "advcl" else "nmod"
    for c in marks:
        words.rels[c] = "case"


def _got(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Let the participle of "two officers got injured" stand above its "got"."""
    k, rels = i + 1, {words.rels[c] for c in children[i]}
    if _low(words, i) not in _GET or k >= end or words.upos[k] not in ("VERB", "ADJ"):
        return
    apart = words.heads[k] not in (i, k) and words.heads[k] == words.heads[i] != i
    if not apart or "nsubj" not in rels or "obj" in rels or not _low(words, k).endswith(_SUFFERED):
        return
    words.upos[k] = "VERB"
    words.rels[k] = words.rels[i]
    for c in list(children[i]):
        move(words, children, c, k, "nsubj:pass" if words.rels[c] == "nsubj" else words.rels[c])
    move(words, children, i, k, "aux:pass")
    words.upos[i] = "AUX"


def _behind_by(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the "by gang" of "hostages released by gang" below the verb, not the verb below the gang."""
    noun = words.heads[i]
    if words.rels[i] != "acl" or noun <= i or words.upos[noun] not in NOMINAL:
        return
    by = [c for c in children[noun] if words.rels[c] == "case" and _low(words, c) == "by"]
    if len(by) != 1 or not i < by[0] < noun or not _low(words, i).endswith(_SUFFERED):
        return
    above = words.heads[noun]
    if above != noun and not noun < above:  # the noun hung on something before it: leave it
        return
    move(words, children, i, above if above != noun else i, words.rels[noun])
    move(words, children, noun, i, "obl:agent")
    if words.heads[i] == i:
        words.rels[i] = "root"


def _by_before(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give the "by villagers" of "beaten by villagers before police came" to the verb before it."""
    for c in [c for c in children[i] if words.rels[c] == "nsubj" and c < i]:
        by = [g for g in children[c] if words.rels[g] == "case" and g < c]
        if len(by) != 1 or _low(words, by[0]) != "by":
            continue
        verb = by[0] - 1
        if verb >= first and words.upos[verb] == "VERB" and _low(words, verb).endswith(_SUFFERED):
            move(words, children, c, verb, "obl:agent")


def _named_before(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the name of "Valley Liberation Army (VLA) rebels" below the rebels: one subject, not two."""
    subjects = [c for c in children[i] if words.rels[c] == "nsubj" and c < i]
    if len(subjects) != 2 or words.upos[subjects[1]] != "NOUN":
        return
    name, noun = subjects
    bracket = noun - 1
    if words.texts[bracket] == ")" and words.texts[bracket - 2] == "(" and name == bracket - 3:
        if words.upos[name] == "PROPN":
            move(words, children, name, noun, "compound")


def _agent_of_gerund(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the agent of "he was seen stealing by two guards" to the passive above."""
    above = words.heads[i]
    if not _low(words, i).endswith("ing") or words.rels[i] not in ("xcomp", "advcl", "ccomp"):
        return
    if above >= i or any(words.rels[c].startswith("aux") for c in children[i]):
        return
    if not any(words.rels[c] in ("aux:pass", "nsubj:pass") for c in children[above]):
        return
    if any(words.rels[c] == "mark" for c in children[i]):
        return
    for c in [c for c in children[i] if words.rels[c] == "obl:agent"]:
        move(words, children, c, above, "obl:agent")


def _listed(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "subject" after an active verb and its object the next of a list of objects.

    "They killed a clerk, a porter and four others": nobody but they killed.
    """
    if _low(words, i) in _SAYS:
        return
    objects = [c for c in children[i] if words.rels[c] == "obj" and c > i]
    if not objects or any(words.rels[c] == "aux:pass" for c in children[i]):
        return
    last = objects[-1]
    for c in [c for c in children[i] if words.rels[c] == "nsubj" and c > last]:
        lists = any(words.rels[g] == "conj" for g in children[c]) or any(
            words.rels[g] == "cc" and g < c for g in children[c]
        )
        first = min((g for g in children[c] if words.rels[g] in _WITHIN), default=c)
        if lists and words.upos[c] in NOMINAL and words.texts[min(first, c) - 1] in _NEXT:
            move(words, children, c, last, "conj")


def _object_before(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give the "them" of "beat them up for stealing" to the verb right before it."""
    if not _low(words, i).endswith("ing"):
        return
    for c in [c for c in children[i] if words.rels[c] == "obj" and c < i]:
        verb = c - 1
        if _low(words, c) in _OBJECTIVE and verb >= first and words.upos[verb] == "VERB":
            if i not in children[verb] or any(words.rels[g] == "obj" for g in children[verb]):
                continue
            move(words, children, c, verb, "obj")


def _active(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the subject of "raiders ambushed and killed two men" one that acts: no "were" stands there.

    Only in whole sentences: headlines leave out "were".
    """
    subjects = [c for c in children[i] if words.rels[c] == "nsubj:pass" and c < i]
    rels = {words.rels[c] for c in children[i]}
    if len(subjects) != 1 or words.rels[i] == "conj" or "obl:agent" in rels:
        return
    if any(r.startswith("aux") for r in rels):
        return
    acts = [i]
    acts += [c for c in children[i] if words.rels[c] == "conj" and words.upos[c] == "VERB"]
    below = [words.rels[c] for act in acts for c in children[act]]
    if "obj" in below and "aux:pass" not in below:
        words.rels[subjects[0]] = "nsubj"


def _second_subject(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make what follows an active verb that has its subject the object: "rebels seized no fewer
    than nine men".
    """
    if words.upos[i] != "VERB" or _low(words, i) in _SAYS:
        return
    subjects = [c for c in children[i] if words.rels[c] == "nsubj"]
    rels = [words.rels[c] for c in children[i]]
    if len(subjects) < 2 or not {"obj", "aux:pass", "ccomp", "parataxis"}.isdisjoint(rels):
        return
    before = [c for c in subjects if c < i]
    after = [c for c in subjects if c > i]
    if len(before) != 1 or len(after) != 1 or words.upos[after[0]] not in NOMINAL:
        return
    verb = after[0] + 1
    if verb in children and words.heads[verb] == i and words.upos[verb] == "VERB":
        if not any(words.rels[c] in _SUBJECTS for c in children[verb]):  # "a boy killed, two shot"
            children[i].remove(after[0])
            children[verb].append(after[0])
            words.heads[after[0]] = verb
    elif not any(words.texts[k] in (",", ";") for k in range(i + 1, after[0])):
        words.rels[after[0]] = "obj"


def _dead(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Hang the "dead" of "gunmen shot dead two men" below the verb, not the men."""
    k = i + 1
    if k < end and _low(words, k) == "dead" and words.rels[k] == "amod" and not children[k]:
        if words.heads[words.heads[k]] == i and words.rels[words.heads[k]] == "obj":
            children[words.heads[k]].remove(k)
            children[i].append(k)
            words.heads[k], words.rels[k] = i, "xcomp"


def _headline_passive(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make the subject of "two men shot dead" and "priest hacked to death by raiders" one that suffers.

    Headlines leave out "were", and a past form may do without; but nobody shoots dead nobody.
    """
    if words.upos[i] != "VERB":
        return
    subjects = [c for c in children[i] if words.rels[c] == "nsubj" and c < i]
    if len(subjects) != 1 or any(words.rels[c].startswith("aux") for c in children[i]):
        return
    acts = [i, *(c for c in children[i] if words.rels[c] == "conj")]
    below = {words.rels[c] for act in acts for c in children[act]}
    if not below.isdisjoint(("obj", "iobj", "ccomp")):
        return
    after = [_low(words, k) for k in range(i + 1, min(end, i + 3))]
    deadly = after[:1] == ["dead"] or after == ["to", "death"]
    if (deadly or "obl:agent" in below) and _low(words, i).endswith(_SUFFERED):
        words.rels[subjects[0]] = "nsubj:pass"


def _lost_subject(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give a verb with an object or a clause, but no subject, the bare noun phrase before it."""
    if words.upos[i] != "VERB" or words.rels[i] not in _CLAUSES:
        return
    if _low(words, i).endswith("ing"):
        return
    rels = [words.rels[c] for c in children[i]]
    if not any(r in ("obj", "ccomp") for r in rels):
        return
    if any(r in _SUBJECTS or r == "aux:pass" for r in rels):
        return
    if any(words.rels[c] in ("mark", "cc") and c < i for c in children[i]):
        return
    k = i - 1
    while k >= first and words.heads[k] == i and words.rels[k] in ("aux", "advmod"):
        k -= 1
    top = _phrase(words, k, first, i)
    if top is None or words.rels[top] not in _ASTRAY or words.kinds[top] in _NO_SUBJECT:
        return
    if any(words.rels[c] in ("case", "cc", "mark") and c < top for c in children[top]):
        return
    if words.heads[top] < top and words.heads[top] != i:
        return
    at = i
    while words.heads[at] != at:  # never below itself
        at = words.heads[at]
        if at == top:
            return
    children[words.heads[top]].remove(top)
    children[i].append(top)
    words.heads[top], words.rels[top] = i, "nsubj"


def _phrase(words: Words, k: int, first: int, verb: int) -> int | None:
    """Return the head of the noun phrase that ends with token `k`, None where none does."""
    if k < first or words.upos[k] not in NOMINAL:
        return None
    top = k
    while first <= words.heads[top] < verb and words.heads[top] != top:
        above = words.heads[top]
        if words.upos[above] not in NOMINAL or above > k:
            break
        top = above
    return top
