"""Where the fuzzer begins: made inputs of every kind, and the words that such inputs are made of."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import msgspec

from fuzz.invariants import KINDS, record

STORY = (
    "TAMRA, Mali (AP) — Gunmen kidnapped two engineers near the town of Gao on Monday, March 3, the"
    " mayor said.\n\nThe foreign ministry denied that “five soldiers” had been killed, according to"
    " a report by Reuters. It was the third attack this year.\n\n"
)
_DATA = (
    '{"@type":"NewsArticle","headline":"Attack near Gao","datePublished":"2021-05-04T10:00:00Z",'
    '"author":[{"name":"Ivan Tesk"}],"isAccessibleForFree":false}'
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Attack near Gao | News</title>'
    '<meta property="og:site_name" content="Made News"><link rel="canonical" href="http://news.example'
    f'/2021/05/04/a"><script type="application/ld+json">{_DATA}</script></head><body><nav><ul><li>'
    '<a href="/">Home</a></li></ul></nav><article><h1>Attack near Gao</h1><p class="byline">By Ivan'
    ' Tesk</p><time datetime="2021-05-04">May 4, 2021</time>'
    + "".join(f"<p>{p}</p>" for p in STORY.split("\n\n") if p)
    + '<figure><img src="a.jpg" alt="x"><figcaption>A bridge</figcaption></figure><blockquote>No one was'
    " hurt, he said.</blockquote><table><tr><td>1</td></tr></table></article><footer>© 2021</footer>"
    "</body></html>"
).encode()
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Made</title><item>'
    "<title>Attack</title><link>http://news.example/1</link><pubDate>Tue, 04 May 2021 10:00:00 GMT"
    f"</pubDate><description><![CDATA[<p>{STORY}</p>]]></description></item></channel></rss>"
).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
RESPONSE = _HEAD + b"\r\n" + PAGE
_LINES = msgspec.json.encode({"id": "a", "published": "2021-05-04", "text": STORY}) + b"\n"

CAPTURE: dict[str, list[bytes]] = {
    "html": [PAGE, PAGE.decode().encode("cp1252", "replace"), PAGE.decode().encode("utf-16")],
    "txt": [STORY.encode(), b"Attack near Gao\nBy Ivan Tesk\nMay 4, 2021\n\n" + STORY.encode()],
    "jsonl": [_LINES * 2, msgspec.json.encode({"html": PAGE.decode()}) + b"\n"],
    "warc": [record(RESPONSE) * 2],
    "warc.gz": [gzip.compress(record(RESPONSE)) * 2],
    "xml": [FEED, FEED.replace(b"utf-8", b"iso-8859-1")],
    "-": [PAGE, FEED, STORY.encode(), _LINES, record(RESPONSE), gzip.compress(record(RESPONSE))],
    "response": [
        RESPONSE,
        _HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE),
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        RESPONSE.replace(b"text/html", b"application/rss+xml").replace(PAGE, FEED),
    ],
    "packed response": [RESPONSE],
    "html in jsonl": [PAGE],
}
SPANS = (
    STORY.encode(),
    '“We ‘never’ said "that",” he told AP; officials said witnesses said it was false.'.encode(),
    "At least 3 to 5 (or 14) people died on 31 February, 7/7/05 or in 1999.\n\n• One\n• Two".encode(),
    "A\u0301\u200d👩‍👩‍👧 İstanbul ﬁve ½ Ⅷ شخص 中文 \xa0\u2028x".encode(),
)
WORDS = (
    *("<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "<li>", "<table><tr><td>", "<br>"),
    *("<script type=application/ld+json>", "</script>", "<style>", "<template>", "<svg>", "<!--"),
    *("-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "<frameset>", "<plaintext>", "<html"),
    *(
        'style="display:none"',
        'class="sr-only"',
        "charset=",
        "utf-16",
        "utf-7",
        "shift_jis",
        "big5",
    ),
    *(
        "&#0;",
        "&#xd800;",
        "&#x10ffff;",
        "&nbsp;",
        "&lt;",
        "&amp;",
        "encoding=",
        "content=",
        "datetime=",
    ),
    *('"@graph":[', '"@type":"NewsArticle"', '"datePublished":', '"author":', '"headline":'),
    *("og:title", "article:published_time", "9999-99-99", "0000-00-00", "2021-02-30", "+99:99"),
    *("WARC/1.0\\x0d\\x0a", "WARC-Type: revisit", "Content-Length: ", "Transfer-Encoding: chunked"),
    *("Content-Encoding: deflate", "Content-Encoding: br", "HTTP/1.1 200 OK\\x0d\\x0a", "ffffffff"),
    *(
        "WARC-Payload-Digest: sha1:",
        "WARC-Truncated: length",
        "Saidso-Media: html",
        "Saidso-Name: %00",
    ),
    *("<item>", "<entry>", "<content:encoded>", "<pubDate>", "<link>", "<rss", "<feed", "<rdf:RDF"),
    *(
        '{\\"text\\":',
        '\\"html\\":',
        "\\\\u0000",
        "\\\\ud800",
        "\\xff\\xfe",
        "\\xef\\xbb\\xbf",
        "PAR1",
    ),
)
"""Words for libFuzzer's dictionary, in its escapes."""


def write(folder: Path, name: str) -> None:
    """Write the first inputs of a harness into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    if name == "capture":
        given = [bytes([KINDS.index(k)]) + data for k, some in CAPTURE.items() for data in some]
        given.append(bytes([KINDS.index("parquet")]) + _parquet())
    else:
        given = [b"\x00" + data for data in SPANS]
        given += [b"\x01" + bytes(range(n, n + 80)) for n in range(0, 170, 10)]
    for number, data in enumerate(given):
        (folder / f"seed-{number}").write_bytes(data)


def dictionary(path: Path) -> None:
    """Write libFuzzer's dictionary."""
    lines = [word if '\\"' in word else word.replace('"', '\\"') for word in WORDS]
    path.write_text("".join(f'"{line}"\n' for line in lines))


def _parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    rows = [{"id": f"r{n}", "published": "2021-05-04", "text": STORY} for n in range(3)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()
