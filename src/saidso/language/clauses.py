"""Clauses: subjects and agents that the tree gave to the wrong verb, or called something else.

A verb has one subject, before it; what stands between "while" and a verb belongs to that verb; who is
named after "by" did what the participle before it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.attachment import mend_crossed
from saidso.language.captives import mend_captives
from saidso.language.headlines import amid
from saidso.language.subjects import beside_passive, others_suffer, some_suffer
from saidso.language.told import mend_according, mend_content, mend_told
from saidso.language.words import NOMINAL, SAYS, SUBJECTS, SUFFERED, Words, low, move

_ASTRAY = frozenset({"obl", "obl:agent", "nmod", "conj", "compound", "dep", "list", "vocative"})
"""What a bare noun phrase just before a verb is called where its subject is meant."""
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "acl:relcl"})
_NO_SUBJECT = frozenset({"time"})
_OPENS = frozenset({"while", "as", "after", "before", "when", "whereas", "because", "but", "and"})
"""Words that open the clause of another verb."""
_DID = frozenset(
    {"hit", "struck", "killed", "wounded", "injured", "damaged", "destroyed", "left", "tore"}
)


def mend_clauses(
    words: Words,
    children: dict[int, list[int]],
    verbs: Sequence[int],
    first: int,
    *,
    closed: bool,
) -> None:
    """Put right who does what in the clauses of `verbs`; `closed` for a sentence that ends as one."""
    for i in verbs:
        mend_content(words, children, i)
        _noun_of_act(words, children, i)
        _shot_and(words, children, i)
        _by_before(words, children, i, first)
        if closed:
            _object_beyond(words, children, i)
            _active(words, children, i)
        _gapped(words, children, i)
        amid(words, children, i)
        subjects = sum(words.rels[c] in SUBJECTS for c in children[i])
        if subjects > 1:
            _named_before(words, children, i)
        if subjects:
            _ahead(words, children, i)
        if subjects > 1:
            _left_behind(words, children, i)
            _second_subject(words, children, i)
            _teller(words, children, i)
            mend_according(words, children, i, first)
        _nearer(words, children, i)
        mend_captives(words, children, i)
        mend_told(words, children, i)
    for i in verbs:
        _lost_subject(words, children, i, first)
        mend_crossed(words, children, i)


def _noun_of_act(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "shelling" of "as shelling hit houses" the subject of the verb behind it."""
    k = i + 1
    if not low(words, i).endswith("ing") or k not in children[i] or words.rels[k] != "compound":
        return
    if low(words, k) not in _DID or any(words.rels[c].startswith("aux") for c in children[i]):
        return
    head, rel = words.heads[i], words.rels[i]
    for c in [c for c in children[i] if c != k]:
        if words.rels[c] in ("mark", "obj", "punct", "advmod", "obl") and not (
            c == i - 1 and words.rels[c] == "advmod"
        ):
            move(words, children, c, k, words.rels[c])
    words.upos[k], words.upos[i] = "VERB", "NOUN"
    move(words, children, k, head if head != i else k, rel)
    move(words, children, i, k, "nsubj")


def _ahead(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give what stands after verb `i` and before another verb without a subject to that verb.

    "Raids killed five, while officials in the east said": the officials did not kill.
    """
    if low(words, i) in SAYS:
        return
    for c in [c for c in children[i] if words.rels[c] in ("nsubj", "nsubj:pass") and c > i]:
        for v in sorted(children[i]):
            if v <= c or words.upos[v] != "VERB" or words.rels[v] not in _CLAUSES:
                continue
            opened = [
                g
                for g in (*children[v], *children[c], *children[i])
                if i < g < c and low(words, g) in _OPENS
            ]
            if not opened or any(words.rels[g] in SUBJECTS for g in children[v]):
                break
            passive = any(words.rels[g] == "aux:pass" for g in children[v])
            bare = low(words, v).endswith(SUFFERED) and words.rels[c] == "nsubj:pass"
            move(words, children, c, v, "nsubj:pass" if passive or bare else "nsubj")
            for g in opened:
                if g in children[c] or words.heads[g] == i:
                    move(words, children, g, v, "cc" if words.rels[g] == "cc" else "mark")
            break


def _left_behind(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the first of two subjects before verb `i` to the verb right behind it, where that has none.

    "A man was killed after a team attacked": the man attacked nobody.
    """
    subjects = sorted(c for c in children[i] if words.rels[c] in SUBJECTS and c < i)
    if len(subjects) != 2:
        return
    c, other = subjects
    auxiliary = c + 1
    if auxiliary not in children or not words.rels[auxiliary].startswith("aux"):
        return
    v = words.heads[auxiliary]
    if v == i or not c < v < other or words.upos[v] != "VERB":
        return
    if any(words.rels[g] in SUBJECTS for g in children[v]):
        return
    move(words, children, c, v, "nsubj:pass" if words.rels[auxiliary] == "aux:pass" else "nsubj")


_DIED = frozenset({"died", "perished", "dead"})
_HURT = frozenset({"injured", "wounded", "hurt", "hospitalized", "hospitalised"})


def _gapped(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let the second of "six were killed and two wounded", "six died and two injured", suffer as well."""
    above = words.heads[i]
    beside = words.rels[i] == "conj" or (words.rels[i] == "amod" and words.upos[above] == "VERB")
    if not beside or above >= i or not low(words, i).endswith(SUFFERED):
        return
    rels = [words.rels[c] for c in children[i]]
    if not {"obj", "ccomp", "xcomp", "cop"}.isdisjoint(rels) or any(
        r.startswith("aux") for r in rels
    ):
        return
    passive = any(words.rels[c] == "aux:pass" for c in children[above])
    if not passive and not (low(words, above) in _DIED and low(words, i) in _HURT):
        return
    subjects = [c for c in children[i] if words.rels[c] == "nsubj" and c < i]
    if len(subjects) == 1 and words.upos[i] in ("VERB", "ADJ"):
        words.rels[subjects[0]], words.rels[i] = "nsubj:pass", "conj"


def _shot_and(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "shot" before verb `i` of "guards shot and killed a man" the verb that it is."""
    shot, who = i - 2, i - 3
    if who not in children or low(words, shot) != "shot" or low(words, i - 1) != "and":
        return
    if words.upos[shot] != "NOUN" or words.upos[who] not in NOMINAL:
        return
    below = [words.rels[c] for c in children[i]]
    if "obj" not in below or any(r.startswith(("aux", "nsubj")) for r in below):
        return  # "Teen shot and killed in Tarvin" has no object
    above, rel = words.heads[i], words.rels[i]
    if above == shot:
        above, rel = words.heads[shot], words.rels[shot]
        if rel not in _CLAUSES:  # a noun's place: what it hangs on tells it
            rel = "ccomp" if low(words, above) in SAYS else "parataxis"
    elif above == i or _hangs_on(words, shot, i):
        while words.upos[above] != "VERB" and words.heads[above] != above:
            above = words.heads[above]  # "Thursday" of what is said then
        rel = "ccomp" if low(words, above) in SAYS else rel
    else:
        return
    if above == who and words.heads[who] != who:  # the clause stands where its noun stood
        above = words.heads[who]
    if above in (shot, i, who):
        above, rel = shot, "root"
    elif (
        _hangs_on(words, above, shot) or _hangs_on(words, above, i) or _hangs_on(words, above, who)
    ):
        return
    words.upos[shot] = "VERB"
    move(words, children, shot, above, rel)
    move(words, children, i, shot, "conj")
    move(words, children, who, shot, "nsubj")
    for c in [c for c in children[shot] if c < who]:
        if words.rels[c] in ("det", "compound", "amod", "nummod", "nmod:poss"):
            move(words, children, c, who, words.rels[c])


def _by_before(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give the "by villagers" right behind participle `i` to it: "beaten by villagers before police came"."""
    by = i + 1
    if by not in children or low(words, by) != "by" or words.rels[by] not in ("case", "mark"):
        return
    noun = words.heads[by]
    if words.upos[noun] not in NOMINAL or words.heads[noun] == i or noun < by:
        return
    if words.rels[noun] not in ("nsubj", "nmod", "obl") or not low(words, i).endswith(SUFFERED):
        return
    if first <= words.heads[noun] and not _hangs_on(words, i, noun):
        move(words, children, noun, i, "obl:agent")


def _hangs_on(words: Words, i: int, k: int) -> bool:
    """Return whether word `i` stands below word `k`."""
    while words.heads[i] != i:
        i = words.heads[i]
        if i == k:
            return True
    return False


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


def _second_subject(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make what follows an active verb that has its subject the object: "rebels seized no fewer
    than nine men".
    """
    if words.upos[i] != "VERB" or low(words, i) in SAYS:
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
        if not any(words.rels[c] in SUBJECTS for c in children[verb]):  # "a boy killed, two shot"
            move(words, children, after[0], verb, words.rels[after[0]])
    elif not any(words.texts[k] in (",", ";") for k in range(i + 1, after[0])):
        words.rels[after[0]] = "obj"


def _lost_subject(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give a verb with an object or a clause, but no subject, the bare noun phrase before it."""
    if words.upos[i] != "VERB" or words.rels[i] not in _CLAUSES:
        return
    if low(words, i).endswith("ing"):
        return
    rels = [words.rels[c] for c in children[i]]
    if not any(r in ("obj", "ccomp") for r in rels):
        return
    if any(r in SUBJECTS or r == "aux:pass" for r in rels):
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
    move(words, children, top, i, "nsubj")


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


def _object_beyond(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give verb `i` the bare noun behind it that hangs on the one before: "groups killed at least 20"."""
    subjects = [c for c in children[i] if words.rels[c] == "nsubj:pass" and c < i]
    rels = {words.rels[c] for c in children[i]} if subjects else ()
    if len(subjects) != 1 or "obj" in rels or any(r.startswith("aux") for r in rels):
        return
    for c in [c for c in children[subjects[0]] if c > i and words.rels[c] == "nmod"]:
        if words.upos[c] in NOMINAL and not any(words.rels[g] == "case" for g in children[c]):
            move(words, children, c, i, "obj")
            return


def _teller(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the "report" of "rebels killed two, a report seen by us said" to its verb of saying."""
    said = words.heads[i]
    if words.rels[i] != "ccomp" or said < i or low(words, said) not in SAYS:
        return
    if any(words.rels[c] in SUBJECTS for c in children[said]):
        return
    before = [c for c in children[i] if words.rels[c] == "nsubj" and c < i]
    behind = [c for c in children[i] if words.rels[c] == "nsubj" and i < c < said]
    if before and len(behind) == 1 and "," in words.texts[i : behind[0]]:
        move(words, children, behind[0], said, "nsubj")


def _nearer(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give "blew" of "six were killed as a bomber shot a guard and blew himself up" to whom it is nearer.

    What was done to the six is passive; who acts next is who acted last, unless a comma parts them.
    """
    above = words.heads[i]
    if words.rels[i] != "conj" or above >= i or words.upos[above] != "VERB":
        return
    rels = {words.rels[c] for c in children[i]}
    passive = any(words.rels[c] == "aux:pass" for c in children[above])
    if not passive or "obj" not in rels or any(r in SUBJECTS or r.startswith("aux") for r in rels):
        return
    for k in range(i - 1, above, -1):
        if words.texts[k] in (",", ";"):
            return
        if words.upos[k] == "VERB" and words.rels[k] == "advcl" and words.heads[k] == above:
            below = [words.rels[c] for c in children[k] if c < k]
            if any(r in SUBJECTS for r in below) and "aux:pass" not in below:
                move(words, children, i, k, "conj")
            return


_SUSTAINED = frozenset({"sustained", "suffered", "received"})
_HARMS = frozenset({"injuries", "wounds", "burns", "bruises", "cuts", "injury", "wound"})
_HURT = frozenset(
    {"wounded", "injured", "killed", "hurt", "kidnapped", "abducted", "captured", "destroyed"}
)
DEEDS = _SUSTAINED | _HURT
"""Participles that tell of one more deed after "and"."""
_HOW_MANY = frozenset(
    {"a", "an", "the", "at", "over", "more", "about", "around", "nearly", "some", "several", "many"}
    | {"dozens", "scores", "hundreds", "another", "two", "three", "four", "five", "six", "seven"}
    | {"eight", "nine", "ten", "up", "almost", "as"}
)


def deed_beside(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make "wounded" of "killed a guard and wounded four others" a verb beside the other, as "sustained" of
    "were hit with sticks and sustained injuries".
    """
    beside_passive(words, children, i)
    others_suffer(words, children, i)
    some_suffer(words, children, i)
    above, following = words.heads[i], low(words, i + 1) if i + 1 < len(words.texts) else ""
    if low(words, i - 1) not in ("and", "but") or above == i:
        return
    if words.rels[i] == "amod" and above > i and words.rels[above] == "conj":
        noun, beside = above, words.heads[above]
    elif words.rels[i] == "conj" and above < i and words.upos[above] in NOMINAL:
        noun, beside = next((c for c in children[above] if c > i), -1), above
    else:
        return
    if low(words, i) in _SUSTAINED:
        if noun < 0 or low(words, noun) not in _HARMS:
            return
    elif not (following in _HOW_MANY or following[:1].isdigit()):
        return
    verb = beside
    while words.upos[verb] != "VERB" and words.heads[verb] != verb:
        verb = words.heads[verb]
    if words.upos[verb] != "VERB" or verb >= i:
        return
    words.upos[i] = "VERB"
    move(words, children, i, verb, "conj")
    if noun >= 0:
        move(words, children, noun, i, "obj")
    if words.rels[i - 1] == "cc":
        move(words, children, i - 1, i, "cc")


def _active(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the subject of "raiders ambushed and killed two men" one that acts: no "were" stands there.

    Only in whole sentences: headlines leave out "were".
    """
    subjects = [c for c in children[i] if words.rels[c] == "nsubj:pass" and c < i]
    if len(subjects) != 1 or words.rels[i] == "conj":
        return
    rels = {words.rels[c] for c in children[i]}
    if "obl:agent" in rels or any(r.startswith("aux") for r in rels):
        return
    acts = [i]
    acts += [c for c in children[i] if words.rels[c] == "conj" and words.upos[c] == "VERB"]
    below = [words.rels[c] for act in acts for c in children[act]]
    if "obj" in below and "aux:pass" not in below:
        words.rels[subjects[0]] = "nsubj"
