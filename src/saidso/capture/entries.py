"""Entries: the labels of a list of incidents, a day or a place before each ("July 4 -", "KIRKUK -").

Chronologies, daily lists of a wire, weekly reports of monitors and notices to ships tell one incident
after another, each under a label that stands before its words or on a line of its own. A text is such a
list where several blocks have a label of one form and few blocks between them have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from saidso.capture.datelines import no_places
from saidso.capture.dates import MONTH

_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{1,2}(?:st|nd|rd|th)?)?(?!:?\d)"
_YEAR = r"(?:19|20)\d\d\b"
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"(?:{MONTH}\s{_NUMBER}(?:,?\s{_YEAR})?|{_NUMBER}\s{MONTH}(?:,?\s{_YEAR})?"
    rf"|{_YEAR}[-/.]\d\d[-/.]\d\d\b|\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR})"
)
_HOUR = r"(?:[,:]?\s(?:at\s)?\d{1,2}[:.]?\d\d\s?(?:hrs?|hours|utc|gmt|lt)\b\.?)?"
_BULLET = r"(?:[•·▪●◦*]\s{0,3}|[-–—_]\s{1,3})?"
_FILE = r"(?:(?:no\.?|ref\.?|#)?\s?\d{1,4}[-–/]\d{2,4}\b[:.,)]?\s{1,3})?"
"""The number of a notice before its day: "045-17 12.05.2017"."""
_FIELD = r"(?:date(?: of (?:the )?incident)?\s?:\s{0,3}|(?:as )?(?:reported|updated) on\s)?"
_BEFORE_TEXT = re.compile(
    rf"{_BULLET}(?i:{_FILE})(?P<day>(?i:{_FIELD}{_DAY}{_HOUR}))(?:\s{{0,2}}[:–—-]+\s{{0,3}}|\s(?=[A-Z\d“\"]))(?=\S)"
)
_ALONE = re.compile(
    rf"{_BULLET}(?P<place>(?:(?:[A-ZÀ-Þ][\w.'’-]*|of|de|al-\w+|el|la),?\s){{0,6}}?)(?P<day>(?i:{_FIELD}{_DAY}{_HOUR}))\s?[:–—.,-]?\Z"
)
_PLACE = re.compile(
    rf"{_BULLET}(?P<place>[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]*){{0,4}}(?:,\s[\w.]+(?:\s[\w.]+)?)?)"
    rf"\s[-–—]{{1,2}}\s(?=[A-Z“\"])(?!(?i:{MONTH})\s\d)"
)
_COUNTRY = re.compile(
    rf"{_BULLET}(?:(?:[A-Z]|\d{{1,2}})[.)]\s{{1,3}})?(?:\([A-Z]{{1,2}}\)\s{{1,3}})?"
    rf"(?P<place>[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]*){{0,4}}):\s{{0,3}}(?=On\s(?i:{_DAY}))"
)
"""A country or sea in capitals before a sentence that opens with its day: "B. NIGERIA: On 8 May, pirates"."""
_LEAST = 3
"""So many labels make a list; two where each stands on a line of its own."""
_SHARE = 0.5
"""At least this share of the blocks from the first label before a text to the last one has one."""
_LONG = 12
"""Words of a block that may be another heading inside a list."""

Form = Literal["text", "alone", "place"]


def find_labels(texts: Sequence[str]) -> dict[int, int]:
    """Return the length of the label that opens a block, by block number; empty where there is no list.

    Only one form of label makes a list: of several, the one with the most labels.
    """
    forms: dict[Form, dict[int, int]] = {"text": {}, "alone": {}, "place": {}}
    for i, text in enumerate(texts):
        if match := _ALONE.match(text):
            forms["alone"][i] = len(text)
        elif match := _BEFORE_TEXT.match(text):
            forms["text"][i] = match.end()
        elif (match := _PLACE.match(text) or _COUNTRY.match(text)) and not no_places() & set(
            match["place"].split()
        ):
            forms["place"][i] = match.end()
    kept = [(len(labels), form) for form, labels in forms.items() if _is_list(texts, form, labels)]
    return forms[max(kept)[1]] if kept else {}


def _is_list(texts: Sequence[str], form: Form, labels: dict[int, int]) -> bool:
    """Return whether blocks with a label of one form are the entries of a list."""
    if form == "alone":
        return len(labels) > 1 and all(_has_text(texts, labels, i) for i in labels)
    if len(labels) < _LEAST:
        return False
    inside = texts[min(labels) : max(labels) + 1]
    prose = [t for t in inside if len(t.split()) >= _LONG]
    return len(labels) >= _SHARE * len(prose)


def _has_text(texts: Sequence[str], labels: dict[int, int], label: int) -> bool:
    """Return whether a line with a day is followed by words of its own before the next such line."""
    for i in range(label + 1, len(texts)):
        if i in labels:
            return False
        if len(texts[i].split()) >= _LONG // 2:
            return True
    return False
