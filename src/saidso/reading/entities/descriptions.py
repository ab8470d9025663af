"""What somebody is: roles and ranks in titles, appositions, predicates and "worked as"."""

from __future__ import annotations

from collections.abc import Iterator

from saidso.language.parse import Range, Token
from saidso.reading.clauses.mentions import Mention
from saidso.reading.clauses.people import people, phrase_at
from saidso.reading.entities.persons import AttributeMention, Persons

_ARTICLES = {"a", "an", "the", "his", "her", "their", "its", "this", "that", "one", "another"}
_AFTER = {"of", "for", "at", "with"}
_WORK = {"work", "serve", "act", "train", "employ"}
_LONGEST = 8
_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth"}  # fmt: skip


def find_roles(persons: Persons) -> Iterator[AttributeMention]:
    """Yield roles and ranks of single persons."""
    for mention in persons.mentions:
        if not persons.single(mention.entity):
            continue
        if mention.form == "name":
            yield from _titles(persons, mention)
        elif mention.form == "nominal":
            yield from _described(persons, mention)
    yield from _ranks_of(persons)


def _attribute(persons: Persons, entity: str, name: str, run: Range) -> AttributeMention:
    return AttributeMention(
        entity=entity,
        name=name,
        value=persons.parse.words(run),
        spans=[persons.parse.span(run)],
        certainty="certain",
    )


def _titles(persons: Persons, mention: Mention) -> Iterator[AttributeMention]:
    """Yield the ranks and offices before a name: "Staff Sgt. Doe", "police chief Jane Doe"."""
    first, start = mention.tokens[0], persons.own(mention)[0]
    words = [t.text.lower() for t in persons.parse.tokens[first:start]]
    at = 0
    runs: list[tuple[str, int, int]] = []
    while at < len(words):
        rank = phrase_at(words, at, people().ranks)
        title = phrase_at(words, at, people().titles)
        end = max(rank, title)
        if end == at:
            break
        gender = words[at] in people().gender and end == at + 1
        if not (gender and words[at].rstrip(".") in ("mr", "mrs", "ms", "sir")):
            name = "rank" if rank == end else "role"
            if name == "role" and runs and runs[-1][0] == name and runs[-1][2] == at:
                at = runs.pop()[1]  # "Deputy Chief Minister" is one office
            runs.append((name, at, end))
        at = end
    for name, run_start, end in runs:
        yield _attribute(persons, mention.entity, name, (first + run_start, first + end))
    yield from _compound(persons, mention, first)


def _compound(persons: Persons, mention: Mention, first: int) -> Iterator[AttributeMention]:
    """Yield the common nouns right before a name that depend on it."""
    tokens = persons.parse.tokens
    at = first
    while at > 0 and first - at < _LONGEST:
        token = tokens[at - 1]
        inside = token.upos in ("NOUN", "ADJ") and token.sentence == tokens[first].sentence
        if not inside or token.text in ("-",) or persons.ending(at) is not None:
            break
        at -= 1
    if at < first and tokens[first - 1].upos == "NOUN" and _role(persons, first - 1):
        yield _attribute(persons, mention.entity, "role", (at, first))


def _role(persons: Persons, head: int) -> bool:
    """Return whether a noun says what somebody does or is, not only man or victim."""
    token = persons.parse.tokens[head]
    table = people()
    if token.lemma in table.anybody or token.lemma in table.sides or token.lemma in table.deeds:
        return token.lemma == "driver"
    personal = table.kinds.get(token.lemma) == "person" or token.kind == "person"
    return personal and token.upos in ("NOUN", "PROPN")


def _described(persons: Persons, mention: Mention) -> Iterator[AttributeMention]:
    parse = persons.parse
    head = parse.tokens[mention.head]
    if not _role(persons, mention.head) or not _says(persons, mention):
        return
    if any(_ranked(parse.tokens[i]) for i in range(mention.tokens[0], mention.head)):
        return
    first = mention.tokens[0]
    while first < mention.head and parse.tokens[first].text.lower() in _ARTICLES:
        first += 1
    first = _after_age(persons, first, mention.head)
    words = [t.text.lower() for t in parse.tokens[first : mention.head + 1]]
    rank = phrase_at(words, len(words) - 1, people().ranks) > len(words) - 1
    name = "rank" if rank and head.lemma not in ("general", "major", "private") else "role"
    if rank and name == "role" and head.upos == "NOUN":
        name = "rank"
    yield _attribute(persons, mention.entity, name, (first, _end(persons, mention)))


def _ranked(token: Token) -> bool:
    """Return whether a word puts somebody in a row of others: "the second soldier", "the only"."""
    ordinal = token.upos == "ADJ" and token.text.lower() in _ORDINALS
    return ordinal or token.text.lower() in ("only", "last", "latest")


def _after_age(persons: Persons, first: int, head: int) -> int:
    """Return the first token after "24-year-old" in a description."""
    tokens = persons.parse.tokens
    for i in range(first, head):
        if tokens[i].text.lower() == "old" or tokens[i].text.lower().endswith("-year-old"):
            return i + 1
    return first


def _end(persons: Persons, mention: Mention) -> int:
    """Return where the description ends, with "of the harbour police" or "at a bank" after it."""
    tokens = persons.parse.tokens
    end = mention.tokens[1]
    if end >= len(tokens) or tokens[end].text.lower() not in _AFTER:
        return end
    for i in range(end + 1, min(end + _LONGEST, len(tokens))):
        token = tokens[i]
        if token.upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART") or token.text == "-":
            continue
        if token.text.lower() in ("of", "and") and tokens[i + 1 : i + 2]:
            continue
        return i if tokens[i - 1].upos in ("NOUN", "PROPN") else end
    return end


def _says(persons: Persons, mention: Mention) -> bool:
    """Return whether a description is said of somebody: predicate, apposition, "as a driver"."""
    parse = persons.parse
    tokens, head = parse.tokens, parse.tokens[mention.head]
    children = [tokens[c] for c in parse.children[mention.head]]
    if any(c.text.lower() in ("not", "n't", "n’t", "no", "never") for c in children):
        return False
    if any(c.rel == "cop" for c in children):
        return True
    first = mention.tokens[0]
    near = {m.entity for m in _neighbours(persons, mention)}
    if mention.entity in near:
        return True
    return (
        first > 0
        and tokens[first - 1].text.lower() == "as"
        and tokens[head.head].lemma in _WORK
        and _join_as(persons, mention) is not None
    )


def _join_as(persons: Persons, mention: Mention) -> Mention | None:
    return persons.subject(persons.parse.tokens[mention.head].head)


def _neighbours(persons: Persons, mention: Mention) -> Iterator[Mention]:
    """Yield mentions right beside one, a comma or a verb of naming apart."""
    before = persons.before(mention.tokens[0])
    if before is not None and before.form != "pronoun":
        yield before
    for other in persons.starting(mention.tokens[1]):
        if other.form == "name":
            yield other


def _ranks_of(persons: Persons) -> Iterator[AttributeMention]:
    """Yield "the rank of major", "promoted to captain", and work: "worked as a driver"."""
    tokens = persons.parse.tokens
    for token in (tokens[i] for i in persons.parse.spelled(("of", "as"))):
        low = token.text.lower()
        if low == "of" and token.i and tokens[token.i - 1].lemma == "rank":
            words = [t.text.lower() for t in tokens[token.i + 1 : token.i + 5]]
            end = phrase_at(words, 0, people().ranks) if words else 0
            who = persons.subject(token.i - 1)
            if end and who is not None and persons.single(who.entity):
                run = (token.i + 1, token.i + 1 + end)
                yield _attribute(persons, who.entity, "rank", run)
        if low == "as" and token.i:
            yield from _worked(persons, token.i)


def _worked(persons: Persons, i: int) -> Iterator[AttributeMention]:
    """Yield the role after "as" where the verb before it is one of working."""
    tokens = persons.parse.tokens
    noun = tokens[tokens[i].head]
    verb = tokens[noun.head]
    if verb.lemma not in _WORK or noun.i <= i or noun.upos != "NOUN":
        return
    who = persons.subject(verb.i)
    if who is None or not persons.single(who.entity):
        return
    first = i + 1
    while first < noun.i and tokens[first].text.lower() in _ARTICLES:
        first += 1
    yield _attribute(persons, who.entity, "role", (first, noun.i + 1))
