"""Constructions that say that two mentions mean the same: apposition and copula."""

from __future__ import annotations

from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Clusters
from saidso.reading.entities.introductions import join_introductions

_RELATIVES = {"who", "whom", "whose", "which", "that"}
_PHRASE = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "ADP", "PRON")
_APPOSITION = ("appos", "list", "parataxis", "dep", "nmod", "flat", "conj", "acl", "nmod:desc")


def join_constructions(clusters: Clusters) -> None:
    """Join mentions that a construction equates; linear in the number of tokens."""
    chunks = clusters.chunks
    by_token = {top: i for i, c in enumerate(chunks) for top in c.tops}
    by_token.update({c.head: i for i, c in enumerate(chunks)})
    by_start = {c.tokens[0]: i for i, c in reversed(list(enumerate(chunks)))}
    by_end = {c.tokens[1]: i for i, c in reversed(list(enumerate(chunks)))}
    for i, chunk in enumerate(chunks):
        if chunk.lemma == "who" and chunk.form == "pronoun":
            _relative(clusters, i, by_token, by_end)
            continue
        _adjacent(clusters, i, by_start)
        _partly(clusters, i, by_start)
        _copula(clusters, i, by_token)
    join_introductions(clusters, by_token, by_start, by_end)


def _relative(clusters: Clusters, i: int, by_token: dict[int, int], by_end: dict[int, int]) -> None:
    """Join "who" to what its clause hangs on, else to the mention right before it."""
    tokens = clusters.parse.tokens
    start = clusters.chunks[i].tokens[0]
    before = start - 1 if start and tokens[start - 1].text == "," else start
    if tokens[start - 1].upos == "ADP" if start else False:
        before = start - 1
    near = by_end.get(before)
    at = tokens[start].head
    for _ in range(6):
        if tokens[at].rel.startswith("acl"):
            k = by_token.get(tokens[at].head)
            if k is not None and clusters.chunks[k].tokens[1] <= start:
                near = k
            break
        if tokens[at].head == at:
            break
        at = tokens[at].head
    if near is not None and clusters.chunks[near].kind == "place":
        if tokens[start].text.lower() in ("who", "whom", "whose"):
            return
    if near is not None and near != i and clusters.chunks[near].form != "pronoun":
        clusters.join(near, i)


def _adjacent(clusters: Clusters, i: int, by_start: dict[int, int]) -> None:
    """Join "spokesman Jon Doe", "Jon Doe, a spokesman," and "Kenya Red Cross (KRC)"."""
    chunk, tokens = clusters.chunks[i], clusters.parse.tokens
    end = chunk.tokens[1]
    k = by_start.get(_past_police(clusters, end))
    if k is not None and _describes(chunk, clusters.chunks[k]):
        clusters.join_if_compatible(i, k)
        return
    if end >= len(tokens) or tokens[end].text not in (",", "(", "—", "–"):
        return
    if chunk.form == "name" and (after := _past_age(clusters, end)) is not None:
        end = after
    k = by_start.get(_past_years(clusters, end + 1))
    if k is None or clusters.chunks[k].form == "pronoun":
        return
    other = clusters.chunks[k]
    if chunk.form == "pronoun":
        closed = other.tokens[1] < len(tokens) and tokens[other.tokens[1]].text == ")"
        if tokens[end].text == "(" and closed and chunk.lemma != "who":
            clusters.join(i, k)  # "They (the rebels) fired"
        return
    if other.possessor is not None and _named_next(clusters, other, by_start):
        return
    if other.sentence != chunk.sentence:
        return
    if tokens[end].text == "(":
        closed = other.tokens[1] < len(tokens) and tokens[other.tokens[1]].text == ")"
        if closed and other.form == "name" == chunk.form and chunk.kind == other.kind:
            if len(other.words) == 1 and other.words[0].isupper():
                clusters.join(i, k)
        return
    if _apposed(clusters, chunk, other):
        clusters.join_if_compatible(i, k)


def _past_police(clusters: Clusters, end: int) -> int:
    """Return the first token after "of police": "superintendent of police Doe", "of Police (City) Doe"."""
    words = [t.text.lower() for t in clusters.parse.tokens[end : end + 5]]
    if words[:2] != ["of", "police"]:
        return end
    return end + 5 if len(words) == 5 and (words[2], words[4]) == ("(", ")") else end + 2


def _past_years(clusters: Clusters, i: int) -> int:
    """Return the first token after "41-year-old" at `i`, or `i`."""
    words = [t.text.lower() for t in clusters.parse.tokens[i : i + 5]]
    if words[:1] and words[0].endswith("-year-old"):
        return i + 1
    return i + 5 if len(words) == 5 and (words[2], words[4]) == ("year", "old") else i


def _named_next(clusters: Clusters, chunk: Chunk, by_start: dict[int, int]) -> bool:
    """Return whether a person's name follows a comma: "a teacher, her son, Jon Doe"."""
    end, tokens = chunk.tokens[1], clusters.parse.tokens
    k = by_start.get(_past_years(clusters, end + 1))
    named = k is not None and clusters.chunks[k].form == "name"
    return named and tokens[end].text == "," and clusters.chunks[k or 0].kind == "person"


def _past_age(clusters: Clusters, comma: int) -> int | None:
    """Return the comma after an age that stands between commas, or None."""
    around = clusters.parse.tokens[comma + 1 : comma + 3]
    aged = len(around) == 2 and around[0].text.isdigit() and around[1].text == ","
    return comma + 2 if aged else None


def _partly(clusters: Clusters, i: int, by_start: dict[int, int]) -> None:
    """Join "one of the wounded, Jon Doe," and "One of the leaders still at large, Jon Doe died"."""
    chunk, tokens = clusters.chunks[i], clusters.parse.tokens
    at = chunk.tokens[1]
    if chunk.form != "nominal" or chunk.kind != "person" or chunk.plural is True:
        return
    if at >= len(tokens) or tokens[at].upos != "ADP":
        return
    end = min(at + 10, len(tokens) - 1)
    while at < end and tokens[at].sentence == chunk.sentence:
        participle = tokens[at].upos == "VERB" and tokens[at].rel == "amod"
        if tokens[at].upos not in (*_PHRASE, "ADV") and not participle:
            break
        at += 1
    k = by_start.get(at + 1)
    if k is None or tokens[at].text != ",":
        return
    other = clusters.chunks[k]
    if other.form != "name" or other.kind != "person" or other.sentence != chunk.sentence:
        return
    after = tokens[min(other.tokens[1], len(tokens) - 1)]
    opens = chunk.tokens[0] == clusters.parse.sentences[chunk.sentence].tokens[0]
    if after.text in (",", ".", ";", "(", ")") or (opens and after.upos in ("VERB", "AUX")):
        clusters.join_if_compatible(i, k)


def _describes(chunk: Chunk, other: Chunk) -> bool:
    return (
        chunk.form == "nominal"
        and other.form == "name"
        and chunk.kind == "person" == other.kind
        and chunk.plural is False
    )


def _apposed(clusters: Clusters, chunk: Chunk, other: Chunk) -> bool:
    """Return whether `other` after a comma says again what `chunk` before it is."""
    if chunk.kind != other.kind and "other" not in (chunk.kind, other.kind):
        place = {chunk.kind, other.kind} == {"person", "place"} and "nominal" in (
            chunk.form,
            other.form,
        )
        weak = chunk.form == "name" and not chunk.title and other.kind != "person"
        weak = weak and other.form == "nominal" and other.article == "indefinite"
        if not weak and (not place or other.form == "nominal"):
            return False
    if chunk.form == other.form == "name":
        return False
    if chunk.kind == "place" and other.kind != "organisation":
        return False
    parse = clusters.parse
    relation = parse.tokens[other.head].rel
    hangs = (
        parse.tokens[other.head].head in chunk.tops or parse.tokens[other.head].head == chunk.head
    )
    ended = _closed(clusters, other)
    if any(parse.tokens[c].rel == "cc" for c in parse.children[other.head]):
        return False
    if hangs and relation in _APPOSITION and relation != "conj":
        return True
    if chunk.form == "name" and other.article != "definite":
        return ended and other.form == "nominal" and other.plural is False
    return ended and hangs


def _closed(clusters: Clusters, chunk: Chunk) -> bool:
    """Return whether a comma or the end follows the phrase within a few words, before any verb."""
    tokens = clusters.parse.tokens
    for i in range(chunk.tokens[1], min(chunk.tokens[1] + 12, len(tokens))):
        token = tokens[i]
        if token.text in (",", ".", "—", "–", ")", ";") or token.sentence != chunk.sentence:
            return True
        if token.text.lower() in _RELATIVES and token.head > i:
            return True
        finite = token.upos in ("AUX", "VERB") and not token.rel.startswith("acl")
        if finite or token.text.lower() in ("and", "or"):
            return False
    return False


def _copula(clusters: Clusters, i: int, by_token: dict[int, int]) -> None:
    """Join subject and predicate: "the driver was Jon Doe", "Doe is a 30-year-old teacher"."""
    chunk, parse = clusters.chunks[i], clusters.parse
    if chunk.form == "pronoun":
        return
    relations = {parse.tokens[c].rel: c for c in parse.children[chunk.head]}
    subject = relations.get("nsubj")
    above = parse.tokens[chunk.head].head
    if subject is None and parse.tokens[chunk.head].rel == "conj":
        shared = (c for c in parse.children[above] if parse.tokens[c].rel.startswith("nsubj"))
        subject = next(shared, None)
    if "cop" not in relations or subject is None or "case" in relations:
        return
    negated = any(
        parse.tokens[c].text.lower() in ("not", "n't", "n’t", "no", "never", "neither")
        for c in parse.children[chunk.head]
    )
    k = by_token.get(subject)
    modal = any(
        parse.tokens[c].lemma in ("may", "might", "could", "would")
        for c in parse.children[chunk.head]
    )
    if (
        k is None
        or negated
        or modal
        or ("mark" in relations and _iffy(clusters, relations["mark"]))
    ):
        return
    other = clusters.chunks[k]
    if other.kind == chunk.kind or (other.form == "pronoun" and chunk.kind == "person"):
        if (other.lemma not in ("it", "who") and other.form != "pronoun") or (
            other.lemma in ("he", "she", "they") and chunk.article != "definite"
        ):
            clusters.join_if_compatible(k, i)


def _iffy(clusters: Clusters, i: int) -> bool:
    return clusters.parse.tokens[i].text.lower() in ("if", "whether", "unless")
