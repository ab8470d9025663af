"""Openings: where the phrase of a noun begins, with all the words before it that describe it."""

from __future__ import annotations

from saidso.language.parse import Parse, Token
from saidso.reading.clauses.roles import STRIKES

_BEFORE = ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "SYM", "X")
_ARTICLES = {"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their"}
_WIDEST = 14
_FORCES = frozenset(
    {"army", "military", "police", "navy", "junta", "government", "militia", "coalition"}
)
_NEVER_BEFORE = {"least", "most", "including", "than", "said", "about", "there"}


def is_age(parse: Parse, i: int) -> bool:
    """Return whether token `i` is the "old" of "24-year-old"."""
    tokens = parse.tokens
    low = tokens[i].text.lower()
    if low != "old":
        return low.endswith("-year-old")
    return i >= 4 and tokens[i - 1].text in ("-", "‑", "–") and tokens[i - 2].lemma == "year"


def start_of(parse: Parse, head: int) -> int:
    """Return the first token of the phrase that ends with `head`: its words before it in a row."""
    tokens = parse.tokens
    first = head
    sentence = tokens[head].sentence
    if is_age(parse, head) and tokens[head].text.lower() == "old":
        return head - 5 if head > 4 and tokens[head - 5].text.lower() in _ARTICLES else head - 4
    opened = _bracket(parse, head)
    for i in range(head - 1, max(head - _WIDEST, -1), -1):
        token = tokens[i]
        if opened <= i < head and opened:
            continue  # "New People's Army (NPA) rebels"
        if token.sentence != sentence or not _before(parse, i, head):
            break
        if token.upos != "PUNCT":
            first = i
        if token.upos == "DET" and token.rel == "det" and token.head == head:
            break
    if first and tokens[first - 1].sentence == sentence and tokens[first].upos != "DET":
        if _is_article(tokens[first - 1]) and tokens[first].upos != "PRON":
            first -= 1
    return first


def _bracket(parse: Parse, head: int) -> int:
    """Return where the brackets with the letters of a name right before `head` open, 0 without."""
    tokens = parse.tokens
    if head < 4 or tokens[head - 1].text != ")" or tokens[head - 3].text != "(":
        return 0
    named, letters = tokens[head - 4], tokens[head - 2]
    fits = named.head == head and named.rel in ("compound", "nmod") and named.upos == "PROPN"
    return head - 3 if fits and letters.upos == "PROPN" else 0


def _is_article(token: Token) -> bool:
    return token.text.lower() in _ARTICLES and token.upos in ("DET", "PRON")


def _before(parse: Parse, i: int, head: int) -> bool:
    """Return whether token `i` belongs to the words before the head of its phrase."""
    token = parse.tokens[i]
    if _inside_number(parse, i):
        return True
    if token.text.lower() in _NEVER_BEFORE:
        return False
    if token.upos == "PUNCT":
        tight = token.start == parse.tokens[i - 1].end if i else False
        return token.text in ("-", "‑", "–") and tight
    if token.upos in ("VERB", "ADV", "PART"):
        if token.upos == "PART" and token.text.lower() not in ("'s", "’s", "'", "’"):
            return False
        if token.upos == "VERB" and not token.text.lower().endswith(("ed", "en", "ing", "n")):
            return False
    elif token.upos not in _BEFORE:
        return False
    at, whole = i, _act_after(parse, head)
    for _ in range(8):
        if at == head:
            return True
        if at != i and parse.tokens[at].rel in ("nsubj", "obj", "root", "obl", "conj", "ccomp"):
            return False
        above = parse.tokens[at].head
        if above == whole and at < head and token.upos in ("ADJ", "PROPN", "DET"):
            return True
        if above == at or above < head - _WIDEST or above > head:
            return False
        at = above
    return False


def _act_after(parse: Parse, head: int) -> int:
    """Return the act right after an army that does it, -1 without: "a Sudanese army raid"."""
    token = parse.tokens[head]
    if (
        token.lemma not in _FORCES
        or token.head != head + 1
        or token.rel not in ("compound", "amod")
    ):
        return -1
    return token.head if parse.tokens[token.head].lemma in STRIKES else -1


def _inside_number(parse: Parse, i: int) -> bool:
    """Return whether token `i` is the "and" of a spelled number: "two hundred and six"."""
    tokens = parse.tokens
    return (
        tokens[i].text == "and"
        and 0 < i < len(tokens) - 1
        and tokens[i - 1].text.lower() in ("hundred", "thousand")
        and tokens[i + 1].upos == "NUM"
    )
