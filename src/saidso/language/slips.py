"""Slips of the tree that English grammar rules out, put right before anything reads it.

A verb has one subject, before it; a noun with "by" before it is no object; who is killed "along
with" others is not killed by them; "in shelling" holds a noun; nobody steals "by" others. The model
breaks such rules in one sentence of fifty or so, most of all in headlines and long leads; what hangs
on them, who did what to whom, would be the wrong way round. Each rule changes labels within one
sentence, and none of them makes a circle. Cost is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.aged import mend_aged, mend_aged_subject
from saidso.language.attachment import mend_day, mend_next_number
from saidso.language.clauses import DEEDS, deed_beside, mend_clauses
from saidso.language.colons import mend_colon
from saidso.language.gerunds import mend_act, mend_seen
from saidso.language.headlines import headline_passive, is_people, mend_headline, who_as
from saidso.language.nations import mend_hyphen, mend_nations
from saidso.language.numerals import MORE, mend_more, mend_number, mend_part, opens_list
from saidso.language.objects import mend_objects
from saidso.language.reduced import mend_acting, mend_reduced, mend_shot
from saidso.language.subjects import mend_subject, passers_by
from saidso.language.words import NOMINAL, SUBJECTS, SUFFERED, Words, low, move

_HANGING = frozenset({"obj", "obl:agent"})
_PLACING = frozenset({"by", "in", "inside", "outside", "near", "during", "from", "into"})
_FIRED = frozenset(
    {"shells", "rockets", "missiles", "mortars", "bombs", "grenades", "bullets", "drones"}
    | {"airstrikes", "warplanes", "jets", "helicopters", "explosions", "blasts"}
)
_GET = frozenset({"got", "get", "gets", "getting", "gotten"})
_STOPS = frozenset({".", "!", "?", '"', "”"})
_ITS = frozenset({"'s", "’s"})
_PASSER = frozenset({"passer", "passers"})
_CUES = DEEDS | MORE | _ITS | _PASSER | {":", "wounds", "who", "hurt"}
"""Words that a rule of its own begins at."""
_PARTICLES = frozenset({"compound:prt", "advmod"})
_TAKEN_FOR = frozenset({"compound", "amod", "nmod"})
"""What somebody before "shot" is taken for where that is taken for a noun."""


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
            else:  # the tree may have another root than the model called so
                words.rels[i] = "root"
        for i, rel in enumerate(words.rels[first:end], first):
            if rel in _HANGING:
                _preposition(words, children, i)
            elif rel == "appos":
                _listed_beside(words, children, i)
            elif rel in ("compound", "flat"):
                mend_hyphen(words, children, i)
                _joined(words, children, i)
                _beyond(words, children, i)
            elif rel == "amod":
                mend_nations(words, children, i, end)
            elif rel == "nummod":
                mend_number(words, children, i, end)
            elif rel == "conj":
                mend_next_number(words, children, i)
            if words.kinds[i] == "time":
                mend_aged(words, children, i, first)
                mend_day(words, children, i, first, end)
        for i, text in enumerate(words.texts[first:end], first):
            if words.upos[i] == "NOUN" and i > first and text.lower() == "shot":
                if not mend_aged(words, children, i, first):
                    _shot(words, children, i, end)
            elif text not in _CUES:
                continue
            elif text in DEEDS and i > first + 1:
                _suffered(words, children, i)
                mend_part(words, children, i)
                deed_beside(words, children, i)
            elif text == "wounds":
                _wounds(words, children, i)
            elif text == "who" and i > first:
                _who(words, children, i)
            elif text in _PASSER:
                passers_by(words, children, i, end)
            elif text in MORE and i > first:
                mend_more(words, children, i, end)
            elif text in _ITS and words.rels[i] == "aux":
                _whose(words, children, i)
            elif text == ":":
                mend_colon(words, children, i, first, end)
        verbs = [i for i, upos in enumerate(words.upos[first:end], first) if upos == "VERB"]
        closed = words.texts[end - 1] in _STOPS
        for i in verbs:
            mend_aged_subject(words, children, i, first)
            mend_reduced(words, children, i)
            gerund = low(words, i).endswith("ing")
            if gerund:
                mend_act(words, children, i)
                mend_seen(words, children, i)
            mend_subject(words, children, i)
            _got(words, children, i, end)
            _behind_by(words, children, i)
            if gerund:
                _agent_of_gerund(words, children, i)
            mend_objects(words, children, i, first, end)
            mend_acting(words, children, i)
        mend_clauses(words, children, verbs, first, closed=closed)
        for i in verbs:
            _dead(words, children, i, end)
            headline_passive(words, children, i, end)
        if not closed:
            who_as(words, first, end)


def _opening(words: Words, first: int, end: int, small: set[str]) -> None:
    """Make no name of the "Rebels" that open a sentence, where the report has "rebels" as well.

    Nor of plurals for people, nor of the shells of "Shells hit Velm".
    """
    alone = first + 1 >= end or words.upos[first + 1] != "PROPN"
    opener = low(words, first)
    if words.upos[first] == "PROPN" and alone and (opener in small or opener in _FIRED):
        words.upos[first] = "NOUN"
    for i, upos in enumerate(words.upos[first:end], first):
        if upos != "PROPN" or (i + 1 < end and words.upos[i + 1] == "PROPN"):
            continue
        if is_people(words, i) and words.rels[i] not in ("flat", "compound"):
            words.upos[i] = "NOUN"


def _preposition(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make a noun with a preposition an oblique: an agent with "by", no agent with "along with"."""
    rel = words.rels[i]
    if rel not in _HANGING or words.upos[i] not in NOMINAL:
        return
    cases = [c for c in children[i] if words.rels[c] == "case" and c < i]
    lows = {low(words, c) for c in cases}
    if rel == "obj" and lows and lows <= _PLACING:  # "teen shot in neck"
        words.rels[i] = "obl:agent" if "by" in lows else "obl"
    elif rel == "obl:agent" and "by" not in lows and not _after_by(words, i):
        words.rels[i] = "obl"


def _after_by(words: Words, i: int) -> bool:
    """Return whether "by" stands between a noun and the verb that it hangs on."""
    return any(low(words, k) == "by" for k in range(min(words.heads[i], i), i))


def _wounds(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "wounds" of "kills two guards and wounds nine" a verb beside the other."""
    above = words.heads[i]
    verb = words.heads[above]
    beside = words.rels[i] == "conj" and words.rels[above] == "obj" and words.upos[verb] == "VERB"
    behind = [c for c in children[i] if c == i + 1 and words.rels[c] in ("nummod", "obj", "amod")]
    if not beside or not behind or low(words, i - 1) not in ("and", "but"):
        return
    if words.upos[i] == "NOUN":
        if words.rels[behind[0]] != "nummod":
            return
        words.upos[i] = "VERB"
        words.rels[behind[0]] = "obj"
        for c in children[i]:
            if words.rels[c] == "nmod":
                words.rels[c] = "obl"
    move(words, children, i, verb, "conj")


def _shot(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make the "shot" of the headlines "boy shot in Tarvin", "5 shot in Tarvin" the verb that it is.

    A person or number right before it, without "'s", and where, when or how right after it: no shot of
    somebody's. Two and more would be shots.
    """
    if _suffered(words, children, i):
        return
    who = i - 1
    person = words.kinds[who] == "person" or (
        low(words, who) == "old" and words.texts[who - 1] == "-"
    )
    several = words.upos[who] == "NUM" and low(words, who) not in ("one", "1")
    several = several and (who == 0 or words.texts[who - 1] != ",")  # "boy, 13 shot": an age
    if several and words.rels[who] in ("nummod", "compound") and words.heads[who] == i:
        # "five shot at party": more than one would be shots
        person, words.rels[who] = True, "compound"
    taken = words.rels[who] in _TAKEN_FOR or (
        words.rels[who] == "nsubj" and words.rels[i].startswith("nsubj")
    )  # "a man shot in Velm has died"
    if not person or words.heads[who] != i or not taken:
        return
    if i + 1 < end and words.upos[i + 1] not in ("ADP", "PUNCT", "CCONJ", "SCONJ", "ADV", "PART"):
        return
    if any(words.rels[c] in ("det", "nummod", "nmod:poss") for c in children[i] if c != who):
        return
    words.upos[i] = "VERB"
    words.rels[who] = "nsubj:pass"
    if words.rels[i] in ("nsubj", "obj"):
        words.rels[i] = "ccomp" if words.heads[i] > i else "acl"
    elif words.rels[i] in ("nmod", "obl"):
        words.rels[i] = "advcl"  # "suspect named after five shot in Velm"
    for c in children[i]:
        if words.rels[c] == "nmod":
            words.rels[c] = "obl"
        elif words.rels[c] == "case" and c < who:
            words.rels[c] = "mark"


def _suffered(words: Words, children: dict[int, list[int]], i: int) -> bool:
    """Make the "shot" and "hurt" of "both were shot", "two more were hurt" the verbs that they are."""
    below = {words.rels[c]: c for c in children[i]}
    who = below.get("nsubj", below.get("nsubj:pass"))
    if words.upos[i] == "VERB" or who is None or below.keys().isdisjoint(("cop", "aux:pass")):
        return False
    if words.kinds[who] != "person" and words.upos[who] != "NUM":
        return False
    words.upos[i] = "VERB"
    for c in children[i]:
        words.rels[c] = _PASSIVE.get(words.rels[c], words.rels[c])
    return True


_PASSIVE = {"cop": "aux:pass", "nsubj": "nsubj:pass"}


def _who(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the clause of "who" on the person right before it: "and 55 others who were injured".

    Not where that one only belongs to another: "the aide of a judge who was shot" may be either's.
    """
    verb, who = words.heads[i], i - 1
    if words.rels[i] not in SUBJECTS or words.upos[verb] != "VERB" or words.heads[verb] == who:
        return
    if words.upos[who] not in ("NOUN", "ADJ", "PROPN") or words.kinds[who] != "person":
        return
    above = words.heads[who]
    if words.rels[verb] == "acl:relcl":
        if words.rels[who].startswith(("nmod", "flat", "appos")) or above == words.heads[verb]:
            return
    elif words.rels[verb] not in ("ccomp", "parataxis") or words.heads[verb] > i:
        return
    move(words, children, verb, who, "acl:relcl")
    for c in [c for c in children[verb] if c > verb and words.rels[c] in SUBJECTS]:
        if any(words.rels[g] == "cc" and g < c for g in children[c]):
            move(words, children, c, who, "conj")


def _whose(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "family" of "the family's killing shocked them" one whose killing it is.

    No clause stands where that "killing" does without a word that opens it.
    """
    act = words.heads[i]
    above = words.heads[act]
    who = [c for c in children[act] if c < i and words.rels[c] == "nsubj"]
    opens = words.rels[act] == "ccomp" and act < above and "," not in words.texts[act:above]
    if not low(words, act).endswith("ing") or not (opens or words.rels[act] in (*SUBJECTS, "obj")):
        return
    if len(who) != 1 or act < i or any(words.rels[c] in ("obj", "mark") for c in children[act]):
        return
    move(words, children, i, who[0], "case")
    words.upos[i], words.upos[act] = "PART", "NOUN"
    words.rels[who[0]] = "nmod:poss"
    words.rels[act] = words.rels[act] if words.rels[act] in ("nsubj:pass", "obj") else "nsubj"
    for c in children[act]:
        words.rels[c] = {"obl": "nmod", "advmod": "amod"}.get(words.rels[c], words.rels[c])


def _beyond(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Turn round a compound over a preposition: "mass shooting at a concert" is a shooting."""
    head = words.heads[i]
    if words.rels[i] != "compound" or head <= i or words.upos[i] not in ("NOUN", "PROPN"):
        return
    cases = [c for c in children[head] if words.rels[c] == "case"]
    if not any(i < c < head for c in cases) or any(c < i for c in cases):
        return
    above = words.heads[head]
    move(words, children, i, i if above == head else above, words.rels[head])
    move(words, children, head, i, "nmod")
    for c in [c for c in children[head] if c < i]:
        move(words, children, c, i, words.rels[c])


def _got(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Let the participle of "two officers got injured" stand above its "got"."""
    k = i + 1
    if low(words, i) not in _GET or k >= end or words.upos[k] not in ("VERB", "ADJ"):
        return
    rels = {words.rels[c] for c in children[i]}
    apart = words.heads[k] not in (i, k) and words.heads[k] == words.heads[i] != i
    if not apart or "nsubj" not in rels or "obj" in rels or not low(words, k).endswith(SUFFERED):
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
    by = [c for c in children[noun] if words.rels[c] == "case" and low(words, c) == "by"]
    if len(by) != 1 or not i < by[0] < noun or not low(words, i).endswith(SUFFERED):
        return
    above = words.heads[noun]
    if above != noun and not noun < above:  # the noun hung on something before it: leave it
        return
    move(words, children, i, above if above != noun else i, words.rels[noun])
    move(words, children, noun, i, "obl:agent")
    if words.heads[i] == i:
        words.rels[i] = "root"


def _agent_of_gerund(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the agent of "he was seen stealing by two guards" to the passive above."""
    above = words.heads[i]
    if words.rels[i] not in ("xcomp", "advcl", "ccomp"):
        return
    if above >= i or any(words.rels[c].startswith("aux") for c in children[i]):
        return
    if not any(words.rels[c] in ("aux:pass", "nsubj:pass") for c in children[above]):
        return
    if any(words.rels[c] == "mark" for c in children[i]):
        return
    for c in [c for c in children[i] if words.rels[c] == "obl:agent"]:
        move(words, children, c, above, "obl:agent")


def _joined(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make two of "Mira Holt and Orla Brand", taken for one long name."""
    h = words.heads[i]
    if not h < i or {words.upos[h], words.upos[i]} != {"PROPN"} or words.kinds[h] != "person":
        return
    if any(words.rels[c] == "cc" and low(words, c) == "and" and c > h for c in children[i]):
        words.rels[i] = "conj"


def _listed_beside(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make "11 girls and two men" after a name or another number the next of a list, not who that is."""
    h = words.heads[i]
    if words.rels[i] != "appos" or words.upos[i] != "NOUN" or not opens_list(words, children, h, i):
        return
    counted = [c for c in children[i] if words.rels[c] == "nummod" and c < i]
    more = any(words.rels[c] == "conj" for c in children[i])
    if (
        counted
        and more
        and low(words, counted[0]) not in ("one", "1")
        and low(words, i).endswith("s")
    ):
        words.rels[i] = "conj"


def _dead(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Hang the "dead" of "gunmen shot dead two men" below the verb, not the men, as what became of them."""
    k = i + 1
    if k < end and low(words, k) == "dead" and words.heads[i] == k and words.upos[k] == "ADJ":
        _over_dead(words, children, i, k)
    if k < end and low(words, k) == "dead" and words.heads[k] == i:
        mend_shot(words, children, i, k)
        for c in children[i]:  # "and shot dead a guard", who did not shoot
            if c > k and words.rels[c] == "nsubj" and low(words, c - 1) not in ("who", "that"):
                words.rels[c] = "obj"
        behind = any(words.rels[c] == "obj" and c > k for c in children[i])
        if words.rels[k] in _PARTICLES or (words.rels[k] == "obj" and behind):
            words.rels[k] = "xcomp"
    if k < end and low(words, k) == "dead" and words.rels[k] == "amod" and not children[k]:
        if words.heads[words.heads[k]] == i and words.rels[words.heads[k]] == "obj":
            children[words.heads[k]].remove(k)
            children[i].append(k)
            words.heads[k], words.rels[k] = i, "xcomp"


def _over_dead(words: Words, children: dict[int, list[int]], i: int, k: int) -> None:
    """Turn round the "dead" over the "shot" of "gunmen on a bike shot dead a clerk"."""
    if any(words.rels[c] in ("cop", "aux", "aux:pass") for c in children[k]):
        return
    above, rel = words.heads[k], words.rels[k]
    move(words, children, i, i if above == k else above, "root" if above == k else rel)
    for c in [c for c in children[k] if c != i]:
        behind = c > k and words.rels[c] in SUBJECTS
        move(words, children, c, i, "obj" if behind else words.rels[c])
    move(words, children, k, i, "xcomp")
    subjects = [c for c in children[i] if c < i and words.rels[c] in SUBJECTS]
    for c in subjects[1:]:
        if any(words.rels[g] == "case" for g in children[c]):
            move(words, children, c, subjects[0], "nmod")
