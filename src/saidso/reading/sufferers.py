"""Who suffers what a harm word says: objects, passive subjects, relative clauses, bare numbers."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.harm_words import state_slots, table, verb_slots
from saidso.reading.victims import Numbers, Victims

_CLIMB = 5


class Sufferers:
    """Finds the head tokens of those harmed, by the grammar around harm words of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims) -> None:
        self.parse, self.numbers, self.victims = parse, numbers, victims
        self.table = table()
        self.verbs, self.states = verb_slots(), state_slots()

    def deadly(self, i: int) -> bool:
        """Return whether a strike kills: "fatally shot", "shot dead", "stabbed to death"."""
        tokens = self.parse.tokens
        for c in self.parse.children[i][:40]:
            low = tokens[c].text.lower()
            if low in self.table.deadly:
                return True
            if low == "dead" and tokens[c].rel in ("xcomp", "advmod", "obj", "amod"):
                return True
            if low == "death" and tokens[c].rel.startswith(("obl", "nmod", "advmod")):
                return any(tokens[g].text.lower() == "to" for g in self.parse.children[c])
        return False

    def patients(self, i: int) -> list[int]:
        """Return who suffers what the verb at `i` says."""
        tokens = self.parse.tokens
        token = tokens[i]
        children = self.parse.children[i]
        low = token.text.lower()
        passive = [c for c in children if tokens[c].rel == "nsubj:pass"]
        if passive:
            return self._antecedents(passive[-1:], i)
        past = not low.endswith("ing")
        objects = [c for c in children if tokens[c].rel in ("obj", "iobj")]
        objects = [c for c in objects if self.victims.is_person(c) or c in self.numbers.by_noun]
        if objects:
            return objects
        loose = [
            c
            for c in children
            if c > i
            and tokens[c].rel.startswith("obl")
            and tokens[c].rel != "obl:agent"
            and not any(
                tokens[g].rel == "case"
                for g in self.parse.children[c]
                if g < (q.tokens[0] if (q := self.numbers.by_noun.get(c)) else c)
            )
            and self.victims.is_person(c)
        ]
        if loose:
            return loose
        has_aux = any(tokens[c].rel == "aux:pass" for c in children)
        if token.rel in ("acl", "amod", "acl:relcl") and token.head != i:
            if past and not any(tokens[c].rel == "nsubj" for c in children):
                return [token.head]
            return []
        near = self._number_before(i)
        if near is not None and past:
            return [near]
        if (
            past
            and token.rel in ("conj", "parataxis", "advcl", "xcomp", "list")
            and token.head != i
        ):
            up = self._inherited(i)
            if up:
                return up
        nominal = token.rel.startswith(("nsubj", "obj", "obl", "nmod", "appos", "ccomp"))
        if past and not has_aux and nominal and i and self.victims.is_person(i - 1):
            return [i - 1]  # "a man shot in the leg was flown out", the participle taken for a head
        if past and has_aux:
            return self.subjects(i)
        if past and (token.rel in ("root", "conj") or low == "hurt"):
            # a headline without its auxiliary: "Man shot in Tarvin"
            return [
                c
                for c in children
                if tokens[c].rel == "nsubj"
                and not self._has_object(i)
                and tokens[c].text.lower() not in self.table.officers
            ][-1:]
        return []

    def _has_object(self, i: int) -> bool:
        return any(self.parse.tokens[c].rel in ("obj", "ccomp") for c in self.parse.children[i])

    def _inherited(self, i: int) -> list[int]:
        """Return the sufferer of the verb that `i` is coordinated with ("was shot and killed")."""
        tokens = self.parse.tokens
        k = i
        for _ in range(_CLIMB):
            if tokens[k].rel not in ("conj", "xcomp", "parataxis", "advcl") or tokens[k].head == k:
                return []
            linked, k = tokens[k].rel, tokens[k].head
            low = tokens[k].text.lower()
            if linked == "xcomp":
                found = [c for c in self.parse.children[k] if tokens[c].rel == "obj"]
                found = found or [
                    c for c in self.parse.children[k] if tokens[c].rel.startswith("nsubj")
                ]
                if found:
                    return self._antecedents(found, k)
            elif linked == "advcl":
                return []
            passive = [c for c in self.parse.children[k] if tokens[c].rel == "nsubj:pass"]
            if passive:
                return self._antecedents(passive, k)
            if tokens[k].rel in ("acl", "acl:relcl") and tokens[k].upos == "VERB":
                if not low.endswith("ing") and not self._has_object(k):
                    return [tokens[k].head]
                return []
            if low in self.verbs or low in self.states:
                subjects = [c for c in self.parse.children[k] if tokens[c].rel == "nsubj"]
                near = self._number_before(k)
                if subjects and not self._has_object(k):
                    return self._antecedents(subjects, k)
                if near is not None:
                    return [near]
        return []

    def subjects(self, i: int) -> list[int]:
        """Return the subjects of `i`, its own or those of the clause above."""
        tokens = self.parse.tokens
        k = i
        for _ in range(_CLIMB):
            own = [c for c in self.parse.children[k] if tokens[c].rel.startswith("nsubj")]
            if own:
                return self._antecedents(own[-1:], k)
            near = self._number_before(k) if k == i else None
            if near is not None:
                return [near]
            if tokens[k].rel in ("acl", "acl:relcl", "amod") and tokens[k].head != k:
                return [tokens[k].head]
            if tokens[k].rel not in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
                return []
            linked, above = tokens[k].rel, tokens[k].head
            if above == k or linked == "ccomp":
                return []
            if linked == "xcomp":
                objects = [c for c in self.parse.children[above] if tokens[c].rel == "obj"]
                if objects:
                    return objects
            k = above
        return []

    def _antecedents(self, heads: list[int], verb: int) -> list[int]:
        """Return the heads, relative pronouns replaced by the noun of the clause."""
        tokens = self.parse.tokens
        out = []
        for h in heads:
            if tokens[h].text.lower() in self.table.relative_pronouns:
                k = verb
                for _ in range(_CLIMB):
                    if tokens[k].rel in ("acl:relcl", "acl") or tokens[k].head == k:
                        break
                    k = tokens[k].head
                h = tokens[k].head if tokens[k].head != k and tokens[k].rel.startswith("acl") else h
            out.append(h)
        return out

    def bearers(self, i: int) -> list[int]:
        """Return who is dead, wounded or missing by the adjective at `i`."""
        tokens = self.parse.tokens
        token = tokens[i]
        own = [c for c in self.parse.children[i] if tokens[c].rel.startswith("nsubj")]
        if own:
            return self._antecedents(own[-1:], i)
        near = self._number_before(i)
        if near is not None:
            return [near]
        if i in self.numbers.by_noun:
            return [i]
        if token.rel in ("amod", "acl", "acl:relcl") and token.head != i:
            return [token.head]
        if token.rel in ("xcomp", "advcl", "obj", "advmod") and token.head != i:
            above = token.head
            if tokens[above].text.lower() in self.verbs:
                return []
            for rels in (("obj",), ("nsubj:pass", "nsubj")):
                found = [c for c in self.parse.children[above] if tokens[c].rel in rels and c != i]
                if found and (rels == ("obj",) or tokens[above].text.lower() != "left"):
                    return self._antecedents(found, above)
            if tokens[above].rel in ("acl", "acl:relcl"):
                return [tokens[above].head]
            return []
        if token.rel in ("conj", "parataxis") and token.head != i:
            return self._inherited(i)
        return []

    def _number_before(self, i: int) -> int | None:
        """Return the number or person that stands just before `i`: "3 dead", "five seriously hurt"."""
        tokens = self.parse.tokens
        first = self.parse.sentence_of(i).tokens[0]
        k = i - 1
        for _ in range(3):
            if k < first:
                return None
            quantity = self.numbers.by_token.get(k)
            if quantity is not None and quantity.unit != "time":
                if quantity.noun is None or quantity.noun <= i:
                    return k if quantity.noun in (None, i) else quantity.noun
                return None
            if k in self.numbers.by_noun and self.numbers.by_noun[k].unit != "time":
                return k
            if tokens[k].upos not in ("ADV", "ADJ") and tokens[k].text.lower() not in (
                "others",
                "more",
                "other",
            ):
                return None
            k -= 1
        return None

    def phrases(self, i: int, prepositions: tuple[str, ...]) -> list[int]:
        """Return the nouns of the phrases of `i` with one of these prepositions."""
        tokens = self.parse.tokens
        return [
            c
            for c in self.parse.children[i]
            if tokens[c].rel.startswith(("nmod", "obl"))
            and any(
                tokens[g].rel == "case" and tokens[g].lemma in prepositions
                for g in self.parse.children[c]
            )
        ]
