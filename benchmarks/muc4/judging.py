"""Judging a fill against a key's: right, half right or wrong, by the scoring guidelines of MUC-4.

Set fills are judged as the scorer of 1992 did by itself (guidelines 3.1.2 and the hierarchies of
3.2). Strings, dates, places and numbers were judged by people where they did not match; here the
guidelines' own rules stand for them (3.1.1 to 3.2.24): a string is right when it differs by
nonessential modifiers or has more modifiers around all the key's words, half right when it shares a
word of content with the key.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from benchmarks.muc4.templates import STRINGS, Fill

Verdict = Literal[0, 1, 2]
"""0 wrong, 1 half right, 2 right: twice the credit."""

NUMBERS = frozenset({"phys-tgt-num", "hum-tgt-num", "phys-tgt-total-num", "hum-tgt-total-num"})

_KNOWN = yaml.safe_load((Path(__file__).parent / "judging.yaml").read_text())
_WIDER: dict[str, dict[str, list[str]]] = _KNOWN["wider"]
_PLAIN = frozenset(_KNOWN["plain"].split())
TITLES = frozenset(_KNOWN["titles"].split())
_FOLLOWING = re.compile(r"\b(?:OF|IN|ON|AT|FROM|BY|WITH|FOR|WHO|WHICH|THAT|WHOM|NEAR|TO)\b|,|\[|\(")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def judge(slot: str, key: Fill, response: Fill) -> Verdict:
    """Return the verdict on the response's value, what it refers to left aside."""
    return max(
        (_judge(slot, k, r) for k in key.values for r in response.values), default=0
    )  # a response has one value, a key several that are equally right


@cache
def _judge(slot: str, key: str, response: str) -> Verdict:
    if key == response:
        return 2
    if slot in STRINGS:
        verdict = judge_strings(key, response)
        if slot == "hum-tgt-name" and verdict == 2 and _foreign(key, response):
            return 1
        return verdict
    if slot == "inc-date":
        return judge_dates(key, response)
    if slot == "inc-loc":
        return judge_places(key, response)
    if slot in NUMBERS:
        return judge_numbers(key, response)
    return 1 if key in _WIDER.get(slot, {}).get(response, ()) else 0


def judge_strings(key: str, response: str) -> Verdict:
    """Return the verdict on strings of the text (guidelines 3.1.1).

    Right: the same words but for nonessential modifiers, or more modifiers of the same noun phrase.
    Half right: a part of the key's words.
    """
    gold, ours = _content(key), _content(response)
    if gold == ours:
        return 2
    shared = set(gold) & set(ours)
    if not shared:
        return 0
    if set(gold) <= set(ours) and _head(key) == _head(response):
        return 2
    return 1


def _foreign(key: str, response: str) -> bool:
    """Return whether a name comes with words that are neither its own nor a title."""
    return bool(set(_content(response)) - set(_content(key)) - TITLES)


@cache
def _content(text: str) -> tuple[str, ...]:
    words = re.findall(r"[\w.]+", text.upper().replace("'S ", " "))
    return tuple(w for w in words if w not in _PLAIN and not w.isdigit()) or tuple(words)


@cache
def _head(text: str) -> str:
    """Return the last word of a noun phrase before what follows its noun."""
    words = re.findall(r"[\w.'-]+", _FOLLOWING.split(text.strip(' "'), maxsplit=1)[0])
    return words[-1] if words else text


@cache
def _days(text: str) -> tuple[date | None, date | None] | None:
    """Return first and last day of a date fill, None first where it is open; None if unreadable."""
    ends = [part.strip() for part in re.split(r"\s*-\s*", text.strip())]
    found: list[date | None] = []
    for part in ends:
        match = re.match(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (?:19)?(\d\d)$", part)
        if not match or match[2] not in _MONTHS:
            if part:
                return None
            found.append(None)
            continue
        try:
            day, month, year = int(match[1]), _MONTHS.index(match[2]) + 1, int(match[3])
            found.append(datetime(1900 + year, month, day).date())
        except ValueError:
            return None
    return (found[0], found[-1]) if found else None


def judge_dates(key: str, response: str) -> Verdict:
    """Return the verdict on dates (guidelines 3.2.2): close to the key's, part of its range, or its end.

    How close is close, the guidelines leave to people; the bounds are theirs of 1992, read off the
    reports: the day after a day, an open date at most three days off its like, a day at most one day
    before an open date's end.
    """
    gold, ours = _days(key), _days(response)
    if gold is None or ours is None or ours[1] is None or gold[1] is None:
        return 0
    if gold == ours:
        return 2
    later = (ours[1] - gold[1]).days
    if gold[0] is None and ours[0] is None:
        return 2 if abs(later) <= 3 else 0
    if ours[0] is None:  # "on or before": half right where the key ends on the same day
        return 1 if later == 0 else 0
    if gold[0] is None:
        return 1 if ours[0] == ours[1] and -1 <= later <= 0 else 0
    if gold[0] == gold[1]:
        return 2 if ours[0] == ours[1] and later == 1 else 0
    return 1 if gold[0] <= ours[0] and ours[1] <= gold[1] else 0


def judge_places(key: str, response: str) -> Verdict:
    """Return the verdict on places (guidelines 3.2.3).

    Right: all the key's places. Half right: the country, or all but the country, or one end of a
    range between two places.
    """
    gold, ours = _places(key), _places(response)
    if gold == ours:
        return 2
    if not gold or not ours:
        return 0
    if gold[0] == ours[0]:
        return 1
    return 1 if set(gold[1:]) and set(gold[1:]) <= set(ours[1:]) else 0


@cache
def _places(text: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in re.split(r":|\s-\s", text) if p.strip())


def judge_numbers(key: str, response: str) -> Verdict:
    """Return the verdict on numbers (guidelines 3.2.14): half right within a range or after "~"."""
    if key.replace(" ", "") == response.replace(" ", ""):
        return 2  # "6 -" and "6-"
    ours = re.findall(r"\d+", response)
    gold = re.findall(r"\d+", key)
    if len(ours) != 1 or not gold:
        return 0
    return 1 if ours[0] in gold else 0
