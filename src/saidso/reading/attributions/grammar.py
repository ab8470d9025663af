"""Attributions that the trees show: a verb or noun of saying with its speaker and its clause.

The model finds most attributions; what it cannot know (its training texts mark one attribution per
word) is an attribution inside another one.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import (
    SCORE,
    child,
    negated,
    noun_phrase,
    oblique,
    trim,
    without,
)
from saidso.reading.attributions.sources import may_speak
from saidso.reading.clauses.cues import cues

_CLAUSE = ("ccomp", "parataxis")
_SUBJECT = ("nsubj", "nsubj:outer")
_RAISING = frozenset({"appear", "seem", "purport", "begin", "continue"})
_OPEN = _RAISING | {"claim", "show", "deny", "promise", "pledge", "vow", "threaten", "swear", "refuse",
    "decline", "demand"}  # fmt: skip

_ADDRESSED = frozenset({"tell", "inform", "assure", "warn", "remind", "ask", "promise", "advise",
    "notify", "convince", "persuade", "brief"})  # fmt: skip
_OF_CLAIMS = frozenset({"confirm", "deny", "report", "refute", "rebut", "dispute", "reject"})
"""Verbs whose object may be all that is said: "denied the report"."""
CHARGES = frozenset({"accuse", "blame", "rule"})
"""Verbs whose object and what hangs on it are what is said: "accused the army of shelling it"."""
_CHARGED = frozenset({"obj", "obl", "advcl", "xcomp", "nmod"})
_SAYING = frozenset({"say", "tell", "announce", "report", "add", "state"})
_FARTHEST = 12
"""Tokens between a verb of saying and its "that"."""
_QUOTED = frozenset({"“", "”", '"', "``", "''"})
_SEEKING = frozenset({"seek", "try", "attempt", "move", "rush"})
_YOU = frozenset({"you", "one", "everyone", "everybody", "anyone"})
_FILLERS = {"know": _YOU | {"i", "we"}, "ask": _YOU | {"i"}, "say": _YOU | {"i", "we"}}
"""Subjects that make a verb of saying a way of talking ("you know", "I say"), not an attribution."""


def verb_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of cue verb `i` with its subject and its clause."""
    table, tokens = cues(), parse.tokens
    verb = tokens[i].lemma
    if verb not in table.stance and verb not in table.shows:
        return None
    subject = _subject(parse, i)
    if subject is None:
        return None
    shown = tokens[subject].lemma in table.footage or tokens[subject].lemma in table.documents
    if not (verb in table.stance or (shown and verb in table.shows)):
        return None
    if tokens[subject].text.lower() in _FILLERS.get(verb, _YOU):
        return None
    content = _clause(parse, i, shown or verb in _OF_CLAIMS)
    if content is None and verb in _SAYING and subject < i:
        content = _that_clause(parse, i) or _told_first(parse, i, subject)
    if content is None:
        return None
    if content[0] > i > subject and child(parse, i, *_SUBJECT) not in (None, subject):
        content = (i + 1, content[1])
    if content[0] <= i < content[1]:  # "that" hangs on a verb further down
        before = range(content[0], min(i, subject))  # "Two died, Tass reported, citing police"
        told = any(tokens[k].upos == "VERB" for k in before)
        after = content[1] > i + 1 and subject < i and not told
        content = (i + 1, content[1]) if after else (content[0], min(i, subject))
    spoken = _bare(parse, subject)
    if spoken[0] <= subject < i < spoken[1]:
        spoken = (spoken[0], i)
    source = without(spoken, content)
    if content[0] >= content[1]:
        return None
    return Frame(source[:1], [_cue(parse, i)], [content], SCORE) if source else None


def _subject(parse: Parse, i: int) -> int | None:
    """Return the subject of a verb, also one that it shares or that "appears to" lends it."""
    tokens = parse.tokens
    own = child(parse, i, *_SUBJECT)
    if own is not None and own < i:  # "Two dead in Velm, Norland denies attack"
        own = max(c for c in parse.children[i] if c < i and tokens[c].rel in _SUBJECT)
    if own is not None and own > i and (before := _just_before(parse, i)) is not None:
        return before
    if own is not None:
        return own
    head = tokens[i].head
    if tokens[i].rel == "conj" or (tokens[i].rel == "xcomp" and tokens[head].lemma in _RAISING):
        return child(parse, head, *_SUBJECT)
    if tokens[i].rel in ("xcomp", "advcl") and tokens[head].lemma in _SEEKING:
        if cues().stance.get(tokens[i].lemma) == "denies":  # "sought to refute claims that"
            return child(parse, head, *_SUBJECT)
    k = _nominal_before(parse, i)
    # "that police said": a noun right before a plain verb of saying is who says it
    plain = tokens[i].lemma in cues().stance and tokens[i].lemma not in cues().weak
    if k is None or not plain:
        return None
    if tokens[k].head == i and may_speak(parse, k):
        return k if tokens[k].rel in ("iobj", "obj", "dep", "nmod", "obl", "nmod:desc") else None
    return _astray(parse, i, k)


def _astray(parse: Parse, i: int, k: int) -> int | None:
    """Return the head of a speaker's words up to noun `k` right before verb `i`, hung on a later word.

    In "minister Jon Doe alleges that he was shot" the tree may take the minister for part of "shot".
    """
    tokens = parse.tokens
    if tokens[i].text.endswith("ing") or child(parse, i, "aux:pass") is not None:
        return None
    while tokens[k].head < k and tokens[k].rel in ("flat", "appos", "nmod:desc", "compound"):
        k = tokens[k].head
    loose = tokens[k].head >= i and tokens[k].rel in ("nmod", "nmod:desc", "nmod:poss", "obl")
    cased = any(tokens[c].rel == "case" for c in parse.children[k])
    return k if loose and not cased and may_speak(parse, k) else None


def _nominal_before(parse: Parse, i: int) -> int | None:
    """Return the noun that stands right before a verb and its auxiliaries, or None."""
    tokens = parse.tokens
    k = i - 1
    while k >= 0 and tokens[k].upos in ("AUX", "ADV") and i - k < 4:
        k -= 1
    if k < 0 or tokens[k].upos not in ("NOUN", "PROPN", "PRON"):
        return None
    return k if tokens[k].sentence == tokens[i].sentence else None


def _just_before(parse: Parse, i: int) -> int | None:
    """Return the subject right before a verb which the tree gave to another verb.

    Trees of deep nesting go wrong: in "reported that a sailor claimed the captain had admitted" the
    sailor is the one who claims.
    """
    tokens = parse.tokens
    k = _nominal_before(parse, i)
    if k is None or not tokens[k].rel.startswith("nsubj"):
        return None
    other = tokens[k].head
    return k if other < k and tokens[other].lemma in cues().stance else None


def speaker(parse: Parse, i: int) -> Range | None:
    """Return the words of the subject of a cue verb, or None without one."""
    subject = _subject(parse, i)
    return None if subject is None else _bare(parse, subject)


def _bare(parse: Parse, head: int) -> Range:
    """Return a speaker's words without the relative clause and the apposition after them."""
    first, end = noun_phrase(parse, head)
    for c in parse.children[head]:
        if c > head and parse.tokens[c].rel in ("acl:relcl", "appos", "parataxis"):
            end = min(end, parse.subtree(c)[0])
    named = range(head + 1, end)
    end = next((k for k in named if parse.tokens[k].text.lower() == "according"), end)
    while end > head + 1 and parse.tokens[end - 1].text in (",", "(", "–", "—", "-"):
        end -= 1
    return (first, max(end, head + 1))


def charge_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of "accused the rebels of", "blaming a drone" and "ruled out sabotage"."""
    tokens = parse.tokens
    subject, charged = child(parse, i, *_SUBJECT), child(parse, i, "obj")
    if subject is None and tokens[i].rel.startswith("acl"):  # "with officials blaming a drone"
        case = child(parse, tokens[i].head, "case", "mark")
        loose = case is not None and tokens[case].text.lower() == "with"
        subject = tokens[i].head if loose else None
    if subject is None and (before := _nominal_before(parse, i)) is not None:
        subject = _astray(parse, i, before)
    if subject is None or charged is None or not subject < i < charged:
        return None
    out = i + 1 < len(tokens) and tokens[i + 1].text.lower() == "out"
    if (tokens[i].lemma == "rule") != out or not may_speak(parse, subject) or negated(parse, i):
        return None
    start = i + 2 if out else i + 1
    end = max(
        [
            parse.subtree(c)[1]
            for c in parse.children[i]
            if c >= charged and tokens[c].rel in _CHARGED
        ]
    )
    content = trim(parse, (start, end))
    if content is None:
        return None
    return Frame([_bare(parse, subject)], [(_cue(parse, i)[0], start)], [content], SCORE)


def belief_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of "the men were believed by villagers to be rebels"."""
    agent, subject = child(parse, i, "obl:agent"), child(parse, i, "nsubj:pass")
    told = child(parse, i, "xcomp", "ccomp")
    if agent is None or subject is None or told is None or not subject < i < agent < told:
        return None
    if not may_speak(parse, agent):
        return None
    source = noun_phrase(parse, agent, i + 1)
    source = (source[0], min(source[1], parse.subtree(told)[0]))
    content = trim(parse, parse.subtree(told))
    if content is None or source[0] >= source[1]:
        return None
    return Frame([source], [_cue(parse, i)], [noun_phrase(parse, subject), content], SCORE)


def _that_clause(parse: Parse, i: int) -> Range | None:
    """Return what follows "that" after "said in a briefing on Monday", whatever the tree makes of it."""
    tokens, end = parse.tokens, parse.sentence_of(i).tokens[1]
    for k in range(i + 1, min(i + _FARTHEST, end)):
        token = tokens[k]
        if token.text.lower() == "that" and token.upos == "SCONJ" and token.rel == "mark":
            return trim(parse, (k, end))
        if token.upos in ("VERB", "AUX", "SCONJ", "CCONJ", "PUNCT"):
            return None
    return None


def _told_first(parse: Parse, i: int, subject: int) -> Range | None:
    """Return what stands before ", an agency said on Thursday." at the end of a sentence.

    Trees of long sentences hang the verb on a word of what is told, or that on the verb.
    """
    tokens = parse.tokens
    first, end = parse.sentence_of(i).tokens
    comma = noun_phrase(parse, subject, first)[0] - 1
    if comma <= first or tokens[comma].text != "," or not may_speak(parse, subject):
        return None
    if any(t.upos in ("VERB", "SCONJ") for t in tokens[i + 1 : end]):
        return None
    if any(t.text in _QUOTED for t in tokens[first:end]):
        return None
    told = any(
        tokens[c].rel.startswith("nsubj") and first <= c < comma > tokens[c].head
        for k in range(first, comma)
        for c in parse.children[k]
    )
    return trim(parse, (first, comma)) if told else None


def noun_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of "the captain's claim that", "a warning by the army that"."""
    tokens = parse.tokens
    if tokens[i].lemma not in cues().nouns:
        return None
    clause = child(parse, i, "acl", "ccomp")
    if clause is None or clause < i:
        return None
    mark = child(parse, clause, "mark")
    if mark is None or tokens[mark].lemma != "that":
        return None
    owner = child(parse, i, "nmod:poss")
    if owner is None:
        owner = oblique(parse, i, "by", "of", "from")
    if owner is None or not (may_speak(parse, owner) or tokens[owner].upos in ("PRON", "PROPN")):
        return None
    source = noun_phrase(parse, owner)
    while source[1] - 1 > owner and tokens[source[1] - 1].text in ("'s", "’s", "'", "’"):
        source = (source[0], source[1] - 1)
    source = (source[0], min(source[1], parse.subtree(clause)[0])) if owner > i else source
    content = trim(parse, parse.subtree(clause))
    return Frame([source], [(i, i + 1)], [content], SCORE) if content else None


def _clause(parse: Parse, i: int, nominal: bool) -> Range | None:
    """Return the words that the verb's clause covers, or None where there is none."""
    tokens = parse.tokens
    below = parse.children[i]
    if len(told := [c for c in below if tokens[c].rel == "ccomp"]) > 1 and told[0] < i < told[-1]:
        below = [told[-1]]  # a tree gives "the mayor said he fell, the guards alleged that" both
    for c in below:
        rel = tokens[c].rel
        if (
            rel in _CLAUSE
            or (rel == "xcomp" and tokens[i].lemma in _OPEN)
            or (nominal and rel == "obj" and c > i)
        ):
            first, end = parse.subtree(c)
            above = child(parse, i, "obj")
            if rel == "ccomp" and above is not None and i < above < first:
                if tokens[i].lemma not in _ADDRESSED and parse.subtree(above)[1] == first:
                    first = parse.subtree(above)[0]  # "claimed the town was theirs"
            return trim(parse, (first, end))
    head = tokens[i].head
    if tokens[i].rel in ("parataxis", "ccomp") and head != i:  # "X, the police said."
        whole = parse.subtree(head)
        own = parse.subtree(i)
        if own[0] > head:
            return trim(parse, (whole[0], own[0]))
        if own[1] <= head:
            return trim(parse, (own[1], whole[1]))
    return None


def _cue(parse: Parse, i: int) -> Range:
    """Return the verb with the auxiliaries and negations that stand right before it."""
    first = i
    light = cues().light
    tokens = parse.tokens
    while first > 0 and tokens[first - 1].text.lower() in light and tokens[first - 1].head == i:
        first -= 1
    head = tokens[i].head
    if tokens[i].rel == "xcomp" and tokens[head].lemma in _RAISING and first - 1 == head:
        first = head
    return (first, i + 1)
