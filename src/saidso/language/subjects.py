"""Subjects: who or what does what a verb says, where the tree calls it something else."""

from __future__ import annotations

from saidso.language.reduced import mend_participle
from saidso.language.words import NOMINAL, SAYS, SUBJECTS, SUFFERED, Words, low, move

_HYPHENS = frozenset("-‐‑")
_PAST = ("ed", "left", "hit", "struck", "tore")
"""How forms end that are a past."""


def mend_subject(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Put right the subject that verb `i` is, or lacks."""
    if low(words, i).endswith("ing"):
        _gerund(words, children, i)
    _behind_mark(words, children, i)
    _paired(words, children, i)
    _two_passives(words, children, i)
    mend_participle(words, children, i)
    _some_of_them(words, children, i)
    _tellers(words, children, i)
    _between(words, children, i)
    _counted(words, i)
    _told(words, children, i)
    _speaker(words, children, i)
    _said_of(words, children, i)


def _said_of(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let those behind "said" do what the verb does that the tree gives to who speaks: "a woman said men in
    uniforms with others blindfolded her"."""
    say = words.heads[i]
    if words.rels[i] != "conj" or say >= i or low(words, say) not in SAYS:
        return
    if any(words.rels[c] in SUBJECTS or words.rels[c] in ("mark", "aux:pass") for c in children[i]):
        return
    who = [c for c in children[say] if words.rels[c] == "ccomp" and say < c < i]
    if len(who) != 1 or words.upos[who[0]] not in NOMINAL or words.kinds[who[0]] != "person":
        return
    if any(words.rels[c] in ("cop", *SUBJECTS) for c in children[who[0]]):
        return
    move(words, children, i, say, "ccomp")
    move(words, children, who[0], i, "nsubj")


def _speaker(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let who speaks say what follows, not do it: "a spokesman said suspects shot a guard"."""
    who = words.heads[i]
    verb = words.heads[who]
    if low(words, i) not in SAYS or words.rels[i] != "acl" or words.rels[who] != "nsubj":
        return
    doers = [c for c in children[i] if words.rels[c] in _SAID and i < c < verb]
    if len(doers) != 1 or words.kinds[doers[0]] not in ("person", "event"):
        return
    if words.upos[verb] != "VERB" or words.upos[doers[0]] not in NOMINAL:
        return
    if not any(words.rels[c] == "obj" for c in children[verb]):
        return
    top = words.heads[verb]
    move(words, children, i, i if top == verb else top, words.rels[verb])
    move(words, children, who, i, "nsubj")
    move(words, children, verb, i, "ccomp")
    move(words, children, doers[0], verb, "nsubj")


_SAID = ("iobj", "obj", "ccomp")
"""What the doers of what is said are taken for."""


def _counted(words: Words, i: int) -> None:
    """Let the number right before a participle suffer it: "four were killed and six wounded"."""
    number = i - 1
    counts = words.rels[number] in ("compound", "nummod") and words.upos[number] == "NUM"
    if number >= 0 and counts and words.heads[number] == i and words.rels[i] == "conj":
        if low(words, i).endswith(SUFFERED):
            words.rels[number] = "nsubj:pass"


def _between(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let who stands between commas say what is told: "soldiers, residents told a radio, burned houses"."""
    doers, who = words.heads[i], i - 1
    verb = words.heads[doers] if doers in children else -1
    if words.rels[i] not in ("acl", "acl:relcl") or low(words, i) not in SAYS | {"told"}:
        return
    if who not in children or words.rels[who] != "appos" or words.heads[who] != doers:
        return
    if words.rels[doers] != "nsubj" or not i < verb or words.texts[_begins(children, who)] == "who":
        return
    move(words, children, i, verb, "parataxis")
    move(words, children, who, i, "nsubj")


def _told(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let those behind "said" do what is said: "police said unknown suspects shot and killed a guard".

    The tree takes them for a second subject of "said", and what they did for what was done to them.
    """
    own = [c for c in children[i] if words.rels[c] == "nsubj"]
    if low(words, i) not in SAYS or len(own) < 2 or not own[-2] < i < own[-1]:
        return
    doers = own[-1]
    verb = next((c for c in children[doers] if words.rels[c] == "acl" and c > doers), -1)
    if verb < 0 or words.upos[verb] != "VERB" or low(words, verb).endswith("ing"):
        return
    acts = [verb, *(c for c in children[verb] if words.rels[c] == "conj" and c < verb + _NEXT)]
    below = {words.rels[c] for act in acts for c in children[act]}
    if "obj" not in below or any(r in SUBJECTS or r.startswith("aux") for r in below):
        return
    move(words, children, verb, i, "ccomp")
    move(words, children, doers, verb, "nsubj")


_NEXT = 4
"""Words within which a second verb stands beside the first: "shot and killed"."""


def _tellers(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make those right before "said" its subject where they are taken for the next of a list: "killed nine
    clerks, two sources and an official said"."""
    if low(words, i) not in SAYS or any(words.rels[c] in SUBJECTS for c in children[i]):
        return
    if (who := _late_subject(words, children, i)) >= 0:
        move(words, children, who, i, "nsubj")
        return
    at = i - 1
    while at in children and words.rels[at] == "conj" and words.heads[at] < at:
        first = _begins(children, at)
        if first - 1 in children and words.texts[first - 1] == "," and words.heads[at] < first - 1:
            if words.kinds[at] in _SPEAKERS and i in _above(words, words.heads[at]):
                move(words, children, at, i, "nsubj")
            return
        at = words.heads[at]


def _late_subject(words: Words, children: dict[int, list[int]], i: int) -> int:
    """Return the second subject of a verb before "said" at `i` that stands behind that verb, or -1: "two
    people were wounded, the head of the council said"."""
    for k in range(i - 1, max(i - _LONG, min(children, default=i)), -1):
        verb = words.heads[k]
        if words.rels[k] in SUBJECTS and verb < k:
            first = any(words.rels[c] in SUBJECTS and c < verb for c in children.get(verb, ()))
            return k if first and words.kinds[k] in _SPEAKERS else -1
        if words.texts[k] in (";", ":") or words.rels[k] in SUBJECTS:
            return -1
    return -1


_LONG = 16
"""Words within which those who say something stand before "said"."""


def _begins(children: dict[int, list[int]], at: int) -> int:
    """Return the first word of all that hangs on word `at`, by its first ones."""
    while children[at] and children[at][0] < at:
        at = children[at][0]
    return at


def _above(words: Words, at: int) -> set[int]:
    """Return the words that word `at` hangs on, the nearest ones."""
    out = {at}
    while words.heads[at] not in out and len(out) < _CLIMB:
        at = words.heads[at]
        out.add(at)
    return out


_CLIMB = 8
_SPEAKERS = frozenset({"person", "organization"})


def beside_passive(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the "wounded" of "two were killed and ten others wounded" beside the verb, not on the two."""
    noun = words.heads[i]
    if words.rels[i] not in ("amod", "acl") or noun > i or not low(words, i).endswith(SUFFERED):
        return
    who = next((c for c in children[i] if words.rels[c] == "nsubj" and noun < c < i), -1)
    verb = words.heads[noun]
    if who < 0 or words.rels[noun] != "nsubj:pass" or not noun < verb < who:
        return
    words.upos[i], words.rels[who] = "VERB", "nsubj:pass"
    move(words, children, i, verb, "conj")


def others_suffer(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "others" of "leaving a guard dead and two others wounded" those who are wounded, and no part
    of the word or of those before.
    """
    k = i - 1
    if words.upos[i] == "ADJ" and any(words.rels[c] == "nsubj" and c < i for c in children[i]):
        if not any(words.rels[c].startswith(("cop", "aux")) for c in children[i]):
            words.upos[i] = "VERB"
            if not any(words.rels[c] == "obj" for c in children[i]):
                words.rels[k] = "nsubj:pass"  # "14 died and 14 others injured in a riot"
    elif low(words, k) != "others":
        return
    elif words.heads[k] == i and words.rels[k] in ("compound", "amod"):
        words.upos[i], words.rels[k] = "VERB", "nsubj"
    elif (
        words.rels[k] == "conj" and words.heads[k] < k and words.rels[i] in ("amod", "conj", "acl")
    ):
        above = words.heads[i] if words.rels[i] == "conj" else words.heads[k]
        if above >= k or not _is_left(words, above):
            return
        words.upos[i] = "VERB"
        move(words, children, i, above, "conj")
        move(words, children, k, i, "nsubj")


def some_suffer(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let the six of "leaving one dead and six others, five of them women, wounded" be the wounded."""
    if words.texts[i - 1] != "," or words.upos[i] not in ("ADJ", "VERB"):
        return
    them = next((k for k in range(i - 2, max(i - _ASIDE, 2), -1) if low(words, k) in _THEM), -1)
    number, noun = them - 2, them - 4
    if noun < 1 or low(words, them - 1) != "of" or words.texts[number - 1] != ",":
        return
    if words.upos[number] != "NUM" or words.upos[noun] not in NOMINAL or noun not in children:
        return
    above = words.heads[noun]
    if low(words, above) in _LEFT:
        above = max(
            (c for c in children[above] if words.rels[c] in _HOW and c < noun), default=noun
        )
    if words.rels[noun] == "conj" and above < noun and _is_left(words, above):
        words.upos[i] = "VERB"
        move(words, children, i, above, "conj")
        move(words, children, noun, i, "nsubj")
        move(words, children, number, noun, "appos")


_HOW = ("xcomp", "obj")
_ASIDE = 8
"""Words between commas that tell who some of them are, at most."""
_THEM = frozenset({"them", "whom"})
_LEFT = frozenset({"left", "leaves", "leaving", "leave"})


def _is_left(words: Words, at: int) -> bool:
    """Return whether a word hangs on "left", as how or whom: "left a guard dead"."""
    return low(words, words.heads[at]) in _LEFT


def _paired(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "driver" of "a guard and a driver died" one of two who died, and no second subject."""
    who = max((c for c in children[i] if words.rels[c] in SUBJECTS and c < i), default=-1)
    if who < 0:
        return
    cc = next((c for c in children[who] if words.rels[c] == "cc" and c < who), -1)
    cc = cc if cc >= 0 else _begins(children, who) - 1
    first = cc - 1
    if first not in children[i] or low(words, cc) != "and" or words.upos[first] not in NOMINAL:
        return
    if words.rels[first] not in _FIRST or any(words.rels[c] == "case" for c in children[first]):
        return
    move(words, children, first, i, words.rels[who])
    move(words, children, who, first, "conj")
    move(words, children, cc, who, "cc")


_FIRST = ("nsubj", "nsubj:pass", "obl", "obl:unmarked")
"""What the first of two subjects is called where the second is taken for the only one."""


def _two_passives(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the first of two subjects, and of two "were", to the verb behind it: "nine, with two women, were
    killed, seven were wounded"."""
    subjects = [c for c in children[i] if words.rels[c] == "nsubj:pass" and c < i]
    if len(subjects) != 2:
        return
    between = range(subjects[0] + 1, subjects[1] - 1)
    were = next((k for k in between if words.rels[k] == "aux:pass"), -1)
    verb = were + 1
    if were < 0 or words.heads[were] not in (i, verb) or not low(words, verb).endswith(SUFFERED):
        return
    if verb in children[i] or any(words.rels[c] in SUBJECTS for c in children[verb]):
        return
    words.upos[verb] = "VERB"
    move(words, children, subjects[0], verb, "nsubj:pass")
    move(words, children, were, verb, "aux:pass")
    if words.heads[i] == verb:
        words.rels[i] = "conj"


def passers_by(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make one noun of the "passers-by" at `i`, whose "by" is no preposition."""
    hyphen, by = i + 1, i + 2
    if by >= end or words.texts[hyphen] not in _HYPHENS or low(words, by) != "by":
        return
    if words.heads[i] in (hyphen, by):
        return
    for k in (hyphen, by):
        for c in [c for c in children[k] if c not in (hyphen, by)]:
            move(words, children, c, i, "appos" if words.upos[c] in NOMINAL else words.rels[c])
        move(words, children, k, i, "punct" if k == hyphen else "compound:prt")


def _some_of_them(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make no second subject of the "two of them" of "seven men, two of them guards, were hurt", nor of the
    "one" of "shot four farmers, one fatally".
    """
    subjects = [c for c in children[i] if words.rels[c] in SUBJECTS and c < i]
    for c in subjects[1:]:
        below = [low(words, g) for g in children[c] if words.rels[g] == "nmod"]
        if words.upos[c] == "NUM" and "them" in below:
            move(words, children, c, subjects[0], "appos")
    whom = [c for c in children[i] if words.rels[c] == "obj" and c > i]
    for c in [c for c in children[i] if whom and words.rels[c] in SUBJECTS and c > whom[0]]:
        how = [low(words, g) for g in children[c] if words.rels[g] == "advmod"]
        if words.upos[c] == "NUM" and any(h.endswith("ly") for h in how):
            move(words, children, c, whom[0], "appos")  # "shot four farmers, one fatally"


def _gerund(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the gerund of "in Orlo, shelling of a mill killed two" the subject that its verb lacks.

    A clause beside would have a comma behind it.
    """
    verb = words.heads[i]
    if words.rels[i] != "advcl" or not i < verb or words.upos[verb] != "VERB":
        return
    own = {words.rels[c] for c in children[i]}
    above = [words.rels[c] for c in children[verb] if c != i]
    if not own.isdisjoint(("mark", "case", "aux", *SUBJECTS)) or any(
        r in SUBJECTS or r.startswith("aux") for r in above
    ):
        return
    if "," in words.texts[i:verb] or not low(words, verb).endswith(_PAST):
        return
    words.upos[i], words.rels[i] = "NOUN", "nsubj"
    for c in children[i]:
        words.rels[c] = {"obl": "nmod", "obj": "nmod", "advmod": "amod"}.get(
            words.rels[c], words.rels[c]
        )


def _behind_mark(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the noun of "after a shooting left four dead" the subject, which has no preposition."""
    rels = [words.rels[c] for c in children[i]]
    if "mark" not in rels or any(r in SUBJECTS or r.startswith("aux") for r in rels):
        return
    mark = children[i][rels.index("mark")]
    before = [c for c in children[i] if mark < c < i and words.rels[c] == "obl"]
    if [words.upos[c] for c in before if words.kinds[c] != "time"] != ["NOUN"] or not low(
        words, i
    ).endswith(_PAST):
        return
    if not any(words.rels[g] == "case" and g < before[0] for g in children[before[0]]):
        words.rels[before[0]] = "nsubj"
