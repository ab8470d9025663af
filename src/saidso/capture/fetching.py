"""Pages from the web, politely: robots.txt, one request at a time, limits of time and size.

What is asked and answered is kept as WARC records, redirects too. Each request goes through
`connections`, so every redirect is checked like the first address.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpcore2
import httpx2
import msgspec

from saidso import __version__
from saidso.capture.addresses import Network, Resolve, resolve
from saidso.capture.captures import MAX_BYTES
from saidso.capture.connections import Clock, Forbidden, Guarded, Late
from saidso.capture.responses import kind_of
from saidso.errors import InputError

AGENT = "saidso"
"""The name that robots.txt may call us by."""
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS = 512_000
"""Bytes of a robots.txt that are read (RFC 9309, 2.5, asks for 500 KiB at least)."""
_HOST = re.compile(rb"[A-Za-z0-9_.:-]+")
_LONGEST_WAIT = 120.0
"""Seconds between two requests that a robots.txt may ask for; a host that asks for more is left."""


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How fetching behaves: seconds, bytes, and how often a page may send us on."""

    delay: float = 2.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = MAX_BYTES
    redirects: int = 5


class Fetched(msgspec.Struct, frozen=True):
    """A page: where it was in the end, the WARC record of the answer, and those of all exchanges."""

    asked: str
    url: str
    record: bytes
    exchanges: list[bytes]


class _Answer(msgspec.Struct, frozen=True):
    status: int
    location: str | None
    media: str
    body: bytes
    records: list[bytes]


class _Refused(Exception):
    """Why a page was not got, in words, and what to do."""

    def __init__(self, what: str, help: str = "") -> None:
        super().__init__(what)
        self.help = help


class _Shut(_Refused):
    """The address may not be asked at all."""


class Fetcher:
    """Fetches pages one after the other; `allowed` are networks that may be asked besides public ones."""

    def __init__(
        self,
        *,
        manners: Manners | None = None,
        allowed: Sequence[Network] = (),
        resolve: Resolve = resolve,
    ) -> None:
        self._manners = manners or Manners()
        self._clock = Clock()
        self._pool = httpcore2.ConnectionPool(
            max_connections=4, network_backend=Guarded(allowed, resolve, self._clock)
        )
        self._robots: dict[str, Any] = {}
        self._last: dict[str, float] = {}

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def fetch(self, asked: str) -> Fetched:
        """Return a page; raises InputError where it may not be got, or cannot be."""
        exchanges: list[bytes] = []
        try:
            url = _url(asked)
            for _ in range(self._manners.redirects + 1):
                self._ask_robots(url)
                answer = self._get(url, pages=True, size=self._manners.size)
                exchanges += answer.records
                if answer.status not in _REDIRECTS or not answer.location:
                    break
                url = _url(str(url.join(answer.location)))
            else:
                raise _Refused(f"it sends us on more than {self._manners.redirects} times")
            if answer.status != 200:
                raise _Refused(
                    f"the server answers {answer.status} {_reason(answer.status)}".strip()
                )
            if not answer.body.strip():
                raise _Refused("the page is empty")
        except _Refused as refused:
            raise InputError(asked, str(refused), help=refused.help) from None
        return Fetched(asked, str(url), answer.records[-1], exchanges)

    def _ask_robots(self, url: httpx2.URL) -> None:
        """Raise _Refused where the robots.txt of the host does not want us to get this."""
        rules = self._rules(url)
        if rules is None:
            return
        if not rules.can_fetch(str(url), AGENT):
            help = "ask the outlet, or save the page in a browser"
            raise _Refused("the robots.txt of this host does not allow it", help)
        if (rules.crawl_delay(AGENT) or 0) > _LONGEST_WAIT:
            raise _Refused(
                f"the robots.txt asks for more than {_LONGEST_WAIT:.0f} s between requests"
            )

    def _rules(self, url: httpx2.URL) -> Any:
        """Return the rules of a host, None where it has none (RFC 9309, 2.3.1)."""
        from protego import Protego

        origin = f"{url.scheme}://{url.netloc.decode()}"
        if origin not in self._robots:
            at = httpx2.URL(f"{origin}/robots.txt")
            try:
                for _ in range(self._manners.redirects + 1):
                    answer = self._get(at, pages=False, size=_ROBOTS)
                    if answer.status not in _REDIRECTS or not answer.location:
                        break
                    at = _url(str(at.join(answer.location)))
            except _Shut:
                raise
            except _Refused as refused:
                self._robots[origin] = str(refused)
            else:
                if answer.status == 200:
                    text = answer.body.decode("utf-8", "replace")
                    self._robots[origin] = Protego.parse(text)
                elif answer.status >= 500 or answer.status == 429:
                    self._robots[origin] = f"the server answers {answer.status}"
                else:
                    self._robots[origin] = None
        found = self._robots[origin]
        if isinstance(found, str):
            what = f"the robots.txt of this host cannot be got ({found}), so nothing is got from it"
            raise _Refused(what, "try again later")
        return found

    def _get(self, url: httpx2.URL, *, pages: bool, size: int) -> _Answer:
        """Return one answer; raises _Refused. With `pages`, the body of what is no page is not got."""
        self._wait(url)
        self._clock.start(self._manners.total)
        asked = [
            (b"Host", url.netloc),
            (b"User-Agent", f"{AGENT}/{__version__}".encode()),
            (b"Accept", b"text/html,application/xhtml+xml,application/rss+xml,*/*;q=0.1"),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Connection", b"close"),
        ]
        times = {
            "connect": self._manners.connect,
            "read": self._manners.read,
            "write": self._manners.connect,
            "pool": self._manners.connect,
        }
        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        try:
            with self._pool.stream(
                b"GET", target, headers=asked, extensions={"timeout": times}
            ) as response:
                got = datetime.now(UTC)
                media = _header(response.headers, b"content-type")
                moved = response.status in _REDIRECTS
                if pages and response.status == 200 and media and kind_of(media) is None:
                    raise _Refused(f"this is {media.split(';')[0][:60]}, no page")
                body = b"" if moved else _body(response, size, cut=not pages)
                peer = response.extensions["network_stream"].get_extra_info("server_addr")
                return _Answer(
                    response.status,
                    _header(response.headers, b"location") or None,
                    media,
                    body,
                    _records(str(url), asked, url.raw_path, response, body, got, peer),
                )
        except Forbidden as error:
            help = "--allow NETWORK lets you get pages from your own network"
            raise _Shut(str(error), help) from None
        except (Late, httpcore2.TimeoutException):
            raise _Refused("the server did not answer in time", "try again later") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            said = " ".join(str(error).split())[:150]
            raise _Refused(f"it cannot be got ({said or type(error).__name__})") from None
        finally:
            self._last[url.host] = time.monotonic()

    def _wait(self, url: httpx2.URL) -> None:
        """Wait until the host may be asked again."""
        delay = self._manners.delay
        rules = self._robots.get(f"{url.scheme}://{url.netloc.decode()}")
        if rules is not None and not isinstance(rules, str):
            delay = max(delay, min(rules.crawl_delay(AGENT) or 0.0, _LONGEST_WAIT))
        since = time.monotonic() - self._last.get(url.host, float("-inf"))
        if since < delay:
            time.sleep(delay - since)


def _url(text: str) -> httpx2.URL:
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise _Refused("this is no address of a page") from None
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host):
        raise _Refused("this is no http or https address", "give one like https://news.example/a")
    if url.userinfo:
        raise _Refused("addresses with a user name are not asked")
    return url.copy_with(fragment=None)


def _header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> str:
    return next((v.decode("latin-1").strip() for k, v in headers if k.lower() == name), "")


def _reason(status: int) -> str:
    try:
        return str(httpx2.codes.get_reason_phrase(status))
    except ValueError:
        return ""


def _body(response: httpcore2.Response, size: int, *, cut: bool) -> bytes:
    """Return the body as it was sent, chunks joined; raises _Refused where it is too large."""
    parts: list[bytes] = []
    got = 0
    for part in response.iter_stream():
        parts.append(part)
        got += len(part)
        if got > size:
            if cut:
                break
            raise _Refused(f"larger than {size / 1_000_000:.3g} MB")
    return b"".join(parts)[:size]


def _records(
    url: str,
    asked: Sequence[tuple[bytes, bytes]],
    target: bytes,
    response: httpcore2.Response,
    body: bytes,
    got: datetime,
    peer: Any,
) -> list[bytes]:
    """Return request and answer as WARC records, in that order."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    version = response.extensions.get("http_version", b"HTTP/1.1").decode("ascii")
    phrase = response.extensions.get("reason_phrase", b"").decode("latin-1")
    head = [
        # the body is kept with its chunks joined: the header must not say otherwise
        ("X-Archive-Orig-" * (name.lower() == b"transfer-encoding") + name.decode("latin-1"), value)
        for name, raw in response.headers
        for value in [raw.decode("latin-1")]
    ]
    about = {"WARC-Date": got.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if peer:
        about["WARC-IP-Address"] = str(peer[0])
    request = StatusAndHeaders(
        f"GET {target.decode('ascii')} HTTP/1.1",
        [(k.decode(), v.decode("latin-1")) for k, v in asked],
        is_http_request=True,
    )
    answer = StatusAndHeaders(f"{response.status} {phrase}".strip(), head, protocol=version)
    out = []
    for kind, headers, payload in (("request", request, b""), ("response", answer, body)):
        stream = io.BytesIO()
        writer = WARCWriter(stream, gzip=False, warc_version="1.1")
        record = writer.create_warc_record(
            url, kind, io.BytesIO(payload), http_headers=headers, warc_headers_dict=dict(about)
        )
        writer.write_record(record)
        out.append(stream.getvalue().removesuffix(b"\r\n\r\n"))
    return out
