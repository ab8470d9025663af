"""Doubts: "the claim could not be verified" lowers the certainty of the statement before it."""

from __future__ import annotations

from saidso.language.parse import Frame, Parse
from saidso.reading.clauses.hedges import Hedge

_BACK = 3
"""Sentences before the doubt in which the statement is looked for."""
_STATEMENTS = frozenset({"claim", "report", "account", "statement", "allegation", "assertion",
    "accusation", "story", "authenticity", "claims", "reports", "version"})  # fmt: skip
_POINTERS = frozenset({"this", "that", "it", "which", "these", "those"})


class Doubts:
    """Which attributions of a report a later sentence says that nobody could verify."""

    def __init__(self, parse: Parse, hedges: list[Hedge], frames: list[Frame]) -> None:
        by_sentence: dict[int, list[int]] = {}
        for k, frame in enumerate(frames):
            if frame.source:
                by_sentence.setdefault(parse.tokens[frame.cue[0][0]].sentence, []).append(k)
        self._doubt: dict[int, Hedge] = {}
        for hedge in hedges:
            if hedge.certainty == "unknown" and (number := _doubted(parse, hedge)):
                here = parse.tokens[hedge.tokens[0]].sentence
                noun = _relative_to(parse, hedge)
                if noun is not None:
                    said = by_sentence.get(here, ())
                    own = [k for k in said if _holds(frames[k], noun)]
                    own = own or [k for k in said if frames[k].content[-1][1] <= noun]
                    for k in own[-1:]:
                        self._doubt.setdefault(k, hedge)
                    continue
                own = [k for k in by_sentence.get(here, ()) if _said_before(frames[k], hedge)]
                if own:  # "..., Doe said, although the reports could not be confirmed"
                    self._doubt.setdefault(own[-1], hedge)
                    continue
                for sentence in range(here - 1, max(here - 1 - _BACK, -1), -1):
                    if sentence in by_sentence:
                        said = by_sentence[sentence]
                        for k in said if number == "all" else said[-1:]:
                            self._doubt.setdefault(k, hedge)
                        break

    def of(self, number: int) -> Hedge | None:
        """Return the doubt about the attribution with this number, if there is one."""
        return self._doubt.get(number)


def _relative_to(parse: Parse, hedge: Hedge) -> int | None:
    """Return the noun whose relative clause a doubt is: "the rebels, whose claim could not be verified"."""
    tokens = parse.tokens
    for i in range(*hedge.tokens):
        if tokens[i].rel == "acl:relcl":
            return tokens[i].head
    return None


def _said_before(frame: Frame, hedge: Hedge) -> bool:
    """Return whether somebody has said something before a doubt begins."""
    start = hedge.scope[0]
    return frame.content[-1][1] <= start and frame.cue[-1][1] <= start


def _holds(frame: Frame, token: int) -> bool:
    """Return whether a token stands in who speaks or in what is said."""
    return any(first <= token < end for first, end in (*frame.source, *frame.content))


def _doubted(parse: Parse, hedge: Hedge) -> str:
    """Return "one" or "all" where a hedge says of what was said before that it is not verified."""
    words = [parse.tokens[i] for i in range(*hedge.tokens)]
    if not any(t.lemma.startswith(("verif", "confirm", "check")) for t in words):
        return ""
    for token in words:
        for c in parse.children[token.i]:
            noun = parse.tokens[c]
            if noun.rel not in ("nsubj:pass", "nsubj", "obj", "nmod"):
                continue
            if noun.text.lower() in _POINTERS and c < hedge.tokens[0]:
                return "one"
            if noun.lemma in _STATEMENTS:
                return "one" if noun.text.lower() == noun.lemma else "all"
    return ""
