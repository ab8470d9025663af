"""Noun phrases that mention somebody or something: names, descriptions and pronouns."""

from __future__ import annotations

from typing import Literal

import msgspec

from saidso.language.parse import Parse, Range, Token
from saidso.reading.clauses.numbers import number_at
from saidso.reading.clauses.openings import is_age, start_of
from saidso.reading.clauses.passives import is_shot
from saidso.reading.clauses.people import given_gender, nation_at, nations_in, people
from saidso.reading.clauses.roles import STRIKES
from saidso.reading.entities.crowds import MANY, counts_people, more_people, says_more
from saidso.reading.entities.demonyms import acting_countries
from saidso.reading.entities.names import NamedRun, find_names
from saidso.record import EntityKind

Article = Literal["definite", "indefinite", "bare"]

_KINDS: dict[str, EntityKind] = {"person": "person", "organization": "organisation"}
_KINDS["place"] = "place"
_DEFINITE = {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their", "said"}
_INDEFINITE = {"a", "an", "some", "any", "no", "another", "several", "many", "each", "every", "few"}
_INDEFINITE |= {"multiple", "various", "numerous", "dozens", "scores", "hundreds", "thousands"}
_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("who", "whom", "whose", "which"), "who"),
}
_BANDS = {"group", "team", "band", "column", "crowd", "bunch", "contingent", "pack", "throng"}
_BAND = 6
_FEW = {"pair": 2, "duo": 2, "trio": 3}
_COLLECTIVE = {
    "mob",
    "gang",
    "squad",
    "patrol",
    "militia",
    "team",
    "family",
    "crowd",
    "throng",
    "band",
}
_PERSON_HEADS = {"year-old", "wounded", "injured", "dead", "accused", "deceased", "missing"}
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ence", "ance", "ship")
_BODIES = {"element", "contingent", "detachment", "community"}
_NOT_PEOPLE = {"side", "one", "name", "life", "role", "age", "other", "number", "part", "thing"}


class Chunk(msgspec.Struct):
    """One noun phrase and what it says of itself; coreference fills in the rest."""

    tokens: Range
    head: int
    form: Literal["name", "nominal", "pronoun"]
    kind: EntityKind | None
    lemma: str
    sentence: int
    words: tuple[str, ...] = ()
    plural: bool | None = None
    low: int | None = None
    high: int | None = None
    gender: str = ""
    article: Article = "bare"
    possessor: int | None = None
    nations: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    title: tuple[str, ...] = ()
    tops: tuple[int, ...] = ()


def find_chunks(parse: Parse, speakers: set[int]) -> list[Chunk]:
    """Return the mentions of a report in text order; linear in its length.

    `speakers`: the head words of those who speak.
    """
    names = find_names(parse)
    names += acting_countries(parse, names)
    inside: dict[int, NamedRun] = {i: n for n in names for i in range(*n.tokens)}
    counters = _counters(parse)
    out = [_name(parse, n) for n in names]
    taken = {i for c in out for i in c.tops} | set(counters.values())
    for token in parse.tokens:
        if token.i in taken:
            continue
        low = token.text.lower() if token.upos in ("PRON", "DET") else ""
        if low in _PRONOUNS and token.rel != "expl":
            out.append(_pronoun(token, _PRONOUNS[low]))
        elif token.upos in ("NOUN", "PROPN", "ADJ", "NUM") and token.i not in inside:
            kind = _nominal_kind(parse, token)
            if token.lemma == "source" and token.i in speakers:
                kind = "person"
            if kind is not None:
                chunk = _nominal(parse, token, kind)
                if token.i in counters:
                    chunk.tops = (*chunk.tops, counters[token.i])
                    chunk.article = "bare"
                out.append(chunk)
    out.sort(key=lambda c: (c.tokens[0], -c.tokens[1]))
    return out


def _counters(parse: Parse) -> dict[int, int]:
    """Return the counting noun of each counted one: "dozens" for the soldiers of "dozens of".

    A group, a team or a column of persons is these persons.
    """
    out = {}
    kinds = people().kinds
    for i in parse.having(MANY | _BANDS):
        for c in parse.children[i]:
            token = parse.tokens[c]
            counted = token.rel == "nmod" and i < c < i + _BAND
            if not counted or parse.tokens[i + 1].text.lower() != "of":
                continue
            person = "person" in (token.kind, kinds.get(token.lemma))
            several = token.upos == "NOUN" and person and _plural(token)
            if parse.tokens[i].lemma in MANY or several:
                out[c] = i
    return out


def tops(parse: Parse, run: Range) -> tuple[int, ...]:
    """Return the tokens of a run that hang on words outside it, in text order."""
    first, end = run
    found = tuple(
        i
        for i in range(first, end)
        if parse.tokens[i].head == i or not first <= parse.tokens[i].head < end
    )
    return tuple(i for i in found if parse.tokens[i].upos != "PUNCT") or found[:1]


def _name(parse: Parse, named: NamedRun) -> Chunk:
    heads = tops(parse, named.tokens)
    proper = [i for i in heads if i >= named.own[0]] or list(heads)
    head = proper[-1] if named.kind != "person" else proper[0]
    table = people()
    gender = next((table.gender[w] for w in named.title if w in table.gender), "")
    if not gender and named.kind == "person":
        gender = given_gender(named.words)
    return Chunk(
        tokens=named.tokens,
        head=head,
        form="name",
        kind=named.kind,
        lemma=named.words[-1].lower(),
        sentence=parse.tokens[head].sentence,
        words=named.words,
        plural=None if _many_or_one(parse, named, head) else False,
        gender=gender,
        article="definite",
        title=named.title,
        tops=heads,
    )


def _many_or_one(parse: Parse, named: NamedRun, head: int) -> bool:
    """Return whether a name is of a body that is "it" or "they": "the Houthis", "the Taliban"."""
    low = parse.tokens[head].text.lower()
    return named.kind == "organisation" and (
        low in people().armed or (low.endswith("s") and not low.endswith(("ss", "news")))
    )


def _pronoun(token: Token, what: str) -> Chunk:
    plural = {"he": False, "she": False, "it": False, "they": True}.get(what)
    kind: EntityKind | None = "person" if what in ("he", "she") else None
    return Chunk(
        tokens=(token.i, token.i + 1),
        head=token.i,
        form="pronoun",
        kind=kind,
        lemma=what,
        sentence=token.sentence,
        plural=plural,
        gender=what if what in ("he", "she") else "",
        article="definite",
        tops=(token.i,),
    )


def _nominal_kind(parse: Parse, token: Token) -> EntityKind | None:
    """Return the kind of the thing that `token` heads a description of, or None."""
    table = people()
    low = token.text.lower()
    if token.upos in ("NOUN", "PROPN"):
        if _only_before(parse, token):
            return None
        if low == "year" and parse.tokens[min(token.i + 1, len(parse.tokens) - 1)].text == "-":
            return None
        kind = table.kinds.get(token.lemma) or table.kinds.get(low)
        if kind is None and token.i:
            before = parse.tokens[token.i - 1]
            if before.head == token.i:
                kind = table.kinds.get(f"{before.lemma} {token.lemma}")
        if kind is not None:
            return kind
        if low == "others" and parse.tokens[token.i - 1].upos == "NUM":
            return "person"  # "killed two soldiers and wounded three others"
        if token.lemma in MANY and more_people(parse, token):
            return "person"
        abstract = token.kind != "place" and token.lemma.endswith(_ABSTRACT)
        if token.lemma in _BODIES and (
            token.kind in ("person", "organization") or _is_side(parse, token.i)
        ):
            return "person"  # "suspected Front elements", of nothing else
        nobody = token.lemma in _NOT_PEOPLE or token.lemma in table.nobody
        if abstract or nobody or low in table.dates:
            return None
        return _KINDS.get(token.kind)
    if low == "military" and token.rel == "amod" and parse.tokens[token.head].lemma in STRIKES:
        return "organisation"  # "a military raid": the army did it
    if token.upos == "ADJ" and (is_age(parse, token.i) or low in _PERSON_HEADS):
        return _standing_alone(parse, token)
    if token.upos == "ADJ" and token.kind == "person" and nation_at([low], 0):
        return _standing_alone(parse, token)
    if token.upos == "NUM" and token.rel.startswith(("nsubj", "obj", "conj", "obl", "nmod")):
        return "person" if counts_people(parse, token) else None
    return None


def _is_side(parse: Parse, i: int) -> bool:
    """Return whether a noun names sides: "clashes between the two communities"."""
    return any(
        parse.tokens[c].lemma == "between" and parse.tokens[c].rel == "case"
        for c in parse.children[i]
    )


def _only_before(parse: Parse, token: Token) -> bool:
    """Return whether a noun only goes before another one, as in "police officer"."""
    if token.rel not in ("compound", "flat", "fixed", "nmod:desc", "goeswith", "amod"):
        return False
    head = parse.tokens[token.head]
    if not 0 < head.i - token.i < 6 or head.upos not in ("NOUN", "PROPN", "ADJ"):
        return False
    acts = token.kind == "organization" or token.lemma.lower() in people().strikers
    if is_shot(parse, head.i) or (head.lemma in STRIKES and acts):
        return False  # "an army attack"
    after = parse.tokens[token.i + 1]
    if participle_after(parse, token.i) is not None:
        return False
    return after.upos in ("NOUN", "PROPN", "ADJ", "PUNCT", "NUM", "PART")


def participle_after(parse: Parse, i: int) -> int | None:
    """Return the "-ing" word after noun `i` that does not name a thing: "a guard fleeing from"."""
    tokens = parse.tokens
    if i + 2 >= len(tokens) or people().kinds.get(tokens[i].lemma) != "person":
        return None
    word, after = tokens[i + 1], tokens[i + 2]
    if (
        word.sentence != tokens[i].sentence
        or not word.text.endswith("ing")
        or word.kind == "object"
    ):
        return None
    free = after.upos in ("ADP", "DET", "PRON", "PROPN", "ADV") and after.text != "of"
    return i + 1 if free and tokens[i].head == i + 1 else None


def _standing_alone(parse: Parse, token: Token) -> EntityKind | None:
    """Return "person" where an adjective has no noun after it: "the wounded", "the 24-year-old"."""
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    if after is not None and after.sentence == token.sentence:
        if after.upos in ("NOUN", "PROPN", "ADJ", "NUM") and after.kind != "time":
            return None
    if token.rel in ("root", "amod", "xcomp") and not token.kind:
        return None
    start = token.i - 5 if is_age(parse, token.i) else token.i - 1
    article = parse.tokens[max(start, 0)].text.lower()
    if is_age(parse, token.i):
        return "person" if article in ("the", "a", "an", "another") or token.kind else None
    return "person" if article in ("the", "these", "those") or token.kind == "person" else None


def _nominal(parse: Parse, token: Token, kind: EntityKind) -> Chunk:
    first = start_of(parse, token.i)
    tokens = parse.tokens
    before = [tokens[i].text.lower() for i in range(first, token.i)]
    table = people()
    chunk = Chunk(
        tokens=(first, token.i + 1 + says_more(parse, token)),
        head=token.i,
        form="nominal",
        kind=kind,
        lemma=_lemma(token),
        sentence=token.sentence,
        plural=_plural(token),
        gender=table.gender.get(token.lemma, table.gender.get(token.text.lower(), "")),
        tops=tops(parse, (first, token.i + 1)) if is_age(parse, token.i) else (token.i,),
    )
    participle = participle_after(parse, token.i)
    if participle is not None:
        chunk.tops = (token.i, participle)
    chunk.possessor = _possessor(parse, token.i)
    chunk.article = _article(before, chunk)
    chunk.nations = nations_in(parse, first, token.i)
    chunk.modifiers = frozenset(
        tokens[i].lemma
        for i in range(first, token.i)
        if (tokens[i].upos in ("ADJ", "NOUN", "PROPN", "VERB") or tokens[i].lemma in table.new)
        and tokens[i].lemma not in ("year", "old")
    )
    _count(parse, chunk, first)
    if _are_counted_men(chunk):
        chunk.kind = "person"
    return chunk


def _are_counted_men(chunk: Chunk) -> bool:
    """Return whether a force is counted by its men: "five security forces", "eight police"."""
    if chunk.kind != "organisation" or not chunk.low or chunk.low < _FEW["pair"]:
        return False
    return chunk.lemma == "police" or (chunk.lemma == "force" and "security" in chunk.modifiers)


def _lemma(token: Token) -> str:
    if token.upos == "ADJ" and token.text.lower().endswith("old"):
        return "old"
    return {"people": "person", "men": "man", "women": "woman", "children": "child"}.get(
        token.lemma, token.lemma
    )


def _plural(token: Token) -> bool | None:
    low = token.text.lower()
    if low in people().plurals:
        return True
    if token.upos == "NUM":
        return low not in ("one", "1")
    if token.upos == "ADJ":
        return True if low in _PERSON_HEADS - {"accused", "deceased"} else None
    return (low != token.lemma and not low.endswith("'s")) or low.endswith("men")


def _article(before: list[str], chunk: Chunk) -> Article:
    if not before:
        return "bare"
    if before[0] not in ("the", "these", "those") and not _INDEFINITE.isdisjoint(before):
        return "indefinite"
    if before[0] in _DEFINITE or chunk.possessor is not None:
        return "definite"
    return "bare"


def _possessor(parse: Parse, head: int) -> int | None:
    for c in parse.children[head]:
        if parse.tokens[c].rel == "nmod:poss":
            return c
    return None


def _count(parse: Parse, chunk: Chunk, first: int) -> None:
    """Set the number of a group from a plain number in the phrase, 1 for one person.

    A mob is no single person, and "the 400 Mawozo gang" no gang of 400.
    """
    tokens = parse.tokens
    if chunk.lemma in _FEW and chunk.kind == "person":
        chunk.low = chunk.high = _FEW[chunk.lemma]
        return
    if chunk.lemma in _COLLECTIVE and tokens[chunk.head].text.lower() == chunk.lemma:
        return
    for i in range(first, chunk.head + 1):
        if tokens[i].upos != "NUM" or (i > first and tokens[i - 1].text == "-"):
            continue
        words = [t.text for t in tokens[i : i + 6]]
        value = number_at(words, 0)
        if value is None:
            continue
        end = i + value.end  # "twenty-three" is three tokens, "three" of "three-storey" one
        counts = end > chunk.head or any(t.head == chunk.head for t in tokens[i:end])
        if counts and not (end < len(tokens) and tokens[end].text == "-"):
            chunk.low, chunk.high = value.low, value.high
            bound = " ".join(t.text.lower() for t in tokens[max(i - 2, 0) : i])
            if bound in ("at least", "more than"):
                chunk.high = None
            chunk.plural = value.low != 1
            return
    if chunk.kind == "person" and chunk.plural is False:
        chunk.low = chunk.high = 1
