"""Introductions: who is given a name or a role, as in "identified as", "goes by" and "worked as"."""

from __future__ import annotations

from saidso.reading.entities.clusters import Clusters

_NAMING = {"identify", "name", "call", "know", "dub", "nickname", "describe", "give", "go"}
_CALLING = {"call", "brand", "label", "dub", "describe"}
_WORKING = {"work", "serve", "act", "train", "employ"}
_AS = {"as", "by", "only", "his", "her", "their", "last", "first", "family", "sur", "surname", "name",
       "the", "police", "just", "simply", "publicly", "alias", ",", "to", "be", "full", "given"}  # fmt: skip
_FAR = 14


def join_introductions(
    clusters: Clusters, by_token: dict[int, int], by_start: dict[int, int], by_end: dict[int, int]
) -> None:
    """Join mentions with the names and roles that verbs give them; linear in the tokens.

    The mentions are found by any of their top tokens, by their first token, and by their end.
    """
    parse = clusters.parse
    cues = {*parse.having(_CALLING | _NAMING), *parse.spelled(("as",))}
    for token in (parse.tokens[i] for i in sorted(cues)):
        if token.upos == "VERB" and token.lemma in _CALLING:
            _calling(clusters, token.i, by_start)
        if token.upos == "VERB" and token.lemma in _NAMING:
            _naming(clusters, token.i, by_token, by_start, by_end)
        if token.text == "as":
            _working(clusters, token.i, by_token)


def _naming(
    clusters: Clusters,
    verb: int,
    by_token: dict[int, int],
    by_start: dict[int, int],
    by_end: dict[int, int],
) -> None:
    """Join who is named with the name: "a man, named as Jon Doe", "police named Doe as the man"."""
    tokens = clusters.parse.tokens
    if tokens[verb].lemma in ("give", "go") or _oneself(clusters, verb) is not None:
        _self_naming(clusters, verb, by_token, by_start)
        return
    name = _name_after(clusters, verb, by_start)
    objects = [
        by_token[c]
        for c in clusters.parse.children[verb]
        if tokens[c].rel in ("obj", "nsubj:pass") and c in by_token
    ]
    candidates = [_before_participle(clusters, verb, by_end), *objects]
    if tokens[verb].rel.startswith("acl"):
        candidates.append(by_token.get(tokens[verb].head))
    if tokens[verb].rel == "xcomp" and tokens[tokens[verb].head].lemma == "ask":
        candidates.append(_subject(clusters, tokens[verb].head, by_token))
    for k in candidates:
        if k is None or k == name or clusters.chunks[k].lemma in ("it", "they"):
            continue
        other = name if name is not None else _as_nominal(clusters, verb, k, by_token)
        if other is None or not _person_like(clusters, k):
            continue
        if clusters.chunks[k].form == "name" and other == name:
            continue
        _make_person(clusters, other)
        clusters.join_if_compatible(k, other)
        return


def _subject(clusters: Clusters, verb: int, by_token: dict[int, int]) -> int | None:
    """Return the mention that is the subject of a verb, through up to three verbs joined to it."""
    tokens = clusters.parse.tokens
    for _ in range(3):
        for c in clusters.parse.children[verb]:
            if tokens[c].rel.startswith("nsubj") and c in by_token:
                return by_token[c]
        if tokens[verb].rel not in ("conj", "xcomp", "advcl"):
            return None
        verb = tokens[verb].head
    return None


def _oneself(clusters: Clusters, verb: int) -> int | None:
    """Return the "himself" of "identified himself as"."""
    after = clusters.parse.tokens[verb + 1 : verb + 2]
    return verb + 1 if after and after[0].text.lower() in ("himself", "herself") else None


def _self_naming(
    clusters: Clusters, verb: int, by_token: dict[int, int], by_start: dict[int, int]
) -> None:
    """Join "gave his name as Doe", "identified himself as Doe" and "goes by Doe" to the subject."""
    tokens = clusters.parse.tokens
    words = [t.text.lower() for t in tokens[verb + 1 : verb + 5]]
    start = _oneself(clusters, verb)
    if tokens[verb].lemma == "give":
        given = words[:1] and words[0] in ("his", "her", "their") and "name" in words
        start = verb + 1 if given else None
    elif tokens[verb].lemma == "go":
        start = verb if words[:1] == ["by"] else None
    who = _subject(clusters, verb, by_token)
    if start is None or who is None:
        return
    for i in range(start + 1, min(start + _FAR, len(tokens))):
        k = by_start.get(i)
        if k is not None and clusters.chunks[k].form == "name":
            _make_person(clusters, k)
            clusters.join_if_compatible(who, k)
            return
        if tokens[i].text.lower() not in _AS:
            return


def _calling(clusters: Clusters, verb: int, by_start: dict[int, int]) -> None:
    """Join "called Doe a deserter" and "branded him a traitor": one person and what follows."""
    k = by_start.get(verb + 1)
    if k is None or clusters.of(k).kind != "person" or clusters.chunks[k].form == "nominal":
        return
    end, tokens = clusters.chunks[k].tokens[1], clusters.parse.tokens
    if end < len(tokens) and tokens[end].text.lower() == "as":
        end += 1
    other = by_start.get(end)
    if other is not None and _says_what(clusters, other):
        clusters.join_if_compatible(k, other)


def _says_what(clusters: Clusters, i: int) -> bool:
    """Return whether a mention is a description of one person with "a"."""
    chunk = clusters.chunks[i]
    one = chunk.form == "nominal" and chunk.article == "indefinite" and chunk.plural is False
    return one and chunk.kind == "person"


def _working(clusters: Clusters, preposition: int, by_token: dict[int, int]) -> None:
    """Join "Doe worked as a driver"."""
    tokens = clusters.parse.tokens
    noun = tokens[preposition].head
    verb = tokens[noun].head
    k = by_token.get(noun)
    if k is None or noun < preposition or tokens[verb].lemma not in _WORKING:
        return
    who = _subject(clusters, verb, by_token)
    if who is not None and who != k and _says_what(clusters, k) and _person_like(clusters, who):
        clusters.join_if_compatible(who, k)


def _person_like(clusters: Clusters, i: int) -> bool:
    return clusters.of(i).kind == "person" and clusters.of(i).plural is not True


def _make_person(clusters: Clusters, i: int) -> None:
    clusters.of(i).vote({"person": 4})


def _name_after(clusters: Clusters, verb: int, by_start: dict[int, int]) -> int | None:
    """Return the name that follows a verb of naming through words such as "only by his last name"."""
    tokens = clusters.parse.tokens
    i = verb + 1
    while i < min(verb + _FAR, len(tokens)) and tokens[i].sentence == tokens[verb].sentence:
        k = by_start.get(i)
        if k is not None and clusters.chunks[k].form == "name":
            return k
        low = tokens[i].text.lower()
        if (
            low not in _AS
            and not (k is not None and clusters.chunks[k].kind == "person")
            and (
                tokens[i].upos not in ("NUM", "ADJ", "PUNCT", "NOUN")
                or tokens[verb].lemma == "call"
            )
        ):
            return None
        i += 1
    return None


def _before_participle(clusters: Clusters, verb: int, by_end: dict[int, int]) -> int | None:
    """Return the mention right before a participle: "the man, identified ..."."""
    tokens = clusters.parse.tokens
    i = verb
    while i > max(verb - 5, 0) and tokens[i - 1].text.lower() in (
        ",", "was", "were", "been", "has", "is", "who", "have", "also", "only", "later", "and"
    ):  # fmt: skip
        i -= 1
    return by_end.get(i)


def _as_nominal(clusters: Clusters, verb: int, k: int, by_token: dict[int, int]) -> int | None:
    """Return the description after "as": "police named Doe as the attacker"."""
    if clusters.chunks[k].form != "name":
        return None
    tokens = clusters.parse.tokens
    for c in clusters.parse.children[verb]:
        if tokens[c].rel.startswith("obl") and c in by_token and c > verb:
            case = [tokens[x].text.lower() for x in clusters.parse.children[c]]
            if "as" in case and clusters.chunks[by_token[c]].kind == "person":
                return by_token[c]
    return None
