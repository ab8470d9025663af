"""Suicides: who took the own life, "turned the gun on himself", "committed suicide", "takes own life"."""

from __future__ import annotations

from functools import cached_property

from saidso.language.parse import Parse
from saidso.reading.harm.sufferers import Sufferers

_ARMS = frozenset(["gun", "weapon", "rifle", "pistol", "handgun", "shotgun", "revolver", "firearm"])
_SELVES = frozenset(["himself", "herself", "themselves", "itself", "self"])
_JOINS = frozenset("-‐‑–/")
_NO_DEATH = frozenset(["attempted", "attempt", "failed"])
_REACH = 8
"""Words from "turned" to "on himself"."""


class Suicides:
    """Reads who of one report took the own life."""

    def __init__(self, parse: Parse, who: Sufferers) -> None:
        self.parse, self.who = parse, who

    @cached_property
    def murderous(self) -> bool:
        """Whether the report calls it a murder-suicide: then who did it and shot himself is dead."""
        return any(self._joined(i) for i in self.parse.spelled(frozenset(["murder"])))

    def _joined(self, i: int) -> bool:
        tokens = self.parse.tokens
        words = [t.text.lower() for t in tokens[i + 1 : i + 3]]
        joined = len(words) == 2 and words[0] in _JOINS and words[1].startswith("suicide")
        return joined and tokens[max(0, i - 1)].text.lower() not in _NO_DEATH

    @cached_property
    def _attempted(self) -> bool:
        """Whether the report tells of an attempted suicide."""
        tokens = self.parse.tokens
        said = self.parse.spelled(frozenset(["suicide"]))
        return any(
            not _NO_DEATH.isdisjoint(t.lemma for t in tokens[max(0, i - 3) : i]) for i in said
        )

    def turned(self, i: int) -> list[int]:
        """Return who "turned the gun on himself"; nobody where a suicide was only attempted."""
        tokens = self.parse.tokens
        end = min(self.parse.sentence_of(i).tokens[1], i + _REACH)
        words = [t.text.lower() for t in tokens[i + 1 : end]]
        if _ARMS.isdisjoint(words) or self._attempted:
            return []
        near = range(len(words) - 1)
        own = any(words[k] in ("on", "to") and words[k + 1] in _SELVES for k in near)
        return self.who.subjects(i) if own else []

    def committed(self, i: int) -> list[int]:
        """Return who "committed suicide", by the verb at `i`."""
        tokens = self.parse.tokens
        below = self.parse.children[i]
        if not any(tokens[c].rel == "obj" and tokens[c].lemma == "suicide" for c in below):
            return []
        return self.who.subjects(i)
