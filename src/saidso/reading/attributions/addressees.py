"""Addressees: whom a speaker tells it, and which outlet passes it on."""

from __future__ import annotations

from saidso.language.parse import Frame, Parse
from saidso.reading.attributions.drafts import SCORE, child, oblique
from saidso.reading.attributions.stances import cue_head
from saidso.reading.clauses.mentions import Cast
from saidso.reading.entities.outlets import is_medium
from saidso.record import Entity

_TELL = frozenset({"tell", "inform", "brief", "assure", "warn", "remind"})
_MEETINGS = (
    "interview",
    "statement",
    "conversation",
    "email",
    "message",
    "call",
    "comment",
    "letter",
)
_TALK = frozenset({"speak", "talk", "write", "respond", "reply"})
_KINDS = ("person", "group", "organisation")


def told(parse: Parse, cast: Cast, frame: Frame) -> str | None:
    """Return the entity that is spoken to.

    "told Reuters", "said in a statement to AFP", "in an interview with CNN", "speaking to the BBC".
    """
    if frame.score == SCORE and not frame.source:
        return None
    head = cue_head(parse, frame)
    sources = {i for r in frame.source for i in range(*r)}
    tells = parse.tokens[head].lemma in _TELL
    for c in parse.children[head]:
        token = parse.tokens[c]
        if c in sources:
            continue
        to_whom = tells and token.rel in ("obj", "iobj")
        if c > head and (to_whom or (token.rel == "obl" and _to(parse, c))):
            entity = cast.at(c) or _around(cast, c)
        elif token.rel == "obj" and c > head:  # "confirmed the attack to Reuters"
            entity = _medium(cast, oblique(parse, c, "to"))
        elif token.rel.startswith("obl") and token.lemma in _MEETINGS:
            entity = _medium(cast, oblique(parse, c, "with", "to", "for"))
        elif token.rel.startswith(("advcl", "acl", "xcomp")) and token.lemma in _TALK:
            entity = _medium(cast, oblique(parse, c, "to", "with"))
        else:
            continue
        if entity is not None and (entity.kind in _KINDS or is_medium(entity.name)):
            return entity.id
    if parse.tokens[head].lemma in _TELL | {"say"} and sources:
        # "X, in an interview with CNN, said": hung on the speaker
        for i in sources:
            if parse.tokens[i].lemma in ("interview", "statement"):
                entity = _medium(cast, oblique(parse, i, "with", "to"))
                if entity is not None:
                    return entity.id
    return None


def _around(cast: Cast, i: int) -> Entity | None:
    """Return the entity of a name of few words that stands around a token: "Radio Free Asia"."""
    for k in range(max(i - 3, 0), i + 4):
        mention = cast.by_head.get(k)
        if (
            mention is not None
            and mention.form == "name"
            and mention.tokens[0] <= i < mention.tokens[1]
        ):
            return cast.entities[mention.entity]
    return None


def _to(parse: Parse, i: int) -> bool:
    case = child(parse, i, "case")
    return case is not None and parse.tokens[case].lemma == "to"


def _medium(cast: Cast, i: int | None) -> Entity | None:
    """Return the entity at a token where it is an outlet."""
    entity = None if i is None else cast.at(i)
    return entity if entity is not None and is_medium(entity.name) else None
