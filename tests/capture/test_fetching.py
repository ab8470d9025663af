"""Fetching from a real server on loopback: polite, bounded, and never where it may not go."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from saidso.capture import Capture, capture, find, report
from saidso.capture.addresses import networks, permitted
from saidso.capture.fetching import Fetched, Fetcher, Manners
from saidso.errors import InputError, UsageError
from saidso.record import decode

STORY = (
    "Gunmen kidnapped two engineers near the town of Gao in Mali on Monday, the mayor said. "
    "The foreign ministry said that it was aware of the case and spoke with the families."
)
PAGE = f"<html><head><title>Two kidnapped</title></head><body><article><p>{STORY}</p></article>"
ROBOTS = b"User-agent: *\nAllow: /\n\nUser-agent: saidso\nDisallow: /private\n"


class Site(BaseHTTPRequestHandler):
    """The pages of a server that is partly friendly."""

    asked: list[tuple[float, str]]
    robots: tuple[int, bytes] = (200, ROBOTS)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        type(self).asked.append((time.monotonic(), self.path))
        if self.path == "/robots.txt":
            self.answer(self.robots[1], status=self.robots[0], media="text/plain")
        elif self.path == "/packed":
            self.answer(gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
        elif self.path == "/bomb":
            self.answer(gzip.compress(b" " * 50_000_000), **{"Content-Encoding": "gzip"})
        elif self.path == "/chunked":
            self.protocol_version = "HTTP/1.1"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()))
        elif self.path == "/feed":
            self.answer(
                f"<rss version='2.0'><channel><title>The Post</title><item><title>A</title>"
                f"<description>{STORY}</description></item></channel></rss>".encode(),
                media="application/rss+xml",
            )
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/slow":
            time.sleep(3)
        elif self.path in ("/drops", "/endless"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            piece, pause = (b"a", 0.05) if self.path == "/drops" else (b"a" * 100_000, 0)
            try:
                while True:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(pause)
            except OSError:
                pass
        elif self.path == "/picture":
            self.answer(b"\x89PNG", media="image/png")
        elif self.path == "/empty":
            self.answer(b"")
        elif self.path == "/gone":
            self.answer(b"gone", status=404)
        elif self.path == "/rubbish":
            self.wfile.write(b"this is not HTTP at all\r\n\r\n")
        else:
            self.answer(PAGE.encode())

    def answer(
        self, body: bytes, *, status: int = 200, media: str = "text/html", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    """Start a server on loopback; gives its address and what it was asked."""
    own = type("Own", (Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", own
    server.shutdown()
    server.server_close()


QUICK = Manners(delay=0.0, connect=2.0, read=1.0, total=2.0, size=1_000_000)
HERE = networks(["127.0.0.1"])
Get = Callable[[str], Fetched]


@pytest.fixture
def get(site: tuple[str, type[Site]]) -> Iterator[Get]:
    fetcher = Fetcher(manners=QUICK, allowed=HERE)
    yield lambda path: fetcher.fetch(site[0] + path)
    fetcher.close()


@pytest.mark.parametrize("path", ["/page", "/packed", "/chunked", "/to//page", "/to//to//page"])
def test_page_is_kept_as_the_server_sent_it(get: Get, path: str) -> None:
    got = get(path)
    found = report(capture(got.url, got.record, "warc"))
    assert STORY in found.text
    assert found.url == got.url
    assert found.captured
    assert got.url.endswith("/page" if path.startswith("/to") else path)
    assert b"WARC-IP-Address: 127.0.0.1" in got.record
    assert len(got.exchanges) == 2 * (1 + path.count("/to/"))
    assert got.exchanges[0].startswith(b"WARC/1.1")


REFUSED = {
    "/slow": "did not answer in time",
    "/drops": "did not answer in time",
    "/endless": "larger than 1 MB",
    "/picture": "this is image/png, no page",
    "/empty": "the page is empty",
    "/gone": "answers 404 Not Found",
    "/loop": "sends us on more than 5 times",
    "/rubbish": "cannot be got",
    "/private/page": "robots.txt of this host does not allow it",
    "/to//private": "robots.txt of this host does not allow it",
    "/to/http://127.0.0.2/page": "127.0.0.2 stands for 127.0.0.2, which is no public address",
    "/to/http://169.254.169.254/latest": "169.254.169.254, which is no public address",
    "/to/http://[::1]/": "no public address",
    "/to/http://[::ffff:10.0.0.1]/": "no public address",
    "/to/http://2130706434/": "no public address",
    "/to/http://localhost.:1/": "cannot be got",
    "/to/ftp://news.example/a": "no http or https address",
    "/to/http://me:secret@127.0.0.1/": "user name",
}


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_not_got_is_named(get: Get, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as error:
        get(path)
    assert REFUSED[path] in str(error.value)
    assert "\n" not in str(error.value)
    assert time.monotonic() - began < 10


def test_loopback_is_not_asked_unless_allowed(site: tuple[str, type[Site]]) -> None:
    with pytest.raises(InputError, match=r"which is no public address.*--allow NETWORK"):
        Fetcher(manners=QUICK).fetch(f"{site[0]}/page")
    assert site[1].asked == []


def test_name_that_stands_for_two_addresses_is_asked_at_neither(
    site: tuple[str, type[Site]],
) -> None:
    port = site[0].rsplit(":", 1)[1]
    fetcher = Fetcher(
        manners=QUICK, allowed=HERE, resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"]
    )
    with pytest.raises(InputError, match=r"news\.example stands for 10\.0\.0\.1"):
        fetcher.fetch(f"http://news.example:{port}/page")
    assert site[1].asked == []


def test_connection_goes_to_the_address_that_was_checked(site: tuple[str, type[Site]]) -> None:
    """A name server that gives another address the second time: the connection never asks it again."""
    port = site[0].rsplit(":", 1)[1]
    answers: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        answers.append("127.0.0.1" if len(answers) % 2 == 0 else "10.0.0.1")
        return [answers[-1]]

    fetcher = Fetcher(manners=QUICK, allowed=HERE, resolve=changing)
    with pytest.raises(InputError, match=r"stands for 10\.0\.0\.1"):
        fetcher.fetch(f"http://news.example:{port}/page")
    assert len(answers) == 2, "one look-up for robots.txt, one for the page"
    assert [path for _, path in site[1].asked] == ["/robots.txt"]


def test_host_header_is_the_name(site: tuple[str, type[Site]]) -> None:
    port = site[0].rsplit(":", 1)[1]
    fetcher = Fetcher(manners=QUICK, allowed=HERE, resolve=lambda host, port: ["127.0.0.1"])
    got = fetcher.fetch(f"http://news.example:{port}/page")
    assert f"Host: news.example:{port}".encode() in got.exchanges[0]


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ((404, b""), "/private", True),
        ((500, b""), "/page", False),
        ((200, b"User-agent: *\nDisallow: /\n"), "/page", False),
        ((200, b"\xff\xfe\x00 rubbish"), "/page", True),
        ((200, b"User-agent: saidso\nCrawl-delay: 999\n"), "/page", False),
    ],
)
def test_robots(
    site: tuple[str, type[Site]], robots: tuple[int, bytes], path: str, allowed: bool
) -> None:
    site[1].robots = robots
    fetcher = Fetcher(manners=QUICK, allowed=HERE)
    if allowed:
        assert fetcher.fetch(site[0] + path)
    else:
        with pytest.raises(InputError, match=r"robots\.txt"):
            fetcher.fetch(site[0] + path)


def test_one_host_is_not_asked_too_often(site: tuple[str, type[Site]]) -> None:
    site[1].robots = (200, b"User-agent: *\nCrawl-delay: 0.4\n")
    fetcher = Fetcher(manners=Manners(delay=0.2), allowed=HERE)
    for number in range(3):
        fetcher.fetch(f"{site[0]}/page-{number}")
    at = [moment for moment, _ in site[1].asked]
    assert [path for _, path in site[1].asked] == ["/robots.txt", "/page-0", "/page-1", "/page-2"]
    assert all(b - a > 0.35 for a, b in itertools.pairwise(at[1:]))


@pytest.mark.parametrize(
    "text", ["", "news", "ftp://news.example", "http://", "http://a b/", "x:y"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(InputError, match="address"):
        Fetcher(manners=QUICK).fetch(text)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert permitted(address, []) is public


def test_networks_that_are_none() -> None:
    with pytest.raises(UsageError, match="--allow here"):
        networks(["here"])


def _saidso(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "saidso", *arguments], cwd=cwd, capture_output=True
    )


def test_command(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    pages = [f"{site[0]}/{name}" for name in ("page", "gone", "feed", "bomb")]
    options = ["--allow", "127.0.0.1", "--delay", "0", "--warc", "got.warc.gz"]
    out = _saidso("fetch", *pages, *options, "--json", "--store", "s.db", cwd=tmp_path)
    assert out.returncode == 1
    records = [decode(line) for line in out.stdout.splitlines()]
    assert records[0].report.name == pages[0]
    assert records[1].report.outlet == "The Post"
    gone, bomb = out.stderr.decode().splitlines()
    assert "404 Not Found" in gone
    assert "unpacks to more than 20 MB" in bomb
    whole = _saidso("verify", "--store", "s.db", cwd=tmp_path)
    assert whole.returncode == 0, whole.stderr
    again = [f for f in find([str(tmp_path / "got.warc.gz")]) if isinstance(f, Capture)]
    assert [f.sha256 for f in again] == [r.report.id for r in records]
