"""Names in print: runs of capitalised words, with the titles before them and what they name."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from saidso.language.parse import Parse, Range, Sentence
from saidso.reading.clauses.people import nation_at, people, phrase_at
from saidso.reading.entities.namekinds import kind_of, settle
from saidso.record import EntityKind

_PARTICLES = {"de", "da", "dos", "del", "van", "von", "bin", "ibn", "al", "el", "la", "der", "den"}
_SMALL_ARTICLES = frozenset({"al", "el", "ul", "ash", "an", "ar", "as", "at", "ad"})
_LINKS = {"of", "for", "and", "the", "on"}
_OWNS = {"'s", "’s", "'", "’"}
"""These are no end of a name that the model takes for one: "People's Protection Units"."""
_OWNERS = {"People", "Peoples", "Workers", "Women", "Children", "Farmers", "Teachers", "Writers"}
_OFFICED = {"General", "Prosecutor", "Governor", "President", "Attorney"}
_TITLE_CASE = 0.6
_LETTERS = 3
"""Letters of the longest word in capitals that may be an abbreviation."""
_OF_POLICE = 5
"""Tokens before the name in "Inspector-General of Police Jon Doe"."""


class NamedRun(msgspec.Struct, frozen=True):
    """A name in print: its tokens with titles, its own words without them, and its kind."""

    tokens: Range
    own: Range
    kind: EntityKind
    words: tuple[str, ...]
    title: tuple[str, ...]


def find_names(parse: Parse) -> list[NamedRun]:
    """Return the names of a report in text order, not overlapping; linear in its length."""
    seen = _inside_sentences(parse)
    out: list[NamedRun] = []
    for sentence in parse.sentences:
        for run in _runs(parse, sentence, seen):
            office, who = _holder(parse, run)
            body = _named(parse, office) if office is not None else None
            if body is not None:
                kind = "organisation" if body.kind == "person" else body.kind
                out.append(msgspec.structs.replace(body, kind=kind))
            named = _named(parse, who)
            if named is not None and not _is_office(parse, named):
                out.append(named)
    kinds = settle(parse, [(n.own, n.kind, n.title) for n in out])
    return [msgspec.structs.replace(n, kind=k) for n, k in zip(out, kinds, strict=True)]


def _is_office(parse: Parse, named: NamedRun) -> bool:
    """Return whether a run is an office that tells of a person: "the Police Public Relations Officer"."""
    last, before = named.words[-1].lower(), parse.tokens[named.tokens[0] - 1].text.lower()
    holder = last in people().offices and people().kinds.get(last) == "person"
    return holder and len(named.words) > 1 and named.tokens[0] > 0 and before in ("the", "a", "an")


def _capital(text: str) -> bool:
    if text[0].isupper():
        return True
    if text.islower():
        return False
    return len(text) > 2 and text[0].islower() and any(c.isupper() for c in text[1:])


def _opens(parse: Parse, i: int, first: int) -> bool:
    """Return whether a word has its capital because it opens a sentence or quotation."""
    return i == first or parse.tokens[i - 1].text in ('"', "“", "‘", ":", "—", "(", "...", "-", "•")


def _inside_sentences(parse: Parse) -> set[str]:
    """Return the words that stand capitalised and tagged as names inside sentences."""
    out = set()
    for sentence in parse.sentences:
        first, end = sentence.tokens
        for token in parse.tokens[first + 1 : end]:
            proper = token.upos == "PROPN" and token.text[0].isupper()
            if proper and not _opens(parse, token.i, -1):
                out.add(token.text)
    return out


def _runs(parse: Parse, sentence: Sentence, seen: set[str]) -> Iterator[Range]:
    tokens = parse.tokens
    first, end = sentence.tokens
    words = [
        t.text
        for t in tokens[first:end]
        if len(t.text) > 3
        and t.text[0].isalpha()
        and not (t.name and tokens[t.i - 1].name == t.name)
    ]  # a name of several words counts once
    shouting = len(words) > 4 and sum(map(_capital, words)) > _TITLE_CASE * len(words)
    i = first
    while i < end:
        small = tokens[i].text.islower() and tokens[i].text not in _SMALL_ARTICLES
        if small or not _is_name(parse, i, first, seen, shouting):
            i += 1
            continue
        last = i
        k = i + 1
        while k < end:
            step = _joined(parse, last, k, end, first, seen, shouting)
            if step is None:
                break
            last, k = step, step + 1
        yield (i, last + 1)
        i = last + 1


def _is_name(parse: Parse, i: int, first: int, seen: set[str], shouting: bool) -> bool:
    """Return whether token `i` is a word of a name."""
    token = parse.tokens[i]
    text = token.text
    if text.islower():
        return _arabic(parse, i)
    low = text.lower()
    table = people()
    if not text[0].isalpha() or (low in table.dates and token.name != "PER"):
        return False  # "police official Mohammad Jan" is named so
    if not _capital(text):
        return _arabic(parse, i)
    persons = table.kinds.get(low[:-1]) == "person"
    if token.upos == "NOUN" and low.endswith("s") and (persons or _opens(parse, i, first)):
        after = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
        if after is None or not after.name:
            return False  # "Rebels seized": a capital only for the sentence
    if token.name or token.upos == "PROPN":
        if low in table.openers and not (text.isupper() and len(text) > 1):
            return low not in ("i",) and bool(token.name) and not _opens(parse, i, first)
        return not shouting or bool(token.name) or text in seen
    if low in table.openers:
        return text == "US" or text == "U.S."
    if _printed_large(parse, i) and not shouting:
        return True
    if _opens(parse, i, first):
        following = i + 1 < len(parse.tokens) and parse.tokens[i + 1].upos == "PROPN"
        return text in seen and (token.upos in ("NOUN", "X", "INTJ") or following)
    if shouting:
        return False
    return text in seen or token.upos in ("NOUN", "ADJ", "VERB", "INTJ", "X", "ADV", "NUM")


def _printed_large(parse: Parse, i: int) -> bool:
    """Return whether a word and the name behind it are in capitals: "DAILY POST learnt"."""
    word, after = parse.tokens[i].text, parse.tokens[i + 1 : i + 2]
    large = word.isupper() and len(word) > _LETTERS and bool(after) and after[0].text.isupper()
    return large and after[0].upos == "PROPN" and len(after[0].text) > _LETTERS


def _arabic(parse: Parse, i: int) -> bool:
    """Return whether a small article opens a name: "al-Hasan", "el-Nour", "al Shabaab"."""
    if parse.tokens[i].text not in _SMALL_ARTICLES:
        return False
    after = parse.tokens[i + 1 : i + 3]
    if parse.tokens[i].text in ("al", "el") and after and after[0].name:
        return after[0].text[0].isupper() and parse.tokens[i].sentence == after[0].sentence
    return len(after) == 2 and after[0].text == "-" and after[1].text[0].isupper()


def _joined(
    parse: Parse, last: int, k: int, end: int, first: int, seen: set[str], shouting: bool
) -> int | None:
    """Return the last token of what joins the run that ends at `last`, starting at `k`, or None."""
    tokens = parse.tokens
    text = tokens[k].text
    if _is_name(parse, k, first, seen, shouting) and not _apart(parse, last, k):
        return k
    tight = tokens[k].start == tokens[last].end
    if text == "." and tight and k + 1 < end:
        return k + 1 if _after_initial(parse, last, k + 1) else None
    if text in ("-", "–", "&", "/") and k + 1 < end and text != "/":
        following = tokens[k + 1]
        close = tight and following.start == tokens[k].end
        if (close or text == "&") and following.text[0].isalnum():
            name_like = following.text[0].isupper() or following.name or following.upos == "PROPN"
            if name_like or following.text.isdigit():
                return k + 1
        return None
    if text.lower() in _PARTICLES and not shouting and k + 1 < end:
        nxt = k + 2 if tokens[k + 1].text == "-" and k + 2 < end else k + 1
        if tokens[nxt].text.lower() in _PARTICLES and nxt + 1 < end:
            nxt += 1
        if tokens[nxt].text[0].isupper() and (tokens[nxt].name or tokens[nxt].upos == "PROPN"):
            return nxt
    if text in _AROUND and (behind := _behind_nickname(parse, last, k, end)) is not None:
        return behind
    if text in _OWNS and k + 1 < end and tokens[k + 1].text[0].isupper():
        tagged = {tokens[i].name for i in (last, k, k + 1)}
        whole = len(tagged) == 1 and not tagged & {"", "PER"}
        office = tokens[k + 1].text == "Office" and tokens[last].text in _OFFICED
        return k + 1 if whole or office or tokens[last].text in _OWNERS else None
    if text in _LINKS and not shouting:
        return _linked(parse, last, k, end)
    if text.isdigit() and tokens[last].name in ("ORG",) and tokens[k].head in (last, last - 1):
        return k
    return None


_MARKS = frozenset(".\"“”‘’'()")
_AROUND = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")"}
"""What stands around a nickname."""


def _behind_nickname(parse: Parse, last: int, k: int, end: int) -> int | None:
    """Return the last name behind a nickname that begins at `k`: 'Mira "Mim" Holt', "Jon (Jo) Velt"."""
    tokens = parse.tokens
    for close in range(k + 2, min(k + 4, end - 1)):
        if tokens[close].text != _AROUND[tokens[k].text]:
            continue
        inside, after = tokens[k + 1 : close], tokens[close + 1]
        named = tokens[last].name == "PER" and after.text[0].isupper() and after.upos == "PROPN"
        return close + 1 if named and all(t.text[0].isupper() for t in inside) else None
    return None


def _after_initial(parse: Parse, last: int, after: int) -> bool:
    """Return whether a name goes on behind an initial and its stop: "Mira A. Holt"."""
    initial, following = parse.tokens[last], parse.tokens[after]
    if len(initial.text) != 1 or not initial.text.isupper() or not following.text[0].isupper():
        return False
    return initial.name == following.name == "PER"


def _linked(parse: Parse, last: int, k: int, end: int) -> int | None:
    """Join "Ministry of Defence", "Chiefs of Staff", "Health and Safety Executive"."""
    tokens = parse.tokens
    if tokens[k].text == "the":
        return None
    nxt = k + 1
    if nxt < end and tokens[nxt].text == "the":
        nxt += 1
    if (
        nxt >= end
        or not tokens[nxt].text[0].isupper()
        or tokens[nxt].text.lower() in people().dates
    ):
        return None
    kind = people().endings.get(tokens[last].text.lower())
    if tokens[k].text == "for" and tokens[last].text in (
        "Commissioner",
        "Rapporteur",
        "Coordinator",
    ):
        return nxt
    if tokens[k].text in ("of", "for") and (kind == "organisation" or tokens[last].text in _OF):
        return nxt
    same = tokens[last].name == "ORG" == tokens[nxt].name
    if tokens[k].text == "and" and same and tokens[nxt].rel == "conj" and nxt + 1 < end:
        return nxt if tokens[nxt + 1].name == "ORG" else None
    return None


_OF = frozenset(
    ["Republic", "Kingdom", "Emirates", "Bank", "Gulf", "Sea", "University", "Joint", "Line", "Strait",
     "Straits", "Bay", "Horn", "Isle", "Cape"]
)  # fmt: skip
"""Words with which "of" and another one make a name: "the Line of Control"."""


def _apart(parse: Parse, last: int, k: int) -> bool:
    """Return whether two adjacent names are two: "South Korean President", "Paris Monday"."""
    one, two = parse.tokens[last], parse.tokens[k]
    body = one.name != "PER" and people().endings.get(one.text.lower()) == "organisation"
    if body and [t.name for t in parse.tokens[k : k + 2]] == ["PER", "PER"]:
        return True  # "the spokesman of the State Police Command Jon Doe"
    return two.start > one.end + 1


def _named(parse: Parse, run: Range) -> NamedRun | None:
    """Return the run as a name, or None where it is only an adjective of nation, a title, ..."""
    tokens = parse.tokens
    start, end = _with_titles(parse, run)
    words = [tokens[i].text.lower() for i in range(start, end)]
    own = _after_titles(words)
    if tokens[start].text in ("DR", "D.R.") and nation_at(words, 1):
        own = 0  # "DR Congo" is no doctor
    title = tuple(words[:own])
    if own == len(words):
        return None
    if words[own] in _OWNS:  # "the Prosecutor General's Office"
        title, own = (), 0
    nation = nation_at(words, own)
    if nation is not None and nation[1] == len(words) and not _country(parse, (start + own, end)):
        return None
    if nation is not None and own == 0 and nation[1] < len(words):
        after = nation[1]
        behind = _after_titles(words[after:])
        if behind and after + behind < len(words):
            title, own = tuple(words[after : after + behind]), after + behind
            start, words = start + after, words[after:]
            own = behind
    inner = (start + own, end)
    names = tuple(
        tokens[i].text
        for i in range(*inner)
        if tokens[i].text[0] not in _MARKS and (tokens[i].text not in ("-", "–") or i > inner[0])
    )
    return NamedRun(
        tokens=(start, end),
        own=inner,
        kind=kind_of(parse, inner, title),
        words=names,
        title=title,
    )


def _holder(parse: Parse, run: Range) -> tuple[Range | None, Range]:
    """Return the body or place before an office in a run, if any, and the rest: who holds the office.

    "Arden County Sheriff Jon Doe" is a county, and a person with a title. What stands before the office
    names nothing where it only tells which office it is: "Interior Cabinet Secretary".
    """
    start, end = run
    if end - start < 3:
        return None, run
    tokens, table = parse.tokens, people()
    words = [t.text.lower() for t in tokens[start:end]]
    led = _after_titles(words)  # "Director General ISPR Major General Jon Doe"
    for k in range(led + 1, len(words) - 1):
        ranked = led and phrase_at(words, k, table.ranks) > k
        if words[k] not in table.offices and not ranked:
            continue
        behind = k + _after_titles(words[k:])
        if behind == k or (led and len(words) - behind < 2):  # "Prime Minister John Major"
            continue
        rest = tokens[start + behind : end]
        plain = all(t.text[0].isupper() or t.text.lower() in _PARTICLES | {"-"} for t in rest)
        known = any(t.name in ("PER", "ORG") or t.upos == "PROPN" for t in rest)
        if (
            not rest
            or not plain
            or not known
            or words[-1] in table.endings
            or nation_at(words, behind)
        ):
            return None, run
        before = k
        while before and words[before - 1] in table.portfolios:
            before -= 1
        named = before > led and words[led] not in table.offices
        return ((start + led, start + before) if named else None), (start + k, end)
    return None, run


def _with_titles(parse: Parse, run: Range) -> Range:
    """Return the run with capitalised rank or title words right before it."""
    tokens, (start, end) = parse.tokens, run
    back = 3 if start < 1 or tokens[start - 1].text != "of" else _OF_POLICE
    for first in range(max(start - back, 0), start):
        if not tokens[first].text[0].isupper():
            continue
        here = tokens[first].sentence == tokens[start].sentence
        if here and all(t.text[0].isupper() or t.text in ("of", "-") for t in tokens[first:start]):
            reached = first + _after_titles([t.text.lower() for t in tokens[first:end]])
            if start <= reached < end:
                return (first, end)
    return run


def _after_titles(words: list[str]) -> int:
    """Return where the name starts after titles and ranks before it."""
    table = people()
    at = 0
    while at < len(words):
        end = max(phrase_at(words, at, table.ranks), phrase_at(words, at, table.titles))
        if end == at:
            break
        at = end
        if (
            at + 1 < len(words)
            and words[at] == "-"
            and phrase_at(words, at + 1, table.ranks) > at + 1
        ):
            at += 1  # "Lieutenant-Colonel"
    if at < len(words) and words[at] in ("of", "for", "-"):
        return 0
    return at


def _country(parse: Parse, run: Range) -> bool:
    """Return whether the words name the country itself, not its adjective or people."""
    words = parse.words(run)
    table = people().nations
    country = table.get(tuple(words.lower().split()))
    if country is not None and country == words:
        return True
    if words in ("US", "U.S.", "Hong Kong"):
        last = parse.tokens[run[1] - 1]
        return last.rel not in ("amod", "compound", "nmod:desc") or last.head < run[1]
    return False
