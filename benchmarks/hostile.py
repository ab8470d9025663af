"""Hostile and broken input, made: what a crawl, a user or an attacker may hand to a reader of news.

`texts`, `pages`, `bodies`, `lines`, `records`, `rows` and `files` give the kinds by name. `size` is how
many characters a flood has, `huge` how many bytes what is too large has.
"""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from benchmarks.load import page


def texts(size: int) -> dict[str, str]:
    """Return texts by kind: floods of one thing, and characters that text seldom has."""

    def flood(part: str, by: int = size) -> str:
        return (part * (by // len(part) + 1))[:by]

    story = "Gunmen killed two guards near Tamra on Monday, police said. "
    names = " ".join(
        f"Ivan Tesk{_letters(n)} shot Maria Oblo{_letters(n)}." for n in range(size // 36)
    )
    dates = " ".join(
        f"On {n % 28 + 1} May {1000 + n % 9000} a bomb fell." for n in range(size // 30)
    )
    counts = " ".join(
        f"At least {n} people were killed, {n + 1} wounded." for n in range(size // 48)
    )
    return {
        "one token": story + flood("x"),
        "tokens of one letter": flood("a b c d e f "),
        "one sentence": flood("and the police said that the army said that ")[:-1] + ".",
        "the same sentence": flood(story),
        "quotation marks": story + flood("“a ‘b "),
        "straight quotes": story + flood('he said "no" and "'),
        "brackets": story + flood("(a [b "),
        "who said that who said": "Police said " + flood("that Reuters said that officials said "),
        "names": names[:size],
        "dates": dates[:size],
        "counts": counts[:size],
        "places": flood("Attacks hit Kabul, Aleppo, Tamra, Paris, Lima, Basra and Homs. "),
        "abbreviations": story + flood("Gen. Col. U.S. No. Nov. "),
        "digits": story + flood("9" * 50 + " people were killed. "),
        "combining": story + flood("e\u0301\u0302\u0303\u0304 "),
        "right to left": story + flood("\u202eshot \u0634\u062e\u0635 "),
        "joined pictures": story + flood("\U0001f468\u200d\U0001f469 said. "),
        "odd spaces": story + flood("\xa0\u2003\u3000a\u2028"),
        "short paragraphs": flood("Police said no.\n\n"),
        "bullets": flood("• One was killed\n"),
        "capitals": flood("POLICE SAID GUNMEN KILLED TWO IN TAMRA. "),
        "zero width": story + flood("kil\u200bled "),
        "addresses": story + flood("http://a.example/" + "b/" * 40 + " "),
        "dots": story + flood(". . . "),
        "pronouns": story + flood("He told him that he saw him and she told her. "),
        "that Sunday": flood(
            "On Monday, and that Sunday, and on Friday, two days after a raid, a man was shot. "
        ),
        "corners": flood(
            "A man was shot at a bar on Velm near Keld, and at Orvel and Harrow Streets. "
        ),
        "another man": story
        + flood("Another man was shot on Friday. The army responded with air strikes. "),
        "other years": "A court jailed a man on Monday for a raid in 2011 in which nine people died. "
        + flood(
            "In 2004, two clerks were killed. Police first said that three had died: on Friday. "
        ),
        "hours earlier": story
        + flood("In Ostrel, a man was shot. Hours earlier, two men were hurt in Keld. "),
        "nul": story.replace("two", "t\x00wo") * 3,
        "surrogate": story + "\ud83d",
        "digits of other scripts": story + flood("٣٤٥ people, ½, ² and Ⅷ died. "),
    }


def _letters(number: int) -> str:
    out = ""
    while True:
        number, rest = divmod(number, 26)
        out += chr(97 + rest)
        if not number:
            return out


def pages(size: int, huge: int, draw: random.Random) -> dict[str, bytes]:
    """Return HTML by kind: fuzzed, nested, endless, lying about its charset."""
    good = page(draw, 120)
    data = good.encode()
    cut = draw.randrange(len(data) // 4, len(data))
    deep = max(1000, size // 5)
    return {
        "fuzzed": fuzzed(data, draw),
        "fuzzed markup": fuzzed(data, draw, b"<>\"'&=/!-[]"),
        "cut": data[:cut],
        "invalid utf-8": data.replace(b"guards", b"gu\xff\xfe\xc3ards"),
        "nul": data.replace(b"said", b"sa\x00id"),
        "nul everywhere": b"\x00".join(bytes([b]) for b in data[:2000]),
        "nested": b"<html><body>" + b"<div>" * deep + data,
        "nested and closed": b"<div>" * deep + b"<p>Police said.</p>" + b"</div>" * deep,
        "nested tables": b"<table><tr><td>" * deep + data,
        "nested lists": b"<ul><li>" * deep + data,
        "nested inline": b"<b><i><font>" * deep + data,
        "elements": data.replace(b"<p>", b"<p>" + b"<b>a</b><br>" * (size // 12), 1),
        "attribute": data.replace(b"<p>", b'<p data-x="' + b"a" * size + b'">', 1),
        "attributes": data.replace(
            b"<p>", b"<p " + b" ".join(b"a%d=1" % n for n in range(size // 8)) + b">", 1
        ),
        "entities": data.replace(
            b"</p>", b"&lt;&amp;&#x10ffff;&#0;&bogus;" * (size // 30) + b"</p>", 1
        ),
        "declared entities": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + data,
        "charset lies": data.replace(b"<head>", b'<head><meta charset="utf-16">').replace(
            b"a", b"\xe9"
        ),
        "charset unknown": data.replace(b"<head>", b'<head><meta charset="klingon-7">'),
        "charset utf-7": data.replace(b"<head>", b'<head><meta charset="utf-7">'),
        "comment unclosed": data.replace(b"</h1>", b"</h1><!--" + b"-" * size, 1),
        "script unclosed": data.replace(b"</h1>", b"</h1><script>" + b"<p>x" * (size // 4), 1),
        "cdata": data.replace(b"<p>", b"<![CDATA[<p>]]>", 1),
        "structured data": data.replace(
            b"</head>", b'<script type="application/ld+json">' + b"[" * size + b"</script></head>"
        ),
        "absurd dates": data.replace(
            b"</head>",
            b'<meta property="article:published_time" content="99999-99-99T99:99:99+99:99">'
            b'<meta name="date" content="0000-00-00"></head>',
        ),
        "styles": data.replace(
            b"<p>", b'<p style="' + b"display:   none;" * (size // 16) + b'">', 1
        ),
        "spaces": data.replace(b"</p>", b" \t\n" * (size // 3) + b"</p>", 1),
        "empty": b"",
        "only a script": b"<html><body><div id=app></div><script src=a.js></script></body></html>",
        "huge": b"<p>" + b"word " * (huge // 5),
        "binary": bytes(draw.randrange(256) for _ in range(4000)),
        "utf-16": good.encode("utf-16"),
        "frames": b"<frameset><frame src=a></frameset>" + data,
        "plaintext": data.replace(b"<p>", b"<plaintext><p>", 1),
        "image data": data.replace(
            b"<p>", b'<img src="data:image/png;base64,' + b"A" * size + b'"><p>', 1
        ),
    }


def fuzzed(data: bytes, draw: random.Random, alphabet: bytes = bytes(range(256))) -> bytes:
    """Return data with some bytes changed, cut out, doubled."""
    out = bytearray(data)
    for _ in range(max(3, len(out) // 40)):
        at = draw.randrange(len(out))
        kind = draw.randrange(4)
        if kind == 0:
            out[at] = draw.choice(alphabet)
        elif kind == 1:
            out[at:at] = bytes([draw.choice(alphabet)]) * draw.choice((1, 1, 3, 40))
        elif kind == 2:
            del out[at : at + draw.randrange(1, 12)]
        else:
            out[at:at] = out[at : at + draw.randrange(1, 60)]
    return bytes(out)


def lines(huge: int) -> dict[str, Callable[[], Iterator[bytes]]]:
    """Return lines of JSON Lines by kind, each without its end, as pieces that are written on."""
    story = b"Gunmen killed two guards near Tamra on Monday, police said."

    def one(data: bytes) -> Callable[[], Iterator[bytes]]:
        return lambda: iter([data])

    def large(part: bytes, head: bytes, tail: bytes) -> Iterator[bytes]:
        yield head
        for _ in range(huge // 1_000_000):
            yield part * (1_000_000 // len(part))
        yield tail

    return {
        "a line too long": lambda: large(b"word ", b'{"text": "', b'"}'),
        "a line too long without JSON": lambda: large(b"x", b"", b""),
        "a line of NULs": lambda: large(b"\x00", b"", b""),
        "deep": one(b'{"text": "x", "y": ' + b"[" * 100_000),
        "deep and closed": one(b'{"text":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001),
        "cut": one(b'{"text": "' + story[:-20]),
        "invalid utf-8": one(b'{"text": "' + story + b'\xff\xc3"}'),
        "surrogate": one(b'{"text": "' + story + b' \\ud800"}'),
        "escaped nul": one(b'{"text": "' + story + b' \\u0000"}'),
        "wrong types": one(b'{"id": [1], "text": {"a": 1}, "html": 7}'),
        "wrong type beside": one(b'{"text": "' + story + b'", "published": 20210504}'),
        "no object": one(b'["' + story + b'"]'),
        "empty text": one(b'{"text": "  "}'),
        "absurd date": one(b'{"text": "' + story + b'", "published": "99999-13-45"}'),
        "year zero": one(b'{"text": "' + story + b'", "published": "0000-01-01"}'),
        "a huge number": one(b'{"text": "' + story + b'", "n": ' + b"9" * 100_000 + b"}"),
        "not a number": one(b'{"text": "' + story + b'", "n": NaN}'),
        "same key twice": one(b'{"text": "x", "text": "' + story + b'"}'),
        "many keys": one(
            b"{" + b",".join(b'"k%d":1' % n for n in range(50_000)) + b',"text":"' + story + b'"}'
        ),
        "a control character": one(b'{"text": "' + story + b'\x01"}'),
        "html in html": one(b'{"html": "&lt;p&gt;' + story + b'"}'),
    }


def bodies(data: bytes, huge: int) -> dict[str, tuple[str, bytes]]:
    """Return bodies of HTTP answers by kind, each with its further header lines."""
    packed = gzip.compress(data)
    return {
        "gzip bomb": ("Content-Encoding: gzip\r\n", bomb(huge)),
        "bomb in a bomb": ("Content-Encoding: gzip\r\n", gzip.compress(bomb(huge))),
        "deflate bomb": ("Content-Encoding: deflate\r\n", _deflated(huge)),
        "br": ("Content-Encoding: br\r\n", b"\x8b\x02\x80" + data[:40] + b"\x03"),
        "zstd": ("Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd" + data[:40]),
        "gzip cut": ("Content-Encoding: gzip\r\n", packed[: len(packed) // 2]),
        "gzip damaged": ("Content-Encoding: gzip\r\n", packed[:20] + b"\xff" * 40 + packed[60:]),
        "gzip that is none": ("Content-Encoding: gzip\r\n", data),
        "two encodings": ("Content-Encoding: gzip, br\r\n", packed),
        "chunks damaged": ("Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\nzz\r\n" + data),
        "chunk too long": ("Transfer-Encoding: chunked\r\n", b"ffffffff\r\n" + data),
        "chunks never end": ("Transfer-Encoding: chunked\r\n", b"1\r\na\r\n" * 20_000),
        "another length": ("Content-Length: 7\r\n", data),
        "header flood": ("".join(f"X-{n}: a\r\n" for n in range(20_000)), data),
        "charset unknown": ("Content-Language: \xff\r\n", data.replace(b"said", b"sa\xefd")),
    }


@cache
def _deflated(huge: int) -> bytes:
    return zlib.compress(bytes(huge), 9)


@cache
def bomb(huge: int) -> bytes:
    """Return so many zeros, packed: a thousandth of it."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as file:
        for _ in range(huge // 1_000_000):
            file.write(bytes(1_000_000))
    return out.getvalue()


def answer(
    url: str, body: bytes, more: str = "", *, length: int | None = None, kind: str = "html"
) -> bytes:
    """Return a WARC record of what a server answered; `length` is what it says of its own length."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/{kind}\r\n{more}\r\n".encode("latin-1") + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-05-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def records(url: str, data: bytes) -> dict[str, bytes]:
    """Return WARC records by kind whose frame is broken; each is followed by good ones."""
    whole = answer(url, data)
    return {
        "length too long": answer(url, data, length=len(data) + 400),
        "length too short": answer(url, data, length=len(data) // 2),
        "no length": whole.replace(b"Content-Length", b"X-Length"),
        "no url": whole.replace(b"WARC-Target-URI", b"X-Target"),
        "no type": whole.replace(b"WARC-Type: response", b"WARC-Type: "),
        "another version": whole.replace(b"WARC/1.0", b"WARC/9.9"),
        "header too long": whole.replace(
            b"WARC-Type", b"X-Long: " + b"a" * 100_000 + b"\r\nWARC-Type"
        ),
        "noise": b"WARC" + bytes(range(256)) * 40 + b"\r\n\r\n",
        "revisit of nothing": answer(url, b"").replace(b"response", b"revisit", 1),
        "no HTTP": whole.replace(b"HTTP/1.1 200 OK", b"\x00\x01\x02" * 5),
        "a length of letters": whole.replace(b"Content-Length: ", b"Content-Length: x"),
        "a length beyond all": answer(url, data, length=10**17),
    }


def files(huge: int) -> dict[str, tuple[str, bytes]]:
    """Return files of a folder by kind, each with its suffix: what is no page, and feeds that are traps."""
    item = "<item><title>A</title><description>&a9;</description></item>"
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "a PDF": (".pdf", b"%PDF-1.7\n%\xe2\xe3"),
        "empty": (".txt", b""),
        "white": (".html", b" \r\n\t" * 1000),
        "a zip": (".txt", b"PK\x03\x04" + bytes(100)),
        "a feed of entities": (
            ".xml",
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]><rss><channel>{item}'
            "</channel></rss>".encode(),
        ),
        "a feed of a file": (
            ".xml",
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "/etc/hostname">]>'
            b"<rss><channel><item><description>&x;</description></item></channel></rss>",
        ),
        "a broken feed": (".xml", b"<rss><channel><item><title>" + b"<a>" * 50_000),
        "one line too long": (".txt", b"x" * huge),
        "noise": (".html", bytes(n * 7 % 256 for n in range(50_000))),
        "a bomb": (".html", bomb(huge)),
        "MHTML": (
            ".html",
            b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
        ),
    }
