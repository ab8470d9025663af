"""Words for people and things: the tables in people.yaml, nations.yaml and given_names.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.record import EntityKind

Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases by their first word, longest first, in lower case."""


class People(msgspec.Struct, frozen=True):
    """The tables, ready for look-up by lower-case lemma or word."""

    kinds: dict[str, EntityKind]
    anybody: frozenset[str]
    classes: dict[str, frozenset[int]]
    general: frozenset[str]
    deeds: dict[str, frozenset[str]]
    sides: dict[str, str]
    plurals: frozenset[str]
    gender: dict[str, str]
    given: dict[str, str]
    """First names to "he" or "she", where nearly all who bear one are of one sex."""
    nicknames: dict[str, list[str]]
    """First names to the short forms that do not begin as they do."""
    ranks: Phrases
    titles: Phrases
    offices: frozenset[str]
    portfolios: frozenset[str]
    endings: dict[str, EntityKind]
    dates: frozenset[str]
    openers: frozenset[str]
    opposites: tuple[frozenset[str], ...]
    new: frozenset[str]
    nobody: frozenset[str]
    place_of: frozenset[str]
    near: frozenset[str]
    inside: frozenset[str]
    side_words: frozenset[str]
    minds: frozenset[str]
    armed: frozenset[str]
    arms: frozenset[str]
    fighters: frozenset[str]
    barrages: frozenset[str]
    strikers: frozenset[str]
    nations: dict[tuple[str, ...], str]
    """Words of a country, its adjective or its people, in lower case, to the country's name."""


@cache
def people() -> People:
    """Return the tables of the package."""
    data = knowledge.table(__package__, "people.yaml")
    nations = knowledge.table(__package__, "nations.yaml")
    given = knowledge.table(__package__, "given_names.yaml")
    classes: dict[str, set[int]] = {}
    for number, line in enumerate(data["classes"]):
        for noun in line:
            classes.setdefault(noun, set()).add(number)
    return People(
        kinds={noun: kind for kind, nouns in data["kinds"].items() for noun in nouns},
        anybody=frozenset(data["anybody"]),
        classes={noun: frozenset(numbers) for noun, numbers in classes.items()},
        general=frozenset(data["general"]),
        deeds={noun: frozenset(verbs) for noun, verbs in data["deeds"].items()},
        sides={noun: side for side, nouns in data["sides"].items() for noun in nouns},
        plurals=frozenset(data["plurals"]),
        gender={noun: g for g, nouns in data["gender"].items() for noun in nouns},
        given={name: g for g in ("he", "she") for name in given[g]},
        nicknames=given["nicknames"],
        ranks=phrases(
            [*data["ranks"], *(r.replace(" ", " - ") for r in data["ranks"] if " " in r)]
        ),
        titles=phrases(data["titles"]),
        offices=frozenset(data["offices"]),
        portfolios=frozenset(data["portfolios"]),
        endings={word: kind for kind, words in data["endings"].items() for word in words},
        dates=frozenset(data["dates"]),
        openers=frozenset(data["openers"]),
        opposites=tuple(frozenset(line) for line in data["opposites"]),
        new=frozenset(data["new"]),
        nobody=frozenset(data["nobody"]),
        place_of=frozenset(data["place_of"]),
        near=frozenset(data["near"]),
        inside=frozenset(data["inside"]),
        side_words=frozenset(data["side_words"]),
        minds=frozenset(data["minds"]),
        armed=frozenset(data["armed"]),
        arms=frozenset(data["arms"]),
        fighters=frozenset(data["fighters"]),
        barrages=frozenset(data["barrages"]),
        strikers=frozenset(data["strikers"]),
        nations={
            tuple(word.lower().split()): country
            for country, words in nations.items()
            for word in (country, *words)
        },
    )


def given_gender(words: Sequence[str]) -> str:
    """Return "he" or "she" where a person's full name says it by a first name, else "".

    Behind a first name that is not known stand names of fathers and families: "Fathia Ben Wafi".
    """
    table = people()
    for word in words[:-1]:
        low = word.lower().strip(".")
        if low in table.given:
            return table.given[low]
        if not (len(low) == 1 or low in table.offices or low in table.kinds):
            return ""
    return ""


def phrases(lines: list[str]) -> Phrases:
    """Return phrases in a table by first word, longest first."""
    out: Phrases = {}
    for line in sorted(lines, key=lambda x: -len(x.split())):
        words = tuple(line.split())
        out.setdefault(words[0], []).append(words)
    return out


def phrase_at(words: list[str], i: int, table: Phrases) -> int:
    """Return the end of the longest phrase of `table` that starts at `words[i]`, or `i`."""
    for phrase in table.get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            return i + len(phrase)
    return i


def nation_at(words: list[str], i: int) -> tuple[str, int] | None:
    """Return the nation named at `words[i]` (lower case; plural allowed) and where it ends."""
    table = people().nations
    if i >= len(words) or words[i] not in _nation_openings():
        return None
    for size in (3, 2, 1):
        part = tuple(words[i : i + size])
        if len(part) < size:
            continue
        found = table.get(part)
        if found is None and part[-1].endswith("s"):
            found = table.get((*part[:-1], part[-1][:-1]))
        if found is not None:
            return found, i + size
    return None


@cache
def _nation_openings() -> frozenset[str]:
    """Return the first words of nations, plurals included."""
    first = {words[0] for words in people().nations}
    return frozenset(first | {f"{word}s" for word in first})


def nations_in(parse: Parse, first: int, head: int) -> frozenset[str]:
    """Return the nations that a phrase names before its noun, or after it with from, in or of."""
    tokens = parse.tokens
    words = [tokens[i].text.lower() for i in range(first, head + 1)]
    found = set()
    i = 0
    while i < len(words):
        nation = nation_at(words, i)
        if nation is None:
            i += 1
            continue
        found.add(nation[0])
        i = nation[1]
    if head + 2 < len(tokens) and tokens[head + 1].text in ("from", "in", "of"):
        after = [t.text.lower() for t in tokens[head + 2 : head + 6]]
        at = 1 if after[0] == "the" else 0
        nation = nation_at(after, at) if at < len(after) else None
        if nation is not None:
            found.add(nation[0])
    return frozenset(found)
