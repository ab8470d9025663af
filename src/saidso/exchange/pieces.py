"""Pieces of one JSON object whose lists are not held: together, to the byte, what msgspec would write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec


class Rows(msgspec.Struct, frozen=True):
    """A member of the object: its name and the items of its list."""

    name: str
    items: Iterable[Any]


class Pairs(msgspec.Struct, frozen=True):
    """A member of the object that is a mapping: its name and its pairs, sorted."""

    name: str
    items: Iterable[tuple[str, Any]]


Write: TypeAlias = Callable[[object, bytes], bytes]
"""Takes a value and how far from the left it stands."""


def compact(members: Iterable[Rows | Pairs]) -> Iterator[bytes]:
    """Yield the object on one line."""
    yield from _object(members, _plain, b"", b"")


def laid_out(members: Iterable[Rows | Pairs]) -> Iterator[bytes]:
    """Yield the object as `msgspec.json.format` lays it out."""
    yield from _object(members, _formatted, b"\n", b" ")


def mapping(items: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """Yield an object of sorted pairs as `msgspec.json.format` lays it out."""
    yield from _list(Pairs("", items), _formatted, b"\n", b" ", b"")


def _plain(value: object, _: bytes) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _formatted(value: object, indent: bytes) -> bytes:
    return msgspec.json.format(_plain(value, b"")).replace(b"\n", b"\n" + indent)


def _object(
    members: Iterable[Rows | Pairs], write: Write, end: bytes, gap: bytes
) -> Iterator[bytes]:
    before = b"{"
    inner = gap * 2
    for member in members:
        yield before + end + inner + _plain(member.name, b"") + b":" + gap
        yield from _list(member, write, end, gap, inner)
        before = b","
    yield end + b"}" if before == b"," else b"{}"


def _list(
    member: Rows | Pairs, write: Write, end: bytes, gap: bytes, indent: bytes
) -> Iterator[bytes]:
    """Yield a list or mapping that stands `indent` from the left."""
    opens, closes = (b"{", b"}") if isinstance(member, Pairs) else (b"[", b"]")
    inner = indent + gap * 2
    before = opens
    for item in member.items:
        named = b""
        if isinstance(member, Pairs):
            name, item = item
            named = _plain(name, b"") + b":" + gap
        yield before + end + inner + named + write(item, inner)
        before = b","
    yield end + indent + closes if before == b"," else opens + closes
