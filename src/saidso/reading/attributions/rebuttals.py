"""Rebuttals: what somebody denies or confirms that was said just before, by pointing at it.

"Villagers said soldiers had fired, a claim the army rejected": the army denies what the villagers say.
Also speakers whom two readings mix up: "denied reports that" is no reporting by who denies.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.drafts import Draft, child, draft, noun_phrase, oblique, trim
from saidso.reading.attributions.sources import may_speak, source_head
from saidso.reading.clauses.cues import cues

_POINTING = frozenset({"claim", "charge", "allegation", "accusation", "account", "assertion", "statement",
    "suggestion", "version", "report"})  # fmt: skip
_ANSWERS = frozenset({"confirm", "back", "support", "corroborate"})
_GIVEN = frozenset({"reports", "claims", "allegations", "charges", "accusations", "suggestions"})
_APART = frozenset({",", "—", "–", "-"})
_MARKS = frozenset({"“", "”", '"', "‘", "’", "''", "``"})
_SILENT = frozenset({"give", "comment", "respond", "confirm", "offer", "provide", "say", "answer",
    "release", "elaborate"})  # fmt: skip
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
_THESE = frozenset({"the", "this", "these", "those", "that", "such", "all"})
_ARTICLES = frozenset({"a", "an", "that", "this", "the", "those", "these"})


def pointed(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with "a claim the army rejected" as a denial of what it points at."""
    taken = {i for d in drafts for r in d.frame.cue for i in range(*r)}
    found = (_apposed(parse, i) for i in sorted(parse.having(_POINTING)))
    more = [d for d in found if d is not None and d.frame.cue[0][0] not in taken]
    drafts = sorted([*drafts, *more], key=lambda d: (d.frame.cue[0], d.frame.content[0]))
    for k, one in enumerate(drafts):
        frame = one.frame
        first, end = frame.content[0][0], frame.content[-1][1]
        if not _points(parse, frame, (first, end)):
            continue
        content = _before(parse, drafts, k, first)
        if content:
            one.frame = Frame(frame.source, frame.cue, content, frame.score)
    return drafts


def answered(parse: Parse, drafts: list[Draft]) -> None:
    """Add to the content of "denied the claim" what was claimed right before."""
    for k, one in enumerate(drafts):
        if _definite(parse, one.frame) and (said := _said_last(parse, drafts, k)) is not None:
            content = [*said, *one.frame.content]
            one.frame = Frame(one.frame.source, one.frame.cue, content, one.frame.score)


def _definite(parse: Parse, frame: Frame) -> bool:
    """Return whether somebody denies "the claim", "these allegations" that were told right before."""
    words = [parse.tokens[i] for r in frame.content for i in range(*r)]
    verbs = {parse.tokens[i].lemma for r in frame.cue for i in range(*r)}
    denies = any(cues().stance.get(verb) == "denies" for verb in verbs)
    short = len(words) == 2 and words[0].text.lower() in _THESE and words[1].lemma in _POINTING
    return bool(frame.source) and denies and short


def _said_last(parse: Parse, drafts: list[Draft], k: int) -> list[Range] | None:
    """Return what another said last before draft `k`, in its sentence or the one before."""
    frame = drafts[k].frame
    here = parse.tokens[frame.cue[0][0]].sentence
    for other in reversed(drafts[max(0, k - 4) : k]):
        theirs = other.frame
        last = parse.tokens[theirs.content[-1][1] - 1].sentence
        if last < here - 1 or theirs.content[-1][1] > frame.source[0][0]:
            continue
        if theirs.source and theirs.source != frame.source and not _denied(parse, theirs):
            return theirs.content
        return None
    return None


def _denied(parse: Parse, frame: Frame) -> bool:
    cue = [parse.tokens[i].lemma for r in frame.cue for i in range(*r)]
    return any(cues().stance.get(lemma, "asserts") != "asserts" for lemma in cue)


def _apposed(parse: Parse, i: int) -> Draft | None:
    """Return "a claim rejected by the army", "an account the army denies", whose noun is token `i`."""
    tokens = parse.tokens
    if i < 2 or tokens[i - 1].text.lower() not in ("a", "an") or tokens[i - 2].text not in _APART:
        return None
    for c in parse.children[i]:
        verb = tokens[c]
        answers = cues().stance.get(verb.lemma) == "denies" or verb.lemma in _ANSWERS
        if not verb.rel.startswith("acl") or not answers or c < i:
            continue
        speaker = oblique(parse, c, "by")
        speaker = speaker if speaker is not None else child(parse, c, "nsubj")
        if speaker is not None and may_speak(parse, speaker):
            return draft(noun_phrase(parse, speaker, i + 1), (c, c + 1), [(i - 1, i + 1)])
    return None


def _points(parse: Parse, frame: Frame, content: Range) -> bool:
    """Return whether a content is no more than "a claim" in apposition, which is denied or confirmed."""
    tokens = parse.tokens
    first, end = content
    stances = {cues().stance.get(tokens[i].lemma) for r in frame.cue for i in range(*r)}
    answers = any(tokens[i].lemma in _ANSWERS for r in frame.cue for i in range(*r))
    if not first or tokens[first - 1].text not in _APART or not frame.source:
        return False
    if "denies" not in stances and not answers:
        return False
    words = [tokens[i] for i in range(first, end)]
    if len(words) == 1 and end < len(tokens) and tokens[end].lemma in _POINTING:
        return words[0].text.lower() in _ARTICLES
    return len(words) == 2 and words[0].text.lower() in _ARTICLES and words[1].lemma in _POINTING


def _before(parse: Parse, drafts: list[Draft], k: int, first: int) -> list[Range]:
    """Return what is said before token `first`: by the speaker before, or by the page."""
    sentence = parse.sentence_of(first)
    for other in reversed(drafts[max(0, k - 4) : k]):
        frame = other.frame
        if frame.content[-1][1] in (first, first - 1) and frame.content[0][0] >= sentence.tokens[0]:
            return frame.content
        if frame.cue[0][0] >= sentence.tokens[0] and frame.cue[-1][1] in (first, first - 1):
            return frame.content  # "..., villagers said, a claim the army rejected"
    whole = trim(parse, (sentence.tokens[0], first))
    return [whole] if whole is not None else []


def unmixed(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those of "denied reports that", which say the contrary."""
    out: list[Draft] = []
    for one in drafts:
        frame = _with_verb(parse, one.frame)
        cue = frame.cue[0]
        if frame is not one.frame and any(cue in d.frame.cue for d in drafts):
            continue  # the denial is there already
        one.frame = frame
        given = parse.tokens[frame.cue[0][0]].text.lower() in _GIVEN and len(frame.cue) == 1
        if given and any(_denies(parse, d.frame, frame) for d in drafts):
            continue
        out.append(one)
    return out


def closed(parse: Parse, drafts: list[Draft]) -> None:
    """End what is said before "but neither the army nor the police gave any details"."""
    tokens = parse.tokens
    for one in drafts:
        frame = one.frame
        for first, end in frame.content:
            at = next(
                (
                    k
                    for k in range(first + 2, end - 2)
                    if tokens[k].text.lower() == "but"
                    and tokens[k + 1].text.lower() in ("neither", "none", "nobody")
                ),
                None,
            )
            if at is None or not any(tokens[k].lemma in _SILENT for k in range(at, end)):
                continue
            cut = [
                p for r in frame.content if r[0] < at and (p := trim(parse, (r[0], min(r[1], at))))
            ]
            if cut and not any(tokens[k].text in _MARKS for k in range(first, end)):
                one.frame = Frame(frame.source, frame.cue, cut, frame.score)
            break


def _with_verb(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "the army denied Monday reports that" with its verb as the cue."""
    cue = frame.cue[0][0]
    if parse.tokens[cue].text.lower() not in _GIVEN or len(frame.source) != 1:
        return frame
    first, end = frame.source[0]
    for i in range(first + 1, min(end + 1, cue)):
        token = parse.tokens[i]
        if token.upos == "VERB" and cues().stance.get(token.lemma) == "denies":
            content = [(cue, frame.content[-1][1]), *frame.content[1:]]
            return Frame([(first, i)], [(i, i + 1)], content[:1], frame.score)
    return frame


def _denies(parse: Parse, outer: Frame, frame: Frame) -> bool:
    """Return whether a frame's cue is what the same speaker denies."""
    if outer is frame or not outer.source or outer.source != frame.source:
        return False
    denies = any(
        cues().stance.get(parse.tokens[i].lemma) == "denies" for r in outer.cue for i in range(*r)
    )
    return denies and outer.content[0][0] <= frame.cue[0][0] <= outer.content[0][0] + 2


def nearest(parse: Parse, drafts: list[Draft]) -> None:
    """Keep of a source in two parts the one beside the cue, where another speaks between them."""
    taken = {i for d in drafts for r in d.frame.cue for i in range(*r)}
    for one in drafts:
        frame = one.frame
        if len(frame.source) < 2 or frame.source[-1][1] > frame.cue[0][0]:
            continue
        able = _able(parse, frame)
        if able:
            one.frame = Frame(able, frame.cue, frame.content, frame.score)
            continue
        last = frame.source[-1]
        between = range(frame.source[0][1], last[0])
        if any(i in taken for i in between) and not any(
            parse.tokens[i].upos == "PUNCT" and parse.tokens[i].text in '“”"' for i in range(*last)
        ):
            one.frame = Frame([last], frame.cue, frame.content, frame.score)


def _able(parse: Parse, frame: Frame) -> list[Range]:
    """Return the parts of a torn source that can be who speaks, or nothing where all or none can.

    "Doe … he", "the army … a strike", and in a headline the subject of another verb: "Two killed, army says".
    """
    tokens, verb = parse.tokens, frame.cue[0][0]
    pronouns = [
        r for r in frame.source if r[1] - r[0] == 1 and tokens[r[0]].text.lower() in _PERSONAL
    ]
    if len(pronouns) == 1:
        return pronouns
    heads = {r: source_head(parse, [r]) for r in frame.source}
    last = frame.source[-1]
    if last[1] == verb and parse.sentence_of(verb).segment_kind == "headline":
        between = tokens[frame.source[0][1] : last[0]]
        if any(t.upos == "VERB" for t in between) and any(t.text in (",", ";") for t in between):
            return [last]
    own, first = tokens[heads[last]], tokens[heads[frame.source[0]]]
    if frame.source[0][1] <= own.head < last[0] and tokens[own.head].head == first.i:
        return [frame.source[0]]  # "witnesses of a raid by guards have come to say"
    if (
        last[1] == verb
        and own.head == verb
        and first.rel.startswith("nsubj")
        and first.head < last[0]
    ):
        return [last]  # "a boy called for help and police say"
    able = [r for r, head in heads.items() if tokens[head].name == "LOC" or may_speak(parse, head)]
    if 0 < len(able) < len(frame.source):
        return able
    return []


def _speaks(parse: Parse, source: list[Range], outer: Frame) -> bool:
    """Return whether a source does not stand in what another says, or may well speak there itself."""
    if not any(r[0] <= source[0][0] < r[1] for r in outer.content):
        return True
    table, words = cues(), [parse.tokens[i] for r in source for i in range(*r)]
    quoted = any(parse.tokens[i].text in _MARKS for r in outer.content for i in range(*r))
    able = any(
        t.upos in ("PROPN", "PRON") or t.lemma in table.officials | table.bodies for t in words
    )
    return quoted or able


def going_on(parse: Parse, drafts: list[Draft]) -> None:
    """Give "told a paper that men had come, and said that they had left" one speaker.

    In the tree the second verb of saying hangs on the verb of what is said; its speaker is rather who
    speaks in the sentence than the one of whom is told.
    """
    tokens = parse.tokens
    for k, one in enumerate(drafts):
        frame = one.frame
        verb = frame.cue[0][0]
        if tokens[verb].lemma not in ("say", "add") or not verb or not frame.source or one.outer:
            continue
        joint = verb - 1 if tokens[verb - 1].upos == "CCONJ" else verb - 2
        if joint < 0 or tokens[joint].text.lower() not in ("and", "but"):
            continue
        if verb - joint == 2 and tokens[verb - 1].upos != "ADV":
            continue
        for other in reversed(drafts[max(0, k - 3) : k]):
            outer = other.frame
            held = any(r[0] <= joint <= r[1] for r in outer.content)
            told = tokens[outer.cue[-1][1] - 1].lemma in ("say", "tell")
            inside = told and not _speaks(parse, frame.source, outer)
            finite = not tokens[outer.cue[0][0]].text.lower().endswith("ing")
            inside = inside or bool(finite and outer.source and frame.source[0] < outer.source[0])
            if held and inside and outer.source and outer.cue[-1][1] <= outer.content[0][0]:
                cut = [
                    p
                    for r in outer.content
                    if r[0] < joint and (p := trim(parse, (r[0], min(r[1], joint))))
                ]
                if cut:
                    other.frame = Frame(outer.source, outer.cue, cut, outer.score)
                    one.frame = Frame(outer.source, frame.cue, frame.content, frame.score)
                break
