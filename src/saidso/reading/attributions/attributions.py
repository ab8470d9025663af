"""Attributions: who says what through whom, from the model's frames and the grammar's.

Returns record attributions: source with its entity and kind, cue, content, quotation, stance,
certainty, and `within` for chains. Cost is linear in the number of attributions times their depth.
"""

from __future__ import annotations

import re

from saidso.language.parse import Frame, Parse, Range
from saidso.reading.attributions.addressees import told
from saidso.reading.attributions.candidates import find_drafts
from saidso.reading.attributions.continuations import NEAR, Layout
from saidso.reading.attributions.doubts import Doubts
from saidso.reading.attributions.drafts import Draft, antecedent, beside_cue, only_ordinal
from saidso.reading.attributions.extents import completed
from saidso.reading.attributions.rebuttals import answered
from saidso.reading.attributions.sources import Sources, source_head
from saidso.reading.attributions.speakers import Speakers
from saidso.reading.attributions.stances import certainty_in, says, stance_of
from saidso.reading.clauses.hedges import Hedge, weaker
from saidso.reading.clauses.mentions import Cast
from saidso.reading.clauses.quotes import find_quotes
from saidso.record import Attribution, Quotation, Source, Span, Words
from saidso.spans import merge, overlap, size


def find_attributions(parse: Parse, cast: Cast, hedges: list[Hedge]) -> list[Attribution]:
    """Return the attributions of a report in text order of their cues; ids "a1", "a2", ..."""
    paragraphs = [s.span for s in parse.report.segments if s.kind not in ("residue", "byline")]
    layout = Layout(parse, find_quotes(parse.text, paragraphs))
    drafts = [d for d in find_drafts(parse, layout) if not only_ordinal(parse, d.frame.source)]
    for one in drafts:
        one.frame = beside_cue(parse, one.frame)
        if one.frame.source and cast.at(one.frame.source[0][0]) is None:
            one.frame = antecedent(parse, one.frame)
    shared = _shared(drafts)
    for one, frame in zip(drafts, completed(parse, [d.frame for d in drafts]), strict=True):
        one.frame = frame
    answered(parse, drafts)
    cues = [parse.tokens[d.frame.cue[0][0]].start for d in drafts]
    aloud = layout.spoken(cues)
    contents = [
        layout.bounded(_spans(parse, d.frame.content), cue, aloud)
        for d, cue in zip(drafts, cues, strict=True)
    ]
    spoken = [_spans(parse, [*d.frame.source, *d.frame.cue]) for d in drafts]
    others = merge(span for spans in spoken for span in spans)
    contents = [
        layout.filled(spans, own, others) if says(parse, d.frame) else spans
        for d, spans, own in zip(drafts, contents, spoken, strict=True)
    ]
    contents = layout.extended(contents, cues, [says(parse, d.frame) for d in drafts])
    for inner, outer in shared.items():
        contents[inner] = contents[outer]
    within = _nest(parse, drafts, contents)
    sources, doubts = Sources(parse, cast), Doubts(parse, hedges, [d.frame for d in drafts])
    out: list[Attribution] = []
    whom: dict[tuple[int, Range], str] = {}
    for k, one in enumerate(drafts):
        frame, parent = one.frame, within[k]
        addressee = told(parse, cast, frame)
        if frame.source:  # who was told the rest of the sentence was told this, too
            speaks = (parse.tokens[frame.cue[0][0]].sentence, frame.source[-1])
            goes_on = parse.tokens[frame.cue[-1][1] - 1].text.lower() in _GOING_ON
            addressee = addressee or (whom.get(speaks) if goes_on else None)
            if addressee is not None:
                whom[speaks] = addressee
        certainty, hedge = certainty_in(parse, frame, hedges)
        doubt = doubts.of(k)
        if doubt is not None:
            certainty, hedge = weaker(certainty, doubt.certainty), merge([*hedge, doubt.span])
        out.append(
            Attribution(
                id=f"a{k + 1}",
                source=_source(parse, cast, frame, sources, layout),
                cue=Words(spans=_spans(parse, frame.cue)),
                content=Words(spans=contents[k]),
                quotation=_quotation(parse.text, contents[k], layout),
                stance=stance_of(parse, frame),
                certainty=certainty,
                within=None if parent is None else f"a{parent + 1}",
                told=addressee,
                hedge=hedge,
            )
        )
    return Speakers(parse, cast).resolved(out)


def _shared(drafts: list[Draft]) -> dict[int, int]:
    """Return for each draft of who is cited whose words it shares: both say the same."""
    number = {id(d): k for k, d in enumerate(drafts)}
    return {
        k: number[id(d.outer)]
        for k, d in enumerate(drafts)
        if d.outer is not None
        and id(d.outer) in number
        and d.frame.content == d.outer.frame.content
    }


def _spans(parse: Parse, ranges: list[Range]) -> list[Span]:
    return merge([parse.span(r) for r in ranges], gap=NEAR)


def _nest(parse: Parse, drafts: list[Draft], contents: list[list[Span]]) -> dict[int, int | None]:
    """Return for each draft the innermost other one in whose content its cue and source stand."""
    bounds = [(spans[0][0], spans[-1][1]) for spans in contents]
    number = {id(d): k for k, d in enumerate(drafts)}
    out: dict[int, int | None] = {}
    for k, one in enumerate(drafts):
        if one.outer is not None and id(one.outer) in number:
            out[k] = number[id(one.outer)]
            continue
        parts = [parse.span(r) for r in (*one.frame.cue, *one.frame.source)]
        best: int | None = None
        # contents are as long as a few sentences, so only neighbours in cue order can hold this one
        for j in range(max(0, k - 12), min(len(drafts), k + 13)):
            if j == k or bounds[j][0] > parts[0][0] or bounds[j][1] < parts[0][1]:
                continue
            if all(any(s[0] <= p[0] and p[1] <= s[1] for s in contents[j]) for p in parts) and (
                best is None or size(contents[j]) < size(contents[best])
            ):
                best = j
        out[k] = best
    for k, one in enumerate(drafts):  # who denies an allegation does not pass it on
        holder = out[k]
        if holder is None or parse.tokens[one.frame.cue[0][0]].upos != "NOUN":
            continue
        if stance_of(parse, drafts[holder].frame) == "denies":
            out[k] = out[holder]
    for k in out:  # a loop of two that stand in each other: keep the larger outside
        seen = {k}
        above = out[k]
        while above is not None:
            if above in seen:
                out[above] = None
                break
            seen.add(above)
            above = out[above]
    return out


def _source(
    parse: Parse, cast: Cast, frame: Frame, sources: Sources, layout: Layout
) -> Source | None:
    if not frame.source:
        return Source(spans=[], entity=None, kind="implicit")
    head = source_head(parse, frame.source)
    spans = _spans(parse, frame.source)
    first = parse.tokens[head]
    if first.text.lower() in ("we", "i") and layout.quoted(first.start) is None:
        return Source(spans=spans, entity=None, kind="author")  # the writer's own "we know"
    entity = cast.at(head)
    described = head
    if (named := sources.named(frame.source, head)) is not None:
        head, entity = named, cast.at(named)
    if entity is None and first.text.lower() in ("this", "that", "which"):
        return Source(spans=spans, entity=None, kind="implicit")  # a word for what is not named
    person = entity is not None and entity.kind == "person"
    kind, reason = sources.kind(frame.source, head if person else described)
    if kind == "anonymous" and entity is not None and sources.is_named(entity.id):
        entity = None  # who will not be named is nobody whom the page names
    return Source(spans=spans, entity=entity.id if entity else None, kind=kind, reason=reason)


def _quotation(text: str, content: list[Span], layout: Layout) -> Quotation:
    """Return direct where all words of the content but "that" are quoted, mixed where a part is."""
    quoted = 0
    outside: list[str] = []
    for start, end in content:
        at = start
        for quote in layout.within((start, end)):
            quoted += overlap(quote.span, (start, end))
            outside.append(text[at : max(at, quote.span[0])])
            at = min(end, quote.span[1])
        outside.append(text[at:end])
    if not quoted:
        return "indirect"
    words = [w for part in outside for w in _WORD.findall(part)]
    return "mixed" if any(w.lower() != "that" for w in words) else "direct"


_GOING_ON = frozenset({"adding", "saying", "stating", "noting", "explaining", "stressing"})
_WORD = re.compile(r"\w+")
