"""Connections that go only where they may, and that end in time.

Each connection is made to an address that was checked just before, and to no other: the name is not
looked up a second time, so that an answer of the name server that changes in between changes nothing.
TLS still checks the certificate against the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore2

from saidso.capture.addresses import Network, Resolve, permitted


class Forbidden(Exception):
    """A host that stands for an address that may not be asked."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} stands for {address}, which is no public address")


class Late(Exception):
    """The time for one page is over."""


class Clock:
    """The time that is left for what is being fetched."""

    def __init__(self) -> None:
        self.end = float("inf")

    def start(self, seconds: float) -> None:
        """Give so many seconds from now."""
        self.end = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Return the seconds that are left, `most` at most; raises Late."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise Late
        return left if most is None else min(left, most)


class Guarded(httpcore2.NetworkBackend):
    """Makes connections for httpcore2."""

    def __init__(self, allowed: Sequence[Network], resolve: Resolve, clock: Clock) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._clock = clock
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to an address of `host`; raises Forbidden where one of them may not be asked."""
        try:
            addresses = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"there is no host {host}") from error
        for address in addresses:
            if not permitted(address, self._allowed):
                raise Forbidden(host, address)
        last: Exception = httpcore2.ConnectError(f"there is no host {host}")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._clock.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
            else:
                return _Timed(stream, self._clock)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refuse: pages come over the network."""
        raise Forbidden(path, path)


class _Timed(httpcore2.NetworkStream):
    """A stream whose every step ends by the clock, so that drops of bytes cannot keep it open."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._clock.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
