"""What a name names: a person, an organisation or a place, by its words and all that is near it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.people import people
from saidso.reading.entities.outlets import is_outlet
from saidso.record import EntityKind

_TAGS: dict[str, EntityKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "organization": "organisation",
    "place": "place",
}
_HITS = frozenset(
    {"hit", "strike", "pound", "shell", "bombard", "target", "batter", "pummel", "rock"}
)
_STORMS = frozenset(
    {"raid", "storm", "overrun", "besiege", "occupy", "retake", "recapture", "liberate", "encircle"}
)
"""Verbs of what is done to places."""
_LIMBS = frozenset({"head", "leg", "arm", "chest", "back", "neck", "stomach", "face", "shoulder"})
"""Where a person is hit, and no town."""
_OLDEST = 110
_SEVERAL = 40
"""Mentions of one name that are looked at for what stands near them."""


def kind_of(parse: Parse, run: Range, title: tuple[str, ...]) -> EntityKind:
    """Return what a name names: by titles, countries, outlets, endings, and the model's tags."""
    tokens = parse.tokens
    fixed = _by_words([tokens[i].text for i in range(*run)], title)
    if fixed is not None:
        return fixed
    votes: Counter[EntityKind] = Counter()
    for i in range(*run):
        if tokens[i].name:
            votes[_TAGS[tokens[i].name]] += 5
        if tokens[i].kind in _KINDS:
            votes[_KINDS[tokens[i].kind]] += 4
    order: tuple[EntityKind, ...] = ("person", "organisation", "place")
    best = max(order, key=lambda k: votes[k])
    if votes[best] == 0:
        return people().endings.get(tokens[run[1] - 1].text.lower()) or "other"
    return best


def _by_words(words: list[str], title: tuple[str, ...]) -> EntityKind | None:
    """Return the kind that the words alone show, or None."""
    table = people()
    low = [w.lower() for w in words]
    if title and table.endings.get(low[-1]) != "organisation":
        return "person"
    if table.nations.get(tuple(low)) is not None:
        return "place"
    if is_outlet(" ".join(words)):
        return "organisation"
    if low[-1] in table.armed:
        return "organisation"
    if low[-1] in table.arms:
        return "weapon"
    ending = table.endings.get(low[-1])
    if ending is None and "of" in low:
        ending = table.endings.get(low[low.index("of") - 1])
    return ending if len(words) > 1 else None


def settle(
    parse: Parse, runs: Sequence[tuple[Range, EntityKind, tuple[str, ...]]]
) -> list[EntityKind]:
    """Return the kinds of names by what stands near any mention of the same words.

    `runs` are the names of a report: tokens without titles, kind so far, and titles. A name with
    an age is a person's everywhere; one after "the town of", "near" or "in" is a place's, unless
    its words or another mention say otherwise.
    """
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, (run, _, _) in enumerate(runs):
        by_words[tuple(t.text for t in parse.tokens[slice(*run)])].append(n)
    kinds = [kind for _, kind, _ in runs]
    for words, own in by_words.items():
        if _by_words(list(words), ()) is not None or any(runs[n][2] for n in own):
            continue
        found = _shown(parse, [(runs[n][0], runs[n][1]) for n in own[:_SEVERAL]])
        if found is not None:
            for n in own:
                kinds[n] = found
    return kinds


def _shown(parse: Parse, mentions: list[tuple[Range, EntityKind]]) -> EntityKind | None:
    """Return the kind that the surroundings of a name's mentions show, or None."""
    if any(_aged(parse, run) or _speaks(parse, run) for run, _ in mentions):
        return "person"
    if any(_surely_place(parse, run) or _shelled(parse, run) for run, _ in mentions):
        return "place"
    inside = sum(_maybe_place(parse, run, kind) for run, kind in mentions)
    if inside and 2 * inside >= len(mentions):
        return "place"
    kinds = Counter(kind for _, kind in mentions)
    if kinds["person"] and any(_with_article(parse, run) for run, _ in mentions):
        return "organisation"
    return None


def _aged(parse: Parse, run: Range) -> bool:
    """Return whether an age follows: "Jon Doe, 41," or "Jon Doe (41)"."""
    after = parse.tokens[run[1] : run[1] + 3]
    return (
        len(after) == 3
        and after[0].text in (",", "(")
        and after[1].text.isdigit()
        and len(after[1].text) < 4
        and 0 < int(after[1].text) <= _OLDEST
        and after[2].text in (",", ")", ".", ";")
    )


def _speaks(parse: Parse, run: Range) -> bool:
    """Return whether a name between commas says who speaks: "a farmer in Velm, Jon Doe, said"."""
    tokens, (first, end) = parse.tokens, run
    if end - first < 2 or end + 1 >= len(tokens) or first < 2:
        return False
    verb = tokens[end + 1]
    if tokens[first - 1].text != "," or tokens[end].text != "," or verb.lemma not in cues().stance:
        return False
    subjects = (tokens[c] for c in parse.children[verb.i] if tokens[c].rel == "nsubj")
    return any(t.i < first - 1 and t.upos == "NOUN" and t.kind == "person" for t in subjects)


def _surely_place(parse: Parse, run: Range) -> bool:
    """Return whether the words before a name take a place: "the town of", "near", "north of"."""
    if _owns(parse, run):
        return False
    words = [t.text.lower() for t in parse.tokens[max(run[0] - 3, 0) : run[0]]]
    if words[-1:] == ["of"] and len(words) > 1:
        return words[-2] in people().place_of
    table = people()
    before = words[-1] if words else ""
    if before in table.side_words and len(words) > 1:
        return words[-2] in table.inside
    return before in table.near


def _shelled(parse: Parse, run: Range) -> bool:
    """Return whether a name of one word is what is shelled or stormed: "rockets hit Velm"."""
    first, end = run
    token, table = parse.tokens[first], people()
    verb = parse.tokens[token.head]
    if end - first > 1 or token.text.lower() in table.given:
        return False
    if verb.lemma in _STORMS and token.rel in ("obj", "nsubj:pass"):
        return not _owns(parse, run)
    if verb.lemma not in _HITS:
        return False
    by = {"obj": ("nsubj",), "nsubj:pass": ("obl:agent", "obl")}.get(token.rel, ())
    below = [parse.tokens[c] for c in parse.children[verb.i]]
    if _owns(parse, run) or any(t.lemma in _LIMBS for t in below):
        return False
    return any(t.rel in by and t.lemma in table.barrages for t in below)


def _owns(parse: Parse, run: Range) -> bool:
    """Return whether a genitive follows: "outside Doe's house"."""
    return run[1] < len(parse.tokens) and parse.tokens[run[1]].text in ("'s", "’s", "'", "’")


def _maybe_place(parse: Parse, run: Range, kind: EntityKind) -> bool:
    """Return whether "in" or "at" stands before, and nothing that takes a person or a body."""
    tokens, table = parse.tokens, people()
    before = tokens[run[0] - 1].text.lower() if run[0] else ""
    if before not in table.inside or kind == "organisation" or _owns(parse, run):
        return False
    if before == "at" and kind == "person":
        return False
    words = [tokens[i].text for i in range(*run)]
    if len(words) == 1 and words[0].isupper():
        return False
    heads = [tokens[i].head for i in range(*run) if not run[0] <= tokens[i].head < run[1]]
    lemmas = {tokens[h].lemma for h in heads if run[1] - 20 < h < run[0]}
    lemmas.add(tokens[run[0] - 2].lemma if run[0] > 1 else "")
    following = tokens[run[1]].text if run[1] < len(tokens) else "."
    free = following in (",", ".", ";", ")") or tokens[min(run[1], len(tokens) - 1)].upos in (
        "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PROPN", "ADV", "PRON"
    )  # fmt: skip
    return free and not lemmas & table.minds


def _with_article(parse: Parse, run: Range) -> bool:
    """Return whether a name of several words has "the" before it, as persons' names do not."""
    before = parse.tokens[run[0] - 1].text.lower() if run[0] else ""
    return before == "the" and run[1] - run[0] > 1
