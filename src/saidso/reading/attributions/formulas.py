"""Formulas of attribution: closed constructions that need no model.

"X quoted Y as saying", "identified by Y as", "in the words of Y", "Y: ...", "... – Y", "in the video
a man can be seen", "as Y put it", "Y did not respond to". Where the model took the same cue word, the
formula wins, since it knows who is who.
"""

from __future__ import annotations

from saidso.language.parse import Parse, Range, Sentence
from saidso.reading.attributions.citations import QUOTES, citation
from saidso.reading.attributions.drafts import (
    Draft,
    child,
    draft,
    negated,
    noun_phrase,
    oblique,
    trim,
    without,
)
from saidso.reading.attributions.sources import may_speak
from saidso.reading.clauses.cues import cues

_SUBJECT = ("nsubj", "nsubj:outer", "nsubj:pass")
_NAMING = frozenset({"identify", "name", "describe", "list", "recognise", "recognize"})
_LONGEST = 8
"""Tokens that the speaker of "Y: ..." may have."""
_GIVE = frozenset({"give", "offer", "provide", "release", "make", "have"})
_DETAILS = frozenset(
    {"detail", "comment", "information", "reason", "explanation", "figure", "word"}
)
_ANSWER = frozenset({"respond", "reply", "answer", "return"})
_SENSING = frozenset({"see", "hear", "show"})
_CHECKS = frozenset({"verify", "corroborate", "authenticate"})
_TELLING = QUOTES | _NAMING | _SENSING | _GIVE | _ANSWER | _CHECKS | {"reach", "put"}
_SILENT = _GIVE | _ANSWER | _CHECKS | {"reach"}
_COUNTS = frozenset(
    {
        "toll",
        "number",
        "count",
        "figure",
        "total",
        "tally",
        "dead",
        "wounded",
        "injured",
        "casualty",
    }
    | {"death", "fatality", "loss", "estimate"}
)
_STATIONS = frozenset({"police", "radio", "television", "tv", "news", "fire"})
_IS = frozenset({"is", "was", "'s", "’s"})
_STEPS = 3
_DASHES = frozenset({"—", "–", "-", "--", "―"})
_PREPOSITIONS = frozenset({"according", "per", "in", "as"})
_ASKED = frozenset({"request", "call", "question", "query", "inquiry", "message", "email"})


def formulas(parse: Parse) -> list[Draft]:
    """Return the attributions that formulas show, in text order; linear in the text.

    Those of prepositions are not `sure`: the model knows better how far their content goes.
    """
    out: list[Draft] = []
    told: dict[int, list[int]] = {}
    for i in sorted({*parse.spelled(_PREPOSITIONS | _DASHES), *parse.having(_TELLING)}):
        told.setdefault(parse.tokens[i].sentence, []).append(i)
    wider = {
        f.cue[0][0]: f.content[0][1] for f in parse.frames if parse.tokens[f.cue[0][0]].text == ":"
    }
    for sentence in parse.sentences:
        out.extend(
            d
            for d in _verbless(parse, sentence)
            if wider.get(d.frame.cue[0][0], 0) <= sentence.tokens[1]  # a turn of several sentences
        )
        for i in told.get(sentence.i, ()):
            token = parse.tokens[i]
            if token.text in _DASHES:
                out.extend(_words_of(parse, sentence, i))
            elif token.text.lower() in _PREPOSITIONS:
                out.extend(_preposition(parse, sentence, i))
            elif token.upos in ("VERB", "AUX"):
                if token.lemma in QUOTES:
                    out.extend(citation(parse, sentence, i))
                elif token.lemma in _NAMING:
                    out.extend(_naming(parse, i))
                elif token.lemma in _SENSING:
                    out.extend(_seen(parse, i))
                elif token.lemma in _SILENT:
                    out.extend(_declining(parse, i))
                elif token.lemma == "put":
                    out.extend(_put(parse, sentence, i) or _counting(parse, i))
    return out


def _naming(parse: Parse, i: int) -> list[Draft]:
    """Return "identified by the police as NAME": the name is what they say."""
    by, named = oblique(parse, i, "by"), oblique(parse, i, "as")
    if by is None or not i < by or not may_speak(parse, by):
        return []
    content = named if named is not None else child(parse, i, "xcomp", "ccomp", "obj", "advcl")
    if content is None or content < i:
        return []
    whole = noun_phrase(parse, content, i + 1)
    parts = without(noun_phrase(parse, by, i + 1), whole) if whole[0] > by else []
    return [draft(parts[0], (i, i + 1), [whole])] if parts else []


def _seen(parse: Parse, i: int) -> list[Draft]:
    """Return "in the video, a man can be seen kicking": the footage shows it, and what is said in it."""
    tokens = parse.tokens
    if child(parse, i, "aux:pass") is None:
        shown = child(parse, i, "nsubj")
        film = shown is not None and tokens[shown].lemma in cues().footage
        return _heard(parse, i, child(parse, i, "obj")) if film else []
    where = oblique(parse, i, "in", "on")
    if where is None or tokens[where].lemma not in cues().footage:
        return _heard(parse, i, child(parse, i, "nsubj:pass"))
    source = noun_phrase(parse, where)
    first = i
    while first > 0 and tokens[first - 1].head == i and tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    clause = parse.subtree(i)
    content = [
        part
        for side in without(clause, (first, i + 1))
        for piece in without(side, (parse.subtree(where)[0], source[1]))
        if (part := trim(parse, piece))
    ]
    if not content:
        return []
    return [
        draft(source, (first, i + 1), content),
        *_heard(parse, i, child(parse, i, "nsubj:pass")),
    ]


def _heard(parse: Parse, i: int, who: int | None) -> list[Draft]:
    """Return what somebody says who is shown at it: "videos show a woman screaming that ..."."""
    if who is None or not may_speak(parse, who):
        return []
    tokens = parse.tokens
    for c in (*parse.children[i], *parse.children[who]):
        says = tokens[c].text.lower().endswith("ing") and tokens[c].lemma in cues().stance
        if not says or c < i or tokens[c].rel not in ("xcomp", "ccomp", "acl", "advcl"):
            continue
        said = child(parse, c, "ccomp", "parataxis")
        content = trim(parse, parse.subtree(said)) if said is not None and said > c else None
        source = noun_phrase(parse, who)
        if content is not None and source[0] < c:
            return [draft((source[0], min(source[1], c)), (c, c + 1), [content])]
    return []


def _declining(parse: Parse, i: int) -> list[Draft]:
    """Return "gave no details of", "did not respond to a request", "could not be reached"."""
    tokens = parse.tokens
    verb = tokens[i].lemma
    subject = child(parse, i, *_SUBJECT)
    above, steps = i, 0
    while subject is None and tokens[above].rel in ("conj", "ccomp") and steps < _STEPS:
        above, steps = tokens[above].head, steps + 1
        if tokens[above].lemma in cues().stance:  # "confirmed the raid but gave no details"
            subject = child(parse, above, *_SUBJECT)
    unable = tokens[i].rel == "xcomp" and tokens[tokens[i].head].lemma == "unable"
    if subject is None and unable:
        subject = child(parse, tokens[i].head, *_SUBJECT)
    if subject is None or not (may_speak(parse, subject) or tokens[subject].upos == "PRON"):
        return []
    content: int | None = None
    first = i
    if verb in _GIVE:
        content = child(parse, i, "obj")
        none = content is not None and any(
            tokens[c].lemma in ("no", "little", "few") for c in parse.children[content]
        )
        if content is None or tokens[content].lemma not in _DETAILS:
            return []
        if verb == "have" and tokens[content].lemma == "reason":
            return []  # "had no reason to believe" is no silence
        if not none and not negated(parse, i):
            return []
    elif verb in _ANSWER and negated(parse, i):
        content = oblique(parse, i, "to")
        content = content if content is not None else child(parse, i, "obj")
        if content is None or tokens[content].lemma not in _ASKED:
            return []
    elif verb in _CHECKS and (negated(parse, i) or unable):
        content = child(parse, i, "obj")
    elif verb == "reach" and negated(parse, i) and child(parse, i, "aux:pass") is not None:
        content = oblique(parse, i, "for")
        if content is None or tokens[content].lemma not in ("comment", "reaction", "response"):
            return []
    if content is None:
        return []
    above = tokens[i].head if unable else i
    while first > 0 and tokens[first - 1].upos in ("AUX", "PART", "ADV", "ADJ"):
        if tokens[first - 1].head not in (i, above) and first - 1 != above:
            break
        first -= 1
    return [
        draft(noun_phrase(parse, subject), (first, i + 1), [noun_phrase(parse, content, i + 1)])
    ]


def _words_of(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return "“X” — the words of Y"."""
    low = [t.text.lower() for t in parse.tokens[i + 1 : i + 4]]
    if low != ["the", "words", "of"] or i + 4 >= sentence.tokens[1]:
        return []
    head = next((c for c in parse.children[i + 2] if c > i + 3), None)
    content = trim(parse, (sentence.tokens[0], i))
    if head is None or content is None:
        return []
    return [draft(noun_phrase(parse, head, i + 4), (i + 1, i + 4), [content])]


def _put(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return "as the commander put it, ...": the rest of the sentence is what he says."""
    tokens = parse.tokens
    subject = child(parse, i, *_SUBJECT)
    end = i + 2
    if subject is None or end > sentence.tokens[1] or tokens[i + 1].text.lower() != "it":
        return []
    source = noun_phrase(parse, subject)
    first = source[0] - 1
    if first < sentence.tokens[0] or tokens[first].text.lower() not in ("as", "how"):
        return []
    content = [p for side in without(sentence.tokens, (first, end)) if (p := trim(parse, side))]
    return [draft(source, (i, end), content)] if content else []


def _counting(parse: Parse, i: int) -> list[Draft]:
    """Return "the police put the toll at six", "the toll was put at six by the police"."""
    by, counted = oblique(parse, i, "by"), child(parse, i, "obj", "nsubj:pass")
    if counted is None or parse.tokens[counted].lemma not in _COUNTS:
        return []
    at = oblique(parse, i, "at")
    at = at if at is not None else oblique(parse, counted, "at")
    subject = by if by is not None else child(parse, i, "nsubj", "nsubj:outer")
    if subject is None and parse.tokens[i].rel in ("conj", "advcl"):
        above = parse.tokens[i].head  # "confirmed the raid, putting the toll at six"
        subject = child(parse, above, "nsubj", "nsubj:outer")
    if at is None or subject is None or not may_speak(parse, subject):
        return []
    whole, number = noun_phrase(parse, counted), parse.subtree(at)
    if not any(parse.tokens[k].upos == "NUM" for k in range(*number)):
        return []
    content = [whole, number] if whole[1] < number[0] else [(whole[0], max(whole[1], number[1]))]
    return [draft(noun_phrase(parse, subject), (i, i + 1), content)]


def _preposition(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return "according to Y" and its like, the content being the clause around it."""
    tokens = parse.tokens
    low = tokens[i].text.lower()
    for words in cues().prepositions:
        if words[0] != low:
            continue
        end = i + len(words)
        if end >= sentence.tokens[1]:
            continue
        if any(tokens[i + k].text.lower() != w for k, w in enumerate(words)):
            continue
        if words == ("per",) and tokens[i - 1].text.lower() == "as":
            continue  # "as per" is read as a whole
        head = _object(parse, i, end)
        if head is None or (words[-1] == "per" and not _per(parse, head)):
            continue
        source = (end, max(noun_phrase(parse, head, end)[1], head + 1))
        told = _told_before(parse, sentence, i)
        if told is not None:
            return [draft(source, (i, end), [told])]
        governor = tokens[head].head
        steps = 0
        while i <= governor < end and tokens[governor].head != governor and steps < 4:
            governor, steps = tokens[governor].head, steps + 1
        if governor == head or i <= governor < end or source[0] <= governor < source[1]:
            continue
        clause = parse.subtree(governor)
        sides = without((min(clause[0], i), max(clause[1], source[1])), (i, source[1]))
        content = [part for side in sides if (part := trim(parse, side))]
        if content:
            found = draft(source, (i, end), content)
            found.sure = words[0] != "according"
            return [found]
    return []


def _told_before(parse: Parse, sentence: Sentence, i: int) -> Range | None:
    """Return the sentence before "This is according to the ministry", which is what the ministry says."""
    first = sentence.tokens[0]
    words = [t.text.lower() for t in parse.tokens[first:i]]
    if len(words) != 2 or words[0] not in ("this", "that") or words[1] not in _IS:
        return None
    if not sentence.i or parse.sentences[sentence.i - 1].segment_kind != sentence.segment_kind:
        return None
    return trim(parse, parse.sentences[sentence.i - 1].tokens)


def _object(parse: Parse, i: int, end: int) -> int | None:
    """Return the noun that the preposition at `i` to `end` governs, or None."""
    for k in range(end - 1, i - 1, -1):
        head = parse.tokens[k].head
        if head >= end and parse.tokens[head].upos in ("NOUN", "PROPN", "PRON", "ADJ"):
            return head
        for c in parse.children[k]:
            if c >= end and parse.tokens[c].upos in ("NOUN", "PROPN", "PRON"):
                return c
    return None


def _per(parse: Parse, head: int) -> bool:
    """Return whether "per" names a speaker and not a unit ("per day", "per person")."""
    token = parse.tokens[head]
    if token.upos == "PROPN":
        return True
    determined = any(parse.tokens[c].upos in ("DET", "PROPN") for c in parse.children[head])
    plural = token.text.lower() != token.lemma and token.upos == "NOUN"
    bare = token.lemma in ("police", "government", "state")
    return may_speak(parse, head) and (determined or plural or bare)


def _verbless(parse: Parse, sentence: Sentence) -> list[Draft]:
    """Return "Officials: no one hurt", "No one hurt: officials", "Three killed – army"."""
    tokens = parse.tokens
    first, end = sentence.tokens
    headline = sentence.segment_kind == "headline"
    marks = [
        i
        for i in range(first + 1, end - 1)
        if tokens[i].text == ":" or (headline and _parts(parse, i))
    ]
    if not marks:
        return []
    at = marks[0]
    before, after = trim(parse, (first, at)), trim(parse, (at + 1, end))
    if before is None or after is None:
        return []
    if tokens[at].text == ":" and _speaker(parse, before, headline):
        return [draft(before, (at, at + 1), [after])]
    at = marks[-1]
    before, after = trim(parse, (first, at)), trim(parse, (at + 1, end))
    if headline and before and after and _speaker(parse, after, headline):
        if any(tokens[k].upos in ("VERB", "AUX", "ADJ", "NOUN") for k in range(*before)):
            return [draft(after, (at, at + 1), [before])]
    return []


def _parts(parse: Parse, i: int) -> bool:
    """Return whether a token is a dash with space before it: no hyphen of "drug-ridden"."""
    token = parse.tokens[i]
    return token.text in ("–", "—", "-", "|", "--") and parse.text[token.start - 1].isspace()


def _speaker(parse: Parse, words: Range, headline: bool) -> bool:
    """Return whether a short phrase without a verb names a speaker."""
    tokens = parse.tokens
    if words[1] - words[0] > _LONGEST:
        return False
    inside = [tokens[i] for i in range(*words)]
    if any(t.upos in ("AUX", "NUM", "SCONJ") or t.text in (",", ";", "(") for t in inside):
        return False
    if any(t.upos == "VERB" and t.rel not in ("amod", "compound") for t in inside):
        return False
    head = next((t for t in inside if not words[0] <= t.head < words[1] or t.head == t.i), None)
    if head is None or head.upos not in ("NOUN", "PROPN", "ADJ"):
        return False
    table = cues()
    nouns = table.officials | table.bodies | table.media | frozenset({"report", "study", "source"})
    last = inside[-1]
    if last.lemma.lower() == "station" and not _STATIONS & {t.lemma.lower() for t in inside}:
        return False  # a place where trains stop
    if last.lemma.lower() in nouns or last.text.lower() in nouns or head.lemma.lower() in nouns:
        return True
    return all(t.name in ("PER", "ORG") or t.upos in ("DET", "PROPN") for t in inside) and any(
        t.name == "PER" or (t.name == "ORG" and headline) for t in inside
    )
