"""Pronouns: the nearest fitting entity that stands out, within a few sentences."""

from __future__ import annotations

from bisect import bisect_right

from saidso.language.parse import Range, Token
from saidso.reading.clauses.both import both
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.quotes import find_quotes
from saidso.reading.clauses.speaking import heads_of
from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.clusters import Cluster, Clusters
from saidso.reading.entities.parties import DEAD, DOES, SUFFERS

_SENTENCES = 3
_LOOK = 40
_BESIDE = 8
"""Latest mentions of an entity that are looked at for parts of the same clause."""
_TOLD = 12
"""Mentions after a speaker that are looked at for whom it tells of."""
_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")
_POSSESSIVE = {"his", "her", "its", "their", "whose"}
_DESCRIBES = ("acl", "amod", "acl:relcl")
_MEDICS = {"doctor", "surgeon", "nurse", "physician", "medic", "paramedic"}
"""Who tells how others fare: "he" in what a doctor says is rather the patient."""
_HELPERS = _MEDICS | {"rescuer", "firefighter", "fireman", "bystander", "official", "spokesman"}
"""Who attacks nobody."""
_AGENTS = frozenset(
    {"lawyer", "attorney", "spokesman", "spokeswoman", "spokesperson", "doctor", "aide"}
)
"""Who speaks for somebody."""
_OFFICIALS = frozenset(
    {
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "detective",
        "police",
        "sheriff",
        "chief",
    }
    | {
        "prosecutor",
        "superintendent",
        "inspector",
        "commissioner",
        "authority",
        "governor",
        "mayor",
    }
)
_FLEES = frozenset({"flee", "escape", "confess", "surrender", "steal", "plead"})
"""What officials tell of others."""
_SELF = frozenset({"he", "she"})
"""Who says "I" of himself; a body goes by its name in what it says."""
_ANOTHER = 3.0
_NUMBERS = {"it": "they", "they": "it"}
_TAKEN = 2.0
"""How much likelier "they were taken to a hospital" is about those to whom something was done before."""
_SAME_SUBJECT = 1.5
"""How much likelier "as he left" is about the subject of the clause that it stands with."""
_SAME_SPEAKER = 2.0
"""How much likelier "Velmia said it had" is about Velmia."""
_SAME_OBJECT = 2.0
"""How much likelier "took nine men and shot them" is about those to whom the deed before was done."""
_SAME_PARTY = 2.0
"""How much likelier "they were killed" is about those of whom it was said before."""
_ACCUSES = frozenset({"accuse", "suspect", "blame", "charge", "convict", "sue"})
"""Verbs whose object did it to who speaks, as often as not."""
_REFLEXIVE = ("self", "selves")
_AT = frozenset({"at", "on", "upon", "against"})
"""Prepositions of what an act goes at."""

_OF_OTHERS = frozenset({"accuse", "blame", "condemn", "criticise", "criticize", "denounce"})
"""Verbs of saying whose object is not spoken to: "they blamed the guards. “They shot him,” said a nurse"."""
_LOSSES = frozenset({"casualty", "fatality", "injury", "loss", "damage"})
"""What no pronoun takes up by itself."""


def join_pronouns(clusters: Clusters) -> None:
    """Join each pronoun of the third person with what it most likely means."""
    chunks = clusters.chunks
    quoted = _Quoted(clusters)
    saying, said = _saying(clusters, quoted), _said(clusters)
    owned = {c.possessor: k for k, c in enumerate(chunks) if c.possessor is not None}
    speakers_first = sorted(
        (i for i, c in enumerate(chunks) if c.form == "pronoun" and c.lemma != "who"),
        key=lambda i: (chunks[i].sentence, not clusters.speaks(i), i),
    )
    for i in speakers_first:
        chunk = chunks[i]
        if both(clusters.parse, chunk.head):
            continue  # "they" are the two who are named side by side
        if len(clusters.of(i).members) > 1:
            if min(clusters.of(i).members) < i or is_glossed(clusters, i):
                continue
        best, top = None, -9.0
        own, owner = clusters.root(i), owned.get(chunk.head)
        told = _told_of(clusters, i, said.get(chunk.head, []))
        own_words = quoted.number(chunk.head)
        if own_words in saying and chunk.lemma != "it":
            told.add(clusters.root(saying[own_words]))
        if owner is not None:
            owner = clusters.root(owner)
        for k in range(i - 1, max(i - 1 - _LOOK, -1), -1):
            if chunk.sentence - chunks[k].sentence > _SENTENCES:
                break
            root = clusters.root(k)
            if root in (own, owner) or root in told or not _fits(clusters, i, k, quoted):
                continue
            score = _score(clusters, i, k)
            if score > top:
                best, top = k, score
        if best is not None:
            clusters.join(best, i)


def is_glossed(clusters: Clusters, i: int) -> bool:
    """Return whether brackets behind a pronoun say who it is: "they (the rebels)"."""
    tokens, end = clusters.parse.tokens, clusters.chunks[i].tokens[1]
    return end < len(tokens) and tokens[end].text in ("(", "[")


def _said(clusters: Clusters) -> dict[int, list[Range]]:
    """Return what is said by who speaks, by the head of the words that name the speaker."""
    out: dict[int, list[Range]] = {}
    for frame in clusters.parse.frames:
        for head in heads_of(clusters.parse, frame.source):
            out.setdefault(head, []).extend(frame.content)
    return out


def _told_of(clusters: Clusters, i: int, said: list[Range]) -> set[int]:
    """Return the entities that a speaking pronoun names in what it says: "he said the priest was safe".

    Where only a guess has made "the boy" somebody who was named, that one may still be who speaks.
    """
    chunks = clusters.chunks
    if not clusters.speaks(i):
        return set()
    out: set[int] = set()
    first = max(0, i - _TOLD) if chunks[i].lemma in _SELF else i + 1
    for m in range(first, min(i + 1 + _TOLD, len(chunks))):
        if m > i and chunks[m].sentence != chunks[i].sentence:
            break
        same = (x for x in clusters.of(m).members[:_TOLD] if x != m)
        sure = chunks[m].form == "name" or any(chunks[x].lemma == chunks[m].lemma for x in same)
        inside = any(first <= chunks[m].head < end for first, end in said)
        if sure and chunks[m].form != "pronoun" and (inside or clusters.tells(i, m)):
            out.add(clusters.root(m))
    return out


def _saying(clusters: Clusters, quoted: _Quoted) -> dict[int, int]:
    """Return by quotation the mention of a person who says it: no "he" in it is that one."""
    by_token = {top: k for k, c in enumerate(clusters.chunks) for top in (c.head, *c.tops)}
    out: dict[int, int] = {}
    for frame in clusters.parse.frames:
        said = (by_token.get(i) for i in heads_of(clusters.parse, frame.source))
        k = next((k for k in said if k is not None and clusters.chunks[k].kind == "person"), None)
        if k is not None and not quoted(clusters.chunks[k].head):
            for first, end in frame.content:
                for i in range(first, end):
                    if (number := quoted.number(i)) >= 0:
                        out.setdefault(number, k)
    return out


class _Quoted:
    """Which tokens stand in quotation marks, by the character at which they start."""

    def __init__(self, clusters: Clusters) -> None:
        report = clusters.parse.report
        paragraphs = [s.span for s in report.segments if s.kind not in ("residue", "byline")]
        quotes = find_quotes(report.text, paragraphs)
        spans = sorted(q.span for q in quotes)
        self._starts = [s[0] for s in spans]
        self._ends = [s[1] for s in spans]
        self._tokens = clusters.parse.tokens

    def __call__(self, token: int) -> bool:
        return self.number(token) >= 0

    def number(self, token: int) -> int:
        """Return the number of the quotation that a token stands in, or -1."""
        start = self._tokens[token].start
        at = bisect_right(self._starts, start) - 1
        return at if at >= 0 and start < self._ends[at] else -1


def _fits(clusters: Clusters, i: int, k: int, quoted: _Quoted) -> bool:
    chunk, other, cluster = clusters.chunks[i], clusters.chunks[k], clusters.of(k)
    if other.tokens[1] > chunk.tokens[0] or (other.lemma == "who" and len(cluster.members) == 1):
        return False
    if not _agrees(chunk, cluster) or clusters.opposed(i, k) > 1:
        return False
    if _is_none(clusters, other) or (cluster.lemmas and cluster.lemmas <= _LOSSES):
        return False
    if clusters.party(i) == DOES and not _HELPERS.isdisjoint(cluster.lemmas):
        return False
    beside = {k, *(m for m in cluster.members[-_BESIDE:] if m < i)}
    if any(_same_clause(clusters, chunk, clusters.chunks[m]) for m in beside):
        return False
    if quoted(chunk.head) and not quoted(other.head) and _told_or_tells(clusters, other):
        near = chunk.sentence == other.sentence or chunk.sentence - other.sentence == 1
        return not near
    return clusters.compatible(i, k)


def _is_none(clusters: Clusters, chunk: Chunk) -> bool:
    """Return whether words say that there is nobody: "no casualties", "no suspects"."""
    tokens = clusters.parse.tokens
    return any(tokens[c].text.lower() == "no" for c in clusters.parse.children[chunk.head])


def _agrees(chunk: Chunk, cluster: Cluster) -> bool:
    """Return whether number, gender and kind of a cluster allow the pronoun."""
    kind = cluster.kind
    if chunk.lemma in ("he", "she"):
        return (
            kind == "person" and cluster.plural is not True and cluster.gender in ("", chunk.lemma)
        )
    if chunk.lemma == "they":
        if kind in ("place", "facility", "document", "footage"):
            return False
        return cluster.plural is True or kind == "organisation"
    return kind not in ("person", None) and cluster.plural is not True


def _same_clause(clusters: Clusters, chunk: Chunk, other: Chunk) -> bool:
    """Return whether two mentions are both parts of one verb, so that they cannot be the same."""
    tokens = clusters.parse.tokens
    one, two = tokens[chunk.head], tokens[other.head]
    verb = one.head
    above = tokens[tokens[verb].head]
    accused = above.lemma in _ACCUSES and tokens[verb].rel in ("advcl", "ccomp", "obl")
    if (tokens[verb].rel == "xcomp" or accused) and one.rel in ("obj", "iobj"):
        whom = [c for c in clusters.parse.children[above.i] if tokens[c].rel == "obj" and c < verb]
        if two.i in whom:  # "accused soldiers of raping them": the soldiers do it
            return not one.text.lower().endswith(_REFLEXIVE)
        if whom and above.lemma in _ACCUSES:
            return False
    while (  # "they seized the men and shot them", "they began to beat them": nobody beats himself
        (tokens[verb].rel in ("conj", "xcomp") or _ing(tokens[verb]))
        and tokens[verb].head != verb  # the root may be called anything
        and two.rel in _SUBJECT
        and (one.rel in ("obj", "iobj") or (one.rel == "obl" and _is_struck(clusters, one, verb)))
        and verb != two.head
        and not any(tokens[c].rel in _SUBJECT for c in clusters.parse.children[verb])
    ):
        verb = tokens[verb].head
    if verb != two.head or verb in (one.i, two.i) or one.rel in ("conj", "nmod:poss"):
        return False
    return not one.text.lower().endswith(_REFLEXIVE)


def _is_struck(clusters: Clusters, one: Token, verb: int) -> bool:
    """Return whether a phrase names what a verb goes at: "they began to shoot at them", "fired on them"."""
    tokens = clusters.parse.tokens
    cases = {tokens[c].lemma for c in clusters.parse.children[one.i] if tokens[c].rel == "case"}
    return tokens[verb].rel == "xcomp" or not cases.isdisjoint(_AT)


def _of_another(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether what speaker `k` says of pronoun `i` is rather said of another.

    "His lawyer said he was at home" is of whose lawyer it is; no detective says of himself that he confessed.
    """
    speaker = clusters.chunks[k]
    if speaker.possessor is not None and speaker.lemma in _AGENTS:
        return True
    if clusters.of(k).lemmas.isdisjoint(_OFFICIALS):
        return False
    return _flees(clusters, i) or clusters.party(i) in (SUFFERS, DEAD)


def _flees(clusters: Clusters, i: int) -> bool:
    """Return whether mention `i` is who flees or confesses, or was behind the attack."""
    tokens = clusters.parse.tokens
    token = tokens[clusters.chunks[i].head]
    below = clusters.parse.children[token.head]
    behind = any(tokens[c].lemma == "behind" and tokens[c].rel == "case" for c in below)
    return token.rel in _SUBJECT and (behind or tokens[token.head].lemma in _FLEES)


def _called(clusters: Clusters, k: int, i: int) -> str:
    """Return the pronoun that last took up the entity of mention `k` before mention `i`, or ""."""
    before = (m for m in reversed(clusters.of(k).members[-_BESIDE:]) if m < i)
    lemmas = (clusters.chunks[m].lemma for m in before if clusters.chunks[m].form == "pronoun")
    return next((lemma for lemma in lemmas if lemma in _NUMBERS), "")


def _ing(token: Token) -> bool:
    """Return whether a verb is the participle of a clause without a subject: "they ran, beating him"."""
    return token.rel == "advcl" and token.text.endswith("ing")


def _told_or_tells(clusters: Clusters, chunk: Chunk) -> bool:
    """Return whether a mention speaks or is spoken to, so that a quotation calls it I or you."""
    tokens = clusters.parse.tokens
    token = tokens[chunk.head]
    part = token.rel in _SUBJECT or token.rel.startswith(("obj", "iobj", "obl"))
    if token.rel == "obj" and tokens[token.head].lemma in _OF_OTHERS:
        return False
    return part and tokens[token.head].lemma in cues().stance


def _goes_on(clusters: Clusters, one: Token, verb: int) -> bool:
    """Return whether a pronoun is the object of a deed told behind that of `verb`: "took nine men and shot
    them"."""
    tokens, at = clusters.parse.tokens, one.head
    if one.rel != "obj" or tokens[at].rel != "conj":
        return False
    while tokens[at].rel == "conj" and tokens[at].head != at:
        at = tokens[at].head
    return at == verb


def _says_of_itself(clusters: Clusters, i: int, k: int) -> bool:
    """Return whether pronoun `i` does what mention `k` says: "Velmia announced it was carrying out raids"."""
    tokens = clusters.parse.tokens
    one, other = tokens[clusters.chunks[i].head], tokens[clusters.chunks[k].head]
    verb = tokens[one.head]
    said = verb.rel == "ccomp" and verb.upos == "VERB" and verb.head == other.head
    return said and one.rel in _SUBJECT and other.rel in _SUBJECT


def _score(clusters: Clusters, i: int, k: int) -> float:
    """Return how likely mention `k` is what pronoun `i` means; higher is likelier."""
    chunk, other, cluster = clusters.chunks[i], clusters.chunks[k], clusters.of(k)
    tokens = clusters.parse.tokens
    relation = tokens[other.head].rel
    distance = chunk.sentence - other.sentence
    score = -2.0 * distance - 0.02 * (chunk.head - other.head)
    if relation in _SUBJECT:
        score += 2.5
    elif relation in ("obj", "iobj"):
        score += 1.0
    if tokens[chunk.head].rel == "nsubj:pass" and relation in ("obj", "nsubj:pass"):
        score += _TAKEN
    if relation.startswith(("nmod", "compound")):
        score -= 3.0 if tokens[tokens[other.head].head].rel == "appos" else 1.0
    elif relation.startswith("obl") and tokens[tokens[other.head].head].rel in _DESCRIBES:
        score -= 3.0  # "a group linked to Y": what goes on is about the group
    before = sum(1 for m in cluster.members[:8] if m < i)
    score += 0.5 * min(before, 5)
    if tokens[chunk.head].rel in _SUBJECT and relation in _SUBJECT:
        score += 0.5
        verb = tokens[tokens[chunk.head].head]
        passive = tokens[chunk.head].rel == "nsubj:pass"
        if not passive and verb.rel == "advcl" and verb.head == tokens[other.head].head:
            score += _SAME_SUBJECT
    if chunk.lemma in ("he", "she") and cluster.gender == chunk.lemma:
        score += 1.0
    if chunk.lemma in _NUMBERS and _called(clusters, k, i) == _NUMBERS[chunk.lemma]:
        score -= 2.0  # the coalition that is "it" here is hardly "they" there
    if chunk.lemma == "it" and _says_of_itself(clusters, i, k):
        score += _SAME_SPEAKER
    elif chunk.lemma == "it" and cluster.kind in ("place", "other"):
        score -= 1.0
    if tokens[chunk.head].text.lower() in _POSSESSIVE and distance == 0:
        score += 1.0
    if clusters.party(i) in cluster.parties:
        score += _SAME_PARTY
    if relation == "obj" and _goes_on(clusters, tokens[chunk.head], tokens[other.head].head):
        score += _SAME_OBJECT
    tells = clusters.tells(k, i)
    if tells and not _MEDICS.isdisjoint(cluster.lemmas):
        score -= 4.5
    if tells and tokens[chunk.head].rel in ("obj", "iobj", "obl"):
        score -= 1.5  # "the spokesman said the attacker ran when police shot him"
    if DEAD in cluster.parties and _flees(clusters, i):
        score -= _ANOTHER
    if tells and _of_another(clusters, i, k):
        score -= _ANOTHER
    score -= 3.0 * clusters.opposed(i, k)
    speaker = clusters.speaks(i)
    if speaker and distance:
        score += 2.0 if clusters.speaks(k) else 0.0
        sentences = clusters.parse.sentences
        if sentences[chunk.sentence].segment == sentences[other.sentence].segment:
            score += 1.0  # a paragraph mostly stays with whom it brings in
    return score
