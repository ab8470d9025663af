"""WARC files at the door: pages with address and time, damage named, nothing unbounded."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from saidso.capture import Capture, captures, find, framing, report, responses
from saidso.errors import InputError

STORY = (
    "Two farmers were wounded when gunmen opened fire on a market in the town of Darvo. "
    "The mayor said that the attackers had fled across the river before police arrived. "
    "Nobody had claimed the attack by the evening, and the road to the coast stayed closed."
)
PAGE = (
    "<html><head><title>Gunmen wound two farmers in Darvo</title></head><body><article>"
    f"<h1>Gunmen wound two farmers in Darvo</h1><p>{STORY}</p></article></body></html>"
)
DATE = "2021-05-04T10:00:00Z"


def written(path: Path, *records: tuple[str, bytes, dict[str, str]], packed: bool = True) -> Path:
    """Write a WARC file of responses (address, body, HTTP headers) with warcio's own writer."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for url, body, headers in records:
            status = headers.pop("status", "200 OK")
            head = StatusAndHeaders(
                status, [("Content-Type", "text/html"), *headers.items()], protocol="HTTP/1.1"
            )
            if "Content-Type" in headers:
                head.headers = list(headers.items())
            record = writer.create_warc_record(
                url,
                "response",
                io.BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": DATE},
            )
            writer.write_record(record)
    return path


def page(word: str = "Darvo") -> bytes:
    return PAGE.replace("Darvo", word).encode()


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_each_page_is_a_report_with_its_address_and_time(tmp_path: Path, packed: bool) -> None:
    path = written(
        tmp_path / ("crawl.warc.gz" if packed else "crawl.warc"),
        ("http://news.example/1", page(), {}),
        ("http://news.example/a.png", b"\x89PNG", {"Content-Type": "image/png"}),
        ("http://news.example/gone", page("Nowhere"), {"status": "404 Not Found"}),
        ("http://news.example/moved", b"", {"status": "301 Moved", "Location": "/1"}),
        ("http://news.example/2", page("Belt"), {}),
        packed=packed,
    )
    found = list(find([str(path)]))
    assert [f.name for f in found if isinstance(f, Capture)] == [
        "http://news.example/1",
        "http://news.example/2",
    ]
    for one, town in zip(found, ("Darvo", "Belt"), strict=True):
        assert isinstance(one, Capture)
        got = report(one)
        assert got.url == one.name
        assert got.captured == DATE
        assert got.published is None, "the time of the capture is no day of publication"
        assert f"town of {town}" in got.text
        assert got.id == one.sha256
        assert one.data.startswith(b"WARC/1.0")
        assert report(captures.capture(one.name, one.data, "warc")) == got


CODED = {
    "gzip": (gzip.compress(page()), {"Content-Encoding": "gzip"}),
    "zlib": (zlib.compress(page()), {"Content-Encoding": "deflate"}),
    "deflate": (zlib.compress(page())[2:-4], {"Content-Encoding": "deflate"}),
    "chunked": (
        b"%x;note=1\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
        % (99, page()[:99], len(page()) - 99, page()[99:]),
        {"Transfer-Encoding": "chunked"},
    ),
    "both": (
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(page())), gzip.compress(page())),
        {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
    ),
    "br": (brotli.compress(page()), {"Content-Encoding": "br"}),
    "zstd": (zstandard.compress(page()), {"Content-Encoding": "ZSTD"}),
    "zstd in two frames": (
        zstandard.compress(page()[:80]) + zstandard.compress(page()[80:]),
        {"Content-Encoding": "zstd"},
    ),
    "said to be chunked": (page(), {"Transfer-Encoding": "chunked"}),
    "said to be gzip": (page(), {"Content-Encoding": "gzip"}),
    "no type": (page(), {"Content-Type": ""}),
    "charset": (
        page("Café").decode().encode("cp1251", "xmlcharrefreplace"),
        {"Content-Type": "text/html; charset=windows-1251"},
    ),
}


@pytest.mark.parametrize("how", CODED)
def test_bodies_as_servers_send_them(tmp_path: Path, how: str) -> None:
    body, headers = CODED[how]
    path = written(tmp_path / "a.warc.gz", ("http://news.example/1", body, dict(headers)))
    (found,) = find([str(path)])
    assert isinstance(found, Capture), found
    assert "opened fire on a market" in report(found).text


def _looking_far_back() -> bytes:
    """Return a body that needs 128 MB of memory to be unpacked."""
    far = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=False)
    packer = zstandard.ZstdCompressor(compression_params=far).compressobj()
    return packer.compress(page()) + packer.flush()


BROKEN = {
    "coding": (b"xx", {"Content-Encoding": "compress"}, "'compress', which is not read"),
    "br bomb": (brotli.compress(b"a" * 30_000_000), {"Content-Encoding": "br"}, "more than 20 MB"),
    "br cut": (brotli.compress(page())[:-20], {"Content-Encoding": "br"}, "cut off"),
    "br damaged": (b"\xff" * 40, {"Content-Encoding": "br"}, "damaged"),
    "zstd bomb": (
        zstandard.compress(b"a" * 30_000_000),
        {"Content-Encoding": "zstd"},
        "more than 20 MB",
    ),
    "zstd bombs": (
        zstandard.compress(b"a" * 6_000_000) * 4000,
        {"Content-Encoding": "zstd"},
        "more than 20 MB",
    ),
    "zstd cut": (zstandard.compress(page())[:-20], {"Content-Encoding": "zstd"}, "cut off"),
    "zstd damaged": (page(), {"Content-Encoding": "zstd"}, "damaged"),
    "zstd window": (_looking_far_back(), {"Content-Encoding": "zstd"}, "damaged"),
    "bomb": (gzip.compress(b"a" * 30_000_000), {"Content-Encoding": "gzip"}, "more than 20 MB"),
    "cut": (gzip.compress(page())[:-20], {"Content-Encoding": "gzip"}, "cut off"),
    "damaged": (b"\x1f\x8b\x08" + b"\0" * 30, {"Content-Encoding": "gzip"}, "damaged"),
    "chunk": (b"ff0\r\n" + page(), {"Transfer-Encoding": "chunked"}, "chunk is cut off"),
    "chunks": (b"5\r\n<html\r\nzz\r\n", {"Transfer-Encoding": "chunked"}, "chunks are damaged"),
    "large": (b"a" * 20_100_000, {}, "larger than 20 MB"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_record_that_cannot_be_read_is_named_and_the_rest_read(tmp_path: Path, how: str) -> None:
    body, headers, said = BROKEN[how]
    path = written(
        tmp_path / "a.warc.gz",
        ("http://news.example/bad", body, dict(headers)),
        ("http://news.example/good", page(), {}),
    )
    bad, good = find([str(path)])
    assert isinstance(bad, InputError)
    assert said in str(bad)
    assert "a.warc.gz, record at byte" in str(bad)
    assert isinstance(good, Capture)


def _three(tmp_path: Path, *, packed: bool) -> tuple[Path, list[int]]:
    """Return a file of three pages, and where their records begin."""
    records = [(f"http://news.example/{n}", page(f"Town{n}"), {}) for n in range(3)]
    path = written(tmp_path / ("a.warc.gz" if packed else "a.warc"), *records, packed=packed)
    with path.open("rb") as stream:
        wanted = framing.frames(stream, lambda header: responses.record_type(header) == "response")
        return path, [f.offset for f in wanted if f.block is not None]


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_file_that_ends_early(tmp_path: Path, packed: bool) -> None:
    path, starts = _three(tmp_path, packed=packed)
    data = path.read_bytes()
    for cut in (starts[2] + 3, starts[2] + 60, len(data) - 30):
        path.write_bytes(data[:cut])
        *good, bad = find([str(path)])
        assert [f.name[-1] for f in good if isinstance(f, Capture)] == ["0", "1"]
        assert isinstance(bad, InputError)


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_damage_in_one_record_leaves_the_others(tmp_path: Path, packed: bool) -> None:
    path, starts = _three(tmp_path, packed=packed)
    data = bytearray(path.read_bytes())
    at = starts[1] + (60 if packed else 0)
    data[at : at + 9] = b"\xff" * 9
    path.write_bytes(data)
    first, bad, last = find([str(path)])
    assert isinstance(first, Capture)
    assert isinstance(bad, InputError)
    assert f"record at byte {starts[1]}" in str(bad)
    assert isinstance(last, Capture)
    assert last.name.endswith("2")


def test_header_without_end_and_member_without_end_stay_small(tmp_path: Path) -> None:
    """Half a gigabyte of zeros in half a megabyte of gzip: neither header nor block is held."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = pack.compress(b"WARC/1.0\r\nWARC-Type: response\r\nX: ")
    for _ in range(500):
        bomb += pack.compress(b"0" * 1_000_000)
    bomb += pack.flush()
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    long = pack.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 500000000\r\n\r\n")
    for _ in range(500):
        long += pack.compress(b"0" * 1_000_000)
    long += pack.flush()
    good = written(tmp_path / "good.warc.gz", ("http://news.example/1", page(), {})).read_bytes()
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bomb + long + good)
    import tracemalloc

    tracemalloc.start()
    first, second, last = find([str(path)])
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert "header is too long" in str(first)
    assert "larger than 20 MB" in str(second)
    assert isinstance(last, Capture)


def test_many_records_in_one_gzip_member(tmp_path: Path) -> None:
    """Against the standard, and made by everyone who calls gzip on a .warc."""
    path, _ = _three(tmp_path, packed=False)
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    assert [type(f) for f in find([str(whole)])] == [Capture] * 3


def test_revisits(tmp_path: Path) -> None:
    """A revisit of a page in the same file is that page; else it is named."""
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        first = writer.create_warc_record(
            "http://news.example/1", "response", io.BytesIO(page()), http_headers=head
        )
        writer.write_record(first)
        digest = first.rec_headers.get_header("WARC-Payload-Digest")
        for url, known in (("http://news.example/1", digest), ("http://news.example/2", "sha1:AA")):
            writer.write_record(
                writer.create_revisit_record(url, known, url, DATE, http_headers=head)
            )
    found = list(find([str(path)]))
    assert [type(f) for f in found] == [Capture, InputError]
    assert "a revisit of a page that this archive does not hold (http://news.example/2)" in str(
        found[1]
    )


def test_truncated_record_is_read_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/1\r\n"
        f"WARC-Date: {DATE}\r\nWARC-Truncated: length\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + body + b"\r\n\r\n")
    (found,) = find([str(path)])
    assert isinstance(found, Capture)
    assert report(found).truncated


def test_text_of_a_conversion_record_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://news.example/1\r\n"
        f"WARC-Date: {DATE}\r\nContent-Type: text/plain\r\nContent-Length: {len(STORY)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + STORY.encode() + b"\r\n\r\n")
    (found,) = find([str(path)])
    assert isinstance(found, Capture)
    assert report(found).text == STORY


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nshort",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\nContent-Length: 4\r\n\r\nnope",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nnope\r\n\r\n",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"WARC/1.0",
        gzip.compress(b"WARC/1.0\r\nno", mtime=0),
    ],
)
def test_nonsense_is_named_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    found = list(find([str(tmp_path / "a.warc")]))
    assert found
    assert all(isinstance(f, InputError) and "\n" not in str(f) for f in found)


def test_hostile_record_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.warc"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a b\x1b[31m\r\n"
        f"WARC-Date: {DATE}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + body)
    for found in find([str(path)]):
        if isinstance(found, Capture):
            report(found)
    assert capfd.readouterr() == ("", "")


def test_standard_input_and_unknown_suffix(tmp_path: Path) -> None:
    path, _ = _three(tmp_path, packed=True)
    assert [type(f) for f in find(["-"], stdin=io.BytesIO(path.read_bytes()))] == [Capture] * 3
    path.rename(tmp_path / "crawl.bin")
    assert [type(f) for f in find([str(tmp_path / "crawl.bin")])] == [Capture] * 3
    with (tmp_path / "crawl.bin").open("rb") as pipe:
        unseekable = io.BufferedReader(_Pipe(pipe))
        assert [type(f) for f in find(["-"], stdin=unseekable)] == [Capture] * 3


class _Pipe(io.RawIOBase):
    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._stream.readinto(buffer)


def _wrong(data: bytes, record: int, length: int) -> bytes:
    """Return a plain file in which one record says another length."""
    parts = data.split(b"WARC/1.0\r\n")
    head, blank, rest = parts[record + 1].partition(b"\r\n\r\n")
    told = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, head)
    assert told != head
    parts[record + 1] = told + blank + rest
    return b"WARC/1.0\r\n".join(parts)


def _packed(data: bytes) -> bytes:
    """Return a plain file with each record in a gzip member."""
    first, *parts = data.split(b"WARC/1.0\r\n")
    assert not first
    return b"".join(gzip.compress(b"WARC/1.0\r\n" + part) for part in parts)


FILES = {"plain": bytes, "gz": _packed, "one member": gzip.compress}
BODIES = {
    "plain": (page(), {}),
    "gzip": (gzip.compress(page()), {"Content-Encoding": "gzip"}),
    "br": (brotli.compress(page()), {"Content-Encoding": "br"}),
    "zstd": (zstandard.compress(page()), {"Content-Encoding": "zstd"}),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("more", [900, 3_000, 25_000_000, 900_000_000, 10**17])
@pytest.mark.parametrize("file", FILES)
def test_length_that_reaches_into_other_records(
    tmp_path: Path, file: str, more: int, body: str
) -> None:
    """The record is named, and all that it says it holds is read as the records that it is."""
    sent, headers = BODIES[body]
    records = [(f"http://news.example/{n}", sent, dict(headers)) for n in range(6)]
    path = written(tmp_path / "a.warc", *records, packed=False)
    path.write_bytes(FILES[file](_wrong(path.read_bytes(), 3, more)))
    found = list(find([str(path)]))
    assert [f.name[-1] for f in found if isinstance(f, Capture)] == ["0", "1", "3", "4", "5"]
    (bad,) = [f for f in found if isinstance(f, InputError)]
    assert found.index(bad) == 2
    assert "another record begins before the end" in str(bad) or "ends inside" in str(bad)


@pytest.mark.parametrize("file", FILES)
def test_length_that_is_too_small(tmp_path: Path, file: str) -> None:
    """What is left of the page is read, and what is left over is named."""
    records = [(f"http://news.example/{n}", page() + b" " * 500, {}) for n in range(3)]
    path = written(tmp_path / "a.warc", *records, packed=False)
    path.write_bytes(FILES[file](_wrong(path.read_bytes(), 2, 800)))
    found = list(find([str(path)]))
    assert [f.name[-1] for f in found if isinstance(f, Capture)] == ["0", "1", "2"]
    (bad,) = [f for f in found if isinstance(f, InputError)]
    assert "no WARC record begins here" in str(bad)


@pytest.mark.parametrize("file", FILES)
def test_page_about_the_format_is_one_page(tmp_path: Path, file: str) -> None:
    """A record inside a record is its text, where the length of the outer one holds."""
    inner = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n"
    about = page() + b"<pre>\r\n" + inner + b"</pre>"
    path = written(tmp_path / "a.warc", ("http://news.example/0", about, {}), packed=False)
    data = path.read_bytes()
    path.write_bytes(gzip.compress(data) if file != "plain" else data)
    (found,) = find([str(path)])
    assert isinstance(found, Capture)
    assert inner in found.data


class _Counted(io.BytesIO):
    """Counts the bytes that are asked of it."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.asked += len(data)
        return data

    def readline(self, size: int | None = -1, /) -> bytes:
        data = super().readline(size)
        self.asked += len(data)
        return data


HEADS = {
    "reaching to the end of the file": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n",
    "reaching over the next": b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9999\r\n\r\n",
    "without a length": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    "without an end": b"WARC/1.0\r\n",
    "short": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabcdef\r\n",
}


@pytest.mark.parametrize("how", HEADS)
def test_hostile_lengths_cost_no_more_than_the_file(how: str) -> None:
    """What is read grows with the file, not with the lengths that are told in it."""
    head = HEADS[how]
    data = head % 2_000_000 * 40_000 if b"%d" in head else head * 40_000
    stream = _Counted(data)
    number = sum(1 for _ in framing.frames(stream, lambda _: True))
    assert number >= 39_000
    assert stream.asked < 5_000 * number
