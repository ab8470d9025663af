"""Demonyms: adjectives that name the country which does an act ("an Israeli airstrike")."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.people import nation_at
from saidso.reading.clauses.roles import FLIES
from saidso.reading.entities.names import NamedRun

_WARFARE = frozenset(
    {"strike", "airstrike", "attack", "raid", "shelling", "offensive", "bombardment", "incursion"}
    | {"invasion", "assault", "bombing", "barrage", "blockade", "firing", "gunfire"}
)
_ARMS = FLIES | frozenset(
    ["gunship", "missile", "rocket", "shell", "artillery", "mortar", "tank", "warship", "gunboat",
     "bomb", "munition", "projectile"]
)  # fmt: skip
"""What a country acts with: "Turkish drones hit a car"."""
_ACTING = ("nsubj", "obl:agent")
_NEAR = 4
"""Tokens between an adjective and its noun: "a Russian missile and drone attack"."""


def acting_countries(parse: Parse, names: list[NamedRun]) -> list[NamedRun]:
    """Return the adjectives of countries right before an act of war or the arms that do it.

    Not where another name is.

    "US" and "UN" before a noun are such adjectives too.
    """
    named = {i for run in names for i in range(*run.tokens)}
    out = []
    armed = [i for i in parse.having(_ARMS) if parse.tokens[i].rel in _ACTING]
    for i in sorted([*parse.having(_WARFARE), *armed]):
        for c in range(max(i - _NEAR, parse.sentence_of(i).tokens[0]), i):
            token = parse.tokens[c]
            if (
                c in named
                or not token.text[:1].isupper()
                or nation_at([token.text.lower()], 0) is None
            ):
                continue
            if _before(parse, c, i, token.upos == "ADJ"):
                named.add(c)
                out.append(NamedRun((c, c + 1), (c, c + 1), "place", (token.text,), ()))
    return out


def _before(parse: Parse, c: int, i: int, adjective: bool) -> bool:
    """Return whether the word at `c` goes with the noun at `i`."""
    token = parse.tokens[c]
    if adjective:
        return token.rel == "amod" and token.head == i and not token.name
    letters = token.text.replace(".", "")
    return (
        token.rel == "compound" and c < token.head <= i and letters.isupper() and len(letters) < 4
    )
