"""The error tree. Each error says in one sentence what is wrong and what to do.

SaidsoError            exit code 1
├── InputError         a report that cannot be read; the others still are
├── StoreError         the store cannot be opened, read or written
├── ModelError         the model folder is missing something or damaged
└── UsageError         exit code 2: the call itself is wrong
"""

from __future__ import annotations

import re
from typing import ClassVar

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def one_line(text: str) -> str:
    """Return `text` safe to print: control, bidirectional and lone surrogate characters escaped."""
    return _UNPRINTABLE.sub(lambda m: ascii(m[0])[1:-1], text)


class SaidsoError(Exception):
    """Base of all errors that a user may see; `str(error)` is the whole message, one line."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, help: str = "") -> None:
        self.what = what
        self.help = help
        super().__init__(one_line(f"{what}; {help}" if help else what))

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error travel between processes, whatever its own constructor asks for."""
        return (_rebuilt, (type(self), self.args, self.__dict__))


class InputError(SaidsoError):
    """One report cannot be read. `name` is the input as the user gave it."""

    def __init__(self, name: str, what: str, *, help: str = "") -> None:
        self.name = name
        super().__init__(f"{name}: {what}", help=help)


def of_ours(name: str, fault: Exception) -> InputError:
    """Return the InputError for a report on which a fault of saidso itself broke."""
    what = f"a fault of saidso stopped the reading ({type(fault).__name__}: {fault})"
    return InputError(name, what[:400], help="please report it with the page")


class StoreError(SaidsoError):
    """The store cannot be opened, read or written."""


class ModelError(SaidsoError):
    """The model folder is missing something or damaged."""


class UsageError(SaidsoError):
    """The call itself is wrong."""

    exit_code: ClassVar[int] = 2


def _rebuilt(
    kind: type[SaidsoError], args: tuple[object, ...], fields: dict[str, object]
) -> SaidsoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(fields)
    return error
