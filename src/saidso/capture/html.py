"""HTML pages: main text and what the page says of itself, by trafilatura and htmldate.

A page being read never causes a request: both libraries get the parsed tree and nothing else.
"""

from __future__ import annotations

import json
import logging
import re
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import msgspec

from saidso.capture import dates
from saidso.capture.bylines import people
from saidso.capture.decoding import clean, decode
from saidso.capture.heads import plain_title, same
from saidso.capture.imprints import Imprint
from saidso.record import PublishedFrom

_MAX_DEPTH = 250
"""Recursive walkers fail on deeper trees; the deepest of the WCXB pages has 56 levels."""
_MAX_ELEMENTS = 50_000
"""The extractor takes about 0.2 ms an element; the largest of the WCXB pages has some 5,000."""
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "originalpublicationdate",
    "ptime",
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
_DATA = ("application/ld+json", "application/settings+json")
"""Types of scripts that hold what the extractor looks at."""
_POPUP = re.compile(
    r"\b(?:rollover-people-block|tooltip-content"
    r"|screen-reader-text|visually-hidden|sr-only)\b"
)


class UnwieldyPage(ValueError):
    """A page that no extractor can be asked to walk; its message says why."""


class Page(msgspec.Struct, frozen=True):
    """What an HTML page holds: its text (headline first, one block a line) and its metadata."""

    text: str
    title: str | None
    byline: list[str]
    outlet: str | None
    url: str | None
    language: str | None
    published: tuple[str, PublishedFrom] | None
    paywalled: bool


def read_page(data: bytes | str) -> Page | None:
    """Return the article of a page, None where it holds none; raises UnwieldyPage."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    source = decode(data, html=True) if isinstance(data, bytes) else clean(data)
    tree = _tree(source)
    if tree is None:
        return None
    facts = _structured(tree)
    meta = _metas(tree)
    url = _url(tree, meta)
    published = _published(tree, facts, meta, url)
    language = tree.get("lang") or meta.get("og:locale")
    headings = [" ".join(clean(h.text_content()).split()) for h in tree.xpath("//h1")[:5]]
    _prune(tree)
    imprint = Imprint(tree)
    try:
        document: Any = trafilatura.bare_extraction(
            tree, favor_precision=True, include_comments=False
        )
        if document is None or not (document.text or "").strip():
            return None
        title, printed = _title(imprint, facts, meta, headings)
        outlet = _word(meta.get("og:site_name")) or printed or _word(imprint.site) or host(url)
        byline = people(_authors(imprint, facts))
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return None  # a tree that the extractor cannot walk holds no article for us
    return Page(
        text=_text(clean(document.text), title),
        title=title,
        byline=byline,
        outlet=outlet,
        url=url,
        language=_word(language),
        published=published,
        paywalled=str(facts.get("isAccessibleForFree", "")).lower() == "false",
    )


def host(url: str | None) -> str | None:
    """Return the host of a web address without "www."."""
    if not url:
        return None
    try:
        name = urlsplit(url).hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def _tree(source: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]  # ships no types
    from lxml import html as lxml_html

    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    # the looking up of a class for each kind of element is Python, and is asked for every element
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    _measure(tree)
    return tree


def _measure(tree: Any) -> None:
    """Raise UnwieldyPage where the tree is too deep or too large for the extractor."""
    level = [tree]
    elements = depth = 0
    while level:
        elements, depth = elements + len(level), depth + 1
        if depth > _MAX_DEPTH:
            raise UnwieldyPage("its elements are nested too deep")
        if elements > _MAX_ELEMENTS:
            raise UnwieldyPage(f"it has more than {_MAX_ELEMENTS:,} elements")
        level = [child for node in level for child in node]


def _prune(tree: Any) -> None:
    """Drop what a browser would not show: scripts, hidden elements and pop-ups."""
    for node in list(tree.iter("script", "style")):
        if node.tag == "style" or node.get("type") not in _DATA:
            node.drop_tree()
    for node in list(tree.iter("div", "span", "section", "aside", "p", "ul", "template")):
        shown = not (
            node.tag == "template"
            or _HIDDEN.search(node.get("style", ""))
            or _POPUP.search(node.get("class", ""))
        )
        if not shown and node.getparent() is not None and len(node.xpath(".//p")) < 5:
            node.drop_tree()


def _structured(tree: Any) -> dict[str, Any]:
    """Return the article object of the page's JSON-LD, {} without one."""
    for script in tree.xpath('//script[@type="application/ld+json"]')[:30]:
        try:
            value = json.loads(script.text_content()[:500_000], strict=False)
        except (ValueError, RecursionError):
            continue
        queue = value if isinstance(value, list) else [value]
        for item in queue[:50]:
            if not isinstance(item, dict):
                continue
            graph = item.get("@graph")
            for thing in [item, *(graph if isinstance(graph, list) else [])][:50]:
                if isinstance(thing, dict) and _is_article(thing.get("@type")):
                    return thing
    return {}


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.endswith(("Article", "Posting", "Report")) for k in kinds)


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]")[:500]:
        for key in ("property", "name", "itemprop"):
            if name := node.get(key):
                out.setdefault(name.lower(), node.get("content"))
    return out


def _url(tree: Any, meta: dict[str, str]) -> str | None:
    links = tree.xpath('//link[@rel="canonical"]/@href')[:1]
    for value in (*links, meta.get("og:url"), meta.get("twitter:url")):
        if value and value.startswith(("http://", "https://")) and len(value) <= 2000:
            return str(value).strip()
    return None


def _published(
    tree: Any, facts: dict[str, Any], meta: dict[str, str], url: str | None
) -> tuple[str, PublishedFrom] | None:
    """Return when the page says that it was published: structured data, address, then markup."""
    values = [facts.get("datePublished"), *(meta.get(name) for name in _DATES)]
    address = dates.in_address(url) if url else None
    for value in values:
        if isinstance(value, str) and (iso := dates.parse_date(value) or dates.date_in(value)):
            # a stamp in UTC may name the next day; the address has the day where it was printed
            if address and dates.apart(iso, address) == 1:
                return address, "url"
            return iso, "metadata"
    if address:
        return address, "url"
    return _marked(tree)


def _marked(tree: Any) -> tuple[str, PublishedFrom] | None:
    """Return the date that the page shows, as htmldate finds it by tags and classes.

    Where structured data say nothing it was right for 73% of the WCXB articles, so it is handed on
    as a date from the text of the page, not from its metadata.
    """
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=False, max_date="2100-01-01")
    except (ValueError, TypeError, RecursionError, AttributeError, OverflowError):
        return None
    return (found, "text") if found else None


def _word(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    value = " ".join(clean(value).split())
    return value if 0 < len(value) <= 200 else None


def _title(
    imprint: Imprint, facts: dict[str, Any], meta: dict[str, str], headings: list[str]
) -> tuple[str | None, str | None]:
    """Return the headline, and the outlet's name where the page prints it behind the headline.

    Where a heading of the page is how the title in the metadata begins, the rest of it is the name
    of the page's section or outlet.
    """
    told = (facts.get("headline"), meta.get("og:title"))
    for value in chain(told, (imprint.title for _ in (0,))):
        if not isinstance(value, str) or not value.strip():
            continue
        given = " ".join(_unescaped(clean(value)).split())
        for heading in headings:
            if (
                len(heading) >= 8
                and _SUFFIX.match(given, len(heading))
                and same(heading, given[: len(heading)])
            ):
                return heading, plain_title(given)[1]
        title, outlet = plain_title(given)
        if 0 < len(title) <= 400:
            return title, outlet
    return None, None


_SUFFIX = re.compile(r"\s+[|•·:»–—-]\s|\s?[|•·»]|:\s")


def _unescaped(value: str) -> str:
    from html import unescape

    return unescape(value)


def _authors(imprint: Imprint, facts: dict[str, Any]) -> list[str]:
    """Return what the page gives as its authors: structured data, else what the extractor finds."""
    authors = facts.get("author")
    names: list[str] = []
    for item in authors if isinstance(authors, list) else [authors]:
        name = item.get("name") if isinstance(item, dict) else item
        names += [w for one in (name if isinstance(name, list) else [name]) if (w := _word(one))]
    if not any(people([name]) for name in names) and (found := imprint.author):
        names = [n for n in (_word(part) for part in found.split(";")) if n]
    return names


def _text(body: str, title: str | None) -> str:
    """Return the blocks of the page, the headline first; an own block is one line."""
    lines = [line.strip() for line in body.split("\n")]
    lines = [line for line in lines if line]
    if title and not any(same(line, title) for line in lines[:4] if len(line) < 400):
        lines.insert(0, title)
    return "\n\n".join(lines)
