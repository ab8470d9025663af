"""Entities: who and what a report mentions, with all mentions of each."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.people import people
from saidso.reading.clauses.speaking import find_speakers
from saidso.reading.entities.chunks import Chunk, find_chunks
from saidso.reading.entities.clusters import Cluster
from saidso.reading.entities.coreference import resolve
from saidso.record import Entity, EntityKind, Number

_NAMELESS = {"old", "killed", "wounded", "injured", "dead"}


def find_entities(parse: Parse) -> Cast:
    """Return the entities of a report, numbered in order of first mention; linear cost."""
    speakers = find_speakers(parse)
    chunks = find_chunks(parse, speakers)
    clusters = resolve(parse, chunks, speakers)
    members: dict[int, list[int]] = {}
    for i in range(len(chunks)):
        members.setdefault(clusters.root(i), []).append(i)
    entities: dict[str, Entity] = {}
    names: dict[int, str] = {}
    for root, own in members.items():
        mine = [chunks[i] for i in own]
        if all(c.form == "pronoun" for c in mine) and mine[0].lemma not in ("he", "she", "they"):
            continue
        name = f"e{len(entities) + 1}"
        names[root] = name
        entities[name] = _entity(parse, name, clusters.of(root), mine)
    mentions: list[Mention] = []
    by_head: dict[int, Mention] = {}
    for i, chunk in enumerate(chunks):
        entity = names.get(clusters.root(i))
        if entity is None:
            continue
        mention = Mention(entity=entity, tokens=chunk.tokens, head=chunk.head, form=chunk.form)
        mentions.append(mention)
        for top in (chunk.head, *chunk.tops):
            by_head.setdefault(top, mention)
    return Cast(entities=entities, mentions=mentions, by_head=by_head, speakers=speakers)


def _entity(parse: Parse, name: str, cluster: Cluster, chunks: list[Chunk]) -> Entity:
    kind = _kind(cluster)
    return Entity(
        id=name,
        kind=kind,
        name=_name(parse, chunks),
        mentions=[parse.span(c.tokens) for c in chunks],
        number=_number(kind, cluster),
    )


def _kind(cluster: Cluster) -> EntityKind:
    kind = cluster.kind
    if kind == "person" and cluster.plural:
        return "group"
    if kind is None:
        return "group" if cluster.plural else "other"
    return kind


def _number(kind: EntityKind, cluster: Cluster) -> Number | None:
    if kind == "person":
        return Number(low=1, high=1)
    if kind == "group" and cluster.low is not None:
        return Number(low=cluster.low, high=cluster.high)
    return None


def _name(parse: Parse, chunks: list[Chunk]) -> str:
    """Return the longest name, else the first description without its article, else the words."""
    named = [c for c in chunks if c.form == "name"]
    if named:
        best = max(
            named[:30], key=lambda c: (len(c.words), not _is_adjective(parse, c), -c.tokens[0])
        )
        if _is_adjective(parse, best):  # "an Israeli airstrike": the country did it
            return people().nations[(best.words[0].lower(),)]
        skip = best.tokens[1] - best.tokens[0] if not best.words else len(best.title)
        return parse.words((_own(parse, best, skip), best.tokens[1]))
    for chunk in chunks:
        number = (
            parse.tokens[chunk.head].upos == "NUM"
        )  # the "12" of a headline may be "12 people" below
        if chunk.form == "nominal" and chunk.lemma not in _NAMELESS and not number:
            return _bare(parse, chunk)
    described = next((c for c in chunks if c.form == "nominal"), None)
    return _bare(parse, described) if described else parse.words(chunks[0].tokens)


def _is_adjective(parse: Parse, chunk: Chunk) -> bool:
    """Return whether a name of a country is its adjective."""
    adjective = parse.tokens[chunk.head].upos == "ADJ" and len(chunk.words) == 1
    return adjective and (chunk.words[0].lower(),) in people().nations


def _own(parse: Parse, chunk: Chunk, titles: int) -> int:
    return min(chunk.tokens[0] + titles, chunk.tokens[1] - 1)


def _bare(parse: Parse, chunk: Chunk) -> str:
    first = chunk.tokens[0]
    articles = ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their")
    while first < chunk.head and parse.tokens[first].text.lower() in articles:
        first += 1
    return parse.words((first, _whose(parse, chunk)))


def _whose(parse: Parse, chunk: Chunk) -> int:
    """Return the end of a description with the name that says whose they are: "fighters of Al Saif"."""
    end = chunk.tokens[1]
    if chunk.lemma not in _RANKS_AND_FILE or parse.tokens[end : end + 1] == []:
        return end
    if parse.tokens[end].text.lower() not in ("of", "from"):
        return end
    for c in parse.children[chunk.head]:
        first, last = parse.subtree(c)
        if parse.tokens[c].rel == "nmod" and first == end and last - end <= _LONGEST_OWNER:
            named = any(parse.tokens[k].upos == "PROPN" for k in range(first, last))
            return last if named and parse.tokens[c].upos in ("NOUN", "PROPN") else end
    return end


_LONGEST_OWNER = 9
_RANKS_AND_FILE = frozenset(
    {"unit", "member", "force", "soldier", "fighter", "element", "troop", "militant", "officer"}
    | {"gunman", "guard", "supporter", "faction", "wing"}
)
"""Nouns for people who are told apart by whose they are."""
