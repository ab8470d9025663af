"""Witnesses: what monitors themselves saw, heard and counted ("the mission recorded 40 explosions").

A mission, an observatory or "we" that tells what it observed says so: the thing observed is the content.
Verbs and watchers are in `cues.yaml`; "it" is a watcher in a sentence that names one. Not
in quotations, where the speaker says it.
"""

from __future__ import annotations

from saidso.language.parse import Frame, Parse
from saidso.reading.attributions.drafts import SCORE, child
from saidso.reading.attributions.grammar import speaker
from saidso.reading.clauses.cues import cues


def witness_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of a watcher's verb with the thing that was observed as its content."""
    tokens = parse.tokens
    if tokens[i].lemma not in cues().witnessed:
        return None
    source, seen = speaker(parse, i), child(parse, i, "obj")
    if source is None or seen is None or seen < i:
        return None
    words = tokens[source[0] : source[1]]
    if not any(_watches(parse, t.i) for t in words):
        pronoun = len(words) == 1 and words[0].text.lower() in ("it", "they")
        first = parse.sentence_of(i).tokens[0]
        if not (pronoun and any(_watches(parse, k) for k in range(first, i))):
            return None
    first, end = parse.subtree(seen)
    first = max(first, i + 1)
    while end > first and tokens[end - 1].upos == "PUNCT":
        end -= 1
    return Frame([source], [(i, i + 1)], [(first, end)], SCORE) if end > first else None


def _watches(parse: Parse, i: int) -> bool:
    """Return whether a word names somebody who keeps watch, or the writers themselves."""
    token = parse.tokens[i]
    low = token.text.lower()
    return low == "we" or low in cues().watchers or token.lemma.lower() in cues().watchers
