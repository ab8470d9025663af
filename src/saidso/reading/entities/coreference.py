"""Coreference by rules: which mentions mean the same.

Sieves from sure to less sure in the manner of Lee et al. (2013, "Deterministic Coreference
Resolution Based on Entity-Centric, Precision-Ranked Rules"): names, constructions that say so,
definite descriptions, pronouns. Every look back is bounded, so the cost is linear.
"""

from __future__ import annotations

from collections import defaultdict

from saidso.language.parse import Parse
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.people import people
from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Cluster, Clusters
from saidso.reading.entities.constructions import join_constructions
from saidso.reading.entities.counted import join_counted
from saidso.reading.entities.kin import join_kin
from saidso.reading.entities.naming import join_names
from saidso.reading.entities.offices import join_offices
from saidso.reading.entities.outlets import is_outlet
from saidso.reading.entities.parties import DEAD, SUFFERS
from saidso.reading.entities.pronouns import join_pronouns

_LOOK = 12
"""How many earlier candidates of one index are tried."""
_SAME = 4.0
"""What the same noun counts for."""
_NEAR = 6
"""Sentences back within which "the man" may mean somebody called otherwise so far."""
_ANY_GROUP = {"group", "organisation", "organization", "movement", "militia", "faction"}
_ANY_AID = {"charity", "ngo", "agency", "organisation", "organization", "group", "association"}
_ANY = _ANY_GROUP | _ANY_AID
_HELP = {"aid", "relief", "rescue", "children", "charity", "doctors", "crescent", "cross", "trust"}
_SOMEBODY = frozenset(
    {"man", "woman", "boy", "girl", "person", "individual", "guy", "youth", "teenager"}
)
_STATE = {"army", "police", "ministry", "government", "council", "court", "front", "brigade"}
_STATE_ARMS = frozenset({"army", "military"})
_REBEL = frozenset(
    {"people", "peoples", "liberation", "resistance", "revolutionary", "salvation", "lord"}
)
"""Words in the names of armies that are no state's."""
_FIRMS = frozenset({"company", "firm", "operator", "giant", "bank", "airline"})
_LEAD = 2
"""Sentences of the text, from its first, that say again what the headline says."""
_RECENT = 6
"""Latest mentions of an entity that are looked at for who tells of whom."""
_CLOSE = 2
"""Sentences back within which "the group" may mean an organisation that is named."""
_ARMY = frozenset(
    {"troop", "troops", "soldier", "force", "forces", "police", "policeman", "officer"}
)
"""Those of a state, whose nation a report need not say twice."""
_FAR = 300
"""Mentions back within which another army of that name would be named."""
_SPREAD = 8
"""Sentences within which two bare plurals mean the same."""
_SUBJECTS = ("nsubj", "nsubj:pass", "obj", "iobj")


def resolve(parse: Parse, chunks: list[Chunk], speakers: set[int]) -> Clusters:
    """Return the mentions in clusters, one for each entity; `speakers`: head words of who speaks."""
    clusters = Clusters(parse, chunks, speakers)
    join_names(clusters)
    join_constructions(clusters)
    join_offices(clusters)
    _join_headline(clusters)
    join_counted(clusters)
    _join_nominals(clusters)
    join_pronouns(clusters)
    join_kin(clusters)
    return clusters


def _join_headline(clusters: Clusters) -> None:
    """Join who the headline describes with the same description in the text's first sentences.

    And as many as are told of there with as many of them: a lead is told again with who says it.
    """
    parse = clusters.parse
    headed: dict[str, list[int]] = defaultdict(list)
    lead = -1
    for i, chunk in enumerate(clusters.chunks):
        kind = parse.sentences[chunk.sentence].segment_kind
        if kind == "headline" and chunk.form == "nominal":
            headed[chunk.lemma].append(i)
        if kind != "paragraph" or not headed:
            continue
        lead = chunk.sentence if lead < 0 else lead
        several = chunk.low is not None and chunk.low == chunk.high and chunk.low > 1
        if chunk.sentence - lead >= _LEAD:
            return
        for k in headed.get(chunk.lemma, ()) if chunk.form == "nominal" else ():
            if _same_words(clusters, k, i):
                clusters.join(k, i)
                if not several:
                    headed[chunk.lemma].remove(k)
                break


def _same_words(clusters: Clusters, k: int, i: int) -> bool:
    """Return whether two descriptions differ at most in what one of them adds."""
    one, two = clusters.chunks[k], clusters.chunks[i]
    return (
        clusters.compatible(k, i)
        and (one.modifiers <= two.modifiers or two.modifiers <= one.modifiers)
        and not two.modifiers & people().new
        and one.plural == two.plural
        and one.low in (two.low, None)
        and two.article != "definite"
        and (one.possessor is None) == (two.possessor is None)
        and one.kind not in ("place", "document")
    )


def _join_nominals(clusters: Clusters) -> None:
    by_lemma: dict[str, list[int]] = defaultdict(list)
    by_class: dict[int, list[int]] = defaultdict(list)
    by_deed: dict[str, list[int]] = defaultdict(list)
    recent: list[int] = []
    table = people()
    for i, chunk in enumerate(clusters.chunks):
        if chunk.form == "pronoun":
            continue
        new = chunk.form == "nominal" and chunk.article != "indefinite"
        if new and (len(clusters.of(i).members) == 1 or _open(clusters, i)):
            pools = [
                (_SAME, by_lemma.get(chunk.lemma, [])),
                *((2.0, by_class[c]) for c in table.classes.get(chunk.lemma, ()) if c in by_class),
                *((3.0, by_deed[d]) for d in table.deeds.get(chunk.lemma, ()) if d in by_deed),
                (0.0, recent if _anybody(chunk) else []),
            ]
            tiers = [pools] if chunk.kind == "person" else [pools[:1], pools[1:]]
            best = next((b for t in tiers if (b := _best(clusters, i, t)) is not None), None)
            if best is not None:
                clusters.join(best, i)
        cluster = clusters.of(i)
        for lemma in cluster.lemmas:
            by_lemma[lemma].append(i)
            for c in table.classes.get(lemma, ()):
                by_class[c].append(i)
        for deed in cluster.deeds:
            by_deed[deed].append(i)
        recent.append(i)


def _anybody(chunk: Chunk) -> bool:
    table = people()
    if chunk.kind == "organisation":
        return chunk.lemma in _ANY and chunk.modifiers <= {"aid", "relief"}
    return chunk.lemma in table.anybody and chunk.lemma not in table.deeds


def _open(clusters: Clusters, i: int) -> bool:
    """Return whether a definite description that was joined forwards may still find one before."""
    chunk = clusters.chunks[i]
    return (
        chunk.form == "nominal" and chunk.article == "definite" and min(clusters.of(i).members) == i
    )


def _best(clusters: Clusters, i: int, pools: list[tuple[float, list[int]]]) -> int | None:
    """Return the mention before `i` that it most likely means again, or None for a new entity."""
    chunk = clusters.chunks[i]
    best, top = None, -100.0
    tried: set[int] = set()
    for bonus, pool in pools:
        for k in reversed(pool[-_LOOK:]):
            root = clusters.root(k)
            if root in tried or root == clusters.root(i):
                continue
            if not _may(clusters, i, k, same=bonus == _SAME, anybody=bonus == 0.0):
                continue
            members = clusters.of(k).members[-_RECENT:]
            if any(clusters.tells(m, i) or clusters.acts_on(m, i) for m in members):
                continue
            against = clusters.opposed(i, k)
            if bonus == _SAME and not (chunk.plural and against > 1):
                against = 0.0
            if against > 1 or (against and not bonus):
                continue
            tried.add(root)
            score = bonus + _salience(clusters, k, chunk.sentence)
            score -= 3.0 * against
            if score > top:
                best, top = k, score
    return best


def _may(clusters: Clusters, i: int, k: int, *, same: bool, anybody: bool) -> bool:
    chunk, other = clusters.chunks[i], clusters.chunks[k]
    cluster = clusters.of(k)
    if other.tokens[1] > chunk.tokens[0] or not clusters.compatible(i, k):
        return False
    fresh = chunk.modifiers & people().new
    if fresh and not fresh <= cluster.modifiers:
        return False
    if chunk.kind == "person" and not _same_office(chunk, cluster, same=same):
        return False
    if chunk.article == "bare":
        return same and _bare(clusters, i, k)
    if chunk.possessor is not None:
        return same and _same_owner(clusters, chunk, other)
    if anybody:
        near = chunk.sentence - other.sentence <= _NEAR
        if chunk.lemma in people().sides and cluster.lemmas & cues().officials:
            return False  # no official who tells of "the hostages" is one of them
        if chunk.low is not None and chunk.low > 1 and cluster.low is None:
            return False  # "the two" are two who were counted before
        if chunk.lemma in _SOMEBODY and cluster.lemmas & people().offices:
            return False  # nobody calls a sheriff "the man"
        hurt = frozenset({SUFFERS, DEAD})
        if clusters.party(i) in hurt and not cluster.parties & hurt:
            if cluster.lemmas & people().fighters:
                return False  # "the 12 people killed" are not the bandits
        if chunk.kind == "organisation" and clusters.party(i) in (SUFFERS, DEAD):
            return False  # whom they abducted is a group of people
        if chunk.kind == "organisation":
            near = chunk.sentence - other.sentence <= _CLOSE
            return near and _is_group(clusters, k) and _aid(chunk, other)
        return near and cluster.kind == "person" and chunk.kind == "person"
    if chunk.kind != "person" and not same and chunk.lemma not in people().general:
        return False
    if chunk.kind != "person" and other.form == "nominal":
        extra = chunk.modifiers - cluster.modifiers
        return not extra
    if chunk.lemma in _STATE_ARMS and not _REBEL.isdisjoint(w.lower() for w in other.words):
        return False  # "the military" is not the New People's Army
    return not (chunk.kind != "person" and len(clusters.chunks[k].words) == 1)


def _same_office(chunk: Chunk, cluster: Cluster, *, same: bool) -> bool:
    """Return whether a speaker known by office can be one who was named before.

    "The foreign ministry spokesman" is nobody of the police, and no other official with another word.
    """
    if chunk.lemma not in cues().officials or not chunk.modifiers:
        return True
    if same:
        shared = not chunk.modifiers.isdisjoint(cluster.modifiers)
        return shared or (bool(cluster.names) and not cluster.modifiers)
    return chunk.modifiers <= cluster.modifiers


def _aid(chunk: Chunk, other: Chunk) -> bool:
    """Return whether "the charity" or "the aid group" fits a name; "the group" fits any."""
    if chunk.lemma in _ANY_GROUP and not chunk.modifiers:
        return True
    if chunk.lemma == "agency" or chunk.modifiers:
        return bool({w.lower() for w in other.words} & (_ANY_AID | _HELP))
    return not {w.lower() for w in other.words} & _STATE


def _is_group(clusters: Clusters, k: int) -> bool:
    """Return whether "the group" can mean a mention: an organisation's name, but no outlet's."""
    chunk, kind = clusters.chunks[k], clusters.of(k).kind
    named = chunk.form == "name" and kind == "organisation"
    tokens, before = clusters.parse.tokens, [m for m in clusters.of(k).members if m <= k]
    starts = (clusters.chunks[m].tokens[0] for m in before[-_RECENT:])
    if any(start and tokens[start - 1].lemma in _FIRMS for start in starts):
        return False
    return named and is_outlet(" ".join(chunk.words)) is None


def _bare(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether two descriptions without an article are alike enough to mean the same."""
    chunk, other = clusters.chunks[i], clusters.chunks[k]
    return (
        chunk.kind in ("person", "organisation")
        and other.form == "nominal"
        and chunk.low is None
        and chunk.sentence - other.sentence <= _SPREAD
        and _same_nations(clusters, i, k)
        and (chunk.modifiers == other.modifiers or bool(chunk.nations) or _of_army(clusters, i, k))
        and (chunk.plural is True) == (other.plural is True)
        and not _counted_dead(clusters, k)
    )


def _counted_dead(clusters: Clusters, k: int) -> bool:
    """Return whether so many were killed: bare "protesters" are others than those three."""
    cluster = clusters.of(k)
    return cluster.low is not None and DEAD in cluster.parties


def _same_nations(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether bare plurals are of one nation: "troops" are those of the one army named so far."""
    mine, theirs = clusters.chunks[i].nations, clusters.of(k).nations
    if mine == theirs:
        return True
    if not _of_army(clusters, i, k):
        return False
    lemma, found = clusters.chunks[i].lemma, {theirs}
    for m in range(max(i - _FAR, 0), i):
        if clusters.chunks[m].lemma == lemma and clusters.of(m).nations:
            found.add(clusters.of(m).nations)
    return len(found) == 1


def _of_army(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether a bare "troops" may be the troops of a nation."""
    chunk = clusters.chunks[i]
    return chunk.lemma in _ARMY and not chunk.modifiers and bool(clusters.of(k).nations)


def _same_owner(clusters: Clusters, chunk: Chunk, other: Chunk) -> bool:
    """Return whether "his car" and "the driver's car" can be one: same owner, or a pronoun."""
    tokens = clusters.parse.tokens
    if chunk.possessor is None or other.possessor is None:
        return chunk.possessor is None
    one, two = tokens[chunk.possessor], tokens[other.possessor]
    return one.lemma == two.lemma or "PRON" in (one.upos, two.upos)


def _salience(clusters: Clusters, k: int, sentence: int) -> float:
    """Return how much an entity stands out at a sentence: nearness, part in its clause, mentions."""
    cluster, chunk = clusters.of(k), clusters.chunks[k]
    before = sum(1 for m in cluster.members[:_LOOK] if clusters.chunks[m].sentence <= sentence)
    relation = clusters.parse.tokens[chunk.head].rel
    return (
        -0.8 * min(sentence - chunk.sentence, 12)
        + 1.2 * min(before, 5)
        + (1.5 if relation in _SUBJECTS else 0.0)
        + (0.0 if cluster.firm else -4.0)
    )
