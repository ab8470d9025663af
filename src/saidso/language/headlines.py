"""Headlines whose verb the model takes for one noun among others: "Villagers lynch man".

In the present a headline's verb looks like a noun, and the model makes one long compound of subject,
verb and object. English still tells it: a verb agrees with the noun before it ("mob lynches",
"villagers lynch") and a phrase of its own follows, which no noun in a compound does.
"""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.trees import is_tree
from saidso.language.words import NOMINAL, SUFFERED, Words, low, move

_STARTS = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"})
_WITHIN = _STARTS | {"PART"}
_DEEP = 40
_RELATIVE = frozenset({"who", "that", "which", "whose"})
_FINITE = frozenset({"VERB", "AUX"})
_AS_NOUN = frozenset(
    {"compound", "nsubj", "nsubj:pass", "root", "amod", "flat", "appos", "obj", "nmod"}
)


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return base forms, forms with "s", and nouns that are plural without one."""
    data = knowledge.table(__package__, "headlines.yaml")
    bare = frozenset(data["verbs"].split())
    third = frozenset(v + ("es" if v.endswith(("s", "sh", "ch", "x")) else "s") for v in bare)
    return bare, third, frozenset(data["plurals"].split())


@cache
def _people() -> frozenset[str]:
    return frozenset(knowledge.table(__package__, "headlines.yaml")["people"].split())


def is_people(words: Words, i: int) -> bool:
    """Return whether a word tagged as a name is a plural for people: "five Maoists", "Palestinians"."""
    text = words.texts[i]
    nation = words.kinds[i] == "person" and text.endswith(("ians", "eans"))
    return words.upos[i] == "PROPN" and (nation or text.lower() in _people())


_TAKEN = frozenset({"held", "kidnapped", "abducted", "captured", "seized", "detained", "jailed"})


def _object_held(words: Words, first: int, end: int) -> None:
    """Make "crew" of "Pirates release crew held for years" what is released: the crew did not hold.

    A verb of the present with a subject of its own stands right before it, and has no object.
    """
    root = next((i for i in range(first, end) if words.heads[i] == i), -1)
    if root < 0 or words.texts[root].lower() not in _TAKEN:
        return
    below = [i for i in range(first, end) if words.heads[i] == root and i != root]
    if any(words.rels[i].startswith("aux") for i in below):
        return
    noun = next((i for i in below if words.rels[i] in ("nsubj", "nsubj:pass") and i < root), -1)
    verb = next((i for i in below if words.rels[i] in ("advcl", "ccomp") and i < noun), -1)
    if verb < 0 or words.upos[verb] != "VERB":
        return
    of_verb = {words.rels[i] for i in range(first, end) if words.heads[i] == verb and i != verb}
    if "nsubj" not in of_verb or not of_verb.isdisjoint({"obj", "mark", "aux", "aux:pass"}):
        return
    words.heads[verb], words.rels[verb] = verb, "root"
    words.heads[noun], words.rels[noun] = verb, "obj"
    words.heads[root], words.rels[root] = noun, "acl"


_AS = frozenset({"as", "while", "after", "before"})


def who_as(words: Words, first: int, end: int) -> None:
    """Make "forces" of "Three killed as forces open fire" who opens fire: the three did not.

    A noun behind "as" and right before a verb without a subject is that verb's.
    """
    for verb in range(first + 2, end):
        noun, above = verb - 1, words.heads[verb]
        if words.upos[verb] != "VERB" or words.rels[verb] not in ("advcl", "ccomp", "parataxis"):
            continue
        if words.rels[noun] != "obl" or words.heads[noun] != above or above >= noun:
            continue
        below = [i for i in range(first, end) if words.heads[i] == verb and i != verb]
        if any(words.rels[i].startswith(("nsubj", "mark", "aux")) for i in below):
            continue
        opens = [
            i
            for i in range(above + 1, noun)
            if words.heads[i] == noun
            and words.rels[i] in ("case", "mark")
            and words.texts[i].lower() in _AS
        ]
        if opens and not words.texts[verb].lower().endswith(("ed", "ing")):
            words.heads[noun], words.rels[noun] = verb, "nsubj"
            words.heads[opens[0]], words.rels[opens[0]] = verb, "mark"


def mend_headline(words: Words, first: int, end: int) -> None:
    """Make the verb of the headline from `first` to `end` a verb, with the nouns round it its own.

    What would leave no tree is left as it was.
    """
    _object_held(words, first, end)
    for i in range(first + 1, end - 1):
        if words.upos[i] in _FINITE:
            return
        noun = words.upos[i] in ("NOUN", "PROPN") or words.texts[i].lower() == "free"
        if noun and _held(words, i + 1, end):  # "bandits free kidnapped priest"
            words.upos[i + 1] = "ADJ"
            words.rels[i + 1] = "amod"
        if noun and _is_verb(words, i, end):
            before = words.upos[first:end], words.rels[first:end], words.heads[first:end]
            _raise(words, i, first, end)
            if not is_tree([head - first for head in words.heads[first:end]]):
                words.upos[first:end], words.rels[first:end], words.heads[first:end] = before
            return


def _held(words: Words, k: int, end: int) -> bool:
    """Return whether word `k` is a participle of captives that stands before a noun."""
    if words.texts[k].lower() not in _OF_CAPTIVES or words.upos[k] != "VERB":
        return False
    below = any(words.heads[c] == k for c in range(k + 1, end))
    return k + 1 < end and words.upos[k + 1] in ("NOUN", "PROPN", "NUM") and not below


def _is_verb(words: Words, i: int, end: int) -> bool:
    """Return whether word `i` agrees with the noun before it and has a phrase behind it."""
    bare, third, plurals = _verbs()
    low, before = words.texts[i].lower(), words.texts[i - 1].lower()
    if words.upos[i - 1] not in ("NOUN", "PROPN") or words.rels[i] not in _AS_NOUN:
        return False
    plural = before in plurals or before.endswith("men")
    plural = plural or (before.endswith("s") and not before.endswith("ss"))
    if not (low in bare and plural) and not (low in third and not plural):
        return False
    after = words.upos[i + 1]
    if words.texts[i + 1] == "," and i + 2 < end:
        return low in third and words.upos[i + 2] == "VERB"
    if after not in _STARTS:
        return False
    k = i + 1
    while k < end and words.upos[k] in _WITHIN:
        k += 1
    if k < end and words.texts[k] == ":":
        return False
    told = words.texts[k].lower() in _OF_CAPTIVES if k < end else False
    return told or not (k < end and words.upos[k] in _FINITE and not _ing(words, k))


_OF_CAPTIVES = frozenset(
    {
        "held",
        "kidnapped",
        "abducted",
        "taken",
        "seized",
        "captured",
        "accused",
        "suspected",
        "wanted",
    }
)
"""Participles that say of whom a headline tells: "rebels free clerks held in Velm"."""


def _ing(words: Words, k: int) -> bool:
    return words.texts[k].lower().endswith("ing")


def _raise(words: Words, i: int, first: int, end: int) -> None:
    """Put word `i` above the nouns before it, its subject, and those behind it, its object."""
    low, high = i - 1, i + 1
    while low > first and words.upos[low - 1] in _WITHIN:
        low -= 1
    while high < end and words.upos[high] in _WITHIN and words.texts[high].lower() not in _RELATIVE:
        high += 1
    subject, thing = i - 1, _object(words, i, high)
    while words.rels[subject] == "nmod" and first <= words.heads[subject] < subject:
        subject = words.heads[subject]  # "a bureau of inquiry releases"
        low = min(low, subject)
    block = range(low, high)
    tops = [k for k in block if words.heads[k] not in block or words.heads[k] == k]
    above, rel = i, "root"
    for k in tops:
        over = words.heads[k]
        if over == k or _within(words, over, block):
            continue
        above, rel = over, words.rels[k]
        break
    words.upos[i] = "VERB"
    for k in range(first, end):
        if k in block or words.heads[k] not in block:
            continue
        if words.rels[k] == "acl" and words.upos[k] == "VERB":  # "rams truck into gate killing two"
            words.heads[k], words.rels[k] = i, "advcl" if _ing(words, k) else "conj"
        elif words.heads[k] < thing:  # what hung on the compound hangs on the verb now
            words.heads[k] = i
    for k in (k for k in range(low, i) if k != subject):
        if not low <= words.heads[k] < i or words.heads[k] == k:
            words.heads[k], words.rels[k] = subject, _MODIFIES.get(words.upos[k], "compound")
    for k in range(i + 1, high):
        if k != thing and (not i < words.heads[k] < high or words.heads[k] == k):
            words.heads[k] = thing
            words.rels[k] = "appos" if k > thing else _MODIFIES.get(words.upos[k], "compound")
    words.heads[subject], words.rels[subject] = i, "nsubj"
    if thing != i:
        words.heads[thing], words.rels[thing] = i, "obj"
    if rel.startswith("nsubj") and words.upos[above] == "VERB" and above > i:
        over, how = words.heads[above], words.rels[above]
        words.heads[above] = i
        words.rels[above] = "advcl" if _ing(words, above) else "conj"
        above, rel = (i, "root") if over == above or over in block else (over, how)
    words.heads[i], words.rels[i] = above, "root" if above == i else "parataxis"
    if above == i:
        for k in range(first, end):  # one top only
            if words.heads[k] == k and k != i:
                words.heads[k], words.rels[k] = i, "parataxis"


_MODIFIES = {"DET": "det", "NUM": "nummod", "ADJ": "amod"}


def _within(words: Words, k: int, block: range) -> bool:
    """Return whether word `k` hangs on a word of `block`."""
    for _ in range(_DEEP):
        if k in block:
            return True
        if words.heads[k] == k:
            return False
        k = words.heads[k]
    return True


def _object(words: Words, i: int, high: int) -> int:
    """Return the head of the phrase right behind word `i`: its last noun, else its last word."""
    nouns = [k for k in range(i + 1, high) if words.upos[k] in ("NOUN", "NUM", "PRON")]
    named = [k for k in range(i + 1, high) if words.upos[k] == "PROPN"]
    nouns = [k for k in nouns if words.upos[k] != "NUM"] or nouns
    return nouns[-1] if nouns else named[0] if named else high - 1


def amid(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give verb `i` what stands behind it: "raider killed as police rescue two girls" killed no girls."""
    above = words.heads[i]
    if words.rels[i] != "advcl" or above >= i:
        return
    rels = {words.rels[c] for c in children[i]}
    marked = any(
        words.rels[c] == "mark" and c < i and low(words, c) in ("as", "while") for c in children[i]
    )
    if not marked or "obj" in rels or any(r.startswith("aux") for r in rels):
        return
    behind = [c for c in children[above] if c > i and words.rels[c] == "obj"]
    if len(behind) != 1 or words.upos[behind[0]] not in NOMINAL:
        return
    move(words, children, behind[0], i, "obj")
    if "nsubj" not in rels and i - 1 in children[i] and words.rels[i - 1] == "compound":
        move(words, children, i - 1, i, "nsubj")


_DONE_TO = frozenset(
    {
        "martyred",
        "lynched",
        "gunned",
        "murdered",
        "assassinated",
        "beheaded",
        "abducted",
        "kidnapped",
    }
)
"""Past forms that say what was done to their subject where they have no object."""


def headline_passive(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make the subject of "two men shot dead" and "priest hacked to death by raiders" one that suffers.

    Headlines leave out "were", and a past form may do without; but nobody shoots dead nobody, nor lynches.
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
    after = [low(words, k) for k in range(i + 1, min(end, i + 3))]
    deadly = after[:1] in (["dead"], ["alive"]) or after == ["to", "death"]
    deadly = deadly or low(words, i) in _DONE_TO
    if (deadly or "obl:agent" in below) and low(words, i).endswith(SUFFERED):
        words.rels[subjects[0]] = "nsubj:pass"
