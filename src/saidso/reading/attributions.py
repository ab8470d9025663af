"""Attributions: who says what through whom, from the model's frames and the grammar's.

Returns record attributions: source with its entity and kind, cue, content, quotation, stance,
certainty, and `within` for chains. Cost is linear in the number of attributions times their depth.
"""

from __future__ import annotations

from bisect import bisect_left

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.cues import SCORE, cues, grammatical_frames
from saidso.reading.hedges import Hedge, certainty_of, weaker
from saidso.reading.mentions import Cast
from saidso.reading.quotes import Quote, find_quotes
from saidso.reading.sources import source_head, source_kind
from saidso.record import Attribution, Certainty, Quotation, Source, Span, Stance, Words
from saidso.spans import merge, overlap, size

NEAR = 2
"""Fragments of one part that are no further apart than this many code points are one span."""


def find_attributions(parse: Parse, cast: Cast, hedges: list[Hedge]) -> list[Attribution]:
    """Return the attributions of a report in text order of their cues; ids "a1", "a2", ..."""
    frames = _frames(parse)
    paragraphs = [s.span for s in parse.report.segments if s.kind not in ("residue", "byline")]
    quotes = find_quotes(parse.text, paragraphs)
    contents = _extend(parse, [_spans(parse, f.content) for f in frames], quotes)
    order = sorted(range(len(frames)), key=lambda k: (frames[k].cue[0], frames[k].content[0]))
    names = {k: f"a{n}" for n, k in enumerate(order, 1)}
    within = _nest(parse, frames, contents, order)
    out: list[Attribution] = []
    for k in order:
        frame = frames[k]
        stance = _stance(parse, frame)
        certainty, hedge = _certainty(parse, frame, hedges)
        parent = within[k]
        out.append(
            Attribution(
                id=names[k],
                source=_source(parse, cast, frame, quotes),
                cue=Words(spans=_spans(parse, frame.cue)),
                content=Words(spans=contents[k]),
                quotation=_quotation(contents[k], quotes),
                stance=stance,
                certainty=certainty,
                within=None if parent is None else names[parent],
                told=_told(parse, cast, frame),
                hedge=hedge,
            )
        )
    return out


def _frames(parse: Parse) -> list[Frame]:
    """Return the model's frames and those of the grammar whose cue the model did not take."""
    frames = _distinct([found for f in parse.frames if (found := _screened(parse, f))])
    frames = _without_speakers(frames)
    cue_tokens = {i for f in frames for r in f.cue for i in range(*r)}
    source_tokens = {i for f in frames for r in f.source for i in range(*r)}
    weak = cues().weak
    for frame in grammatical_frames(parse):
        head = frame.cue[0][1] - 1
        own = set(range(*frame.cue[0]))
        if own & (cue_tokens | source_tokens):
            continue
        named = parse.tokens[frame.content[0][0] - 1].lemma == "as"  # "identified by police as"
        if parse.tokens[head].lemma in weak and not (named or _quoted_or_clause(parse, frame)):
            continue
        frames.append(frame)
    return frames


_NO_CUE = frozenset({"PROPN", "NUM", "PUNCT", "PRON", "DET", "SYM", "X"})
_NOT_KNOWN = frozenset({"clear", "unclear", "known", "unknown", "certain", "uncertain", "sure"})


def _screened(parse: Parse, frame: Frame) -> Frame | None:
    """Return the frame without a source that is nobody ("it is"), or None where nobody speaks.

    A cue of names and numbers alone ("Friday") is none; "it is not clear" has no speaker, it is an
    explicit unknown.
    """
    cue = [parse.tokens[i] for r in frame.cue for i in range(*r)]
    if all(t.upos in _NO_CUE for t in cue):
        return None
    source = [r for r in frame.source if not (_expletive(parse, r) or _among(parse, r))]
    if not source and any(t.text.lower() in _NOT_KNOWN for t in cue):
        return None
    if not source and parse.tokens[frame.content[0][0]].text.lower() in _NOT_KNOWN:
        return None
    return Frame(source, frame.cue, frame.content, frame.score)


def _expletive(parse: Parse, source: Range) -> bool:
    token = parse.tokens[source[0]]
    if source[1] - source[0] != 1 or token.lemma not in ("it", "there"):
        return False
    verb = parse.tokens[token.head]
    return (
        token.rel == "expl"
        or verb.text.lower() in _NOT_KNOWN
        or verb.lemma == "be"
        or verb.upos == "ADJ"
    )


_NOT_BY = frozenset({"among", "between", "against", "for", "with", "about", "on"})


def _among(parse: Parse, source: Range) -> bool:
    """Return whether the words only say among whom or about whom it is reported."""
    before = parse.tokens[source[0] - 1] if source[0] else None
    return before is not None and before.rel == "case" and before.lemma in _NOT_BY


def _distinct(frames: list[Frame]) -> list[Frame]:
    """Return the frames, of those that say the same with another word only the surest."""
    best: dict[tuple[object, ...], Frame] = {}
    for frame in frames:
        key = (tuple(frame.source), tuple(frame.content))
        if key not in best or best[key].score < frame.score:
            best[key] = frame
    return [f for f in frames if best[tuple(f.source), tuple(f.content)] is f]


def _without_speakers(frames: list[Frame]) -> list[Frame]:
    """Return the frames whose content is more than another frame's source and cue.

    In "“He feared for his life,” the chief said" what he feared is not that the chief said it.
    """
    speaking = {i for f in frames for r in (*f.source, *f.cue) for i in range(*r)}
    out = []
    for frame in frames:
        own = {i for r in (*frame.source, *frame.cue) for i in range(*r)}
        words = [i for r in frame.content for i in range(*r)]
        if any(i not in speaking or i in own for i in words):
            out.append(frame)
    return out


def _quoted_or_clause(parse: Parse, frame: Frame) -> bool:
    """Return whether the content has a verb with a subject of its own, or a quotation mark."""
    for r in frame.content:
        for i in range(*r):
            token = parse.tokens[i]
            if token.text in ('"', "“", "”", "``", "''") or token.rel.startswith("nsubj"):
                return True
    return False


def _spans(parse: Parse, ranges: list[Range]) -> list[Span]:
    return merge([parse.span(r) for r in ranges], gap=NEAR)


def _extend(parse: Parse, contents: list[list[Span]], quotes: list[Quote]) -> list[list[Span]]:
    """Let contents run on over quotations that continue them without a speaker of their own.

    Two conventions: a quote that stays open at its paragraph's end goes on in the next paragraph's
    opening quote; a sentence that is wholly a quotation goes on from a quotation of its paragraph.
    """
    owner = _owners(contents, quotes)
    segments = parse.report.segments
    paragraph = _paragraph_of([q.span for q in quotes], [s.span for s in segments])
    out = [list(spans) for spans in contents]
    for number in range(1, len(quotes)):
        if number in owner or number - 1 not in owner:
            continue
        quote, previous = quotes[number], quotes[number - 1]
        k = owner[number - 1]
        start = segments[paragraph[number]].span[0] if paragraph[number] >= 0 else 0
        opens_paragraph = not parse.text[start : quote.span[0]].strip()
        if previous.open:
            follows = opens_paragraph and paragraph[number] > paragraph[number - 1]
        else:
            between = parse.text[previous.span[1] : quote.span[0]]
            whole = parse.text[quote.span[0] + 1 : quote.span[1]].rstrip("”\"' ")
            follows = (
                paragraph[number] == paragraph[number - 1]
                and between.rstrip().endswith((".", "!", "?"))
                and whole.endswith((".", "!", "?", ","))
                and between.strip() not in ("", ".")
                and between.count(". ") == 0
            )
        if follows:
            out[k].append(quote.span)
            owner[number] = k
    return [merge(spans, gap=NEAR) for spans in out]


def _owners(contents: list[list[Span]], quotes: list[Quote]) -> dict[int, int]:
    """Return for each quotation the content that holds most of it, if one does."""
    parts = sorted((span, k) for k, spans in enumerate(contents) for span in spans)
    longest = max((span[1] - span[0] for span, _ in parts), default=0)
    owner: dict[int, int] = {}
    for number, quote in enumerate(quotes):
        shared: dict[int, int] = {}
        at = bisect_left(parts, ((quote.span[0] - longest, 0), 0))
        while at < len(parts) and parts[at][0][0] < quote.span[1]:
            span, k = parts[at]
            shared[k] = shared.get(k, 0) + overlap(quote.span, span)
            at += 1
        half = (quote.span[1] - quote.span[0]) / 2
        fitting = [k for k, common in shared.items() if common > half]
        if fitting:
            owner[number] = min(fitting)
    return owner


def _paragraph_of(spans: list[Span], paragraphs: list[Span]) -> list[int]:
    """Return for each span, in order, the index of the paragraph that it starts in, or -1."""
    out: list[int] = []
    k = 0
    for start, _ in spans:
        while k < len(paragraphs) and paragraphs[k][1] <= start:
            k += 1
        inside = k < len(paragraphs) and paragraphs[k][0] <= start
        out.append(k if inside else -1)
    return out


def _nest(
    parse: Parse, frames: list[Frame], contents: list[list[Span]], order: list[int]
) -> dict[int, int | None]:
    """Return for each frame the innermost other frame in whose content its cue and source stand."""
    bounds = {k: (contents[k][0][0], contents[k][-1][1]) for k in order}
    out: dict[int, int | None] = {}
    for at, k in enumerate(order):
        parts = [parse.span(r) for r in (*frames[k].cue, *frames[k].source)]
        best: int | None = None
        # contents are as long as a few sentences, so only neighbours in cue order can hold this one
        for j in order[max(0, at - 12) : at + 13]:
            if j == k or bounds[j][0] > parts[0][0] or bounds[j][1] < parts[0][1]:
                continue
            if all(any(s[0] <= p[0] and p[1] <= s[1] for s in contents[j]) for p in parts) and (
                best is None or size(contents[j]) < size(contents[best])
            ):
                best = j
        out[k] = best
    for k in order:  # a loop of two that stand in each other: keep the larger outside
        seen = {k}
        above = out[k]
        while above is not None:
            if above in seen:
                out[above] = None
                break
            seen.add(above)
            above = out[above]
    return out


def _source(parse: Parse, cast: Cast, frame: Frame, quotes: list[Quote]) -> Source | None:
    if not frame.source:
        return Source(spans=[], entity=None, kind="implicit")
    head = source_head(parse, frame.source)
    if parse.tokens[head].text.lower() in ("we", "i"):
        at = parse.tokens[head].start
        if not any(q.span[0] <= at < q.span[1] for q in quotes):  # the writer's own "we know"
            return Source(spans=_spans(parse, frame.source), entity=None, kind="author")
    entity = cast.at(head)
    kind, reason = source_kind(parse, cast, frame.source, head)
    return Source(
        spans=_spans(parse, frame.source),
        entity=entity.id if entity else None,
        kind=kind,
        reason=reason,
    )


def cue_head(parse: Parse, frame: Frame) -> int:
    """Return the cue's main word: its cue verb, or its last word."""
    table = cues()
    words = [i for r in frame.cue for i in range(*r)]
    for i in words:
        if parse.tokens[i].lemma in table.stance or parse.tokens[i].lemma in table.shows:
            return i
    return next((i for i in words if parse.tokens[i].upos == "VERB"), words[-1])


def _stance(parse: Parse, frame: Frame) -> Stance:
    head = cue_head(parse, frame)
    verb = parse.tokens[head]
    stance = cues().stance.get(verb.lemma, "asserts")
    negated = any(
        parse.tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
    )
    if stance == "denies" and negated:
        return "asserts"
    if negated and verb.lemma in ("comment", "respond", "reply", "answer", "elaborate"):
        return "declines"
    if stance == "declines":
        words = {parse.tokens[i].lemma for r in (*frame.cue, *frame.content) for i in range(*r)}
        speaks = words & {"comment", "say", "discuss", "elaborate", "answer", "confirm", "respond"}
        return "declines" if speaks else "asserts"
    if stance == "demands" and verb.lemma in ("call", "order", "press"):
        particles = {
            parse.tokens[i].lemma for i in range(head + 1, min(head + 4, len(parse.tokens)))
        }
        return (
            "demands"
            if verb.lemma == "order" or "for" in particles or "on" in particles
            else "asserts"
        )
    return stance


def _certainty(parse: Parse, frame: Frame, hedges: list[Hedge]) -> tuple[Certainty, list[Span]]:
    """Return the certainty of the content as a whole: of the cue word, and of hedges over it all."""
    head = cue_head(parse, frame)
    certainty = cues().certainty.get(parse.tokens[head].lemma, "certain")
    hedge: list[Span] = []
    if certainty != "certain":
        hedge.append(parse.span((head, head + 1)))
    whole = (frame.content[0][0], frame.content[-1][1])
    first = _content_head(parse, whole)
    inside = [h for h in hedges if whole[0] <= h.tokens[0] and h.tokens[1] <= whole[1]]
    found, spans = certainty_of(inside, (first, first + 1))
    cue_hedges = [h for h in hedges if any(r[0] <= h.tokens[0] < r[1] for r in frame.cue)]
    for h in cue_hedges:
        found, spans = weaker(found, h.certainty), [*spans, h.span]
    return weaker(certainty, found), merge([*hedge, *spans])


def _content_head(parse: Parse, tokens: Range) -> int:
    """Return the first token of the range whose head lies outside it."""
    for i in range(*tokens):
        token = parse.tokens[i]
        if token.upos != "PUNCT" and (token.head == i or not tokens[0] <= token.head < tokens[1]):
            return i
    return tokens[0]


def _told(parse: Parse, cast: Cast, frame: Frame) -> str | None:
    """Return the entity that is spoken to: "told Reuters", "said in a statement to AFP"."""
    if frame.score == SCORE and not frame.source:
        return None
    head = cue_head(parse, frame)
    tell = parse.tokens[head].lemma in ("tell", "inform", "brief", "assure", "warn", "remind")
    source_tokens = {i for r in frame.source for i in range(*r)}
    for child in parse.children[head]:
        token = parse.tokens[child]
        if child in source_tokens or child < head:
            continue
        to = token.rel == "obl" and any(
            parse.tokens[c].lemma == "to" and parse.tokens[c].rel == "case"
            for c in parse.children[child]
        )
        if (tell and token.rel in ("obj", "iobj")) or to:
            entity = cast.at(child)
            if entity is not None and entity.kind in ("person", "group", "organisation"):
                return entity.id
    return None


def _quotation(content: list[Span], quotes: list[Quote]) -> Quotation:
    """Return direct where nearly all of the content is quoted, mixed where a part is."""
    total = size(content)
    quoted = 0
    for quote in quotes:
        if quote.span[0] >= content[-1][1]:
            break
        quoted += sum(overlap(quote.span, s) for s in content)
    if quoted and quoted >= 0.85 * total - 4:
        return "direct"
    return "mixed" if quoted else "indirect"
