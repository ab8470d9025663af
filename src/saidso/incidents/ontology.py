"""The ontology of incident types: what each means, its codes elsewhere, and the words that show it.

The types are YAML files in the folder `types`, one a family; a user's own file has the same form
and adds types or replaces shipped ones. docs/ontology.md describes the form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from saidso.errors import UsageError
from saidso.incidents import files
from saidso.reading.clauses.lexicon import Lexicon, Roles, Trigger
from saidso.record import Role

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
Muc = Literal["ARSON", "ATTACK", "BOMBING", "KIDNAPPING", "ROBBERY", "FORCED WORK STOPPAGE"]
Ucdp = Literal["state-based", "non-state", "one-sided"]


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The nearest codes in other codebooks; empty or None where a codebook has none.

    `plover`: event type, then mode in lower case ("ASSAULT firearms"); `cameo`: codes of CAMEO
    1.1b3; `acled`: sub-event type; `ucdp`: type of violence; `muc`: MUC-4 incident type.
    """

    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    acled: str | None = None
    ucdp: Ucdp | None = None
    muc: Muc | None = None


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trigger words that share their conditions; the fields mean what they mean in `Trigger`."""

    lemma: str | tuple[str, ...]
    needs: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    particle: str = ""
    weight: float = 1.0
    subject: tuple[str, ...] = ()
    by: Role | None = None
    of: Role | None = None


class Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of incident.

    `main_rank` says how well the type names a report's main incident (0 to 2); `part_of` names the
    types within which it may happen ("injury" in "bombing"). `verbs` and `nouns` are its triggers:
    lemmas, or words with conditions. `answer` marks what others than its perpetrators do round an
    incident (arrests, rescues, protests), `chance` what happens without anybody's deed (a crash, a flood).
    `examples` are sentences that show it.
    """

    id: str
    name: str
    definition: str
    verbs: tuple[str | Word, ...] = ()
    nouns: tuple[str | Word, ...] = ()
    codes: Codes = Codes()
    main_rank: float = 1.0
    part_of: tuple[str, ...] = ()
    roles: Roles = Roles()
    answer: bool = False
    chance: bool = False
    examples: tuple[str, ...] = ()

    @property
    def triggers(self) -> list[Trigger]:
        """The triggers, one for each lemma, verbs first."""
        return [*_triggers(self.id, "verb", self.verbs), *_triggers(self.id, "noun", self.nouns)]


class Ontology:
    """The types by id, and what follows from them. Unknown ids raise KeyError."""

    def __init__(self, types: dict[str, Type]) -> None:
        self._types = types

    @property
    def ids(self) -> list[str]:
        """The ids of all types, sorted."""
        return sorted(self._types)

    def type(self, id: str) -> Type:
        """Return the type of this id."""
        return self._types[id]

    def codes(self, id: str) -> dict[str, str | list[str] | None]:
        """Return the codes of a type, with the keys plover, cameo, acled, ucdp and muc."""
        codes = self._types[id].codes
        return {
            "plover": list(codes.plover),
            "cameo": list(codes.cameo),
            "acled": codes.acled,
            "ucdp": codes.ucdp,
            "muc": codes.muc,
        }

    def plays(self, kind: str, incident: str) -> bool:
        """Return whether who takes part in `kind` takes part in an incident of type `incident`.

        Police who arrest men after a bombing, or after a clash of gangs, are no perpetrators of it.
        """
        own = self._types[kind]
        return kind == incident or not own.answer or incident in own.part_of

    def part_of(self, kind: str, umbrella: str) -> bool:
        """Return whether `kind` may happen within `umbrella`, directly or through others."""
        return umbrella in self._above.get(kind, ())

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        out: dict[str, frozenset[str]] = {}
        for start in self._types:
            seen: set[str] = set()
            stack = list(self._types[start].part_of)
            while stack:
                kind = stack.pop()
                if kind not in seen:
                    seen.add(kind)
                    stack.extend(self._types[kind].part_of)
            out[start] = frozenset(seen)
        return out

    def lexicon(self) -> Lexicon:
        """Return all triggers by lemma.

        Nouns stand also in the plural, and so do the words that a trigger needs: a word that is
        read as a name (capitals in headlines) keeps its form as its lemma.
        """
        by_lemma: dict[str, list[Trigger]] = defaultdict(list)
        for kind in self._types.values():
            for word in kind.triggers:
                trigger = msgspec.structs.replace(
                    word,
                    needs=_both(word.needs),
                    object=_both(word.object),
                    subject=_both(word.subject),
                )
                by_lemma[trigger.lemma].append(trigger)
                if trigger.pos == "noun":
                    by_lemma[_plural(trigger.lemma)].append(trigger)
        return Lexicon(dict(by_lemma), {k.id: k.roles for k in self._types.values()})


def load(extra: Path | None = None) -> Ontology:
    """Return the shipped types, with those of the file `extra` added or put in their place.

    `extra` may be the name of a set in the folder `more_types` ("diplomacy"), where no such file is
    here. Raises UsageError, with file, type and field, when a file is missing or wrong.
    """
    if extra is None:
        return _shipped()
    types = {id: _shipped().type(id) for id in _shipped().ids}
    named = resources.files(__package__).joinpath("more_types", f"{extra.name}.yaml")
    if not extra.exists() and not extra.suffix and named.is_file():
        data = named.read_bytes()
    else:
        data = files.read(extra, "file of types")
    added = _read(str(extra), data)
    types.update((kind.id, kind) for kind in added)
    _check(str(extra), added, types)
    return Ontology(types)


@cache
def _shipped() -> Ontology:
    types: dict[str, Type] = {}
    folder = resources.files(__package__).joinpath("types")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            for kind in _read(file.name, file.read_bytes()):
                if kind.id in types:
                    raise UsageError(f"{file.name}: type {kind.id} is in two files")
                types[kind.id] = kind
    _check("types", list(types.values()), types)
    return Ontology(types)


def _read(name: str, data: bytes) -> list[Type]:
    """Return the types of one file: a YAML list of types, each a mapping."""
    items = files.parsed(name, data, what="file of types", help="see docs/ontology.md")
    if not isinstance(items, list):
        raise UsageError(f"{name}: should be a list of types", help="see docs/ontology.md")
    out: list[Type] = []
    for number, item in enumerate(items, 1):
        id = item.get("id") if isinstance(item, dict) else None
        label = f"type {id}" if isinstance(id, str) else f"type number {number}"
        kind = files.converted(name, label, item, Type)
        if any(other.id == kind.id for other in out):
            raise UsageError(f"{name}: {label}: id stands twice in this file")
        out.append(kind)
    return out


def _check(name: str, added: list[Type], types: dict[str, Type]) -> None:
    """Raise UsageError where a value that has the right form has no meaning."""
    for kind in added:
        problem = _problem(kind, types)
        if problem:
            raise UsageError(f"{name}: type {kind.id}: {problem}")
    whole = Ontology(types)
    for id in types:
        if whole.part_of(id, id):
            raise UsageError(f"{name}: type {id}: part_of leads back to the type itself")


def _problem(kind: Type, types: dict[str, Type]) -> str:
    """Return what is wrong with a type, field first, or ""."""
    if not _ID.match(kind.id):
        return "id should be lower-case letters, digits and underscores"
    if not kind.name.strip():
        return "name is empty"
    if not kind.definition.strip():
        return "definition is empty"
    if not 0 <= kind.main_rank <= 2:
        return "main_rank should be from 0 to 2"
    for umbrella in kind.part_of:
        if umbrella not in types:
            return f"part_of names the unknown type {umbrella}"
    for field, words in (("verbs", kind.verbs), ("nouns", kind.nouns)):
        for trigger in _triggers(kind.id, "verb", words):
            lemma = trigger.lemma
            if not lemma or lemma != lemma.lower() or any(c.isspace() for c in lemma):
                return f"{field}: {lemma!r} should be one word in lower case"
            if not 0 < trigger.weight <= 10:
                return f"{field}: the weight of {lemma!r} should be above 0 and at most 10"
    if not kind.verbs and not kind.nouns:
        return "verbs and nouns are both empty"
    return ""


def _triggers(
    id: str, pos: Literal["verb", "noun"], words: tuple[str | Word, ...]
) -> list[Trigger]:
    out: list[Trigger] = []
    for entry in words:
        word = Word(entry) if isinstance(entry, str) else entry
        conditions = (
            word.needs,
            word.object,
            word.particle,
            word.weight,
            word.subject,
            word.by,
            word.of,
        )
        lemmas = (word.lemma,) if isinstance(word.lemma, str) else word.lemma
        out += [Trigger(id, lemma, pos, *conditions) for lemma in lemmas]
    return out


def _both(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*words, *map(_plural, words)]))


def _plural(noun: str) -> str:
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + "s"
