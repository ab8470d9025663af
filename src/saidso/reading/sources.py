"""Kinds of sources: named, role, anonymous, organisation, outlet, document, footage, implicit."""

from __future__ import annotations

from saidso.language.parse import Parse, Range
from saidso.reading.cues import cues
from saidso.reading.mentions import Cast
from saidso.reading.outlets import is_outlet
from saidso.record import SourceKind


def source_head(parse: Parse, source: list[Range]) -> int:
    """Return the main noun of the source's words."""
    words = [i for r in source for i in range(*r)]
    inside = set(words)
    nominal = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
    tops = [i for i in words if parse.tokens[i].head == i or parse.tokens[i].head not in inside]
    for group in (("NOUN", "PROPN", "PRON"), nominal):
        for i in tops:
            if parse.tokens[i].upos in group:
                return _whole(parse, i)
    return next((i for i in words if parse.tokens[i].upos in nominal), words[0])


_PARTS = frozenset({"part", "portion", "section", "excerpt", "copy", "segment", "clip"})


def _whole(parse: Parse, i: int) -> int:
    """Return what a part is taken of ("part of the video"), or `i` itself."""
    if parse.tokens[i].lemma not in _PARTS:
        return i
    of = (
        c
        for c in parse.children[i]
        if parse.tokens[c].rel == "nmod"
        and any(parse.tokens[g].lemma in ("of", "from") for g in parse.children[c])
    )
    return next(of, i)


def source_kind(
    parse: Parse, cast: Cast, source: list[Range], head: int
) -> tuple[SourceKind, str | None]:
    """Return what kind of source the words name, and the reason given for anonymity, if any."""
    table = cues()
    token = parse.tokens[head]
    text = parse.words((source[0][0], source[-1][1]))
    reason = anonymity(parse, source)
    if reason is not None:
        return "anonymous", reason
    entity = cast.at(head)
    name = entity.name if entity else text
    if is_outlet(text) or is_outlet(name):
        return "outlet", None
    if token.lemma in table.footage:
        return "footage", None
    if token.lemma in table.documents and token.upos == "NOUN":
        return "document", None
    if token.lemma in table.anonymous and token.upos == "NOUN" and not _modified(parse, head):
        return "anonymous", None
    if entity is not None:
        if entity.kind == "footage":
            return "footage", None
        if entity.kind == "document":
            return "document", None
        if entity.kind in ("organisation", "place", "facility"):
            return "organisation", None
        if entity.kind == "person" and _has_name(parse, cast, entity.id):
            return "named", None
    if token.name == "PER":
        return "named", None
    if token.name in ("ORG", "LOC"):
        return "organisation", None
    if token.kind == "organization" and token.lemma not in table.officials:
        return "organisation", None
    return "role", None


def anonymity(parse: Parse, source: list[Range]) -> str | None:
    """Return the clause that says why the source is not named, looked for in its sentence."""
    sentence = parse.sentence_of(source[0][0])
    words = parse.text[sentence.span[0] : sentence.span[1]]
    low = words.lower()
    for phrase in cues().anonymity:
        at = low.find(phrase)
        if at < 0:
            continue
        if phrase.startswith("not authori"):
            return words[at:].split(",")[0].rstrip(' ."”')
        because = low.find("because", at)
        if because >= 0:
            return words[because:].split(",")[0].rstrip(' ."”')
        return words[at : at + len(phrase)]
    return None


def _modified(parse: Parse, head: int) -> bool:
    """Return whether a vague noun is told apart: "military sources", "hospital sources"."""
    return any(parse.tokens[c].rel in ("compound", "amod", "nmod") for c in parse.children[head])


def _has_name(parse: Parse, cast: Cast, entity: str) -> bool:
    return any(m.entity == entity and m.form == "name" for m in cast.mentions)
