"""Citations: who quotes whom, before what is said and after it.

"X quoted Y as saying that ...", "..., X quoted Y as saying", "..., Y was quoted by X as saying, adding
that ...", and "..., X quoted Y" beside a quotation.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse, Range, Sentence
from saidso.reading.attributions.drafts import Draft, child, draft, noun_phrase, oblique, trim
from saidso.reading.attributions.sources import may_speak
from saidso.reading.entities.outlets import is_medium

QUOTES = frozenset({"quote", "cite"})
_SUBJECT = ("nsubj", "nsubj:outer", "nsubj:pass")
_SAYING = frozenset({"saying", "telling", "stating", "adding"})
_GOING_ON = frozenset({"adding", "saying", "stating", "noting", "claiming", "stressing", "warning"})
_WINDOW = 14
"""Tokens between "quoted" and "as saying"."""
_BEFORE = frozenset({",", "”", '"', "''", "’", "—", "–"})
_MARKS = frozenset({"”", '"', "''", "’", "»"})


def citation(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return who quotes and who is quoted by the verb `i`: Y, and X around it."""
    saying = _as_saying(parse, sentence, i)
    if saying is None:
        return _beside(parse, sentence, i) or _who_says(parse, sentence, i)
    passive = child(parse, i, "nsubj:pass")
    if passive is None and child(parse, i, "aux:pass") is not None:
        passive = child(parse, i, *_SUBJECT)
    subject = passive if passive is not None else child(parse, i, *_SUBJECT)
    content, more = _after(parse, sentence, saying + 2), None
    if content is None or parse.tokens[saying + 2].text == ",":
        before = _said_before(parse, sentence, subject)
        if before is not None:
            content, more = before, _going_on(parse, sentence, saying + 2)
    if content is None:
        return []
    if passive is not None:
        out = _passive(parse, i, saying, passive, content)
    else:
        out = _active(parse, i, saying, subject, content)
    if more is not None and out:
        said = out[-1]
        out.append(draft(said.frame.source[0], more[0], [more[1]], said.outer))
    return out


def parted(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "..., X reported citing Y" with "reported" alone as its cue."""
    first, end = frame.cue[-1]
    tokens = parse.tokens
    if end - first < 2 or tokens[end - 1].text.lower() not in ("citing", "quoting"):
        return frame
    if not frame.source or frame.source[0][0] > first:
        return frame
    start = parse.sentence_of(first).tokens[0]
    before = trim(parse, (start, frame.source[0][0]))
    if before is None or not any(tokens[k].upos in ("VERB", "AUX") for k in range(*before)):
        return frame
    return Frame(frame.source, [*frame.cue[:-1], (first, end - 1)], [before], frame.score)


def _as_saying(parse: Parse, sentence: Sentence, i: int) -> int | None:
    """Return the "as" of "as saying" after the verb."""
    tokens, end = parse.tokens, min(sentence.tokens[1], i + _WINDOW)
    for k in range(i + 1, end - 1):
        if tokens[k].text.lower() == "as" and tokens[k + 1].text.lower() in _SAYING:
            return k
    return None


def _passive(parse: Parse, i: int, saying: int, passive: int, content: Range) -> list[Draft]:
    """Return "Y was quoted (by X) as saying"."""
    by = oblique(parse, i, "by", "in")
    inner = draft(noun_phrase(parse, passive), (i, i + 1), [content])
    inner.frame.cue.append((saying, saying + 2))
    if by is None or by > saying or not may_speak(parse, by):
        return [inner]
    source = noun_phrase(parse, by, i + 1)
    whole = sorted([noun_phrase(parse, passive), (saying, saying + 2), content])
    if whole[-1] == content and content[0] <= saying + 3:
        whole[-2:] = [(saying, content[1])]
    inner.outer = draft(source, (i, i + 1), whole)
    return [inner.outer, inner]


def _active(parse: Parse, i: int, saying: int, subject: int | None, content: Range) -> list[Draft]:
    """Return "X quoted Y as saying"; "..., quoting Y as saying", where X is whoever says the rest."""
    quoted = trim(parse, (i + 1, saying))
    if quoted is None:
        return []
    inner = draft(quoted, (saying, saying + 2), [content])
    if subject is None:
        inner.frame.cue.insert(0, (i, i + 1))
        inner.relayed = True
        return [inner]
    parts = [(i + 1, content[1])] if content[0] > i else [content, (i + 1, saying + 2)]
    inner.outer = draft(noun_phrase(parse, subject), (i, i + 1), parts)
    return [inner.outer, inner]


def _after(parse: Parse, sentence: Sentence, first: int) -> Range | None:
    """Return the words from `first` to the end of the sentence."""
    return trim(parse, (first, sentence.tokens[1])) if first < sentence.tokens[1] else None


def _said_before(parse: Parse, sentence: Sentence, subject: int | None) -> Range | None:
    """Return the clause or quotation that stands in the sentence before the speaker, if one does."""
    if subject is None:
        return None
    tokens, first = parse.tokens, noun_phrase(parse, subject)[0]
    start = sentence.tokens[0]
    if first - start < 2 or tokens[first - 1].text not in _BEFORE:
        return None
    if not any(tokens[k].upos in ("VERB", "AUX") for k in range(start, first)):
        return None
    content = trim(parse, (start, first))
    if content is not None and tokens[content[1] - 1].text == "," and content[1] < first:
        content = trim(parse, (content[0], content[1] - 1))
    return content


def _going_on(parse: Parse, sentence: Sentence, first: int) -> tuple[Range, Range] | None:
    """Return cue and content of ", adding that ..." at `first`."""
    tokens, end = parse.tokens, sentence.tokens[1]
    if (
        first + 2 >= end
        or tokens[first].text != ","
        or tokens[first + 1].text.lower() not in _GOING_ON
    ):
        return None
    content = trim(parse, (first + 2, end))
    return None if content is None else ((first + 1, first + 2), content)


def _beside(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return "“...,” the report quoted a woman": the quotation before is what she says."""
    tokens = parse.tokens
    subject, quoted = child(parse, i, "nsubj", "nsubj:outer"), child(parse, i, "obj")
    if (
        subject is None
        or quoted is None
        or not subject < i < quoted
        or not may_speak(parse, quoted)
    ):
        return []
    outlet = noun_phrase(parse, subject)
    if outlet[0] < 2 or not {tokens[outlet[0] - 1].text, tokens[outlet[0] - 2].text} & _MARKS:
        return []
    if not (is_medium(parse.words(outlet)) or may_speak(parse, subject)):
        return []
    content = _said_before(parse, sentence, subject)
    if content is None:
        return []
    inner = draft(noun_phrase(parse, quoted, i + 1), (i, i + 1), [content])
    inner.outer = draft(outlet, (i, i + 1), [content, (i + 1, quoted + 1)])
    return [inner.outer, inner]


def _who_says(parse: Parse, sentence: Sentence, i: int) -> list[Draft]:
    """Return "X is citing Y saying that ...": Y, and X around it."""
    tokens, end = parse.tokens, min(sentence.tokens[1], i + _WINDOW)
    subject, quoted = child(parse, i, "nsubj", "nsubj:outer"), child(parse, i, "obj")
    if subject is None or quoted is None or not i < quoted or not may_speak(parse, quoted):
        return []
    saying = next((k for k in range(quoted + 1, end) if tokens[k].text.lower() in _SAYING), None)
    if saying is None or tokens[saying].head not in (quoted, i) or tokens[saying - 1].text == ",":
        return []
    content, source = _after(parse, sentence, saying + 1), trim(parse, (i + 1, saying))
    if content is None or source is None:
        return []
    inner = draft(source, (saying, saying + 1), [content])
    inner.outer = draft(noun_phrase(parse, subject), (i, i + 1), [(i + 1, content[1])])
    return [inner.outer, inner]
