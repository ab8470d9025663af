"""What the keys of the development set call things: types of targets and instruments, organisations.

Read from the keys at run time and kept nowhere. A head word stands for the type that it most often
has in the keys; a word that the keys do not have has none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from benchmarks.muc4.templates import Message, read_templates

_AFTER = re.compile(
    r"\b(?:OF|IN|ON|AT|FROM|BY|WITH|FOR|WHO|WHICH|THAT|WHOM|NEAR|TO|WHERE|WERE|WAS)\b|,|\[|\("
)
_OFTEN, _NEARLY = 3, 0.9
"""How often, and in what share, an organisation acts in the country that is its home."""


def heads(words: str) -> list[str]:
    """Return the words of a noun phrase that may say what it is: its head, then those before it."""
    front = _AFTER.split(words.upper().strip(), maxsplit=1)[0]
    found = re.findall(r"[A-Z][A-Z.'-]*", front)
    return [w.removesuffix("'S") for w in reversed(found)]


def singular(word: str) -> str:
    """Return a word without the ending of its plural."""
    if word.endswith("IES") and len(word) > 5:
        return word[:-3] + "Y"
    if word.endswith("MEN"):
        return word[:-3] + "MAN"
    return word.removesuffix("S") if len(word) > 3 and not word.endswith("SS") else word


def _both(last: list[str]) -> str:
    """Return the last two words of a phrase, given from behind: "CAR BOMB" of "TWO CAR BOMBS"."""
    return " ".join(singular(word) for word in reversed(last[:2])) if len(last) > 1 else ""


class Habits(msgspec.Struct, frozen=True):
    """Types by slot and head word, and the organisations that the keys name."""

    types: dict[str, dict[str, str]]
    organisations: tuple[str, ...]
    """The most frequent first."""
    homes: dict[str, str]
    """The country in which an organisation acts, where it is nearly always the same."""

    def home(self, text: str) -> str | None:
        """Return the country in which the organisations that a text names act, None without any."""
        votes: Counter[str] = Counter()
        for name, country in self.homes.items():
            votes[country] += len(re.findall(rf"\b{re.escape(name)}\b", text))
        best = max(votes, key=lambda c: votes[c], default=None)
        return best if best and votes[best] else None

    def knows(self, slot: str, word: str) -> bool:
        """Return whether the keys have a word as the head of a fill."""
        return singular(word) in self.types.get(slot, {})

    def type_of(self, slot: str, words: Iterable[str], default: str | None) -> str | None:
        """Return the type that the first known word of the phrases has."""
        table = self.types.get(slot, {})
        for phrase in words:
            last = heads(phrase)
            if found := table.get(_both(last)):
                return found
            for word in last:
                if found := table.get(singular(word)):
                    return found
        return default


_LEARNED = {
    "hum-tgt-type": ("hum-tgt-desc",),
    "phys-tgt-type": ("phys-tgt-id",),
    "inc-instr-type": ("inc-instr-id",),
}


def learn(messages: Iterable[Message]) -> Habits:
    """Return the habits of keys."""
    counted: dict[str, dict[str, Counter[str]]] = {s: defaultdict(Counter) for s in _LEARNED}
    organisations: Counter[str] = Counter()
    acted: dict[str, Counter[str]] = defaultdict(Counter)
    for message in messages:
        for template in message.templates:
            described = {
                name: fill.values
                for fill in template.fills("hum-tgt-desc")
                for name in (*fill.refers, *fill.values)
            }
            for slot, table in counted.items():
                for fill in template.fills(slot):
                    for name in fill.refers:
                        phrases = described.get(name, (name,)) if slot[:3] == "hum" else (name,)
                        for phrase in phrases:
                            last = heads(phrase)[:2]
                            for rank, word in enumerate(last):
                                table[singular(word)][fill.values[0]] += 3 if rank == 0 else 1
                            if len(last) == 2:
                                table[_both(last)][fill.values[0]] += 1
            for fill in template.fills("perp-org-id"):
                organisations.update(v for v in fill.values)
                for place in template.fills("inc-loc")[:1]:
                    for name in fill.values:
                        acted[name][place.values[0].split(":")[0].strip()] += 1
    return Habits(
        {
            slot: {w: c.most_common(1)[0][0] for w, c in table.items()}
            for slot, table in counted.items()
        },
        tuple(sorted(organisations, key=lambda name: (-organisations[name], name))),
        {
            name: country
            for name, places in acted.items()
            for country, times in places.most_common(1)
            if times >= _OFTEN and times >= _NEARLY * places.total()
        },
    )


def from_dev(data: Path) -> Habits:
    """Return the habits of the development keys under DATA/muc4."""
    messages: dict[str, Message] = {}
    for path in sorted((data / "TASK" / "CORPORA" / "dev").glob("key-dev-*")):
        messages |= read_templates(path)
    return learn(messages.values())
