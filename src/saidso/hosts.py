"""Under which names a server of ours may be asked, and from which pages.

A page elsewhere may make its own name point to this computer (DNS rebinding), or send a body here: the
name in the request (RFC 9110, 7.2), its Origin (RFC 6454) and Sec-Fetch-Site (W3C Fetch Metadata) tell.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


def foreign_name(host: str, known: frozenset[str] | None) -> Literal["none", "unknown"] | None:
    """Return why a request under this name is refused: it is none, or none of those known (None: any)."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return "none"
    return "unknown" if known is not None and name not in known else None


def foreign_page(host: str, origin: str | None, site: str | None) -> bool:
    """Return whether a request came from a page of another site than `host`."""
    try:
        elsewhere = origin is not None and urlsplit(origin).netloc != host
    except ValueError:
        return True
    return elsewhere or site not in (None, "same-origin", "none")
