"""Cue words: the table in cues.yaml."""

from __future__ import annotations

from functools import cache

import msgspec

from saidso import knowledge
from saidso.record import Certainty, Stance


class Cues(msgspec.Struct, frozen=True):
    """The cue table, ready for look-up by lemma."""

    stance: dict[str, Stance]
    weak: frozenset[str]
    shows: frozenset[str]
    witnessed: frozenset[str]
    watchers: frozenset[str]
    certainty: dict[str, Certainty]
    prepositions: tuple[tuple[str, ...], ...]
    light: frozenset[str]
    footage: frozenset[str]
    documents: frozenset[str]
    officials: frozenset[str]
    media: frozenset[str]
    medium_words: frozenset[str]
    bodies: frozenset[str]
    capitals: frozenset[str]
    expressive: frozenset[str]
    partaking: frozenset[str]
    unnamed: frozenset[str]
    close: frozenset[str]
    anonymous: frozenset[str]
    anonymity: tuple[str, ...]
    nouns: dict[str, Stance]

    telling: frozenset[str]
    """Lemmas of cues that say something, and of verbs beside them by which somebody judges or counts."""
    speakers: frozenset[str]
    """Nouns of all kinds of speakers."""


def _flat(words: list[str] | dict[str, list[str]]) -> list[str]:
    """Return the words of a list, or of all lists of a table."""
    return [w for line in words.values() for w in line] if isinstance(words, dict) else words


@cache
def cues() -> Cues:
    """Return the cue table of the package."""
    data = knowledge.table(__package__, "cues.yaml")
    kinds = ("officials", "bodies", "media", "documents", "footage", "anonymous")
    return Cues(
        stance={verb: stance for stance, verbs in data["verbs"].items() for verb in verbs},
        weak=frozenset(data["weak"]),
        shows=frozenset(data["shows"]),
        witnessed=frozenset(data["witnessed"]),
        watchers=frozenset(data["watchers"]),
        certainty={verb: c for c, verbs in data["certainty"].items() for verb in verbs},
        prepositions=tuple(tuple(words) for words in data["prepositions"]),
        light=frozenset(data["light"]),
        footage=frozenset(data["footage"]),
        documents=frozenset(data["documents"]),
        officials=frozenset(data["officials"]),
        media=frozenset(data["media"]),
        medium_words=frozenset(data["medium_words"]),
        bodies=frozenset(data["bodies"]),
        capitals=frozenset(data["capitals"]),
        expressive=frozenset(data["expressive"]),
        partaking=frozenset(data["partaking"]),
        unnamed=frozenset(data["unnamed"]),
        close=frozenset(data["close"]),
        anonymous=frozenset(data["anonymous"]),
        anonymity=tuple(data["anonymity"]),
        speakers=frozenset(noun for kind in kinds for noun in data[kind]),
        nouns={noun: stance for stance, nouns in data["nouns"].items() for noun in nouns},
        telling=frozenset(
            word
            for name in ("verbs", "nouns", "shows", "witnessed", "expressive", "judging")
            for word in _flat(data[name])
        ),
    )
