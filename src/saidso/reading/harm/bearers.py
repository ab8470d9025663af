"""Bearers: who is dead, wounded or missing by an adjective: "found dead", "one dead, two hurt"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.neighbours import listed_first, number_before
from saidso.reading.harm.sharing import among
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Numbers, Victims


class Bearers:
    """Finds of whom the adjectives of harm of one report are said."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims, who: Sufferers) -> None:
        self.parse, self.numbers, self.victims, self.who = parse, numbers, victims, who
        self.table = table()

    def of(self, i: int) -> list[int]:
        """Return who is dead, wounded or missing by the adjective at `i`."""
        tokens = self.parse.tokens
        token = tokens[i]
        own = [c for c in self.parse.children[i] if tokens[c].rel.startswith("nsubj")]
        if token.rel == "xcomp" and i + 1 < len(tokens) and tokens[i + 1].text == ",":
            own = [c for c in own if c < i]  # "two confirmed dead, four wounded"
        before = [c for c in own if c < i]
        if before:
            return self.who.antecedents(
                before[-1:], i
            )  # not "juveniles" of "man dead, 2 juveniles hurt"
        near = number_before(self.parse, self.numbers, i)
        if near is not None:
            return [listed_first(self.parse, self.victims, near, i)]
        if own:
            return self.who.antecedents(own[-1:], i)
        if token.rel == "amod" and self._is_result(i):
            return self._left_of_result(i - 1)
        whom = among(self.parse, self.victims, i)
        if whom is not None:
            return [whom]
        if i in self.numbers.by_noun:
            return [i]
        if token.rel in ("amod", "acl", "acl:relcl") and token.head != i:
            return [token.head]
        if token.rel in ("xcomp", "advcl", "obj", "advmod") and token.head != i:
            above = token.head
            if tokens[above].text.lower() in self.who.verbs:
                return []
            for rels in (("obj",), ("nsubj:pass", "nsubj")):
                found = [c for c in self.parse.children[above] if tokens[c].rel in rels and c != i]
                if len(found) > 1 and "obj" not in rels:
                    found = found[:1]  # "Brand, the man found dead": one person
                if found and (rels == ("obj",) or tokens[above].text.lower() != "left"):
                    return self.who.antecedents(found, above)
            if tokens[above].rel in ("acl", "acl:relcl"):
                return [tokens[above].head]
            low = tokens[above].text.lower()
            passive = self.who.is_passive(above) or low in self.table.pronounced
            return self._of_sibling(above) if passive else []
        if token.rel in ("conj", "parataxis") and token.head != i:
            return self.who.inherited(i)
        return []

    def _of_sibling(self, i: int) -> list[int]:
        """Return the subject of the clause before, with which a passive is coordinated.

        "A fourth guard was badly hurt and was pronounced dead on Monday".
        """
        tokens = self.parse.tokens
        if tokens[i].rel != "conj":
            return []
        beside = [c for c in self.parse.children[tokens[i].head] if c < i]
        clauses = [tokens[i].head, *(c for c in beside if tokens[c].rel == "conj")]
        for k in sorted(clauses, reverse=True):
            own = [c for c in self.parse.children[k] if tokens[c].rel.startswith("nsubj")]
            if own:
                return self.who.antecedents([c for c in own if c < k][-1:], k)
        return []

    def _is_result(self, i: int) -> bool:
        """Return whether the adjective tells a result, attached to what follows: "found dead May 2"."""
        tokens = self.parse.tokens
        found = i > 0 and tokens[i - 1].text.lower() in self.table.resultatives
        return found and tokens[i - 1].upos == "VERB" and not self.victims.is_person(tokens[i].head)

    def _left_of_result(self, verb: int) -> list[int]:
        tokens = self.parse.tokens
        below = self.parse.children[verb]
        who = [c for c in below if tokens[c].rel in ("nsubj:pass", "obj")]
        if not who and tokens[verb].rel in ("acl", "acl:relcl"):
            return [tokens[verb].head]
        return self.who.antecedents(who[-1:], verb)
