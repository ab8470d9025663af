"""Cells that break no row and run in no spreadsheet, and the way back.

A cell is one line: each control character, line or paragraph separator in it becomes a space, a
lone surrogate the replacement character. A cell that begins with = + - or @, which spreadsheets
run as a formula, gets an apostrophe before it, unless it is a plain number; so does one whose
apostrophes stand before such a sign, so that `restored` gives back every cell exactly. (OWASP, "CSV
injection".)
"""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_RUNS = re.compile(r"'*[=+\-@＝＋－＠]")
_RAN = re.compile(r"'+[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")


def one_cell(text: str) -> str:
    """Return `text` as one line."""
    return _SURROGATES.sub("�", _BREAKS.sub(" ", text)).strip(" ")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs; `restored` undoes it."""
    return f"'{cell}" if _RUNS.match(cell) and not _NUMBER.match(cell) else cell


def restored(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if _RAN.match(cell) else cell


LARGEST = 2**63 - 1
"""The largest whole number of a column of 64 bits (SQLite, Parquet)."""


def storable(value: object) -> object:
    """Return a value as a database takes it: text in UTF-8 without NUL, whole numbers of 64 bits."""
    if isinstance(value, str):
        return value.replace("\x00", " ").encode("utf-8", "replace").decode()
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-LARGEST, min(value, LARGEST))
    return value
