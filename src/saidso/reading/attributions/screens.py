"""Screens: which of the model's frames are attributions of somebody to somebody."""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import child, negated, noun_phrase, oblique
from saidso.reading.attributions.sources import may_speak, source_head
from saidso.reading.clauses.cues import cues

_NO_CUE = frozenset({"PROPN", "NUM", "PUNCT", "PRON", "DET", "SYM", "X"})
_NOT_KNOWN = frozenset({"clear", "unclear", "known", "unknown", "certain", "uncertain", "sure"})
_NOBODY = frozenset({"nobody", "no", "none", "neither"})
_HIDING = frozenset({"decline", "refuse", "ask", "request", "want", "wish", "insist", "agree",
    "authorize", "authorise"})  # fmt: skip
"""What somebody does who speaks without a name; it is told as how he speaks, not as what he says."""
_NOTED = frozenset({"time", "date", "hour", "number", "name", "address", "plate", "registration"})
"""What somebody writes down and does not say."""
_SAID = frozenset({"ccomp", "xcomp", "parataxis"})
_ASKED = frozenset({"comment", "interview", "request", "question", "remark", "answer", "response"})
"""What is declined by somebody who does not want to speak; an offer is declined otherwise."""
_COUNTED = frozenset({"toll", "total", "count", "figure", "estimate", "number", "dead"})
"""What somebody puts at a number by saying so; a cup is put on a table."""
_HELP = frozenset({"help", "backup", "ambulance", "assistance", "support", "reinforcement", "aid"})
_REACTING = frozenset({"react", "respond", "reply", "answer"})
_TOLD = frozenset({"report", "claim", "allegation", "accusation", "rumor", "rumour", "suggestion",
    "statement", "complaint"})  # fmt: skip
_HELD = frozenset({"expect", "believe", "think", "suspect", "presume", "understand", "fear", "say",
    "report", "allege", "rumor", "rumour", "consider"})  # fmt: skip
"""What others hold of whom it is said: "is expected to", "was said to"."""
_SPEAKING = frozenset({"it", "he", "she", "they", "we", "i"})
_WHO = frozenset({"who", "whom"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_SHORT = 6
"""Tokens that a speaker's words have at most between "who" and "said"."""
_STEPS = 4
_SITES = frozenset({"station", "airport", "bridge", "square", "street", "road", "park", "school"})
_CHARGED = frozenset({"charge", "accuse", "suspect", "convict", "indict"})
_PAIR = 2
_TITLE = 16
"""Tokens that a title after a name may have."""
_NOT_BY = frozenset({"among", "between", "against", "for", "with", "about", "on"})


def screened(parse: Parse, frame: Frame) -> Frame | None:
    """Return the frame without a source that is nobody ("it is"), or None where nobody speaks.

    A cue of names and numbers alone ("Friday") is none; "it is not clear" has no speaker, it is an
    explicit unknown.
    """
    cue = [parse.tokens[i] for r in frame.cue for i in range(*r)]
    colon = len(cue) == 1 and cue[0].text in (":", "―", "—") and frame.source
    if all(t.upos in _NO_CUE for t in cue) and not colon:
        return None
    if any(t.lemma == "anonymity" for t in cue) and all(
        t.lemma in _HIDING for t in cue if t.upos == "VERB"
    ):
        return None  # how somebody spoke, and not what he said
    if is_nobodys(parse, frame) or _reacts(parse, frame) or speaks_only(parse, frame):
        return None
    if any(t.lemma in ("claim", "take") for t in cue) and frame.source:
        head = source_head(parse, frame.source)
        if parse.tokens[head].kind == "event" and not may_speak(parse, head):
            return None  # "battle claims 14 rebels"
    if colon and parse.sentence_of(cue[0].i).segment_kind == "headline":
        last = parse.tokens[frame.source[-1][1] - 1].lemma.lower()
        if last in _SITES or not may_speak(parse, source_head(parse, frame.source)):
            return None  # "Bridge stabbings: man held"
    frame = _received(parse, _described(parse, _unreached(parse, _of_belief(parse, frame))))
    spoken = frame.cue[-1][1]
    source = [
        r
        for r in frame.source
        if not (_expletive(parse, r) or (r[0] >= spoken and _among(parse, r)))
    ]
    if cue[-1].text == "Asked" and parse.tokens[spoken].text.lower() != "by":
        source = []  # "Asked why he ran, Doe said": who asked is not told
    if len(cue) == 1 and cue[0].upos == "ADV" and cue[0].text.endswith("ly"):
        source = []  # "rebels reportedly killed two": it is not they who report it
    if not source and any(t.text.lower() in _NOT_KNOWN for t in cue):
        return None
    if not source and parse.tokens[frame.content[0][0]].text.lower() in _NOT_KNOWN:
        return None
    source = [_without_relative(parse, r, frame.cue[0][0]) for r in source]
    source = [_holder(parse, r, frame) for r in source]
    frame, source = _broken_in(parse, frame, source)
    source = [(r[0], spoken - 1) if r[0] < spoken - 1 < r[1] else r for r in source]
    return _after_verb(parse, Frame(source, frame.cue, frame.content, frame.score))


_RECEIVES = frozenset({"receive", "get", "hear"})


def _received(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "the mission received a complaint from villagers that" as what these said, and
    nobody told where none are."""
    tokens = parse.tokens
    for noun in (i for r in frame.cue for i in range(*r)):
        verb = tokens[noun].head
        if tokens[noun].lemma not in _TOLD or tokens[noun].rel != "obj":
            continue
        if tokens[verb].lemma not in _RECEIVES or not frame.source or frame.source[0][0] > verb:
            continue
        giver = next(
            (g for k in (noun, verb) if (g := oblique(parse, k, "from")) is not None), None
        )
        source = [noun_phrase(parse, giver, noun + 1)] if giver is not None else []
        return Frame(source, frame.cue, frame.content, frame.score)
    return frame


def is_nobodys(parse: Parse, frame: Frame) -> bool:
    """Return whether nobody says anything: "nobody said so", "told the boats apart", "noted the time",
    "declined the offer"."""
    tokens = parse.tokens
    if frame.source and tokens[frame.source[0][0]].text.lower() in _NOBODY:
        return True
    verb = frame.cue[-1][1] - 1
    if tokens[verb].lemma == "call" and _summons(parse, verb):
        return True
    if tokens[verb].lemma == "charge" and tokens[verb + 1].text.lower() == "at":
        return True
    known = verb if tokens[verb].lemma == "know" else verb - 1
    if tokens[known].lemma == "know" and tokens[known + 1].text.lower() in ("as", "by"):
        return True  # "a group known as the Front"
    if tokens[verb].lemma in _HIDING and _unnamed(parse, frame):
        return True
    below = parse.children[verb]
    if tokens[verb].lemma == "tell":
        return any(tokens[c].text.lower() == "apart" for c in below)
    said = [tokens[c].lemma for c in below if tokens[c].rel == "obj"]
    if not said or any(tokens[c].rel in _SAID for c in below):
        return False
    if tokens[verb].lemma == "note":
        return any(lemma in _NOTED for lemma in said)
    if tokens[verb].lemma == "decline":
        return not any(lemma in _ASKED for lemma in said)
    if tokens[verb].lemma != "put":
        return False
    given = any(tokens[i].upos == "NUM" for r in frame.content for i in range(*r))
    return "blame" not in said and not (given and any(lemma in _COUNTED for lemma in said))


def _summons(parse: Parse, verb: int) -> bool:
    """Return whether somebody calls for help or calls somebody up: "called the police to report"."""
    tokens = parse.tokens
    if child(parse, verb, "obj") is None:
        return False
    helped = oblique(parse, verb, "for")
    if helped is not None and tokens[helped].lemma in _HELP:
        return True
    told = child(parse, verb, "xcomp", "advcl")
    return told is not None and tokens[told].lemma in ("report", "say", "tell", "complain")


def _reacts(parse: Parse, frame: Frame) -> bool:
    """Return whether a speaker only answers what others say: "reacting to a report that"."""
    tokens = parse.tokens
    words = [i for r in frame.cue for i in range(*r)]
    if not any(tokens[i].lemma in _REACTING for i in words):
        return False
    first, end = frame.content[0]
    that = next(
        (k for k in range(first, min(first + _TITLE, end)) if tokens[k].rel == "mark"), None
    )
    if that is None or tokens[that].text.lower() != "that" or first <= words[0]:
        return False
    return any(tokens[i].lemma in _TOLD for i in range(words[0], that))


def speaks_only(parse: Parse, frame: Frame) -> bool:
    """Return whether a content is but "I stress" or "he says"."""
    if frame.content[-1][1] - frame.content[0][0] > _PAIR + 2:
        return False
    words = [parse.tokens[i] for r in frame.content for i in range(*r)]
    words = [t for t in words if t.upos != "PUNCT"]
    if len(words) != _PAIR or words[0].upos != "PRON" or words[1].upos != "VERB":
        return False
    return words[1].lemma in cues().stance and words[1].lemma not in cues().weak


def _of_belief(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "Doe is expected to speak" without Doe as the one who expects it."""
    tokens, first = parse.tokens, frame.cue[0][0]
    if tokens[first].lemma in _CHARGED and frame.source and frame.source[-1][1] == first:
        if tokens[frame.cue[-1][1] - 1].lemma in ("with", "of") and tokens[first].text.endswith(
            "ed"
        ):
            # "Man charged with murder": who charges him is not told
            return Frame([], frame.cue, sorted([*frame.source, *frame.content]), frame.score)
    verb = next((i for r in frame.cue for i in range(*r) if tokens[i].lemma in _HELD), None)
    if verb is None or not frame.source:
        return frame
    if tokens[verb].rel == "acl":  # "men believed to be guards fired": who believes it is not told
        subject = tokens[verb].head if child(parse, verb, "nsubj", "obl:agent") is None else None
        if subject is not None and tokens[subject].text.lower() in _SPEAKING:
            return frame  # "a raid which it said killed nine"
        if subject is not None and tokens[verb + 1].text.lower() == "that":
            return frame  # "sources said that"
    elif child(parse, verb, "aux:pass") is None:
        return frame
    else:
        subject = child(parse, verb, "nsubj:pass")
    if subject is None or not any(r[0] <= subject < r[1] for r in frame.source):
        return frame
    cue = [(r[0], min(r[1], verb + 1)) for r in frame.cue if r[0] <= verb]
    rest = [(verb + 1, r[1]) for r in frame.cue if r[0] <= verb < r[1] - 1]
    return Frame([], cue, sorted([*frame.source, *rest, *frame.content]), frame.score)


def _described(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "according to Doe, the chief of X, it fell" with the title in its source."""
    tokens = parse.tokens
    if tokens[frame.cue[0][0]].text.lower() not in ("according", "per") or not frame.source:
        return frame
    first, end = frame.source[-1]
    at, stop = frame.content[0]
    if at != end + 1 or tokens[end].text != "," or tokens[end - 1].name != "PER":
        return frame
    comma = next((k for k in range(at, min(at + _TITLE, stop)) if tokens[k].text == ","), None)
    if comma is None or comma + 2 >= stop or tokens[comma + 1].name == "PER":
        return frame
    inside = tokens[at:comma]
    if any(t.upos in ("VERB", "AUX") for t in inside) or not any(
        t.lemma in cues().officials for t in inside
    ):
        return frame
    content = [(comma + 1, stop), *frame.content[1:]]
    return Frame([*frame.source[:-1], (first, comma)], frame.cue, content, frame.score)


def _unreached(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "could not be reached for comments on it" with its verb as the cue."""
    tokens, word = parse.tokens, frame.cue[0][0]
    verb = tokens[word].head
    if tokens[word].lemma != "comment" or tokens[verb].lemma != "reach" or verb > word:
        return frame
    if not negated(parse, verb):
        return frame
    first = verb
    while tokens[first - 1].head == verb and tokens[first - 1].upos in ("AUX", "PART", "ADV"):
        first -= 1
    return Frame(frame.source, [(first, verb + 1)], [(word, frame.content[-1][1])], frame.score)


def _unnamed(parse: Parse, frame: Frame) -> bool:
    """Return whether a content is "to be named", "not to be identified": how somebody speaks."""
    words = [parse.tokens[i].text.lower() for r in frame.content for i in range(*r)][:4]
    if any(w.startswith("anonym") for w in words):
        return True
    cue = {parse.tokens[i].lemma for r in frame.cue for i in range(*r)}
    if cue & {"authorize", "authorise"}:
        return any(w in ("speak", "talk", "comment", "brief", "discuss") for w in words)
    return "be" in words and any(w in ("named", "identified", "quoted") for w in words)


def _without_relative(parse: Parse, source: Range, cue: int) -> Range:
    """Return the source without a relative pronoun before it or a torn relative clause after it.

    In "the deputy who police said fired" the police say so.
    """
    first, end = source
    tokens = parse.tokens
    if end == cue and may_speak(parse, end - 1):
        for k in range(end - 2, max(first - 1, end - _SHORT), -1):
            if tokens[k].text.lower() in _WHO:
                return (k + 1, end)
            if tokens[k].upos not in _BEFORE_NOUN:
                break
    if end - first > 1 and tokens[first].text.lower() in ("that", "which"):
        if tokens[first].rel in ("obj", "mark", "nsubj") and tokens[first].head >= end:
            first += 1
    for k in range(first + 1, end):
        if tokens[k].text.lower() == "according":
            return (first, k)  # "the kidnappers, according to the chief, threaten": they do
    torn = end - first > 3 and tokens[end - 1].upos == "VERB"
    if torn and tokens[end - 2].lemma in ("which", "who"):
        end -= 3 if tokens[end - 3].text == "," else 2
    return (first, end)


def _holder(parse: Parse, source: Range, frame: Frame) -> Range:
    """Return the words of who speaks where only their end was taken: "witnesses of a raid by guards"."""
    tokens, (start, end) = parse.tokens, source
    cue = {i for r in frame.cue for i in range(*r)}
    i = source_head(parse, [source])
    own = child(parse, frame.cue[-1][1] - 1, "nsubj")
    if own is not None and own < start and not may_speak(parse, i) and may_speak(parse, own):
        return (
            min(own, parse.subtree(own)[0]),
            end,
        )  # "soldiers who rose in Velm, the capital, said"
    for _ in range(_STEPS):
        if tokens[i].head in cue or tokens[i].head == i or not tokens[i].rel.startswith("nmod"):
            break
        i = tokens[i].head
    if i >= start or tokens[i].head not in cue or not end <= frame.cue[0][0]:
        return source
    opens = parse.sentence_of(i).tokens[0] in (i, i - 1)
    text = tokens[i].lemma in cues().documents | cues().footage
    return (
        (min(i, parse.subtree(i)[0]), end) if opens and may_speak(parse, i) and not text else source
    )


def _broken_in(parse: Parse, frame: Frame, source: list[Range]) -> tuple[Frame, list[Range]]:
    """Return frame and source without what stands before the speaker: "rebels, the army said, killed two"."""
    own = child(parse, frame.cue[-1][1] - 1, "nsubj")
    if own is None or len(source) != 1 or not source[0][0] < own < source[0][1]:
        return frame, source
    start, end = source[0]
    first = min(own, parse.subtree(own)[0])
    first += parse.tokens[first].text == ","
    comma = first - 1
    cue = range(frame.cue[0][0], frame.cue[-1][1])
    if comma <= start or parse.tokens[comma].text != ",":
        return frame, source
    if any(parse.tokens[i].head in (*cue, own) for i in range(start, comma)):
        return frame, source
    content = sorted([(start, comma), *frame.content])
    return Frame(source, frame.cue, content, frame.score), [(first, end)]


def _after_verb(parse: Parse, frame: Frame) -> Frame:
    """Return the frame with the words after a bare "says" as its source: "Two dead, says union"."""
    verb = frame.cue[-1][1] - 1
    last = frame.content[-1]
    if not frame.source and last[1] < verb and (name := _named_after(parse, verb)) is not None:
        return Frame([name], frame.cue, frame.content, frame.score)
    if frame.source or len(frame.content) < 2 or last[0] != verb + 1:
        return frame
    if parse.tokens[verb].text.lower() not in ("says", "say", "said", "warns", "reports", "claims"):
        return frame
    if any(parse.tokens[i].upos in ("VERB", "AUX", "SCONJ") for i in range(*last)):
        return frame
    return Frame([last], frame.cue, frame.content[:-1], frame.score)


def _named_after(parse: Parse, verb: int) -> Range | None:
    """Return the name that ends "One soldier was killed, said Doe", which the tree takes for an object."""
    tokens = parse.tokens
    if tokens[verb].text.lower() not in ("said", "says", "added") or not verb:
        return None
    end = verb + 1
    while end < len(tokens) and tokens[end].upos == "PROPN":
        end += 1
    if end == verb + 1 or tokens[verb + 1].name not in ("PER", "ORG"):
        return None
    if tokens[verb - 1].upos != "PUNCT" or (
        end < len(tokens) and tokens[end].text not in (".", ",")
    ):
        return None
    return (verb + 1, end)


def _expletive(parse: Parse, source: Range) -> bool:
    token = parse.tokens[source[0]]
    if source[1] - source[0] != 1 or token.lemma not in ("it", "there"):
        return False
    verb = parse.tokens[token.head]
    below = [parse.tokens[c].rel for c in parse.children[verb.i]]
    passive = "aux:pass" in below or token.rel == "nsubj:pass"
    if passive and any(r in ("ccomp", "csubj", "csubj:pass") for r in below):
        return True  # "it will be recalled that", "it was announced that"
    return (
        token.rel == "expl"
        or verb.text.lower() in _NOT_KNOWN
        or verb.lemma == "be"
        or verb.upos == "ADJ"
    )


def _among(parse: Parse, source: Range) -> bool:
    """Return whether the words only say among whom or about whom it is reported."""
    before = parse.tokens[source[0] - 1] if source[0] else None
    return before is not None and before.rel == "case" and before.lemma in _NOT_BY


def distinct(frames: list[Frame]) -> list[Frame]:
    """Return the frames, of those that say the same with another word only the surest."""
    best: dict[tuple[object, ...], Frame] = {}
    for frame in frames:
        key = (tuple(frame.source), tuple(frame.content))
        if key not in best or best[key].score < frame.score:
            best[key] = frame
    return [f for f in frames if best[tuple(f.source), tuple(f.content)] is f]


def without_speakers(frames: list[Frame]) -> list[Frame]:
    """Return the frames whose content is more than another frame's source and cue.

    In "“He feared for his life,” the chief said" what he feared is not that the chief said it.
    """
    speaking = {i for f in frames for r in (*f.source, *f.cue) for i in range(*r)}
    out = []
    for frame in frames:
        own = {i for r in (*frame.source, *frame.cue) for i in range(*r)}
        words = [i for r in frame.content for i in range(*r)]
        if not speaking.issuperset(words) or not own.isdisjoint(words):
            out.append(frame)
    return out
