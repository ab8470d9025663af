"""Feeds at the door: items with content are reports, items with a link are named, traps refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saidso.capture import Capture, find, report
from saidso.errors import InputError

STORY = (
    "Two farmers were wounded when gunmen opened fire on a market in the town of Darvo. "
    "The mayor said that the attackers had fled across the river before police arrived."
)
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Coast Gazette</title><link>http://news.example/</link><lastBuildDate>{built}</lastBuildDate>
<item><title>Gunmen wound two</title><link>http://news.example/1</link><guid>one</guid>
 <pubDate>Tue, 21 Nov 2017 23:30:00 -0500</pubDate>
 <content:encoded><![CDATA[<p>{story}</p><script>alert(1)</script>]]></content:encoded>
 <description>A short word on it.</description></item>
<item><title>Short</title><link>http://news.example/2</link>
 <description>{story}</description></item>
<item><title>Only a link</title><link>http://news.example/3</link></item>
<item><title>Nothing at all</title></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Hill Post</title>
<entry><id>tag:a</id><title type="html">Gunmen &lt;b&gt;wound&lt;/b&gt; two</title>
<link href="http://news.example/a"/><published>2017-11-21T09:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{story}</p></div></content></entry>
</feed>"""


def _found(tmp_path: Path, text: str, name: str = "feed.xml") -> list[Capture | InputError]:
    (tmp_path / name).write_text(text)
    return list(find([str(tmp_path / name)]))


def test_items_of_rss(tmp_path: Path) -> None:
    one, two, link, nothing = _found(tmp_path, RSS.format(story=STORY, built="today"))
    assert isinstance(one, Capture)
    got = report(one)
    assert (got.name, got.url, got.outlet, got.title) == (
        "one",
        "http://news.example/1",
        "The Coast Gazette",
        "Gunmen wound two",
    )
    assert got.published
    assert (got.published.edtf, got.published.from_) == ("2017-11-21", "metadata")
    assert STORY in got.text
    assert "alert" not in got.text
    assert not got.truncated
    assert isinstance(two, Capture)
    assert report(two).truncated, "a summary is not the whole"
    assert "only a link: http://news.example/3; `saidso fetch` gets it" in str(link)
    assert "feed.xml, item 3 (Only a link)" in str(link)
    assert "this item has no text" in str(nothing)


def test_items_of_atom(tmp_path: Path) -> None:
    (one,) = _found(tmp_path, ATOM.format(story=STORY), "feed.atom")
    assert isinstance(one, Capture)
    got = report(one)
    assert (got.name, got.url, got.title) == ("tag:a", "http://news.example/a", "Gunmen wound two")
    assert STORY in got.text


def test_item_read_again_tomorrow_is_the_same_report(tmp_path: Path) -> None:
    today = _found(tmp_path, RSS.format(story=STORY, built="today"))[0]
    tomorrow = _found(tmp_path, RSS.format(story=STORY, built="tomorrow"))[0]
    assert isinstance(today, Capture)
    assert isinstance(tomorrow, Capture)
    assert today.sha256 == tomorrow.sha256
    assert json.loads(today.data)["id"] == "one"


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:secret.txt">]>'


@pytest.mark.parametrize("trap", [BOMB, FILE])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, trap: str, charset: str) -> None:
    head, rest = RSS.format(story=STORY, built="").split("\n", 1)
    (tmp_path / "a.xml").write_bytes((head.replace("utf-8", charset) + trap + rest).encode(charset))
    (found,) = find([str(tmp_path / "a.xml")])
    assert isinstance(found, InputError)
    assert "declares XML entities" in str(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "holds no items"),
        ("<?xml version='1.0'?><osm version='0.6'></osm>", "neither a page nor a feed"),
        ("<rss version='2.0'><channel><item><title>Cut o", "this item has no text"),
        ("<rss>" + "<a>" * 50_000, "no"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, text: str, said: str) -> None:
    (found,) = _found(tmp_path, text)
    assert isinstance(found, InputError)
    assert said in str(found)
