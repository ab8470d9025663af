"""Which network addresses may be asked for a page: public ones, and what the user allows besides.

A page may redirect to any name, and any name may stand for any address; without this a page could
make saidso ask the services of the machine and the network that it runs in.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from saidso.errors import UsageError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""Takes a host name and a port, and returns its addresses; raises OSError where it has none."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""
_6TO4 = ipaddress.ip_network("2002::/16")
"""The same by another way (RFC 3056)."""


def networks(given: Iterable[str]) -> list[Network]:
    """Return the networks that a user allows ("127.0.0.1", "10.0.0.0/8"); raises UsageError."""
    out: list[Network] = []
    for one in given:
        try:
            out.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            help = "give an address or a network like 10.0.0.0/8"
            raise UsageError(f"--allow {one}: this is no network", help=help) from None
    return out


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that a name has now, as the system knows it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def permitted(address: str, allowed: Iterable[Network]) -> bool:
    """Return whether an address may be asked: a public one, or one of `allowed`."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        _public(one) or any(one in network for network in allowed if network.version == one.version)
        for one in _meant(found)
    )


def _public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _meant(address: Address) -> list[Address]:
    """Return the address, or the IPv4 address that it stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if address in _6TO4:
        return [ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)]
    if address.teredo is not None:
        return list(address.teredo)
    return [address]
