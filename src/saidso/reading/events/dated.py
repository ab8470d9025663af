"""Dated: acts that a date of long ago names: "the 2008 bombing", "the first since 1975, when two died"."""

from __future__ import annotations

from datetime import date

from saidso.language.parse import Parse

_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_CALENDAR = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "jan.", "feb.", "mar.", "apr.", "aug.", "sept.", "oct."}
    | {"nov.", "dec.", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_BEFORE = ("compound", "nummod", "amod", "nmod", "nmod:unmarked", "nmod:desc", "obl:unmarked")
_THIS = frozenset({"the", "this", "that", "these", "those"})


def is_dated(parse: Parse, i: int) -> bool:
    """Return whether a noun is named by a date long gone: "the 2008 hotel bombing", and below the lead "a
    May 9 bombing"."""
    tokens, children = parse.tokens, parse.children[i]
    known = _THIS | {"a", "an"} if tokens[i].sentence > _LEAD else _THIS
    if not any(tokens[c].lemma in known and tokens[c].rel == "det" for c in children):
        return False
    published = parse.published
    for c in children:
        if c >= i or tokens[c].rel not in _BEFORE:
            continue
        low = tokens[c].text.lower()
        if len(low) == 4 and low.isdigit() and low[:2] in ("18", "19", "20"):
            return published is None or int(low) != published.year
        if low in _CALENDAR and published is not None:
            return not _is_near(parse, c, published)
    return False


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SINCE = 10
"""Words before "when" within which "since" is looked for."""
_NEWS_DAYS = 30
"""A day so long before the day of publication names an older happening."""


def _is_near(parse: Parse, month: int, published: date) -> bool:
    """Return whether the month at a token, with the day beside it, is that of the news."""
    number = _MONTHS.index(parse.tokens[month].text.lower()[:3]) + 1
    beside = [parse.tokens[k].text for k in (month + 1, month - 1) if 0 <= k < len(parse.tokens)]
    day = next((int(t) for t in beside if t.isdigit() and 0 < int(t) < 29), 28)
    year = published.year - (number > published.month)
    return 0 <= (published - date(year, number, day)).days + 3 <= _NEWS_DAYS + 3


def was_long_ago(parse: Parse, i: int) -> bool:
    """Return whether a verb tells when something was last so: "the first since 1975, when raiders shot two".

    A year before that of the news stands between "since" and "when"; "missing since Monday, when he was
    taken" is the news.
    """
    tokens, published = parse.tokens, parse.published
    while tokens[i].rel == "conj" and tokens[i].head < i:
        i = tokens[i].head
    when = next((c for c in parse.children[i] if c < i and tokens[c].lemma == "when"), None)
    if published is None or when is None:
        return False
    year = False
    for at in range(when - 1, max(-1, when - 1 - _SINCE), -1):
        word = tokens[at]
        if word.lemma == "since":
            return year
        if word.upos in ("VERB", "AUX"):
            return False
        year = year or (word.text.isdigit() and 1000 < int(word.text) < published.year)
    return False


def is_all_along(parse: Parse, i: int) -> bool:
    """Return whether a relative clause tells what somebody has long done: "who have fought since 2012"."""
    tokens, children = parse.tokens, parse.children[i]
    if tokens[i].rel != "acl:relcl" or not any(
        tokens[c].rel == "aux" and tokens[c].lemma == "have" for c in children
    ):
        return False
    below = [g for c in children for g in (c, *parse.children[c])]
    return any(tokens[g].lemma in ("since", "long") for g in below)


def is_where_before(parse: Parse, i: int) -> bool:
    """Return whether a clause tells what a place or somebody has seen in another year: "in Velm, where rebels
    killed nine in 2012".
    """
    tokens, published = parse.tokens, parse.published
    below = [tokens[c] for c in parse.children[i]]
    where = any(t.lemma == "where" for t in below)
    who = any(t.rel.startswith("nsubj") and t.lemma in ("who", "that", "which") for t in below)
    if published is None or not (where or who) or tokens[tokens[i].head].kind in ("event", ""):
        return False  # "the raid that killed nine in 2012" is that raid
    years = (t.text for t in below if t.i > i and t.rel.startswith(("obl", "nmod", "advmod")))
    return any(y.isdigit() and 1900 < int(y) < published.year for y in years)
