"""Kinds of sources: named, role, anonymous, organisation, outlet, document, footage, implicit."""

from __future__ import annotations

from saidso.language.parse import Parse, Range
from saidso.reading.attributions.anonymity import Anonymity
from saidso.reading.clauses.cues import cues
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.people import people
from saidso.reading.entities.outlets import is_outlet, is_titled
from saidso.record import SourceKind


def source_head(parse: Parse, source: list[Range]) -> int:
    """Return the main noun of the source's words."""
    words = [i for r in source for i in range(*r)]
    inside = set(words)
    nominal = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
    tops = [i for i in words if parse.tokens[i].head == i or parse.tokens[i].head not in inside]
    for group in (("NOUN", "PROPN", "PRON"), nominal):
        found = [i for i in tops if parse.tokens[i].upos in group]
        if found:
            able = (
                found if may_speak(parse, found[0]) else [i for i in found if may_speak(parse, i)]
            )
            return _whole(parse, _last_beside(parse, able or found))
    return next((i for i in words if parse.tokens[i].upos in nominal), words[0])


_TELLING_NOTHING = frozenset({"several", "many", "other", "various", "multiple", "reliable", "credible",
    "different", "another"})  # fmt: skip
"""Words before "sources" that do not say where they are from."""
_TITLED = frozenset({"NOUN", "PROPN", "ADJ"})
_PARTS = frozenset({"part", "portion", "section", "excerpt", "copy", "segment", "clip"})


def _last_beside(parse: Parse, tops: list[int]) -> int:
    """Return the last of the first nouns that hang on one verb with no mark between them.

    "Sudmark news outlet Novar" has three subjects where the tree does not see that they are one.
    """
    last = tops[0]
    for i in tops[1:]:
        one, two = parse.tokens[last], parse.tokens[i]
        if two.upos != "PROPN" or one.head != two.head or one.rel != two.rel or one.head == one.i:
            break
        if any(parse.tokens[k].upos in ("PUNCT", "ADP", "CCONJ") for k in range(last, i)):
            break
        last = i
    return last


def _whole(parse: Parse, i: int) -> int:
    """Return what a part is taken of ("part of the video"), or `i` itself."""
    if parse.tokens[i].lemma not in _PARTS:
        return i
    of = (
        c
        for c in parse.children[i]
        if parse.tokens[c].rel == "nmod"
        and any(parse.tokens[g].lemma in ("of", "from") for g in parse.children[c])
    )
    return next(of, i)


def may_speak(parse: Parse, i: int) -> bool:
    """Return whether a noun can be a speaker: a person, a body, an outlet, a text or a picture."""
    table, token = cues(), parse.tokens[i]
    if token.name in ("PER", "ORG") or token.kind in ("person", "organization"):
        return True
    return token.lemma in table.speakers or token.text.lower() in table.speakers


class Sources:
    """Tells the kinds of the sources of one report."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self._parse = parse
        self._cast = cast
        self._hidden = Anonymity(parse, cast)
        self._named = {m.entity for m in cast.mentions if m.form == "name"}

    def is_named(self, entity: str) -> bool:
        """Return whether an entity is called by a name anywhere."""
        return entity in self._named

    def named(self, source: list[Range], head: int) -> int | None:
        """Return the name that stands beside a description: "a lawyer for the family, Jon Doe"."""
        tokens = self._parse.tokens
        after = self._after_title(source, head)
        if after is not None:
            return after
        mention = self._cast.by_head.get(head)
        if mention is None or tokens[head].upos == "PRON":
            return None
        office = tokens[head].lemma.lower() in cues().officials and tokens[head].name != "PER"
        if mention.entity in self._named and mention.form == "name" and not office:
            return None
        found: int | None = None
        for first, end in source:
            for i in range(max(first, head + 1), end):
                other = self._cast.by_head.get(i)
                if other is None or other.form != "name":
                    continue
                start, stop = other.tokens
                while start - 1 > head and tokens[start - 1].upos in ("NOUN", "ADJ", "PROPN"):
                    start -= 1  # "a lawyer, deputy bar chief Jon Doe"
                if (
                    self._cast.entities[other.entity].kind == "person"
                    and tokens[start - 1].text == ","
                    and (stop >= end or tokens[stop].text in (",", "who"))
                ):
                    found = i
            if found is not None:
                break
        return found  # the last: "Circle Officer, Charka, Jon Doe"

    def _after_title(self, source: list[Range], head: int) -> int | None:
        """Return the name that ends a source after its title: "army spokesman Jon Doe", "agency Novar".

        Not the name in "a lawyer for Jon Doe", nor that in "a spokesman for Governor Jon Doe".
        """
        table, tokens, (first, end) = cues(), self._parse.tokens, source[-1]
        mention = self._ending(first, end)
        if mention is None or len(source) > 1:
            return None
        entity, start = self._cast.entities[mention.entity], mention.tokens[0]
        if start == head + 1 and entity.kind == "organisation" and mention.head != head:
            newsy = tokens[head].lemma in table.media or tokens[head].lemma in ("agency", "site")
            return mention.head if newsy and tokens[head].upos == "NOUN" else None
        if entity.kind != "person" or self._cast.by_head.get(head) == mention:
            return None
        itself = [t.text.lower() for t in tokens[max(start - 2, first) : start]]
        if itself[-1:] == ["as"] and itself[0] in ("himself", "herself", "themselves"):
            return mention.head  # "a resident who identified himself as Doe"
        if self._parted(first, start):
            return None
        before = start
        if before > first + 3 and [tokens[before - k].text for k in (1, 3)] == [")", "("]:
            before = start = before - 3  # "Director General of Police (DGP) Jon Doe"
        while before > first and (
            tokens[before - 1].upos in _TITLED or tokens[before - 1].text == "-"
        ):
            before -= 1
        titles = {tokens[k].lemma.lower() for k in range(before, start)}
        if before == first and start - 1 == head and tokens[head].kind == "person":
            return mention.head  # "the party's nominee Jon Doe", "witness Jon Doe"
        if before == first and titles and tokens[start].text.lower() in people().offices:
            return mention.head  # "Arden County Sheriff Jon Doe"
        if not titles or before == first:
            return mention.head if titles & table.officials else None
        if tokens[before - 1].upos != "ADP":
            return mention.head if titles & table.officials else None
        above = {tokens[k].lemma.lower() for k in range(first, before - 1)}
        inside = {tokens[k].lemma.lower() for k in range(*mention.tokens)}
        own = (titles | inside) & table.officials - table.bodies - {"police"}
        return mention.head if above & table.officials and not own else None

    def _parted(self, first: int, start: int) -> bool:
        """Return whether more than a title stands before a name: "the aides, led by chief Jon Doe"."""
        tokens = self._parse.tokens
        for k in range(first, start):
            token = tokens[k]
            if token.upos == "VERB" or token.text in (",", ";", "—", "–", "--"):
                return True
            names = tokens[k - 1].upos == tokens[k + 1].upos == "PROPN" if k else False
            if token.upos == "CCONJ" and not names:
                return True
        return False

    def _ending(self, first: int, end: int) -> Mention | None:
        """Return the mention of a name that ends at `end`, or before a comma or bracket."""
        tokens = self._parse.tokens
        found: Mention | None = None
        for k in range(first + 1, end):
            mention = self._cast.by_head.get(k)
            if mention is None or mention.form != "name" or mention.tokens[0] <= first:
                continue
            stop = mention.tokens[1]
            if stop == end or (stop < end and tokens[stop].text in (",", "(")):
                if self._cast.entities[mention.entity].kind == "person":
                    return mention
                found = found or mention
        return found

    def kind(self, source: list[Range], head: int) -> tuple[SourceKind, str | None]:
        """Return what kind of source the words name, and the reason given for anonymity, if any."""
        parse, table = self._parse, cues()
        token = parse.tokens[head]
        common = token.upos in ("NOUN", "ADJ") or token.text.islower()
        text = parse.words((source[0][0], source[-1][1]))
        entity = self._cast.at(head)
        named = entity is not None and entity.kind == "person" and entity.id in self._named
        reason = self._hidden.reason(head, entity.id if entity else None) or self._hidden.within(
            text
        )
        if reason is not None and (not named or (common and self._hidden.hides(head))):
            return "anonymous", reason
        if common and token.lemma in table.anonymous and _faceless(parse, head):
            return "anonymous", None
        if _left(parse, head) & table.unnamed:
            return "anonymous", None
        if _is_medium(parse, head, text, entity.name if entity else text):
            return "outlet", None
        if token.lemma in table.footage:
            return "footage", None
        if token.lemma in table.documents and common:
            return "document", None
        if text in table.capitals:
            return "organisation", None
        if entity is not None:
            if entity.kind in ("footage", "document"):
                return ("footage" if entity.kind == "footage" else "document"), None
            faceless = common and token.lemma == "source"  # "a military source"
            if entity.kind in ("organisation", "place", "facility") and not faceless:
                return "organisation", None
            if token.text.isupper() and len(token.text) > 2 and entity.name == token.text:
                return "organisation", None  # letters: "OHCHR said"
            if named:
                return "named", None
        if token.name == "PER":
            return "named", None
        if token.name in ("ORG", "LOC"):
            return "organisation", None
        if token.lemma not in table.officials and (
            token.kind == "organization" or (common and token.lemma in table.bodies)
        ):
            return "organisation", None
        return "role", None


def _is_medium(parse: Parse, head: int, text: str, name: str) -> bool:
    """Return whether a source is an outlet: by name, or "state television", "media reports"."""
    table, token = cues(), parse.tokens[head]
    if is_outlet(text) or is_outlet(name) or is_titled(parse.words(_phrase(parse, head))):
        return True
    if token.upos not in ("NOUN", "ADJ") and not token.text.islower():
        before = parse.tokens[max(0, head - 1)]
        agency = before.lemma in ("agency", "service", "site")
        newsy = agency and parse.tokens[max(0, head - 2)].lemma in table.medium_words
        return before.upos == "NOUN" and (newsy or before.lemma in table.media)
    if token.lemma in table.media:
        return token.lemma != "paper" or bool(_left(parse, head) & table.medium_words)
    newsy = token.lemma in ("agency", "report", "site", "website", "service", "station", "account")
    return newsy and bool(_left(parse, head) & table.medium_words)


def _phrase(parse: Parse, head: int) -> Range:
    """Return the head with the words right before it that hang on it."""
    first = head
    while first and parse.tokens[first - 1].head == head and head - first < 4:
        first -= 1
    return (first, head + 1)


def _left(parse: Parse, head: int) -> set[str]:
    """Return the lemmas of the words before a noun that tell of it."""
    return {
        parse.tokens[c].lemma.lower()
        for c in parse.children[head]
        if c < head and parse.tokens[c].rel in ("compound", "amod", "nmod", "flat")
    }


def _faceless(parse: Parse, head: int) -> bool:
    """Return whether a vague noun hides who speaks: "sources", "people familiar with the matter".

    "Hospital sources" tell where they are from; "two people" and "people in the camp" are witnesses.
    """
    table, tokens = cues(), parse.tokens
    below = parse.children[head]
    if any(tokens[c].lemma in table.close for c in below if c > head):
        return True
    after = head + 1
    if after < len(tokens) and tokens[after].lemma in table.close:
        return True
    vague = tokens[head].lemma in ("source", "insider")
    return vague and not any(
        (tokens[c].rel in ("compound", "amod") and tokens[c].lemma not in _TELLING_NOTHING)
        or (tokens[c].rel == "nmod" and not _in(parse, c))
        for c in below
    )


def _in(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].lemma in ("on", "about", "with") for c in parse.children[i])
