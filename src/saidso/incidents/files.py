"""Files of knowledge that a user may add: YAML read with care, and errors that say where."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from saidso.errors import UsageError

MOST = 1_000_000
"""A file has at most this many bytes."""
_DEEPEST = 20
Kind = TypeVar("Kind")


def read(path: Path, what: str) -> bytes:
    """Return the bytes of a file; raises UsageError, `what` it is in words, where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as error:
        raise UsageError(
            f"{path}: the {what} cannot be read ({error.strerror or error})"
        ) from error


def parsed(name: str, data: bytes, *, what: str, help: str) -> Any:
    """Return what the YAML of a file holds; raises UsageError with the line where it is none."""
    if len(data) > MOST:
        raise UsageError(f"{name}: a {what} has at most {MOST:,} bytes")
    try:
        _guard(data)
        return yaml.load(data, yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" line {where.line + 1}" if where is not None else ""
        raise UsageError(f"{name}:{line} is not YAML", help=help) from error


def converted(name: str, label: str, item: object, kind: type[Kind]) -> Kind:
    """Return `item` as `kind`; raises UsageError with the field where it has another form."""
    try:
        return msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        what, _, field = str(error).partition(" - at `$")
        at = f" at {field.rstrip('`').lstrip('.')}" if field.strip("`") else ""
        raise UsageError(f"{name}: {label}{at}: {what[:1].lower()}{what[1:]}") from error


def _guard(data: bytes) -> None:
    """Raise YAMLError for aliases and deep nesting, by which a small file could become huge."""
    depth = 0
    for event in yaml.parse(data, yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            raise yaml.YAMLError("aliases or deep nesting")
