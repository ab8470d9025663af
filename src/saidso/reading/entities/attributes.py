"""What a report says of persons: age, name, role, rank, service, condition, and what it cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.number_senses import openings
from saidso.reading.clauses.numbers import number_at
from saidso.reading.entities.descriptions import find_roles
from saidso.reading.entities.group_ages import group_ages
from saidso.reading.entities.persons import AttributeMention, Persons, attribute_words
from saidso.reading.entities.unknowns import find_unknowns

__all__ = ["AttributeMention", "find_attributes"]

_OLDEST = 120
_DASHES = ("-", "‑", "–")
_KNOWN_BY = re.compile(
    r"\b(?:only )?(?:by|with) (?:his |her |their |the )?(?:last|family|sur)\s?name"
)


def find_attributes(parse: Parse, cast: Cast) -> list[AttributeMention]:
    """Return the attributes of persons in text order, each once for the same words; linear cost.

    `value` is in the words of the report (an age in digits); None with certainty "unknown" where
    the report says that it is not known.
    """
    persons = Persons(parse, cast)
    found = [
        *_ages(persons),
        *_names(persons),
        *find_roles(persons),
        *_services(persons),
        *_conditions(persons),
        *find_unknowns(persons),
    ]
    unique = {(a.entity, a.name, a.value, a.spans[0]): a for a in found}
    return sorted(unique.values(), key=lambda a: (a.spans[0], a.name))


def _said(
    persons: Persons, mention: Mention, name: str, value: str, *runs: Range
) -> AttributeMention:
    return AttributeMention(
        entity=mention.entity,
        name=name,
        value=value,
        spans=[persons.parse.span(r) for r in runs],
        certainty="certain",
    )


_TEN = 10
"""From so many on a number right behind a name, and before its verb, is an age: "Doe, 24 was hurt"."""


def _ages(persons: Persons) -> Iterator[AttributeMention]:
    """Yield "24-year-old", "aged 24", "Doe, 24,", "Doe (24)", "was 24 years old"."""
    tokens = persons.parse.tokens
    for i in openings(persons.parse):
        if tokens[i].upos != "NUM" and not tokens[i].text[0].isdigit():
            continue
        found = _age_at(persons, i)
        if found is None:
            continue
        run, mention, value = found
        if mention is None:
            continue
        if persons.single(mention.entity) or _is_of_all(persons, run, mention):
            yield _said(persons, mention, "age", str(value), run)
    for run, group, value in group_ages(persons):
        yield _said(persons, group, "age", str(value), run)


def _is_of_all(persons: Persons, run: Range, mention: Mention) -> bool:
    """Return whether an age inside the words of a group is that of each: "two 14-year-old boys"."""
    first, end = mention.tokens
    inside = (
        first < run[0] and run[1] <= end and persons.parse.tokens[run[1] - 1].text.lower() == "old"
    )
    return inside and persons.parse.tokens[run[0] - 1].upos == "NUM"


def _age_at(persons: Persons, i: int) -> tuple[Range, Mention | None, int] | None:
    """Return the words of an age at number `i`, whose it is, and the years, or None."""
    tokens = persons.parse.tokens
    joined = re.match(r"(\d{1,3})-year-old", tokens[i].text)
    if joined:
        return (i, i + 1), persons.around(i) or persons.at(i + 1), int(joined[1])
    number = number_at([t.text for t in tokens[i : i + 5]], 0)
    if number is None or number.low != number.high or not 0 < number.low <= _OLDEST:
        return None
    end = i + number.end
    after = [t.text.lower() for t in tokens[end : end + 4]]
    if (
        len(after) == 4
        and after[0] in _DASHES
        and after[1].startswith("year")
        and after[3] == "old"
    ):
        return (i, end + 4), persons.around(i) or persons.at(end + 4), number.low
    bare = [w for w in after if w not in _DASHES][:2] == ["year", "old"]
    last = end + after.index("old") + 1 if bare else end
    if bare and (mention := persons.at(last) or persons.around(i)) is not None:
        return (i, last), mention, number.low  # "24 year-old", "3-year old"
    if after[:2] in (["years", "old"], ["year", "old"]):
        mention = persons.before(i) or persons.subject(i)
        return (i, end + 2), mention, number.low
    before = tokens[i - 1].text.lower() if i else ""
    if before in ("aged", "age"):
        return (i - 1, end), persons.before(i - 1), number.low
    if before in (",", "(") and tokens[i - 1].sentence == tokens[i].sentence:
        closing = after[:1] in ([","], [")"], ["."], [";"])
        closing = closing or (number.low >= _TEN and _goes_on(persons, end))
        mention = persons.ending(i - 1)
        named = mention is not None and persons.known(mention)
        if closing and named and number.low >= 1 and tokens[i].text.isdigit():
            return (i, end), mention, number.low
    if before == "of" and end < len(tokens) and tokens[end].upos not in ("NOUN", "PROPN", "ADJ"):
        mention = persons.ending(i - 1)
        if mention is not None and mention.form == "nominal" and after[:1] != ["-"]:
            return (i, end), mention, number.low
    return None


def _goes_on(persons: Persons, end: int) -> bool:
    """Return whether what follows a number leaves it an age: "Doe, 24 was", "Doe, 24 of Velm", "and Roe"."""
    tokens = persons.parse.tokens
    word = tokens[end].text.lower() if end < len(tokens) else ""
    if word in ("was", "is", "were", "has", "who"):
        return True
    follows = tokens[end + 1].upos if end + 1 < len(tokens) else ""
    return word in ("of", "from", "and") and follows in ("PROPN", "NUM")


def _names(persons: Persons) -> Iterator[AttributeMention]:
    """Yield the name by which somebody is named: "identified only by his last name, Doe"."""
    parse = persons.parse
    for mention in persons.cast.mentions:
        if mention.form != "name" or not persons.single(mention.entity):
            continue
        verb = persons.naming(mention)
        if verb is None:
            continue
        yield _said(
            persons, mention, "name", parse.words(persons.own(mention)), persons.own(mention)
        )
        start = parse.tokens[verb].end
        known = _KNOWN_BY.search(parse.text, start, parse.tokens[mention.tokens[0]].start)
        if known:
            yield AttributeMention(
                entity=mention.entity,
                name="name_known",
                value="last name only",
                spans=[known.span()],
                certainty="certain",
            )


def _services(persons: Persons) -> Iterator[AttributeMention]:
    """Yield years of service: "served eight years in the army", "in the army for eight years"."""
    tokens = persons.parse.tokens
    for token in (tokens[i] for i in persons.parse.having(("year", "month", "decade"))):
        if token.upos != "NOUN":
            continue
        first = token.i
        while first and tokens[first - 1].upos == "NUM" and token.i - first < 3:
            first -= 1
        if first == token.i:
            continue
        years = (first, token.i + 1)
        body = _body(persons, token.i)
        serving = _serves(persons, token.i)
        if body is None and serving is None:
            continue
        mention = persons.subject(token.i if serving is None else serving)
        if mention is None or not persons.single(mention.entity):
            continue
        words = persons.parse.words
        if body is None:
            yield _said(persons, mention, "service", words(years), years)
        elif body[0] >= years[1]:
            yield _said(persons, mention, "service", words((first, body[1])), (first, body[1]))
        else:
            value = f"{words(years)} {words(body)}"
            yield _said(persons, mention, "service", value, body, years)


def _body(persons: Persons, year: int) -> Range | None:
    """Return "in the army" right after the years, or before "for eight years"."""
    tokens = persons.parse.tokens
    bodies = attribute_words().service_bodies
    for i in range(year + 1, min(year + 8, len(tokens))):
        if i == year + 1 and tokens[i].text.lower() not in ("in", "with", "of"):
            break
        if tokens[i].lemma in bodies or tokens[i].text.lower() in bodies:
            return (year + 1, i + 1)
    if "for" not in [tokens[i].text.lower() for i in range(max(year - 3, 0), year)]:
        return None
    for i in range(year - 2, max(year - 12, 0), -1):
        if tokens[i].lemma in bodies or tokens[i].text.lower() in bodies:
            for k in range(i - 1, max(i - 6, -1), -1):
                if tokens[k].text.lower() in ("in", "with"):
                    return (k, i + 1)
    return None


def _serves(persons: Persons, i: int) -> int | None:
    """Return the verb "serve" among the words above `i`."""
    tokens = persons.parse.tokens
    for _ in range(5):
        i = tokens[i].head
        if tokens[i].lemma == "serve" and tokens[i].upos == "VERB":
            return i
    return None


def _conditions(persons: Persons) -> Iterator[AttributeMention]:
    """Yield how somebody fares: "in stable condition", "died of her wounds"."""
    pattern = attribute_words().condition
    for sentence in persons.parse.sentences:
        start, end = sentence.span
        for match in pattern.finditer(persons.lower, start, end):
            at = persons.token_at(match.start())
            if at is None:
                continue
            mention = persons.subject(at) or persons.latest(at)
            if mention is None or not persons.person(mention.entity):
                continue
            maybe = not attribute_words().maybe.isdisjoint(match.group().split())
            yield AttributeMention(
                entity=mention.entity,
                name="condition",
                value=persons.parse.text[match.start() : match.end()],
                spans=[match.span()],
                certainty="probable" if maybe else "certain",
            )
