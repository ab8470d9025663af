"""Titles: who a named speaker is, in the words with which the report brings them in.

"Health Ministry spokeswoman Ada Renn" and "Ada Renn, a spokeswoman for the Health Ministry," give the
name and what she is. Works on words alone, so that it serves the terminal and review as well.
"""

from __future__ import annotations

import re

from saidso.reading.clauses.people import people, phrase_at

LONGEST = 90
"""Code points of what is shown beside a name."""
_GENERALS = frozenset({
    "attorney", "director", "secretary", "inspector", "consul", "governor", "surgeon", "solicitor",
    "adjutant", "auditor", "comptroller", "superintendent", "commissioner",
})  # fmt: skip
"""Words that make "General" an office: an attorney general has no rank."""
_HONORIFICS = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "rev", "reverend", "sheikh", "sir", "father",
    "imam", "mullah", "bishop", "archbishop", "ayatollah", "sister", "brother", "malam", "alhaji", "haji",
})  # fmt: skip
_PARTICLES = frozenset({"al", "el", "abu", "bin", "ibn", "van", "von", "de", "da", "di"})
_SCHOOLS = frozenset({"school", "schools", "district", "park", "education"})
_BUREAUS = frozenset({"information", "affairs", "press", "executive", "operating", "medical", "security",
    "circle", "liaison", "relations", "probation", "duty", "investigating"})  # fmt: skip
_PARTY = re.compile(r"[DRI]-[A-Z]")
_ARMS = frozenset({"army", "navy", "police", "marine", "fire", "military", "district"})
_NAMED = re.compile(
    r",? (?:named|called|identified as|known as|who identified (?:him|her|them)sel(?:f|ves) (?:only )?as"
    r"|who gave (?:his|her|their) name (?:only )?as)\Z",
    re.I,
)
_BARE = frozenset({"mr", "mrs", "ms", "miss"})
_ARTICLES = re.compile(r"(?:the|an?) ", re.I)
_APART = re.compile(r",? (?:and|or|as well as) | & ")
_AGE = re.compile(r", (?:aged )?\d{1,3}(?=,|$)")
_ASIDE = re.compile(r" ?\([^()]*\)")
_SPEAKING = re.compile(
    r",? who (?:also |later |earlier )?(?:spoke|said|told|asked|declined|craved)\b"
    r"|,? (?:speaking|declining|citing|quoting|quoted|cited|adding)\b"
)
_POSSESSOR = re.compile(r"(?:[A-Z][\w.-]*(?: of)? ){0,3}[A-Z][\w.-]*(?:['’]s|s['’])")
_OF = re.compile(r" of (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,2}")


def titled(name: str, words: str) -> tuple[str, str | None] | None:
    """Return a person's name with the rank, and what the words say that the person is, if anything.

    None where the words do not hold the name, or name somebody else beside it.
    """
    before, found, after = words.partition(name)
    if not found or (before and before[-1].isalnum()) or after[:1].isalnum():
        return None
    if several(name, words):
        return None
    before = _ARTICLES.sub("", before, count=1) if _ARTICLES.match(before) else before
    before, rank = _ranked(before.strip(" ,;–—"))
    role = _described(after)
    if role is None or (before and role.split()[0] in ("of", "at", "from", "in", "with", "for")):
        role = f"{before} {role}" if role and before else before
    elif before and role.split()[0] in ("who", "whose"):
        role = before
    elif before and _PARTY.match(role):  # "Sen. Jon Doe, D-Arden"
        role = f"{before}, {role}"
    full = f"{rank} {name}" if rank else name
    return full, _short(role) if role else None


def _ranked(before: str) -> tuple[str, str]:
    """Return the words before a name without the rank or honorific at their end, and that."""
    words = _NAMED.sub("", before).split()
    low = [w.lower() for w in words]
    for first in range(len(words)):
        last = low[-1].rstrip(".")
        if last == "officer" and first and low[first - 1] in _BUREAUS:
            continue  # "Police Public Information Officer"
        office = last in ("general", "superintendent") and low[first - 1] in _GENERALS
        office = office or (last == "gen" and low[first - 1] in ("attorney", "solicitor"))
        office = (
            office
            or last == "commissioner"
            or (last == "superintendent" and not _SCHOOLS.isdisjoint(low))
        )
        if _all_ranks(low, first) and not (first and office):
            if all(w in _ARMS for w in low[:first]):  # "Navy Capt.", "Police Superintendent"
                return "", " ".join(words)
            return " ".join(words[:first]), " ".join(words[first:])
        part = low[first:]
        if all(w.rstrip(".") in _HONORIFICS | _PARTICLES for w in part):
            shown = "" if all(w.rstrip(".") in _BARE for w in part) else " ".join(words[first:])
            return " ".join(words[:first]), shown
    before = " ".join(words)
    return before, ""


def _all_ranks(words: list[str], at: int) -> bool:
    """Return whether the words from `at` on are ranks and nothing else."""
    words = " ".join(words).replace("-", " ").split()
    while at < len(words):
        end = phrase_at(words, at, people().ranks)
        if end == at:
            return False
        at = max(end, at + 1)
    return True


def _described(after: str) -> str | None:
    """Return what stands after a name and tells of the person: in apposition, or with "of", "at"."""
    after = _ASIDE.sub("", _AGE.sub("", after, count=1))
    cut = _SPEAKING.search(after)
    after = after[: cut.start()] if cut else after
    comma = after.startswith(",")
    words = after.strip(" ,;–—")
    if not words:
        return None
    if not comma and words.split()[0] not in (
        "of",
        "at",
        "from",
        "in",
        "with",
        "for",
        "who",
        "whose",
    ):
        return None
    return words


def spoken(words: str) -> str:
    """Return the words of a speaker without how he speaks: "a resident who asked not to be named"."""
    cut = _SPEAKING.search(words)
    return words[: cut.start()] if cut and cut.start() else words


def _short(words: str) -> str | None:
    """Return words that fit beside a name, cut at a comma or a word where they are too long."""
    words = " ".join(words.split()).strip(" ,;–—")
    if len(words) <= LONGEST:
        return words
    cut = words[:LONGEST]
    return cut.rpartition(", ")[0] or cut.rpartition(" ")[0]


def owned(name: str, words: str) -> str:
    """Return a body with whose it is: "Norland's Defence Ministry", "Ministry of Mines of Norland"."""
    before, found, after = words.partition(name)
    if not found:
        return name
    whose = _POSSESSOR.fullmatch(before.strip().removeprefix("the ").removeprefix("The "))
    of = _OF.match(after)
    return f"{whose.group() + ' ' if whose else ''}{name}{of.group() if of else ''}"


def several(name: str, words: str) -> bool:
    """Return whether the words name somebody else beside the name: "Reuters and the Harbour Times"."""
    before, found, after = words.partition(name)
    if not found:
        return False
    return bool(
        _APART.match(_ASIDE.sub("", after)) or re.search(r"\b(?:and|or|&)(?: the| an?)? ?$", before)
    )
